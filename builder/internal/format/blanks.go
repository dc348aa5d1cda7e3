package format

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// # Blanks that are not typed
//
// Typesetters and word processors set a blank that does not break before a colon or
// behind "Mr.", and marks of direction beside what stands between two scripts:
// "M.\u00a0Lind.\u00a0– Merci". Labels are looked for in a line as it would be typed,
// and what is found is told of the line as it stands.

// typed gives a line as it would be typed: with the blank of ASCII in the place of any
// other of a letter's width or less, and without marks of direction. It is the line itself
// where that has none of them so far ahead as labels reach.
func typed(line string) string {
	if !isSet(line[:min(len(line), maxPrinted*utf8.UTFMax)]) {
		return line
	}
	return asTyped(line)
}

// inTyped gives the candidate that find has of a line as it would be typed, with its places
// in the line as it is.
func inTyped(line string, find func(string) (Candidate, bool)) (Candidate, bool) {
	plain := typed(line)
	c, ok := find(plain)
	if ok && len(plain) < len(line) {
		c = c.in(line)
	}
	return c, ok
}

func asTyped(line string) string {
	var b strings.Builder
	b.Grow(len(line))
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case isSetBlank(r):
			b.WriteByte(' ')
		case !isDirection(r):
			b.WriteString(line[i : i+size])
		}
		i += size
	}
	return b.String()
}

// isSet tells whether a text has what typed replaces or leaves out. Most texts are seen to
// have none at less cost.
func isSet(s string) bool {
	// In UTF-8 all begin with C2, D8, E1 or E2.
	if strings.IndexByte(s, 0xC2) < 0 && strings.IndexByte(s, 0xE1) < 0 && strings.IndexByte(s, 0xE2) < 0 && strings.IndexByte(s, 0xD8) < 0 {
		return false
	}
	return strings.ContainsFunc(s, func(r rune) bool { return isSetBlank(r) || isDirection(r) })
}

// isSetBlank tells of a blank whether another stands for it when it is typed. That of
// the scripts of East Asia is typed.
func isSetBlank(r rune) bool {
	return r >= '\u00a0' && r != '\u3000' && r != '\u2028' && r != '\u2029' && lang.IsSpace(r)
}

// isDirection tells whether a character only says in which direction its neighbours run
// (UAX #9, section 2).
func isDirection(r rune) bool {
	switch {
	case r < '\u061c':
		return false
	case r == '\u061c', r == '\u200e', r == '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// placeIn is where byte n of a line as it would be typed stands in the line, past the marks
// of direction that are left out before it.
func placeIn(line string, n int) int {
	i := 0
	for i < len(line) {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case isDirection(r):
		case n <= 0:
			return i
		case isSetBlank(r):
			n--
		default:
			n -= size
		}
		i += size
	}
	return i
}

// in gives a candidate that was found in a line as it would be typed as one of the line.
func (c Candidate) in(line string) Candidate {
	c.Size = placeIn(line, c.Size)
	if c.Lead > 0 {
		c.Lead = placeIn(line, c.Lead)
	}
	c.After = strings.TrimSpace(line[c.Size:])
	return c
}
