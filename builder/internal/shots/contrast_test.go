package shots_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dixit/themes"
)

// pair is two tokens of the theme that meet on a page, and the least contrast
// that they may have.
type pair struct {
	front, ground string
	least         float64
}

// The least contrasts of WCAG 2.2: of text (1.4.3), and of what tells a control
// or its state from what is beside it (1.4.11).
const (
	ofText    = 4.5
	ofControl = 3
)

func pairs() []pair {
	var out []pair
	for _, ground := range []string{"page", "raised"} {
		for _, text := range []string{"ink", "quiet", "link", "visited", "event", "ok", "warn", "bad"} {
			out = append(out, pair{text, ground, ofText})
		}
		out = append(out, pair{"edge", ground, ofControl}, pair{"focus", ground, ofControl})
	}
	for ground, texts := range map[string][]string{
		"target": {"ink", "quiet", "link", "visited", "event"},
		"mark":   {"ink", "link"},
		"gap":    {"ink", "event"},
	} {
		for _, text := range texts {
			out = append(out, pair{text, ground, ofText})
		}
	}
	for i := 1; i <= 8; i++ {
		out = append(out, pair{fmt.Sprintf("v%d", i), "page", ofControl}, pair{fmt.Sprintf("v%d", i), "target", ofControl})
	}
	return out
}

func TestTokensContrast(t *testing.T) {
	css := stylesheet(t)
	schemes := tokens(css)
	for _, name := range []string{"light", "dark"} {
		if len(schemes[name]) < 20 {
			t.Fatalf("the %s scheme names %d colours", name, len(schemes[name]))
		}
		for _, p := range pairs() {
			a, okA := schemes[name][p.front]
			b, okB := schemes[name][p.ground]
			if !okA || !okB {
				t.Errorf("%s: no --%s or no --%s", name, p.front, p.ground)
				continue
			}
			if got := contrast(a, b); got < p.least {
				t.Errorf("%s: --%s on --%s is %.2f : 1, less than %.1f", name, p.front, p.ground, got, p.least)
			}
		}
	}
	for i := 1; i <= 8; i++ {
		for j := 1; j < i; j++ {
			if v, w := fmt.Sprintf("v%d", i), fmt.Sprintf("v%d", j); schemes["light"][v] == schemes["light"][w] || schemes["dark"][v] == schemes["dark"][w] {
				t.Errorf("two speakers have one colour: --%s and --%s", v, w)
			}
		}
	}
	if chosen := schemes["dark chosen"]; chosen != nil && !maps.Equal(chosen, schemes["dark"]) {
		t.Error("the dark scheme of the reader's choice has other colours than that of the system")
	}
}

// TestContrastIsComputedAsWCAGDoes holds the arithmetic against figures of the
// standard's own making: black on white, and the grey that is just enough.
func TestContrastIsComputedAsWCAGDoes(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21},
		{"#fff", "#ffffff", 1},
		{"#767676", "#ffffff", 4.54},
		{"#777777", "#ffffff", 4.48},
		{"#ff0000", "#ffffff", 4.00},
		{"#0000ff", "#ffffff", 8.59},
	} {
		a, b := hexColour(c.a), hexColour(c.b)
		if got := contrast(a, b); math.Abs(got-c.want) > 0.005 || contrast(b, a) != got {
			t.Errorf("%s on %s: %.3f, not %.2f", c.a, c.b, got, c.want)
		}
	}
}

