package checksum

import (
	"errors"
	"io"
)

// stretch is how many bytes are summed at a time.
const stretch = 1 << 16

// Running makes the sum of what is written to it, in whatever pieces: of what is too long
// to be held in memory. It is the sum of the sums of its stretches, and another than Of
// gives. The zero value has nothing.
type Running struct {
	rest []byte // of a stretch that is not whole
	sums []byte
}

// Write adds bytes. It never fails.
func (r *Running) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		if len(r.rest) == 0 && len(b) >= stretch {
			r.add(b[:stretch])
			b = b[stretch:]
			continue
		}
		more := min(stretch-len(r.rest), len(b))
		r.rest, b = append(r.rest, b[:more]...), b[more:]
		if len(r.rest) == stretch {
			r.add(r.rest)
			r.rest = r.rest[:0]
		}
	}
	return n, nil
}

func (r *Running) add(b []byte) {
	sum := Of(b)
	r.sums = append(r.sums, sum[:]...)
}

// Sum is that of all that was written so far.
func (r *Running) Sum() Sum {
	last := Of(r.rest)
	return Of(append(r.sums[:len(r.sums):len(r.sums)], last[:]...))
}

// From reads to the end, and gives the sum that Running makes of it, and how many bytes
// there are.
func From(from io.Reader) (Sum, int64, error) {
	var r Running
	size := int64(0)
	room := make([]byte, stretch)
	for {
		n, err := io.ReadFull(from, room)
		size += int64(n)
		_, _ = r.Write(room[:n])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return r.Sum(), size, nil
		}
		if err != nil {
			return Sum{}, size, err
		}
	}
}
