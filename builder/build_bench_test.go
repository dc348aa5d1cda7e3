package builder

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/synthetic"
	"dixit/themes"
)

// BenchmarkBuild builds archives of invented meetings from nothing to a published
// site, and again after an edit of one. With -cpuprofile it shows where a build's time
// goes across the stages.
func BenchmarkBuild(b *testing.B) {
	for _, bench := range []struct {
		name      string
		format    synthetic.Format
		languages []string
	}{
		{"markdown", synthetic.Markdown, []string{"en"}},
		{"plain", synthetic.Plain, []string{"en"}},
		{"markdown", synthetic.Markdown, []string{"en", "fr", "ar", "zh"}},
	} {
		b.Run(bench.name+"/"+strings.Join(bench.languages, "+"), func(b *testing.B) {
			dir := b.TempDir()
			content, size := filepath.Join(dir, "content"), int64(0)
			a := synthetic.New(synthetic.Options{Seed: 1, Languages: bench.languages, Format: bench.format})
			var edited string
			for i := range 600 / len(bench.languages) {
				for _, l := range bench.languages {
					name, text := a.Meeting(i, l)
					edited = filepath.Join(content, filepath.FromSlash(name))
					writeFile(b, edited, text)
					size += int64(len(text))
				}
			}
			writeFile(b, filepath.Join(dir, "dixit.yaml"), []byte("title: Meetings\ncache: cache\n"))
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, made := range []string{"public", "cache"} {
					if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
						b.Fatal(err)
					}
				}
				buildFolder(b, dir)
				text, err := os.ReadFile(edited)
				if err != nil {
					b.Fatal(err)
				}
				writeFile(b, edited, append(text, " Another word.\n"...))
				buildFolder(b, dir)
			}
		})
	}
}

func writeFile(b *testing.B, name string, text []byte) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o666); err != nil {
		b.Fatal(err)
	}
}

// buildFolder builds a site as a run of the command does.
func buildFolder(b *testing.B, dir string) {
	b.Helper()
	archive, err := Open(Options{Dir: dir, BuiltIn: themes.Default(), Version: "test"})
	if err != nil {
		b.Fatal(err)
	}
	defer archive.Close()
	if res, err := archive.Build(context.Background()); err != nil || !res.Published {
		b.Fatalf("not published: %v", err)
	}
}
