package term

import (
	"testing"

	"dixit/builder/internal/lang"
)

// BenchmarkTerms finds the terms of an hour of speech.
func BenchmarkTerms(b *testing.B) {
	for _, l := range []string{"English", "Chinese"} {
		h := hearings[l]
		turns := h.turns(60, 1)
		size := 0
		for _, t := range turns {
			size += len(t)
		}
		b.Run(l, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				g := NewGatherer(lang.CommonWords(h.lang), []string{h.name}, nil)
				for i, t := range turns {
					g.Turn(int32(i), []string{t})
				}
				g.Terms()
			}
		})
	}
}
