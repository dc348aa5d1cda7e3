package searchindex

import "math/bits"

// shingles tells in how many samples each shingle is.
type shingles struct {
	mix    uint64           // of the hash, another each time the program runs
	places []countedShingle // by hash, the next free one behind those taken
}

// countedShingle is a shingle that is in some samples; the last is numbered from 1, and
// 0 is where there is no shingle.
type countedShingle struct {
	shingle  uint64
	in, last int32
}

// newShingles has room for n shingles.
func newShingles(n int) *shingles {
	return &shingles{newSpellingHash().mix, make([]countedShingle, 1<<bits.Len(uint(n+n/2)))}
}

// place is where a shingle is, or is to be.
func (s *shingles) place(x uint64) *countedShingle {
	mask := uint64(len(s.places) - 1)
	for at := x * s.mix >> 32; ; at++ {
		if p := &s.places[at&mask]; p.last == 0 || p.shingle == x {
			return p
		}
	}
}

// count notes that a shingle is in a sample; they are counted one after the other.
func (s *shingles) count(x uint64, sample int32) {
	if p := s.place(x); p.last != sample {
		*p = countedShingle{x, p.in + 1, sample}
	}
}

// shared is in how many samples a shingle is, 0 where that is one.
func (s *shingles) shared(x uint64) int {
	if p := s.place(x); p.in > 1 {
		return int(p.in)
	}
	return 0
}

func shingleAt(s []byte, i int) uint64 {
	v := uint64(0)
	for _, c := range s[i : i+shingle] {
		v = v<<8 | uint64(c)
	}
	return v
}
