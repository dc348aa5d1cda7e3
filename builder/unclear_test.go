package builder_test

import (
	"fmt"
	"strings"
	"testing"

	"dixit/builder"
)

// What could not be heard is gathered for the readers of its language, with the
// words around it, and counted where it is linked from.
func TestUnclearPassages(t *testing.T) {
	far := strings.Repeat("The piles are sound and the crane is not, as everybody has seen. ", 6)
	files := map[string]string{
		"dixit.yaml": "title: Council\nlanguages: [en, fr, es]\nreport_url: \"https://example.org/report?page={url}\"\n",
		"content/2024-03-13-council.en.md": "---\ntitle: Council\n---\n**Hanne Voss:** " + far + "It costs [inaudible 00:12:03] crowns.\n\n**Arne Fisk:** All of it is clear.\n\n" +
			"**Hanne Voss:** I said <i>so</i> & [unclear] it.\n",
		"content/2024-03-13-council.fr.md": "---\ntitle: Conseil\n---\n**Hanne Voss:** Les pieux sont [inaudible].\n\n**Arne Fisk:** Tout est clair.\n",
		"content/2024-03-13-council.es.md": "---\ntitle: Consejo\n---\n**Hanne Voss:** Los pilotes son firmes.\n\n**Arne Fisk:** Todo se oye.\n",
	}
	// Enough for two pages.
	for i := range 3 {
		var b strings.Builder
		for range 80 {
			b.WriteString("**Hanne Voss:** Here [inaudible] again.\n\n**Arne Fisk:** And clear.\n\n")
		}
		files[fmt.Sprintf("content/2024-04-0%d-long.en.md", i+1)] = b.String()
	}
	_, res := build(t, builder.Options{Dir: folderOf(t, files)})
	s := load(t, res.Out)
	s.links(t)
	s.counts(t)
	if s.files["es/unclear/index.html"] {
		t.Error("a page where all is clear")
	}
	second := s.pages["en/unclear/p/2/index.html"]
	if second == nil || s.pages["fr/unclear/index.html"] == nil {
		t.Fatal("pages are missing")
	}
	if !strings.Contains(second.text, "… ") || !strings.Contains(second.text, "It costs [inaudible 00:12:03] crowns.") {
		t.Errorf("the excerpt is not around the place: %s", second.text)
	}
	for from, want := range map[string]string{"en/index.html": "242 turns with unclear passages", "en/sessions/2024-03-13-council/index.html": "2 turns with unclear passages", "fr/unclear/index.html": "Passages incertains"} {
		if !strings.Contains(s.pages[from].text, want) {
			t.Errorf("%s does not say %q", from, want)
		}
	}
	for _, from := range []string{"es/index.html", "es/sessions/2024-03-13-council/index.html"} {
		if strings.Contains(strings.ToLower(s.pages[from].text), "poco claros") {
			t.Errorf("%s speaks of unclear passages", from)
		}
	}
}
