package searchindex

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
// makes a segment anew, in a large archive a whole language. An overlay has what has
// changed since an index was written: small indexes of those editions alone, and a
// manifest of them and of the one that stands, in which the text files of what the
// editions were before are set aside.
//
// It finds what an index written anew finds, but not with the same scores to a bit:
// how rare a word is counts what is set aside too, and a word that is in nothing else
// is not guessed; of a word whose list is pruned fewer passages may be left, and a
// small segment has nothing of a word of which it has but other inflections. An
// overlay is for memory, not for a disk: it depends on the order of changes.
//
// A change writes an index of what has changed, mostly of one edition (17 ms of
// processor time). Of the indexes laid over, each is to be of more editions than the
// next, as in levelled segments, so that there are few to be searched: [Overlay.Merge]
// brings that about when nobody waits, as one in sixteen then makes sixteen editions
// again (120 ms).
const (
	// mostInLayer is how many editions one index of an overlay has at most: then all of a
	// language are one segment.
	mostInLayer = leastSegments*fewEditions - 1
	// fullLayer is of how many editions it is not written again.
	fullLayer = 32
	// mostLayers is how many there may be: a change that comes when there are as many,
	// as Merge has not been called between changes, merges them itself.
	mostLayers = 24
	// mostLaid is how many editions lie over an index at most, and as many may be set
	// aside in it. They take some 40 kB of memory each.
	mostLaid = 256
)

// Standing is an index that was written, and of which editions. It does not change.
// It is safe for use by one at a time.
type Standing struct {
	get   func(name string) ([]byte, error)
	man   manifest
	segs  []segment
	heads []Head
	keys  []Key
	at    map[editionID]int // index in heads
	known map[int][]span    // see spans; of segments, one of which has all of a large language
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
	x := &Standing{get: get, man: r.man, segs: segments(heads), heads: heads, keys: keys, at: make(map[editionID]int, len(heads)), known: map[int][]span{}}
	damaged := len(x.segs) != len(x.man.Segments) || len(keys) != len(heads) || x.man.Aside != nil
	for s := range min(len(x.segs), len(x.man.Segments)) {
		m := &x.man.Segments[s]
		damaged = damaged || m.Lang != x.segs[s].lang || m.Editions != len(x.segs[s].heads)
	}
	if damaged {
		return nil, fmt.Errorf("%s: %w", ManifestName, errDamaged)
	}
	for i, h := range heads {
		x.at[editionID{h.Session, h.Lang}] = i
	}
	return x, nil
}

// Overlay is what lies over an index that stands. It does not change.
type Overlay struct {
	// Files are to be had beside those of the index, by their names; the manifest is
	// one of them, and takes the place of the one that stands. nil where nothing is
	// laid over.
	Files  map[string][]byte
	layers []*layer
	// has runs parallel to layers: the editions that each is of and that have not changed
	// since, as indexes of the heads that Over was given.
	has [][]int
}

// layer is an index of some of the editions that were laid over.
type layer struct {
	man   manifest
	files map[string][]byte
	at    map[editionID]laid
}

// laid is an edition of a layer.
type laid struct {
	key     Key
	segment int
	span    span
}

// span is where the text files of an edition lie in its segment.
type span struct{ first, files, passages int }

// Over gives what is to be laid over the index for it to tell of other editions;
// before is what was, nil for nothing. It is nil where too much has changed: then the
// index must be written. load, temp and workers are as in [Input].
func (x *Standing) Over(ctx context.Context, before *Overlay, heads []Head, keys []Key, load func(int) (*Edition, error), temp func() (*os.File, error), workers int) (*Overlay, error) {
	stays := make([]bool, len(x.heads))
	gone := len(stays)
	var changed []int
	next := 0 // the edition that most likely comes next, as the lists are in one order
	for i, h := range heads {
		was, ok := next, next < len(x.heads) && x.heads[next].Session == h.Session && x.heads[next].Lang == h.Lang
		if !ok {
			was, ok = x.at[editionID{h.Session, h.Lang}]
		}
		if ok {
			next = was + 1
		}
		if ok && x.keys[was] == keys[i] {
			stays[was] = true
			gone--
		} else {
			changed = append(changed, i)
		}
	}
	if max(gone, len(changed)) > mostLaid {
		return nil, nil
	}
	if gone+len(changed) == 0 {
		return &Overlay{}, nil
	}
	out := &Overlay{Files: map[string][]byte{}}
	if before != nil {
		out.layers = before.layers
	}
	fresh := out.take(heads, keys, changed)
	if len(fresh) > mostInLayer {
		return nil, nil
	}
	out.leave(func(k int) bool { return len(out.has[k]) == 0 })
	if len(fresh) > 0 && len(out.layers) >= mostLayers {
		fresh = out.gather(fresh)
	}
	if len(fresh) > 0 {
		if err := out.lay(ctx, heads, keys, fresh, load, temp, workers); err != nil {
			return nil, err
		}
	}
	man, err := x.under(out.layers, out.has, heads, stays)
	if err != nil {
		return nil, err
	}
	for _, l := range out.layers {
		maps.Copy(out.Files, l.files)
	}
	out.Files[ManifestName], err = man.encode()
	return out, err
}

// Merge gives an overlay with the same files, over which the next has fewer indexes to
// lay its own: it may take as long as several changes, and nobody is to wait for it.
// The arguments are those that Over was given. It is the overlay itself where there is
// nothing to be merged.
func (o *Overlay) Merge(ctx context.Context, heads []Head, keys []Key, load func(int) (*Edition, error), temp func() (*os.File, error), workers int) (*Overlay, error) {
	last := len(o.layers) - 1
	if last < 1 {
		return o, nil
	}
	out := &Overlay{Files: o.Files, layers: o.layers[:last], has: o.has[:last]}
	merged := out.gather(o.has[last])
	if len(merged) == len(o.has[last]) {
		return o, nil
	}
	err := out.lay(ctx, heads, keys, merged, load, temp, workers)
	return out, err
}

