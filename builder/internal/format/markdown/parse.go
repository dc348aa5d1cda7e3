package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// reading is a parsed file.
type reading struct {
	file    *source.File
	base    int // byte offset of the piece being parsed
	src     []byte
	blocks  []document.Block
	dropped []transcript.Dropped
	list    diag.List
	at      int // line of the last block, for those that goldmark gives none

	// lines, bold and room hold the lines of simple blocks, and the spans and the
	// text of those with a label, to spare an allocation for each.
	lines []document.Line
	bold  []transcript.Span
	room  strings.Builder
}

var engine = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(util.Prioritized(gluedBold{}, 450)), // before other emphasis
		parser.WithParagraphTransformers(util.Prioritized(references{}, 100)),
	)),
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
).Parser()

// references takes definitions of links, [name]: address, out of a paragraph.
// Where what follows is no address, "[Ana]: Yes." is somebody who speaks.
type references struct{}

var (
	definition = regexp.MustCompile(`(?m)^ {0,3}\[(?:[^\[\]\\]|\\.)+\]:\s*(\S*)`)
	address    = regexp.MustCompile(`^(?:<|[a-zA-Z][a-zA-Z0-9+.-]*://|(?:mailto|tel|urn|doi):|\.{0,2}/|#[^\s#]|www\.|\S+\.(?:md|html?|pdf|txt|png|jpe?g|svg|mp3|mp4|webm)(?:$|[#?]))`)
)

func (references) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	text := n.Lines().Value(reader.Source())
	if !bytes.Contains(text, []byte("]:")) {
		return
	}
	for _, m := range definition.FindAllSubmatch(text, -1) {
		if !address.Match(m[1]) {
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(n, reader, pc)
}

// parse reads the file from line body on.
func parse(f *source.File, body int) *reading {
	d := &reading{file: f, at: body}
	if body > f.Lines() {
		return d
	}
	for _, p := range pieces(f, body) {
		if p.complex {
			d.list = append(d.list, diag.New(diag.BlockTooComplex, f.Path, p.from, 1, "a block of %d bytes is shown without formatting", len(d.text(p.from, p.to))))
			b := document.Block{Kind: transcript.Speech, Line: p.from}
			for n := p.from; n < p.to; n++ {
				b.Lines = append(b.Lines, document.Line{Line: n, Text: strings.TrimSpace(strings.ReplaceAll(f.Line(n), "\t", " "))})
			}
			d.blocks = append(d.blocks, b)
			continue
		}
		d.piece(p.from, p.to)
	}
	return d
}

// parse has goldmark read lines [from, to) of the file.
func (d *reading) parse(from, to int) {
	d.base = d.file.Start(from)
	d.src = []byte(d.text(from, to))
	d.walk(engine.Parse(text.NewReader(d.src)), place{})
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
		// A block ends at an empty line, before a heading, and before it is too
		// large: a record may have a line for each turn and no empty line at all.
		end := n
		for end <= f.Lines() && tooComplex(f.Line(end)) {
			end++
		}
		if end > n {
			if start < n {
				out = append(out, piece{from: start, to: n})
			}
			out = append(out, piece{from: n, to: end, complex: true})
			start, n = end, end
			continue
		}
		for size := 0; end <= f.Lines(); end++ {
			line := f.Line(end)
			if size += len(line) + 1; size > source.MaxBlock && end > n {
				out = append(out, piece{from: start, to: end})
				start = end
				break
			}
			if strings.TrimSpace(line) == "" || tooComplex(line) || end > n && strings.HasPrefix(line, "#") {
				break
			}
		}
		n = end
	}
	if start <= f.Lines() {
		out = append(out, piece{from: start, to: f.Lines() + 1})
	}
	return out
}

func tooComplex(line string) bool {
	return len(line) > source.MaxBlock || countMarkers(line) > source.MaxMarkers
}

