package lang

import (
	"unicode"
	"unicode/utf8"
)

// class is what a character is to the counting of words.
type class uint8

const (
	other    class = iota // ends a word: blank, punctuation, symbol
	spaced                // letter, mark or digit of a script with blanks between words
	unspaced              // letter of a script without them: counts for itself
	mark                  // mark of such a script: belongs to the letter before it
	joiner                // apostrophe or hyphen: within a word if it has the word on both sides
	hidden                // not seen, and as if it were not there
)

// asciiClass is the class of ASCII characters.
var asciiClass = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			t[c] = spaced
		}
	}
	t['\''], t['-'] = joiner, joiner
	return t
}()

// classOf is the class of r.
func classOf(r rune) class { return class(kindOf(r) & classBits) }

// classIn is the class of a character that is a letter, mark or digit as k says, and
// isUnspaced where it is.
func classIn(r rune, k kind) kind {
	switch {
	case r < utf8.RuneSelf:
		return kind(asciiClass[max(r, 0)])
	case r == '’', r == '‐', r == '‑', r == '＇', r == '－', r == '׳', r == '״':
		return kind(joiner)
	case unseen(r):
		return kind(hidden)
	}
	if unspacedScript(r) {
		switch {
		case k&isLetter != 0, unicode.Is(unicode.Nl, r):
			return isUnspaced | kind(unspaced)
		case k&isMark != 0:
			return isUnspaced | kind(mark)
		}
		// Digits of such scripts are written in runs, as anywhere.
	}
	if k&(isLetter|isMark|isDigit) != 0 {
		return kind(spaced)
	}
	return kind(other)
}

// Unspaced reports whether r is a letter or mark of a script that sets no
// blanks between words: Han, kana, Bopomofo, Thai, Lao, Khmer, Burmese and
// their neighbours. Hangul is spaced, and so is Tibetan, whose syllables have a
// dot between them; digits and punctuation of unspaced scripts are not meant.
func Unspaced(r rune) bool { return kindOf(r)&isUnspaced != 0 }

// unspacedScript reports whether r stands in a block of an unspaced script.
// Blocks rather than scripts, for the long-vowel mark of kana and its like
// belong to no script.
func unspacedScript(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, // Thai, Lao
		r >= 0x1000 && r <= 0x109F,   // Burmese
		r >= 0x1780 && r <= 0x17FF,   // Khmer
		r >= 0x1950 && r <= 0x19DF,   // Tai Le, New Tai Lue
		r >= 0x1A20 && r <= 0x1AAF,   // Tai Tham
		r >= 0x2E80 && r <= 0x2FDF,   // radicals
		r >= 0x3005 && r <= 0x3007,   // 々 〆 〇
		r >= 0x3021 && r <= 0x3029,   // numerals of Suzhou
		r >= 0x3031 && r <= 0x303C,   // kana repeat marks
		r >= 0x3041 && r <= 0x312F,   // kana, Bopomofo
		r >= 0x31A0 && r <= 0x31FF,   // Bopomofo, kana extensions
		r >= 0x3400 && r <= 0x9FFF,   // Han
		r >= 0xA9E0 && r <= 0xA9FF,   // Burmese
		r >= 0xAA60 && r <= 0xAADF,   // Burmese, Tai Viet
		r >= 0xF900 && r <= 0xFAFF,   // Han, for compatibility
		r >= 0xFF66 && r <= 0xFF9F,   // half-width kana
		r >= 0x11700 && r <= 0x1174F, // Ahom
		r >= 0x16FE0 && r <= 0x18DFF, // Tangut, Nüshu's mark, Khitan
		r >= 0x1AFF0 && r <= 0x1B2FF, // kana, Nüshu
		r >= 0x20000 && r <= 0x3FFFF: // Han
		return true
	}
	return false
}
