package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

const ns = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// styles are those of a German Word: ids are translated, names are not.
const styles = `<w:styles` + ns + `>
<w:style w:type="paragraph" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Standard"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Tagesordnungspunkt"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Wer"><w:name w:val="Speaker"/></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Kreis"><w:basedOn w:val="Kreis"/></w:style>
</w:styles>`

const numbering = `<w:numbering` + ns + `><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num></w:numbering>`

// pack makes a document of its body and of further parts.
func pack(body string, more map[string]string) []byte {
	all := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml":   `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document` + ns + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml":     styles, "word/numbering.xml": numbering,
	}
	maps.Copy(all, more)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, _ := z.Create(name)
		w.Write([]byte(all[name]))
	}
	z.Close()
	return b.Bytes()
}

// p is a paragraph of runs; a run that begins with * is bold.
func p(style string, runs ...string) string {
	out := "<w:p><w:pPr>"
	if style != "" {
		out += `<w:pStyle w:val="` + style + `"/>`
	}
	out += "</w:pPr>"
	for _, r := range runs {
		props := ""
		if rest, ok := strings.CutPrefix(r, "*"); ok {
			r, props = rest, "<w:rPr><w:b/></w:rPr>"
		}
		if !strings.HasPrefix(r, "<") {
			r = `<w:t xml:space="preserve">` + r + `</w:t>`
		}
		if strings.HasPrefix(r, "<w:r>") || strings.HasPrefix(r, "<w:ins") || strings.HasPrefix(r, "<w:del") || strings.HasPrefix(r, "<w:h") || strings.HasPrefix(r, "<w:s") || strings.HasPrefix(r, "<mc") {
			out += r
			continue
		}
		out += "<w:r>" + props + r + "</w:r>"
	}
	return out + "</w:p>"
}

// table is a table of cells with a paragraph each.
func table(rows ...[]string) string {
	out := "<w:tbl><w:tblPr/>"
	for _, row := range rows {
		out += "<w:tr>"
		for _, c := range row {
			out += "<w:tc><w:tcPr/>" + p("", c) + "</w:tc>"
		}
		out += "</w:tr>"
	}
	return out + "</w:tbl>"
}

func read(t *testing.T, raw []byte) (*transcript.Transcript, diag.List) {
	t.Helper()
	f := source.NewBinary("a.docx", raw)
	tr, list := Format{}.Read(f)
	readingtest.Whole(t, Format{}, f, tr, list)
	return tr, list
}

// dialogue is a short exchange with something in its midst.
func dialogue(midst ...string) string {
	return p("", "*Ada Holm:", " Good morning.") + p("", "*Bo Lind:", " Yes.") + strings.Join(midst, "") + p("", "*Ada Holm:", " So be it.")
}

// said is what Bo Lind says in the dialogue.
func said(t *testing.T, midst string, more map[string]string) string {
	t.Helper()
	tr, list := read(t, pack(dialogue(midst), more))
	got := readingtest.Turns(tr)
	if len(list) > 0 || len(got) != 3 {
		t.Fatalf("%q, %v", got, list)
	}
	return strings.TrimPrefix(strings.TrimPrefix(got[1], "Bo Lind: Yes."), " | ")
}

