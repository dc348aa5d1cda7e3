package output

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"slices"
)

// planner turns what was put into steps. It only looks at the disk.
type planner struct {
	c       *Commit
	steps   []step
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

func (c *Commit) plan() (*planner, error) {
	p := &planner{c: c, folders: make(map[string]folderState), cleared: make(map[string]struct{})}
	var moves, records, whole []string
	for name, f := range c.files {
		switch {
		case f.state == changed && f.whole:
			whole = append(whole, name)
		case f.state == changed:
			moves = append(moves, name)
		case f.state == adopted:
			records = append(records, name)
		}
	}
	p.steps = make([]step, 0, len(moves)+len(records)+len(whole)) // or, of many, it is laid out anew as it grows
	if err := p.placeWholes(whole); err != nil {
		return nil, err
	}
	slices.SortFunc(moves, func(a, b string) int {
		return cmp.Or(cmp.Compare(c.files[a].record.class, c.files[b].record.class), cmp.Compare(a, b))
	})
	slices.Sort(records)

	for _, name := range moves {
		if err := p.move(name); err != nil {
			return nil, fmt.Errorf("look at %q: %w", c.folder.shown(name), err)
		}
	}
	for _, name := range records {
		p.add(step{kind: recordFile, path: name, record: c.files[name].record})
	}
	p.summary.Unchanged = len(c.files) - len(moves) - len(whole)
	if err := p.deletions(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *planner) add(s step) { p.steps = append(p.steps, s) }

// drop removes a file of the old site; gone says that it is not on disk.
func (p *planner) drop(name string, gone bool) {
	s := step{kind: deleteFile, path: name}
	if gone {
		s.kind = forgetFile
	}
	p.add(s)
	p.cleared[name] = struct{}{}
	p.summary.Deleted++
	p.summary.Changed = append(p.summary.Changed, name)
}

// move plans to put one staged file in its place, and clears the place.
func (p *planner) move(name string) error {
	parent, ok, err := p.makeAbove(name)
	if err != nil || !ok {
		return err
	}
	if parent == there {
		if ok, err := p.clear(name); err != nil || !ok {
			return err
		}
	}
	f := p.c.files[name]
	p.add(step{kind: moveFile, path: name, staged: f.staged, record: f.record})
	p.wrote(name, f.record)
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
			if _, ours := p.c.old.files[folder]; !ours {
				p.foreign = append(p.foreign, folder)
				return state, false, nil
			}
			p.drop(folder, false)
			state = absent
		}
		if state == absent {
			p.add(step{kind: makeFolder, path: folder})
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
	if _, ours := p.c.old.files[name]; ours {
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
	if _, ours := p.c.old.folders[folder]; !ours {
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
		if _, ours := p.c.old.files[name]; !ours {
			p.foreign = append(p.foreign, name)
			return false, nil
		}
		p.drop(name, false)
	}
	p.add(step{kind: removeFolder, path: folder})
	p.cleared[folder] = struct{}{}
	return true, nil
}

// deletions plans to remove the files of the old site that the new one lacks,
// those first that point at others, and the folders that they leave.
func (p *planner) deletions() error {
	old := p.c.old
	var gone []string
	for name := range old.files {
		if p.c.left != nil && p.c.left(name) {
			continue
		}
		if _, cleared := p.cleared[name]; !cleared && p.c.files[name] == nil {
			gone = append(gone, name)
		}
	}
	slices.SortFunc(gone, func(a, b string) int {
		return cmp.Or(-cmp.Compare(old.files[a].class, old.files[b].class), cmp.Compare(a, b))
	})
	for _, name := range gone {
		absent, err := p.gone(name)
		if err != nil {
			return fmt.Errorf("look at %q: %w", p.c.folder.shown(name), err)
		}
		p.drop(name, absent)
	}
	folders := sortedKeys(old.folders)
	slices.Reverse(folders) // inner ones first
	for _, folder := range folders {
		_, cleared := p.cleared[folder]
		if _, needed := p.c.above[folder]; !needed && !cleared {
			p.add(step{kind: removeFolder, path: folder})
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
		c.aliases = make(map[string]string, len(c.old.files))
		for _, known := range sortedKeys(c.old.files) {
			c.aliases[folded(known)] = known
		}
	}
	other := c.aliases[folded(name)]
	if other == name || c.files[other] != nil {
		return ""
	}
	return other
}
