package builder_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// Who looks at a page has it before anything is on disk, and is told of it once.
func TestOpenPagesComeBeforeTheDisk(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, res := build(t, builder.Options{Dir: dir})
	const page = "en/sessions/hill/2021-04-01-buds/index.html"
	file := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md")
	onDisk := func() []byte {
		b, err := os.ReadFile(filepath.Join(res.Out, filepath.FromSlash(page)))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	before := onDisk()
	write(t, file, "**Rose Vidal:** The buds are a fortnight late.\n")
	var told []string
	last, err := a.Rebuild(context.Background(), builder.Request{
		Told: true, Touched: []string{file}, Open: func() []string { return []string{"nowhere/index.html", page} },
		Early: func(early *builder.Result) {
			if told = append(told, early.Changed...); len(told) != len(early.Changed) {
				return // of the disk
			}
			if !slices.Equal(told, []string{page}) || !bytes.Equal(onDisk(), before) {
				t.Errorf("%q are told of first, or are on disk already", told)
			}
			f, _ := a.Lookup(page)
			b, err := a.Read(page)
			if err != nil || !strings.Contains(string(b), "fortnight") || f.Size != int64(len(b)) {
				t.Errorf("%d bytes of %d, %v", len(b), f.Size, err)
			}
			if b, err := a.Read("en/sessions/hill/2021-04-01-buds/transcript.txt"); err != nil || !strings.Contains(string(b), "fortnight") {
				t.Errorf("what the page links to is not as new as it: %v", err)
			}
		},
	})
	if err != nil || !last.Published {
		t.Fatal(err)
	}
	told = append(told, last.Changed...)
	slices.Sort(told)
	if !slices.Equal(told, slices.Compact(slices.Clone(told))) || !strings.Contains(string(onDisk()), "fortnight") {
		t.Errorf("told twice, or not on disk in the end: %q", told)
	}
}

// A build that is told what has changed takes its word for the other files, until
// one is asked to look at all.
func TestABuildThatIsToldLooksNowhereElse(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, _ := build(t, builder.Options{Dir: dir})
	one, two := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md"), filepath.Join(dir, "content", "hill", "2022-09-12-harvest.en.md")
	write(t, one, "**Rose Vidal:** The first of two.\n")
	write(t, two, "**Rose Vidal:** The second of two.\n")
	has := func(page, words string) bool {
		b, err := a.Read(page)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(b), words)
	}
	shows := func() (bool, bool) {
		return has("en/sessions/hill/2021-04-01-buds/index.html", "first of two"), has("en/sessions/hill/2022-09-12-harvest/index.html", "second of two")
	}
	for _, c := range []struct {
		ask    builder.Request
		second bool
	}{
		{builder.Request{Told: true, Touched: []string{one}}, false},
		{builder.Request{Told: true, Touched: []string{one, filepath.Join(dir, "content", "hill", "came and went.md")}}, false},
		{builder.Request{}, true},
	} {
		if _, err := a.Rebuild(context.Background(), c.ask); err != nil {
			t.Fatal(err)
		}
		if first, second := shows(); !first || second != c.second {
			t.Errorf("%+v: the first is shown %v, the second %v", c.ask, first, second)
		}
	}
}

// A build that is told what has changed looks at all files where the one before has
// remembered nothing.
func TestABuildThatIsToldAfterTheLast(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, res := build(t, builder.Options{Dir: dir})
	file := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md")
	for i, ask := range []builder.Request{{Last: true}, {Told: true, Touched: []string{file}}, {Told: true, Touched: []string{file}}} {
		write(t, file, fmt.Sprintf("**Rose Vidal:** Edit %d.\n", i))
		now, err := a.Rebuild(context.Background(), ask)
		if err != nil || !now.Published || now.Sessions != res.Sessions || now.Turns == 0 {
			t.Fatalf("%d: %v, %+v", i, err, now)
		}
		b, err := a.Read("en/sessions/hill/2021-04-01-buds/index.html")
		if err != nil || !strings.Contains(string(b), fmt.Sprintf("Edit %d.", i)) {
			t.Errorf("%d: the edit is not shown: %v", i, err)
		}
	}
}

