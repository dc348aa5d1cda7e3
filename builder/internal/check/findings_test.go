package check

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// world is an archive as tests write it: files by path, each a turn a line,
// "Label: words"; and people.yaml.
type world struct {
	files  map[string]string
	meta   map[string]transcript.Meta
	people string
	known  map[string]string
	lost   map[string]format.Loss
}

// findings gives what is found, each as "code file:line message".
func (w world) findings(t *testing.T) []string {
	t.Helper()
	vocabulary, _ := topic.NewVocabulary("topics.yaml", nil)
	entries, list := people.Load("people.yaml", []byte(w.people))
	if len(list) > 0 {
		t.Fatal(list)
	}
	in := Input{Texts: map[store.Key]Text{}, Known: w.known, Shown: func(p string) string { return p }}
	var files []*archive.Facts
	var paths []string
	for p := range w.files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		key := store.Key(sha256.Sum256([]byte(p)))
		tr := &transcript.Transcript{File: p, Meta: w.meta[p]}
		for i, l := range strings.Split(w.files[p], "\n") {
			label, words, ok := strings.Cut(l, ": ")
			if !ok {
				label, words = "", l
			}
			tr.Turns = append(tr.Turns, transcript.Turn{Label: label, Line: i + 1, Confidence: 1, Segments: []transcript.Segment{{Line: i + 1, Text: words}}})
		}
		files = append(files, archive.FactsOf(key, tr, archive.Asked{Vocabulary: vocabulary, Languages: []lang.Tag{"en", "fr"}}))
		text := TextOf(tr)
		text.Lost = w.lost[p]
		in.Texts[key] = text
	}
	in.Archive, _ = archive.Link(archive.Input{Files: files, Languages: []lang.Tag{"en", "fr"}, People: entries, PeoplePath: "people.yaml", Vocabulary: vocabulary})
	var out []string
	for _, f := range Findings(in) {
		d := f.Diagnostic
		out = append(out, string(d.Code)+" "+d.Position()+" "+d.Message)
	}
	return out
}

const (
	long  = "The harbour dues are raised by a tenth, which is what the harbour has lost in depth since the spring of last year."
	other = "Then let us pay by the depth, and let the harbour be measured on the day that all of us come in."
	third = "It is measured on the first of the month, by a man with a stick who counts the herring as well."
)

func TestLabelsAlike(t *testing.T) {
	for _, c := range []struct {
		about  string
		files  map[string]string
		meta   map[string]transcript.Meta
		people string
		want   []string
	}{
		{about: "one letter", files: map[string]string{"2024-01-01-a.en.md": "Ada Holm: Yes.\nAda Holn: No.\nAda Holm: Yes."},
			want: []string{`labels-alike 2024-01-01-a.en.md:2 "Ada Holn" (1 turn) is nearly "Ada Holm" (2 turns)`}},
		{about: "in different series", files: map[string]string{"x/a.en.md": "Ada Holm: Yes.", "y/b.en.md": "Ada Holn: No."}},
		{about: "too short", files: map[string]string{"a.en.md": "Lisa: Yes.\nLise: No."}},
		{about: "figures", files: map[string]string{"a.en.md": "Delegate of Ward 12: Yes.\nDelegate of Ward 13: No."}},
		{about: "voices of nobody", files: map[string]string{"a.en.md": "Interviewer: Yes?\nInterviewee: No."}},
		{about: "forms of address", files: map[string]string{"a.en.md": "Mr Aasen: Yes.\nMrs Aasen: No.\nM Aasen: Perhaps."}},
		{about: "the beginning", files: map[string]string{"a.en.md": "Henrik: Yes.\nHenrik Solberg: No.\nHenrik Solberg: No."},
			want: []string{`labels-alike a.en.md:1 "Henrik" (1 turn) is nearly "Henrik Solberg" (2 turns)`}},
		{about: "the beginning of two", files: map[string]string{"a.en.md": "Henrik: Yes.\nHenrik Solberg: No.\nHenrik Lund: No."}},
		{about: "the beginning of a word", files: map[string]string{"a.en.md": "Henri: Yes.\nHenriksen: No."}},
		{about: "two entries", files: map[string]string{"a.en.md": "Ada Holm: Yes.\nAda Holn: No."},
			people: "- {id: a, names: {en: Ada Holm}}\n- {id: b, names: {en: Ada Holn}}"},
		{about: "the rarer has an entry", files: map[string]string{"a.en.md": "Ada Holm: Yes.\nAda Holm: Yes.\nAda Holn: No."},
			people: "- {id: b, names: {en: Ada Holn}}",
			want:   []string{`labels-alike a.en.md:1 "Ada Holm" (2 turns) is nearly "Ada Holn" (1 turn)`}},
		{about: "the session says who", files: map[string]string{"a.en.md": "Ada Holm: Yes.\nAda Holn: No."},
			meta: map[string]transcript.Meta{"a.en.md": {Labels: []transcript.Naming{{Label: "Ada Holn", Person: "Ben Aas"}}}}},
		{about: "a chain", files: map[string]string{"a.en.md": "Ada Holm: Yes.\nAda Holm: Yes.\nAda Holm: Yes.\nAda Holn: No.\nAda Holn: No.\nAda Hohn: Perhaps."},
			want: []string{`labels-alike a.en.md:4 "Ada Holn" (2 turns) is nearly "Ada Holm" (3 turns)`}},
	} {
		w := world{files: c.files, meta: c.meta, people: c.people}
		if d := cmp.Diff(c.want, w.findings(t)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, d)
		}
	}
}

