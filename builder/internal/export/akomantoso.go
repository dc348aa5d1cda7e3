package export

import (
	"io"
	"strings"
	"time"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// aknSpace is the namespace of Akoma Ntoso 3.0, and ownSpace that of what this
// program says beyond it, in its place for such things.
const (
	aknSpace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
	ownSpace = "https://dixit.invalid/ns/1"
)

// AkomaNtoso writes an edition as a debate in Akoma Ntoso 3.0. Times there are
// times of day: a recording that says none begins at midnight of the session's
// day, or of the first day of all where the session has none. Lists, tables and
// code become paragraphs.
func AkomaNtoso(w io.Writer, d *Document) error {
	a := &aknWriter{element: newElement(w), ids: ids(d), day: "0001-01-01"}
	if _, err := time.Parse(time.DateOnly, string(d.Date)); err == nil {
		a.day = string(d.Date)
	}
	a.w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	a.line(0)
	a.open("akomaNtoso", "xmlns", aknSpace)
	a.line(1)
	a.open("debate", "name", "debate")
	a.meta(d)
	a.line(2)
	a.w.WriteString("<preface>")
	if d.Title != "" {
		a.line(3)
		a.w.WriteString("<p>")
		a.open("docTitle")
		a.text(d.Title)
		a.w.WriteString("</docTitle></p>")
	}
	a.line(2)
	a.w.WriteString("</preface>")
	a.line(2)
	a.open("debateBody")
	a.sections(d)
	a.line(2)
	a.close("debateBody")
	a.line(1)
	a.close("debate")
	a.line(0)
	a.close("akomaNtoso")
	a.line(0)
	return a.w.Flush()
}

type aknWriter struct {
	element
	ids map[string]string
	day string // of its times
}

func (a *aknWriter) meta(d *Document) {
	work := "/akn/" + strings.Trim(d.Session, "/")
	expression := work + "/" + tag(d.Lang)
	date := string(d.Date)
	for date != "" && len(date) < len(time.DateOnly) {
		date += "-01"
	}
	a.line(2)
	a.w.WriteString("<meta>")
	a.line(3)
	a.open("identification", "source", "#source")
	for _, level := range [][2]string{{"FRBRWork", work}, {"FRBRExpression", expression}, {"FRBRManifestation", expression + ".xml"}} {
		a.line(4)
		a.open(level[0])
		a.empty("FRBRthis", "value", level[1])
		a.empty("FRBRuri", "value", level[1])
		if date != "" {
			a.empty("FRBRdate", "date", date, "name", "meeting")
		}
		a.empty("FRBRauthor", "href", "#source")
		if level[0] == "FRBRExpression" {
			a.empty("FRBRlanguage", "language", tag(d.Lang))
		}
		a.close(level[0])
	}
	a.line(3)
	a.close("identification")
	a.line(3)
	a.open("references", "source", "#source")
	a.line(4)
	a.empty("TLCOrganization", "eId", "source", "href", "/ontology/organization/source", "showAs", "source")
	for _, s := range d.Speakers {
		id := a.ids[s.ID]
		a.line(4)
		a.empty("TLCPerson", "eId", id, "href", "/ontology/person/"+id, "showAs", s.name(d))
	}
	for _, r := range rolesOf(d) {
		a.line(4)
		a.empty("TLCRole", "eId", r.id, "href", "/ontology/role/"+r.id, "showAs", r.name)
	}
	a.line(3)
	a.close("references")
	a.proprietary(d)
	a.line(2)
	a.w.WriteString("</meta>")
}

// proprietary writes what Akoma Ntoso has no place for.
func (a *aknWriter) proprietary(d *Document) {
	m := d.Meta
	a.line(3)
	a.open("proprietary", "source", "#source", "xmlns:dixit", ownSpace)
	one := func(key string, values ...string) {
		for _, v := range values {
			a.with(4, "dixit:"+key, v)
		}
	}
	one("session", d.Session)
	if len(d.Date) < len(time.DateOnly) {
		one("date", string(d.Date)) // a month or a year, which FRBRdate has no form for
	}
	one("series", d.Series)
	one("topics", d.Topics...)
	one("summary", m.Summary)
	one("kind", m.Kind)
	one("original", string(m.Original))
	one("made_by", m.MadeBy)
	one("status", m.Status)
	one("corrected", string(m.Corrected))
	one("speakers", d.alone())
	one("rights", m.Rights)
	one("media", m.Media...)
	one("source", m.Source...)
	one("documents", m.Documents...)
	one("transcript_by", m.TranscriptBy...)
	one("translation_by", m.TranslationBy...)
	one("aliases", m.Aliases...)
	for _, s := range d.Speakers {
		for _, n := range s.Names {
			a.with(4, "dixit:name", n.Text, "person", a.ids[s.ID], "xml:lang", string(n.Lang))
		}
		if a.ids[s.ID] != s.ID {
			a.with(4, "dixit:id", s.ID, "person", a.ids[s.ID])
		}
		if s.Kind != "" && s.Kind != "person" {
			a.with(4, "dixit:group", s.Kind, "person", a.ids[s.ID])
		}
	}
	a.line(3)
	a.close("proprietary")
}

type role struct{ id, name string }

// rolesOf lists the roles of a document's turns, with ids of their own.
func rolesOf(d *Document) []role {
	var out []role
	seen, taken := map[string]bool{}, map[string]bool{}
	for _, t := range d.Turns {
		if t.Role == "" || seen[t.Role] {
			continue
		}
		seen[t.Role] = true
		id := "role." + ncName(strings.ToLower(t.Role))
		for taken[id] {
			id += "_"
		}
		taken[id] = true
		out = append(out, role{id, t.Role})
	}
	return out
}

func (a *aknWriter) sections(d *Document) {
	roles := map[string]string{}
	for _, r := range rolesOf(d) {
		roles[r.name] = r.id
	}
	var open []int
	shut := func(level int) {
		for len(open) > 0 && open[len(open)-1] >= level {
			open = open[:len(open)-1]
			a.line(3 + len(open))
			a.close("debateSection")
		}
	}
	section := 0
	enter := func(to int) {
		for ; section < to && section < len(d.Sections); section++ {
			s := d.Sections[section]
			if len(open) > 0 && open[0] == 0 {
				shut(0)
			}
			shut(s.Level)
			a.line(3 + len(open))
			a.open("debateSection", "name", "debate")
			open = append(open, s.Level)
			a.with(3+len(open), "heading", s.Title)
		}
	}
	for _, t := range d.Turns {
		enter(t.Section)
		if len(open) == 0 {
			a.line(3)
			a.open("debateSection", "name", "debate")
			open = append(open, 0)
		}
		a.turn(t, roles, 3+len(open))
	}
	enter(len(d.Sections))
	shut(0)
}

func (a *aknWriter) turn(t Turn, roles map[string]string, indent int) {
	a.line(indent)
	by, as, class := "", "", ""
	if id := a.ids[t.Speaker]; id != "" && t.Label != "" {
		by = "#" + id
	}
	if id := roles[t.Role]; id != "" {
		as = "#" + id
	}
	if t.Original != "" {
		class = "spoken." + string(t.Original)
	}
	id := ncName(t.Anchor)
	if t.ID != "" && t.ID == id {
		class = strings.TrimSpace("anchor " + class)
	}
	a.open("speech", "eId", id, "by", by, "as", as, "class", class, "xml:lang", string(t.Lang), "startTime", a.time(t.Start), "endTime", a.time(t.End))
	a.with(indent+1, "from", t.Label)
	for _, s := range paragraphs(t.Segments) {
		a.line(indent + 1)
		attrs := []string{}
		if spaced(s.Text) {
			attrs = append(attrs, "xml:space", "preserve")
		}
		a.open("p", attrs...)
		a.inline(s)
		a.close("p")
	}
	a.line(indent)
	a.close("speech")
}

// time writes a time as one of the day.
func (a *aknWriter) time(t transcript.Time) string {
	if t == transcript.NoTime {
		return ""
	}
	day, err := time.Parse(time.DateOnly, a.day)
	if err != nil {
		return ""
	}
	return day.Add(time.Duration(t) * time.Millisecond).Format("2006-01-02T15:04:05.999")
}

// aknFormats are the elements of spans.
var aknFormats = map[transcript.SpanKind]string{transcript.Emphasis: "i", transcript.Strong: "b", transcript.Sub: "sub", transcript.Super: "sup"}

// inline writes a paragraph. Of spans within each other the outer one is kept.
func (a *aknWriter) inline(s transcript.Segment) {
	words := func(text string) {
		for i, line := range strings.Split(text, "\n") {
			if i > 0 {
				a.empty("br")
			}
			a.text(line)
		}
	}
	at := 0
	for _, span := range s.Spans {
		if span.Start < at {
			continue
		}
		words(s.Text[at:span.Start])
		text := s.Text[span.Start:span.End]
		at = span.End
		name := aknFormats[span.Kind]
		switch {
		case span.Kind == transcript.Event:
			rend := ""
			if _, marked := format.IsNote(text); !marked {
				rend = "plain"
			}
			a.open("remark", "type", span.Value, "class", rend)
			words(text)
			a.close("remark")
		case span.Kind == transcript.Link:
			a.open("a", "href", span.Value)
			words(text)
			a.close("a")
		case name != "":
			a.open(name)
			words(text)
			a.close(name)
		default:
			words(text)
		}
	}
	words(s.Text[at:])
}
