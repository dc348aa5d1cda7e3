package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"dixit/builder/internal/transcript"
)

// Table writes turns as a table, RFC 4180: UTF-8, lines ended by CR LF, a heading
// row. A cell that a spreadsheet would take for a formula (it begins with = + -
// @, a tab or a carriage return) gets an apostrophe before it, which
// spreadsheets hide or show and never compute; whoever reads the table with a
// program takes it off such cells.
type Table struct{ w *csv.Writer }

// columns of the table, one turn a row. Times are seconds.
var columns = []string{"session", "date", "language", "n", "anchor", "section", "label", "role", "speaker", "start", "end", "procedural", "text"}

// NewTable begins a table.
func NewTable(w io.Writer) (*Table, error) {
	t := &Table{csv.NewWriter(w)}
	t.w.UseCRLF = true
	return t, t.w.Write(columns)
}

// Add writes the turns of a document.
func (t *Table) Add(d *Document) error {
	for _, turn := range d.Turns {
		section := ""
		if turn.Section > 0 && turn.Section <= len(d.Sections) {
			section = d.Sections[turn.Section-1].Title
		}
		procedural := ""
		if turn.Procedural {
			procedural = "true"
		}
		row := []string{d.Session, string(d.Date), string(d.Lang), strconv.Itoa(turn.N), turn.Anchor, section, turn.Label, turn.Role, turn.Speaker, secondsOf(turn.Start), secondsOf(turn.End), procedural, turn.Text()}
		for i := range row {
			row[i] = harmless(row[i])
		}
		if err := t.w.Write(row); err != nil {
			return err
		}
	}
	t.w.Flush()
	return t.w.Error()
}

func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// secondsOf writes a time in seconds, "" for none.
func secondsOf(t transcript.Time) string {
	if t == transcript.NoTime {
		return ""
	}
	return strconv.FormatFloat(float64(t)/1000, 'f', -1, 64)
}
