package site

import (
	"path"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
)

// turnPages plans the list of turns of a speaker or topic at rest/turns/. One that
// does not go on one page is an overview of years there, with a list for each year
// below it, cut into pages between sessions.
func (tg *tongue) turnPages(name Text, section string, of func(*tongue) turnsIn, named bool) {
	list := of(tg)
	years := byYear(list.all)
	turns := list.rest + "turns/"
	address := tg.addr(turns)
	up := Link{Text: name, Href: tg.rel(address, tg.addr(list.rest))}
	heading := func() Text {
		id := "turns-of"
		if named {
			id = "turns-about"
		}
		return Text{Text: tg.p.T(id, "Name", name.Text)}
	}
	inputs := func() []any {
		in := []any{tg.frame(), name, list.years(), tg.presence(func(o *tongue) bool { return len(of(o).all) > 0 })}
		if list.onOnePage() {
			in = append(in, tg.keys.stretches(list.all))
		}
		return in
	}
	row := func(_ Texts, at string, e *archive.Edition, i int, excerpt string) (TurnRow, error) {
		return tg.turnRow(at, e, i, excerpt, named), nil
	}
	tg.add(Page{Address: address, Layout: "turns", Class: Listing, Inputs: inputs, View: func(texts Texts) (view any, err error) {
		total := turnsOf(list.all)
		v := Turns{Base: tg.base(address, section, ""), Heading: heading(), Up: up, Total: total, Number: tg.p.Number(total)}
		v.Title = v.Heading.Text
		if list.onOnePage() {
			if v.Lists, err = tg.turnLists(texts, address, years, row); err != nil {
				return nil, err
			}
		} else {
			v.Years = tg.yearCounts(address, list, list.years())
		}
		if named { // every topic has its page in every language, a speaker need not
			tg.languages(&v.Base, address, tg.everywhere(turns))
		} else {
			tg.languages(&v.Base, address, tg.whereSaid(turns, func(o *tongue) []stretch { return of(o).all }))
		}
		return v, nil
	}})
	if list.onOnePage() {
		return
	}
	for _, y := range sortedYears(years) {
		tg.turnYear(turns+y+"/", y, name, heading, section, years[y], of, row)
	}
}

// turnLists makes the years of a list that stands on one page, the newest first.
func (tg *tongue) turnLists(texts Texts, address string, years map[string][]stretch, row turnRow) ([]TurnList, error) {
	var out []TurnList
	for _, y := range sortedYears(years) {
		groups, err := tg.turnGroups(texts, address, years[y], true, row)
		if err != nil {
			return nil, err
		}
		out = append(out, TurnList{ID: yearID(y), Title: tg.yearName(y), Total: turnsOf(years[y]), Groups: groups})
	}
	return out, nil
}

// turnYear plans the list of one year. Pages are cut between sessions, so that
// the turns of a session stand together.
func (tg *tongue) turnYear(rest, year string, name Text, heading func() Text, section string, list []stretch, of func(*tongue) turnsIn, row turnRow) {
	pages := cutPages(list)
	up := path.Dir(path.Dir(strings.TrimSuffix(rest, "/"))) + "/" // of the speaker or topic
	at := tg.pageOf(rest)
	has := func(o *tongue) bool {
		theirs := of(o)
		return !theirs.onOnePage() && slices.ContainsFunc(theirs.all, func(st stretch) bool { return yearOf(st.e.Session) == year })
	}
	// What is said of a page is held once for all of the year.
	inputs := func(k int) []any {
		return []any{tg.frame(), name, turnsOf(list), k, len(pages), tg.keys.stretches(pages[k-1]), tg.presence(has)}
	}
	view := func(texts Texts, address string, k int) (any, error) {
		v := Turns{Base: tg.base(address, section, ""), Heading: heading(), Year: tg.yearName(year), Total: turnsOf(list), Number: tg.p.Number(turnsOf(list))}
		v.Title = v.Heading.Text + " · " + v.Year
		v.Up = Link{Text: name, Href: tg.rel(address, tg.addr(up))}
		v.Pager = tg.pager(address, k, len(pages), at)
		groups, err := tg.turnGroups(texts, address, pages[k-1], true, row)
		if err != nil {
			return nil, err
		}
		v.Lists = []TurnList{{Total: turnsOf(pages[k-1]), Groups: groups}}
		tg.languages(&v.Base, address, func(l lang.Tag) string {
			// Years and pages differ by language where editions do.
			if k > 1 || !has(tg.tongues[l]) {
				return ""
			}
			return string(l) + "/" + rest
		})
		return v, nil
	}
	for k := 1; k <= len(pages); k++ {
		address := at(k)
		tg.add(Page{Address: address, Layout: "turns", Class: Listing, Inputs: func() []any { return inputs(k) },
			View: func(texts Texts) (any, error) { return view(texts, address, k) }})
	}
}

