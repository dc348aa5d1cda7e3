package lang

import "math/bits"

// Most words of a text in Latin letters are of ASCII and no longer than maxPlain. They
// are known by their letters as two numbers, in place of runes, from the text to what
// they tell of a language.

// maxPlain is how many letters a plain word has at most: all that leave the highest
// sixteen bits of a plainWord free.
const maxPlain = 14

// plainWord is the letters of a word, small ones of ASCII, from the lowest byte on, eight
// in each number.
type plainWord [2]uint64

// plainOf gives a word as a plain one, if it is.
func plainOf(run []rune) (w plainWord, ok bool) {
	if len(run) > maxPlain {
		return w, false
	}
	for i, r := range run {
		if r >= 0x80 {
			return w, false
		}
		w[i/8] |= uint64(r) << (i % 8 * 8)
	}
	return w, true
}

// plainAt gives the letters of ASCII at s[i:], where s has eight bytes at least, and how
// many there are, which is good up to maxPlain.
func plainAt(s string, i int) (w plainWord, n int) {
	const small = 0x2020202020202020
	first := eightOrLess(s, i)
	if rest := (^lettersOf(first) | first) & highBits; rest != 0 {
		n = bits.TrailingZeros64(rest) / 8
		w[0] = (first | small) & (1<<(8*n) - 1)
		return w, n
	}
	w[0] = first | small
	if i += 8; i == len(s) {
		return w, 8
	}
	second := eightOrLess(s, i)
	n = bits.TrailingZeros64((^lettersOf(second)|second)&highBits) / 8
	w[1] = (second | small) & (1<<(8*n) - 1)
	return w, 8 + n
}

// eightOrLess is eightOf where s, of eight bytes at least, may end before: what is
// missing is 0.
func eightOrLess(s string, i int) uint64 {
	if over := i + 8 - len(s); over > 0 {
		return eightOf(s, len(s)-8) >> (8 * over)
	}
	return eightOf(s, i)
}

// runes writes the n letters of a word.
func (w plainWord) runes(room *[maxPlain]rune, n int) []rune {
	for i := range n {
		room[i] = rune(w[i/8] >> (i % 8 * 8) & 0x7f)
	}
	return room[:n]
}

// hash has its best bits highest.
func (w plainWord) hash() uint64 {
	return (w[0] ^ w[1]*0xD6E8FEB86659FD93) * 0x9E3779B97F4A7C15
}

// plainBits is the number of bits of a hash by which it is known at once that most words
// are not among the commonest: of 4,000 in 8 kB one in sixteen others is looked for in
// vain, where the tables themselves, as large as what else is read of a text, are out of
// the processor's reach.
const plainBits = 16

// commonPlain gives the number of a common word of Latin letters, -1 for any other.
func (m *model) commonPlain(w plainWord, hash uint64) int32 {
	if h := hash >> (64 - plainBits); m.maybe[h>>6]>>(h&63)&1 == 0 {
		return -1
	}
	for i := m.plainPlace(hash); m.plain[i].word != 0; i = (i + 1) & (len(m.plain) - 1) {
		if s := m.plain[i]; s.hash == uint32(hash) && m.words[s.word-1].plain == w {
			return s.word - 1
		}
	}
	return -1
}

// plainPlace is where a plain word is looked for first.
func (m *model) plainPlace(hash uint64) int { return int(hash>>32) & (len(m.plain) - 1) }

// putPlain enters word k, which is plain.
func (m *model) putPlain(k int, w plainWord) {
	m.words[k].plain = w
	hash := w.hash()
	h := hash >> (64 - plainBits)
	m.maybe[h>>6] |= 1 << (h & 63)
	at := m.plainPlace(hash)
	for m.plain[at].word != 0 {
		at = (at + 1) & (len(m.plain) - 1)
	}
	m.plain[at] = wordSlot{uint32(hash), int32(k + 1)}
}

// rareWords remembers what plain words cost that are not among the commonest, each in a
// place of its own: the words of a text come again, and in the next text too, and
// spelling one takes twenty times as long as finding it here.
type rareWords [1 << rareBits]rareWord

const rareBits = 13

// rareWord is what model.spell and model.dissent find of a word: as much as a processor
// fetches at a time.
type rareWord struct {
	word    plainWord // with what it costs, in the language that it fits best, above its letters; none for a free place
	against [rareStride]uint64
}

// rareStride is for how many languages, by eight, words are remembered.
const rareStride = 6

// costShift is where the cost stands in the second number of a rareWord.
const costShift = 48

// at gives the place of a word.
func (w *rareWords) at(hash uint64) *rareWord { return &w[hash>>(64-rareBits)] }

// waitingWord is a plain word that was counted and is not weighed yet.
type waitingWord struct {
	word   plainWord
	hash   uint64
	n      int
	titled bool
}

// weighWaiting weighs the words that wait for it. Between two texts what is remembered of
// words has left the processor's cache, and to wait for each in turn takes most of the
// time of Detect: so all are asked for before the first is needed.
func (t *tally) weighWaiting() {
	words := t.waiting[:t.waits]
	t.waits = 0
	if len(words) == 0 {
		return
	}
	m, rare := t.models[latin], t.rareWords()
	for i := range words {
		t.asked |= rare.at(words[i].hash).word[0]
	}
	for i := range words {
		w := &words[i]
		if k := m.commonPlain(w.word, w.hash); k >= 0 {
			t.weighCommon(latin, k)
		} else {
			t.weighPlain(w.word, w.hash, w.n, w.titled)
		}
	}
}

func (t *tally) rareWords() *rareWords {
	if t.rare == nil {
		t.rare = new(rareWords)
	}
	return t.rare
}

// weighPlain is weighRare of a plain word.
func (t *tally) weighPlain(word plainWord, hash uint64, n int, titled bool) {
	m, l := t.models[latin], t.oneMore(latin)
	known, row := t.rareWords().at(hash), l.word
	if m.stride <= rareStride && known.word[0] == word[0] && known.word[1]&(1<<costShift-1) == word[1] {
		clear(row)
		row.add(known.against[:m.stride])
		t.least[latin] += int(known.word[1] >> costShift)
	} else {
		var room [maxPlain]rune
		m.spell(word.runes(&room, n), row)
		least := m.dissent(row, 1)
		t.least[latin] += int(least)
		if m.stride <= rareStride {
			known.word = plainWord{word[0], word[1] | uint64(least)<<costShift}
			for i := range m.stride {
				known.against[i] = row[2*i] | row[2*i+1]<<8
			}
		}
	}
	for i, c := range row {
		if titled {
			c = third(c)
		}
		l.recent[i] += c
	}
}
