package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Tight characters have no blank between them: those of scripts without blanks,
// and full-width punctuation.
func Tight(r rune) bool {
	return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r) || strings.ContainsRune("“”‘’…·", r)
}

// Seam is what stands between two lines that are joined to one: nothing in
// scripts without blanks, a blank in others.
func Seam(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if a == "" || b == "" || Tight(last) && Tight(first) {
		return ""
	}
	return " "
}
