package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
)

const (
	// perPage is how many entries a page of a list has: some 60 kB of HTML, ten
	// screens, and few enough files for an archive of 10,000 sessions.
	perPage = 200
	// newest and few are how many entries the home page shows of each kind.
	newest = 10
	few    = 12
	// undatedYear stands for a year in the addresses of what has no date.
	undatedYear = "undated"
)

// yearOf is the year of a session, as addresses have it.
func yearOf(s *archive.Session) string {
	if y := s.Date.Year(); y != "" {
		return y
	}
	return undatedYear
}

// yearName is a year as pages write it.
func (tg *tongue) yearName(year string) string {
	if year == undatedYear {
		return tg.p.T("undated")
	}
	return tg.p.Digits(year)
}

// row is a session in a list on the page at address.
func (tg *tongue) row(address string, s *archive.Session, byYear bool) Row {
	e := tg.chosen(s)
	href := tg.rel(address, sessionAddress(e))
	r := Row{Href: href, Title: tg.text(e.Title, e.Script), DateISO: string(s.Date)}
	if byYear {
		r.Date = tg.p.Day(s.Date)
	} else {
		r.Date = tg.p.Date(s.Date)
	}
	if s.Date == "" {
		r.Date = ""
	}
	r.Langs = make([]Language, 0, len(s.Editions))
	for _, other := range s.Editions {
		href := href
		if other != e {
			href = tg.rel(address, sessionAddress(other))
		}
		r.Langs = append(r.Langs, Language{Tag: string(other.Lang), Name: tg.self(other.Lang), Dir: other.Lang.Dir(), Href: href, Current: other == e})
	}
	r.Elsewhere = e.Lang != tg.l
	if s.Series != nil {
		r.Series = &Link{Text: tg.in(s.Series.Titles), Href: tg.rel(address, tg.addr("series", s.Series.ID))}
	}
	return r
}

func sessionAddress(e *archive.Edition) string {
	return addressIn(e.Lang, "sessions", e.Session.ID)
}

// count is a link to a list with the number of its entries.
func (tg *tongue) count(address string, name Text, to string, n int) Count {
	return Count{Link: Link{Text: name, Href: tg.rel(address, to)}, N: n, Number: tg.p.Number(n)}
}

// shares sets the share of each count of the largest.
func shares(counts []Count) []Count {
	most := 0
	for _, c := range counts {
		most = max(most, c.N)
	}
	for i := range counts {
		if most > 0 {
			counts[i].Share = (counts[i].N*100 + most/2) / most
		}
	}
	return counts
}

// byYear groups sessions, which are in order, by year.
func (tg *tongue) byYear(address string, sessions []*archive.Session) []Group {
	var out []Group
	for _, s := range sessions {
		y := yearOf(s)
		if n := len(out); n == 0 || out[n-1].ID != yearID(y) {
			out = append(out, Group{ID: yearID(y), Title: tg.yearName(y), Href: tg.rel(address, tg.addr("years", y))})
		}
		out[len(out)-1].Rows = append(out[len(out)-1].Rows, tg.row(address, s, true))
	}
	return out
}

// sessionList plans a list of sessions, page by page. rest is its address
// without the language; fill adds what a list has besides sessions, of the inputs
// that more gives.
func (tg *tongue) sessionList(rest, section string, sessions []*archive.Session, more func(address string) []any, fill func(address string, texts Texts, v *Sessions)) {
	tg.pagesOf(rest, len(sessions), func(address string, from, to int, pager func() *Pager) Page {
		inputs := func() []any {
			return append(more(address), tg.frame(), len(sessions), from, tg.keys.heads(sessions[from:to]))
		}
		return Page{Address: address, Layout: "sessions", Class: Listing, Inputs: inputs, View: func(texts Texts) (any, error) {
			v := Sessions{Base: tg.base(address, section, ""), Total: len(sessions), Number: tg.p.Number(len(sessions)), Pager: pager()}
			v.Groups = tg.byYear(address, sessions[from:to])
			fill(address, texts, &v)
			v.Title = v.Heading.Text
			tg.languages(&v.Base, address, tg.everywhere(rest))
			return v, nil
		}}
	})
}

// noMore is for a list that shows nothing besides its sessions.
func noMore(string) []any { return nil }

// pagesOf cuts a list of n entries into pages: the first at rest, page k at
// rest/p/k/.
func (tg *tongue) pagesOf(rest string, n int, page func(address string, from, to int, pager func() *Pager) Page) {
	count := max((n+perPage-1)/perPage, 1)
	at := tg.pageOf(rest)
	tg.addPages(count, func(k int) Page {
		address := at(k)
		return page(address, (k-1)*perPage, min(k*perPage, n), func() *Pager { return tg.pager(address, k, count, at) })
	})
}

