package lang

import (
	_ "embed"
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"
)

//go:generate go test -run TestProfilesAreCurrent -update .

// profileBytes is what the languages of scripts that several share are known
// by, made from profiles/: for each script its languages, its letters, the
// costs of letters, pairs and triples, and what words gain that are common.
//
//go:embed detect_profiles.bin
var profileBytes []byte

const (
	// costUnit is one nat in units of cost.
	costUnit = 16
	// edge stands for the beginning and the end of a word.
	edge = ' '
	// strange stands for letters that no language of the script has.
	strange = '\uffff'
	// lastLetter is past the last letter of the scripts that are learned.
	lastLetter = 0x2000
	// maxWord bounds the words looked up, in bytes; none in the lists is longer.
	maxWord = 32
	// maxLanguages bounds the languages of one script.
	maxLanguages = 64
)

// A model tells the languages of one script apart: what a letter costs after
// the two before it, in each language. Costs are in sixteenths of a nat.
// Nothing of it changes after it is made.
type model struct {
	tags    []Tag
	letters [lastLetter]uint8 // index of a letter; 0 is the edge
	strange uint8
	stride  int          // numbers of a row
	pairs   []int32      // by first and second letter, the number of the row in pair and back2 from 1; 0 for none
	triples []tripleSlot // a power of two of them, half of them free at least
	// rows are those of single letters, of falling back from one (back1), of pairs, of
	// falling back from one (back2), and of triples, which begin at these places.
	rows                       []uint64
	back1, pair, back2, triple int
	words                      []commonWord // each once
	against                    []uint64     // rows by common word: what it speaks against each language
	plain                      []wordSlot   // of plain words: a power of two of them, half of them free at least
	maybe                      []uint64     // a bit for the beginning of the hash of each plain word
	places                     []wordSlot   // of the others, as plain
	beyond                     []uint64     // lanes that belong to no language are the greatest, see spelling
}

// commonWord is a word that gains in some languages.
type commonWord struct {
	gains uint64 // a bit for each language
	plain plainWord
	least int32 // what it costs in the language that it fits best
	text  string
}

// wordSlot says where a word is; the zero slot is free.
type wordSlot struct {
	hash uint32
	word int32 // from 1
}

// common gives the number of a common word, -1 for any other.
func (m *model) common(word []rune) int32 {
	if plain, ok := plainOf(word); ok {
		return m.commonPlain(plain, plain.hash())
	}
	h := wordHash(word)
	for i := int(h>>7) & (len(m.places) - 1); m.places[i].word != 0; i = (i + 1) & (len(m.places) - 1) {
		if s := m.places[i]; s.hash == h && spells(m.words[s.word-1].text, word) {
			return s.word - 1
		}
	}
	return -1
}

