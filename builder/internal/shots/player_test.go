package shots_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	buoy     = "sessions/navigation/2024-11-12-buoy-17-is-adrift/" // captions, with a recording
	buoyFile = "content/navigation/2024-11-12-buoy-17-is-adrift.wav"
)

// playing says where the recording is, which paragraphs are marked, and whether
// they are those of turn n.
const playing = `(n) => {
	const media = document.querySelector('.player :is(audio, video)')
	const marked = [...document.querySelectorAll('.said [aria-current="true"]')]
	return { At: media?.currentTime ?? -1, Marked: marked.length, Right: marked.length === 1 && marked[0].closest('.turn') === document.querySelectorAll('.turn')[n] }
}`

type place struct {
	At     float64
	Marked int
	Right  bool
}

func ftoa(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// want is when a turn begins by its link, in seconds.
func (b *tab) want(selector string) float64 {
	return eval[float64](b, `Number(document.querySelector('`+selector+`').href.split('#t=')[1])`)
}

// TestTimesLeadToPlaces clicks and types on times in a page whose policy is
// default-src 'self'.
func TestTimesLeadToPlaces(t *testing.T) {
	s := sample(t)
	b := newTab(t, s)
	for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
		b.look(v)
		b.open(s.url + "en/" + buoy)
		if eval[int](b, `document.querySelectorAll('.turn a.time').length`) != eval[int](b, `document.querySelectorAll('.turn').length`) {
			t.Fatal("not every turn has a time that leads somewhere")
		}
		if got := apply[place](b, playing, 0); got.At != 0 || got.Marked != 0 {
			t.Errorf("before anything was done: %+v", got)
		}
		for _, n := range []int{3, 1} {
			turn := `.turn[id="` + eval[string](b, `document.querySelectorAll('.turn')[`+strconv.Itoa(n)+`].id`) + `"]`
			want := b.want(turn + " a.time")
			b.do(b.click(turn + " a.time"))
			b.until(`document.querySelector('.player audio').currentTime >= ` + ftoa(want) + ` && document.querySelector('.player audio').currentTime < ` + ftoa(want+3) + ` && !!document.querySelector('` + turn + ` .said [aria-current]')`)
			if got := apply[place](b, playing, n); !got.Right {
				t.Errorf("at %d px, turn %d was clicked: %+v", v.width, n+1, got)
			}
			if at := eval[string](b, `location.hash`); at != "" {
				t.Errorf("the page went to %q", at)
			}
		}
		// The player stays in sight when the record is read.
		b.do(b.click(`.turn:last-of-type a.time`))
		b.until(`(() => { scrollTo(0, document.body.scrollHeight); const r = document.querySelector('.player').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight })()`)
	}
	// With the keyboard: a turn has two stops, the arrows lead from time to time.
	b.look(view{width: 1440})
	b.open(s.url + "en/" + buoy)
	if stops := eval[int](b, `[...document.querySelectorAll('.turn:nth-of-type(2) :is(a, summary)')].filter(e => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length && !e.closest('.name')).length`); stops != 2 {
		t.Errorf("a turn has %d stops of the tab key", stops)
	}
	eval[bool](b, `(document.querySelector('.turn a.time').focus(), true)`)
	b.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	want := eval[float64](b, `Number([...document.querySelectorAll('.record a:is(.time, .at)')][1].href.split('#t=')[1])`)
	b.until(`document.querySelector('.player audio').currentTime >= ` + ftoa(want) + ` && document.querySelector('.said [aria-current]') !== null`)
	// What is spoken next is marked as the recording goes on.
	eval[bool](b, `(document.querySelector('.player audio').currentTime = 30, true)`)
	b.until(`[...document.querySelectorAll('.said [aria-current]')].length === 1 && document.querySelector('.said [aria-current]').textContent.includes('traffic lanes')`)
	// Times are no part of what was said.
	if words := eval[string](b, `document.querySelector('.turn .said').textContent`); strings.Contains(words, "0:0") {
		t.Errorf("a time among the words: %q", words)
	}
}

// TestARecordingElsewhereIsAskedForByAClick serves a recording on another host.
// Words in Arabic are timed, too.
func TestARecordingElsewhereIsAskedForByAClick(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(buoyFile)))
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int32
	far := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "audio/wav")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(raw)))
	}))
	defer far.Close()
	dir := t.TempDir()
	vtt := "---\nmedia: " + far.URL + "/quay.wav\n---\nWEBVTT\n\n00:01.000 --> 00:04.000\n<v آدا هولم>الرصيف متصدع منذ الشتاء الماضي.\n\n00:06.500 --> 00:09.000\n<v بو آس>فلنصلحه قبل الشتاء القادم.\n"
	if err := os.WriteFile(filepath.Join(dir, "quay.ar.vtt"), []byte(vtt), 0o600); err != nil {
		t.Fatal(err)
	}
	public, err := built(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	near := httptest.NewServer(http.FileServer(http.Dir(public))) // of a policy that lets recordings come from elsewhere
	defer near.Close()
	b := newTab(t, &site{url: near.URL + "/", dir: public})
	for _, v := range []view{{width: 1440}, {width: 360, touch: true}} {
		b.look(v)
		asked.Store(0)
		b.mu.Lock()
		b.hosts = []string{strings.TrimPrefix(near.URL, "http://")}
		b.mu.Unlock()
		b.open(near.URL + "/ar/sessions/quay/")
		if n := asked.Load(); n != 0 || eval[int](b, `document.querySelectorAll('audio, video, iframe').length`) != 0 {
			t.Errorf("before a click the other host was asked %d times", n)
		}
		if wide := eval[bool](b, `document.documentElement.scrollWidth > innerWidth`); wide {
			t.Errorf("at %d px the page scrolls sideways", v.width)
		}
		b.mu.Lock()
		b.hosts = append(b.hosts, strings.TrimPrefix(far.URL, "http://"))
		b.mu.Unlock()
		b.do(b.click(`.turn:nth-of-type(2) a.time`))
		b.until(`document.querySelector('.player audio')?.currentTime >= 6.5 && !!document.querySelector('.turn:nth-of-type(2) .said [aria-current]')`)
		if asked.Load() == 0 {
			t.Error("the recording was not asked for")
		}
	}
}
