package markdown

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

const (
	// maxBlock is the largest block, in bytes, that is parsed for markup: some
	// patterns cost goldmark the square of a block's length, and 32 kB of the
	// worst takes it a fifth of a second.
	maxBlock = 32 << 10
	// maxMarkers is how many list and quotation markers one line may open.
	maxMarkers = 64
)

// block is a paragraph, heading, list item, or the like.
type block struct {
	kind   transcript.Kind
	quote  bool
	depth  int
	number int
	line   int // in the file
	lines  []inlineLine
}

func (b block) text() string {
	parts := make([]string, len(b.lines))
	for i, l := range b.lines {
		parts[i] = l.text
	}
	return strings.Join(parts, " ")
}

// document is a parsed file.
type document struct {
	file    *source.File
	base    int // byte offset of the piece being parsed
	src     []byte
	blocks  []block
	dropped []transcript.Dropped
	list    diag.List
	at      int // line of the last block, for those that goldmark gives none
}

var engine = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	goldmark.WithParserOptions(parser.WithBlockParsers(), parser.WithInlineParsers())).Parser()

// parse reads the file from line body on.
func parse(f *source.File, body int) *document {
	d := &document{file: f, at: body}
	if body > f.Lines() {
		return d
	}
	for _, p := range pieces(f, body) {
		d.base = f.Start(p.from)
		end := len(f.Text)
		if p.to <= f.Lines() {
			end = f.Start(p.to)
		}
		d.src = []byte(f.Text[d.base:end])
		if p.complex {
			d.list = append(d.list, diag.New(diag.BlockTooComplex, f.Path, p.from, 1, "a block of %d bytes is shown without formatting", end-d.base))
			b := block{kind: transcript.Speech, line: p.from}
			for n := p.from; n < p.to; n++ {
				b.lines = append(b.lines, inlineLine{line: n, text: strings.TrimSpace(f.Line(n))})
			}
			d.blocks = append(d.blocks, b)
			continue
		}
		root := engine.Parse(text.NewReader(d.src))
		d.walk(root, place{})
	}
	return d
}

// piece is a stretch of lines [from, to) that is parsed together.
type piece struct {
	from, to int
	complex  bool
}

// pieces cuts out the blocks that are too large or too deeply nested to parse.
func pieces(f *source.File, body int) []piece {
	var out []piece
	start := body
	for n := body; n <= f.Lines(); {
		if strings.TrimSpace(f.Line(n)) == "" {
			n++
			continue
		}
		end, size, markers := n, 0, 0
		for end <= f.Lines() && strings.TrimSpace(f.Line(end)) != "" {
			line := f.Line(end)
			size += len(line) + 1
			markers = max(markers, countMarkers(line))
			end++
		}
		if size > maxBlock || markers > maxMarkers {
			if start < n {
				out = append(out, piece{from: start, to: n})
			}
			out = append(out, piece{from: n, to: end, complex: true})
			start = end
		}
		n = end
	}
	if start <= f.Lines() {
		out = append(out, piece{from: start, to: f.Lines() + 1})
	}
	return out
}

// countMarkers counts the markers of lists and quotations at the head of a
// line.
func countMarkers(line string) int {
	n := 0
	for _, r := range line {
		switch r {
		case ' ', '\t':
		case '>', '-', '*', '+':
			n++
		default:
			return n
		}
	}
	return n
}

// place is where a node stands among lists and quotations.
type place struct {
	quote  bool
	depth  int // of lists
	item   bool
	number int
}

func (d *document) walk(n ast.Node, at place) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.block(c, at)
	}
}

func (d *document) block(n ast.Node, at place) {
	switch n := n.(type) {
	case *ast.Heading:
		d.add(block{kind: transcript.Heading, depth: n.Level, quote: at.quote, lines: d.inline(n)}, n)
	case *ast.Paragraph, *ast.TextBlock:
		b := block{kind: transcript.Speech, quote: at.quote, depth: at.depth, lines: d.inline(n)}
		if at.item {
			b.kind, b.number, b.depth = transcript.Item, at.number, at.depth-1
		}
		d.add(b, n)
	case *ast.Blockquote:
		at.quote = true
		d.walk(n, at)
	case *ast.List:
		d.listItems(n, at)
	case *ast.FencedCodeBlock:
		d.code(n, at)
	case *ast.CodeBlock:
		d.code(n, at)
	case *ast.HTMLBlock:
		d.html(n, at)
	case *extast.Table:
		d.table(n, at)
	case *ast.ThematicBreak:
	default:
		d.walk(n, at)
	}
}

func (d *document) listItems(n *ast.List, at place) {
	number := n.Start
	at.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		inner := at
		inner.item, inner.number = true, 0
		if n.IsOrdered() {
			inner.number = max(number, 1)
			number++
		}
		for b := c.FirstChild(); b != nil; b = b.NextSibling() {
			d.block(b, inner)
			inner.item = false // what follows in the item has no marker of its own
		}
	}
}

// add appends a block, with the line at which its node stands.
func (d *document) add(b block, n ast.Node) {
	if len(b.lines) == 0 && b.kind != transcript.Heading {
		return
	}
	b.line = d.lineOf(n)
	d.blocks = append(d.blocks, b)
}

func (d *document) lineOf(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		d.at = d.line(n.Lines().At(0).Start)
	}
	return d.at
}

// line is the line of the file at an offset of the piece.
func (d *document) line(offset int) int {
	line, _ := d.file.Position(d.base + min(offset, len(d.src)))
	return line
}

func (d *document) code(n ast.Node, at place) {
	b := block{kind: transcript.Code, quote: at.quote, depth: at.depth}
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.lines = append(b.lines, inlineLine{line: d.line(seg.Start), text: strings.TrimRight(string(seg.Value(d.src)), "\n"), hard: true})
	}
	d.add(b, n)
}

// table makes a segment of each row, its cells separated by tabs.
func (d *document) table(n *extast.Table, at place) {
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		b := block{kind: transcript.Row, quote: at.quote}
		if _, ok := row.(*extast.TableHeader); ok {
			b.kind = transcript.HeadRow
		}
		line := inlineLine{}
		first := true
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if !first {
				line.text += "\t"
			}
			first = false
			for _, l := range d.inline(cell) {
				if line.line == 0 {
					line.line = l.line
				}
				line = line.appended(l, "")
			}
		}
		b.lines = []inlineLine{line}
		if line.line > 0 {
			d.at = line.line
		}
		d.add(b, row)
	}
}
