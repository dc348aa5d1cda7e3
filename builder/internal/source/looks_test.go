package source

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// openTemp opens an empty folder for the time of a test.
func openTemp(t *testing.T) (f *Folder, dir string) {
	t.Helper()
	dir = t.TempDir()
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, dir
}

// A file is read again unless its stamp, which nobody can set, says that nothing
// has happened to it since it was read.
func TestLooksBelieveOnlySettledStamps(t *testing.T) {
	f, dir := openTemp(t)
	name := filepath.Join(dir, "a.md")
	old := time.Now().Add(-time.Hour)
	hash := func(l *Looks, words string, s Stamp) bool {
		t.Helper()
		if err := os.WriteFile(name, []byte(words), 0o666); err != nil {
			t.Fatal(err)
		}
		got, err := l.Hash(f, Entry{Path: "a.md", Size: int64(len(words)), stamp: s})
		if err != nil {
			t.Fatal(err)
		}
		return got == sha256.Sum256([]byte(words))
	}
	for _, c := range []struct {
		name          string
		before, after Stamp
		read          bool
	}{
		{"nothing shows", Stamp{3, old, old, 7}, Stamp{3, old, old, 7}, false},
		{"another size", Stamp{3, old, old, 7}, Stamp{4, old, old, 7}, true},
		{"another time of writing", Stamp{3, old, old, 7}, Stamp{3, old.Add(1), old, 7}, true},
		{"the time of writing was put back", Stamp{3, old, old, 7}, Stamp{3, old, old.Add(1), 7}, true},
		{"changed just before it was read", Stamp{3, old, time.Now(), 7}, Stamp{3, old, time.Now(), 7}, true},
		{"another file", Stamp{3, old, old, 7}, Stamp{3, old, old, 8}, true},
		{"no time of change", Stamp{3, old, time.Time{}, 7}, Stamp{3, old, time.Time{}, 7}, true},
	} {
		l := &Looks{}
		l.Begin()
		hash(l, "one", c.before)
		l.Begin()
		if read := hash(l, "two", c.after); read != c.read {
			t.Errorf("%s: read again is %v", c.name, read)
		}
	}
	l := &Looks{}
	l.Begin()
	hash(l, "one", Stamp{3, old, old, 7})
	l.Begin()
	l.Begin() // a scan without the file lies between
	if !hash(l, "two", Stamp{3, old, old, 7}) {
		t.Error("a file that was gone is believed to be what it was")
	}
	l = &Looks{}
	l.Begin()
	hash(l, "one", Stamp{3, old, old, 7})
	var note bytes.Buffer
	if err := l.Save(&note); err != nil || l.Changed() {
		t.Fatal(err, l.Changed())
	}
	for _, c := range []struct {
		stamp Stamp
		read  bool
	}{{Stamp{3, old, old, 7}, false}, {Stamp{3, old, old.Add(1), 7}, true}} {
		next := &Looks{}
		if err := next.Load(bytes.NewReader(note.Bytes())); err != nil {
			t.Fatal(err)
		}
		next.Begin()
		if read := hash(next, "two", c.stamp); read != c.read || next.Changed() != c.read {
			t.Errorf("in the next run, %v: read again is %v", c.stamp, read)
		}
	}
}

// What scans find differs in its stamp after a write of equal length whose time
// was put back.
func TestStampsShowWrites(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	then := time.Now().Add(-time.Hour)
	stamp := func(words string) Stamp {
		t.Helper()
		if err := os.WriteFile(name, []byte(words), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
		entries, _ := f.Scan(func(string, bool) (bool, string) { return false, "" })
		return entries[0].stamp
	}
	first := stamp("one")
	if first.changed.IsZero() {
		t.Skip("the system does not tell when a file was changed")
	}
	time.Sleep(20 * time.Millisecond) // by which file systems tell times apart at most
	if stamp("two").equal(first) {
		t.Error("a write left no trace")
	}
}

// A recording that another has replaced, of the same size and time, is another.
func TestSumsGoByMoreThanSizeAndTime(t *testing.T) {
	f, dir := openTemp(t)
	name := filepath.Join(dir, "quay.mp3")
	old := time.Now().Add(-time.Hour)
	var sums Sums
	write := func(words string) os.FileInfo {
		t.Helper()
		if err := os.WriteFile(name, []byte(words), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	stamp := stampOf(write("waves"))
	if stamp.changed.IsZero() {
		t.Skip("the system does not tell when a file was changed")
	}
	first, _, err := f.Sum("quay.mp3", &sums)
	if err != nil {
		t.Fatal(err)
	}
	sums.byPath = map[string]summed{"quay.mp3": {first, stamp}} // as if it had been so for a while
	if again, _, err := f.Sum("quay.mp3", &sums); err != nil || again != first {
		t.Errorf("the same file has another sum: %v", err)
	}
	write("gulls")
	if other, size, err := f.Sum("quay.mp3", &sums); err != nil || other == first || size != 5 {
		t.Errorf("another file of the same size and time has the sum of the first: %d bytes, %v", size, err)
	}
}
