package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// excerptSize is how much of a turn a list shows, in graphemes.
const excerptSize = 240

// turnPages plans the list of turns of a speaker or topic at rest/turns/. One that
// does not go on one page is an overview of years there, with a list for each year
// below it, cut into pages between sessions. It gives the number of turns by year.
func (tg *tongue) turnPages(rest string, name Text, section string, of func(*tongue) []stretch, named bool) map[string]int {
	list := of(tg)
	count := map[string]int{}
	byYear := map[string][]stretch{}
	for _, st := range list {
		y := yearOf(st.e.Session)
		count[y] += len(st.turns)
		byYear[y] = append(byYear[y], st)
	}
	turns := rest + "turns/"
	address := tg.addr(turns)
	short := onOnePage(list)
	up := Link{Text: name, Href: tg.rel(address, tg.addr(rest))}
	heading := func() Text {
		id := "turns-of"
		if named {
			id = "turns-about"
		}
		return Text{Text: tg.p.T(id, "Name", name.Text)}
	}
	inputs := func() []any {
		in := []any{tg.frame(), name, count, tg.presence(func(o *tongue) bool { return len(of(o)) > 0 })}
		if short {
			in = append(in, tg.keys.stretches(list))
		}
		return in
	}
	row := func(texts Texts, address string, e *archive.Edition, i int) (TurnRow, error) {
		return tg.turnRow(texts, address, e, i, named)
	}
	tg.add(Page{Address: address, Layout: "turns", Class: Listing, Inputs: inputs, View: func(texts Texts) (view any, err error) {
		v := Turns{Base: tg.base(address, section, ""), Heading: heading(), Up: up, Total: turnsOf(list), Number: tg.p.Number(turnsOf(list))}
		v.Title = v.Heading.Text
		if short {
			if v.Lists, err = tg.turnLists(texts, address, byYear, row); err != nil {
				return nil, err
			}
		} else {
			v.Years = tg.yearCounts(address, rest, count)
		}
		if named { // every topic has its page in every language, a speaker need not
			tg.languages(&v.Base, address, tg.everywhere(turns))
		} else {
			tg.languages(&v.Base, address, tg.whereSaid(turns, of))
		}
		return v, nil
	}})
	if short {
		return count
	}
	for _, y := range sortedYears(byYear) {
		tg.turnYear(turns+y+"/", y, name, heading, section, byYear[y], of, row)
	}
	return count
}

// onOnePage says whether all of a list of turns stands on one page. Most lists do;
// a page for each year of every speaker would be two files of five in an archive of
// a thousand sessions, with a dozen turns on each.
func onOnePage(list []stretch) bool { return turnsOf(list) <= perPage }

// yearOfTurns is where the turns of a year stand in the list of a speaker or topic.
func (tg *tongue) yearOfTurns(rest, year string, short bool) string {
	if short {
		return tg.addr(rest, "turns") + "#" + yearID(year)
	}
	return tg.addr(rest, "turns", year)
}

// yearID is the element id of a year in a list.
func yearID(year string) string { return "y-" + year }

// turnLists makes the years of a list that stands on one page, the newest first.
func (tg *tongue) turnLists(texts Texts, address string, byYear map[string][]stretch, row turnRow) ([]TurnList, error) {
	var out []TurnList
	for _, y := range sortedYears(byYear) {
		groups, err := tg.turnGroups(texts, address, byYear[y], true, row)
		if err != nil {
			return nil, err
		}
		out = append(out, TurnList{ID: yearID(y), Title: tg.yearName(y), Total: turnsOf(byYear[y]), Groups: groups})
	}
	return out, nil
}

// yearCounts are links to the turns of each year.
func (tg *tongue) yearCounts(address, rest string, count map[string]int) []Count {
	all := 0
	for _, n := range count {
		all += n
	}
	var out []Count
	for _, y := range sortedYears(count) {
		out = append(out, tg.count(address, Text{Text: tg.yearName(y)}, tg.yearOfTurns(rest, y, all <= perPage), count[y]))
	}
	return shares(out)
}

