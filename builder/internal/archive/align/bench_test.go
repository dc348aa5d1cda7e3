package align

import (
	"math"
	"math/rand/v2"
	"testing"
)

// BenchmarkUnits aligns a session of a thousand turns in seven editions, as
// interpreters render it: one turn in fifty left out, one in fifty joined.
func BenchmarkUnits(b *testing.B) {
	editions := invented(1000, 7, .02, 1)
	b.ReportAllocs()
	for b.Loop() {
		Units(editions)
	}
}

// invented makes editions of one session. Lengths, voices and marks are those of
// meetings; each edition renders lengths by its own ratio with its own chance,
// leaves out a share of the turns, and joins another.
func invented(turns, editions int, share float64, seed uint64) []Edition {
	out, _ := inventedFrom(turns, editions, share, seed)
	return out
}

// inventedFrom also gives, for each edition and turn, the turns of the speech
// that it renders.
func inventedFrom(turns, editions int, share float64, seed uint64) (out []Edition, from [][][]int) {
	r := rand.New(rand.NewPCG(seed, 0))
	speech := make([]Turn, turns)
	const voices = 12
	who := int32(0)
	for i := range speech {
		if next := int32(r.IntN(voices)); next != who && r.IntN(3) > 0 {
			who = next
		} else {
			who = (who + 1) % voices
		}
		if i%2 == 0 {
			who = 0 // the chair
		}
		t := Turn{Length: int32(math.Exp(4.5 + 1.3*r.NormFloat64())), Voice: who, Start: -1}
		for range r.IntN(3) {
			t.Marks = append(t.Marks, uint32(r.IntN(4*turns)))
		}
		speech[i] = t
	}
	for e := range editions {
		ed := Edition{}
		for v := range voices {
			ed.Voices = append(ed.Voices, uint64(1+e*100+v))
		}
		ratio := math.Exp(.4 * r.NormFloat64())
		var origin [][]int
		for i := 0; i < len(speech); i++ {
			x := r.Float64()
			if x < share {
				continue
			}
			t, of := speech[i], []int{i}
			if x < 2*share && i+1 < len(speech) {
				t.Length += speech[i+1].Length
				of = append(of, i+1)
				i++
			}
			sd := math.Sqrt(.012 + 1.5/float64(t.Length+1))
			t.Length = int32(math.Round(float64(t.Length) * ratio * math.Exp(sd*r.NormFloat64())))
			ed.Turns, origin = append(ed.Turns, t), append(origin, of)
		}
		out, from = append(out, ed), append(from, origin)
	}
	return out, from
}
