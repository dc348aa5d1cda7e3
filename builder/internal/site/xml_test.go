package site

import (
	"bytes"
	"encoding/xml"
	"testing"
)

// What is written is what encoding/xml would write, and so what it reads again.
func TestXMLIsWellFormed(t *testing.T) {
	type inner struct {
		A    string `xml:"a,attr,omitempty"`
		B    string `xml:"b,attr"`
		Text string `xml:",chardata"`
	}
	type outer struct {
		XMLName xml.Name `xml:"outer"`
		Lang    string   `xml:"xml:lang,attr"`
		Inner   []inner  `xml:"inner"`
		Name    string   `xml:"author>name"`
	}
	for _, text := range []string{"", "Buds", "a \"b\" & 'c' <d>", "tab\tline\nend\r", "\x00\x01\x1f\x7f", "花 é ع", "bad \xff\xc3 utf", "\uFFFD \uFFFE\uFFFF \U0001F34E"} {
		v := outer{Lang: "en", Name: text, Inner: []inner{{text, "x" + text, text}, {"", "y", ""}}}
		w := newXML(nil)
		w.begin("outer", "xml:lang", "en")
		w.element("inner", text, "a", text, "b", "x"+text)
		w.element("inner", "", "a", "", "b", "y")
		w.begin("author")
		w.element("name", text)
		w.end()
		w.end()
		want, err := xml.MarshalIndent(v, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(append([]byte(xml.Header), want...), '\n')
		if got := w.bytes(); !bytes.Equal(got, want) {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, want)
		}
	}
}
