package archive

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/sound"
	"dixit/builder/internal/lang"
)

// Likely is two speakers who may be one, which a person has to decide.
type Likely struct {
	A, B  *Speaker
	Proof likeness.Proof
}

// likelyPair is two of a company who may be one.
type likelyPair struct {
	a, b  *who
	proof likeness.Proof
}

// join makes one speaker of those who are, in different languages.
func (m *Memory) join() {
	c := &m.company
	for _, w := range c.found {
		w.of, w.parts = w, append(w.parts[:0], w)
	}
	present := func(yield func(likeness.Present) bool) {
		if c.several == 0 {
			return
		}
		for _, x := range m.members {
			for _, p := range x.present {
				if !yield(p) {
					return
				}
			}
		}
	}
	speakers := c.persons
	c.meetings.changes(c.decider.Meet)
	sure, likely := c.decider.Decide(present, c.soundOf)
	for _, l := range sure {
		a, b := speakers[l.A].of, speakers[l.B].of
		b.proof = l.Proof
		for _, w := range b.parts {
			w.of = a
		}
		a.parts, b.parts = append(a.parts, b.parts...), nil
	}
	c.likely = c.likely[:0]
	for _, l := range likely {
		c.likely = append(c.likely, likelyPair{speakers[l.A].of, speakers[l.B].of, l.Proof})
	}
}

// soundOf is sound.Of, remembered.
func (c *company) soundOf(name string) sound.Name {
	return c.sounds.get(name, func() sound.Name { return sound.Of(name) })
}

// name is what is known of a person for deciding who is one; that of nobody for who
// says nothing.
func (w *who) name() likeness.Name {
	if w.turns == 0 {
		return likeness.Name{}
	}
	return likeness.Name{Key: w.key, Entry: w.entry != nil || w.listed != nil, Editions: w.editions, Turns: w.turns, Forms: w.forms(), Brackets: slices.Sorted(maps.Keys(w.brackets))}
}

// meet finds who speaks in the editions of a session that render each other, and in
// how many units who stands where whom does.
func (m *member) meet() {
	if len(m.pairs) == 0 {
		return
	}
	order := m.byLanguage()
	speak := make([][]int, len(order))
	who := make([][]int32, len(order)) // by slot, -1 for nobody
	for i, n := range order {
		e := m.base.Editions[n]
		for v, w := range m.cast[n].who {
			if w != nil && w.n >= 0 && e.Voices[v].Turns > 0 {
				speak[i] = append(speak[i], int(w.n))
			}
		}
		who[i] = make([]int32, len(e.voices))
		for k, v := range e.voices {
			if who[i][k] = -1; m.cast[n].who[v] != nil {
				who[i][k] = m.cast[n].who[v].n
			}
		}
	}
	type together struct{ x, y, a, b int32 }
	at := map[together]int{}
	for i, p := range m.pairs {
		if i == 0 || m.pairs[i-1].x != p.x || m.pairs[i-1].y != p.y {
			m.present = append(m.present, likeness.Present{Here: speak[p.x], There: speak[p.y]})
		}
		a, b := spokenBy(p.a, who[p.x]), spokenBy(p.b, who[p.y])
		if a < 0 || b < 0 {
			continue
		}
		k := together{p.x, p.y, a, b}
		n, ok := at[k]
		if !ok {
			n = len(m.met)
			at[k] = n
			m.met = append(m.met, pairMet{m.base.Editions[order[p.x]].Lang, m.base.Editions[order[p.y]].Lang, a, b, 0})
		}
		m.met[n].count += p.count
	}
}

// pairMet is in how many units of a session two stand where the other does, each in a
// language.
type pairMet struct {
	x, y  lang.Tag
	a, b  int32
	count int32
}

// byLanguage gives the numbers of a session's editions, in order of language.
func (m *member) byLanguage() []int {
	out := make([]int, len(m.base.Editions))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(x, y int) int { return cmp.Compare(m.base.Editions[x].Lang, m.base.Editions[y].Lang) })
	return out
}

// forms are the printed forms of a name, most used first, and those that people.yaml
// and the lists of files have.
func (w *who) forms() []string {
	var out []string
	for _, u := range w.sorted() {
		if u.named() {
			out = append(out, u.printed)
		}
	}
	if w.entry != nil {
		out = append(out, w.entry.Forms()...)
	}
	if w.listed != nil {
		for _, name := range w.listed.Names {
			out = append(out, name.Text)
		}
	}
	if len(out) == 0 {
		out = append(out, w.mapped.most())
	}
	return out
}

