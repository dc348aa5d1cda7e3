package builder_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dixit/builder"
	"dixit/builder/internal/searchindex"
	"dixit/themes"
)

// orchard is a site that a script of random edits works on: its files by path.
type orchard struct {
	rng   *rand.Rand
	files map[string]string
}

var (
	orchardNames  = []string{"Rose Vidal", "Per Holt", "Ida Storm", "Speaker 1", "Chair", "林女士", "MR. HOLT", "Rose Vidal (Chair)", "Norway"}
	orchardSeries = []string{"hill", "hill/upper", "press"}
	orchardLangs  = []string{"en", "fr", "zh"}
	orchardWords  = map[string][]string{
		"en": strings.Fields("the apple tree and a ladder by the wall were counted twice before the frost came to the lower orchard again"),
		"fr": strings.Fields("le pommier et une échelle contre le mur ont été comptés deux fois avant que la gelée ne revienne au verger"),
		"zh": strings.Fields("苹果树 和 梯子 靠着墙 数了 两遍 霜降 之前 下面的 果园 又 来了 我们"),
	}
)

func newOrchard(seed uint64) *orchard {
	o := &orchard{rng: rand.New(rand.NewPCG(seed, 7)), files: map[string]string{}}
	o.settings()
	o.people()
	o.topics()
	for range 6 {
		o.add()
	}
	return o
}

func pick[T any](rng *rand.Rand, from []T) T { return from[rng.IntN(len(from))] }

// sentence is words of a language; some lead to another session or page, some
// could not be heard.
func (o *orchard) sentence(l string) string {
	var words []string
	for range 4 + o.rng.IntN(20) {
		words = append(words, pick(o.rng, orchardWords[l]))
	}
	blank := " "
	if l == "zh" {
		blank = ""
	}
	s := strings.Join(words, blank)
	switch o.rng.IntN(8) {
	case 0:
		s += " [inaudible]"
	case 1:
		s += fmt.Sprintf(" [there](%s)", pick(o.rng, append(o.transcripts(), "../_pages/about.en.md", "../../nowhere.md")))
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:] + "."
}

func (o *orchard) text(l string) string {
	var b strings.Builder
	if o.rng.IntN(2) == 0 {
		fmt.Fprintf(&b, "# %s\n\n", o.sentence(l))
	}
	for i := range 1 + o.rng.IntN(6) {
		if i == 3 {
			fmt.Fprintf(&b, "## %s\n\n", o.sentence(l))
		}
		fmt.Fprintf(&b, "**%s:** %s\n\n", pick(o.rng, orchardNames), o.sentence(l))
	}
	return b.String()
}

func (o *orchard) captions(l string) string {
	var b strings.Builder
	b.WriteString("WEBVTT\n")
	for i := range 1 + o.rng.IntN(5) {
		fmt.Fprintf(&b, "\n00:00:%02d.000 --> 00:00:%02d.000\n<v %s>%s\n", 5*i, 5*i+7, pick(o.rng, orchardNames[:6]), o.sentence(l))
	}
	return b.String()
}

func (o *orchard) transcripts() []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(o.files)) {
		if strings.HasPrefix(p, "content/") && strings.HasSuffix(p, ".md") && !strings.Contains(p, "/_") {
			out = append(out, strings.TrimPrefix(p, "content/"))
		}
	}
	return out
}

func (o *orchard) path(l string) string {
	return fmt.Sprintf("content/%s/20%02d-0%d-0%d-talk.%s.md", pick(o.rng, orchardSeries), 20+o.rng.IntN(3), 1+o.rng.IntN(3), 1+o.rng.IntN(3), l)
}

func (o *orchard) add() {
	l := pick(o.rng, orchardLangs)
	o.files[o.path(l)] = o.text(l)
}

func (o *orchard) settings() {
	langs := slices.Clone(orchardLangs)
	o.rng.Shuffle(len(langs), func(i, j int) { langs[i], langs[j] = langs[j], langs[i] })
	o.files["dixit.yaml"] = fmt.Sprintf("title: {en: The orchard %d, fr: Le verger}\nlanguages: [%s]\nreport_url: https://example.org/%d\ndownloads: [%s]\n", o.rng.IntN(3), strings.Join(langs, ", "), o.rng.IntN(2),
		pick(o.rng, []string{"", "json, tei, tmx", "csv, md, original"}))
}

func (o *orchard) people() {
	o.files["content/people.yaml"] = fmt.Sprintf("- id: %s\n  names: {en: Rose Vidal-%d, fr: Rose}\n  aliases: [Rose Vidal, %s]\n", pick(o.rng, []string{"vidal", "rose"}), o.rng.IntN(3), pick(o.rng, orchardNames))
}

