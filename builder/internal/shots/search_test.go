package shots_test

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// folderSite is the sample built to be opened from a folder, by its address
// there.
var folderSite = sync.OnceValues(func() (*site, error) {
	dir, err := built(filepath.Join("..", "..", ".."), true)
	if err != nil {
		return nil, err
	}
	return &site{url: "file://" + filepath.ToSlash(dir) + "/", dir: dir}, nil
})

// typeInto writes letter by letter into what has the focus.
func (b *tab) typeInto(text string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(text))
}

// slash presses the key that leads to the box. The key's letter is part of its
// event, so that the page can refuse it as it can that of a reader's.
func (b *tab) slash() {
	b.t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "/", Code: "Slash", Text: "/", WindowsVirtualKeyCode: 191}
	up := down
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	b.do(call(input.DispatchKeyEvent, down), call(input.DispatchKeyEvent, up))
}

// wordsOf says that an answer to what was asked stands on the page.
const wordsOf = `(q) => document.querySelector('#q').value === q && (new URLSearchParams(location.search).get('q') ?? '') === q && (` + found + `)`

func (b *tab) untilFound(q string) {
	b.t.Helper()
	b.until(`(` + wordsOf + `)(` + quote(q) + `)`)
}

func quote(s string) string { return `decodeURIComponent('` + url.PathEscape(s) + `')` }

// arrived is how a passage stands that a hit led to. First is 1 where its first
// mark is in view and not under the bar; a passage that is longer than the screen
// may have others there.
type arrived struct {
	Target, Marked, InView, Under, First int
	Text                                 string
}

const readArrival = `() => {
	const target = document.querySelector(':target')
	const ranges = CSS.highlights?.get('found') ? [...CSS.highlights.get('found')] : []
	const within = ranges.filter(r => target?.contains(r.startContainer))
	const seen = within.filter(r => { const b = r.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight && b.height > 0 })
	const bar = document.querySelector('.reading-bar:not([data-away])')?.getBoundingClientRect()
	const under = bar?.height ? seen.filter(r => r.getBoundingClientRect().bottom > bar.top) : []
	return { Target: target ? 1 : 0, Marked: within.length, InView: seen.length, Text: within[0]?.toString() ?? '',
		Under: under.length, First: seen.includes(within[0]) && !under.includes(within[0]) ? 1 : 0 }
}`

// TestSearching types words on a phone, follows what is found and finds it
// marked and in view, in three scripts.
func TestSearching(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 360, height: 640, touch: true})
	for _, l := range languages {
		b.open(s.url + l + "/search/")
		b.slash()
		b.typeInto(words[l])
		b.untilFound(words[l])
		b.searched(l)
		b.follow(b.click(`.found a`))
		b.landed(l, words[l])
	}
}

// TestSearchingFromAFolder does the same in a site that is opened from disk,
// where a browser gives neither modules nor files to scripts.
func TestSearchingFromAFolder(t *testing.T) {
	s := must(t, folderSite)
	b := newTab(t, &site{url: "http://", dir: s.dir})
	b.hosts = append(b.hosts, "") // a file has none
	for _, l := range languages {
		b.look(view{width: 1440})
		b.open(s.url + l + "/index.html")
		b.slash()
		b.typeInto(words[l])
		b.follow(chromedp.KeyEvent(kb.Enter))
		b.untilFound(words[l])
		b.searched(l)
		b.follow(b.click(`.found a`))
		b.landed(l, words[l])
		if got := eval[string](b, `location.protocol + location.pathname.split('/').at(-1)`); got != "file:index.html" {
			t.Errorf("%s: a hit leads to %s", l, got)
		}
	}
}

// searched looks at an answer.
func (b *tab) searched(l string) {
	b.t.Helper()
	got := apply[struct {
		Status, Query, Lang, Dir string
		Live, Hits, Stops        int
		Torn                     []string
		Listed                   bool
	}](b, `() => {
		const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
		const torn = []
		for (const e of document.querySelectorAll('.found bdi:has(mark)')) {
			const ends = new Set([0, e.textContent.length, ...[...letters.segment(e.textContent)].map(s => s.index)])
			let at = 0
			for (const n of e.childNodes) {
				if (!ends.has(at)) torn.push(e.textContent.slice(0, at + 3))
				at += n.textContent.length
			}
		}
		const said = document.querySelector('.found .excerpt')
		return {
			Status: document.querySelector('.status').textContent, Query: new URLSearchParams(location.search).get('q'),
			Lang: said.closest('[lang]').lang, Dir: getComputedStyle(said).direction,
			Live: document.querySelectorAll('[role=status], [aria-live], [role=alert]').length,
			Hits: document.querySelectorAll('.found').length, Stops: [...document.querySelectorAll('.found')].filter(f => f.querySelectorAll('a, button, [tabindex]').length === 1).length,
			Torn: torn, Listed: [...document.querySelectorAll('.ways')].some(e => e.checkVisibility()),
		}
	}`)
	dir := "ltr"
	if l == "ar" {
		dir = "rtl"
	}
	if got.Status == "" {
		b.until(`document.querySelector('.status').textContent !== ''`)
	}
	if got.Query != words[l] || got.Lang != l || got.Dir != dir || got.Live != 1 || got.Hits == 0 || got.Stops != got.Hits || got.Listed {
		b.t.Errorf("%s: %+v", l, got)
	}
	for _, w := range got.Torn {
		b.t.Errorf("%s: a mark begins or ends within a letter: %q", l, w)
	}
}

