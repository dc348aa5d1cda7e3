package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// line is a line with text on it.
type line struct {
	n      int    // number in the file, from 1
	last   int    // and of the last line that was joined to it, n for none
	text   string // without white space at either end
	width  int    // cells
	indent int    // cells of white space before it
	blanks int    // empty lines before it
	page   bool   // a page begins here
	feed   bool   // by a form feed
	number int    // of the page it stands on, as printed or, of a PDF, as it counts its sheets; 0 for none
	// above and below are the times on lines of their own around it, NoTime for
	// none.
	above, below transcript.Time
	laid         // what is known of a line from its place on a printed page
	// label is that of the turn that begins here, nil for none.
	label *format.Label
}

// page is a file laid out: its lines and its habits.
type page struct {
	lines []line
	// wide is the width, in cells, at which lines are wrapped; full is the least
	// width of a line that was.
	wide, full int
	wrapped    bool
	// doubled says that an empty line follows every line, so that empty lines
	// mark nothing.
	doubled bool
	// holes says that the text has lost its Latin letters and figures.
	holes bool
	// indent is how far in lines begin, in cells.
	indent int
	// numbered says that a number stood before every line, as on paper.
	numbered bool
	// cued says that a time stood above every line, as above captions.
	cued bool
	// placed says that the lines know where they stood on printed pages.
	placed bool
	// words counts the words of the file, for joining hyphens.
	words map[string]int
}

const (
	// wrapShare is the least share of lines near the commonest width in a file
	// that was wrapped: the seed of this reader has .60, lists of short turns
	// and files of one line a paragraph stay under .25.
	wrapShare = 0.4
	// fullShare of the width makes a line full: a line of CJK ends at most two
	// characters early for punctuation, one of words mostly within a tenth.
	fullShare = 0.9
	// openShare of the full lines, at least, end in mid-sentence in a file that
	// was wrapped. Short turns of about one length end in a stop each.
	openShare = 0.4
	// beyondWide times the width is more than a wrapped line reaches: where type
	// is proportional, or narrow letters were lost, lines differ by up to half.
	beyondWide = 1.6
	// doubleShare of lines with exactly one empty line before them, in a wrapped
	// file, means that empty lines are an artefact. Page breaks are the rest.
	doubleShare = 0.8
)

func layOut(f *source.File, body int) *page {
	pg := &page{}
	pg.lines = make([]line, 0, textLines(f, body))
	blanks, paged := 0, false
	for n := body; n <= f.Lines(); n++ {
		raw := f.Line(n)
		if strings.IndexByte(raw, '\f') >= 0 {
			paged = true
			raw = strings.ReplaceAll(raw, "\f", " ")
		}
		text := strings.TrimSpace(raw)
		if text == "" {
			blanks++
			continue
		}
		pg.lines = append(pg.lines, line{n: n, last: n, text: text, width: lang.Width(text), indent: indentOf(raw), blanks: blanks, page: paged, feed: paged, above: transcript.NoTime, below: transcript.NoTime})
		blanks, paged = 0, false
	}
	return pg
}

// textLines counts the lines from body on that are not empty.
func textLines(f *source.File, body int) int {
	count := 0
	for n := body; n <= f.Lines(); n++ {
		if f.Line(n) != "" {
			count++
		}
	}
	return count
}

// indentOf gives the cells of white space at the head of a line. A tab counts
// for eight, as in terminals and typewriters.
func indentOf(raw string) int {
	n := 0
	for _, r := range raw {
		switch {
		case r == '\t':
			n += 8
		case unicode.IsSpace(r):
			n += lang.Width(string(r))
		default:
			return n
		}
	}
	return n
}

