package builder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder/synthetic"
)

// BenchmarkBuild builds archives of invented meetings as `dixit build` does: first from
// nothing, then again after an edit of one meeting. With -cpuprofile it shows where a
// build's time goes across the stages.
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
		name := bench.name + "/" + strings.Join(bench.languages, "+")
		dir := b.TempDir()
		a := synthetic.New(synthetic.Options{Seed: 1, Languages: bench.languages, Format: bench.format})
		var file, text string // of the last meeting
		size := int64(0)
		for i := range 600 / len(bench.languages) {
			for _, l := range bench.languages {
				at, content := a.Meeting(i, l)
				file, text = filepath.Join(dir, "content", filepath.FromSlash(at)), string(content)
				write(b, file, text)
				size += int64(len(text))
			}
		}
		write(b, filepath.Join(dir, "dixit.yaml"), "title: Meetings\ncache: cache\n")
		b.Run(name+"/first", func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				for _, made := range []string{"public", "cache"} {
					if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				buildLast(b, dir)
			}
		})
		b.Run(name+"/again", func(b *testing.B) {
			buildLast(b, dir)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				write(b, file, text+strings.Repeat(" Another word.", i%2)+"\n")
				buildLast(b, dir)
			}
		})
	}
}
