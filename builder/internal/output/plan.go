package output

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"path"
	"slices"
)

// planner turns what was put into steps. It only looks at the disk.
type planner struct {
	c       *Commit
	steps   []planned
	foreign []string // what others put in the way; nothing is done if there is any
	summary Summary
	folders map[string]folderState
	cleared map[string]struct{} // files and folders of the manifest removed by a step so far
}

type folderState uint8

const (
	there   folderState = iota + 1 // a real folder on disk
	absent                         // nothing is there
	made                           // a step makes it
	blocked                        // something else is there
)

// planned is a step, by the number of its path in the commit.
type planned struct {
	kind kind
	path int32
}

// all yields the steps, in the order in which they are done.
func (p *planner) all() iter.Seq[step] {
	return func(yield func(step) bool) {
		for _, s := range p.steps {
			is := step{kind: s.kind, path: p.c.files.path(s.path)}
			switch s.kind {
			case moveFile, recordFile, placedFile:
				f := p.c.files.value(s.path)
				is.staged, is.record = uint64(f.staged), f.record()
			}
			if !yield(is) {
				return
			}
		}
	}
}

// changed lists, in order, the paths that the steps write or delete; nil for none.
func (p *planner) changed() (paths []string) {
	for _, s := range p.steps {
		switch s.kind {
		case moveFile, placedFile, deleteFile, forgetFile:
			paths = append(paths, p.c.files.path(s.path))
		}
	}
	slices.Sort(paths)
	return paths
}

func (c *Commit) plan() (*planner, error) {
	p := &planner{c: c, folders: make(map[string]folderState), cleared: make(map[string]struct{})}
	var moves, records, whole []int32
	for _, n := range c.files.sortedFiles() {
		switch f := c.files.value(n); {
		case f.state == changed && f.whole:
			whole = append(whole, n)
		case f.state == changed:
			moves = append(moves, n)
		case f.state == adopted:
			records = append(records, n)
		}
	}
	p.summary.Unchanged = c.files.files - len(moves) - len(whole)
	p.steps = make([]planned, 0, len(moves)+len(records)+len(whole)) // or, of many, it is laid out anew as it grows
	if err := p.placeWholes(whole); err != nil {
		return nil, err
	}
	slices.SortStableFunc(moves, func(a, b int32) int {
		return cmp.Compare(c.files.value(a).class, c.files.value(b).class)
	})
	for _, n := range moves {
		if err := p.move(n); err != nil {
			return nil, fmt.Errorf("look at %q: %w", c.folder.shown(c.files.path(n)), err)
		}
	}
	for _, n := range records {
		p.addFile(recordFile, n)
	}
	if err := p.deletions(); err != nil {
		return nil, err
	}
	return p, nil
}

// add plans a step for a path that need not be that of a file that was put.
func (p *planner) add(k kind, path string) {
	p.steps = append(p.steps, planned{k, p.c.files.add(path)})
}

// addFile plans a step for a file that was put, by its number there.
func (p *planner) addFile(k kind, n int32) {
	p.steps = append(p.steps, planned{k, n})
	if k != recordFile {
		p.summary.Written++
		p.summary.Bytes += p.c.files.value(n).size
	}
}

// drop removes a file of the old site; gone says that it is not on disk.
func (p *planner) drop(name string, gone bool) {
	k := deleteFile
	if gone {
		k = forgetFile
	}
	p.add(k, name)
	p.cleared[name] = struct{}{}
	p.summary.Deleted++
}

// move plans to put one staged file in its place, and clears the place.
func (p *planner) move(n int32) error {
	name := p.c.files.path(n)
	parent, ok, err := p.makeAbove(name)
	if err != nil || !ok {
		return err
	}
	if parent == there {
		if ok, err := p.clear(name); err != nil || !ok {
			return err
		}
	}
	p.addFile(moveFile, n)
	return nil
}

// makeAbove plans the folders of a path that are missing. It gives the state
// of the innermost, and false if something of others is in the way.
func (p *planner) makeAbove(name string) (state folderState, ok bool, err error) {
	state = there
	for folder := range above(name) {
		if state, err = p.look(folder, state); err != nil {
			return state, false, err
		}
		if state == blocked {
			if !p.c.old.has(folder) {
				p.foreign = append(p.foreign, folder)
				return state, false, nil
			}
			p.drop(folder, false)
			state = absent
		}
		if state == absent {
			p.add(makeFolder, folder)
			state = made
		}
		p.folders[folder] = state
	}
	return state, true, nil
}

