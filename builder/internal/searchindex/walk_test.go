package searchindex

import (
	"io/fs"
	"testing"
)

type walked struct{ name, content string }

// walk gives all files of a folder.
func walk(t *testing.T, root fs.FS) []walked {
	t.Helper()
	var out []walked
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, p)
		out = append(out, walked{p, string(b)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
