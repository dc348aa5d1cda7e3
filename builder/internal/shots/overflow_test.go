package shots_test

import "testing"

// sticksOut lists what is wider than the page: the page itself, elements that
// reach beyond its edges, and words that are cut off. What stands in a box that
// scrolls within itself may be wider than the page. All folds and menus are
// open while it looks.
const sticksOut = `(width) => {
	const folds = [...document.querySelectorAll('details:not([open])')]
	const out = []
	const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.getAttribute('class') ? '.' + e.getAttribute('class').trim().split(/\s+/).join('.') : '')
	const path = e => e.parentElement && e.parentElement !== document.body ? name(e.parentElement) + ' > ' + name(e) : name(e)
	const look = (when) => {
		const root = document.documentElement
		if (root.scrollWidth > width) out.push(when + 'the page is ' + root.scrollWidth + ' wide')
		const scrolls = new Map()
		const within = e => {
			if (!e || e === document.body || e === root) return false
			if (!scrolls.has(e)) scrolls.set(e, /auto|scroll/.test(getComputedStyle(e).overflowX) || within(e.parentElement))
			return scrolls.get(e)
		}
		for (const e of document.body.querySelectorAll('*')) {
			if (!e.checkVisibility({ visibilityProperty: true }) || e.closest('svg') && e.tagName !== 'svg') continue
			const r = e.getBoundingClientRect()
			if (!r.width || !r.height || r.bottom + scrollY < 0) continue // the skip link waits above the page
			if ((r.right > width + 1 || r.left < -1) && !within(e.parentElement))
				out.push(when + path(e) + ' reaches from ' + Math.round(r.left) + ' to ' + Math.round(r.right) + ': ' + e.textContent.trim().slice(0, 40))
			if (/hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
				out.push(when + path(e) + ' cuts off its words: ' + e.textContent.trim().slice(0, 40))
		}
	}
	look('')
	for (const d of folds) d.open = true
	look('with folds open: ')
	for (const d of folds) d.open = false
	return out.slice(0, 6)
}`

// overflow is WCAG 2.2, 1.4.10 and 1.4.4.
func overflow(b *tab, _ specimen, l look) []string {
	if got := eval[int64](b, `innerWidth`); got != l.width {
		b.t.Fatalf("the window is %d wide, not %d", got, l.width)
	}
	return apply[[]string](b, sticksOut, l.width)
}

// TestWideThingsScrollWithinThemselves makes sure that overflow has something to
// find: the long session has a table and code wider than a phone.
func TestWideThingsScrollWithinThemselves(t *testing.T) {
	s := long(t)
	b := newTab(t, s)
	b.look(view{width: 320, touch: true})
	b.open(s.url + "en/" + hearing)
	for _, what := range []string{"table", "pre"} {
		got := apply[string](b, `(what) => {
			let e = document.querySelector('.said ' + what)
			if (!e) return 'there is none'
			e.closest('.part').style.contentVisibility = 'visible'
			for (; e && !e.matches('.said'); e = e.parentElement)
				if (e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX)) return e.tabIndex >= 0 ? '' : 'no key reaches it'
			return 'it does not scroll'
		}`, what)
		if got != "" {
			t.Errorf("%s: %s", what, got)
		}
	}
}