// take parts some editions by the layers that have them, and gives those that none has.
func (o *Overlay) take(heads []Head, keys []Key, of []int) (fresh []int) {
	o.has = make([][]int, len(o.layers))
	for _, i := range of {
		in := slices.IndexFunc(o.layers, func(l *layer) bool {
			e, ok := l.at[editionID{heads[i].Session, heads[i].Lang}]
			return ok && e.key == keys[i]
		})
		if in < 0 {
			fresh = append(fresh, i)
		} else {
			o.has[in] = append(o.has[in], i)
		}
	}
	return fresh
}

// gather takes away layers, from the last on: those that have no more editions than
// others and what was taken before them, up to fullLayer together. It gives all these.
func (o *Overlay) gather(others []int) []int {
	all := slices.Clone(others)
	out := make([]bool, len(o.layers))
	for k := len(o.layers) - 1; k >= 0; k-- {
		if n := len(o.has[k]); n == 0 || n <= len(all) && n+len(all) <= fullLayer {
			out[k], all = true, append(all, o.has[k]...)
		}
	}
	o.leave(func(k int) bool { return out[k] })
	return all
}

// leave leaves some layers out. It changes no list that another overlay has.
func (o *Overlay) leave(some func(int) bool) {
	var layers []*layer
	var has [][]int
	for k, l := range o.layers {
		if !some(k) {
			layers, has = append(layers, l), append(has, o.has[k])
		}
	}
	o.layers, o.has = layers, has
}

// lay adds a layer of some editions.
func (o *Overlay) lay(ctx context.Context, heads []Head, keys []Key, of []int, load func(int) (*Edition, error), temp func() (*os.File, error), workers int) error {
	l, err := newLayer(ctx, heads, keys, of, load, temp, workers)
	if err == nil {
		o.layers, o.has = append(slices.Clip(o.layers), l), append(slices.Clip(o.has), of)
	}
	return err
}

// newLayer writes the index of some editions. Its names are no others' but of such an
// index of the same editions with the same keys.
func newLayer(ctx context.Context, heads []Head, keys []Key, of []int, load func(int) (*Edition, error), temp func() (*os.File, error), workers int) (*layer, error) {
	l := &layer{files: map[string][]byte{}, at: map[editionID]laid{}}
	var mu sync.Mutex
	in := Input{Load: func(i int) (*Edition, error) { return load(of[i]) }, Temp: temp, Workers: workers}
	in.Put = func(name string, content []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if strings.Contains(name, "/") { // else it says what the archive as a whole has
			l.files[name] = slices.Clone(content)
		}
		return nil
	}
	hash := sha256.New()
	for _, i := range of {
		in.Heads = append(in.Heads, heads[i])
		fmt.Fprintf(hash, "%q %q %x\n", heads[i].Session, heads[i].Lang, keys[i])
	}
	w, err := write(ctx, in, hex.EncodeToString(hash.Sum(nil)))
	if err != nil {
		return nil, err
	}
	l.man = w.man
	for k, i := range of {
		s, n := int(w.where[k][0]), w.where[k][1]
		d := &w.space[s].docs[n]
		l.at[editionID{heads[i].Session, heads[i].Lang}] = laid{keys[i], s, span{d.begin(), int(d.Files), int(d.Passages)}}
	}
	return l, nil
}

// under gives the manifest of the index and of the layers over it. Of the index some
// editions stay, of the layers those in by, indexes of heads.
func (x *Standing) under(layers []*layer, by [][]int, heads []Head, stays []bool) (*manifest, error) {
	man := x.man
	man.Segments, man.Aside, man.Endings = slices.Clone(x.man.Segments), map[string][]int{}, maps.Clone(x.man.Endings)
	leave := func(m *segmentManifest, of span) {
		m.Editions, m.Passages = m.Editions-1, m.Passages-of.passages
		if of.files > 0 {
			man.Aside[m.ID] = append(man.Aside[m.ID], of.first, of.files)
		}
	}
	for s, seg := range x.segs {
		if !slices.ContainsFunc(seg.heads, func(h int) bool { return !stays[h] }) {
			continue
		}
		spans, err := x.spans(s)
		if err != nil {
			return nil, err
		}
		for i, h := range seg.heads {
			if !stays[h] {
				leave(&man.Segments[s], spans[i])
			}
		}
	}
	simple := map[rune]bool{}
	for _, r := range x.man.Han[1] {
		simple[r] = true
	}
	for k, l := range layers {
		segs := slices.Clone(l.man.Segments)
		has := map[editionID]bool{}
		for _, i := range by[k] {
			has[editionID{heads[i].Session, heads[i].Lang}] = true
		}
		for _, id := range slices.SortedFunc(maps.Keys(l.at), func(a, b editionID) int {
			return l.at[a].span.first - l.at[b].span.first
		}) {
			if !has[id] {
				leave(&segs[l.at[id].segment], l.at[id].span)
			}
		}
		for _, s := range segs {
			man.Alone = append(man.Alone, s.ID)
		}
		man.Segments = append(man.Segments, segs...)
		maps.Copy(man.Endings, l.man.Endings)
		for _, r := range l.man.Han[1] {
			simple[r] = true
		}
	}
	man.Han = hanOf(simple)
	man.forgetEmpty()
	return &man, nil
}

// spans gives where the editions of a segment lie, in their order.
func (x *Standing) spans(s int) ([]span, error) {
	if known, ok := x.known[s]; ok {
		return known, nil
	}
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
	x.known[s] = out
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
