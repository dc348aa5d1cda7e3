package shots_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// unequalSite is an archive of one session in three languages, in which the
// English edition keeps two turns apart that the Arabic one joins, and each has a
// turn that the other leaves out.
var unequalSite = sync.OnceValues(func() (*site, error) {
	dir, err := tempDir()
	if err != nil {
		return nil, err
	}
	for _, l := range []string{"en", "ar", "zh"} {
		w := tongues[l]
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: %s\nlang: %s\n---\n", w.title, l)
		for i := range longTurns {
			text := fmt.Sprintf(w.point, 100+7*i) + " " + w.sentence(i)
			who := w.names[i%4]
			switch {
			case i%15 == 0:
				fmt.Fprintf(&b, "\n## %s\n", w.headings[i/15])
			case i == 20 && l == "ar": // left out
				continue
			case i == 31 && l == "ar": // joined to the one before
				fmt.Fprintf(&b, "\n%s\n", text)
				continue
			}
			if i == 31 {
				who = w.names[30%4]
			}
			fmt.Fprintf(&b, "\n### %s:\n\n%s\n", who, text)
			if i == 40 && l == "ar" { // said in no other
				fmt.Fprintf(&b, "\n### %s:\n\n%s\n", w.names[4], w.letterWords[1]+" "+w.letterWords[0])
			}
		}
		if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, "content", "basin."+l+".md"), []byte(b.String()), 0o644); err != nil {
			return nil, err
		}
	}
	return serve(dir)
})

// rowsOfPage measures the rows of two editions: how far apart the tops of their
// cells, of their first words and of paragraphs in one row are at most.
const rowsOfPage = `() => {
	for (const e of document.querySelectorAll('.part')) e.style.contentVisibility = 'visible'
	const top = e => e.getBoundingClientRect().top
	const cells = p => [...p.children]
	const out = { Rows: 0, Passages: 0, Tops: 0, Words: 0, Paragraphs: 0, Apart: 0, Lang: '', Dir: '', Order: true, Wider: document.documentElement.scrollWidth - innerWidth }
	let last = -1e9
	for (const pair of document.querySelectorAll('.pair:not(.heads)')) {
		const [a, b] = cells(pair), x = a.querySelector('.said'), y = b.querySelector('.said')
		out.Order &&= top(pair) >= last
		last = top(pair)
		if (!x || !y) continue
		out.Rows++
		out.Lang = y.closest('.turn').lang
		out.Dir = getComputedStyle(y).direction
		out.Tops = Math.max(out.Tops, Math.abs(top(a) - top(b)))
		out.Words = Math.max(out.Words, Math.abs(top(x) - top(y)))
		if (pair.matches('.passages')) {
			out.Passages++
			const inRow = new Map([...y.children].map(e => [e.style.getPropertyValue('--row'), e]))
			for (const e of x.children) {
				const twin = inRow.get(e.style.getPropertyValue('--row'))
				if (twin) out.Paragraphs = Math.max(out.Paragraphs, Math.abs(top(e) - top(twin)))
			}
		} else {
			const rx = x.getBoundingClientRect(), ry = y.getBoundingClientRect()
			out.Apart = Math.max(out.Apart, Math.min(rx.right, ry.right) - Math.max(rx.left, ry.left)) // how far they lie over each other
		}
	}
	return out
}`

type rowFigures struct {
	Rows, Passages                 int
	Tops, Words, Paragraphs, Apart float64
	Lang, Dir                      string
	Order                          bool
	Wider                          float64
}

// besides are pairs of a page's language and the one beside it.
var besides = [][2]string{{"en", "ar"}, {"ar", "en"}, {"zh", "en"}, {"en", "fr"}}

func (b *tab) openBeside(s *site, at, l, with string) {
	b.t.Helper()
	b.open(s.url + l + "/" + at + "?with=" + with)
	b.until(`document.querySelectorAll('.pair').length > 0`)
}

func TestSideBySideInRows(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, p := range besides {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.openBeside(s, response, p[0], p[1])
			got := apply[rowFigures](b, rowsOfPage)
			t.Logf("%s beside %s at %d: %+v", p[1], p[0], v.width, got)
			if got.Rows < 30 || got.Passages == 0 || !got.Order {
				t.Errorf("%s beside %s at %d: %d rows, %d by passages, in order: %v", p[1], p[0], v.width, got.Rows, got.Passages, got.Order)
			}
			want := "ltr"
			if p[1] == "ar" {
				want = "rtl"
			}
			if got.Lang != p[1] || got.Dir != want {
				t.Errorf("the words beside are said to be %q, %s", got.Lang, got.Dir)
			}
			if got.Wider > 0 {
				t.Errorf("%s beside %s at %d: the page scrolls sideways by %g", p[1], p[0], v.width, got.Wider)
			}
			if v.width > 1000 && (got.Tops > 2 || got.Words > 2 || got.Paragraphs > 2 || got.Apart > 0) {
				t.Errorf("%s beside %s: tops of cells differ by %g, of words by %g, of paragraphs by %g; they overlap by %g", p[1], p[0], got.Tops, got.Words, got.Paragraphs, got.Apart)
			}
			for _, w := range append(apply[[]string](b, `() => (`+structure+`)().filter(w => !w.startsWith('a style'))`), b.nameless()...) {
				t.Errorf("%s beside %s at %d: %s", p[1], p[0], v.width, w)
			}
			// And back to one, as the page was.
			b.do(b.click(`.beside-head button`))
			b.until(`!document.querySelector('.pair, .beside-head')`)
			if eval[string](b, `location.search`) != "" {
				t.Error("the address still names a language beside")
			}
			if n := eval[int](b, `document.querySelectorAll('.part > .turn').length`); n != eval[int](b, `Number(document.querySelector('.record').dataset.total)`) {
				t.Errorf("%d turns are left", n)
			}
		}
	}
}

