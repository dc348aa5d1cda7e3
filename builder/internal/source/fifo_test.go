//go:build unix

package source

import (
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"dixit/builder/internal/diag"
)

// A pipe that nobody writes to would hold a reader for ever.
func TestScanPassesOverPipes(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "a"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o666); err != nil {
		t.Skip(err)
	}
	paths, list := scan(t, dir)
	if !slices.Equal(paths, []string{"a.md"}) {
		t.Errorf("listed %q", paths)
	}
	if len(list) != 1 || list[0].Code != diag.FilePassedOver || list[0].File != "pipe.md" {
		t.Errorf("said %v", list)
	}
}
