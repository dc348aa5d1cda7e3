package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "cache", "readings"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func reading(words string) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{
		File: "会议/a.zh.md", Format: "markdown", Lines: 3,
		Meta:  transcript.Meta{Title: "港口费", Date: "2024-03-13", Topics: []string{"ferries"}},
		Turns: []transcript.Turn{{Label: "林女士", Line: 1, EndLine: 3, Start: transcript.NoTime, End: 1500, Confidence: 0.5, Segments: []transcript.Segment{{Text: words, Spans: []transcript.Span{{Start: 0, End: 1, Kind: transcript.Strong}}}}}},
	}
	list := diag.List{
		diag.New(diag.LabelDoubtful, t.File, 1, 4, "%q was read as a speaker", "林女士"),
		diag.New(diag.DateMissing, t.File, 0, 0, "no date").WithHint("a hint of its own"),
	}
	return t, list
}

func key(n int) Key {
	return KeyOf(source.Hash{byte(n), byte(n >> 8)}, "a.md", "dev", "markdown", 1)
}

func TestRoundTrip(t *testing.T) {
	s := open(t)
	want, said := reading("Good morning.")
	if _, _, ok := s.Get(key(1)); ok {
		t.Fatal("an empty store has a reading")
	}
	if err := s.Put(key(1), want, said); err != nil {
		t.Fatal(err)
	}
	got, list, ok := s.Get(key(1))
	if !ok {
		t.Fatal("what was put is not there")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(said, list); diff != "" {
		t.Error(diff)
	}
	if _, _, ok := s.Get(key(2)); ok {
		t.Error("another key gives a reading")
	}
	if err := s.Put(key(2), &transcript.Transcript{}, nil); err != nil {
		t.Fatal(err)
	}
	if got, list, ok := s.Get(key(2)); !ok || len(list) != 0 || !cmp.Equal(got, &transcript.Transcript{}) {
		t.Errorf("an empty reading came back as %v, %v, %v", got, list, ok)
	}
}

func TestKeysDependOnEverything(t *testing.T) {
	seen := map[Key]string{}
	for _, test := range []struct {
		name string
		key  Key
	}{
		{"one", KeyOf(source.Hash{1}, "a.md", "dev", "markdown", 1)},
		{"other bytes", KeyOf(source.Hash{2}, "a.md", "dev", "markdown", 1)},
		{"another path", KeyOf(source.Hash{1}, "b.md", "dev", "markdown", 1)},
		{"another reader", KeyOf(source.Hash{1}, "a.md", "dev", "plain", 1)},
		{"another build", KeyOf(source.Hash{1}, "a.md", "dev2", "markdown", 1)},
		{"another version", KeyOf(source.Hash{1}, "a.md", "dev", "markdown", 2)},
	} {
		if other, ok := seen[test.key]; ok {
			t.Errorf("%s has the key of %s", test.name, other)
		}
		seen[test.key] = test.name
	}
	if again := KeyOf(source.Hash{1}, "a.md", "dev", "markdown", 1); seen[again] != "one" {
		t.Error("the same reading has two keys")
	}
}

// file gives the path of the only file of a store.
func file(t *testing.T, s *Store) string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(s.dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			found = append(found, p)
		}
		return err
	})
	if err != nil || len(found) != 1 {
		t.Fatalf("%q, %v; want one file and nothing left over", found, err)
	}
	return found[0]
}

