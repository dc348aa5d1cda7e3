package searchindex

import (
	"encoding/binary"
	"slices"
	"strings"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// maxTF is where counting the occurrences of a term in a passage ends; beyond
// it impact does not change.
const maxTF = 16

// batchPostings is how many postings are collected before they are sorted by
// term. Tests lower it.
var batchPostings = 1 << 20

// collector finds the terms of passages and sorts them, a batch at a time: some
// of the editions of one segment. Its tables are kept between batches, since
// most words of one are in the next.
type collector struct {
	words  terms.Tokeniser
	known  spellings // of lang
	lang   lang.Tag
	near   nearSpellings // of the editions that are not settled
	tokens []terms.Token
	asked  []askedSpelling

	// found has, passage after passage, the spellings there: number<<4 | times-1,
	// and ends where each passage's end. The numbers are those of near from
	// unsettled on, before it those of known.
	found     []uint32
	unsettled int
	ends      []int32
	lengths   []uint16 // of passages, in positions
	begin     int32    // in found, of the passage that is being collected
	// Of the edition, attributes of all its passages and, by speaker, of those who
	// are said by a name; -1 for none.
	whole, speakers []int32
	ids             []uint32 // numbers in known <<4, by those of near, while these are settled
	// editions of the batch: their numbers in the segment.
	editions []int32
	// Of the batch, spellings that occur, in how many passages each does and
	// where its postings begin in sorted.
	touched []int32
	sorted  []uint32
	by      [][]int32 // spellings by partition
}

// collect takes an edition into the batch.
func (c *collector) collect(number int, e *Edition, ps []passage) {
	if len(c.editions) == 0 && (c.known.places == nil || len(c.known.seen) > maxKnown || c.lang != e.Lang) {
		c.known.reset()
		c.lang = e.Lang
	}
	c.editions = append(c.editions, int32(number))
	if c.near.places == nil || len(c.near.list) > mostNear {
		c.settle()
	}
	c.attributesOf(e)
	for _, p := range ps {
		c.begin = int32(len(c.found))
		c.tokens = c.words.Append(c.tokens[:0], p.text)
		c.asked = c.asked[:0]
		last, n := -1, 0
		for j := range c.tokens {
			t := &c.tokens[j]
			if t.Pos != last {
				last, n = t.Pos, n+1
			}
			kind, form := spelled(t)
			c.asked = c.known.ask(c.asked, kind, t.Term, form)
		}
		c.near.guess(c.asked)
		for j := range c.asked {
			t := &c.tokens[j]
			_, form := spelled(t)
			c.add(c.near.number(&c.known.spellingHash, &c.asked[j], t.Term, form))
		}
		c.lengths = append(c.lengths, uint16(min(n, 1<<16-1)))
		c.attributes(e, p.turn)
		c.ends = append(c.ends, int32(len(c.found)))
	}
}

// spelled gives the kind of the spelling of a token, 0 for words and grams, and its form,
// "" where that is the term.
func spelled(t *terms.Token) (kind byte, form string) {
	if t.Kind == terms.Single {
		return single[0], ""
	}
	if t.Form != t.Term {
		return 0, t.Form
	}
	return 0, ""
}

// add notes one occurrence of a spelling in the passage that is being collected.
func (c *collector) add(number int32) {
	s := &c.near.list[number]
	if s.at >= c.begin {
		if f := &c.found[s.at]; *f&(maxTF-1) < maxTF-1 {
			*f++
		}
		return
	}
	s.at = int32(len(c.found))
	s.n++
	c.found = append(spare(c.found), uint32(number)<<4)
}

// settle gives what was found the numbers of its spellings in known, and forgets
// those in near.
func (c *collector) settle() {
	c.ids = c.known.guess(c.ids[:0], c.near.list)
	for i := range c.near.list {
		x := &c.near.list[i]
		if x.n == 0 { // an attribute of no passage
			continue
		}
		id := c.known.id(int32(c.ids[i]), &x.spellingKey, c.near.texts[i])
		s := &c.known.seen[id]
		if s.n == 0 {
			c.touched = append(c.touched, id)
		}
		s.n += x.n
		c.ids[i] = uint32(id) << 4
	}
	found := c.found[c.unsettled:]
	for i, f := range found {
		found[i] = c.ids[f>>4] | f&(maxTF-1)
	}
	c.unsettled = len(c.found)
	c.near.reset()
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
	// form tells the fields apart, and is joined to the value when it is written.
	value = strings.ToLower(value)
	c.asked = c.known.ask(c.asked[:0], attribute[0], value, field)
	return c.near.number(&c.known.spellingHash, &c.asked[0], value, field)
}

// sort gathers the postings of each spelling of the batch.
func (c *collector) sort() {
	c.settle()
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
		x.n, x.begin = 0, 0
	}
	c.found, c.ends, c.lengths, c.editions, c.touched, c.unsettled = c.found[:0], c.ends[:0], c.lengths[:0], c.editions[:0], c.touched[:0], 0
	c.near.reset()
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

// beginHash is hashString of the prefix of a term, which mostly its beginning has.
func beginHash(begin uint64, term string, word, gram int) uint32 {
	if begin>>56 < ' ' || word > 8 || begin&(0x8080808080808080<<(8*(8-word))) != 0 {
		return hashString(prefix(term, word, gram))
	}
	h := uint32(fnvStart)
	for n := min(word, len(term)); n > 0; n-- {
		h = fnv(h, byte(begin>>56))
		begin <<= 8
	}
	return stirred(h)
}

// hashString is FNV-1a in 32 bits over UTF-8, stirred at the end as in
// MurmurHash3, so that its remainder by any number is spread evenly.
func hashString(s string) uint32 {
	h := uint32(fnvStart)
	for i := 0; i < len(s); i++ {
		h = fnv(h, s[i])
	}
	return stirred(h)
}

const fnvStart = 2166136261

func fnv(h uint32, b byte) uint32 { return (h ^ uint32(b)) * 16777619 }

func stirred(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// appendSpellings writes what a batch has of some spellings, once it is sorted:
// how many there are, then each with its postings. A posting is the gap between
// passages and how often the spelling is there, in two bytes; a gap of farGap or more
// follows in four.
func (c *collector) appendSpellings(dst []byte, ids []int32) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(ids)))
	for _, id := range ids {
		s := &c.known.seen[id]
		dst = append(dst, c.known.speltAs(id)...)
		dst = binary.AppendUvarint(dst, uint64(s.n))
		size := len(dst)
		dst = append(dst, 0, 0, 0, 0)
		before := int32(-1)
		dst = slices.Grow(dst, 2*int(s.n))
		for _, p := range c.sorted[s.begin-s.n : s.begin] {
			passage := int32(p >> 4)
			gap := uint32(passage - before - 1)
			before = passage
			if gap < farGap {
				dst = binary.LittleEndian.AppendUint16(dst, uint16(gap<<4|p&(maxTF-1)))
			} else {
				dst = binary.LittleEndian.AppendUint16(dst, uint16(farGap<<4|p&(maxTF-1)))
				dst = binary.LittleEndian.AppendUint32(dst, gap)
			}
		}
		binary.LittleEndian.PutUint32(dst[size:], uint32(len(dst)-size-4))
	}
	return dst
}

// farGap is the least gap that does not fit beside the number of times.
const farGap = 1<<12 - 1

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
