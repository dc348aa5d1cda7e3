package shots_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// picture takes a picture of a part of the page, in its own pixels.
func (b *tab) picture(clip *page.Viewport) []byte {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	yes := true
	res, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng, Clip: clip, CaptureBeyondViewport: &yes,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return res.Data
}

func decodePicture(t *testing.T, raw []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// span is where something stands across the page.
type span struct{ Left, Right float64 }

// TestMarginStandsAtTheStart finds the margin, the bar and the record of turns
// by what is painted, whatever the stylesheet does to get there: in Arabic the
// margin is right of the record, the bar between them, the contents at the
// right and the tools at the left of the page; in English it is the mirror of
// that.
func TestMarginStandsAtTheStart(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	voice, ok := tokens(stylesheet(t))["light"]["v2"]
	if !ok {
		t.Fatal("the theme has no colour --v2")
	}
	for _, l := range []string{"en", "ar"} {
		for _, v := range []view{{width: 1440}, {width: 360}} {
			b.look(v)
			b.open(s.url + l + "/" + response)
			got := eval[struct {
				ID                           string
				Top, Height                  float64
				Where, Words, Contents, Tool span
				Text                         span
				Page                         float64
			}](b, `(() => {
				const turn = [...document.querySelectorAll('.turn.v2')].find(t => !t.classList.contains('d1') && !t.classList.contains('cont'))
				for (const e of document.querySelectorAll('.part')) e.style.contentVisibility = 'visible' // or the page would shift while its picture is taken
				const span = e => { const r = e.getBoundingClientRect(); return { Left: r.left, Right: r.right } }
				const range = document.createRange()
				range.selectNodeContents(turn.querySelector('.said p'))
				const r = turn.getBoundingClientRect()
				const open = s => span(document.querySelector(s) ?? document.body)
				return { ID: turn.id, Top: r.top + scrollY, Height: r.height, Where: span(turn.querySelector('.where .n')), Words: span(range),
					Contents: open('.contents'), Tool: open('.tools'), Text: open('.record'), Page: innerWidth }
			})()`)
			img := decodePicture(t, b.picture(&page.Viewport{X: 0, Y: got.Top, Width: float64(v.width), Height: got.Height, Scale: 1}))
			bar, ok := find(img, voice)
			if !ok {
				t.Errorf("%s at %d: no bar in the colour of the voice is painted at turn %s", l, v.width, got.ID)
				continue
			}
			if w := bar.Right - bar.Left; w < 2 || w > 4 {
				t.Errorf("%s at %d: the bar is %g wide", l, v.width, w)
			}
			if l == "ar" { // mirror all, so that one rule serves both
				for _, p := range []*span{&bar, &got.Where, &got.Words, &got.Contents, &got.Tool, &got.Text} {
					p.Left, p.Right = got.Page-p.Right, got.Page-p.Left
				}
			}
			if bar.Right > got.Words.Left+1 {
				t.Errorf("%s at %d: the bar (%v) is not before the words (%v)", l, v.width, bar, got.Words)
			}
			if v.width < 500 {
				if bar.Left > 40 {
					t.Errorf("%s at %d: the bar stands %g from the starting edge", l, v.width, bar.Left)
				}
				continue
			}
			if got.Where.Right > bar.Left+1 {
				t.Errorf("%s at %d: the margin (%v) is not before the bar (%v)", l, v.width, got.Where, bar)
			}
			if got.Contents.Right > got.Text.Left+1 || got.Tool.Left < got.Text.Right-1 {
				t.Errorf("%s at %d: contents %v, record %v, tools %v are out of order", l, v.width, got.Contents, got.Text, got.Tool)
			}
		}
	}
}

// find gives the columns that are painted in a colour over most of the height.
func find(img image.Image, c rgb) (span, bool) {
	r := img.Bounds()
	out := span{-1, -1}
	for x := r.Min.X; x < r.Max.X; x++ {
		n := 0
		for y := r.Min.Y; y < r.Max.Y; y++ {
			pr, pg, pb, _ := img.At(x, y).RGBA()
			if near(pr, c[0]) && near(pg, c[1]) && near(pb, c[2]) {
				n++
			}
		}
		if n*10 < r.Dy()*8 {
			continue
		}
		if out.Left < 0 {
			out.Left = float64(x)
		}
		out.Right = float64(x + 1)
	}
	return out, out.Left >= 0
}

func near(got uint32, want float64) bool {
	d := float64(got)/65535 - want
	return d < 0.02 && d > -0.02
}