// addPages adds pages 1 to count of a list.
func (tg *tongue) addPages(count int, page func(k int) Page) {
	for k := 1; k <= count; k++ {
		tg.addPage(page, k)
	}
}

// pager leads from page k of count to the others, which are where at says.
func (tg *tongue) pager(address string, k, count int, at func(int) string) *Pager {
	if count < 2 {
		return nil
	}
	pg := &Pager{Position: tg.p.T("page-of", "Page", tg.p.Number(k), "Pages", tg.p.Number(count))}
	if k > 1 {
		pg.Prev = tg.rel(address, at(k-1))
	}
	if k < count {
		pg.Next = tg.rel(address, at(k+1))
	}
	for i := 1; i <= count; i++ {
		if i == 1 || i == count || i >= k-2 && i <= k+2 {
			pg.Pages = append(pg.Pages, Link{Text: Text{Text: tg.p.Number(i)}, Href: tg.rel(address, at(i)), Current: i == k})
		}
	}
	return pg
}

// redirect leads from one address to another.
func (tg *tongue) redirect(from, to string) {
	inputs := func() []any { return []any{tg.frame(), to} }
	tg.add(Page{Address: from, Layout: "redirect", Class: Listing, Inputs: inputs, View: func(Texts) (any, error) {
		v := Redirect{Base: tg.base(from, "redirect", ""), To: tg.rel(from, to)}
		v.NoIndex, v.Canonical = true, absolute(tg.s.BaseURL, to)
		return v, nil
	}})
}

// sessions plans the list of all sessions, the editions in this language, and
// a page for every folder above them.
func (tg *tongue) sessions() {
	tg.sessionList("sessions/", "sessions", tg.order, noMore, func(address string, _ Texts, v *Sessions) {
		v.Coverage = tg.coverageAt(address)
		v.Heading = Text{Text: tg.p.T("nav-sessions")}
	})
	below := map[string][]*archive.Session{}
	var folders []string
	for _, s := range tg.order {
		if e := s.Edition(tg.l); e != nil {
			tg.edition(e)
		}
		for dir := path.Dir(s.ID); dir != "."; dir = path.Dir(dir) {
			if below[dir] == nil {
				folders = append(folders, dir)
			}
			below[dir] = append(below[dir], s)
		}
	}
	slices.Sort(folders)
	for _, dir := range folders {
		if s := tg.session(dir); s != nil && s.Edition(tg.l) != nil {
			continue // a session has the address
		}
		more := func(string) []any { return []any{tg.folderName(dir)} }
		tg.sessionList("sessions/"+dir+"/", "sessions", below[dir], more, func(_ string, _ Texts, v *Sessions) {
			v.Heading = tg.folderName(dir)
		})
	}
}

func (tg *tongue) folderName(dir string) Text {
	for _, s := range tg.a.Series {
		if s.ID == dir {
			return tg.in(s.Titles)
		}
	}
	return Text{Text: dir}
}

// years plans the list of years and a list of sessions for each.
func (tg *tongue) years() {
	byYear := map[string][]*archive.Session{}
	for _, s := range tg.order {
		byYear[yearOf(s)] = append(byYear[yearOf(s)], s)
	}
	names := sortedYears(byYear)
	address := tg.addr("years")
	tg.add(Page{Address: address, Layout: "index", Class: Listing, View: func(Texts) (any, error) {
		v := Index{Base: tg.base(address, "years", tg.p.T("nav-years")), Heading: tg.p.T("nav-years"), Total: len(names), Number: tg.p.Number(len(names))}
		var counts []Count
		for _, y := range names {
			counts = append(counts, tg.count(address, Text{Text: tg.yearName(y)}, tg.addr("years", y), len(byYear[y])))
		}
		v.Groups = []IndexGroup{entries(shares(counts))}
		tg.languages(&v.Base, address, tg.everywhere("years/"))
		return v, nil
	}})
	for _, y := range names {
		tg.sessionList("years/"+y+"/", "years", byYear[y], noMore, func(_ string, _ Texts, v *Sessions) {
			v.Heading = Text{Text: tg.yearName(y)}
		})
	}
}

// sortedYears gives the years, newest first, undated last.
func sortedYears[V any](m map[string]V) []string {
	var out []string
	for y := range m {
		out = append(out, y)
	}
	slices.SortFunc(out, byLatest)
	return out
}

// byLatest compares years as lists have them.
func byLatest(x, y string) int {
	return cmp.Or(cmp.Compare(b2i(x == undatedYear), b2i(y == undatedYear)), strings.Compare(y, x))
}

// b2i is 1 for true.
func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// entries are counts as entries of an index.
func entries(counts []Count) IndexGroup {
	var g IndexGroup
	for _, c := range counts {
		g.Entries = append(g.Entries, IndexEntry{Count: c})
	}
	return g
}