// sorted lists the labels of a name, most used first.
func (w *who) sorted() []*use {
	out := slices.Clone(w.uses)
	slices.SortFunc(out, func(x, y *use) int {
		return cmp.Or(cmp.Compare(y.turns, x.turns), cmp.Compare(x.printed, y.printed), cmp.Compare(x.lang, y.lang))
	})
	return out
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

// two are who meet, the lower number first.
func (m meeting) two() [2]int32 { return [2]int32{min(m.a(), m.b()), max(m.a(), m.b())} }

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
	heard     map[hearing]heard
	between   map[[2]int32][]meeting // by the two who meet, the lower number first
	languages map[lang.Tag]uint8
	// Those whose counts have changed since they were last told.
	stirred map[hearing]bool
	changed map[[2]int32]bool
}

// heard is in how many units somebody is heard, and whom that meets.
type heard struct {
	count    int32
	meetings []meeting
	best     [2]meetingCount // the two whom it meets most
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

// add adds the units of a session, times by.
func (m *meetings) add(met []pairMet, by int32) {
	if m.met == nil {
		*m = meetings{map[meeting]int32{}, map[hearing]heard{}, map[[2]int32][]meeting{}, map[lang.Tag]uint8{}, map[hearing]bool{}, map[[2]int32]bool{}}
	}
	for _, p := range met {
		k := meetingOf(p.a, p.b, m.number(p.x), m.number(p.y))
		was := m.met[k]
		change(m.met, k, by*p.count)
		now := m.met[k]
		come := func(list []meeting) []meeting {
			switch {
			case was == 0 && now != 0:
				return append(list, k)
			case was != 0 && now == 0:
				return slices.DeleteFunc(list, func(o meeting) bool { return o == k })
			}
			return list
		}
		a, b := k.hearings()
		for _, h := range []hearing{a, b} {
			x := m.heard[h]
			x.count += by * p.count
			x.meetings = come(x.meetings)
			m.heard[h], m.stirred[h] = x, true
		}
		if two := k.two(); two[0] != two[1] {
			if m.between[two] = come(m.between[two]); len(m.between[two]) == 0 {
				delete(m.between, two)
			}
			m.changed[two] = true
		}
	}
}

// change changes a count; what has none is not there.
func change[K comparable](of map[K]int32, k K, by int32) {
	if n := of[k] + by; n == 0 {
		delete(of, k)
	} else {
		of[k] = n
	}
}

// number numbers a language. No site has 256 of them; of one that had, the last
// would be counted as one.
func (m *meetings) number(l lang.Tag) uint8 {
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

// changes gives what is to be known, over all languages, of any two of whom that is
// another than when it was called last.
func (m *meetings) changes(give func(likeness.Met)) {
	for h := range m.stirred {
		x := m.heard[h]
		if len(x.meetings) == 0 {
			delete(m.heard, h)
			continue
		}
		x.best = [2]meetingCount{}
		for _, k := range x.meetings {
			c := meetingCount{k.b(), m.met[k]}
			if a, _ := k.hearings(); a != h {
				c.other = k.a()
			}
			switch {
			case c.more(x.best[0]):
				x.best[0], x.best[1] = c, x.best[0]
			case c.more(x.best[1]):
				x.best[1] = c
			}
			if two := k.two(); two[0] != two[1] {
				m.changed[two] = true
			}
		}
		m.heard[h] = x
	}
	for two := range m.changed {
		s := likeness.Met{A: int(two[0]), B: int(two[1])}
		var of [2]int32
		for _, k := range m.between[two] {
			a, b := k.hearings()
			x, y := m.heard[a], m.heard[b]
			s.Together += int(m.met[k])
			s.Rival += int(max(rival(x.best, k.b()), rival(y.best, k.a())))
			if k.a() != two[0] {
				x, y = y, x
			}
			of[0], of[1] = of[0]+x.count, of[1]+y.count
		}
		s.Of = int(max(of[0], of[1]))
		give(s)
	}
	clear(m.stirred)
	clear(m.changed)
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
