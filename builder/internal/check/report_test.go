package check

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// crowd is what 6,000 files may give: every code in every twelfth file or so.
func crowd() diag.List {
	rng := rand.New(rand.NewPCG(3, 4))
	var list diag.List
	for i := range 6000 {
		file := fmt.Sprintf("content/board/%04d-%s.md", i, strings.Repeat("long-", rng.IntN(9)))
		for _, c := range diag.Codes() {
			if rng.IntN(12) == 0 {
				list = append(list, diag.New(c, file, rng.IntN(900), 1, "line one of %q\nline two", strings.Repeat("words ", rng.IntN(50))))
			}
		}
	}
	return list.Sorted()
}

func TestSixThousandFilesFitOnTwoScreens(t *testing.T) {
	list := crowd()
	r := NewReport(list, nil, Settings{File: "dixit.yaml"})
	for _, least := range []diag.Severity{diag.Info, diag.Warning, diag.Error} {
		var out bytes.Buffer
		if err := r.Text(&out, Form{Least: least}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), "\n"); n > MostLines || n < MostLines/2 {
			t.Errorf("from %s on: %d lines; want at most %d", least, n, MostLines)
		}
		if least < diag.Error && !strings.Contains(out.String(), "; --verbose shows them\n") {
			t.Errorf("from %s on: what is left out is not said", least)
		}
	}
	var out bytes.Buffer
	if err := r.Text(&out, Form{All: true}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n < len(list) {
		t.Errorf("all of it is %d lines for %d findings", n, len(list))
	}
	total := 0
	for _, q := range r.Questions {
		total += q.Count
	}
	if total != len(list) || len(r.Diagnostics) != len(list) {
		t.Errorf("%d findings in the questions, %d in the report; want %d", total, len(r.Diagnostics), len(list))
	}
}

// some is a report with a bit of everything.
func some() (diag.List, []Finding, Settings) {
	list := diag.List{
		diag.New(diag.DateMissing, "content/a.md", 0, 0, "no date for session %q", "a"),
		diag.New(diag.DateMissing, "content/b [draft].md", 0, 0, "no date for session %q", "b-draft"),
		diag.New(diag.FrontMatterInvalid, "content/c.md", 3, 1, "kind %q is not one of verbatim, minutes", "<b>loud</b>"),
		diag.New(diag.FrontMatterTypo, "content/c.md", 4, 1, "front matter key %q is not used, and the file is shown", "embrago").WithHint("did you mean %q?", "embargo"),
	}
	found := []Finding{
		{diag.New(diag.LabelsAlike, "content/سجل.md", 9, 0, "%q (1 turn) is nearly %q (7 turns)", "Ada Holn", "Ada Holm"), 7,
			[]Entry{{File: "content/people.yaml", Text: "- id: ada-holm\n  names: {en: Ada Holm}\n  aliases: [Ada Holn]"}}},
		{diag.New(diag.LabelsAlike, "content/a.md", 2, 0, "%q (1 turn) is nearly %q (2 turns)", "Ben Aass", "Ben Aas"), 2,
			[]Entry{{File: "content/people.yaml", Note: "in the entry of line 4, in place of its aliases", Text: "  aliases: [B. Aas, Ben Aass]"}}},
		{diag.New(diag.CharacterNoise, "content/scan.ru.md", 5, 0, "4 words"), 4, nil},
		{diag.New(diag.CharacterNoise, "content/quiet.ru.md", 5, 0, "3 words"), 3, nil},
	}
	return list, found, Settings{
		File:   "dixit.yaml",
		Levels: map[diag.Code]diag.Severity{diag.DateMissing: diag.Warning, diag.HTMLDropped: diag.Off},
		Files:  []diag.FileLevel{{Code: diag.CharacterNoise, Severity: diag.Off, Pattern: "quiet.ru.md"}},
	}
}

func TestForms(t *testing.T) {
	list, found, settings := some()
	rng := rand.New(rand.NewPCG(5, 6))
	for range 20 { // in whatever order they come
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		r := NewReport(list.Relevel(settings.Levels, settings.Files...), found, settings)
		var text, suggest, html, lines bytes.Buffer
		enc := json.NewEncoder(&lines)
		for _, err := range []error{r.Text(&text, Form{}), r.Suggest(&suggest), r.HTML(&html, "Harbour <board>"), enc.Encode(r.Questions)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		golden(t, "report.txt", text.Bytes())
		golden(t, "suggest.yaml", suggest.Bytes())
		golden(t, "report.html", html.Bytes())
		golden(t, "questions.json", lines.Bytes())
		if t.Failed() {
			return
		}
	}
}

func TestThePageNeedsNothingElse(t *testing.T) {
	list, found, settings := some()
	var out bytes.Buffer
	if err := NewReport(list, found, settings).HTML(&out, "<script>"); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<link", "src=", "href=", "url(", "@import", "-left", "-right", "left:", "right:", "<b>loud"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
}

func TestManyFilesAreOneAnswer(t *testing.T) {
	for _, n := range []int{1, fewFiles, fewFiles + 1, 500} {
		var list diag.List
		for i := range n {
			list = append(list, diag.New(diag.DateMissing, fmt.Sprintf("content/%03d.md", i), 0, 0, "no date"))
		}
		r := NewReport(list, nil, Settings{File: "dixit.yaml"})
		levels := r.Questions[0].levels
		if byFile := levels[0].Pattern != ""; byFile != (n <= fewFiles) || byFile && len(levels) != n {
			t.Errorf("%d files: %v", n, levels)
		}
		for i := range levels {
			levels[i].Severity = diag.Off
		}
		after := r.settings.with(levels)
		if left := list.Relevel(after.Levels, after.Files...); len(left) > 0 {
			t.Errorf("%d files: %d are asked about again", n, len(left))
		}
	}
}

func TestScalar(t *testing.T) {
	for in, want := range map[string]string{
		"Ada Holm": "Ada Holm", "Ада Холм": "Ада Холм", "O’Hara": "O’Hara", "en": "en", "board/fog": "board/fog", "a.md": "a.md",
		"no": `"no"`, "True": `"True"`, "": `""`, "- x": `"- x"`, "a: b": `"a: b"`, "[x]": `"[x]"`, "12": `"12"`, "2024-01-01": `"2024-01-01"`,
		"Holm, Ada": `"Holm, Ada"`, "Ada ": `"Ada "`, "#a": `"#a"`, "a\"b": `"a\"b"`, "a\nb": `"a\nb"`,
	} {
		if got := scalar(in); got != want {
			t.Errorf("%q is written %s; want %s", in, got, want)
		}
	}
}

func TestEveryAskIsAQuestionOfACode(t *testing.T) {
	for c, s := range asks {
		if !slices.Contains(diag.Codes(), c) || !strings.HasSuffix(s, "?") {
			t.Errorf("%s: %q", c, s)
		}
	}
}
