package format

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func front(text string) (transcript.Meta, int, diag.List) {
	return FrontMatter(source.NewFile("a.md", text))
}

const allYAML = `---
title: Harbour dues
date: 2024-03-13
lang: fr
session: council-12
series: Council
part: 2
speakers: [Ana Lind, 林女士]
topics: [ferries, harbour dues]
media: talk.mp3
source: [paper.pdf]
documents:
  - {title: Slides, url: slides.pdf}
  - minutes.pdf
transcript_by: M. Ortiz
translation_by: [L. Haddad]
rights: CC0
summary: |
  What was said
  about the dues.
aliases: [old/address]
original: es
kind: interpretation
made_by: human
status: reviewed
corrected: 2024-04
draft: false
redact: [a secret]
---
Speech.
`

const allTOML = `+++
title = "Harbour dues"
date = 2024-03-13
lang = "fr"
session = "council-12"
series = "Council"
part = 2
speakers = ["Ana Lind", "林女士"]
topics = ["ferries", "harbour dues"]
media = "talk.mp3"
source = ["paper.pdf"]
documents = [{title = "Slides", url = "slides.pdf"}, "minutes.pdf"]
transcript_by = "M. Ortiz"
translation_by = ["L. Haddad"]
rights = "CC0"
summary = """
What was said
about the dues."""
aliases = ["old/address"]
original = "es"
kind = "interpretation"
made_by = "human"
status = "reviewed"
corrected = "2024-04"
draft = false
redact = ["a secret"]
+++
Speech.
`

func TestFrontMatterOfEveryKey(t *testing.T) {
	want := transcript.Meta{
		Title: "Harbour dues", Date: "2024-03-13", Lang: "fr", Session: "council-12", Series: "Council", Part: 2,
		Speakers: []string{"Ana Lind", "林女士"}, Topics: []string{"ferries", "harbour dues"}, Media: []string{"talk.mp3"}, Source: []string{"paper.pdf"},
		Documents: []string{"slides.pdf", "minutes.pdf"}, TranscriptBy: []string{"M. Ortiz"}, TranslationBy: []string{"L. Haddad"}, Rights: "CC0",
		Summary: "What was said\nabout the dues.", Aliases: []string{"old/address"}, Original: "es", Kind: "interpretation", MadeBy: "human",
		Status: "reviewed", Corrected: "2024-04", Redact: []string{"a secret"},
	}
	for name, text := range map[string]string{"YAML": allYAML, "TOML": allTOML} {
		meta, body, list := front(text)
		if diff := cmp.Diff(want, meta); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := strings.Split(text, "\n")[body-1]; got != "Speech." {
			t.Errorf("%s: the body begins with %q", name, got)
		}
		if len(list) != 0 {
			t.Errorf("%s: said %v", name, list)
		}
	}
}