// countMarkers counts the markers of lists and quotations at the head of a
// line.
func countMarkers(line string) int {
	n := 0
	for _, r := range line {
		switch {
		case r == ' ', r == '\t', r >= '0' && r <= '9':
		case strings.ContainsRune(">-*+.)", r):
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

func (d *reading) walk(n ast.Node, at place) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		d.block(c, at)
	}
}

func (d *reading) block(n ast.Node, at place) {
	switch n := n.(type) {
	case *ast.Heading:
		b := document.Block{Kind: transcript.Heading, Depth: n.Level, Quote: at.quote, Lines: d.inline(n)}
		if d.ruled(n, b) {
			b.Kind, b.Depth = transcript.Speech, at.depth
		}
		d.add(b, n)
	case *ast.Paragraph, *ast.TextBlock:
		b := document.Block{Kind: transcript.Speech, Quote: at.quote, Depth: at.depth, Lines: d.inline(n)}
		if at.item {
			b.Kind, b.Number, b.Depth = transcript.Item, at.number, at.depth-1
		}
		d.add(b, n)
	case *ast.Blockquote:
		at.quote = true
		d.walk(n, at)
	case *ast.List:
		d.listItems(n, at)
	case *ast.FencedCodeBlock:
		d.code(n, at)
		if n.Info != nil {
			if info := strings.TrimSpace(string(n.Info.Segment.Value(d.src))); info != "" {
				d.drop(d.line(n.Info.Segment.Start), info)
			}
		}
	case *ast.LinkReferenceDefinition:
		d.drop(d.lineOf(n), strings.TrimSpace(fmt.Sprintf("[%s]: %s %s", n.Label, n.Destination, n.Title)))
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

// ruled tells whether a heading is speech with a rule of hyphens under it, which
// Markdown takes for the mark of a heading: several lines, a sentence, a turn.
func (d *reading) ruled(n *ast.Heading, b document.Block) bool {
	if n.Level != 2 || n.Lines().Len() == 0 {
		return false
	}
	start := n.Lines().At(0).Start
	if bytes.ContainsRune(d.src[bytes.LastIndexByte(d.src[:start], '\n')+1:start], '#') {
		return false
	}
	if n.Lines().Len() > 1 || format.EndsSentence(b.Text()) {
		return true
	}
	c, ok := format.FindLabel(b.Text())
	return ok && c.After != ""
}

func (d *reading) listItems(n *ast.List, at place) {
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
func (d *reading) add(b document.Block, n ast.Node) {
	if len(b.Lines) == 0 {
		return
	}
	b.Line = d.lineOf(n)
	d.blocks = append(d.blocks, b)
}

func (d *reading) lineOf(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		d.at = d.line(n.Lines().At(0).Start)
	}
	return d.at
}

// line is the line of the file at an offset of the piece.
func (d *reading) line(offset int) int {
	return d.file.LineAt(d.base + min(offset, len(d.src)))
}

func (d *reading) code(n ast.Node, at place) {
	b := document.Block{Kind: transcript.Code, Quote: at.quote, Depth: at.depth}
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Lines = append(b.Lines, document.Line{Line: d.line(seg.Start), Text: strings.TrimRight(string(seg.Value(d.src)), "\n"), Hard: true})
	}
	d.add(b, n)
}

// table makes turns of the rows of a table that has such, and else a segment of each, its
// cells separated by tabs.
func (d *reading) table(n *extast.Table, at place) {
	var rows []document.Row
	var texts [][]string
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		row := document.Row{}
		_, row.Head = child.(*extast.TableHeader)
		var cells []string
		for cell := child.FirstChild(); cell != nil; cell = cell.NextSibling() {
			lines := d.inline(cell)
			if row.Line == 0 && len(lines) > 0 {
				row.Line = lines[0].Line
			}
			var blocks []document.Block // an empty cell has none
			if len(lines) > 0 {
				blocks = append(blocks, document.Block{Kind: transcript.Speech, Line: lines[0].Line, Lines: lines})
			}
			c := document.NewCell(blocks)
			row.Cells = append(row.Cells, c)
			cells = append(cells, c.Text)
		}
		if row.Line == 0 {
			row.Line = d.at
		}
		d.at = row.Line
		rows, texts = append(rows, row), append(texts, cells)
	}
	if _, _, _, _, ok := document.Columns(texts); !ok || at.quote {
		for _, row := range rows {
			for _, b := range row.Facts() {
				b.Quote = at.quote
				d.blocks = append(d.blocks, b)
			}
		}
		return
	}
	blocks, heads := document.OfTable(rows)
	d.blocks = append(d.blocks, blocks...)
	for _, h := range heads {
		d.dropped = append(d.dropped, transcript.Dropped{Line: rows[0].Line, EndLine: rows[0].Line, Kind: transcript.Furniture, Text: h})
	}
}
