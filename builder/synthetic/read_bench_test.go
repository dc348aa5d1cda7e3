package synthetic_test

import (
	"testing"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/source"
	"dixit/builder/synthetic"
)

// BenchmarkRead reads meetings of two scripts, decoded already, one at a time.
func BenchmarkRead(b *testing.B) {
	for _, way := range []struct {
		name   string
		format synthetic.Format
		reader format.Format
	}{
		{"markdown", synthetic.Markdown, markdown.Format{}},
		{"plain", synthetic.Plain, plain.Format{}},
	} {
		for _, tag := range []string{"en", "zh"} {
			b.Run(way.name+"/"+tag, func(b *testing.B) {
				a := synthetic.New(synthetic.Options{Seed: 1, Languages: []string{tag}, Format: way.format})
				var files []*source.File
				size := 0
				for i := range 50 {
					name, content := a.Meeting(i, tag)
					f, _ := source.Decode(name, content)
					files, size = append(files, f), size+len(content)
				}
				b.SetBytes(int64(size / len(files)))
				b.ResetTimer()
				for i := range b.N {
					way.reader.Read(files[i%len(files)])
				}
			})
		}
	}
}
