package export

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"

	"dixit/builder/internal/lang"
)

// element writes XML: names as given, values escaped, errors kept until the end.
type element struct{ w *bufio.Writer }

func newElement(w io.Writer) element { return element{bufio.NewWriter(w)} }

// open writes a start tag; attributes are names and values in turn, those with
// an empty value left out.
func (e element) open(name string, attrs ...string) {
	e.tag(name, attrs)
	e.w.WriteByte('>')
}

func (e element) tag(name string, attrs []string) {
	e.w.WriteByte('<')
	e.w.WriteString(name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] == "" {
			continue
		}
		e.w.WriteString(" " + attrs[i] + `="`)
		e.text(attrs[i+1])
		e.w.WriteByte('"')
	}
}

func (e element) close(name string) { e.w.WriteString("</" + name + ">") }

// empty writes an element without content.
func (e element) empty(name string, attrs ...string) {
	e.tag(name, attrs)
	e.w.WriteString("/>")
}

// with writes an element with text, on a line of its own.
func (e element) with(indent int, name, text string, attrs ...string) {
	if text == "" {
		return
	}
	e.line(indent)
	e.open(name, attrs...)
	e.text(text)
	e.close(name)
}

// line begins a line.
func (e element) line(indent int) { e.w.WriteString("\n" + strings.Repeat("  ", indent)) }

// text writes words; what XML has no room for becomes the replacement character.
func (e element) text(s string) { xml.EscapeText(e.w, []byte(s)) }

// ncName makes an id of a name: letters, figures, marks, '-', '.' and '_', none
// but a letter or '_' first (Namespaces in XML 1.0, section 3). Distinct ids may
// become the same; whoever writes several keeps them apart.
func ncName(s string) string {
	out := strings.Map(func(r rune) rune {
		if r == '-' || r == '.' || r == '_' || nameRune(r) {
			return r
		}
		return '_'
	}, s)
	if out == "" || strings.ContainsRune("-.0123456789", rune(out[0])) || !startRune([]rune(out)[0]) {
		out = "_" + out
	}
	return out
}

// startRune and nameRune are the productions NameStartChar and NameChar of XML
// 1.0, fifth edition, without ':'.
func startRune(r rune) bool {
	switch {
	case r == '_', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return true
	case r < 0xC0 || r == 0xD7 || r == 0xF7 || r >= 0x300 && r <= 0x36F || r == 0x37E:
		return false
	}
	return r <= 0x1FFF || r >= 0x200C && r <= 0x200D || r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF ||
		r >= 0x3001 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFFD || r >= 0x10000 && r <= 0xEFFFF
}

func nameRune(r rune) bool {
	return startRune(r) || r >= '0' && r <= '9' || r == 0xB7 || r >= 0x300 && r <= 0x36F || r >= 0x203F && r <= 0x2040
}

// ids gives every speaker of a document an id of its own that XML allows.
func ids(d *Document) map[string]string {
	out, taken := map[string]string{}, map[string]bool{}
	for _, s := range d.Speakers {
		id := ncName(s.ID)
		for taken[id] {
			id += "_"
		}
		taken[id] = true
		out[s.ID] = id
	}
	return out
}

// tag is a language in xml:lang, "und" for none.
func tag(l lang.Tag) string {
	if l == "" {
		return "und"
	}
	return string(l)
}
