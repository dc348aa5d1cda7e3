package markdown

import (
	"cmp"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

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

// appended is l followed by m, with sep between.
func (l inlineLine) appended(m inlineLine, sep string) inlineLine {
	shift := len(l.text) + len(sep)
	l.text += sep + m.text
	l.spans = slices.Clone(l.spans)
	for _, s := range m.spans {
		s.Start += shift
		s.End += shift
		// A span that ran over the line break is one span again.
		if i := slices.IndexFunc(l.spans, func(o transcript.Span) bool {
			return o.Kind == s.Kind && o.Value == s.Value && o.End == shift-len(sep) && s.Start == shift
		}); i >= 0 && m.text != "" {
			l.spans[i].End = s.End
			continue
		}
		l.spans = append(l.spans, s)
	}
	l.hard = m.hard
	slices.SortStableFunc(l.spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return l
}

// seam is what stands between two lines of one paragraph once they are joined.
func seam(a, b inlineLine) string {
	if a.hard {
		return "\n"
	}
	last, _ := utf8.DecodeLastRuneInString(a.text)
	first, _ := utf8.DecodeRuneInString(b.text)
	tight := func(r rune) bool {
		return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r)
	}
	if a.text == "" || b.text == "" || tight(last) && tight(first) {
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
	open  []transcript.Span // spans whose end is not reached; End unused
	start int               // source offset of the current line, -1 if not known
	html  []htmlOpen
}

// inline gives the lines of a block's inline content.
func (d *document) inline(n ast.Node) []inlineLine {
	f := &flattener{d: d, start: -1}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		f.start = n.Lines().At(0).Start
	}
	f.children(n)
	f.closeAllHTML()
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
		if f.start < 0 {
			f.start = 0
		}
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

// unescape resolves backslash escapes and entities.
func unescape(b []byte, raw bool) string {
	if raw {
		return string(b)
	}
	return html.UnescapeString(string(util.UnescapePunctuations(b)))
}

func (f *flattener) write(s string) {
	s = strings.Map(func(r rune) rune {
		if r == 0 {
			return utf8.RuneError
		}
		return r
	}, s)
	f.cur = append(f.cur, s...)
}

func (f *flattener) push(kind transcript.SpanKind, value string) {
	f.open = append(f.open, transcript.Span{Start: len(f.cur), Kind: kind, Value: value})
}

func (f *flattener) pop() {
	s := f.open[len(f.open)-1]
	f.open = f.open[:len(f.open)-1]
	s.End = len(f.cur)
	if s.End > s.Start {
		f.spans = append(f.spans, s)
	}
}

// breakLine ends the current line; open spans go on in the next.
func (f *flattener) breakLine(hard bool) {
	for _, s := range f.open {
		s.End = len(f.cur)
		if s.End > s.Start {
			f.spans = append(f.spans, s)
		}
	}
	l := inlineLine{text: string(f.cur), spans: f.spans, hard: hard}
	l = trimmed(l)
	if f.start >= 0 {
		l.line = f.d.line(f.start)
	} else {
		l.line = f.d.at
	}
	slices.SortStableFunc(l.spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
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
