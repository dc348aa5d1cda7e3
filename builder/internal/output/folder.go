package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"dixit/builder/internal/diag"
)

// Folder is an opened output folder. It is safe for concurrent use.
type Folder struct {
	dir  string // as the caller named it, for messages
	abs  string
	root *os.Root
	near *near
	disk disk

	mu       sync.RWMutex
	manifest *manifest   // never changed once set
	seen     fs.FileInfo // of the manifest file that was read or written last; nil for none
	survey   *survey     // nil for none
}

// Open opens the output folder, and makes it when it is missing. protect names
// folders that must neither be the output folder nor lie inside it; one that
// does not exist, or is empty, is no harm. Inside content, "" for none, the folder
// must be new, empty or one that dixit wrote. An unsafe folder yields no Folder but
// an output-unsafe diagnostic, and a nil error. What a crashed run left
// half-done is finished or discarded first; if the journal is that of a run
// still at work, the error is a [*LockedError].
func Open(dir, content string, protect ...string) (*Folder, diag.List, error) {
	return open(dir, content, protect, func(d disk) disk { return d })
}

// open lets tests stand between the folder and the disk.
func open(dir, content string, protect []string, wrap func(disk) disk) (_ *Folder, _ diag.List, err error) {
	defer hint(&err)
	if unsafe, err := unsafeFolder(dir, content, protect); err != nil || len(unsafe) > 0 {
		return nil, unsafe, err
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("output folder %q: %w", dir, err)
	}
	if err := os.MkdirAll(abs, folderMode); err != nil {
		return nil, nil, fmt.Errorf("make output folder %q: %w", dir, err)
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, nil, fmt.Errorf("open output folder %q: %w", dir, err)
	}
	near := newNear(root)
	f := &Folder{dir: dir, abs: abs, root: root, near: near, disk: wrap(rootDisk{root, near})}
	if err := f.prepare(); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, nil, nil
}

// prepare repairs what a crash left, if it left a journal, and loads the
// manifest.
func (f *Folder) prepare() error {
	_, err := f.disk.Lstat(journalName)
	switch {
	case missing(err):
		return f.load()
	case err != nil:
		return fmt.Errorf("look for %q in %q: %w", journalName, f.dir, err)
	}
	l, err := f.acquire()
	if err != nil {
		return err
	}
	defer l.release()
	return f.recover()
}

// Close lets go of the folder. Call it after the last Finish or Abort.
func (f *Folder) Close() error {
	f.takeSurvey().end()
	f.near.forget("")
	return f.root.Close()
}

// Begin starts a commit and locks the folder until Finish or Abort. The error
// is a [*LockedError] when another commit is under way, in this process or
// another; it wraps [ErrReplaced] when the folder is not the opened one any more.
func (f *Folder) Begin() (_ *Commit, err error) {
	defer hint(&err)
	f.near.forget("")
	if err := f.inPlace(); err != nil {
		return nil, err
	}
	l, err := f.acquire()
	if err != nil {
		return nil, err
	}
	if err := f.recover(); err != nil {
		l.release()
		return nil, err
	}
	old := f.current()
	survey := f.takeSurvey()
	if survey != nil && survey.of != old {
		survey.end()
		survey = nil
	}
	return &Commit{
		survey:  survey,
		folder:  f,
		disk:    f.disk,
		lock:    l,
		old:     old,
		written: f.written(),
		fresh:   old.files == 0,
	}, nil
}

// inPlace tells whether the path of the folder still leads to the opened one.
func (f *Folder) inPlace() error {
	there, err := os.Stat(f.abs)
	if err != nil {
		return fmt.Errorf("output folder %q: %w (%w)", f.dir, ErrReplaced, err)
	}
	opened, err := f.root.Stat(".")
	if err != nil {
		return fmt.Errorf("output folder %q: %w", f.dir, err)
	}
	if !os.SameFile(there, opened) {
		return fmt.Errorf("output folder %q: %w", f.dir, ErrReplaced)
	}
	return nil
}

// load reads the manifest, unless the one in memory is still that on disk.
func (f *Folder) load() error {
	info, err := f.disk.Lstat(manifestName)
	if missing(err) {
		f.set(newManifest(), nil)
		return nil
	}
	if err != nil {
		return fmt.Errorf("look for %q in %q: %w", manifestName, f.dir, err)
	}
	f.mu.RLock()
	seen := f.seen
	f.mu.RUnlock()
	if seen != nil && os.SameFile(seen, info) && seen.Size() == info.Size() && seen.ModTime().Equal(info.ModTime()) {
		return nil
	}
	text, err := f.disk.ReadFile(manifestName)
	if err != nil {
		return fmt.Errorf("read %q in %q: %w", manifestName, f.dir, err)
	}
	m, err := parseManifest(manifestOfVersion1(text))
	switch {
	case errors.Is(err, errDamaged):
		m = newManifest()
	case err != nil:
		return fmt.Errorf("read %q in %q: %w", manifestName, f.dir, err)
	}
	f.set(m, info)
	return nil
}

