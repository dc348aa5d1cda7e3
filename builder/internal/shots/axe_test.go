package shots_test

import (
	_ "embed"
	"testing"
)

// axe is axe-core, by Deque Systems, under the Mozilla Public License 2.0; its
// licence stands beside it.
//
//go:embed testdata/axe-core/axe.min.js
var axe string

const runAxe = `async (rules) => {
	for (const e of document.querySelectorAll('*')) if (getComputedStyle(e).contentVisibility === 'auto') e.style.contentVisibility = 'visible'
	const options = { resultTypes: ['violations'], preload: false,
		runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'] } }
	const found = await axe.run(document, options)
	return {
		Rules: found.passes.length,
		Violations: found.violations.map(v => v.id + ' (' + v.help + '), ' + v.nodes.length + ' times: ' +
			v.nodes.slice(0, 2).map(n => n.html.slice(0, 160) + ' – ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ').slice(0, 160)).join(' | ')),
	}
}`

// ofColour and ofLayout are the rules whose outcome another scheme, or another
// width of the same page, can change; what the others look at is its elements.
var (
	ofColour = []string{"color-contrast", "link-in-text-block"}
	ofLayout = []string{"color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "button-name", "link-name", "label", "summary-name", "aria-hidden-focus", "nested-interactive"}
)

// TestAxeFindsNothing runs all rules of WCAG 2.0 to 2.2, A and AA, in the light
// scheme on a wide screen, those about colour in the dark one, and on a phone
// those that see what is hidden or shown there.
func TestAxeFindsNothing(t *testing.T) {
	t.Parallel()
	b := newTab(t, sample(t))
	for _, p := range pages(t, "en", "ar") {
		for i, run := range []struct {
			name string
			view
			rules []string
		}{
			{"1440 light", view{width: 1440}, nil},
			{"1440 dark", view{width: 1440, dark: true}, ofColour},
			{"360 light", view{width: 360, touch: true}, ofLayout},
		} {
			b.look(run.view)
			if i == 0 {
				b.openPage(p)
				eval[bool](b, axe+"\n;typeof axe === 'object'")
			}
			got := apply[struct {
				Rules      int
				Violations []string
			}](b, runAxe, run.rules)
			// Those about colour pass Arabic letters over: to axe they are no text.
			// TestTextContrastsWithWhatIsBehindIt does not.
			if got.Rules == 0 && run.rules == nil {
				t.Errorf("%s %s: no rule was applied", p.title(), run.name)
			}
			for _, v := range got.Violations {
				t.Errorf("%s %s: %s", p.title(), run.name, v)
			}
		}
	}
}
