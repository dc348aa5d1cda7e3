package searchindex

import (
	"encoding/binary"
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

// occurrences is what one term does in one edition.
type occurrences struct {
	term  string
	forms []string // in order of first occurrence; "" for one equal to the term
	posts []occurrence
}

// occurrence is a term in a passage.
type occurrence struct {
	passage int32
	tf      int32
	form    int32 // index in forms; len(forms) for several
}

// collector finds the terms of editions, one at a time. Its tables are kept
// between editions, since most words of one are in the next.
type collector struct {
	words   terms.Tokeniser
	ids     map[string]int32
	terms   []string
	latest  []int32 // by term id: index in out + 1, of this edition
	touched []int32 // ids with a latest
	out     []occurrences
	tokens  []terms.Token
	key     []byte
}

// maxKnown is how many terms a collector remembers between editions: twice the
// vocabulary of a large archive in one language.
const maxKnown = 1 << 18

// collect gives the terms of an edition, in no order, and the length of each
// passage in positions. Both are valid until the next call.
func (c *collector) collect(e *Edition, ps []passage) ([]occurrences, []uint16) {
	if c.ids == nil || len(c.terms) > maxKnown {
		c.ids, c.terms, c.latest = map[string]int32{}, nil, nil
	}
	for _, id := range c.touched {
		if int(id) < len(c.latest) {
			c.latest[id] = 0
		}
	}
	c.touched, c.out = c.touched[:0], c.out[:0]
	lengths := make([]uint16, len(ps))
	for i, p := range ps {
		c.tokens = c.words.Append(c.tokens[:0], p.text)
		last, n := -1, 0
		for _, t := range c.tokens {
			if t.Pos != last {
				last, n = t.Pos, n+1
			}
			switch {
			case t.Kind == terms.Single:
				c.key = append(append(c.key[:0], single...), t.Term...)
				c.add(c.idOf(c.key), "", int32(i))
			case t.Form == t.Term:
				c.add(c.id(t.Term), "", int32(i))
			default:
				c.add(c.id(t.Term), t.Form, int32(i))
			}
		}
		lengths[i] = uint16(min(n, 1<<16-1))
		c.attributes(e, p.turn, int32(i))
	}
	return c.out, lengths
}

func (c *collector) id(term string) int32 {
	id, ok := c.ids[term]
	if !ok {
		id = c.learn(strings.Clone(term))
	}
	return id
}

func (c *collector) idOf(term []byte) int32 {
	id, ok := c.ids[string(term)]
	if !ok {
		id = c.learn(string(term))
	}
	return id
}

func (c *collector) learn(term string) int32 {
	id := int32(len(c.terms))
	c.ids[term] = id
	c.terms = append(c.terms, term)
	c.latest = append(c.latest, 0)
	return id
}

// add notes one occurrence.
func (c *collector) add(id int32, form string, passage int32) {
	at := c.latest[id]
	if at == 0 {
		if len(c.out) < cap(c.out) {
			c.out = c.out[:len(c.out)+1]
			o := &c.out[len(c.out)-1]
			o.term, o.forms, o.posts = c.terms[id], o.forms[:0], o.posts[:0]
		} else {
			c.out = append(c.out, occurrences{term: c.terms[id]})
		}
		at = int32(len(c.out))
		c.latest[id] = at
		c.touched = append(c.touched, id)
	}
	o := &c.out[at-1]
	f := int32(0)
	for ; int(f) < len(o.forms) && o.forms[f] != form; f++ {
	}
	if int(f) == len(o.forms) {
		for i := range o.posts { // "several" moves up with the number of forms
			if o.posts[i].form == f {
				o.posts[i].form++
			}
		}
		o.forms = append(o.forms, form)
	}
	if n := len(o.posts); n > 0 && o.posts[n-1].passage == passage {
		p := &o.posts[n-1]
		if p.tf < maxTF {
			p.tf++
		}
		if p.form != f {
			p.form = int32(len(o.forms))
		}
		return
	}
	o.posts = append(o.posts, occurrence{passage, 1, f})
}

// attributes notes what can be asked of a passage besides its words.
func (c *collector) attributes(e *Edition, turn int, passage int32) {
	t := e.Turns[turn]
	note := func(field, value string) {
		c.key = append(append(append(append(c.key[:0], attribute...), field...), ':'), strings.ToLower(value)...)
		c.add(c.idOf(c.key), "", passage)
	}
	note("session", e.Session)
	for _, s := range e.Series {
		note("series", s)
	}
	if t.Speaker >= 0 && e.Speakers[t.Speaker].ID != "" {
		note("speaker", e.Speakers[t.Speaker].ID)
	}
	for _, topic := range e.Topics {
		note("topic", topic)
	}
	for _, topic := range t.Topics {
		note("topic", topic)
	}
	if t.Section > 0 {
		var room [16]terms.Token
		for _, w := range c.words.Append(room[:0], e.Sections[t.Section-1]) {
			note("section", w.Term)
		}
	}
}

// partitionKey is how many characters of a word choose its partition: as few as
// all inflections of a word share, as many as part the words evenly.
const partitionKey = 3

// partitionOf is the part of a segment, of q, that a term is written in.
func partitionOf(term string, q int) int {
	if q == 1 {
		return 0
	}
	return int(hashString(prefix(term, partitionKey, 1)) % uint32(q))
}

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

// appendOccurrences writes the terms of an edition in one partition: the
// edition's number in the segment, the number of terms, and each.
func appendOccurrences(dst []byte, number int, list []*occurrences) []byte {
	dst = binary.AppendUvarint(dst, uint64(number))
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	for _, o := range list {
		dst = appendText(dst, o.term)
		dst = binary.AppendUvarint(dst, uint64(len(o.forms)))
		for _, f := range o.forms {
			dst = appendText(dst, f)
		}
		dst = binary.AppendUvarint(dst, uint64(len(o.posts)))
		before := int32(-1)
		for _, p := range o.posts {
			dst = binary.AppendUvarint(dst, uint64(p.passage-before-1)<<4|uint64(p.tf-1))
			if len(o.forms) > 1 {
				dst = binary.AppendUvarint(dst, uint64(p.form))
			}
			before = p.passage
		}
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
