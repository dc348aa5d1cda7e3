package builder_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
)

// tree gives the hash of every file of a built site, dixit's own manifest
// among them. The lock is no part of it.
func tree(t testing.TB, out string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "lock" {
			return err
		}
		raw, err := os.ReadFile(p)
		rel, _ := filepath.Rel(out, p)
		sum := sha256.Sum256(raw)
		files[filepath.ToSlash(rel)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameTree says which files of two built sites differ.
func sameTree(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	var differ []string
	for p, h := range want {
		if got[p] != h {
			differ = append(differ, p)
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			differ = append(differ, p)
		}
	}
	if len(differ) > 0 {
		t.Errorf("%s: %d of %d files differ, such as %s", what, len(differ), len(want), strings.Join(differ[:min(len(differ), 5)], ", "))
	}
}

// copySample copies the sample archive into a folder.
func copySample(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS("../content")); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../dixit.yaml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "dixit.yaml"), string(raw))
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Where, when and with how many hands a site is built shows in none of its
// bytes. Time zone, locale and processors belong to a process, so each build is
// one.
func TestSameBytesWhateverTheCircumstances(t *testing.T) {
	if testing.Short() {
		t.Skip("five builds of the sample archive")
	}
	temp := t.TempDir()
	program := filepath.Join(temp, "dixit.exe")
	if out, err := exec.Command("go", "build", "-o", program, "dixit/cmd/dixit").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	here, there := filepath.Join(temp, "a"), filepath.Join(temp, "b", "a longer way", "住所")
	copySample(t, here)
	copySample(t, there)
	builds := []struct {
		name, dir, cache string
		jobs             int
		env              []string
	}{
		{"one processor", here, "cache-1", 1, []string{"GOMAXPROCS=1", "TZ=UTC", "LANG=C", "LC_ALL=C"}},
		{"two processors, Shanghai, Turkish, another folder", there, "cache-2", 4, []string{"GOMAXPROCS=2", "TZ=Asia/Shanghai", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"}},
		{"warm cache, Newfoundland", here, "cache-1", 4, []string{"GOMAXPROCS=2", "TZ=America/St_Johns", "LANG=C"}},
		{"warm cache, one job", there, "cache-2", 1, []string{"GOMAXPROCS=2", "TZ=UTC", "LANG=tr_TR.UTF-8"}},
	}
	var first map[string]string
	for i, b := range builds {
		out := filepath.Join(temp, fmt.Sprintf("out-%d", i))
		cmd := exec.Command(program, "build", "--out", out, "--jobs", fmt.Sprint(b.jobs), "--as-of", "2026-06-01", "--base-url", "https://example.org/x", b.dir)
		cmd.Env = append(os.Environ(), append(b.env, "XDG_CACHE_HOME="+filepath.Join(temp, b.cache), "LocalAppData="+filepath.Join(temp, b.cache))...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", b.name, err, said)
		}
		got := tree(t, out)
		if first == nil {
			first = got
			if len(first) < 100 {
				t.Fatalf("only %d files", len(first))
			}
			continue
		}
		sameTree(t, b.name, first, got)
	}
}

// smallSite is a site of a little of everything.
var smallSite = map[string]string{
	"dixit.yaml":                            "title: {en: The orchard, fr: Le verger}\nlanguages: [en, fr]\n",
	"content/people.yaml":                   "- id: vidal\n  names: {en: Rose Vidal, fr: Rose Vidal}\n  aliases: [Mme Vidal]\n",
	"content/topics.yaml":                   "- id: apples\n  labels: {en: Apples, fr: Pommes}\n  aliases: {en: [apple]}\n",
	"content/hill/_index.md":                "# Meetings on the hill\n\nUnder the oldest tree.\n",
	"content/hill/2021-04-01-buds.en.md":    "**Rose Vidal:** The buds are a week early.\n\n**Per Holt:** So is the frost.\n\n**Rose Vidal:** An apple knows nothing of calendars.\n",
	"content/hill/2021-04-01-buds.fr.md":    "**Mme Vidal :** Les bourgeons ont une semaine d’avance sur l’an passé.\n\n**Per Holt :** La gelée aussi.\n",
	"content/hill/2022-09-12-harvest.en.md": "**Per Holt:** Forty baskets before noon.\n\n**Speaker 1:** And one apple for the horse.\n",
	"content/cider.en.txt":                  "Rose Vidal: The press is cleaned with hot water.\n\nPer Holt: And with patience.\n\nRose Vidal: With more water than patience.\n\nPer Holt: Thank you.\n\nRose Vidal: Thank you.\n",
	"content/_pages/about.en.md":            "# About\n\nWe grow trees, see [the cider](../cider.en.txt).\n",
}

func writeSite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
}

// edits are what people do to a site between two builds: a file and its new
// text, "" to delete it.
var edits = []struct{ name, file, text string }{
	{"a word corrected", "content/hill/2021-04-01-buds.en.md", "**Rose Vidal:** The buds are a month early.\n\n**Per Holt:** So is the frost.\n"},
	{"a session added", "content/hill/2023-01-15-pruning.en.md", "**Ida Storm:** Cut above the bud, never below it.\n"},
	{"a session deleted", "content/hill/2022-09-12-harvest.en.md", ""},
	{"an edition added", "content/cider.fr.md", "**Mme Vidal :** Le pressoir se lave à l’eau chaude et à rien d’autre.\n"},
	{"an edition deleted", "content/hill/2021-04-01-buds.fr.md", ""},
	{"a speaker named", "content/hill/2022-09-12-harvest.en.yaml", "speakers: {Speaker 1: Ida Storm}\n"},
	{"a person renamed", "content/people.yaml", "- id: vidal\n  names: {en: Rosa Vidal-Holt, fr: Rosa Vidal-Holt}\n  aliases: [Mme Vidal, Rose Vidal]\n"},
	{"people deleted", "content/people.yaml", ""},
	{"a topic widened", "content/topics.yaml", "- id: apples\n  labels: {en: Apples, fr: Pommes}\n  aliases: {en: [apple, baskets], fr: [bourgeons]}\n"},
	{"topics deleted", "content/topics.yaml", ""},
	{"a series renamed", "content/hill/_index.md", "# Meetings by the wall\n"},
	{"a session withdrawn", "content/cider.en.yaml", "withdrawn: by mistake\n"},
	{"words redacted", "content/cider.en.yaml", "redact: [patience]\n"},
	{"the site renamed", "dixit.yaml", "title: {en: The old orchard, fr: Le vieux verger}\nlanguages: [en, fr]\n"},
	{"the languages turned round", "dixit.yaml", "title: {en: The orchard, fr: Le verger}\nlanguages: [fr, en]\n"},
	{"a language dropped", "dixit.yaml", "languages: [en]\n"},
	{"a stylesheet added", "themes/default/assets/css/90-own.css", "body { color: black }\n"},
	{"a page added", "content/_pages/rights.en.md", "# Rights\n\nTake what you like.\n"},
	{"a file ignored", "dixit.yaml", "languages: [en, fr]\nignore: [cider*]\n"},
}

// What was built before shows in none of the bytes of a build: after an edit an
// Archive that is kept open gives what a fresh one gives, and when the edit is
// taken back, what it gave at first.
func TestEditsLeaveNoTrace(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	opt := builder.Options{Dir: dir, Out: filepath.Join(t.TempDir(), "out"), BaseURL: "https://example.org"}
	a, res := build(t, opt)
	first := tree(t, res.Out)
	again := func(t *testing.T) *builder.Result {
		t.Helper()
		res, err := a.Build(ctx)
		if err != nil || !res.Published {
			t.Fatalf("%v %v", err, res.Diagnostics)
		}
		return res
	}
	if res := again(t); res.Written != 0 || res.Deleted != 0 {
		t.Fatalf("a second build wrote %d files and deleted %d", res.Written, res.Deleted)
	}
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			file := filepath.Join(dir, filepath.FromSlash(e.file))
			if e.text == "" {
				if err := os.Remove(file); err != nil {
					t.Fatal(err)
				}
			} else {
				write(t, file, e.text)
			}
			res := again(t)
			if res.Written+res.Deleted == 0 {
				t.Error("the edit changed nothing")
			}
			_, fresh := build(t, builder.Options{Dir: dir, BaseURL: opt.BaseURL})
			sameTree(t, "kept open against fresh", tree(t, fresh.Out), tree(t, res.Out))
			if fmt.Sprint(fresh.Diagnostics) != fmt.Sprint(res.Diagnostics) {
				t.Errorf("the diagnostics differ:\n%v\n%v", fresh.Diagnostics, res.Diagnostics)
			}

			if old, ok := smallSite[e.file]; ok {
				write(t, file, old)
			} else if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			sameTree(t, "taken back", first, tree(t, again(t).Out))
		})
	}
}

