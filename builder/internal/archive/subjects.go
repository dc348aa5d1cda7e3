package archive

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
)

// subjects is what a session brings to the topics of the archive.
type subjects struct {
	declared []*subject // by an editor, in front matter
	names    []naming
	said     []evidence
	found    []evidence // terms that the words alone tell to be topics
	votes    []topic.Vote
}

// naming is what front matter calls a topic.
type naming struct {
	subject *subject
	lang    lang.Tag
	name    string
}

// evidence is where labels of a topic stand in a session.
type evidence struct {
	subject  *subject
	turns    int // of the edition that has most
	headings int // of the edition that has most
	titles   int // the title, and the name of the file
	in       []place
}

// subject is what may be a topic, with sums over the sessions.
type subject struct {
	id    string
	entry *topic.Entry
	names map[lang.Tag]counts // that front matter gives
	// declared and said are the sessions that an editor says to be of it, and in which
	// it is said.
	declared, said int
	rarity         float64     // as ranking has it
	found          people.Text // its labels, where the words alone tell it; nil where they do not
	topic          *Topic
}

// topics are the topics of an archive.
type topics struct {
	vocabulary *topic.Vocabulary
	known      map[string]*subject  // by id
	meant      some[string, string] // ids, by what front matter says
	sessions   int
	learners   learners
	relearn    bool // what the learners have learnt from has changed
	learnt     bool // learners has what there is to be learnt
	undeclared int  // sessions of which no editor says a topic
	candidates []Candidate
	finds      []*subject // the candidates that are topics
	list       []*Topic   // by id
}

// of gives the subject of an id, made when it is new.
func (t *topics) of(id string) *subject {
	s := t.known[id]
	if s == nil {
		s = &subject{id: id, entry: t.vocabulary.ByID(id), names: map[lang.Tag]counts{}}
		if t.known == nil {
			t.known = map[string]*subject{}
		}
		t.known[id] = s
	}
	return s
}

// declared gives the subject that front matter means: one of the vocabulary, or one
// of its own name.
func (t *topics) declared(name string) *subject {
	return t.of(t.meant.get(name, func() string {
		if e, ok := t.vocabulary.Find(name); ok {
			return e.ID
		}
		return cmp.Or(slugOf(name), "topic")
	}))
}

// subjectsOf gathers what speaks for topics of a session.
func (m *Memory) subjectsOf(in Input, made *member) {
	x, v := &made.subjects, in.Vocabulary
	said := map[*subject]evidence{}
	for _, e := range made.base.Editions {
		here := map[*subject]*evidence{} // in this edition
		of := func(h topic.Hit) *evidence {
			s := m.topics.of(v.Entries[h.Topic].ID)
			if here[s] == nil {
				here[s] = &evidence{subject: s}
			}
			return here[s]
		}
		for k, f := range e.facts {
			for _, name := range f.Front.Meta().Topics {
				name = shared(name) // rather than a part of front matter
				s := m.topics.declared(name)
				if !slices.Contains(x.declared, s) {
					x.declared = append(x.declared, s)
				}
				if n := (naming{s, e.Lang, name}); s.entry == nil && !slices.Contains(x.names, n) {
					x.names = append(x.names, n)
				}
			}
			last := map[*subject]int32{} // turns, from 1
			for _, h := range f.Hits {
				if h.Lang != "" && !same(h.Lang, e.Lang) {
					continue
				}
				if s := of(h); last[s.subject] != h.Turn+1 {
					last[s.subject] = h.Turn + 1
					s.turns++
				}
			}
			for _, h := range f.Heads {
				switch {
				case h.Lang != "" && !same(h.Lang, e.Lang):
				case h.Turn == ofHeading:
					of(h).headings += int(h.Count)
				case k == 0:
					of(h).titles++
				}
			}
		}
		for s, ev := range here {
			had := said[s]
			said[s] = evidence{subject: s, turns: max(had.turns, ev.turns), headings: max(had.headings, ev.headings), titles: max(had.titles, ev.titles)}
		}
	}
	x.said = slices.SortedFunc(maps.Values(said), func(a, b evidence) int { return strings.Compare(a.subject.id, b.subject.id) })
}

