package site

import (
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Ordinary is a file of _pages/.
type Ordinary struct {
	Name     string // the path below _pages without extension and language
	Lang     lang.Tag
	Title    string
	Segments []transcript.Segment
	Path     string
}

// page gives an ordinary page in this language, else in the next best.
func (tg *tongue) page(name string) (Ordinary, bool) {
	var best Ordinary
	for _, o := range tg.s.Pages {
		if o.Name == name && (best.Name == "" || tg.preference(o.Lang) < tg.preference(best.Lang)) {
			best = o
		}
	}
	return best, best.Name != ""
}

// ordinary plans the pages of _pages/. Every language has every page, so that
// the menu is the same; where a page was not written in a language, it is shown
// in another.
func (tg *tongue) ordinary() {
	done := map[string]bool{}
	for _, o := range tg.s.Pages {
		if done[o.Name] {
			continue
		}
		done[o.Name] = true
		address := tg.addr(o.Name)
		tg.add(Page{Address: address, Layout: "page", Class: Document, View: func(texts Texts) (any, error) {
			o, _ := tg.page(o.Name)
			v := OrdinaryPage{Base: tg.base(address, "page", o.Title), Heading: tg.text(o.Title, o.Lang), BodyLang: tg.text(" ", o.Lang)}
			v.Body = texts.Running(o.Segments, tg.p, tg.links(address, o.Path))
			tg.languages(&v.Base, address, tg.everywhere(o.Name+"/"))
			return v, nil
		}})
	}
}
