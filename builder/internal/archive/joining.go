package archive

import (
	"fmt"
	"maps"
	"slices"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/sound"
	"dixit/builder/internal/lang"
)

// Likely is two speakers who may be one, which a person has to decide.
type Likely struct {
	A, B  *Speaker
	Proof likeness.Proof
}

// join makes one speaker of those who are, in different languages.
func (n *names) join() {
	keys := slices.Sorted(maps.Keys(n.found))
	speakers := make([]*Speaker, 0, len(keys))
	index := make(map[*Speaker]int32, len(keys))
	for _, k := range keys {
		s := n.found[k]
		if s.Turns > 0 && s.Kind == people.Individual {
			index[s] = int32(len(speakers))
			speakers = append(speakers, s)
		}
	}
	editions := make([][]int32, len(speakers))
	number := int32(0)
	var present []likeness.Present
	m := meetings{met: map[meeting]int32{}, heard: map[hearing]int32{}, languages: map[lang.Tag]uint8{}}
	for _, s := range n.a.Sessions {
		for _, e := range s.Editions {
			for _, v := range e.Voices {
				if i, ok := index[v.Speaker]; ok && v.Speaker != nil && v.Turns > 0 {
					editions[i] = append(editions[i], number)
				}
			}
			number++
		}
		m.session(s, index)
		present = append(present, presentIn(s, index)...)
	}
	names := make([]likeness.Name, len(speakers))
	for i, s := range speakers {
		names[i] = likeness.Name{Key: keyOf(s, n.found), Entry: s.Entry != nil || s.Listed != nil, Editions: editions[i], Turns: s.Turns, Forms: n.forms(s), Brackets: n.brackets[s]}
	}
	sure, likely := likeness.Decide(names, m.list(), present, func(name string) sound.Name {
		return n.in.Memory.sounds.get(name, func() sound.Name { return sound.Of(name) })
	})
	into := make(map[*Speaker]*Speaker, len(sure))
	for _, l := range sure {
		n.absorb(top(speakers[l.A], into), top(speakers[l.B], into), l.Proof, into)
	}
	n.redirectVoices(into)
	for _, l := range likely {
		n.a.Likely = append(n.a.Likely, Likely{top(speakers[l.A], into), top(speakers[l.B], into), l.Proof})
	}
}

// presentIn gives who speaks in the editions of a session that render each other.
func presentIn(s *Session, index map[*Speaker]int32) []likeness.Present {
	var out []likeness.Present
	if len(s.pairs) == 0 {
		return nil
	}
	order := byLanguage(s.Editions)
	who := make([][]int, len(order))
	for i, e := range order {
		who[i] = speaking(e, index)
	}
	for i, p := range s.pairs {
		if i > 0 && s.pairs[i-1].x == p.x && s.pairs[i-1].y == p.y {
			continue
		}
		out = append(out, likeness.Present{Here: who[p.x], There: who[p.y]})
	}
	return out
}

// speaking gives the numbers of those who speak in an edition.
func speaking(e *Edition, index map[*Speaker]int32) []int {
	var out []int
	for _, v := range e.Voices {
		if i, ok := index[v.Speaker]; ok && v.Speaker != nil && v.Turns > 0 {
			out = append(out, int(i))
		}
	}
	return out
}

// top follows who has become part of whom.
func top(s *Speaker, into map[*Speaker]*Speaker) *Speaker {
	for into[s] != nil {
		s = into[s]
	}
	return s
}

// keyOf is what a speaker is kept by before there are ids.
func keyOf(s *Speaker, found map[string]*Speaker) string {
	if s.Entry != nil {
		return "id:" + s.Entry.ID
	}
	return s.key
}

// forms are the printed forms of a speaker's name, most used first, and those
// that people.yaml and the lists of files have.
func (n *names) forms(s *Speaker) []string {
	var out []string
	for _, u := range sortedUses(n.uses[s]) {
		if u.Evidence != ByMap && u.Evidence != ByRole {
			out = append(out, u.Printed)
		}
	}
	if s.Entry != nil {
		out = append(out, s.Entry.Forms()...)
	}
	if s.Listed != nil {
		for _, name := range s.Listed.Names {
			out = append(out, name.Text)
		}
	}
	if len(out) == 0 {
		out = append(out, n.mapped[s])
	}
	return out
}