func TestTurns(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		want []string
	}{
		"bold labels": {p("", "*Ada Holm (Chair):", " Good morning.") + p("", "And more.") + p("", "*Bo ", "*Lind", ": Yes.") + p("", "*Ada Holm:", " So."),
			[]string{"Ada Holm (Chair): Good morning. | And more.", "Bo Lind: Yes.", "Ada Holm: So."}},
		"as text": {p("", "Ada: Good morning.") + p("", "Bo: Yes.") + p("", "Ada: So."), []string{"Ada: Good morning.", "Bo: Yes.", "Ada: So."}},
		"bold alone": {p("", "*ADA HOLM") + p("", "Dark.") + p("", "*BO LIND") + p("", "Yes.") + p("", "*ADA HOLM") + p("", "So.") + p("", "*BO LIND") + p("", "No."),
			[]string{"ADA HOLM: Dark.", "BO LIND: Yes.", "ADA HOLM: So.", "BO LIND: No."}},
		"a style for speakers": {p("Wer", "Ada Holm") + p("", "Dark.") + p("Wer", "Bo Lind") + p("", "Yes: it was."), []string{"Ada Holm: Dark.", "Bo Lind: Yes: it was."}},
		"headings":             {p("Punkt", "Ada Holm:") + p("", "Dark.") + p("Punkt", "Bo Lind:") + p("", "Yes."), []string{"Ada Holm: Dark.", "Bo Lind: Yes."}},
		"a table": {table([]string{"Ada", "The lamp at the end of the mole was dark."}, []string{"Bo", "I was told of it in the morning by the pilot."}, []string{"Ada", "Then we should write it down and go on."}),
			[]string{"Ada: The lamp at the end of the mole was dark.", "Bo: I was told of it in the morning by the pilot.", "Ada: Then we should write it down and go on."}},
		"a table with times": {table([]string{"00:05", "Ada", "The lamp at the end of the mole was dark."}, []string{"00:09", "Bo", "I was told of it in the morning by the pilot."}, []string{"00:15", "Ada", "Then we should write it down and go on."}),
			[]string{"Ada @5000: The lamp at the end of the mole was dark.", "Bo @9000: I was told of it in the morning by the pilot.", "Ada @15000: Then we should write it down and go on."}},
		"intervals": {p("", "<w:t>0:0:2.70 --> 0:0:9.450</w:t><w:br/><w:t>Holm, Ada (Guest)</w:t><w:br/><w:t>Dark.</w:t>") + p("", "0:0:10.0 --> 0:0:12.0") + p("", "Lind, Bo") + p("", "Yes: it was.") + p("", "<w:t>0:1:0.0 --> 0:1:2.5</w:t><w:br/><w:t>Holm, Ada (Guest)</w:t><w:br/><w:t>So.</w:t>"),
			[]string{"Holm, Ada (Guest) @2000: Dark.", "Lind, Bo @10000: Yes: it was.", "Holm, Ada (Guest) @60000: So."}},
		"numbered": {strings.ReplaceAll(dialogue(), "<w:pPr>", `<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`), []string{"Ada Holm: Good morning.", "Bo Lind: Yes.", "Ada Holm: So be it."}},
		"initials": {table([]string{"Ada Bo Holm", "ABH", "Harbour board"}, []string{"Cleo Lind", "CL", "Pilots"}) + p("", "ABH: Dark.") + p("", "CL: Yes.") + p("", "ABH: So."),
			[]string{": Ada Bo Holm\tABH\tHarbour board | Cleo Lind\tCL\tPilots", "ABH (Harbour board): Dark.", "CL (Pilots): Yes.", "ABH: So."}},
	} {
		tr, list := read(t, pack(test.body, nil))
		if got := readingtest.Turns(tr); !slices.Equal(got, test.want) || len(list) > 0 {
			t.Errorf("%s:\n got %q %v\nwant %q", name, got, list, test.want)
		}
	}
}