// landed looks at the page that a hit led to.
func (b *tab) landed(l, word string) {
	b.t.Helper()
	b.until(`document.readyState === 'complete'`)
	got := apply[arrived](b, readArrival)
	if got.Target != 1 || got.Marked == 0 || got.First != 1 {
		b.t.Errorf("%s: the words are not marked, or not in view: %+v", l, got)
	}
	if !strings.HasPrefix(strings.ToLower(got.Text), word) {
		b.t.Errorf("%s: %q is marked, not %q", l, got.Text, word)
	}
	if q := eval[string](b, `location.search`); !strings.Contains(q, "turn=") {
		b.t.Errorf("%s: the address is %s", l, q)
	}
}

// TestMarksWithoutHighlights is for browsers that have no highlights of their
// own.
func TestMarksWithoutHighlights(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.before(`delete CSS.highlights; delete globalThis.Highlight`)
	b.look(view{width: 360, height: 640, touch: true})
	b.open(s.url + "en/search/?q=tide")
	b.untilFound("tide")
	b.follow(b.click(`.found a`))
	b.until(`document.readyState === 'complete'`)
	if !eval[bool](b, `[...document.querySelectorAll(':target mark')].some(m => { const r = m.getBoundingClientRect(); return m.textContent.toLowerCase().startsWith('tide') && r.top >= 0 && r.bottom <= innerHeight })`) {
		t.Error("no mark is in view")
	}
}

