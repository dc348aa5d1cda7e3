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

var _ = []any{url.QueryEscape, kb.Enter}
