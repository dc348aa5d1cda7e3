package site

import (
	"cmp"
	"slices"

	"dixit/builder/internal/archive"
)

// home plans the first page of the language.
func (tg *tongue) home() {
	address := tg.addr()
	tg.add(Page{Address: address, Layout: "home", Class: Listing, View: func(Texts) (any, error) {
		v := Home{Base: tg.base(address, "home", ""), Lists: tg.lists(address), Try: tg.examples(address), Span: tg.span(tg.order)}
		v.Coverage = tg.coverageAt(address)
		v.Unclear = tg.count(address, Text{}, tg.addr(unclearList), turnsOf(tg.unclear))
		tg.languages(&v.Base, address, tg.everywhere(""))
		v.Alternates = append(v.Alternates, tg.xDefault()...)
		for _, s := range tg.order[:min(newest, len(tg.order))] {
			v.Newest = append(v.Newest, tg.row(address, s, false))
		}
		return v, nil
	}})
}

// lists are the ways into the archive, for the page at address.
func (tg *tongue) lists(address string) Lists {
	v := Lists{
		Sessions: tg.count(address, Text{Text: tg.p.T("nav-sessions")}, tg.addr("sessions"), len(tg.a.Sessions)),
		Speakers: tg.count(address, Text{Text: tg.p.T("nav-speakers")}, tg.addr("speakers"), len(tg.shownSpeakers())),
		Topics:   tg.count(address, Text{Text: tg.p.T("nav-topics")}, tg.addr("topics"), len(tg.a.Topics)),
	}
	var top []*archive.Series
	for _, s := range tg.a.Series {
		if s.Parent == nil {
			top = append(top, s)
		}
	}
	v.Series = tg.count(address, Text{Text: tg.p.T("nav-series")}, tg.addr("series"), len(top))
	list := tg.seriesCounts(address, top)
	slices.SortStableFunc(list, func(x, y Count) int { return cmp.Compare(y.N, x.N) })
	v.SeriesList = list[:min(few, len(list))]
	years := map[string]int{}
	for _, s := range tg.order {
		years[yearOf(s)]++
	}
	for _, y := range sortedYears(years) {
		v.Years = append(v.Years, tg.count(address, Text{Text: tg.yearName(y)}, tg.addr("years", y), years[y]))
	}
	shares(v.Years)
	v.SpeakerList, v.TopicList = tg.topSpeakers(address), tg.topTopics(address)
	return v
}

func (tg *tongue) xDefault() []Alternate {
	if tg.s.BaseURL == "" || len(tg.a.Languages) < 2 {
		return nil
	}
	return []Alternate{{Lang: "x-default", Href: absolute(tg.s.BaseURL, "")}}
}

// span is the years that sessions cover, "" when none is dated.
func (tg *tongue) span(sessions []*archive.Session) string {
	first, last := "", ""
	for _, s := range sessions {
		if y := s.Date.Year(); y != "" {
			if last == "" || y > last {
				last = y
			}
			if first == "" || y < first {
				first = y
			}
		}
	}
	switch {
	case last == "":
		return ""
	case first == last:
		return tg.p.Digits(first)
	}
	return tg.p.Digits(first) + "–" + tg.p.Digits(last)
}
