// Package table reads records kept as a table (CSV, TSV): a turn a row, with a
// column for what was said and mostly one for who said it. Columns of session,
// date or language make several sessions of one file.
//
// Columns are known by their headings, in the languages of columns.go; a table
// without a heading for what was said is no transcript. What stands in other
// columns is left out and listed, a column an entry.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "table".
func (Format) Name() string { return "table" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 1 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their name. A table of something else is read too, and
// said to be none of speech.
func (Format) Match(p string, _ []byte) format.Confidence {
	switch strings.ToLower(path.Ext(p)) {
	case ".csv", ".tsv", ".tab":
		return format.Likely
	}
	return format.No
}

// row is a row of the table with the line it begins on.
type row struct {
	line  int
	cells []string
}

// Read makes a transcript of each session in the table.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	meta, body, list := format.FrontMatter(f)
	rows, err := rowsOf(f, body)
	if err != nil {
		list = append(list, diag.New(diag.TableInvalid, f.Path, lineOf(err, body), 1, "%v; the rows before it were read", unwrapped(err)))
	}
	t := &transcript.Transcript{File: f.Path, Format: "table", Lines: f.Lines(), Meta: meta}
	if len(rows) == 0 {
		return t, list
	}
	heads := headings(rows[0].cells)
	if _, ok := heads[said]; !ok {
		d := diag.New(diag.ColumnsUnknown, f.Path, rows[0].line, 1, "no column of what was said among %q", strings.Join(rows[0].cells, ", "))
		return t, append(list, d)
	}
	sessions := divide(t, rows[1:], heads)
	first := sessions[0]
	first.Dropped = append(first.Dropped, unread(rows, heads)...)
	for _, more := range sessions[1:] {
		first.More = append(first.More, *more)
	}
	return first, list
}

// rowsOf reads the table from a line on. Of a damaged one it gives the rows
// before the fault.
func rowsOf(f *source.File, from int) ([]row, error) {
	if from > f.Lines() {
		return nil, nil
	}
	text := f.Text[f.Start(from):]
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	var out []row
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		line, _ := r.FieldPos(0)
		out = append(out, row{line + from - 1, cells})
	}
}

// separator is what parts the cells of the first row: the commonest of those in
// use, outside quotes.
func separator(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, sep := range ",;\t|" {
		n, quoted := 0, false
		for _, r := range head {
			switch r {
			case '"':
				quoted = !quoted
			case sep:
				if !quoted {
					n++
				}
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

func lineOf(err error, from int) int {
	var fault *csv.ParseError
	if errors.As(err, &fault) {
		return fault.Line + from - 1
	}
	return from
}

func unwrapped(err error) error {
	var fault *csv.ParseError
	if errors.As(err, &fault) {
		return fault.Err
	}
	return err
}

// unread lists what stands in columns that are not read.
func unread(rows []row, heads map[column]int) []transcript.Dropped {
	known := map[int]bool{}
	width := 0
	for _, i := range heads {
		known[i] = true
	}
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	out := []transcript.Dropped{{Line: rows[0].line, EndLine: rows[0].line, Kind: transcript.Column, Text: strings.Join(rows[0].cells, "\n")}}
	for i := range width {
		if known[i] {
			continue
		}
		var text bytes.Buffer
		for _, r := range rows[1:] {
			if i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
				if text.Len() > 0 {
					text.WriteByte('\n')
				}
				text.WriteString(strings.TrimSpace(r.cells[i]))
			}
		}
		if text.Len() > 0 {
			out = append(out, transcript.Dropped{Line: rows[0].line, EndLine: rows[len(rows)-1].line, Kind: transcript.Column, Text: text.String()})
		}
	}
	return out
}
