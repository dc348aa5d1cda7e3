package lang

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Real transcripts of 200 characters and more, whose languages their file names
// tell, but for a file whose name is not in the language of its words.
func TestDetectCorpora(t *testing.T) {
	root := os.Getenv("DIXIT_CORPORA")
	if root == "" {
		t.Skip("DIXIT_CORPORA is not set: it names the folder of real transcripts to detect the language of")
	}
	for _, c := range []struct {
		folder string
		want   func(name string) []Tag
	}{
		{"archive-zh-en", func(name string) []Tag {
			if strings.IndexFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
				return []Tag{"zh-Hant"}
			}
			return []Tag{"en"}
		}},
		{"talks-en-es", func(name string) []Tag {
			switch {
			case strings.HasSuffix(name, ".es.md"):
				return []Tag{"es"}
			case strings.HasSuffix(name, ".zh.md"):
				return []Tag{"zh-Hans"}
			}
			return []Tag{"en", "pt"}
		}},
	} {
		t.Run(c.folder, func(t *testing.T) {
			files, right := 0, 0
			err := filepath.WalkDir(filepath.Join(root, c.folder), func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
					return err
				}
				b, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				if utf8.RuneCount(b) < 200 {
					return nil // too short to be held to a language
				}
				got, sure := Detect(string(b), nil)
				files++
				for i, want := range c.want(d.Name()) {
					if got == want {
						right++
						if i > 0 {
							t.Logf("%s: %s (%.2f)", d.Name(), got, sure)
						}
						return nil
					}
				}
				t.Logf("%s: got %q (%.2f), want %q", d.Name(), got, sure, c.want(d.Name()))
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if files == 0 {
				t.Fatalf("no .md files in %s of DIXIT_CORPORA", c.folder)
			}
			rate := float64(right) / float64(files)
			t.Logf("%d of %d right, %.1f %%", right, files, 100*rate)
			if rate < 0.995 {
				t.Errorf("%.1f %% right, want at least 99.5 %%", 100*rate)
			}
		})
	}
}