// before runs a script in every page before its own.
func (b *tab) before(script string) {
	b.t.Helper()
	b.do(call(page.Enable, page.EnableParams{}), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

// TestSearchingByKeysAlone goes from the box in the head of a session to a hit,
// and clears the box.
func TestSearchingByKeysAlone(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/" + response)
	b.slash()
	b.typeInto("tide")
	b.follow(chromedp.KeyEvent(kb.Enter))
	b.untilFound("tide")
	b.slash()
	for range 60 {
		b.press(kb.Tab)
		if eval[bool](b, `document.activeElement.matches('.found a')`) {
			break
		}
	}
	if !eval[bool](b, `document.activeElement === document.querySelector('.found a')`) {
		t.Fatal("Tab does not lead to the first hit")
	}
	b.press(kb.Tab)
	if !eval[bool](b, `document.activeElement === document.querySelectorAll('.found a')[1]`) {
		t.Error("the next stop is not the next hit")
	}
	b.follow(chromedp.KeyEvent(kb.Enter))
	b.landed("en", "tide")
	b.open(s.url + "en/search/?q=tide")
	b.untilFound("tide")
	b.slash()
	b.press(kb.Escape)
	b.until(`document.querySelector('#q').value === '' && !document.querySelector('.found')?.checkVisibility() && document.querySelector('.ways').checkVisibility() && location.search === ''`)
}

// TestAddressOfASearch types, submits, filters and goes back.
func TestAddressOfASearch(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/")
	before := eval[int](b, `history.length`)
	b.slash()
	b.typeInto("tide")
	b.untilFound("tide")
	if n := eval[int](b, `history.length`); n != before {
		t.Errorf("typing made %d entries of history", n-before)
	}
	total := eval[string](b, `document.querySelector('.hits').dataset.total`)
	b.press(kb.Enter)
	b.until(`history.length === ` + quote(itoa(before+1)) + ` * 1`)
	b.typeInto(" gauge")
	b.untilFound("tide gauge")
	b.do(b.click(`.facets a[href*="speaker"]`))
	b.until(`location.search.includes('in=speaker')`)
	b.until(`document.querySelectorAll('.chip').length === 1 && (` + found + `)`)
	names := eval[[]string](b, `[...new Set([...document.querySelectorAll('.found .name')].map(e => e.textContent))]`)
	if len(names) == 0 || eval[string](b, `document.title.split(' ·')[0]`) != "tide gauge" {
		t.Errorf("names %q", names)
	}
	eval[bool](b, `(history.back(), true)`)
	b.until(`!document.querySelector('.chip') && document.querySelector('#q').value === 'tide gauge'`)
	eval[bool](b, `(history.back(), true)`)
	b.until(`document.querySelector('#q').value === 'tide' && document.querySelector('.hits').dataset.total === '` + total + `'`)
	b.open(s.url + "en/search/?q=tide+gauge&in=series:plenary")
	b.untilFound("tide gauge")
	b.do(b.click(`.chip`))
	b.until(`location.search === '?q=tide+gauge' && !document.querySelector('.chip')`)
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// TestBoxesLeadToTheSearch uses the box of each kind of page, and looks at what
// the search is limited to.
func TestBoxesLeadToTheSearch(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, c := range []struct{ at, box, in, word string }{
		{"en/", ".big", "", "tide"},
		{"en/sessions/", ".finder", "", "tide"},
		{"en/" + response, ".tools", "session:plenary/2025-06-03-eleventh-session-response-to-the-spill", "oil"},
		{"en/speakers/tao-wenqiao/", ".page-head", "speaker:tao-wenqiao", "tide"},
		{"en/topics/tide-gauges/", ".page-head", "topic:tide-gauges", "tide"},
		{"en/series/plenary/", ".page-head", "series:plenary", "tide"},
	} {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.open(s.url + c.at)
			if v.width < 500 && (c.box == ".tools" || c.box == ".finder") {
				b.do(b.click(c.box + ` details:has(.find) > summary, ` + c.box + `:has(.find) > summary`))
			}
			b.do(b.click(c.box + ` input[type=search]`))
			b.typeInto(c.word)
			send := chromedp.KeyEvent(kb.Enter)
			if eval[bool](b, `!!document.querySelector('`+c.box+` .find button')`) {
				send = b.click(c.box + ` .find button`)
			}
			b.follow(send)
			b.untilFound(c.word)
			if got := eval[string](b, `new URLSearchParams(location.search).get('in') ?? ''`); got != c.in {
				t.Errorf("%s at %d: limited to %q, not %q", c.at, v.width, got, c.in)
			}
			if got := eval[int](b, `document.querySelectorAll('.chip').length`); (got == 1) != (c.in != "") {
				t.Errorf("%s at %d: %d chips", c.at, v.width, got)
			}
		}
	}
}

// TestSearchWithoutScripts goes to the search page in a browser that runs none.
func TestSearchWithoutScripts(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for _, l := range languages {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.open(s.url + l + "/speakers/tao-wenqiao/")
			b.do(b.click(`.page-head .find input`))
			b.typeInto(words[l])
			b.follow(chromedp.KeyEvent(kb.Enter))
			got := apply[struct {
				Path, Query, In string
				Said, Answer    bool
				Lists           int
			}](b, `() => {
				const p = new URLSearchParams(location.search), shown = s => [...document.querySelectorAll(s)].some(e => e.checkVisibility())
				return { Path: location.pathname, Query: p.get('q'), In: p.get('in'), Said: shown('.no-script'), Answer: shown('.answer'),
					Lists: [...document.querySelectorAll('.ways details')].filter(e => e.checkVisibility()).length }
			}`)
			if got.Path != prefix+l+"/search/" || got.Query != words[l] || got.In != "speaker:tao-wenqiao" || !got.Said || got.Answer || got.Lists != 4 {
				t.Errorf("%s at %d: %+v", l, v.width, got)
			}
		}
	}
}

// TestWhatTheSearchSays looks at the words for what keeps it from an answer.
func TestWhatTheSearchSays(t *testing.T) {
	s := sample(t)
	for _, c := range []struct{ name, script, q, says, helps string }{
		{"an old browser", `delete globalThis.DecompressionStream`, "tide", "too old", ""},
		{"no files", `globalThis.fetch = () => Promise.reject(new TypeError('gone'))`, "tide", "could not be loaded", "Try again"},
		{"offline", `globalThis.fetch = () => Promise.reject(new TypeError('gone')); Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })`, "tide", "offline", "Try again"},
		{"nothing", ``, "xyzzyq plughq", "Nothing found in English.", "plughq"},
		{"nothing by a speaker who was mistyped", ``, "tide speaker:adda", "Nothing found in English.", "Without filters"},
		{"nothing in this language", ``, "المد", "Nothing found in English; this is from all languages.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTab(t, s)
			b.before(c.script)
			b.look(view{width: 1440})
			b.open(s.url + "en/search/?q=" + url.QueryEscape(c.q))
			b.until(`document.querySelector('.status').textContent.includes(` + quote(c.says) + `)`)
			got := eval[struct {
				Advice string
				Lists  bool
			}](b, `({ Advice: document.querySelector('.advice').innerText, Lists: document.querySelector('.ways').checkVisibility() })`)
			if !strings.Contains(got.Advice, c.helps) || got.Lists != (c.name != "nothing in this language") {
				t.Errorf("%+v", got)
			}
		})
	}
}

