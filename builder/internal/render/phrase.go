package render

import (
	"strings"

	"dixit/builder/internal/theme"
)

// phrase is a message with blanks, taken apart once, since localising it at every
// turn would be most of the work of a page.
type phrase struct {
	words  []string // before, between and after the blanks
	blanks []int    // which value stands in each
}

// newPhrase takes apart the message id with blanks of these names; args are what its
// other blanks are filled with.
func newPhrase(p *theme.Printer, id string, blanks []string, args ...any) phrase {
	const marks = "\x00\x01" // one for each blank
	for i, name := range blanks {
		args = append(args, name, marks[i:i+1])
	}
	var f phrase
	s := p.T(id, args...)
	for {
		at := strings.IndexAny(s, marks[:len(blanks)])
		if at < 0 {
			f.words = append(f.words, s)
			return f
		}
		f.words, f.blanks = append(f.words, s[:at]), append(f.blanks, int(s[at]))
		s = s[at+1:]
	}
}

// with fills the blanks.
func (f phrase) with(values ...string) string {
	if len(f.blanks) == 1 {
		return f.words[0] + values[f.blanks[0]] + f.words[1]
	}
	var room [128]byte
	out := append(room[:0], f.words[0]...)
	for i, n := range f.blanks {
		out = append(append(out, values[n]...), f.words[i+1]...)
	}
	return string(out)
}
