package builder_test

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// A run of the program that finds one transcript changed writes the part of the
// search index that it is in, and what it writes is what a run that knows nothing
// would; so it does where the note of what the last run knew is damaged.
func TestIndexIsRecalled(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	write := func(i int, words string) {
		t.Helper()
		text := fmt.Sprintf("# 2024-01-02 Harbour talk %d\n\n**Ada Fern:** %s, said of pier %d.\n", i, words, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("talk-%d.en.md", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const talks = 72 // of which an index has six segments
	for i := range talks {
		write(i, "The tide comes in at noon")
	}
	build := func(name string) (files int, out map[string]string) {
		t.Helper()
		a, err := builder.Open(builder.Options{Dir: dir, Out: filepath.Join(temp, name), Cache: filepath.Join(temp, name+"-cache"), BuiltIn: themes.Default(), CacheRoot: cacheRoot()})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		res, err := a.Build(context.Background())
		if err != nil || !res.Published {
			t.Fatal(err, res.Diagnostics)
		}
		for _, s := range res.Stages {
			if s.Name == "search" {
				files = s.Items
			}
		}
		search := os.DirFS(filepath.Join(res.Out, "search"))
		out = map[string]string{}
		err = fs.WalkDir(search, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(search, path)
			out[path] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files, out
	}
	all, _ := build("site")
	write(7, "The buoy has lost its bell")
	some, got := build("site")
	if some == 0 || some > all/3 {
		t.Errorf("%d files of %d are made again for one transcript", some, all)
	}
	if _, want := build("new"); !maps.Equal(got, want) {
		t.Error("other files than those of a run that knew nothing")
	}
	note := filepath.Join(temp, "site-cache", "transcripts", "index.txt")
	b, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(note, b, 0o666); err != nil {
		t.Fatal(err)
	}
	write(8, "A gull has taken the bread")
	if _, got = build("site"); len(got) == 0 {
		t.Fatal("no index")
	}
	if _, want := build("newer"); !maps.Equal(got, want) {
		t.Error("after a damaged note, other files than those of a run that knew nothing")
	}
}
