package shots_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"dixit/builder"
	"dixit/themes"
)

// prefix is the path that sites are served under, so that an address which
// holds only at the root of a host is found out.
const prefix = "/archive/"

// site is a built site, served.
type site struct {
	url string // of its root, with a slash at the end
	dir string
}

func (s *site) host() string {
	return strings.Split(strings.TrimPrefix(s.url, "http://"), "/")[0]
}

var (
	sampleSite = sync.OnceValues(func() (*site, error) { return serve(filepath.Join("..", "..", "..")) })
	longSite   = sync.OnceValues(func() (*site, error) {
		dir, err := tempDir()
		if err != nil {
			return nil, err
		}
		if err := writeLong(dir); err != nil {
			return nil, err
		}
		return serve(dir)
	})
)

// sample is the sample archive of the repository, in English, French, Spanish,
// Arabic and Chinese.
func sample(t *testing.T) *site { return must(t, sampleSite) }

// long is the made-up archive of writeLong.
func long(t *testing.T) *site { return must(t, longSite) }

func must(t *testing.T, get func() (*site, error)) *site {
	t.Helper()
	s, err := get()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func tempDir() (string, error) {
	dir, err := os.MkdirTemp("", "dixit-shots-")
	if err == nil {
		ended = append(ended, func() { os.RemoveAll(dir) })
	}
	return dir, err
}

// serve builds a site folder and serves what came of it as a host of plain
// files does, but for a policy that refuses whatever is not the site's own.
func serve(folder string) (*site, error) {
	public, err := built(folder, false)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle(prefix, http.StripPrefix(strings.TrimSuffix(prefix, "/"), files(public)))
	mux.HandleFunc("/favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusNoContent) // asked for by the browser, not by a page
	})
	srv := httptest.NewServer(mux)
	ended = append(ended, srv.Close)
	return &site{url: srv.URL + prefix, dir: public}, nil
}

// built builds a site folder and gives the folder of what came of it.
func built(folder string, offline bool) (string, error) {
	out, err := tempDir()
	if err != nil {
		return "", err
	}
	public := filepath.Join(out, "public")
	root, _ := os.UserCacheDir() // where the compiled PDF engine lies; "" for nowhere
	a, err := builder.Open(builder.Options{
		CacheRoot: root,
		Dir:       folder, Out: public, Cache: filepath.Join(out, "cache"),
		BaseURL: "https://example.org" + strings.TrimSuffix(prefix, "/"),
		BuiltIn: themes.Default(), Version: "test", Jobs: 1, Offline: offline,
	})
	if err != nil {
		return "", err
	}
	defer a.Close()
	res, err := a.Build(context.Background())
	if err != nil {
		return "", err
	}
	if !res.Published {
		return "", &buildError{res.Diagnostics}
	}
	return public, nil
}

type buildError struct{ list []builder.Diagnostic }

func (e *buildError) Error() string {
	var b strings.Builder
	b.WriteString("the site was not published:")
	for _, d := range e.list {
		b.WriteString("\n" + d.String())
	}
	return b.String()
}

func files(dir string) http.Handler {
	plain := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'")
		w.Header().Set("Cache-Control", "no-cache")
		name := filepath.Join(dir, filepath.FromSlash(path.Clean("/"+r.URL.Path)))
		if _, err := os.Stat(name); err != nil {
			page, err := os.ReadFile(filepath.Join(dir, "404.html"))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			w.Write(page)
			return
		}
		plain.ServeHTTP(w, r)
	})
}

// languages are those that the looks of a page are tested in: one set from left
// to right, one from right to left, one without blanks between words.
var languages = []string{"en", "ar", "zh"}

// kind is a kind of page.
type kind struct {
	name string
	at   string // address below the site; LANG stands for the language
	long bool   // of the made-up archive, not of the sample
	// only are the languages that have the page; nil for all, "" for a page of
	// no language.
	only []string
}

const (
	response = "sessions/plenary/2025-06-03-eleventh-session-response-to-the-spill/" // in five languages
	fishers  = "sessions/plenary/2024-05-21-joint-meeting-with-the-fishers/"         // Chinese is the text of a PDF
	lecture  = "sessions/cables/2026-01-20-lecture-what-a-cable-hears/"              // one voice, no labels
	scheme   = "sessions/navigation/2022-03-15-traffic-separation-scheme/"           // with a table
	hearing  = "sessions/harbour/2024-04-09-hearing/"                                // sixty turns in five languages, with a table
	letter   = "sessions/harbour/2023-02-01-letter/"                                 // prose without a single label
)

