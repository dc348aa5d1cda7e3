package odt

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// reader makes blocks of a document.
type reader struct {
	t      *transcript.Transcript
	zip    *source.Zip
	styles *styles
	blocks []document.Block

	x        *format.XML
	line     int // number of the paragraph
	w        document.Writer
	now      paragraph
	look     look             // of the text that is being read
	link     string           // address of the link that is open
	after    []document.Block // notes and text boxes of the paragraph that is being read
	lists    []string         // styles of the lists that are open
	fresh    bool             // the item has no paragraph yet
	index    int              // how many tables of contents are open
	counts   map[place]int
	comments int
	deleted  int
}

// paragraph is what is said of the paragraph that is being read.
type paragraph struct {
	open  bool
	style style
	level int // of a heading
	item  bool
}

// content reads the text of the document. The error is what is wrong with its
// XML; what was read until then is kept.
func (r *reader) content() error {
	x, err := format.ZipXML(r.zip, contentPart)
	if x == nil || err != nil {
		return err
	}
	r.x = x
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		s, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch s.Name.Local {
		case "automatic-styles":
			n, err := x.Tree(s)
			r.styles.add(n)
			if err != nil {
				return err
			}
		case "body":
			if err := r.inner(); err != nil {
				return err
			}
		}
	}
}

// inner reads what stands in the element that was opened last.
func (r *reader) inner() error { return r.x.Each(r.element, r.text) }

// element reads an element. One that is not known is read for what stands in it.
func (r *reader) element(s xml.StartElement) error {
	name := s.Name.Local
	if unread[name] {
		return r.untold(s)
	}
	switch name {
	case "p", "h":
		return r.paragraph(s)
	case "list":
		return r.list(s)
	case "list-item", "list-header", "numbered-paragraph":
		return r.item(s)
	case "table":
		return r.table()
	case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index", "bibliography":
		r.index++
		err := r.inner()
		r.index--
		return err
	case "span":
		return r.span(s)
	case "a":
		return r.anchor(s)
	case "tab", "s":
		if !r.w.Blank() {
			r.write(" ")
		}
	case "line-break":
		if r.now.open {
			r.w.EndAs()
			r.w.Break(r.line, true)
		}
	case "note":
		return r.note()
	case "ruby":
		return r.ruby()
	case "text-box":
		return r.within(r.inner, func(blocks []document.Block) { r.after = append(r.after, blocks...) })
	}
	return r.inner()
}

// untold passes over an element whose words are none of the document, and counts
// those that somebody wrote.
func (r *reader) untold(s xml.StartElement) error {
	switch s.Name.Local {
	case "annotation":
		r.comments++
	case "tracked-changes":
		return r.x.Each(func(s xml.StartElement) error {
			return r.x.Each(func(s xml.StartElement) error {
				if s.Name.Local == "deletion" {
					r.deleted++
				}
				return r.x.Skip()
			}, nil)
		}, nil)
	}
	return r.x.Skip()
}

// paragraph reads a paragraph or a heading.
func (r *reader) paragraph(s xml.StartElement) error {
	if r.now.open { // one in another, as in a text box
		return r.within(func() error { return r.paragraph(s) }, func(blocks []document.Block) { r.after = append(r.after, blocks...) })
	}
	r.line++
	r.x.Paragraph()
	p := paragraph{open: true, style: r.styles.of(format.Attr(s.Attr, "style-name"))}
	p.level = p.style.level
	if v, err := strconv.Atoi(format.Attr(s.Attr, "outline-level")); err == nil && s.Name.Local == "h" {
		p.level = min(max(v, 1), 6)
	}
	p.item = len(r.lists) > 0 && r.fresh && p.level == 0
	r.now, r.look = p, p.style.look
	err := r.inner()
	r.flush()
	r.now, r.fresh = paragraph{}, false
	return err
}

