package render

import (
	"cmp"
	"strconv"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/markup"
	"dixit/builder/internal/site"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

// AppendRecord appends the record of an edition, rendered: sections and turns.
func (x *texts) AppendRecord(dst []byte, r *site.Record) ([]byte, error) {
	to := newRecorder(r, dst)
	for i, t := range r.Edition.Turns.All() {
		if t.Part != to.part {
			text, err := x.Transcript(r.Edition.Parts[t.Part].Key)
			if err != nil {
				return nil, err
			}
			to.beginPart(t.Part, text)
		}
		to.openUpTo(int(t.Section), i)
		to.turn(i, t)
	}
	to.end()
	return to.out, nil
}

// recorder writes a record, turn after turn.
type recorder struct {
	*site.Record
	out []byte
	w   *markup.Words
	// more, link, line, lines and play are what is said at every turn.
	more, link, line, lines, play phrase

	part  int32                        // of the turn before; -1 for none
	text  *transcript.Transcript       // of the part
	pages func(int) string             // of the part's original; nil for no links there
	times func(transcript.Time) string // of the part's recording; nil for none

	section  int             // that is open; -1 before the first, 0 before the first heading
	opened   bool            // a section is open
	previous int32           // the voice of the turn before, -1 where none goes on
	roles    map[string]bool // names with the roles that were shown in the section
	linked   []bool          // the voices whose names have led to their pages
	others   []markup.Other  // room for those of a turn
}

func newRecorder(r *site.Record, dst []byte) *recorder {
	p := r.Printer
	to := &recorder{
		Record: r, w: words(p),
		more:  newPhrase(p, "turn-more", []string{"Turn"}),
		link:  newPhrase(p, "turn-permalink", []string{"Turn"}),
		line:  newPhrase(p, "turn-line", []string{"Line"}),
		lines: newPhrase(p, "turn-lines", []string{"From", "To"}),
		play:  newPhrase(p, "media-play", []string{"Time"}),
		part:  -1, section: -1, previous: -1,
		roles: map[string]bool{}, linked: make([]bool, len(r.Edition.Voices)),
	}
	to.out = append(dst, `<div class="record" id="record" data-total="`...)
	to.out = append(strconv.AppendInt(to.out, int64(r.Edition.Turns.Len()), 10), `">`...)
	return to
}

// beginPart has the turns that follow be those of a part.
func (to *recorder) beginPart(part int32, text *transcript.Transcript) {
	n := int(part)
	to.part, to.text = part, text
	to.w.Link, to.pages, to.times = to.Links(n), to.Pages(n), to.Times(n)
}

// openUpTo opens the sections up to one, the first turn of which is turn i.
func (to *recorder) openUpTo(section, i int) {
	if to.section < 0 && section > 0 {
		to.section = 0 // nothing stands before the first heading
	}
	for to.section < section {
		to.open(to.section+1, i)
	}
}

// open opens a section, 0 for the turns before the first heading, which begins with
// turn i, and closes the one before.
func (to *recorder) open(section, i int) {
	to.close()
	to.section, to.opened = section, true
	clear(to.roles)
	to.previous = -1
	if section == 0 {
		total := 0
		for ; i < to.Edition.Turns.Len() && to.Edition.Turns.At(i).Section == 0; i++ {
			total++
		}
		to.out = markup.OpenPart(to.out, markup.Part{Total: total})
		return
	}
	s := to.Edition.Sections[section-1]
	to.out = markup.OpenPart(to.out, markup.Part{ID: "s-" + strconv.Itoa(section), Title: s.Title, Level: s.Level, Total: s.Turns})
}

func (to *recorder) close() {
	if to.opened {
		to.out = markup.ClosePart(to.out)
	}
	to.opened = false
}

// where says in which lines of its file a turn stands, as editors number them.
func (to *recorder) where(from, end int) string {
	first := to.Printer.Digits(strconv.Itoa(from))
	if from == end {
		return to.line.with(first)
	}
	return to.lines.with(first, to.Printer.Digits(strconv.Itoa(end)))
}

// turn writes turn i.
func (to *recorder) turn(i int, t archive.Turn) {
	e, p := to.Edition, to.Printer
	src := to.text.Turns[t.Index]
	number := p.Number(i + 1)
	m := markup.Turn{
		Anchor: e.Anchor(i), Number: number, Segments: src.Segments, Procedural: src.Procedural,
		Passages: transcript.Passages(src.Segments), Permalink: to.link.with(number), More: to.more.with(number),
		How: to.where(src.Line, src.EndLine), HowSource: to.File(int(t.Part)),
	}
	m.Lang, m.Dir = otherThan(to.Lang, e.LangOf(i))
	if o := src.Original; o != "" && o.Base() != e.LangOf(i).Base() {
		m.Spoken = p.T("original-language", "Language", o.Name(to.Lang))
	}
	if n := src.Page(); n > 0 {
		m.Page = p.T("turn-page", "Page", p.Number(n))
		if to.pages != nil {
			m.PageHref = to.pages(n)
		}
	}
	to.others = othersOf(to.Others, int(t.Unit), to.others[:0])
	m.Others = to.others
	if t.Confidence < 1 && src.Label != "" {
		m.How += " " + p.T("turn-confidence", "Percent", p.Number(int(t.Confidence*100+.5)))
	}
	if t.Start != transcript.NoTime {
		m.Time = p.Clock(t.Start)
		if to.times != nil {
			m.TimeHref, m.Play = to.times(src.Start), to.play.with(m.Time)
			m.Stamps = stampsOf(p, src, e.Parts[t.Part], to.times)
		}
	}
	if t.Voice >= 0 {
		to.name(&m, i, t, src)
	}
	to.previous = t.Voice
	to.out = markup.AppendTurn(to.out, &m, to.w)
}

// name says who speaks turn i, unless the turn before has said so.
func (to *recorder) name(m *markup.Turn, i int, t archive.Turn, src transcript.Turn) {
	e, name := to.Edition, to.Names[t.Voice]
	m.Color, m.Dash = name.Color, name.Dash
	if m.Continued = t.Voice == to.previous; m.Continued {
		return
	}
	label := cmp.Or(src.Label, e.Voices[t.Voice].Label)
	m.Name, m.NameLang, m.NameDir = e.Shown(int(t.Voice), label), name.Lang, name.Dir
	// A name leads to its page where it stands first. Elsewhere it would be a third
	// stop of the tab key at every turn.
	if !to.linked[t.Voice] {
		m.NameHref, to.linked[t.Voice] = name.Href, true
	}
	m.Doubt = e.Doubtful(i)
	if role := roleOf(src, e.Voices[t.Voice]); role != "" && !to.roles[name.Text.Text+role] {
		to.roles[name.Text.Text+role] = true
		m.Role = role
		if src.Original != "" && format.SpokenIn(role) == src.Original {
			m.Spoken = "" // the bracket says so
		}
	}
}

// end closes the record. Headings after the last turn are part of it too.
func (to *recorder) end() {
	for n := max(to.section, 0) + 1; n <= len(to.Edition.Sections); n++ {
		to.open(n, to.Edition.Turns.Len())
	}
	to.close()
	to.out = append(to.out, "</div>"...)
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
