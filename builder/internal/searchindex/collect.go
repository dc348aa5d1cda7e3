package searchindex

import (
	"encoding/binary"
	"hash/maphash"
	"strings"

	"dixit/builder/internal/searchindex/terms"
)

// Terms that are no words begin with a control character: what an attribute of
// a passage is called, and single characters of scripts without blanks.
const (
	attribute = "\x01" // "\x01speaker:ID": the passage has it
	single    = "\x02" // "\x02京": the character occurs
)

// maxTF is where counting the occurrences of a term in a passage ends; beyond
// it impact does not change.
const maxTF = 16

// spelling is a term as it is written: what postings are collected by.
type spelling struct {
	kind string // attribute, single, or "" for words and grams
	term string // without kind
	form string // "" where it is the term
	part uint32 // what chooses the partition
}

func newSpelling(kind byte, term, form string) spelling {
	x := spelling{term: strings.Clone(term), form: strings.Clone(form)}
	if kind != 0 {
		x.kind = string(rune(kind))
	}
	x.part = partHash(x.listTerm())
	return x
}

// spellings numbers spellings, from 0. It is what collecting spends most of its
// time with, mostly in waiting for memory: what tells a spelling from others and
// what is counted of it lie together, the commonest, which are seen first, before
// all others.
type spellings struct {
	seed   maphash.Seed
	places []spellingPlace // by hash, the next free one behind those taken
	seen   []sighting      // by number
	list   []spelling      // by number
}

// spellingPlace says which spelling has a hash: its number + 1, 0 for none.
type spellingPlace struct{ hash, number uint32 }

// sighting is what a collector knows of a spelling in its batch, and what it is
// told by. It takes a line of the processor's cache.
type sighting struct {
	passage int32 // the last it was found in, + 1
	at      int32 // where in found
	n       int32 // passages
	begin   int32 // in sorted
	kind    byte  // 0 for none
	// How long term and form are, and their bytes if these fit.
	term, form uint8
	bytes      [45]byte
}

// id is the number of a spelling. Strings are copied before they are kept.
func (s *spellings) id(kind byte, term, form string) int32 {
	told := form // which mostly tells the term
	if form == "" {
		told = term
	}
	h := uint32(maphash.String(s.seed, told)) + uint32(kind)
	mask := uint32(len(s.places) - 1)
	at := h & mask
	for ; s.places[at].number != 0; at = (at + 1) & mask {
		if p := &s.places[at]; p.hash == h && s.is(p.number-1, kind, term, form) {
			return int32(p.number) - 1
		}
	}
	n := len(s.list)
	x := sighting{kind: kind, term: uint8(min(len(term), 255)), form: uint8(min(len(form), 255))}
	if len(term)+len(form) <= len(x.bytes) {
		copy(x.bytes[copy(x.bytes[:], term):], form)
	}
	s.seen = append(s.seen, x)
	s.list = append(s.list, newSpelling(kind, term, form))
	s.places[at] = spellingPlace{h, uint32(n) + 1}
	if 2*len(s.list) > len(s.places) {
		s.grow(2 * len(s.places))
	}
	return int32(n)
}

// is tells whether a number is that of a spelling.
func (s *spellings) is(n uint32, kind byte, term, form string) bool {
	x := &s.seen[n]
	if x.kind != kind {
		return false
	}
	if t, all := len(term), len(term)+len(form); all <= len(x.bytes) {
		return int(x.term) == t && int(x.form) == len(form) && string(x.bytes[:t]) == term && string(x.bytes[t:all]) == form
	}
	return s.list[n].term == term && s.list[n].form == form
}

func (s *spellings) grow(size int) {
	old := s.places
	s.places = make([]spellingPlace, size)
	mask := uint32(size - 1)
	for _, p := range old {
		if p.number == 0 {
			continue
		}
		at := p.hash & mask
		for s.places[at].number != 0 {
			at = (at + 1) & mask
		}
		s.places[at] = p
	}
}

func (s *spellings) reset() {
	*s = spellings{seed: maphash.MakeSeed()}
	s.grow(1 << 12)
}

