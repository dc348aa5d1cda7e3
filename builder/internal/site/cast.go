package site

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
)

// stretch is turns of one edition: those of a speaker, about a topic, or that are not
// clear. Which these are the edition tells, so that a stretch is 16 bytes: there is one of
// each who speaks in each edition.
type stretch struct {
	e *archive.Edition
	n int32 // how many turns
	// of is the index in the edition's Voices of one whose speaker they are of; below 0,
	// its complement is that of the first TurnTopic in its Topics of the topic that they
	// are about, or it is notClearly.
	of int32
}

// notClearly is stretch.of for turns that have places that could not be heard or read.
const notClearly = math.MinInt32

// turns gives the turns, in order.
func (st stretch) turns() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		switch e := st.e; {
		case st.of == notClearly:
			for i, t := range e.Turns.All() {
				if t.Unclear > 0 && !yield(int32(i)) {
					return
				}
			}
		case st.of < 0:
			topic := e.Topics[^st.of].Topic
			for _, t := range e.Topics[^st.of:] {
				if t.Topic == topic && !yield(t.Turn) {
					return
				}
			}
		default:
			speaker := e.Voices[st.of].Speaker
			for i, v := range e.Turns.Voices() {
				if (v == st.of || v >= 0 && e.Voices[v].Speaker == speaker) && !yield(int32(i)) {
					return
				}
			}
		}
	}
}

// list gives the same as a list.
func (st stretch) list() []int32 { return slices.AppendSeq(make([]int32, 0, st.n), st.turns()) }

func (st stretch) session() *archive.Session { return st.e.Session }

// byNewest compares sessions as lists have them: the newest first, undated ones last.
func byNewest(x, y *archive.Session) int {
	return cmp.Or(cmp.Compare(y.Date, x.Date), strings.Compare(x.ID, y.ID))
}

// newestFirst sorts sessions so.
func newestFirst(sessions []*archive.Session) []*archive.Session {
	out := slices.Clone(sessions)
	slices.SortStableFunc(out, byNewest)
	return out
}

// sequence is the sessions of an archive as all languages list them, the newest
// first. Nobody changes it once it is made, nor a cast.
type sequence struct {
	order []*archive.Session
	// inSeries has those of each series, and under nil those of none.
	inSeries map[*archive.Series][]*archive.Session
	// on has those of each topic that sessions have.
	on map[*archive.Topic][]*archive.Session
	// weights are the sums of the squares of each topic's scores, see related: of
	// whole thousandths, so that no order matters.
	weights map[*archive.Topic]int
}

// cast says who speaks in a language, and of what: in the edition of each session
// that a reader of the language gets. All lists are in the order of sequence.
type cast struct {
	// said and about list the turns of each speaker and topic.
	said  map[*archive.Speaker][]stretch
	about map[*archive.Topic][]stretch
	// unclear lists the turns with places that could not be heard or read, in the
	// editions in this language.
	unclear []stretch
}

// sequenceOf is that of some sessions, which are in order.
func sequenceOf(order []*archive.Session) *sequence {
	q := &sequence{order: order, inSeries: map[*archive.Series][]*archive.Session{}, on: map[*archive.Topic][]*archive.Session{}, weights: map[*archive.Topic]int{}}
	for _, s := range order {
		q.inSeries[s.Series] = append(q.inSeries[s.Series], s)
		for _, t := range s.Topics {
			q.on[t.Topic] = append(q.on[t.Topic], s)
			q.weights[t.Topic] += thousandths(t.Score) * thousandths(t.Score)
		}
	}
	return q
}

// castOf is that of some sessions, which are in order.
func castOf(l lang.Tag, order []*archive.Session) *cast {
	c := &cast{said: map[*archive.Speaker][]stretch{}, about: map[*archive.Topic][]stretch{}}
	for _, s := range order {
		e := s.Best(l)
		for i, v := range e.Voices {
			if v.Speaker != nil && v.Turns > 0 { // else it has a label here, and no turn
				add(c.said, v.Speaker, stretch{e, v.Turns, int32(i)})
			}
		}
		for k, t := range e.Topics {
			add(c.about, t.Topic, stretch{e, 1, ^int32(k)})
		}
		// Editions in other languages are on their own language's page, whose
		// readers can help.
		if e.Lang == l && e.Turns.AnyUnclear() {
			n := int32(0)
			for _, t := range e.Turns.All() {
				n += int32(b2i(t.Unclear > 0))
			}
			c.unclear = append(c.unclear, stretch{e, n, notClearly})
		}
	}
	fit(c.said)
	fit(c.about)
	return c
}

// add adds turns of an edition to those of it that a list has, if any.
func add[K comparable](lists map[K][]stretch, to K, st stretch) {
	list := lists[to]
	if last := len(list) - 1; last >= 0 && list[last].e == st.e {
		list[last].n += st.n
		return
	}
	lists[to] = append(list, st)
}

// fit leaves no room in lists for more: a third of what they took to grow.
func fit[K comparable](lists map[K][]stretch) {
	for k, list := range lists {
		lists[k] = append(make([]stretch, 0, len(list)), list...)
	}
}

