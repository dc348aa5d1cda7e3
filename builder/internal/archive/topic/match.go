package topic

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// machine is an Aho-Corasick automaton over bytes.
type machine struct {
	nodes []node
}

type node struct {
	next  map[byte]int32
	fail  int32
	depth int32   // bytes from the root
	words []int32 // words that end here
	out   int32   // nearest node on the way of fails where words end, 0 for none
}

func newMachine() *machine { return &machine{nodes: []node{{}}} }

func (m *machine) add(text string, word int32) {
	at := int32(0)
	for i := range len(text) {
		to, ok := m.nodes[at].next[text[i]]
		if !ok {
			to = int32(len(m.nodes))
			if m.nodes[at].next == nil {
				m.nodes[at].next = map[byte]int32{}
			}
			m.nodes[at].next[text[i]] = to
			m.nodes = append(m.nodes, node{depth: m.nodes[at].depth + 1})
		}
		at = to
	}
	if at != 0 {
		m.nodes[at].words = append(m.nodes[at].words, word)
	}
}

// finish sets the fails, breadth first.
func (m *machine) finish() {
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		bytes := make([]byte, 0, len(m.nodes[at].next))
		for b := range m.nodes[at].next {
			bytes = append(bytes, b)
		}
		slices.Sort(bytes)
		for _, b := range bytes {
			to := m.nodes[at].next[b]
			queue = append(queue, to)
			fail := int32(0)
			if at != 0 {
				fail = m.step(m.nodes[at].fail, b)
			}
			m.nodes[to].fail = fail
			if len(m.nodes[fail].words) > 0 {
				m.nodes[to].out = fail
			} else {
				m.nodes[to].out = m.nodes[fail].out
			}
		}
	}
}

func (m *machine) step(at int32, b byte) int32 {
	for {
		if to, ok := m.nodes[at].next[b]; ok {
			return to
		}
		if at == 0 {
			return 0
		}
		at = m.nodes[at].fail
	}
}

// fold brings labels and texts into the form in which they are compared: as the
// search folds, and whichever apostrophe or hyphen the writer had at hand.
func fold(s string) string { return variants.Replace(lang.SearchFold(s)) }

var variants = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "‐", "-", "‑", "-", "–", "-")

type match struct{ start, end, word int32 }

// Match finds the vocabulary in a turn's text and appends a hit for each topic
// and language.
func (v *Vocabulary) Match(hits []Hit, turn int32, text string) []Hit {
	if len(v.words) == 0 {
		return hits
	}
	folded := fold(text)
	var found []match
	at := int32(0)
	for i := range len(folded) {
		at = v.machine.step(at, folded[i])
		for n := at; n != 0; n = v.machine.nodes[n].out {
			node := &v.machine.nodes[n]
			if len(node.words) == 0 {
				continue
			}
			start, end := i+1-int(node.depth), i+1
			whole := whole(folded, start, end)
			for _, w := range node.words {
				if in := v.words[w].inflected; in != nil {
					if to := in.match(folded, start); to > 0 {
						found = append(found, match{int32(start), int32(to), w})
					}
				} else if whole {
					found = append(found, match{int32(start), int32(end), w})
				}
			}
		}
	}
	if len(found) == 0 {
		return hits
	}
	// The longest first from the left; what it covers is not matched again,
	// but for the same text as a label in another language.
	slices.SortFunc(found, func(a, b match) int {
		switch {
		case a.start != b.start:
			return int(a.start - b.start)
		case a.end != b.end:
			return int(b.end - a.end)
		}
		return int(a.word - b.word)
	})
	from := len(hits)
	covered := int32(0)
	for n := 0; n < len(found); {
		f := found[n]
		same := 1
		for n+same < len(found) && found[n+same].start == f.start && found[n+same].end == f.end {
			same++
		}
		if f.start >= covered {
			covered = f.end
			for _, f := range v.asWritten(found[n : n+same]) {
				w := v.words[f.word]
				if w.topic < 0 {
					continue
				}
				i := slices.IndexFunc(hits[from:], func(h Hit) bool { return h.Topic == w.topic && h.Lang == w.lang })
				if i >= 0 {
					hits[from+i].Count++
				} else {
					hits = append(hits, Hit{Turn: turn, Topic: w.topic, Lang: w.lang, Count: 1})
				}
			}
		}
		n += same
	}
	return hits
}

// whole tells whether text[start:end] is not part of a longer word, in scripts
// that have words.
func whole(text string, start, end int) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	if end < len(text) && unicode.IsMark(after) {
		return false // the last letter carries more than the label says, in any script
	}
	return !(start > 0 && inWord(before) && inWord(first)) && !(end < len(text) && inWord(last) && inWord(after))
}

// inWord characters join into words with their neighbours. In Hangul and
// Arabic, endings and clitics are written on to the word, so that its end (and,
// in Arabic, its beginning) shows less; that is left to aliases.
func inWord(r rune) bool {
	return !lang.Unspaced(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}
