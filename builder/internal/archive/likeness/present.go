package likeness

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/archive/sound"
)

// Present is two editions of one session by who speaks in them, as indices of
// names; neither side has a name twice.
type Present struct{ Here, There []int }

const (
	// sameSound is how alike two names sound that need no turn together, where they
	// have no rival: a name of three syllables, all the same.
	sameSound = 95
	// crowd is how many pairs of names without a counterpart two editions may have to
	// be looked at: with more, they name people in ways that cannot be compared.
	crowd = 400
)

// leftOver finds links between names that have no counterpart when the sure links
// are made. Of those who speak in both editions of a session each must have one:
// where two that are left over sound the same, or the family name does and a turn
// renders the other, they are one, unless one of them may as well be somebody else
// who is left over. of gives what names have become.
func leftOver(names []Name, present []Present, met map[[2]int]Met, of func(int) int) []candidate {
	sounds := map[int]sound.Name{}
	soundOf := func(i int) sound.Name {
		s, ok := sounds[i]
		if !ok {
			s = sound.Of(names[i].Forms[0])
			sounds[i] = s
		}
		return s
	}
	proofs := map[[2]int]Proof{}
	rivals := map[int]int{} // how many a name may be
	for _, p := range present {
		here, there := without(p.Here, p.There, of), without(p.There, p.Here, of)
		if len(here)*len(there) > crowd {
			continue
		}
		for _, a := range here {
			for _, b := range there {
				k := [2]int{min(a, b), max(a, b)}
				if _, seen := proofs[k]; seen {
					continue
				}
				how, m := sound.Compare(soundOf(a), soundOf(b)), met[k]
				proof := Proof{Together: m.Together, Of: m.Of, Family: how.Family, Alone: true}
				if how.Whole >= alikeSound {
					proof.Sound = how.Whole
				}
				proofs[k] = proof
				if proof.Sound >= verySound || m.Together > 0 && (how.Family || proof.Sound > 0) {
					rivals[a]++
					rivals[b]++
				}
			}
		}
	}
	var out []candidate
	for k, p := range proofs {
		a, b := k[0], k[1]
		told := p.Sound >= sameSound || p.Family && p.Together > 0
		against := met[k].Rival > 0 || 2*p.Together < p.Of
		if !told || against || rivals[a] > 1 || rivals[b] > 1 {
			continue
		}
		c := candidate{Link: Link{A: a, B: b, Proof: p}, grade: certain}
		if second(names[a], names[b]) {
			c.A, c.B = b, a
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(x, y candidate) int {
		return cmp.Or(strings.Compare(names[x.A].Key, names[y.A].Key), strings.Compare(names[x.B].Key, names[y.B].Key))
	})
	return out
}

// without gives those of some names of whom none of the others is one.
func without(some, others []int, of func(int) int) []int {
	there := make(map[int]bool, len(others))
	for _, o := range others {
		there[of(o)] = true
	}
	var out []int
	for _, s := range some {
		if !there[of(s)] {
			out = append(out, s)
		}
	}
	return out
}
