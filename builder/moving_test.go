package builder_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// hookedFS is a theme, of which somebody is told when it is first asked for a file.
type hookedFS struct {
	fs.FS
	once func()
}

func (f hookedFS) Open(name string) (fs.File, error) {
	f.once()
	return f.FS.Open(name)
}

// A file that is gone for the moment in which it is to be read, as while branches of the
// sources are exchanged, is in the site as soon as it is there again.
func TestAFileThatWasGoneForAMomentIsRead(t *testing.T) {
	dir := tideHouse(t)
	buildLast(t, dir)
	file, away := filepath.Join(dir, "content/2024-03-08-fog.md"), filepath.Join(dir, "away")
	write(t, file, "# Fog\n\n**Ada Holm:** Nobody hears the ferry.\n")
	// The theme is looked at when all files were, and before one is read.
	move := sync.OnceFunc(func() {
		if err := os.Rename(file, away); err != nil {
			t.Error(err)
		}
	})
	build := func(theme fs.FS) *builder.Result {
		t.Helper()
		a, err := builder.Open(builder.Options{Dir: dir, BuiltIn: theme, Version: "test", CacheRoot: cacheRoot()})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		res, err := a.Rebuild(context.Background(), builder.Request{Last: true})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	if res := build(hookedFS{themes.Default(), move}); len(res.Diagnostics) != 1 || !strings.Contains(res.Diagnostics[0].Message, "cannot be read") {
		t.Fatalf("of a file that is gone is said: %v", res.Diagnostics)
	}
	if err := os.Rename(away, file); err != nil {
		t.Fatal(err)
	}
	if res := build(themes.Default()); len(res.Diagnostics) > 0 || res.Sessions != 2 {
		t.Errorf("of a file that is there again is said: %v; %d sessions", res.Diagnostics, res.Sessions)
	}
}
