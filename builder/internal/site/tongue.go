package site

import (
	"path"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/theme"
)

// tongue is the plan of one language.
type tongue struct {
	*planner
	*cast
	l      lang.Tag
	p      *theme.Printer
	prefix string // for 404.html: links begin here instead of being relative
	// places remembers how lists of turns are cut into pages, by the address of
	// their page without the language: of *cutList.
	places *sync.Map
	// written has the links to what is written of editions, by index in writings.
	written *sync.Map
	// onLists is allLists, worked out once; nil where not all pages are planned.
	onLists func() *sessionLists
}

// tongue is the plan of a language.
func (pl *planner) tongue(l lang.Tag) *tongue {
	return &tongue{planner: pl, cast: pl.casts[l], l: l, p: pl.t.Printer(l), places: &sync.Map{}, written: &sync.Map{}}
}

// alone is a tongue whose pages are put into a list of their own.
func (tg *tongue) alone() *tongue {
	pl, own := *tg.planner, *tg
	pl.pages, own.planner = Pages{}, &pl
	return &own
}

// chosen is the edition of a session that a reader of this language gets.
func (tg *tongue) chosen(s *archive.Session) *archive.Edition { return s.Best(tg.l) }

// addr gives an address in this language.
func (tg *tongue) addr(parts ...string) string { return addressIn(tg.l, parts...) }

// addressIn is the address of parts in a language.
func addressIn(l lang.Tag, parts ...string) string {
	var room [128]byte
	out := append(room[:0], l...)
	for _, p := range parts {
		if p = strings.TrimSuffix(p, "/"); p == "" {
			continue
		}
		if p[0] == '/' || p[0] == '.' || p[len(p)-1] == '/' || strings.Contains(p, "/.") || strings.Contains(p, "//") {
			return path.Join(append([]string{string(l)}, parts...)...) + "/"
		}
		out = append(append(out, '/'), p...)
	}
	return string(append(out, '/'))
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
