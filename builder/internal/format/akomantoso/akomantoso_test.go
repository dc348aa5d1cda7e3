package akomantoso

import (
	"fmt"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func read(text string) (*transcript.Transcript, diag.List) {
	return Format{}.Read(source.NewFile("a.xml", text))
}

func TestADebate(t *testing.T) {
	tr, list := read(seeds["three"])
	if len(list) > 0 {
		t.Fatal(list)
	}
	if m := tr.Meta; m.Title != "Harbour council" || m.Date != "2031-05-19" || m.Lang != "en" || len(m.People) != 2 || m.People[0].Links[0] != "https://people.example/ada" {
		t.Errorf("front matter %+v", m)
	}
	want := []string{
		`1 "" "" "" -1 "[The council met at ten.]"`,
		`1 "The Chair" "Chair of the council, Ada Lim" "AdaLim" 36000000 "I open the ninth session. [laughter] Thank you.\n\nFirst paper. Next.\n\n[A bell is rung.]"`,
		`2 "Jan Ort" "" "JanOrt" 36750500 "Will it be dredged?"`,
		`2 "Ada Lim" "Chair of the council" "AdaLim" 36840000 "Yes.\n\n(a)\n\nby May;"`,
		`2 "Una Holm" "" "UnaHolm" -1 "Heard."`,
		`2 "" "" "" -1 "Nobody is named.\n\n[…]\n\n[Question put: 5 for, 2 against.]"`,
		`2 "Jan Ort" "" "JanOrt" -1 "Merci.\n\nVotes\n\n5\n\n2"`,
		`2 "" "" "" -1 "Adjourned."`,
	}
	var got []string
	for _, turn := range tr.Turns {
		got = append(got, fmt.Sprintf("%d %q %q %q %d %q", turn.Section, turn.Label, turn.Role, turn.Who, turn.Start, turn.Text()))
	}
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
	if s := fmt.Sprint(tr.Sections); !strings.Contains(s, "{2 Opening ") || !strings.Contains(s, "{3 1. Dredging: Oral answer ") {
		t.Errorf("sections %s", s)
	}
	if tr.Turns[6].Lang != "fr" || tr.Turns[2].End != 36780000 {
		t.Errorf("%+v %+v", tr.Turns[6], tr.Turns[2])
	}
}

func TestOlderVersions(t *testing.T) {
	tr, _ := read(seeds["two"])
	if len(tr.Turns) != 1 || tr.Turns[0].Label != "Clara Mora" || tr.Turns[0].Start != 3723000 || tr.Turns[0].Text() != "Words\nand lines" || tr.Meta.Title != "One: Two" || tr.Sections[0].Title != "Water" {
		t.Errorf("%+v", tr)
	}
}

func TestASecondLabelIsATurn(t *testing.T) {
	tr, _ := read(seeds["two froms"])
	if len(tr.Turns) != 2 || tr.Turns[0].Label != "A" || tr.Turns[1].Label != "B" || tr.Turns[1].Text() != "two bold\n\nloose words" {
		t.Errorf("%+v", tr.Turns)
	}
}

func TestWhatIsNoXML(t *testing.T) {
	for _, name := range []string{"cut", "entities"} {
		tr, list := read(seeds[name])
		if len(list) != 1 || list[0].Code != diag.FileRefused {
			t.Errorf("%s: %v", name, list)
		}
		if name == "cut" && (len(tr.Turns) != 1 || tr.Turns[0].Text() != "Half a sent") {
			t.Errorf("what was read before the end is lost: %+v", tr.Turns)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		path, head string
		want       format.Confidence
	}{
		{"a.xml", "<akomaNtoso>", format.Sure}, {"a.xml", "<an:akomaNtoso>", format.Sure}, {"a.akn", "", format.Likely}, {"a.xml", "<TEI>", format.No}, {"a.txt", "<akomaNtoso>", format.No},
	} {
		if got := (Format{}).Match(c.path, []byte(c.head)); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.path, c.head, got, c.want)
		}
	}
}

// check holds a reading to what every reader promises.
func check(t *testing.T, text string) {
	t.Helper()
	f := source.NewFile("a.xml", text)
	tr, list := Format{}.Read(f)
	readingtest.Sound(t, f, tr, list)
	if len(list) > 0 {
		return // not well formed: what follows the fault is not read
	}
	if loss := format.LossOf(Format{}, f, []*transcript.Transcript{tr}, list); loss.Count > 0 {
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
	body := strings.Repeat(`<speech by="#AdaLim"><from>The Chair:</from><p>`+strings.Repeat("I open the ninth session, and the next paper follows. ", 20)+`</p></speech>`, 2000)
	f := source.NewFile("a.xml", `<akomaNtoso><debate><debateBody><debateSection>`+body+`</debateSection></debateBody></debate></akomaNtoso>`)
	b.SetBytes(int64(len(f.Text)))
	for b.Loop() {
		Format{}.Read(f)
	}
}
