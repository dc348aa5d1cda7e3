package shots_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// reading opens the index of the page with a change to it: js stands where
// index is the index.
func reading(js string) string {
	return `globalThis.dixitSearch = { open: async (base, how) => {
		const index = await (await import(new URL('reader.js', base).href)).open(base, how)
		` + js + `
		return index
	} }`
}

const statusNow = `document.querySelector('.status').textContent`

// TestSearchSaysWhatItFound waits for facets that take long: the status tells
// of the answer all the same.
func TestSearchSaysWhatItFound(t *testing.T) {
	b := newTab(t, sample(t))
	b.before(reading(`const facets = index.facets.bind(index)
		index.facets = async (...a) => { await new Promise(done => setTimeout(done, 1500)); return facets(...a) }`))
	b.look(view{width: 1440})
	b.open(sample(t).url + "en/search/?q=tide")
	b.untilFound("tide")
	eval[bool](b, `new Promise(done => setTimeout(() => done(true), 1100))`)
	if s := eval[string](b, statusNow); !strings.Contains(s, "passages") {
		t.Errorf("the status says %q", s)
	}
}

// TestFoundWordsAreInView goes to a passage whose word stands below the first
// screen of its turn, and stays there once the page is loaded.
func TestFoundWordsAreInView(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.before(`document.addEventListener('readystatechange', () => {
		const said = document.readyState === 'interactive' && document.querySelectorAll('.said')[3]
		if (!said) return
		const p = document.createElement('p')
		p.textContent = 'many words are said here and there '.repeat(120) + ' zanzibar ' + 'and more '.repeat(200)
		said.append(p)
		location.replace('#' + said.closest('.turn').id)
	})`)
	b.look(view{width: 360, height: 640, touch: true})
	b.open(s.url + "en/" + response + "?turn=4&find=zanzibar")
	eval[bool](b, `new Promise(done => setTimeout(() => done(true), 300))`)
	got := apply[arrived](b, readArrival)
	if got.Marked != 1 || got.InView != 1 || got.Under != 0 {
		t.Errorf("%+v", got)
	}
}

// TestFoundWordsOfOtherScripts follows hits whose words have letters with a
// case of their own, or stand within longer words.
func TestFoundWordsOfOtherScripts(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.before(reading(`const search = index.search.bind(index)
		index.search = async (...a) => {
			const answer = await search(...a)
			for (const h of answer.hits) h.snippet = [{ text: '국회', mark: false }, { text: '의원', mark: true }, { text: ' ', mark: false }, { text: 'İstanbul', mark: true }]
			return answer
		}`) + `
		document.addEventListener('readystatechange', () => {
			const said = document.readyState === 'interactive' && document.getElementById(location.hash.slice(1).replace(/\.\d+$/, ''))?.querySelector('.said')
			if (said) said.firstElementChild.textContent = '국회의원 İstanbul'
		})`)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=tide")
	b.untilFound("tide")
	b.follow(b.click(`.found a`))
	b.until(`document.readyState === 'complete' && !!CSS.highlights.get('found')`)
	got := eval[[]string](b, `[...CSS.highlights.get('found')].map(r => r.toString())`)
	if strings.Join(got, " ") != "의원 İstanbul" {
		t.Errorf("marked: %q", got)
	}
}

// TestSearchIsTheSameByEnter types the beginning of a word: the answer is the
// same after Enter and when its address is opened again, and so are its pages.
func TestSearchIsTheSameByEnter(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/")
	b.slash()
	b.typeInto("sea")
	b.untilFound("sea")
	const answer = `document.querySelector('.hits').dataset.total + ' ' + [...document.querySelectorAll('.found')].map(f => f.dataset.key)`
	typed := eval[string](b, answer)
	b.press(kb.Enter)
	b.until(`!document.querySelector('[aria-busy]')`)
	if got := eval[string](b, answer); got != typed {
		t.Errorf("after Enter: %s, not %s", got, typed)
	}
	b.open(s.url + "en/search/?q=sea")
	b.untilFound("sea")
	if got := eval[string](b, answer); got != typed {
		t.Errorf("opened again: %s, not %s", got, typed)
	}
}

// TestSearchWithOneSessionOfManyHits asks for more where what comes belongs to
// a session that is summed up.
func TestSearchWithOneSessionOfManyHits(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.before(reading(`const search = index.search.bind(index)
		index.search = async (q, how) => {
			const answer = await search(q, { ...how, offset: 0, limit: 20 })
			const hit = answer.hits[0], hits = []
			for (let n = how.offset; n < Math.min(how.offset + how.limit, 130); n++) hits.push({ ...hit, session: n < 100 ? 'long' : 'last', anchor: 't-' + n, n })
			return { ...answer, hits, total: 130, exact: true }
		}`))
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=tide")
	b.untilFound("tide")
	if got := eval[string](b, `document.querySelector('.hits .all').textContent`); got != "+ ≥ 17 more in this session" {
		t.Errorf("before there are all: %q", got)
	}
	b.do(b.click(`.more-hits`))
	b.until(`document.querySelectorAll('.found').length > 3`)
	if got := eval[string](b, `document.activeElement.closest('.found')?.dataset.key ?? document.activeElement.tagName`); !strings.HasSuffix(got, " last t-100") {
		t.Errorf("the focus is on %s", got)
	}
	if got := eval[string](b, `document.querySelector('.hits .all').textContent`); got != "+ 97 more in this session" {
		t.Errorf("when there are all: %q", got)
	}
}

