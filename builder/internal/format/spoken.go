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

// phraseTree counts how often each of many phrases occurs in a text, in one
// pass. As with strings.Count, occurrences of one phrase do not overlap.
type phraseTree struct {
	nodes []phraseNode // the first is the root
	found []phraseCount
	// heads has a bit for the hash of three bytes that a phrase begins with.
	heads  [256]uint64
	firsts firsts // what phrases begin with
}

// firsts is a set of what phrases may begin with.
type firsts uint8

const (
	smallFirst  firsts = 1 << iota // a small letter of ASCII
	letterFirst                    // a capital of ASCII
	leadFirst                      // a character beyond ASCII
	otherFirst
)

// starts tells at which bytes phrases may begin, all bits set or none: at small
// letters and capitals of ASCII, and at the first bytes of characters beyond.
func (t *phraseTree) starts() (small, capitals, leads uint64) {
	if t.firsts&smallFirst != 0 {
		small = ^small
	}
	if t.firsts&letterFirst != 0 {
		capitals = ^capitals
	}
	if t.firsts&leadFirst != 0 {
		leads = ^leads
	}
	return small, capitals, leads
}

type phraseNode struct {
	b           byte
	next, child int32 // sibling and first child; 0 for none
	phrase      int32 // index into found, from 1; 0 for none
}

type phraseCount struct{ n, end int } // end of the last occurrence

// headHash hashes the three bytes at s[i:] to a place in heads. s has four there.
func headHash(s string, i int) uint32 {
	b := s[i : i+4]
	return (uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24) << 8 * 0x9E3779B1 >> 18
}

// mayBegin tells whether a phrase may begin at text[i:].
func (t *phraseTree) mayBegin(text string, i int) bool {
	if i+4 > len(text) {
		return true
	}
	h := headHash(text, i)
	return t.heads[h>>6&255]>>(h&63)&1 != 0
}

// add adds a phrase of two bytes or more, and gives its number from 1.
func (t *phraseTree) add(phrase string) int32 {
	if t.nodes == nil {
		t.nodes = make([]phraseNode, 1, 256)
	}
	switch c := phrase[0]; {
	case c >= 'a' && c <= 'z':
		t.firsts |= smallFirst
	case c >= 'A' && c <= 'Z':
		t.firsts |= letterFirst
	case c >= utf8.RuneSelf:
		t.firsts |= leadFirst
	default:
		t.firsts |= otherFirst
	}
	if len(phrase) > 2 {
		h := headHash(phrase+"\x00", 0)
		t.heads[h>>6] |= 1 << (h & 63)
	} else { // whatever follows
		for c := range 256 {
			h := headHash(phrase+string([]byte{byte(c), 0}), 0)
			t.heads[h>>6] |= 1 << (h & 63)
		}
	}
	at := int32(0)
	for i := range len(phrase) {
		at = t.step(at, phrase[i], true)
	}
	if t.nodes[at].phrase == 0 {
		t.found = append(t.found, phraseCount{})
		t.nodes[at].phrase = int32(len(t.found))
	}
	return t.nodes[at].phrase
}

// step is the node after a byte, 0 for none; with grow it is made.
func (t *phraseTree) step(at int32, b byte, grow bool) int32 {
	for n := t.nodes[at].child; n != 0; n = t.nodes[n].next {
		if t.nodes[n].b == b {
			return n
		}
	}
	if !grow {
		return 0
	}
	n := int32(len(t.nodes))
	t.nodes = append(t.nodes, phraseNode{b: b, next: t.nodes[at].child})
	t.nodes[at].child = n
	return n
}

// searchElse counts the phrases in a line that begin neither with a letter of ASCII
// nor with a character beyond.
func (t *phraseTree) searchElse(text string, seen int) {
	for i := range len(text) {
		if c := text[i]; c < utf8.RuneSelf && !letterAt(text, i) {
			t.searchAt(text, i, seen)
		}
	}
}

// searchAt counts the phrases that begin at text[i:], with seen bytes before the
// text.
func (t *phraseTree) searchAt(text string, i, seen int) {
	at := int32(0)
	for j := i; j < len(text); j++ {
		if at = t.step(at, text[j], false); at == 0 {
			return
		}
		if p := t.nodes[at].phrase; p > 0 && t.found[p-1].end <= seen+i {
			t.found[p-1] = phraseCount{n: t.found[p-1].n + 1, end: seen + j + 1}
		}
	}
}

// findWordAt counts the phrase that is the word at text[i:], if it was not found
// before, and tells how many that are: 1 or 0.
func (t *phraseTree) findWordAt(text string, i int) int {
	if i > 0 && letterAhead(text, i) {
		return 0
	}
	at := int32(0)
	for j := i; j < len(text); j++ {
		if at = t.step(at, text[j], false); at == 0 {
			return 0
		}
		if p := t.nodes[at].phrase; p > 0 && t.found[p-1].n == 0 && !letterAt(text, j+1) {
			t.found[p-1].n = 1
			return 1
		}
	}
	return 0
}

// letterAt tells whether a letter stands at text[i:].
func letterAt(text string, i int) bool {
	if i == len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return (c|0x20)-'a' <= 'z'-'a'
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return lang.IsLetter(r)
}

// letterAhead tells whether a letter stands before text[i].
func letterAhead(text string, i int) bool {
	c := text[i-1]
	if c < utf8.RuneSelf {
		return (c|0x20)-'a' <= 'z'-'a'
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return lang.IsLetter(r)
}

// phrase is the number of a phrase, from 1; 0 for one that was not added.
func (t *phraseTree) phrase(phrase string) int32 {
	if t.nodes == nil {
		return 0
	}
	at := int32(0)
	for i := range len(phrase) {
		if at = t.step(at, phrase[i], false); at == 0 {
			return 0
		}
	}
	return t.nodes[at].phrase
}
