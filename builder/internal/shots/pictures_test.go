package shots_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// tallest is how much of a page is in its picture, in pixels: enough to judge
// it by, little enough that two hundred pictures can be looked through.
const tallest = 3000

// showAll shows what is put off until it is seen, sets what stands at the foot
// of the window at the foot of the picture, and gives the height of that. The
// window itself is not made higher: Chromium then paints pages that are set
// from right to left out of their place.
const showAll = `(tallest) => {
	const all = [...document.querySelectorAll('*')]
	for (const e of all) if (getComputedStyle(e).contentVisibility === 'auto') e.style.contentVisibility = 'visible'
	const height = Math.min(Math.max(innerHeight, document.documentElement.scrollHeight), tallest)
	for (const e of all.filter(e => getComputedStyle(e).position === 'fixed')) {
		const y = height - innerHeight + e.getBoundingClientRect().top
		Object.assign(e.style, { position: 'absolute', insetBlockStart: y + 'px', insetBlockEnd: 'auto' })
	}
	return height
}`

// TestScreenshots takes pictures of every kind of page, on a phone and a wide
// screen, in three languages, light and dark, when -shots names a folder;
// without, of a few, and looks only at whether anything is on them.
func TestScreenshots(t *testing.T) {
	dir := *shotsDir
	if dir != "" {
		if !filepath.IsAbs(dir) {
			t.Fatalf("-shots %q: give an absolute path, for tests run in the folder of their package", dir)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	few := map[string]bool{"home.ar.360.dark": true, "session.en.1440.light": true, "session.ar.360.light": true, "topic.zh.1440.dark": true}
	b := newTab(t, sample(t))
	schemes := tokens(stylesheet(t))
	taken := 0
	for _, p := range pages(t, languages...) {
		for _, width := range []int64{360, 1440} {
			for _, scheme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%s.%d.%s", p.title(), width, scheme)
				if dir == "" && !few[name] {
					continue
				}
				b.look(view{width: width, touch: width < 500, dark: scheme == "dark"})
				b.openPage(p)
				height := apply[float64](b, showAll, tallest)
				raw := b.picture(&page.Viewport{Width: float64(width), Height: height, Scale: 1})
				taken++
				if dir != "" {
					if err := os.WriteFile(filepath.Join(dir, name+".png"), raw, 0o644); err != nil {
						t.Fatal(err)
					}
					continue
				}
				img := decodePicture(t, raw)
				if got := img.Bounds().Dx(); got != int(width) {
					t.Errorf("%s: the picture is %d wide", name, got)
				}
				ground, ink := 0, 0
				for y := 0; y < img.Bounds().Dy(); y += 2 {
					for x := 0; x < img.Bounds().Dx(); x += 2 {
						r, g, b, _ := img.At(x, y).RGBA()
						is := func(token string) bool {
							c := schemes[scheme][token]
							return near(r, c[0]) && near(g, c[1]) && near(b, c[2])
						}
						if is("page") || is("raised") {
							ground++
						} else if is("ink") || is("link") || is("quiet") {
							ink++
						}
					}
				}
				if ground < ink || ink < 100 {
					t.Errorf("%s: %d points of ground, %d of ink", name, ground, ink)
				}
			}
		}
	}
	if dir == "" && taken != len(few) {
		t.Errorf("%d pictures were taken, not %d", taken, len(few))
	}
	t.Logf("%d pictures", taken)
}