func TestLabelsNew(t *testing.T) {
	files := map[string]string{"a.en.md": "Ada Holm: Yes.\nCleo Brandt: No.\nSpeaker 1: Who?"}
	ada := map[string]string{people.Key("Ada Holm"): "ada-holm"}
	for _, c := range []struct {
		about string
		w     world
		want  []string
	}{
		{"no build before", world{files: files}, nil},
		{"one known", world{files: files, known: ada}, []string{`label-new a.en.md:2 "Cleo Brandt" (1 turn) was not there at the last build`}},
		{"an entry", world{files: files, known: ada, people: "- {id: cleo, names: {en: Cleo Brandt}}"}, nil},
		{"asked about as alike", world{files: map[string]string{"a.en.md": "Ada Holm: Yes.\nAda Holn: No."}, known: ada},
			[]string{`labels-alike a.en.md:2 "Ada Holn" (1 turn) is nearly "Ada Holm" (1 turn)`}},
	} {
		if d := cmp.Diff(c.want, c.w.findings(t)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, d)
		}
	}
}

func TestSpeakersMoved(t *testing.T) {
	files := map[string]string{"a.en.md": "Ada Holm: Yes.", "a.fr.md": "Ada Holm: Oui."}
	was := func(id string) map[string]string { return map[string]string{people.Key("Ada Holm"): id} }
	moved := []string{`speaker-moved a.en.md:1 the page of "Ada Holm" was "a-holm" at the last build, and is "ada-holm" now`}
	for _, c := range []struct {
		about string
		w     world
		want  []string
	}{
		{"no build before", world{files: files}, nil},
		{"it stays", world{files: files, known: was("ada-holm")}, nil},
		{"it is not known where it was", world{files: files, known: was("")}, nil},
		{"it moves", world{files: files, known: was("a-holm")}, moved},
		{"an entry keeps it", world{files: files, known: was("a-holm"), people: "- {id: a-holm, names: {en: Ada Holm}}"}, nil},
		{"somebody else is there now", world{files: map[string]string{"a.en.md": "Ada Holm: Yes.\nBo Lund: No."}, known: map[string]string{people.Key("Ada Holm"): "bo-lund", people.Key("Bo Lund"): "bo-lund"}}, nil},
	} {
		if d := cmp.Diff(c.want, c.w.findings(t)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, d)
		}
	}
	if got := Known([]string{"ada\tada", "bo\tbo", "bo\tbo-2", "cy"}); !maps.Equal(got, map[string]string{"ada": "ada", "bo": "", "cy": ""}) {
		t.Errorf("%v", got)
	}
}

