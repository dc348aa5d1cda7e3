package builder

import (
	"testing"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/source"
	"dixit/builder/internal/store"
	"dixit/builder/synthetic"
)

// BenchmarkReadFile reads files as a first build does, from bytes to facts, one
// at a time.
func BenchmarkReadFile(b *testing.B) {
	readers, words := newReaders(nil), topic.None()
	for _, way := range []struct {
		name   string
		format synthetic.Format
	}{{"markdown", synthetic.Markdown}, {"plain", synthetic.Plain}} {
		for _, tag := range []string{"en", "zh"} {
			b.Run(way.name+"/"+tag, func(b *testing.B) {
				a := synthetic.New(synthetic.Options{Seed: 1, Languages: []string{tag}, Format: way.format})
				var names []string
				var contents [][]byte
				size := 0
				for i := range 50 {
					name, content := a.Meeting(i, tag)
					names, contents, size = append(names, name), append(contents, content), size+len(content)
				}
				b.SetBytes(int64(size / len(names)))
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					name, raw := names[i%len(names)], contents[i%len(names)]
					sessions, _, _ := readFile(readers.of(name, raw), name, raw, source.Hash{}, "", nil)
					for _, t := range sessions {
						archive.FactsOf(store.Key{}, t, archive.Asked{Vocabulary: words})
					}
				}
			})
		}
	}
}