// look tells what stands in the place of a folder, given the state of the
// folder around it. A symbolic link is no folder: what is behind it is not ours.
func (p *planner) look(folder string, around folderState) (folderState, error) {
	if around != there {
		return cmp.Or(p.folders[folder], absent), nil
	}
	if state := p.folders[folder]; state != 0 {
		return state, nil
	}
	info, err := p.c.disk.Lstat(folder)
	state := there
	switch {
	case missing(err):
		state = absent
	case err != nil:
		return 0, err
	case !info.IsDir():
		state = blocked
	}
	p.folders[folder] = state
	return state, nil
}

// clear makes sure that a file may be moved to name; false if it may not.
func (p *planner) clear(name string) (bool, error) {
	info, err := p.c.disk.Lstat(name)
	if missing(err) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	if info.IsDir() {
		return p.clearFolder(name)
	}
	if p.c.old.has(name) {
		return true, nil
	}
	if other := p.c.alias(name); other != "" {
		same, err := p.c.disk.Lstat(other)
		if err == nil && os.SameFile(info, same) {
			p.drop(other, false)
			return true, nil
		}
	}
	p.foreign = append(p.foreign, name)
	return false, nil
}

// clearFolder plans to remove a folder where a file is to be, if it and all
// that is in it are ours.
func (p *planner) clearFolder(folder string) (bool, error) {
	if p.c.old.folder(folder) == noFolder {
		p.foreign = append(p.foreign, folder)
		return false, nil
	}
	entries, err := p.c.disk.ReadDir(folder)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if e.IsDir() {
			if ok, err := p.clearFolder(name); err != nil || !ok {
				return ok, err
			}
			continue
		}
		if !p.c.old.has(name) {
			p.foreign = append(p.foreign, name)
			return false, nil
		}
		p.drop(name, false)
	}
	p.add(removeFolder, folder)
	p.cleared[folder] = struct{}{}
	return true, nil
}

// deletions plans to remove the files of the old site that the new one lacks,
// those first that point at others, and the folders that they leave.
func (p *planner) deletions() error {
	old := p.c.old
	order, now := old.sorted(), counterparts(old.pathTree, &p.c.files)
	var gone []int32
	for _, n := range order {
		if old.value(n) == nil || p.c.files.value(now[n]) != nil {
			continue
		}
		name := old.path(n)
		if p.c.left != nil && p.c.left(name) {
			continue
		}
		if _, cleared := p.cleared[name]; !cleared {
			gone = append(gone, n)
		}
	}
	slices.SortStableFunc(gone, func(a, b int32) int { return -cmp.Compare(old.value(a).class, old.value(b).class) })
	for _, n := range gone {
		name := old.path(n)
		absent, err := p.gone(name)
		if err != nil {
			return fmt.Errorf("look at %q: %w", p.c.folder.shown(name), err)
		}
		p.drop(name, absent)
	}
	for _, n := range slices.Backward(order) { // inner ones first
		if old.nodes.at(n).folder == noFolder || now[n] != 0 && p.c.files.nodes.at(now[n]).folder != noFolder {
			continue
		}
		folder := old.path(n)
		if _, cleared := p.cleared[folder]; !cleared {
			p.add(removeFolder, folder)
		}
	}
	return nil
}

// gone tells whether a file of the manifest is on disk no more: missing, or
// behind something that is no folder, or a folder itself.
func (p *planner) gone(name string) (bool, error) {
	state := there
	for folder := range above(name) {
		var err error
		if state, err = p.look(folder, state); err != nil {
			return false, err
		}
		if state != there {
			return true, nil
		}
	}
	info, err := p.c.disk.Lstat(name)
	if missing(err) {
		return true, nil
	}
	return err == nil && info.IsDir(), err
}

// alias gives the path of the old manifest that differs from a path in letter
// case only and is not put again, "" for none. On many file systems both are
// one file: deleting the old would delete the new.
func (c *Commit) alias(name string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.aliases == nil {
		c.aliases = make(map[string]string, c.old.files)
		for _, n := range c.old.sortedFiles() {
			known := c.old.path(n)
			c.aliases[folded(known)] = known
		}
	}
	other := c.aliases[folded(name)]
	if other == name || c.files.has(other) {
		return ""
	}
	return other
}
