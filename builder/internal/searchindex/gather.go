package searchindex

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"dixit/builder/internal/lang"
)

var errSpill = errors.New("the temporary file of the index is damaged")

// gatherer puts together what batches have of the terms of one partition. Its
// room is used again for the next.
type gatherer struct {
	terms  []gatheredTerm
	byTerm map[string]int32
	spells []gatheredSpelling
	parts  []gatheredPart
	blocks []spilledBatch

	// Of the segment sp: the number of each passage of each batch, and by that
	// number how many positions the passage has.
	sp      *space
	ids     [][]uint32
	lengths []uint16

	lang  lang.Tag
	stems map[string]string

	uses        []use
	list, other []uint64
	runs        []int
	posts       []posting
	impacts     [maxTF + 1][mostLength]uint8 // of class + 1; 0 for not known yet
}

type gatheredTerm struct {
	term   string
	first  int32 // of its spellings
	before int32 // the term before of the same stem, -1 for none
}

type gatheredSpelling struct {
	form        string // "" where it is the term
	next        int32  // of the same term; -1 for none
	n           int    // postings
	first, last int32  // of its parts
}

// gatheredPart is what one batch has of a spelling.
type gatheredPart struct {
	batch, next int32 // next is -1 for none
	n           int
	postings    []byte
}

// spilledBatch is what one batch has of the partition.
type spilledBatch struct {
	batch int32
	of    []byte
}

// use is a spelling of a group; spell is -1 for one that only the lexicon has.
type use struct {
	form
	spell int32
	n     int
}

// gather reads what was kept for a partition.
func (g *gatherer) gather(runs [][]byte, sp *space) error {
	g.place(sp)
	clear(g.byTerm)
	if g.byTerm == nil {
		g.byTerm = map[string]int32{}
	}
	g.terms, g.spells, g.parts, g.posts = g.terms[:0], g.spells[:0], g.parts[:0], g.posts[:0]
	g.blocks = g.blocks[:0]
	for _, b := range runs {
		r := spillReader{rest: b}
		for len(r.rest) > 0 {
			batch := r.number()
			of := r.bytes(r.size())
			if r.damaged || batch >= len(sp.batches) {
				return errSpill
			}
			g.blocks = append(g.blocks, spilledBatch{int32(batch), of})
		}
	}
	// Batches are stretches of editions, so that in their order postings are, too.
	slices.SortFunc(g.blocks, func(x, y spilledBatch) int {
		return cmp.Compare(sp.batches[x.batch][0], sp.batches[y.batch][0])
	})
	for _, b := range g.blocks {
		r := spillReader{rest: b.of}
		for range r.number() {
			g.take(&r, b.batch)
		}
		if r.damaged || len(r.rest) > 0 {
			return errSpill
		}
	}
	return nil
}

// take reads what a batch has of a spelling.
func (g *gatherer) take(r *spillReader, batch int32) {
	term, form := r.bytes(r.number()), r.bytes(r.number())
	n := r.number()
	postings := r.bytes(r.size())
	if 2*n > len(postings) {
		r.damaged = true
	}
	if r.damaged {
		return
	}
	t, ok := g.byTerm[string(term)]
	if !ok {
		t = int32(len(g.terms))
		g.terms = append(g.terms, gatheredTerm{term: string(term), first: -1})
		g.byTerm[g.terms[t].term] = t
	}
	i := g.terms[t].first
	for i >= 0 && g.spells[i].form != string(form) {
		i = g.spells[i].next
	}
	if i < 0 {
		i = int32(len(g.spells))
		g.spells = append(g.spells, gatheredSpelling{form: string(form), next: g.terms[t].first, first: -1})
		g.terms[t].first = i
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
	for _, editions := range sp.batches {
		var ids []uint32
		for _, e := range editions {
			for i, n := range sp.editions[e].lengths {
				id := sp.id(int(e), int32(i))
				g.lengths[id] = n
				ids = append(ids, id)
			}
		}
		g.ids = append(g.ids, ids)
	}
}

// only is the index of the one use that has postings; -1 where several have.
func (g *gatherer) only() int {
	only := -1
	for i, u := range g.uses {
		if u.spell < 0 {
			continue
		}
		if only >= 0 {
			return -1
		}
		only = i
	}
	return only
}

// single appends the postings of one use.
func (g *gatherer) single(tag int) error {
	u := g.uses[tag]
	tag = min(tag, maxForms-1)
	posts := slices.Grow(g.posts, u.n)
	for p := g.spells[u.spell].first; p >= 0; p = g.parts[p].next {
		g.list = g.list[:0]
		if !g.decode(p, 0) {
			return errSpill
		}
		for _, x := range g.list {
			id := uint32(x >> 32)
			posts = append(posts, posting{id, g.impact(int(x&0xff), g.lengths[id]), int32(tag)})
		}
	}
	g.posts = posts
	return nil
}

// several appends the postings of several uses, of which there are so many forms.
func (g *gatherer) several(forms int32) error {
	g.list, g.runs = g.list[:0], g.runs[:0]
	for tag, u := range g.uses {
		if u.spell < 0 {
			continue
		}
		g.runs = append(g.runs, len(g.list))
		for p := g.spells[u.spell].first; p >= 0; p = g.parts[p].next {
			if !g.decode(p, tag) {
				return errSpill
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

// spillReader reads numbers and texts; past the end or where they do not fit,
// there are zeros and it notes so.
type spillReader struct {
	rest    []byte
	damaged bool
}

func (r *spillReader) number() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > 1<<40 {
		r.rest, r.damaged = nil, true
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

// size reads a size of four bytes.
func (r *spillReader) size() int {
	b := r.bytes(4)
	if len(b) < 4 {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *spillReader) bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.rest, r.damaged = nil, true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}
