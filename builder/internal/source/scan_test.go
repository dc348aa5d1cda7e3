package source

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
)

// folder writes files and gives their folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func scan(t *testing.T, dir string) ([]string, diag.List) {
	t.Helper()
	entries, list := open(t, dir).Scan(Ignored)
	var paths []string
	for _, e := range entries {
		paths = append(paths, e.Path)
	}
	return paths, list
}

// link makes a symbolic link, for which most users lack the privilege on Windows.
func link(t *testing.T, target, path string) {
	t.Helper()
	err := os.Symlink(target, path)
	if err != nil && runtime.GOOS == "windows" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestScanListsInOrder(t *testing.T) {
	dir := folder(t, map[string]string{
		"b.md": "b", "a/2.txt": "22", "a/1.txt": "1", "a.md": "", "会议/第一次.md": "好", "Z.md": "z",
	})
	paths, list := scan(t, dir)
	if want := []string{"Z.md", "a.md", "a/1.txt", "a/2.txt", "b.md", "会议/第一次.md"}; !slices.Equal(paths, want) {
		t.Errorf("listed %q; want %q", paths, want)
	}
	if len(list) != 0 {
		t.Errorf("said %v", list)
	}
}

func TestScanPassesOver(t *testing.T) {
	dir := folder(t, map[string]string{
		"talk.md": "x", "readme-for-speakers/talk.md": "x", "notice-of-meeting.md": "x", "2020-support.md": "x",
		"README.md": "x", "sub/readme.txt": "x", "README.zh.md": "x", "README_fr.md": "x", "README-ar.md": "x",
		"LICENSE": "x", "LICENSE.txt": "x", "CONTRIBUTING.md": "x", "code_of_conduct.md": "x",
		".hidden.md": "x", ".git/HEAD": "x", "node_modules/a/b.md": "x",
		"talk.md~": "x", "#talk.md#": "x", "talk.md.bak": "x", "~$talk.docx": "x",
	})
	paths, list := scan(t, dir)
	if want := []string{"2020-support.md", "notice-of-meeting.md", "readme-for-speakers/talk.md", "talk.md"}; !slices.Equal(paths, want) {
		t.Errorf("listed %q; want %q", paths, want)
	}
	said := map[string]bool{}
	for _, d := range list {
		if d.Code != diag.FilePassedOver {
			t.Errorf("said %v", d)
		}
		said[d.File] = true
	}
	for _, name := range []string{"README.md", "LICENSE", "node_modules", "talk.md~"} {
		if !said[name] {
			t.Errorf("nothing is said of %s", name)
		}
	}
	for _, name := range []string{".hidden.md", ".git", "node_modules/a/b.md"} {
		if said[name] {
			t.Errorf("%s is named, which buries what matters", name)
		}
	}
}

func TestScanTakesTheCallersReasons(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "x", "drafts/b.md": "x", "drafts/deep/c.md": "x"})
	entries, list := open(t, dir).Scan(func(p string, dir bool) (bool, string) { return dir && p == "drafts", "named under `ignore`" })
	if len(entries) != 1 || entries[0].Path != "a.md" || entries[0].Size != 1 {
		t.Errorf("listed %v", entries)
	}
	if len(list) != 1 || list[0].File != "drafts" || !strings.Contains(list[0].Message, "ignore") {
		t.Errorf("said %v", list)
	}
}

