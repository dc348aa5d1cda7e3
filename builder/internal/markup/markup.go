// Package markup writes what repeats by the turn: turns, segments, events and
// excerpts, straight to escaped bytes.
//
// Text comes in as plain text with spans and goes out as HTML in which every
// character of the text is escaped; no markup of a transcript ever passes. The
// element names and classes written here are a contract: stylesheets may
// restyle them, and the theme's README lists them. html/template for every turn
// was measured to take two to ten times as long as all other rendering.
package markup

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// Escape appends text to dst with what HTML would take for markup escaped.
func Escape(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); i++ {
		var esc string
		switch text[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '"':
			esc = "&#34;"
		case '\'':
			esc = "&#39;"
		case 0:
			esc = "\ufffd"
		default:
			continue
		}
		dst = append(dst, text[from:i]...)
		dst = append(dst, esc...)
		from = i + 1
	}
	return append(dst, text[from:]...)
}

// attr appends ` name="value"`, or nothing when value is empty.
func attr(dst []byte, name, value string) []byte {
	if value == "" {
		return dst
	}
	dst = append(dst, ' ')
	dst = append(dst, name...)
	dst = append(dst, `="`...)
	return append(Escape(dst, value), '"')
}

// Words are the words that stand at every turn, in the page's language.
type Words struct {
	// Event gives the name of a kind of event, for a title; "" for one that has
	// none.
	Event func(kind string) string
	// Link says where a link leads; ok is false for one that is none. nil keeps
	// every link that is safe.
	Link func(href string) (to string, ok bool)
	// Unclear is what a passage that could not be heard is called.
	Unclear string
}

// Segments appends segments as blocks. anchor is the address of the turn they
// belong to, "" for running text; passages, which run parallel, says which
// segments begin a passage and the number of it, 0 for none.
func Segments(dst []byte, segs []transcript.Segment, anchor string, passages []int, w *Words) []byte {
	st := state{dst: dst, w: w}
	for i, s := range segs {
		id := ""
		if i < len(passages) && passages[i] > 1 {
			id = anchor + "." + strconv.Itoa(passages[i])
		}
		st.segment(s, id)
	}
	st.closeTo(false, "", -1)
	return st.dst
}

// state is what is open while segments are written: a quotation, lists, a
// table.
type state struct {
	dst   []byte
	w     *Words
	quote bool
	lists []string // names of open list elements, outermost first
	table bool
}

func (st *state) str(s string) { st.dst = append(st.dst, s...) }

// closeTo closes what the next segment does not stand in. depth is that of the
// next list item, -1 for what is no item.
func (st *state) closeTo(quote bool, list string, depth int) {
	if st.table && (list != "table" || st.quote != quote) {
		st.str("</tbody></table></div>")
		st.table = false
	}
	for len(st.lists) > depth+1 || len(st.lists) > 0 && st.quote != quote {
		st.str("</li></" + st.lists[len(st.lists)-1] + ">")
		st.lists = st.lists[:len(st.lists)-1]
	}
	if st.quote && !quote {
		st.str("</blockquote>")
		st.quote = false
	}
	if !st.quote && quote {
		st.str("<blockquote>")
		st.quote = true
	}
}

func (st *state) segment(s transcript.Segment, id string) {
	switch s.Kind {
	case transcript.Item:
		name := "ul"
		if s.Number > 0 {
			name = "ol"
		}
		depth := min(s.Depth, len(st.lists)) // a list begins one level at a time
		st.closeTo(s.Quote, name, depth)
		switch {
		case len(st.lists) == depth+1 && st.lists[depth] != name:
			st.str("</li></" + st.lists[depth] + ">")
			st.lists = st.lists[:depth]
			st.openList(name, s.Number)
		case len(st.lists) == depth+1:
			st.str("</li>")
		default:
			st.openList(name, s.Number)
		}
		st.str("<li")
		st.dst = attr(st.dst, "id", id)
		st.str(">")
		st.inline(s)
	case transcript.Row, transcript.HeadRow:
		st.closeTo(s.Quote, "table", -1)
		st.row(s, id)
	case transcript.Code:
		st.closeTo(s.Quote, "", -1)
		st.str("<pre")
		st.dst = attr(st.dst, "id", id)
		st.str(` tabindex="0"><code>`)
		st.dst = Escape(st.dst, s.Text)
		st.str("</code></pre>")
	case transcript.Heading:
		st.closeTo(s.Quote, "", -1)
		level := strconv.Itoa(min(max(s.Depth, 2), 6))
		st.str("<h" + level)
		st.dst = attr(st.dst, "id", id)
		st.str(">")
		st.inline(s)
		st.str("</h" + level + ">")
	default:
		// A paragraph at the depth of an item goes on within it.
		depth := -1
		if s.Depth > 0 && len(st.lists) > 0 {
			depth = min(s.Depth, len(st.lists)) - 1
		}
		st.closeTo(s.Quote, "", depth)
		st.str("<p")
		st.dst = attr(st.dst, "id", id)
		if s.Kind == transcript.Note {
			st.str(` class="note"`)
		}
		st.str(">")
		st.inline(s)
		st.str("</p>")
	}
}