// text writes words between elements. White space of the file is layout.
func (r *reader) text(s string) {
	if !r.now.open {
		return
	}
	for len(s) > 0 {
		n := strings.IndexAny(s, " \t\r\n")
		if n < 0 {
			r.write(s)
			return
		}
		r.write(s[:n])
		rest := strings.TrimLeft(s[n:], " \t\r\n")
		if !r.w.Blank() {
			r.write(" ")
		}
		s = rest
	}
}

// write adds text that looks as the style says.
func (r *reader) write(s string) {
	s = strings.Map(func(c rune) rune {
		switch c {
		case '\u00ad', '\u200b', '\ufeff':
			return -1
		case '\u00a0': // after a label a blank, as everywhere
			return ' '
		}
		return c
	}, s)
	if s == "" || !r.now.open {
		return
	}
	if is(r.look.hidden) {
		r.drop(transcript.Furniture, s)
		return
	}
	var spans []transcript.Span
	add := func(on bool, kind transcript.SpanKind) {
		if on {
			spans = append(spans, transcript.Span{Kind: kind})
		}
	}
	if r.link != "" {
		spans = append(spans, transcript.Span{Kind: transcript.Link, Value: r.link})
	}
	heading := r.now.level > 0 || r.now.style.title
	add(is(r.look.bold) && !heading, transcript.Strong)
	add(is(r.look.slant) && !heading, transcript.Emphasis)
	add(is(r.look.strike), transcript.Strike)
	add(r.look.place == "super", transcript.Super)
	add(r.look.place == "sub", transcript.Sub)
	r.w.WriteAs(spans, s)
}

// span reads text that looks alike.
func (r *reader) span(s xml.StartElement) error {
	outer := r.look
	named := r.styles.of(format.Attr(s.Attr, "style-name"))
	r.look = named.look.over(outer)
	err := r.inner()
	r.look = outer
	if named.speaker && r.now.open {
		r.w.Label()
	}
	return err
}

// anchor reads a link. One within the document is none.
func (r *reader) anchor(s xml.StartElement) error {
	outer := r.link
	if to := format.Attr(s.Attr, "href"); to != "" && !strings.HasPrefix(to, "#") {
		r.link = to
	}
	err := r.inner()
	r.link = outer
	return err
}

// drop lists text that is left out.
func (r *reader) drop(kind transcript.DropKind, text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		line := max(r.line, 1)
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: kind, Text: text})
	}
}

// flush ends the paragraph that is being written.
func (r *reader) flush() {
	r.w.EndAs()
	if !r.w.Empty() {
		r.w.Break(r.line, false)
	}
	var lines []document.Line
	for _, l := range r.w.Lines() {
		if l.Text != "" {
			lines = append(lines, l)
		}
	}
	now := r.now
	if len(lines) > 0 {
		b := document.Block{Kind: transcript.Speech, Quote: now.style.quote, Line: lines[0].Line, Lines: lines}
		switch {
		case r.index > 0:
			r.drop(transcript.Furniture, b.Text())
			lines = nil
		case now.level > 0 || now.style.title:
			b.Kind, b.Depth = transcript.Heading, max(now.level, 1)
		case now.style.speaker:
			b.Lines[0].Label = len(b.Lines[0].Text)
		case now.item:
			b.Kind, b.Depth, b.Number = transcript.Item, len(r.lists)-1, r.count()
		}
		if lines != nil {
			r.blocks = append(r.blocks, b)
		}
	}
	r.blocks = append(r.blocks, r.after...)
	r.after = nil
}

// within reads blocks that are not to stand among the others, and hands them
// over.
func (r *reader) within(read func() error, take func([]document.Block)) error {
	r.w.EndAs()
	w, now, blocks, after, link, look, lists := r.w, r.now, r.blocks, r.after, r.link, r.look, r.lists
	r.w, r.now, r.blocks, r.after, r.link, r.lists = document.Writer{}, paragraph{}, nil, nil, "", nil
	err := read()
	r.flush()
	got := r.blocks
	r.w, r.now, r.blocks, r.after, r.link, r.look, r.lists = w, now, blocks, after, link, look, lists
	take(got)
	return err
}
