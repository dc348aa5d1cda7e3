package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dixit/builder/internal/diag"
)

// Entry is a file found in the folder, not yet read.
type Entry struct {
	Path string // below the folder, with slashes
	Size int64  // bytes
	Link bool   // a symbolic link leads to it, so that it changes where nobody looks

	stamp Stamp
}

// Folder is a folder of content, opened so that nothing outside it is read.
type Folder struct {
	root *os.Root
	dir  string
}

// OpenFolder opens a content folder.
func OpenFolder(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Folder{root: root, dir: dir}, nil
}

// Close releases the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Dir is the folder's path as given.
func (f *Folder) Dir() string { return f.dir }

// Scan lists the files of the folder in order of path. Folders that skip says
// to leave out are not entered, files it names are not listed; reason is then
// reported, unless empty.
func (f *Folder) Scan(skip func(path string, dir bool) (leave bool, reason string)) ([]Entry, diag.List) {
	var (
		entries []Entry
		list    diag.List
	)
	passedOver := func(path, reason string) {
		if reason != "" {
			list = append(list, diag.New(diag.FilePassedOver, path, 0, 0, "passed over: %s", reason))
		}
	}
	err := fs.WalkDir(f.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == "." {
				return err
			}
			list = append(list, diag.New(diag.FileUnreadable, p, 0, 0, "cannot be read: %s", cause(err)))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if p == "." {
			return nil
		}
		if leave, reason := skip(p, d.IsDir()); leave {
			passedOver(p, reason)
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if d.Type()&fs.ModeSymlink != 0 {
			info, err = f.root.Stat(p) // follows links, within the folder only
		}
		switch {
		case err != nil && d.Type()&fs.ModeSymlink != 0:
			list = append(list, diag.New(diag.FileOutside, p, 0, 0, "a symbolic link that leads out of the folder, or nowhere"))
		case err != nil:
			list = append(list, diag.New(diag.FileUnreadable, p, 0, 0, "cannot be read: %s", cause(err)))
		case info.IsDir():
			passedOver(p, "a symbolic link to a folder")
		case !info.Mode().IsRegular():
			passedOver(p, "not a regular file")
		case info.Size() > MaxFile && MediaType(p) == "": // a recording is copied, not read
			list = append(list, diag.New(diag.FileTooLarge, p, 0, 0, "%d MB; at most %d MB are read", info.Size()>>20, MaxFile>>20))
		default:
			entries = append(entries, Entry{Path: p, Size: info.Size(), Link: d.Type()&fs.ModeSymlink != 0, stamp: stampOf(info)})
		}
		return nil
	})
	if err != nil {
		list = append(list, diag.New(diag.ContentMissing, "", 0, 0, "%q cannot be read: %s", f.dir, cause(err)))
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return entries, list
}

// Is says what a path below the folder leads to.
type Is uint8

// What there may be. Other is all that a scan alone can tell of.
const (
	Nothing  Is = iota
	Readable    // a plain file that is not too large
	Other
)

// Look looks at a single path. The entry is that of a readable file.
func (f *Folder) Look(p string) (Entry, Is) {
	info, err := f.root.Lstat(filepath.FromSlash(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Entry{}, Nothing
	case err != nil || !info.Mode().IsRegular() || info.Size() > MaxFile:
		return Entry{}, Other
	}
	return Entry{Path: p, Size: info.Size(), stamp: stampOf(info)}, Readable
}

// errTooLarge is of a file that grew after it was listed.
var errTooLarge = fmt.Errorf("larger than the %d MB that are read", MaxFile>>20)

// Bytes reads one file whole.
func (f *Folder) Bytes(p string) ([]byte, error) { return f.BytesIn(nil, p) }

// BytesIn reads one file whole, into room where that is large enough: what it gives is good
// until room is used again.
func (f *Folder) BytesIn(room []byte, p string) ([]byte, error) {
	file, err := f.root.Open(filepath.FromSlash(p))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > MaxFile {
		return nil, errTooLarge
	}
	raw := slices.Grow(room[:0], int(info.Size())+1)
	for {
		n, err := file.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		if err == io.EOF {
			return raw, nil
		}
		if err != nil {
			return nil, err
		}
		if len(raw) == cap(raw) {
			raw = append(raw, 0)[:len(raw)]
		}
		if len(raw) > MaxFile {
			return nil, errTooLarge
		}
	}
}

// cause is the innermost reason of an error of the file system, without the
// path, which the diagnostic already has.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// Ignored tells why a path is no content whatever the site says, "" if it may
// be some: dot-files, what editors leave, and what every repository has.
func Ignored(p string, dir bool) (bool, string) {
	base := norm.NFC.String(path.Base(p))
	switch {
	case strings.HasPrefix(base, "."):
		return true, "" // dot-files are so common that naming each would bury what matters
	case dir:
		if base == "node_modules" || base == "vendor" {
			return true, "a folder of dependencies"
		}
		return false, ""
	case LeftBehind(base):
		return true, "a file that an editor left"
	}
	stem, ext, _ := strings.Cut(base, ".")
	switch ext {
	case "", "md", "txt", "rst", "markdown", "html", "pdf":
		if slices.Contains(repositoryFiles, strings.ToUpper(stem)) {
			return true, "a file about the folder, not a transcript"
		}
	}
	if i := strings.IndexAny(stem, "_-"); i > 0 && strings.EqualFold(stem[:i], "README") {
		return true, "a file about the folder, not a transcript"
	}
	if strings.EqualFold(stem, "README") || strings.EqualFold(stem, "LICENSE") {
		return true, "a file about the folder, not a transcript"
	}
	return false, ""
}

// LeftBehind tells whether a file name is one that editors give to what they
// leave: backups, swap and lock files.
func LeftBehind(base string) bool {
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") ||
		strings.HasSuffix(base, ".bak") || strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".tmp") || strings.HasPrefix(base, "~$")
}

// repositoryFiles are the names that tell about a folder rather than a meeting.
var repositoryFiles = []string{
	"README", "LICENSE", "LICENCE", "COPYING", "CONTRIBUTING", "CHANGELOG", "CHANGES", "AUTHORS", "MAINTAINERS",
	"CODE_OF_CONDUCT", "SECURITY", "NOTICE", "TODO", "CODEOWNERS", "GOVERNANCE", "SUPPORT",
}
