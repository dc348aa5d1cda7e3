package archive

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
)

// topics gives sessions and turns their topics: those that front matter names,
// those of the vocabulary that occur, and, where there is none, some that the words
// alone tell.
func (a *Archive) topics(in Input, files []*Facts, editions map[*Edition][]int) {
	v := in.Vocabulary
	byID := map[string]*Topic{}
	get := func(e *topic.Entry) *Topic {
		t := byID[e.ID]
		if t == nil {
			t = &Topic{ID: e.ID, Labels: e.Labels, Entry: e}
			if len(t.Labels) == 0 {
				t.Labels = people.Text{"": e.ID}
			}
			byID[e.ID] = t
		}
		return t
	}
	of := make([]evidence, len(a.Sessions))
	for n, s := range a.Sessions {
		of[n] = a.evidence(s, v, files, editions, func(name string, l lang.Tag) *Topic { return a.declared(byID, v, get, name, l) }, get)
	}
	a.extract(in, of, byID)
	a.rank(of, byID)
	a.broader(v, byID, get)
	for _, t := range byID {
		a.Topics = append(a.Topics, t)
		slices.SortFunc(t.Narrower, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
	}
	slices.SortFunc(a.Topics, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
}

// extract finds terms, and makes topics of them where there is no vocabulary.
func (a *Archive) extract(in Input, of []evidence, byID map[string]*Topic) {
	t := &in.Memory.terms
	t.update(a)
	if len(t.in) == 0 {
		return
	}
	found := 0
	if len(in.Vocabulary.Entries) == 0 {
		found = in.Found
	}
	named := a.namedSomebody(in.Memory)
	a.Candidates = t.candidates(a, max(found, suggestions), func(text string, l lang.Tag) bool {
		_, known := in.Vocabulary.Find(t.pools[l].Printed(text))
		return known || named(text)
	})
	index := make(map[*Session]int, len(a.Sessions))
	for n, s := range a.Sessions {
		index[s] = n
	}
	for _, c := range a.Candidates[:min(found, len(a.Candidates))] {
		topic := c.topic(a, byID)
		for l, text := range c.texts {
			for _, p := range t.places(l, text) {
				p.e.own()
				for _, i := range p.turns {
					if turn := &p.e.Turns[i]; !slices.Contains(turn.Topics, topic) {
						turn.Topics = append(turn.Topics, topic)
					}
				}
				ev := of[index[p.e.Session]]
				x := ev.said[topic]
				x.turns, x.found = max(x.turns, len(p.turns)), true
				ev.said[topic] = x
			}
		}
	}
}

// namedSomebody gives what tells whether a term is the name of somebody who speaks
// anywhere in the archive, or a part of it.
func (a *Archive) namedSomebody(m *Memory) func(text string) bool {
	var names []string
	for _, s := range a.Speakers {
		for _, u := range s.Labels {
			names = append(names, " "+m.words.get(u.Printed, func() string { return lang.WordsKey(u.Printed) })+" ")
		}
	}
	all := strings.Join(names, "\n")
	return func(text string) bool {
		if r, _ := utf8.DecodeRuneInString(text); lang.Unspaced(r) {
			return strings.Contains(all, text)
		}
		return strings.Contains(all, " "+text+" ")
	}
}

// ID is the id of the topic that a candidate would be: the slug of what it is
// called in the first of the languages that has a name for it.
func (c Candidate) ID(languages []lang.Tag) string {
	for _, l := range languages {
		if name := c.Labels[l]; name != "" {
			return lang.SlugPath(lang.Slug(name))
		}
	}
	return ""
}

// topic gives the topic that a candidate is: one that front matter names so, or a
// new one.
func (c Candidate) topic(a *Archive, byID map[string]*Topic) *Topic {
	id := c.ID(a.Languages)
	t := byID[id]
	if t == nil {
		t = &Topic{ID: id, Labels: c.Labels, Found: true}
		byID[id] = t
	}
	return t
}

// evidence gathers what speaks for topics of a session, and gives its turns
// theirs.
func (a *Archive) evidence(s *Session, v *topic.Vocabulary, files []*Facts, editions map[*Edition][]int, declared func(string, lang.Tag) *Topic, get func(*topic.Entry) *Topic) evidence {
	ev := evidence{said: map[*Topic]said{}}
	for _, e := range s.Editions {
		for _, i := range editions[e] {
			for _, name := range files[i].Meta.Topics {
				if t := declared(name, e.Lang); !slices.Contains(ev.declared, t) {
					ev.declared = append(ev.declared, t)
				}
			}
		}
		if slices.ContainsFunc(e.facts, func(f *Facts) bool { return len(f.Hits) > 0 }) {
			e.own()
		}
		turns := map[*Topic]int{}
		for k, i := range editions[e] {
			for _, h := range files[i].Hits {
				if h.Lang != "" && !same(h.Lang, e.Lang) {
					continue
				}
				t := get(&v.Entries[h.Topic])
				turn := &e.Turns[e.Parts[k].First+int(h.Turn)]
				if !slices.Contains(turn.Topics, t) {
					turn.Topics = append(turn.Topics, t)
					turns[t]++
				}
			}
		}
		for t, n := range turns {
			x := ev.said[t]
			x.turns = max(x.turns, n)
			ev.said[t] = x
		}
		titles, headings := map[*Topic]int{}, map[*Topic]int{}
		for k, i := range editions[e] {
			for _, h := range files[i].Heads {
				if h.Lang != "" && !same(h.Lang, e.Lang) {
					continue
				}
				if t := get(&v.Entries[h.Topic]); h.Turn == ofHeading {
					headings[t] += int(h.Count)
				} else if k == 0 {
					titles[t]++
				}
			}
		}
		for t, n := range titles {
			x := ev.said[t]
			x.titles = max(x.titles, n)
			ev.said[t] = x
		}
		for t, n := range headings {
			x := ev.said[t]
			x.headings = max(x.headings, n)
			ev.said[t] = x
		}
	}
	return ev
}

// declared gives the topic that front matter means: one of the vocabulary, or
// one of its own name.
func (a *Archive) declared(byID map[string]*Topic, v *topic.Vocabulary, get func(*topic.Entry) *Topic, name string, l lang.Tag) *Topic {
	if e, ok := v.Find(name); ok {
		return get(&e)
	}
	id := lang.SlugPath(lang.Slug(name))
	if id == "" {
		id = "topic"
	}
	t := byID[id]
	if t == nil {
		t = &Topic{ID: id, Labels: people.Text{}}
		byID[id] = t
	}
	if t.Entry == nil && t.Labels[l] == "" {
		t.Labels[l] = name
	}
	return t
}

// broader links topics to the broader ones of the vocabulary, which have a
// page when one of theirs has.
func (a *Archive) broader(v *topic.Vocabulary, byID map[string]*Topic, get func(*topic.Entry) *Topic) {
	var queue []*Topic
	for _, e := range v.Entries {
		if t := byID[e.ID]; t != nil {
			queue = append(queue, t)
		}
	}
	for len(queue) > 0 {
		t := queue[0]
		queue = queue[1:]
		if t.Entry == nil || t.Broader != nil {
			continue
		}
		e := v.ByID(t.Entry.Broader)
		if e == nil {
			continue
		}
		fresh := byID[e.ID] == nil
		t.Broader = get(e)
		t.Broader.Narrower = append(t.Broader.Narrower, t)
		if fresh {
			queue = append(queue, t.Broader)
		}
	}
}