func (o *orchard) topics() {
	o.files["content/topics.yaml"] = fmt.Sprintf("- id: apples\n  labels: {en: Apples %d, fr: Pommes}\n  aliases: {en: [%s], fr: [%s]}\n", o.rng.IntN(2), pick(o.rng, []string{"apple", "ladder"}), pick(o.rng, []string{"pommier", "mur"}))
}

// edit makes one random edit and says which.
func (o *orchard) edit() string {
	all := o.transcripts()
	p := "content/" + pick(o.rng, all)
	l := p[len(p)-len("en.md") : len(p)-len(".md")]
	side := strings.TrimSuffix(p, ".md") + ".yaml"
	stem := strings.TrimSuffix(p, "."+l+".md")
	switch o.rng.IntN(20) {
	case 16: // another part, or the words of another language
		q := fmt.Sprintf("%s.%s.md", stem, pick(o.rng, orchardLangs))
		if o.rng.IntN(2) == 0 {
			q = fmt.Sprintf("%s-part-%d.%s.md", stem, 1+o.rng.IntN(3), l)
		}
		o.files[q] = o.files[p]
		return "copy " + q
	case 17:
		o.files[stem+"."+l+".vtt"] = o.captions(l)
		return "captions beside " + p
	case 18:
		gone := pick(o.rng, []string{"content/people.yaml", "content/topics.yaml", side, stem + "." + l + ".vtt"})
		delete(o.files, gone)
		return "delete " + gone
	case 19:
		o.files[p] = strings.ReplaceAll(o.files[p], "\n", "\r\n")
		return "line ends of " + p
	case 0, 1:
		o.add()
		return "add"
	case 2:
		if len(all) < 4 {
			return "nothing"
		}
		delete(o.files, p)
		delete(o.files, side)
		return "delete " + p
	case 3:
		o.files[p] = o.text(l)
		return "write " + p
	case 4:
		o.files[p] = strings.Replace(o.files[p], " ", " twice ", 1+o.rng.IntN(3))
		return "a word in " + p
	case 5:
		o.files[p] += fmt.Sprintf("**%s:** %s\n", pick(o.rng, orchardNames), o.sentence(l))
		return "a turn in " + p
	case 6:
		o.files[p] = strings.ReplaceAll(o.files[p], pick(o.rng, orchardNames)+":", pick(o.rng, orchardNames)+":")
		return "a label in " + p
	case 7: // to another series, date or language
		text := o.files[p]
		delete(o.files, p)
		delete(o.files, side)
		o.files[o.path(pick(o.rng, orchardLangs))] = text
		return "move " + p
	case 8, 9:
		o.files[side] = pick(o.rng, []string{
			"speakers: {Speaker 1: Ida Storm}\n", "topics: [cider]\n", "title: Another\n", "date: 2019-05-05\n", "series: press\n", "draft: true\n",
			"session: hill/one\npart: 2\n", "speakers: [Rose Vidal]\n", "embargo: 2030-01-01\n", "aliases: [/old/one]\n",
			"withdrawn: by mistake\n", "redact: [ladder]\n", "summary: In short\n", "kind: interpretation\noriginal: fr\n", "lang: en\n", "session: hill/one\n",
		})
		return "front matter of " + p
	case 10:
		o.people()
		return "people"
	case 11:
		o.topics()
		return "topics"
	case 12:
		o.settings()
		return "settings"
	case 13:
		o.files["content/hill/_index.md"] = "# " + o.sentence("en") + "\n\n" + o.sentence("en") + "\n"
		return "the text of a series"
	case 14:
		o.files["content/_pages/about.en.md"] = "# About\n\n" + o.sentence("en") + "\n"
		return "a page"
	default:
		o.files["themes/default/i18n/active.en.yaml"] = o.catalogue()
		o.files["themes/default/assets/css/90-own.css"] = fmt.Sprintf("body { color: #00%d }", o.rng.IntN(9))
		return "theme"
	}
}

// catalogue is the theme's with another word.
func (o *orchard) catalogue() string {
	raw, err := fs.ReadFile(themes.Default(), "i18n/active.en.yaml")
	if err != nil {
		panic(err)
	}
	return strings.Replace(string(raw), "\nnav-sessions: ", fmt.Sprintf("\nnav-sessions: %d ", o.rng.IntN(9)), 1)
}

