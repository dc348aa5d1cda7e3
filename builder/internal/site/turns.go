package site

import (
	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/markup"
)

// turnPages are the pages of a list of turns: what all of them have in common.
type turnPages struct {
	*tongue
	name    Text   // of the speaker or topic
	section string // of the site
	of      func(*tongue) turnsIn
	named   bool // turns say who speaks
	list    turnsIn
}

// turnPages plans the list of turns of a speaker or topic at rest/turns/. One that
// does not go on one page is an overview of years there, with a list for each year
// below it, cut into pages between sessions.
func (tg *tongue) turnPages(name Text, section string, of func(*tongue) turnsIn, named bool) {
	p := &turnPages{tongue: tg, name: name, section: section, of: of, named: named, list: of(tg)}
	tg.addPage(p.first, 1)
	if p.list.onOnePage() {
		return
	}
	years := byYear(p.list.all)
	for _, y := range sortedYears(years) {
		p.addYear(y, years[y])
	}
}

// rest is the address of the list, without the language.
func (p *turnPages) rest() string { return p.list.rest + "turns/" }

func (p *turnPages) heading() Text {
	id := "turns-of"
	if p.named {
		id = "turns-about"
	}
	return Text{Text: p.p.T(id, "Name", p.name.Text)}
}

// up leads from a page of the list to the speaker or topic.
func (p *turnPages) up(address string) Link {
	return Link{Text: p.name, Href: p.rel(address, p.addr(p.list.rest))}
}

// first is the page at the address of the list.
func (p *turnPages) first(int) Page {
	address := p.addr(p.rest())
	inputs := func() []any {
		in := []any{p.frame(), p.name, p.list.years(), p.presence(func(o *tongue) bool { return len(p.of(o).all) > 0 })}
		if p.list.onOnePage() {
			in = append(in, p.keys.stretches(p.list.all))
		}
		return in
	}
	return Page{Address: address, Layout: "turns", Class: Listing, Inputs: inputs, View: func(texts Texts) (view any, err error) {
		total := turnsOf(p.list.all)
		v := Turns{Base: p.base(address, p.section, ""), Heading: p.heading(), Up: p.up(address), Total: total, Number: p.p.Number(total)}
		v.Title = v.Heading.Text
		if p.list.onOnePage() {
			if v.Lists, err = p.lists(texts, address); err != nil {
				return nil, err
			}
		} else {
			v.Years = p.yearCounts(address, p.list, p.list.years())
		}
		if p.named { // every topic has its page in every language, a speaker need not
			p.languages(&v.Base, address, p.everywhere(p.rest()))
		} else {
			p.languages(&v.Base, address, p.whereSaid(p.rest(), func(o *tongue) []stretch { return p.of(o).all }))
		}
		return v, nil
	}}
}

// row is a turn in the list.
func (p *turnPages) row(_ Texts, at string, e *archive.Edition, i int, excerpt string) (TurnRow, error) {
	return p.turnRow(at, e, i, excerpt, p.named), nil
}

// lists makes the years of a list that stands on one page, the newest first.
func (p *turnPages) lists(texts Texts, address string) ([]TurnList, error) {
	var out []TurnList
	years := byYear(p.list.all)
	for _, y := range sortedYears(years) {
		groups, err := p.turnGroups(texts, address, years[y], true, p.row)
		if err != nil {
			return nil, err
		}
		out = append(out, TurnList{ID: yearID(y), Title: p.yearName(y), Total: turnsOf(years[y]), Groups: groups})
	}
	return out, nil
}

// addYear plans the list of one year. Pages are cut between sessions, so that
// the turns of a session stand together.
func (p *turnPages) addYear(year string, list []stretch) {
	pages := cutPages(list)
	p.addPages(len(pages), func(k int) Page { return p.ofYear(year, list, pages, k) })
}

// ofYear is page k of the list of a year, which is cut into pages.
func (p *turnPages) ofYear(year string, list []stretch, pages [][]stretch, k int) Page {
	rest := p.rest() + year + "/"
	at := p.pageOf(rest)
	address := at(k)
	has := func(o *tongue) bool {
		theirs := p.of(o)
		from, to := theirs.ofYear(year)
		return from < to && !theirs.onOnePage()
	}
	inputs := func() []any {
		return []any{p.frame(), p.name, turnsOf(list), k, len(pages), p.keys.stretches(pages[k-1]), p.presence(has)}
	}
	return Page{Address: address, Layout: "turns", Class: Listing, Inputs: inputs, View: func(texts Texts) (any, error) {
		v := Turns{Base: p.base(address, p.section, ""), Heading: p.heading(), Year: p.yearName(year), Total: turnsOf(list), Number: p.p.Number(turnsOf(list))}
		v.Title = v.Heading.Text + " · " + v.Year
		v.Up = p.up(address)
		v.Pager = p.pager(address, k, len(pages), at)
		groups, err := p.turnGroups(texts, address, pages[k-1], true, p.row)
		if err != nil {
			return nil, err
		}
		v.Lists = []TurnList{{Total: turnsOf(pages[k-1]), Groups: groups}}
		p.languages(&v.Base, address, func(l lang.Tag) string {
			// Years and pages differ by language where editions do.
			if k > 1 || !has(p.tongues[l]) {
				return ""
			}
			return string(l) + "/" + rest
		})
		return v, nil
	}}
}

// turnRow makes the row of a turn in a list, of its excerpt. at is the way from the
// list to the page of the edition.
type turnRow func(texts Texts, at string, e *archive.Edition, i int, excerpt string) (TurnRow, error)

// appendRows appends turns of a list, rendered.
func appendRows(dst []byte, rows []TurnRow) []byte {
	for i := range rows {
		t := &rows[i]
		e := markup.Excerpt{Href: t.Href, Number: t.N, Name: t.Name.phrase(), Words: t.Excerpt.phrase()}
		if s := t.Session; s != nil {
			e.Session, e.SessionHref, e.Date, e.DateISO = s.Title.phrase(), s.Href, s.Date, s.DateISO
		}
		dst = markup.AppendExcerpt(dst, &e)
	}
	return dst
}

func (t Text) phrase() markup.Phrase { return markup.Phrase{Text: t.Text, Lang: t.Lang, Dir: t.Dir} }

// turnGroups makes the groups of a page, one for each session.
func (tg *tongue) turnGroups(texts Texts, address string, page []stretch, byYear bool, row turnRow) ([]TurnGroup, error) {
	out := make([]TurnGroup, 0, len(page))
	for _, st := range page {
		turns := st.list()
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
		out = append(out, TurnGroup{ID: groupID(st.e.Session), Row: tg.row(address, st.e.Session, byYear), Total: len(turns), rows: rows})
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
		c := tg.count(address, Text{}, tg.turnsAt(list, st.e.Session), int(st.n))
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
