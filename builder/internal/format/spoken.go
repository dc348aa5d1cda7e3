package format

import (
	"iter"
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
func hasCase(text string) bool {
	upper, lower := lang.CountCase(text, caseSample+1)
	return upper > 0 && lower > 4*upper
}

// inSmall finds which words of the candidates' names the text has in small
// letters, as it has common words and mostly not names. Single letters are not
// looked for.
func inSmall(cands []Candidate, text string) map[string]bool {
	small := map[string]bool{}
	var asked phraseTree
	seen := map[string]bool{}
	for i := range cands {
		name := cands[i].Name
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, word := range wordsOf(name) {
			word = strings.ToLower(word)
			if _, ok := small[word]; !ok {
				small[word] = false
				if len(word) > 1 && lang.IsLower(firstLetter(word)) {
					asked.add(word)
				}
			}
		}
	}
	for word := range asked.words(text) {
		small[word] = true
	}
	return small
}

// maxScan bounds the bytes that are looked through for names: a record of 1 MB
// with a thousand names is below it, a dictionary read as one is not, and has
// no names that are spoken.
const maxScan = 1 << 30

// mentions counts how often a part of each name is spoken, outside the labels
// themselves. The result is by the candidates' keys.
func (w weighing) mentions(cands []Label) map[string]int {
	printed := map[string]int{} // how often labels print a name
	var names []*Label          // each name once
	for i := range cands {
		if printed[cands[i].Name]++; printed[cands[i].Name] == 1 {
			names = append(names, &cands[i])
		}
	}
	count := map[string]int{}
	var parts phraseTree
	for _, c := range names {
		for _, part := range w.factsOf(&c.Candidate).parts {
			count[part] -= printed[c.Name]
			if len(parts.found)*len(w.text) <= maxScan-len(w.text) {
				parts.add(part)
			}
		}
	}
	parts.search(w.text)
	out := make(map[string]int, len(names))
	for _, c := range names {
		for _, part := range w.factsOf(&c.Candidate).parts {
			if n, searched := parts.count(part); searched {
				out[c.key] = max(out[c.key], n+count[part])
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
	// second has, for the first byte of a phrase, the bits of its second byte,
	// less the two highest.
	second [256]uint64
}

type phraseNode struct {
	b           byte
	next, child int32 // sibling and first child; 0 for none
	phrase      int32 // index into found, from 1; 0 for none
}

type phraseCount struct{ n, end int } // end of the last occurrence

// add adds a phrase of two bytes or more.
func (t *phraseTree) add(phrase string) {
	if t.nodes == nil {
		t.nodes = make([]phraseNode, 1, 256)
	}
	t.second[phrase[0]] |= 1 << (phrase[1] & 63)
	at := int32(0)
	for i := range len(phrase) {
		at = t.step(at, phrase[i], true)
	}
	if t.nodes[at].phrase == 0 {
		t.found = append(t.found, phraseCount{})
		t.nodes[at].phrase = int32(len(t.found))
	}
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
func (t *phraseTree) search(text string) {
	if len(t.found) == 0 {
		return
	}
	for i := 0; i+1 < len(text); i++ {
		if t.second[text[i]]>>(text[i+1]&63)&1 == 0 {
			continue
		}
		at := int32(0)
		for j := i; j < len(text); j++ {
			if at = t.step(at, text[j], false); at == 0 {
				break
			}
			if p := t.nodes[at].phrase; p > 0 && t.found[p-1].end <= i {
				t.found[p-1] = phraseCount{n: t.found[p-1].n + 1, end: j + 1}
			}
		}
	}
}

// words gives the words of a text that are phrases as a whole.
func (t *phraseTree) words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(t.found) == 0 {
			return
		}
		for i := 0; i+1 < len(text); i++ {
			if t.second[text[i]]>>(text[i+1]&63)&1 == 0 || i > 0 && letterAhead(text, i) {
				continue
			}
			at := int32(0)
			for j := i; j < len(text); j++ {
				if at = t.step(at, text[j], false); at == 0 {
					break
				}
				if t.nodes[at].phrase > 0 && lang.Letters(text[j+1:]) == 0 && !yield(text[i:j+1]) {
					return
				}
			}
		}
	}
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

// count tells how often a phrase occurred, and whether it was searched for.
func (t *phraseTree) count(phrase string) (n int, searched bool) {
	if t.nodes == nil {
		return 0, false
	}
	at := int32(0)
	for i := range len(phrase) {
		if at = t.step(at, phrase[i], false); at == 0 {
			return 0, false
		}
	}
	p := t.nodes[at].phrase
	if p == 0 {
		return 0, false
	}
	return t.found[p-1].n, true
}