func TestScanAndLinks(t *testing.T) {
	outside := folder(t, map[string]string{"secret.md": "secret"})
	dir := folder(t, map[string]string{"a.md": "inside", "sub/b.md": "b"})
	link(t, "a.md", filepath.Join(dir, "within.md"))
	link(t, filepath.Join("..", "a.md"), filepath.Join(dir, "sub", "up.md"))
	link(t, "sub", filepath.Join(dir, "folder"))
	link(t, filepath.Join(outside, "secret.md"), filepath.Join(dir, "out.md"))
	link(t, outside, filepath.Join(dir, "outfolder"))
	link(t, "nowhere.md", filepath.Join(dir, "dangling.md"))
	link(t, "loop.md", filepath.Join(dir, "loop.md"))

	paths, list := scan(t, dir)
	if want := []string{"a.md", "sub/b.md", "sub/up.md", "within.md"}; !slices.Equal(paths, want) {
		t.Errorf("listed %q; want %q", paths, want)
	}
	said := map[string]diag.Code{}
	for _, d := range list {
		said[d.File] = d.Code
	}
	for name, want := range map[string]diag.Code{
		"out.md": diag.FileOutside, "outfolder": diag.FileOutside, "dangling.md": diag.FileOutside, "loop.md": diag.FileOutside,
		"folder": diag.FilePassedOver,
	} {
		if said[name] != want {
			t.Errorf("%s: said %q; want %q", name, said[name], want)
		}
	}
	f := open(t, dir)
	if raw, err := f.Bytes("within.md"); err != nil || string(raw) != "inside" {
		t.Errorf("a link within the folder gives %q, %v", raw, err)
	}
	for _, path := range []string{
		"out.md", "outfolder/secret.md", "../" + filepath.Base(outside) + "/secret.md", "sub/../../" + filepath.Base(outside) + "/secret.md",
		filepath.ToSlash(filepath.Join(outside, "secret.md")), "loop.md", "sub",
	} {
		if raw, err := f.Bytes(path); err == nil {
			t.Errorf("%q was read: %q", path, raw)
		}
	}
}

func TestScanUnreadable(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another matter on Windows")
	}
	dir := folder(t, map[string]string{"a.md": "a", "locked.md": "b", "closed/c.md": "c"})
	if err := os.Chmod(filepath.Join(dir, "locked.md"), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "closed"), 0o700) })
	if _, err := os.ReadDir(filepath.Join(dir, "closed")); err == nil {
		t.Skip("this user may read everything")
	}
	paths, list := scan(t, dir)
	if want := []string{"a.md", "locked.md"}; !slices.Equal(paths, want) {
		t.Errorf("listed %q; want %q", paths, want)
	}
	if len(list) != 1 || list[0].Code != diag.FileUnreadable || list[0].File != "closed" {
		t.Errorf("said %v", list)
	}
	if _, err := open(t, dir).Bytes("locked.md"); err == nil {
		t.Error("a file without permission was read")
	}
}

func TestBytesReadsWhole(t *testing.T) {
	long := strings.Repeat("0123456789", 100_000)
	dir := folder(t, map[string]string{"empty.md": "", "long.md": long})
	f := open(t, dir)
	if raw, err := f.Bytes("empty.md"); err != nil || len(raw) != 0 {
		t.Errorf("empty: %d bytes, %v", len(raw), err)
	}
	if raw, err := f.Bytes("long.md"); err != nil || string(raw) != long {
		t.Errorf("long: %d bytes, %v", len(raw), err)
	}
	if _, err := f.Bytes("none.md"); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestFilesThatAreTooLarge(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "a"})
	huge := filepath.Join(dir, "huge.md")
	if err := os.WriteFile(huge, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, MaxFile+1); err != nil { // a file with a hole takes no room
		t.Skip(err)
	}
	paths, list := scan(t, dir)
	if !slices.Equal(paths, []string{"a.md"}) || len(list) != 1 || list[0].Code != diag.FileTooLarge {
		t.Errorf("listed %q, said %v", paths, list)
	}
	if raw, err := open(t, dir).Bytes("huge.md"); err == nil {
		t.Errorf("%d bytes were read", len(raw))
	}
}

func TestOpenFolderThatIsNone(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "a"})
	for _, path := range []string{filepath.Join(dir, "none"), filepath.Join(dir, "a.md")} {
		if _, err := OpenFolder(path); err == nil {
			t.Errorf("%s was opened as a folder", path)
		}
	}
}
