package format

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// What the whole text of a file is asked about names, each time in one pass.

// caseSample is how much of a text, in bytes, its use of capitals is told from.
const caseSample = 1 << 16

// look is what a look over the speech of a file finds, in one pass: how many
// letters are capitals and small, which words of names it has in small letters,
// and how often it has parts of names.
type look struct {
	upper, lower int
	words, parts phraseTree
	seen         int // bytes of the lines before
	missing      int // words that were not found so far
}

// hasCase tells whether a text uses capitals as scripts with case do. A text in
// capitals throughout, or without any, gives no sign by them.
func (l *look) hasCase() bool { return l.upper > 0 && l.lower > 4*l.upper }

// ask has the words and parts of a name looked for, in a text of size bytes.
// Single letters are not looked for.
func (l *look) ask(name *nameFacts, size int) {
	for _, word := range wordsOf(name.name) {
		if word = strings.ToLower(word); len(word) > 1 && lang.IsLower(firstLetter(word)) {
			l.words.add(word)
		}
	}
	for _, part := range name.parts {
		if len(l.parts.found)*size <= maxScan-size {
			l.parts.add(part)
		}
	}
}

// inSmall tells whether the text has a word of a name in small letters, as it has
// common words and mostly not names.
func (l *look) inSmall(word string) bool {
	p := l.words.phrase(word)
	return p > 0 && l.words.found[p-1].n > 0
}

// over looks over the lines of a text.
func (l *look) over(lines []string) {
	l.missing = len(l.words.found)
	for _, line := range lines {
		l.line(line)
		l.seen += len(line) + len("\n")
	}
}

// line looks over one line, at 64 bytes at a time.
func (l *look) line(text string) {
	small, capitals, leads := l.parts.starts()
	wordLeads := uint64(0)
	if l.words.firsts&leadFirst != 0 {
		wordLeads = ^wordLeads
	}
	sample := caseSample + 1 - l.seen // bytes of the line in which capitals are counted
	before := uint64(0)               // whether the byte before is a letter of ASCII
	for i := 0; i < len(text); i += 64 {
		c := lang.CasesOf(text, i)
		if i < sample {
			l.count(text, i, min(sample-i, 64), c)
		}
		if l.missing > 0 {
			letters := c.Small | c.Capitals
			for at := (c.Small | c.Leads&wordLeads) &^ (letters<<1 | before); at != 0; at &= at - 1 {
				if j := i + bits.TrailingZeros64(at); l.words.mayBegin(text, j) {
					l.missing -= l.words.findWordAt(text, j)
				}
			}
			before = letters >> 63
		}
		for at := c.Small&small | c.Capitals&capitals | c.Leads&leads; at != 0; at &= at - 1 {
			if j := i + bits.TrailingZeros64(at); l.parts.mayBegin(text, j) {
				l.parts.searchAt(text, j, l.seen)
			}
		}
	}
	if l.parts.firsts&otherFirst != 0 {
		l.parts.searchElse(text, l.seen)
	}
}

// count counts the letters that begin at the first n of the bytes at text[i:] that
// c tells of.
func (l *look) count(text string, i, n int, c lang.Cases) {
	within := ^uint64(0) >> (64 - n)
	l.lower += bits.OnesCount64(c.Small & within)
	l.upper += bits.OnesCount64(c.Capitals & within)
	for at := c.Cased & within; at != 0; at &= at - 1 {
		switch r, _ := utf8.DecodeRuneInString(text[i+bits.TrailingZeros64(at):]); {
		case lang.IsLower(r):
			l.lower++
		case lang.IsUpper(r):
			l.upper++
		}
	}
}

// maxScan bounds the bytes that are looked through for names: a record of 1 MB
// with a thousand names is below it, a dictionary read as one is not, and has
// no names that are spoken.
const maxScan = 1 << 30

// mentions counts how often a part of each name is spoken, outside the labels
// themselves. The result is by the candidates' keys.
func (w *weighing) mentions(cands []Label) []int {
	printed := make([]int, len(w.names)) // how often labels print a name
	for i := range cands {
		printed[cands[i].name]++
	}
	parts := &w.look.parts
	own := make([]int, len(parts.found)) // by phrase, how often labels print it
	for i, n := range printed {
		if n == 0 {
			continue
		}
		for _, part := range w.names[i].parts {
			if p := parts.phrase(part); p > 0 {
				own[p-1] += n
			}
		}
	}
	out := make([]int, w.keys)
	for i, n := range printed {
		if n == 0 {
			continue
		}
		for _, part := range w.names[i].parts {
			if p := parts.phrase(part); p > 0 {
				key := w.names[i].key
				out[key] = max(out[key], parts.found[p-1].n-own[p-1])
			}
		}
	}
	return out
}

// nameParts are the parts of a name that are spoken on their own: at least four
// letters, or two characters in Han.
func nameParts(name string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '·' || r == '・' || r == '-' }) {
		if n := utf8.RuneCountInString(p); n >= 4 || n >= 2 && lang.Unspaced(firstLetter(p)) {
			out = append(out, p)
		}
	}
	return out
}
