package html

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// inlineElements stand within a line; every other element begins and ends a
// paragraph.
var inlineElements = setOf(`a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr q rb rt rtc rp ruby s samp small span
	strike strong sub sup time tt u var wbr img br output math mi mn mo mrow msup msub mfrac msqrt mtext semantics annotation picture label`)

// walk reads what stands in an element.
func (r *reader) walk(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.text(c.Data, at)
		case html.ElementNode:
			r.element(c, at)
		}
	}
}

func (r *reader) element(n *html.Node, at place) {
	if line := lineOf(n); line > 0 {
		r.line = line
	}
	switch {
	case r.lone[n]:
	case unseen[n.Data]:
		r.drop(n)
	case n.Data == "audio" || n.Data == "video":
		r.media(n)
		r.drop(n)
	case n.Data == "br":
		r.lineEnd()
	case r.furniture(n):
		r.drop(n)
	case inlineElements[n.Data] || custom(n):
		r.inline(n, at)
	default:
		r.block(n, at)
	}
}

// custom tells whether HTML does not know an element: what word processors mark
// names, dates and places with (o:p, st1:place), and whatever a site made up.
// Such elements stand within a line, unless they hold paragraphs.
func custom(n *html.Node) bool {
	if n.DataAtom != 0 {
		return false
	}
	blocks := false
	elements(n, func(d *html.Node) bool {
		blocks = blocks || d.DataAtom != 0 && !inlineElements[d.Data]
		return !blocks
	})
	return !blocks
}

// block reads an element that is a paragraph, or holds some.
func (r *reader) block(n *html.Node, at place) {
	r.flush()
	at.speaker = at.speaker && n.Data != "table" || r.speaks(n) && !r.speakerWithin(n)
	at.lang = langOf(n, at.lang)
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		at.kind, at.depth = transcript.Heading, int(n.Data[1]-'0')
	case "blockquote":
		at.quote = at.quote || float64(r.sizes[n]) < float64(r.total)/2
	case "ul", "ol", "menu", "dir":
		r.items(n, at)
		return
	case "dl":
		r.terms(n, at)
		return
	case "table":
		r.table(n, at)
		return
	case "pre", "listing", "xmp", "plaintext":
		r.pre(n, at)
		return
	case "p":
		switch class := strings.ToLower(attr(n, "class")); {
		case strings.HasPrefix(class, "msotitle"):
			at.kind, at.depth = transcript.Heading, 1
		case strings.Contains(class, "listparagraph") && r.marker(n):
			first := true
			at.item, at.depth = &first, 1
		}
	}
	if at.kind == transcript.Heading && at.speaker {
		at.kind, at.depth = transcript.Speech, 0
	}
	if role := r.roleOf(n); role != "" && !at.speaker && len(r.blocks) > 0 && r.blocks[len(r.blocks)-1].IsLabel() {
		l := &r.blocks[len(r.blocks)-1].Lines[0]
		l.Text += " (" + role + ")"
		l.Label = len(l.Text)
		r.line = max(r.line, lastLine(n))
		return
	}
	r.at = at
	look := r.lookFor(n)
	r.looked(look, func() { r.walk(n, at) })
	if at.speaker && r.begun {
		r.label()
	}
	r.flush()
	r.at = place{}
}

// marker tells whether a paragraph begins with the marker of an item, which word
// processors write out.
func (r *reader) marker(n *html.Node) bool {
	found := false
	elements(n, func(d *html.Node) bool {
		found = found || isMarker(d)
		return !found
	})
	return found
}

func isMarker(n *html.Node) bool {
	style := strings.ToLower(attr(n, "style"))
	return strings.Contains(style, "mso-list") && strings.Contains(style, "ignore")
}

// langOf is the language that an element says its words are in, else outer.
func langOf(n *html.Node, outer lang.Tag) lang.Tag {
	for _, a := range n.Attr {
		if a.Key == "lang" || a.Key == "xml:lang" {
			if t, err := lang.Parse(a.Val); err == nil {
				return t
			}
		}
	}
	return outer
}

// looked writes what looks bold or italic by its style.
func (r *reader) looked(l look, write func()) {
	if l.bold {
		r.open(&r.bold, transcript.Strong)
		defer r.shut(&r.bold)
	}
	if l.slant {
		r.open(&r.slant, transcript.Emphasis)
		defer r.shut(&r.slant)
	}
	write()
}

