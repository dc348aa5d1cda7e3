package site

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/markup"
	"dixit/builder/internal/theme"
	"dixit/builder/internal/transcript"
)

func itoa(n int) string { return strconv.Itoa(n) }

// colors is how many colours the margin's bars have; the ninth voice begins
// them again, dashed, the seventeenth dotted.
const colors = 8

// Record is what the record of an edition is rendered from.
type Record struct {
	Edition *archive.Edition
	Printer *theme.Printer
	Lang    lang.Tag // of the page
	// Names, by voice: what is shown and where it leads.
	Names []RecordVoice
	// Others are the editions in other languages that have pages.
	Others []OtherEdition
	// Links says where the links of a part's text lead.
	Links func(part int) Links
	// File says where the words of a part were read, "" for not to be said.
	File func(part int) string
	// Times leads to places of a part's recording, by the times of its file; it
	// gives nil where there is none to be played.
	Times func(part int) func(transcript.Time) string
	// Pages says where the pages of a part's original are; it gives nil where no
	// link leads to them.
	Pages func(part int) func(page int) string
}

// RecordVoice is one who speaks in a record.
type RecordVoice struct {
	Text
	Href  string
	Color int
	Dash  int
}

// OtherEdition is an edition in another language, for links from turn to turn.
type OtherEdition struct {
	Lang lang.Tag
	Name string // of the language, in itself
	Dir  string // "" where it is the page's
	Href string // of its page
	// Turns has, by unit, the index + 1 of its first turn of the unit; 0 for none.
	Turns   []int
	Edition *archive.Edition
}

// others lists the other editions of a session that have units.
func (tg *tongue) others(address string, e *archive.Edition) []OtherEdition {
	var out []OtherEdition
	for _, l := range tg.a.Languages {
		o := e.Session.Edition(l)
		if o == nil || o == e {
			continue
		}
		other := OtherEdition{Lang: l, Name: tg.self(l), Href: tg.rel(address, sessionAddress(o)), Edition: o}
		if l.Dir() != tg.l.Dir() {
			other.Dir = l.Dir()
		}
		for i := o.Turns.Len() - 1; i >= 0; i-- {
			u := int(o.Turns.At(i).Unit)
			if u >= len(other.Turns) {
				other.Turns = append(other.Turns, make([]int, u+1-len(other.Turns))...)
			}
			if u > 0 {
				other.Turns[u] = i + 1
			}
		}
		out = append(out, other)
	}
	return out
}

// beside lists the editions that can be read beside e: those that have a
// counterpart of one of its turns.
func beside(e *archive.Edition, others []OtherEdition) []Language {
	var out []Language
	for _, o := range others {
		if e.Turns.Any(func(t archive.Turn) bool { return t.Unit > 0 && int(t.Unit) < len(o.Turns) && o.Turns[t.Unit] > 0 }) {
			out = append(out, Language{Tag: string(o.Lang), Name: o.Name, Dir: o.Lang.Dir(), Href: o.Href})
		}
	}
	return out
}

// edition plans the pages of an edition and the files beside them.
func (tg *tongue) edition(e *archive.Edition) {
	page := (&editionPages{tongue: tg, e: e}).page
	for n := range tg.offered(e) { // before the page that says their size, see download.length
		tg.addPage(page, filesFrom+n)
	}
	tg.addPage(page, recordPage)
	tg.addPage(page, readingPage)
}

// editionPages are the pages of an edition and the files beside them, of which an archive
// has several for each.
type editionPages struct {
	*tongue
	e    *archive.Edition
	once sync.Once
	all  []*download // see files
}

// The numbers of an edition's pages. Files beside them follow, by the numbers that
// offered gives.
const (
	recordPage = iota
	readingPage
	filesFrom
)

func (p *editionPages) page(n int) Page {
	switch n {
	case recordPage:
		return p.record()
	case readingPage:
		return p.reading()
	}
	return p.file(n - filesFrom)
}

