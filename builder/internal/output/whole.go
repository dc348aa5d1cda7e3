package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// wholes are the folders of the site, those in no other, that a commit stages as
// they will stand and moves into place as a whole. On a first build that is nearly
// all: to stage each file under a number and move it costs as much again as to
// write it, and the folders are made by one goroutine at the end.
type wholes struct {
	is     map[string]bool // by name: whether it is staged as a whole
	staged bool            // there is a stage for them
}

// wholeName is where a path is staged whose folder is moved as a whole.
func wholeName(path string) string { return stageName + "/whole/" + path }

// top is the outermost folder of a path, "" for none.
func top(path string) string {
	name, _, ok := strings.Cut(path, "/")
	if !ok {
		return ""
	}
	return name
}

// whole tells whether a path is staged in a folder that is moved as a whole: the
// commit changes no file of the site, so that no page can point at what it brings,
// and nothing stands in the folder's place.
func (c *Commit) whole(path string) bool {
	name := top(path)
	if name == "" {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.fresh {
		return false
	}
	is, known := c.wholes.is[name]
	if !known {
		_, err := c.disk.Lstat(name)
		is = missing(err)
		if c.wholes.is == nil {
			c.wholes.is = map[string]bool{}
		}
		c.wholes.is[name] = is
	}
	return is
}

// makeWhole makes the folders, in the stage, that a path lies in.
func (c *Commit) makeWhole(path string) error {
	if c.isMade(path[:strings.LastIndexByte(path, '/')]) {
		return nil
	}
	if err := c.makeStage(); err != nil {
		return err
	}
	for folder := range above(path) {
		if c.isMade(folder) {
			continue
		}
		if err := c.disk.Mkdir(wholeName(folder)); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		c.mu.Lock()
		c.files.mark(c.files.find(folder), stagedFolder)
		c.mu.Unlock()
	}
	return nil
}

// isMade tells whether a folder is made in the stage.
func (c *Commit) isMade(folder string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.files.folder(folder) == stagedFolder
}

// makeStage makes the stage of wholes, once.
func (c *Commit) makeStage() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.wholes.staged {
		return nil
	}
	for _, folder := range []string{stageName, strings.TrimSuffix(wholeName(""), "/")} {
		if err := c.disk.Mkdir(folder); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	c.wholes.staged, c.staging = true, true
	return nil
}

// placeWholes plans to move the folders that were staged as wholes: first those
// that others point at. files were staged in them; they are in order of their paths.
func (p *planner) placeWholes(files []int32) error {
	in := map[string][]int32{}
	class := map[string]Class{}
	for _, n := range files {
		folder := string(p.c.files.name(p.c.files.top(n)))
		in[folder] = append(in[folder], n)
		class[folder] = max(class[folder], p.c.files.value(n).class)
	}
	folders := slices.SortedFunc(maps.Keys(in), func(a, b string) int {
		return cmp.Or(cmp.Compare(class[a], class[b]), cmp.Compare(a, b))
	})
	for _, folder := range folders {
		switch _, err := p.c.disk.Lstat(folder); {
		case err == nil: // since the first file was staged
			p.foreign = append(p.foreign, folder)
			continue
		case !missing(err):
			return fmt.Errorf("look at %q: %w", p.c.folder.shown(folder), err)
		}
		p.add(moveFolder, folder)
		p.folders[folder] = made
		for _, n := range in[folder] {
			p.addFile(placedFile, n)
		}
	}
	return nil
}

// place enters a file that came with its folder into m.
func place(m *manifest, s step) {
	n := m.add(s.path)
	m.give(n, s.record)
	m.markAll(m.nodes.at(n).up)
}
