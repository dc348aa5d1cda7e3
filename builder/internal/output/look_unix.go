//go:build unix

package output

import (
	"errors"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// looker looks at files one after the other. It keeps the folders above the last one
// open, so that of files in order of their paths each takes one call of the system, and
// three more the first of a folder: of 70,000 pages, of which most have a folder of their
// own, that is a third of the time in which an [os.Root] looks at them. It follows no
// symbolic link. It is not safe for use by many at once.
type looker struct {
	root *os.File
	fd   int       // of root
	open []entered // each in the one before
}

// entered is a folder below another, by its name there.
type entered struct {
	name string
	fd   int
}

// looker gives a looker at the files of the folder; nil where there can be none.
func (d rootDisk) looker() *looker {
	root, err := d.root.Open(".")
	if err != nil {
		return nil
	}
	return &looker{root: root, fd: int(root.Fd())}
}

func (l *looker) close() {
	l.leave(0)
	l.root.Close()
}

// leave closes all folders but the outermost, so many.
func (l *looker) leave(depth int) {
	for _, f := range l.open[depth:] {
		unix.Close(f.fd)
	}
	l.open = l.open[:depth]
}

// look tells whether a path leads to a plain file of a size in bytes that nobody has written
// since a time; known is false where that is for others to find out.
func (l *looker) look(path string, size int64, when time.Time) (is, known bool) {
	fd, base := l.fd, path
	for depth := 0; ; depth++ {
		name, rest, inside := strings.Cut(base, "/")
		if !inside {
			l.leave(depth)
			break
		}
		if depth == len(l.open) || l.open[depth].name != name {
			l.leave(depth)
			at, err := openFolderAt(fd, name)
			if err != nil {
				return false, false
			}
			l.open = append(l.open, entered{name, at})
		}
		fd, base = l.open[depth].fd, rest
	}
	var stat unix.Stat_t
	err := unix.Fstatat(fd, base, &stat, unix.AT_SYMLINK_NOFOLLOW)
	if errors.Is(err, unix.EINTR) {
		return false, false
	}
	if err != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG || stat.Size != size {
		return false, true
	}
	if time.Unix(stat.Mtim.Unix()).After(when) {
		return false, false // its bytes must be read
	}
	return true, true
}

func openFolderAt(fd int, name string) (int, error) {
	for {
		at, err := unix.Openat(fd, name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if !errors.Is(err, unix.EINTR) {
			return at, err
		}
	}
}
