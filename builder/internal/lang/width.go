package lang

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/width"
)

// Wide reports whether r is East Asian wide or full-width: it takes two cells
// of a terminal or of a line set in fixed pitch.
func Wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3:
		return true
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// Width is the number of cells that s takes in fixed pitch: per grapheme two
// if it is wide, a flag or an emoji, else one; none for control characters,
// lone marks and what is not seen. Tabs and line breaks count none.
func Width(s string) int {
	n := 0
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		n += asciiCells(s[i])
		i++
	}
	if i == len(s) {
		return n
	}
	if i > 0 {
		// The last ASCII character may begin a grapheme.
		i--
		n -= asciiCells(s[i])
	}
	for g := graphemes.FromString(s[i:]); g.Next(); {
		n += cells(g.Value())
	}
	return n
}

func asciiCells(c byte) int {
	if c < ' ' || c == 0x7F {
		return 0
	}
	return 1
}

// cells is the width of one grapheme: that of its first character which has
// any.
func cells(g string) int {
	n := 0
	for _, r := range g {
		switch {
		case r == 0xFE0F && n > 0, r >= 0x1F1E6 && r <= 0x1F1FF && n > 0:
			return 2 // shown as an emoji; a flag of two letters
		case n > 0 || unseen(r) || unicode.IsControl(r) || unicode.In(r, unicode.Mn, unicode.Me):
		case Wide(r):
			return 2
		default:
			n = 1
		}
	}
	return n
}
