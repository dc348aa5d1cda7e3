package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"dixit/builder/internal/diag"
)

// unsafeFolder says why dir must not be the output folder, or nothing.
func unsafeFolder(dir, content string, protect []string) (diag.List, error) {
	refuse := func(format string, args ...any) (diag.List, error) {
		return diag.List{diag.New(diag.OutputUnsafe, "", 0, 0, format, args...)}, nil
	}
	if dir == "" {
		return refuse("the output folder has no name")
	}
	out, err := resolve(dir)
	if err != nil {
		return nil, fmt.Errorf("output folder %q: %w", dir, err)
	}
	if filepath.Dir(out) == out {
		return refuse("output folder %q is the root of the file system", dir)
	}
	info, err := os.Stat(out)
	switch {
	case err == nil && !info.IsDir():
		return refuse("output folder %q is a file", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("output folder %q: %w", dir, err)
	case err != nil:
		info = nil
	}
	for _, p := range protect {
		if p == "" {
			continue
		}
		inner, err := resolve(p)
		if err != nil {
			return nil, fmt.Errorf("folder %q: %w", p, err)
		}
		if inner == out || same(inner, info) {
			return refuse("output folder %q is %q, which must stay as it is", dir, p)
		}
		if liesIn(inner, out, info) {
			return refuse("output folder %q holds %q, which must stay as it is", dir, p)
		}
	}
	if info == nil || content == "" {
		return nil, nil
	}
	// A folder of transcripts that became the site would be read no more.
	outer, err := resolve(content)
	if err != nil {
		return nil, fmt.Errorf("folder %q: %w", content, err)
	}
	is, err := os.Stat(outer)
	if err != nil || !liesIn(out, outer, is) {
		return nil, nil
	}
	entries, err := os.ReadDir(out)
	if err != nil {
		return nil, fmt.Errorf("output folder %q: %w", dir, err)
	}
	if _, err := os.Stat(filepath.Join(out, filepath.FromSlash(manifestName))); len(entries) > 0 && err != nil {
		return refuse("output folder %q lies in the content, %q, and holds files that dixit did not write", dir, content)
	}
	return nil, nil
}

// liesIn tells whether a resolved path lies in a folder, of which info is what it
// leads to, nil for nothing.
func liesIn(name, folder string, info fs.FileInfo) bool {
	for up := filepath.Dir(name); ; up = filepath.Dir(up) {
		if up == folder || same(up, info) {
			return true
		}
		if up == filepath.Dir(up) {
			return false
		}
	}
}

// same compares what two paths lead to, which sees through letter case, bind
// mounts and short names; a path that leads nowhere is the same as none.
func same(name string, info fs.FileInfo) bool {
	if info == nil {
		return false
	}
	other, err := os.Stat(name)
	return err == nil && os.SameFile(info, other)
}

// resolve makes a path absolute and follows its symbolic links as far as it
// exists.
func resolve(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	rest := ""
	for up := abs; ; up = filepath.Dir(up) {
		real, err := filepath.EvalSymlinks(up)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !missing(err) {
			return "", err
		}
		if up == filepath.Dir(up) {
			return abs, nil
		}
		rest = filepath.Join(filepath.Base(up), rest)
	}
}
