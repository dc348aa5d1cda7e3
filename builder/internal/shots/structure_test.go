package shots_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// structure lists what is wrong with the order of a page.
const structure = `() => {
	const out = []
	const ids = new Map()
	for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) ?? 0) + 1)
	for (const [id, n] of ids) if (n > 1) out.push('the id ' + id + ' stands ' + n + ' times')
	for (const a of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'])
		for (const e of document.querySelectorAll('[' + a + ']'))
			for (const id of e.getAttribute(a).split(/\s+/)) if (!ids.has(id)) out.push(a + ' names ' + id + ', which is not there')
	const heads = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => h.checkVisibility({ visibilityProperty: true }))
	const first = heads.filter(h => h.tagName === 'H1')
	if (first.length !== 1) out.push(first.length + ' headings of the first level')
	let level = 0, jumps = 0
	for (const h of heads) {
		const l = Number(h.tagName[1])
		if (l > level + 1 && level && !jumps++) out.push('a heading of level ' + l + ' follows one of level ' + level + ': ' + h.textContent.trim().slice(0, 40))
		if (!h.textContent.trim()) out.push('an empty heading')
		level = l
	}
	if (document.querySelectorAll('main').length !== 1) out.push('not one main part')
	if (document.querySelector('[style], script:not([src]), style')) out.push('a style or script within the page')
	for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) out.push('a tabindex above nought')
	return out
}`

// nameless lists what can be used or seen but has no name for a screen reader,
// as the browser computes names.
func (b *tab) nameless() []string {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	needs := []string{"link", "button", "DisclosureTriangle", "image", "img", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "slider", "listbox", "menuitem", "tab", "dialog", "navigation", "table"}
	var out []string
	seen := 0
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role := text(n.Role)
		if !slices.Contains(needs, role) {
			continue
		}
		seen++
		if name := text(n.Name); name == "" && role != "table" {
			out = append(out, fmt.Sprintf("a %s has no name (node %d)", role, n.BackendDOMNodeID))
		}
	}
	if seen == 0 {
		b.t.Error("nothing to use on the page")
	}
	return out
}

func text(v *accessibility.Value) string {
	var s string
	if v != nil {
		json.Unmarshal(v.Value, &s)
	}
	return s
}

// disorder lists what is wrong with the order of a page and with its names.
func disorder(b *tab, _ specimen, _ look) []string {
	return append(apply[[]string](b, structure), b.nameless()...)
}

func (b *tab) press(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

const focused = `(() => {
	const e = document.activeElement
	return e === document.body ? '' : e.outerHTML.replace(/>[^]*/, '>')
})()`

// skipLinkFails presses Tab and Enter, as a reader without a mouse does.
func skipLinkFails(b *tab, _ specimen, _ look) []string {
	b.press(kb.Tab)
	state := apply[string](b, `() => {
		const e = document.activeElement
		const r = e.getBoundingClientRect()
		if (!e.matches('a[href^="#"]')) return 'no skip link: the first stop is ' + e.outerHTML.slice(0, 80)
		return r.top >= 0 && r.left >= 0 && r.right <= innerWidth && r.width > 20 ? '' : 'the skip link stays out of sight when it has the focus'
	}`)
	if state != "" {
		return []string{state}
	}
	b.press(kb.Enter)
	b.press(kb.Tab)
	if got := eval[string](b, `(() => {
		const e = document.activeElement, main = document.querySelector('main')
		return e === document.body || main.contains(e) || main.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING ? '' : e.outerHTML.slice(0, 80)
	})()`); got != "" {
		return []string{"after the skip link the next stop is before the text: " + got}
	}
	return nil
}

// maxStops is how often Tab may be pressed on a session of sixty turns of five
// speakers: two stops a turn, a link to each speaker once, and forty for all
// else.
const maxStops = 165

// TestStopsOfALongSession walks through the session with the Tab key.
func TestStopsOfALongSession(t *testing.T) {
	t.Parallel()
	s := long(t)
	b := newTab(t, s)
	for _, l := range []string{"en", "ar"} {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.open(s.url + l + "/" + hearing)
			if n := eval[int](b, `document.querySelectorAll('.turn').length`); n != longTurns {
				t.Fatalf("%d turns", n)
			}
			eval[bool](b, `(window.stops = [], document.addEventListener('focusin', e => stops.push(e.target)), true)`)
			last, n := "", 0
			for n = 0; n < 3*maxStops; n++ {
				b.press(kb.Tab)
				if last = eval[string](b, focused); last == "" {
					break // past the last stop, the focus is the browser's
				}
			}
			got := apply[struct {
				Stops, InTurns, Names, Most int
				Hidden                      []string
			}](b, `() => {
				const all = [...new Set(stops)]
				const per = [...document.querySelectorAll('.turn')].map(t => all.filter(e => t.contains(e)).length)
				return {
					Stops: all.length, InTurns: per.reduce((a, b) => a + b, 0), Most: Math.max(...per),
					Names: all.filter(e => e.closest('.name')).length,
					Hidden: all.filter(e => !e.checkVisibility()).map(e => e.outerHTML.slice(0, 80)),
				}
			}`)
			t.Logf("%s at %d: %d stops, %d of them in %d turns, %d of those names", l, v.width, got.Stops, got.InTurns, longTurns, got.Names)
			if got.InTurns < longTurns {
				t.Errorf("%s at %d: %d stops in %d turns: some cannot be reached", l, v.width, got.InTurns, longTurns)
			}
			if got.Stops > maxStops {
				t.Errorf("%s at %d: %d stops, more than %d", l, v.width, got.Stops, maxStops)
			}
			for _, h := range got.Hidden {
				t.Errorf("%s at %d: the focus falls on what is not shown: %s", l, v.width, h)
			}
		}
	}
}

// TestFocusIsSeen compares how a stop looks with and without the focus.
func TestFocusIsSeen(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, dark := range []bool{false, true} {
		b.look(view{width: 1440, dark: dark})
		b.open(s.url + "en/" + response)
		for range 40 {
			b.press(kb.Tab)
			if got := eval[string](b, `(() => {
				const e = document.activeElement, s = getComputedStyle(e)
				return e === document.body || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? '' : e.outerHTML.slice(0, 80)
			})()`); got != "" {
				t.Errorf("dark=%v: the focus is not seen on %s", dark, got)
			}
		}
	}
}