// turnRow makes the row of a turn in a list, of its excerpt. at is the way from the
// list to the page of the edition.
type turnRow func(texts Texts, at string, e *archive.Edition, i int, excerpt string) (TurnRow, error)

// turnGroups makes the groups of a page, one for each session.
func (tg *tongue) turnGroups(texts Texts, address string, page []stretch, byYear bool, row turnRow) ([]TurnGroup, error) {
	out := make([]TurnGroup, 0, len(page))
	for _, st := range page {
		turns := st.turns.list()
		excerpts, err := excerptsOf(texts, st.e, turns)
		if err != nil {
			return nil, err
		}
		at := tg.rel(address, sessionAddress(st.e))
		rows := make([]TurnRow, len(turns))
		for k, i := range turns {
			if rows[k], err = row(texts, at, st.e, int(i), excerpts[k]); err != nil {
				return nil, err
			}
		}
		out = append(out, TurnGroup{ID: groupID(st.e.Session), Row: tg.row(address, st.e.Session, byYear), Total: len(turns), Turns: texts.Rows(rows)})
	}
	return out, nil
}

// turnRow is a turn in a list, as turnRow makes it.
func (tg *tongue) turnRow(at string, e *archive.Edition, i int, excerpt string, named bool) TurnRow {
	t := e.Turns.At(i)
	r := TurnRow{Href: at + turnTail(e, i), N: tg.p.Number(i + 1), Excerpt: tg.text(excerpt, e.LangOf(i))}
	if named && t.Voice >= 0 {
		v := e.Voices[t.Voice]
		if v.Speaker != nil {
			r.Name = tg.name(v.Speaker)
		} else {
			r.Name = tg.text(v.Label, e.Script)
		}
	}
	return r
}

func turnAddress(e *archive.Edition, i int) string { return sessionAddress(e) + turnTail(e, i) }

// turnTail is what the address of a turn has after that of its session.
func turnTail(e *archive.Edition, i int) string { return "?turn=" + itoa(i+1) + "#" + e.Anchor(i) }

// stretchGroups lists the sessions of a list of turns that stand on a page, part, by
// year: each with the number of its turns and an excerpt of the one that says most.
func (tg *tongue) stretchGroups(texts Texts, address string, list turnsIn, part []stretch, about *archive.Topic) ([]Group, error) {
	var out []Group
	for _, st := range part {
		y := yearOf(st.e.Session)
		if n := len(out); n == 0 || out[n-1].ID != yearID(y) {
			out = append(out, Group{ID: yearID(y), Title: tg.yearName(y), Href: tg.rel(address, tg.yearAt(list, y))})
		}
		row := tg.row(address, st.e.Session, true)
		c := tg.count(address, Text{}, tg.turnsAt(list, st.e.Session), st.turns.len())
		row.Turns = &c
		best := longest(st, about)
		text, err := excerptOf(texts, st.e, best)
		if err != nil {
			return nil, err
		}
		row.Excerpt = tg.text(text, st.e.LangOf(best))
		row.ExcerptHref = tg.rel(address, turnAddress(st.e, best))
		row.ExcerptTurn = tg.p.Number(best + 1)
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, row)
	}
	return out, nil
}
