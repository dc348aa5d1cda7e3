package html

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func read(t *testing.T, text string) *transcript.Transcript {
	t.Helper()
	f := source.NewFile("a.html", text)
	tr, list := Format{}.Read(f)
	readingtest.Whole(t, Format{}, f, tr, list)
	return tr
}

func TestTurnsOfPages(t *testing.T) {
	for name, want := range map[string][]string{
		"classes":      {"Amina Duarte (Chair) @62000: Good morning. We shall take the harbour dues first. | (Laughter)", "Karel Oduya @90000: Thank you, Madam Chair.", "Amina Duarte in fr: Merci.\nEt voilà.1"},
		"offices":      {"Ada Holm (Chair, Harbour board): The lamp was dark.", "Bo Lind (Pilots): I was told of it in the morning."},
		"dashes":       {"M. LIND: Bonjour à tous, et merci d’être venus si nombreux ce matin sur le môle.", "Mme AALTO: Merci.", "M. LIND: Alors.", "Mme AALTO: Non.", "M. LIND: Si."},
		"bold, a dash": {"M. Lindqvist: Bonjour.", "Mme Aaltonen: Merci.", "M. Lindqvist: Alors.", "Mme Aaltonen: Non."},
		"word":         {"Ada Holm: The lamp at the end of the mole was dark.", "Bo Lind: I have it here. | 0.0 one lamp", "Ada Holm: Thank you."},
		"paragraphs":   {"Mr. Lind: Where was the lamp?", "Ms. Aalto: On the mole. | It was dark.", "Mr. Lind: For how long?", "Ms. Aalto: Three nights. (applause)"},
		"bold alone":   {"ADA HOLM: The lamp was dark.", "BO LIND: I have it here.", "ADA HOLM: Thank you.", "BO LIND: Not at all."},
		"terms":        {"Ada: Good.", "Bo: Yes. | It is.", "Ada: No. | Place | The town hall | Clerk | Una Brenn"},
		"table": {"Ada Holm: The lamp at the end of the mole was dark for three nights. | Who was told?", "Bo Lind: I was. I have it here, and I shall read it to the board.",
			"Ada Holm: Please do so at once, if the board agrees with that. | Name\tPost | Ada Holm\tChair | within a table"},
		"timed table":   {"Ada @5000: The lamp at the end of the mole was dark.", "Bo @9000: I was told of it in the morning by the pilot.", "Ada @15000: Then we should write it down and go on from there."},
		"headed table":  {"Ada @5000: The lamp was dark.", "Bo @9000: I was told of it.", "Cleo: So was I. | Break | Name\tText | The lamp at the end of the mole\tdark"},
		"items":         {"Ada: Yes.", "Bo: No.", "Ada: Yes. | 0.0 the lamp | 1.1 on the mole | 0.0 the gate | > The lamp is dark."},
		"typed":         {"ADA HOLM: The lamp at the end of the mole was | dark for three nights.", "BO LIND: I was told of it.", "ADA HOLM: And then?", "BO LIND: We lit it & went home."},
		"East Asian":    {"議長: 灯台は 暗かった。", "林: はい。", "議長: 以上です。"},
		"right to left": {"الرئيسة: صباح الخير.", "السيد حداد: شكرا. | Thank you."},
		"quotations":    {": He said: “Yes” & went\u00a0: out. 1\u00a0000 lamps | `a  b\n c` | A lampx"},
		"front matter":  {"Ada: Yes.", "Bo: No.", "Ada: So."},
	} {
		if got := readingtest.Turns(read(t, seeds[name])); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
}

// What a page says of itself is taken where front matter does not say it.
func TestHeads(t *testing.T) {
	m := read(t, seeds["classes"]).Meta
	if m.Title != "Harbour dues" || m.Date != "2031-05-19" || m.Lang != "en" || m.Rights != "Free to use" ||
		!slices.Equal(m.Source, []string{"https://council.example/2031/19"}) || !slices.Equal(m.Media, []string{"dues.ogg"}) || len(m.TranscriptBy)+len(m.Topics) > 0 {
		t.Errorf("%+v", m)
	}
	if m := read(t, seeds["word"]).Meta; m.Title != "Harbour Board, sixth meeting" || m.Lang != "en-GB" {
		t.Errorf("of a word processor: %+v", m)
	}
	if m := read(t, seeds["front matter"]).Meta; m.Title != "The lamp" {
		t.Errorf("front matter comes second: %+v", m)
	}
	for text, want := range map[string]transcript.Meta{
		`<title>The lamp</title><p>Dark.</p>`:                                                                            {Title: "The lamp"},
		`<html lang=de><p>Notes</p><h1>The lamp</h1><p>Dark.</p>`:                                                        {Title: "The lamp", Lang: "de"},
		`<h1>The lamp</h1><p><time datetime="2031-05-19T10:00Z">Monday</time></p>`:                                       {Title: "The lamp", Date: "2031-05-19"},
		`<h1>The lamp</h1><p>Monday, 19 May 2031</p><p>Dark.</p>`:                                                        {Title: "The lamp", Date: "2031-05-19"},
		`<meta name="DC.creator" content="Una Brenn"><meta name=author content="CMS"><h1>The lamp</h1>`:                  {Title: "The lamp", TranscriptBy: []string{"Una Brenn"}},
		`<meta name=dc.subject content=lamps><meta name=dc.subject content="moles, piers"><meta name=date content=soon>`: {Topics: []string{"lamps", "moles, piers"}},
	} {
		m := read(t, text).Meta
		if m.Title != want.Title || m.Date != want.Date || m.Lang != want.Lang || !slices.Equal(m.TranscriptBy, want.TranscriptBy) || !slices.Equal(m.Topics, want.Topics) {
			t.Errorf("%s: %+v", text, m)
		}
	}
}

// What stands around a transcript is left out, and listed.
func TestFurniture(t *testing.T) {
	tr := read(t, seeds["classes"])
	var got []string
	for _, d := range tr.Dropped {
		got = append(got, fmt.Sprintf("%d %s: %s", d.Line, d.Kind, d.Text))
	}
	want := []string{
		"1 title: Harbour dues – Lower Basin Council",
		"4 markup: <script>", "4 markup: <style>",
		"6 furniture: We use cookies. Accept",
		"7 furniture: Lower Basin Council Home",
		"8 date: 19 May 2031",
		"9 furniture: Your browser plays no sound.",
		"13 furniture: #",
		"15 furniture: Other debates", "15 furniture: © 2031 Council", "15 furniture: Draft",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// A name among the classes of what holds the text hides nothing.
	if got := readingtest.Turns(read(t, `<body class="menu-open"><div class="sidebar-layout"><p>Ada: Yes.</p><p>Bo: No.</p><p>Ada: So.</p></div></body>`)); len(got) != 3 {
		t.Errorf("hidden by a class: %q", got)
	}
}

// Turns know the lines of the file on which their elements stand.
func TestLines(t *testing.T) {
	tr := read(t, seeds["classes"])
	var got [][2]int
	for _, turn := range tr.Turns {
		got = append(got, [2]int{turn.Line, turn.EndLine})
	}
	if want := [][2]int{{11, 12}, {13, 13}, {14, 14}}; !slices.Equal(got, want) {
		t.Errorf("lines %v; want %v", got, want)
	}
}

func TestLinesThatAProgramBroke(t *testing.T) {
	text := "<p>ADA HOLM: The lamp at the end<br>"
	for range 15 {
		text += "of the mole was dark again and<br>"
	}
	tr := read(t, text+"so on.</p>")
	if said := tr.Turns[0].Text(); strings.Contains(said, "\n") {
		t.Errorf("%q", said)
	}
	verse := "<p>" + strings.Repeat("The lamp is dark.<br>", 15) + "</p>"
	if said := read(t, verse).Turns[0].Text(); strings.Count(said, "\n") != 14 {
		t.Errorf("%q", said)
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		path, head string
		want       format.Confidence
	}{
		{"a.html", "<p>", format.Likely},
		{"a.HTM", "", format.Likely},
		{"a.txt", "\n<!doctype HTML>\n<p>", format.Sure},
		{"a", "<!-- saved from a.example -->\n<html lang=en>", format.Sure},
		{"a.xhtml", `<?xml version="1.0"?><html xmlns="x">`, format.Sure},
		{"a.xml", `<?xml version="1.0"?><html xmlns="x">`, format.No},
		{"a.md", "# <html>", format.No},
	} {
		if got := (Format{}).Match(test.path, []byte(test.head)); got != test.want {
			t.Errorf("%s %q: %v", test.path, test.head, got)
		}
	}
}

// A page that asks for too much is read as far as it does not, and said to be.
func TestHostilePages(t *testing.T) {
	for name, text := range map[string]string{
		"tags":       "<p>Ada: Yes." + strings.Repeat("<p>", source.MaxTags+1),
		"depth":      strings.Repeat("<div>", 600),
		"a long run": "<p>Ada: Yes.<p>" + strings.Repeat("word ", maxRun/5+1),
	} {
		f := source.NewFile("a.html", text)
		tr, list := Format{}.Read(f)
		if len(list) == 0 || list[0].Code != diag.FileRefused {
			t.Errorf("%s: %v", name, list)
		}
		if name != "depth" && (len(tr.Turns) == 0 || tr.Turns[0].Text() != "Ada: Yes.") {
			t.Errorf("%s: %+v", name, tr.Turns)
		}
	}
	// Unclosed elements that only show text are no reason to refuse.
	if got := read(t, strings.Repeat("<p><font color=red><b>Ada: Yes.", 600)); len(got.Turns) == 0 {
		t.Error("unclosed elements")
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range seeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 8<<10 {
			return
		}
		file, _ := source.Decode("a.html", []byte(text))
		tr, list := Format{}.Read(file)
		readingtest.Whole(t, Format{}, file, tr, list)
	})
}

func BenchmarkRead(b *testing.B) {
	page := strings.Repeat("<p class=MsoNormal><b><span lang=EN-GB>Ada Holm:</span></b> "+strings.Repeat("The lamp at the end of the mole was dark, and nobody was told. ", 8)+"</p>\n<p><b>Bo Lind:</b> Yes.</p>\n", 500)
	f := source.NewFile("a.html", "<html><body>"+page)
	b.SetBytes(int64(len(f.Text)))
	for b.Loop() {
		Format{}.Read(f)
	}
}
