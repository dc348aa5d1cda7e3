package cues

import (
	"regexp"
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
		labels []format.Label
		at     []int
		lines  = make([]string, 0, len(pieces))
	)
	for i, p := range pieces {
		lines = append(lines, p.Text)
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
		labels, at = append(labels, format.Label{Candidate: c}), append(at, i)
	}
	format.Weigh(labels, lines)
	labels, at = habit(pieces, labels, at)
	for n := range labels {
		if labels[n].Accepted {
			pieces[at[n]].label = &labels[n]
		}
	}
	return format.Judged(t.File, labels)
}

// Where nine of ten cues begin as a label does, and half or more with a name
// that was told from speech, the program that wrote the file puts one before
// each, and those who speak once have theirs, too. habitSure is how sure that is:
// less than names that come again, more than what is reported as doubtful.
const (
	habitLeast = 5 // cues; in fewer, nine of ten is all
	habitSure  = 0.8
)

// number is a caller whom a meeting service only knows by telephone number.
var number = regexp.MustCompile(`^\+?[0-9][0-9 ()*.-]{5,20}: `)

// entered is the label of somebody who came to a meeting under what no name in a
// transcript looks like: a telephone number, or an entry of several parts with
// bars between them, "Room 4B | Council".
func entered(text string) (format.Candidate, bool) {
	if size := len(number.FindString(text)); size > 0 {
		return format.Candidate{Name: text[:size-len(": ")], Size: size, After: text[size:], At: transcript.NoTime}, true
	}
	head, _, ok := strings.Cut(text, ":")
	if !ok || !strings.Contains(head, "|") {
		return format.Candidate{}, false
	}
	// A stroke is as many bytes as a bar, and may stand in names.
	c, ok := format.FindLabel(strings.ReplaceAll(head, "|", "/") + text[len(head):])
	if !ok || c.Size > len(head)+len(":") {
		return format.Candidate{}, false
	}
	c.Name, c.Role = format.SplitLabel(head)
	return c, true
}

// habit accepts what is before a colon as a label where the file has one at
// nearly every cue. at is the piece of each label.
func habit(pieces []piece, labels []format.Label, at []int) ([]format.Label, []int) {
	judged := map[int]int{} // by piece
	for n, i := range at {
		judged[i] = n
	}
	total, accepted := 0, 0
	var rest []int
	for i, p := range pieces {
		if !p.first || p.Voice != "" || p.Speech {
			continue
		}
		total++
		switch n, ok := judged[i]; {
		case ok && labels[n].Accepted:
			accepted++
		case ok && labels[n].Name != "":
			rest = append(rest, i)
		default:
			if _, ok := entered(p.Text); ok {
				rest = append(rest, i)
			}
		}
	}
	if total < habitLeast || accepted*2 < total || (accepted+len(rest))*10 < total*9 {
		return labels, at
	}
	for _, i := range rest {
		n, ok := judged[i]
		if !ok {
			c, _ := entered(pieces[i].Text)
			c.Line = pieces[i].N
			n = len(labels)
			labels, at = append(labels, format.Label{Candidate: c}), append(at, i)
		}
		labels[n].Accepted, labels[n].Confidence = true, max(labels[n].Confidence, habitSure)
	}
	return labels, at
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
