package likeness

import "unicode"

// otherScript tells whether two names are written in different scripts, by their
// first letters.
func otherScript(a, b string) bool {
	x, y := scriptOf(a), scriptOf(b)
	return x != nil && y != nil && x != y
}

var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Han, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Hebrew, unicode.Hangul, unicode.Katakana, unicode.Hiragana, unicode.Devanagari, unicode.Thai, unicode.Georgian, unicode.Armenian}

func scriptOf(s string) *unicode.RangeTable {
	for _, r := range s {
		for _, t := range scripts {
			if unicode.Is(t, r) {
				return t
			}
		}
	}
	return nil
}
