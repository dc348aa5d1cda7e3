package builder

import (
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/format/plain"
)

// formats are the readers. Of those that are equally sure of a file, the first
// reads it.
func formats() []format.Format {
	return []format.Format{markdown.Format{}, plain.Format{}}
}

// formatOf gives the reader of a file, nil if none knows it. raw is the file's
// bytes.
func formatOf(path string, raw []byte) format.Format {
	head := raw[:min(len(raw), format.HeadSize)]
	var best format.Format
	sure := format.No
	for _, f := range formats() {
		if c := f.Match(path, head); c > sure {
			best, sure = f, c
		}
	}
	return best
}
