package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// word is a word of speech, or a character of a script without blanks.
type word struct {
	text     string // folded, but for what cutter.split gives
	sentence int32
	wide     bool // a character
	asked    bool // its sentence ends in a question mark
}

// cutWords cuts a text into folded words.
func cutWords(text string) []word { return new(cutter).cut(text) }

// cutter cuts one text after another into words, in the same memory.
type cutter struct{ words []word }

// cut gives the words of a text; they are good until the next call.
func (c *cutter) cut(text string) []word {
	words := c.split(text)
	fold(words)
	return words
}

// fold folds words that split has given.
func fold(words []word) {
	for i := range words {
		if w := &words[i]; !w.wide {
			w.text = lang.SearchFold(w.text)
		}
	}
}

// split is cut without folding, which takes longer than to find the words: whoever looks
// at some of them folds those.
func (c *cutter) split(text string) []word {
	out := c.words[:0]
	sentence, from := int32(0), -1
	end := func(i int) {
		if from >= 0 {
			out = append(out, word{text: text[from:i], sentence: sentence})
		}
		from = -1
	}
	for i := 0; i < len(text); {
		if n := lang.Word(text[i:]); n > 0 {
			if from < 0 {
				from = i
			}
			i += n
			continue
		}
		if n := lang.Han(text[i:]); n > 0 {
			end(i)
			for ; n > 0; n -= 3 { // which are folded
				out = append(out, word{text: text[i : i+3], sentence: sentence, wide: true})
				i += 3
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch letter := lang.IsLetter(r) || lang.IsMark(r); {
		case letter && lang.Unspaced(r):
			end(i)
			out = append(out, word{text: lang.SearchFold(text[i : i+size]), sentence: sentence, wide: true})
			i += size
			continue
		case r < utf8.RuneSelf:
		case letter, lang.IsDigit(r), unicode.Is(unicode.Cf, r):
			if from < 0 {
				from = i
			}
			i += size
			continue
		}
		end(i)
		if r == '?' || r == '？' || r == '؟' {
			for k := len(out) - 1; k >= 0 && out[k].sentence == sentence; k-- {
				out[k].asked = true
			}
		}
		if endsClause(r) && !afterTitle(out, r) && !(r == '\n' && goesOn(text[i:])) {
			sentence++
		}
		i += size
	}
	end(len(text))
	c.words = out
	return out
}

// endsClause tells the marks after which another sentence begins.
func endsClause(r rune) bool {
	switch r {
	case '.', '!', '?', ';', '\n', '。', '！', '？', '；', '؟', '؛', '…', '।':
		return true
	}
	return false
}

// goesOn tells whether a text after the end of a line goes on in small letters,
// as a sentence that was broken by a page does.
func goesOn(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	return unicode.IsLower(r)
}

// afterTitle tells whether a full stop ends a short form, such as Mr. or an
// initial, rather than a sentence.
func afterTitle(words []word, r rune) bool {
	if r != '.' || len(words) == 0 {
		return false
	}
	w := words[len(words)-1]
	if w.wide {
		return false
	}
	text := lang.SearchFold(w.text)
	return utf8.RuneCountInString(text) == 1 || shortForms[text]
}

var shortForms = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "mme": true, "sr": true, "sra": true, "dra": true, "no": true}

// sense is what a word or phrase is to a meeting.
type sense uint8

const (
	isContent sense = iota
	isEmpty         // means nothing alone
	isName
	isCourtesy
	isBrief   // runs the meeting where little else is said
	isRunning // runs the meeting
	isOpening // announces what follows in its sentence
	isTurning // turns to the matter
)

// wordTable finds the phrases that words begin with. It is a tree of words,
// whose branches are looked up in one table by the node that they grow from and
// the word: most words of a speech begin no phrase, and that must cost little.
type wordTable struct {
	slots []branch // a power of two of them, half of them free at least
	nodes []sense  // of the phrase that ends there, isContent for none; the first is the root
	// heads has a bit for the headOf of each word that a phrase begins with.
	heads [1 << headBits / 64]uint64
}

// headBits is for 4 kB, in which one word in twenty that begins no phrase is looked for in
// vain.
const headBits = 15

// headOf hashes a word, which is not empty, by a few of its bytes.
func headOf(word string) uint32 {
	n := len(word)
	return (uint32(word[0]) | uint32(word[n-1])<<8 | uint32(word[n/2])<<16 | uint32(n)<<24) * 0x9E3779B1 >> (32 - headBits)
}

// mayBegin tells whether a phrase may begin with a word. Of what may be a number it
// knows nothing.
func (t *wordTable) mayBegin(word string) bool {
	if !beginsWithLetter(word) {
		return true
	}
	h := headOf(word)
	return t.heads[h>>6]>>(h&63)&1 != 0
}

// branch leads from one node to another; the zero branch is a free slot.
type branch struct {
	word     string
	from, to int32
}

// place is where a branch is looked for first.
func (t *wordTable) place(from int32, word string) uint32 {
	var h uint64
	if n := len(word); n >= 4 {
		h = uint64(word[0]) | uint64(word[1])<<8 | uint64(word[2])<<16 | uint64(word[3])<<24 | uint64(word[n-1])<<32 | uint64(word[n-2])<<40 | uint64(word[n/2])<<48 | uint64(n)<<56
	} else {
		for i := range n {
			h = h<<8 | uint64(word[i])
		}
		h |= uint64(n) << 56
	}
	h = (h + uint64(from)*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
	return uint32(h>>32) & uint32(len(t.slots)-1)
}

// step is the node after a word, 0 for none.
func (t *wordTable) step(from int32, word string) int32 {
	if len(t.slots) == 0 {
		return 0
	}
	for i := t.place(from, word); ; i = (i + 1) & uint32(len(t.slots)-1) {
		s := &t.slots[i]
		if s.to == 0 || s.from == from && s.word == word {
			return s.to
		}
	}
}

// add adds a phrase. Of equal ones the first counts.
func (t *wordTable) add(words []string, s sense) {
	if len(words) == 0 {
		return
	}
	at := int32(0)
	for _, w := range words {
		next := t.step(at, w)
		if next == 0 {
			next = t.grow(at, w)
		}
		at = next
	}
	if t.nodes[at] == isContent {
		t.nodes[at] = s
	}
}

// grow makes the branch of a word, and the node at its end.
func (t *wordTable) grow(from int32, word string) int32 {
	if len(t.nodes) == 0 {
		t.nodes = append(t.nodes, isContent)
	}
	if 2*len(t.nodes) >= len(t.slots) {
		old := t.slots
		t.slots = make([]branch, max(16, 2*len(old)))
		for _, s := range old {
			if s.to != 0 {
				t.put(s)
			}
		}
	}
	t.nodes = append(t.nodes, isContent)
	if from == 0 && word != "" {
		h := headOf(word)
		t.heads[h>>6] |= 1 << (h & 63)
	}
	to := int32(len(t.nodes) - 1)
	t.put(branch{word, from, to})
	return to
}

func (t *wordTable) put(b branch) {
	i := t.place(b.from, b.word)
	for t.slots[i].to != 0 {
		i = (i + 1) & uint32(len(t.slots)-1)
	}
	t.slots[i] = b
}

// at gives the sense of the longest phrase that words, within one sentence,
// begin with, and how many words it has; isContent and 0 for none. A 0 in a
// phrase is any number.
func (t *wordTable) at(words []word) (s sense, size int) {
	if len(words) > 0 && !t.mayBegin(words[0].text) {
		return isContent, 0
	}
	node := int32(0)
	for i := range words {
		if words[i].sentence != words[0].sentence {
			break
		}
		next := t.step(node, words[i].text)
		if next == 0 && number(words[i].text) {
			next = t.step(node, "0")
		}
		if next == 0 {
			break
		}
		if node = next; t.nodes[node] != isContent {
			s, size = t.nodes[node], i+1
		}
	}
	return s, size
}

// begins tells whether words, within one sentence, begin with a name.
func begins(words []word, name []string) bool {
	if len(name) > len(words) {
		return false
	}
	for i, w := range name {
		if words[i].text != w || words[i].sentence != words[0].sentence {
			return false
		}
	}
	return true
}

func number(w string) bool {
	if beginsWithLetter(w) {
		return false // as nearly all words
	}
	return strings.IndexFunc(w, func(r rune) bool { return !lang.IsDigit(r) }) < 0
}

// beginsWithLetter tells whether a word, which is folded, begins with a letter.
func beginsWithLetter(word string) bool {
	if lang.SmallLetters(word) > 0 || lang.Han(word) > 0 {
		return true
	}
	r := lang.Two(word)
	if r == 0 {
		r, _ = utf8.DecodeRuneInString(word)
	}
	return lang.IsLetter(r)
}

// fill adds phrases that are written with strokes between them.
func (t *wordTable) fill(phrases string, s sense) *wordTable {
	for p := range strings.SplitSeq(phrases, "|") {
		var words []string
		for _, w := range cutWords(p) {
			words = append(words, w.text)
		}
		t.add(words, s)
		// Arabic writes "and" and the next word as one.
		if len(words) > 0 && unicode.Is(unicode.Arabic, []rune(words[0])[0]) {
			t.add(append([]string{"و" + words[0]}, words[1:]...), s)
		}
	}
	return t
}
