package watch

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"dixit/builder/internal/source"
)

// tree is what is known of the watched folders and files.
type tree struct {
	site   Site
	notify notifier // nil where the system is not asked
	// cannot is told of a folder that the system refuses to watch, for a reason
	// that does not lie in the folder.
	cannot func(path string, err error)

	roots   []root
	watched map[string]bool   // folders that the system was asked to watch
	seen    map[string]stamps // what was seen last, by folder or single file
}

// stamps are what was seen of a folder: a stamp of each file in it, by name, and
// one of all else. A single file that is a root has the latter alone.
type stamps struct {
	files map[string]uint64
	rest  uint64
}

// differing lists what differs between two looks at a folder: files, or the folder
// itself.
func (s stamps) differing(o stamps, dir string, dst []string) []string {
	if s.rest != o.rest {
		dst = append(dst, dir)
	}
	for name, stamp := range s.files {
		if old, ok := o.files[name]; !ok || old != stamp {
			dst = append(dst, filepath.Join(dir, name))
		}
	}
	for name := range o.files {
		if _, ok := s.files[name]; !ok {
			dst = append(dst, filepath.Join(dir, name))
		}
	}
	return dst
}

// root is a path that the site asked to watch.
type root struct {
	path string
	info fs.FileInfo // nil when there is nothing
}

func look(path string) root {
	info, err := os.Stat(path)
	if err != nil {
		info = nil
	}
	return root{path, info}
}

func (r root) same(o root) bool {
	if r.path != o.path || (r.info == nil) != (o.info == nil) {
		return false
	}
	return r.info == nil || os.SameFile(r.info, o.info)
}

// lookAtRoots gives the roots as they are now.
func (t *tree) lookAtRoots() []root {
	var out []root
	for _, p := range t.site.Watched() {
		out = append(out, look(filepath.Clean(p)))
	}
	return out
}

// moved tells whether the roots are others than at the last sweep.
func (t *tree) moved() bool {
	return !slices.EqualFunc(t.roots, t.lookAtRoots(), root.same)
}

// sweep looks at everything, watches what is to be watched, and gives the files
// and folders that differ from what was seen last, sorted.
func (t *tree) sweep() (changed []string) {
	t.roots = t.lookAtRoots()
	now := sweeping{tree: t, seen: map[string]stamps{}, watched: map[string]bool{}}
	for _, r := range t.roots {
		if r.info == nil || !r.info.IsDir() {
			// The folder around it tells when it is replaced, or comes.
			now.watch(filepath.Dir(r.path))
		}
		switch {
		case r.info == nil:
		case r.info.IsDir():
			now.folder(r.path)
		default:
			now.seen[r.path] = stamps{rest: stampOf(r.info)}
		}
	}
	for p := range t.watched {
		if !now.watched[p] {
			t.unwatch(p)
		}
	}
	for p, is := range now.seen {
		if was, ok := t.seen[p]; ok {
			changed = is.differing(was, p, changed)
		} else {
			changed = append(changed, p)
		}
	}
	for p := range t.seen {
		if _, ok := now.seen[p]; !ok {
			changed = append(changed, p)
		}
	}
	t.seen, t.watched = now.seen, now.watched
	slices.Sort(changed)
	return changed
}

// glimpse is what looks at single files show.
type glimpse struct {
	changed bool // one differs from what was seen last
	doubt   bool // one is empty or gone, as many a file is while it is being saved
	gone    []string
	missed  bool // of one only a sweep finds out what has become of it
}

// glance looks at a path that events told of, as a sweep would. It does not do for
// a folder, a root, and what lies where no folder was seen.
func (t *tree) glance(path string, g *glimpse) {
	dir, name := filepath.Dir(path), filepath.Base(path)
	folder, known := t.seen[dir]
	if _, listed := t.seen[path]; listed || !known || folder.files == nil {
		g.missed = true
		return
	}
	old, was := folder.files[name]
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if was {
			g.changed, g.doubt, g.gone = true, true, append(g.gone, path)
		}
	case err != nil || !info.Mode().IsRegular():
		g.missed = true
	default:
		stamp := stampOf(info)
		folder.files[name] = stamp
		g.changed = g.changed || !was || old != stamp
		g.doubt = g.doubt || info.Size() == 0
	}
}

