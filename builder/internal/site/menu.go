package site

import (
	"slices"

	"dixit/builder/internal/archive/people"
)

// MenuParts are the parts of the site that a menu may name, besides ordinary
// pages.
func MenuParts() []string { return []string{"sessions", "series", "speakers", "topics", "years"} }

// IsPart tells whether a first segment of an address in a language is that of a
// part of the site, which no ordinary page can have: also where a site has no such
// part yet, since addresses are to last.
func IsPart(name string) bool {
	switch name + "/" {
	case "/", "search/", unclearList, coverageList:
		return true
	}
	return slices.Contains(MenuParts(), name)
}

// MenuItem is a link that dixit.yaml puts into the menu or the footer: to an
// ordinary page, a part of the site, or elsewhere.
type MenuItem struct {
	Page  string      // name of an ordinary page, or one of MenuParts; "" where URL leads
	URL   string      // "" for a page
	Label people.Text // empty for the name of what it leads to
}

// menu has what dixit.yaml names, else the parts that a site has, and the page
// about it.
func (tg *tongue) menu(address, section string) []Link {
	items := tg.s.Menu
	if items == nil {
		for _, part := range []string{"sessions", "series", "speakers", "topics"} {
			items = append(items, MenuItem{Page: part})
		}
		for _, o := range tg.s.Pages {
			if o.Name == "about" && !slices.ContainsFunc(items, func(m MenuItem) bool { return m.Page == "about" }) {
				items = append(items, MenuItem{Page: "about"})
			}
		}
	}
	var out []Link
	for _, m := range items {
		if l, ok := tg.item(address, m); ok {
			l.Current = m.Page != "" && (m.Page == section || address == tg.addr(m.Page))
			out = append(out, l)
		}
	}
	return out
}

// footer has what dixit.yaml names, else all ordinary pages.
func (tg *tongue) footer(address string) []Link {
	items := tg.s.Footer
	if items == nil {
		for _, o := range tg.s.Pages {
			if !slices.ContainsFunc(items, func(m MenuItem) bool { return m.Page == o.Name }) {
				items = append(items, MenuItem{Page: o.Name})
			}
		}
	}
	var out []Link
	for _, m := range items {
		if l, ok := tg.item(address, m); ok {
			out = append(out, l)
		}
	}
	return out
}

// item is an entry of a menu on the page at address; false where it leads to a
// part that the site does not have.
func (tg *tongue) item(address string, m MenuItem) (Link, bool) {
	label := tg.in(m.Label)
	if m.URL != "" {
		if label.Text == "" {
			label.Text = m.URL
		}
		return Link{Text: label, Href: m.URL}, true
	}
	switch m.Page {
	case "sessions", "years":
	case "series":
		if len(tg.a.Series) == 0 {
			return Link{}, false
		}
	case "speakers":
		if len(tg.a.Speakers) == 0 {
			return Link{}, false
		}
	case "topics":
		if len(tg.a.Topics) == 0 {
			return Link{}, false
		}
	default:
		o, ok := tg.page(m.Page)
		if !ok {
			return Link{}, false
		}
		if label.Text == "" {
			label = tg.text(o.Title, o.Lang)
		}
		return Link{Text: label, Href: tg.rel(address, tg.addr(o.Name))}, true
	}
	if label.Text == "" {
		label.Text = tg.p.T("nav-" + m.Page)
	}
	return Link{Text: label, Href: tg.rel(address, tg.addr(m.Page))}, true
}
