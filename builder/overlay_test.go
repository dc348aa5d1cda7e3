package builder_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// berth is a site of which somebody looks at a page, and edits its transcript.
type berth struct {
	t         *testing.T
	dir, file string
	a         *builder.Archive
	changed   []string // what was told of since the last edit
}

const (
	berthPage     = "en/sessions/2021-04-01-quay/index.html"
	berthManifest = "search/manifest.json"
)

func newBerth(t *testing.T, opt builder.Options) *berth {
	t.Helper()
	files := map[string]string{"dixit.yaml": "title: The quay\n", "content/2021-04-01-quay.en.md": ""}
	for i := range 12 {
		files[fmt.Sprintf("content/2021-03-%02d-pier.en.md", i+1)] = fmt.Sprintf("**Oona Brandt:** Good morning, number %d.\n\n**Bo Lund:** The tide is late.\n", i)
	}
	q := &berth{t: t, dir: folderOf(t, files)}
	q.file = filepath.Join(q.dir, "content", "2021-04-01-quay.en.md")
	q.says("closed")
	opt.Dir, opt.Cache, opt.BuiltIn, opt.CacheRoot = q.dir, t.TempDir(), themes.Default(), cacheRoot()
	opt.Version = "test"
	a, err := builder.Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	q.a = a
	q.look(context.Background(), builder.Request{})
	return q
}

// says edits the transcript.
func (q *berth) says(word string) {
	write(q.t, q.file, "**Oona Brandt:** Good morning.\n\n**Bo Lund:** The quay is "+word+".\n")
	q.changed = nil
}

// look builds for somebody who looks at a page, and gives how that ended.
func (q *berth) look(ctx context.Context, ask builder.Request) (*builder.Result, error) {
	q.t.Helper()
	early := ask.Early
	ask.Open = func() []string { return []string{berthPage} }
	ask.Early = func(res *builder.Result) {
		q.changed = append(q.changed, res.Changed...)
		if early != nil {
			early(res)
		}
	}
	res, err := q.a.Rebuild(ctx, ask)
	if err == nil {
		q.changed = append(q.changed, res.Changed...)
	}
	return res, err
}

// behind edits the transcript, and leaves the index on disk as it was.
func (q *berth) behind(word string) {
	q.t.Helper()
	q.says(word)
	res, err := q.look(context.Background(), builder.Request{Told: true, Touched: []string{q.file}, Defer: true})
	if err != nil || !res.Behind {
		q.t.Fatalf("the index was written: %+v, %v", res, err)
	}
}

func (q *berth) hash(path string) string {
	f, _ := q.a.Lookup(path)
	return f.Hash
}

// Opened from a folder, the pages read the manifest's script.
func TestTheScriptOfAnOverlaysManifestIsOfThatManifest(t *testing.T) {
	q := newBerth(t, builder.Options{Offline: true})
	for _, word := range []string{"alpha", "gamma", "delta"} {
		q.behind(word)
		script, err := q.a.Read("search/manifest.json.js")
		if err != nil {
			t.Fatal(err)
		}
		manifest, err := q.a.Read(berthManifest)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(script), base64.StdEncoding.EncodeToString(manifest)) {
			t.Errorf("after %q it is of another", word)
		}
	}
}

func TestAnEditThatIsTakenBackIsToldToSearches(t *testing.T) {
	for _, told := range []bool{true, false} {
		t.Run(fmt.Sprint("told ", told), func(t *testing.T) {
			q := newBerth(t, builder.Options{})
			was := q.hash(berthManifest)
			q.behind("alpha")
			if q.hash(berthManifest) == was {
				t.Fatal("nothing is laid over the index")
			}
			q.says("closed")
			ask := builder.Request{Told: told, Defer: true}
			if told {
				ask.Touched = []string{q.file}
			}
			if _, err := q.look(context.Background(), ask); err != nil {
				t.Fatal(err)
			}
			if q.hash(berthManifest) != was {
				t.Error("it is still served")
			}
			if !slices.Contains(q.changed, berthManifest) {
				t.Errorf("told of %q only", q.changed)
			}
		})
	}
}

// Where settings keep a site from being built, pages and search are those of the same
// build, the last good one; what was shown of a later one is told of again when it can be.
func TestTheLastGoodSiteIsSearched(t *testing.T) {
	for _, earlier := range []bool{false, true} {
		t.Run(fmt.Sprint("with an edit before ", earlier), func(t *testing.T) {
			q := newBerth(t, builder.Options{})
			if earlier {
				q.behind("alpha")
			}
			was := q.hash(berthManifest)
			q.says("gamma")
			ctx, giveUp := context.WithCancel(context.Background())
			_, err := q.look(ctx, builder.Request{Told: true, Touched: []string{q.file}, Defer: true, Early: func(res *builder.Result) {
				if slices.Contains(res.Changed, berthManifest) {
					giveUp()
				}
			}})
			shown := q.hash(berthManifest)
			if err == nil || shown == was {
				t.Fatal("the edit was not shown, or not given up")
			}
			settings := filepath.Join(q.dir, "dixit.yaml")
			write(t, settings, "title: [\n")
			if res, _ := q.look(context.Background(), builder.Request{Defer: true}); res.Published {
				t.Fatal("published")
			}
			if page, _ := q.a.Read(berthPage); strings.Contains(string(page), "gamma") || q.hash(berthManifest) != was {
				t.Error("what was given up is shown")
			}
			write(t, settings, "title: The quay\n")
			q.changed = nil
			if _, err := q.look(context.Background(), builder.Request{Defer: true}); err != nil {
				t.Fatal(err)
			}
			if !searchesOf(t, q.a)["apple 0"] || q.hash(berthManifest) == was || !slices.Contains(q.changed, berthManifest) {
				t.Errorf("the edit is not searched once there is a site again, or not told of: %q", q.changed)
			}
		})
	}
}