// maxKnown is how many spellings a collector remembers between batches: the
// vocabulary of a large archive in a few languages.
const maxKnown = 1 << 18

// batchPostings is how many postings are collected before they are sorted by
// term. Tests lower it.
var batchPostings = 1 << 20

// collector finds the terms of passages and sorts them, a batch at a time: some
// of the editions of one segment. Its tables are kept between batches, since
// most words of one are in the next.
type collector struct {
	words  terms.Tokeniser
	known  spellings
	tokens []terms.Token
	lower  map[string]string // values of attributes in lower case

	// found has, passage after passage, the spellings there: number<<4 | times-1,
	// and ends where each passage's end.
	found []uint32
	ends  []int32
	// Of the edition that is being collected, attributes of all its passages and,
	// by speaker, of those who are said by a name; -1 for none.
	whole, speakers []int32
	// editions of the batch: their numbers in the segment.
	editions []int32
	// Of the batch, spellings that occur, in how many passages each does and
	// where its postings begin in sorted.
	touched []int32
	sorted  []uint32
	by      [][]int32 // spellings by partition
}

// collect takes an edition into the batch, and gives the length of each passage
// in positions.
func (c *collector) collect(number int, e *Edition, ps []passage) []uint16 {
	if len(c.editions) == 0 && (c.known.list == nil || len(c.known.list) > maxKnown) {
		c.known.reset()
		c.lower = map[string]string{}
	}
	c.editions = append(c.editions, int32(number))
	c.attributesOf(e)
	lengths := make([]uint16, len(ps))
	for i, p := range ps {
		c.tokens = c.words.Append(c.tokens[:0], p.text)
		last, n := -1, 0
		for j := range c.tokens {
			t := &c.tokens[j]
			if t.Pos != last {
				last, n = t.Pos, n+1
			}
			switch {
			case t.Kind == terms.Single:
				c.add(c.known.id(single[0], t.Term, ""))
			case t.Form == t.Term:
				c.add(c.known.id(0, t.Term, ""))
			default:
				c.add(c.known.id(0, t.Term, t.Form))
			}
		}
		lengths[i] = uint16(min(n, 1<<16-1))
		c.attributes(e, p.turn)
		c.ends = append(c.ends, int32(len(c.found)))
	}
	return lengths
}

// add notes one occurrence of a spelling in the passage that is being collected.
func (c *collector) add(id int32) {
	passage := int32(len(c.ends)) + 1
	s := &c.known.seen[id]
	if s.passage == passage {
		if f := &c.found[s.at]; *f&(maxTF-1) < maxTF-1 {
			*f++
		}
		return
	}
	if s.n == 0 {
		c.touched = append(c.touched, id)
	}
	s.passage, s.at = passage, int32(len(c.found))
	s.n++
	c.found = append(c.found, uint32(id)<<4)
}

// attributesOf gives what can be asked of all passages of an edition besides
// their words.
func (c *collector) attributesOf(e *Edition) {
	c.whole = append(c.whole[:0], c.attribute("session", e.Session))
	for _, s := range e.Series {
		c.whole = append(c.whole, c.attribute("series", s))
	}
	for _, topic := range e.Topics {
		c.whole = append(c.whole, c.attribute("topic", topic))
	}
	c.speakers = c.speakers[:0]
	for _, s := range e.Speakers {
		id := int32(-1)
		if s.ID != "" {
			id = c.attribute("speaker", s.ID)
		}
		c.speakers = append(c.speakers, id)
	}
}

// attributes notes what can be asked of a passage of a turn, once attributesOf
// was called for the edition.
func (c *collector) attributes(e *Edition, turn int) {
	for _, id := range c.whole {
		c.add(id)
	}
	t := &e.Turns[turn]
	if t.Speaker >= 0 && c.speakers[t.Speaker] >= 0 {
		c.add(c.speakers[t.Speaker])
	}
	for _, topic := range t.Topics {
		c.add(c.attribute("topic", topic))
	}
	if t.Section > 0 {
		for _, w := range c.words.Append(nil, e.Sections[t.Section-1]) {
			c.add(c.attribute("section", w.Term))
		}
	}
}