func TestFrontMatterValues(t *testing.T) {
	for _, test := range []struct {
		yaml string
		want transcript.Meta
		said string // code and line of what is said, "" for nothing
	}{
		{"title: '2024'", transcript.Meta{Title: "2024"}, ""},
		{"title: 2024-03-01", transcript.Meta{Title: "2024-03-01"}, ""},
		{"title:", transcript.Meta{}, ""},
		{"TITLE: x", transcript.Meta{Title: "x"}, ""},
		{"date: 13 March 2024", transcript.Meta{Date: "2024-03-13"}, ""},
		{"date: 2024-03-13T15:00:00Z", transcript.Meta{Date: "2024-03-13"}, ""},
		{"date: 2021年6月17日", transcript.Meta{Date: "2021-06-17"}, ""},
		{"tags: a, b，c、d،e; f", transcript.Meta{Topics: []string{"a", "b", "c", "d", "e", "f"}}, ""},
		{"language: zh-TW", transcript.Meta{Lang: "zh-Hant"}, ""},
		{"speakers: Ana Lind", transcript.Meta{Speakers: []string{"Ana Lind"}}, ""},
		{"speakers: {\"Speaker 1\": ortiz, Speaker 2: 林}", transcript.Meta{Labels: []transcript.Naming{{Label: "Speaker 1", Person: "ortiz"}, {Label: "Speaker 2", Person: "林"}}}, ""},
		{"draft: yes", transcript.Meta{Draft: true}, ""},
		{"draft: no", transcript.Meta{}, ""},
		{"withdrawn: at the speaker's wish", transcript.Meta{Withdrawn: "at the speaker's wish"}, ""},
		{"withdrawn: false", transcript.Meta{}, ""},
		{"embargo: 2030-01-01", transcript.Meta{Embargo: "2030-01-01"}, ""},
		{"base: &x [a, b]\ntopics: *x", transcript.Meta{Topics: []string{"a", "b"}}, "front-matter-key 2"},

		// What is not right is said, at its line, and nothing else is lost.
		{"title: x\nlayout: talk", transcript.Meta{Title: "x"}, "front-matter-key 3"},
		{"title: x\ndate: someday", transcript.Meta{Title: "x"}, "date-unreadable 3"},
		{"title: x\ndate: 03/04/2024", transcript.Meta{Title: "x"}, "date-unreadable 3"},
		{"date: 03/04/2024\nlang: pt-BR", transcript.Meta{Lang: "pt-BR", Date: "2024-04-03"}, ""},
		{"date: 03/04/2024\nLANG: en_us", transcript.Meta{Lang: "en-US", Date: "2024-03-04"}, ""},
		{"embargo: 03/04/2024\nlang: fr", transcript.Meta{Lang: "fr", Withdrawn: "its embargo is not a date"}, "front-matter-invalid 2"},
		{"title: x\nlang: klingonish", transcript.Meta{Title: "x"}, "language-unknown 3"},
		{"title: [a, b]\nseries: s", transcript.Meta{Series: "s"}, "front-matter-invalid 2"},
		{"title: {a: b}\nseries: s", transcript.Meta{Series: "s"}, "front-matter-invalid 2"},
		{"part: two", transcript.Meta{}, "front-matter-invalid 2"},
		{"part: 0", transcript.Meta{}, "front-matter-invalid 2"},
		{"part: [1]", transcript.Meta{}, "front-matter-invalid 2"},
		{"kind: gossip\ntitle: x", transcript.Meta{Title: "x"}, "front-matter-invalid 2"},
		{"speakers: {Speaker 1: }", transcript.Meta{}, "front-matter-invalid 2"},
		{"title: x: y: z\nseries: s", transcript.Meta{}, "front-matter-invalid 2"},
		{"title: \"unclosed\nseries: s", transcript.Meta{}, "front-matter-invalid 4"},
		{"\ttitle: x", transcript.Meta{}, "front-matter-invalid 2"},
	} {
		meta, body, list := front("---\n" + test.yaml + "\n---\nSpeech.")
		if diff := cmp.Diff(test.want, meta); diff != "" {
			t.Errorf("%q: %s", test.yaml, diff)
		}
		said := ""
		for _, d := range list {
			said = strings.TrimSpace(said + " " + fmt.Sprint(d.Code, " ", d.Line))
		}
		if said != test.said {
			t.Errorf("%q: said %q; want %q", test.yaml, list, test.said)
		}
		if want := strings.Count(test.yaml, "\n") + 4; body != want {
			t.Errorf("%q: the body begins at line %d; want %d", test.yaml, body, want)
		}
	}
}

// What meant to keep words from being shown, and cannot be read, keeps them.
func TestFrontMatterThatHides(t *testing.T) {
	for _, text := range []string{
		"---\ndraft: true\ntitle: a: b: c\n---\nSpeech.",
		"---\nembargo: next week\n---\nSpeech.",
		"---\nembargo: 2030-01-01\ntitle: \"unclosed\n---\nSpeech.",
		"---\nwithdrawn: [a, b]\n---\nSpeech.",
		"---\ntitle: x\nredact: [secret]\n\nSpeech about the secret.",
		"+++\ndraft = yes\n+++\nSpeech.",
	} {
		if meta, _, list := front(text); meta.Withdrawn == "" && !meta.Draft && meta.Embargo == "" {
			t.Errorf("%q is shown; said %v", text, list)
		}
	}
}

