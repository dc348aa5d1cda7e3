package tei

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

func read(text string) ([]*transcript.Transcript, diag.List) {
	t, list := Format{}.Read(source.NewFile("a.xml", text))
	return transcript.Sessions(t), list
}

func TestParlaMint(t *testing.T) {
	sessions, list := read(seeds["parlamint"])
	tr := sessions[0]
	if len(list) > 0 || len(sessions) != 1 {
		t.Fatalf("%d sessions, %v", len(sessions), list)
	}
	m := tr.Meta
	if m.Title != "159. Sitzung des Hafenrats" || m.Date != "2031-05-19" || m.Lang != "de" || m.Rights != "http://creativecommons.org/licenses/by/4.0/" ||
		!slices.Equal(m.Source, []string{"https://hafen.example/159.html"}) || !slices.Equal(m.Media, []string{"https://hafen.example/159.mp3"}) {
		t.Errorf("front matter %+v", m)
	}
	type row struct{ label, role, who, lang, text string }
	want := []row{
		{"", "", "", "", "[Beginn der Sitzung: 9.00 Uhr]"},
		{"Präsidentin Dr. Brenn", "chair", "BrennUlla", "", "Die Sitzung ist eröffnet. (Beifall.) Bitte.\n\n[Heiterkeit bei der H]\n\nPunkt eins folgt.\n\n[Tabelle entfernt]\n\n[Sie läutet.]\n\n[Die Sitzung wird unterbrochen]"},
		{"Jan Ort", "guest, Werft", "OrtJan.1980", "fr", "Je suis là[inaudible]."},
		{"Präsidentin Dr. Brenn", "chair", "BrennUlla", "", "Danke."},
		{"Zuruf von der Galerie", "", "", "", ""},
		{"Holm Ada, Jan Ort", "", "", "", "Gemeinsam."},
		{"", "", "", "", "Wer spricht?"},
		{"unknown 1", "", "unknown_1", "", "Ohne Absatz.\n\n[leise]\n\nDoch."},
	}
	if len(tr.Turns) != len(want) {
		t.Errorf("%d turns, want %d", len(tr.Turns), len(want))
	}
	for i, turn := range tr.Turns[:min(len(tr.Turns), len(want))] {
		if got := (row{turn.Label, turn.Role, turn.Who, string(turn.Lang), turn.Text()}); got != want[i] {
			t.Errorf("turn %d:\n got %q\nwant %q", i+1, got, want[i])
		}
	}
	if s := tr.Sections; len(s) != 2 || s[0].Title != "Tagesordnung" || s[0].Level != 2 || s[1].Title != "Fragestunde: mündlich" || s[1].Level != 3 {
		t.Errorf("sections %v", tr.Sections)
	}
	if p := tr.Turns[1].Segments[0].Page; p != 12 || tr.Turns[2].Segments[0].Page != 13 {
		t.Errorf("pages %d, %d", p, tr.Turns[2].Segments[0].Page)
	}
	people := fmt.Sprint(m.People)
	for _, part := range []string{"Dr. Ulla Brenn", "{zh 布伦乌拉}", "Hafenpartei", "https://people.example/brenn", "{OrtJan.1980"} {
		if !strings.Contains(people, part) {
			t.Errorf("%q is not in %s", part, people)
		}
	}
}

func TestKindsOfEvents(t *testing.T) {
	for element, want := range map[string]string{
		`<kinesic type="applause"><desc>Applaus</desc></kinesic>`:     "applause [Applaus]",
		`<kinesic><desc>(Applause)</desc></kinesic>`:                  "applause (Applause)",
		`<vocal type="interruption"><desc>Hört!</desc></vocal>`:       "crosstalk [Hört!]",
		`<vocal><desc>laughter</desc></vocal>`:                        "laughter [laughter]",
		`<incident><desc>A window breaks</desc></incident>`:           "note [A window breaks]",
		`<gap reason="inaudible"/>`:                                   "inaudible [inaudible]",
		`<gap/>`:                                                      "note […]",
		`<pause dur="PT2S"/>`:                                         "pause [pause]",
		`<note type="narrative">The House rose at ten.</note>`:        "note [The House rose at ten.]",
		`<note type="note">[laughter]</note>`:                         "note [laughter]",
		`<vocal type="laughter" rend="plain"><desc>ha</desc></vocal>`: "laughter ha",
		`<stage>Exit</stage>`:                                         "note [Exit]",
	} {
		for _, around := range []string{"<u><seg>a %s b</seg></u>", "<u><seg>a</seg>%s</u>", "<u>a</u>%s"} {
			sessions, _ := read(fmt.Sprintf(`<TEI><text xml:lang="en"><body>`+around+`</body></text></TEI>`, element))
			turns := sessions[0].Turns
			got := ""
			if len(turns) == 1 {
				for _, s := range turns[0].Segments {
					for _, span := range s.Spans {
						got += span.Value + " " + s.Text[span.Start:span.End]
					}
				}
			}
			if got != want {
				t.Errorf("%s: %q, want %q", fmt.Sprintf(around, element), got, want)
			}
		}
	}
}

