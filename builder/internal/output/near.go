package output

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// near keeps folders open that were used lately. A path below an [os.Root] is
// walked anew at each call, two calls of the system for each folder in it; of the
// files of a site several lie in one folder, and commits look at all of them. A
// Folder forgets them at the begin and the end of a commit, and before a folder
// is removed.
type near struct {
	root *os.Root

	mu   sync.Mutex
	open map[string]*nearFolder
}

type nearFolder struct {
	root  *os.Root
	users int
	gone  bool // forgotten while somebody used it
}

// maxNear is how many folders are kept open: few beside the files that a program
// may have open, and enough that all above a page are among them.
const maxNear = 64

func newNear(root *os.Root) *near { return &near{root: root, open: map[string]*nearFolder{}} }

// in calls do with the folder that a slash path lies in and the rest of the path.
func (n *near) in(name string, do func(folder *os.Root, base string) error) error {
	dir, base := path.Split(name)
	dir = strings.TrimSuffix(dir, "/")
	if dir == "" {
		return do(n.root, filepath.FromSlash(name))
	}
	f, err := n.enter(dir)
	if err != nil {
		return err
	}
	defer n.leave(f)
	return do(f.root, base)
}

// enter opens a folder, from the nearest above it that is open.
func (n *near) enter(dir string) (*nearFolder, error) {
	n.mu.Lock()
	if f := n.open[dir]; f != nil {
		f.users++
		n.mu.Unlock()
		return f, nil
	}
	n.mu.Unlock()
	var root *os.Root
	err := n.in(dir, func(folder *os.Root, base string) (err error) {
		if root, err = folder.OpenRoot(base); err == nil {
			return nil
		}
		// Of what is no folder the error does not say so in a way to be told.
		if info, bad := folder.Stat(base); bad == nil && !info.IsDir() {
			err = &os.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if f := n.open[dir]; f != nil { // somebody was quicker
		root.Close()
		f.users++
		return f, nil
	}
	n.makeRoom()
	f := &nearFolder{root: root, users: 1}
	n.open[dir] = f
	return f, nil
}

// makeRoom closes folders that nobody uses until there is room for another. n.mu
// is held.
func (n *near) makeRoom() {
	for dir, f := range n.open {
		if len(n.open) < maxNear {
			return
		}
		if f.users == 0 {
			delete(n.open, dir)
			f.root.Close()
		}
	}
}

func (n *near) leave(f *nearFolder) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if f.users--; f.users == 0 && f.gone {
		f.root.Close()
	}
}

// forget closes a folder and all below it, "" for all.
func (n *near) forget(dir string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for name, f := range n.open {
		if dir != "" && name != dir && !strings.HasPrefix(name, dir+"/") {
			continue
		}
		delete(n.open, name)
		if f.gone = true; f.users == 0 {
			f.root.Close()
		}
	}
}