func TestDamageIsAbsence(t *testing.T) {
	s := open(t)
	tr, list := reading("Good morning.")
	if err := s.Put(key(1), tr, list); err != nil {
		t.Fatal(err)
	}
	path := file(t, s)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(name string, raw []byte) {
		t.Helper()
		if err := os.WriteFile(path, raw, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, ok := s.Get(key(1)); ok {
			t.Errorf("%s: a damaged reading was used", name)
		}
	}
	for n := range len(good) {
		try(fmt.Sprint("cut at ", n), good[:n])
		flipped := bytes.Clone(good)
		flipped[n] ^= 1 << (n % 8)
		try(fmt.Sprint("a bit flipped in byte ", n), flipped)
	}
	try("a byte more", append(bytes.Clone(good), ' '))
	if err := s.Put(key(2), tr, list); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(s.path(key(2)))
	if err != nil {
		t.Fatal(err)
	}
	try("the reading of another file", other)
	try("something else", []byte(magic+"hello"))
	// A damaged reading is replaced by the next one.
	if err := s.Put(key(1), tr, list); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := s.Get(key(1)); !ok {
		t.Error("a good reading does not replace a damaged one")
	}
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	if _, _, ok := s.Get(key(1)); ok {
		t.Error("a reading outlived the folder")
	}
	if err := s.Put(key(1), tr, list); err != nil {
		t.Errorf("the store cannot be written after its folder was deleted: %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	s := open(t)
	const keys, writers = 20, 8
	words := func(k int) string { return fmt.Sprint("words of reading ", k) }
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range keys {
				k := (i + w*3) % keys
				tr, list := reading(words(k))
				if err := s.Put(key(k), tr, list); err != nil {
					t.Error(err)
				}
				if got, _, ok := s.Get(key(k)); !ok || got.Turns[0].Segments[0].Text != words(k) {
					t.Errorf("reading %d is half there", k)
				}
			}
		})
	}
	wg.Wait()
	files := 0
	filepath.WalkDir(s.dir, func(p string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			files++
		}
		return err
	})
	if files != keys {
		t.Errorf("%d files for %d readings", files, keys)
	}
}

func TestPruneKeepsWhatIsNamed(t *testing.T) {
	s := open(t)
	kept := KeyOf(source.Hash{1}, "a.md", "dev", "markdown", 1)
	gone := KeyOf(source.Hash{2}, "a.md", "dev", "markdown", 1)
	for _, k := range []Key{kept, gone} {
		if err := s.Put(k, &transcript.Transcript{File: "a.md"}, nil); err != nil {
			t.Fatal(err)
		}
	}
	s.Prune(map[Key]bool{kept: true})
	if _, _, ok := s.Get(kept); !ok {
		t.Error("what was named is gone")
	}
	if _, _, ok := s.Get(gone); ok {
		t.Error("what was not named is still there")
	}
}

// What a run that was killed has half written goes once nobody can be at it any more.
func TestPruneRemovesWhatWasLeft(t *testing.T) {
	s := open(t)
	if err := s.Put(Key{7}, &transcript.Transcript{File: "a.md"}, nil); err != nil {
		t.Fatal(err)
	}
	dir, folder := s.dir, filepath.Dir(s.path(Key{7}))
	old := time.Now().Add(-30 * 24 * time.Hour)
	for name, then := range map[string]time.Time{
		filepath.Join(dir, ".new-1"): old, filepath.Join(folder, ".new-2"): old, filepath.Join(dir, ".excerpts-3"): old,
		filepath.Join(dir, ".new-now"): time.Now(), filepath.Join(folder, ".new-now"): time.Now(), filepath.Join(dir, "whole.txt"): old,
	} {
		if err := errors.Join(os.WriteFile(name, nil, 0o666), os.Chtimes(name, then, then)); err != nil {
			t.Fatal(err)
		}
	}
	s.Prune(map[Key]bool{{7}: true})
	var stay []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			stay = append(stay, e.Name())
		}
		return err
	})
	slices.Sort(stay)
	if want := []string{".new-now", ".new-now", filepath.Base(s.path(Key{7})), "whole.txt"}; err != nil || !slices.Equal(stay, want) {
		t.Errorf("%q, %v; want %q", stay, err, want)
	}
}

// A clock that was ahead for a while takes nothing from a run that is writing.
func TestPruneAfterTheClockWasSetBack(t *testing.T) {
	s := open(t)
	name := filepath.Join(s.dir, ".new-of-another-run")
	ahead := time.Now().Add(30 * 24 * time.Hour)
	if err := errors.Join(os.WriteFile(name, nil, 0o666), os.Chtimes(s.dir, ahead, ahead)); err != nil {
		t.Fatal(err)
	}
	s.Prune(nil)
	if _, err := os.Stat(name); err != nil {
		t.Error(err)
	}
}
