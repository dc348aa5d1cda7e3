package builder_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// quay is a site with a meeting in two languages, of which turns 8 to 13 speak of
// berth fees.
func quay(t *testing.T, settings string) string {
	dir := t.TempDir()
	for _, l := range []struct{ tag, term, filler, thanks string }{
		{"en", "berth fees", "boats came in by the old wall with some people from north where nobody stood before and we think they left", "Thank you all very much"},
		{"fr", "droits de quai", "bateaux venus du nord sous le vieux mur avec quelques gens que personne ne voyait avant et nous pensons", "Merci beaucoup à tous"},
	} {
		r := rand.New(rand.NewPCG(1, 2))
		words := strings.Fields(l.filler)
		sentence := func(more string) string {
			var out []string
			for range 10 + r.IntN(8) {
				out = append(out, words[r.IntN(len(words))])
			}
			return strings.Join(slices.Insert(out, 5, strings.Fields(more)...), " ") + ". "
		}
		var b strings.Builder
		for i := range 36 {
			fmt.Fprintf(&b, "**%s:** %s. %s", []string{"Ida Storm", "Per Holt", "Rose Vidal"}[i%3], l.thanks, sentence(""))
			if i >= 8 && i < 14 {
				b.WriteString(sentence(l.term) + sentence("") + sentence(l.term))
			}
			b.WriteString(sentence("") + "\n\n")
		}
		write(t, filepath.Join(dir, "content/2024-05-06-quay."+l.tag+".md"), b.String())
	}
	write(t, filepath.Join(dir, "dixit.yaml"), "languages: [en, fr]\n"+settings)
	return dir
}

// topicSources exports a site and gives its sessions' topics with their sources.
func topicSources(t *testing.T, dir string) []string {
	t.Helper()
	a, err := builder.Open(builder.Options{Dir: dir, BuiltIn: themes.Default()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var b bytes.Buffer
	if _, err := a.Export(t.Context(), &b, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range bytes.Lines(b.Bytes()) {
		var rec struct {
			Kind   string
			Topics []struct{ ID, Source string }
		}
		if json.Unmarshal(line, &rec) == nil && rec.Kind == "session" {
			for _, topic := range rec.Topics {
				out = append(out, topic.ID+" "+topic.Source)
			}
		}
	}
	return out
}

func TestTopicsFoundInTheWords(t *testing.T) {
	dir := quay(t, "")
	if got := topicSources(t, dir); !slices.Equal(got, []string{"berth-fees extracted"}) {
		t.Fatalf("%q", got)
	}
	for setting, want := range map[string]int{"topics: {auto: false}\n": 0, "topics: {auto: 0}\n": 0, "topics: {auto: true}\n": 1, "topics: {auto: 1}\n": 1} {
		if got := topicSources(t, quay(t, setting)); len(got) != want {
			t.Errorf("%s: %q", setting, got)
		}
	}

	// Its page says where the topic comes from, in each language, and lists the turns.
	_, res := build(t, builder.Options{Dir: dir, BuiltIn: themes.Default()})
	out := os.DirFS(res.Out)
	for l, want := range map[string][]string{"en": {"Found in the words", "berth fees", `data-count="6"`}, "fr": {"Trouvé dans les paroles", "droits de quai", `data-count="6"`}} {
		page, err := fs.ReadFile(out, l+"/topics/berth-fees/index.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(page), w) {
				t.Errorf("%q is not on the page in %s", w, l)
			}
		}
	}

	// What is suggested is the vocabulary that settles it.
	a, err := builder.Open(builder.Options{Dir: dir, BuiltIn: themes.Default()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	report, err := a.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var suggested bytes.Buffer
	if err := report.Suggest(&suggested); err != nil {
		t.Fatal(err)
	}
	if want := "- id: berth-fees\n  labels: {en: berth fees, fr: droits de quai}\n"; !strings.Contains(suggested.String(), want) {
		t.Errorf("%s", suggested.String())
	}
	write(t, filepath.Join(dir, "content/topics.yaml"), suggested.String())
	if got := topicSources(t, dir); !slices.Equal(got, []string{"berth-fees vocabulary"}) {
		t.Errorf("%q", got)
	}
	if report, err = a.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, q := range report.Questions {
		if q.Code == "topic-likely" {
			t.Errorf("asked again: %v", q.Examples)
		}
	}
}