// What one edition joins stands beside both, and what it lacks is said.
func TestSideBySideOfUnequalEditions(t *testing.T) {
	s := must(t, unequalSite)
	b := newTab(t, s)
	b.look(view{width: 1440})
	b.openBeside(s, "sessions/basin/", "en", "ar")
	got := eval[[]string](b, `[...document.querySelectorAll('.pair:not(.heads)')].map(p => [...p.children].map(c => [...c.children].map(t => t.matches('.none') ? '-' : t.querySelector('.n').textContent).join('+')).join('|'))`)
	all := strings.Join(got, " ")
	for _, row := range []string{" 21|- ", " 31+32|٣٠ ", " -|٤٠ "} {
		if !strings.Contains(all, row) {
			t.Errorf("no row %q in %s", row, all)
		}
	}
	if !eval[bool](b, `document.querySelector('.alone .none').innerText.length > 10`) {
		t.Error("it is not said where nothing stands beside")
	}
	if !eval[bool](b, `[...document.querySelectorAll('.pair.alone')].every(p => !p.querySelector('.cell + .cell .turn') || p.querySelector('.cell + .cell .name').checkVisibility())`) {
		t.Error("nobody is named who speaks in the other edition alone")
	}
	if n := eval[int](b, `document.querySelectorAll('.heads').length`); n != 4 {
		t.Errorf("%d headings stand beside each other", n)
	}
}

func TestSideBySideIsAskedForOnThePage(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
		b.look(v)
		b.open(s.url + "en/" + response)
		b.do(b.click(`.beside summary`))
		b.do(b.click(`.beside a[hreflang="ar"]`))
		b.until(`!!document.querySelector('.pair')`)
		if got := eval[string](b, `location.search`); got != "?with=ar" {
			t.Errorf("the address says %q", got)
		}
		// Selecting from the second column to the end takes words of that one.
		b.do(b.click(`.pair:not(.heads) .cell + .cell .said p`))
		if eval[bool](b, `getComputedStyle(document.querySelector('.cell:first-child .said p')).userSelect !== 'none'`) {
			t.Error("both columns are copied at once")
		}
		eval[bool](b, `(history.back(), true)`)
		b.until(`!document.querySelector('.pair')`)
	}
}

// TestFlipKeepsThePlace goes to another language by each way there is, and looks
// where the unit under the eye stands then.
func TestFlipKeepsThePlace(t *testing.T) {
	t.Parallel()
	s := sample(t)
	b := newTab(t, s)
	for _, c := range []struct {
		from, to, with, way string
		width               int64
	}{
		{"en", "ar", "", "bar", 360}, {"ar", "zh", "", "bar", 360}, {"zh", "en", "", "bar", 360},
		{"en", "ar", "", "turn", 1440}, {"ar", "en", "", "turn", 1440}, {"en", "ar", "", "turn", 360},
		{"en", "ar", "ar", "head", 1440}, {"ar", "en", "en", "head", 360}, {"en", "ar", "ar", "head", 360},
	} {
		b.look(view{width: c.width, touch: c.width < 500})
		at := s.url + c.from + "/" + response
		if c.with != "" {
			at += "?with=" + c.with
		}
		b.open(at)
		if c.with != "" {
			b.until(`!!document.querySelector('.pair')`)
		}
		const n = 17
		want := apply[struct {
			Top float64
			ID  string
		}](b, `async (n, to) => {
			const turn = document.querySelectorAll('.turn[id]')[n]
			for (let i = 0; i < 5; i++) { // sizes of what is far are known only when it is near
				scrollBy({ top: turn.getBoundingClientRect().top - 50, behavior: 'instant' })
				await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
			}
			scrollBy({ top: -3, behavior: 'instant' })
			await new Promise(done => setTimeout(done, 100))
			return { Top: turn.getBoundingClientRect().top, ID: new URL(turn.querySelector('.others a[hreflang=' + to + ']').href).hash.slice(1) }
		}`, n, c.to)
		click := map[string]string{
			"bar":  `(document.querySelector('.flip').open = true, document.querySelector('.flip a[hreflang=` + c.to + `]').click(), true)`,
			"turn": `(document.querySelectorAll('.turn[id]')[17].querySelector('.others a[hreflang=` + c.to + `]').click(), true)`,
			"head": `(document.querySelector('.beside-head a').click(), true)`,
		}[c.way]
		eval[bool](b, click)
		b.until(`document.documentElement.lang === '` + c.to + `' && document.readyState === 'complete'`)
		if c.with != "" {
			b.until(`!!document.querySelector('.pair')`)
		}
		got := apply[float64](b, `async id => {
			await new Promise(done => setTimeout(done, 400))
			return document.getElementById(id).getBoundingClientRect().top
		}`, want.ID)
		t.Logf("%s to %s by the %s at %d: %.1f, then %.1f", c.from, c.to, c.way, c.width, want.Top, got)
		if d := got - want.Top; d > 8 || d < -8 {
			t.Errorf("%s to %s by the %s at %d: the unit stood at %g, then at %g", c.from, c.to, c.way, c.width, want.Top, got)
		}
	}
}
