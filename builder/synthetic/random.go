package synthetic

import (
	"math"
	"math/bits"
)

// stream is a sequence of random numbers (SplitMix64). It is written out here,
// rather than taken from math/rand, because its values must never change.
type stream uint64

// newStream is the stream of a key: other parts, or the same in another order,
// give an unrelated stream.
func newStream(key ...uint64) *stream {
	var s stream
	for _, k := range key {
		s = stream(s.next() ^ k)
	}
	s = stream(s.next())
	return &s
}

func (s *stream) next() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 to n-1. That it is uneven by n/2⁶⁴ is of no account.
func (s *stream) below(n int) int {
	hi, _ := bits.Mul64(s.next(), uint64(n))
	return int(hi)
}

// percent is true p times of a hundred.
func (s *stream) percent(p int) bool { return s.below(100) < p }

// number makes a key of a text (FNV-1a).
func number(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

// dice draws numbers from 0 to n-1 by their weights, in one step each (the
// alias method): column i is itself below its threshold, and its alias above.
type dice []column

// column is a number of dice, with what is drawn in its place.
type column struct{ threshold, alias uint32 }

// newDice takes at least one weight. A weight times their number must stay below
// 2⁶⁴, and so must their sum.
func newDice(weights []uint64) dice {
	n := uint64(len(weights))
	var total uint64
	for _, w := range weights {
		total += w
	}
	d := make(dice, n)
	left := make([]uint64, n)
	var small, large []uint32
	for i, w := range weights {
		left[i] = w * n
		d[i] = column{math.MaxUint32, uint32(i)}
		if left[i] < total {
			small = append(small, uint32(i))
		} else {
			large = append(large, uint32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		q, _ := bits.Div64(left[s]>>32, left[s]<<32, total)
		d[s] = column{uint32(q), l}
		left[l] -= total - left[s]
		if left[l] < total {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	return d
}

func (d dice) roll(s *stream) int {
	i, rest := bits.Mul64(s.next(), uint64(len(d)))
	if c := d[i]; uint32(rest>>32) >= c.threshold {
		return int(c.alias)
	}
	return int(i)
}

// ranked is a dice over ranks, of which rank r (from 1) has the weight r^-¾: the
// first are common, and the last still come. Roots are rounded alike
// everywhere, which powers are not.
func ranked(n int) dice {
	w := make([]uint64, n)
	for i := range w {
		r := float64(i + 1)
		w[i] = uint64((1 << 32) / math.Sqrt(r*math.Sqrt(r)))
	}
	return newDice(w)
}
