package shots_test

import _ "embed"

// axe is axe-core, by Deque Systems, under the Mozilla Public License 2.0; its
// licence stands beside it.
//
//go:embed testdata/axe-core/axe.min.js
var axe string

const runAxe = `async (rules) => {
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

// axeFinds lists what axe finds wrong: by all rules of WCAG 2.0 to 2.2, A and AA,
// or by those given.
func axeFinds(rules []string) func(*tab, specimen, look) []string {
	return func(b *tab, p specimen, _ look) []string {
		if !eval[bool](b, `typeof axe === 'object'`) {
			eval[bool](b, axe+"\n;typeof axe === 'object'")
		}
		got := apply[struct {
			Rules      int
			Violations []string
		}](b, runAxe, rules)
		// Those about colour pass Arabic letters over: to axe they are no text.
		// faint does not.
		if got.Rules == 0 && rules == nil {
			return append(got.Violations, "axe applied no rule")
		}
		return got.Violations
	}
}
