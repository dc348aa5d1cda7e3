package plain

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// minHoles is the number of gaps from which they are taken for lost letters
// rather than for somebody's habit of typing.
const minHoles = 5

// lostLetters tells whether the text is of full-width characters only, with
// blanks between them where something else stood. Thai, Lao, Khmer and Burmese
// set blanks between phrases, and lose no letters where Chinese does.
func (pg *page) lostLetters() bool {
	gaps := 0
	for _, l := range pg.lines {
		if l.width < len(l.text) { // else it is ASCII
			gaps += gapsIn(l.text)
		}
	}
	if gaps < minHoles {
		return false // as nearly all texts, which need not be counted
	}
	wideRunes, latin, stops, bytes := 0, 0, 0, 0
	for _, l := range pg.lines {
		bytes += len(l.text)
	}
	for _, l := range pg.lines {
		if latin*200 >= bytes {
			return false // there cannot be so many others
		}
		for _, r := range l.text {
			switch {
			case r < utf8.RuneSelf:
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					latin++
				}
			case fullWidth(r):
				wideRunes++
			case unicode.IsPunct(r):
				stops++
			}
		}
	}
	// Who types blanks for commas and stops, as subtitles have them, has few of
	// those. A date line that kept its figures does not speak against it.
	return gaps <= stops && wideRunes > 200*(latin+1)/10 && latin*200 < wideRunes
}

// fullWidth reports whether r is a letter of full width of a script without
// blanks: Han, kana, Bopomofo.
func fullWidth(r rune) bool { return lang.Unspaced(r) && lang.Wide(r) }

// gapsIn counts the blanks between full-width letters. One after a stop may be
// a typist's habit and is not counted.
func gapsIn(text string) int {
	n := 0
	for {
		i := strings.IndexByte(text, ' ')
		if i < 0 {
			return n
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		text = text[i+1:]
		after, _ := utf8.DecodeRuneInString(text)
		if before >= utf8.RuneSelf && after >= utf8.RuneSelf && fullWidth(before) && fullWidth(after) {
			n++
		}
	}
}

// gapSpans marks the blanks of a text in which letters are missing: those that
// stand between characters that take none, and not around an event.
func gapSpans(text string, events []transcript.Span) []transcript.Span {
	var gaps []transcript.Span
	events = slices.DeleteFunc(slices.Clone(events), func(s transcript.Span) bool { return s.Kind != transcript.Event })
	prev := rune(0)
	for i, r := range text {
		if r == ' ' && format.Tight(prev) {
			next, _ := utf8.DecodeRuneInString(text[i+1:])
			for len(events) > 0 && events[0].End < i {
				events = events[1:]
			}
			if format.Tight(next) && !touches(events, i) {
				gaps = append(gaps, transcript.Span{Start: i, End: i + 1, Kind: transcript.Gap})
			}
		}
		prev = r
	}
	return gaps
}

// touches tells whether an event ends at a blank or begins after it. events are
// those that do not end before it.
func touches(events []transcript.Span, at int) bool {
	for _, e := range events[:min(len(events), 2)] {
		if e.End == at || e.Start == at+1 {
			return true
		}
	}
	return false
}
