package html

import (
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
				if broken++; !format.EndsSentence(l.Text) && l.Label == 0 && !document.StartsLabel(b.Lines[i+1]) && len(l.Text) > len(b.Lines[i+1].Text)/2 {
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
	return document.JoinStamps(r.blocks)
}
