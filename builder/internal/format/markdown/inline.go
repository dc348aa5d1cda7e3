package markdown

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// flattener writes inline nodes as lines of text with spans.
type flattener struct {
	d     *reading
	lines []document.Line
	cur   []byte
	spans []transcript.Span
	open  []openSpan
	start int // source offset of the current line, -1 if not known
}

// openSpan is a span whose end is not reached; End is not used.
type openSpan struct {
	transcript.Span
	tag  string // the HTML element that opened it, "" for Markdown's own
	more int    // how often that was opened again within it
}

// inline gives the lines of a block's inline content.
func (d *reading) inline(n ast.Node) []document.Line {
	f := &flattener{d: d, start: -1}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		f.start = n.Lines().At(0).Start
	}
	f.children(n)
	f.breakLine(false)
	for len(f.lines) > 0 && f.lines[len(f.lines)-1].Text == "" {
		f.lines = f.lines[:len(f.lines)-1]
	}
	return f.lines
}

func (f *flattener) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f.node(c)
	}
}

func (f *flattener) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if f.start < 0 {
			f.start = n.Segment.Start
		}
		f.write(unescape(n.Segment.Value(f.d.src), n.IsRaw()))
		if n.SoftLineBreak() || n.HardLineBreak() {
			f.breakLine(n.HardLineBreak())
			f.start = n.Segment.Stop + 1
		}
	case *ast.String:
		f.write(unescape(n.Value, n.IsRaw()))
	case *ast.CodeSpan:
		f.push(transcript.Mono, "")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				f.write(strings.ReplaceAll(string(t.Segment.Value(f.d.src)), "\n", " "))
			}
		}
		f.pop()
	case *ast.Emphasis:
		kind := transcript.Emphasis
		if n.Level == 2 {
			kind = transcript.Strong
		}
		f.push(kind, "")
		f.children(n)
		f.pop()
	case *extast.Strikethrough:
		f.push(transcript.Strike, "")
		f.children(n)
		f.pop()
	case *ast.Link:
		f.push(transcript.Link, unescape(n.Destination, false))
		f.children(n)
		f.pop()
	case *ast.Image:
		f.push(transcript.Image, unescape(n.Destination, false))
		f.children(n)
		f.pop()
	case *ast.AutoLink:
		label := string(n.Label(f.d.src))
		address := string(n.URL(f.d.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(address, "mailto:") {
			address = "mailto:" + address
		}
		f.push(transcript.Link, address)
		f.write(label)
		f.pop()
	case *ast.RawHTML:
		var raw strings.Builder
		for i := range n.Segments.Len() {
			seg := n.Segments.At(i)
			raw.Write(seg.Value(f.d.src))
		}
		f.rawHTML(raw.String())
	default:
		f.children(n)
	}
}

// escaped is a backslash escape, or an entity. One without its semicolon is
// none: "?a=1&copy=2" is an address.
var escaped = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|" + entity)

const entity = `&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});`

var entities = regexp.MustCompile(entity)

// unescape resolves backslash escapes and entities.
func unescape(b []byte, raw bool) string {
	if raw || bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return escaped.ReplaceAllStringFunc(string(b), func(m string) string {
		if m[0] == '\\' {
			return m[1:]
		}
		return html.UnescapeString(m)
	})
}

// unescapeHTML resolves entities.
func unescapeHTML(s string) string { return entities.ReplaceAllStringFunc(s, html.UnescapeString) }

// write appends text. An entity may be a control character, which a line of
// text does not have.
func (f *flattener) write(s string) {
	if strings.ContainsFunc(s, notInLine) {
		s = strings.Map(inLine, s)
	}
	f.cur = append(f.cur, s...)
}

// notInLine tells the characters that a line of text does not have.
func notInLine(r rune) bool {
	return r < ' ' || r >= 0x7F && (r < 0xA0 || r == 0x2028 || r == 0x2029 || r == utf8.RuneError)
}

// inLine is what stands for a character in a line of text.
func inLine(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\f', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case unicode.IsControl(r):
		return utf8.RuneError
	}
	return r
}

func (f *flattener) push(kind transcript.SpanKind, value string) {
	f.open = append(f.open, openSpan{Span: transcript.Span{Start: len(f.cur), Kind: kind, Value: value}})
}

// pop ends Markdown's innermost open span, and whatever HTML left open in it.
func (f *flattener) pop() {
	for {
		s := f.open[len(f.open)-1]
		f.close(len(f.open) - 1)
		if s.tag == "" {
			return
		}
	}
}

// close ends open span i. Those opened within it end too, so that spans nest,
// and go on after it.
func (f *flattener) close(i int) {
	for j := len(f.open) - 1; j >= i; j-- {
		f.keep(f.open[j].Span)
		f.open[j].Start = len(f.cur)
	}
	f.open = slices.Delete(f.open, i, i+1)
}

// keep adds a span that ends here.
func (f *flattener) keep(s transcript.Span) {
	if s.End = len(f.cur); s.End > s.Start {
		f.spans = append(f.spans, s)
	}
}

// breakLine ends the current line; open spans go on in the next.
func (f *flattener) breakLine(hard bool) {
	for _, s := range f.open {
		f.keep(s.Span)
	}
	l := document.Line{Text: string(f.cur), Spans: f.spans, Hard: hard}
	l = l.Trimmed()
	if f.start >= 0 {
		l.Line = f.d.line(f.start)
	} else {
		l.Line = f.d.at
	}
	document.SortSpans(l.Spans)
	f.lines = append(f.lines, l)
	f.cur, f.spans = nil, nil
	for i := range f.open {
		f.open[i].Start = 0
	}
}
