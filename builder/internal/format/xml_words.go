package format

import (
	"encoding/xml"
	"strings"
	"unicode"
)

// WordsXML is the text between the tags of a document, as far as it is well
// formed, of which letters and digits count: for readers of XML, it is what a
// reading must hold. What an attribute gave to a label or a note is no loss; how
// text is divided by white space and marked by brackets is the format's.
func WordsXML(text string) (words string, counts func(rune) bool) {
	var b strings.Builder
	x := NewXML(text)
	for {
		t, err := x.Token()
		if err != nil {
			break
		}
		if said, ok := t.(xml.CharData); ok {
			b.Write(said)
		}
	}
	return b.String(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
}
