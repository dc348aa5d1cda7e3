package output

import (
	"os"
	"path/filepath"
	"testing"
)

// Files whose names say what they hold are kept together or not at all, and one
// that somebody changed is put again.
func TestKeepAsWereKeepsAllOrNone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	write := func(put ...string) *Commit {
		t.Helper()
		folder, _, err := Open(out, "")
		if err != nil {
			t.Fatal(err)
		}
		c := begin(t, folder)
		for _, path := range put {
			if err := c.Put(File{Path: path, Class: Data, Bytes: []byte("of " + path)}); err != nil {
				t.Fatal(err)
			}
		}
		return c
	}
	c := write("a/1", "a/2", "b/3")
	if _, _, err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "b", "3"), []byte("longer than it was"), 0o666); err != nil {
		t.Fatal(err)
	}
	c = write()
	if c.KeepAsWere([]string{"a/1", "b/3"}) {
		t.Error("a changed file is kept")
	}
	if c.KeepAsWere([]string{"a/1", "a/9"}) {
		t.Error("a file that never was is kept")
	}
	if !c.KeepAsWere([]string{"a/2", "a/1"}) {
		t.Error("files that are as they were are not kept, or were not let go before")
	}
	if err := c.Put(File{Path: "b/3", Class: Data, Bytes: []byte("of b/3")}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(out, "b", "3")); err != nil {
		t.Fatal(err)
	}
	c = write()
	if c.KeepAsWere([]string{"a/1", "a/2", "b/3"}) {
		t.Error("a file that is gone is kept")
	}
	if err := c.Put(File{Path: "b", Class: Data, Bytes: []byte("of b")}); err != nil {
		t.Error("a path is taken by what was not kept:", err)
	}
	c.Abort()
	c = write("b/3")
	if !c.KeepAsWere([]string{"a/1", "a/2"}) {
		t.Error("after another that was aborted, files are not kept")
	}
	if _, _, err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"a/1", "a/2", "b/3"} {
		if b, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path))); err != nil || string(b) != "of "+path {
			t.Errorf("%s: %q, %v", path, b, err)
		}
	}
}

// A commit tells the hash of what it has put and kept, and of nothing else, whatever the
// folder held before.
func TestCommitTellsHashes(t *testing.T) {
	f := openFolder(t, t.TempDir())
	commit(t, f, File{"kept", Page, []byte("kept"), nil}, File{"changed", Page, []byte("before"), nil}, File{"gone", Page, []byte("gone"), nil})
	c := begin(t, f)
	defer c.Abort()
	want := map[string]Hash{}
	for _, path := range []string{"kept", "changed", "a/new"} {
		want[path] = recordOf([]byte(path), Page).hash
	}
	if !c.Keep("kept", Page, want["kept"]) {
		t.Error("a file is not kept")
	}
	for _, path := range []string{"changed", "a/new"} {
		if err := c.Put(File{path, Page, []byte(path), nil}); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"kept", "changed", "a/new", "gone", "a", "a/none", ""} {
		hash, ok := c.HashOf(path)
		if is, put := want[path]; hash != is || ok != put {
			t.Errorf("%q: %x %v, want %x %v", path, hash, ok, is, put)
		}
	}
}
