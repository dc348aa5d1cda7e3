package builder

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/export"
	"dixit/builder/internal/output"
)

// writeEdition writes one edition in a format of export.Formats.
func (r *run) writeEdition(format string, e *archive.Edition) ([]byte, error) {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	several, err := r.exportSeveral(w, format, e.Session.ID, false, []*archive.Edition{e})
	if !several {
		i := slices.IndexFunc(export.Formats, func(f export.Format) bool { return f.Name == format })
		err = r.exportOne(w, export.Formats[i], e)
	}
	err = errors.Join(err, w.Flush())
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