// record is the page of the edition itself.
func (p *editionPages) record() Page {
	tg, e := p.tongue, p.e
	address := sessionAddress(e)
	inputs := func() []any { return tg.sessionInputs(address, e, p.files()) }
	return Page{Address: address, Layout: "session", Class: Document, Inputs: inputs, View: func(texts Texts) (any, error) {
		_, rest, _ := strings.Cut(address, "/")
		v := tg.sessionView(address, rest, e)
		var err error
		if v.Downloads, err = tg.linksOf(texts, p.files()); err != nil {
			return nil, err
		}
		others := tg.others(address, e)
		v.Beside = beside(e, others)
		rec := &Record{Edition: e, Printer: tg.p, Lang: tg.l, Others: others, File: func(part int) string { return e.Parts[part].Path },
			Links: func(part int) Links { return tg.links(address, e.Parts[part].Path) },
			Times: func(part int) func(transcript.Time) string { return tg.times(address, e, part) },
			Pages: func(part int) func(page int) string { return tg.originalPage(e, part) }}
		for i, voice := range v.Voices {
			// In the record, the name as printed in this edition: a label is
			// kept verbatim.
			name := tg.text(e.Voices[i].Label, e.Script)
			rec.Names = append(rec.Names, RecordVoice{Text: name, Href: voice.Href, Color: voice.Color, Dash: voice.Dash})
		}
		v.record = func(dst []byte) ([]byte, error) { return texts.AppendRecord(dst, rec) }
		return v, nil
	}}
}

// timed tells whether the file of an edition says when turns were spoken.
func timed(e *archive.Edition) bool {
	return e.Turns.AnyStart()
}

// sessionView is the page of an edition without its record and the files beside it;
// rest is its address without the language.
func (tg *tongue) sessionView(address, rest string, e *archive.Edition) Session {
	s := e.Session
	v := Session{Base: tg.base(address, "sessions", e.Title), Heading: tg.text(e.Title, e.Script), DateISO: string(s.Date), Turns: e.Turns.Len(), Here: "session:" + s.ID}
	tg.script(&v.Base, address, "session")
	tg.languages(&v.Base, address, func(l lang.Tag) string {
		if s.Edition(l) == nil {
			return ""
		}
		return string(l) + "/" + rest
	})
	// Languages that the site does not name may have editions all the same;
	// those have no pages.
	v.Editions = v.Languages
	if s.Date != "" {
		v.Date = tg.p.Date(s.Date)
	}
	meta := e.Meta()
	v.Description, v.Summary, v.Terms = meta.Summary, meta.Summary, meta.Rights
	v.Series = tg.seriesCrumbs(address, s.Series)
	v.Crumbs = v.Series
	v.TurnCount = tg.p.Plural("turns-count", e.Turns.Len())
	if n := len(e.Voices); n > 0 {
		v.VoiceCount = tg.p.Plural("speakers-count", n)
	}
	tg.kind(&v, e)
	if e.Gaps > 0 {
		v.Gaps = tg.p.Plural("gaps-note", e.Gaps)
	}
	v.Unclear = tg.unclearIn(address, e)
	for i, sec := range e.Sections {
		id := "#s-" + itoa(i+1)
		v.Contents = append(v.Contents, Section{Count: tg.count(address, Text{Text: sec.Title}, address+id, sec.Turns), Level: sec.Level})
	}
	tg.voices(&v, address, e)
	v.Topics = tg.topicsOf(address, e)
	v.Media = tg.players(address, e)
	v.Documents = tg.documents(e)
	v.Reading = tg.rel(address, tg.readingAddress(e))
	v.Prev, v.Next = tg.neighbours(address, s)
	if tg.s.EditURL != "" {
		v.Edit = strings.ReplaceAll(tg.s.EditURL, "{path}", escapePath(e.Parts[0].Path))
	}
	v.Report = tg.report(address)
	return v
}

// topicsOf are the topics of an edition's session, with how many of its turns have
// each. Where no list has these turns, they are not counted.
func (tg *tongue) topicsOf(address string, e *archive.Edition) []Count {
	s := e.Session
	var out []Count
	for _, st := range s.Topics {
		n := 0
		for _, t := range e.Topics {
			if t.Topic == st.Topic {
				n++
			}
		}
		c := tg.count(address, tg.in(st.Topic.Labels), tg.addr("topics", st.Topic.ID), n)
		if n > 0 && tg.chosen(s) == e {
			c.Href = tg.rel(address, tg.turnsAt(tg.onTopic(st.Topic), s))
		} else {
			c.N, c.Number = 0, ""
		}
		if st.Source != archive.FromVocabulary { // which its turns show
			c.Note = tg.source(st.Source)
		}
		out = append(out, c)
	}
	return out
}

