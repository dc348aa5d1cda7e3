package format

import (
	"encoding/xml"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"dixit/builder/internal/source"
)

// told reads a document to its end and gives "<start>words</end>" of it.
func told(text string) (string, error) {
	x := NewXML(text)
	var b strings.Builder
	for {
		t, err := x.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return b.String(), err
		}
		switch t := t.(type) {
		case xml.StartElement:
			fmt.Fprintf(&b, "<%s>", t.Name.Local)
		case xml.EndElement:
			fmt.Fprintf(&b, "</%s>", t.Name.Local)
		case xml.CharData:
			b.Write(t)
		}
	}
}

func TestXML(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("<a>", n) + strings.Repeat("</a>", n) }
	billion := "<!DOCTYPE a [<!ENTITY b0 \"ha\">"
	for i := 1; i < 30; i++ {
		billion += fmt.Sprintf("<!ENTITY b%d \"&b%d;&b%d;&b%d;\">", i, i-1, i-1, i-1)
	}
	for _, c := range []struct{ name, text, want, err string }{
		{"words and elements", "<?xml version='1.0' encoding='windows-1251'?><!-- c --><p>Ада &amp; <b>Бен</b>&#33;</p>", "<p>Ада & <b>Бен</b>!</p>", ""},
		{"a DTD by name", "<!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"http://example.org/x.dtd\"><p>a</p>", "<p>a</p>", ""},
		{"entities within entities", billion + "]><a>&b29;</a>", "", "defines entities"},
		{"a file as entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>", "", "defines entities"},
		{"an entity that nobody defined", "<a>&b29;</a>", "<a>", "not well formed"},
		{"a letter that HTML has a name for", "<a>caf&eacute;</a>", "<a>café</a>", ""},
		{"a control character by its number", "<a>b&#127;c&#xA0;</a>", "<a>b\ufffdc\u00a0</a>", ""},
		{"as deep as may be", deep(source.MaxXMLDepth), deep(source.MaxXMLDepth), ""},
		{"too deep", "\n" + deep(1_000_000), strings.Repeat("<a>", source.MaxXMLDepth), "line 2: the XML nests elements more than 256 deep"},
		{"too many elements", "<a>" + strings.Repeat("<b/>", source.MaxXMLElements), "<a>" + strings.Repeat("<b></b>", source.MaxXMLElements-1), "more than 1000000 elements"},
		{"too many attributes", "<a" + strings.Repeat(" b='1'", source.MaxXMLAttributes+1) + "/>", "", "more than 3000000 attributes"},
		{"too much text", "<a>" + strings.Repeat("b", source.MaxXMLText+1) + "</a>", "<a>", "more than 12 MB of text"},
		{"cut short", "<a><b>c", "<a><b>c", "not well formed"},
	} {
		got, err := told(c.text)
		if strings.TrimSpace(got) != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%s: got %.80q, %v; want %.80q, %q", c.name, got, err, c.want, c.err)
		}
	}
}

func TestXMLSkip(t *testing.T) {
	x := NewXML("<a><b><c>no</c></b><d/></a>")
	var seen []string
	for {
		tok, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(xml.StartElement); ok {
			seen = append(seen, s.Name.Local)
			if s.Name.Local == "b" {
				if err := x.Skip(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if got := strings.Join(seen, " "); got != "a b d" {
		t.Errorf("seen %q", got)
	}
	x = NewXML("<a><b>")
	if _, err := x.Token(); err != nil {
		t.Fatal(err)
	}
	if err := x.Skip(); err == nil {
		t.Error("an element without an end was passed over")
	}
}

func TestCheckJSON(t *testing.T) {
	for _, c := range []struct {
		name, text string
		good       bool
	}{
		{"an export", `{"turns": [{"label": "Ada", "text": "[[[[ \" ]"}]}`, true},
		{"brackets in words", `["` + strings.Repeat("[", 1000) + `"]`, true},
		{"a string that does not end", `["` + strings.Repeat("[", 1000) + `\`, true},
		{"as deep as may be", strings.Repeat("[", source.MaxJSONDepth) + strings.Repeat("]", source.MaxJSONDepth), true},
		{"too deep", strings.Repeat(`{"a":[`, source.MaxJSONDepth), false},
		{"nothing but depth", strings.Repeat("[", 1_000_000), false},
	} {
		if err := CheckJSON(c.text); (err == nil) != c.good {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// The largest traps that a file has room for are refused in two seconds and
// 256 MB.
func TestTrapsAreRefusedSoon(t *testing.T) {
	for name, refuse := range map[string]func() error{
		"xml depth":  func() error { _, err := told(strings.Repeat("<a>", 10<<20)); return err },
		"json depth": func() error { return CheckJSON(strings.Repeat("[", 32<<20)) },
		"json words": func() error { return CheckJSON(strings.Repeat(`"a",`, 8<<20) + strings.Repeat("[", 200)) },
		"entities": func() error {
			_, err := told("<!DOCTYPE a [" + strings.Repeat("<!ENTITY b \"c\">", 1<<20) + "]><a/>")
			return err
		},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		err := refuse()
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if size := (after.TotalAlloc - before.TotalAlloc) >> 20; err == nil || took > hung || size > 256 {
			t.Errorf("%s: %v after %v and %d MB", name, err, took, size)
		}
	}
}

func FuzzXML(f *testing.F) {
	for _, s := range []string{"<a>b</a>", "<!DOCTYPE a [", "<?x?>", "<a b='c'/>", "&lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { _, _ = told(s) })
}

// hung is far longer than refusing anything takes, which is two seconds at the
// most on an idle machine, so that a busy one fails nothing.
const hung = 20 * time.Second
