// Package checksum tells bytes apart, and damaged ones from whole ones, four times as fast
// as SHA-256 does where the processor has instructions for both.
//
// A sum is the tag of AES-GCM over the bytes, under a key that is no secret: two texts
// have the same one by a chance of their length in 2^132, but whoever tries can make two
// that have. So it tells whether what the program wrote is whole, and whether a file is
// published already; a recording that somebody makes to have the sum of the one before
// stays as it was, which harms nobody but its maker. What transcripts are known by, and
// what others are told of files, are SHA-256.
package checksum

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"io"
	"sync"
)

// Size is how many bytes a sum has.
const Size = 16

// Sum stands for bytes.
type Sum [Size]byte

// block is how many bytes have one tag. The sum of more is the tag of their tags, so that
// a stream need not be held in memory.
const block = 64 << 10

// Of gives the sum of bytes, which it does not keep.
func Of(b []byte) Sum {
	if len(b) <= block {
		return tag(ofBytes, b)
	}
	whole := len(b) - len(b)%block
	h := Hash{tags: make([]byte, 0, Size*(len(b)/block+1)), rest: b[whole:]}
	for from := 0; from < whole; from += block {
		h.add(b[from : from+block])
	}
	return h.Sum()
}

// Hash sums up what is written to it. The zero Hash has had nothing.
type Hash struct {
	tags []byte // of whole blocks
	rest []byte // of a block
}

// Write takes in more bytes, which it does not keep. It never fails.
func (h *Hash) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		if len(h.rest) == 0 && len(b) >= block {
			h.add(b[:block])
			b = b[block:]
			continue
		}
		k := min(block-len(h.rest), len(b))
		h.rest, b = append(h.rest, b[:k]...), b[k:]
		if len(h.rest) == block {
			h.add(h.rest)
			h.rest = h.rest[:0]
		}
	}
	return n, nil
}

func (h *Hash) add(block []byte) {
	sum := tag(ofBytes, block)
	h.tags = append(h.tags, sum[:]...)
}

// Sum gives the sum of all that was written so far, which [Of] gives too.
func (h *Hash) Sum() Sum {
	if len(h.tags) == 0 {
		return tag(ofBytes, h.rest)
	}
	tags := h.tags
	if len(h.rest) > 0 {
		last := tag(ofBytes, h.rest)
		tags = append(tags[:len(tags):len(tags)], last[:]...)
	}
	if len(tags) == Size {
		return Sum(tags)
	}
	return tag(ofTags, tags)
}

// From reads to the end, and gives the sum of what it has read, and how many bytes there
// are.
func From(from io.Reader) (Sum, int64, error) {
	var h Hash
	size := int64(0)
	room := make([]byte, block)
	for {
		n, err := io.ReadFull(from, room)
		size += int64(n)
		_, _ = h.Write(room[:n])
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return h.Sum(), size, nil
		}
		if err != nil {
			return Sum{}, size, err
		}
	}
}

// ErrDamaged says that bytes are not those that were summed up.
var ErrDamaged = errors.New("what was written is damaged")

// Check reads a sum and after it, to the end, what it is of, and gives how many bytes that
// has. The error is [ErrDamaged] where the sum is of other bytes.
func Check(from io.Reader) (int64, error) {
	var want Sum
	if _, err := io.ReadFull(from, want[:]); err != nil {
		return 0, err
	}
	sum, size, err := From(from)
	if err == nil && sum != want {
		err = ErrDamaged
	}
	return size, err
}

// What a tag is of.
const (
	ofBytes byte = iota
	ofTags
)

func tag(kind byte, b []byte) (sum Sum) {
	sealer := sealers()
	if sealer == nil {
		h := sha256.New()
		h.Write([]byte{kind})
		h.Write(b)
		copy(sum[:], h.Sum(nil))
		return sum
	}
	nonce := [12]byte{kind}
	sealer.Seal(sum[:0], nonce[:], nil, b)
	return sum
}

// sealers gives what makes the tags, for use by many at once; nil where the system allows
// no nonce of one's own, as in the strict mode of FIPS 140. Sums are others there, so what
// was written without it is written anew.
var sealers = sync.OnceValue(func() cipher.AEAD {
	block, err := aes.NewCipher([]byte("dixit: checksums"))
	if err != nil {
		return nil
	}
	sealer, err := cipher.NewGCM(block)
	if err != nil {
		return nil
	}
	return sealer
})
