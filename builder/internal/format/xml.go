package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"dixit/builder/internal/source"
)

// XML gives the elements and words of a document one after another, and refuses
// what no document of a word processor or archive has: elements nested deeper
// than source.MaxXMLDepth, and definitions of entities, which let ten lines
// unpack to gigabytes or name files to be read. Every reader of XML reads
// through it.
type XML struct {
	dec      *xml.Decoder
	depth    int
	elements int
}

// NewXML reads a document that is already UTF-8, whatever encoding its first
// line names.
func NewXML(text string) *XML {
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &XML{dec: dec}
}

// MatchXML says whether a file is of a kind of XML: by one of marks among its
// first bytes, or by the extension that the kind has besides .xml. Of an .xml file nobody can
// say what it is by its name alone. p, head and the answer are those of
// Format.Match.
func MatchXML(p string, head []byte, ext string, marks ...string) Confidence {
	own := strings.EqualFold(path.Ext(p), ext)
	if !own && !strings.EqualFold(path.Ext(p), ".xml") {
		return No
	}
	text := bytes.ReplaceAll(head, []byte{0}, nil) // of UTF-16
	for _, mark := range marks {
		if bytes.Contains(text, []byte(mark)) {
			return Sure
		}
	}
	switch {
	case own:
		return Likely
	case head == nil:
		return Maybe
	}
	return No
}

// Token gives the next start, end or words. Comments, instructions and a
// DOCTYPE without definitions are passed over. The error is io.EOF at the end,
// else what is wrong, as the message of a diagnostic (diag.FileRefused): not
// well formed, nested too deep, of too many elements, or with a DOCTYPE that defines something. Bytes
// of a CharData are good until the next call only.
func (x *XML) Token() (xml.Token, error) {
	for {
		t, err := x.dec.Token()
		if err == io.EOF {
			return nil, err
		}
		if err != nil {
			return nil, x.bad("is not well formed: %v", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > source.MaxXMLDepth {
				return nil, x.bad("nests elements more than %d deep", source.MaxXMLDepth)
			}
			if x.elements++; x.elements > source.MaxXMLElements {
				return nil, x.bad("has more than %d elements; what follows is not read", source.MaxXMLElements)
			}
			return t, nil
		case xml.EndElement:
			x.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			// A DOCTYPE may name a DTD, which is never fetched; "[" opens
			// definitions of its own.
			if strings.ContainsRune(string(t), '[') {
				return nil, x.bad("defines entities of its own, which are not expanded")
			}
		}
	}
}

// Skip passes over the rest of the element whose start Token gave last.
func (x *XML) Skip() error {
	for depth := 1; depth > 0; {
		t, err := x.Token()
		if err == io.EOF {
			return x.bad("is not well formed: it ends within an element")
		}
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// Line is the line on which the next token begins, from 1.
func (x *XML) Line() int {
	line, _ := x.dec.InputPos()
	return line
}

func (x *XML) bad(format string, args ...any) error {
	return fmt.Errorf("line %d: the XML "+format, append([]any{x.Line()}, args...)...)
}
