package terms

import (
	"unicode"
	"unicode/utf8"
)

// scripts are the scripts that have a code of their own in [Script], by range of
// their letters after folding.
var scripts = []struct {
	code  string
	table *unicode.RangeTable
}{
	{"Latn", unicode.Latin}, {"Cyrl", unicode.Cyrillic}, {"Arab", unicode.Arabic}, {"Grek", unicode.Greek},
	{"Hebr", unicode.Hebrew}, {"Deva", unicode.Devanagari}, {"Thai", unicode.Thai}, {"Hang", unicode.Hangul},
	{"Armn", unicode.Armenian}, {"Geor", unicode.Georgian}, {"Beng", unicode.Bengali}, {"Guru", unicode.Gurmukhi},
	{"Gujr", unicode.Gujarati}, {"Orya", unicode.Oriya}, {"Taml", unicode.Tamil}, {"Telu", unicode.Telugu},
	{"Knda", unicode.Kannada}, {"Mlym", unicode.Malayalam}, {"Sinh", unicode.Sinhala}, {"Laoo", unicode.Lao},
	{"Tibt", unicode.Tibetan}, {"Mymr", unicode.Myanmar}, {"Ethi", unicode.Ethiopic}, {"Khmr", unicode.Khmer},
	{"Mong", unicode.Mongolian}, {"Hani", unicode.Han}, {"Kana", unicode.Hiragana}, {"Kana", unicode.Katakana},
	{"Kana", unicode.Bopomofo},
}

// Script is the ISO 15924 code of the script of a term: that of its first letter
// which has one, Kana for both kinds of kana, Zyyy for digits alone and for
// scripts that are rare.
func Script(term string) string {
	for _, r := range term {
		switch {
		case r < utf8.RuneSelf:
			if r > '9' {
				return "Latn"
			}
			continue
		case r >= 0x4E00 && r <= 0x9FFF:
			return "Hani"
		case r == 'ー':
			return "Kana"
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				return s.code
			}
		}
	}
	return "Zyyy"
}