// An editor that saves a file as it was has the next edit shown like any other.
func TestAnEditIsShownAfterASaveThatChangedNothing(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, _ := build(t, builder.Options{Dir: dir})
	file := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md")
	for _, words := range []string{"The first edit.", "The first edit.", "The first edit.", "The second edit."} {
		write(t, file, "**Rose Vidal:** "+words+"\n")
		res, err := a.Rebuild(context.Background(), builder.Request{Told: true, Touched: []string{file}})
		if err != nil || !res.Published {
			t.Fatal(err, res)
		}
		b, err := a.Read("en/sessions/hill/2021-04-01-buds/index.html")
		if err != nil || !strings.Contains(string(b), words) {
			t.Errorf("after %q it is not shown: %v", words, err)
		}
	}
}

// An edit that is taken back before it is on disk is not shown any more, and whoever
// has seen it is told, also after a build that came to nothing.
func TestAnEditTakenBackIsShownNoMore(t *testing.T) {
	for name, between := range map[string]string{"at once": "", "after settings that are wrong": "title: [\n"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			writeSite(t, dir, smallSite)
			a, _ := build(t, builder.Options{Dir: dir})
			const page = "en/sessions/hill/2021-04-01-buds/index.html"
			file := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md")
			shows := func() bool {
				b, err := a.Read(page)
				if err != nil {
					t.Fatal(err)
				}
				return strings.Contains(string(b), "fleeting")
			}
			write(t, file, "**Rose Vidal:** A fleeting thought.\n")
			ctx, giveUp := context.WithCancel(context.Background())
			ask := builder.Request{Told: true, Touched: []string{file}, Open: func() []string { return []string{page} }, Early: func(*builder.Result) { giveUp() }}
			if _, err := a.Rebuild(ctx, ask); err == nil || !shows() {
				t.Fatal("the build was not given up once the edit was shown")
			}
			writeSite(t, dir, smallSite)
			if between != "" {
				write(t, filepath.Join(dir, "dixit.yaml"), between)
				if res, _ := a.Rebuild(context.Background(), builder.Request{}); res.Published || shows() {
					t.Errorf("published %v, or shown still", res.Published)
				}
				writeSite(t, dir, smallSite)
			}
			var told []string
			last, err := a.Rebuild(context.Background(), builder.Request{Open: ask.Open, Early: func(early *builder.Result) { told = append(told, early.Changed...) }})
			if err != nil || shows() {
				t.Errorf("it is shown still, %v", err)
			}
			if told = append(told, last.Changed...); !slices.Equal(told, []string{page}) {
				t.Errorf("told of %q", told)
			}
		})
	}
}

// Of what a build was told that settings have kept from being made the next one knows.
func TestABuildThatFailsForgetsNothing(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, _ := build(t, builder.Options{Dir: dir})
	file, settings := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md"), filepath.Join(dir, "dixit.yaml")
	write(t, file, "**Rose Vidal:** The buds are a fortnight late.\n")
	write(t, settings, "title: [\n")
	if res, err := a.Rebuild(context.Background(), builder.Request{Told: true, Touched: []string{file}}); err != nil || res.Published {
		t.Fatal("published with settings that are wrong", err)
	}
	write(t, settings, smallSite["dixit.yaml"])
	if _, err := a.Rebuild(context.Background(), builder.Request{Told: true}); err != nil {
		t.Fatal(err)
	}
	if b, err := a.Read("en/sessions/hill/2021-04-01-buds/index.html"); err != nil || !strings.Contains(string(b), "fortnight") {
		t.Errorf("the edit is not shown: %v", err)
	}
}

// A search is not kept waiting by the first edit of a run either, where the run before
// has left the site as it is.
func TestTheFirstEditOfARunIsLaidOver(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	writeSite(t, dir, smallSite)
	open := func() *builder.Archive {
		a, err := builder.Open(builder.Options{Dir: dir, Out: filepath.Join(temp, "out"), Cache: filepath.Join(temp, "cache"), BuiltIn: themes.Default(), CacheRoot: cacheRoot()})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	first := open()
	if _, err := first.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	first.Close()
	a := open()
	defer a.Close()
	rebuild := func(ask builder.Request) *builder.Result {
		t.Helper()
		ask.Early, ask.Open, ask.Defer = func(*builder.Result) {}, func() []string { return nil }, true
		res, err := a.Rebuild(context.Background(), ask)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	rebuild(builder.Request{})
	file := filepath.Join(dir, "content", "hill", "2021-04-01-buds.en.md")
	write(t, file, "**Rose Vidal:** The buds are a fortnight late.\n")
	if res := rebuild(builder.Request{Told: true, Touched: []string{file}}); !res.Behind {
		t.Error("the index was written")
	}
	if !searchesOf(t, a)["fortnight 1"] {
		t.Error("the words of the edit are not found")
	}
}
