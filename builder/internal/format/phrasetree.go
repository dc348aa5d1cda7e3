package format

import (
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

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

// spareNodes are those of trees that were released.
var spareNodes = sync.Pool{New: func() any { return new([]phraseNode) }}

// release lets others have the nodes. The tree is not used any more.
func (t *phraseTree) release() {
	if nodes := t.nodes; nodes != nil {
		t.nodes = nil
		spareNodes.Put(&nodes)
	}
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
		t.nodes = append((*spareNodes.Get().(*[]phraseNode))[:0], phraseNode{})
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
