package odt

import (
	"encoding/xml"
	"strings"

	"dixit/builder/internal/format"
)

// unread are the elements whose words are none of the document: what was
// deleted, comments, descriptions of pictures, what programs keep.
var unread = map[string]bool{
	"tracked-changes": true, "annotation": true, "title": true, "desc": true, "forms": true, "scripts": true, "settings": true,
	"font-face-decls": true, "automatic-styles": true, "styles": true, "event-listeners": true, "hidden-text": true, "binary-data": true,
	"variable-decls": true, "sequence-decls": true, "user-field-decls": true, "dde-connection-decls": true, "note-configuration": true,
	"table-of-content-source": true,
}

// ends are the elements at whose ends words end.
var ends = map[string]bool{"p": true, "h": true, "tab": true, "s": true, "line-break": true, "note": true, "note-citation": true, "table-cell": true}

// wordsOf is the text of a document as it is read, as far as it is well formed.
func wordsOf(x *format.XML) string {
	var b strings.Builder
	for {
		t, err := x.Token()
		if err != nil {
			return b.String()
		}
		if start, ok := t.(xml.StartElement); ok && start.Name.Local == "body" {
			b.WriteString(wordsIn(x))
		}
	}
}

// wordsIn is the text in the element that was opened last. Only paragraphs have
// any.
func wordsIn(x *format.XML) string {
	var b strings.Builder
	paragraphs := 0 // that are open
	for depth := 1; depth > 0; {
		t, err := x.Token()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			if unread[t.Name.Local] {
				if x.Skip() != nil {
					return b.String()
				}
				continue
			}
			depth++
			if t.Name.Local == "p" || t.Name.Local == "h" {
				paragraphs++
			}
		case xml.EndElement:
			depth--
			if ends[t.Name.Local] {
				b.WriteByte(' ')
			}
			if t.Name.Local == "p" || t.Name.Local == "h" {
				paragraphs--
			}
		case xml.CharData:
			if paragraphs > 0 {
				b.Write(t)
			}
		}
	}
	return strings.TrimSpace(b.String())
}