// Memory is what the outline of a site leaves for the next one of the same site:
// the sequence and the casts, and the keys of sessions. An outline of an archive of
// which nearly all sessions are as they were, the very pointers, takes these over
// and puts in their place only what has come and gone. Fresh, it is ready for use;
// by one outline at a time.
type Memory struct {
	digester  *Digester // nil before it is asked for; it outlives what else is remembered
	sessions  *sessionKeys
	all       []*archive.Session
	languages []lang.Tag
	sequence  *sequence
	casts     map[lang.Tag]*cast
}

// Digester makes the keys of the pages of this site.
func (m *Memory) Digester() *Digester {
	if m.digester == nil {
		m.digester = new(Digester)
	}
	return m.digester
}

// muchIs tells when so much of an archive has changed that everything is gathered
// anew.
const muchIs = 8 // 1 in

// take brings what is remembered up to date.
func (m *Memory) take(a *archive.Archive) {
	if m.sessions == nil {
		m.sessions = new(sessionKeys)
	}
	gone, come := differing(m.all, a.Sessions)
	for _, s := range gone {
		m.sessions.whole.forget(s)
		m.sessions.heads.forget(s)
		for _, e := range s.Editions {
			m.Digester().editions.forget(e)
		}
	}
	anew := m.sequence == nil || !slices.Equal(m.languages, a.Languages) || muchIs*len(come) > len(a.Sessions)
	m.all, m.languages = a.Sessions, slices.Clone(a.Languages)
	if anew {
		m.sequence = sequenceOf(newestFirst(a.Sessions))
		m.casts = map[lang.Tag]*cast{}
		for _, l := range a.Languages {
			m.casts[l] = castOf(l, m.sequence.order)
		}
		return
	}
	if len(gone)+len(come) == 0 {
		return
	}
	ch := change{was: newestFirst(gone), is: newestFirst(come)}
	m.sequence = m.sequence.after(ch)
	casts := make(map[lang.Tag]*cast, len(m.casts))
	for l, c := range m.casts {
		casts[l] = c.after(l, ch)
	}
	m.casts = casts
}

// differing gives what is in only one of two lists of sessions by id.
func differing(old, now []*archive.Session) (gone, come []*archive.Session) {
	for len(old) > 0 && len(now) > 0 {
		switch {
		case old[0] == now[0]:
			old, now = old[1:], now[1:]
		case old[0].ID <= now[0].ID:
			gone, old = append(gone, old[0]), old[1:]
		default:
			come, now = append(come, now[0]), now[1:]
		}
	}
	return append(gone, old...), append(come, now...)
}

// change is the sessions that an archive has no more, and those that it has now.
type change struct {
	was, is []*archive.Session // in order
}

func (q *sequence) after(ch change) *sequence {
	same := func(s *archive.Session) *archive.Session { return s }
	was, is := sequenceOf(ch.was), sequenceOf(ch.is)
	out := &sequence{order: edited(q.order, is.order, same, ch.was), weights: maps.Clone(q.weights)}
	out.inSeries = editedAll(q.inSeries, was.inSeries, is.inSeries, same, ch.was)
	out.on = editedAll(q.on, was.on, is.on, same, ch.was)
	for t, w := range is.weights {
		out.weights[t] += w
	}
	for t, w := range was.weights {
		if out.weights[t] -= w; len(out.on[t]) == 0 {
			delete(out.weights, t)
		}
	}
	return out
}

func (c *cast) after(l lang.Tag, ch change) *cast {
	was, is := castOf(l, ch.was), castOf(l, ch.is)
	return &cast{
		said:    editedAll(c.said, was.said, is.said, stretch.session, ch.was),
		about:   editedAll(c.about, was.about, is.about, stretch.session, ch.was),
		unclear: edited(c.unclear, is.unclear, stretch.session, ch.was),
	}
}

// editedAll gives lists without what is gone and with what has come; was and is
// have the lists that differ.
func editedAll[K comparable, T any](lists, was, is map[K][]T, of func(T) *archive.Session, gone []*archive.Session) map[K][]T {
	out := maps.Clone(lists)
	edit := func(k K) {
		if out[k] = edited(lists[k], is[k], of, gone); len(out[k]) == 0 {
			delete(out, k)
		}
	}
	for k := range was {
		edit(k)
	}
	for k := range is {
		if _, done := was[k]; !done {
			edit(k)
		}
	}
	return out
}

// edited gives a list without what is gone and with what has come, all in order. What
// stays between the two is not looked at, but for a few.
func edited[T any](list, come []T, of func(T) *archive.Session, gone []*archive.Session) []T {
	out := make([]T, 0, len(list)+len(come))
	upTo := func(s *archive.Session) (there bool) {
		i, there := slices.BinarySearchFunc(list, s, func(x T, s *archive.Session) int { return byNewest(of(x), s) })
		out, list = append(out, list[:i]...), list[i:]
		return there
	}
	for len(gone) > 0 || len(come) > 0 {
		if len(come) == 0 || len(gone) > 0 && byNewest(gone[0], of(come[0])) <= 0 {
			if upTo(gone[0]) {
				list = list[1:]
			}
			gone = gone[1:]
		} else {
			upTo(of(come[0]))
			out, come = append(out, come[0]), come[1:]
		}
	}
	return append(out, list...)
}
