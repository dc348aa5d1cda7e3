package site

import "strings"

// root plans the page that chooses a language, and the one for addresses that
// nothing is at.
func (pl *planner) root() {
	pl.add(Page{Address: "", Layout: "root", Class: Listing, View: func(Texts) (any, error) {
		l := pl.a.Languages[0]
		v := Root{Base: pl.tongue(l).base("", "root", "")}
		for _, to := range pl.a.Languages {
			title, _ := pl.s.Title.In(to, pl.a.Languages...)
			v.Titles = append(v.Titles, Link{Text: Text{Text: title, Lang: string(to), Dir: to.Dir()}, Href: pl.rel("", string(to)+"/")})
		}
		v.Languages = nil
		for _, to := range pl.a.Languages {
			v.Languages = append(v.Languages, Language{Tag: string(to), Name: pl.self(to), Dir: to.Dir(), Href: pl.rel("", string(to)+"/")})
		}
		return v, nil
	}})
	pl.add(Page{Address: "404.html", Layout: "notfound", Class: Manifest, View: func(Texts) (any, error) {
		l := pl.a.Languages[0]
		// A server shows this page at any depth, so its links must not be
		// relative to it: they begin at the site's root.
		tg := pl.tongue(l)
		tg.prefix = pl.rootPrefix()
		v := NotFound{Base: tg.base("404.html", "notfound", "")}
		v.NoIndex, v.Languages, v.Alternates, v.Canonical, v.Feed = true, nil, nil, "", ""
		for _, to := range pl.a.Languages {
			v.Links = append(v.Links, Link{Text: Text{Text: tg.self(to), Lang: string(to), Dir: to.Dir()}, Href: tg.rel("404.html", string(to)+"/")})
		}
		return v, nil
	}})
}

// rootPrefix is the path of the site's root on its host.
func (pl *planner) rootPrefix() string {
	_, rest, ok := strings.Cut(pl.s.BaseURL, "://")
	if !ok {
		return "/"
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return strings.TrimSuffix(rest[i:], "/") + "/"
	}
	return "/"
}
