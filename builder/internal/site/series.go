package site

import (
	"cmp"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
)

// series plans the list of series and a page for each.
func (tg *tongue) series() {
	if len(tg.a.Series) == 0 {
		return
	}
	var top []*archive.Series
	for _, s := range tg.a.Series {
		if s.Parent == nil {
			top = append(top, s)
		}
	}
	address := tg.addr("series")
	tg.add(Page{Address: address, Layout: "index", Class: Listing, View: func(Texts) (any, error) {
		v := Index{Base: tg.base(address, "series", tg.p.T("nav-series")), Heading: tg.p.T("nav-series"), Total: len(top), Number: tg.p.Number(len(top))}
		v.Groups = []IndexGroup{entries(tg.seriesCounts(address, top))}
		tg.languages(&v.Base, address, tg.everywhere("series/"))
		return v, nil
	}})
	for _, s := range tg.a.Series {
		all, children := newestFirst(tg.a.SessionsIn(s)), tg.a.Holding(s).Children
		more := func(address string) []any {
			out := []any{tg.in(s.Titles), tg.seriesCrumbs(address, s.Parent), tg.seriesCounts(address, children)}
			for _, l := range tg.textLanguages(s) {
				out = append(out, l, tg.keys.running(s.Texts[l], tg.links(address, s.ID+"/_index.md")))
			}
			return out
		}
		tg.sessionList("series/"+s.ID+"/", "series", all, more, func(address string, texts Texts, v *Sessions) {
			v.Heading, v.Here = tg.in(s.Titles), "series:"+s.ID
			v.Crumbs = tg.seriesCrumbs(address, s.Parent)
			v.Children = tg.seriesCounts(address, children)
			v.Feed = tg.rel(address, tg.addr("series", s.ID)+"feed.xml")
			for _, l := range tg.textLanguages(s) {
				if segs := s.Texts[l]; len(segs) > 0 {
					v.Body, v.BodyLang = texts.Running(segs, tg.p, tg.links(address, s.ID+"/_index.md")), tg.text(" ", l)
					break
				}
			}
		})
	}
}

// textLanguages gives the languages that a series has a text in, the best for
// this language first.
func (tg *tongue) textLanguages(s *archive.Series) []lang.Tag {
	out := make([]lang.Tag, 0, len(s.Texts))
	for l := range s.Texts {
		out = append(out, l)
	}
	slices.SortFunc(out, func(x, y lang.Tag) int {
		return cmp.Or(cmp.Compare(tg.preference(x), tg.preference(y)), cmp.Compare(x, y))
	})
	return out
}

// seriesCounts leads to series, with the number of sessions in each and below.
func (tg *tongue) seriesCounts(address string, list []*archive.Series) []Count {
	var out []Count
	for _, s := range list {
		out = append(out, tg.count(address, tg.in(s.Titles), tg.addr("series", s.ID), len(tg.a.SessionsIn(s))))
	}
	return shares(out)
}

// seriesCrumbs leads to a series, from the one above all.
func (tg *tongue) seriesCrumbs(address string, s *archive.Series) []Link {
	if s == nil {
		return nil
	}
	return append(tg.seriesCrumbs(address, s.Parent), Link{Text: tg.in(s.Titles), Href: tg.rel(address, tg.addr("series", s.ID))})
}
