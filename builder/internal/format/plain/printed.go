package plain

import (
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Printed is a line of a document whose pages are known, such as a PDF: its
// text and what its place on the page tells, which the reader of plain text has
// to guess.
type Printed struct {
	Text   string // without white space at either end, not empty
	Page   int    // physical page, from 1
	First  bool   // of the lines of its page
	Width  int    // cells from the column's near edge to the line's far end
	Indent int    // cells between the column's near edge and the line
	Blanks int    // lines that would fit into the gap before it
	Begins bool   // a paragraph begins with it
	Ends   bool   // a paragraph ends with it: what follows would have fitted on it
	// Running is why the line belongs to the page, where its place on several
	// pages says so; "" where only its words may tell.
	Running transcript.DropKind
}

// laid is what is known of a line from its place on a printed page; the zero
// value for lines of plain text.
type laid struct {
	begins, ends bool
	running      transcript.DropKind
}

// ReadPrinted fills in what the lines of t's file say. Its meta is what is known
// already, and what it has in Dropped is kept. Lines count from 1 over all pages.
func ReadPrinted(t *transcript.Transcript, lines []Printed) diag.List {
	pg := &page{placed: true}
	for i, p := range lines {
		pg.lines = append(pg.lines, line{
			n: i + 1, last: i + 1, text: p.Text, width: max(p.Width, lang.Width(p.Text)/2), indent: p.Indent, blanks: p.Blanks,
			page: p.First && i > 0, above: transcript.NoTime, below: transcript.NoTime,
			number: p.Page,
			laid:   laid{begins: p.Begins, ends: p.Ends, running: p.Running},
		})
	}
	t.Lines = len(lines)
	return pg.read(t)
}
