package archive

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
)

// nameAll makes speakers of all who are part of nobody else, and gives them names
// and ids. One who is as before stays the very speaker.
func (m *Memory) nameAll(in Input) {
	c := &m.company
	c.speak = c.speak[:0]
	for _, w := range c.found {
		if w.of == w && w.allTurns() > 0 {
			c.speak = append(c.speak, w)
		} else {
			w.speaker = nil
		}
	}
	slices.SortFunc(c.speak, func(x, y *who) int { return strings.Compare(x.key, y.key) })
	taken := map[string]bool{}
	for _, e := range in.People {
		taken[e.ID] = true
	}
	for _, w := range c.speak {
		c.stale[w] = true
		now := w.called()
		if w.entry == nil {
			name := ""
			if w.listed != nil {
				name = w.listed.ID
			} else if len(m.layout.languages) > 0 {
				name = now.Names[m.layout.languages[0]]
			}
			if name == "" {
				name, _ = now.Names.In(w.allUses()[0].lang)
			}
			now.ID = slugOf(name)
			for base, k := now.ID, 2; taken[now.ID]; k++ {
				now.ID = lang.SlugPath(base + "-" + strconv.Itoa(k))
			}
			taken[now.ID] = true
		}
		if was := w.speaker; was == nil || was.ID != now.ID || was.Kind != now.Kind || was.Entry != now.Entry || was.Listed != now.Listed || !maps.Equal(was.Names, now.Names) {
			w.speaker = now
		}
	}
	slices.SortFunc(c.speak, func(x, y *who) int { return strings.Compare(x.speaker.ID, y.speaker.ID) })
	for i, w := range c.speak {
		w.at = i
	}
	c.recast = false
	for _, w := range c.found {
		if is := w.is(); is != w.was {
			w.was, c.recast = is, true
		}
	}
	m.redirects = c.redirects()
}

// slugOf is the id that a name makes.
func slugOf(name string) string { return lang.SlugPath(lang.Slug(name)) }

// allTurns is how many turns those have who are part of a speaker.
func (w *who) allTurns() int {
	n := 0
	for _, p := range w.parts {
		n += p.turns
	}
	return n
}

// allUses lists the labels of those who are part of a speaker, most used first.
func (w *who) allUses() []*use {
	if len(w.parts) == 1 {
		return w.sorted()
	}
	all := &who{}
	for _, p := range w.parts {
		all.uses = append(all.uses, p.uses...)
	}
	return all.sorted()
}

// called makes the speaker that somebody is, but for its id where no editor gives one.
func (w *who) called() *Speaker {
	s := &Speaker{Kind: w.kind, Names: people.Text{}, Entry: w.entry, Listed: w.listed}
	switch {
	case w.entry != nil:
		s.ID = w.entry.ID
		maps.Copy(s.Names, w.entry.Names)
	case w.listed != nil && len(w.listed.Names) > 0:
		s.Names = textOf(w.listed.Names)
	default:
		for _, u := range w.allUses() {
			if u.named() && s.Names[u.lang] == "" {
				s.Names[u.lang] = u.printed
			}
		}
	}
	if len(s.Names) == 0 {
		name := ""
		for _, p := range w.parts {
			name = cmp.Or(name, p.mapped.most())
		}
		s.Names[""] = cmp.Or(name, w.allUses()[0].printed)
	}
	return s
}

// redirects leads from the slugs of a speaker's other names to the speaker,
// where a slug names nobody else.
func (c *company) redirects() map[string]string {
	own := make(map[string]bool, len(c.speak))
	for _, w := range c.speak {
		own[w.speaker.ID] = true
	}
	claims := make(map[string]*who, 2*len(c.found)) // nil where two have the slug
	claim := func(w *who, form string) {
		slug := c.slugs.get(form, func() string { return slugOf(form) })
		if slug == "" || own[slug] {
			return
		}
		if other, ok := claims[slug]; ok && other != w {
			w = nil
		}
		claims[slug] = w
	}
	for _, w := range c.speak {
		if w.entry != nil {
			for _, form := range w.entry.Forms() {
				claim(w, form)
			}
		}
		if w.listed != nil {
			for _, name := range w.listed.Names {
				claim(w, name.Text)
			}
		}
		for _, p := range w.parts {
			for _, u := range p.uses {
				if u.named() {
					claim(w, u.printed)
				}
			}
		}
	}
	out := make(map[string]string, len(claims))
	for slug, w := range claims {
		if w != nil {
			out[slug] = w.speaker.ID
		}
	}
	return out
}

// appearanceOf says how a speaker appears in the archive; guesses are those about
// it, in order of sessions.
func (w *who) appearanceOf(guesses []GuessedAt) *Appearance {
	out := &Appearance{Turns: w.allTurns(), Guesses: guesses}
	for _, p := range w.parts {
		for _, u := range p.uses {
			l := LabelUse{Printed: u.printed, Lang: u.lang, Turns: u.turns, Evidence: u.evidence()}
			if u.first != nil {
				l.In, l.First = u.first.session.Editions[u.edition], u.turn
			}
			if p != w && (l.Evidence == ByName || l.Evidence == ByAlone) {
				l.Evidence, l.Proof = ByLink, p.proof
			}
			if i := slices.IndexFunc(out.Labels, func(o LabelUse) bool { return o.Printed == l.Printed && o.Lang == l.Lang }); i >= 0 {
				out.Labels[i] = out.Labels[i].with(l) // a map gave the label to one of them
			} else {
				out.Labels = append(out.Labels, l)
			}
		}
	}
	slices.SortFunc(out.Labels, func(x, y LabelUse) int {
		return cmp.Or(cmp.Compare(y.Turns, x.Turns), cmp.Compare(x.Printed, y.Printed), cmp.Compare(x.Lang, y.Lang))
	})
	return out
}

// with adds up a label that two names have which are one speaker.
func (u LabelUse) with(o LabelUse) LabelUse {
	u.Turns += o.Turns
	if u.In == nil || o.In != nil && cmp.Or(strings.Compare(o.In.Session.ID, u.In.Session.ID), slices.Index(o.In.Session.Editions, o.In)-slices.Index(u.In.Session.Editions, u.In)) < 0 {
		u.In, u.First = o.In, o.First
	}
	return u
}

// equal tells whether two appearances are the same, to the very editions.
func (a *Appearance) equal(b *Appearance) bool {
	return a != nil && a.Turns == b.Turns && slices.Equal(a.Labels, b.Labels) && slices.Equal(a.Guesses, b.Guesses)
}
