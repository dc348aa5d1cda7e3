package builder_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"dixit/builder"
	"dixit/themes"
)

// A site with a recording that has not changed is not linked and planned again, and
// one whose recording has is, also where its length and time are as they were.
func TestNothingIsDoneWhereNothingHasChanged(t *testing.T) {
	t.Parallel()
	dir, temp := t.TempDir(), t.TempDir()
	writeSite(t, dir, map[string]string{
		"content/quay.md":  "---\nmedia: quay.mp3\n---\n**Ada Holm:** The ferry is late.\n",
		"content/quay.mp3": "ding dong",
	})
	build := func() (stages int, out string) {
		t.Helper()
		a, err := builder.Open(builder.Options{Dir: dir, Out: filepath.Join(temp, "out"), Cache: filepath.Join(temp, "cache"), BuiltIn: themes.Default(), CacheRoot: cacheRoot()})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		res, err := a.Build(context.Background())
		if err != nil || !res.Published {
			t.Fatal(err, res.Diagnostics)
		}
		sound, err := os.ReadFile(filepath.Join(res.Out, "media", "quay.mp3"))
		if err != nil {
			t.Fatal(err)
		}
		return len(res.Stages), string(sound)
	}
	const idle = 2                      // scan and compare
	time.Sleep(2100 * time.Millisecond) // until a change of the recording would show
	build()
	if n, _ := build(); n != idle && runtime.GOOS == "linux" {
		t.Errorf("%d stages where nothing has changed", n)
	}
	name := filepath.Join(dir, "content", "quay.mp3")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("dong ding"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if n, sound := build(); n == idle || sound != "dong ding" {
		t.Errorf("after another recording of the same length and time: %d stages, %q", n, sound)
	}
}
