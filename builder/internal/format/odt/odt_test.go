package odt

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

const ns = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"`

// automatic are the styles that a program made for the looks of the text.
const automatic = `<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="X" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Wer"/>
<style:style style:name="P3" style:family="paragraph" style:parent-style-name="P3"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style>
</office:automatic-styles>`

const named = `<office:document-styles` + ns + `><office:styles>
<style:style style:name="Title"/><style:style style:name="Quotations"/><style:style style:name="Wer" style:display-name="Speaker Name"/>
<style:style style:name="Heading_20_1" style:default-outline-level="1"/>
</office:styles><office:master-styles><style:master-page><style:header><text:p>Harbour board</text:p></style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`

// pack makes a document of its body and of further parts.
func pack(body string, more map[string]string) []byte {
	all := map[string]string{
		contentPart: `<?xml version="1.0" encoding="UTF-8"?><office:document-content` + ns + `>` + automatic + `<office:body><office:text>` + body + `</office:text></office:body></office:document-content>`,
	}
	maps.Copy(all, more)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	w.Write([]byte(kind))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, _ := z.Create(name)
		w.Write([]byte(all[name]))
	}
	z.Close()
	return b.Bytes()
}

// p is a paragraph; what begins with * up to the next * is bold.
func p(style, text string) string {
	parts := strings.Split(text, "*")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = `<text:span text:style-name="B">` + parts[i] + `</text:span>`
	}
	return `<text:p text:style-name="` + style + `">` + strings.Join(parts, "") + `</text:p>`
}

func table(rows ...[]string) string {
	out := "<table:table>"
	for _, row := range rows {
		out += "<table:table-row>"
		for _, c := range row {
			out += "<table:table-cell>" + p("", c) + "</table:table-cell>"
		}
		out += "</table:table-row>"
	}
	return out + "</table:table>"
}

func read(t *testing.T, raw []byte) (*transcript.Transcript, diag.List) {
	t.Helper()
	f := source.NewBinary("a.odt", raw)
	tr, list := Format{}.Read(f)
	readingtest.Whole(t, Format{}, f, tr, list)
	return tr, list
}

// dialogue is a short exchange with something in its midst.
func dialogue(midst string) string {
	return p("", "*Ada Holm:* Good morning.") + p("", "*Bo Lind:* Yes.") + midst + p("", "*Ada Holm:* So be it.")
}

func TestTurns(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want []string
	}{
		"bold labels": {p("", "*Ada Holm (Chair):* Good morning.") + p("", "And more.") + p("", "*Bo **Lind*: Yes.") + p("", "*Ada Holm:* So."),
			[]string{"Ada Holm (Chair): Good morning. | And more.", "Bo Lind: Yes.", "Ada Holm: So."}},
		"as text":              {p("", "Ada: Good morning.") + p("", "Bo: Yes.") + p("", "Ada: So."), []string{"Ada: Good morning.", "Bo: Yes.", "Ada: So."}},
		"a style for speakers": {p("P2", "Ada Holm") + p("", "Dark.") + p("Wer", "Bo Lind") + p("", "Yes: it was."), []string{"Ada Holm: Dark.", "Bo Lind: Yes: it was."}},
		"headings":             {`<text:h text:outline-level="2">Ada Holm:</text:h>` + p("", "Dark.") + `<text:h text:outline-level="2">Bo Lind:</text:h>` + p("", "Yes."), []string{"Ada Holm: Dark.", "Bo Lind: Yes."}},
		"a table": {table([]string{"Ada", "The lamp at the end of the mole was dark."}, []string{"Bo", "I was told of it in the morning by the pilot."}, []string{"Ada", "Then we should write it down and go on."}),
			[]string{"Ada: The lamp at the end of the mole was dark.", "Bo: I was told of it in the morning by the pilot.", "Ada: Then we should write it down and go on."}},
		"numbered": {`<text:list text:style-name="L1"><text:list-item>` + strings.ReplaceAll(dialogue(""), "</text:p><text:p", "</text:p></text:list-item><text:list-item><text:p") + `</text:list-item></text:list>`,
			[]string{"Ada Holm: Good morning.", "Bo Lind: Yes.", "Ada Holm: So be it."}},
	} {
		tr, list := read(t, pack(test.body, map[string]string{stylesPart: named}))
		if got := readingtest.Turns(tr); !slices.Equal(got, test.want) || len(list) > 0 {
			t.Errorf("%s:\n got %q %v\nwant %q", name, got, list, test.want)
		}
	}
}

