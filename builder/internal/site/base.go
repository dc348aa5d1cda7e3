package site

import "dixit/builder/internal/lang"

// base fills in what every page has. address is the page's own; rest is the
// address without its language, for the same page in the others, "" for none.
func (tg *tongue) base(address, section, title string) Base {
	b := Base{
		Printer: tg.p, Lang: string(tg.l), Dir: tg.l.Dir(), Title: title, Section: section,
		SiteDescription: tg.in(tg.s.Description), Rights: tg.in(tg.s.Rights),
		Home: tg.rel(address, string(tg.l)+"/"), Generator: tg.s.Generator,
		Canonical: absolute(tg.s.BaseURL, address),
	}
	b.SiteTitle, _ = tg.s.Title.In(tg.l, tg.a.Languages...)
	for _, p := range tg.t.CSS {
		b.CSS = append(b.CSS, tg.rel(address, p))
	}
	for _, p := range tg.t.JS {
		b.JS = append(b.JS, tg.rel(address, p))
	}
	b.Classic = tg.s.Offline
	b.Search = tg.rel(address, tg.addr("search"))
	if tg.s.BaseURL != "" {
		b.OpenSearch = tg.rel(address, tg.addr("search")+openSearch)
	}
	if tg.t.Icon != "" {
		b.Icon = tg.rel(address, tg.t.Icon)
	}
	b.Menu, b.Footer = tg.menu(address, section), tg.footer(address)
	b.Feed = tg.rel(address, string(tg.l)+"/feed.xml")
	return b
}

// script adds the script that only pages of a layout have.
func (tg *tongue) script(b *Base, address, layout string) {
	if p := tg.t.Scripts[layout]; p != "" {
		b.JS = append(b.JS, tg.rel(address, p))
	}
}

// languages adds the versions of a page. to gives its address in a language,
// "" where it has none.
func (tg *tongue) languages(b *Base, address string, to func(lang.Tag) string) {
	for _, l := range tg.a.Languages {
		other := to(l)
		if other == "" {
			continue
		}
		b.Languages = append(b.Languages, Language{Tag: string(l), Name: tg.self(l), Dir: l.Dir(), Href: tg.rel(address, other), Current: l == tg.l})
		if abs := absolute(tg.s.BaseURL, other); abs != "" {
			b.Alternates = append(b.Alternates, Alternate{Lang: string(l), Href: abs})
		}
	}
	if len(b.Languages) < 2 {
		b.Alternates = nil
	}
}

// everywhere is for pages that every language has at the same place.
func (tg *tongue) everywhere(rest string) func(lang.Tag) string {
	return func(l lang.Tag) string { return string(l) + "/" + rest }
}
