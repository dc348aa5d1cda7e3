package document

import (
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// Cell is a cell of a table with its paragraphs.
type Cell struct {
	Blocks []Block
	Text   string // of them on one line
}

// NewCell makes a cell of its paragraphs.
func NewCell(blocks []Block) Cell {
	parts := make([]string, len(blocks))
	for i, b := range blocks {
		parts[i] = b.Text()
	}
	return Cell{blocks, strings.Join(parts, " ")}
}

// Row is a row of a table of a word processor.
type Row struct {
	Cells []Cell
	Head  bool // it has the headings
	Line  int
}

// OfTable makes blocks of a table: of turns, of facts, or one that only lays out
// the page. heads are the headings of a table of turns, which are no part of it.
func OfTable(rows []Row) (blocks []Block, heads []string) {
	texts := make([][]string, len(rows))
	widest, layout := 0, false
	for i, row := range rows {
		widest = max(widest, len(row.Cells))
		for _, c := range row.Cells {
			texts[i] = append(texts[i], c.Text)
			layout = layout || len(c.Blocks) > 2
		}
	}
	who, when, what, headed, ok := Columns(texts)
	for i, row := range rows {
		switch {
		case ok && i == 0 && (row.Head || headed):
			heads = append(heads, texts[i]...)
		case ok && len(row.Cells) > max(who, when, what) && len(row.Cells) <= len(rows[0].Cells):
			blocks = append(blocks, row.turn(who, when, what)...)
		case layout || widest < 2:
			for _, c := range row.Cells {
				blocks = append(blocks, c.Blocks...)
			}
		default:
			blocks = append(blocks, row.Facts()...)
		}
	}
	return blocks, heads
}

// turn reads a row of a table of turns.
func (row Row) turn(who, when, what int) (out []Block) {
	stamp := ""
	if when >= 0 {
		stamp = row.Cells[when].Text
	}
	if name := row.Cells[who].Text; name != "" {
		line := Line{Line: row.Line, Text: name, Label: len(name)}
		if stamp != "" {
			line.Text += " " + stamp
		}
		stamp = ""
		out = append(out, Block{Kind: transcript.Speech, Line: row.Line, Lines: []Line{line}})
	}
	if stamp != "" {
		out = append(out, row.Cells[when].Blocks...)
	}
	return append(out, row.Cells[what].Blocks...)
}

// Facts reads a row of facts: its cells on one line, with tabs between.
func (row Row) Facts() []Block {
	line := Line{Line: row.Line}
	for i, c := range row.Cells {
		if i > 0 {
			line.Text += "\t"
		}
		var lines []Line
		for _, b := range c.Blocks {
			lines = append(lines, b.Lines...)
		}
		line.AddCell(lines)
	}
	if strings.TrimSpace(line.Text) == "" {
		return nil // an empty row says nothing
	}
	SortSpans(line.Spans)
	b := Block{Kind: transcript.Row, Line: row.Line, Lines: []Line{line}}
	if row.Head {
		b.Kind = transcript.HeadRow
	}
	return []Block{b}
}

// turnShare is how many of the items of a document begin as turns do where its
// paragraphs are numbered.
const turnShare = 0.6

// TurnItems makes paragraphs of the items of a document whose turns are items of a list,
// as where turns are numbered: most of them begin with a label. again is how many names
// must come again, one in full among them, for a list may as well have terms and what they
// mean.
func TurnItems(blocks []Block, again int) []Block {
	items, labelled := 0, 0
	names, named, full := map[string]int{}, again > 0, false
	for _, b := range blocks {
		if b.Kind != transcript.Item {
			continue
		}
		if named && b.Depth > 1 {
			continue // what is noted below a turn
		}
		items++
		if StartsLabel(b.Lines[0]) {
			labelled++
			if c, ok := format.FindLabel(b.Lines[0].Text); ok {
				if names[c.Name]++; names[c.Name] == 2 {
					again--
					full = full || format.IsFull(c.Name)
				}
			}
		}
	}
	if items < 3 || again > 0 || named && !full || float64(labelled) < turnShare*float64(items) {
		return blocks
	}
	for i := range blocks {
		if b := &blocks[i]; b.Kind == transcript.Item {
			b.Kind, b.Depth, b.Number = transcript.Speech, 0, 0
		}
	}
	return blocks
}

// Noted makes a note at the foot of a page of its paragraphs: it stands in
// brackets, as what was noted rather than said. mark is what refers to it.
func Noted(mark string, b Block) Block {
	var text []string
	for _, l := range b.Lines {
		text = append(text, l.Text)
	}
	said := strings.TrimSpace("[" + mark + " " + strings.Join(text, " ") + "]")
	line := Line{Line: b.Line, Text: said, Spans: []transcript.Span{{End: len(said), Kind: transcript.Event, Value: format.Other}}}
	return Block{Kind: transcript.Note, Line: b.Line, Lines: []Line{line}}
}
