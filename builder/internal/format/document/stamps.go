package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// JoinStamps puts times that stand in a block of their own beside the label that
// they belong to.
func JoinStamps(blocks []Block) []Block {
	var out []Block
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if !isStamp(b) {
			out = append(out, b)
			continue
		}
		stamp := b.Lines[0].Text
		if n := len(out); n > 0 && out[n-1].IsLabel() {
			l := &out[n-1].Lines[0]
			l.Text += " " + stamp
			continue
		}
		if i+1 < len(blocks) && blocks[i+1].Kind == transcript.Speech && StartsLabel(blocks[i+1].Lines[0]) {
			next := &blocks[i+1]
			next.Lines[0] = before(stamp, next.Lines[0])
			// The turn begins where its time does. Text of a table that no cell holds is
			// shown before the table, and written further down.
			next.Line = min(b.Line, next.Line)
			next.Lines[0].Line = next.Line
			continue
		}
		out = append(out, b)
	}
	return out
}

// isStamp tells whether a block is a time and nothing else.
func isStamp(b Block) bool {
	if b.Kind != transcript.Speech || len(b.Lines) != 1 {
		return false
	}
	at, rest := format.LeadingTime(b.Lines[0].Text)
	return at != transcript.NoTime && rest == ""
}

// IsLabel tells whether a block is a label alone.
func (b Block) IsLabel() bool {
	if b.Kind != transcript.Speech || len(b.Lines) != 1 {
		return false
	}
	l := b.Lines[0]
	return l.Label > 0 && l.Label == len(l.Text)
}

// StartsLabel tells whether a line begins with who speaks, as far as its own
// marks tell.
func StartsLabel(l Line) bool {
	if l.Label > 0 {
		return true
	}
	_, ok := format.FindLabel(l.Text)
	return ok || slices.ContainsFunc(l.Spans, func(s transcript.Span) bool { return s.Kind == transcript.Strong && s.Start == 0 })
}

// before puts a time before a line.
func before(stamp string, l Line) Line {
	text := "[" + strings.Trim(stamp, "[]()") + "] "
	spans := slices.Clone(l.Spans)
	for i := range spans {
		spans[i].Start += len(text)
		spans[i].End += len(text)
	}
	l.Text, l.Spans = text+l.Text, spans
	if l.Label > 0 {
		l.Label += len(text)
	}
	return l
}

// headDepth is how many blocks before the first heading are looked at for it.
const headDepth = 6

// HeadingFirst puts the first heading of the page before what stands there: a
// date, a kicker, a byline.
func HeadingFirst(blocks []Block) []Block {
	for i, b := range blocks[:min(len(blocks), headDepth)] {
		if b.Kind == transcript.Heading {
			if b.Depth > 1 {
				return blocks
			}
			return append([]Block{b}, slices.Delete(slices.Clone(blocks), i, i+1)...)
		}
		for _, l := range b.Lines {
			if l.Label > 0 || utf8.RuneCountInString(l.Text) > maxTitle {
				return blocks
			}
		}
	}
	return blocks
}
