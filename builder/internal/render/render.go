// Package render makes the bytes of pages: it lets a page make its view, with
// the texts it needs from the store, and executes the theme's layout with it.
package render

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"fmt"
	"html/template"
	"sync"

	"dixit/builder/internal/format"
	"dixit/builder/internal/markup"
	"dixit/builder/internal/site"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// Renderer renders the pages of one build. It is safe for use by many at once.
type Renderer struct {
	theme    *theme.Theme
	texts    *texts
	base     [sha256.Size]byte // what all pages depend on besides their views
	program  string
	digester *site.Digester
	rooms    *sync.Pool // of *[]byte, for keys
}

// New makes a renderer. d makes the keys of pages, get gives transcripts from the store, excerpts those of
// their turns. program tells programs apart that may make other pages of the same
// view.
func New(t *theme.Theme, d *site.Digester, get func(store.Key) (*transcript.Transcript, error), excerpts *store.Excerpts, program string) *Renderer {
	base := sha256.Sum256(append(t.Hash[:], program...))
	return &Renderer{theme: t, texts: newTexts(get, excerpts), base: base, program: program, digester: d, rooms: &sync.Pool{New: func() any { return new([]byte) }}}
}

// Aside gives a Renderer of the same pages for whoever may ask when the build is
// over: it keeps no excerpts, which may be of words that were taken out since.
func (r *Renderer) Aside() *Renderer {
	aside := *r
	aside.texts = newTexts(r.texts.get, r.texts.excerpts)
	aside.texts.aside = true
	return &aside
}

// Texts gives the texts of the archive, for what is made of them besides pages.
func (r *Renderer) Texts() site.Texts { return r.texts }

// Page renders one page. The bytes may lie in room, which is emptied before; nil is
// for bytes that are kept.
func (r *Renderer) Page(p site.Page, room *bytes.Buffer) ([]byte, error) {
	if room == nil {
		room = new(bytes.Buffer)
	}
	room.Reset()
	if p.Bytes != nil {
		b, err := p.Bytes(room.AvailableBuffer(), r.texts)
		room.Write(b)
		return room.Bytes(), err
	}
	view, err := p.View(r.texts)
	if err != nil {
		return nil, err
	}
	if err := r.theme.Execute(room, p.Layout, view); err != nil {
		return nil, fmt.Errorf("layout %q: %w", p.Layout, err)
	}
	return room.Bytes(), nil
}

// recent is how many transcripts are kept decoded: lists ask for the same ones
// again and again, and a transcript is some 100 kB.
const recent = 64

// texts gives the texts that views need.
type texts struct {
	get      func(store.Key) (*transcript.Transcript, error)
	excerpts *store.Excerpts
	aside    bool // no excerpts are kept

	mu    sync.Mutex
	byKey map[store.Key]*list.Element
	order *list.List // most recent first
}

type kept struct {
	key store.Key
	t   *transcript.Transcript
}

func newTexts(get func(store.Key) (*transcript.Transcript, error), excerpts *store.Excerpts) *texts {
	return &texts{get: get, excerpts: excerpts, byKey: map[store.Key]*list.Element{}, order: list.New()}
}

// Transcript gives a transcript, from memory if it was asked for lately.
func (x *texts) Transcript(k store.Key) (*transcript.Transcript, error) {
	x.mu.Lock()
	if e, ok := x.byKey[k]; ok {
		x.order.MoveToFront(e)
		x.mu.Unlock()
		return e.Value.(kept).t, nil
	}
	x.mu.Unlock()
	t, err := x.get(k)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, ok := x.byKey[k]; !ok {
		x.byKey[k] = x.order.PushFront(kept{k, t})
		if x.order.Len() > recent {
			last := x.order.Back()
			delete(x.byKey, last.Value.(kept).key)
			x.order.Remove(last)
		}
	}
	return t, nil
}

// Excerpts gives the excerpts of turns. Those of a transcript are made when the first
// is asked for, unless it was read in this run of the program.
func (x *texts) Excerpts(dst []string, k store.Key, turns []int32) ([]string, error) {
	if out, err := x.excerpts.Get(dst, k, turns); err == nil {
		return out, nil
	}
	t, err := x.Transcript(k) // there are none, or they are damaged
	if err != nil {
		return nil, err
	}
	if x.aside {
		for _, i := range turns {
			dst = append(dst, site.Excerpt(t.Turns[i]))
		}
		return dst, nil
	}
	if err := x.excerpts.Put(k, nil, len(t.Turns), site.Excerpts(t)); err != nil {
		return nil, err
	}
	return x.excerpts.Get(dst, k, turns)
}

// Lost gives an excerpt around the first place of a turn where words are missing.
func (x *texts) Lost(k store.Key, i int) (string, error) {
	t, err := x.Transcript(k)
	if err != nil {
		return "", err
	}
	return site.AroundLost(t.Turns[i]), nil
}

// Derived works a text out.
func (x *texts) Derived(_ func() []any, work func() (string, error)) (string, error) { return work() }

// Running renders running text.
func (x *texts) Running(segs []transcript.Segment, p *theme.Printer, links site.Links) template.HTML {
	w := words(p)
	w.Link = links
	return template.HTML(markup.Segments(nil, segs, markup.Places{}, w))
}

// words are the words at every turn.
func words(p *theme.Printer) *markup.Words {
	names := map[string]string{}
	for _, kind := range []string{format.Inaudible, format.Laughter, format.Applause, format.Crosstalk, format.Noise, format.Reading, format.Pause, format.Music, format.Break, format.Language, format.End} {
		names[kind] = p.T("event-" + kind)
	}
	return &markup.Words{Event: func(kind string) string { return names[kind] }, Unclear: p.T("unclear"), Unsure: p.T("unsure")}
}
