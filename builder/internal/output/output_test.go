package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"dixit/builder/internal/checksum"
	"dixit/builder/internal/diag"
)

func page(path, text string) File { return File{Path: path, Class: Page, Bytes: []byte(text)} }

func openFolder(t *testing.T, dir string) *Folder {
	t.Helper()
	f, list, err := open(dir, "", nil, func(d disk) disk { return &faultDisk{disk: d} })
	if err != nil || len(list) > 0 {
		t.Fatalf("open: %v %v", list, err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func begin(t *testing.T, f *Folder) *Commit {
	t.Helper()
	c, err := f.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func commit(t *testing.T, f *Folder, files ...File) (Summary, diag.List) {
	t.Helper()
	c := begin(t, f)
	defer c.Abort()
	for _, file := range files {
		if err := c.Put(file); err != nil {
			t.Fatal(err)
		}
	}
	s, list, err := c.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return s, list
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// link makes a symbolic link, for which most users lack the privilege on Windows.
func link(t *testing.T, target, name string) {
	t.Helper()
	err := os.Symlink(target, name)
	if err != nil && runtime.GOOS == "windows" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func exists(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

func TestSummaryTellsWhatChanged(t *testing.T) {
	f := openFolder(t, filepath.Join(t.TempDir(), "public"))
	first, _ := commit(t, f, page("a.html", "alpha"), page("ב.html", "בית"), page("c/d.html", "delta"))
	if want := []string{"a.html", "c/d.html", "ב.html"}; !slices.Equal(first.Changed, want) || first.Written != 3 || first.Bytes != 5+6+5 {
		t.Errorf("first commit: %+v", first)
	}
	second, _ := commit(t, f, page("a.html", "alpha"), page("c/d.html", "delta, again"), page("e.html", ""))
	want := Summary{Written: 2, Unchanged: 1, Deleted: 1, Bytes: 12, Changed: []string{"c/d.html", "e.html", "ב.html"}}
	if fmt.Sprint(second) != fmt.Sprint(want) {
		t.Errorf("second commit: %+v, want %+v", second, want)
	}
	third, _ := commit(t, f, page("a.html", "alpha"), page("c/d.html", "delta, again"), page("e.html", ""))
	if want := (Summary{Unchanged: 3}); fmt.Sprint(third) != fmt.Sprint(want) {
		t.Errorf("third commit: %+v, want %+v", third, want)
	}
	if got := f.Paths(); !slices.Equal(got, []string{"a.html", "c/d.html", "e.html"}) {
		t.Errorf("paths: %q", got)
	}
}

func TestUnchangedFilesAndManifestAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	commit(t, f, page("a.html", "alpha"), page("b.html", "beta"))
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, name := range []string{"a.html", manifestName} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	unchanged := func(name string) {
		t.Helper()
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || !info.ModTime().Equal(long) {
			t.Errorf("%q was touched: %v %v", name, info, err)
		}
	}
	commit(t, f, page("a.html", "alpha"), page("b.html", "beta"))
	unchanged("a.html")
	unchanged(manifestName)
	commit(t, f, page("a.html", "alpha"), page("b.html", "beta two"))
	unchanged("a.html")
}

// A file that is published as it is is opened to be copied only when it differs
// from what the folder has, and what is recorded is what was copied.
func TestFilesAreCopiedWhenTheyDiffer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	f := openFolder(t, dir)
	opened := 0
	source := func(said, given string) File {
		return File{Path: "talk.wav", Class: Asset, From: &Source{Hash: checksum.Of([]byte(said)), Size: int64(len(said)), Open: func() (io.ReadCloser, error) {
			opened++
			return io.NopCloser(strings.NewReader(given)), nil
		}}}
	}
	commit(t, f, source("ding", "ding"))
	if s, _ := commit(t, f, source("ding", "ding")); s.Written != 0 || opened != 1 || read(t, dir, "talk.wav") != "ding" {
		t.Errorf("the same file: %+v, opened %d times, %q", s, opened, read(t, dir, "talk.wav"))
	}
	if s, _ := commit(t, f, source("dong", "dong")); s.Written != 1 || opened != 2 || read(t, dir, "talk.wav") != "dong" {
		t.Errorf("another file: %+v, opened %d times, %q", s, opened, read(t, dir, "talk.wav"))
	}
	commit(t, f, source("gong", "gong!")) // changed between hashing and copying
	if e, _ := f.Lookup("talk.wav"); e.Size != 5 || e.Hash != recordOf([]byte("gong!"), Asset).hashText() {
		t.Errorf("recorded as %+v", e)
	}
	c := begin(t, f)
	gone := File{Path: "talk.wav", From: &Source{Open: func() (io.ReadCloser, error) { return nil, fs.ErrNotExist }}}
	if err := c.Put(gone); err == nil {
		t.Error("a file that is gone was put")
	}
	if _, _, err := c.Finish(); err == nil || read(t, dir, "talk.wav") != "gong!" {
		t.Errorf("after a file that is gone: %v, %q", err, read(t, dir, "talk.wav"))
	}
}

func TestStepsComeInOrder(t *testing.T) {
	d := &faultDisk{}
	f, _, err := open(t.TempDir(), "", nil, func(under disk) disk { d.disk = under; return d })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	commit(t, f,
		File{"feed.xml", Manifest, nil, nil}, File{"index.html", List, nil, nil}, File{"z.html", Page, nil, nil}, File{"a.html", Page, nil, nil},
		File{"s.bin", Data, nil, nil}, File{"zz/x.css", Asset, nil, nil})
	want := []string{"move zz", "move s.bin", "move a.html", "move z.html", "move index.html", "move feed.xml"}
	if got := d.changes(); !slices.Equal(got, want) {
		t.Errorf("building:\n%q, want\n%q", got, want)
	}
	d.log = nil
	commit(t, f, page("new.html", "new"), page("en/new.html", "new"))
	want = []string{"mkdir en", "move en/new.html", "move new.html", "remove feed.xml", "remove index.html", "remove a.html", "remove z.html", "remove s.bin", "remove zz/x.css", "remove zz"}
	if got := d.changes(); !slices.Equal(got, want) {
		t.Errorf("deleting:\n%q, want\n%q", got, want)
	}
}

func TestForeignFilesStopTheCommit(t *testing.T) {
	for _, c := range []struct{ name, there, put, named string }{
		{"a file", "index.html", "index.html", "index.html"},
		{"same length, other bytes", "same.html", "same.html", "same.html"},
		{"a file where a folder is needed", "en", "en/talks/a.html", "en"},
		{"a folder where a file is needed", "en/notes.txt", "en", "en"},
		{"a file in our folder where a file is needed", "ours/notes.txt", "ours", "ours/notes.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			f := openFolder(t, dir)
			commit(t, f, page("kept.html", "last good"), page("gone.html", "last good"), page("ours/x.html", "last good"))
			write(t, dir, c.there, "somebody else's")
			before := tree(t, dir)
			s, list := commit(t, f, page("kept.html", "new words"), page(c.put, "dixit's bytes!!"))
			if s.Written != 0 || len(list) != 1 || list[0].Code != diag.OutputForeign || !list.Fatal() ||
				!strings.Contains(list[0].Message, filepath.ToSlash(dir)+"/"+c.named+`"`) {
				t.Errorf("summary %+v, diagnostics %v", s, list)
			}
			sameTree(t, tree(t, dir), before)
			if err := os.RemoveAll(filepath.Join(dir, c.named)); err != nil {
				t.Fatal(err)
			}
			if _, list := commit(t, f, page("kept.html", "new words"), page(c.put, "dixit's bytes!!")); len(list) > 0 {
				t.Errorf("after moving it away: %v", list)
			}
		})
	}
}

func TestManyForeignFilesAreCounted(t *testing.T) {
	dir := t.TempDir()
	var files []File
	for i := range maxForeign + 7 {
		name := fmt.Sprintf("%03d.html", i)
		write(t, dir, name, "theirs")
		files = append(files, page(name, "ours"))
	}
	_, list := commit(t, openFolder(t, dir), files...)
	if len(list) != maxForeign+1 || !strings.Contains(list[maxForeign].Message, "7 more") {
		t.Errorf("%d diagnostics, the last %v", len(list), list[len(list)-1])
	}
	if !strings.Contains(list[0].Hint, "missing or damaged") {
		t.Errorf("hint %q does not say that the manifest is missing", list[0].Hint)
	}
}

func TestFilesOfOthersStay(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	for _, name := range []string{".gitignore", "CNAME", "talks/notes.txt", "theirs/kept.txt"} {
		write(t, dir, name, "theirs")
	}
	if err := os.MkdirAll(filepath.Join(dir, "uploads"), 0o777); err != nil {
		t.Fatal(err)
	}
	commit(t, f, page("talks/a.html", "a"), page("uploads/b.html", "b"), page("ours/deep/c.html", "c"), page("mixed/d.html", "d"))
	write(t, dir, "mixed/theirs.txt", "theirs")
	commit(t, f, page("index.html", "only this"))
	for _, name := range []string{".gitignore", "CNAME", "talks/notes.txt", "theirs/kept.txt", "mixed/theirs.txt", "uploads"} {
		if !exists(dir, name) {
			t.Errorf("%q of others is gone", name)
		}
	}
	for _, name := range []string{"talks/a.html", "uploads/b.html", "ours", "mixed/d.html"} {
		if exists(dir, name) {
			t.Errorf("%q is still there", name)
		}
	}
}

func TestFilesOfTheSameBytesAreAdopted(t *testing.T) {
	dir := t.TempDir()
	commit(t, openFolder(t, dir), page("a.html", "alpha"), page("b/c.html", "gamma"))
	for _, how := range []struct {
		name string
		do   func() error
	}{
		{"lost manifest", func() error { return os.RemoveAll(filepath.Join(dir, private)) }},
		{"damaged manifest", func() error {
			name := filepath.Join(dir, filepath.FromSlash(manifestName))
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, bytes.Replace(text, []byte("a.html"), []byte("x.html"), 1), 0o666)
		}},
	} {
		t.Run(how.name, func(t *testing.T) {
			if err := how.do(); err != nil {
				t.Fatal(err)
			}
			f := openFolder(t, dir)
			if n := len(f.Paths()); n != 0 {
				t.Fatalf("%d paths out of nothing", n)
			}
			s, list := commit(t, f, page("a.html", "alpha"), page("b/c.html", "gamma"))
			if len(list) > 0 || s.Written != 0 || s.Unchanged != 2 || len(s.Changed) != 0 {
				t.Errorf("summary %+v, diagnostics %v", s, list)
			}
			if e, ok := f.Lookup("a.html"); !ok || e.Size != 5 || e.Class != Page {
				t.Errorf("adopted entry %+v %v", e, ok)
			}
		})
	}
}

func TestRecordsOfAnotherVersionAreAnError(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, manifestName, string(seal([]byte("dixit manifest 3\nsomething new\n"))))
	if _, _, err := Open(dir, ""); err == nil || !strings.Contains(err.Error(), `version "3"`) {
		t.Errorf("error %v does not name the version", err)
	}
	dir = t.TempDir()
	write(t, dir, journalName, string(seal([]byte("dixit journal 3\nsomething new\n"))))
	if _, _, err := Open(dir, ""); err == nil || !strings.Contains(err.Error(), `version "3"`) {
		t.Errorf("error %v does not name the version", err)
	}
	if !exists(dir, journalName) {
		t.Error("the journal of another version is gone")
	}
}

func TestHandsInTheFolderAreMended(t *testing.T) {
	site := []File{page("a/b.html", "the words"), page("c.html", "more words")}
	for _, c := range []struct {
		name string
		do   func(t *testing.T, dir string) error
	}{
		{"page deleted", func(t *testing.T, dir string) error { return os.Remove(filepath.Join(dir, "c.html")) }},
		{"folder deleted", func(t *testing.T, dir string) error { return os.RemoveAll(filepath.Join(dir, "a")) }},
		{"page edited", func(t *testing.T, dir string) error {
			return os.WriteFile(filepath.Join(dir, "c.html"), []byte("x"), 0o666)
		}},
		{"page emptied", func(t *testing.T, dir string) error { return os.Truncate(filepath.Join(dir, "a/b.html"), 0) }},
		{"page replaced by a link", func(t *testing.T, dir string) error {
			if err := os.Remove(filepath.Join(dir, "c.html")); err != nil {
				return err
			}
			link(t, "a/b.html", filepath.Join(dir, "c.html"))
			return nil
		}},
		{"page replaced by an empty folder", func(t *testing.T, dir string) error {
			if err := os.Remove(filepath.Join(dir, "c.html")); err != nil {
				return err
			}
			return os.Mkdir(filepath.Join(dir, "c.html"), 0o777)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			f := openFolder(t, dir)
			commit(t, f, site...)
			want := tree(t, dir)
			if err := c.do(t, dir); err != nil {
				t.Fatal(err)
			}
			s, list := commit(t, f, site...)
			if c.name == "page replaced by an empty folder" {
				if len(list) != 1 || list[0].Code != diag.OutputForeign {
					t.Errorf("a folder of others was not reported: %v", list)
				}
				return
			}
			if len(list) > 0 || s.Written != 1 {
				t.Errorf("summary %+v, diagnostics %v", s, list)
			}
			sameTree(t, tree(t, dir), want)
		})
	}
}

// A page that the old site had and that is gone by hand must not keep the
// commit from deleting the rest.
func TestDeletingWhatIsGone(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	commit(t, f, page("a/b.html", "b"), page("c.html", "c"), page("d/e.html", "e"))
	if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "d")); err != nil {
		t.Fatal(err)
	}
	outside := t.TempDir()
	write(t, outside, "e.html", "not ours")
	link(t, outside, filepath.Join(dir, "d"))
	s, list := commit(t, f, page("f.html", "f"))
	if len(list) > 0 || s.Deleted != 3 || !slices.Equal(f.Paths(), []string{"f.html"}) {
		t.Errorf("summary %+v, diagnostics %v, paths %q", s, list, f.Paths())
	}
	if got := read(t, outside, "e.html"); got != "not ours" {
		t.Errorf("a file outside is now %q", got)
	}
}