// forget takes files for gone.
func (t *tree) forget(paths []string) {
	for _, p := range paths {
		delete(t.seen[filepath.Dir(p)].files, filepath.Base(p))
	}
}

// cover watches a folder that has just come, with all that is in it already.
func (t *tree) cover(path string) {
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return
	}
	if t.watched == nil {
		t.watched = map[string]bool{}
	}
	scratch := sweeping{tree: t, seen: map[string]stamps{}, watched: t.watched}
	scratch.folder(path)
}

// drop forgets a folder that has gone, or goes by another name now, with all
// below it. The system would go on telling of a moved folder by its old name,
// and mistake it for what comes there next.
func (t *tree) drop(path string) {
	if !t.watched[path] {
		return
	}
	for p := range t.watched {
		if within(p, path) {
			t.unwatch(p)
			delete(t.watched, p)
		}
	}
}

func (t *tree) unwatch(path string) {
	if t.notify != nil {
		// It fails for folders that are gone, which are not watched any more.
		_ = t.notify.Remove(path)
	}
}

// matters tells whether a path is one of the roots or lies in one, and is no
// passing file of an editor.
func (t *tree) matters(path string) bool {
	inside := false
	for _, r := range t.roots {
		if path == r.path {
			return true
		}
		inside = inside || r.info != nil && r.info.IsDir() && within(path, r.path)
	}
	return inside && !t.passing(path) && !t.site.Ignores(path)
}

// passing tells whether a path is named as a file that comes and goes, and is no
// folder.
func (t *tree) passing(path string) bool {
	if !passingName(filepath.Base(path)) || t.watched[path] {
		return false
	}
	info, err := os.Lstat(path)
	return err != nil || !info.IsDir()
}

func within(path, folder string) bool {
	if path == folder {
		return true
	}
	if !strings.HasSuffix(folder, string(filepath.Separator)) {
		folder += string(filepath.Separator)
	}
	return strings.HasPrefix(path, folder)
}

// sweeping is a sweep under way.
type sweeping struct {
	*tree
	seen    map[string]stamps
	watched map[string]bool
}

// watch asks the system to tell of a folder. Asking again is no harm, and heals
// a watch that the system gave up.
func (s *sweeping) watch(dir string) {
	if s.notify == nil {
		return
	}
	err := s.notify.Add(dir)
	switch {
	case err == nil:
		s.watched[dir] = true
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrPermission):
		// The folder's own trouble; the build says so, and a change of it is told
		// by the folder above.
	default:
		s.cannot(dir, err)
	}
}

// folder looks at a folder and all below it. It is watched before it is read,
// so that what comes between is in the one or the other.
func (s *sweeping) folder(dir string) {
	if _, done := s.seen[dir]; done {
		return // a root within a root
	}
	s.watch(dir)
	var rest stamp
	files := map[string]uint64{}
	s.seen[dir] = stamps{}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		delete(s.seen, dir)
		return
	}
	if err != nil {
		rest.name(err.Error())
	}
	for _, e := range entries {
		p := filepath.Join(dir, e.Name())
		if !e.IsDir() && passingName(e.Name()) || s.site.Ignores(p) {
			continue
		}
		if e.IsDir() {
			rest.name(e.Name())
			if info, err := e.Info(); err == nil {
				rest.number(int64(info.Mode()))
			}
			s.folder(p)
			continue
		}
		info, err := e.Info()
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			if to, err := os.Stat(p); err == nil {
				info = to
			}
		}
		if err == nil {
			files[e.Name()] = stampOf(info)
		}
	}
	s.seen[dir] = stamps{files, rest.sum()}
}

// stamp sums up what stat says.
type stamp struct{ b []byte }

// stampOf is the stamp of a file.
func stampOf(info fs.FileInfo) uint64 {
	var s stamp
	s.number(info.Size())
	s.number(info.ModTime().UnixNano())
	s.number(source.Changed(info)) // as whoever copies a file may keep its time
	s.number(int64(info.Mode()))
	return s.sum()
}

func (s *stamp) name(n string) {
	s.number(int64(len(n)))
	s.b = append(s.b, n...)
}

func (s *stamp) number(n int64) { s.b = binary.LittleEndian.AppendUint64(s.b, uint64(n)) }

func (s *stamp) sum() uint64 {
	h := fnv.New64a()
	h.Write(s.b)
	return h.Sum64()
}