// measure finds the file's habits.
func (pg *page) measure() {
	indents := map[int]int{}
	widths := make([]int, len(pg.lines))
	single, usual := 0, 0
	for i := range pg.lines {
		l := &pg.lines[i]
		if l.indent == pg.indent {
			usual++
		} else if indents[l.indent]++; indents[l.indent] > usual {
			indents[pg.indent], usual = usual, indents[l.indent]
			pg.indent = l.indent
		}
		widths[i] = l.width
		if i > 0 && l.blanks == 1 {
			single++
		}
	}
	if len(pg.lines) < 4 && !pg.placed {
		return
	}
	// The commonest width: for words, whose lines end raggedly, the widest line
	// that has company within a tenth of it.
	best, least := 0, 0
	slices.Sort(widths)
	for i, w := range widths {
		for float64(widths[least]) < fullShare*float64(w) {
			least++
		}
		if near := i + 1 - least; near >= best {
			best, pg.wide = near, w
		}
	}
	pg.full = int(fullShare * float64(pg.wide))
	beyond, full, unfinished := 0, 0, 0
	for _, l := range pg.lines {
		if float64(l.width) > beyondWide*float64(pg.wide) {
			beyond++
		}
		if l.width >= pg.full {
			full++
			if !format.EndsSentence(l.text) {
				unfinished++
			}
		}
	}
	if pg.placed {
		pg.wrapped = true
		pg.holes = pg.lostLetters()
		pg.countWords()
		return
	}
	pg.wrapped = float64(unfinished) >= openShare*float64(full) && pg.wide >= 20 && pg.wide <= 200 && float64(best) >= wrapShare*float64(len(pg.lines)) && beyond*20 < len(pg.lines)
	if pg.wrapped && unfinished > 0 {
		pg.wrapped = float64(unfinished-pg.replied()) >= openShare*float64(full)
	}
	pg.doubled = pg.wrapped && float64(single) >= doubleShare*float64(len(pg.lines)-1)
	if pg.doubled {
		for i := range pg.lines {
			if i > 0 && pg.lines[i].blanks == 0 {
				pg.lines[i].page = true
			}
		}
	}
	pg.holes = pg.lostLetters()
	pg.countWords()
}

// replied counts the full lines without a stop after which nothing goes on: the
// next line begins with a label that the file has again, or there is none. Where
// a script or a typist sets no stops, as in Thai, short turns of about one
// length look like wrapped lines in everything else.
func (pg *page) replied() int {
	names := make([]string, len(pg.lines))
	count := map[string]int{}
	for i, l := range pg.lines {
		if c, ok := format.FindLabel(l.text); ok && c.Name != "" {
			names[i] = c.Name
			count[c.Name]++
		}
	}
	n := 0
	for i, l := range pg.lines {
		if l.width < pg.full || format.EndsSentence(l.text) {
			continue
		}
		if i+1 == len(pg.lines) || count[names[i+1]] > 1 {
			n++
		}
	}
	return n
}

// countWords counts the words of a file in which a line ends in a hyphen; in
// any other none is asked for.
func (pg *page) countWords() {
	if !slices.ContainsFunc(pg.lines, func(l line) bool { return strings.HasSuffix(l.text, "-") }) {
		return
	}
	pg.words = map[string]int{}
	for _, l := range pg.lines {
		for text := l.text; text != ""; {
			n := wordLength(text)
			if n > 0 {
				pg.words[strings.ToLower(text[:n])]++
			}
			for n < len(text) && wordLength(text[n:]) == 0 {
				_, size := utf8.DecodeRuneInString(text[n:])
				n += size
			}
			text = text[n:]
		}
	}
}

// wordLength is how many bytes of letters and hyphens a text begins with.
func wordLength(text string) int {
	n := 0
	for {
		n += lang.Letters(text[n:])
		if n == len(text) || text[n] != '-' {
			return n
		}
		n++
	}
}

// short tells whether line i ends before it had to: the next word or character
// would still have fitted on it.
func (pg *page) short(i int) bool {
	if !pg.wrapped {
		return true
	}
	l := pg.lines[i]
	if l.width >= pg.full {
		return false
	}
	if i+1 >= len(pg.lines) {
		return true
	}
	next := pg.lines[i+1].text
	r, _ := utf8.DecodeRuneInString(next)
	if lang.Unspaced(r) {
		return true
	}
	word, _, _ := strings.Cut(next, " ")
	return l.width+1+lang.Width(word) <= pg.wide
}

// runsOn tells whether line i is as full as lines are, so that its sentence may
// go on in the next.
func (pg *page) runsOn(i int) bool {
	if pg.placed {
		return !pg.lines[i].ends
	}
	return pg.wrapped && pg.lines[i].width >= pg.full
}

// endsParagraph tells whether a paragraph ends with line i, whose speech goes
// on in line i+1.
func (pg *page) endsParagraph(i int) bool {
	l, next := pg.lines[i], pg.lines[i+1]
	switch {
	case (pg.numbered || pg.cued) && !pg.placed: // lines that something stands beside were broken to fit
		return format.EndsSentence(l.text)
	case !pg.wrapped:
		return true
	case pg.placed:
		// Typists break lines before they must; a sentence that goes on in a small
		// letter is no new paragraph for that.
		r, _ := utf8.DecodeRuneInString(next.text)
		return next.begins || l.ends && (format.EndsSentence(l.text) || !unicode.IsLower(r))
	case format.EndsSentence(l.text) && pg.short(i):
		return true
	case pg.doubled || next.page || next.blanks == 0:
		return false
	}
	return format.EndsSentence(l.text) || pg.short(i)
}
