package searchindex

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dixit/builder/internal/searchindex/terms"

	"github.com/klauspost/compress/flate"
)

// Reader searches an index as the reader in the browser does, by the same files.
// It is the reference for what they mean: it keeps them all and is made to be
// read, not to be fast. It is safe for use by many at once.
type Reader struct {
	get func(name string) ([]byte, error)
	man manifest

	mu   sync.Mutex
	kept map[string][]byte
}

// Open opens an index. get gives the files below its folder by their names.
func Open(get func(name string) ([]byte, error)) (*Reader, error) {
	r := &Reader{get: get, kept: map[string][]byte{}}
	b, err := get(ManifestName)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &r.man); err != nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, err)
	}
	if r.man.Format != FormatVersion {
		return nil, fmt.Errorf("the index has format %d, not %d", r.man.Format, FormatVersion)
	}
	for _, s := range r.man.Segments {
		if s.Slots < 1 || s.Files < 0 || len(s.Pages) == 0 || slices.Min(s.Pages) < 1 {
			return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
		}
	}
	return r, nil
}

// Search answers a query. It has neither snippets nor respellings.
func (r *Reader) Search(query string, opt SearchOptions) (Result, error) {
	return search(r, query, opt)
}

var errDamaged = errors.New("damaged")

// file gives a file as decode makes it, which is called once.
func (r *Reader) file(name string, decode func([]byte) ([]byte, error)) ([]byte, error) {
	r.mu.Lock()
	b, ok := r.kept[name]
	r.mu.Unlock()
	if ok {
		return b, nil
	}
	b, err := r.get(name)
	if err == nil && decode != nil {
		b, err = decode(b)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r.mu.Lock()
	r.kept[name] = b
	r.mu.Unlock()
	return b, nil
}

func inflate(b []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(b)))
}

func (r *Reader) places() []searchPlace {
	var out []searchPlace
	for _, s := range r.man.Segments {
		out = append(out, searchPlace{s.Lang, s.Files, s.Slots, s.Passages})
	}
	return out
}

// page gives the groups of the page in which a term stands.
func (r *Reader) page(segment int, term string) ([]foundGroup, error) {
	s := &r.man.Segments[segment]
	part := partitionOf(term, len(s.Pages))
	page := int(hashString(prefix(term, s.Key[0], s.Key[1])) % uint32(s.Pages[part]))
	name := s.ID + "/" + pageName(part, page)
	b, err := r.file(name, nil)
	if err != nil {
		return nil, err
	}
	groups, err := readPage(b, s.Files*s.Slots, func(n int) ([]byte, error) { return r.file(s.ID+"/"+bigName(part, n), nil) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return groups, nil
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
				f.form = c.front(term)
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

func (r *Reader) find(segment int, u queryUnit) ([]foundGroup, *foundGroup, error) {
	s := &r.man.Segments[segment]
	term := u.listTerm()
	page, err := r.page(segment, term)
	if err != nil {
		return nil, nil, err
	}
	open := u.start && len([]rune(u.term)) >= s.Key[0]
	key := prefix(term, s.Key[0], s.Key[1])
	var groups, near []foundGroup
	for _, g := range page {
		has, alike := false, false
		for _, f := range g.forms {
			has = has || f.term == term || open && strings.HasPrefix(f.term, term)
			alike = alike || prefix(f.term, s.Key[0], s.Key[1]) == key
		}
		if has {
			groups = append(groups, g)
		}
		if alike {
			near = append(near, g)
		}
	}
	if len(groups) > 0 || u.kind != terms.Word {
		return groups, nil, nil
	}
	return nil, guessGroup(near, term, s.Lang), nil
}

func (r *Reader) attribute(segment int, field, value string) ([]uint32, error) {
	term := attribute + field + ":" + strings.ToLower(value)
	page, err := r.page(segment, term)
	if err != nil {
		return nil, err
	}
	var ids []uint32
	for _, g := range page {
		if g.forms[0].term != term {
			continue
		}
		list, err := g.list()
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			ids = append(ids, p.id)
		}
	}
	return ids, nil
}

func (r *Reader) dates(segment int) ([]fileDate, error) {
	b, err := r.file(r.man.Segments[segment].ID+"/"+datesName, inflate)
	if err != nil {
		return nil, err
	}
	var out []fileDate
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s: %w", datesName, errDamaged)
		}
		files, err1 := strconv.Atoi(f[0])
		perFile, err2 := strconv.Atoi(f[1])
		count, err3 := strconv.Atoi(f[2])
		if err := errors.Join(err1, err2, err3); err != nil {
			return nil, fmt.Errorf("%s: %w", datesName, err)
		}
		for i := range files {
			out = append(out, fileDate{min(perFile, count-i*perFile), f[3]})
		}
	}
	if len(out) != r.man.Segments[segment].Files {
		return nil, fmt.Errorf("%s: %w", datesName, errDamaged)
	}
	return out, nil
}

func (r *Reader) passage(segment, id int) (string, Hit, error) {
	s := &r.man.Segments[segment]
	file, slot := id/s.Slots, id%s.Slots
	name := s.ID + "/" + docName(file/docFiles)
	b, err := r.file(name, inflate)
	if err != nil {
		return "", Hit{}, err
	}
	var docs []doc
	if err := json.Unmarshal(b, &docs); err != nil {
		return "", Hit{}, fmt.Errorf("%s: %w", name, err)
	}
	for _, d := range docs {
		if file < d.First || file >= d.First+d.Files {
			continue
		}
		at := file - max(d.First, file/docFiles*docFiles)
		if at >= len(d.Blocks) {
			break
		}
		name = textName(d.Text, file-d.First)
		b, err := r.file(name, nil)
		if err != nil {
			return "", Hit{}, err
		}
		records, err := readBlock(b, d.Blocks[at], &slot)
		if err == nil && slot >= len(records) {
			err = errDamaged
		}
		if err != nil {
			return "", Hit{}, fmt.Errorf("%s: %w", name, err)
		}
		p := records[slot]
		h := Hit{Session: d.Session, Language: s.Lang, N: p.n, Passage: p.k, Title: d.Title, Date: d.Date}
		if i := 2 * p.speaker; i >= 0 && i+1 < len(d.Speakers) {
			h.SpeakerID, h.Speaker = d.Speakers[i], d.Speakers[i+1]
			if h.SpeakerID == "=" {
				h.SpeakerID = usualID(h.Speaker)
			}
		}
		return p.text, addressed(h, p.anchor, d.URL), nil
	}
	return "", Hit{}, fmt.Errorf("%s: %w", name, errDamaged)
}

// record is a passage as its block tells of it.
type record struct {
	text    string
	k, n    int
	anchor  string
	speaker int // -1 for none
}

// readBlock decodes the block of a text file that has the passage in slot, and
// makes slot its number there. blocks has passages and bytes of each block.
func readBlock(file []byte, blocks []int, slot *int) ([]record, error) {
	c := cursor{b: file}
	for len(blocks) > 1 && *slot >= blocks[0] {
		*slot -= blocks[0]
		c.take(blocks[1])
		blocks = blocks[2:]
	}
	if len(blocks) < 2 {
		return nil, errDamaged
	}
	b, err := inflate(c.take(blocks[1]))
	if c.bad || err != nil {
		return nil, errors.Join(errDamaged, err)
	}
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
