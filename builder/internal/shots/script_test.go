package shots_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// TestSessionWithoutScripts reads a session in a browser that runs none.
func TestSessionWithoutScripts(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	for _, l := range []string{"en", "ar"} {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.open(s.url + l + "/" + response)
			got := apply[struct {
				Turns, Shown, Languages int
				Words                   int
				Added                   int
			}](b, `() => {
				const turns = [...document.querySelectorAll('.turn')]
				return {
					Turns: turns.length,
					Shown: turns.filter(t => t.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && t.getBoundingClientRect().height > 10).length,
					Words: turns.filter(t => !t.querySelector('.said').textContent.trim()).length,
					Languages: document.querySelectorAll('main nav a[hreflang]').length,
					Added: document.querySelectorAll('.copy, .reading-bar, .arrival').length,
				}
			}`)
			if got.Turns < 30 || got.Shown != got.Turns || got.Words != 0 {
				t.Errorf("%s at %d: of %d turns %d are shown, %d of them without words", l, v.width, got.Turns, got.Shown, got.Words)
			}
			if got.Languages != 4 {
				t.Errorf("%s at %d: %d links to other languages", l, v.width, got.Languages)
			}
			if got.Added != 0 {
				t.Errorf("%s at %d: %d things are there that need a script", l, v.width, got.Added)
			}
			if v.width < 500 {
				b.do(b.click(`.editions summary`))
			}
			if !eval[bool](b, `[...document.querySelectorAll('main nav a[hreflang]')].every(a => a.checkVisibility() && a.getClientRects().length > 0)`) {
				t.Errorf("%s at %d: links to other languages cannot be seen", l, v.width)
			}
			b.do(b.click(`.turn:nth-of-type(3) .more summary`))
			if !eval[bool](b, `document.querySelector('.turn:nth-of-type(3) .how').checkVisibility()`) {
				t.Errorf("%s at %d: a turn's menu does not open", l, v.width)
			}
		}
	}
}

// TestAddressOfTurn opens the addresses of turns all over a session, with
// scripts and without. Parts far from the eye have sizes that are guessed until
// they are laid out: a page must stand at its turn when they are known.
func TestAddressOfTurn(t *testing.T) {
	s := sample(t)
	for _, off := range []bool{true, false} {
		b := newTab(t, s)
		b.do(call(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}))
		for _, l := range []string{"en", "ar"} {
			for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
				b.look(v)
				b.open(s.url + l + "/" + response)
				ids := eval[[]string](b, `[...document.querySelectorAll('.turn')].map(t => t.id)`)
				for i := 4; i < len(ids); i += 10 {
					b.open(s.url + "en/")
					b.open(s.url + l + "/" + response + "#" + ids[i])
					if at := b.placeOfTarget(); at.Top < -1 || at.Top > at.Height/2 && at.Below > 1 {
						t.Errorf("%s at %d, scripts %v: turn %d stands at %.0f of %.0f", l, v.width, !off, i+1, at.Top, at.Height)
					}
				}
				if off {
					continue
				}
				// Who has gone to the beginning, far from the turn, and loads the page again
				// is not taken back.
				eval[bool](b, `scrollTo({ top: 200, behavior: 'instant' }), true`)
				b.placeOfTarget() // a browser takes a moment to write down where it stands
				b.follow(call(page.Reload, page.ReloadParams{}))
				if at := b.placeOfTarget(); at.Top < 2*at.Height {
					t.Errorf("%s at %d: loaded again, the page went to its turn", l, v.width)
				}
			}
		}
	}
}

// targetPlace is where the element of the page's address stands, in CSS pixels.
type targetPlace struct {
	Top    float64 // in the window
	Height float64 // of the window
	Below  float64 // how much further the page can be scrolled
}

// placeOfTarget gives where the element of the page's address stands once it has stood
// there for a while. Without scripts no frame can be waited for, so it looks.
func (b *tab) placeOfTarget() targetPlace {
	b.t.Helper()
	look := func() targetPlace {
		return eval[targetPlace](b, `({
			Top: document.querySelector(':target').getBoundingClientRect().top,
			Height: innerHeight,
			Below: document.documentElement.scrollHeight - innerHeight - scrollY,
		})`)
	}
	place := look()
	for same := 0; same < 4; same++ {
		time.Sleep(25 * time.Millisecond)
		if now := look(); now != place {
			place, same = now, 0
		}
	}
	return place
}

