package archive

import (
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
)

// topics gives sessions and turns their topics: those that front matter names,
// and those of the vocabulary that occur.
func (a *Archive) topics(v *topic.Vocabulary, files []*Facts, editions map[*Edition][]int) {
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
	a.rank(of, byID)
	a.broader(v, byID, get)
	for _, t := range byID {
		a.Topics = append(a.Topics, t)
		slices.SortFunc(t.Narrower, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
	}
	slices.SortFunc(a.Topics, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
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
		e.own()
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
		for _, h := range v.Match(nil, 0, e.Title) {
			if h.Lang == "" || same(h.Lang, e.Lang) {
				t := get(&v.Entries[h.Topic])
				x := ev.said[t]
				x.title = true
				ev.said[t] = x
			}
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
