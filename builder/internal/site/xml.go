package site

import (
	"encoding/xml"
	"slices"
	"unicode/utf8"
)

// xmlWriter writes a document of XML, each element on a line of its own, at a tenth of
// what encoding/xml takes: every speaker and topic has a feed.
type xmlWriter struct {
	b     []byte
	begun bool     // with an element
	open  []string // the elements that are open, the outermost first
}

// newXML begins a document behind dst.
func newXML(dst []byte) *xmlWriter { return &xmlWriter{b: append(dst, xml.Header...)} }

// begin begins an element that has others, with attributes: names, and after each its
// value, "" for one that is left out.
func (w *xmlWriter) begin(name string, attrs ...string) {
	w.line()
	w.tag(name, attrs)
	w.open = append(w.open, name)
}

// end ends the innermost element.
func (w *xmlWriter) end() {
	last := len(w.open) - 1
	name := w.open[last]
	w.open = w.open[:last]
	w.line()
	w.close(name)
}

// element writes an element that has nothing but a text.
func (w *xmlWriter) element(name, text string, attrs ...string) {
	w.line()
	w.tag(name, attrs)
	w.escape(text)
	w.close(name)
}

// bytes is dst and the document. All its elements are ended.
func (w *xmlWriter) bytes() []byte { return append(w.b, '\n') }

func (w *xmlWriter) line() {
	if w.begun {
		w.b = append(w.b, '\n')
	}
	w.begun = true
	for range w.open {
		w.b = append(w.b, ' ')
	}
}

func (w *xmlWriter) tag(name string, attrs []string) {
	w.b = append(append(w.b, '<'), name...)
	for pair := range slices.Chunk(attrs, 2) {
		if pair[1] == "" {
			continue
		}
		w.b = append(append(append(w.b, ' '), pair[0]...), `="`...)
		w.escape(pair[1])
		w.b = append(w.b, '"')
	}
	w.b = append(w.b, '>')
}

func (w *xmlWriter) close(name string) {
	w.b = append(append(append(w.b, "</"...), name...), '>')
}

// escape writes a text as it stands in an element or an attribute. What XML has no
// character for becomes U+FFFD.
func (w *xmlWriter) escape(s string) {
	from := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		to := ""
		switch {
		case r < utf8.RuneSelf:
			to = xmlEscapes[r]
		default:
			if r, size = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
				to = "\uFFFD"
			}
		}
		if to != "" {
			w.b = append(append(w.b, s[from:i]...), to...)
			from = i + size
		}
		i += size
	}
	w.b = append(w.b, s[from:]...)
}

// xmlEscapes is what stands for characters of ASCII, "" for themselves.
var xmlEscapes = func() (t [utf8.RuneSelf]string) {
	for c := range ' ' {
		t[c] = "\uFFFD"
	}
	t['\t'], t['\n'], t['\r'] = "&#x9;", "&#xA;", "&#xD;"
	t['"'], t['\''], t['&'], t['<'], t['>'] = "&#34;", "&#39;", "&amp;", "&lt;", "&gt;"
	return t
}()