func TestDuplicates(t *testing.T) {
	all := long + "\n" + other + "\n" + third
	for _, c := range []struct {
		about string
		files map[string]string
		want  []string
	}{
		{"twice", map[string]string{"a.en.md": all, "b.en.md": all}, []string{`duplicate-likely b.en.md 3 of 3 turns, word for word, in "a.en.md" as well`}},
		{"three times", map[string]string{"a.en.md": all, "b.en.md": all, "c.en.md": all}, []string{
			`duplicate-likely b.en.md 3 of 3 turns, word for word, in "a.en.md" as well`, `duplicate-likely c.en.md 3 of 3 turns, word for word, in "a.en.md" as well`}},
		{"in two languages", map[string]string{"a.en.md": all, "b.fr.md": all}, nil},
		{"a formula", map[string]string{"a.en.md": long + "\n" + other, "b.en.md": long + "\n" + third}, nil},
		{"courtesies", map[string]string{"a.en.md": strings.Repeat("Thank you.\n", 30) + long, "b.en.md": strings.Repeat("Thank you.\n", 30) + other}, nil},
	} {
		w := world{files: map[string]string{}, meta: map[string]transcript.Meta{}}
		for p, text := range c.files { // a label for each line, so that each is a turn
			var lines []string
			for i, l := range strings.Split(text, "\n") {
				lines = append(lines, []string{"Ada Holm", "Ben Aas"}[i%2]+": "+l)
			}
			w.files[p] = strings.Join(lines, "\n")
		}
		if d := cmp.Diff(c.want, w.findings(t)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, d)
		}
	}
}

func TestEditions(t *testing.T) {
	pair := func(names ...string) map[string]string {
		out := map[string]string{}
		for _, n := range names {
			id, l, _ := strings.Cut(n, ".")
			out[n+".md"] = "Ada Holm: These are the words of " + id + " and in " + l + " no others."
		}
		return out
	}
	for _, c := range []struct {
		about string
		files map[string]string
		meta  map[string]transcript.Meta
		codes []diag.Code
	}{
		{"a slip", pair("harbour.en", "harbor.fr"), nil, []diag.Code{diag.SessionsAlike}},
		{"a slip in a language that both have", pair("harbour.en", "harbor.en", "harbor.fr"), nil, nil},
		{"figures", pair("day-11.en", "day-12.fr"), nil, nil},
		{"a letter that is meant", pair("group-a.en", "group-b.fr"), nil, nil},
		{"an orphan", pair("fog.en", "fog.fr", "rain.en", "rain.fr", "glace.fr"), nil, []diag.Code{diag.EditionOrphan}},
		{"not translated yet", pair("fog.en", "fog.fr", "rain.en", "rain.fr", "thaw.en"), nil, nil},
		{"spoken in this language", pair("fog.en", "fog.fr", "rain.en", "rain.fr", "glace.fr"), map[string]transcript.Meta{"glace.fr.md": {Original: "fr"}}, nil},
		{"no habit", pair("fog.en", "fog.fr", "rain.en", "glace.fr", "neige.fr"), nil, nil},
	} {
		var got []diag.Code
		for _, f := range (world{files: c.files, meta: c.meta}).findings(t) {
			code, _, _ := strings.Cut(f, " ")
			got = append(got, diag.Code(code))
		}
		if !slices.Equal(got, c.codes) {
			t.Errorf("%s: %v; want %v", c.about, got, c.codes)
		}
	}
}

func TestLostTextIsReported(t *testing.T) {
	w := world{files: map[string]string{"a.en.md": "Ada Holm: Yes.", "b.en.md": "Ada Holm: No.", "c.en.md": "Ada Holm: Why?"},
		lost: map[string]format.Loss{"a.en.md": {Count: 5, Line: 3, Text: "the ferry"}, "c.en.md": {Count: 1}}}
	want := []string{`text-lost a.en.md:3 the reading lacks 5 characters of the file, such as in "the ferry"`, "text-lost c.en.md the reading lacks 1 character of the file"}
	if d := cmp.Diff(want, w.findings(t)); d != "" {
		t.Error(d)
	}
}