// Another folder has no index that something could lie over.
func TestANewFolderGetsAnIndex(t *testing.T) {
	for name, change := range map[string]func(q *berth){
		"deleted": func(q *berth) {
			if err := os.RemoveAll(filepath.Join(q.dir, "public")); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(q.dir, "content", "2021-05-01-new.en.md"), "**Oona Brandt:** A lighthouse.\n")
		},
		"another": func(q *berth) {
			q.behind("alpha")
			write(t, filepath.Join(q.dir, "dixit.yaml"), "title: The quay\nout: built\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			q := newBerth(t, builder.Options{})
			change(q)
			res, err := q.look(context.Background(), builder.Request{Defer: true})
			if err != nil {
				t.Fatal(err)
			}
			clean, want := build(t, builder.Options{Dir: q.dir})
			defer clean.Close()
			sameTree(t, name, tree(t, want.Out), tree(t, res.Out))
			if q.hash(berthManifest) == "" || q.hash("search/reader.js") == "" {
				t.Error("no search is served")
			}
		})
	}
}

// While the index is put on disk, each manifest that is served leads to segments that are.
func TestTheManifestThatIsServedNamesWhatIsThere(t *testing.T) {
	q := newBerth(t, builder.Options{})
	segment := regexp.MustCompile(`\["([a-z0-9]{12})",`)
	for i := range 8 {
		q.behind(fmt.Sprint("alpha", i))
		done := make(chan error)
		go func() {
			_, err := q.a.Rebuild(context.Background(), builder.Request{Told: true, Early: func(*builder.Result) {}})
			done <- err
		}()
		for going := true; going; {
			select {
			case err := <-done:
				if going = false; err != nil {
					t.Fatal(err)
				}
			default:
			}
			manifest, err := q.a.Read(berthManifest)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range segment.FindAllSubmatch(manifest, -1) {
				if _, ok := q.a.Lookup("search/" + string(id[1]) + "/dates.bin"); ok {
					continue
				}
				if again, _ := q.a.Read(berthManifest); string(again) == string(manifest) {
					t.Fatalf("segment %s is not there", id[1])
				}
			}
		}
	}
}

// What lies over the index is merged when a change can be seen: what is served stays as it
// was told of, and the next change is laid over it.
func TestMergingChangesNothingThatIsServed(t *testing.T) {
	q := newBerth(t, builder.Options{})
	segment := regexp.MustCompile(`\["([a-z0-9]{12})",`)
	for i := range 6 {
		file := filepath.Join(q.dir, "content", fmt.Sprintf("2021-03-%02d-pier.en.md", i+1))
		write(t, file, fmt.Sprintf("**Oona Brandt:** Good morning again, number %d.\n", i))
		q.says(fmt.Sprint("ajar ", i)) // so that the open page changes
		manifest := func() string {
			b, err := q.a.Read(berthManifest)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range segment.FindAllStringSubmatch(string(b), -1) {
				if _, ok := q.a.Lookup("search/" + id[1] + "/dates.bin"); !ok {
					t.Errorf("after change %d segment %s is not there", i, id[1])
				}
			}
			return string(b)
		}
		told := ""
		res, err := q.look(context.Background(), builder.Request{
			Told: true, Touched: []string{file, q.file}, Defer: true,
			Early: func(*builder.Result) { told = manifest() },
			Wait:  func(context.Context) {},
		})
		if err != nil || !res.Published || !res.Behind {
			t.Fatalf("change %d: %+v, %v", i, res, err)
		}
		if manifest() != told {
			t.Errorf("after change %d the manifest is not the one that was told of", i)
		}
	}
}

// What another hand does in the built site is found by the build that the preview then asks
// for, also while the search index on disk is that of before.
func TestAHandInTheServedSiteIsFound(t *testing.T) {
	q := newBerth(t, builder.Options{})
	out := filepath.Join(q.dir, "public")
	gone, changed := filepath.Join(out, "en", "sessions", "index.html"), filepath.Join(out, "en", "speakers", "index.html")
	if err := os.Remove(gone); err != nil {
		t.Fatal(err)
	}
	write(t, changed, "by another hand")
	q.behind("open")
	if res, err := q.look(context.Background(), builder.Request{Defer: true}); err != nil || !res.Published {
		t.Fatalf("not published: %v, %v", err, res)
	}
	for _, path := range []string{gone, changed} {
		if b, err := os.ReadFile(path); err != nil || string(b) == "by another hand" {
			t.Errorf("%s: %q, %v", path, b, err)
		}
	}
}
