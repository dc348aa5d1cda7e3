package builder_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dixit/builder"
	"dixit/builder/internal/diag"
	"dixit/themes"
)

// tideHouse makes a site of two meetings, with its cache beside its content.
func tideHouse(t *testing.T) (dir string) {
	dir = t.TempDir()
	write(t, filepath.Join(dir, "dixit.yaml"), "title: Quay\ncache: cache\n")
	write(t, filepath.Join(dir, "content/2024-03-01-tides.md"), "# Tides\n\n**Ada Holm:** The ferry is late.\n\n**Bo Lind:** It always is.\n")
	write(t, filepath.Join(dir, "content/2024-03-08-fog.md"), "# Fog\n\n**Ada Holm:** Nobody sees the ferry.\n")
	return dir
}

// readingsIn gives the files of the readings in a cache, and the folders that they may
// lie in.
func readingsIn(t *testing.T, dir string) (files []string, root string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "cache"), func(p string, d fs.DirEntry, err error) error {
		if above := filepath.Dir(filepath.Dir(p)); err == nil && !d.IsDir() && filepath.Base(above) == "transcripts" {
			files, root = append(files, p), above
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("%d readings in the cache: %v", len(files), err)
	}
	return files, root
}

// When the cache takes no more, a build says so once and leaves the site as it was: one
// without the sessions that were to be kept there would be a wrong one.
func TestACacheThatTakesNoMoreLeavesTheSite(t *testing.T) {
	dir := tideHouse(t)
	buildLast(t, dir)
	before := tree(t, filepath.Join(dir, "public"))
	_, root := readingsIn(t, dir)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	for i := range 256 {
		write(t, filepath.Join(root, fmt.Sprintf("%02x", i)), "in the way")
	}
	write(t, filepath.Join(dir, "content/2024-03-08-fog.md"), "# Fog\n\n**Ada Holm:** Somebody sees the ferry.\n")
	_, err := tryBuildLast(t, dir)
	if err == nil || strings.Count(err.Error(), "cannot be kept") != 1 || !strings.Contains(err.Error(), "free some space") {
		t.Errorf("the build says: %v", err)
	}
	if !maps.Equal(tree(t, filepath.Join(dir, "public")), before) {
		t.Error("the site is not as it was")
	}
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	buildLast(t, dir)
	if maps.Equal(tree(t, filepath.Join(dir, "public")), before) {
		t.Error("the edit is not in the site when there is room again")
	}
}

// Readings that are damaged in the cache cost time, whatever is made anew.
func TestDamagedReadingsCostTime(t *testing.T) {
	for name, damage := range map[string]func(b []byte) []byte{
		"emptied":   func([]byte) []byte { return nil },
		"cut short": func(b []byte) []byte { return b[:len(b)/2] },
		"changed":   func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
	} {
		t.Run(name, func(t *testing.T) {
			dir := tideHouse(t)
			buildLast(t, dir)
			files, _ := readingsIn(t, dir)
			for _, f := range files {
				b, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(f, damage(b), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			write(t, filepath.Join(dir, "dixit.yaml"), "title: The quay\ncache: cache\n")
			buildLast(t, dir)
			got := tree(t, filepath.Join(dir, "public"))
			for _, made := range []string{"public", "cache"} {
				if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
					t.Fatal(err)
				}
			}
			buildLast(t, dir)
			if !maps.Equal(got, tree(t, filepath.Join(dir, "public"))) {
				t.Error("the site is not that of a clean build")
			}
		})
	}
}

// A folder that can be made and takes no files is no cache, and the site is built without
// one. That is said where the settings name it, for as long as they do.
func TestACacheThatTakesNoFilesIsNone(t *testing.T) {
	dir := tideHouse(t)
	cache := dir // so deep that no path of a file in it is one of the system's
	for len(cache) < 4070 {
		cache = filepath.Join(cache, strings.Repeat("c", min(250, 4071-len(cache))))
	}
	settings := filepath.Join(dir, "dixit.yaml")
	write(t, settings, "title: Quay\ncache: "+cache+"\n")
	a, err := builder.Open(builder.Options{Dir: dir, BuiltIn: themes.Default(), CacheRoot: cacheRoot()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	said := func() (list diag.List) {
		t.Helper()
		res, err := a.Build(t.Context())
		if err != nil || !res.Published {
			t.Fatalf("not published: %v, %v", err, res)
		}
		for _, d := range res.Diagnostics {
			if d.Code == diag.CacheUnusable {
				list = append(list, d)
			}
		}
		return list
	}
	if list := said(); len(list) != 1 || list[0].Line != 2 || list[0].Column != 8 || filepath.Base(list[0].File) != "dixit.yaml" {
		t.Errorf("of a cache that takes no files is said: %v", list)
	}
	write(t, settings, "title: Quay\ncache: cache\n")
	if list := said(); len(list) > 0 {
		t.Errorf("of a cache that nobody names any more is said: %v", list)
	}
}
