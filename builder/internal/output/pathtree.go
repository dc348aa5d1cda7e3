package output

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// pathTree holds values by slash path, and which paths are those of folders. The name of a
// folder is in it once, whatever lies below, and a path is put together when it is asked
// for: of a site of 600,000 files maps of paths took 1.7 times the memory. What only
// reads may be done by several at a time.
type pathTree[V any] struct {
	nodes   rows[node] // by number; the first is the output folder itself
	names   names
	values  rows[V]
	unused  []int32 // places of values
	table   []int32 // the nodes but the first, by folder and name; 0 where there is none
	seed    maphash.Seed
	files   int // paths that have a value
	folders int // paths that are marked as those of folders
}

// node is a path: a name in a folder.
type node struct {
	up     int32 // the folder
	name   uint32
	value  int32 // one more than its place, 0 for none
	long   uint8 // the bytes of the name, maxName at most
	folder mark
}

// mark says whether a path is that of a folder.
type mark uint8

const (
	noFolder mark = iota
	isFolder
	stagedFolder // and one that is made in the stage of wholes
)

// find gives the number of a path, 0 where it was never added.
func (t *pathTree[V]) find(path string) int32 {
	if len(t.table) == 0 {
		return 0
	}
	for n := int32(0); ; {
		name, rest, inside := strings.Cut(path, "/")
		if n = t.table[t.slot(n, name)]; n == 0 || !inside {
			return n
		}
		path = rest
	}
}

// add gives the number of a path, which it adds with those of the folders it lies in.
// They have no value and no mark by that. The path has passed checkPath, so that none of its
// names is longer than maxName.
func (t *pathTree[V]) add(path string) int32 {
	for n := int32(0); ; {
		name, rest, inside := strings.Cut(path, "/")
		if n = t.addIn(n, name); !inside {
			return n
		}
		path = rest
	}
}

func (t *pathTree[V]) addIn(up int32, name string) int32 {
	t.makeRoom()
	slot := t.slot(up, name)
	if n := t.table[slot]; n != 0 {
		return n
	}
	n := t.nodes.add(node{up: up, name: t.names.add(name), long: uint8(len(name))})
	t.table[slot] = n
	return n
}

// makeRoom sees to it that the table takes another node, a quarter of it staying free.
func (t *pathTree[V]) makeRoom() {
	if t.nodes.n == 0 {
		t.seed = maphash.MakeSeed()
		t.nodes.add(node{})
	}
	if 4*t.nodes.n < 3*len(t.table) {
		return
	}
	t.table = make([]int32, max(64, 2*len(t.table)))
	for n := int32(1); n < int32(t.nodes.n); n++ {
		at := t.place(t.nodes.at(n).up, maphash.Bytes(t.seed, t.name(n)))
		for t.table[at] != 0 {
			at = (at + 1) & (len(t.table) - 1)
		}
		t.table[at] = n
	}
}

// slot gives the place in the table where a name in a folder is, or would be.
func (t *pathTree[V]) slot(up int32, name string) int {
	at := t.place(up, maphash.String(t.seed, name))
	for ; t.table[at] != 0; at = (at + 1) & (len(t.table) - 1) {
		if n := t.table[at]; t.nodes.at(n).up == up && string(t.name(n)) == name {
			break
		}
	}
	return at
}

// place is where the table is searched first.
func (t *pathTree[V]) place(up int32, hash uint64) int {
	hash ^= uint64(up) * 0x9e3779b97f4a7c15 // spreads small numbers over the upper bits
	return int(hash >> (64 - bits.TrailingZeros(uint(len(t.table)))))
}

func (t *pathTree[V]) name(n int32) []byte {
	at := t.nodes.at(n)
	return t.names.at(at.name, int(at.long))
}

// path gives a path by its number.
func (t *pathTree[V]) path(n int32) string {
	var b [256]byte // few are longer
	return string(t.appendPath(b[:0], n))
}

func (t *pathTree[V]) appendPath(b []byte, n int32) []byte {
	if up := t.nodes.at(n).up; up != 0 {
		b = append(t.appendPath(b, up), '/')
	}
	return append(b, t.name(n)...)
}

// top gives the outermost folder of a path, or the path itself in none.
func (t *pathTree[V]) top(n int32) int32 {
	for {
		up := t.nodes.at(n).up
		if up == 0 {
			return n
		}
		n = up
	}
}

// value gives the value of a path by its number, to be changed in place; nil for none.
func (t *pathTree[V]) value(n int32) *V {
	if n == 0 {
		return nil
	}
	at := t.nodes.at(n).value
	if at == 0 {
		return nil
	}
	return t.values.at(at - 1)
}

// get gives the value of a path; false for none.
func (t *pathTree[V]) get(path string) (v V, ok bool) {
	if p := t.value(t.find(path)); p != nil {
		return *p, true
	}
	return v, false
}

func (t *pathTree[V]) has(path string) bool { return t.value(t.find(path)) != nil }

// give gives a path, by its number, a value, which stays in its place.
func (t *pathTree[V]) give(n int32, v V) *V {
	at := t.nodes.at(n)
	if at.value == 0 {
		t.files++
		if last := len(t.unused) - 1; last >= 0 {
			at.value, t.unused = t.unused[last]+1, t.unused[:last]
		} else {
			at.value = t.values.add(v) + 1
		}
	}
	p := t.values.at(at.value - 1)
	*p = v
	return p
}

