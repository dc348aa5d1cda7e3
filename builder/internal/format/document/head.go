package document

import (
	"slices"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// headBlocks is how many blocks at the head are looked at for a date.
const headBlocks = 6

// TakeDate takes the date of a line at the head that says when and where, and
// nothing else, unless front matter gave another. It gives the other blocks.
func TakeDate(t *transcript.Transcript, blocks []Block) ([]Block, diag.List) {
	m := &t.Meta
	for i, b := range blocks[:min(len(blocks), headBlocks)] {
		if b.Kind == transcript.Heading && i > 0 || len(b.Lines) == 0 || utf8.RuneCountInString(b.Text()) > maxTitle {
			continue
		}
		text := b.Text()
		date, alone := format.DateLineIn(text, i > 0, m.Lang)
		day, month, two := format.TwoDates(text, i > 0, m.Lang)
		switch {
		case two && m.Date == "":
			return blocks, diag.List{diag.New(diag.DateUnreadable, t.File, b.Line, 1, "the date %q may be %s or %s", text, day, month)}
		case two && (m.Date == day || m.Date == month), alone && (m.Date == "" || m.Date == date):
			if !two {
				m.Date = date
			}
			last := b.Lines[len(b.Lines)-1].Line
			t.Dropped = append(t.Dropped, transcript.Dropped{Line: b.Line, EndLine: max(b.Line, last), Kind: transcript.DateLine, Text: text})
			return slices.Delete(blocks, i, i+1), nil
		}
	}
	return blocks, nil
}

// Texts gives the lines of the blocks as plain text, for those who look for
// something in the whole of a document.
func Texts(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		for _, l := range b.Lines {
			out = append(out, l.Text)
		}
	}
	return out
}
