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

// hasCase tells whether a text uses capitals as scripts with case do. A text in
// capitals throughout, or without any, gives no sign by them.
func hasCase(text *lang.Cases) bool {
	upper, lower := text.Count(caseSample + 1)
	return upper > 0 && lower > 4*upper
}

// inSmall finds which words of the names the text has in small letters, as it
// has common words and mostly not names. Single letters are not looked for.
func (w weighing) inSmall() map[string]bool {
	small := map[string]bool{}
	var asked phraseTree
	for i := range w.names {
		for _, word := range wordsOf(w.names[i].name) {
			word = strings.ToLower(word)
			if _, ok := small[word]; !ok {
				small[word] = false
				if len(word) > 1 && lang.IsLower(firstLetter(word)) {
					asked.add(word)
				}
			}
		}
	}
	asked.findWords(w.text, w.cases)
	for word := range small {
		p := asked.phrase(word)
		small[word] = p > 0 && asked.found[p-1].n > 0
	}
	return small
}

// maxScan bounds the bytes that are looked through for names: a record of 1 MB
// with a thousand names is below it, a dictionary read as one is not, and has
// no names that are spoken.
const maxScan = 1 << 30

// mentions counts how often a part of each name is spoken, outside the labels
// themselves. The result is by the candidates' keys.
func (w weighing) mentions(cands []Label) []int {
	printed := make([]int, len(w.names)) // how often labels print a name
	var names []*Label                   // each name once
	for i := range cands {
		if printed[cands[i].name]++; printed[cands[i].name] == 1 {
			names = append(names, &cands[i])
		}
	}
	var parts phraseTree
	var own []int // by phrase, how often labels print it
	for _, c := range names {
		for _, part := range w.factsOf(&c.Candidate).parts {
			p := parts.phrase(part)
			if p == 0 && len(parts.found)*len(w.text) <= maxScan-len(w.text) {
				p = parts.add(part)
				own = append(own, 0)
			}
			if p > 0 {
				own[p-1] += printed[c.name]
			}
		}
	}
	parts.search(w.text, w.cases)
	out := make([]int, w.keys)
	for _, c := range names {
		for _, part := range w.factsOf(&c.Candidate).parts {
			if p := parts.phrase(part); p > 0 {
				out[c.key] = max(out[c.key], parts.found[p-1].n-own[p-1])
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

// starts gives the places among 64 bytes, of a text's k-th such, at which phrases
// may begin.
func (t *phraseTree) starts(text *lang.Cases, k int) (at uint64) {
	if t.firsts&smallFirst != 0 {
		at |= text.Small[k]
	}
	if t.firsts&letterFirst != 0 {
		at |= text.Capitals[k]
	}
	if t.firsts&leadFirst != 0 {
		at |= text.Leads[k]
	}
	return at
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

// search counts the phrases in a text.
func (t *phraseTree) search(text string, cases *lang.Cases) {
	if len(t.found) == 0 {
		return
	}
	if t.firsts&otherFirst != 0 {
		for i := range text {
			t.searchAt(text, i)
		}
		return
	}
	for k := range cases.Small {
		for at := t.starts(cases, k); at != 0; at &= at - 1 {
			if i := 64*k + bits.TrailingZeros64(at); t.mayBegin(text, i) {
				t.searchAt(text, i)
			}
		}
	}
}

// searchAt counts the phrases that begin at text[i:], which has two bytes.
func (t *phraseTree) searchAt(text string, i int) {
	at := int32(0)
	for j := i; j < len(text); j++ {
		if at = t.step(at, text[j], false); at == 0 {
			return
		}
		if p := t.nodes[at].phrase; p > 0 && t.found[p-1].end <= i {
			t.found[p-1] = phraseCount{n: t.found[p-1].n + 1, end: j + 1}
		}
	}
}

// findWords counts each phrase, all of which are words, once if it is a word of
// the text.
func (t *phraseTree) findWords(text string, cases *lang.Cases) {
	missing := len(t.found)
	before := uint64(0) // whether the byte before is a letter of ASCII
	for k := 0; k < len(cases.Small) && missing > 0; k++ {
		letters := cases.Small[k] | cases.Capitals[k]
		for at := t.starts(cases, k) &^ (letters<<1 | before); at != 0; at &= at - 1 {
			if i := 64*k + bits.TrailingZeros64(at); t.mayBegin(text, i) {
				missing -= t.findWordAt(text, i)
			}
		}
		before = letters >> 63
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
