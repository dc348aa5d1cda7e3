package archive

import (
	"math"
	"math/rand/v2"
	"testing"

	"dixit/builder/internal/transcript"
)

// What is packed is what comes out, whatever stands in it.
func TestPackedTurnsAreTheTurns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	plain := func(i int) Turn {
		return Turn{Address: transcript.Packed(r.Uint64() >> 24), Start: transcript.NoTime, Index: int32(i), Voice: int32(r.IntN(9)) - 1, Words: int32(r.IntN(900)), Confidence: 1}
	}
	edge := func(i int) Turn {
		return Turn{
			Address: transcript.Packed(r.Uint64()), Start: transcript.Time(r.Uint64()), Index: int32(r.Uint32()), Voice: int32(r.Uint32()), Section: math.MaxInt32, Unit: math.MinInt32,
			Words: int32(r.Uint32()), Confidence: math.Float32frombits(r.Uint32() &^ (1 << 30)), Part: int32(r.Uint32()), Unclear: uint16(r.Uint32()), Procedural: r.IntN(2) == 0, Lang: uint8(r.Uint32()),
		}
	}
	for about, one := range map[string]func(int) Turn{"plain": plain, "edge": edge, "zero": func(int) Turn { return Turn{} }} {
		for _, n := range []int{0, 1, 2, 60, 1000} {
			var turns []Turn
			for i := range n {
				turns = append(turns, one(i))
			}
			packed := PackTurns(turns)
			if packed.Len() != n {
				t.Errorf("%s: %d turns of %d", about, packed.Len(), n)
			}
			unclear, start, least := false, false, float32(1)
			for i, turn := range turns {
				unclear, start = unclear || turn.Unclear > 0, start || turn.Start != transcript.NoTime
				if least = min(least, turn.Confidence); i == 0 {
					least = turn.Confidence
				}
			}
			if packed.AnyUnclear() != unclear || packed.AnyStart() != start || about != "edge" && packed.LeastConfidence() != least {
				t.Errorf("%s: of %d turns is said %v %v %v, not %v %v %v", about, n, packed.AnyUnclear(), packed.AnyStart(), packed.LeastConfidence(), unclear, start, least)
			}
			for i, voice := range packed.Voices() {
				if voice != turns[i].Voice {
					t.Errorf("%s: turn %d of %d has the voice %d, not %d", about, i, n, voice, turns[i].Voice)
				}
			}
			for i, got := range packed.All() {
				if got != turns[i] {
					t.Errorf("%s: turn %d of %d is %+v, not %+v", about, i, n, got, turns[i])
				}
			}
			if about == "plain" && n > 0 && len(packed.table.rows)-past > 10*n {
				t.Errorf("%d turns take %d bytes", n, len(packed.table.rows))
			}
		}
	}
}

// allTurns unpacks the turns of an edition.
func allTurns(e *Edition) []Turn {
	var out []Turn
	for _, t := range e.Turns.All() {
		out = append(out, t)
	}
	return out
}
