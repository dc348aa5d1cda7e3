package builder

import (
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/akomantoso"
	"dixit/builder/internal/format/docx"
	"dixit/builder/internal/format/html"
	"dixit/builder/internal/format/markdown"
	"dixit/builder/internal/format/odt"
	"dixit/builder/internal/format/pdf"
	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/format/recognised"
	"dixit/builder/internal/format/subrip"
	"dixit/builder/internal/format/table"
	"dixit/builder/internal/format/tei"
	"dixit/builder/internal/format/webvtt"
)

// readers are the formats that are read. Of those that are equally sure of a
// file, the first reads it.
type readers []format.Format

// newReaders gives the readers of an Archive or of one inspection. engine reads
// PDFs; whoever gives it closes it.
func newReaders(engine *pdf.Engine) readers {
	return readers{markdown.Format{}, plain.Format{}, webvtt.Format{}, subrip.Format{}, recognised.Format{}, table.Format{}, tei.Format{}, akomantoso.Format{}, html.Format{}, docx.Format{}, odt.Format{}, pdf.Format{Engine: engine}}
}

// of gives the reader of a file, nil if none knows it. raw is the file's bytes,
// nil where only its path is known.
func (r readers) of(path string, raw []byte) format.Format {
	head := raw[:min(len(raw), format.HeadSize)]
	var best format.Format
	sure := format.No
	for _, f := range r {
		if c := f.Match(path, head); c > sure {
			best, sure = f, c
		}
	}
	return best
}
