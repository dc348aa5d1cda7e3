package lang

import (
	_ "embed"
	"encoding/binary"
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
)

// A model tells the languages of one script apart: what a letter costs after
// the two before it, in each language. Costs are in sixteenths of a nat.
// Nothing of it changes after it is made.
type model struct {
	tags    []Tag
	letters [lastLetter]uint8 // index of a letter; 0 is the edge
	strange uint8
	single  []uint8           // costs by letter and language
	back1   []uint8           // costs of falling back from a letter
	pairs   map[uint16]int32  // to rows of pair and back2
	pair    []uint8           // costs by row and language
	back2   []uint8           // costs of falling back from a pair
	triples map[uint32]int32  // to rows of triple
	triple  []uint8           // costs by row and language
	words   map[string][]gain // common words
}

// gain is by how much a word costs less where it is known.
type gain struct{ language, less uint8 }

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
	m := &model{tags: make([]Tag, r.number()), pairs: map[uint16]int32{}, triples: map[uint32]int32{}}
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
	n := len(m.tags)
	for range (len(alphabet) + 1) * n {
		c := r.bytes(2)
		m.single, m.back1 = append(m.single, c[0]), append(m.back1, c[1])
	}
	for row := range r.number() {
		k := r.bytes(2)
		m.pairs[uint16(k[0])<<8|uint16(k[1])] = int32(row)
		for l := range n {
			m.pair = append(m.pair, sum(m.back1[int(k[0])*n+l], m.single[int(k[1])*n+l]))
			m.back2 = append(m.back2, 0)
		}
		for range r.number() {
			c := r.bytes(3)
			m.pair[row*n+int(c[0])], m.back2[row*n+int(c[0])] = c[1], c[2]
		}
	}
	for row := range r.number() {
		k := r.bytes(3)
		m.triples[uint32(k[0])<<16|uint32(k[1])<<8|uint32(k[2])] = int32(row)
		from, to := int(m.pairs[uint16(k[0])<<8|uint16(k[1])]), int(m.pairs[uint16(k[1])<<8|uint16(k[2])])
		for l := range n {
			m.triple = append(m.triple, sum(m.back2[from*n+l], m.pair[to*n+l]))
		}
		for range r.number() {
			c := r.bytes(2)
			m.triple[row*n+int(c[0])] = c[1]
		}
	}
	count := r.number()
	m.words = make(map[string][]gain, count)
	for range count {
		w := r.text()
		gains := make([]gain, r.number())
		for i := range gains {
			c := r.bytes(2)
			gains[i] = gain{c[0], c[1]}
		}
		m.words[w] = gains
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

// spell adds to costs, by language, what a word costs. w is in small letters.
func (m *model) spell(w []rune, costs []int32) {
	n := len(m.tags)
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
			if row, ok := m.triples[uint32(a)<<16|uint32(b)<<8|uint32(c)]; ok {
				add(costs, m.triple[int(row)*n:][:n])
				a, b = b, c
				continue
			}
			if row, ok := m.pairs[uint16(a)<<8|uint16(b)]; ok {
				add(costs, m.back2[int(row)*n:][:n])
			}
		}
		if row, ok := m.pairs[uint16(b)<<8|uint16(c)]; ok {
			add(costs, m.pair[int(row)*n:][:n])
		} else {
			add(costs, m.back1[int(b)*n:][:n])
			add(costs, m.single[int(c)*n:][:n])
		}
		a, b = b, c
	}
}

func add(costs []int32, row []uint8) {
	costs = costs[:len(row)]
	for i, c := range row {
		costs[i] += int32(c)
	}
}
