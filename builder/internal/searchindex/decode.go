package searchindex

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/searchindex/terms"

	"github.com/klauspost/compress/flate"
)

var errDamaged = errors.New("damaged")

func inflate(b []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(b)))
}

// readPage decodes a page, whose lists have ids under limit. big gives the lists
// that lie in files of their own.
func readPage(page []byte, limit int, big func(n int) ([]byte, error)) ([]foundGroup, error) {
	c := cursor{b: page}
	head, err := inflate(c.take(c.number()))
	if c.bad || err != nil {
		return nil, errors.Join(errDamaged, err)
	}
	lists := cursor{b: c.b}
	c = cursor{b: head}
	var out []foundGroup
	term := ""
	for left := c.number(); left > 0 && !c.bad; left-- {
		flags := c.byte()
		n := 1
		if flags&flagForms != 0 {
			n = c.number()
		}
		var g foundGroup
		if n < 1 {
			return nil, errDamaged
		}
		for ; n > 0 && !c.bad; n-- {
			term = c.front(term)
			f := form{term, term}
			if flags&flagForms != 0 {
				f.form = c.front(terms.Traditional(term))
			}
			g.forms = append(g.forms, f)
		}
		g.stem = int(c.byte())
		n = c.number()
		if g.df = n; flags&flagPruned != 0 {
			g.df, g.pruned = c.number(), true
		}
		last := c.number()
		if c.bad {
			break
		}
		list := func() ([]byte, error) { return big(last) }
		if flags&flagBig == 0 {
			b := lists.take(last)
			list = func() ([]byte, error) { return b, nil }
		}
		forms := g.forms
		g.list = func() ([]posting, error) {
			b, err := list()
			if err != nil {
				return nil, err
			}
			return readList(b, n, uint(flags&31), forms, limit)
		}
		out = append(out, g)
	}
	if c.bad || lists.bad {
		return nil, errDamaged
	}
	return out, nil
}

// readList decodes the n postings of a group with these forms, whose ids are
// under limit.
func readList(b []byte, n int, k uint, forms []form, limit int) ([]posting, error) {
	r := bitReader{in: b}
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
			p.tag = int32(r.gamma()) - 1
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
	speaker int // -1 for none
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
	for s := range strings.SplitSeq(string(b), recordEnd) {
		f := strings.Split(s, fieldEnd)
		if len(f) > 3 {
			n, err := turn.n+1, error(nil)
			if f[2] != "" {
				n, err = strconv.Atoi(f[2])
			}
			turn = record{n: n, anchor: f[3], speaker: -1}
			if err == nil && len(f) > 4 && f[4] != "" {
				turn.speaker, err = strconv.Atoi(f[4])
			}
			if err != nil {
				return nil, err
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
