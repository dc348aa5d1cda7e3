package docx

import (
	"encoding/xml"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// table reads a table: of turns, of facts, or one that only lays out the page.
func (r *reader) table() error {
	r.flush()
	now := r.now
	var rows []document.Row
	err := r.rows(&rows)
	r.now = now
	blocks, heads := document.OfTable(rows)
	for _, h := range heads {
		r.drop(transcript.Column, h)
	}
	r.blocks = append(r.blocks, blocks...)
	return err
}

// rows reads the rows of the table that was opened last.
func (r *reader) rows(rows *[]document.Row) error {
	return r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "tr":
			*rows = append(*rows, document.Row{Line: r.line + 1})
			return r.cells(&(*rows)[len(*rows)-1])
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return r.rows(rows)
		}
		return r.x.Skip()
	})
}

// cells reads the cells of the row that was opened last. A row that is deleted
// is none.
func (r *reader) cells(to *document.Row) error {
	deleted := false
	err := r.each(func(s xml.StartElement) (err error) {
		switch s.Name.Local {
		case "tc":
			err = r.within(func() error { r.now.inCell = true; return r.inner() }, func(blocks []document.Block) {
				to.Cells = append(to.Cells, document.NewCell(blocks))
			})
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			err = r.cells(to)
		case "trPr":
			var n *format.Node
			n, err = r.x.Tree(s)
			to.Head = to.Head || len(n.All("tblHeader")) > 0
			deleted = deleted || len(n.All("del")) > 0
		default:
			err = r.x.Skip()
		}
		return err
	})
	if err == nil && deleted {
		r.deleted++
		to.Cells = nil
	}
	return err
}