// absorb makes b part of a.
func (n *names) absorb(a, b *Speaker, why likeness.Proof, into map[*Speaker]*Speaker) {
	for k, u := range n.uses[b] {
		if mine := n.uses[a][k]; mine != nil { // a map gave the label to one of them
			mine.Turns += u.Turns
			continue
		}
		if u.Evidence == ByName || u.Evidence == ByAlone {
			u.Evidence, u.Proof = ByLink, why
		}
		n.uses[a][k] = u
	}
	a.Turns += b.Turns
	if n.mapped[a] == "" {
		n.mapped[a] = n.mapped[b]
	}
	into[b] = a
	delete(n.uses, b)
	delete(n.found, keyOf(b, n.found))
}

// redirectVoices gives the voices of speakers who have become part of others to
// these.
func (n *names) redirectVoices(into map[*Speaker]*Speaker) {
	if len(into) == 0 {
		return
	}
	for _, s := range n.a.Sessions {
		for _, e := range s.Editions {
			for i := range e.Voices {
				if v := &e.Voices[i]; v.Speaker != nil {
					v.Speaker = top(v.Speaker, into)
				}
			}
		}
	}
}

// meeting is two speakers, the first in one language, the second in another; hearing
// is a speaker in one language where there is another edition. Both are numbers, of
// 24 bits for a speaker and 8 for a language, for there are as many to count as
// sessions have pairs of editions and speakers.
type (
	meeting uint64
	hearing uint64
)

func meetingOf(a, b int32, la, lb uint8) meeting {
	return meeting(a)<<40 | meeting(b)<<16 | meeting(la)<<8 | meeting(lb)
}

func (m meeting) a() int32 { return int32(m >> 40) }
func (m meeting) b() int32 { return int32(m>>16) & 0xFFFFFF }

// hearings gives the hearings of either of a meeting.
func (m meeting) hearings() (a, b hearing) {
	la, lb := uint8(m>>8), uint8(m)
	return hearingOf(m.a(), la, lb), hearingOf(m.b(), lb, la)
}

func hearingOf(who int32, own, his uint8) hearing {
	return hearing(who)<<16 | hearing(own)<<8 | hearing(his)
}

// meetings counts, over the archive, who stands where whom does in units. All
// are integers, so that sessions may be added and taken away.
type meetings struct {
	met       map[meeting]int32
	heard     map[hearing]int32
	languages map[lang.Tag]uint8
}

// several stands for a unit in which more than one speak.
const several = -2

// pair is a way in which units of two editions, numbered in order of language,
// are spoken: by the slots a of edition x and the slots b of edition y, in order
// of turns, each once in a row.
type pair struct {
	x, y  int32
	a, b  []int32
	count int32
}

// pairUp counts how the units of editions are spoken.
func pairUp(editions []*Edition, units [][]int32) []pair {
	last := int32(0)
	for _, u := range units {
		for _, n := range u {
			last = max(last, n)
		}
	}
	// By edition: which of its sequences of slots each unit has, -1 for none.
	which := make([][]int32, len(editions))
	sequences := make([][][]int32, len(editions))
	for i, e := range editions {
		spoken := make([][]int32, last+1)
		for n, at := range e.slotsOf() {
			if u := units[i][n]; u > 0 && at >= 0 {
				if k := len(spoken[u]); k == 0 || spoken[u][k-1] != at {
					spoken[u] = append(spoken[u], at)
				}
			}
		}
		which[i] = make([]int32, last+1)
		number := map[string]int32{}
		for u, s := range spoken {
			if which[i][u] = -1; len(s) == 0 {
				continue
			}
			k := fmt.Sprint(s)
			n, ok := number[k]
			if !ok {
				n = int32(len(sequences[i]))
				number[k] = n
				sequences[i] = append(sequences[i], s)
			}
			which[i][u] = n
		}
	}
	var out []pair
	for x := range editions {
		for y := x + 1; y < len(editions); y++ {
			at := map[[2]int32]int{}
			for u := range last + 1 {
				a, b := which[x][u], which[y][u]
				if a < 0 || b < 0 {
					continue
				}
				k, ok := at[[2]int32{a, b}]
				if !ok {
					k = len(out)
					at[[2]int32{a, b}] = k
					out = append(out, pair{int32(x), int32(y), sequences[x][a], sequences[y][b], 0})
				}
				out[k].count++
			}
		}
	}
	return out
}