// TestSearchOfAnOpenQuote leaves a quote open in a search of one session.
func TestSearchOfAnOpenQuote(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?in=session:plenary/2025-06-03-eleventh-session-response-to-the-spill&q=" + url.QueryEscape(`"the oil`))
	b.untilFound(`"the oil`)
	if n := eval[int](b, `document.querySelectorAll('.group').length`); n != 1 {
		t.Errorf("found in %d sessions", n)
	}
}

// TestSearchFiltersByKeys chooses a filter by key: the years are there in an
// answer that is long, and the focus stays.
func TestSearchFiltersByKeys(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=the+sea")
	b.untilFound("the sea")
	b.until(`document.querySelectorAll('.facets .bars a').length > 0`)
	if got := eval[string](b, `document.querySelector('.facets .bars .num')?.textContent ?? 'none'`); strings.Contains(got, "≥") != eval[bool](b, statusNow+`.includes('≥')`) {
		t.Errorf("a year has %s", got)
	}
	eval[bool](b, `(document.querySelector('.facets a[data-facet^="speaker:"]').focus(), window.chosen = document.activeElement.dataset.facet, true)`)
	b.press(kb.Enter)
	b.until(`location.search.includes('in=speaker') && (` + found + `) && !!document.querySelector('.facets a[data-facet^="speaker:"][aria-current]')`)
	if got := eval[string](b, `document.activeElement.dataset.facet === chosen ? '' : document.activeElement.outerHTML.slice(0, 100)`); got != "" {
		t.Errorf("the focus is on %s", got)
	}
}

// TestSearchWords looks at what the page says of filters and of answers that
// are less than was asked for.
func TestSearchWords(t *testing.T) {
	s := sample(t)
	for _, c := range []struct{ name, change, ask, says, helps string }{
		{"no words", ``, "q=lang:fr", "Add a word to search for.", ""},
		{"capitals", ``, "q=" + url.QueryEscape("المد Lang:ALL"), "passage", ""},
		{"a wide colon", ``, "q=" + url.QueryEscape("marée lang：FR"), "passages", ""},
		{"no such language", ``, "q=tide+lang:xx", "This filter was not understood: lang:xx", ""},
		{"apart", `{ loose: true }`, "q=tide", "No passage has the words together; these have them apart.", ""},
		{"some", `{ some: answer.total + 2 }`, "q=tide", "more passages have only some of the words.", ""},
		{"unknown", `{ unknown: ['from:x'] }`, "q=tide", "was not understood: from:x", ""},
		{"a suggestion", `{ suggestion: 'series:plenary tide' }`, "q=tidee+lang:fr&in=series:plenary", "", "q=tide+lang%3Afr&in=series%3Aplenary"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTab(t, s)
			if c.change != "" {
				b.before(reading(`const search = index.search.bind(index)
					index.search = async (...a) => { const answer = await search(...a); return { ...answer, ...` + c.change + ` } }`))
			}
			b.look(view{width: 1440})
			b.open(s.url + "en/search/?" + c.ask)
			b.until(`!document.querySelector('[aria-busy]') && !/^$|Searching/.test(` + statusNow + `)`)
			if got := strings.ToLower(eval[string](b, statusNow)); !strings.Contains(got, strings.ToLower(c.says)) {
				t.Errorf("it says %q", got)
			}
			if got := eval[string](b, `[...document.querySelectorAll('.advice a')].map(a => a.search).join(' ')`); c.helps != "" && !strings.Contains(got, c.helps) {
				t.Errorf("it leads to %q", got)
			}
		})
	}
}

// TestSearchWhenOnlineAgain loses the files that are searched after the index
// is open, and finds them again.
func TestSearchWhenOnlineAgain(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.before(`window.away = true
		const fetched = globalThis.fetch
		globalThis.fetch = (u, ...a) => window.away && !String(u.url ?? u).includes('manifest') ? Promise.reject(new TypeError('gone')) : fetched(u, ...a)`)
	b.look(view{width: 1440})
	b.open(s.url + "en/search/?q=tide")
	b.until(`!document.querySelector('[aria-busy]') && ` + statusNow + ` !== ''`)
	eval[bool](b, `(window.away = false, dispatchEvent(new Event('online')), true)`)
	b.untilFound("tide")
}
