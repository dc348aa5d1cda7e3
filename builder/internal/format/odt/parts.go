package odt

import (
	"encoding/xml"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// maxLists is how deep lists lie in each other: ten levels is what the format has
// styles for.
const maxLists = 10

// list reads a list. One in another has its style, unless it says so.
func (r *reader) list(s xml.StartElement) error {
	name := format.Attr(s.Attr, "style-name")
	if name == "" && len(r.lists) > 0 {
		name = r.lists[len(r.lists)-1]
	}
	if format.Attr(s.Attr, "continue-numbering") != "true" && format.Attr(s.Attr, "continue-list") == "" {
		delete(r.counts, place{name, len(r.lists)})
	}
	if len(r.lists) < maxLists {
		r.lists = append(r.lists, name)
		defer func() { r.lists = r.lists[:len(r.lists)-1] }()
	}
	return r.inner()
}

// item reads an item of a list, whose first paragraph has its number.
func (r *reader) item(s xml.StartElement) error {
	r.fresh = s.Name.Local != "list-header"
	err := r.inner()
	r.fresh = false
	return err
}

// count numbers an item, 0 for one of a list that does not count.
func (r *reader) count() int {
	at := place{r.lists[len(r.lists)-1], len(r.lists) - 1}
	if !r.styles.counting[at] {
		return 0
	}
	r.counts[at]++
	return r.counts[at]
}

// table reads a table: of turns, of facts, or one that only lays out the page.
func (r *reader) table() error {
	if r.now.open {
		return r.within(r.table, func(blocks []document.Block) { r.after = append(r.after, blocks...) })
	}
	var rows []document.Row
	err := r.rows(&rows, false)
	blocks, heads := document.OfTable(rows)
	for _, h := range heads {
		r.drop(transcript.Column, h)
	}
	r.blocks = append(r.blocks, blocks...)
	return err
}

// rows reads the rows of what was opened last.
func (r *reader) rows(rows *[]document.Row, head bool) error {
	return r.x.Each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "table-row":
			*rows = append(*rows, document.Row{Line: r.line + 1, Head: head})
			return r.cells(&(*rows)[len(*rows)-1])
		case "table-header-rows":
			return r.rows(rows, true)
		case "table-rows", "table-row-group":
			return r.rows(rows, head)
		}
		return r.untold(s)
	}, nil)
}

// cells reads the cells of the row that was opened last.
func (r *reader) cells(to *document.Row) error {
	return r.x.Each(func(s xml.StartElement) error {
		if s.Name.Local != "table-cell" {
			return r.untold(s) // covered by one beside it, whose text it does not show
		}
		return r.within(r.inner, func(blocks []document.Block) { to.Cells = append(to.Cells, document.NewCell(blocks)) })
	}, nil)
}

// note reads a note at the foot or the end. It comes after the paragraph that
// refers to it.
func (r *reader) note() error {
	mark := ""
	return r.x.Each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "note-citation":
			n, err := r.x.Tree(s)
			mark = n.Text()
			outer := r.look
			r.look.place = "super"
			r.write(mark)
			r.look = outer
			return err
		case "note-body":
			return r.within(r.inner, func(blocks []document.Block) {
				for _, b := range blocks {
					r.after = append(r.after, document.Noted(mark, b))
				}
			})
		}
		return r.x.Skip()
	}, nil)
}

// ruby reads a word with its reading above it.
func (r *reader) ruby() error {
	above, below := "", ""
	err := r.x.Each(func(s xml.StartElement) error {
		n, err := r.x.Tree(s)
		words := strings.TrimSpace(n.Text())
		switch s.Name.Local {
		case "ruby-text":
			above = words
		case "ruby-base":
			below = words
		}
		return err
	}, nil)
	if err != nil || !r.now.open {
		return err
	}
	r.w.Ruby(below, above)
	return nil
}
