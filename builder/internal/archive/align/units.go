package align

import (
	"cmp"
	"slices"
)

// Units tells which turns of several editions render the same speech: for each
// edition and turn the number of its unit, from 1 in the order of speech; 0 for a
// turn that has no counterpart. apart tells which editions are not of the session
// that the others are of; they have no units.
//
// Of two editions one of which is settled nothing is told apart.
//
// All editions are paired with the one that has most turns. Where one edition
// joins two turns, the unit has both in the others, unless more of the others
// keep them apart: then it goes with the longer of the two. What the edition of
// most turns has left out is paired among the rest.
func Units(editions []Edition) (units [][]int32, apart []bool) {
	units = make([][]int32, len(editions))
	for i, e := range editions {
		units[i] = make([]int32, len(e.Turns))
	}
	apart = make([]bool, len(editions))
	for left := len(editions); left > 1; left-- {
		u := uniting{editions: editions, pivot: -1}
		for i, e := range editions {
			if !apart[i] && (u.pivot < 0 || e.longer(editions[u.pivot])) {
				u.pivot = i
			}
		}
		alone := slices.Clone(apart)
		if u.pair(alone) {
			u.number(units)
			return units, alone
		}
		if left == 2 {
			return units, alone
		}
		apart[u.pivot] = true // it may be the one that is of another session
	}
	return units, apart
}

// longer tells whether e has more turns than other, or of equally many the longer
// one where they first differ: so that of two editions the same is taken in
// whatever order they come.
func (e Edition) longer(other Edition) bool {
	return cmp.Or(cmp.Compare(len(e.Turns), len(other.Turns)), slices.CompareFunc(e.Turns, other.Turns, func(a, b Turn) int {
		return cmp.Compare(a.Length, b.Length)
	})) > 0
}

// Passages is Units for the passages of turns that are known to render each
// other: nothing is told apart.
func Passages(turns []Edition) [][]int32 {
	units := make([][]int32, len(turns))
	u := uniting{editions: turns, trusted: true}
	for i, t := range turns {
		units[i] = make([]int32, len(t.Turns))
		if t.longer(turns[u.pivot]) {
			u.pivot = i
		}
	}
	if len(turns) > 1 && u.pair(make([]bool, len(turns))) {
		u.number(units)
	}
	return units
}

// uniting is the state of bringing editions together.
type uniting struct {
	trusted  bool // nothing is told apart
	editions []Edition
	pivot    int
	beads    [][]Bead // of the pivot and each edition; nil for itself and those apart
	means    []int32  // of lengths, as lengthModel.mean
	lengths  []measures
}

// pair pairs the pivot with every edition that is not apart, and adds those that
// turn out to be. ok is false when all are.
func (u *uniting) pair(apart []bool) (ok bool) {
	n := len(u.editions)
	u.beads, u.means, u.lengths = make([][]Bead, n), make([]int32, n), make([]measures, n)
	for i, e := range u.editions {
		if i == u.pivot || apart[i] {
			continue
		}
		p := newPairing(u.editions[u.pivot], e)
		beads := p.align()
		if !u.trusted && !e.Settled && !u.editions[u.pivot].Settled && p.unrelated(beads) {
			apart[i] = true
			continue
		}
		ok = true
		u.beads[i], u.means[i], u.lengths[i], u.lengths[u.pivot] = beads, p.length.mean, p.lb, p.la
	}
	return ok
}

// ties says which turns of the pivot have a counterpart, and which are of one
// unit with the turn before.
func ties(turns int, all [][]Bead) (shared, joined []bool) {
	shared, joined = make([]bool, turns+1), make([]bool, turns+1)
	balance := make([]int, turns+1) // editions that join a turn with the one before, less those that do not
	for _, beads := range all {
		last := int32(-2)
		for _, b := range beads {
			if !b.Matched() {
				continue
			}
			if last == b.A {
				balance[b.A]--
			}
			for i := b.A; i < b.ATo; i++ {
				shared[i] = true
				if i > b.A {
					joined[i] = true
					balance[i]++
				}
			}
			last = b.ATo
		}
	}
	for i := range joined {
		joined[i] = joined[i] && balance[i] >= 0
	}
	return shared, joined
}

