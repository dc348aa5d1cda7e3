package output

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Believe has what is kept from now on taken to be as the manifest says, without a
// look at the files: for those who looked lately.
func (c *Commit) Believe() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.believed = true
}

// Keep adds a file to the site as the last commit left it, if the folder still
// has it with that hash: as Put would with the same bytes, which need not be made
// for it. It is false if they must, for Put.
func (c *Commit) Keep(path string, class Class, hash Hash) bool {
	c.life.RLock()
	defer c.life.RUnlock()
	old, listed := c.old.get(path)
	if c.done || !listed || !old.known || old.hash != hash {
		return false
	}
	r := record{hash: hash, size: old.size, class: class, known: true}
	state := c.lookAt(path, old, r)
	return state != changed && c.keep(path, r, state)
}

// lookAt tells whether the folder holds a file as r has it, which is as old, from the
// manifest, has it, but for its class.
func (c *Commit) lookAt(path string, old, r record) state {
	if c.believed && old.class == r.class {
		return kept
	}
	return c.compare(path, r)
}

// keep adds a file that was looked at. It is false where the path is taken, as Put will
// say.
func (c *Commit) keep(path string, r record, as state) bool {
	p, err := c.claim(path)
	if err != nil {
		return false
	}
	p.note(r)
	p.state = as
	return true
}

// HashOf gives the hash of a file that was put or kept; false for none. Whoever puts a
// file asks when that is done.
func (c *Commit) HashOf(path string) (Hash, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.files.value(c.files.find(path))
	if f == nil || f.state == pending {
		return Hash{}, false
	}
	return f.hash, true
}

// KeepAll does as Keep for all files whose path begins with prefix, if the folder
// holds what it held when SumOf gave sum, no more and no less. When it is false
// none is kept.
func (c *Commit) KeepAll(prefix string, sum Sum) bool {
	if c.old.sumOf(prefix) != sum {
		return false
	}
	var paths []string
	for n := range c.old.all() {
		if path := c.old.path(n); strings.HasPrefix(path, prefix) {
			paths = append(paths, path)
		}
	}
	return c.KeepAsWere(paths)
}

// Stands tells whether the folder holds what it held when SumOf("") gave sum, no more
// and no less of what dixit wrote. It keeps nothing: it is for those who then abort.
func (c *Commit) Stands(sum Sum) bool {
	if c.old.sumOf("") != sum {
		return false
	}
	return eachLooker(c.old.sortedFiles(), func(n *int32) bool {
		old := *c.old.value(*n)
		return old.known && c.compare(c.old.path(*n), old) == kept
	})
}

// eachLooker calls look for all of some files, several at a time, until it is false
// once.
func eachLooker[F any](files []F, look func(file *F) bool) bool {
	var group sync.WaitGroup
	var bad atomic.Bool
	each := max(1, (len(files)+lookers-1)/lookers)
	for part := range slices.Chunk(files, each) {
		group.Go(func() {
			for i := range part {
				if bad.Load() || !look(&part[i]) {
					bad.Store(true)
					return
				}
			}
		})
	}
	group.Wait()
	return !bad.Load()
}

// KeepAsWere does as Keep for some files, whatever the last commit left in them:
// for those whose names say what they hold. When it is false none is kept.
func (c *Commit) KeepAsWere(paths []string) bool {
	c.life.RLock()
	defer c.life.RUnlock()
	if c.done {
		return false
	}
	slices.Sort(paths) // so that what lies in one folder is looked at together
	files := make([]standing, len(paths))
	for i, path := range paths {
		files[i].path = path
	}
	if !eachLooker(files, func(f *standing) bool {
		old, listed := c.old.get(f.path)
		f.record, f.state = old, changed
		if listed && old.known {
			f.state = c.lookAt(f.path, old, old)
		}
		return f.state != changed
	}) {
		return false
	}
	for i, f := range files {
		if !c.keep(f.path, f.record, f.state) {
			c.release(paths[:i])
			return false
		}
	}
	return true
}

// standing is a file of the last commit, and what a look at it has shown.
type standing struct {
	path   string
	record record
	state  state
}

// lookers is how many goroutines look at files at a time. Most of it is done in
// calls of the system.
const lookers = 4

// Leave leaves the files of the last commit whose paths are in a set as they are,
// without a look at them, unless they are put.
func (c *Commit) Leave(in func(path string) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left, c.fresh = in, true
	for n := range c.old.all() {
		path := c.old.path(n)
		if !in(path) {
			c.fresh = false
			continue
		}
		if at := strings.LastIndexByte(path, '/'); at >= 0 {
			c.files.markAll(c.files.add(path[:at]))
		}
	}
}

// release takes back that paths were kept.
func (c *Commit) release(paths []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, path := range paths {
		c.files.drop(path) // the folders above stay claimed, as others need them
	}
}
