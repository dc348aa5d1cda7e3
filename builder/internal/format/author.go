package format

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsAuthor tells whether a name is somebody's rather than that of an account or
// a program.
func IsAuthor(name string) bool {
	words := strings.Fields(name)
	lower := strings.ToLower(name)
	return (len(words) > 1 || strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
	})) &&
		utf8.RuneCountInString(name) < 80 && !strings.Contains(lower, "microsoft") && !strings.Contains(lower, "user") && !strings.Contains(name, "://")
}