func TestWhatParagraphsHold(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"layout":      {"<text:p>It was\n   <text:s text:c=\"2\"/>dark<text:tab/>then.</text:p>", "It was dark then."},
		"insertions":  {`<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>not </text:p></text:deletion></text:changed-region></text:tracked-changes>` + p("", `It <text:change text:change-id="c1"/>was <text:change-start text:change-id="c2"/>very <text:change-end text:change-id="c2"/>dark.`), "It was very dark."},
		"a comment":   {p("", `dark<office:annotation><dc:creator>Una</dc:creator><text:p>really?</text:p></office:annotation>`), "dark"},
		"breaks":      {p("", `a<text:line-break/>b`), "a\nb"},
		"hyphens":     {p("", "har\u00adbour"), "harbour"},
		"a field":     {p("", `<text:bookmark-ref text:ref-name="x">item 4</text:bookmark-ref>`), "item 4"},
		"a list":      {`<text:list text:style-name="L1"><text:list-item>` + p("", "one") + `</text:list-item><text:list-item>` + p("", "two") + `<text:list><text:list-item>` + p("", "three") + `</text:list-item></text:list></text:list-item></text:list>`, "0.1 one | 0.2 two | 1.0 three"},
		"a quotation": {p("Quotations", "The lamp is dark."), "> The lamp is dark."},
		"a text box":  {p("", `Before<draw:frame><draw:text-box>`+p("", "within")+`</draw:text-box><svg:title>a box</svg:title></draw:frame> after.`), "Before after. | within"},
		"hidden":      {p("", `<text:span text:style-name="H">hidden</text:span>seen`), "seen"},
		"ruby":        {p("", `<text:ruby><text:ruby-base>灯</text:ruby-base><text:ruby-text>とう</text:ruby-text></text:ruby>台`), "灯台"},
		"a circle":    {p("P3", "dark"), "dark"},
		"facts":       {table([]string{"Lamps", "9"}, []string{"Piers", "2"}, []string{"Keepers", "4"}), "Lamps\t9 | Piers\t2 | Keepers\t4"},
		"a note":      {p("", `dark<text:note><text:note-citation>2</text:note-citation><text:note-body>`+p("", "As of May.")+`</text:note-body></text:note>.`), "dark2. | [2 As of May.]"},
	} {
		tr, list := read(t, pack(dialogue(test.body), map[string]string{stylesPart: named}))
		got := readingtest.Turns(tr)
		if len(list) > 0 || len(got) != 3 {
			t.Errorf("%s: %q, %v", name, got, list)
			continue
		}
		if got := strings.TrimPrefix(strings.TrimPrefix(got[1], "Bo Lind: Yes."), " | "); got != test.want {
			t.Errorf("%s: %q; want %q", name, got, test.want)
		}
	}
}