// lay makes a folder hold exactly the files, of which it held those of before, and
// gives the absolute paths that it has touched.
func (o *orchard) lay(t *testing.T, dir string, before map[string]string) []string {
	t.Helper()
	var touched []string
	for p := range before {
		if _, ok := o.files[p]; !ok {
			name := filepath.Join(dir, p)
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			touched = append(touched, name)
		}
	}
	for p, text := range o.files {
		if was, ok := before[p]; !ok || was != text {
			writeSite(t, dir, map[string]string{p: text})
			touched = append(touched, filepath.Join(dir, p))
		}
	}
	return touched
}

// After any script of edits the site is what a clean build gives, byte for byte,
// whether the Archive was kept open, and told what has changed, or only its cache
// and output were. What is shown before it is on disk is what will be there.
func TestRandomEditsLeaveNoTrace(t *testing.T) {
	scripts, steps := 2, 8
	if s := os.Getenv("DIXIT_EDIT_SCRIPTS"); s != "" {
		scripts, _ = strconv.Atoi(s)
		steps = 50
	} else if testing.Short() {
		scripts = 1
	}
	for seed := range uint64(scripts) {
		t.Run(fmt.Sprint("script ", seed), func(t *testing.T) { randomEdits(t, seed, steps) })
	}
}

func randomEdits(t *testing.T, seed uint64, steps int) {
	ctx := context.Background()
	dir, temp := t.TempDir(), t.TempDir()
	o := newOrchard(seed)
	before := map[string]string{}
	o.lay(t, dir, before)
	before = maps.Clone(o.files)
	open := func(name string) *builder.Archive {
		a, err := builder.Open(builder.Options{Dir: dir, Out: filepath.Join(temp, name), Cache: filepath.Join(temp, name+"-cache"), BaseURL: "https://example.org", BuiltIn: themes.Default(), Jobs: 2, CacheRoot: cacheRoot(), Offline: seed%2 == 1})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	ask := func(a *builder.Archive, ask builder.Request) *builder.Result {
		t.Helper()
		res, err := a.Rebuild(ctx, ask)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	once := func(a *builder.Archive) *builder.Result { return ask(a, builder.Request{}) }
	kept, told := open("kept"), open("told")
	defer kept.Close()
	defer told.Close()
	once(kept)
	all := slices.Sorted(maps.Keys(tree(t, once(told).Out)))
	var did []string
	behind := 0
	for step := range steps {
		for range 1 + o.rng.IntN(2) {
			did = append(did, o.edit())
		}
		touched := o.lay(t, dir, before)
		before = maps.Clone(o.files)
		seen, shown := o.watch(t, told, touched, all)
		found := searchesOf(t, told)
		fresh := open(fmt.Sprint("fresh-", step))
		want := once(fresh)
		fresh.Close()
		again := open("again")
		results := map[string]*builder.Result{"kept open": ask(kept, builder.Request{Last: step%3 == 2}), "opened again": ask(again, builder.Request{Last: true}), "told": seen}
		again.Close()
		for name, got := range results {
			if want.Published != got.Published || fmt.Sprint(want.Diagnostics) != fmt.Sprint(got.Diagnostics) {
				t.Errorf("%s: published %v, not %v, or other diagnostics:\n%v\n%v", name, got.Published, want.Published, got.Diagnostics, want.Diagnostics)
			}
			if want.Published {
				is, will := tree(t, got.Out), tree(t, want.Out)
				if got.Behind {
					behind++
					maps.DeleteFunc(is, ofIndex)
					maps.DeleteFunc(will, ofIndex)
				}
				sameTree(t, name, will, is)
			}
		}
		if want.Published {
			read := func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(want.Out, "search", name)) }
			if will := searches(t, read); !maps.Equal(found, will) {
				t.Errorf("what is searched: found %v, not %v", found, will)
			}
		}
		if want.Published {
			is := tree(t, want.Out)
			for p, b := range shown {
				if is[p] != b {
					t.Errorf("%s was shown otherwise than it came to be", p)
				}
			}
			all = slices.Sorted(maps.Keys(is))
		}
		if t.Failed() {
			t.Fatalf("after %q", did)
		}
		if err := os.RemoveAll(want.Out); err != nil {
			t.Fatal(err)
		}
	}
	if behind == 0 {
		t.Error("the index was never served from memory")
	}
	// When it is quiet, nothing is left behind.
	if got := once(told); got.Published {
		fresh := open("fresh")
		defer fresh.Close()
		sameTree(t, "told, when it is quiet", tree(t, once(fresh).Out), tree(t, got.Out))
	}
}

// ofIndex tells whether a file of a tree is of the search index, or lists what is.
func ofIndex(path, _ string) bool {
	return strings.HasPrefix(path, "search/") || strings.HasPrefix(path, ".dixit/")
}