// TestOnlyTokensNameColours keeps the proof whole: a colour that is named
// anywhere but among the tokens would be in no pair.
func TestOnlyTokensNameColours(t *testing.T) {
	named := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\(`)
	for name, css := range sheets(t) {
		for _, block := range declarations(css) {
			// On paper there are no tokens: print is black on white.
			if strings.HasPrefix(block.name, "--") || strings.Contains(block.under, "@media print") {
				continue
			}
			if m := named.FindString(block.value); m != "" {
				t.Errorf("%s: %s { %s: %s } names a colour", name, block.under, block.name, block.value)
			}
		}
	}
}

func sheets(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(themes.Default(), "assets/css/*.css")
	if err != nil || len(names) == 0 {
		t.Fatalf("no stylesheets: %v", err)
	}
	out := map[string]string{}
	for _, n := range names {
		b, err := fs.ReadFile(themes.Default(), n)
		if err != nil {
			t.Fatal(err)
		}
		out[path.Base(n)] = string(b)
	}
	return out
}

func stylesheet(t *testing.T) string {
	all := sheets(t)
	var b strings.Builder
	for _, n := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(all[n] + "\n")
	}
	return b.String()
}

// declaration is one of a stylesheet; under is the rules it stands in, the
// outermost first.
type declaration struct{ under, name, value string }

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

func declarations(css string) []declaration {
	css = comment.ReplaceAllString(css, " ")
	var out []declaration
	var rules []string
	start := 0
	for i, c := range css {
		switch c {
		case '{':
			rules = append(rules, strings.TrimSpace(css[start:i]))
			start = i + 1
		case ';', '}':
			if name, value, ok := strings.Cut(css[start:i], ":"); ok && len(rules) > 0 {
				out = append(out, declaration{strings.Join(rules, " "), strings.TrimSpace(name), strings.TrimSpace(value)})
			}
			start = i + 1
			if c == '}' && len(rules) > 0 {
				rules = rules[:len(rules)-1]
			}
		}
	}
	return out
}

type rgb [3]float64

// tokens reads the colours of each scheme: light, dark by the system's wish, and
// dark by the reader's own choice.
func tokens(css string) map[string]map[string]rgb {
	out := map[string]map[string]rgb{}
	set := func(scheme, name, value string) {
		if !strings.HasPrefix(value, "#") {
			return
		}
		if out[scheme] == nil {
			out[scheme] = map[string]rgb{}
		}
		out[scheme][name] = hexColour(value)
	}
	both := regexp.MustCompile(`^light-dark\(\s*(#\w+)\s*,\s*(#\w+)\s*\)$`)
	for _, d := range declarations(css) {
		name, ok := strings.CutPrefix(d.name, "--")
		if !ok {
			continue
		}
		switch {
		case strings.Contains(d.under, "forced-colors") || strings.Contains(d.under, "print"):
		case strings.Contains(d.under, "prefers-color-scheme: dark"):
			set("dark", name, d.value)
		case strings.Contains(d.under, `[data-theme="dark"]`):
			set("dark chosen", name, d.value)
		case d.under == ":root":
			if m := both.FindStringSubmatch(d.value); m != nil {
				set("light", name, m[1])
				set("dark", name, m[2])
				continue
			}
			set("light", name, d.value)
		}
	}
	return out
}

func hexColour(s string) rgb {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, _ := strconv.ParseUint(s, 16, 32)
	return rgb{float64(n>>16&255) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}
}

func (c rgb) luminance() float64 {
	part := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c[0]) + 0.7152*part(c[1]) + 0.0722*part(c[2])
}

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// faintText lists words that are shown with too little contrast against what is
// really behind them. Words that a stylesheet adds count as well.
const faintText = `() => {
	const folds = [...document.querySelectorAll('details:not([open])')]
	for (const d of folds) d.open = true
	const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
	const known = new Map()
	const colour = s => {
		if (!known.has(s)) {
			canvas.clearRect(0, 0, 1, 1)
			canvas.fillStyle = s
			canvas.fillRect(0, 0, 1, 1)
			const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
			known.set(s, [r, g, b, a / 255])
		}
		return known.get(s)
	}
	const over = (top, under) => {
		const a = top[3] + under[3] * (1 - top[3])
		return a ? [0, 1, 2].map(i => (top[i] * top[3] + under[i] * under[3] * (1 - top[3])) / a).concat(a) : [0, 0, 0, 0]
	}
	const behind = e => {
		let c = [0, 0, 0, 0]
		for (; e; e = e.parentElement) {
			c = over(c, colour(getComputedStyle(e).backgroundColor))
			if (c[3] >= 1) break
		}
		return over(c, colour('Canvas'))
	}
	const luminance = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0)
	const out = new Map()
	let seen = 0
	const check = (e, style, text) => {
		const ground = behind(e)
		const front = over(colour(style.color), ground)
		const [x, y] = [luminance(front), luminance(ground)].sort((a, b) => b - a)
		const ratio = (x + .05) / (y + .05)
		const size = parseFloat(style.fontSize)
		const least = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5
		seen++
		if (ratio >= least) return
		const who = e.tagName.toLowerCase() + (e.getAttribute('class') ? '.' + e.getAttribute('class').trim().split(/\s+/).join('.') : '')
		if (!out.has(who)) out.set(who, who + ' ' + ratio.toFixed(2) + ' : 1 (' + style.color + ' on ' + ground.map(Math.round).slice(0, 3) + '): ' + text.trim().slice(0, 30))
	}
	for (const e of document.body.querySelectorAll('*')) {
		if (e.closest('svg, template, script, style') || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
		const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')
		if (own.trim()) check(e, getComputedStyle(e), own)
		for (const part of ['::before', '::after']) {
			const style = getComputedStyle(e, part)
			if (/^".*\S.*"/.test(style.content)) check(e, style, style.content)
		}
	}
	for (const d of folds) d.open = false
	return { Seen: seen, Faint: [...out.values()] }
}`

func faint(b *tab, _ specimen, _ look) []string {
	got := apply[struct {
		Seen  int
		Faint []string
	}](b, faintText)
	if got.Seen < 3 {
		return append(got.Faint, fmt.Sprintf("only %d pieces of text are shown", got.Seen))
	}
	return got.Faint
}

func TestDarkSchemeFollowsTheSystem(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	schemes := tokens(stylesheet(t))
	for name, dark := range map[string]bool{"light": false, "dark": true} {
		b.look(view{width: 1440, dark: dark})
		b.open(s.url + "en/" + response)
		for property, token := range map[string]string{"backgroundColor": "page", "color": "ink"} {
			c := schemes[name][token]
			want := fmt.Sprintf("rgb(%.0f, %.0f, %.0f)", c[0]*255, c[1]*255, c[2]*255)
			if got := apply[string](b, `(p) => getComputedStyle(document.body)[p]`, property); got != want {
				t.Errorf("%s: %s is %s, not %s (--%s)", name, property, got, want, token)
			}
		}
	}
}
