package archive

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/term"
	"dixit/builder/internal/lang"
)

const (
	// suggestions is how many terms are proposed as topics, more than anybody will
	// look through at once.
	suggestions = 30
	// together is in how many units two terms of different languages are said at
	// least, and alike how much of all units in which either is said, in hundredths
	// (Dice's coefficient, twice what is common by the sum of both), for the one to
	// be what the other is called.
	together, alike = 3, 50
	// enoughSessions is how many sessions are looked at to find what a term is
	// called in another language: more tell nothing new.
	enoughSessions = 100
)

// Candidate is a term that may be a topic.
type Candidate struct {
	Labels people.Text // as it is printed, by language: where it was found, and where its renderings are
	// Sessions and Count are in how many sessions it is a term, and how often it is
	// said in them, in the language in which it was found.
	Sessions, Count int
	In              *Edition // the first in which it is said
	Turn            int      // index in In of the first turn that says it

	texts map[lang.Tag]string // as term.Term has them
	first place
}

// terms is what the transcripts of an archive speak of, by language.
type terms struct {
	pools map[lang.Tag]*term.Pool[*Facts]
	in    map[*Facts]filed
	// names are the names of all who speak, one a line, as lang.WordsKey gives them.
	// They are labels in order; somebody has which terms are the name of one.
	names    string
	labels   []string
	somebody some[string, bool]
	// called is what terms are called in other languages, of those that were asked
	// for since a session that says them has changed.
	called map[termKey]map[lang.Tag]string
	// moved says that the last exchange changed more than where sessions stand; asked
	// is how many topics were looked for the last time.
	moved bool
	asked int
}

// termKey is a term of a language.
type termKey struct {
	lang lang.Tag
	text string
}

// filed is the part of an edition that a file is.
type filed struct {
	m       *member
	edition int
	part    int
}

// exchange takes away what sessions brought that are gone, and adds what those bring
// that have come.
func (t *terms) exchange(c exchange) {
	if t.pools == nil {
		t.pools, t.in = map[lang.Tag]*term.Pool[*Facts]{}, map[*Facts]filed{}
	}
	t.moved = !slices.EqualFunc(c.gone, c.come, sameTerms)
	for _, list := range [][]*member{c.gone, c.come} {
		for _, m := range list {
			for _, e := range m.base.Editions {
				for _, f := range e.facts {
					for i := range f.Terms {
						delete(t.called, termKey{e.Lang, f.Terms[i].Text})
					}
				}
			}
		}
	}
	gone, goneBy := map[*Facts]lang.Tag{}, map[string]*Facts{} // and by path
	for _, m := range c.gone {
		for _, e := range m.base.Editions {
			for _, f := range e.facts {
				if f.Sought {
					gone[f], goneBy[f.Path] = e.Lang, f
					delete(t.in, f)
				}
			}
		}
	}
	for _, m := range c.come {
		for n, e := range m.base.Editions {
			for k, f := range e.facts {
				if !f.Sought {
					continue
				}
				t.in[f] = filed{m, n, k}
				if l, ok := gone[f]; ok && l == e.Lang {
					delete(gone, f)
					continue
				}
				if t.pools[e.Lang] == nil {
					t.pools[e.Lang] = &term.Pool[*Facts]{}
				}
				if was := goneBy[f.Path]; was != nil && gone[was] == e.Lang && reflect.DeepEqual(was.Terms, f.Terms) {
					t.pools[e.Lang].Replace(was, f, f.Terms)
					delete(gone, was)
					continue
				}
				t.pools[e.Lang].Add(f, f.Terms)
			}
		}
	}
	for f, l := range gone {
		t.pools[l].Remove(f, f.Terms)
	}
}

// sameTerms tells whether the same is said in two sessions, at the same places.
func sameTerms(a, b *member) bool {
	return a.base.ID == b.base.ID && slices.EqualFunc(a.base.Editions, b.base.Editions, func(x, y *Edition) bool {
		return x.Lang == y.Lang && slices.Equal(x.units, y.units) && x.Turns.Len() == y.Turns.Len() &&
			slices.EqualFunc(x.Parts, y.Parts, func(p, q Part) bool { return p.First == q.First }) &&
			slices.EqualFunc(x.facts, y.facts, func(f, g *Facts) bool { return reflect.DeepEqual(f.Terms, g.Terms) })
	})
}

