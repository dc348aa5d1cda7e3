package searchindex

import "math/bits"

// Lists of postings are streams of bits, lowest bit of each byte first, in the
// codes of Rice (1979) and Elias (gamma, 1975).

// maxQuotient is the longest run of ones that a Rice code may have; a longer
// quotient is written as that many ones and 32 bits, so that no gap costs more
// than 56.
const maxQuotient = 24

type bitWriter struct {
	out []byte
	acc uint64
	n   uint // bits in acc, under 8 between calls
}

func (w *bitWriter) bits(v uint64, n uint) {
	w.acc |= v << w.n
	w.n += n
	for w.n >= 8 {
		w.out = append(w.out, byte(w.acc))
		w.acc >>= 8
		w.n -= 8
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

// end fills up the last byte with zeros.
func (w *bitWriter) end() []byte {
	if w.n > 0 {
		w.out = append(w.out, byte(w.acc))
		w.acc, w.n = 0, 0
	}
	return w.out
}
