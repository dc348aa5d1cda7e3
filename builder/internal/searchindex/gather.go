package searchindex

import (
	"encoding/binary"
	"errors"
	"slices"

	"dixit/builder/internal/lang"
)

var errBlock = errors.New("what was collected for the index is damaged; delete the cache and build again")

// gatherer puts together what batches have of the terms of one partition. Its
// room is used again for the next.
type gatherer struct {
	glossary glossary
	terms    []int32 // that the partition has, by their numbers in glossary
	stems    []int32
	spells   []gatheredSpelling
	parts    []gatheredPart

	// Of the segment sp: the number of each passage of each batch, and by that
	// number how many positions the passage has.
	sp      *space
	ids     [][]uint32
	lengths []uint16

	uses        []use
	list, other []uint64
	runs        []int
	impacts     [maxTF + 1][mostLength]uint8 // of class + 1; 0 for not known yet

	made   []group
	sorted []*group
	places []groupPlace
	forms  []form // of made
	posts  []posting
}

// gatheredSpelling is a spelling that the partition has.
type gatheredSpelling struct {
	known       int32 // its number
	next        int32 // of the same term; -1 for none
	n           int   // postings
	first, last int32 // of its parts
}

// groupPlace is what groups are sorted by, most of them without a look at their
// forms: beginOf the first term, and where the group is in gatherer.made.
type groupPlace struct {
	begin uint64
	i     int32
}

// gatheredPart is what one batch has of a spelling.
type gatheredPart struct {
	batch, next int32 // next is -1 for none
	n           int
	postings    []byte
}

// blockOf is what one batch of the segment has of the partition.
type blockOf struct {
	batch int32
	of    []byte
}

// use is a spelling of a group, whose postings have a tag.
type use struct {
	spell, tag int32
	n          int
}

// gather reads what batches, in order, have of a partition of a segment, or of the
// whole of it, of a language and its lexicon.
func (g *gatherer) gather(blocks []blockOf, sp *space, whole bool, l lang.Tag, lex *lexicon) error {
	g.place(sp)
	g.forget()
	g.glossary.use(l, lex, whole)
	g.parts = g.parts[:0]
	for _, b := range blocks {
		r := blockReader{rest: b.of}
		for range r.number() {
			g.take(&r, b.batch)
		}
		if r.damaged || len(r.rest) > 0 {
			return errBlock
		}
	}
	return nil
}

// forget takes what it knows of the partition before out of the glossary.
func (g *gatherer) forget() {
	for i := range g.spells {
		g.glossary.spellings[g.spells[i].known].here = -1
	}
	for _, t := range g.terms {
		g.glossary.terms[t].here = -1
	}
	for _, s := range g.stems {
		g.glossary.stems[s].here = -1
	}
	g.spells, g.terms, g.stems = g.spells[:0], g.terms[:0], g.stems[:0]
}

// take reads what a batch has of a spelling.
func (g *gatherer) take(r *blockReader, batch int32) {
	spelt := r.rest
	term := r.bytes(r.number())
	written := r.bytes(r.number())
	spelt = spelt[:len(spelt)-len(r.rest)]
	n := r.number()
	postings := r.bytes(r.size())
	if 2*n > len(postings) {
		r.damaged = true
	}
	if r.damaged {
		return
	}
	k := g.glossary.spelling(spelt, term, written)
	x := &g.glossary.spellings[k]
	i := x.here
	if i < 0 {
		i = int32(len(g.spells))
		t := &g.glossary.terms[x.term]
		if t.here < 0 {
			g.terms = append(g.terms, x.term)
		}
		g.spells = append(g.spells, gatheredSpelling{known: k, next: t.here, first: -1})
		x.here, t.here = i, i
	}
	s := &g.spells[i]
	p := int32(len(g.parts))
	g.parts = append(g.parts, gatheredPart{batch, -1, n, postings})
	if s.first < 0 {
		s.first = p
	} else {
		g.parts[s.last].next = p
	}
	s.last = p
	s.n += n
}

// place numbers the passages of the batches of a segment.
func (g *gatherer) place(sp *space) {
	if g.sp == sp {
		return
	}
	g.sp = sp
	g.ids = g.ids[:0]
	g.lengths = make([]uint16, sp.files*sp.slots)
	for _, b := range sp.batches {
		var ids []uint32
		for e := range b.Docs {
			for i, n := range b.Lengths[e] {
				id := sp.id(b.first+e, int32(i))
				g.lengths[id] = n
				ids = append(ids, id)
			}
		}
		g.ids = append(g.ids, ids)
	}
}