// kinds are all kinds of pages.
var kinds = []kind{
	{name: "root", at: "", only: []string{""}},
	{name: "home", at: "LANG/"},
	{name: "sessions", at: "LANG/sessions/"},
	{name: "years", at: "LANG/years/"},
	{name: "year", at: "LANG/years/2025/"},
	{name: "series-index", at: "LANG/series/"},
	{name: "series", at: "LANG/series/plenary/"},
	{name: "session", at: "LANG/" + response},
	{name: "session-table", at: "LANG/" + scheme, only: []string{"en"}},
	{name: "session-lecture", at: "LANG/" + lecture, only: []string{"en"}},
	{name: "session-gaps", at: "LANG/" + fishers, only: []string{"zh"}},
	{name: "session-player", at: "LANG/" + buoy, only: []string{"en"}},
	{name: "session-long", at: "LANG/" + hearing, long: true},
	{name: "session-no-labels", at: "LANG/" + letter, long: true, only: []string{"en", "ar", "zh"}},
	{name: "speakers", at: "LANG/speakers/"},
	{name: "speaker", at: "LANG/speakers/tao-wenqiao/"},
	{name: "turns", at: "LANG/speakers/tao-wenqiao/turns/"},
	{name: "turns-years", at: "LANG/speakers/p4/turns/", long: true},
	{name: "turns-year", at: "LANG/speakers/p4/turns/2022/", long: true},
	{name: "topics", at: "LANG/topics/"},
	{name: "topic", at: "LANG/topics/seabed-cables/"},
	{name: "topic-turns", at: "LANG/topics/seabed-cables/turns/"},
	{name: "unclear", at: "LANG/unclear/"},
	{name: "coverage", at: "LANG/coverage/"},
	{name: "reading", at: "LANG/" + response + "reading/"},
	{name: "about", at: "LANG/about/"},
	{name: "search", at: "LANG/search/"},
	{name: "search-found", at: "LANG/search/?q=WORD"},
	{name: "search-languages", at: "LANG/search/?q=KSC&in=lang:fr+lang:ar+lang:zh&with=en"}, // found in three
	{name: "notfound", at: "LANG/no-such-page/", only: []string{"en"}},
}

// words are found in the sample, each in its language.
var words = map[string]string{"en": "tide", "fr": "marée", "es": "marea", "ar": "المد", "zh": "潮"}

// specimen is a page of a kind in a language.
type specimen struct {
	kind
	site *site
	lang string
	url  string
}

// title names the page for a person.
func (p specimen) title() string { return strings.TrimSuffix(p.name+"."+p.lang, ".") }

// pages lists the pages of all kinds in the languages given, and those that are
// of no language.
func pages(t *testing.T, langs ...string) []specimen {
	t.Helper()
	var out []specimen
	for _, k := range kinds {
		s := sample(t)
		if k.long {
			s = long(t)
		}
		in := k.only
		if in == nil {
			in = []string{"en", "fr", "es", "ar", "zh"}
		}
		for _, l := range in {
			if l == "" || slices.Contains(langs, l) {
				out = append(out, specimen{kind: k, site: s, lang: l, url: s.url + strings.NewReplacer("LANG", l, "WORD", url.QueryEscape(words[l])).Replace(k.at)})
			}
		}
	}
	return out
}

// openPage opens a page of a kind.
func (b *tab) openPage(p specimen) {
	b.t.Helper()
	b.mu.Lock()
	b.hosts = append(b.hosts, p.site.host())
	b.missing = ""
	if p.name == "notfound" {
		b.missing = p.url
	}
	b.mu.Unlock()
	b.open(p.url)
	if strings.HasPrefix(p.name, "search-") {
		b.until(found)
	}
}

// found says that an answer and its filters stand on the search page.
const found = `!document.querySelector('[aria-busy]') && document.querySelectorAll('.found mark').length > 0 && document.querySelectorAll('.facets a').length > 0`
