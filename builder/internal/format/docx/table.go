package docx

import (
	"encoding/xml"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// cell is a cell of a table with its paragraphs.
type cell struct {
	blocks []document.Block
	text   string
}

// row is a row of a table.
type row struct {
	cells []cell
	head  bool
	line  int
}

// table reads a table: of turns, of facts, or one that only lays out the page.
func (r *reader) table() error {
	r.flush()
	now := r.now
	var rows []row
	err := r.rows(&rows)
	r.now = now
	texts := make([][]string, len(rows))
	widest, layout := 0, false
	for i, row := range rows {
		widest = max(widest, len(row.cells))
		for _, c := range row.cells {
			texts[i] = append(texts[i], c.text)
			layout = layout || len(c.blocks) > 2
		}
	}
	who, when, what, ok := document.Columns(texts)
	for i, row := range rows {
		switch {
		case ok && i == 0 && row.head:
			for _, c := range row.cells {
				r.drop(transcript.Column, c.text)
			}
		case ok && len(row.cells) > max(who, what):
			r.turn(row, who, when, what)
		case layout || widest < 2:
			for _, c := range row.cells {
				r.blocks = append(r.blocks, c.blocks...)
			}
		default:
			r.facts(row)
		}
	}
	return err
}

// rows reads the rows of the table that was opened last.
func (r *reader) rows(rows *[]row) error {
	return r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "tr":
			*rows = append(*rows, row{line: r.line + 1})
			return r.cells(&(*rows)[len(*rows)-1])
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			return r.rows(rows)
		}
		return r.x.Skip()
	})
}

// cells reads the cells of the row that was opened last. A row that is deleted
// is none.
func (r *reader) cells(to *row) error {
	deleted := false
	err := r.each(func(s xml.StartElement) (err error) {
		switch s.Name.Local {
		case "tc":
			var c cell
			err = r.within(func() error { r.now.inCell = true; return r.inner() }, func(blocks []document.Block) { c.blocks = blocks })
			var parts []string
			for _, b := range c.blocks {
				parts = append(parts, b.Text())
			}
			c.text = strings.Join(parts, " ")
			to.cells = append(to.cells, c)
		case "sdt", "sdtContent", "customXml", "ins", "moveTo":
			err = r.cells(to)
		case "trPr":
			var n *format.Node
			n, err = r.x.Tree(s)
			to.head = to.head || len(n.All("tblHeader")) > 0
			deleted = deleted || len(n.All("del")) > 0
		default:
			err = r.x.Skip()
		}
		return err
	})
	if err == nil && deleted {
		r.deleted++
		to.cells = nil
	}
	return err
}

// turn reads a row of a table of turns.
func (r *reader) turn(row row, who, when, what int) {
	stamp := ""
	if when >= 0 {
		stamp = row.cells[when].text
	}
	if name := row.cells[who].text; name != "" {
		line := document.Line{Line: row.line, Text: name, Label: len(name)}
		if stamp != "" {
			line.Text += " " + stamp
		}
		stamp = ""
		r.blocks = append(r.blocks, document.Block{Kind: transcript.Speech, Line: row.line, Lines: []document.Line{line}})
	}
	if stamp != "" {
		r.blocks = append(r.blocks, row.cells[when].blocks...)
	}
	r.blocks = append(r.blocks, row.cells[what].blocks...)
}

// facts reads a row of facts: its cells on one line, with tabs between.
func (r *reader) facts(row row) {
	line := document.Line{Line: row.line}
	for i, c := range row.cells {
		if i > 0 {
			line.Text += "\t"
		}
		first := true
		for _, b := range c.blocks {
			for _, l := range b.Lines {
				if !first {
					line.Text += " " // a cell has one line
				}
				first = false
				for _, s := range l.Spans {
					s.Start += len(line.Text)
					s.End += len(line.Text)
					line.Spans = append(line.Spans, s)
				}
				line.Text += l.Text
			}
		}
	}
	if strings.TrimSpace(line.Text) == "" {
		return // an empty row says nothing
	}
	document.SortSpans(line.Spans)
	b := document.Block{Kind: transcript.Row, Line: row.line, Lines: []document.Line{line}}
	if row.head {
		b.Kind = transcript.HeadRow
	}
	r.blocks = append(r.blocks, b)
}

// turnShare is how many of the items of a document begin as turns do where its
// paragraphs are numbered.
const turnShare = 0.6

// turnItems makes paragraphs of the items of a document whose turns are numbered:
// most of them begin with a label.
func turnItems(blocks []document.Block) []document.Block {
	items, labelled := 0, 0
	for _, b := range blocks {
		if b.Kind != transcript.Item {
			continue
		}
		items++
		if document.StartsLabel(b.Lines[0]) {
			labelled++
		}
	}
	if items < 3 || float64(labelled) < turnShare*float64(items) {
		return blocks
	}
	for i := range blocks {
		if b := &blocks[i]; b.Kind == transcript.Item {
			b.Kind, b.Depth, b.Number = transcript.Speech, 0, 0
		}
	}
	return blocks
}
