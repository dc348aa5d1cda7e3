package searchindex

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dixit/builder/internal/searchindex/terms"
)

// Reader searches an index as the reader in the browser does, by the same files.
// It is the reference for what they mean: it keeps them all and is made to be
// read, not to be fast. It is safe for use by many at once.
type Reader struct {
	get func(name string) ([]byte, error)
	man manifest
	// aside is by segment, see manifest.setAside.
	aside [][]bool

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
	if r.man.Segments == nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
	}
	for i := range r.man.Segments {
		s := &r.man.Segments[i]
		aside, err := r.man.setAside(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", ManifestName, err)
		}
		r.aside = append(r.aside, aside)
		if s.Slots < 1 || s.Files < 0 || len(s.Pages) == 0 || slices.Min(s.Pages) < 1 || len(s.Docs) > 0 && len(s.Docs) != docRuns(s.Files) {
			return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
		}
	}
	for _, x := range r.man.Lexicons {
		if x.Pages < 1 {
			return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
		}
	}
	return r, nil
}

// Search answers a query. It has neither snippets nor respellings.
func (r *Reader) Search(query string, opt SearchOptions) (Result, error) {
	return search(r, query, opt)
}

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
	part := int(partHash(term) % uint32(len(s.Pages)))
	page := int(hashString(prefix(term, s.Key[0], s.Key[1])) % uint32(s.Pages[part]))
	folder := s.folder(part)
	name := folder + "/" + pageName(part, page)
	b, err := r.file(name, nil)
	if err != nil {
		return nil, err
	}
	var known []foundGroup
	var code []byte
	if x, ok := r.man.Lexicons[s.Lang]; ok && s.Key == shortKeys && !slices.Contains(r.man.Alone, s.ID) {
		if known, code, err = r.known(x, page, s.Pages[part]); err != nil {
			return nil, err
		}
	}
	groups, err := readPage(b, known, code, s.Files*s.Slots, func(n int) ([]byte, error) { return r.file(folder+"/"+bigName(part, n), nil) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if aside := r.aside[segment]; aside != nil {
		for i := range groups {
			groups[i].list = without(groups[i].list, func(id uint32) bool { return aside[int(id)/s.Slots] })
		}
	}
	return groups, nil
}

// without gives what a list is without some passages.
func without(list func() ([]posting, error), some func(id uint32) bool) func() ([]posting, error) {
	return func() ([]posting, error) {
		all, err := list()
		return slices.DeleteFunc(slices.Clone(all), func(p posting) bool { return some(p.id) }), err
	}
}

// known gives the groups of a lexicon that may stand in a page of n, and what its
// names go on with.
func (r *Reader) known(x lexiconManifest, page, n int) ([]foundGroup, []byte, error) {
	name := lexiconName(x.ID, page%x.Pages)
	b, err := r.file(name, nil)
	if err != nil {
		return nil, nil, err
	}
	groups, code, err := readLexicon(b)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return slices.DeleteFunc(groups, func(g foundGroup) bool {
		return !slices.ContainsFunc(g.forms, func(f form) bool {
			return int(hashString(prefix(f.term, shortKeys[0], shortKeys[1]))%uint32(n)) == page
		})
	}), code, nil
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
	if u.kind == terms.Single && s.Key[1] == 1 && slices.ContainsFunc(groups, func(g foundGroup) bool { return g.pruned }) {
		pairs, err := r.page(segment, u.term)
		return append(groups, pairsOf(pairs, u.term)...), nil, err
	}
	if len(groups) > 0 || u.kind != terms.Word {
		return groups, nil, nil
	}
	return nil, guessGroup(near, term, s.Lang), nil
}

// pairsOf gives the pairs that begin with a character and whose lists are whole:
// of a character whose own list is pruned, they tell more.
func pairsOf(groups []foundGroup, term string) []foundGroup {
	var out []foundGroup
	for _, g := range groups {
		if !g.pruned && slices.ContainsFunc(g.forms, func(f form) bool { return strings.HasPrefix(f.term, term) }) {
			out = append(out, g)
		}
	}
	return out
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
	for i, is := range r.aside[segment] {
		if is {
			out[i].passages = 0
		}
	}
	return out, nil
}

func (r *Reader) passage(segment, id int) (string, Hit, error) {
	s := &r.man.Segments[segment]
	file, slot := id/s.Slots, id%s.Slots
	name := s.docFolder(file/docFiles) + "/" + docName(file/docFiles)
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
		var primer []byte
		begin, primed := r.man.Primers[s.Lang]
		if slices.Contains(r.man.Alone, s.ID) {
			begin, primed = primerManifest{}, false
		}
		if primed {
			if primer, err = r.file(begin.File, nil); err != nil {
				return "", Hit{}, err
			}
		}
		records, err := readBlock(b, d.Blocks[at], &slot, primer, begin.Bytes)
		if err == nil && slot >= len(records) {
			err = errDamaged
		}
		if err != nil {
			return "", Hit{}, fmt.Errorf("%s: %w", name, err)
		}
		p := records[slot]
		h := Hit{Session: d.Session, Language: s.Lang, N: p.n, Passage: p.k, Speaker: p.speaker.Name, SpeakerID: p.speaker.ID, Title: d.Title, Date: d.Date}
		return p.text, addressed(h, p.anchor, d.URL), nil
	}
	return "", Hit{}, fmt.Errorf("%s: %w", name, errDamaged)
}