func TestWordsWithAnnotations(t *testing.T) {
	for name, want := range map[string]string{
		"ana":           "Il vient du Port Amsel. «Oui»! [inaudible]",
		"literal words": "Hello, world.",
	} {
		sessions, _ := read(seeds[name])
		if got := sessions[0].Turns[0].Text(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestTimes(t *testing.T) {
	for name, want := range map[string]string{
		"iso":        "SPK0 2500 3750 SPK1 3750 -1 [3750 -1]",
		"late clock": " 5000 7000 [5000 7000]  12500 -1",
	} {
		sessions, _ := read(seeds[name])
		var got []string
		for _, turn := range sessions[0].Turns {
			line := fmt.Sprintf("%s %d %d", turn.Who, turn.Start, turn.End)
			for _, s := range turn.Segments {
				if s.Time.Known() {
					line += fmt.Sprintf(" [%d %d]", s.Time.Start, s.Time.End)
				}
			}
			got = append(got, line)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", name, s, want)
		}
	}
}

func TestACorpusIsSessions(t *testing.T) {
	sessions, _ := read(seeds["corpus"])
	if len(sessions) != 2 || sessions[0].Turns[0].Label != "Ada Lim" || sessions[1].Turns[0].Label != "林艾达" || len(sessions[0].Meta.People) != 1 {
		t.Errorf("%d sessions, %+v", len(sessions), sessions)
	}
}

func TestAListOfPersonsIsAFile(t *testing.T) {
	sessions, list := read(seeds["list"])
	tr := sessions[0]
	if len(list) > 0 || len(tr.Turns) > 0 || len(tr.Meta.People) != 1 || tr.Meta.People[0].Names[0].Text != "Ada Lim" || tr.Meta.People[0].Affiliations[0].Org[0].Text != "Harbour council" {
		t.Errorf("%+v, %v", tr, list)
	}
}

func TestKindsOfSegments(t *testing.T) {
	sessions, _ := read(seeds["rich"])
	var got []string
	for _, s := range sessions[0].Turns[0].Segments {
		got = append(got, fmt.Sprintf("%d %q", s.Kind, s.Text))
	}
	got = append(got, fmt.Sprintf("gaps %d", sessions[0].Gaps))
	for _, want := range []string{`0 "港の話を link a b\ncd x"`, `1 "one"`, `4 "h\ti"`, `3 "1\t2"`, `2 "  if x\n    y"`, `0 "said"`, "gaps 1"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %s", want, strings.Join(got, ", "))
		}
	}
}

// A paragraph between utterances is nobody's, what is noted stays with the turn
// after which it was heard, and a label before a paragraph is the label of that.
func TestBetweenUtterances(t *testing.T) {
	sessions, _ := read(`<TEI><text><body><div><u who="#AdaLim"><seg>We begin.</seg><p>With the buoys.</p></u><note>Applause</note>
<p>The sitting was suspended.</p><p>It was resumed.</p><u who="#JanOrt">Thank you.</u><note type="speaker">Una Holm:</note><p>I second that.</p><p>And so does Bo.</p></div></body></text></TEI>`)
	var got []string
	for _, turn := range sessions[0].Turns {
		got = append(got, turn.Label+": "+strings.ReplaceAll(turn.Text(), "\n\n", " / "))
	}
	want := []string{"Ada Lim: We begin. / With the buoys. / [Applause]", ": The sitting was suspended. / It was resumed.", "Jan Ort: Thank you.", "Una Holm: I second that. / And so does Bo."}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestWhatIsNoXML(t *testing.T) {
	for _, name := range []string{"cut", "entities", "crossed"} {
		sessions, list := read(seeds[name])
		if len(list) != 1 || list[0].Code != diag.FileRefused {
			t.Errorf("%s: %v", name, list)
		}
		if name == "cut" && (len(sessions[0].Turns) != 1 || sessions[0].Turns[0].Text() != "Half a sent") {
			t.Errorf("what was read before the end is lost: %+v", sessions[0].Turns)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		path, head string
		want       format.Confidence
	}{
		{"a.xml", `<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0">`, format.Sure}, {"a.tei", "", format.Likely}, {"a.xml", "<html>", format.No},
		{"a.xml", "<listPerson xmlns='http://www.tei-c.org/ns/1.0'>", format.Sure}, {"a.txt", "<TEI>", format.No}, {"A.XML", "\xff\xfe<\x00T\x00E\x00I\x00 \x00", format.Sure},
	} {
		if got := (Format{}).Match(c.path, []byte(c.head)); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.path, c.head, got, c.want)
		}
	}
	if (Format{}).Match("a.xml", nil) != format.Maybe {
		t.Error("by its name alone an .xml file may be one")
	}
}

// check holds a reading to what every reader promises.
func check(t *testing.T, text string) {
	t.Helper()
	f := source.NewFile("a.xml", text)
	whole, list := Format{}.Read(f)
	sessions := transcript.Sessions(whole)
	for _, tr := range sessions {
		readingtest.Sound(t, f, tr, list)
	}
	if len(list) > 0 {
		return // not well formed: what follows the fault is not read
	}
	if loss := format.LossOf(Format{}, f, sessions, list); loss.Count > 0 {
		t.Errorf("%+v is lost of %q", loss, text)
	}
}

func TestNothingIsLost(t *testing.T) {
	for name, text := range seeds {
		t.Run(name, func(t *testing.T) { check(t, text) })
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range seeds {
		f.Add(text)
	}
	f.Fuzz(check)
}

func BenchmarkRead(b *testing.B) {
	body := strings.Repeat(`<note type="speaker">Präsidentin Dr. Brenn:</note><u who="#BrennUlla" ana="#chair"><seg>`+strings.Repeat("Die Sitzung ist eröffnet, und der Punkt folgt. ", 20)+`</seg></u>`, 2000)
	f := source.NewFile("a.xml", `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>`+body+`</div></body></text></TEI>`)
	b.SetBytes(int64(len(f.Text)))
	for b.Loop() {
		Format{}.Read(f)
	}
}
