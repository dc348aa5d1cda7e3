package builder

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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
	exporter := cmp.AllowUnexported(recentReading{}, fileBytes{}, reading{}, factsKey{})
	if d := cmp.Diff(want, recalled(opt), exporter, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("what was read and what was recalled:\n%.2000s", d)
	}
	other := opt
	other.Build = "another"
	if got := recalled(other); len(got) > 0 {
		t.Errorf("another build of the program recalls %d readings", len(got))
	}
	note := filepath.Join(opt.Cache, "transcripts", readingsNote+".txt")
	b, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(note, b, 0o666); err != nil {
		t.Fatal(err)
	}
	if got := recalled(opt); len(got) > 0 {
		t.Errorf("of a damaged note %d readings are recalled", len(got))
	}
}
