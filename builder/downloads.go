package builder

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/export"
	"dixit/builder/internal/output"
)

// writeEdition writes one edition in a format of export.Formats.
func (r *run) writeEdition(format string, e *archive.Edition) ([]byte, error) {
	var b bytes.Buffer
	var err error
	editions := []*archive.Edition{e}
	switch format {
	case "json", "jsonl":
		err = r.exportRecords(export.NewRecords(&b, format == "json"), false, editions)
	case "csv":
		err = r.exportTable(&b, editions)
	case "tmx":
		w := bufio.NewWriter(&b)
		if err = r.exportTMX(w, e.Session.ID); err == nil {
			err = w.Flush()
		}
	default:
		for _, f := range export.Formats {
			if f.Name == format {
				err = r.exportOne(&b, f, e)
			}
		}
	}
	return b.Bytes(), err
}

// writtenOf gives all that writeEdition makes of an edition's words.
func (r *run) writtenOf(format string, e *archive.Edition) []any {
	return []any{format, e.Session.Editions, slices.Index(e.Session.Editions, e), recordOf(e.Session), speakersOf(e, map[*archive.Speaker]bool{})}
}

// published is a file of the content folder that is published as it is.
func (r *run) published(p string) (*output.Source, error) {
	hash, size, err := r.folder.Sum(p, &r.a.sums)
	if err != nil {
		return nil, err
	}
	return &output.Source{Hash: hash, Size: size, Open: func() (io.ReadCloser, error) { return r.folder.Open(p) }}, nil
}
