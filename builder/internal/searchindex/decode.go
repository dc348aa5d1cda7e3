package searchindex

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/searchindex/terms"

	"github.com/klauspost/compress/flate"
)

var errDamaged = errors.New("damaged")

func inflate(b []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(b)))
}

// readLexicon decodes a page of a lexicon: its groups, and what names in pages go
// on with.
func readLexicon(b []byte) (groups []foundGroup, code []byte, err error) {
	page := cursor{b: b}
	code = page.take(page.number())
	if b, err = inflate(page.b); page.bad || err != nil {
		return nil, nil, errors.Join(errDamaged, err)
	}
	var out []foundGroup
	c := namesCursor{cursor: cursor{b: b}}
	for len(c.b) > 0 && !c.bad {
		out = append(out, c.group())
	}
	if c.bad {
		return nil, nil, errDamaged
	}
	return out, code, nil
}

// namesCursor reads what namesWriter wrote.
type namesCursor struct {
	cursor
	before string
}

func (c *namesCursor) group() foundGroup {
	x := c.number()
	var g foundGroup
	if x&1 != 0 {
		g.forms = c.forms()
	} else {
		c.before = c.front(c.before)
		g.forms = []form{{c.before, c.before}}
	}
	if len(g.forms) == 0 {
		c.bad = true
	} else if x > 1 {
		g.stem = utf8.RuneCountInString(g.forms[0].term) + 1 - x>>1
	}
	return g
}

func (c *namesCursor) forms() []form {
	var out []form
	for n := c.number(); n > 0 && !c.bad; n-- {
		c.before = c.front(c.before)
		out = append(out, form{c.before, c.front(terms.Traditional(c.before))})
	}
	return out
}

// readPage decodes a page, whose lists have ids under limit. known are the groups
// of the lexicon that may stand in it and code what its names go on with, big
// gives the lists that lie in files of their own.
func readPage(page []byte, known []foundGroup, code []byte, limit int, big func(n int) ([]byte, error)) ([]foundGroup, error) {
	c := cursor{b: page}
	head, err := c.take(c.number()), error(nil)
	if len(head) > 0 {
		head, err = inflate(slices.Concat(code, head))
	}
	if c.bad || err != nil {
		return nil, errors.Join(errDamaged, err)
	}
	names := namesCursor{cursor: cursor{b: head}}
	r := bitReader{in: c.b}
	special := r.bits(1) == 1
	var out []foundGroup
	for _, g := range known {
		if r.bits(1) == 0 {
			continue
		}
		if r.bits(1) == 1 {
			g.forms = slices.Concat(g.forms, names.forms())
		}
		out = append(out, readEntry(&r, g, special, limit, big))
	}
	for len(names.b) > 0 && !names.bad && !r.over {
		out = append(out, readEntry(&r, names.group(), special, limit, big))
	}
	if names.bad || r.over {
		return nil, errDamaged
	}
	return out, nil
}

// readEntry reads what a page tells of a group besides its names.
func readEntry(r *bitReader, g foundGroup, special bool, limit int, big func(n int) ([]byte, error)) foundGroup {
	n := int(r.gamma())
	if len(g.forms) == 0 {
		r.over = true
		return g
	}
	g.df, g.pruned = n, false
	isBig := false
	if special {
		if g.pruned = r.bits(1) == 1; g.pruned {
			g.df = int(r.gamma())
		}
		isBig = r.bits(1) == 1
	}
	k := usualParameter(n, limit)
	if n >= longList {
		k = uint(r.bits(5))
	}
	if isBig {
		number := int(r.gamma()) - 1
		g.list = func() ([]posting, error) {
			b, err := big(number)
			if err != nil {
				return nil, err
			}
			return readList(&bitReader{in: b}, n, k, g.forms, limit)
		}
		return g
	}
	size := 0
	if n >= longList {
		size = int(r.gamma())
	}
	at := r.pos()
	g.list = func() ([]posting, error) {
		list := bitsFrom(r.in, at)
		return readList(&list, n, k, g.forms, limit)
	}
	if n >= longList {
		*r = bitsFrom(r.in, at+size)
		r.over = (at+size+7)/8 > len(r.in)
	} else if _, err := readList(r, n, k, g.forms, limit); err != nil {
		r.over = true
	}
	return g
}

// readList decodes the n postings of a group with these forms, whose ids are
// under limit.
func readList(r *bitReader, n int, k uint, forms []form, limit int) ([]posting, error) {
	impacts := !strings.HasPrefix(forms[0].term, attribute)
	var out []posting
	id := int64(-1)
	for range n {
		id += int64(r.rice(k)) + 1
		p := posting{id: uint32(id)}
		if impacts {
			p.impact = uint8(r.bits(2))
		}
		if len(forms) > 1 {
			tag := r.gamma() - 1
			r.over = r.over || int64(tag) > int64(len(forms))
			p.tag = uint16(tag)
		}
		if r.over || id >= int64(limit) {
			return nil, errDamaged
		}
		out = append(out, p)
	}
	return out, nil
}

// record is a passage as its block tells of it.
type record struct {
	text    string
	k, n    int
	anchor  string
	speaker Speaker
}

// readBlock decodes the block of a text file that has the passage in slot, and
// makes slot its number there. blocks has passages and bytes of each block, which
// goes on with a primer, of so many bytes of words.
func readBlock(file []byte, blocks []int, slot *int, primer []byte, words int) ([]record, error) {
	c := cursor{b: file}
	for len(blocks) > 1 && *slot >= blocks[0] {
		*slot -= blocks[0]
		c.take(blocks[1])
		blocks = blocks[2:]
	}
	if len(blocks) < 2 {
		return nil, errDamaged
	}
	b, err := inflate(slices.Concat(primer, c.take(blocks[1])))
	if c.bad || err != nil || len(b) < words {
		return nil, errors.Join(errDamaged, err)
	}
	b = b[words:]
	var out []record
	turn := record{}
	var named []Speaker
	for s := range strings.SplitSeq(string(b), recordEnd) {
		f := strings.Split(s, fieldEnd)
		if len(f) > 3 {
			n, err := turn.n+1, error(nil)
			if f[2] != "" {
				n, err = strconv.Atoi(f[2])
			}
			if err != nil {
				return nil, err
			}
			turn = record{n: n, anchor: f[3]}
			if len(f) > 4 && f[4] != "" {
				k := len(named)
				if c := f[4][0]; c < '0' || c > '9' {
					named = append(named, readSpeaker(f[4]))
				} else if k, err = strconv.Atoi(f[4]); err != nil || k >= len(named) {
					return nil, errors.Join(errDamaged, err)
				}
				turn.speaker = named[k]
			}
		}
		if len(f) < 2 {
			return nil, errDamaged
		}
		r := turn
		r.text = f[0]
		if r.k, err = strconv.Atoi(f[1]); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// cursor reads numbers and strings one after the other. What it cannot read, it
// notes.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.b, c.bad = nil, true
		return nil
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) byte() byte {
	if b := c.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (c *cursor) number() int {
	n := 0
	for shift := 0; shift < 35; shift += 7 {
		b := c.byte()
		n |= int(b&127) << shift
		if b < 128 {
			return n
		}
	}
	c.bad = true
	return 0
}

// front reads a string that was written after another by appendFront.
func (c *cursor) front(before string) string {
	b := int(c.byte())
	same, rest := b>>4, b&15
	if b == 0xff {
		same, rest = c.number(), c.number()
	}
	if same > len(before) {
		c.bad = true
		return ""
	}
	return before[:same] + string(c.take(rest))
}
