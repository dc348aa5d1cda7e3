package lang

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What is known of a character, in one byte: its class, and whether it may be
// handled without its neighbours.
const (
	classBits = 0x07
	// inertBit: NFKC leaves the character as it is, it never composes with what
	// is before it, and no folding drops it. A text may be cut before it.
	inertBit = 0x08
	// lowerBit: lower-casing and all foldings leave it as it is.
	lowerBit = 0x10
	// wordBit: a letter, mark or figure of a spaced script that is inert and stands in
	// the key of a text as in the text.
	wordBit = 0x20
)

// runeTableEnd ends the table: the scripts up to kana and CJK punctuation. What
// comes after is Han and Hangul, told by range, and rare.
const runeTableEnd = 0x3400

// runeTable is what is known of the characters below runeTableEnd. It takes
// some four milliseconds to make, once.
var runeTable = sync.OnceValue(func() *[runeTableEnd]uint8 {
	t := new([runeTableEnd]uint8)
	for r := range rune(runeTableEnd) {
		bits := uint8(classOf(r))
		if s := string(r); !dropped(r) && norm.NFKC.PropertiesString(s).BoundaryBefore() && norm.NFKC.IsNormalString(s) {
			bits |= inertBit
			if class(bits&classBits) == spaced && toLower(r) == r && r != 'ß' && r != 'ς' {
				bits |= wordBit
			}
			if toLower(r) == r && !IsSpace(r) && foldsToItself(r, s) {
				bits |= lowerBit
			}
		}
		t[r] = bits
	}
	return t
})

// foldsToItself tells whether foldings leave r, which they do not drop and NFKC does not
// change, as it is; s is r as a string. Foldings of case, which take four times as long as
// all else, are asked only of what may have one.
func foldsToItself(r rune, s string) bool {
	if kindOf(r)&(isUpper|isLower|isLowered) == 0 && !unicode.IsTitle(r) && norm.NFD.IsNormalString(s) {
		return string(appendUnified(nil, r)) == s && foldArabicHamza(s) == s
	}
	return searchOnce(s) == s && foldOnce(s) == s
}

// dropped reports whether foldings drop r.
func dropped(r rune) bool { return unseen(r) || arabicMark(r) || hebrewPoint(r) }

// about is the table's byte for any character.
func about(t *[runeTableEnd]uint8, r rune) uint8 {
	if uint32(r) < runeTableEnd {
		return t[r]
	}
	return aboutBeyond(r)
}

func aboutBeyond(r rune) uint8 {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return uint8(unspaced) | inertBit | lowerBit
	case r >= 0xAC00 && r <= 0xD7A3:
		return uint8(spaced) | inertBit | lowerBit
	case r >= 0xFF01 && r <= 0xFF5E:
		// Not inert by the letter, but NFKC makes them ASCII; see halfWidth.
		return uint8(asciiClass[halfWidth(r)]) | inertBit
	case r == utf8.RuneError:
		// Invalid bytes must not get into a piece that is normalized, for norm
		// takes what follows them for a part of them.
		return uint8(other) | inertBit
	}
	return uint8(classOf(r))
}

// inert tells of most texts that are in NFC that they are.
func inert(s string) bool {
	t := runeTable()
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		if hanAt(s, i) {
			i += 3
			continue
		}
		r, n := Two(s[i:]), 2
		if r == 0 {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if about(t, r)&inertBit == 0 {
			return false
		}
		i += n
	}
	return true
}

// halfWidth is the ASCII character that a full-width one stands for; others as
// they are.
func halfWidth(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E {
		return r - 0xFF01 + '!'
	}
	return r
}
