package builder_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
)

// folderOf writes files into a folder of their own and gives it.
func folderOf(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A turn that only announces a topic is marked, and is no evidence that the
// topic was spoken of.
func TestProceduralTurns(t *testing.T) {
	dir := folderOf(t, map[string]string{
		"content/topics.yaml": "- id: dues\n  labels: {en: harbour dues}\n",
		"content/2024-03-13-council.en.md": "---\ntitle: Council\n---\n" +
			"**Chair:** We move on to item 4, the harbour dues. Hanne, you have the floor.\n\n" +
			"**Hanne Voss:** The harbour dues have not been raised since the pier was built.\n\n" +
			"**Arne Fisk:** Thank you, Chair.\n",
	})
	a, res := build(t, builder.Options{Dir: dir})
	var out bytes.Buffer
	if _, err := a.Export(context.Background(), &out, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, `{"kind":"turn"`) {
			got = append(got, map[bool]string{true: "procedural"}[strings.Contains(line, `"procedural":true`)]+map[bool]string{true: "dues"}[strings.Contains(line, `"topics":["dues"]`)])
		}
	}
	if strings.Join(got, " ") != "procedural dues procedural" {
		t.Errorf("turns: %q", got)
	}
	s := load(t, res.Out)
	s.links(t)
	s.counts(t)
	marked := 0
	for _, n := range s.pages["en/sessions/2024-03-13-council/index.html"].ids {
		if n.Data == "article" && strings.Contains(" "+attr(n, "class")+" ", " procedural ") {
			marked++
		}
	}
	if marked != 2 {
		t.Errorf("%d turns are marked on the page", marked)
	}
	in, err := builder.Inspect(filepath.Join(dir, "content/2024-03-13-council.en.md"), "")
	if err != nil || !in[0].Turns[0].Procedural || in[0].Turns[1].Procedural || !in[0].Turns[2].Procedural {
		t.Errorf("inspected: %+v, %v", in, err)
	}
}
