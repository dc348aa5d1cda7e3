package builder_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"dixit/builder"
)

// A session's page leads to what it was made from, what was left out, and what
// is in doubt; nothing of that is markup, or tells what was taken out.
func TestHowThisWasRead(t *testing.T) {
	files := map[string]string{
		"dixit.yaml": "title: Council\nlanguages: [en, fr]\n",
		"content/2024-03-13-council.en.txt": "Hanne Voss: The piles are sound.\n\nArne Fisk: And <b>so</b> is the crane.\n\nPage 1 of 2\n\n" +
			"Hanne Voss: The end.\n\nArne Fisk: It is.\n\nPage 2 of 2\n",
		"content/2024-03-13-council.fr.md":         "---\ntitle: Conseil\n---\n**Hanne Voss:** Bien. <script>alert(1)</script>\n\n<!-- not for print -->\n\n**Arne Fisk:** Oui.\n",
		"content/hidden.en.md":                     "---\ntitle: Hidden\nredact: [Blue Heron]\n---\n**Hanne Voss:** It is Blue Heron.\n\n<script>Blue Heron</script>\n",
		"content/2024-03-13-council/reading.en.md": "---\ntitle: A reading\n---\n**Hanne Voss:** I read.\n",
	}
	_, res := build(t, builder.Options{Dir: folderOf(t, files), BaseURL: "https://example.org/archive"})
	s := load(t, res.Out)
	s.links(t)
	s.counts(t)
	sum := sha256.Sum256([]byte(files["content/2024-03-13-council.en.txt"]))
	for file, words := range map[string][]string{
		"en/sessions/2024-03-13-council/p/reading/index.html": {"How this was read", "2024-03-13-council.en.txt", hex.EncodeToString(sum[:]), "UTF-8", "plain", "running footer", "Page 1 of 2"},
		"fr/sessions/2024-03-13-council/p/reading/index.html": {"markdown", "balisage"},
		"en/sessions/2024-03-13-council/reading/index.html":   {"I read."}, // a session keeps its address
		"en/sessions/hidden/reading/index.html":               {"markdown", "html-dropped"},
	} {
		pg := s.pages[file]
		if pg == nil {
			t.Errorf("no page %s", file)
			continue
		}
		for _, w := range words {
			if !strings.Contains(pg.text, w) {
				t.Errorf("%s does not say %q: %s", file, w, pg.text)
			}
		}
		for _, w := range []string{"not for print", "Blue Heron"} {
			if strings.Contains(pg.text, w) {
				t.Errorf("%s says %q", file, w)
			}
		}
	}
	if hidden := s.pages["en/sessions/hidden/reading/index.html"]; hidden != nil && strings.Contains(hidden.text, "SHA-256") {
		t.Error("the hash of what was redacted is told")
	}
}
