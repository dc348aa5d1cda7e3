package site

import (
	"strings"

	"dixit/builder/internal/archive"
)

// plainText is the edition as a text file: what a reader would quote from.
func (tg *tongue) plainText(texts Texts, e *archive.Edition) ([]byte, error) {
	var b strings.Builder
	b.WriteString(tg.plainHead(e))
	section := 0
	for _, t := range e.Turns {
		for ; section < t.Section; section++ {
			b.WriteString("\n# " + e.Sections[section].Title + "\n")
		}
		tr, err := texts.Transcript(e.Parts[t.Part].Key)
		if err != nil {
			return nil, err
		}
		turn := tr.Turns[t.Index]
		b.WriteByte('\n')
		if turn.Label != "" {
			b.WriteString(e.Shown(t.Voice, turn.Label))
			if turn.Role != "" {
				b.WriteString(" (" + turn.Role + ")")
			}
			b.WriteString(": ")
		}
		b.WriteString(turn.Text() + "\n")
	}
	return []byte(b.String()), nil
}

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
