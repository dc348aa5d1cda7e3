package source

import (
	"slices"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"dixit/builder/internal/diag"
)

// What a document says of its own encoding is believed where the bytes do not
// contradict it, and then there is nothing to report.
func TestEncodingThatTheDocumentNames(t *testing.T) {
	short := "<p>Ана: Да, господа.</p>"
	for _, test := range []struct {
		name, head, text string
		enc              encoding.Encoding
		want             string // the encoding reported as guessed, "" for none
	}{
		{"meta", `<html><head><meta charset=koi8-r>`, short, charmap.KOI8R, ""},
		{"meta of an older kind", `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">`, short, charmap.Windows1251, ""},
		{"a rare encoding", `<meta charset='iso-8859-10'>`, "<p>Þórður: Já.</p>", charmap.ISO8859_10, ""},
		{"XML", `<?xml version="1.0" encoding="Shift_JIS"?>`, "<p>議長：はい。</p>", japanese.ShiftJIS, ""},
		{"Latin in name only", `<meta charset="iso-8859-1">`, russian, charmap.Windows1251, "windows-1251"},
		{"Latin", `<meta charset="iso-8859-1">`, "<p>Élise : Voilà.</p>", charmap.Windows1252, ""},
		{"no bytes of that encoding", `<meta charset="shift_jis">`, french, charmap.Windows1252, "windows-1252"},
		{"a name that nobody knows", `<meta charset="x-own">`, russian, charmap.Windows1251, "windows-1251"},
	} {
		raw, err := test.enc.NewEncoder().String(test.head + test.text)
		if err != nil {
			t.Fatal(err)
		}
		f, list := Decode("a.html", []byte(raw))
		if f.Text != test.head+test.text {
			t.Errorf("%s: read as %s: %q", test.name, f.Encoding, f.Text)
		}
		guessed := slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.EncodingGuessed })
		if guessed != (test.want != "") || guessed && f.Encoding != test.want {
			t.Errorf("%s: read as %s with %v", test.name, f.Encoding, list)
		}
	}
}
