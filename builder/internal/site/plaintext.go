package site

import (
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/transcript"
)

// plainText appends the edition as a text file: what a reader would quote from.
func (tg *tongue) plainText(dst []byte, texts Texts, e *archive.Edition) ([]byte, error) {
	head := tg.plainHead(e)
	out := append(slices.Grow(dst, len(head)+usualLabel*e.Turns.Len()+usualWord*e.Words), head...)
	section := 0
	var tr *transcript.Transcript
	part := int32(-1) // that tr is of
	for _, t := range e.Turns.All() {
		for ; section < int(t.Section); section++ {
			out = append(append(append(out, "\n# "...), e.Sections[section].Title...), '\n')
		}
		if t.Part != part {
			var err error
			if tr, err = texts.Transcript(e.Parts[t.Part].Key); err != nil {
				return nil, err
			}
			part = t.Part
		}
		turn := &tr.Turns[t.Index]
		out = append(out, '\n')
		if turn.Label != "" {
			out = append(out, e.Shown(int(t.Voice), turn.Label)...)
			if turn.Role != "" {
				out = append(append(append(out, " ("...), turn.Role...), ')')
			}
			out = append(out, ": "...)
		}
		out = append(turn.AppendText(out), '\n')
	}
	return out, nil
}

// usualLabel and usualWord are about what a label and a word take, in bytes, with
// what stands between two of them. More is made room for when it is there.
const usualLabel, usualWord = 32, 8

// plainHead is what stands before the turns.
func (tg *tongue) plainHead(e *archive.Edition) string {
	var b strings.Builder
	b.WriteString(e.Title + "\n")
	if e.Session.Date != "" {
		b.WriteString(string(e.Session.Date) + "\n")
	}
	var v Session
	tg.kind(&v, e)
	if line := strings.Join(append(v.Kind, v.By...), " · "); line != "" {
		b.WriteString(line + "\n")
	}
	if a := absolute(tg.s.BaseURL, sessionAddress(e)); a != "" {
		b.WriteString(a + "\n")
	}
	return b.String()
}
