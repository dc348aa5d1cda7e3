package plain

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// paragraphs joins lines [from, to) of a turn; text is what line from says
// after its label.
func (pg *page) paragraphs(from, to int, text string) []transcript.Segment {
	var segs []transcript.Segment
	start, number := pg.lines[from].n, pg.lines[from].number
	one := text       // the paragraph so far, while it is of one line
	var joined []byte // and of several
	flush := func() {
		if len(joined) > 0 {
			one = string(joined)
		}
		if one != "" {
			one = strings.ReplaceAll(one, "\t", " ")
			segs = append(segs, format.WithEvents(transcript.Segment{Line: start, Page: number, Text: one}, pg.holes))
		}
		one, joined = "", joined[:0]
	}
	for i := from + 1; i < to; i++ {
		l := pg.lines[i]
		if ruleLine(l.text) || pg.loneEvent(i) || format.NamesExaminer(l.text) {
			flush()
			kind := format.EventKind(strings.Trim(l.text, "[]()（）"))
			seg := transcript.Segment{Line: l.n, Page: l.number, Text: strings.ReplaceAll(l.text, "\t", " "), Kind: transcript.Note}
			if kind != "" {
				seg.Spans = []transcript.Span{{End: len(l.text), Kind: transcript.Event, Value: kind}}
			}
			segs = append(segs, seg)
			continue
		}
		if one == "" || pg.endsParagraph(i-1) {
			flush()
			start, number, one = l.n, l.number, l.text
			continue
		}
		if len(joined) == 0 {
			joined = append(joined, one...)
		}
		joined = pg.join(joined, l.text)
	}
	flush()
	return segs
}

// loneEvent tells whether line i is nothing but a note that lost its brackets.
func (pg *page) loneEvent(i int) bool {
	l := pg.lines[i]
	if pg.wrapped && l.width*3 > pg.wide || len(l.text) > 30*utf8.UTFMax || utf8.RuneCountInString(l.text) > 30 {
		return false
	}
	if _, ok := format.IsNote(l.text); ok {
		return true
	}
	return len(format.EventSpans(l.text, true)) == 1 && format.EventSpans(" "+l.text+" ", true)[0].End == len(l.text)+1
}

// ruleLine is a line of hyphens or the like.
func ruleLine(s string) bool {
	return strings.Trim(s, "-–—_=*~· ") == "" && utf8.RuneCountInString(s) >= 3
}

// join appends a line to a paragraph, by the characters at the seam.
func (pg *page) join(a []byte, b string) []byte {
	last, _ := utf8.DecodeLastRune(a)
	first, _ := utf8.DecodeRuneInString(b)
	switch {
	case last == '\u00ad':
		a = bytes.TrimSuffix(a, []byte("\u00ad"))
	case last == '-' && unicode.IsLower(first):
		if !pg.ownHyphen(a, b) {
			a = a[:len(a)-1]
		}
	case last == '-' && pg.hyphenated(a, b):
	case !format.Tight(last) || !format.Tight(first):
		a = append(a, ' ')
	}
	return append(a, b...)
}

// ownHyphen tells whether the hyphen at the end of a is its word's own. The
// file is asked: the hyphened word occurs elsewhere, or the joined one does; if
// neither, typesetters' hyphens are the commoner.
func (pg *page) ownHyphen(a []byte, b string) bool {
	from := bytes.LastIndexFunc(a[:len(a)-1], func(r rune) bool { return !unicode.IsLetter(r) })
	if from < 0 {
		from = 0
	} else {
		_, size := utf8.DecodeRune(a[from:])
		from += size
	}
	head := string(a[from : len(a)-1])
	end := strings.IndexFunc(b, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(b)
	}
	whole, kept := strings.ToLower(head+b[:end]), strings.ToLower(head+"-"+b[:end])
	return pg.words[kept] > pg.words[whole] || head == ""
}

// hyphenated tells whether the hyphen at the end of a belongs to a word that goes
// on in a figure or a capital: COVID-19, Anglo-Saxon. No typesetter parts a word
// before a figure; before a capital the hyphen may be a dash, so that the file
// must have the whole elsewhere.
func (pg *page) hyphenated(a []byte, b string) bool {
	before, _ := utf8.DecodeLastRune(a[:len(a)-1])
	first, _ := utf8.DecodeRuneInString(b)
	switch {
	case !unicode.IsLetter(before) && !unicode.IsDigit(before):
		return false
	case unicode.IsDigit(first):
		return true
	}
	return unicode.IsUpper(first) && pg.ownHyphen(a, b)
}