// candidates gives the n terms that are most certainly topics. Languages have
// their turns in proportion to their transcripts.
func (t *terms) candidates(languages []lang.Tag, n int, leave func(text string, l lang.Tag) bool) []Candidate {
	type ranked struct {
		term.Ranked
		lang lang.Tag
		turn float64
	}
	var all []ranked
	for _, l := range languages {
		p := t.pools[l]
		if p == nil || p.Transcripts() == 0 {
			continue
		}
		for i, r := range p.Best(n, func(text string) bool { return leave(text, l) }) {
			all = append(all, ranked{r, l, (float64(i) + 0.5) / float64(p.Transcripts())})
		}
	}
	slices.SortStableFunc(all, func(x, y ranked) int { return cmp.Compare(x.turn, y.turn) })
	var out []Candidate
	taken := map[lang.Tag]map[string]bool{}
	for _, l := range languages {
		taken[l] = map[string]bool{}
	}
	for _, r := range all {
		if len(out) == n {
			break
		}
		if taken[r.lang][r.Text] {
			continue
		}
		c := Candidate{Labels: people.Text{}, Sessions: r.Transcripts, Count: r.Count, texts: maps.Clone(t.renderings(r.lang, r.Text))}
		for _, l := range languages { // an acronym is the same in all of them
			if c.texts[l] == "" && t.pools[l].Places(r.Text) != nil {
				c.texts[l] = r.Text
			}
		}
		for l, text := range c.texts {
			if taken[l][text] {
				delete(c.texts, l)
				continue
			}
			taken[l][text] = true
			c.Labels[l] = t.pools[l].Printed(text)
		}
		c.first = t.first(r.lang, r.Text)
		out = append(out, c)
	}
	return out
}

// place is where a term is said: in turns of an edition, by index.
type place struct {
	m       *member
	edition int
	turns   []int
}

// places gives where a term of a language is said, in order of sessions.
func (t *terms) places(l lang.Tag, text string) []place {
	var out []place
	for _, x := range t.pools[l].Places(text) {
		out = append(out, t.placeOf(x))
	}
	slices.SortFunc(out, place.compare)
	return out
}

// first gives the first of places.
func (t *terms) first(l lang.Tag, text string) place {
	var best term.Place[*Facts]
	var of *member
	for _, x := range t.pools[l].Places(text) {
		m := t.in[x.Of].m
		if of == nil || m.base.ID < of.base.ID || m == of && t.placeOf(x).compare(t.placeOf(best)) < 0 {
			best, of = x, m
		}
	}
	return t.placeOf(best)
}

func (t *terms) placeOf(x term.Place[*Facts]) place {
	at := t.in[x.Of]
	p := place{m: at.m, edition: at.edition, turns: make([]int, len(x.Term.Turns))}
	first := at.m.base.Editions[at.edition].Parts[at.part].First
	for i, turn := range x.Term.Turns {
		p.turns[i] = first + int(turn)
	}
	return p
}

// compare puts places in order of sessions.
func (p place) compare(o place) int {
	return cmp.Or(strings.Compare(p.m.base.ID, o.m.base.ID), cmp.Compare(p.turns[0], o.turns[0]))
}

// renderings gives what a term is most likely called in other languages: the term
// that is said in most of the units in which it is said, and in few others.
func (t *terms) renderings(l lang.Tag, text string) map[lang.Tag]string {
	k := termKey{l, text}
	out, ok := t.called[k]
	if !ok {
		if t.called == nil {
			t.called = map[termKey]map[lang.Tag]string{}
		}
		out = t.render(l, text)
		t.called[k] = out
	}
	return out
}

// render finds what renderings remembers.
func (t *terms) render(l lang.Tag, text string) map[lang.Tag]string {
	type tally struct{ both, all int }
	found := map[termKey]tally{}
	said := map[lang.Tag]int{} // units in which it is said, of sessions that have the other language
	places := t.places(l, text)
	for _, p := range places[:min(enoughSessions, len(places))] {
		units := map[int32]bool{}
		own := p.m.base.Editions[p.edition]
		for _, i := range p.turns {
			if own.units != nil && own.units[i] > 0 {
				units[own.units[i]] = true
			}
		}
		for _, e := range p.m.base.Editions {
			if e == own || len(units) == 0 {
				continue
			}
			said[e.Lang] += len(units)
			for k, f := range e.facts {
				for _, other := range f.Terms {
					x := found[termKey{e.Lang, other.Text}]
					last := int32(0)
					for _, turn := range other.Turns {
						if u := e.units[e.Parts[k].First+int(turn)]; u != last {
							last = u
							x.all++
							if units[u] {
								x.both++
							}
						}
					}
					found[termKey{e.Lang, other.Text}] = x
				}
			}
		}
	}
	out := map[lang.Tag]string{}
	best := map[lang.Tag]int{}
	for k, x := range found {
		dice := 200 * x.both / (said[k.lang] + x.all)
		if x.both < together || dice < alike {
			continue
		}
		if m := best[k.lang]; dice > m || dice == m && k.text < out[k.lang] {
			best[k.lang], out[k.lang] = dice, k.text
		}
	}
	return out
}

