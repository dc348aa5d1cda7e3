package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/theme"
)

// tongue is the plan of one language.
type tongue struct {
	*planner
	l      lang.Tag
	p      *theme.Printer
	prefix string // for 404.html: links begin here instead of being relative
	// chosen is the edition that a reader of this language gets, by session.
	chosen map[*archive.Session]*archive.Edition
	// said and about list the turns of each speaker and topic in chosen
	// editions, newest session first.
	said  map[*archive.Speaker][]stretch
	about map[*archive.Topic][]stretch
	// unclear lists the turns with places that could not be heard or read, in the
	// editions in this language.
	unclear []stretch
	// unclearTurnsOf is how many of them an edition has.
	unclearTurnsOf map[*archive.Edition]int
	order          []*archive.Session // newest first, undated last
	// before and after are the neighbours of each session, in its series or,
	// without one, in the archive.
	before, after map[*archive.Session]*archive.Session
	// groups says where the turns of a session stand in the list of a speaker or
	// topic, by the address of its page without the language.
	groups map[string]map[*archive.Session]string
}

// stretch is turns of one edition.
type stretch struct {
	e     *archive.Edition
	turns []int32
}

// tongue is an empty plan of a language.
func (pl *planner) tongue(l lang.Tag) *tongue {
	return &tongue{planner: pl, l: l, p: pl.t.Printer(l), groups: map[string]map[*archive.Session]string{}}
}

// choose picks an edition of every session and gathers who speaks, and of what,
// in those.
func (tg *tongue) choose() {
	tg.chosen = make(map[*archive.Session]*archive.Edition, len(tg.a.Sessions))
	tg.said = map[*archive.Speaker][]stretch{}
	tg.about = map[*archive.Topic][]stretch{}
	tg.unclearTurnsOf = map[*archive.Edition]int{}
	tg.order = newestFirst(tg.a.Sessions)
	tg.before = make(map[*archive.Session]*archive.Session, len(tg.order))
	tg.after = make(map[*archive.Session]*archive.Session, len(tg.order))
	latest := map[*archive.Series]*archive.Session{}
	for _, s := range tg.order {
		e := s.Best(tg.l)
		tg.chosen[s] = e
		if later := latest[s.Series]; later != nil {
			tg.after[s], tg.before[later] = later, s
		}
		latest[s.Series] = s
		tg.gatherUnclear(s)
		for i, t := range e.Turns {
			if t.Voice >= 0 {
				if sp := e.Voices[t.Voice].Speaker; sp != nil {
					tg.said[sp] = extend(tg.said[sp], e, int32(i))
				}
			}
			for _, topic := range t.Topics {
				tg.about[topic] = extend(tg.about[topic], e, int32(i))
			}
		}
	}
}

// extend adds a turn to stretches in order.
func extend(list []stretch, e *archive.Edition, turn int32) []stretch {
	if n := len(list); n > 0 && list[n-1].e == e {
		list[n-1].turns = append(list[n-1].turns, turn)
		return list
	}
	return append(list, stretch{e, []int32{turn}})
}

// newestFirst sorts sessions by date, undated ones last.
func newestFirst(sessions []*archive.Session) []*archive.Session {
	out := slices.Clone(sessions)
	slices.SortStableFunc(out, func(x, y *archive.Session) int {
		return cmp.Or(cmp.Compare(y.Date, x.Date), strings.Compare(x.ID, y.ID))
	})
	return out
}

// addr gives an address in this language.
func (tg *tongue) addr(parts ...string) string {
	return path.Join(append([]string{string(tg.l)}, parts...)...) + "/"
}

// rel is the href of an address on the page at another.
func (tg *tongue) rel(from, to string) string {
	if tg.prefix != "" {
		return tg.prefix + relative("", to, tg.s.Offline)
	}
	return relative(from, to, tg.s.Offline)
}

// text marks the language of words where it is not the page's.
func (tg *tongue) text(s string, l lang.Tag) Text {
	if l == "" || l == tg.l || s == "" {
		return Text{Text: s}
	}
	return Text{Text: s, Lang: string(l), Dir: otherDir(l, tg.l)}
}

// otherDir is the direction of a language where it is not the page's, else "".
func otherDir(l, page lang.Tag) string {
	if l.Dir() == page.Dir() {
		return ""
	}
	return l.Dir()
}

// in gives a text in this language, else in the next best.
func (tg *tongue) in(t people.Text) Text {
	s, l := t.In(tg.l, tg.a.Languages...)
	return tg.text(s, l)
}

// preference tells how well a text in another language serves a reader of this
// one, the lower the better: this language itself, one that it finds, those of the
// site in their order, any other.
func (tg *tongue) preference(l lang.Tag) int {
	switch i := slices.Index(tg.a.Languages, l); {
	case l == tg.l:
		return -2
	case tg.l.Finds(l) || l.Finds(tg.l):
		return -1
	case i >= 0:
		return i
	}
	return len(tg.a.Languages)
}
