package searchindex

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// Who watches a site being edited is not to wait for its index, of which an edit
// makes a segment anew, in a large archive a whole language. What is laid over an
// index that stands tells of the same editions as one that is written anew, and is
// made of those alone that have changed: an index of these by itself, and a manifest
// that has both, with the text files of what they were before set aside.
//
// It finds the same passages. It does not score them the same to a bit: how rare a
// word is counts what is set aside too, and a word that is in nothing else is not
// guessed; and of a word whose list is pruned fewer passages may be left. It is for
// memory, not for a disk: files that depend on what stood before are no function of
// the editions.

// mostLaid is how many editions may be laid over an index at most, and as many set
// aside. Up to so many, all of a language are one segment.
const mostLaid = leastSegments*fewEditions - 1

// Standing is an index that was written, and of which editions. It does not change.
type Standing struct {
	get  func(name string) ([]byte, error)
	man  manifest
	keys []Key
	segs []segment
	at   map[editionID]int // index in Heads
	// where has the segment and the number there of each edition.
	where [][2]int
	heads []Head
}

type editionID struct {
	session string
	lang    lang.Tag
}

// NewStanding takes up an index. get gives the files below its folder by their
// names, as long as it stands; heads and keys are those that it was written with.
func NewStanding(get func(name string) ([]byte, error), heads []Head, keys []Key) (*Standing, error) {
	r, err := Open(get)
	if err != nil {
		return nil, err
	}
	x := &Standing{get: get, man: r.man, keys: keys, heads: heads, segs: segments(heads), at: make(map[editionID]int, len(heads)), where: make([][2]int, len(heads))}
	if len(x.segs) != len(x.man.Segments) || len(keys) != len(heads) || x.man.Aside != nil {
		return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
	}
	for s, seg := range x.segs {
		if m := &x.man.Segments[s]; m.Lang != seg.lang || m.Editions != len(seg.heads) {
			return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
		}
		for i, h := range seg.heads {
			x.where[h] = [2]int{s, i}
			x.at[editionID{heads[h].Session, heads[h].Lang}] = h
		}
	}
	return x, nil
}

// Overlay gives the files to be laid over the index, by their names, so that it tells
// of other editions; the manifest is one of them, and takes the place of the one that
// stands. It is empty where nothing has changed. It is false where too much has: then
// the index must be written. load, temp and workers are as in [Input].
func (x *Standing) Overlay(ctx context.Context, heads []Head, keys []Key, load func(int) (*Edition, error), temp func() (*os.File, error), workers int) (map[string][]byte, bool, error) {
	var fresh []int
	stays := make([]bool, len(x.heads))
	staying := 0
	for i, h := range heads {
		if was, ok := x.at[editionID{h.Session, h.Lang}]; ok && x.keys[was] == keys[i] {
			stays[was] = true
			staying++
		} else if fresh = append(fresh, i); len(fresh) > mostLaid {
			return nil, false, nil
		}
	}
	if gone := len(stays) - staying; gone > mostLaid {
		return nil, false, nil
	} else if gone+len(fresh) == 0 {
		return nil, true, nil
	}
	files := map[string][]byte{}
	var mu sync.Mutex
	in := Input{Load: func(i int) (*Edition, error) { return load(fresh[i]) }, Temp: temp, Workers: workers}
	for _, i := range fresh {
		in.Heads = append(in.Heads, heads[i])
	}
	var own manifest
	in.Put = func(name string, content []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if strings.Contains(name, "/") { // else it says what the archive as a whole has
			files[name] = slices.Clone(content)
		}
		return nil
	}
	if len(fresh) > 0 {
		w, err := write(ctx, in, true)
		if err != nil {
			return nil, false, err
		}
		own = w.man
	}
	man, err := x.under(&own, stays)
	if err != nil {
		return nil, false, err
	}
	files[ManifestName], err = man.encode()
	return files, true, err
}

// under gives the manifest of the index with another laid over it, of which some
// editions stay.
func (x *Standing) under(own *manifest, stays []bool) (*manifest, error) {
	man := x.man
	man.Segments, man.Aside, man.Endings = slices.Clone(x.man.Segments), map[string][]int{}, maps.Clone(x.man.Endings)
	for s, seg := range x.segs {
		if !slices.ContainsFunc(seg.heads, func(h int) bool { return !stays[h] }) {
			continue
		}
		m := &man.Segments[s]
		spans, err := x.spans(s)
		if err != nil {
			return nil, err
		}
		for i, h := range seg.heads {
			if stays[h] {
				continue
			}
			m.Editions, m.Passages = m.Editions-1, m.Passages-spans[i].passages
			if spans[i].files > 0 {
				man.Aside[m.ID] = append(man.Aside[m.ID], spans[i].first, spans[i].files)
			}
		}
	}
	for _, s := range own.Segments {
		if slices.ContainsFunc(x.man.Segments, func(m segmentManifest) bool { return m.ID == s.ID }) {
			// Something changed that an index does not tell of.
			return &x.man, nil
		}
		man.Alone = append(man.Alone, s.ID)
		man.Segments = append(man.Segments, s)
	}
	maps.Copy(man.Endings, own.Endings)
	simple := map[rune]bool{}
	for _, r := range x.man.Han[1] + own.Han[1] {
		simple[r] = true
	}
	man.Han = hanOf(simple)
	return &man, nil
}

// span is where the text files of an edition lie in its segment.
type span struct{ first, files, passages int }

// spans gives those of the editions of a segment, in their order.
func (x *Standing) spans(s int) ([]span, error) {
	b, err := x.get(x.man.Segments[s].ID + "/" + datesName)
	if err == nil {
		b, err = inflate(b)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", datesName, err)
	}
	var out []span
	first := 0
	for line := range strings.Lines(string(b)) {
		f := strings.Split(line, " ")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s: %w", datesName, errDamaged)
		}
		files, err1 := strconv.Atoi(f[0])
		passages, err2 := strconv.Atoi(f[2])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("%s: %w", datesName, errDamaged)
		}
		out = append(out, span{first, files, passages})
		first += files
	}
	if len(out) != len(x.segs[s].heads) || first != x.man.Segments[s].Files {
		return nil, fmt.Errorf("%s: %w", datesName, errDamaged)
	}
	return out, nil
}

// hanOf gives the traditional characters whose simplified ones are some, and those,
// in the same order.
func hanOf(simple map[rune]bool) [2]string {
	var from, to strings.Builder
	for traditional, simplified := range terms.Pairs() {
		if simple[simplified] {
			from.WriteRune(traditional)
			to.WriteRune(simplified)
		}
	}
	return [2]string{from.String(), to.String()}
}