// longer gives the turn of a bead that a unit is named for: of two, the longer.
func longer(turns []Turn, b Bead) int32 {
	if b.ATo > b.A+1 && turns[b.A+1].Length > turns[b.A].Length {
		return b.A + 1
	}
	return b.A
}

// number gives the units their numbers: those of the pivot's turns, and before
// each turn those that only others have there.
func (u *uniting) number(units [][]int32) {
	turns := u.editions[u.pivot].Turns
	shared, joined := ties(len(turns), u.beads)
	numbers := make([]int32, len(turns))
	at := make([]int, len(u.beads)) // beads done, by edition
	next := int32(0)
	for i := 0; i <= len(turns); i++ {
		next = u.gap(int32(i), at, units, next)
		if i == len(turns) {
			break
		}
		if shared[i] {
			if !joined[i] {
				next++
			}
			numbers[i] = next
		}
		for e, beads := range u.beads {
			for at[e] < len(beads) && beads[at[e]].ATo == int32(i)+1 && beads[at[e]].A <= int32(i) {
				u.give(e, beads[at[e]], numbers, units)
				at[e]++
			}
		}
	}
	copy(units[u.pivot], numbers)
}

// give gives the turns of a bead their unit.
func (u *uniting) give(e int, b Bead, numbers []int32, units [][]int32) {
	if !b.Matched() {
		return
	}
	n := numbers[longer(u.editions[u.pivot].Turns, b)]
	for j := b.B; j < b.BTo; j++ {
		units[e][j] = n
	}
}

// gap pairs among themselves the turns that stand alone before turn i of the
// pivot, and gives those that meet the numbers after last.
func (u *uniting) gap(i int32, at []int, units [][]int32, last int32) int32 {
	type run struct{ edition, from, to int32 }
	var runs []run
	longest := 0
	for e, beads := range u.beads {
		r := run{edition: int32(e), from: -1}
		for ; at[e] < len(beads) && beads[at[e]].A == i && beads[at[e]].ATo == i; at[e]++ {
			b := beads[at[e]]
			if r.from < 0 {
				r.from = b.B
			}
			r.to = b.BTo
		}
		if r.from >= 0 {
			if n := len(runs); n > 0 && r.to-r.from > runs[longest].to-runs[longest].from {
				longest = n
			}
			runs = append(runs, r)
		}
	}
	if len(runs) < 2 {
		return last
	}
	first := runs[longest]
	found := make([][]Bead, len(runs))
	for k, r := range runs {
		if k != longest {
			found[k] = u.within(int(first.edition), first.from, first.to, int(r.edition), r.from, r.to)
		}
	}
	turns := u.editions[first.edition].Turns[first.from:first.to]
	shared, joined := ties(len(turns), found)
	numbers := units[first.edition][first.from:first.to]
	for x := range numbers {
		if shared[x] {
			if !joined[x] {
				last++
			}
			numbers[x] = last
		}
	}
	for k, beads := range found {
		for _, b := range beads {
			if b.Matched() {
				for y := b.B; y < b.BTo; y++ {
					units[runs[k].edition][runs[k].from+y] = numbers[longer(turns, b)]
				}
			}
		}
	}
	return last
}

// within pairs some turns of two editions by what pairing each with the pivot
// has taught of their lengths.
func (u *uniting) within(a int, aFrom, aTo int32, b int, bFrom, bTo int32) []Bead {
	x, y := u.editions[a], u.editions[b]
	p := newPairing(Edition{Turns: x.Turns[aFrom:aTo], Voices: x.Voices}, Edition{Turns: y.Turns[bFrom:bTo], Voices: y.Voices})
	p.la, p.lb = u.lengths[a].part(aFrom, aTo), u.lengths[b].part(bFrom, bTo)
	p.length.set(u.means[b]-u.means[a], p.length.scale)
	p.diagonal(len(p.a.Turns), len(p.b.Turns))
	return p.best()
}

// part gives the measures of some turns.
func (m measures) part(from, to int32) measures {
	m.one, m.two, m.chance, m.chance2 = m.one[from:to], m.two[from:to], m.chance[from:to], m.chance2[from:to]
	return m
}
