package shots_test

import (
	"fmt"
	"strings"
	"testing"
)

// facts are what a reader meets first on a page.
type facts struct {
	Lang, Dir, Title string
	H1               []string
	Visible          int // characters of the main part that are shown
	Status           int
}

const readFacts = `() => {
	const main = document.querySelector('main')
	return {
		Lang: document.documentElement.lang, Dir: document.documentElement.dir, Title: document.title,
		H1: [...document.querySelectorAll('h1')].map(e => e.innerText.trim()),
		Visible: main && main.checkVisibility() ? main.innerText.replace(/\s/g, '').length : 0,
		Status: performance.getEntriesByType('navigation')[0].responseStatus,
	}
}`

// strange lists what a reader would miss at the first look.
func strange(b *tab, p specimen, _ look) []string {
	f := apply[facts](b, readFacts)
	dir, status := "ltr", 200
	if p.lang == "ar" {
		dir = "rtl"
	}
	if p.name == "notfound" {
		status = 404
	}
	var out []string
	if p.lang != "" && p.name != "notfound" && f.Lang != p.lang {
		out = append(out, fmt.Sprintf("lang %q", f.Lang))
	}
	if f.Dir != dir {
		out = append(out, fmt.Sprintf("dir %q", f.Dir))
	}
	if len(f.H1) != 1 || f.H1[0] == "" {
		out = append(out, fmt.Sprintf("headings of the first level: %q", f.H1))
	}
	if f.Visible < 20 {
		out = append(out, fmt.Sprintf("%d characters are shown", f.Visible))
	}
	if f.Title == "" {
		out = append(out, "no title")
	}
	if f.Status != status {
		out = append(out, fmt.Sprintf("status %d", f.Status))
	}
	return out
}

func TestTourOfTheSample(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})

	b.open(s.url)
	if n := eval[int](b, `document.querySelectorAll('main a[hreflang]').length`); n != 5 {
		t.Errorf("the first page offers %d languages", n)
	}
	b.follow(b.click(`main a[hreflang="en"]`))
	if got := eval[string](b, `location.pathname`); got != prefix+"en/" {
		t.Fatalf("the first page's English leads to %s", got)
	}

	b.open(s.url + "ar/" + response)
	if got := eval[string](b, `getComputedStyle(document.querySelector('.said')).direction`); got != "rtl" {
		t.Errorf("Arabic speech is set %s", got)
	}
	words := eval[string](b, `document.querySelector('.said').innerText`)
	if !strings.ContainsAny(words, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي") {
		t.Errorf("no Arabic speech is shown: %q", words)
	}

	// The same session in each of its other languages, by the links of the page.
	for _, l := range []string{"zh", "en", "fr", "es", "ar"} {
		b.follow(b.click(`main nav a[hreflang="` + l + `"]`))
		if got, want := eval[string](b, `location.pathname`), prefix+l+"/"+response; got != want {
			t.Fatalf("the link to %s leads to %s, not to %s", l, got, want)
		}
		if got := eval[string](b, `document.documentElement.lang`); got != l {
			t.Errorf("the page in %s says it is in %q", l, got)
		}
		if n := eval[int](b, `document.querySelectorAll('.turn').length`); n == 0 {
			t.Errorf("no turns in %s", l)
		}
	}

	// A speaker by the name at a turn, and back to a session.
	b.open(s.url + "en/" + response)
	name := eval[string](b, `document.querySelector('.turn .name a').innerText`)
	b.follow(b.click(`.turn .name a`))
	if got := eval[string](b, `document.querySelector('h1').innerText`); got != name {
		t.Errorf("the name %q leads to the page of %q", name, got)
	}
	b.follow(b.click(`#sessions .row .title a`))
	if n := eval[int](b, `document.querySelectorAll('.turn').length`); n == 0 {
		t.Error("a row of a speaker's page leads to no session")
	}

	// A topic, and from a passage on it to the very turn.
	b.open(s.url + "ar/topics/seabed-cables/")
	b.follow(b.click(`.excerpt a`))
	if !eval[bool](b, `!!document.querySelector(':target')`) {
		t.Error("a passage on a topic's page does not lead to its turn")
	}
	if !eval[bool](b, `(() => { const r = document.querySelector(':target').getBoundingClientRect(); return r.top < innerHeight && r.bottom > 0 })()`) {
		t.Error("the turn that a link leads to is out of sight")
	}
}

func TestOldSlugsLeadToTheSpeaker(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.open(s.url + "en/speakers/陶文桥/")
	b.until(`location.pathname.endsWith('/speakers/tao-wenqiao/') && document.readyState === 'complete'`)
}
