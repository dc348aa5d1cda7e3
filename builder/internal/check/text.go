package check

import (
	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// Text is what the text of one file tells that its facts do not.
type Text struct {
	Labels []LabelLine // each printed label once, in order of first turn
	Lines  []int       // where each turn begins
	Noise  Noise
	// Lost is what the reading lacks of the file, which only the file tells.
	Lost format.Loss
}

// LabelLine is a label with the line of its first turn.
type LabelLine struct {
	Printed string
	Line    int
}

// TextOf looks over the text of a file.
func TextOf(t *transcript.Transcript) Text {
	var out Text
	seen := map[string]bool{}
	for _, turn := range t.Turns {
		out.Lines = append(out.Lines, turn.Line)
		if turn.Label != "" && !seen[turn.Label] {
			seen[turn.Label] = true
			out.Labels = append(out.Labels, LabelLine{turn.Label, turn.Line})
		}
	}
	out.Noise = noiseOf(t)
	return out
}

// leastNoise is how many noisy words make a file noisy: one or two are quotes,
// names of products, or slips of a typist.
const leastNoise = 3

// noisy reports files with letters of the wrong script.
func noisy(in Input) []Finding {
	var out []Finding
	eachPart(in.Archive, func(_ *archive.Edition, p archive.Part) {
		n := in.Texts[p.Key].Noise
		if n.Words < leastNoise {
			return
		}
		out = append(out, in.finding(diag.CharacterNoise, place{p.Path, n.Line}, n.Words,
			"%d words have letters of another script that look alike, such as %q in %q", n.Words, n.Word, n.Quote))
	})
	return out
}

// lost reports files of which a reading does not hold everything.
func lost(in Input) []Finding {
	var out []Finding
	eachPart(in.Archive, func(_ *archive.Edition, p archive.Part) {
		switch l := in.Texts[p.Key].Lost; {
		case l.Count > 0 && l.Line > 0:
			out = append(out, in.finding(diag.TextLost, place{p.Path, l.Line}, l.Count, "the reading lacks %s of the file, such as in %q", plural(l.Count, "character"), clipped(l.Text)))
		case l.Count > 0:
			out = append(out, in.finding(diag.TextLost, place{path: p.Path}, l.Count, "the reading lacks %s of the file", plural(l.Count, "character")))
		}
	})
	return out
}

func eachPart(a *archive.Archive, do func(*archive.Edition, archive.Part)) {
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for _, p := range e.Parts {
				do(e, p)
			}
		}
	}
}