// An Archive that is kept open finds its way when the output folder or the
// cache is deleted under it.
func TestKeptArchiveSurvivesDeletedFolders(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	opt := builder.Options{Dir: dir, Out: filepath.Join(t.TempDir(), "out"), Cache: filepath.Join(t.TempDir(), "cache")}
	a, res := build(t, opt)
	first := tree(t, res.Out)
	for _, gone := range [][]string{{opt.Out}, {opt.Cache}, {opt.Out, opt.Cache}} {
		for _, d := range gone {
			if err := os.RemoveAll(d); err != nil {
				t.Fatal(err)
			}
		}
		res, err := a.Build(context.Background())
		if err != nil || !res.Published {
			t.Fatalf("without %v: %v %v", gone, err, res.Diagnostics)
		}
		sameTree(t, fmt.Sprintf("without %v", gone), first, tree(t, opt.Out))
		if _, ok := a.Lookup("en/index.html"); !ok {
			t.Errorf("without %v: the home page is not found", gone)
		}
		if _, err := a.Read("en/index.html"); err != nil {
			t.Errorf("without %v: %v", gone, err)
		}
	}
}

// Pages are published before a search index that changes, and what is given up
// after that leaves no trace.
func TestPagesComeBeforeTheIndex(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, res := build(t, builder.Options{Dir: dir})
	const page, manifest = "en/sessions/hill/2021-04-01-buds/index.html", "search/manifest.json"
	index := func() string {
		f, ok := a.Lookup(manifest)
		if !ok {
			t.Fatalf("no %s", manifest)
		}
		return f.Hash
	}
	for _, giveUp := range []bool{false, true} {
		before := index()
		write(t, filepath.Join(dir, "content/hill/2021-04-01-buds.en.md"), fmt.Sprintf("**Rose Vidal:** The buds are a fortnight late, %v.\n", giveUp))
		ctx, cancel := context.WithCancel(context.Background())
		calls := 0
		res, err := a.Rebuild(ctx, builder.Request{Early: func(early *builder.Result) {
			calls++
			if !early.Published || !slices.Contains(early.Changed, page) || index() != before {
				t.Errorf("told too late or too early: %+v", early)
			}
			if b, err := a.Read(page); err != nil || !strings.Contains(string(b), "fortnight") {
				t.Errorf("the page is not there: %v", err)
			}
			if giveUp {
				cancel()
			}
		}})
		if calls != 1 || (err != nil) != giveUp || slices.Contains(res.Changed, page) != giveUp {
			t.Errorf("given up %v: %d calls, %v, %v", giveUp, calls, err, res.Changed)
		}
		cancel()
	}
	if _, err := a.Build(context.Background()); err != nil {
		t.Fatal(err)
	}
	_, fresh := build(t, builder.Options{Dir: dir})
	sameTree(t, "after a build was given up", tree(t, fresh.Out), tree(t, res.Out))
	if _, err := a.Rebuild(context.Background(), builder.Request{Early: func(early *builder.Result) {
		if len(early.Changed) > 0 {
			t.Errorf("%q have changed where nothing has", early.Changed)
		}
	}}); err != nil {
		t.Error(err)
	}
}

// A server asks for pages while a build runs. The race detector sees what goes
// wrong here.
func TestPagesAreReadDuringABuild(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, smallSite)
	a, _ := build(t, builder.Options{Dir: dir})
	done := make(chan error)
	go func() {
		_, err := a.Build(context.Background())
		done <- err
	}()
	for {
		if _, ok := a.Lookup("en/index.html"); !ok {
			t.Error("the home page is not found")
		}
		if b, err := a.Read("en/index.html"); err != nil || len(b) == 0 {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		a.Watched()
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}
