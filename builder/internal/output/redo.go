package output

import (
	"fmt"
	"iter"
	"os"
	"path"
)

// redoer carries out steps that may have been done already, in a folder that a
// power failure or other people may have changed since.
type redoer struct {
	*Folder
	moved map[string]string // folded path to path of the files that were moved before
	stuck map[string]bool   // folders that were not moved, for somebody has put something in their place since
}

func (f *Folder) redoer(steps iter.Seq[step]) (redoer, error) {
	r := redoer{f, make(map[string]string), make(map[string]bool)}
	for s := range steps {
		if s.kind != moveFile {
			continue
		}
		_, err := f.disk.Lstat(stagedName(s.staged))
		switch {
		case missing(err):
			r.moved[folded(s.path)] = s.path
		case err != nil:
			return r, fmt.Errorf("look at %q: %w", f.shown(stagedName(s.staged)), err)
		}
	}
	return r, nil
}

func (r redoer) redo(m *manifest, s step) error {
	switch s.kind {
	case moveFile:
		return r.redoMove(m, s)
	case moveFolder:
		return r.redoFolder(m, s)
	case placedFile:
		if r.stuck[top(s.path)] {
			return nil
		}
		// If its bytes got lost, the next commit writes them.
		found, err := r.holds(s.path, s.record)
		if err != nil {
			return err
		}
		s.record.known = found
	case deleteFile:
		if !m.has(s.path) {
			return nil // deleted before; what may stand there now is not ours
		}
		if r.isMoved(s.path) {
			s.kind = forgetFile
		}
	case recordFile:
		if found, err := r.holds(s.path, s.record); err != nil || !found {
			return err
		}
	}
	return r.do(m, s)
}

// redoFolder moves a folder as a whole, unless that was done before the crash.
func (r redoer) redoFolder(m *manifest, s step) error {
	switch _, err := r.disk.Lstat(wholeName(s.path)); {
	case missing(err):
		return nil // moved before
	case err != nil:
		return fmt.Errorf("look at %q: %w", r.shown(wholeName(s.path)), err)
	}
	if _, err := r.disk.Lstat(s.path); err == nil {
		r.stuck[s.path] = true // put there since the crash; the next commit will name what is in the way
		return nil
	}
	return r.do(m, s)
}

// isMoved tells whether a path of the old site leads to a file that was moved
// to a path which differs in letter case only.
func (r redoer) isMoved(name string) bool {
	to, ok := r.moved[folded(name)]
	if !ok {
		return false
	}
	a, errA := r.disk.Lstat(name)
	b, errB := r.disk.Lstat(to)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

func (r redoer) redoMove(m *manifest, s step) error {
	if r.moved[folded(s.path)] == s.path {
		// If its bytes got lost since, the next commit writes them.
		found, err := r.holds(s.path, s.record)
		if err != nil {
			return err
		}
		s.record.known = found
		m.set(s.path, s.record)
		return nil
	}
	intact, err := r.holds(stagedName(s.staged), s.record)
	if err != nil || !intact {
		return err // not moved, so the old bytes stay until the next commit
	}
	if !m.has(s.path) {
		if _, err := r.disk.Lstat(s.path); err == nil {
			return nil // put there since the crash; the next commit will name it
		}
	}
	if err := mkdirAbove(r.disk, s.path); err != nil {
		return fmt.Errorf("make folder %q: %w", r.shown(path.Dir(s.path)), err)
	}
	return r.do(m, s)
}