// open begins a span unless one of the kind is open.
func (r *reader) open(count *int, kind transcript.SpanKind) {
	if *count++; *count == 1 {
		r.due()
		r.w.Push(kind, "")
	}
}

func (r *reader) shut(count *int) {
	if *count--; *count == 0 {
		r.w.Pop()
	}
}

// due writes the blank that is due.
func (r *reader) due() {
	if r.blank && !r.w.Blank() {
		r.w.Write(" ")
	}
	r.blank = false
}

// inline reads an element within a line.
func (r *reader) inline(n *html.Node, at place) {
	switch n.Data {
	case "wbr":
		return
	case "img":
		if alt := strings.Join(strings.Fields(attr(n, "alt")), " "); alt != "" {
			r.due()
			r.start(at)
			r.w.Push(transcript.Image, attr(n, "src"))
			r.w.Write(alt)
			r.w.Pop()
		}
		return
	case "ruby":
		r.ruby(n, at)
		return
	case "rt", "rp", "rtc":
		r.walk(n, at)
		return
	case "a":
		r.link(n, at)
		return
	case "q":
		r.text("“", at)
		r.walk(n, at)
		r.text("”", at)
		return
	}
	if isMarker(n) {
		r.drop(n)
		return
	}
	kind, isSpan := format.SpanOf(n.Data)
	l := r.lookFor(n)
	if kind == transcript.Strong && isSpan {
		l.bold, isSpan = true, false
	}
	if kind == transcript.Emphasis && isSpan {
		l.slant, isSpan = true, false
	}
	if role := r.roleOf(n); role != "" && r.w.Labelled() {
		r.w.Write(" (" + role + ")")
		r.label()
		return
	}
	speaks := r.speaks(n) && r.atHead()
	r.looked(l, func() {
		if isSpan {
			r.due()
			r.w.Push(kind, "")
			defer r.w.Pop()
		}
		r.walk(n, at)
	})
	if speaks {
		r.label()
	}
}

// atHead tells whether the line that is being written has nothing but a time.
func (r *reader) atHead() bool {
	text := strings.TrimSpace(r.w.Text())
	if text == "" || strings.Trim(text, ">") == "" {
		return true
	}
	_, rest := format.LeadingTime(text)
	return rest == ""
}

// roleNames are classes of elements that hold the office of a speaker.
var roleNames = setOf("role affiliation party function office position organisation organization constituency")

// roleOf gives the text of an element that says, by its class, as what somebody
// speaks; "" for others.
func (r *reader) roleOf(n *html.Node) string {
	for _, w := range words(attr(n, "class")) {
		if roleNames[w] {
			text := strings.Join(strings.Fields(r.textOf(n)), " ")
			if text = strings.Trim(text, "()[]（）,"); strings.ContainsAny(text, "()[]（）:：") || len(text) > maxRole {
				return ""
			}
			return text
		}
	}
	return ""
}

// maxRole is the longest office that is taken for one, in bytes.
const maxRole = 200

// label says that the line so far is who speaks.
func (r *reader) label() {
	r.w.Label()
	r.blank = true
}

// link reads a link. One that leads nowhere else, of a mark or a number, is how
// pages show the addresses of their paragraphs.
func (r *reader) link(n *html.Node, at place) {
	href := attr(n, "href")
	said := strings.TrimSpace(r.textOf(n))
	if strings.HasPrefix(href, "#") && said != "" && !strings.ContainsFunc(said, unicode.IsLetter) {
		if !strings.ContainsFunc(said, unicode.IsDigit) || r.w.Empty() && n.Parent.Data != "sup" {
			r.drop(n)
			return
		}
	}
	if href == "" || r.links > 0 {
		speaks := r.speaks(n) && r.atHead()
		r.walk(n, at)
		if speaks {
			r.label()
		}
		return
	}
	speaks := r.speaks(n) && r.atHead()
	r.due()
	r.w.Push(transcript.Link, href)
	r.links++
	if inner := n.FirstChild; inner != nil {
		r.walk(n, at)
	}
	r.links--
	r.w.Pop()
	if speaks {
		r.label()
	}
}

