package shots_test

import (
	"slices"
	"testing"
)

// look is a view of a page, and what is looked for in it.
type look struct {
	name string
	view
	font  string // size of the letters; "" for the usual one
	flaws []flaw
}

// flaw lists what is wrong with a page that is open and seen through a look. It
// leaves the page as it was.
type flaw struct {
	langs []string // that it is worth while in
	what  func(*tab, specimen, look) []string
}

// looks are all that is looked at on every kind of page, in this order: to open
// a page takes longer than most of it. Structure has no other order in Chinese, axe
// sees no more in it than in English, and colours are those of every language.
var looks = []look{
	{"1440", view{width: 1440}, "", []flaw{
		{[]string{"en", "fr", "es", "ar", "zh"}, strange},
		{oneEachWay, disorder},
		{languages, faint},
		{oneEachWay, axeFinds(nil)},
	}},
	{"1440 dark", view{width: 1440, dark: true}, "", []flaw{
		{languages, faint},
		{[]string{"en"}, axeFinds(ofColour)},
	}},
	{"360", view{width: 360, touch: true}, "", []flaw{
		{oneEachWay, disorder},
		{oneEachWay, axeFinds(ofLayout)},
	}},
	{"320", view{width: 320, touch: true}, "", []flaw{{languages, overflow}}},
	{"zoom of 200 %", view{width: 640, zoom: 2}, "", []flaw{{languages, overflow}}},
	{"letters of 200 %", view{width: 1280}, "200%", []flaw{{languages, overflow}}},
	{"1024", view{width: 1024}, "", []flaw{{languages, overflow}}}, // the narrowest with three columns
	{"keys", view{width: 1440}, "", []flaw{{oneEachWay, skipLinkFails}}},
}

// showPutOff shows parts that are put off until they are seen.
const showPutOff = `(() => {
	const all = new CSSStyleSheet()
	all.replaceSync('* { content-visibility: visible !important }')
	return document.adoptedStyleSheets.push(all)
})()`

// oneEachWay are a language that is set from left to right and one from right to
// left.
var oneEachWay = []string{"en", "ar"}

// TestEveryKindOfPage opens the pages of every kind in each language, once, and
// looks at them in every way.
func TestEveryKindOfPage(t *testing.T) {
	for _, lang := range []string{"en", "ar", "zh", "fr", "es"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, sample(t))
			for _, p := range pages(t, lang) {
				if p.lang == "" && lang != "en" {
					continue // of no language: once is enough
				}
				before := len(b.troubles())
				b.look(looks[0].view)
				b.openPage(p)
				eval[int](b, showPutOff)
				for _, l := range looks {
					b.through(p, l)
				}
				for _, w := range b.troubles()[before:] {
					t.Logf("%s: %s", p.title(), w)
				}
			}
		})
	}
}

// through looks at the open page and reports what it finds.
func (b *tab) through(p specimen, l look) {
	b.t.Helper()
	seen := false
	for _, f := range l.flaws {
		if p.lang != "" && !slices.Contains(f.langs, p.lang) {
			continue
		}
		if !seen {
			b.look(l.view)
			apply[bool](b, `(size) => { document.documentElement.style.fontSize = size; return true }`, l.font)
			seen = true
		}
		for _, w := range f.what(b, p, l) {
			b.t.Errorf("%s, %s: %s", p.title(), l.name, w)
		}
	}
}
