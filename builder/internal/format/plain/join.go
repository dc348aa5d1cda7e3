package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// paragraphs joins lines [from, to) of a turn; text is what line from says
// after its label.
func (pg *page) paragraphs(from, to int, text string) []transcript.Segment {
	var segs []transcript.Segment
	start := pg.lines[from].n
	flush := func() {
		if text != "" {
			segs = append(segs, format.WithEvents(transcript.Segment{Line: start, Text: text}, pg.holes))
		}
		text = ""
	}
	for i := from + 1; i < to; i++ {
		l := pg.lines[i]
		if ruleLine(l.text) || pg.loneEvent(i) {
			flush()
			start, text = l.n, l.text
			kind := format.EventKind(strings.Trim(l.text, "[]()（）"))
			seg := transcript.Segment{Line: l.n, Text: l.text, Kind: transcript.Note}
			if kind != "" {
				seg.Spans = []transcript.Span{{End: len(l.text), Kind: transcript.Event, Value: kind}}
			}
			segs, text = append(segs, seg), ""
			continue
		}
		if text == "" || pg.endsParagraph(i-1) {
			flush()
			start, text = l.n, l.text
			continue
		}
		text = pg.join(text, l.text)
	}
	flush()
	return segs
}

// loneEvent tells whether line i is nothing but a note that lost its brackets.
func (pg *page) loneEvent(i int) bool {
	l := pg.lines[i]
	if pg.wrapped && l.width*3 > pg.wide || utf8.RuneCountInString(l.text) > 30 {
		return false
	}
	if _, ok := format.IsNote(l.text); ok {
		return true
	}
	return len(format.EventSpans(l.text, true)) == 1 && format.EventSpans(" "+l.text+" ", true)[0].End == len(l.text)+1
}

// ruleLine is a line of hyphens or the like.
func ruleLine(s string) bool {
	return utf8.RuneCountInString(s) >= 3 && strings.Trim(s, "-–—_=*~· ") == ""
}

// join puts two lines of one paragraph together, by the characters at the seam.
func (pg *page) join(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	switch {
	case last == '\u00ad':
		return strings.TrimSuffix(a, "\u00ad") + b
	case last == '-' && unicode.IsLower(first):
		return pg.joinHyphen(a, b)
	case tight(last) && tight(first):
		return a + b
	}
	return a + " " + b
}

// joinHyphen joins a word that was broken at a hyphen. Whether the hyphen is
// the word's own is asked of the file: the joined word occurs elsewhere, or
// the hyphened one does; if neither, typesetters' hyphens are the commoner.
func (pg *page) joinHyphen(a, b string) string {
	head := a[strings.LastIndexFunc(a[:len(a)-1], func(r rune) bool { return !unicode.IsLetter(r) })+1 : len(a)-1]
	end := strings.IndexFunc(b, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(b)
	}
	whole, kept := strings.ToLower(head+b[:end]), strings.ToLower(head+"-"+b[:end])
	if pg.words[kept] > pg.words[whole] || head == "" {
		return a + b
	}
	return strings.TrimSuffix(a, "-") + b
}

// tight characters have no blank between them: those of scripts without blanks,
// and full-width punctuation.
func tight(r rune) bool {
	return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r) || strings.ContainsRune("“”‘’…·", r)
}

// gapSpans marks the blanks of a text in which letters are missing: those that
// stand between characters that take none, and not around an event.
func gapSpans(text string, events []transcript.Span) []transcript.Span {
	var gaps []transcript.Span
	prev := rune(0)
	for i, r := range text {
		if r == ' ' && tight(prev) {
			next, _ := utf8.DecodeRuneInString(text[i+1:])
			if tight(next) && !touches(events, i) {
				gaps = append(gaps, transcript.Span{Start: i, End: i + 1, Kind: transcript.Gap})
			}
		}
		prev = r
	}
	return gaps
}

func touches(events []transcript.Span, at int) bool {
	for _, e := range events {
		if e.Kind == transcript.Event && (e.End == at || e.Start == at+1) {
			return true
		}
	}
	return false
}