// ruby reads a word with its reading above it.
func (r *reader) ruby(n *html.Node, at place) {
	var above strings.Builder
	elements(n, func(d *html.Node) bool {
		if d.Data == "rt" {
			above.WriteString(strings.TrimSpace(r.textOf(d)))
		}
		return true
	})
	r.due()
	r.start(at)
	before := r.w.Text()
	r.w.Push(transcript.Ruby, above.String())
	r.base(n, at)
	if !strings.ContainsFunc(strings.TrimPrefix(r.w.Text(), before), counts) {
		r.text(above.String(), at) // it stands above nothing, or above a sign
	}
	r.w.Pop()
}

// base reads what stands below the reading.
func (r *reader) base(n *html.Node, at place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			r.text(c.Data, at)
		case c.Type != html.ElementNode, c.Data == "rt", c.Data == "rp":
		case c.Data == "rtc":
			r.base(c, at)
		default:
			r.element(c, at)
		}
	}
}

// text writes text, in which white space is layout.
func (r *reader) text(s string, at place) {
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '\n':
			r.line++
			r.blank = true
		case c == ' ', c == '\t', c == '\r', c == '\f':
			r.blank = true
		case c == '\u00a0' && !firm(s[:i], s[i+n:]):
			r.blank = true
		case c == '\u00ad', c == '\u200b', c == '\ufeff': // where a word may be broken
		default:
			end := i + n
			for end < len(s) {
				c, n := utf8.DecodeRuneInString(s[end:])
				if c <= ' ' || c == '\u00a0' || c == '\u00ad' || c == '\u200b' || c == '\ufeff' {
					break
				}
				end += n
			}
			r.due()
			r.start(at)
			r.w.Write(s[i:end])
			i = end
			continue
		}
		i += n
	}
}

// firm tells whether a no-break blank joins what stands around it, as before a
// mark in French or within a number, rather than makes room.
func firm(before, after string) bool {
	b, _ := utf8.DecodeLastRuneInString(before)
	a, _ := utf8.DecodeRuneInString(after)
	return strings.ContainsRune(":;!?»%", a) && lang.IsLetter(b) || b == '«' || unicode.IsDigit(b) && unicode.IsDigit(a)
}

// start notes where the line that is being written begins.
func (r *reader) start(at place) {
	if r.first == 0 {
		r.first = r.line
	}
	if !r.begun {
		r.begun = true
		r.at = at
	}
}

// lineEnd ends a line; a second one in a row ends the paragraph.
func (r *reader) lineEnd() {
	if r.w.Empty() {
		if r.begun {
			at := r.at
			r.flush()
			r.at = at
		}
		return
	}
	r.endLine(true)
}

func (r *reader) endLine(hard bool) {
	r.w.Break(r.first, hard)
	r.first, r.blank = 0, false
}

// flush ends the paragraph that is being written.
func (r *reader) flush() {
	if !r.w.Empty() {
		r.endLine(false)
	}
	lines := r.w.Lines()
	lines = slices.DeleteFunc(lines, func(l document.Line) bool { return l.Text == "" })
	r.begun, r.blank, r.first = false, false, 0
	if len(lines) == 0 {
		return
	}
	at := r.at
	b := document.Block{Kind: at.kind, Quote: at.quote, Depth: at.depth, Line: lines[0].Line, Lang: at.lang, Lines: lines}
	switch {
	case at.turns:
		b.Depth = 0
	case at.item != nil && *at.item:
		b.Kind, b.Number, b.Depth = transcript.Item, at.number, max(at.depth-1, 0)
		*at.item = false // what follows in the item has no marker of its own
	}
	if b.Kind == transcript.Heading && slices.ContainsFunc(lines, func(l document.Line) bool { return l.Label > 0 }) {
		b.Kind, b.Depth = transcript.Speech, 0
	}
	r.blocks = append(r.blocks, b)
}

// pre reads typed lines.
func (r *reader) pre(n *html.Node, at place) {
	b := document.Block{Kind: transcript.Code, Quote: at.quote, Depth: at.depth, Line: r.line, Lang: at.lang}
	text := strings.Trim(rawText(n), "\n")
	line := r.line
	for l := range strings.SplitSeq(text, "\n") {
		b.Lines = append(b.Lines, document.Line{Line: line, Text: strings.TrimRight(l, " \t\r"), Hard: true})
		line++
	}
	r.dropUnseen(n)
	if strings.TrimSpace(text) != "" {
		r.blocks = append(r.blocks, b)
	}
}

// number reads the number of an item, 0 for none.
func number(n *html.Node, name string) int {
	v, err := strconv.Atoi(attr(n, name))
	if err != nil || v < 1 {
		return 0
	}
	return v
}
