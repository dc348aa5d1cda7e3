package plain

import (
	"strings"
	"unicode"

	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
)

// Words is all of the text; see kept for what counts.
func (Format) Words(f *source.File) (string, func(rune) bool) {
	_, body, _ := format.FrontMatter(f)
	if body > f.Lines() {
		return "", kept
	}
	return f.Text[f.Start(body):], kept
}

// kept are the characters that a reading must not lose: all but white space,
// the marks around labels, and hyphens, which may have broken a word.
func kept(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune(format.Colons+"()[]（）［］【】,，،、>-\u00ad", r)
}
