package format

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/source"
)

// XML gives the elements and words of a document one after another, and refuses
// what no document of a word processor or archive has: elements nested deeper
// than source.MaxXMLDepth, and definitions of entities, which let ten lines
// unpack to gigabytes or name files to be read. Every reader of XML reads
// through it.
type XML struct {
	dec        *xml.Decoder
	depth      int
	elements   int
	attributes int
	words      int // bytes
	paragraphs int
	last       int // line, 0 where lines are nobody's
}

// NewXML reads a document that is already UTF-8, whatever encoding its first
// line names.
func NewXML(text string) *XML {
	x := newXML(strings.NewReader(text))
	x.last = max(1, strings.Count(text, "\n"))
	if !strings.HasSuffix(text, "\n") {
		x.last = strings.Count(text, "\n") + 1
	}
	return x
}

// ZipXML reads an entry of a zip, nil where there is none of that name. The error
// is that of Zip.Read, or says that it is too large. What is UTF-8 without control characters, as such entries
// are, is read where it lies.
func ZipXML(z *source.Zip, name string) (*XML, error) {
	if size := z.Size(name); size > source.MaxZipXML {
		return nil, fmt.Errorf("%q in the zip unpacks to %d MB of XML; at most %d MB are read", name, size>>20, source.MaxZipXML>>20)
	}
	raw, ok, err := z.Read(name)
	if !ok || err != nil {
		return nil, err
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) && !bytes.ContainsFunc(raw, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' && r != '\r' }) {
		return newXML(bytes.NewReader(raw)), nil
	}
	f, _ := source.Decode(name, raw)
	return NewXML(f.Text), nil
}

// Each calls do for every element in the one that was opened last, and text, which
// may be nil, for the words between. do reads an element to its end; its error ends
// the walk and is given back, as is that of a file which ends within an element.
func (x *XML) Each(do func(xml.StartElement) error, text func(string)) error {
	for {
		t, err := x.Token()
		if err == io.EOF {
			return x.Skip() // says that it ends within an element
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := do(t); err != nil {
				return err
			}
		case xml.CharData:
			if text != nil {
				text(string(t))
			}
		case xml.EndElement:
			return nil
		}
	}
}

// ZipTree reads a small entry of a zip whole; of one that is missing or not well
// formed it gives what there is.
func ZipTree(z *source.Zip, name string) *Node {
	x, err := ZipXML(z, name)
	if x == nil || err != nil {
		return &Node{}
	}
	for {
		t, err := x.Token()
		if err != nil {
			return &Node{}
		}
		if start, ok := t.(xml.StartElement); ok {
			n, _ := x.Tree(start)
			return n
		}
	}
}

func newXML(in io.Reader) *XML {
	dec := xml.NewDecoder(in)
	dec.Entity = xml.HTMLEntity // characters, which old DTDs name
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
// well formed, nested too deep, of more than limits.go allows, or with a DOCTYPE that defines
// something. Bytes
// of a CharData are good until the next call only.
func (x *XML) Token() (xml.Token, error) {
	if x.paragraphs > source.MaxParagraphs {
		return nil, x.bad("has more than %d paragraphs; what follows is not read", source.MaxParagraphs)
	}
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
			if x.attributes += len(t.Attr); x.attributes > source.MaxXMLAttributes {
				return nil, x.bad("has more than %d attributes; what follows is not read", source.MaxXMLAttributes)
			}
			return t, nil
		case xml.EndElement:
			x.depth--
			return t, nil
		case xml.CharData:
			if x.words += len(t); x.words > source.MaxXMLText {
				return nil, x.bad("has more than %d MB of text; what follows is not read", source.MaxXMLText>>20)
			}
			if bytes.ContainsFunc(t, unprinted) {
				t = bytes.Map(func(r rune) rune {
					if unprinted(r) {
						return utf8.RuneError
					}
					return r
				}, t)
			}
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

// unprinted tells the control characters that a reference (&#127;) brings into
// a text, which has none otherwise; the next line (U+0085) is white space.
func unprinted(r rune) bool { return r >= 0x7f && r < 0xa0 && r != 0x85 }

// Paragraph counts a paragraph, note or cell that a reader made: where they are
// more than source.MaxParagraphs, the next Token says so.
func (x *XML) Paragraph() { x.paragraphs++ }

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

// Line is the line on which the next token begins, from 1. The line end of the
// last line begins none.
func (x *XML) Line() int {
	line, _ := x.dec.InputPos()
	if x.last > 0 {
		line = min(line, x.last)
	}
	return line
}

func (x *XML) bad(format string, args ...any) error {
	return fmt.Errorf("line %d: the XML "+format, append([]any{x.Line()}, args...)...)
}
