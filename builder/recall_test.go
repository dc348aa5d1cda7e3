package builder

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unique"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dixit/builder/internal/archive"
	"dixit/themes"
)

// A run of the program knows what the one before has read, all of it, and no other
// build of the program does.
func TestReadingsAreRecalled(t *testing.T) {
	temp := t.TempDir()
	root, _ := os.UserCacheDir() // where the compiled PDF engine lies; "" where there is none
	opt := Options{Dir: "..", Out: filepath.Join(temp, "out"), Cache: filepath.Join(temp, "cache"), BuiltIn: themes.Default(), Version: "test", CacheRoot: root}
	first, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := first.recent
	if err := first.Close(); err != nil || len(want) == 0 {
		t.Fatal(err, len(want))
	}
	recalled := func(opt Options) map[string]recentReading {
		t.Helper()
		a, err := Open(opt)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		a.recall()
		return a.recent
	}
	exporter := cmp.AllowUnexported(recentReading{}, fileBytes{}, reading{}, factsKey{}, archive.Front{})
	same := cmpopts.EquateComparable(unique.Handle[archive.Label]{})
	if d := cmp.Diff(want, recalled(opt), exporter, same, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("what was read and what was recalled:\n%.2000s", d)
	}
	other := opt
	other.Build = "another"
	if got := recalled(other); len(got) > 0 {
		t.Errorf("another build of the program recalls %d readings", len(got))
	}
	var damaged int
	for path := range want {
		damaged = readingsNoteOf(path)
	}
	note := filepath.Join(opt.Cache, "transcripts", readingsNote(damaged)+".txt")
	b, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(note, b, 0o666); err != nil {
		t.Fatal(err)
	}
	got := recalled(opt)
	for path := range want {
		if _, known := got[path]; known == (readingsNoteOf(path) == damaged) {
			t.Errorf("with one of the notes damaged, that %s is recalled is %v", path, known)
		}
	}
}

// A file that is edited or deleted is in no note any more when the next run begins.
func TestNoNoteHasWhatNoFileShows(t *testing.T) {
	temp := t.TempDir()
	content := filepath.Join(temp, "content")
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(content, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(content, 0o777); err != nil {
		t.Fatal(err)
	}
	build := func() {
		t.Helper()
		a, err := Open(Options{Dir: temp, Out: filepath.Join(temp, "out"), Cache: filepath.Join(temp, "cache"), BuiltIn: themes.Default(), Version: "test"})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		if _, err := a.Rebuild(context.Background(), Request{Last: true}); err != nil {
			t.Fatal(err)
		}
	}
	notes := func() string {
		t.Helper()
		var all strings.Builder
		names, _ := filepath.Glob(filepath.Join(temp, "cache", "transcripts", readingsName+"*"))
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(b)
		}
		return all.String()
	}
	for i := range 40 {
		write(fmt.Sprintf("2024-03-%02d-board-%d.md", 1+i%28, i), fmt.Sprintf("---\ntitle: Secret%dsecret\n---\n### Ada Holm:\n\nGood morning, item %d.\n", i, i))
	}
	build()
	write("2024-03-01-board-0.md", "---\ntitle: Board\n---\n### Ada Holm:\n\nGood morning.\n")
	if err := os.Remove(filepath.Join(content, "2024-03-02-board-1.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(temp, "cache", "transcripts", readingsName+".txt"), []byte("Secret9secret, as an older program has it"), 0o666); err != nil {
		t.Fatal(err)
	}
	build()
	has := notes()
	for i := range 40 {
		if said := strings.Contains(has, fmt.Sprintf("Secret%dsecret", i)); said != (i > 1) {
			t.Errorf("that the notes have the title of file %d is %v", i, said)
		}
	}
	if strings.Contains(has, "older program") {
		t.Error("the note of an older program is still there")
	}
}
