package html

import (
	"strings"

	"golang.org/x/net/html"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// items reads a list. Pages set turns as its items, too.
func (r *reader) items(n *html.Node, at place) {
	at.depth++
	at.turns = r.turnList(n)
	count := max(number(n, "start"), 1)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "li" {
			r.stray(c, at)
			continue
		}
		inner, first := at, true
		inner.item = &first
		if n.Data == "ol" {
			if v := number(c, "value"); v > 0 {
				count = v
			}
			inner.number = count
			count++
		}
		r.element(c, inner)
	}
	r.flush()
}

// stray reads what stands in a list or table and is no part of it.
func (r *reader) stray(n *html.Node, at place) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data, at)
	case html.ElementNode:
		r.element(n, at)
	}
}

// turnShare is how many of a list's items begin as turns do where they are.
const turnShare = 0.6

// turnList tells whether the items of a list are turns: most begin with a label.
func (r *reader) turnList(n *html.Node) bool {
	all, labelled := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "li" {
			continue
		}
		all++
		text := strings.Join(strings.Fields(r.textOf(c)), " ")
		if _, ok := format.FindLabel(text); ok || r.speakerWithin(c) {
			labelled++
		}
	}
	return all > 2 && float64(labelled) >= turnShare*float64(all)
}

// speakerWithin tells whether an element holds one that says who speaks.
func (r *reader) speakerWithin(n *html.Node) bool {
	found := false
	elements(n, func(d *html.Node) bool {
		found = found || r.speaks(d)
		return !found
	})
	return found
}

// terms reads a definition list, which is a dialogue where a term comes again,
// or has the class of a speaker.
func (r *reader) terms(n *html.Node, at place) {
	seen := map[string]bool{}
	dialogue := false
	elements(n, func(d *html.Node) bool {
		if d.Data == "dt" {
			key := lang.Fold(strings.TrimSpace(r.textOf(d)))
			dialogue = dialogue || seen[key] || r.speaks(d)
			seen[key] = true
		}
		return !dialogue
	})
	var read func(*html.Node)
	read = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.ElementNode && c.Data == "div":
				read(c) // a group
			case c.Type == html.ElementNode && c.Data == "dt":
				inner := at
				inner.speaker = dialogue
				r.looked(look{bold: true}, func() { r.element(c, inner) })
			default:
				r.stray(c, at)
			}
		}
	}
	read(n)
	r.flush()
}

// cell is a cell of a table.
type cell struct {
	n    *html.Node
	text string
	head bool
}

// table reads a table: of turns, of facts, or one that only lays out the page.
func (r *reader) table(n *html.Node, at place) {
	rows, nested := r.rows(n)
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "caption" {
			r.element(c, at)
		}
	}
	who, when, what, headed, ok := document.Columns(texts(rows))
	switch {
	case ok && !nested:
		r.turns(rows, who, when, what, headed, at)
	case nested || widest < 2 || r.holdsParagraphs(rows):
		for _, row := range rows {
			for _, c := range row {
				r.block(c.n, at)
			}
		}
	default:
		for _, row := range rows {
			r.row(row, at)
		}
	}
}

// rows gives the rows of a table; nested tells whether it has tables within.
func (r *reader) rows(n *html.Node) (rows [][]cell, nested bool) {
	var read func(*html.Node)
	read = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			switch c.Data {
			case "thead", "tbody", "tfoot":
				read(c)
			case "tr":
				var row []cell
				for d := c.FirstChild; d != nil; d = d.NextSibling {
					if d.Type == html.ElementNode && (d.Data == "td" || d.Data == "th") {
						row = append(row, cell{d, strings.Join(strings.Fields(r.textOf(d)), " "), d.Data == "th"})
						elements(d, func(e *html.Node) bool {
							nested = nested || e.Data == "table"
							return !nested
						})
					}
				}
				rows = append(rows, row)
			}
		}
	}
	read(n)
	return rows, nested
}

// holdsParagraphs tells whether a cell holds several paragraphs, as cells do that
// lay out a page.
func (r *reader) holdsParagraphs(rows [][]cell) bool {
	for _, row := range rows {
		for _, c := range row {
			count := 0
			elements(c.n, func(d *html.Node) bool {
				if d.Data == "p" || d.Data == "h2" || d.Data == "h3" || d.Data == "li" {
					count++
				}
				return count < 3
			})
			if count > 2 {
				return true
			}
		}
	}
	return false
}

// texts gives the text of the cells.
func texts(rows [][]cell) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		for _, c := range row {
			out[i] = append(out[i], c.text)
		}
	}
	return out
}

// turns reads a table of turns; headed says that its first row has headings.
func (r *reader) turns(rows [][]cell, who, when, what int, headed bool, at place) {
	for i, row := range rows {
		if len(row) <= max(who, when, what) || headed && len(row) > len(rows[0]) {
			r.row(row, at)
			continue
		}
		if i == 0 && (headed || isHead(row)) {
			for _, c := range row {
				line := max(lineOf(c.n), 1)
				r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: transcript.Column, Text: c.text})
			}
			continue
		}
		stamp := ""
		if when >= 0 {
			stamp = row[when].text
		}
		if row[who].text != "" {
			inner := at
			inner.speaker = true
			r.line = max(lineOf(row[who].n), r.line)
			r.block(row[who].n, inner)
			if n := len(r.blocks); n > 0 && stamp != "" {
				b := &r.blocks[n-1]
				b.Lines[len(b.Lines)-1].Text += " " + stamp
				if line := lineOf(row[when].n); line > 0 && line < b.Line { // its column stands before
					b.Line, b.Lines[0].Line = line, line
				}
				stamp = ""
			}
		}
		if stamp != "" {
			r.block(row[when].n, at)
		}
		r.block(row[what].n, at)
	}
}

// isHead tells whether a row has the headings of its table.
func isHead(row []cell) bool {
	for _, c := range row {
		if !c.head {
			return false
		}
	}
	return len(row) > 0
}

// row reads a row of facts: its cells on one line, with tabs between.
func (r *reader) row(row []cell, at place) {
	b := document.Block{Kind: transcript.Row, Quote: at.quote, Lang: at.lang}
	if isHead(row) {
		b.Kind = transcript.HeadRow
	}
	line := document.Line{}
	for i, c := range row {
		if i > 0 {
			line.Text += "\t"
		}
		if n := lineOf(c.n); n > 0 {
			r.line = n
		}
		if line.Line == 0 {
			line.Line = r.line
		}
		before := len(r.blocks)
		r.block(c.n, place{})
		var cell []document.Line
		for _, b := range r.blocks[before:] {
			cell = append(cell, b.Lines...)
		}
		line.AddCell(cell)
		r.blocks = r.blocks[:before]
	}
	if strings.TrimSpace(line.Text) == "" {
		return // an empty row says nothing
	}
	document.SortSpans(line.Spans)
	b.Line, b.Lines = line.Line, []document.Line{line}
	r.blocks = append(r.blocks, b)
}
