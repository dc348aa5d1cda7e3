package searchindex

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

var errBlock = errors.New("what was collected for the index is damaged; delete the cache and build again")

// gatherer puts together what batches have of the terms of one partition. Its
// room is used again for the next.
type gatherer struct {
	glossary *glossary
	names    []spellingName // in the glossary, by number
	roots    []int32        // by number of the stem there, its group in the lexicon; of those known then
	taken    [takenTogether]takenSpelling
	// Of the partition: its spellings, of which here knows how the glossary calls them, and
	// the stems of their terms.
	spells      []gatheredSpelling
	blocks      []blockOf
	parts       []gatheredPart
	met         []gatheredStem // stems as they were met
	stems       []gatheredStem // in the order of their groups in made
	fromLexicon int            // how many of them have a group there
	byStem      []use          // spells, stem after stem
	begins      []uint64       // beginOf the terms of spells, but those in the lexicon
	here        []hereOf       // by number of the spelling
	stemAt      []int32        // by number of the stem, the index in met + 1, 0 for none
	inLexicon   []int32        // by number in the lexicon, the same

	batches []*batch // of the segment

	heads       []taggedPart // of uses, what is not taken yet
	list, other []uint64
	runs        []int
	impacts     [maxTF + 1][mostLength]uint8 // of class + 1; 0 for not known yet

	made   []group
	sorted []*group
	places []groupPlace
	forms  []form // of made
	posts  []posting
}

// takenTogether is how many spellings are looked up at a time: so many that the
// processor need not wait for one before it asks for the next, so few that they lie in
// its nearest cache.
const takenTogether = 64

// takenSpelling is what a batch has of a spelling.
type takenSpelling struct {
	spelt               []byte // its bytes: term and form, each behind its length
	from, term, written int32  // where the term begins there, and how long term and form are
	number              int32  // in the glossary, once it is found
	facts               spellingFacts
	key                 spellingKey
	hash                uint32
	n, at, end          int32 // how many postings, and where they are in the block
}

// text gives the term and the form, which is empty where that is the term.
func (x *takenSpelling) text() (term, written []byte) {
	return x.spelt[x.from:][:x.term], x.spelt[len(x.spelt)-int(x.written):]
}

// hereOf is the index in gatherer.spells + 1 of a spelling, and, if it is a term as
// such, of the last of that term; 0 for none.
type hereOf struct{ spelling, term int32 }

// gatheredSpelling is a spelling that the partition has.
type gatheredSpelling struct {
	known       int32 // its number
	next        int32 // of the same term; -1 for none
	n           int32 // postings
	first, last int32 // of its parts
	facts       spellingFacts
	stem        int32 // the index in gatherer.met of its term's
	follows     bool  // whether another one of the term has it for the next
}

// gatheredStem is a stem that the partition has.
type gatheredStem struct {
	number int32
	known  int32 // its group in the lexicon, -1 for none
	n      int32 // spellings
	end    int32 // of these in gatherer.byStem
}

// groupPlace is what groups are sorted by, most of them without a look at their
// forms: beginOf the first term, and where the group is in gatherer.made.
type groupPlace struct {
	begin uint64
	i     int32
}

// gatheredPart is what one block has of a spelling: how many postings, and where.
type gatheredPart struct {
	block, next int32 // next is -1 for none
	n, at, end  int32
}

// blockOf is what one batch of the segment has of the partition.
type blockOf struct {
	batch int32
	of    []byte
}

// use is a spelling of a group, whose postings have a tag.
type use struct {
	spell, tag int32
	n          int32
	first      int32 // of its parts
}

// gather reads what batches, in order, have of a partition of a segment.
func (g *gatherer) gather(blocks []blockOf, sp *space, k *glossary) error {
	g.forget()
	g.glossary, g.blocks, g.batches = k, blocks, sp.batches
	g.parts = g.parts[:0]
	for at, b := range blocks {
		r := blockReader{of: b.of, rest: b.of}
		for left := r.number(); left > 0; {
			list := g.taken[:min(left, takenTogether)]
			for i := range list {
				r.spelling(&list[i])
			}
			if r.damaged {
				return errBlock
			}
			g.glossary.find(list)
			g.take(list, int32(at))
			left -= len(list)
		}
		if r.damaged || len(r.rest) > 0 {
			return errBlock
		}
	}
	g.names, g.roots = k.soFar()
	return nil
}

// forget forgets the partition before.
func (g *gatherer) forget() {
	for i := range g.spells {
		s := &g.spells[i]
		g.here[s.known].spelling, g.here[s.facts.term].term = 0, 0
	}
	g.spells = g.spells[:0]
}

// take notes what a block has of some spellings.
func (g *gatherer) take(list []takenSpelling, block int32) {
	for k := range list {
		x := &list[k]
		if most := int(max(x.number, x.facts.term)); most >= len(g.here) {
			g.here = slices.Grow(g.here, most+1)[:most+1]
		}
		here := &g.here[x.number]
		p := int32(len(g.parts))
		g.parts = append(spare(g.parts), gatheredPart{block, -1, x.n, x.at, x.end})
		if here.spelling > 0 {
			s := &g.spells[here.spelling-1]
			g.parts[s.last].next = p
			s.last = p
			s.n += x.n
			continue
		}
		here.spelling = int32(len(g.spells)) + 1
		term := &g.here[x.facts.term]
		if term.term > 0 {
			g.spells[term.term-1].follows = true
		}
		g.spells = append(spare(g.spells), gatheredSpelling{x.number, term.term - 1, x.n, p, p, x.facts, 0, false})
		term.term = here.spelling
	}
}

// blockReader reads numbers and texts; past the end or where they do not fit,
// there are zeros and it notes so.
type blockReader struct {
	of, rest []byte
	damaged  bool
}

// spelling reads what a batch has of a spelling.
func (r *blockReader) spelling(x *takenSpelling) {
	begin := r.rest
	x.term = int32(r.number())
	x.from = int32(len(begin) - len(r.rest))
	r.bytes(int(x.term))
	x.written = int32(r.number())
	r.bytes(int(x.written))
	x.spelt = begin[:len(begin)-len(r.rest)]
	x.n = int32(r.number())
	size := r.size()
	x.at = int32(len(r.of) - len(r.rest))
	x.end = x.at + int32(len(r.bytes(size)))
	if 2*int(x.n) > size {
		r.damaged = true
	}
}

func (r *blockReader) number() int {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := r.rest[0]
		r.rest = r.rest[1:]
		return int(v)
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > math.MaxInt32 {
		r.rest, r.damaged = nil, true
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// size reads a size of four bytes.
func (r *blockReader) size() int {
	b := r.bytes(4)
	if len(b) < 4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *blockReader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.rest, r.damaged = nil, true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}
