package tei

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// paragraph reads an element as a segment of the turn that goes on. type= says
// of one that this program wrote what kind of segment it is.
func (r *reader) paragraph(start xml.StartElement) error {
	r.flush()
	seg := transcript.Segment{Line: r.x.Line(), Page: r.page}
	kind := last(start.Attr, "type")
	seg.Quote = start.Name.Local == "quote" || start.Name.Local == "cit" || strings.HasSuffix(format.Attr(start.Attr, "rend"), "quote")
	switch kind {
	case "item":
		seg.Kind = transcript.Item
		seg.Number, seg.Depth = number(start, "n"), number(start, "subtype")
	case "code":
		seg.Kind = transcript.Code
	case "row", "headrow":
		return r.row(start, kind == "headrow")
	case "heading":
		seg.Kind, seg.Depth = transcript.Heading, number(start, "subtype")
	}
	if kind == "" || kind == "cue" {
		switch format.Attr(start.Attr, "part") {
		case "M", "F":
			seg.Going = transcript.Spaced
			if kind == "cue" {
				seg.Going = transcript.Joined
			}
		}
	}
	p := &format.Prose{Keep: format.Attr(start.Attr, "space") == "preserve"}
	r.anchors = anchors{first: format.Attr(start.Attr, "start"), last: format.Attr(start.Attr, "end")}
	if at := format.Attr(start.Attr, "synch"); r.anchors.first == "" {
		r.anchors.first = at
	}
	l := language(start.Attr)
	err := r.each(func(s xml.StartElement) error {
		if nested(s.Name.Local) {
			r.cut(p, &seg)
			return r.block(s)
		}
		return r.inline(s, p)
	}, p.Write)
	if text, _ := p.Text(); text != "" && l != "" {
		r.languages = append(r.languages, l)
	}
	r.addProse(p, seg)
	return err
}

// nested tells which elements within a paragraph are paragraphs of their own.
func nested(name string) bool {
	switch name {
	case "seg", "p", "ab", "list", "table", "lg", "l", "u", "sp", "div", "head", "quote":
		return true
	}
	return false
}

// cut ends the paragraph before one that stands within it.
func (r *reader) cut(p *format.Prose, seg *transcript.Segment) {
	r.addProse(p, *seg)
	*p = format.Prose{Keep: p.Keep}
	seg.Line, seg.Page = r.x.Line(), r.page
}

// sameLanguage gives a turn the language that all its paragraphs say.
func (r *reader) sameLanguage(turn *transcript.Turn) {
	speech := 0
	for _, s := range turn.Segments {
		if s.Kind != transcript.Note {
			speech++
		}
	}
	for i, l := range r.languages {
		if l != r.languages[0] || i == 0 && len(r.languages) < speech {
			r.languages = nil
			return
		}
	}
	if len(r.languages) > 0 && turn.Lang == "" {
		turn.Lang = r.differing(r.languages[0])
	}
	r.languages = nil
}

// last gives the last attribute of a name: one that the reader added.
func last(attrs []xml.Attr, name string) string {
	for i := len(attrs) - 1; i >= 0; i-- {
		if attrs[i].Name.Local == name {
			return attrs[i].Value
		}
	}
	return ""
}

func number(start xml.StartElement, name string) int {
	n, _ := strconv.Atoi(last(start.Attr, name))
	return max(0, min(n, 1<<20))
}

// row reads the cells of a row, which tabs separate.
func (r *reader) row(start xml.StartElement, head bool) error {
	seg := transcript.Segment{Kind: transcript.Row, Line: r.x.Line(), Page: r.page}
	if head || format.Attr(start.Attr, "role") == "label" {
		seg.Kind = transcript.HeadRow
	}
	p := new(format.Prose)
	cells := 0
	err := r.each(func(s xml.StartElement) error {
		if cells++; cells > 1 {
			p.Tight()
			p.Put("\t")
		}
		err := r.inline(s, p)
		p.Tight()
		return err
	}, p.Write)
	r.addProse(p, seg)
	return err
}

// rows reads a list or a table.
func (r *reader) rows(start xml.StartElement) error {
	r.flush()
	ordered := strings.HasPrefix(format.Attr(start.Attr, "rend"), "number") || format.Attr(start.Attr, "type") == "ordered"
	n := 0
	return r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "row":
			return r.row(s, false)
		case "head":
			return r.innerHead(s)
		case "item":
			n++
			s.Attr = append(s.Attr, xml.Attr{Name: xml.Name{Local: "type"}, Value: "item"})
			if ordered {
				s.Attr = append(s.Attr, xml.Attr{Name: xml.Name{Local: "n"}, Value: strconv.Itoa(n)})
			}
			return r.paragraph(s)
		}
		return r.block(s)
	}, r.loose)
}

// innerHead reads a heading within what somebody says, which begins no section.
func (r *reader) innerHead(start xml.StartElement) error {
	start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: "type"}, Value: "heading"}, xml.Attr{Name: xml.Name{Local: "subtype"}, Value: "4"})
	return r.paragraph(start)
}

