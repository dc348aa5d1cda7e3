package markdown

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format/document"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// # Paragraphs that need no parser
//
// Most paragraphs of a transcript have no markup but, perhaps, a label in bold
// type at the head of a line. goldmark is asked for all others, together with
// what stands around them: a stretch of blocks goes to it as a whole. What is
// read here must be what it would read, which a test holds with generated
// documents. That rests on three things. A paragraph of lines that begin with no
// block's mark, with an empty line before, is a paragraph whatever that follows,
// unless something before is still open; an open fence or HTML sends the rest of
// the piece to goldmark. Without a character that any inline parser starts at,
// text stands for itself. And brackets are text where no link is defined and
// none has its address behind it.

// special has the bytes that a line is looked at more closely for.
var special = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	for _, c := range []byte("\\`*_~<&@:.]\x7f\xc2\xe2") {
		t[c] = true
	}
	return t
}()

// isText tells whether a line, or the part of one, stands for itself wherever it
// stands in a paragraph.
func isText(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		for odd := lang.Odd(s, i); odd != 0; odd &= odd - 1 {
			if j := i + bits.TrailingZeros64(odd)/8; special[s[j]] && !isTextAt(s, j) {
				return false
			}
		}
	}
	for ; i < len(s); i++ {
		if special[s[i]] && !isTextAt(s, i) {
			return false
		}
	}
	return true
}

// isTextAt is isText of the special byte s[i].
func isTextAt(s string, i int) bool {
	switch rest := s[i+1:]; s[i] {
	case ':': // an address
		if strings.HasPrefix(rest, "//") {
			return false
		}
	case '.':
		if strings.HasSuffix(s[:i], "www") {
			return false
		}
	case ']':
		if strings.HasPrefix(rest, "(") {
			return false
		}
	case '&': // an entity
		if strings.IndexByte(rest, ';') >= 0 {
			return false
		}
	case 0xc2: // control characters
		if rest == "" || rest[0] < 0xa0 {
			return false
		}
	case 0xe2: // separators of lines
		if strings.HasPrefix(rest, "\x80\xa8") || strings.HasPrefix(rest, "\x80\xa9") {
			return false
		}
	default:
		return false
	}
	return true
}

// beginsText tells whether a line begins no block of another kind than a
// paragraph.
func beginsText(line string) bool {
	switch c := line[0]; {
	case c >= '0' && c <= '9':
		rest := strings.TrimLeft(line, "0123456789")
		return !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, ")")
	case c >= 0x80:
		r, _ := utf8.DecodeRuneInString(line)
		return !unicode.IsSpace(r)
	}
	return strings.IndexByte("#-+*>=|:~`< \t", line[0]) < 0
}

// blank tells whether a line is empty to Markdown, which knows no white space
// but that of ASCII.
func blank(line string) bool { return strings.Trim(line, " \t") == "" }

// simpleLine reads a line of a paragraph; ok is false for a line that goldmark
// must read.
func (d *reading) simpleLine(line string, n int) (l document.Line, ok bool) {
	line = strings.TrimSuffix(line, " ") // one blank alone ends no line
	if last, _ := utf8.DecodeLastRuneInString(line); unicode.IsSpace(last) {
		return document.Line{}, false // it may break the line
	}
	if !strings.HasPrefix(line, "**") {
		return document.Line{Line: n, Text: line}, beginsText(line) && isText(line)
	}
	bold, rest, ok := boldHead(line)
	if !ok || rest != "" && rest[0] != ' ' && !glued(bold, rest) || !isText(rest) {
		return document.Line{}, false
	}
	from := d.room.Len()
	d.room.WriteString(bold)
	d.room.WriteString(rest)
	if len(d.bold) == cap(d.bold) { // spans of before stay where they are
		d.bold = make([]transcript.Span, 0, max(cap(d.lines)-len(d.lines), 1))
	}
	d.bold = append(d.bold, transcript.Span{End: len(bold), Kind: transcript.Strong})
	return document.Line{Line: n, Text: d.room.String()[from:], Spans: d.bold[len(d.bold)-1 : len(d.bold) : len(d.bold)]}, true
}

