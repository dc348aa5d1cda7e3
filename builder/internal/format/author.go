package format

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsAuthor tells whether a name is somebody's rather than that of an account or
// a program.
func IsAuthor(name string) bool {
	words := strings.Fields(name)
	program := slices.ContainsFunc(words, func(w string) bool {
		// Whole words: Hauser and Neuhäuser are people.
		return strings.EqualFold(w, "microsoft") || strings.EqualFold(w, "user")
	})
	return (len(words) > 1 || strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
	})) &&
		utf8.RuneCountInString(name) < 80 && !program && !strings.Contains(name, "://")
}
