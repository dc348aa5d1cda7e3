package lang

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// SearchFold brings a text into the form in which vocabulary is looked up in
// it. To what [Fold] does it adds, in this order:
//
//  1. NFD, and the combining diacritics U+0300 to U+036F after a Latin, Greek
//     or Cyrillic letter are dropped (é: e, ώ: ω, й: и, ё: е); then NFC;
//  2. Latin letters with a stroke, ligatures and the dotless i, which have no
//     decomposition: ø o, đ d, ł l, ħ h, ŧ t, ı i, æ ae, œ oe;
//  3. Hebrew points and accents (U+0591 to U+05BD, 05BF, 05C1, 05C2, 05C4,
//     05C5, 05C7) are dropped;
//  4. Arabic: أ إ آ ٱ are ا, ى and Persian ی are ي, ة is ه, ک is ك. Other
//     hamza carriers (ؤ ئ) stay.
//
// Marks of other scripts stay, for there they tell words apart; so do
// punctuation and symbols. White space is treated as Fold does. Folding a
// folded string changes nothing.
func SearchFold(s string) string {
	if SmallLetters(s) == len(s) {
		return s
	}
	if IsASCII(s) {
		return foldASCII(s)
	}
	return foldPieces(s, searchOnce, searchTable())
}

// searchTableEnd ends the table of searchTable: Latin, Greek, Cyrillic, Hebrew
// and Arabic letters.
const searchTableEnd = 0x700

// searchTable is the folding for search of each character by itself, but for
// white space. It takes about a millisecond to make, once.
var searchTable = sync.OnceValue(func() *[searchTableEnd]string {
	t, known := new([searchTableEnd]string), runeTable()
	for r := range rune(searchTableEnd) {
		if t[r] = string(r); known[r]&lowerBit == 0 {
			t[r] = settle(t[r], searchOnce)
		}
	}
	return t
})

// searchOnce is one pass of SearchFold, but for white space.
func searchOnce(s string) string {
	s = foldOnce(s)
	b := make([]byte, 0, len(s))
	accented := false // whether the letter before carries diacritics that are dropped
	for _, r := range norm.NFD.String(s) {
		if r >= 0x300 && r <= 0x36F {
			if accented {
				continue
			}
		} else {
			accented = r < utf8.RuneSelf && r >= 'a' && r <= 'z' ||
				r >= utf8.RuneSelf && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
		}
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			continue
		}
		b = appendUnified(b, r)
	}
	return foldArabicHamza(norm.NFC.String(string(b)))
}

// appendUnified appends r as it is searched: Latin letters without
// decomposition, Hebrew points.
func appendUnified(b []byte, r rune) []byte {
	switch r {
	case 'ø':
		return append(b, 'o')
	case 'đ':
		return append(b, 'd')
	case 'ł':
		return append(b, 'l')
	case 'ħ':
		return append(b, 'h')
	case 'ŧ':
		return append(b, 't')
	case 'ı':
		return append(b, 'i')
	case 'æ':
		return append(b, "ae"...)
	case 'œ':
		return append(b, "oe"...)
	}
	if hebrewPoint(r) {
		return b
	}
	return utf8.AppendRune(b, r)
}

// foldArabicHamza unifies the letters that Arabic and Persian writers
// interchange. It works on composed text, where a hamza is part of its letter.
func foldArabicHamza(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ى', 'ی':
			return 'ي'
		case 'ة':
			return 'ه'
		case 'ک':
			return 'ك'
		}
		return r
	}, s)
}

func hebrewPoint(r rune) bool {
	switch r {
	case 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7:
		return true
	}
	return r >= 0x0591 && r <= 0x05BD
}