// exchange takes away what sessions brought that are gone, and adds what those bring
// that have come.
func (t *topics) exchange(c exchange) {
	t.relearn = !t.learnt || !slices.EqualFunc(c.gone, c.come, sameLesson)
	t.sessions += len(c.come) - len(c.gone)
	for _, m := range c.gone {
		t.add(&m.subjects, -1)
	}
	for _, m := range c.come {
		t.add(&m.subjects, 1)
	}
}

// add adds what a session brings, times by. What is found in words is counted where
// it is found.
func (t *topics) add(x *subjects, by int) {
	if len(x.declared) == 0 {
		t.undeclared += by
	}
	for _, s := range x.declared {
		s.declared += by
	}
	for _, n := range x.names {
		c := n.subject.names[n.lang]
		c.add(n.name, int32(by))
		n.subject.names[n.lang] = c
	}
	for _, ev := range x.said {
		ev.subject.said += by
	}
}

// sameLesson tells whether the same is learnt from two sessions.
func sameLesson(a, b *member) bool {
	if a.base.ID != b.base.ID || !slices.Equal(a.subjects.declared, b.subjects.declared) {
		return false
	}
	return len(a.subjects.declared) == 0 || a.lesson == b.lesson
}

// labels are what a subject is called.
func (s *subject) labels() people.Text {
	switch {
	case s.entry != nil && len(s.entry.Labels) > 0:
		return s.entry.Labels
	case s.entry != nil:
		return people.Text{"": s.id}
	case s.declared == 0:
		return s.found
	}
	out := people.Text{}
	for l, names := range s.names {
		if name := names.most(); name != "" {
			out[l] = name
		}
	}
	return out
}

// name makes topics of the subjects that sessions have, and of those above them, which
// have a page when one of theirs has. One that is as before, with all around it, stays
// the very topic. It tells whether any is another.
func (t *topics) name() (changes bool) {
	broader := map[*subject]*subject{}
	live := map[*subject]bool{}
	for _, s := range t.known {
		if s.declared == 0 && s.said == 0 && s.found == nil {
			continue
		}
		for live[s] = true; s.entry != nil && broader[s] == nil && t.vocabulary.ByID(s.entry.Broader) != nil; {
			up := t.of(s.entry.Broader)
			broader[s], live[up] = up, true
			s = up
		}
	}
	all := slices.SortedFunc(maps.Keys(live), func(a, b *subject) int { return strings.Compare(a.id, b.id) })
	now := make(map[*subject]*Topic, len(all))
	for _, s := range all {
		now[s] = &Topic{ID: s.id, Labels: s.labels(), Entry: s.entry, Found: s.entry == nil && s.declared == 0}
	}
	changed := map[*subject]bool{} // by the one at the top
	top := func(s *subject) *subject {
		for range all {
			if broader[s] == nil {
				break
			}
			s = broader[s]
		}
		return s
	}
	for _, s := range all {
		if up := broader[s]; up != nil {
			now[s].Broader = now[up]
			now[up].Narrower = append(now[up].Narrower, now[s])
		}
	}
	for _, s := range all {
		if !s.topic.alike(now[s]) {
			changed[top(s)] = true
		}
	}
	for id, s := range t.known {
		if !live[s] {
			delete(t.known, id)
		}
	}
	t.list = t.list[:0:0]
	for _, s := range all {
		if changed[top(s)] {
			s.topic, changes = now[s], true
		}
		t.list = append(t.list, s.topic)
	}
	return changes
}

// alike tells whether two topics are the same, with the ids of those around them.
func (t *Topic) alike(o *Topic) bool {
	id := func(t *Topic) string {
		if t == nil {
			return ""
		}
		return t.ID
	}
	return t != nil && t.Found == o.Found && t.Entry == o.Entry && maps.Equal(t.Labels, o.Labels) && id(t.Broader) == id(o.Broader) &&
		slices.EqualFunc(t.Narrower, o.Narrower, func(a, b *Topic) bool { return a.ID == b.ID })
}
