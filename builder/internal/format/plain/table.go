package plain

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// # Tables before the first label
//
// Minutes begin with a list of who attends, in columns that typists make of
// blanks or tabs. Joined as prose it says nothing; its rows are kept, and what
// they say of labels is looked up in format.NameInitials.

const (
	// tableRows is how many rows of as many columns, one after another, make a
	// table: two lines with a gap each are an accident.
	tableRows = 3
	// maxCell is how long a cell may be, in characters: a name, an organisation.
	maxCell = 60
)

// gap is what parts columns: tabs, two blanks and more, or strokes.
var gap = regexp.MustCompile(`\s*\t\s*|\s{2,}|\s*\|\s*`)

// cellsOf parts a line at its gaps, nil where there are none.
func cellsOf(text string) []string {
	text = strings.Trim(text, "| \t")
	if !strings.Contains(text, "  ") && !strings.ContainsAny(text, "\t|") {
		return nil
	}
	cells := gap.Split(text, -1)
	for _, c := range cells {
		if c == "" || utf8.RuneCountInString(c) > maxCell {
			return nil
		}
	}
	return cells
}

// withTables joins lines [from, to), which stand before the first label, into
// paragraphs and tables.
func (pg *page) withTables(from, to int) []transcript.Segment {
	var out []transcript.Segment
	prose := from
	for i := from; i < to; {
		end := pg.tableEnd(i, to)
		if end == i {
			i++
			continue
		}
		if prose < i {
			out = append(out, pg.paragraphs(prose, i, pg.lines[prose].text)...)
		}
		out = append(out, pg.rows(i, end)...)
		i, prose = end, end
	}
	if prose < to {
		out = append(out, pg.paragraphs(prose, to, pg.lines[prose].text)...)
	}
	return out
}

// tableEnd is the line after the table that begins with line from, from itself
// where none does. It ends before line to.
func (pg *page) tableEnd(from, to int) int {
	columns := len(cellsOf(pg.lines[from].text))
	end := from
	for columns > 1 && end < to && len(cellsOf(pg.lines[end].text)) == columns {
		end++
	}
	if end-from < tableRows {
		return from
	}
	return end
}

// rows are the rows of lines [from, to) of a table. The first is its heading
// where it names nobody that speaks, in a table that does.
func (pg *page) rows(from, to int) []transcript.Segment {
	names := map[string]bool{}
	for i := range pg.lines {
		if l := pg.lines[i].label; l != nil {
			names[l.Name] = true
		}
	}
	speaks := func(i int) bool {
		for _, c := range cellsOf(pg.lines[i].text) {
			if names[c] {
				return true
			}
		}
		return false
	}
	var out []transcript.Segment
	for i := from; i < to; i++ {
		l := pg.lines[i]
		seg := transcript.Segment{Line: l.n, Page: l.number, Text: strings.Join(cellsOf(l.text), "\t"), Kind: transcript.Row}
		if i == from && !speaks(i) && speaks(i+1) {
			seg.Kind = transcript.HeadRow
		}
		out = append(out, seg)
	}
	return out
}