// simpleHeading reads a heading after #, without closing marks.
func simpleHeading(line string) (level int, text string, ok bool) {
	text = strings.TrimLeft(line, "#")
	level = len(line) - len(text)
	text, spaced := strings.CutPrefix(text, " ")
	if level == 0 || level > 6 || !spaced || text == "" || strings.IndexByte(text, '#') >= 0 || !isText(text) {
		return 0, "", false
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return level, text, !unicode.IsSpace(first) && !unicode.IsSpace(last)
}

// simple reads lines [from, to), between which none is empty, and adds their
// blocks. It gives false, and adds none, where goldmark must read them.
func (d *reading) simple(from, to int) bool {
	blocks, lines := len(d.blocks), len(d.lines)
	first := lines // of the block that is being read
	add := func(b document.Block) {
		b.Lines = d.lines[first:len(d.lines):len(d.lines)]
		b.Line = b.Lines[0].Line
		d.blocks = append(d.blocks, b)
		first = len(d.lines)
	}
	for n := from; n < to; n++ {
		line := d.file.Line(n)
		level, text, heading := 0, "", line[0] == '#'
		l, ok := document.Line{}, false
		if heading {
			level, text, ok = simpleHeading(line)
			l = document.Line{Line: n, Text: text}
		} else {
			l, ok = d.simpleLine(line, n)
		}
		if !ok {
			d.blocks, d.lines = d.blocks[:blocks], d.lines[:lines]
			return false
		}
		if heading && first < len(d.lines) {
			add(document.Block{Kind: transcript.Speech})
		}
		d.lines = append(d.lines, l)
		if heading {
			add(document.Block{Kind: transcript.Heading, Depth: level})
		}
	}
	if first < len(d.lines) {
		add(document.Block{Kind: transcript.Speech})
	}
	d.at = d.blocks[len(d.blocks)-1].Line
	return true
}

// staysOpen tells whether a text may begin what an empty line does not end.
func staysOpen(text string) bool {
	return strings.Contains(text, "```") || strings.Contains(text, "~~~") || strings.IndexByte(text, '<') >= 0
}

// piece reads lines [from, to) of a piece.
func (d *reading) piece(from, to int) {
	text := d.text(from, to)
	if strings.Contains(text, "]:") { // a link may be defined
		d.parse(from, to)
		return
	}
	if d.room.Cap()-d.room.Len() < len(text) {
		d.room = strings.Builder{}
		d.room.Grow(len(text))
	}
	full := 0 // lines that are not empty
	for n := from; n < to; n++ {
		if d.file.Line(n) != "" {
			full++
		}
	}
	if cap(d.lines)-len(d.lines) < full {
		d.lines = make([]document.Line, 0, full)
		d.blocks = slices.Grow(d.blocks, min(full, (to-from)/2+1))
	}
	left := 0 // the first line that is goldmark's to read, 0 for none
	for n := from; n < to; {
		if blank(d.file.Line(n)) {
			n++
			continue
		}
		end := n + 1
		for end < to && !blank(d.file.Line(end)) {
			end++
		}
		blocks, lines, at := len(d.blocks), len(d.lines), d.at
		switch {
		case !d.simple(n, end):
			if left == 0 {
				left = n
			}
			if staysOpen(d.text(n, end)) {
				d.parse(left, to)
				return
			}
		case left > 0:
			// What stands before comes first, so that this is read again after it.
			d.blocks, d.lines, d.at = d.blocks[:blocks], d.lines[:lines], at
			d.parse(left, n)
			left = 0
			continue
		}
		n = end
	}
	if left > 0 {
		d.parse(left, to)
	}
}

// text is that of lines [from, to).
func (d *reading) text(from, to int) string {
	return d.file.Text[d.file.Start(from):d.endOf(to)]
}

// endOf is the byte offset at which line n begins, or the text ends.
func (d *reading) endOf(n int) int {
	if n <= d.file.Lines() {
		return d.file.Start(n)
	}
	return len(d.file.Text)
}