func (f *Folder) set(m *manifest, info fs.FileInfo) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.manifest, f.seen = m, info
}

// written is when the manifest was written, which is the last thing that a commit does: no
// file that dixit put in the folder was written later.
func (f *Folder) written() time.Time {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.seen == nil {
		return time.Time{}
	}
	return f.seen.ModTime()
}

// show has Lookup tell what is in place, before the manifest on disk does.
func (f *Folder) show(m *manifest) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.manifest = m
}

func (f *Folder) current() *manifest {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.manifest
}

// Lookup tells what the last good commit holds at a slash path. Whatever is
// not exactly a path of the manifest is not found.
func (f *Folder) Lookup(path string) (Entry, bool) {
	r, ok := f.current().get(path)
	if !ok {
		return Entry{}, false
	}
	return r.entry(path), true
}

// HashOf gives the hash of a file that the last good commit holds; false for
// what it does not hold, or not for certain.
func (f *Folder) HashOf(path string) (Hash, bool) {
	r, ok := f.current().get(path)
	return r.hash, ok && r.known
}

// SumOf gives the sum of the files that the last good commit holds and whose
// path begins with prefix.
func (f *Folder) SumOf(prefix string) Sum { return f.current().sumOf(prefix) }

// Read gives the bytes on disk of a file of the manifest. For any other path,
// and for a file that is gone or is no plain file any more, the error is
// fs.ErrNotExist.
func (f *Folder) Read(path string) ([]byte, error) {
	notFound := &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	if _, ok := f.Lookup(path); !ok {
		return nil, notFound
	}
	info, err := f.disk.Lstat(path)
	if missing(err) || err == nil && !info.Mode().IsRegular() {
		return nil, notFound
	}
	if err != nil {
		return nil, fmt.Errorf("read %q in %q: %w", path, f.dir, err)
	}
	data, err := f.disk.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read %q in %q: %w", path, f.dir, err)
	}
	return data, nil
}

// Open opens a file of the manifest, to be read in parts. For any other path, and
// for a file that is gone, the error is fs.ErrNotExist.
func (f *Folder) Open(path string) (*os.File, error) {
	if _, ok := f.Lookup(path); !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return f.root.Open(filepath.FromSlash(path))
}

// Paths lists the paths of the manifest in order of their bytes.
func (f *Folder) Paths() []string {
	m := f.current()
	paths := make([]string, 0, m.files)
	for _, n := range m.sortedFiles() {
		paths = append(paths, m.path(n))
	}
	return paths
}

// shown is a path of the folder as messages name it.
func (f *Folder) shown(name string) string { return path.Join(filepath.ToSlash(f.dir), name) }

// foreign makes the diagnostics of files in the way; recorded tells whether the
// folder had a sound manifest.
func (f *Folder) foreign(paths []string, recorded bool) diag.List {
	slices.Sort(paths)
	paths = slices.Compact(paths)
	var list diag.List
	for _, p := range paths[:min(len(paths), maxForeign)] {
		list = append(list, diag.New(diag.OutputForeign, "", 0, 0, "%q was not written by dixit and stands where a page would go", f.shown(p)))
	}
	if more := len(paths) - len(list); more > 0 {
		list = append(list, diag.New(diag.OutputForeign, "", 0, 0, "%d more files in %q were not written by dixit and stand where pages would go", more, f.dir))
	}
	if !recorded {
		for i, d := range list {
			list[i] = d.WithHint("the list of what dixit wrote, %q, is missing or damaged; if the folder holds nothing but a built site, delete it and build again; otherwise choose another folder with --out", f.shown(manifestName))
		}
	}
	return list
}

// maxForeign is how many foreign files are named one by one; a folder of
// another program would otherwise fill the screen with thousands of lines.
const maxForeign = 20

// hint adds to the error of a folder that takes no files what helps.
func hint(err *error) {
	if what := diag.ForWriting(*err); what != "" {
		*err = fmt.Errorf("%w; %s, or choose another folder with --out", *err, what)
	}
}