func TestLinkedFoldersAreNotFollowed(t *testing.T) {
	for _, inside := range []bool{true, false} {
		dir := t.TempDir()
		f := openFolder(t, dir)
		commit(t, f, page("fr/a.html", "fr"))
		target := "fr"
		if !inside {
			target = t.TempDir()
		}
		link(t, target, filepath.Join(dir, "en"))
		_, list := commit(t, f, page("fr/a.html", "fr"), page("en/a.html", "en"))
		if len(list) != 1 || list[0].Code != diag.OutputForeign {
			t.Errorf("link to %q: diagnostics %v", target, list)
		}
		if got := read(t, dir, "fr/a.html"); got != "fr" {
			t.Errorf("written through a link: %q", got)
		}
	}
}

func TestPutRefusesPaths(t *testing.T) {
	for _, path := range []string{
		"", ".", "/etc/passwd", "../up.html", "a/../../b", "a//b", "a/./b", "a/", `a\b`, "a\x00b", "a\nb", "\xff.html",
		strings.Repeat("語", 86), ".dixit/manifest", ".DIXIT/manifest", ".dixit", ".dixit./x", ".di\u200dxit/x",
	} {
		f := openFolder(t, t.TempDir())
		c := begin(t, f)
		if err := c.Put(page(path, "x")); err == nil {
			t.Errorf("%q was taken", path)
		}
		if _, _, err := c.Finish(); err == nil {
			t.Errorf("%q: the commit was finished after a refused file", path)
		}
	}
	commit(t, openFolder(t, t.TempDir()), page(strings.Repeat("語", 85), "x"), page("a b/ç…é.html", "x"), page("..a", "x"), page(".well-known/x", "y"))
}

