package markdown

import (
	"bytes"
	"cmp"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// inlineLine is one line of a paragraph, as a reader sees it. Lines are kept
// apart until it is known which of them begin a turn.
type inlineLine struct {
	line  int // in the file
	text  string
	spans []transcript.Span
	hard  bool // the line was broken on purpose: what follows is a new line too
}

// join makes one line of several.
func join(lines []inlineLine) inlineLine {
	if len(lines) == 1 {
		return lines[0]
	}
	out := inlineLine{line: lines[0].line}
	var text []byte
	edge := 0 // the first span of out that may end where the text so far does
	for _, m := range lines {
		out.hard = out.hard || m.hard
		if m.text == "" {
			continue
		}
		end := len(text)
		text = append(text, seam(text, m.text, out.hard && end > 0)...)
		shift := len(text)
		text = append(text, m.text...)
		before := len(out.spans)
		for _, s := range m.spans {
			s.Start += shift
			s.End += shift
			// A span that ran over the line break is one span again.
			if at := slices.IndexFunc(out.spans[edge:before], func(o transcript.Span) bool {
				return o.Kind == s.Kind && o.Value == s.Value && o.End == end && s.Start == shift
			}); at >= 0 {
				out.spans[edge+at].End = s.End
				continue
			}
			out.spans = append(out.spans, s)
		}
		sortSpans(out.spans[edge:])
		for edge < len(out.spans) && out.spans[edge].End < len(text) {
			edge++
		}
		out.hard = m.hard
	}
	out.text = string(text)
	sortSpans(out.spans)
	return out
}

func sortSpans(spans []transcript.Span) {
	slices.SortStableFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
}

// seam is what stands between the text of a paragraph so far and its next
// line; hard says that the line was broken on purpose.
func seam(text []byte, next string, hard bool) string {
	if hard {
		return "\n"
	}
	last, _ := utf8.DecodeLastRune(text)
	first, _ := utf8.DecodeRuneInString(next)
	tight := func(r rune) bool {
		return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r)
	}
	if len(text) == 0 || tight(last) && tight(first) {
		return ""
	}
	return " "
}

// flattener writes inline nodes as lines of text with spans.
type flattener struct {
	d     *document
	lines []inlineLine
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
func (d *document) inline(n ast.Node) []inlineLine {
	f := &flattener{d: d, start: -1}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		f.start = n.Lines().At(0).Start
	}
	f.children(n)
	f.breakLine(false)
	for len(f.lines) > 0 && f.lines[len(f.lines)-1].text == "" {
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
	l := inlineLine{text: string(f.cur), spans: f.spans, hard: hard}
	l = trimmed(l)
	if f.start >= 0 {
		l.line = f.d.line(f.start)
	} else {
		l.line = f.d.at
	}
	sortSpans(l.spans)
	f.lines = append(f.lines, l)
	f.cur, f.spans = nil, nil
	for i := range f.open {
		f.open[i].Start = 0
	}
}

// trimmed is a line without white space at its ends.
func trimmed(l inlineLine) inlineLine {
	lead := len(l.text) - len(strings.TrimLeftFunc(l.text, unicode.IsSpace))
	l.text = strings.TrimSpace(l.text)
	kept := l.spans[:0]
	for _, s := range l.spans {
		s.Start = min(max(s.Start-lead, 0), len(l.text))
		s.End = min(max(s.End-lead, 0), len(l.text))
		if s.End > s.Start {
			kept = append(kept, s)
		}
	}
	l.spans = kept
	return l
}

// cut is the part of a line from an offset on.
func (l inlineLine) cut(from int) inlineLine {
	out := inlineLine{line: l.line, hard: l.hard, text: l.text[from:]}
	for _, s := range l.spans {
		if s.End > from {
			out.spans = append(out.spans, transcript.Span{Start: max(s.Start-from, 0), End: s.End - from, Kind: s.Kind, Value: s.Value})
		}
	}
	return trimmed(out)
}