func TestHeadAndEdges(t *testing.T) {
	more := map[string]string{
		stylesPart: named,
		metaPart:   `<office:document-meta` + ns + `><office:meta><meta:creation-date>2014-01-01T00:00:00</meta:creation-date><meta:initial-creator>Una Brenn</meta:initial-creator><dc:title>lamps.odt</dc:title></office:meta></office:document-meta>`,
	}
	body := p("P1", "The lamps") + p("", "19 May 2031") + `<text:table-of-content><text:index-body>` + p("", "Opening 3") + `</text:index-body></text:table-of-content>` +
		`<text:h text:outline-level="1">Opening</text:h>` + dialogue(`<text:h text:outline-level="2">The mole</text:h>`+p("", `See <text:a xlink:href="https://a.example/">this</text:a>.`))
	tr, _ := read(t, pack(body, more))
	var got []string
	for _, s := range tr.Sections {
		got = append(got, fmt.Sprint(s.Level, " ", s.Title))
	}
	if want := []string{"1 Opening", "2 The mole"}; !slices.Equal(got, want) || tr.Meta.Title != "The lamps" || tr.Meta.Date != "2031-05-19" || !slices.Equal(tr.Meta.TranscriptBy, []string{"Una Brenn"}) {
		t.Errorf("%q, %+v", got, tr.Meta)
	}
	var dropped []string
	for _, d := range tr.Dropped {
		dropped = append(dropped, string(d.Kind)+": "+d.Text)
	}
	slices.Sort(dropped)
	if want := []string{"date: 19 May 2031", "furniture: Opening 3", "running-footer: Page 1", "running-header: Harbour board"}; !slices.Equal(dropped, want) {
		t.Errorf("%q", dropped)
	}
	last := tr.Turns[2].Segments
	if s := last[0]; s.Text != "See this." || !slices.Contains(s.Spans, transcript.Span{Start: 4, End: 8, Kind: transcript.Link, Value: "https://a.example/"}) {
		t.Errorf("%+v", s)
	}
}

// What is not read is named, with what to do about it.
func TestRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		raw  []byte
		code diag.Code
		says string
	}{
		"a password":         {pack("", map[string]string{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), diag.FileUnreadable, "asks for a password"},
		"no document":        {[]byte("words"), diag.FileUnreadable, "no document"},
		"a zip cut short":    {pack(dialogue(""), nil)[:700], diag.FileRefused, "damaged"},
		"a bomb":             {pack(strings.Repeat(p("", strings.Repeat("dark ", 400)), 2000), nil), diag.FileRefused, "times as much"},
		"entities":           {pack("", map[string]string{contentPart: `<!DOCTYPE x [<!ENTITY a "b">]><x/>`}), diag.FileRefused, "entities"},
		"XML that is broken": {pack(dialogue("")+"<text:p><text:span>", nil), diag.FileRefused, "not well formed"},
	} {
		tr, list := Format{}.Read(source.NewBinary("a.odt", test.raw))
		if len(list) == 0 || list[0].Code != test.code || !strings.Contains(list[0].Message, test.says) {
			t.Errorf("%s: %v", name, list)
		}
		if name == "XML that is broken" && len(tr.Turns) != 3 {
			t.Errorf("%s: what stands before is not read: %q", name, readingtest.Turns(tr))
		}
	}
}

func TestMatch(t *testing.T) {
	whole := pack(dialogue(""), nil)
	for _, test := range []struct {
		path string
		head []byte
		want format.Confidence
	}{
		{"a.odt", whole, format.Sure}, {"a.ODT", nil, format.Likely}, {"minutes", whole, format.Sure}, {"a.ods", []byte(zipped), format.No}, {"a.txt", []byte("words"), format.No},
	} {
		if got := (Format{}).Match(test.path, test.head); got != test.want {
			t.Errorf("%s: %v", test.path, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(dialogue(table([]string{"Ada", "x"}, []string{"Bo", "y"})), named)
	f.Add(`<text:h text:outline-level="1">x</text:h>`+p("", `y<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>z</text:p></text:note-body></text:note>`), "")
	f.Add(`<text:list text:style-name="L1"><text:list-item>`+p("P2", "Ada")+`</text:list-item></text:list><text:table-of-content>`+p("", "c")+`</text:table-of-content>`, named)
	f.Add(p("", `<draw:frame><draw:text-box><text:p>a<text:line-break/>b<text:s/><office:annotation><text:p>c</text:p></office:annotation></text:p></draw:text-box></draw:frame>`), "")
	f.Fuzz(func(t *testing.T, body, styles string) {
		if len(body)+len(styles) > 8<<10 {
			return
		}
		raw := pack(body, map[string]string{stylesPart: styles})
		file := source.NewBinary("a.odt", raw)
		tr, list := Format{}.Read(file)
		if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.FileRefused }) {
			readingtest.Sound(t, file, tr, list) // what follows the fault is not read
			return
		}
		readingtest.Whole(t, Format{}, file, tr, list)
	})
}