func TestNoFrontMatter(t *testing.T) {
	for _, test := range []struct {
		text string
		said diag.Code
	}{
		{"", ""},
		{"Speech.", ""},
		{"Speech.\n---\ntitle: x\n---\n", ""},
		{"----\ntitle: x\n----\n", ""},
		{" ---\ntitle: x\n---\n", ""},
		{"---", ""},
		{"---\n", ""},
		// Opened and never closed: it is read as text, so that no words are lost.
		{"---\ntitle: x\n\nSpeech.", diag.FrontMatterOpen},
		{"+++\ntitle = 'x'\n\nSpeech.", diag.FrontMatterOpen},
		{"---\n\nSpeech.", ""},
		// Rules with speech between them.
		{"---\nSpeech without a key.\n---\nMore.", ""},
		{"---\n- one\n- two\n---\nMore.", ""},
		{"---\n\nAna: Good morning.\n\nKarel: Good morning: again.\n\n---\nMore.", ""},
		{"---\n\nAna: Good morning.\n\n---\nMore.", ""},
		// Larger than anybody writes.
		{"---\ntitle: x\n" + strings.Repeat("Ana: I have this to say to you.\n", 5000) + "---\n", diag.FrontMatterInvalid},
	} {
		meta, body, list := front(test.text)
		if body != 1 {
			t.Errorf("%.60q: the body begins at line %d", test.text, body)
		}
		if diff := cmp.Diff(transcript.Meta{}, meta); diff != "" {
			t.Errorf("%.60q: %s", test.text, diff)
		}
		if test.said == "" && len(list) > 0 || test.said != "" && (len(list) != 1 || list[0].Code != test.said) {
			t.Errorf("%.60q: said %v", test.text, list)
		}
	}
	for _, text := range []string{"---\n---\nSpeech.", "---\n\n# nothing\n---\nSpeech.", "---\ntitle: x\n...\nSpeech.", "+++\n+++\nSpeech.", "--- \ntitle: x\n---\t\nSpeech.", "---\n\ntitle: x\n---\nSpeech."} {
		_, body, list := front(text)
		if lines := strings.Split(text, "\n"); lines[body-1] != "Speech." || len(list) != 0 {
			t.Errorf("%q: the body begins with %q; said %v", text, lines[body-1], list)
		}
	}
}

func TestBombs(t *testing.T) {
	laughs := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 10; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	wide := "a0: &a0 [" + strings.Repeat("x,", 1000) + "]\n"
	for i := 1; i < 5; i++ {
		wide += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 1000))
	}
	for name, text := range map[string]string{
		"laughs":             "---\n" + laughs + "topics: *a9\n---\n",
		"wide":               "---\n" + wide + "topics: *a4\n---\n",
		"circle":             "---\ntopics: &a [*a, *a, *a]\n---\n",
		"deep YAML":          "---\ntopics: " + strings.Repeat("[", 50_000) + "\n---\n",
		"deep TOML":          "+++\ntopics = " + strings.Repeat("[", 50_000) + "\n+++\n",
		"deep tables":        "+++\na" + strings.Repeat(".a", 20_000) + " = 1\n+++\n",
		"deep inline tables": "+++\na = " + strings.Repeat("{a=", 20_000) + "\n+++\n",
	} {
		meta, _, list := front(text)
		values := len(meta.Topics)
		if values > source.MaxValues || len(list) > 50 {
			t.Errorf("%s: %d topics, %d diagnostics", name, values, len(list))
		}
		if name != "deep tables" && name != "circle" && len(list) == 0 {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

func TestTOMLThatIsBroken(t *testing.T) {
	meta, body, list := front("+++\ntitle = \"x\"\ndate = = 3\n+++\nSpeech.")
	if meta.Title != "" || body != 5 || len(list) != 1 || list[0].Code != diag.FrontMatterInvalid || list[0].Line != 3 {
		t.Errorf("%v, %d, %v", meta, body, list)
	}
	meta, _, list = front("+++\ntitle = \"x\"\n[params]\na = 1\n+++\n")
	if meta.Title != "x" || len(list) != 1 || list[0].Code != diag.FrontMatterKey {
		t.Errorf("%v, %v", meta, list)
	}
}

func TestSidecarLinesCountFromItsHead(t *testing.T) {
	_, list := MetaYAML("a.yaml", "title: x\ndate: soon\n", 1)
	if len(list) != 1 || list[0].Line != 2 {
		t.Errorf("%v", list)
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{allYAML, allTOML, "---\na: &a [*a]\n---\n", "---\n? [a]: b\n---", "---\ntitle: x", "+++\n[[a]]\nb.c = 1979-05-27\n+++", "---\n%YAML 1.1\n---\n", "---\n\x85\n---", "---\n!!binary x: !!map y\n<<: *a\n---"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sameAsYAML(t, strings.Trim(text, "-\n"))
		file, _ := source.Decode("a.md", []byte(text))
		meta, body, list := FrontMatter(file)
		if body < 1 || body > file.Lines()+1 {
			t.Fatalf("the body begins at line %d of %d", body, file.Lines())
		}
		if fence := strings.TrimRight(file.Line(1), " \t"); body > 1 && fence != "---" && fence != "+++" {
			t.Fatalf("lines are taken for front matter without a fence: %d", body)
		}
		for _, d := range list {
			if d.Line < 1 || d.Line > file.Lines() {
				t.Fatalf("%v stands outside %d lines", d, file.Lines())
			}
		}
		for _, d := range []transcript.Date{meta.Date, meta.Corrected, meta.Embargo} {
			if again, ok := ParseDate(string(d)); d != "" && (!ok || again != d) {
				t.Fatalf("%q is no date", d)
			}
		}
	})
}
