// Package render makes the bytes of pages: it lets a page make its view, with
// the texts it needs from the store, and executes the theme's layout with it.
package render

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
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
	return &Renderer{theme: t, texts: newTexts(get, excerpts), base: base, program: program, digester: d, rooms: newRooms()}
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
	if p.Bytes != nil {
		return p.Bytes(r.texts)
	}
	view, err := p.View(r.texts)
	if err != nil {
		return nil, err
	}
	if room == nil {
		room = new(bytes.Buffer)
	}
	room.Reset()
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
	// rooms are of *[]byte, for rows and records, which become strings of their own
	// when their length is known.
	rooms *sync.Pool

	mu    sync.Mutex
	byKey map[store.Key]*list.Element
	order *list.List // most recent first
}

type kept struct {
	key store.Key
	t   *transcript.Transcript
}

func newTexts(get func(store.Key) (*transcript.Transcript, error), excerpts *store.Excerpts) *texts {
	return &texts{get: get, excerpts: excerpts, rooms: newRooms(), byKey: map[store.Key]*list.Element{}, order: list.New()}
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
	if x.aside {
		if out, err := x.excerpts.Get(dst, k, turns); err == nil {
			return out, nil
		}
		t, err := x.Transcript(k)
		if err != nil {
			return nil, err
		}
		for _, i := range turns {
			dst = append(dst, site.Excerpt(t.Turns[i]))
		}
		return dst, nil
	}
	if !x.excerpts.Has(k) {
		t, err := x.Transcript(k)
		if err != nil {
			return nil, err
		}
		if err := x.excerpts.Put(k, nil, site.Excerpts(t)); err != nil {
			return nil, err
		}
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

// Rows renders turns of a list.
func (x *texts) Rows(turns []site.TurnRow) template.HTML {
	room := x.rooms.Get().(*[]byte)
	defer x.rooms.Put(room)
	out := (*room)[:0]
	for i := range turns {
		t := &turns[i]
		e := markup.Excerpt{Href: t.Href, Number: t.N, Name: phraseOf(t.Name), Words: phraseOf(t.Excerpt)}
		if s := t.Session; s != nil {
			e.Session, e.SessionHref, e.Date, e.DateISO = phraseOf(s.Title), s.Href, s.Date, s.DateISO
		}
		out = markup.AppendExcerpt(out, &e)
	}
	*room = out
	return template.HTML(out)
}

func phraseOf(t site.Text) markup.Phrase {
	return markup.Phrase{Text: t.Text, Lang: t.Lang, Dir: t.Dir}
}

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

// Record renders the record of an edition: sections and turns.
func (x *texts) Record(r *site.Record) (template.HTML, error) {
	e, p := r.Edition, r.Printer
	w := words(p)
	room := x.rooms.Get().(*[]byte)
	defer x.rooms.Put(room)
	out := append((*room)[:0], `<div class="record" id="record" data-total="`...)
	out = append(strconv.AppendInt(out, int64(e.Turns.Len()), 10), `">`...)
	open := -1 // the section that is open; -1 for none
	said := map[string]bool{}
	linked := make([]bool, len(e.Voices))
	more := newPhrase(p, "turn-more", []string{"Turn"})
	link := newPhrase(p, "turn-permalink", []string{"Turn"})
	lines := newPhrase(p, "turn-lines", []string{"From", "To"}, "File", "")
	previous, last := int32(-1), int32(-1) // the voice and the part of the turn before
	var tr *transcript.Transcript          // of the part
	var pages func(int) string             // of the part's original; nil for no links there
	var times func(transcript.Time) string // of the part's recording; nil for none
	play := newPhrase(p, "media-play", []string{"Time"})
	for i, t := range e.Turns.All() {
		part := int(t.Part)
		if t.Part != last {
			w.Link, pages, times = r.Links(part), r.Pages(part), r.Times(part)
			var err error
			if tr, err = x.Transcript(e.Parts[t.Part].Key); err != nil {
				return "", err
			}
			last = t.Part
		}
		for open < int(t.Section) {
			if open >= 0 {
				out = markup.ClosePart(out)
			}
			open++
			if open == 0 && t.Section > 0 {
				continue // nothing stands before the first heading
			}
			out = x.openPart(out, e, open, i)
			clear(said)
			previous = -1
		}
		if open < 0 {
			open = 0
			out = x.openPart(out, e, 0, i)
		}
		src := tr.Turns[t.Index]
		number := p.Number(i + 1)
		m := markup.Turn{
			Anchor: e.Anchor(i), Number: number, Segments: src.Segments, Procedural: src.Procedural,
			Passages: transcript.Passages(src.Segments), Permalink: link.with(number), More: more.with(number),
			How: lines.with(p.Number(src.Line), p.Number(src.EndLine)), HowSource: r.File(part),
		}
		m.Lang, m.Dir = otherThan(r.Lang, e.LangOf(i))
		if o := src.Original; o != "" && o.Base() != e.LangOf(i).Base() {
			m.Spoken = p.T("original-language", "Language", o.Name(r.Lang))
		}
		if n := src.Page(); n > 0 {
			m.Page = p.T("turn-page", "Page", p.Number(n))
			if pages != nil {
				m.PageHref = pages(n)
			}
		}
		m.Others = othersOf(r.Others, int(t.Unit), m.Others)
		if t.Confidence < 1 && src.Label != "" {
			m.How += " " + p.T("turn-confidence", "Percent", p.Number(int(t.Confidence*100+.5)))
		}
		if t.Start != transcript.NoTime {
			m.Time = p.Clock(t.Start)
			if times != nil {
				m.TimeHref, m.Play = times(src.Start), play.with(m.Time)
				m.Stamps = stampsOf(p, src, e.Parts[t.Part], times)
			}
		}
		if t.Voice >= 0 {
			name := r.Names[t.Voice]
			m.Color, m.Dash = name.Color, name.Dash
			if m.Continued = t.Voice == previous; !m.Continued {
				label := src.Label
				if label == "" {
					label = e.Voices[t.Voice].Label
				}
				m.Name, m.NameLang, m.NameDir = e.Shown(int(t.Voice), label), name.Lang, name.Dir
				// A name leads to its page where it stands first. Elsewhere it would
				// be a third stop of the tab key at every turn.
				if !linked[t.Voice] {
					m.NameHref, linked[t.Voice] = name.Href, true
				}
				m.Doubt = e.Doubtful(i)
				if role := roleOf(src, e.Voices[t.Voice]); role != "" && !said[name.Text.Text+role] {
					said[name.Text.Text+role] = true
					m.Role = role
					if src.Original != "" && format.SpokenIn(role) == src.Original {
						m.Spoken = "" // the bracket says so
					}
				}
			}
		}
		previous = t.Voice
		out = markup.AppendTurn(out, &m, w)
	}
	// Headings after the last turn are part of the record too.
	for n := max(open, 0) + 1; n <= len(e.Sections); n++ {
		if open >= 0 {
			out = markup.ClosePart(out)
		}
		open = n
		out = x.openPart(out, e, n, e.Turns.Len())
	}
	if open >= 0 {
		out = markup.ClosePart(out)
	}
	out = append(out, "</div>"...)
	*room = out
	return template.HTML(out), nil
}

// otherThan gives the lang and dir of words in l on a page in another language,
// "" for what is the page's.
func otherThan(page, l lang.Tag) (name, dir string) {
	if l != page {
		name = string(l)
	}
	if l.Dir() != page.Dir() {
		dir = l.Dir()
	}
	return name, dir
}

// othersOf gives the links from a turn of a unit to other editions. They have no
// number of the turn, as copied links do: there may be a thousand turns on the
// page, and both are built together.
func othersOf(editions []site.OtherEdition, unit int, dst []markup.Other) []markup.Other {
	if unit == 0 {
		return dst
	}
	for _, o := range editions {
		if unit < len(o.Turns) && o.Turns[unit] > 0 {
			dst = append(dst, markup.Other{Href: o.Href + "#" + o.Edition.Anchor(o.Turns[unit]-1), Lang: string(o.Lang), Dir: o.Dir, Name: o.Name})
		}
	}
	return dst
}

// stampsOf leads to when the segments of a turn were spoken, nil where none but
// the turn itself has a time.
func stampsOf(p *theme.Printer, turn transcript.Turn, part archive.Part, times func(transcript.Time) string) []markup.Stamp {
	var out []markup.Stamp
	for i, s := range turn.Segments {
		if i == 0 || !s.Time.Known() || s.Going != transcript.Anew || s.Time.Start == turn.Start {
			continue
		}
		if out == nil {
			out = make([]markup.Stamp, len(turn.Segments))
		}
		out[i] = markup.Stamp{Href: times(s.Time.Start), Text: p.Clock(part.Later(s.Time.Start))}
	}
	return out
}

// roleOf is the bracket after the name, else the first one of the voice; a note of
// which language was spoken is of its own turn alone.
func roleOf(src transcript.Turn, v archive.Voice) string {
	if src.Role != "" {
		return src.Role
	}
	if format.SpokenIn(v.Role) != "" {
		return ""
	}
	return v.Role
}

// openPart begins section n of an edition, 0 for the turns before the first
// heading, which begin with turn i.
func (x *texts) openPart(dst []byte, e *archive.Edition, n, i int) []byte {
	if n == 0 {
		total := 0
		for ; i < e.Turns.Len() && e.Turns.At(i).Section == 0; i++ {
			total++
		}
		return markup.OpenPart(dst, markup.Part{Total: total})
	}
	s := e.Sections[n-1]
	return markup.OpenPart(dst, markup.Part{ID: "s-" + strconv.Itoa(n), Title: s.Title, Level: s.Level, Total: s.Turns})
}

// phrase is a message with blanks, taken apart once, since localising it at every
// turn would be most of the work of a page.
type phrase struct {
	words  []string // before, between and after the blanks
	blanks []int    // which value stands in each
}

// newPhrase takes apart the message id with blanks of these names; args are what its
// other blanks are filled with.
func newPhrase(p *theme.Printer, id string, blanks []string, args ...any) phrase {
	const marks = "\x00\x01" // one for each blank
	for i, name := range blanks {
		args = append(args, name, marks[i:i+1])
	}
	var f phrase
	s := p.T(id, args...)
	for {
		at := strings.IndexAny(s, marks[:len(blanks)])
		if at < 0 {
			f.words = append(f.words, s)
			return f
		}
		f.words, f.blanks = append(f.words, s[:at]), append(f.blanks, int(s[at]))
		s = s[at+1:]
	}
}

// with fills the blanks.
func (f phrase) with(values ...string) string {
	if len(f.blanks) == 1 {
		return f.words[0] + values[f.blanks[0]] + f.words[1]
	}
	var room [128]byte
	out := append(room[:0], f.words[0]...)
	for i, n := range f.blanks {
		out = append(append(out, values[n]...), f.words[i+1]...)
	}
	return string(out)
}
