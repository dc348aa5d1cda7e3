package archive

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/transcript"
)

// What is known of turns comes back as it was, and what is damaged does not come back.
func TestFactsOfTurnsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	one := func(s *Spoken, ids bool) {
		for range r.IntN(5) {
			s.Marks = append(s.Marks, r.Uint32())
		}
		f := TurnFacts{Hash: transcript.WordsHash(r.Uint64()), Start: transcript.NoTime, Label: int32(r.IntN(4)) - 1, Words: int32(r.IntN(300)), Letters: int32(r.IntN(2000)), Marks: int32(len(s.Marks)), Confidence: 1}
		if r.IntN(3) == 0 {
			f = TurnFacts{Hash: f.Hash, Start: transcript.Time(r.IntN(1 << 40)), Label: math.MaxInt32, Section: int32(r.IntN(900)), Words: math.MaxInt32, Marks: f.Marks, Confidence: r.Float32(), Unclear: uint16(r.Uint32()), Procedural: true, Lang: uint8(r.Uint32())}
		}
		s.Turns = append(s.Turns, f)
		if ids {
			s.IDs = append(s.IDs, []string{"", "t1", "die-frage"}[min(len(s.IDs), r.IntN(3)+1)%3])
		}
	}
	for n := range 40 {
		var s Spoken
		for range n {
			one(&s, n%2 == 1)
		}
		if n%2 == 1 {
			s.IDs[n/2] = "mine" // else there may be none, and no list
		}
		for range n / 2 {
			s.Words.Hashes, s.Words.Weights = append(s.Words.Hashes, r.Uint32()), append(s.Words.Weights, uint8(r.Uint32()))
		}
		b := s.Append([]byte("x"))
		got, err := SpokenIn(b[1:])
		if err != nil {
			t.Fatal(n, err)
		}
		if n == 0 {
			s.Turns = []TurnFacts{}
		}
		if d := cmp.Diff(&s, got); d != "" {
			t.Errorf("%d turns:\n%s", n, d)
		}
		for cut := range b[1:] {
			if _, err := SpokenIn(b[1 : 1+cut]); err == nil {
				t.Errorf("%d of %d bytes are believed", cut, len(b)-1)
			}
		}
	}
	for range 2000 { // nothing that is read takes more than it has bytes for
		b := make([]byte, r.IntN(60))
		for i := range b {
			b[i] = byte(r.IntN(256)) >> r.IntN(8)
		}
		_, _ = SpokenIn(b)
	}
}
