package likeness

import "unicode"

// otherScript tells whether two names are written in different scripts, by their
// first letters.
func otherScript(a, b string) bool {
	x, y := Script(a), Script(b)
	return x != nil && y != nil && x != y
}

var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Han, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Hebrew, unicode.Hangul, unicode.Katakana, unicode.Hiragana, unicode.Devanagari, unicode.Thai, unicode.Georgian, unicode.Armenian,
	unicode.Bengali, unicode.Tamil, unicode.Telugu, unicode.Gujarati, unicode.Gurmukhi, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Ethiopic, unicode.Khmer, unicode.Lao, unicode.Myanmar, unicode.Tibetan, unicode.Mongolian}

// Script is the script of the first letter of a name, nil for none.
func Script(s string) *unicode.RangeTable {
	for _, r := range s {
		for _, t := range scripts {
			if unicode.Is(t, r) {
				return t
			}
		}
	}
	return nil
}