// single appends the postings of one use.
func (g *gatherer) single(u use) error {
	tag := min(u.tag, int32(maxForms)-1)
	posts := slices.Grow(g.posts, u.n)
	for p := g.spells[u.spell].first; p >= 0; p = g.parts[p].next {
		g.list = g.list[:0]
		if !g.decode(p, 0) {
			return errBlock
		}
		for _, x := range g.list {
			id := uint32(x >> 32)
			posts = append(posts, posting{id, g.impact(int(x&0xff), g.lengths[id]), tag})
		}
	}
	g.posts = posts
	return nil
}

// several appends the postings of several uses, of which there are so many forms.
func (g *gatherer) several(forms int32) error {
	g.list, g.runs = g.list[:0], g.runs[:0]
	for _, u := range g.uses {
		g.runs = append(g.runs, len(g.list))
		for p := g.spells[u.spell].first; p >= 0; p = g.parts[p].next {
			if !g.decode(p, int(u.tag)) {
				return errBlock
			}
		}
	}
	g.mergeRuns()
	list := g.list
	for i := 0; i < len(list); {
		id, tf := uint32(list[i]>>32), int(list[i]&0xff)
		tag := min(int32(list[i]>>8&(1<<24-1)), int32(maxForms)-1)
		for i++; i < len(list) && uint32(list[i]>>32) == id; i++ {
			tag = forms
			tf += int(list[i] & 0xff)
		}
		g.posts = append(g.posts, posting{id, g.impact(min(tf, maxTF), g.lengths[id]), tag})
	}
	return nil
}

// decode appends the postings of a part, which are in order of passages, to list:
// the passage's number, 24 bits for a tag, 8 for how often the spelling is there.
// It tells whether they are whole.
func (g *gatherer) decode(part int32, tag int) bool {
	p := &g.parts[part]
	ids, b := g.ids[p.batch], p.postings
	list := slices.Grow(g.list, p.n)
	passage := -1
	for range p.n {
		if len(b) < 2 {
			return false
		}
		v := binary.LittleEndian.Uint16(b)
		b = b[2:]
		gap := int(v >> 4)
		if gap == farGap {
			if len(b) < 4 {
				return false
			}
			gap = int(binary.LittleEndian.Uint32(b))
			b = b[4:]
		}
		passage += gap + 1
		if uint(passage) >= uint(len(ids)) {
			return false
		}
		list = append(list, uint64(ids[passage])<<32|uint64(tag)<<8|uint64(v&(maxTF-1)+1))
	}
	g.list = list
	return true
}

// mergeRuns merges what is in order from each of g.runs to the next.
func (g *gatherer) mergeRuns() {
	for len(g.runs) > 1 {
		out, kept := g.other[:0], g.runs[:0]
		for r := 0; r < len(g.runs); r += 2 {
			from := g.runs[r]
			if r+1 == len(g.runs) {
				kept = append(kept, len(out))
				out = append(out, g.list[from:]...)
				break
			}
			mid, to := g.runs[r+1], len(g.list)
			if r+2 < len(g.runs) {
				to = g.runs[r+2]
			}
			x, y := g.list[from:mid], g.list[mid:to]
			kept = append(kept, len(out))
			for len(x) > 0 && len(y) > 0 {
				if x[0] < y[0] {
					out = append(out, x[0])
					x = x[1:]
				} else {
					out = append(out, y[0])
					y = y[1:]
				}
			}
			out = append(append(out, x...), y...)
		}
		g.list, g.other, g.runs = out, g.list, kept
	}
}

// mostLength is the length from which on a passage's impact is not remembered.
const mostLength = 512

// impact is impactOf, remembered.
func (g *gatherer) impact(tf int, length uint16) uint8 {
	if length >= mostLength {
		return impactOf(tf, int(length))
	}
	known := &g.impacts[tf][length]
	if *known == 0 {
		*known = impactOf(tf, int(length)) + 1
	}
	return *known - 1
}

// blockReader reads numbers and texts; past the end or where they do not fit,
// there are zeros and it notes so.
type blockReader struct {
	rest    []byte
	damaged bool
}

func (r *blockReader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<40 {
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
