package searchindex

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"dixit/builder/internal/searchindex/terms"
)

// How the best passages are found; js/rank.js has the same, and score.go says
// why.

// match is what a unit does in a segment: passages in order, with what impact
// and form count for, multiplied.
type match struct {
	ids    []uint32
	values []int64
}

// firsts are the first scores of the passages of a segment, for a query of which a
// passage has full units at most.
type firsts struct {
	slots, full     int
	own, near, file []int64
	units           []int
}

func firstScores(files, slots int, matches []*match, weights []int64, full int) *firsts {
	f := &firsts{
		slots: slots, full: full, own: make([]int64, files*slots+1), near: make([]int64, files*slots+1),
		file: make([]int64, files+1), units: make([]int, files*slots+1),
	}
	for u, m := range matches {
		if m == nil {
			continue
		}
		most := int64(0)
		for i, id32 := range m.ids {
			id := int(id32)
			at, v := id/slots, weights[u]*m.values[i]
			f.own[id] += v
			f.units[id]++
			if id%slots > 0 && (i == 0 || int(m.ids[i-1]) != id-1) {
				f.near[id-1] += v
			}
			last := i+1 == len(m.ids)
			if id%slots < slots-1 && (last || int(m.ids[i+1]) != id+1) {
				f.near[id+1] += v
			}
			if i > 0 && int(m.ids[i-1])/slots == at {
				most = max(most, v)
			} else {
				most = v
			}
			if last || int(m.ids[i+1])/slots != at {
				f.file[at] += most
			}
		}
	}
	return f
}

// first is the first score of a passage.
func (f *firsts) first(id int) int64 {
	s := f.own[id] + nearWeight*f.near[id]/16 + fileWeight*f.file[id/f.slots]/16
	has, of := int64(f.units[id]), int64(f.full)
	return s + s*has*has*has/(of*of*of)
}

// between tells whether what is numbered beside a passage is one of its file that
// has no unit. That it is there is known only if a later one has.
func (f *firsts) between(id, beside int) bool {
	file := id / f.slots
	if beside < file*f.slots || f.units[beside] > 0 {
		return false
	}
	return slices.ContainsFunc(f.units[beside:(file+1)*f.slots], func(n int) bool { return n > 0 })
}

// candidate is a passage that may be a hit. segment is its index among those
// that are searched.
type candidate struct {
	segment, id int
	score       int64
	units       int // how many of the query's it has
}

// candidateOrder is by score, then where they stand.
func candidateOrder(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.segment, b.segment), cmp.Compare(a.id, b.id))
}

// best keeps the best n of what it is given.
type best struct {
	n    int
	list []candidate
}

func (b *best) add(c candidate) {
	if len(b.list) == b.n {
		if b.n == 0 || candidateOrder(c, b.list[b.n-1]) >= 0 {
			return
		}
		b.list = b.list[:b.n-1]
	}
	at := sort.Search(len(b.list), func(i int) bool { return candidateOrder(b.list[i], c) >= 0 })
	b.list = slices.Insert(b.list, at, c)
}

// stand is where a unit stands in a passage: the token at each position.
type stand map[int]terms.Token

// places says where the units of a query stand in a passage. byTerm has the
// units by what their lists are called.
func places(list []terms.Token, byTerm map[string][]int, units []queryUnit) []stand {
	at := make([]stand, len(units))
	note := func(u int, t terms.Token) {
		if at[u] == nil {
			at[u] = stand{}
		}
		if _, ok := at[u][t.Pos]; !ok {
			at[u][t.Pos] = t
		}
	}
	for _, t := range list {
		for _, u := range byTerm[listTerm(t.Kind, t.Term)] {
			note(u, t)
		}
		if t.Kind == terms.Word {
			for u := range units {
				if units[u].start && strings.HasPrefix(t.Term, units[u].term) {
					note(u, t)
				}
			}
		}
	}
	return at
}

// longestRun gives the length of the longest run of a sequence in a passage, and
// the position where it begins; the first of equal ones.
func longestRun(sequence []queryStep, at []stand) (length, first int) {
	first = -1
	for i, s := range sequence {
		for pos := range at[s.unit] {
			j := i + 1
			for j < len(sequence) {
				if _, ok := at[sequence[j].unit][pos+sequence[j].pos-s.pos]; !ok {
					break
				}
				j++
			}
			if j-i > length || j-i == length && pos < first {
				length, first = j-i, pos
			}
		}
	}
	return length, first
}

// secondScore is the score of a passage of which run steps of the query's length
// stand together; exact tells whether all of them in the very forms, alone
// whether they stand by themselves, typed whether they stand there as they were
// typed.
func secondScore(first int64, run, length int, exact, alone, typed bool) int64 {
	s := first
	if length > 1 {
		if run == length {
			s = first * 4
		} else {
			s = first + first*3*int64(max(0, run-1))/int64(10*(length-1))
		}
	}
	if run == length && length > 1 && exact {
		s += s / 8
	}
	if run == length && typed {
		s += s / 8
	}
	if run == length && alone {
		s += s / 20
	}
	return s
}
