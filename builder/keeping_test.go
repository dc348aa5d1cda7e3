package builder

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/themes"
)

// mooring is a site of two transcripts, with an Archive that has built it.
func mooring(t *testing.T) (a *Archive, cache string, say func(words string) []string) {
	t.Helper()
	dir, temp := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "content", "2021-04-01-quay.en.md")
	if err := os.Mkdir(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	say = func(words string) []string {
		if err := os.WriteFile(file, []byte("**Ada Holm:** "+words+"\n\n**Jon Brae:** So it is.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return []string{file}
	}
	say("The ferry is late.")
	if err := os.WriteFile(filepath.Join(dir, "content", "2022-05-02-lock.en.md"), []byte("**Jon Brae:** The lock is shut until noon.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	root, _ := os.UserCacheDir() // where the compiled PDF engine lies; "" where there is none
	cache = filepath.Join(temp, "cache")
	a, err := Open(Options{Dir: dir, Out: filepath.Join(temp, "out"), Cache: cache, BuiltIn: themes.Default(), CacheRoot: root})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if _, err := a.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	return a, cache, say
}

// stored lists the readings in a store.
func stored(t *testing.T, cache string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Join(cache, "transcripts"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(p) != ".txt" && !strings.HasPrefix(d.Name(), ".") {
			out = append(out, d.Name())
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatal(err, out)
	}
	return out
}

// Questions that are asked between two edits cost the builds nothing of what they
// remember, and leave nothing in the cache of words that no build has seen.
func TestQuestionsLeaveWhatBuildsRemember(t *testing.T) {
	a, cache, say := mooring(t)
	ctx := context.Background()
	recent, facts := maps.Clone(a.recent), maps.Clone(a.facts)
	say("The ferry is sunk.")
	if _, err := a.Check(ctx); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(slices.Sorted(maps.Keys(recent)), slices.Sorted(maps.Keys(a.recent))) || !maps.Equal(facts, a.facts) || !a.excerptsOfFacts() {
		t.Errorf("%d readings and %d facts are remembered of %d and %d, or other excerpts", len(a.recent), len(a.facts), len(recent), len(facts))
	}
	if _, err := a.Rebuild(ctx, Request{Told: true, Touched: say("The ferry is early.")}); err != nil {
		t.Fatal(err)
	}
	if len(a.recent) != len(recent) || len(a.facts) != len(facts) {
		t.Errorf("after an edit %d readings and %d facts are remembered of %d and %d", len(a.recent), len(a.facts), len(recent), len(facts))
	}
	if has := stored(t, cache); len(has) != len(recent) {
		t.Errorf("the store has %q of %d transcripts", has, len(recent))
	}
}

// excerptsOfFacts tells whether the excerpts of all facts are kept.
func (a *Archive) excerptsOfFacts() bool {
	for k := range a.facts {
		if !a.excerpts.HasFacts(k.reading) {
			return false
		}
	}
	return true
}

// A page that somebody asks of a build that is over brings back no words that have
// been let go.
func TestAnOlderPageKeepsNoExcerpts(t *testing.T) {
	a, _, say := mooring(t)
	var old *ahead
	look := func(see func()) Request {
		return Request{Told: true, Touched: say("The ferry is sunk."), Open: func() []string { return []string{"en/sessions/2021-04-01-quay/index.html"} }, Early: func(early *Result) {
			if early.Ahead {
				see()
			}
		}}
	}
	if _, err := a.Rebuild(context.Background(), look(func() { old = a.ahead })); err != nil || old == nil {
		t.Fatal(err, old)
	}
	key := a.recent["2021-04-01-quay.en.md"].reading.keys[0].reading
	asked := false
	ask := look(func() {
		asked = true
		if m, ok := old.file("en/speakers/jon-brae/turns/index.html"); !ok || !strings.Contains(string(m.bytes), "So it is.") {
			t.Error("the older page is not given")
		}
		if _, err := a.excerpts.Get(nil, key, []int32{0}); err == nil {
			t.Error("the excerpts are kept again")
		}
	})
	say("The ferry is early.")
	if _, err := a.Rebuild(context.Background(), ask); err != nil || !asked {
		t.Fatal(err, asked)
	}
}

// What was kept of the turns of files may be gone, as from a cache that somebody
// emptied: the files are read again.
func TestTurnsThatAreGoneAreReadAgain(t *testing.T) {
	a, _, say := mooring(t)
	say("The ferry is sunk.")
	if err := a.excerpts.Keep(nil); err != nil {
		t.Fatal(err)
	}
	res, err := a.Build(context.Background())
	if err != nil || !res.Published || len(a.facts) != 2 {
		t.Fatal(err, res)
	}
	for k := range a.facts {
		if !a.excerpts.HasFacts(k.reading) {
			t.Error("they are not kept")
		}
	}
}
