// Package document makes the turns of a document of its blocks: paragraphs,
// headings, items and rows whose words stand in lines, with their spans.
// Whatever a document is written in, its reader hands over blocks, and from
// there on labels are found, weighed and opened in one way.
//
// It knows nothing of files: neither what bytes a block came from nor what else
// stood there. What a reader leaves out it lists itself.
package document

import (
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Block is a paragraph, heading, list item, or the like.
type Block struct {
	Kind   transcript.Kind
	Quote  bool // stands in a block quotation
	Depth  int  // of a list item, from 0; level of a heading, 1 to 6
	Number int  // of an item in a numbered list
	Line   int  // in the file
	// Lang is the language that the document says the words are in, "" for none.
	Lang  lang.Tag
	Lines []Line
}

// Text is the block as one line.
func (b Block) Text() string {
	if len(b.Lines) == 1 {
		return b.Lines[0].Text
	}
	parts := make([]string, len(b.Lines))
	for i, l := range b.Lines {
		parts[i] = l.Text
	}
	return strings.Join(parts, " ")
}

// Segments makes the segments of a block, joining its lines. line is where they
// begin, 0 for where the block does.
func (b Block) Segments(line int) []transcript.Segment {
	if len(b.Lines) == 0 {
		return nil
	}
	if line == 0 {
		line = b.Line
	}
	var joined Line
	if b.Kind == transcript.Code {
		lines := make([]string, len(b.Lines))
		for i, l := range b.Lines {
			lines[i] = l.Text
		}
		joined.Text = strings.Join(lines, "\n")
	} else {
		joined = join(b.Lines)
	}
	if strings.TrimSpace(joined.Text) == "" {
		return nil
	}
	seg := transcript.Segment{Kind: b.Kind, Quote: b.Quote, Depth: b.Depth, Number: b.Number, Line: line, Text: joined.Text, Spans: joined.Spans}
	return []transcript.Segment{format.WithEvents(seg, false)}
}
