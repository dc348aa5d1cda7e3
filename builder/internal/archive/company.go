package archive

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/sound"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// company is all who speak in an archive, with sums over its sessions. All sums are
// integers and no order of the sessions matters to them, so that what a session
// brings is gone when it goes.
type company struct {
	index  *people.Index
	listed *listed
	// found holds those who speak by a key: "id:" and an id of people.yaml, "who:" and
	// one that files give, "name:" and the key of a name, or "place:" and the code of
	// a country.
	found map[string]*who
	// stirred says that the last exchange changed more than where labels stand first:
	// who is one with whom, and what all are called, is to be decided again.
	stirred bool
	stale   map[*who]bool // whose appearance may have changed
	// persons are those who may be one with others, by number; free are numbers that
	// nobody has.
	persons  []*who
	free     []int32
	decider  likeness.Decider
	meetings meetings
	editions int32 // the number of the next edition
	several  int   // sessions with editions that render each other
	sounds   some[string, sound.Name]
	senses   some[string, sense]  // of labels
	slugs    some[string, string] // of names
	names    some[Named, *Named]
	// recast says that somebody is another speaker than before.
	recast bool
	speak  []*who // the speakers: all but who is part of another, in order of id
	likely []likelyPair
}

// who is somebody who speaks, as one name or an editor's entry has it.
type who struct {
	key    string
	n      int32 // in company.persons; -1 for no person
	kind   people.Kind
	entry  *people.Entry
	listed *transcript.Person
	turns  int
	uses   []*use
	// brackets and mapped count the editions in which something stands in brackets
	// after a name, and in which a map of labels gives a name.
	brackets, mapped counts

	// of is whom it is part of, itself where it is a speaker; parts are those who are
	// part of it, itself first; proof is why it is.
	of    *who
	parts []*who
	proof likeness.Proof
	// editions are the numbers of those in which it speaks, sorted; of persons only.
	editions []int32

	at         int      // in company.speak
	was        *Speaker // what is gave the last time
	speaker    *Speaker
	appearance *Appearance
}

// counts is how often each of some texts is there.
type counts map[string]int32

func (c *counts) add(text string, by int32) {
	if *c == nil {
		*c = counts{}
	}
	if (*c)[text] += by; (*c)[text] == 0 {
		delete(*c, text)
	}
}

// most is the text that is there most often, of equally many the first by letters;
// "" for none.
func (c counts) most() string {
	best := ""
	for text, n := range c {
		if n > c[best] || n == c[best] && text < best {
			best = text
		}
	}
	return best
}

// use is a label, in one language, that means somebody.
type use struct {
	who     *who
	printed string
	lang    lang.Tag
	turns   int
	by      [len(kindsOfEvidence)]int32 // editions, by kind of evidence
	spoken  int32                       // editions in which it has turns
	// Of the editions in which it has turns, the first: the member, the number of the
	// edition and that of the turn.
	first         *member
	edition, turn int
	lost          string // the session that was the first; "" where it is known which is
}

// kindsOfEvidence are all kinds, the one first that is told where a label has
// several. What says nothing of a name is last.
var kindsOfEvidence = [...]Evidence{ByPeople, ByList, ByAlone, ByPlace, ByName, ByRole, ByMap}

func (u *use) evidence() Evidence {
	for i, n := range u.by {
		if n > 0 {
			return kindsOfEvidence[i]
		}
	}
	return ""
}

// named tells whether the label is a name of whom it means.
func (u *use) named() bool { e := u.evidence(); return e != ByMap && e != ByRole }

// someone gives who has a key, made by made when it is new.
func (c *company) someone(key string, made func(*who)) *who {
	w := c.found[key]
	if w == nil {
		w = &who{key: key}
		w.of, w.parts, w.n = w, []*who{w}, -1
		if made(w); w.kind == people.Individual {
			c.enter(w)
		}
		if c.found == nil {
			c.found = map[string]*who{}
		}
		c.found[key] = w
	}
	return w
}

// enter gives a person a number.
func (c *company) enter(w *who) {
	if last := len(c.free) - 1; last >= 0 {
		w.n, c.free = c.free[last], c.free[:last]
		c.persons[w.n] = w
		return
	}
	w.n = int32(len(c.persons))
	c.persons = append(c.persons, w)
}

// leave forgets somebody who has no label any more.
func (c *company) leave(w *who) {
	delete(c.found, w.key)
	w.speaker = nil
	if w.n >= 0 {
		c.persons[w.n] = nil
		c.decider.Name(int(w.n), likeness.Name{})
		c.free = append(c.free, w.n)
	}
}

func (c *company) use(w *who, printed string, l lang.Tag) *use {
	for _, u := range w.uses {
		if u.printed == printed && u.lang == l {
			return u
		}
	}
	u := &use{who: w, printed: printed, lang: l}
	w.uses = append(w.uses, u)
	return u
}