// turnYear plans the list of one year. Pages are cut between sessions, so that
// the turns of a session stand together.
func (tg *tongue) turnYear(rest, year string, name Text, heading func() Text, section string, list []stretch, of func(*tongue) []stretch, row turnRow) {
	pages := cutPages(list)
	up := path.Dir(path.Dir(strings.TrimSuffix(rest, "/"))) + "/" // of the speaker or topic
	at := tg.pageOf(rest)
	has := func(o *tongue) bool {
		theirs := of(o)
		return !onOnePage(theirs) && slices.ContainsFunc(theirs, func(st stretch) bool { return yearOf(st.e.Session) == year })
	}
	for k := 1; k <= len(pages); k++ {
		address := at(k)
		inputs := func() []any {
			return []any{tg.frame(), name, turnsOf(list), k, len(pages), tg.keys.stretches(pages[k-1]), tg.presence(has)}
		}
		tg.add(Page{Address: address, Layout: "turns", Class: Listing, Inputs: inputs, View: func(texts Texts) (view any, err error) {
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
		}})
	}
}

// pageOf gives the address of each page of a list.
func (tg *tongue) pageOf(list string) func(k int) string {
	return func(k int) string {
		if k == 1 {
			return tg.addr(list)
		}
		return tg.addr(list, "p", itoa(k))
	}
}

// turnRow makes the row of a turn in a list at an address.
type turnRow func(texts Texts, address string, e *archive.Edition, i int) (TurnRow, error)

// turnGroups makes the groups of a page, one for each session.
func (tg *tongue) turnGroups(texts Texts, address string, page []stretch, byYear bool, row turnRow) ([]TurnGroup, error) {
	var out []TurnGroup
	for _, st := range page {
		var rows []TurnRow
		for _, i := range st.turns {
			r, err := row(texts, address, st.e, int(i))
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
		out = append(out, TurnGroup{ID: groupID(st.e.Session), Row: tg.row(address, st.e.Session, byYear), Total: len(st.turns), Turns: texts.Rows(rows)})
	}
	return out, nil
}

func cutPages(list []stretch) [][]stretch {
	var pages [][]stretch
	size := 0
	for i, st := range list {
		if i == 0 || size+len(st.turns) > perPage {
			pages = append(pages, nil)
			size = 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], st)
		size += len(st.turns)
	}
	return pages
}

// groupID is the element id of a session's turns in a list of turns.
func groupID(s *archive.Session) string { return "s-" + strings.ReplaceAll(s.ID, "/", "--") }

// cut is where a page of a list begins.
type cut struct {
	first   int // index of its first stretch
	address string
}

// turnsOfSpeaker is where the turns of a speaker in a session stand in their list,
// as turnPages plans it; "" where it has none.
func (tg *tongue) turnsOfSpeaker(sp *archive.Speaker, s *archive.Session) string {
	return tg.turnsAt(speakerAddress(sp), tg.said[sp], s)
}

// turnsOnTopic is where the turns of a topic in a session stand in their list.
func (tg *tongue) turnsOnTopic(t *archive.Topic, s *archive.Session) string {
	return tg.turnsAt("topics/"+t.ID+"/", tg.about[t], s)
}

// turnsAt is where the turns of a session stand in the list of a speaker or topic at
// rest, or in that of unclear turns.
func (tg *tongue) turnsAt(rest string, list []stretch, s *archive.Session) string {
	i, ok := slices.BinarySearchFunc(list, s, func(st stretch, s *archive.Session) int { return byNewest(st.e.Session, s) })
	if !ok {
		return ""
	}
	known, ok := tg.places.Load(rest)
	if !ok {
		known, _ = tg.places.LoadOrStore(rest, tg.cuts(rest, list))
	}
	cuts := known.([]cut)
	k, begins := slices.BinarySearchFunc(cuts, i, func(c cut, i int) int { return cmp.Compare(c.first, i) })
	if !begins {
		k--
	}
	return cuts[k].address + "#" + groupID(s)
}

