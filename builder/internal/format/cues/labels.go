package cues

import (
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// findLabels finds the labels that stand in the text of pieces and sets them on
// those that have one: "Ana: …", ">> ANA: …", ">> …", "[SPEAKER_00]: …". Names
// alone on a line and the rarer marks are not looked for: half of all captions
// are a word or two, and look like names.
func findLabels(t *transcript.Transcript, pieces []piece) diag.List {
	named := format.Declared(t.Meta)
	var (
		cands []format.Candidate
		at    []int
		text  strings.Builder
	)
	for i, p := range pieces {
		text.WriteString(p.Text)
		text.WriteByte('\n')
		if p.Voice != "" || p.Speech {
			continue
		}
		c, ok := candidate(p.Text)
		if !ok {
			continue
		}
		c.Line, c.Declared, c.First = p.N, named[lang.Fold(c.Name)], i == 0 && len(pieces) > 1 && !p.time.Known()
		if p.first {
			c.Way |= format.AfterBlank
		}
		if i > 0 && !p.first {
			c.Before = pieces[i-1].Text
		}
		if c.After == "" && i+1 < len(pieces) {
			c.After = pieces[i+1].Text
		}
		cands, at = append(cands, c), append(at, i)
	}
	labels := format.Weigh(cands, text.String())
	for n := range labels {
		if labels[n].Accepted {
			pieces[at[n]].label = &labels[n]
		}
	}
	return format.Judged(t.File, labels)
}

// candidate is the label that a line may begin with.
func candidate(line string) (format.Candidate, bool) {
	if c, ok := format.FindLabel(line); ok {
		return c, true
	}
	// Recognisers put the whole label in brackets: [SPEAKER_00]: …
	if strings.HasPrefix(line, "[") {
		if end := strings.Index(line, "]:"); end > 0 {
			if c, ok := format.FindLabel(line[1:end] + line[end+1:]); ok {
				c.Size += len("[]")
				c.MarkedUp = true
				return c, true
			}
		}
	}
	c, ok := format.FindMarked(line)
	return c, ok && c.Mark == format.Chevron
}