// exchange takes away what sessions brought that are gone, and adds what those bring
// that have come.
func (c *company) exchange(ch exchange, members []*member) {
	c.stale = map[*who]bool{}
	c.stirred = !slices.EqualFunc(ch.gone, ch.come, bringSame) || c.speak == nil
	var lost []*use
	for _, m := range ch.gone {
		c.meetings.add(m.met, -1)
		c.several -= min(1, len(m.present))
		for n := range m.cast {
			lost = c.add(&m.cast[n], m, n, -1, lost)
		}
	}
	for _, m := range ch.come {
		c.meetings.add(m.met, 1)
		c.several += min(1, len(m.present))
		m.number = c.editions
		c.editions += int32(len(m.cast))
		for n := range m.cast {
			c.add(&m.cast[n], m, n, 1, nil)
		}
	}
	for _, u := range lost {
		u.seek(members)
	}
	for w := range c.stale {
		w.uses = slices.DeleteFunc(w.uses, func(u *use) bool { return u.by == [len(kindsOfEvidence)]int32{} })
		if len(w.uses) == 0 {
			c.leave(w)
		} else if w.n >= 0 {
			c.decider.Name(int(w.n), w.name())
		}
	}
}

// add adds what an edition brings, times by, and appends the uses whose first
// edition it was.
func (c *company) add(x *cast, m *member, n, by int, lost []*use) []*use {
	for _, u := range x.uses {
		u.who.turns += by * int(u.turns)
		u.use.turns += by * int(u.turns)
		u.by[u.why] += int32(by)
		c.stale[u.who] = true
		if u.turns == 0 {
			continue
		}
		u.spoken += int32(by)
		switch {
		case by < 0 && u.use.first == m && u.edition == n:
			u.use.first, u.lost = nil, m.base.ID
			lost = append(lost, u.use)
		case by < 0:
		case u.use.first == nil && u.lost == "", u.use.first == nil && m.base.ID <= u.lost, u.use.first != nil && before(m, n, u.use.first, u.edition):
			u.use.first, u.edition, u.turn = m, n, int(u.first)
		}
	}
	number := m.number + int32(n)
	for v, w := range x.who {
		switch {
		case w == nil || w.n < 0 || m.base.Editions[n].Voices[v].Turns == 0:
		case by > 0:
			w.editions = append(w.editions, number) // the highest of all
		default:
			at, _ := slices.BinarySearch(w.editions, number)
			w.editions = slices.Delete(w.editions, at, at+1)
		}
	}
	for _, r := range x.brackets {
		r.who.brackets.add(r.text, int32(by))
	}
	for _, r := range x.mapped {
		r.who.mapped.add(r.text, int32(by))
	}
	return lost
}

func before(m *member, n int, o *member, k int) bool {
	return cmp.Or(strings.Compare(m.base.ID, o.base.ID), cmp.Compare(n, k)) < 0
}

// seek finds the first edition of a use, which is not before the one that was.
func (u *use) seek(members []*member) {
	if u.first == nil && u.spoken > 0 {
		for _, m := range members[memberAt(members, u.lost):] {
			for n := range m.cast {
				if i := slices.IndexFunc(m.cast[n].uses, func(x used) bool { return x.use == u && x.turns > 0 }); i >= 0 && u.first == nil {
					u.first, u.edition, u.turn = m, n, int(m.cast[n].uses[i].first)
				}
			}
			if u.first != nil {
				break
			}
		}
	}
	u.lost = ""
}

// bringSame tells whether two sessions bring the same to all sums that decide who is one
// with whom, and what all are called.
func bringSame(a, b *member) bool {
	if a.base.ID != b.base.ID || len(a.cast) != len(b.cast) || len(a.pairs) != len(b.pairs) {
		return false
	}
	for n := range a.cast {
		x, y := &a.cast[n], &b.cast[n]
		if !slices.EqualFunc(x.uses, y.uses, func(u, v used) bool { return u.use == v.use && u.why == v.why && u.turns == v.turns }) || !slices.Equal(x.brackets, y.brackets) || !slices.Equal(x.mapped, y.mapped) {
			return false
		}
	}
	for i, p := range a.pairs {
		q := b.pairs[i]
		if p.x != q.x || p.y != q.y || p.count != q.count || !slices.Equal(p.a, q.a) || !slices.Equal(p.b, q.b) {
			return false
		}
	}
	for n, e := range a.base.Editions { // pairs are of slots
		f := b.base.Editions[n]
		if len(e.voices) != len(f.voices) {
			return false
		}
		for i, v := range e.voices {
			if a.cast[n].who[v] != b.cast[n].who[f.voices[i]] {
				return false
			}
		}
	}
	return true
}

// doubts reports what sessions have to say about the lists of names, each once.
func (m *Memory) doubts() diag.List {
	var list diag.List
	told := map[string]bool{}
	for _, x := range m.members {
		for _, d := range x.doubts {
			if !told[d.name] {
				told[d.name] = true
				list = append(list, d.found)
			}
		}
	}
	return list
}