// session adds the units of one session.
func (m meetings) session(s *Session, index map[*Speaker]int32) {
	if len(s.pairs) == 0 {
		return
	}
	order := byLanguage(s.Editions)
	who := make([][]int32, len(order)) // by edition and slot: the speaker, -1 for nobody
	numbers := make([]uint8, len(order))
	for i, e := range order {
		numbers[i] = m.number(e.Lang)
		who[i] = make([]int32, len(e.voices))
		for k, v := range e.voices {
			who[i][k] = -1
			if sp := e.Voices[v].Speaker; sp != nil {
				if at, ok := index[sp]; ok {
					who[i][k] = at
				}
			}
		}
	}
	for _, p := range s.pairs {
		a, b := spokenBy(p.a, who[p.x]), spokenBy(p.b, who[p.y])
		if a < 0 || b < 0 {
			continue
		}
		k := meetingOf(a, b, numbers[p.x], numbers[p.y])
		ha, hb := k.hearings()
		m.heard[ha] += p.count
		m.heard[hb] += p.count
		m.met[k] += p.count
	}
}

// number numbers a language. No site has 256 of them; of one that had, the last
// would be counted as one.
func (m meetings) number(l lang.Tag) uint8 {
	n, ok := m.languages[l]
	if !ok {
		n = uint8(min(len(m.languages), 255))
		m.languages[l] = n
	}
	return n
}

// spokenBy is who speaks a sequence of slots: one, nobody (-1), or several.
func spokenBy(slots, who []int32) int32 {
	out := int32(-1)
	for _, at := range slots {
		switch {
		case out == -1:
			out = who[at]
		case out != who[at]:
			return several
		}
	}
	return out
}

// list adds up over languages.
func (m meetings) list() []likeness.Met {
	best := map[hearing][2]meetingCount{} // the two whom a speaker meets most
	note := func(h hearing, other, count int32) {
		b := best[h]
		c := meetingCount{other, count}
		switch {
		case c.more(b[0]):
			b[0], b[1] = c, b[0]
		case c.more(b[1]):
			b[1] = c
		}
		best[h] = b
	}
	for k, c := range m.met {
		a, b := k.hearings()
		note(a, k.b(), c)
		note(b, k.a(), c)
	}
	sums := map[[2]int32]*likeness.Met{}
	ofA, ofB := map[[2]int32]int32{}, map[[2]int32]int32{}
	for k, c := range m.met {
		if k.a() == k.b() {
			continue
		}
		p := [2]int32{min(k.a(), k.b()), max(k.a(), k.b())}
		s := sums[p]
		if s == nil {
			s = &likeness.Met{A: int(p[0]), B: int(p[1])}
			sums[p] = s
		}
		s.Together += int(c)
		a, b := k.hearings()
		s.Rival += int(max(rival(best[a], k.b()), rival(best[b], k.a())))
		if k.a() == p[0] {
			ofA[p], ofB[p] = ofA[p]+m.heard[a], ofB[p]+m.heard[b]
		} else {
			ofA[p], ofB[p] = ofA[p]+m.heard[b], ofB[p]+m.heard[a]
		}
	}
	out := make([]likeness.Met, 0, len(sums))
	for p, s := range sums {
		s.Of = int(max(ofA[p], ofB[p]))
		out = append(out, *s)
	}
	return out
}

type meetingCount struct{ other, count int32 }

func (c meetingCount) more(d meetingCount) bool {
	return c.count > d.count || c.count == d.count && c.count > 0 && c.other < d.other
}

// rival is how often a speaker meets whom it meets most, but for one.
func rival(best [2]meetingCount, but int32) int32 {
	if best[0].other == but && best[0].count > 0 {
		return best[1].count
	}
	return best[0].count
}
