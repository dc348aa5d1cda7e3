package site

import (
	"slices"

	"dixit/builder/internal/archive"
)

// coverageList is the address, without the language, of the table of sessions by
// language.
const coverageList = "coverage/"

// coverageAt is the href of the table of sessions by language; "" for an archive
// in one, which has none.
func (tg *tongue) coverageAt(address string) string {
	if len(tg.a.Languages) < 2 {
		return ""
	}
	return tg.rel(address, tg.addr(coverageList))
}

// coverage plans the pages that show which sessions exist in which languages, and
// which do not. The first one has the sums by series and by year too.
func (tg *tongue) coverage() {
	if len(tg.a.Languages) < 2 {
		return
	}
	tg.pagesOf(coverageList, len(tg.order), func(address string, from, to int, pager func() *Pager) Page {
		return Page{Address: address, Layout: "coverage", Class: Listing, View: func(Texts) (any, error) {
			v := Coverage{Base: tg.base(address, "sessions", tg.p.T("coverage")), Heading: Text{Text: tg.p.T("coverage")}, Total: len(tg.order), Pager: pager()}
			v.Up = Link{Text: Text{Text: tg.p.T("nav-sessions")}, Href: tg.rel(address, tg.addr("sessions"))}
			for _, l := range tg.a.Languages {
				v.Tongues = append(v.Tongues, Language{Tag: string(l), Name: tg.self(l), Dir: l.Dir(), Current: l == tg.l})
			}
			if from == 0 {
				v.Sums = []CoverageSum{tg.coverageByYear(address)}
				if series := tg.coverageBySeries(address); len(series.Rows) > 0 {
					v.Sums = append(v.Sums, series)
				}
			}
			for _, s := range tg.order[from:to] {
				v.Rows = append(v.Rows, tg.coverageOf(address, s))
			}
			tg.languages(&v.Base, address, tg.everywhere(coverageList))
			return v, nil
		}}
	})
}

// coverageOf is the line of a session: its editions in the languages of the site.
func (tg *tongue) coverageOf(address string, s *archive.Session) CoverageRow {
	e := tg.chosen(s)
	row := CoverageRow{Link: Link{Text: tg.text(e.Title, e.Script), Href: tg.rel(address, sessionAddress(e))}, DateISO: string(s.Date)}
	if s.Date != "" {
		row.Date = tg.p.Date(s.Date)
	}
	for _, l := range tg.a.Languages {
		cell := Language{Tag: string(l), Name: tg.self(l), Dir: l.Dir()}
		if o := s.Edition(l); o != nil {
			cell.Href = tg.rel(address, sessionAddress(o))
		}
		row.Editions = append(row.Editions, cell)
	}
	return row
}

func (tg *tongue) coverageByYear(address string) CoverageSum {
	sum := CoverageSum{Heading: tg.p.T("by-year"), Name: tg.p.T("nav-years")}
	for from := 0; from < len(tg.order); {
		to, y := from, yearOf(tg.order[from])
		for to < len(tg.order) && yearOf(tg.order[to]) == y {
			to++
		}
		sum.Rows = append(sum.Rows, tg.coverageSum(tg.count(address, Text{Text: tg.yearName(y)}, tg.addr("years", y), to-from), tg.order[from:to]))
		from = to
	}
	return sum
}

// coverageBySeries sums up the series that are in no other, as many as a page of
// a list has.
func (tg *tongue) coverageBySeries(address string) CoverageSum {
	sum := CoverageSum{Heading: tg.p.T("nav-series"), Name: tg.p.T("nav-series")}
	for _, s := range tg.a.Series {
		if s.Parent != nil || len(sum.Rows) == perPage {
			continue
		}
		if all := tg.a.SessionsIn(s); len(all) > 0 {
			sum.Rows = append(sum.Rows, tg.coverageSum(tg.count(address, tg.in(s.Titles), tg.addr("series", s.ID), len(all)), all))
		}
	}
	return sum
}

// coverageSum counts the sessions that have an edition in each language of the
// site, and those that lack it.
func (tg *tongue) coverageSum(name Count, sessions []*archive.Session) CoverageSumRow {
	row := CoverageSumRow{Count: name, Cells: make([]CoverageCell, len(tg.a.Languages))}
	have := make([]int, len(tg.a.Languages))
	for _, s := range sessions {
		for _, e := range s.Editions {
			if i := slices.Index(tg.a.Languages, e.Lang); i >= 0 {
				have[i]++
			}
		}
	}
	for i, n := range have {
		row.Cells[i] = CoverageCell{Have: tg.p.Number(n)}
		if lack := len(sessions) - n; lack > 0 {
			row.Cells[i].Lack = tg.p.Number(lack)
		}
	}
	return row
}
