package archive

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
)

// archive gives what has been found as values that are never changed. What is as it
// was in the last Link is the very value of it.
func (m *Memory) archive(in Input, ch exchange) (*Archive, diag.List) {
	last := m.last
	sameIDs := last != nil && slices.EqualFunc(ch.gone, ch.come, func(a, b *member) bool { return a.base.ID == b.base.ID && a.series == b.series })
	sameSeries := sameIDs && equal(in.Series, m.given.Series)
	if !sameSeries {
		m.makeSeries(in.Series)
		m.given.Series = in.Series
	}
	renamed := m.topics.name()
	var remade []*member
	a := &Archive{Languages: m.layout.languages, Topics: m.topics.list, Redirects: m.redirects, Candidates: m.topics.candidates, spoken: in.Spoken}
	a.Sessions = make([]*Session, len(m.members))
	list := slices.Clone(m.layout.list)
	for i, x := range m.members { // once, for of many they are far apart in memory
		if x.session == nil || m.company.stirred && m.company.recast && !x.spokenAsBefore() || renamed && !x.aboutAsBefore() || !sameSeries && x.session.Series != m.series[x.series.series] {
			m.finish(x)
			remade = append(remade, x)
		}
		a.Sessions[i] = x.session
		list = append(list, x.list...)
	}
	for i := range a.Candidates {
		c := &a.Candidates[i]
		c.In, c.Turn = c.first.m.session.Editions[c.first.edition], c.first.turns[0]
	}
	m.speakers(a, remade)
	m.holdings(a, remade, sameSeries)
	m.last = a
	return a, append(append(list, m.doubts()...), m.seriesList...)
}

// spokenAsBefore tells whether the speakers of a session are those that the last Link
// gave it.
func (m *member) spokenAsBefore() bool {
	for n := range m.cast {
		for v, w := range m.cast[n].who {
			if m.session.Editions[n].Voices[v].Speaker != w.is() {
				return false
			}
		}
	}
	return true
}

// is gives the speaker whom somebody is part of; nil for nobody.
func (w *who) is() *Speaker {
	if w == nil {
		return nil
	}
	return w.of.speaker
}

// aboutAsBefore tells whether the topics of a session are those that the last Link
// gave it.
func (m *member) aboutAsBefore() bool {
	for i, w := range m.ranked {
		if m.session.Topics[i].Topic != w.subject.topic {
			return false
		}
	}
	return true
}

// finish makes the session of a member.
func (m *Memory) finish(x *member) {
	if x.given {
		x.base = x.base.copied()
	}
	s := x.base
	s.Series = m.series[x.series.series]
	for n, e := range s.Editions {
		for v, w := range x.cast[n].who {
			e.Voices[v].Speaker = w.is()
		}
		m.tag(x, n, e)
	}
	s.Topics = nil
	if len(x.ranked) > 0 {
		s.Topics = make([]SessionTopic, 0, len(x.ranked))
	}
	for _, w := range x.ranked {
		s.Topics = append(s.Topics, SessionTopic{w.subject.topic, w.score, w.source})
	}
	x.session, x.given = s, true
}

// copied gives a copy of a session in which finish may change what it decides.
func (s *Session) copied() *Session {
	out := *s
	out.Editions = make([]*Edition, len(s.Editions))
	for n, e := range s.Editions {
		now := *e
		now.Session, now.Voices = &out, slices.Clone(e.Voices)
		out.Editions[n] = &now
	}
	return &out
}

// tag gives the turns of edition n their topics.
func (m *Memory) tag(x *member, n int, e *Edition) {
	e.Topics = nil
	give := func(turn int, s *subject) { e.Topics = append(e.Topics, TurnTopic{int32(turn), s.topic}) }
	for k, f := range e.facts {
		for _, h := range f.Hits {
			if h.Lang == "" || same(h.Lang, e.Lang) {
				give(e.Parts[k].First+int(h.Turn), m.topics.of(m.topics.vocabulary.Entries[h.Topic].ID))
			}
		}
	}
	for _, ev := range x.subjects.found {
		for _, p := range ev.in {
			if p.edition == n {
				for _, i := range p.turns {
					give(i, ev.subject)
				}
			}
		}
	}
	slices.SortStableFunc(e.Topics, func(a, b TurnTopic) int { return cmp.Compare(a.Turn, b.Turn) })
	var once []TurnTopic // of each turn each topic once
	first := 0           // of the turn's, in once
	for _, t := range e.Topics {
		if len(once) > 0 && once[len(once)-1].Turn != t.Turn {
			first = len(once)
		}
		if !slices.Contains(once[first:], t) {
			once = append(once, t)
		}
	}
	e.Topics = once
}

