package builder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
)

// What is missing in a language stands in the table of sessions by language, as a
// gap of the session and in the sums of its year and series.
func TestCoverageShowsGaps(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "dixit.yaml"), "title: Pilots\nlanguages: [en, fr]\n")
	write(t, filepath.Join(dir, "content", "board", "2023-05-01-tides.en.md"), "---\ntitle: Tides\n---\n**Ann Orr:** The tide was late, and nobody had asked it why.\n")
	write(t, filepath.Join(dir, "content", "board", "2023-05-01-tides.fr.md"), "---\ntitle: Marées\n---\n**Ann Orr :** La marée était en retard, et personne ne lui a demandé pourquoi.\n")
	write(t, filepath.Join(dir, "content", "board", "2023-06-01-fog.en.md"), "---\ntitle: Fog\n---\n**Ann Orr:** The fog came up the river before the pilots did.\n")
	_, res := build(t, builder.Options{Dir: dir})
	raw, err := os.ReadFile(filepath.Join(res.Out, "fr", "coverage", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	if n := strings.Count(page, "data-item"); n != 2 {
		t.Errorf("%d sessions, not 2", n)
	}
	if n := strings.Count(page, `class="lack">(1)`); n != 2 { // of the year, of the series
		t.Errorf("%d sums show the missing edition, not 2", n)
	}
	_, fog, _ := strings.Cut(page, ">Fog<")
	fog, _, _ = strings.Cut(fog, "</tr>")
	if !strings.Contains(fog, `hreflang="en"`) || strings.Contains(fog, `hreflang="fr"`) || !strings.Contains(fog, `class="lack"`) {
		t.Errorf("the line of a session without a French edition: %s", fog)
	}
	for _, from := range []string{"index.html", "sessions/index.html"} {
		if raw, err := os.ReadFile(filepath.Join(res.Out, "fr", filepath.FromSlash(from))); err != nil || !strings.Contains(string(raw), "coverage/") {
			t.Errorf("%s does not lead to the table (%v)", from, err)
		}
	}
}
