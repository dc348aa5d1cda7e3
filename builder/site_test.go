package builder_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dixit/builder"
	"dixit/themes"
)

// build makes a site of a folder and fails on anything that keeps it from being
// published.
func build(t testing.TB, opt builder.Options) (*builder.Archive, *builder.Result) {
	t.Helper()
	a, res := tryBuild(t, opt)
	if !res.Published {
		t.Fatalf("not published: %v", res.Diagnostics)
	}
	return a, res
}

// cacheRoot is where the compiled PDF engine lies, which takes seconds to
// compile; readings have a cache of their own in each test.
func cacheRoot() string {
	dir, _ := os.UserCacheDir() // "" where there is none
	return dir
}

func tryBuild(t testing.TB, opt builder.Options) (*builder.Archive, *builder.Result) {
	t.Helper()
	if opt.Out == "" {
		opt.Out = filepath.Join(t.TempDir(), "public")
	}
	if opt.Cache == "" {
		opt.Cache = filepath.Join(t.TempDir(), "cache")
	}
	opt.BuiltIn, opt.Version, opt.CacheRoot = themes.Default(), "test", cacheRoot()
	a, err := builder.Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	res, err := a.Build(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return a, res
}

// buildLast builds a site as its own settings say and no other build is asked of, as
// `dixit build` does.
func buildLast(t testing.TB, dir string) {
	t.Helper()
	if res, err := tryBuildLast(t, dir); err != nil || !res.Published {
		t.Fatalf("not published: %v, %v", err, res)
	}
}

func tryBuildLast(t testing.TB, dir string) (*builder.Result, error) {
	t.Helper()
	a, err := builder.Open(builder.Options{Dir: dir, BuiltIn: themes.Default(), Version: "test", CacheRoot: cacheRoot()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	return a.Rebuild(context.Background(), builder.Request{Last: true})
}

// sample is the sample archive of the repository.
func sample(t testing.TB) builder.Options {
	return builder.Options{Dir: "..", BaseURL: "https://example.org/archive"}
}

// corpora are folders of real transcripts; the test is skipped without them.
func corpora(t testing.TB) string {
	dir := os.Getenv("DIXIT_CORPORA")
	if dir == "" {
		t.Skip("DIXIT_CORPORA is not set: no real transcripts to build")
	}
	return dir
}

func TestBuiltSitesHold(t *testing.T) {
	sites := map[string]func(testing.TB) builder.Options{
		"sample":         sample,
		"sample offline": func(t testing.TB) builder.Options { o := sample(t); o.Offline = true; return o },
		"archive-zh-en": func(t testing.TB) builder.Options {
			return builder.Options{Dir: filepath.Join(corpora(t), "archive-zh-en")}
		},
		"talks-en-es": func(t testing.TB) builder.Options {
			return builder.Options{Dir: filepath.Join(corpora(t), "talks-en-es")}
		},
		"lists on one page and on many": func(t testing.TB) builder.Options {
			return builder.Options{Dir: folderOf(t, talkative())}
		},
		"seed": func(t testing.TB) builder.Options { return builder.Options{Dir: filepath.Join(corpora(t), "seed")} },
	}
	for name, opt := range sites {
		t.Run(name, func(t *testing.T) {
			a, res := build(t, opt(t))
			for _, d := range res.Diagnostics {
				if d.Severity == builder.Error {
					t.Errorf("%v", d)
				}
			}
			s := load(t, res.Out)
			s.links(t)
			s.counts(t)
			s.words(t, a)
			if t.Failed() {
				t.Log(len(s.pages), "pages")
			}
		})
	}
}

// talkative is an archive in which one has so many turns in English that they are
// listed by year, and in French so few that they stand on one page; and one speaks
// once in each of so many sessions that neither these nor the turns go on one page.
func talkative() map[string]string {
	files := map[string]string{"dixit.yaml": "title: Ferry board\nlanguages: [en, fr]\n"}
	for _, day := range []string{"2022-10-03", "2023-02-06", "2023-05-08"} {
		var en, fr strings.Builder
		for i := range 90 {
			fmt.Fprintf(&en, "**Oona Brandt:** That makes %d tickets for the morning boat.\n\n**Ada Holm:** And none for the %d others.\n\n", i, i)
			if i < 30 {
				fmt.Fprintf(&fr, "**Oona Brandt:** Cela fait %d billets pour le bateau du matin.\n\n**Ada Holm:** Et aucun pour les %d autres.\n\n", i, i)
			}
		}
		files["content/"+day+"-tickets.en.md"] = en.String()
		files["content/"+day+"-tickets.fr.md"] = fr.String()
	}
	for i := range 210 {
		files[fmt.Sprintf("content/logs/%d-%02d-%02d-log.en.md", 2010+i/100, 1+i/25%4, 1+i%25)] = fmt.Sprintf("**Ivo Marsh:** The tide came at %d past nine.\n", i)
	}
	return files
}

// site is a built site, parsed.
type site struct {
	files map[string]bool
	pages map[string]*page // by file
}

type page struct {
	root *html.Node
	ids  map[string]*html.Node
	text string
}

func load(t testing.TB, out string) *site {
	t.Helper()
	s := &site{files: map[string]bool{}, pages: map[string]*page{}}
	err := filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, p)
		rel = filepath.ToSlash(rel)
		s.files[rel] = true
		if path.Ext(rel) != ".html" {
			return nil
		}
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if wrong := misnested(raw); wrong != "" {
			t.Errorf("%s: %s", rel, wrong)
		}
		root, err := html.Parse(bytes.NewReader(raw))
		if err != nil {
			return err
		}
		pg := &page{root: root, ids: map[string]*html.Node{}}
		var text strings.Builder
		walk(root, func(n *html.Node) {
			if n.Type == html.TextNode && !hidden(n) {
				text.WriteString(n.Data)
				text.WriteByte(' ')
			}
			if id := attr(n, "id"); id != "" {
				if pg.ids[id] != nil {
					t.Errorf("%s: two elements have the id %q", rel, id)
				}
				pg.ids[id] = n
			}
		})
		pg.text = text.String()
		s.pages[rel] = pg
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// unended are elements that have no end, or whose end may be left out (HTML, 13.1.2).
var unended = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true,
	"html": true, "head": true, "body": true, "p": true, "li": true, "dt": true, "dd": true, "tr": true, "td": true, "th": true, "thead": true, "tbody": true, "tfoot": true,
	"colgroup": true, "caption": true, "option": true, "optgroup": true, "rt": true, "rp": true,
}

// misnested says which element of a page is ended that is not the last one begun, or
// is never ended; a browser mends that as it sees fit. "" is for none.
func misnested(page []byte) string {
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := z.Next()
		name, _ := z.TagName()
		tag := string(name)
		switch {
		case kind == html.ErrorToken:
			if len(open) > 0 {
				return fmt.Sprintf("<%s> is never ended", open[len(open)-1])
			}
			return ""
		case unended[tag]:
		case kind == html.StartTagToken:
			open = append(open, tag)
		case kind == html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tag {
				return fmt.Sprintf("</%s> ends what is not begun; open are %q", tag, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func hidden(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "script" || p.Data == "style" || p.Data == "template" {
			return true
		}
	}
	return false
}

func walk(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, do)
	}
}

func attr(n *html.Node, name string) string {
	v, _ := lookup(n, name)
	return v
}

func lookup(n *html.Node, name string) (string, bool) {
	if n.Type == html.ElementNode {
		for _, a := range n.Attr {
			if a.Key == name {
				return a.Val, true
			}
		}
	}
	return "", false
}

// target gives the file and fragment that a link of a page leads to; outside is
// true for one that leaves the site.
func target(from, href string) (file, fragment string, outside bool, err error) {
	u, err := url.Parse(href)
	if err != nil {
		return "", "", false, err
	}
	if u.Scheme != "" || u.Host != "" {
		return "", "", true, nil
	}
	p := u.Path
	switch {
	case p == "":
		file = from
	case strings.HasPrefix(p, "/archive/"): // 404.html, below the base URL's path
		file = strings.TrimPrefix(p, "/archive/")
	case strings.HasPrefix(p, "/"):
		file = strings.TrimPrefix(p, "/")
	default:
		file = path.Join(path.Dir(from), p)
		if strings.HasSuffix(p, "/") || p == "." || p == ".." {
			file += "/"
		}
	}
	file = strings.TrimPrefix(file, "./")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file, u.Fragment, false, nil
}

// links checks that every link of every page leads to a file, and every
// fragment to an element.
func (s *site) links(t *testing.T) {
	bad := 0
	for _, from := range sorted(s.pages) {
		walk(s.pages[from].root, func(n *html.Node) {
			for _, name := range []string{"href", "src"} {
				href, ok := lookup(n, name)
				if !ok || bad > 20 {
					continue
				}
				file, fragment, outside, err := target(from, href)
				switch {
				case err != nil:
					t.Errorf("%s: %q: %v", from, href, err)
					bad++
				case outside:
				case !s.files[file]:
					t.Errorf("%s: the link %q leads to no file (%s)", from, href, file)
					bad++
				case fragment != "" && s.pages[file] != nil && s.pages[file].ids[fragment] == nil:
					t.Errorf("%s: the link %q leads to no element", from, href)
					bad++
				}
			}
		})
	}
}

func sorted(m map[string]*page) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// counts checks that every count equals the total of the list it links to, and
// every total the entries of the list over its pages.
func (s *site) counts(t *testing.T) {
	checked, bad := 0, 0
	fail := func(format string, args ...any) {
		if bad++; bad < 20 {
			t.Errorf(format, args...)
		}
	}
	items := map[string]int{}  // list → entries over its pages
	totals := map[string]int{} // list → what it says
	for _, from := range sorted(s.pages) {
		pg := s.pages[from]
		walk(pg.root, func(n *html.Node) {
			if count, ok := lookup(n, "data-count"); ok {
				checked++
				file, fragment, _, err := target(from, attr(n, "href"))
				if err != nil || s.pages[file] == nil {
					fail("%s: a count links to nothing: %q", from, attr(n, "href"))
					return
				}
				list := s.pages[file].root
				if fragment != "" {
					list = s.pages[file].ids[fragment]
				}
				if list == nil {
					return // links has said so
				}
				total := ""
				walk(list, func(l *html.Node) {
					if v, ok := lookup(l, "data-total"); ok && total == "" {
						total = v
					}
				})
				if total != count {
					fail("%s: the count %s links to a list of %q (%s)", from, count, total, attr(n, "href"))
				}
			}
			total, ok := lookup(n, "data-total")
			if !ok {
				return
			}
			n1, err := strconv.Atoi(total)
			if err != nil {
				fail("%s: data-total %q", from, total)
				return
			}
			key := listOf(from) + "#" + attr(n, "id")
			if old, seen := totals[key]; seen && old != n1 {
				fail("%s: the list says %d here and %d elsewhere", key, n1, old)
			}
			totals[key] = n1
			walk(n, func(item *html.Node) {
				if _, ok := lookup(item, "data-item"); ok {
					items[key]++
				}
				if part, ok := lookup(item, "data-part"); ok && n.Data != "article" {
					k, _ := strconv.Atoi(part)
					if k == 0 {
						k, _ = strconv.Atoi(attr(item, "data-count"))
					}
					items[key] += k
				}
			})
		})
	}
	for key, total := range totals {
		if items[key] != total {
			fail("%s: %d entries in a list of %d", key, items[key], total)
		}
	}
	if checked == 0 {
		t.Error("no count anywhere")
	}
}

// listOf is the first page of the list that a page belongs to.
func listOf(file string) string {
	dir := path.Dir(file)
	if base := path.Base(path.Dir(dir)); base == "p" {
		return path.Join(path.Dir(path.Dir(dir)), "index.html")
	}
	return file
}

// words checks that the page of every edition holds every word of its turns.
func (s *site) words(t *testing.T, a *builder.Archive) {
	var out bytes.Buffer
	if _, err := a.Export(context.Background(), &out, builder.ExportOptions{Format: "jsonl"}); err != nil {
		t.Fatal(err)
	}
	turns := 0
	squeezed := map[string]string{}
	dec := json.NewDecoder(&out)
	for dec.More() {
		var rec struct{ Kind, Session, Language, Text, Anchor string }
		if err := dec.Decode(&rec); err != nil {
			t.Fatal(err)
		}
		if rec.Kind != "turn" {
			continue
		}
		turns++
		file := fmt.Sprintf("%s/sessions/%s/index.html", rec.Language, rec.Session)
		pg := s.pages[file]
		if pg == nil {
			t.Fatalf("no page %s", file)
		}
		el := pg.ids[rec.Anchor]
		if el == nil {
			t.Fatalf("%s: no turn %s", file, rec.Anchor)
		}
		if squeezed[file] == "" {
			squeezed[file] = squeeze(pg.text)
		}
		var said strings.Builder
		walk(el, func(n *html.Node) {
			if n.Type == html.TextNode {
				said.WriteString(n.Data)
			}
		})
		if want := squeeze(rec.Text); !strings.Contains(squeeze(said.String()), want) {
			t.Errorf("%s#%s: the page lacks words of the turn:\n%q\nin %q", file, rec.Anchor, want, squeeze(said.String()))
			return
		}
	}
	if turns == 0 {
		t.Error("no turns")
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