func (t *pathTree[V]) set(path string, v V) { t.give(t.add(path), v) }

// drop takes its value from a path.
func (t *pathTree[V]) drop(path string) {
	if n := t.find(path); t.value(n) != nil {
		at := t.nodes.at(n)
		t.unused = append(t.unused, at.value-1)
		at.value = 0
		t.files--
	}
}

// folder tells of a path whether it is marked as that of a folder.
func (t *pathTree[V]) folder(path string) mark {
	if n := t.find(path); n != 0 {
		return t.nodes.at(n).folder
	}
	return noFolder
}

// mark marks a path, by its number.
func (t *pathTree[V]) mark(n int32, m mark) {
	at := t.nodes.at(n)
	switch {
	case at.folder == noFolder && m != noFolder:
		t.folders++
	case at.folder != noFolder && m == noFolder:
		t.folders--
	}
	at.folder = m
}

// unmark takes its mark from a path.
func (t *pathTree[V]) unmark(path string) {
	if n := t.find(path); n != 0 {
		t.mark(n, noFolder)
	}
}

// markAll marks a path, by its number, and all that it lies in, where they are not.
func (t *pathTree[V]) markAll(n int32) {
	for ; n != 0; n = t.nodes.at(n).up {
		if t.nodes.at(n).folder == noFolder {
			t.mark(n, isFolder)
		}
	}
}

// all yields the numbers of the paths that have a value, in no order that means anything.
func (t *pathTree[V]) all() iter.Seq2[int32, *V] {
	return func(yield func(int32, *V) bool) {
		for n := int32(1); n < int32(t.nodes.n); n++ {
			if v := t.value(n); v != nil && !yield(n, v) {
				return
			}
		}
	}
}

// sorted gives the numbers of all paths in order of their bytes, whether they have a value
// or not.
func (t *pathTree[V]) sorted() []int32 {
	if t.nodes.n == 0 {
		return nil
	}
	// What lies in each folder stands together: each node, and each that others lie in once
	// more, as the complement of its number, for what follows in its place.
	count := int32(t.nodes.n)
	starts := make([]int32, count+1)
	for n := int32(1); n < count; n++ {
		starts[t.nodes.at(n).up+1]++
	}
	for n := int32(1); n < count; n++ {
		if starts[n+1] > 0 {
			starts[t.nodes.at(n).up+1]++
		}
	}
	for n := range count {
		starts[n+1] += starts[n]
	}
	within, next := make([]int32, starts[count]), slices.Clone(starts)
	put := func(folder, n int32) {
		within[next[folder]] = n
		next[folder]++
	}
	for n := int32(1); n < count; n++ {
		up := t.nodes.at(n).up
		put(up, n)
		if starts[n] < starts[n+1] {
			put(up, ^n)
		}
	}
	order := next[:0] // which is not needed any more
	var walk func(folder int32)
	walk = func(folder int32) {
		here := within[starts[folder]:starts[folder+1]]
		slices.SortFunc(here, t.compare)
		for _, n := range here {
			if n < 0 {
				walk(^n)
			} else {
				order = append(order, n)
			}
		}
	}
	walk(0)
	return order
}

// sortedFiles gives the numbers of the paths that have a value, in order of their bytes.
func (t *pathTree[V]) sortedFiles() []int32 {
	return slices.DeleteFunc(t.sorted(), func(n int32) bool { return t.value(n) == nil })
}

// compare compares two of a folder as sorted orders them.
func (t *pathTree[V]) compare(a, b int32) int {
	name := func(n int32) (name []byte, after int) {
		if n < 0 {
			return t.name(^n), '/'
		}
		return t.name(n), -1
	}
	x, afterX := name(a)
	y, afterY := name(b)
	both := min(len(x), len(y))
	if order := bytes.Compare(x[:both], y[:both]); order != 0 {
		return order
	}
	if len(x) > both {
		afterX = int(x[both])
	}
	if len(y) > both {
		afterY = int(y[both])
	}
	return cmp.Compare(afterX, afterY)
}

// counterparts gives, by number in a tree, the numbers that its paths have in another, 0 for
// those that were never added there.
func counterparts[V, W any](of *pathTree[V], in *pathTree[W]) []int32 {
	out := make([]int32, of.nodes.n)
	if len(in.table) == 0 {
		return out
	}
	for n := int32(1); n < int32(of.nodes.n); n++ { // what a path lies in has been added before it
		up := of.nodes.at(n).up
		if up == 0 || out[up] != 0 {
			out[n] = in.table[in.slot(out[up], string(of.name(n)))]
		}
	}
	return out
}

// clone copies a tree, without what has neither a value nor a mark where that is most.
func (t *pathTree[V]) clone() *pathTree[V] {
	if 2*(t.files+t.folders) >= t.nodes.n {
		return &pathTree[V]{
			nodes: t.nodes.clone(), names: t.names.clone(), values: t.values.clone(), unused: slices.Clone(t.unused),
			table: slices.Clone(t.table), seed: t.seed, files: t.files, folders: t.folders,
		}
	}
	c := new(pathTree[V])
	for n := int32(1); n < int32(t.nodes.n); n++ {
		v, folder := t.value(n), t.nodes.at(n).folder
		if v == nil && folder == noFolder {
			continue
		}
		to := c.add(t.path(n))
		c.mark(to, folder)
		if v != nil {
			c.give(to, *v)
		}
	}
	return c
}