// TestStatusSpeaksSeldom types for three seconds and counts how often the
// status changes.
func TestStatusSpeaksSeldom(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/")
	b.slash()
	eval[bool](b, `(window.times = [], new MutationObserver(() => times.push(performance.now())).observe(document.querySelector('.status'), { childList: true, characterData: true, subtree: true }), true)`)
	for _, letter := range []string{"t", "h", "e", " ", "s", "e", "a", " ", "o", "f"} {
		b.typeInto(letter)
		eval[bool](b, `new Promise(done => setTimeout(() => done(true), 250))`)
	}
	b.until(`document.querySelectorAll('.found mark').length > 0`)
	gaps := eval[[]float64](b, `times.slice(1).map((t, i) => t - times[i])`)
	// A change is seen when the task that made it is over, and the next may follow it sooner by
	// that. A status that spoke at each letter would do so every 250 ms.
	for _, g := range gaps {
		if g < 500 {
			t.Errorf("the status changes after %.0f ms", g)
		}
	}
}

// TestMoreAndSideBySide asks for more hits, for another language beside each,
// and for all of one session.
func TestMoreAndSideBySide(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=the")
	b.untilFound("the")
	n := eval[int](b, `document.querySelectorAll('.found').length`)
	b.do(b.click(`.more-hits`))
	b.until(`document.querySelectorAll('.found').length > ` + itoa(n) + ` && !!document.querySelector('.hits .all a')`)
	if !eval[bool](b, `document.activeElement.matches('.found a')`) {
		t.Error("the focus is not on what was added")
	}
	b.do(b.click(`.hits .all a`))
	b.until(`location.search.includes('in=session') && document.querySelectorAll('.hits .group').length === 1 && document.querySelectorAll('.found').length > 3`)
	b.open(s.url + "en/search/?q=KSC&in=lang:fr+lang:ar+lang:zh&with=ar")
	b.untilFound("KSC")
	b.until(`[...document.querySelectorAll('.twin a .excerpt')].some(e => e.lang === 'ar')`)
	got := eval[[]string](b, `[...document.querySelectorAll('.found')].filter(f => f.querySelectorAll('.twin').length > 1).map(f => f.textContent)`)
	if len(got) > 0 {
		t.Errorf("counterparts stand twice: %q", got)
	}
	if n := eval[int](b, `new Set([...document.querySelectorAll('.found > a .excerpt')].map(e => e.closest('[lang]').lang)).size`); n < 2 {
		t.Errorf("found in %d languages", n)
	}
}

// TestTableOfAllHits saves the hits as CSV and reads it.
func TestTableOfAllHits(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=tide")
	b.untilFound("tide")
	eval[bool](b, `(window.made = URL.createObjectURL, URL.createObjectURL = (b) => { window.blob = b; return made.call(URL, b) }, true)`)
	b.do(b.click(`.csv`))
	b.until(`!!window.blob`)
	got := eval[struct {
		BOM   bool
		Lines []string
		Total string
	}](b, `blob.arrayBuffer().then(a => { const u = new Uint8Array(a), s = new TextDecoder().decode(u)
		return { BOM: u[0] === 0xef && u[1] === 0xbb && u[2] === 0xbf, Lines: s.split('\r\n'), Total: document.querySelector('.hits').dataset.total } })`)
	if !got.BOM || got.Lines[0] != "session,title,date,language,turn,speaker,text,url" {
		t.Errorf("BOM %v, head %q", got.BOM, got.Lines[0])
	}
	if rows := itoa(len(got.Lines) - 2); rows != got.Total { // head, and the end of the last line
		t.Errorf("%s rows of %s hits", rows, got.Total)
	}
	if !strings.Contains(got.Lines[1], "http://") || !strings.Contains(got.Lines[1], "?turn=") {
		t.Errorf("%q", got.Lines[1])
	}
}

// TestBrowsersAreToldOfTheSearch reads the description that every page names.
func TestBrowsersAreToldOfTheSearch(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, l := range languages {
		b.open(s.url + l + "/" + response)
		got := eval[[]string](b, `fetch(document.querySelector('link[rel=search]').href).then(r => r.text()).then(s => {
			const d = new DOMParser().parseFromString(s, 'text/xml')
			return [d.documentElement.localName, d.querySelector('ShortName').textContent, d.querySelector('Language').textContent, d.querySelector('Url[type="text/html"]').getAttribute('template')]
		})`)
		if got[0] != "OpenSearchDescription" || got[1] == "" || len([]rune(got[1])) > 16 || got[2] != l || got[3] != "https://example.org/archive/"+l+"/search/?q={searchTerms}" {
			t.Errorf("%s: %q", l, got)
		}
	}
}