// findTopics finds terms, and makes topics of them where there is no vocabulary.
func (m *Memory) findTopics(in Input, c exchange) {
	renamed := m.company.stirred && m.terms.nameSomebody(m.company.speak)
	if m.last != nil && !m.terms.moved && !renamed && m.terms.asked == in.Found {
		m.topics.keep(c)
		return
	}
	m.terms.asked = in.Found
	before := m.topics.finds
	m.topics.candidates, m.topics.finds = nil, nil
	for _, s := range before {
		s.found, s.said = nil, 0
	}
	now := map[*member][]evidence{}
	if len(m.terms.in) > 0 {
		found := 0
		if len(in.Vocabulary.Entries) == 0 {
			found = in.Found
		}
		m.topics.candidates = m.terms.candidates(m.layout.languages, max(found, suggestions), func(text string, l lang.Tag) bool {
			_, known := in.Vocabulary.Find(m.terms.pools[l].Printed(text))
			return known || m.terms.namesSomebody(text)
		})
		for _, c := range m.topics.candidates[:min(found, len(m.topics.candidates))] {
			s := m.topics.of(c.ID(m.layout.languages))
			s.found = c.Labels
			m.topics.finds = append(m.topics.finds, s)
			for _, l := range slices.Sorted(maps.Keys(c.texts)) {
				for _, p := range m.terms.places(l, c.texts[l]) {
					list := now[p.m]
					i := slices.IndexFunc(list, func(e evidence) bool { return e.subject == s })
					if i < 0 {
						i = len(list)
						list = append(list, evidence{subject: s})
						s.said++
					}
					list[i].turns = max(list[i].turns, len(p.turns))
					list[i].in = append(list[i].in, p)
					now[p.m] = list
				}
			}
		}
	}
	if len(before) > 0 || len(now) > 0 {
		for _, x := range m.members {
			if !slices.EqualFunc(x.subjects.found, now[x], evidence.equal) {
				x.subjects.found, x.ranked, x.session = now[x], nil, nil
			}
		}
	}
}

// keep hands on what was found to sessions that say the same as those of before.
func (t *topics) keep(c exchange) {
	t.candidates = slices.Clone(t.candidates)
	for i, was := range c.gone {
		c.come[i].subjects.found = was.subjects.found
		for k := range t.candidates {
			if first := &t.candidates[k].first; first.m == was {
				first.m = c.come[i]
			}
		}
	}
}

// equal tells whether two say the same of one session.
func (e evidence) equal(o evidence) bool {
	return e.subject == o.subject && e.turns == o.turns && slices.EqualFunc(e.in, o.in, func(a, b place) bool { return a.edition == b.edition && slices.Equal(a.turns, b.turns) })
}

// nameSomebody makes the names of all who speak known, and tells whether they are others
// than before.
func (t *terms) nameSomebody(speak []*who) bool {
	var now []string
	for _, w := range speak {
		for _, p := range w.parts {
			for _, u := range p.uses {
				now = append(now, u.printed)
			}
		}
	}
	slices.Sort(now)
	if now = slices.Compact(now); slices.Equal(now, t.labels) {
		return false
	}
	var b strings.Builder
	for _, label := range now {
		b.WriteString(" " + lang.WordsKey(label) + " \n")
	}
	t.labels, t.names, t.somebody = now, b.String(), nil
	return true
}

// namesSomebody tells whether a term is the name of somebody who speaks anywhere in
// the archive, or a part of it.
func (t *terms) namesSomebody(text string) bool {
	return t.somebody.get(text, func() bool {
		if r, _ := utf8.DecodeRuneInString(text); lang.Unspaced(r) {
			return strings.Contains(t.names, text)
		}
		return strings.Contains(t.names, " "+text+" ")
	})
}

// ID is the id of the topic that a candidate would be: the slug of what it is
// called in the first of the languages that has a name for it.
func (c Candidate) ID(languages []lang.Tag) string {
	for _, l := range languages {
		if name := c.Labels[l]; name != "" {
			return slugOf(name)
		}
	}
	return ""
}