// cuts says how a list is cut into pages.
func (tg *tongue) cuts(rest string, list []stretch) []cut {
	var out []cut
	pages := func(at func(int) string, list []stretch, first int) {
		for k, page := range cutPages(list) {
			out = append(out, cut{first, at(k + 1)})
			first += len(page)
		}
	}
	switch {
	case rest == unclearList:
		pages(tg.pageOf(rest), list, 0)
	case onOnePage(list):
		out = append(out, cut{0, tg.addr(rest, "turns")})
	default:
		for from := 0; from < len(list); {
			to, y := from, yearOf(list[from].e.Session)
			for to < len(list) && yearOf(list[to].e.Session) == y {
				to++
			}
			pages(tg.pageOf(rest+"turns/"+y+"/"), list[from:to], from)
			from = to
		}
	}
	return out
}

// turnRow is a turn in a list.
func (tg *tongue) turnRow(texts Texts, address string, e *archive.Edition, i int, named bool) (TurnRow, error) {
	t := e.Turns[i]
	r := TurnRow{Href: tg.rel(address, turnAddress(e, i)), N: tg.p.Number(i + 1)}
	if named && t.Voice >= 0 {
		v := e.Voices[t.Voice]
		if v.Speaker != nil {
			r.Name = tg.name(v.Speaker)
		} else {
			r.Name = tg.text(v.Label, e.Script)
		}
	}
	text, err := excerptOf(texts, e, i)
	r.Excerpt = tg.text(text, e.LangOf(i))
	return r, err
}

func turnAddress(e *archive.Edition, i int) string {
	return sessionAddress(e) + "?turn=" + itoa(i+1) + "#" + e.Turns[i].Anchor
}

func excerptOf(texts Texts, e *archive.Edition, i int) (string, error) {
	t := e.Turns[i]
	return texts.Excerpt(e.Parts[t.Part].Key, t.Index)
}

// Excerpts gives the beginnings of the turns of a transcript as lists show them.
func Excerpts(t *transcript.Transcript) []string {
	out := make([]string, len(t.Turns))
	for i, turn := range t.Turns {
		out[i] = excerpt(turn)
	}
	return out
}

func excerpt(turn transcript.Turn) string {
	text := ""
	if len(turn.Segments) == 1 {
		text = turn.Segments[0].Text
	} else {
		var b strings.Builder
		for k, s := range turn.Segments {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(s.Text)
			if b.Len() > 2*excerptBytes {
				break
			}
		}
		text = b.String()
	}
	if end := excerptBytes; len(text) > end {
		for !utf8.RuneStart(text[end]) {
			end--
		}
		// Where more than an excerpt is left, the rest changes nothing.
		head := singleSpaced(text[:end])
		if short := lang.Excerpt(head, excerptSize); short != head {
			return short
		}
	}
	return lang.Excerpt(singleSpaced(text), excerptSize)
}

// excerptBytes is enough for an excerpt in most scripts: a grapheme has rarely
// more than four bytes.
const excerptBytes = 4 * excerptSize

func singleSpaced(s string) string { return strings.Join(strings.Fields(s), " ") }

// stretchGroups lists the sessions of a speaker or topic by year, each with the
// number of its turns and an excerpt of the turn that says most: the longest
// about the topic, if there is one, else the longest, and one that only runs the
// meeting where there is no other.
func (tg *tongue) stretchGroups(texts Texts, address, rest string, list []stretch, about *archive.Topic, at func(*archive.Session) string) ([]Group, error) {
	var out []Group
	short := onOnePage(list)
	for _, st := range list {
		y := yearOf(st.e.Session)
		if n := len(out); n == 0 || out[n-1].ID != yearID(y) {
			out = append(out, Group{ID: yearID(y), Title: tg.yearName(y), Href: tg.rel(address, tg.yearOfTurns(rest, y, short))})
		}
		row := tg.row(address, st.e.Session, true)
		c := tg.count(address, Text{}, at(st.e.Session), len(st.turns))
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

func longest(st stretch, about *archive.Topic) int {
	best, size := int(st.turns[0]), -1
	for _, i := range st.turns {
		t := st.e.Turns[i]
		words := t.Words
		if t.Procedural {
			words = 0
		}
		for _, topic := range t.Topics {
			if topic == about {
				words += 1 << 20
			}
		}
		if words > size {
			best, size = int(i), words
		}
	}
	return best
}