// documents are the papers and sources of an edition, and its media but for those
// that the page plays.
func (tg *tongue) documents(e *archive.Edition) []Link {
	var out []Link
	meta := e.Meta()
	for _, list := range [][]string{meta.Media, meta.Source, meta.Documents} {
		for _, d := range list {
			if tg.played(e, d) {
				continue
			}
			if strings.Contains(d, "://") && markup.SafeLink(d) {
				out = append(out, Link{Text: Text{Text: shortAddress(d)}, Href: d})
			} else {
				out = append(out, Link{Text: Text{Text: d}})
			}
		}
	}
	return out
}

// report gives the address that mistakes on a page are sent to, "" for none.
// Without a base URL the page is named by its address within the site.
func (tg *tongue) report(address string) string {
	return strings.ReplaceAll(tg.s.ReportURL, "{url}", url.QueryEscape(cmp.Or(absolute(tg.s.BaseURL, address), address)))
}

// shortAddress is an address as it is shown: without scheme, cut where it is
// long.
func shortAddress(s string) string {
	_, s, _ = strings.Cut(s, "://")
	return lang.Excerpt(strings.TrimSuffix(s, "/"), 48)
}

// kind says what kind of words these are.
func (tg *tongue) kind(v *Session, e *archive.Edition) {
	m := e.Meta()
	if m.Kind != "" {
		v.Kind = append(v.Kind, tg.p.T("kind-"+m.Kind))
	}
	if m.Original != "" && m.Original != e.Lang {
		v.Kind = append(v.Kind, tg.p.T("original-language", "Language", m.Original.Name(tg.l)))
	}
	if m.MadeBy != "" {
		v.Kind = append(v.Kind, tg.p.T("made-by-"+m.MadeBy))
	}
	if m.Status != "" {
		v.Kind = append(v.Kind, tg.p.T("status-"+m.Status))
	}
	if m.Corrected != "" {
		v.Kind = append(v.Kind, tg.p.T("corrected-on", "Date", tg.p.Date(m.Corrected)))
	}
	if len(m.TranscriptBy) > 0 {
		v.By = append(v.By, tg.p.T("transcript-by", "Names", strings.Join(m.TranscriptBy, ", ")))
	}
	if len(m.TranslationBy) > 0 {
		v.By = append(v.By, tg.p.T("translation-by", "Names", strings.Join(m.TranslationBy, ", ")))
	}
}

// voices lists who speaks, in order of first turn, with a colour each, so that
// neighbours in one room never share one.
func (tg *tongue) voices(v *Session, address string, e *archive.Edition) {
	for i, voice := range e.Voices {
		row := Voice{Color: i%colors + 1, Dash: min(i/colors, 2), Role: voice.Role}
		if voice.Speaker != nil {
			s := voice.Speaker
			row.Link = Link{Text: tg.name(s), Href: tg.rel(address, tg.addr(speakerAddress(s)))}
			row.Count = tg.count(address, row.Text, address, int(voice.Turns))
			if tg.chosen(e.Session) == e {
				row.Count.Href = tg.rel(address, tg.turnsAt(tg.ofSpeaker(s), e.Session))
			}
		} else {
			row.Link = Link{Text: tg.text(voice.Label, e.Script)}
			// No list has the turns of one who has no page, so they are not counted.
		}
		v.Voices = append(v.Voices, row)
	}
	most := 0
	for _, r := range v.Voices {
		most = max(most, r.Count.N)
	}
	for i := range v.Voices {
		if most > 0 {
			v.Voices[i].Count.Share = v.Voices[i].Count.N * 100 / most
		}
	}
}

// neighbours are the sessions before and after, in the series or, without one,
// among those without one.
func (tg *tongue) neighbours(address string, s *archive.Session) (prev, next *Link) {
	link := func(s *archive.Session) *Link {
		if s == nil {
			return nil
		}
		e := tg.chosen(s)
		return &Link{Text: tg.text(e.Title, e.Script), Href: tg.rel(address, sessionAddress(e))}
	}
	list := tg.inSeries[s.Series]
	i, ok := slices.BinarySearchFunc(list, s, byNewest)
	if ok && i+1 < len(list) {
		prev = link(list[i+1])
	}
	if ok && i > 0 {
		next = link(list[i-1])
	}
	return prev, next
}
