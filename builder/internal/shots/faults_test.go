package shots_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// faulty is a page that has every fault the checks are for.
const faulty = `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Faults</title>
<style>
body { margin: 0; background: #fff; color: #000 }
.faint { color: #999 }
.faint-ground { background: #000; color: #333 }
.added::after { content: "added"; color: #aaa }
.wide { width: 900px }
.cut { width: 60px; overflow: hidden; white-space: nowrap }
.scroll { width: 100px; overflow-x: auto }
.later { content-visibility: auto; contain-intrinsic-size: auto 500px }
.tiny { font-size: 8px }
</style></head><body>
<h1>One</h1><h1>Two</h1><h4>Too deep</h4>
<main>
<p class="faint" id="twice">faint words</p>
<p class="faint-ground" id="twice">faint on black</p>
<p class="added">good</p>
<p class="wide">wider than the page</p>
<p class="cut">words that are cut off at the end</p>
<div class="scroll"><div class="wide inner">within a box that scrolls</div></div>
<details><summary>More</summary><p class="wide folded">wide and folded</p></details>
<div style="height: 4000px"></div>
<div class="later"><p class="wide late">wide and late</p></div>
<a href="#"><svg width="20" height="20"></svg></a>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">
</main></body></html>`

// TestChecksFindFaults makes sure that the checks of this package would fail.
func TestChecksFindFaults(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasSuffix(r.URL.Path, "/loud") {
			fmt.Fprint(w, `<!doctype html><title>Loud</title><img src="gone.png" alt=""><script>console.error("said"); fetch("http://other.invalid/")</script><script>null.x</script>`)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".png") {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, faulty)
	}))
	defer srv.Close()
	b := newTab(t, &site{url: srv.URL + "/"})
	b.look(view{width: 320})
	b.open(srv.URL + "/")

	expect := func(what string, found []string, wanted ...string) {
		t.Helper()
		for _, w := range wanted {
			if !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, w) }) {
				t.Errorf("%s: nothing said of %q in\n%s", what, w, strings.Join(found, "\n"))
			}
		}
	}
	wide := apply[[]string](b, sticksOut, 320)
	expect("sticks out", wide, "the page is 900 wide", "p.wide reaches", "p.cut cuts off", "with folds open")
	if slices.ContainsFunc(wide, func(s string) bool { return strings.Contains(s, "inner") }) {
		t.Errorf("what stands in a box that scrolls is not at fault: %q", wide)
	}
	faint := apply[struct {
		Seen  int
		Faint []string
	}](b, faintText)
	expect("contrast", faint.Faint, "p.faint 2.85", "p.faint-ground 1.66", "p.added 2.32")
	expect("order", apply[[]string](b, structure), "the id twice stands 2 times", "2 headings of the first level", "a heading of level 4 follows one of level 1", "a style or script within the page")
	expect("names", b.nameless(), "a link has no name", "a image has no name")
	eval[bool](b, axe+"\n;typeof axe === 'object'")
	expect("axe", apply[struct {
		Rules      int
		Violations []string
	}](b, runAxe, nil).Violations, "color-contrast", "image-alt", "link-name")
	if found := b.troubles(); len(found) != 0 {
		t.Errorf("a quiet page is held to be loud: %q", found)
	}

	b.open(srv.URL + "/loud")
	b.until(`performance.getEntriesByType('resource').some(e => e.name.includes('other.invalid'))`)
	expect("troubles", b.troubles(), "console: \"said\"", "exception:", "status 404", "a request to another host: http://other.invalid/", "a request failed")
	b.mu.Lock()
	b.wrong = nil // they were wanted
	b.mu.Unlock()
}