func TestPutRefusesOnePathForTwo(t *testing.T) {
	for _, paths := range [][2]string{{"a", "a"}, {"a", "a/b"}, {"a/b/c", "a"}, {"a/b/c", "a/b"}} {
		c := begin(t, openFolder(t, t.TempDir()))
		if err := c.Put(page(paths[0], "x")); err != nil {
			t.Fatal(err)
		}
		if err := c.Put(page(paths[1], "x")); err == nil {
			t.Errorf("%q after %q was taken", paths[1], paths[0])
		}
		c.Abort()
	}
}

func TestPutRefusesUnknownClass(t *testing.T) {
	c := begin(t, openFolder(t, t.TempDir()))
	defer c.Abort()
	if err := c.Put(File{"a", Manifest + 1, nil, nil}); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("error %v", err)
	}
}

// The other tests skip syncs; this one goes through Open and the disk as it is.
func TestSyncedCommits(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, text := range []string{"one", "two, longer"} {
		f, list, err := Open(dir, "")
		if err != nil || len(list) > 0 {
			t.Fatal(list, err)
		}
		if s, list := commit(t, f, page("a/b.html", text)); len(list) > 0 || s.Written != 1 {
			t.Errorf("summary %+v, diagnostics %v", s, list)
		}
		got, err := f.Read("a/b.html")
		if err != nil || string(got) != text {
			t.Errorf("read %q, %v", got, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{journalName, stageName} {
		if exists(dir, name) {
			t.Errorf("%q is left over", name)
		}
	}
}

func TestAbortLeavesTheSite(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	commit(t, f, page("a.html", "a"))
	before := tree(t, dir)
	c := begin(t, f)
	if err := c.Put(page("b.html", "b")); err != nil {
		t.Fatal(err)
	}
	c.Abort()
	c.Abort()
	sameTree(t, tree(t, dir), before)
	if err := c.Put(page("c.html", "c")); !errors.Is(err, errDone) {
		t.Errorf("put after the end: %v", err)
	}
	if _, _, err := c.Finish(); !errors.Is(err, errDone) {
		t.Errorf("finish after the end: %v", err)
	}
	commit(t, f, page("b.html", "b"))
}

func TestReadersSeeOnlyTheManifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	f := openFolder(t, dir)
	write(t, filepath.Dir(dir), "secret.txt", "secret")
	write(t, dir, "foreign.txt", "foreign")
	commit(t, f, page("en/a.html", "words"))
	got, err := f.Read("en/a.html")
	if err != nil || string(got) != "words" {
		t.Fatalf("read: %q %v", got, err)
	}
	for _, path := range []string{
		"", ".", "en", "en/", "/en/a.html", "en//a.html", "en/./a.html", "en/../en/a.html", "../secret.txt", `..\secret.txt`, `en\a.html`,
		"en/a.html\x00", "foreign.txt", manifestName, "EN/a.html", filepath.Join(dir, "en/a.html"),
	} {
		if _, ok := f.Lookup(path); ok {
			t.Errorf("lookup of %q succeeded", path)
		}
		if got, err := f.Read(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("read of %q gave %q, %v", path, got, err)
		}
	}
	name := filepath.Join(dir, "en", "a.html")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read("en/a.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("read of a deleted page: %v", err)
	}
	if err := os.Symlink("../../secret.txt", name); err == nil {
		if got, err := f.Read("en/a.html"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("read through a link gave %q, %v", got, err)
		}
	}
}

func TestLookupGivesHashAndSize(t *testing.T) {
	dir := t.TempDir()
	commit(t, openFolder(t, dir), File{"hello.txt", Asset, []byte("hello"), nil})
	got, ok := openFolder(t, dir).Lookup("hello.txt")
	want := Entry{"hello.txt", "86fd6f7d1395dd2ac33a3086246fa1c7", 5, Asset}
	if !ok || got != want {
		t.Errorf("entry %+v, want %+v", got, want)
	}
}

func TestPutFromManySides(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	text := func(i int) string { return strings.Repeat(fmt.Sprintf("turn %d, ", i), 20) }
	for round := range 3 {
		c := begin(t, f)
		var wg sync.WaitGroup
		for w := range 8 {
			wg.Go(func() {
				for i := w; i < 400; i += 8 {
					if i%3 == round {
						continue
					}
					if err := c.Put(page(fmt.Sprintf("s/%d/%d.html", i%17, i), text(i))); err != nil {
						t.Error(err)
					}
					f.Lookup("s/1/1.html")
				}
			})
		}
		wg.Wait()
		if _, list, err := c.Finish(); err != nil || len(list) > 0 {
			t.Fatal(list, err)
		}
		for i := range 400 {
			name := fmt.Sprintf("s/%d/%d.html", i%17, i)
			if i%3 == round {
				if exists(dir, name) {
					t.Errorf("%q is still there", name)
				}
			} else if got := read(t, dir, name); got != text(i) {
				t.Errorf("%q is %q", name, got)
			}
		}
	}
}

func TestOneCommitAtATime(t *testing.T) {
	dir := t.TempDir()
	one, two := openFolder(t, dir), openFolder(t, dir)
	c := begin(t, one)
	if err := c.Put(page("a.html", "one")); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*Folder{one, two} {
		_, err := f.Begin()
		var locked *LockedError
		if !errors.As(err, &locked) || locked.PID != os.Getpid() || !strings.Contains(err.Error(), "locked by process") {
			t.Errorf("second commit: %v", err)
		}
	}
	if _, _, err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	// The second folder learns what the first one wrote.
	s, list := commit(t, two, page("a.html", "one"), page("b.html", "two"))
	if len(list) > 0 || s.Unchanged != 1 || s.Written != 1 {
		t.Errorf("summary %+v, diagnostics %v", s, list)
	}
	if s, _ := commit(t, one); s.Deleted != 2 {
		t.Errorf("the first folder deleted %d of 2 files", s.Deleted)
	}
}

func TestOpenDoesNotTouchTheJournalOfARunAtWork(t *testing.T) {
	dir := t.TempDir()
	f := openFolder(t, dir)
	c := begin(t, f)
	write(t, dir, journalName, "half a jour")
	_, _, err := Open(dir, "")
	var locked *LockedError
	if !errors.As(err, &locked) {
		t.Errorf("open: %v", err)
	}
	if got := read(t, dir, journalName); got != "half a jour" {
		t.Errorf("the journal is %q", got)
	}
	c.Abort()
}

func TestFolderReplacedBehindItsBack(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open folder cannot be removed on Windows")
	}
	for _, again := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		f := openFolder(t, dir)
		commit(t, f, page("a.html", "a"))
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if again {
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.Begin(); !errors.Is(err, ErrReplaced) {
			t.Errorf("begin: %v", err)
		}
		if s, list := commit(t, openFolder(t, dir), page("a.html", "a")); s.Written != 1 || len(list) > 0 {
			t.Errorf("after opening again: %+v %v", s, list)
		}
	}
}

func TestUnsafeFolders(t *testing.T) {
	base := t.TempDir()
	for _, name := range []string{"site/content/2019", "site/themes", "site/public", "other"} {
		if err := os.MkdirAll(filepath.Join(base, filepath.FromSlash(name)), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	write(t, base, "site/file", "x")
	links := os.Symlink(filepath.Join(base, "site", "content"), filepath.Join(base, "link")) == nil
	root := filepath.VolumeName(base) + string(filepath.Separator)
	for _, c := range []struct {
		out     string
		protect []string
		safe    bool
	}{
		{"site/public", []string{"site/content", "site/themes", ""}, true},
		{"site/fresh/deep", []string{"site/content"}, true},
		{"site/content/public", []string{"site/content"}, true},
		{"site/cont", []string{"site/content"}, true},
		{"other", []string{"site/not/there"}, true},
		{"site/content", []string{"site/content"}, false},
		{"site/content/../content/", []string{"site/content"}, false},
		{"site", []string{"site/content"}, false},
		{"site", []string{"site/not/there"}, false},
		{"fresh", []string{"fresh/content"}, false},
		{"fresh", []string{"fresh"}, false},
		{"site/file", nil, false},
		{"link", []string{"site/content"}, false},
		{"link", []string{"site/content/2019"}, false},
		{"site/content", []string{"link"}, false},
		{root, nil, false},
		{"", nil, false},
	} {
		at := func(name string) string {
			if name == "" || name == root {
				return name
			}
			return base + "/" + name
		}
		if !links && (c.out == "link" || slices.Contains(c.protect, "link")) {
			continue
		}
		var protect []string
		for _, p := range c.protect {
			protect = append(protect, at(p))
		}
		before := tree(t, base)
		f, list, err := Open(at(c.out), "", protect...)
		if err != nil {
			t.Errorf("%q protecting %q: %v", c.out, c.protect, err)
			continue
		}
		if c.safe {
			if f == nil || len(list) > 0 {
				t.Errorf("%q protecting %q was refused: %v", c.out, c.protect, list)
			} else {
				f.Close()
			}
			continue
		}
		if f != nil || len(list) != 1 || list[0].Code != diag.OutputUnsafe || !list.Fatal() {
			t.Errorf("%q protecting %q was taken: %v", c.out, c.protect, list)
		}
		sameTree(t, tree(t, base), before)
	}
}

// A folder of transcripts that became the site would be read no more.
func TestOutputInsideTheContent(t *testing.T) {
	base := t.TempDir()
	content := filepath.Join(base, "content")
	write(t, base, "content/council/gate.md", "x")
	if err := os.Mkdir(filepath.Join(content, "empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		out  string
		safe bool
	}{{"content/council", false}, {"content/council/new", true}, {"content/empty", true}, {"content/new", true}, {"contents", true}} {
		for range 2 { // the second finds what the first wrote
			f, list, err := Open(filepath.Join(base, c.out), content, content)
			if err != nil || (f != nil) != c.safe || !c.safe && (len(list) != 1 || list[0].Code != diag.OutputUnsafe) {
				t.Fatalf("%q: %v, %v", c.out, list, err)
			}
			if f == nil {
				continue
			}
			commit := begin(t, f)
			if err := commit.Put(File{Path: "index.html", Class: Page, Bytes: []byte("x")}); err != nil {
				t.Fatal(err)
			}
			if _, _, err := commit.Finish(); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}

// On a file system blind to letter case a renamed page is the same file, which
// must neither count as a foreign one nor be deleted under its old name; not
// even by a run that finishes a crashed one.
func TestRenamedInLetterCaseOnly(t *testing.T) {
	for _, text := range []string{"as before", "other words"} {
		for k := 0; ; k++ {
			dir := t.TempDir()
			run := func(d *faultDisk, path, text string) error {
				f, _, err := open(dir, "", nil, func(under disk) disk { d.disk = caseBlindDisk{under}; return d })
				if err != nil {
					return err
				}
				defer f.Close()
				c, err := f.Begin()
				if err != nil {
					return err
				}
				defer c.lock.release()
				if err := c.Put(page(path, text)); err != nil {
					return err
				}
				_, list, err := c.Finish()
				if len(list) > 0 {
					return fmt.Errorf("diagnostics: %v", list)
				}
				return err
			}
			if err := run(&faultDisk{}, "Talks/Rain.html", "as before"); err != nil {
				t.Fatal(err)
			}
			d := &faultDisk{at: k, stop: true, err: fs.ErrInvalid}
			err := run(d, "talks/rain.html", text)
			if k == 0 && err != nil {
				t.Fatal(err)
			}
			if k > 0 {
				if err := run(&faultDisk{}, "talks/rain.html", text); err != nil {
					t.Fatalf("after a stop at %d: %v", k, err)
				}
			}
			if got := read(t, dir, folded("talks/rain.html")); got != text {
				t.Fatalf("after a stop at %d the page is %q, want %q", k, got, text)
			}
			if k > d.n {
				break
			}
		}
	}
}

// A first build asks the system for little more than to make each folder and each
// file, and moves whole folders, those first that others point at.
func TestFirstCommitMovesWholeFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "fr/notes.txt", "of somebody else")
	d := &faultDisk{}
	f, _, err := open(dir, "", nil, func(under disk) disk { d.disk = under; return d })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const pages = 100
	files := []File{{"search/a.bin", Data, nil, nil}, {"assets/site.css", Asset, nil, nil}, {"fr/index.html", Page, nil, nil}, {"index.html", List, nil, nil}}
	for i := range pages {
		files = append(files, page(fmt.Sprintf("en/sessions/%d/index.html", i), "a page"))
	}
	before := d.n
	commit(t, f, files...)
	want := []string{"move assets", "move search", "move en", "move fr/index.html", "move index.html"}
	if got := d.changes(); !slices.Equal(got, want) {
		t.Errorf("steps\n%q, want\n%q", got, want)
	}
	const around = 60 // lock, journal, manifest and the few other files
	if n := d.n - before; n > 2*pages+around {
		t.Errorf("%d calls for %d files in as many folders", n, pages)
	}
	if got := f.Paths(); len(got) != len(files) {
		t.Errorf("%d paths in the manifest, not %d", len(got), len(files))
	}
	commit(t, f) // and all of it is known to be ours
	if got := tree(t, dir); got["fr/notes.txt"] == "" || len(got) > 5 {
		t.Errorf("left: %v", slices.Sorted(maps.Keys(got)))
	}
}

// Who may not write to the folder is told what to do, once, whatever is tried first.
func TestAFolderThatMayNotBeWrittenIsToldWithAHint(t *testing.T) {
	for _, why := range []error{fs.ErrPermission, syscall.EROFS, syscall.ENOSPC} {
		for op := range 2 {
			dir := t.TempDir()
			f := openFolder(t, dir)
			commit(t, f, page("index.html", "as it was"))
			f.disk = deniedDisk{f.disk, why, op}
			c := begin(t, f)
			err := c.Put(page("index.html", "as it is now"))
			if err == nil {
				_, _, err = c.Finish()
			}
			c.Abort()
			if err == nil || strings.Count(err.Error(), "choose another folder with --out") != 1 || !errors.Is(err, why) {
				t.Errorf("%v: %v", why, err)
			}
		}
	}
}

// deniedDisk lets no file be written, or none be moved.
type deniedDisk struct {
	disk
	why error
	op  int
}

func (d deniedDisk) WriteFile(name string, data []byte) error {
	if d.op == 0 {
		return &fs.PathError{Op: "write", Path: name, Err: d.why}
	}
	return d.disk.WriteFile(name, data)
}

func (d deniedDisk) Rename(from, to string) error {
	if d.op == 1 {
		return &fs.PathError{Op: "rename", Path: to, Err: d.why}
	}
	return d.disk.Rename(from, to)
}