// wordHash is FNV-1a by letter.
func wordHash(word []rune) uint32 {
	h := uint32(2166136261)
	for _, r := range word {
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

// spells tells whether a text is a word.
func spells(text string, word []rune) bool {
	n := 0
	for _, r := range text {
		if n == len(word) || word[n] != r {
			return false
		}
		n++
	}
	return n == len(word)
}

// Costs are kept in rows: one byte for each language, eight in a number, so that
// they are added eight at a time.

// tripleSlot says which row of triple three letters have; key 0, which no three
// letters within a word have, is a free slot.
type tripleSlot struct {
	key uint32
	row int32
}

// tripleAt is the row of three letters, -1 for none.
func (m *model) tripleAt(key uint32) int32 {
	for i := m.triplePlace(key); ; i = (i + 1) & (len(m.triples) - 1) {
		switch s := m.triples[i]; s.key {
		case key:
			return s.row
		case 0:
			return -1
		}
	}
}

// triplePlace is where three letters are looked for first.
func (m *model) triplePlace(key uint32) int {
	return int(key*0x9E3779B1>>8) & (len(m.triples) - 1)
}

// rowsOf packs costs by row and language.
func rowsOf(costs []uint8, languages int) []uint64 {
	stride := (languages + 7) / 8
	out := make([]uint64, len(costs)/languages*stride)
	for i, c := range costs {
		row, l := i/languages, i%languages
		out[row*stride+l/8] |= uint64(c) << (l % 8 * 8)
	}
	return out
}

// models are read at the first use, by script.
var models = sync.OnceValue(func() *[numScripts]*model {
	all := new([numScripts]*model)
	for r := (profileReader{profileBytes}); len(r.b) > 0; {
		s := script(r.number())
		all[s] = r.model()
	}
	return all
})

// profileReader reads what profileWriter wrote. The bytes are part of the
// program, so they are not in doubt.
type profileReader struct{ b []byte }

func (r *profileReader) number() int {
	v, n := binary.Uvarint(r.b)
	r.b = r.b[n:]
	return int(v)
}

func (r *profileReader) bytes(n int) []byte {
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *profileReader) text() string { return string(r.bytes(r.number())) }

func (r *profileReader) model() *model {
	m := &model{tags: make([]Tag, r.number())}
	for i := range m.tags {
		m.tags[i] = Tag(r.text())
	}
	alphabet := []rune(r.text())
	m.strange = uint8(len(alphabet))
	for i := range m.letters {
		m.letters[i] = m.strange
	}
	for i, l := range alphabet {
		m.letters[l] = uint8(i)
	}
	n, letters := len(m.tags), len(alphabet)+1
	m.stride = (n + 7) / 8
	var single, back1, pair, back2, triple []uint8 // costs by row and language
	for range letters * n {
		c := r.bytes(2)
		single, back1 = append(single, c[0]), append(back1, c[1])
	}
	m.pairs = make([]int32, letters*letters)
	for row := range r.number() {
		k := r.bytes(2)
		m.pairs[int(k[0])*letters+int(k[1])] = int32(row + 1)
		for l := range n {
			pair = append(pair, sum(back1[int(k[0])*n+l], single[int(k[1])*n+l]))
			back2 = append(back2, 0)
		}
		for range r.number() {
			c := r.bytes(3)
			pair[row*n+int(c[0])], back2[row*n+int(c[0])] = c[1], c[2]
		}
	}
	count := r.number()
	m.triples = make([]tripleSlot, 1<<bits.Len(uint(2*count)))
	for row := range count {
		k := r.bytes(3)
		key := uint32(k[0])<<16 | uint32(k[1])<<8 | uint32(k[2])
		at := m.triplePlace(key)
		for m.triples[at].key != 0 {
			at = (at + 1) & (len(m.triples) - 1)
		}
		m.triples[at] = tripleSlot{key, int32(row)}
		from, to := int(m.pairs[int(k[0])*letters+int(k[1])]-1), int(m.pairs[int(k[1])*letters+int(k[2])]-1)
		for l := range n {
			triple = append(triple, sum(back2[from*n+l], pair[to*n+l]))
		}
		for range r.number() {
			c := r.bytes(2)
			triple[row*n+int(c[0])] = c[1]
		}
	}
	all := [][]uint64{rowsOf(single, n), rowsOf(back1, n), rowsOf(pair, n), rowsOf(back2, n), rowsOf(triple, n)}
	m.back1 = len(all[0])
	m.pair = m.back1 + len(all[1])
	m.back2 = m.pair + len(all[2])
	m.triple = m.back2 + len(all[3])
	m.rows = slices.Concat(all...)
	count = r.number()
	m.words, m.against = make([]commonWord, count), make([]uint64, count*m.stride)
	m.plain, m.places = make([]wordSlot, 1<<bits.Len(uint(2*count))), make([]wordSlot, 1<<bits.Len(uint(2*count)))
	m.maybe = make([]uint64, 1<<plainBits/64)
	m.beyond = make([]uint64, 2*m.stride)
	for l := n; l < 8*m.stride; l++ {
		m.beyond[l/8*2+l%2] |= lane << (l % 8 / 2 * 16)
	}
	spelt, costs := m.newSpelling(), make([]int32, n)
	for k := range m.words {
		w := &m.words[k]
		w.text = r.text()
		word := []rune(w.text)
		// What a common word tells is known before it is read, as every other word of
		// a text is one.
		m.spell(word, spelt)
		spelt.write(costs)
		for range r.number() {
			c := r.bytes(2)
			w.gains |= 1 << c[0]
			costs[c[0]] -= int32(c[1])
		}
		w.least = slices.Min(costs)
		for l, c := range costs {
			m.against[k*m.stride+l/8] |= uint64(min(c-w.least, dissent)) << (l % 8 * 8)
		}
		if plain, ok := plainOf(word); ok {
			m.putPlain(k, plain)
			continue
		}
		h := wordHash(word)
		at := int(h>>7) & (len(m.places) - 1)
		for m.places[at].word != 0 {
			at = (at + 1) & (len(m.places) - 1)
		}
		m.places[at] = wordSlot{h, int32(k + 1)}
	}
	return m
}

func sum(a, b uint8) uint8 { return uint8(min(255, int(a)+int(b))) }

// profileWriter writes what profileReader reads.
type profileWriter struct{ b []byte }

func (w *profileWriter) number(n int) { w.b = binary.AppendUvarint(w.b, uint64(n)) }

func (w *profileWriter) text(s string) {
	w.number(len(s))
	w.b = append(w.b, s...)
}

// spelling sums costs by language, sixteen bits each: those of even places within
// eight in the first of two numbers, of odd ones in the second. A word has at most
// maxRun letters and an edge, each of which costs three bytes' worth at most.
type spelling []uint64

// lane is the greatest sum that compares with others, everyLane a one in each of the
// four of a number.
const lane, everyLane = 0x7fff, 0x0001000100010001

// leastOf gives the less of each of four sums.
func leastOf(a, b uint64) uint64 {
	m := notLess(a, b)
	return b&m | a&^m
}

// notLess has all bits of each sum of a that is not less than that of b.
func notLess(a, b uint64) uint64 {
	const top = 0x8000 * everyLane
	return ((a | top) - b) & top >> 15 * 0xffff
}

// newSpelling has room for the costs of a word in m's languages.
func (m *model) newSpelling() spelling { return make(spelling, 2*m.stride) }

// write writes the costs by language.
func (s spelling) write(costs []int32) {
	for l := range costs {
		costs[l] = int32(s[l/8*2+l%2] >> (l % 8 / 2 * 16) & 0xffff)
	}
}

// add adds a row.
func (s spelling) add(row []uint64) {
	s = s[:2*len(row)]
	for i, c := range row {
		s[2*i] += c & 0x00ff00ff00ff00ff
		s[2*i+1] += c >> 8 & 0x00ff00ff00ff00ff
	}
}

// spell writes to costs what a word costs, which is no longer than maxRun. w is in
// small letters.
func (m *model) spell(w []rune, costs spelling) {
	var at [3 * (maxRun + 1)]int32 // where the rows are whose sum it is
	count := 0
	add := func(place int) {
		at[count] = int32(place)
		count++
	}
	n, letters := m.stride, int(m.strange)+1
	var a, b uint8 // 0: the edge
	for i := 0; i <= len(w); i++ {
		c := uint8(0)
		if i < len(w) {
			c = m.strange
			if w[i] < lastLetter {
				c = m.letters[w[i]]
			}
		}
		if i > 0 {
			if row := m.tripleAt(uint32(a)<<16 | uint32(b)<<8 | uint32(c)); row >= 0 {
				add(m.triple + int(row)*n)
				a, b = b, c
				continue
			}
			if row := m.pairs[int(a)*letters+int(b)]; row > 0 {
				add(m.back2 + int(row-1)*n)
			}
		}
		if row := m.pairs[int(b)*letters+int(c)]; row > 0 {
			add(m.pair + int(row-1)*n)
		} else {
			add(m.back1 + int(b)*n)
			add(int(c) * n)
		}
		a, b = b, c
	}
	// Eight languages at a time, so that no sum is written before it is one.
	for k := range n {
		var even, odd uint64
		for _, place := range at[:count] {
			c := m.rows[int(place)+k]
			even += c & 0x00ff00ff00ff00ff
			odd += c >> 8 & 0x00ff00ff00ff00ff
		}
		costs[2*k], costs[2*k+1] = even, odd
	}
}

// dissent takes what a word costs by language, leaves by how much that is more than
// in the language that it fits best, as far as it counts, and gives what it costs
// there. part is what share of it counts, one or nameShare.
func (m *model) dissent(costs spelling, part int32) int32 {
	all := uint64(0)
	for _, c := range costs {
		all |= c
	}
	if all&(0x8000*everyLane) != 0 {
		return m.dissentSlowly(costs, part)
	}
	x := uint64(lane * everyLane)
	for i := range costs {
		costs[i] |= m.beyond[i]
		x = leastOf(x, costs[i])
	}
	x = leastOf(x, bits.RotateLeft64(x, 32))
	x = leastOf(x, bits.RotateLeft64(x, 16))
	for i, c := range costs {
		c = leastOf(c-x, dissent*everyLane)
		if part == nameShare {
			c = third(c)
		}
		costs[i] = c
	}
	return int32(x & 0xffff)
}

// third gives a third of each of four sums of dissent at most.
func third(c uint64) uint64 { return c * 171 >> 9 & (0x7f * everyLane) }

// dissentSlowly does so of a word that costs more than four at a time compare, as none
// does but a run of strange letters.
func (m *model) dissentSlowly(costs spelling, part int32) int32 {
	by := make([]int32, len(m.tags))
	costs.write(by)
	clear(costs)
	least := slices.Min(by)
	for l, c := range by {
		costs[l/8*2+l%2] |= uint64(min(c-least, dissent)/part) << (l % 8 / 2 * 16)
	}
	return least
}
