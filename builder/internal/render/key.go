package render

import (
	"encoding/binary"
	"errors"
	"html/template"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/site"
	"dixit/builder/internal/store"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// Key gives the key of a page: a hash of all that it is made of. ok is false
// for a page of which that is not known, and which is made every time.
//
// The key is that of the page's view, made with texts that are not words but
// where they come from. So a field that is added to a view is in the key by
// itself.
func (r *Renderer) Key(p site.Page) (key site.Key, ok bool) {
	room := r.rooms.Get().(*[]byte)
	defer r.rooms.Put(room)
	b := append((*room)[:0], r.base[:]...)
	b, ok = r.digester.Append(b, p.Address, p.Layout)
	switch {
	case !ok:
	case p.Inputs != nil:
		b, ok = r.digester.Append(b, p.Inputs()...)
	case p.View == nil:
		ok = false
	default:
		var view any
		var err error
		if view, err = p.View(origins{r.digester}); err != nil {
			return site.Key{}, false
		}
		b, ok = r.digester.Append(b, view)
	}
	*room = b
	return site.KeyOf(b), ok
}

// Searched gives what the search index of an archive holds, with keys as Key gives them
// of a page; last is as in [site.NewSearched].
func (r *Renderer) Searched(a *archive.Archive, last *site.Searched, offline bool) *site.Searched {
	return site.NewSearched(a, last, r.digester, offline, r.program)
}

// origins are texts that say where words come from in place of the words.
type origins struct{ digester *site.Digester }

var errWords = errors.New("the view is made of whole transcripts")

// Transcript is what a view without Inputs must not ask for.
func (o origins) Transcript(store.Key) (*transcript.Transcript, error) { return nil, errWords }

// Excerpts names the turns.
func (o origins) Excerpts(dst []string, k store.Key, turns []int32) ([]string, error) {
	for _, i := range turns {
		dst = append(dst, nameOf(k, int(i)))
	}
	return dst, nil
}

// Lost names the turn.
func (o origins) Lost(k store.Key, i int) (string, error) { return nameOf(k, i), nil }

func nameOf(k store.Key, i int) string { return string(binary.AppendUvarint(k[:], uint64(i))) }

// Derived is all that the text is worked out from.
func (o origins) Derived(inputs func() []any, work func() (string, error)) (string, error) {
	if inputs == nil {
		return work()
	}
	b, ok := o.digester.Append(nil, inputs()...)
	if !ok {
		return "", errWords
	}
	return string(b), nil
}

// AppendRecord is what a view without Inputs must not ask for.
func (o origins) AppendRecord([]byte, *site.Record) ([]byte, error) { return nil, errWords }

// Running is the text, and where its links lead.
func (o origins) Running(segs []transcript.Segment, _ *theme.Printer, links site.Links) template.HTML {
	b, ok := o.digester.Append(nil, segs)
	for _, s := range segs {
		b = appendLinks(b, o.digester, archive.LinksIn(s), links)
	}
	return o.html(b, ok)
}

func (o origins) html(b []byte, ok bool) template.HTML {
	if !ok {
		panic("render: what a text is made of has no key") // plain values, all of them
	}
	return template.HTML(b)
}

// appendLinks appends where links lead.
func appendLinks(b []byte, d *site.Digester, hrefs []string, links site.Links) []byte {
	for _, href := range hrefs {
		to, ok := links(href)
		b, _ = d.Append(b, to, ok)
	}
	return b
}
