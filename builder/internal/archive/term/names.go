package term

import (
	"strings"
	"unicode"

	"dixit/builder/internal/lang"
)

// names are those of the people who speak, which no term has in it.
type names struct {
	words map[string]bool // of spaced scripts
	wide  []string        // of unspaced ones, each part of a name
}

func namesOf(labels []string) names {
	n := names{words: map[string]bool{}}
	for _, l := range labels {
		for _, part := range strings.FieldsFunc(l, func(r rune) bool { return !lang.IsLetter(r) && !unicode.IsMark(r) }) {
			key := lang.WordsKey(part)
			if strings.ContainsFunc(key, lang.Unspaced) {
				n.wide = append(n.wide, key)
			} else {
				n.words[key] = true
			}
		}
	}
	return n
}

// in tells whether a term has a name in it, or is a part of one.
func (n names) in(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if n.words[w] {
			return true
		}
	}
	for _, w := range n.wide {
		if strings.Contains(w, text) || strings.Contains(text, w) {
			return true
		}
	}
	return false
}