func (st *state) openList(name string, number int) {
	st.str("<" + name)
	if name == "ol" && number != 1 {
		st.str(` start="` + strconv.Itoa(number) + `"`)
	}
	st.str(">")
	st.lists = append(st.lists, name)
}

func (st *state) row(s transcript.Segment, id string) {
	if !st.table {
		st.str(`<div class="table" tabindex="0"><table`)
		st.dst = attr(st.dst, "id", id)
		st.str("><tbody>")
		st.table = true
	}
	cell := "td"
	if s.Kind == transcript.HeadRow {
		cell = "th"
	}
	st.str("<tr>")
	for from := 0; from <= len(s.Text); {
		end := strings.IndexByte(s.Text[from:], '\t')
		if end < 0 {
			end = len(s.Text)
		} else {
			end += from
		}
		st.str("<" + cell)
		if cell == "th" {
			st.str(` scope="col"`)
		}
		st.str(">")
		st.stretch(s.Text, s.Spans, from, end)
		st.str("</" + cell + ">")
		from = end + 1
	}
	st.str("</tr>")
}

func (st *state) inline(s transcript.Segment) { st.stretch(s.Text, s.Spans, 0, len(s.Text)) }

// stretch writes text[from:end] with its spans, which are sorted and nest.
func (st *state) stretch(text string, spans []transcript.Span, from, end int) {
	type openSpan struct {
		end  int
		tail string
	}
	var open []openSpan
	at := from
	closeUntil := func(pos int) {
		for len(open) > 0 && open[len(open)-1].end <= pos {
			o := open[len(open)-1]
			st.text(text[at:o.end])
			at = o.end
			st.str(o.tail)
			open = open[:len(open)-1]
		}
	}
	for _, s := range spans {
		start, stop := max(s.Start, from), min(s.End, end)
		if start >= stop || start < at && len(open) == 0 || !utf8.ValidString(text[start:stop]) {
			continue
		}
		closeUntil(start)
		if len(open) > 0 && stop > open[len(open)-1].end {
			continue // crosses what is open: leave it out rather than break the nesting
		}
		st.text(text[at:start])
		at = start
		head, tail := st.span(s)
		st.str(head)
		open = append(open, openSpan{stop, tail})
	}
	closeUntil(end)
	st.text(text[at:end])
}

// text writes plain text; a line feed in it is a line that was broken on
// purpose.
func (st *state) text(s string) {
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			st.dst = Escape(st.dst, s)
			return
		}
		st.dst = Escape(st.dst, s[:i])
		st.str("<br>")
		s = s[i+1:]
	}
}

var plainTags = map[transcript.SpanKind]string{
	transcript.Emphasis: "em", transcript.Strong: "strong", transcript.Strike: "s", transcript.Mono: "code",
	transcript.Sub: "sub", transcript.Super: "sup",
}

// span gives the tags around a span.
func (st *state) span(s transcript.Span) (head, tail string) {
	if tag := plainTags[s.Kind]; tag != "" {
		return "<" + tag + ">", "</" + tag + ">"
	}
	switch s.Kind {
	case transcript.Link:
		to, ok := st.link(s.Value)
		if !ok {
			return "<span>", "</span>"
		}
		return string(append(attr([]byte("<a"), "href", to), '>')), "</a>"
	case transcript.Image:
		// A page asks another host for nothing before the reader clicks, so a
		// remote image is a link.
		to, ok := st.link(s.Value)
		if !ok {
			return `<span class="image">`, "</span>"
		}
		return string(append(attr([]byte(`<a class="image"`), "href", to), '>')), "</a>"
	case transcript.Event:
		class := "event e-" + s.Value
		title := ""
		if st.w != nil && st.w.Event != nil {
			title = st.w.Event(s.Value)
		}
		if s.Value == "inaudible" || s.Value == "interference" {
			class += " unclear"
			if st.w != nil && title == "" {
				title = st.w.Unclear
			}
		}
		return string(append(attr(attr([]byte("<span"), "class", class), "title", title), '>')), "</span>"
	case transcript.Gap:
		return `<span class="gap">`, "</span>"
	}
	return "<span>", "</span>"
}

func (st *state) link(href string) (string, bool) {
	if st.w != nil && st.w.Link != nil {
		to, ok := st.w.Link(href)
		return to, ok && SafeLink(to)
	}
	return href, SafeLink(href)
}

// SafeLink tells whether an address may be a link: relative, or of a scheme
// that only leads somewhere.
func SafeLink(address string) bool {
	address = strings.TrimSpace(address)
	if address == "" || strings.ContainsFunc(address, func(r rune) bool { return r < 0x20 || r == 0x7f }) {
		return false
	}
	end := strings.IndexAny(address, ":/?#")
	if end < 0 || address[end] != ':' {
		return !strings.HasPrefix(address, "//") || len(address) > 2
	}
	switch strings.ToLower(address[:end]) {
	case "http", "https", "mailto", "ftp", "tel", "doi", "urn":
		return true
	}
	return false
}
