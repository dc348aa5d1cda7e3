package searchindex

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestReaderOutlivesDamage searches indexes with a damaged file: the reader may
// fail or find something else, but must return.
func TestReaderOutlivesDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	shape := differShapes[3]
	shape.editions = 2
	lowerConstants(t, r, shape.keys)
	a := newDifferArchive(r, shape)
	dir := t.TempDir()
	writeFolder(t, dir, a.editions)
	whole := func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))) }
	failed := 0
	for range 300 {
		reader, err := Open(func(name string) ([]byte, error) {
			b, err := whole(name)
			if err == nil && len(b) > 0 && name != ManifestName && r.IntN(4) == 0 {
				b = slices.Clone(b)
				switch i := r.IntN(len(b)); r.IntN(3) {
				case 0:
					b = b[:i]
				case 1:
					b[i] ^= 1 << r.IntN(8)
				default:
					b[0] ^= 1 << r.IntN(8)
				}
			}
			return b, err
		})
		if err != nil {
			t.Fatal(err)
		}
		q := a.query(20)
		if _, err := reader.Search(q.Query, SearchOptions{Languages: q.Languages, Prefix: q.Prefix}); err != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Error("no damage was found")
	}
	for _, content := range []string{"", "{}", `{"format":N,"segments":{"en":[["a",1,1,1,1,3,1,0]]}}`, `{"format":7}`, "null", `{"format":N}`, `{"format":N,"segments":{"en":[["a",1]]}}`, `{"format":N,"segments":{"en":[[1,1,1,1,1,3,1,1]]}}`, `{"format":N,"segments":{"en":[["a",1,1,1,1,3,1,1,"abcdefg"]]}}`, `{"format":N,"segments":{"en":[["a",1,1,1,1,3,1,1,1,"abcdefgh"]]}}`} {
		content = strings.Replace(content, "N", strconv.Itoa(FormatVersion), 1)
		if _, err := Open(func(string) ([]byte, error) { return []byte(content), nil }); err == nil {
			t.Errorf("an index with the manifest %q is opened", content)
		}
	}
}