// TestCopying uses the menu of a turn and reads the clipboard.
func TestCopying(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.allow("clipboard-read")
	b.allow("clipboard-write")
	for _, l := range []string{"en", "ar", "zh"} {
		for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
			b.look(v)
			b.open(s.url + l + "/" + response)
			id := eval[string](b, `document.querySelectorAll('.turn')[7].id`)
			menu := "#" + id + " .more"
			b.do(b.click(menu + " summary"))
			b.until(`!!document.querySelector('` + menu + ` [data-do="link"]')`)
			b.do(b.click(menu + ` [data-do="link"]`))
			b.until(`document.querySelector('` + menu + ` [role=status]').textContent !== ''`)
			want := s.url + l + "/" + response + "?turn=8#" + id
			if got := eval[string](b, `navigator.clipboard.readText()`); got != want {
				t.Errorf("%s at %d: the copied link is %q, not %q", l, v.width, got, want)
			}
			b.do(b.click(menu + ` [data-do="quotation"]`))
			b.until(`navigator.clipboard.readText().then(t => window.copied = t), (window.copied ?? '').includes('\n')`)
			quotation := eval[string](b, `navigator.clipboard.readText()`)
			said := eval[string](b, `document.querySelector('#`+id+` .said').innerText.trim().slice(0, 20)`)
			name := eval[string](b, `(() => { let e = document.querySelector('#`+id+`'); while (e.classList.contains('cont')) e = e.previousElementSibling; return e.querySelector('.name :is(a, bdi)').innerText })()`)
			for _, part := range []string{said, name, want} {
				if !strings.Contains(quotation, part) {
					t.Errorf("%s at %d: the quotation lacks %q: %q", l, v.width, part, quotation)
				}
			}
			if strings.ContainsAny(quotation, "{}⎵⋯") {
				t.Errorf("%s at %d: the quotation holds what is not words: %q", l, v.width, quotation)
			}
		}
	}
}

// TestArrivals opens addresses whose words are there, and are not.
func TestArrivals(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	b.look(view{width: 1440})
	for _, l := range []string{"en", "ar", "zh"} {
		at := s.url + l + "/" + response
		b.open(at)
		id := eval[string](b, `document.querySelectorAll('.turn')[7].id`)
		number := eval[string](b, `document.querySelectorAll('.turn')[7].querySelector('.n').innerText`)
		for _, c := range []struct {
			name, tail string
			said       bool   // a sentence stands on the page
			before     string // the turn that it stands before; "" for none
		}{
			{"there", "?turn=8#" + id, false, ""},
			{"there under another number", "?turn=3#" + id, false, ""},
			{"gone", "?turn=8#t-zzzzzzzz", true, id},
			{"gone, no number", "#t-zzzzzzzz", true, ""},
			{"gone, no such number", "?turn=999#t-zzzzzzzz", true, ""},
			{"a passage is gone", "?turn=8#" + id + ".9", true, id},
			{"a heading", "#s-1", false, ""},
			{"not encoded well", "#%E0%A4%A", false, ""},
		} {
			b.open(s.url) // so that the next one is a page anew
			b.open(at + c.tail)
			got := eval[struct {
				Text, Before string
				Seen         bool
			}](b, `(async () => {
				// What is out of sight is not laid out and has no text; the part that
				// the page has scrolled to is laid out with the next frame.
				await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
				const e = document.querySelector('.arrival')
				const r = e?.getBoundingClientRect()
				return { Text: e?.innerText ?? '', Before: e?.nextElementSibling?.id ?? '', Seen: !!r && r.top >= 0 && r.bottom <= innerHeight }
			})()`)
			if (got.Text != "") != c.said {
				t.Errorf("%s, %s (%s): the page says %q", l, c.name, decode(c.tail), got.Text)
				continue
			}
			if !c.said {
				continue
			}
			if c.before != "" && (got.Before != c.before || !strings.Contains(got.Text, number)) {
				t.Errorf("%s, %s: %q stands before %q, not before %q, number %s", l, c.name, got.Text, got.Before, c.before, number)
			}
			if !got.Seen {
				t.Errorf("%s, %s: the sentence is out of sight", l, c.name)
			}
		}
	}
}

func decode(s string) string {
	if d, err := url.QueryUnescape(s); err == nil {
		return d
	}
	return s
}

// TestBarOfSmallScreens steps from turn to turn and to another language.
func TestBarOfSmallScreens(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, l := range []string{"en", "ar"} {
		b.look(view{width: 360, touch: true})
		b.open(s.url + l + "/" + response)
		for range 3 {
			b.do(b.click(`.reading-bar [data-step="1"]`))
		}
		if got := eval[float64](b, `document.querySelectorAll('.turn')[3].getBoundingClientRect().top`); got < -1 || got > 120 {
			t.Errorf("%s: three steps on, the fourth turn stands %g from the top", l, got)
		}
		b.until(`document.querySelector('.reading-bar .position').textContent.includes(document.querySelectorAll('.turn')[3].querySelector('.n').textContent)`)
		b.look(view{width: 1440})
		if eval[bool](b, `document.querySelector('.reading-bar').checkVisibility()`) {
			t.Errorf("%s: the bar stays on a wide screen", l)
		}
	}
}