// formatting is what rend= says of the text in hi.
var formatting = map[string]transcript.SpanKind{
	"italic": transcript.Emphasis, "italics": transcript.Emphasis, "it": transcript.Emphasis, "i": transcript.Emphasis,
	"bold": transcript.Strong, "b": transcript.Strong, "strikethrough": transcript.Strike, "monospace": transcript.Mono,
	"subscript": transcript.Sub, "sub": transcript.Sub, "superscript": transcript.Super, "sup": transcript.Super,
}

// inline reads an element within a paragraph.
func (r *reader) inline(start xml.StartElement, p *format.Prose) error {
	attr := func(name string) string { return format.Attr(start.Attr, name) }
	within := func() error { return r.each(func(s xml.StartElement) error { return r.inline(s, p) }, p.Write) }
	span := func(kind transcript.SpanKind, value string) error { return p.Span(kind, value, within) }
	switch start.Name.Local {
	case "w", "pc":
		return r.word(start, p)
	case "s", "phr", "cl", "name", "rs":
		return r.words(start, p)
	case "hi":
		if kind, ok := formatting[attr("rend")]; ok {
			return span(kind, "")
		}
	case "emph":
		return span(transcript.Emphasis, "")
	case "code":
		return span(transcript.Mono, "")
	case "ref", "ptr":
		if target := attr("target"); absolute(target) != "" || attr("type") != "" {
			if attr("type") == "image" {
				return span(transcript.Image, target)
			}
			return span(transcript.Link, target)
		}
	case "ruby":
		return r.ruby(p)
	case "unclear":
		if sure, err := strconv.ParseFloat(attr("cert"), 64); err == nil && sure >= 0 && sure <= 1 {
			return span(transcript.Unsure, strconv.Itoa(int(math.Round(sure*100))))
		}
	case "lb":
		if attr("rend") == "break" {
			p.Break()
		} else if attr("break") != "no" {
			p.Blank()
		}
		return r.drop(start, transcript.Variant)
	case "pb":
		r.turnPage(start)
		if attr("break") != "no" && p != r.between.Prose() {
			p.Blank()
		}
		return r.drop(start, transcript.Variant)
	case "cb", "milestone", "link", "linkGrp", "include":
		if start.Name.Local == "linkGrp" {
			return r.drop(start, transcript.Variant)
		}
		return r.drop(start, transcript.Variant)
	case "anchor":
		r.anchors.at(p, attr("synch"))
		return r.drop(start, transcript.Variant)
	case "spanGrp", "sic", "orig", "abbr", "fw", "del": // what stands for them is read
		return r.drop(start, transcript.Variant)
	case "kinesic", "vocal", "incident", "gap", "pause", "note", "stage", "shift":
		return r.event(start, p)
	case "choice":
		return r.choice(p)
	case "c":
		if err := within(); err != nil {
			return err
		}
		p.Blank()
		return nil
	}
	return within()
}

// choice reads the wording that is meant where a text gives two.
func (r *reader) choice(p *format.Prose) error {
	found := false
	return r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "corr", "reg", "expan":
			if !found {
				found = true
				return r.inline(s, p)
			}
		}
		return r.drop(s, transcript.Variant)
	}, p.Write)
}

// ruby reads a base with its reading.
func (r *reader) ruby(p *format.Prose) error {
	n := p.Open()
	var reading format.Prose
	err := r.each(func(s xml.StartElement) error {
		to := p
		if s.Name.Local == "rt" {
			to = &reading
		}
		return r.each(func(s xml.StartElement) error { return r.inline(s, to) }, to.Write)
	}, p.Write)
	value, _ := reading.Text()
	p.Close(n, transcript.Ruby, value)
	return err
}

// words reads an element that holds words with annotations: white space in it is
// layout where the file says with join= which words stand close.
func (r *reader) words(start xml.StartElement, p *format.Prose) error {
	annotated := false
	err := r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "w", "pc":
			annotated = true
		}
		return r.inline(s, p)
	}, func(s string) {
		if r.joined && (annotated || start.Name.Local == "s") && strings.TrimSpace(s) == "" {
			return
		}
		p.Write(s)
	})
	if start.Name.Local == "s" {
		p.Blank()
	}
	return err
}

// closing are marks before which no blank stands, where a file without join=
// puts each word on a line of its own.
const closing = ".,;:!?)]}»”…،؛؟。，、；：！？）」』"

// word reads a word or a mark. A word of several, such as "du" for "de le", has
// those in it without text of their own.
func (r *reader) word(start xml.StartElement, p *format.Prose) error {
	var w format.Prose
	err := r.each(func(s xml.StartElement) error { return r.inline(s, &w) }, w.Write)
	text, spans := w.Text()
	if text == "" {
		return err
	}
	join := format.Attr(start.Attr, "join")
	if join == "left" || join == "both" || !r.joined && start.Name.Local == "pc" && strings.Contains(closing, text) {
		p.Tight()
	}
	if len(spans) > 0 {
		p.Blank()
	}
	p.Write(text)
	if r.joined && join != "right" && join != "both" {
		p.Blank()
	}
	return err
}
