package searchindex

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"
)

func TestBitsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		k := uint(r.IntN(20))
		values := make([]uint32, 1+r.IntN(50))
		var w bitWriter
		for i := range values {
			values[i] = r.Uint32() >> r.IntN(32)
			w.rice(values[i], k)
			w.bits(uint64(values[i]&3), 2)
			w.gamma(values[i]>>1 + 1)
		}
		in := bitReader{in: w.end()}
		for _, v := range values {
			if a, b, c := in.rice(k), in.bits(2), in.gamma(); a != v || b != uint64(v&3) || c != v>>1+1 || in.over {
				t.Fatalf("k %d: wrote %d, read %d, %d, %d", k, v, a, b, c)
			}
		}
	}
}

// TestIDF holds the logarithm to figures made otherwise: sixteen times the
// binary logarithm of (2n+2)/(2df+1), rounded down.
func TestIDF(t *testing.T) {
	for _, c := range []struct {
		n, df int
		want  int64
	}{{1, 1, 6}, {1000, 1, 150}, {1000, 10, 105}, {1000, 1000, 1}, {600000, 3, 278}, {600000, 18750, 79}} {
		if got := idf(c.n, c.df); got != c.want {
			t.Errorf("idf(%d, %d) = %d, want %d", c.n, c.df, got, c.want)
		}
	}
}

func TestSegmentsAreBuckets(t *testing.T) {
	for _, c := range []struct{ n, want int }{{1, 1}, {59, 1}, {60, 6}, {100, 6}, {959, 48}, {960, 96}, {2048, 96}, {2049, 24}, {4097, 6}, {8193, 1}, {100000, 1}} {
		if got := segmentCount(c.n); got != c.want {
			t.Errorf("segmentCount(%d) = %d, want %d", c.n, got, c.want)
		}
	}
}

// TestPagesAreLargerInFewSegments: what a word costs a reader is a page of each.
func TestPagesAreLargerInFewSegments(t *testing.T) {
	for _, c := range []struct{ words, segments, want int }{{60e3, 96, 768}, {250e3, 24, 768}, {12e5, 6, 2048}, {3e5, 1, 4096}, {100e6, 1, 7900}} {
		if got := pageSize(c.words, c.segments); got != c.want {
			t.Errorf("pageSize(%d, %d) = %d, want %d", c.words, c.segments, got, c.want)
		}
	}
}

// TestRiceParameterIsTheBest looks at all parameters that a list may have.
func TestRiceParameterIsTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for range 500 {
		sp := &space{files: 1 + r.IntN(300), slots: 1 + r.IntN(40)}
		all := sp.files * sp.slots
		g := &group{}
		within, share := 1+r.IntN(all), 1+r.IntN(100) // where it is, and how often, in 100
		for id := range within {
			if r.IntN(100) < share {
				g.posts = append(g.posts, posting{id: uint32(id)})
			}
		}
		if len(g.posts) == 0 {
			continue
		}
		got := riceParameter(g, sp)
		most := uint(bits.Len(uint((all + 1) / (len(g.posts) + 1))))
		for k := max(most, 5) - 5; k <= most; k++ {
			if a, b := riceCost(g.posts, got, math.MaxInt), riceCost(g.posts, k, math.MaxInt); b < a || b == a && k < got {
				t.Fatalf("%d postings in %d: with %d they take %d bits, with %d %d", len(g.posts), all, got, a, k, b)
			}
		}
	}
}
