package lang

import (
	"math/bits"
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
// lone marks and what is not seen. Tabs and line breaks count none. Of a text
// that is not UTF-8 it is about right.
func Width(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			// All but the last of eight have ASCII behind them.
			for i+8 <= len(s) {
				w := eightOf(s, i)
				if w&highBits != 0 {
					break
				}
				n += 7 - bits.OnesCount64((^cellsOf(w)&highBits)<<8)
				i += 7
			}
			if i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
				continue
			}
			n += asciiCells(s[i])
			i++
			continue
		}
		if run := twoCells(s[i:]); run > 0 {
			if i+run < len(s) {
				if next, _ := utf8.DecodeRuneInString(s[i+run:]); ownCells(next) == 0 {
					run -= 3 // the last belongs with what follows
				}
			}
			if run > 0 {
				n += run / 3 * 2
				i += run
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		own := ownCells(r)
		if own > 0 && (i+size == len(s) || ownCells(next) > 0) {
			n += own
			i += size
			continue
		}
		end := i + size + graphemesEnd(s[i+size:])
		for g := graphemes.FromString(s[i:end]); g.Next(); {
			n += cells(g.Value())
		}
		i = end
	}
	return n
}

// twoCells is how many bytes s, which is UTF-8, begins with of the characters that
// most of a Chinese text is, of three bytes each, and of which ownCells tells that
// they take two cells.
func twoCells(s string) int {
	i := 0
	for i+2 < len(s) {
		switch u := uint16(s[i])<<8 | uint16(s[i+1]); {
		case u-0xE4B8 <= 0xE9BF-0xE4B8: // Han, as in hanAt
		case u == 0xEFBC && s[i+2] > 0x80: // from U+FF01
		case u == 0xE380 && s[i+2] <= 0xA9: // from U+3000 to U+3029
		default:
			return i
		}
		i += 3
	}
	return i
}

// graphemesEnd is the length of what s has up to a place between two characters that
// both are graphemes by themselves.
func graphemesEnd(s string) int {
	before := false
	for i, r := range s {
		now := ownCells(r) > 0
		if before && now {
			return i
		}
		before = now
	}
	return len(s)
}

// ownCells is the width of a character that makes a grapheme with no other of
// its kind: letters and punctuation that texts are full of. 0 says that its
// neighbours must be asked.
func ownCells(r rune) int {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xFF01 && r <= 0xFF60, r >= 0x3400 && r <= 0x4DBF,
		r >= 0x3000 && r <= 0x3029, r >= 0x3041 && r <= 0x3096, r >= 0x309B && r <= 0x30FF:
		return 2
	case r >= ' ' && r <= '~', r >= 0xAF && r <= 0x2FF, r >= 0x400 && r <= 0x482, r >= 0x48A && r <= 0x52F,
		r >= 0x5D0 && r <= 0x5EA, r >= 0x606 && r <= 0x60F, r >= 0x61D && r <= 0x64A, r >= 0x660 && r <= 0x66F, r >= 0x671 && r <= 0x6D5, r >= 0xE01 && r <= 0xE30, r >= 0xE40 && r <= 0xE46, r >= 0x2010 && r <= 0x2027:
		return 1
	}
	return 0
}

// cellsOf sets the high bit of each of eight bytes of ASCII that takes a cell.
func cellsOf(w uint64) uint64 { return between(w, ' ', '~') }

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