// attribute is the spelling of a value of a field.
func (c *collector) attribute(field, value string) int32 {
	low, ok := c.lower[value]
	if !ok {
		low = strings.ToLower(value)
		c.lower[strings.Clone(value)] = low
	}
	// form tells the fields apart, and is joined to the value when it is written.
	return c.known.id(attribute[0], low, field)
}

// sort gathers the postings of each spelling of the batch.
func (c *collector) sort() {
	begin := int32(0)
	for _, id := range c.touched {
		s := &c.known.seen[id]
		s.begin = begin
		begin += s.n
	}
	if cap(c.sorted) < len(c.found) {
		c.sorted = make([]uint32, len(c.found)+len(c.found)/4)
	}
	c.sorted = c.sorted[:len(c.found)]
	from := int32(0)
	for passage, end := range c.ends {
		for _, f := range c.found[from:end] {
			s := &c.known.seen[f>>4]
			c.sorted[s.begin] = uint32(passage)<<4 | f&(maxTF-1)
			s.begin++
		}
		from = end
	}
}

// empty forgets the batch.
func (c *collector) empty() {
	for _, id := range c.touched {
		x := &c.known.seen[id]
		x.passage, x.at, x.n, x.begin = 0, 0, 0, 0
	}
	c.found, c.ends, c.editions, c.touched = c.found[:0], c.ends[:0], c.editions[:0], c.touched[:0]
}

// listTerm is the term under which a spelling is listed.
func (s *spelling) listTerm() string {
	switch s.kind {
	case attribute:
		return attribute + s.form + ":" + s.term
	case single:
		return single + s.term
	}
	return s.term
}

// partitionKey is how many characters of a word choose its partition: as few as
// all inflections of a word share, as many as part the words evenly.
const partitionKey = 3

// partHash is what the part of a segment follows from that a term is written in:
// its remainder by their number.
func partHash(term string) uint32 { return hashString(prefix(term, partitionKey, 1)) }

// prefix is the first characters of a term: some of a word, others of what
// scripts without blanks have; all of one that is no word.
func prefix(term string, word, gram int) string {
	if term == "" || term[0] < ' ' {
		return term
	}
	n := word
	first := true
	for i, r := range term {
		if first {
			first = false
			if terms.Unspaced(r) {
				n = gram
			}
		}
		if n == 0 {
			return term[:i]
		}
		n--
	}
	return term
}

// hashString is FNV-1a in 32 bits over UTF-8, stirred at the end as in
// MurmurHash3, so that its remainder by any number is spread evenly.
func hashString(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// appendSpellings writes what a batch has of some spellings, once it is sorted:
// the number of the batch, then each spelling with its postings. A posting is
// the gap between passages and whether the term is there more than once; if so,
// how often follows.
func (c *collector) appendSpellings(dst []byte, batch int, ids []int32) []byte {
	dst = binary.AppendUvarint(dst, uint64(batch))
	dst = binary.AppendUvarint(dst, uint64(len(ids)))
	for _, id := range ids {
		s, x := &c.known.seen[id], &c.known.list[id]
		if x.kind == attribute {
			dst = appendText(dst, x.listTerm())
			dst = appendText(dst, "")
		} else {
			dst = binary.AppendUvarint(dst, uint64(len(x.kind)+len(x.term)))
			dst = append(append(dst, x.kind...), x.term...)
			dst = appendText(dst, x.form)
		}
		dst = binary.AppendUvarint(dst, uint64(s.n))
		size := len(dst)
		dst = append(dst, 0, 0, 0, 0)
		before := int32(-1)
		for _, p := range c.sorted[s.begin-s.n : s.begin] {
			passage, tf := int32(p>>4), byte(p&(maxTF-1))
			gap := uint64(passage-before-1) << 1
			before = passage
			if tf > 0 {
				gap |= 1
			}
			if gap < 0x80 {
				dst = append(dst, byte(gap))
			} else {
				dst = binary.AppendUvarint(dst, gap)
			}
			if tf > 0 {
				dst = append(dst, tf)
			}
		}
		binary.LittleEndian.PutUint32(dst[size:], uint32(len(dst)-size-4))
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
