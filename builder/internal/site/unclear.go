package site

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

const (
	// unclearList is the address, without the language, of the list of what could
	// not be heard or read.
	unclearList = "unclear/"
	// leadIn is how many characters an excerpt has before the place it is about.
	leadIn = 100
	// gapSign stands for lost letters, as it does in a record.
	gapSign = "⎵"
)

// unclearIn is the count of an edition's turns with unclear places, which leads
// to them in the list; nil for none.
func (tg *tongue) unclearIn(address string, e *archive.Edition) *Count {
	if !e.Turns.AnyUnclear() {
		return nil
	}
	n := 0
	for _, t := range e.Turns.All() {
		n += b2i(t.Unclear > 0)
	}
	c := tg.count(address, Text{}, tg.turnsAt(tg.notClear(), e.Session), n)
	return &c
}

// unclearTurns plans the list of turns with unclear places, which asks readers
// to help. Pages are cut between sessions; there is none where all is clear.
func (tg *tongue) unclearTurns() {
	if len(tg.unclear) == 0 {
		return
	}
	pages := cutPages(tg.unclear)
	at := tg.pageOf(unclearList)
	tg.addPages(len(pages), func(k int) Page {
		address := at(k)
		return Page{Address: address, Layout: "turns", Class: Listing, View: func(texts Texts) (view any, err error) {
			total := turnsOf(tg.unclear)
			v := Turns{Base: tg.base(address, "unclear", tg.p.T("unclear-title")), Heading: Text{Text: tg.p.T("unclear-title")}, Lead: tg.p.T("unclear-lead"), Total: total, Number: tg.p.Number(total)}
			v.Up = Link{Text: Text{Text: tg.p.T("nav-sessions")}, Href: tg.rel(address, tg.addr("sessions"))}
			v.Pager, v.Report = tg.pager(address, k, len(pages), at), tg.report(address)
			groups, err := tg.turnGroups(texts, address, pages[k-1], false, tg.unclearRow)
			if err != nil {
				return nil, err
			}
			v.Lists = []TurnList{{Total: turnsOf(pages[k-1]), Groups: groups}}
			tg.languages(&v.Base, address, func(l lang.Tag) string {
				if k > 1 || len(tg.tongues[l].unclear) == 0 {
					return "" // pages differ by language
				}
				return string(l) + "/" + unclearList
			})
			return v, nil
		}}
	})
}

// unclearRow is a turn in the list, with an excerpt around its first unclear
// place.
func (tg *tongue) unclearRow(texts Texts, at string, e *archive.Edition, i int, excerpt string) (TurnRow, error) {
	row := tg.turnRow(at, e, i, excerpt, true)
	t := e.Turns.At(i)
	text, err := texts.Lost(e.Parts[t.Part].Key, int(t.Index))
	if text != "" {
		row.Excerpt = tg.text(text, e.LangOf(i))
	}
	return row, err
}

// AroundLost is an excerpt around the first place of a turn where words are
// missing, "" for none.
func AroundLost(turn transcript.Turn) string {
	for _, seg := range turn.Segments {
		if text := aroundLost(seg); text != "" {
			return text
		}
	}
	return ""
}

// aroundLost is an excerpt around the first place of a segment where words are
// missing, "" for none. Lost letters, which are one blank, are made visible.
func aroundLost(seg transcript.Segment) string {
	var b strings.Builder
	from, at := 0, -1
	for _, s := range seg.Spans {
		if !s.Lost() || s.Start < from {
			continue
		}
		b.WriteString(seg.Text[from:s.Start])
		if at < 0 {
			at = b.Len()
		}
		if from = s.Start; s.Kind == transcript.Gap {
			b.WriteString(" " + gapSign + " ")
			from = s.End
		}
	}
	if at < 0 {
		return ""
	}
	b.WriteString(seg.Text[from:])
	text := b.String()
	start, left := at, leadIn
	for start > 0 && left > 0 {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
		left--
	}
	if start == 0 {
		return lang.Excerpt(lang.SingleSpaced(text), excerptSize)
	}
	// A word that was cut is left out; a script without blanks has none to cut.
	if n := strings.IndexByte(text[start:at], ' '); n >= 0 {
		start += n
	}
	return "… " + lang.Excerpt(lang.SingleSpaced(text[start:]), excerptSize-2)
}
