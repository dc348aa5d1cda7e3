package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// flattener writes inline nodes as lines of text with spans.
type flattener struct {
	document.Writer
	d     *reading
	start int // source offset of the current line, -1 if not known
}

// inline gives the lines of a block's inline content.
func (d *reading) inline(n ast.Node) []document.Line {
	f := &flattener{d: d, start: -1}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		f.start = n.Lines().At(0).Start
	}
	f.children(n)
	f.Break(f.line(), false)
	lines := f.Lines()
	for len(lines) > 0 && lines[len(lines)-1].Text == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
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
		f.Write(unescape(n.Segment.Value(f.d.src), n.IsRaw()))
		if n.SoftLineBreak() || n.HardLineBreak() {
			f.Break(f.line(), n.HardLineBreak())
			f.start = n.Segment.Stop + 1
			if end := bytes.IndexByte(f.d.src[n.Segment.Stop:], '\n'); end >= 0 { // behind blanks
				f.start = n.Segment.Stop + end + 1
			}
		}
	case *ast.String:
		f.Write(unescape(n.Value, n.IsRaw()))
	case *ast.CodeSpan:
		f.Push(transcript.Mono, "")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				f.Write(strings.ReplaceAll(string(t.Segment.Value(f.d.src)), "\n", " "))
			}
		}
		f.Pop()
	case *ast.Emphasis:
		kind := transcript.Emphasis
		if n.Level == 2 {
			kind = transcript.Strong
		}
		f.Push(kind, "")
		f.children(n)
		f.Pop()
	case *extast.Strikethrough:
		f.Push(transcript.Strike, "")
		f.children(n)
		f.Pop()
	case *ast.Link:
		f.Push(transcript.Link, unescape(n.Destination, false))
		f.children(n)
		f.Pop()
	case *ast.Image:
		f.Push(transcript.Image, unescape(n.Destination, false))
		f.children(n)
		f.Pop()
	case *ast.AutoLink:
		label := string(n.Label(f.d.src))
		address := string(n.URL(f.d.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(address, "mailto:") {
			address = "mailto:" + address
		}
		f.Push(transcript.Link, address)
		f.Write(label)
		f.Pop()
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