func TestWhatParagraphsHold(t *testing.T) {
	item := func(id, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	for name, test := range map[string]struct{ body, want string }{
		"insertions":      {p("", "It was ", `<w:ins w:id="1"><w:r><w:t>very </w:t></w:r></w:ins>`, `<w:del w:id="2"><w:r><w:delText>not </w:delText></w:r></w:del>`, "dark."), "It was very dark."},
		"moved":           {p("", `<w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom>`, "x") + "", "x"},
		"a joined mark":   {`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>It was </w:t></w:r></w:p>` + p("", "dark."), "It was dark."},
		"a comment":       {p("", `<w:r><w:commentReference w:id="1"/></w:r>`, "dark"), "dark"},
		"tabs and breaks": {p("", "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type=\"page\"/><w:t>d</w:t>"), "a b\nc d"},
		"hyphens":         {p("", "<w:t>har</w:t><w:softHyphen/><w:t>bour</w:t><w:noBreakHyphen/><w:t>mas\u00adter</w:t>"), "harbour-master"},
		"a sign":          {p("", `<w:r><w:sym w:font="Symbol" w:char="F041"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`), "A•"},
		"a field":         {p("", `<w:fldChar w:fldCharType="begin"/>`, `<w:instrText> REF x </w:instrText>`, `<w:fldChar w:fldCharType="separate"/>`, "item 4", `<w:fldChar w:fldCharType="end"/>`), "item 4"},
		"smart tags":      {p("", `<w:smartTag w:element="place"><w:r><w:t>Vela</w:t></w:r></w:smartTag>`, `<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> Sound</w:t></w:r></w:sdtContent></w:sdt>`), "Vela Sound"},
		"a list":          {item("1", "one") + item("1", "two") + item("2", "three"), "0.1 one | 0.2 two | 0.0 three"},
		"a quotation":     {p("Zitat", "The lamp is dark."), "> The lamp is dark."},
		"a text box": {p("", "Before", `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+p("", "within")+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+p("", "within")+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>`, " after."),
			"Before after. | within"},
		"hidden": {p("", `<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>`, "seen"), "seen"},
		"ruby":   {p("", `<w:r><w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>灯</w:t></w:r></w:rubyBase></w:ruby></w:r>`, "台"), "灯台"},
	} {
		if got := said(t, test.body, nil); got != test.want {
			t.Errorf("%s: %q; want %q", name, got, test.want)
		}
	}
}

func TestNotesLinksAndPages(t *testing.T) {
	more := map[string]string{
		"word/footnotes.xml":           `<w:footnotes` + ns + `><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">` + p("", "As of May.") + `</w:footnote></w:footnotes>`,
		"word/header1.xml":             `<w:hdr` + ns + `>` + p("", "Harbour board") + `</w:hdr>`,
		"word/footer1.xml":             `<w:ftr` + ns + `>` + p("", "Page 1") + `</w:ftr>`,
		"word/_rels/document.xml.rels": `<Relationships><Relationship Id="rId7" Type="x/hyperlink" Target="https://a.example/"/></Relationships>`,
		"docProps/core.xml":            `<cp:coreProperties xmlns:dc="d" xmlns:cp="c" xmlns:dcterms="t"><dc:title>The lamps</dc:title><dc:creator>Una Brenn</dc:creator><dcterms:created>2014-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`,
	}
	body := dialogue(p("", "See ", `<w:hyperlink r:id="rId7"><w:r><w:t>this</w:t></w:r></w:hyperlink>`, `<w:footnoteReference w:id="2"/>`, "."))
	tr, _ := read(t, pack(body, more))
	segs := tr.Turns[1].Segments
	if segs[1].Text != "See this2." || segs[1].Spans[0] != (transcript.Span{Start: 4, End: 8, Kind: transcript.Link, Value: "https://a.example/"}) || segs[2].Kind != transcript.Note || segs[2].Text != "[2 As of May.]" {
		t.Errorf("%+v", segs)
	}
	if m := tr.Meta; m.Title != "The lamps" || m.Date != "" || !slices.Equal(m.TranscriptBy, []string{"Una Brenn"}) {
		t.Errorf("%+v", m)
	}
	var kinds []string
	for _, d := range tr.Dropped {
		kinds = append(kinds, string(d.Kind)+": "+d.Text)
	}
	if want := []string{"running-footer: Page 1", "running-header: Harbour board"}; !slices.Equal(kinds, want) {
		t.Errorf("%q", kinds)
	}
}

// Headings are known by their styles whatever language the program spoke, and by
// outline levels.
func TestHeads(t *testing.T) {
	tr, _ := read(t, pack(p("Titel", "The lamps")+p("", "19 May 2031")+p("Verzeichnis1", "Opening 3")+p("berschrift1", "Opening")+dialogue(p("Punkt", "The mole"))+`<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>The end</w:t></w:r></w:p>`+p("", "That is all."), nil))
	var got []string
	for _, s := range tr.Sections {
		got = append(got, fmt.Sprint(s.Level, " ", s.Title))
	}
	if want := []string{"1 Opening", "2 The mole", "3 The end"}; !slices.Equal(got, want) || tr.Meta.Title != "The lamps" || tr.Meta.Date != "2031-05-19" {
		t.Errorf("%q, title %q, date %q", got, tr.Meta.Title, tr.Meta.Date)
	}
}

// What is not read is named, with what to do about it.
func TestRefusals(t *testing.T) {
	locked := legacy + "\x00\x00E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
	bomb := pack(strings.Repeat(p("", strings.Repeat("dark ", 400)), 2000), nil)
	for name, test := range map[string]struct {
		raw  []byte
		code diag.Code
		says string
	}{
		"the old format":     {[]byte(legacy + "Word.Document.8"), diag.FileUnreadable, "until 2007"},
		"a password":         {[]byte(locked), diag.FileUnreadable, "asks for a password"},
		"Rich Text":          {[]byte(`{\rtf1 x}`), diag.FileUnreadable, "Rich Text"},
		"no document":        {[]byte("words"), diag.FileUnreadable, "no document"},
		"a zip cut short":    {pack(dialogue(), nil)[:900], diag.FileRefused, "damaged"},
		"a zip of nothing":   {pack("", map[string]string{"_rels/.rels": `<R><Relationship Type="x/officeDocument" Target="xl/workbook.xml"/></R>`}), diag.FileRefused, "no document"},
		"a bomb":             {bomb, diag.FileRefused, "times as much"},
		"heads without end":  {pack(dialogue(), map[string]string{"word/header1.xml": random(source.MaxZipEdge + 1)}), diag.FileRefused, "headers and footers"},
		"entities":           {pack("", map[string]string{"word/document.xml": `<!DOCTYPE x [<!ENTITY a "b">]><x/>`}), diag.FileRefused, "entities"},
		"XML that is broken": {pack(dialogue()+"<w:p><w:r>", nil), diag.FileRefused, "not well formed"},
	} {
		tr, list := Format{}.Read(source.NewBinary("a.docx", test.raw))
		if len(list) == 0 || list[0].Code != test.code || !strings.Contains(list[0].Message, test.says) {
			t.Errorf("%s: %v", name, list)
		}
		if name == "XML that is broken" && len(tr.Turns) != 3 {
			t.Errorf("%s: what stands before is not read: %q", name, readingtest.Turns(tr))
		}
	}
}

// random is text of a length that does not pack.
func random(n int) string {
	var b strings.Builder
	r := rand.New(rand.NewPCG(1, 2))
	for b.Len() < n {
		fmt.Fprintf(&b, "%x", r.Uint64())
	}
	return b.String()
}

func TestMatch(t *testing.T) {
	whole := pack(dialogue(), nil)
	for _, test := range []struct {
		path string
		head []byte
		want format.Confidence
	}{
		{"a.docx", whole, format.Sure}, {"a.DOC", []byte(legacy), format.Sure}, {"a.docx", nil, format.Likely},
		{"minutes", whole, format.Sure}, {"a.xls", []byte(legacy), format.No}, {"a.zip", []byte(zipped), format.No}, {"a.txt", []byte("words"), format.No},
	} {
		if got := (Format{}).Match(test.path, test.head); got != test.want {
			t.Errorf("%s: %v", test.path, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(dialogue(table([]string{"Ada", "x"}, []string{"Bo", "y"})), "")
	f.Add(p("berschrift1", "x")+p("", `<w:ins><w:r><w:t>y</w:t></w:r></w:ins>`, `<w:footnoteReference w:id="2"/>`), p("", "As of May."))
	f.Add(p("", `<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase></w:ruby></w:r>`)+`<w:sdt><w:sdtPr><w:docPartGallery w:val="Table of Contents"/></w:sdtPr><w:sdtContent>`+p("", "c")+`</w:sdtContent></w:sdt>`, "")
	f.Add(p("Wer", "Ada")+`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:br/><w:tab/><w:t>x</w:t></w:r></w:p>`+p("", `<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>z</w:t></w:r></w:p></w:txbxContent></mc:Choice></mc:AlternateContent>`), "")
	f.Fuzz(func(t *testing.T, body, note string) {
		if len(body)+len(note) > 8<<10 {
			return
		}
		raw := pack(body, map[string]string{"word/footnotes.xml": `<w:footnotes` + ns + `><w:footnote w:id="2">` + note + `</w:footnote></w:footnotes>`})
		file := source.NewBinary("a.docx", raw)
		tr, list := Format{}.Read(file)
		if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.FileRefused }) {
			readingtest.Sound(t, file, tr, list) // what follows the fault is not read
			return
		}
		readingtest.Whole(t, Format{}, file, tr, list)
	})
}
