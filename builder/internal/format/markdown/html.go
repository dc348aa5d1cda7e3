package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// The safe subset of HTML: elements that become a span, elements that only
// group and leave nothing behind, and elements that break a line. Anything else
// that HTML knows is dropped with a word; a tag that HTML does not know
// (<revocationpubkey>) is no tag but what somebody wrote. Spans are those of
// format.SpanOf, and links.

var plainElements = map[string]bool{
	"span": true, "u": true, "ins": true, "mark": true, "small": true, "big": true, "font": true, "abbr": true, "q": true, "bdi": true, "bdo": true, "time": true,
	"div": true, "section": true, "article": true, "header": true, "footer": true, "main": true, "center": true, "details": true, "summary": true,
	"table": true, "thead": true, "tbody": true, "tfoot": true, "colgroup": true, "col": true, "caption": true, "figure": true, "figcaption": true,
	"ul": true, "ol": true, "dl": true, "dt": true, "dd": true, "ruby": true, "rb": true, "rt": true, "rp": true, "wbr": true, "address": true, "aside": true, "nav": true, "label": true, "body": true, "html": true,
}

var breakElements = map[string]bool{
	"br": true, "p": true, "div": true, "li": true, "hr": true, "blockquote": true, "pre": true, "dt": true, "dd": true, "figcaption": true, "caption": true, "summary": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "tr": true,
}

// loadElements run, load or ask for something; their content goes with them.
var loadElements = map[string]bool{
	"script": true, "style": true, "iframe": true, "object": true, "embed": true, "form": true, "input": true, "button": true, "select": true, "option": true, "textarea": true,
	"video": true, "audio": true, "source": true, "track": true, "canvas": true, "svg": true, "math": true, "link": true, "meta": true, "base": true, "head": true, "title": true,
	"template": true, "noscript": true, "frame": true, "frameset": true, "noframes": true, "applet": true, "map": true, "area": true, "portal": true, "slot": true, "dialog": true, "picture": true, "img": true,
}

var (
	tag       = regexp.MustCompile(`(?s)^<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^<>]*)?)/?>$`)
	anyTag    = regexp.MustCompile(`(?s)<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9]*(?:\s+(?:"[^"]*"|'[^']*'|[^<>"'])*)?/?>`)
	attribute = regexp.MustCompile(`(?s)([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
	hollow    = regexp.MustCompile(`(?is)<(script|style)\b.*?(?:</(?:script|style)\s*>|$)`)
)

// rawHTML takes one tag within a paragraph.
func (f *flattener) rawHTML(raw string) {
	m := tag.FindStringSubmatch(raw)
	if m == nil {
		if !strings.HasPrefix(raw, "<!") && !strings.HasPrefix(raw, "<?") {
			f.Write(unescapeHTML(raw))
			return
		}
		f.d.drop(f.line(), raw)
		return
	}
	name := strings.ToLower(m[2])
	kind, isSpan := format.SpanOf(name)
	switch {
	case breakElements[name]:
		if m[1] == "" || name != "br" {
			if !f.Empty() || name == "br" {
				f.Break(f.line(), true)
			}
		}
	case name == "td" || name == "th":
		if m[1] == "" && !f.Empty() {
			f.Write(" ")
		}
	case isSpan || name == "a":
		switch {
		case m[1] == "/":
			f.CloseTag(name)
		case name == "a":
			f.OpenTag(name, transcript.Link, attr(m[3], "href"))
		default:
			f.OpenTag(name, kind, "")
		}
	case name == "img":
		if alt := attr(m[3], "alt"); alt != "" {
			f.Push(transcript.Image, attr(m[3], "src"))
			f.Write(alt)
			f.Pop()
			return
		}
		f.d.dropTag(f.line(), name, raw)
	case plainElements[name]:
	case loadElements[name]:
		f.d.dropTag(f.line(), name, raw)
	default:
		f.Write(unescapeHTML(raw))
	}
}

func (f *flattener) line() int {
	if f.start >= 0 {
		return f.d.line(f.start)
	}
	return f.d.at
}

func attr(attrs, name string) string {
	for _, m := range attribute.FindAllStringSubmatch(attrs, -1) {
		if strings.EqualFold(m[1], name) {
			return strings.TrimSpace(unescapeHTML(m[2] + m[3] + m[4]))
		}
	}
	return ""
}

func (d *reading) drop(line int, raw string) {
	d.dropped = append(d.dropped, transcript.Dropped{Line: line, EndLine: line + strings.Count(strings.TrimRight(raw, "\n"), "\n"), Kind: transcript.DroppedMarkup, Text: strings.TrimSpace(raw)})
}

func (d *reading) dropTag(line int, name, raw string) {
	d.drop(line, raw)
	if !strings.HasPrefix(raw, "</") {
		d.list = append(d.list, diag.New(diag.HTMLDropped, d.file.Path, line, 1, "the HTML element %q was left out", name).
			WithHint("name recordings under `media:` in front matter, and link to everything else"))
	}
}

// html takes a block of HTML: its text, by lines, with the spans of the safe
// subset.
func (d *reading) html(n *ast.HTMLBlock, at place) {
	var raw strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		raw.Write(seg.Value(d.src))
	}
	if n.HasClosure() {
		raw.Write(n.ClosureLine.Value(d.src))
	}
	line := d.lineOf(n)
	text := hollow.ReplaceAllStringFunc(raw.String(), func(m string) string {
		d.dropTag(line, strings.ToLower(hollow.FindStringSubmatch(m)[1]), m)
		return ""
	})
	f := &flattener{d: d, start: -1}
	pos := 0
	for _, m := range anyTag.FindAllStringIndex(text, -1) {
		f.htmlText(text[pos:m[0]])
		f.rawHTML(text[m[0]:m[1]])
		pos = m[1]
	}
	f.htmlText(text[pos:])
	f.Break(f.line(), false)
	b := document.Block{Kind: transcript.Speech, Quote: at.quote, Depth: at.depth}
	for _, l := range f.Lines() {
		if l.Text == "" {
			continue
		}
		l.Line = line
		b.Lines = append(b.Lines, l)
	}
	if len(b.Lines) > 0 {
		b.Lines[len(b.Lines)-1].Hard = false
		d.add(b, n)
	}
}

// htmlText writes text between tags, its white space collapsed as HTML does.
func (f *flattener) htmlText(s string) {
	s = unescapeHTML(s)
	words := strings.Fields(s)
	if len(words) == 0 {
		if s != "" && !f.Empty() {
			f.Write(" ")
		}
		return
	}
	if !f.Empty() && strings.ContainsAny(s[:1], " \n\t") {
		f.Write(" ")
	}
	f.Write(strings.Join(words, " "))
	if strings.ContainsAny(s[len(s)-1:], " \n\t") {
		f.Write(" ")
	}
}
