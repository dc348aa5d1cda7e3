// Package table reads records kept as a table (CSV, TSV): a turn a row, with a
// column for what was said and mostly one for who said it. Columns of session,
// date or language make several sessions of one file.
//
// Columns are known by their headings, in the languages of columns.go; a table
// without a heading for what was said is no transcript. What stands in other
// columns is left out and listed, a column an entry. Rows with times and nobody
// who speaks are captions, and read as such.
package table

import (
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
func (Format) Version() int { return 5 }

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

// mostAbove is how many rows may stand above the headings: a title, a date, an
// empty line or two.
const mostAbove = 9

// Read makes a transcript of each session in the table.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	meta, body, list := format.FrontMatter(f)
	rows, found := rowsOf(f, body)
	list = append(list, found...)
	t := &transcript.Transcript{File: f.Path, Format: "table", Lines: f.Lines(), Meta: meta}
	if len(rows) == 0 {
		return t, list
	}
	for i := range min(len(rows), mostAbove+1) {
		if isHead(rows[i].cells) {
			t.Dropped = append(t.Dropped, above(rows[:i])...)
			rows = rows[i:]
			break
		}
	}
	heads := format.Columns(rows[0].cells)
	if _, ok := heads[said]; !ok {
		d := diag.New(diag.ColumnsUnknown, f.Path, rows[0].line, 1, "no column of what was said among %q", strings.Join(rows[0].cells, ", "))
		return t, append(list, d)
	}
	dropped := append(t.Dropped, unread(rows, heads)...)
	t.Dropped = nil
	sessions, found := divide(t, rows[1:], heads)
	list = append(list, found...)
	first := sessions[0]
	first.Dropped = append(first.Dropped, dropped...)
	for _, more := range sessions[1:] {
		first.More = append(first.More, *more)
	}
	return first, list
}

// rowsOf reads the table from a line on, and reports what of it is damaged.
func rowsOf(f *source.File, from int) ([]row, diag.List) {
	if from > f.Lines() {
		return nil, nil
	}
	text := f.Text[f.Start(from):]
	comma, rest := separator(text)
	from += strings.Count(text[:len(text)-len(rest)], "\n")
	s := scanner{text: rest, comma: comma}
	s.scan(from)
	var list diag.List
	for _, bad := range s.faults {
		list = append(list, diag.New(diag.TableInvalid, f.Path, bad.line, bad.column, "the quotation mark at %q has no end; its cell was read up to the end of the line", beginning(f.Line(bad.line), bad.column)))
	}
	return s.rows, list
}

// beginning is the beginning of what stands at a column.
func beginning(line string, column int) string {
	r := []rune(line[min(column-1, len(line)):])
	return string(r[:min(len(r), 10)])
}

// above lists what stands above the headings.
func above(rows []row) []transcript.Dropped {
	var out []transcript.Dropped
	for _, r := range rows {
		if text := strings.TrimSpace(strings.Join(r.cells, " ")); text != "" {
			out = append(out, transcript.Dropped{Line: r.line, EndLine: r.line, Kind: transcript.Furniture, Text: text})
		}
	}
	return out
}

// unread lists what stands in columns that are not read. It goes through each
// cell once: a wide row may stand above a great many narrow ones.
func unread(rows []row, heads map[column]int) []transcript.Dropped {
	known := map[int]bool{}
	for _, i := range heads {
		known[i] = true
	}
	var texts [][]byte // by column
	for _, r := range rows[1:] {
		for i, cell := range r.cells {
			if cell = strings.TrimSpace(cell); cell == "" || known[i] {
				continue
			}
			if i >= len(texts) {
				texts = append(texts, make([][]byte, i+1-len(texts))...)
			}
			if len(texts[i]) > 0 {
				texts[i] = append(texts[i], '\n')
			}
			texts[i] = append(texts[i], cell...)
		}
	}
	out := []transcript.Dropped{{Line: rows[0].line, EndLine: rows[0].line, Kind: transcript.Column, Text: strings.Join(rows[0].cells, "\n")}}
	for _, text := range texts {
		if len(text) > 0 {
			out = append(out, transcript.Dropped{Line: rows[0].line, EndLine: rows[len(rows)-1].line, Kind: transcript.Column, Text: string(text)})
		}
	}
	return out
}