// searchesOf says what searches find in the site that is served, nil for none.
func searchesOf(t *testing.T, a *builder.Archive) map[string]bool {
	t.Helper()
	if _, ok := a.Lookup("search/manifest.json"); !ok {
		return nil
	}
	return searches(t, func(name string) ([]byte, error) {
		f, _ := a.Lookup("search/" + name)
		b, err := a.Read("search/" + name)
		if err == nil && builder.HashOf(b) != f.Hash {
			t.Errorf("search/%s has another hash than is said", name)
		}
		return b, err
	})
}

// searches gives all that a few words are found in, by an index whose files are read.
func searches(t *testing.T, read func(name string) ([]byte, error)) map[string]bool {
	t.Helper()
	index, err := searchindex.Open(read)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, q := range []string{"apple", "fortnight", "pommier gelée", "果园", "lang:en", "from:2021", "speaker:rose", "topic:apples", "series:hill"} {
		res, err := index.Search(q, searchindex.SearchOptions{Limit: 10000})
		if err != nil {
			t.Fatal(err)
		}
		found[fmt.Sprint(q, " ", res.Total)] = true
		for _, h := range res.Hits {
			h.Score = 0
			found[fmt.Sprintf("%s: %+v", q, h)] = true
		}
	}
	return found
}

// watch builds as somebody does who looks at a few pages and knows what has been
// touched, and gives up half of the builds once something is to be seen. Of half, the
// search index is left for later. It gives what was seen before it was on disk.
func (o *orchard) watch(t *testing.T, a *builder.Archive, touched, all []string) (*builder.Result, map[string]string) {
	t.Helper()
	var open []string
	for range 8 {
		if p := pick(o.rng, all); !strings.HasPrefix(p, "search/") && !strings.HasPrefix(p, ".dixit") {
			open = append(open, p)
		}
	}
	shown := map[string]string{}
	giveUp, leave := o.rng.IntN(2) == 0, o.rng.IntN(2) == 0
	for {
		ctx, cancel := context.WithCancel(context.Background())
		res, err := a.Rebuild(ctx, builder.Request{Told: true, Touched: touched, Defer: leave, Open: func() []string { return open }, Wait: func(context.Context) {}, Early: func(early *builder.Result) {
			for _, p := range early.Changed {
				if b, err := a.Read(p); err == nil && !strings.HasPrefix(p, "search/") {
					shown[p] = fmt.Sprintf("%x", sha256.Sum256(b))
				}
			}
			if giveUp {
				cancel()
			}
		}})
		cancel()
		if giveUp && err != nil {
			giveUp, touched = false, nil
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		return res, shown
	}
}

// What is changed while a build goes on is in the next one, whether the Archive was
// kept open or only its cache and output were.
func TestWhatChangesDuringABuildIsInTheNext(t *testing.T) {
	for name, text := range map[string]string{
		"dixit.yaml":                       "title: Another orchard\nlanguages: [en, fr]\n",
		"content/people.yaml":              "- id: rose\n  names: {en: Rosalind Vidal}\n  aliases: [Rose Vidal]\n",
		"content/topics.yaml":              "- id: pears\n  labels: {en: Pears, fr: Poires}\n",
		"content/_pages/about.en.md":       "# About\n\nAnother text.\n",
		"themes/assets/css/90-another.css": "body { color: #123 }",
	} {
		t.Run(name, func(t *testing.T) {
			dir, temp := t.TempDir(), t.TempDir()
			writeSite(t, dir, smallSite)
			writeSite(t, dir, map[string]string{"themes/assets/css/90-another.css": "body { color: #321 }"})
			open := func(name string) *builder.Archive {
				a, err := builder.Open(builder.Options{Dir: dir, Out: filepath.Join(temp, name), Cache: filepath.Join(temp, name+"-cache"), BuiltIn: themes.Default(), CacheRoot: cacheRoot()})
				if err != nil {
					t.Fatal(err)
				}
				return a
			}
			once := func(a *builder.Archive, ask builder.Request) string {
				t.Helper()
				res, err := a.Rebuild(context.Background(), ask)
				if err != nil || !res.Published {
					t.Fatal(err, res)
				}
				return res.Out
			}
			kept := open("kept")
			once(kept, builder.Request{Early: func(*builder.Result) { writeSite(t, dir, map[string]string{name: text}) }})
			kept.Close()
			cold := open("kept")
			defer cold.Close()
			got := once(cold, builder.Request{})
			fresh := open("fresh")
			defer fresh.Close()
			sameTree(t, name, tree(t, once(fresh, builder.Request{})), tree(t, got))
		})
	}
}
