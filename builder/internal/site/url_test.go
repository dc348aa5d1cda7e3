package site

import (
	"math/rand/v2"
	"net/url"
	"path"
	"strings"
	"testing"
)

func TestRelativeAddresses(t *testing.T) {
	for _, c := range []struct {
		about    string
		from, to string
		want     string
		offline  string
	}{
		{"root to root", "", "", "./", "index.html"},
		{"root to a page", "", "en/", "en/", "en/index.html"},
		{"a page to the root", "en/", "", "../", "../index.html"},
		{"a page to itself", "en/sessions/", "en/sessions/", "./", "index.html"},
		{"up", "en/sessions/a/b/", "en/sessions/", "../../", "../../index.html"},
		{"down", "en/", "en/sessions/a/", "sessions/a/", "sessions/a/index.html"},
		{"across", "en/sessions/a/", "fr/sessions/a/", "../../../fr/sessions/a/", "../../../fr/sessions/a/index.html"},
		{"to a neighbour of like name", "en/sessions/ab/", "en/sessions/a/", "../a/", "../a/index.html"},
		{"to a file", "en/sessions/a/", "assets/site.1a2b.css", "../../../assets/site.1a2b.css", "../../../assets/site.1a2b.css"},
		{"to a file beside", "en/sessions/a/", "en/sessions/a/transcript.txt", "transcript.txt", "transcript.txt"},
		{"from a file", "404.html", "en/", "en/", "en/index.html"},
		{"from a file to itself", "404.html", "404.html", "404.html", "404.html"},
		{"from a file to the folder", "en/feed.xml", "en/", "./", "index.html"},

		{"fragment", "en/", "en/sessions/a/#t-1", "sessions/a/#t-1", "sessions/a/index.html#t-1"},
		{"fragment of the page itself", "en/sessions/a/", "en/sessions/a/#t-1", "#t-1", "#t-1"},
		{"fragment of the root", "", "#top", "#top", "#top"},
		{"fragment of the root from a page", "en/", "#top", "../#top", "../index.html#top"},
		{"query and fragment", "en/", "en/sessions/a/?turn=12#t-1", "sessions/a/?turn=12#t-1", "sessions/a/index.html?turn=12#t-1"},
		{"query of the page itself", "en/sessions/a/", "en/sessions/a/?turn=12#t-1", "./?turn=12#t-1", "index.html?turn=12#t-1"},
		{"fragment with a slash", "en/", "en/#a/b", "#a/b", "#a/b"},

		{"colon at the head", "en/", "en/a:b/", "./a:b/", "./a:b/index.html"},
		{"colon further on", "en/", "en/x/a:b/", "x/a:b/", "x/a:b/index.html"},
		{"colon in a file", "", "a:b.txt", "./a:b.txt", "./a:b.txt"},
		{"colon after ups", "en/x/", "en/a:b/", "../a:b/", "../a:b/index.html"},
		{"colon in the fragment alone", "en/", "fr/#a:b", "../fr/#a:b", "../fr/index.html#a:b"},

		{"not ASCII", "en/", "en/speakers/安娜-é/", "speakers/%E5%AE%89%E5%A8%9C-%C3%A9/", "speakers/%E5%AE%89%E5%A8%9C-%C3%A9/index.html"},
		{"a shared folder that is not ASCII", "zh/会议/一/", "zh/会议/二/", "../%E4%BA%8C/", "../%E4%BA%8C/index.html"},
		{"reserved characters", "", "a b/100%/x;y,z/", "a%20b/100%25/x%3By%2Cz/", "a%20b/100%25/x%3By%2Cz/index.html"},
	} {
		if got := relative(c.from, c.to, false); got != c.want {
			t.Errorf("%s: from %q to %q is %q, want %q", c.about, c.from, c.to, got, c.want)
		}
		if got := relative(c.from, c.to, true); got != c.offline {
			t.Errorf("%s: offline, from %q to %q is %q, want %q", c.about, c.from, c.to, got, c.offline)
		}
	}
}

