package archive

import (
	"cmp"
	"slices"
	"strings"

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
}

// terms is what the transcripts of an archive speak of, by language. It is kept
// from Link to Link, and changed by what has changed.
type terms struct {
	pools map[lang.Tag]*term.Pool[*Facts]
	in    map[*Facts]filed
}

// filed is the part of an edition that a file is.
type filed struct {
	e    *Edition
	part int
}

// update makes the pools those of the archive's editions.
func (t *terms) update(a *Archive) {
	if t.pools == nil {
		t.pools = map[lang.Tag]*term.Pool[*Facts]{}
	}
	now := make(map[*Facts]filed, len(t.in))
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for k, f := range e.facts {
				if f.Terms != nil {
					now[f] = filed{e, k}
				}
			}
		}
	}
	for f, at := range t.in {
		if to, ok := now[f]; !ok || to.e.Lang != at.e.Lang {
			t.pools[at.e.Lang].Remove(f, f.Terms)
		}
	}
	for f, at := range now {
		if from, ok := t.in[f]; ok && from.e.Lang == at.e.Lang {
			continue
		}
		if t.pools[at.e.Lang] == nil {
			t.pools[at.e.Lang] = &term.Pool[*Facts]{}
		}
		t.pools[at.e.Lang].Add(f, f.Terms)
	}
	t.in = now
}

// candidates gives the n terms that are most certainly topics. Languages have
// their turns in proportion to their transcripts.
func (t *terms) candidates(a *Archive, n int, leave func(text string, l lang.Tag) bool) []Candidate {
	type ranked struct {
		term.Ranked
		lang lang.Tag
		turn float64
	}
	var all []ranked
	for _, l := range a.Languages {
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
	for _, l := range a.Languages {
		taken[l] = map[string]bool{}
	}
	for _, r := range all {
		if len(out) == n {
			break
		}
		if taken[r.lang][r.Text] {
			continue
		}
		c := Candidate{Labels: people.Text{}, Sessions: r.Transcripts, Count: r.Count, texts: t.renderings(r.lang, r.Text)}
		for _, l := range a.Languages { // an acronym is the same in all of them
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
		first := t.places(r.lang, r.Text)[0]
		c.In, c.Turn = first.e, first.turns[0]
		out = append(out, c)
	}
	return out
}

// place is where a term is said: in turns of an edition, by index.
type place struct {
	e     *Edition
	turns []int
}

// places gives where a term of a language is said, in order of sessions.
func (t *terms) places(l lang.Tag, text string) []place {
	var out []place
	for _, x := range t.pools[l].Places(text) {
		at := t.in[x.Of]
		p := place{e: at.e}
		for _, turn := range x.Term.Turns {
			p.turns = append(p.turns, at.e.Parts[at.part].First+int(turn))
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(x, y place) int {
		return cmp.Or(strings.Compare(x.e.Session.ID, y.e.Session.ID), cmp.Compare(x.turns[0], y.turns[0]))
	})
	return out
}

// renderings gives what a term is most likely called in other languages: the term
// that is said in most of the units in which it is said, and in few others.
func (t *terms) renderings(l lang.Tag, text string) map[lang.Tag]string {
	type tally struct{ both, all int }
	type key struct {
		lang lang.Tag
		text string
	}
	found := map[key]tally{}
	said := map[lang.Tag]int{} // units in which it is said, of sessions that have the other language
	places := t.places(l, text)
	for _, p := range places[:min(enoughSessions, len(places))] {
		units := map[int32]bool{}
		for _, i := range p.turns {
			if p.e.units != nil && p.e.units[i] > 0 {
				units[p.e.units[i]] = true
			}
		}
		for _, e := range p.e.Session.Editions {
			if e == p.e || len(units) == 0 {
				continue
			}
			said[e.Lang] += len(units)
			for k, f := range e.facts {
				for _, other := range f.Terms {
					x := found[key{e.Lang, other.Text}]
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
					found[key{e.Lang, other.Text}] = x
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