// speakers gives the speakers, and how they appear.
func (m *Memory) speakers(a *Archive, remade []*member) {
	c := &m.company
	stale := map[*who]bool{}
	for w := range c.stale {
		stale[w.of] = true
	}
	for _, x := range remade {
		for n := range x.cast {
			for _, u := range x.cast[n].uses {
				stale[u.who.of] = true
			}
		}
	}
	if c.stirred {
		a.Speakers = make([]*Speaker, len(c.speak))
		for i, w := range c.speak {
			a.Speakers[i] = w.speaker
		}
		for _, l := range c.likely {
			a.Likely = append(a.Likely, Likely{l.a.speaker, l.b.speaker, l.proof})
		}
		a.Appearances = make([]*Appearance, len(c.speak))
		for i, w := range c.speak {
			a.Appearances[i] = w.appearance
		}
	} else {
		a.Speakers, a.Likely, a.Appearances = m.last.Speakers, m.last.Likely, slices.Clone(m.last.Appearances)
	}
	guesses := m.guesses(stale)
	for w := range stale {
		if w.speaker == nil {
			continue
		}
		if now := w.appearanceOf(guesses[w]); !w.appearance.equal(now) {
			w.appearance = now
		}
		a.Appearances[w.at] = w.appearance
	}
}

// guesses gives who may have spoken for delegations, in order of sessions.
func (m *Memory) guesses(stale map[*who]bool) map[*who][]GuessedAt {
	out := map[*who][]GuessedAt{}
	wanted := false
	for w := range stale {
		wanted = wanted || w.kind == people.Delegation
	}
	if !wanted {
		return out
	}
	for _, x := range m.members {
		for n := range x.cast {
			for _, g := range x.cast[n].guesses {
				if w := g.who.of; stale[w] && !slices.ContainsFunc(out[w], func(o GuessedAt) bool { return people.Key(o.Name) == people.Key(g.name) }) {
					out[w] = append(out[w], GuessedAt{g.name, x.session.Editions[n], g.turn})
				}
			}
		}
	}
	return out
}

// holdings gives the series, and what they hold.
func (m *Memory) holdings(a *Archive, remade []*member, sameSeries bool) {
	if sameSeries {
		a.Series, a.Holdings = m.last.Series, slices.Clone(m.last.Holdings)
		for _, x := range remade {
			if x.session.Series == nil {
				continue
			}
			n, _ := slices.BinarySearchFunc(a.Series, x.session.Series.ID, func(s *Series, id string) int { return strings.Compare(s.ID, id) })
			if a.Holdings[n] == m.last.Holdings[n] {
				a.Holdings[n] = &Holding{a.Holdings[n].Children, slices.Clone(a.Holdings[n].Sessions)}
			}
			h := a.Holdings[n]
			i, _ := slices.BinarySearchFunc(h.Sessions, x.session.ID, func(s *Session, id string) int { return strings.Compare(s.ID, id) })
			h.Sessions[i] = x.session
		}
		return
	}
	holding := map[*Series]*Holding{}
	for _, s := range m.series {
		a.Series = append(a.Series, s)
		holding[s] = &Holding{}
	}
	slices.SortFunc(a.Series, func(x, y *Series) int { return strings.Compare(x.ID, y.ID) })
	for _, s := range a.Series {
		if s.Parent != nil {
			holding[s.Parent].Children = append(holding[s.Parent].Children, s)
		}
	}
	for _, s := range a.Sessions {
		if s.Series != nil {
			holding[s.Series].Sessions = append(holding[s.Series].Sessions, s)
		}
	}
	for _, s := range a.Series {
		a.Holdings = append(a.Holdings, holding[s])
	}
}
