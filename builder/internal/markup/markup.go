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
	"bytes"
	"strconv"
	"strings"

	"dixit/builder/internal/transcript"
)

// escapes are what HTML would take for markup, and how it is written.
var escapes = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", 0: "\ufffd"}

// Escape appends text to dst with what HTML would take for markup escaped.
func Escape(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		end := len(text)
		if i+8 <= len(text) {
			if plainEight(text, i) {
				i += 8
				continue
			}
			end = i + 8
		}
		for ; i < end; i++ {
			if esc := escapes[text[i]]; esc != "" {
				dst = append(append(dst, text[from:i]...), esc...)
				from = i + 1
			}
		}
	}
	return append(dst, text[from:]...)
}

// plainEight tells whether none of the eight bytes at text[i:] is one of escapes.
func plainEight(text string, i int) bool {
	b := text[i : i+8]
	w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
	const each = 0x0101010101010101
	// What is left of a byte is none where it was the one asked for, and then taking
	// one from it sets its highest bit, which it had not.
	amp := (w | each*('&'^'\'')) ^ each*'\''
	angle := (w | each*('<'^'>')) ^ each*'>'
	quote := w ^ each*'"'
	return ((w-each)&^w|(amp-each)&^amp|(angle-each)&^angle|(quote-each)&^quote)&(each*0x80) == 0
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
	// Unsure is what words are called that a recogniser was not sure of.
	Unsure string
}

// Places are the places that segments of a turn have. The zero value is that of
// running text, which has none.
type Places struct {
	Anchor string // address of the turn
	// Passages, which run parallel to the segments, say which of them begin a
	// passage and the number of it, 0 for none.
	Passages []int
	// Stamps, which run parallel too, lead to when segments were spoken. That of a
	// segment that goes on the one before, or is no speech, is not shown.
	Stamps []Stamp
}

// Stamp is a time of the recording; the zero Stamp is none.
type Stamp struct {
	Href string // to that place of the recording
	Text string // as written, such as 12:03
}

// Segments appends segments as blocks.
func Segments(dst []byte, segs []transcript.Segment, at Places, w *Words) []byte {
	st := state{dst: dst, w: w}
	for i, s := range segs {
		id := ""
		if i < len(at.Passages) && at.Passages[i] > 1 {
			id = at.Anchor + "." + strconv.Itoa(at.Passages[i])
		}
		st.stamp = Stamp{}
		if i < len(at.Stamps) {
			st.stamp = at.Stamps[i]
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
	stamp Stamp // of the segment that is written
	quote bool
	lists []list // open lists, outermost first
	table bool
	body  bool // the open table has a row that is none of its head
}

// list is a list that is open, within one of its items.
type list struct {
	name string // of the element
	last int    // number of the open item
}

func (st *state) str(s string) { st.dst = append(st.dst, s...) }

// closeTo closes what the next segment does not stand in. depth is that of the
// next list item, -1 for what is no item.
func (st *state) closeTo(quote bool, list string, depth int) {
	if st.table && (list != "table" || st.quote != quote) {
		st.str("</tbody></table></div>")
		st.table, st.body = false, false
	}
	for len(st.lists) > depth+1 || len(st.lists) > 0 && st.quote != quote {
		st.str("</li></" + st.lists[len(st.lists)-1].name + ">")
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

// segment writes a segment as the block that its kind asks for. id is its element
// id, "" for none.
func (st *state) segment(s transcript.Segment, id string) {
	switch s.Kind {
	case transcript.Item:
		st.item(s, id)
	case transcript.Row, transcript.HeadRow:
		if s.Kind == transcript.HeadRow && st.body {
			st.closeTo(s.Quote, "", -1) // a new head is a new table
		}
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
		st.paragraph(s, id)
	}
}

// item writes an item of a list, and begins and ends lists as its depth asks.
func (st *state) item(s transcript.Segment, id string) {
	name := "ul"
	if s.Number > 0 {
		name = "ol"
	}
	depth := min(max(s.Depth, 0), len(st.lists)) // a list begins one level at a time
	st.closeTo(s.Quote, name, depth)
	if len(st.lists) == depth+1 && st.lists[depth].name != name {
		st.str("</li></" + st.lists[depth].name + ">")
		st.lists = st.lists[:depth]
	}
	again := len(st.lists) == depth+1
	if again {
		st.str("</li>")
	} else {
		st.openList(name, s.Number)
	}
	open := &st.lists[len(st.lists)-1]
	st.str("<li")
	st.dst = attr(st.dst, "id", id)
	if again && s.Number > 0 && s.Number != open.last+1 {
		st.dst = attr(st.dst, "value", strconv.Itoa(s.Number))
	}
	open.last = s.Number
	st.str(">")
	st.inline(s)
}

// paragraph writes speech or a note. At the depth of an item it goes on within
// the item.
func (st *state) paragraph(s transcript.Segment, id string) {
	depth := -1
	if s.Depth > 0 && len(st.lists) > 0 {
		depth = min(s.Depth, len(st.lists)) - 1
	}
	st.closeTo(s.Quote, "", depth)
	if s.Going != transcript.Anew && bytes.HasSuffix(st.dst, []byte("</p>")) {
		st.goOn(s, id)
		return
	}
	st.str("<p")
	st.dst = attr(st.dst, "id", id)
	if s.Kind == transcript.Note {
		st.str(` class="note"`)
	}
	st.str(">")
	if SafeLink(st.stamp.Href) && s.Kind == transcript.Speech {
		// The words of the link are the stylesheet's, so that what is copied or
		// searched is what was said.
		st.str(`<a class="at"`)
		st.dst = attr(attr(attr(st.dst, "href", st.stamp.Href), "aria-label", st.stamp.Text), "data-at", st.stamp.Text)
		st.str(` tabindex="-1"></a>`)
	}
	st.inline(s)
	st.str("</p>")
}

// goOn writes a segment into the paragraph before it.
func (st *state) goOn(s transcript.Segment, id string) {
	st.dst = bytes.TrimSuffix(st.dst, []byte("</p>"))
	if s.Going == transcript.Spaced {
		st.str(" ")
	}
	if id == "" {
		st.inline(s)
	} else {
		st.str("<span")
		st.dst = attr(st.dst, "id", id)
		st.str(">")
		st.inline(s)
		st.str("</span>")
	}
	st.str("</p>")
}

// openList begins a list of the element name, ol from a number on.
func (st *state) openList(name string, number int) {
	st.str("<" + name)
	if name == "ol" && number != 1 {
		st.str(` start="` + strconv.Itoa(number) + `"`)
	}
	st.str(">")
	st.lists = append(st.lists, list{name: name})
}

// row writes a row of a table, whose cells are separated by tabs, and begins the
// table before its first.
func (st *state) row(s transcript.Segment, id string) {
	if !st.table {
		st.str(`<div class="table" tabindex="0"><table><tbody>`)
		st.table = true
	}
	st.body = st.body || s.Kind == transcript.Row
	cell := "td"
	if s.Kind == transcript.HeadRow {
		cell = "th"
	}
	st.str("<tr")
	st.dst = attr(st.dst, "id", id)
	st.str(">")
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
