package markdown

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// check holds a reading to what every reading of Markdown must be.
func check(t *testing.T, f *source.File, tr *transcript.Transcript, list diag.List) {
	t.Helper()
	readingtest.Whole(t, Format{}, f, tr, list)
	_, last, _ := format.FrontMatter(f)
	for _, turn := range tr.Turns {
		if turn.Line < last {
			t.Errorf("a turn at line %d, after %d", turn.Line, last)
		}
		last = turn.Line
	}
}

func TestCorporaAreConserved(t *testing.T) {
	for _, folder := range []string{"archive-zh-en", "talks-en-es", "seed"} {
		t.Run(folder, func(t *testing.T) {
			for _, path := range readingtest.Corpus(t, folder, "*") {
				raw, err := os.ReadFile(path)
				if err != nil {
					continue // a folder
				}
				f, _ := source.Decode(filepath.Base(path), raw)
				tr, list := Format{}.Read(f)
				check(t, f, tr, list)
				if t.Failed() {
					t.Fatal(path)
				}
			}
		})
	}
}

func TestHeadingsOfTheArchiveAreTurns(t *testing.T) {
	heading := regexp.MustCompile(`(?m)^### .+[:：]\s*$`)
	same, all := 0, 0
	for _, path := range readingtest.Corpus(t, "archive-zh-en", "*") {
		raw, err := os.ReadFile(path)
		if err != nil || filepath.Ext(path) != ".md" {
			continue
		}
		all++
		f, _ := source.Decode(filepath.Base(path), raw)
		tr, _ := Format{}.Read(f)
		n := 0
		for _, turn := range tr.Turns {
			if turn.Label != "" {
				n++
			}
		}
		if want := len(heading.FindAllString(f.Text, -1)); n == want {
			same++
		} else {
			t.Logf("%s: %d turns, %d headings", filepath.Base(path), n, want)
		}
	}
	if same*210 < all*205 {
		t.Errorf("%d files of %d have a turn for each heading", same, all)
	}
}
