package builder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A turn says in which line of its file it stands, or in which lines, as editors number
// them.
func TestTurnsSayTheirLines(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "dixit.yaml"), "title: Quay\n")
	write(t, filepath.Join(dir, "content/2024-03-01-tides.en.md"), "# Tides\n\n**Ada Holm:** The ferry is late.\n\n**Bo Lind:** It always is.\nNobody minds.\n"+strings.Repeat("\n", 2000)+"**Ada Holm:** So it is.\n")
	write(t, filepath.Join(dir, "content/2024-03-02-tides.ar.md"), "# المد\n\n**ليلى حداد:** تأخرت العبّارة.\n\n**سامي نصر:** كالعادة.\nلا يهم.\n")
	buildLast(t, dir)
	for path, want := range map[string][]string{
		"public/en/sessions/2024-03-01-tides/index.html": {"Line 3.", "Lines 5 to 6.", "Line 2007."},
		"public/ar/sessions/2024-03-02-tides/index.html": {"السطر ٣.", "الأسطر من ٥ إلى ٦."},
	} {
		page, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range want {
			if !strings.Contains(string(page), s) {
				t.Errorf("%s does not say %q", path, s)
			}
		}
	}
}
