package export

import (
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

func onlyNotes(segs []transcript.Segment) bool {
	for _, s := range segs {
		if s.Kind != transcript.Note || !alone(s) {
			return false
		}
	}
	return len(segs) > 0
}

// alone tells whether a segment is one event and nothing else.
func alone(s transcript.Segment) bool {
	return len(s.Spans) > 0 && s.Spans[0].Kind == transcript.Event && s.Spans[0].Start == 0 && s.Spans[0].End == len(s.Text)
}

// segment writes a paragraph of a turn.
func (t *teiWriter) segment(s transcript.Segment, indent int) {
	if s.Page != t.page && s.Page > 0 {
		t.line(indent)
		t.empty("pb", "n", strconv.Itoa(s.Page))
		t.page = s.Page
	}
	start, end := "", ""
	if s.Time.Known() {
		start, end = t.ref(s.Time.Start), t.ref(s.Time.End)
	}
	t.line(indent)
	if s.Kind == transcript.Note && alone(s) && s.Going == transcript.Anew && !s.Quote {
		t.event(s.Text, s.Spans[0].Value, "start", start, "end", end)
		return
	}
	attrs := append(kindOf(s), "synch", start)
	if spaced(s.Text) {
		attrs = append(attrs, "xml:space", "preserve")
	}
	t.open("seg", attrs...)
	if s.Kind == transcript.Row || s.Kind == transcript.HeadRow {
		t.cells(s)
	} else {
		t.inline(s.Text, s.Spans)
	}
	if end != "" {
		t.empty("anchor", "synch", end)
	}
	t.close("seg")
}

// cells writes the cells of a row, which tabs separate. Spans are not kept.
func (t *teiWriter) cells(s transcript.Segment) {
	for _, cell := range strings.Split(s.Text, "\t") {
		t.open("seg", "type", "cell")
		t.text(cell)
		t.close("seg")
	}
}

// kindOf says what kind of segment it is, in attributes.
func kindOf(s transcript.Segment) []string {
	var out []string
	num := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	switch s.Kind {
	case transcript.Item:
		out = append(out, "type", "item", "n", num(s.Number), "subtype", num(s.Depth))
	case transcript.Code:
		out = append(out, "type", "code")
	case transcript.Row:
		out = append(out, "type", "row")
	case transcript.HeadRow:
		out = append(out, "type", "headrow")
	case transcript.Heading:
		out = append(out, "type", "heading", "subtype", num(s.Depth))
	case transcript.Speech:
		switch s.Going {
		case transcript.Spaced:
			out = append(out, "part", "M")
		case transcript.Joined:
			out = append(out, "part", "M", "type", "cue")
		}
	}
	if s.Quote {
		out = append(out, "rend", "quote")
	}
	return out
}

// spaced tells whether a text has white space that XML would take for layout.
func spaced(s string) bool {
	return strings.ContainsAny(s, "\t\r") || strings.Contains(s, "  ") || strings.Contains(s, " \n") || strings.Contains(s, "\n ") || strings.Trim(s, " \n") != s
}

// formats are the elements of spans.
var formats = map[transcript.SpanKind][3]string{
	transcript.Emphasis: {"hi", "rend", "italic"}, transcript.Strong: {"hi", "rend", "bold"}, transcript.Strike: {"hi", "rend", "strikethrough"},
	transcript.Mono: {"hi", "rend", "monospace"}, transcript.Sub: {"hi", "rend", "subscript"}, transcript.Super: {"hi", "rend", "superscript"},
}

// inline writes a text with its spans, which nest.
func (t *teiWriter) inline(text string, spans []transcript.Span) {
	at := 0
	for i := 0; i < len(spans); {
		s := spans[i]
		next := i + 1
		var inner []transcript.Span
		for ; next < len(spans) && spans[next].Start < s.End; next++ {
			in := spans[next]
			in.Start, in.End = in.Start-s.Start, min(in.End, s.End)-s.Start
			inner = append(inner, in)
		}
		t.words(text[at:s.Start])
		t.span(text[s.Start:s.End], s, inner)
		at, i = s.End, next
	}
	t.words(text[at:])
}

func (t *teiWriter) span(text string, s transcript.Span, inner []transcript.Span) {
	switch s.Kind {
	case transcript.Event:
		t.event(text, s.Value)
	case transcript.Gap:
		t.empty("gap", "reason", "lost")
	case transcript.Link, transcript.Image:
		kind := "link"
		if s.Kind == transcript.Image {
			kind = "image"
		}
		t.open("ref", "type", kind, "target", s.Value)
		t.inline(text, inner)
		t.close("ref")
	case transcript.Ruby:
		t.w.WriteString("<ruby><rb>")
		t.inline(text, inner)
		t.w.WriteString("</rb>")
		t.open("rt")
		t.text(s.Value)
		t.w.WriteString("</rt></ruby>")
	case transcript.Unsure:
		cert := ""
		if n, err := strconv.ParseFloat(s.Value, 64); err == nil {
			cert = strconv.FormatFloat(n/100, 'f', -1, 64)
		}
		t.open("unclear", "cert", cert)
		t.inline(text, inner)
		t.close("unclear")
	default:
		f := formats[s.Kind]
		t.open(f[0], f[1:]...)
		t.inline(text, inner)
		t.close(f[0])
	}
}

// words writes text with the ends of its lines.
func (t *teiWriter) words(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			t.empty("lb", "rend", "break")
		}
		t.text(line)
	}
}

// event writes what was noted. The kind is kept in an attribute; words that do
// not look like a note by themselves are said to be printed so.
func (t *teiWriter) event(text, kind string, attrs ...string) {
	rend := ""
	if _, marked := format.IsNote(text); !marked {
		rend = "plain"
	}
	name, key := "incident", "type"
	switch kind {
	case format.Laughter, format.Crosstalk:
		name = "vocal"
	case format.Applause:
		name = "kinesic"
	case format.Inaudible:
		name, key = "gap", "reason"
	case format.Other, "":
		name, kind = "note", "note"
	}
	t.open(name, append([]string{key, kind, "rend", rend}, attrs...)...)
	if name != "note" {
		t.open("desc")
	}
	t.words(text)
	if name != "note" {
		t.close("desc")
	}
	t.close(name)
}