// TestRelativeLeadsThere holds that a browser which follows the relative
// address from one page arrives at the other, under any prefix.
func TestRelativeLeadsThere(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	names := []string{"a", "b", "en", "a:b", "会议", "é", "100%", "a b", "x;y", "a&b=c", "p", "2020", "..a", "a+b", "@", "~", "[x]", "'"}
	address := func() string {
		var b strings.Builder
		for range r.IntN(5) {
			b.WriteString(names[r.IntN(len(names))] + "/")
		}
		if r.IntN(3) == 0 {
			b.WriteString(names[r.IntN(len(names))] + ".txt")
		}
		return b.String()
	}
	tails := []string{"", "", "#t-1", "?turn=3", "?turn=3#t-1", "#a:b/c"}
	for range 20000 {
		from, to, tail := address(), address(), tails[r.IntN(len(tails))]
		for _, prefix := range []string{"https://example.org/", "https://example.org/some/archive/", "file:///home/x/public/"} {
			offline := strings.HasPrefix(prefix, "file:")
			here, err := url.Parse(prefix + strings.TrimPrefix(absolute("x:", from), "x:/"))
			if err != nil {
				t.Fatal(err)
			}
			if offline {
				here.Path = "/home/x/public/" + filePath(from)
				here.RawPath = ""
			}
			rel := relative(from, to+tail, offline)
			there, err := here.Parse(rel)
			if err != nil {
				t.Fatalf("from %q to %q: %q: %v", from, to+tail, rel, err)
			}
			want := strings.TrimPrefix(prefix, "https://example.org")
			want = strings.TrimPrefix(want, "file://") + to
			if offline {
				want = "/home/x/public/" + filePath(to)
			}
			if there.Path != want || there.Host != here.Host || !strings.HasSuffix(there.String(), tail) {
				t.Fatalf("from %q to %q is %q, which leads to %q, not %q", from, to+tail, rel, there, want)
			}
		}
	}
}

func TestAbsoluteAddresses(t *testing.T) {
	for _, c := range []struct{ base, address, want string }{
		{"", "en/", ""},
		{"https://example.org", "", "https://example.org/"},
		{"https://example.org/", "en/", "https://example.org/en/"},
		{"https://example.org/a", "sitemap.xml", "https://example.org/a/sitemap.xml"},
		{"https://example.org/a/", "en/speakers/安/", "https://example.org/a/en/speakers/%E5%AE%89/"},
		{"https://example.org", "en/a b/100%/", "https://example.org/en/a%20b/100%25/"},
		{"https://example.org", "en/sessions/a/?turn=12#t-1", "https://example.org/en/sessions/a/?turn=12#t-1"},
		{"https://example.org", "a:b/", "https://example.org/a:b/"},
	} {
		if got := absolute(c.base, c.address); got != c.want {
			t.Errorf("%q and %q is %q, want %q", c.base, c.address, got, c.want)
		}
	}
}

func TestFileOfAnAddress(t *testing.T) {
	for address, want := range map[string]string{"": "index.html", "en/": "en/index.html", "en/会议/": "en/会议/index.html", "404.html": "404.html", "en/a/transcript.txt": "en/a/transcript.txt"} {
		if got := filePath(address); got != want {
			t.Errorf("%q is the file %q, want %q", address, got, want)
		}
	}
}

func TestAddressesAreClean(t *testing.T) {
	tg := &tongue{l: "en"}
	for _, parts := range [][]string{
		{}, {""}, {"sessions/a/b/"}, {"sessions", "x", "p", "2"}, {"speakers/ann/", "turns"}, {"a", "", "b"}, {"a//b"}, {"/a"}, {"a//"}, {"./a"}, {"a/../b"}, {"..."}, {"a/.b"}, {"."}, {"topics/é x/"},
	} {
		if got, want := tg.addr(parts...), path.Join(append([]string{"en"}, parts...)...)+"/"; got != want {
			t.Errorf("%q stands at %q, want %q", parts, got, want)
		}
	}
}
