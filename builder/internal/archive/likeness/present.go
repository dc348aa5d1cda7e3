package likeness

import (
	"cmp"
	"iter"
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
func (d *Decider) leftOver(present iter.Seq[Present], of func(int) int, sounds func(string) sound.Name) []candidate {
	names := d.names
	proofs := map[pair]Proof{}
	rivals := map[int]int{} // how many a name may be
	left := others{of: make([]int, len(names)), mark: make([]int, len(names))}
	for i := range names {
		left.of[i] = of(i)
	}
	for p := range present {
		here := left.without(nil, p.Here, p.There)
		if len(here) == 0 {
			continue
		}
		there := left.without(nil, p.There, p.Here)
		if len(here)*len(there) > crowd {
			continue
		}
		for _, a := range here {
			for _, b := range there {
				k := pairOf(a, b)
				if _, seen := proofs[k]; seen {
					continue
				}
				how, m := sound.Compare(d.sound(a, sounds), d.sound(b, sounds)), d.met[k]
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
		a, b := int(k.a), int(k.b)
		told := p.Sound >= sameSound || p.Family && p.Together > 0
		against := d.met[k].Rival > 0 || 2*p.Together < p.Of
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

// others tells who is not among others.
type others struct {
	of   []int // what names have become
	mark []int // by what stands for a name: the last round in which it was among them
	n    int   // of rounds
}

// without appends those of some names of whom none of the others is one.
func (o *others) without(out, some, others []int) []int {
	o.n++
	for _, x := range others {
		o.mark[o.of[x]] = o.n
	}
	for _, s := range some {
		if o.mark[o.of[s]] != o.n {
			out = append(out, s)
		}
	}
	return out
}
