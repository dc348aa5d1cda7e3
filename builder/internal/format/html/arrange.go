package html

import (
	"slices"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

const (
	// brokenLines is how many broken lines show how a page breaks them.
	brokenLines = 12
	// brokenShare of them end in the midst of a sentence where a program broke
	// them at a width, rather than somebody on purpose.
	brokenShare = 0.6
)

// arrange puts right what a page shows by its layout alone: lines that a program
// broke, and times that stand in a block of their own beside a label.
func (r *reader) arrange() []document.Block {
	broken, open := 0, 0
	for _, b := range r.blocks {
		for i, l := range b.Lines {
			if b.Kind == transcript.Speech && l.Hard && i+1 < len(b.Lines) {
				if broken++; !format.EndsSentence(l.Text) && l.Label == 0 && !startsLabel(b.Lines[i+1]) && len(l.Text) > len(b.Lines[i+1].Text)/2 {
					open++
				}
			}
		}
	}
	if broken >= brokenLines && float64(open) >= brokenShare*float64(broken) {
		for _, b := range r.blocks {
			for i := range b.Lines {
				if b.Kind == transcript.Speech {
					b.Lines[i].Hard = b.Lines[i].Label > 0
				}
			}
		}
	}
	var out []document.Block
	for i := 0; i < len(r.blocks); i++ {
		b := r.blocks[i]
		if !isStamp(b) {
			out = append(out, b)
			continue
		}
		stamp := b.Lines[0].Text
		if n := len(out); n > 0 && labelOnly(out[n-1]) {
			l := &out[n-1].Lines[0]
			l.Text += " " + stamp
			continue
		}
		if i+1 < len(r.blocks) && r.blocks[i+1].Kind == transcript.Speech && startsLabel(r.blocks[i+1].Lines[0]) {
			next := &r.blocks[i+1]
			next.Lines[0] = before(stamp, next.Lines[0])
			next.Line = b.Line
			continue
		}
		out = append(out, b)
	}
	return out
}

// isStamp tells whether a block is a time and nothing else.
func isStamp(b document.Block) bool {
	if b.Kind != transcript.Speech || len(b.Lines) != 1 {
		return false
	}
	at, rest := format.LeadingTime(b.Lines[0].Text)
	return at != transcript.NoTime && rest == ""
}

// labelOnly tells whether a block is a label alone.
func labelOnly(b document.Block) bool {
	if b.Kind != transcript.Speech || len(b.Lines) != 1 {
		return false
	}
	l := b.Lines[0]
	return l.Label > 0 && l.Label == len(l.Text)
}

// startsLabel tells whether a line begins with who speaks, as far as its own
// marks tell.
func startsLabel(l document.Line) bool {
	if l.Label > 0 {
		return true
	}
	_, ok := format.FindLabel(l.Text)
	return ok || slices.ContainsFunc(l.Spans, func(s transcript.Span) bool { return s.Kind == transcript.Strong && s.Start == 0 })
}

// before puts a time before a line.
func before(stamp string, l document.Line) document.Line {
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
