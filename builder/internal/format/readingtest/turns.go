package readingtest

import (
	"fmt"
	"strings"

	"dixit/builder/internal/transcript"
)

// Turns writes each turn of a document as "label (role) @start in lang: paragraph |
// paragraph", with what it lacks left out. An item of a list begins with its depth
// and number, a quotation with >, code stands between backquotes.
func Turns(tr *transcript.Transcript) []string {
	out := []string{}
	for _, turn := range tr.Turns {
		head := turn.Label
		if turn.Role != "" {
			head += " (" + turn.Role + ")"
		}
		if turn.Start != transcript.NoTime {
			head += fmt.Sprintf(" @%d", turn.Start)
		}
		if turn.Lang != "" {
			head += " in " + string(turn.Lang)
		}
		var paras []string
		for _, s := range turn.Segments {
			text := s.Text
			switch {
			case s.Kind == transcript.Item:
				text = fmt.Sprintf("%d.%d %s", s.Depth, s.Number, text)
			case s.Kind == transcript.Code:
				text = "`" + text + "`"
			case s.Quote:
				text = "> " + text
			}
			paras = append(paras, text)
		}
		out = append(out, strings.TrimSpace(head+": "+strings.Join(paras, " | ")))
	}
	return out
}
