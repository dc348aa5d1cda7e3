package searchindex

import (
	"encoding/binary"
	"math/bits"
)

// Lists of postings are streams of bits, lowest bit of each byte first, in the
// codes of Rice (1979) and Elias (gamma, 1975).

// maxQuotient is the longest run of ones that a Rice code may have; a longer
// quotient is written as that many ones and 32 bits, so that no gap costs more
// than 56.
const maxQuotient = 24

type bitWriter struct {
	out []byte
	acc uint64
	n   uint // bits in acc, under 32 between calls
}

// bits writes the n lowest bits of v, 32 at most, which has no others.
func (w *bitWriter) bits(v uint64, n uint) {
	w.acc |= v << (w.n & 63)
	w.n += n
	if w.n >= 32 {
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(w.acc))
		w.acc >>= 32
		w.n -= 32
	}
}

// rice writes v: v>>k ones, a zero, and the k low bits of v.
func (w *bitWriter) rice(v uint32, k uint) {
	q := v >> k
	if q >= maxQuotient {
		w.bits(1<<maxQuotient-1, maxQuotient)
		w.bits(uint64(v), 32)
		return
	}
	w.bits(1<<q-1, uint(q)+1)
	w.bits(uint64(v)&(1<<k-1), k)
}

// gamma writes v, at least 1: as many zeros as v has bits after its first, a
// one, and those bits.
func (w *bitWriter) gamma(v uint32) {
	n := uint(bits.Len32(v)) - 1
	w.bits(1<<n, n+1)
	w.bits(uint64(v)&(1<<n-1), n)
}

// gammaBits is what gamma writes of v, below 1<<16, and how many bits.
func gammaBits(v uint32) (uint64, uint) {
	n := uint(bits.Len32(v)) - 1
	return 1<<n | uint64(v)&(1<<n-1)<<(n+1), 2*n + 1
}

// size is how many bits were written.
func (w *bitWriter) size() int { return 8*len(w.out) + int(w.n) }

// list writes the first n bits of b.
func (w *bitWriter) list(b []byte, n int) {
	for ; n >= 32; n -= 32 {
		w.bits(uint64(binary.LittleEndian.Uint32(b)), 32)
		b = b[4:]
	}
	for ; n > 0; n -= min(n, 8) {
		m := min(n, 8)
		w.bits(uint64(b[0])&(1<<m-1), uint(m))
		b = b[1:]
	}
}

// end fills up the last byte with zeros.
func (w *bitWriter) end() []byte {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
	}
	return w.out
}

// bitReader reads what bitWriter wrote. Past its end it reads zeros and notes
// that it did, so that a damaged list ends instead of failing at each step.
type bitReader struct {
	in   []byte
	at   int
	acc  uint64
	n    uint
	over bool
}

// bitsFrom gives a reader of b that begins at a bit.
func bitsFrom(b []byte, at int) bitReader {
	r := bitReader{in: b, at: at / 8}
	r.bits(uint(at % 8))
	return r
}

// pos is the number of the bit that is read next.
func (r *bitReader) pos() int { return 8*r.at - int(r.n) }

func (r *bitReader) bits(n uint) uint64 {
	for r.n < n {
		var b byte
		if r.at < len(r.in) {
			b = r.in[r.at]
		} else {
			r.over = true
		}
		r.at++
		r.acc |= uint64(b) << r.n
		r.n += 8
	}
	v := r.acc & (1<<n - 1)
	r.acc >>= n
	r.n -= n
	return v
}

func (r *bitReader) rice(k uint) uint32 {
	q := uint32(0)
	for q < maxQuotient && r.bits(1) == 1 {
		q++
	}
	if q == maxQuotient {
		return uint32(r.bits(32))
	}
	return q<<k | uint32(r.bits(k))
}

func (r *bitReader) gamma() uint32 {
	n := uint(0)
	for r.bits(1) == 0 {
		if n++; n > 31 || r.over {
			r.over = true
			return 1
		}
	}
	return 1<<n | uint32(r.bits(n))
}
