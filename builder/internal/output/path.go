package output

import (
	"fmt"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"
	"unicode"
)

// maxName is the longest name, in bytes, that the usual file systems take.
const maxName = 255

// checkPath tells why a path cannot be one of the site.
func checkPath(name string) error {
	if first, _, _ := strings.Cut(name, "/"); isPrivate(first) {
		return refusePath(name, "lies in the folder of dixit's own records")
	}
	return checkPathIn(name)
}

func refusePath(name, why string) error {
	return fmt.Errorf("path %q %s; give a slash path below the output folder", name, why)
}

// checkPathIn tells why a path below a folder of the site cannot be one of the site.
func checkPathIn(name string) error {
	refuse := func(why string) error { return refusePath(name, why) }
	switch {
	case name == "" || name == ".":
		return refuse("is empty")
	case name[0] == '/':
		return refuse("is absolute")
	case strings.ContainsRune(name, '\\'):
		return refuse("has a backslash")
	case strings.ContainsFunc(name, unicode.IsControl):
		return refuse("has a control character")
	case !fs.ValidPath(name):
		return refuse("has an empty segment, a dot segment, or bytes that are no UTF-8")
	}
	for segment := range strings.SplitSeq(name, "/") {
		if len(segment) > maxName {
			return refuse(fmt.Sprintf("has a name of more than %d bytes", maxName))
		}
	}
	if _, err := filepath.Localize(name); err != nil {
		return refuse("cannot be a file name on this system")
	}
	return nil
}

// isPrivate tells whether some file system takes a name for that of the private
// folder: letter case, invisible characters (HFS+), and dots and spaces at the
// end (Windows) do not count everywhere.
func isPrivate(name string) bool {
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	return strings.EqualFold(strings.TrimRight(name, ". "), private)
}

// above yields the folders that a path lies in, outermost first, without the
// output folder itself.
func above(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range len(name) {
			if name[i] == '/' && !yield(name[:i]) {
				return
			}
		}
	}
}

// folded is equal for paths that a file system blind to letter case may take
// for one.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }
