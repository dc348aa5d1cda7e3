package archive

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
)

// softness is the number of turns with a topic at which half of its score is
// reached: one passing mention in an hour says little, three say that it was
// spoken of.
const softness = 3

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
	for _, s := range a.Sessions {
		scores := map[*Topic]*SessionTopic{}
		var order []*Topic
		add := func(t *Topic, score float64, source string) {
			if st := scores[t]; st == nil {
				scores[t] = &SessionTopic{Topic: t, Score: score, Source: source}
				order = append(order, t)
			} else if score > st.Score {
				st.Score, st.Source = score, source
			}
		}
		for _, e := range s.Editions {
			for _, i := range editions[e] {
				for _, name := range files[i].Meta.Topics {
					add(a.declared(byID, v, get, name, e.Lang), 1, "declared")
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
				// Rounded, so that the figure is the same on every machine.
				add(t, math.Round(100*float64(n)/float64(n+softness))/100, "vocabulary")
			}
		}
		for _, t := range order {
			s.Topics = append(s.Topics, *scores[t])
		}
		slices.SortFunc(s.Topics, func(x, y SessionTopic) int {
			return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.Topic.ID, y.Topic.ID))
		})
	}
	a.broader(v, byID, get)
	for _, t := range byID {
		a.Topics = append(a.Topics, t)
		slices.SortFunc(t.Narrower, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
	}
	slices.SortFunc(a.Topics, func(x, y *Topic) int { return strings.Compare(x.ID, y.ID) })
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
