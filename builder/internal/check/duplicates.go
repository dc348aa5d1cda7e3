package check

import (
	"cmp"
	"hash/fnv"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
)

const (
	// fewWords is how long a turn must be to be anybody's own: thanks and
	// questions for the floor are in every meeting.
	fewWords = 8
	// sharedWords is how much two sessions must share: a formula that opens every
	// meeting is shorter.
	sharedWords = 40
	// everywhere is how many editions may have a turn before it counts as a
	// formula. It also bounds the work for a turn.
	everywhere = 8
)

// spoken is a turn of an edition.
type spoken struct {
	hash    uint64
	edition int
	words   int
}

// duplicates reports editions in one language most of whose turns are another
// session's.
func duplicates(in Input) []Finding {
	editions, turns, own := longTurns(in.Archive)
	shares := shared(editions, turns)
	original := map[int]int{} // each edition → the first that it repeats
	for p, s := range shares {
		if s.words < sharedWords || 2*s.turns <= min(own[p[0]], own[p[1]]) {
			continue
		}
		if first, ok := original[p[1]]; !ok || p[0] < first {
			original[p[1]] = p[0]
		}
	}
	var out []Finding
	for i, e := range editions {
		if first, ok := original[i]; ok {
			s := shares[[2]int{first, i}]
			out = append(out, in.finding(diag.DuplicateLikely, place{path: e.Parts[0].Path}, s.turns,
				"%d of %s, word for word, in %q as well", s.turns, times(own[i]), in.Shown(editions[first].Parts[0].Path)))
		}
	}
	return out
}

// longTurns gives the turns that are long enough to be compared, by hash, and how
// many of them each edition has.
func longTurns(a *archive.Archive) (editions []*archive.Edition, turns []spoken, own []int) {
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			n := 0
			for i, t := range e.Turns.All() {
				if t.Words >= fewWords {
					h := fnv.New64a()
					h.Write([]byte(e.Anchor(i))) // made of the words
					turns = append(turns, spoken{h.Sum64(), len(editions), int(t.Words)})
					n++
				}
			}
			editions, own = append(editions, e), append(own, n)
		}
	}
	slices.SortFunc(turns, func(a, b spoken) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.edition, b.edition))
	})
	return editions, turns, own
}

// share is what two editions have in common.
type share struct{ turns, words int }

// shared gives what editions in one language, of different sessions, have in
// common: by their numbers, the lower first. turns are in order of hash.
func shared(editions []*archive.Edition, turns []spoken) map[[2]int]share {
	shares := map[[2]int]share{}
	for from := 0; from < len(turns); {
		to := from + 1
		for to < len(turns) && turns[to].hash == turns[from].hash {
			to++
		}
		if run := turns[from:to]; len(run) <= everywhere {
			for i, a := range run {
				for _, b := range run[i+1:] {
					x, y := editions[a.edition], editions[b.edition]
					if x.Lang == y.Lang && x.Session != y.Session {
						pair := [2]int{a.edition, b.edition}
						shares[pair] = share{shares[pair].turns + 1, shares[pair].words + min(a.words, b.words)}
					}
				}
			}
		}
		from = to
	}
	return shares
}
