package shots_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a single step in the browser may take before it is
// given up: far longer than any does, so that a busy machine fails nothing.
const patience = 2 * time.Minute

var shotsDir = flag.String("shots", "", "write pictures of every kind of page into this folder (an absolute path)")

// chromium is the one browser of a test run. What it holds is ended by
// TestMain.
var chromium = sync.OnceValues(startBrowser)

var ended []func()

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	for i := len(ended) - 1; i >= 0; i-- {
		ended[i]()
	}
	os.Exit(code)
}

var errNoBrowser = errors.New("no Chromium here: install it (apt-get install chromium) to run the tests that need a browser")

func startBrowser() (context.Context, error) {
	exe := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			exe = p
			break
		}
	}
	if exe == "" {
		return nil, errNoBrowser
	}
	profile, err := os.MkdirTemp("", "dixit-browser-")
	if err != nil {
		return nil, err
	}
	opts := []chromedp.ExecAllocatorOption{chromedp.ExecPath(exe), chromedp.UserDataDir(profile)}
	for _, f := range []string{"headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
		"disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars"} {
		opts = append(opts, chromedp.Flag(f, true))
	}
	alloc, endAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, endTab := chromedp.NewContext(alloc)
	ended = append(ended, func() { os.RemoveAll(profile) }, endAlloc, endTab)
	return ctx, chromedp.Do(ctx)
}

// tab is a page of the browser that remembers what went wrong in it.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu      sync.Mutex
	hosts   []string // the only ones that pages may ask
	wrong   []string
	missing string // an address that is meant not to exist
}

// newTab opens a tab for the pages of a site. Whatever goes wrong in a page (an
// exception, an error in the console, a request that fails or goes to another
// host) fails the test.
func newTab(t *testing.T, s *site) *tab {
	t.Helper()
	parent, err := chromium()
	if errors.Is(err, errNoBrowser) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := chromedp.NewContext(parent)
	b := &tab{t: t, ctx: ctx, hosts: []string{s.host()}}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, w := range b.troubles() {
			t.Error(w)
		}
		end()
	})
	// A tab in the background would not be given the clipboard.
	b.do(call(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	return b
}

func (b *tab) hear(ev any) {
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		text := ev.ExceptionDetails.Text
		if e := ev.ExceptionDetails.Exception; e != nil {
			text += " " + e.Description
		}
		b.trouble("exception: %s", text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning {
			var args []string
			for _, a := range ev.Args {
				args = append(args, string(a.Value)+a.Description)
			}
			b.trouble("console: %s", strings.Join(args, " "))
		}
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError && (b.missing == "" || ev.Entry.URL != b.missing) {
			b.trouble("browser: %s %s", ev.Entry.Text, ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(ev.Request.URL)
		if err != nil || !b.known(u.Host) && u.Scheme != "about" && u.Scheme != "data" {
			b.trouble("a request to another host: %s", ev.Request.URL)
		}
	case *network.EventResponseReceived:
		if ev.Response.Status >= 400 && ev.Response.URL != b.missing {
			b.trouble("status %d: %s", ev.Response.Status, ev.Response.URL)
		}
	case *network.EventLoadingFailed:
		// The browser gives no reason where it gives up by itself, as with a module
		// to be preloaded into a page whose scripts do not run.
		if !ev.Canceled && ev.ErrorText != "" {
			b.trouble("a request failed: %s", ev.ErrorText)
		}
	}
}

func (b *tab) known(host string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Contains(b.hosts, host)
}

func (b *tab) trouble(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wrong = append(b.wrong, fmt.Sprintf(format, args...))
}

func (b *tab) troubles() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wrong
}

type action = chromedp.Action[chromedp.Void]

// call is a command of the browser's protocol as an action.
func call[P, R any](cmd cdp.Command[P, R], params P) action {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, cmd, params)
		return err
	})
}

func (b *tab) do(steps ...action) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// open goes to an address and waits until it is loaded.
func (b *tab) open(address string) {
	b.t.Helper()
	b.follow(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Navigate(address)(ctx, t)
		return err
	}))
}

// follow does what leads to another page and waits until that is loaded.
func (b *tab) follow(step action) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	if _, err := chromedp.RunResponse(ctx, step); err != nil {
		b.t.Fatal(err)
	}
	// The response is there, but on a busy machine the page's scripts may not have run.
	b.until(`document.readyState === 'complete'`)
}

// eval gives the value of an expression; a promise is awaited.
func eval[T any](b *tab, expr string) T {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expr, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%v\nin %.200s", err, expr)
	}
	return v
}

// apply calls a function, given as its source, with arguments.
func apply[T any](b *tab, function string, args ...any) T {
	b.t.Helper()
	raw, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		b.t.Fatal(err)
	}
	return eval[T](b, "("+function+")(..."+string(raw)+")")
}

// until waits for an expression to be true, also over a change of page.
func (b *tab) until(expr string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	for {
		if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expr)); err == nil && ok {
			return
		}
		select {
		case <-ctx.Done():
			b.t.Fatalf("it never came true: %s", expr)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// click presses the mouse at the middle of the first element of a selector,
// which must lie on top there.
func (b *tab) click(selector string) action {
	b.t.Helper()
	p := apply[struct {
		X, Y float64
		Hit  string
	}](b, `(sel) => {
		const el = document.querySelector(sel)
		if (!el) return { Hit: 'no such element' }
		el.scrollIntoView({ block: 'center', behavior: 'instant' })
		const r = el.getClientRects()[0]
		if (!r) return { Hit: 'it is not shown' }
		const x = r.x + r.width / 2, y = r.y + r.height / 2
		const top = document.elementFromPoint(x, y)
		return { X: x, Y: y, Hit: top && (el.contains(top) || top.contains(el)) ? '' : 'it lies under ' + (top ? top.outerHTML.slice(0, 100) : 'nothing') }
	}`, selector)
	if p.Hit != "" {
		b.t.Fatalf("%s cannot be clicked: %s", selector, p.Hit)
	}
	return chromedp.MouseClickXY(p.X, p.Y)
}

// view is how a page is looked at.
type view struct {
	width  int64
	height int64   // 0 for a usual one
	zoom   float64 // of the browser; width is what is left of the screen in CSS pixels
	touch  bool
	dark   bool
}

func (b *tab) look(v view) {
	b.t.Helper()
	if v.zoom == 0 {
		v.zoom = 1
	}
	height := int64(900)
	if v.width < 500 {
		height = 720
	}
	if v.height != 0 {
		height = v.height
	}
	scheme := "light"
	if v.dark {
		scheme = "dark"
	}
	touch := emulation.SetTouchEmulationEnabledParams{Enabled: v.touch}
	b.do(
		call(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.width, Height: height, DeviceScaleFactor: v.zoom}),
		call(emulation.SetTouchEmulationEnabled, touch),
		call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme},
			{Name: "prefers-reduced-motion", Value: "reduce"},
		}}),
	)
}

// allow lets pages of the site use the clipboard.
func (b *tab) allow(permission string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	_, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
		Permission: &browser.PermissionDescriptor{Name: permission},
		Setting:    browser.PermissionSettingGranted,
		Origin:     "http://" + b.hosts[0],
	})
	if err != nil {
		b.t.Fatal(err)
	}
}
