// Package akomantoso reads debates in Akoma Ntoso (LegalDocML), of version 1.0,
// 2.0 and 3.0: speeches with by, as and from, questions and answers, sections
// with headings, scenes, narratives and remarks.
//
// Other documents of the standard (acts, bills) are read as far as they have
// text, and nobody speaks in them. References to persons and roles are resolved
// from the file's own meta; nothing is fetched. Times of day become times since
// midnight of the first that the file gives.
package akomantoso

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "akomantoso".
func (Format) Name() string { return "akomantoso" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 4 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their root, or by their name.
func (Format) Match(p string, head []byte) format.Confidence {
	return format.MatchXML(p, head, ".akn", "<akomaNtoso", ":akomaNtoso")
}

// Words is the text between tags; see format.WordsXML.
func (Format) Words(f *source.File) (string, func(rune) bool) { return format.WordsXML(f.Text) }

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	r := &reader{
		x: format.NewXML(f.Text), t: &transcript.Transcript{File: f.Path, Format: "akomantoso", Lines: f.Lines()},
		shown: map[string]string{}, roles: map[string]string{}, ids: map[string]string{}, named: map[string]bool{}, person: map[string]int{}, open: -1,
	}
	var list diag.List
	if err := r.each(r.block, r.loose); err != nil && err != io.EOF && err != errFull {
		list = append(list, diag.New(diag.FileRefused, f.Path, r.x.Line(), 1, "%v", err))
	}
	r.flush()
	r.numbered()
	r.finish()
	return r.t, list
}

// reader reads one file.
type reader struct {
	x      *format.XML
	t      *transcript.Transcript
	shown  map[string]string // names of persons, organisations and roles by id
	roles  map[string]string
	ids    map[string]string // ids as the file writes them → as they are
	named  map[string]bool   // persons with names in several languages
	person map[string]int    // their places in Meta.People by ids as written

	depth  int // of sections that have a heading
	headed bool
	// inSection says that a part of the debate is read and no speech in it; num is
	// its number, until the heading.
	inSection bool
	num       string
	open      int // index of the turn that goes on, -1 for none
	around    int // how many speeches are around what is read
	prose     *format.Prose
	line      int
	said      []said
	midnight  time.Time // before the first time that the file gives
	marked    transcript.Time
	timed     bool // marked is the time of the next speech
	titled    bool // the title is that of the text, and not an alias
}

// said is what a speech says of its speaker, to be resolved at the end.
type said struct {
	by, as string
	from   bool // its label is printed
	ended  bool // its element is closed
}

// errFull ends the reading of a file of more turns than are read of any; that it
// is one is said by whoever reads all formats.
var errFull = errors.New("more turns than are read")

// each calls do for each element in the one that has begun, and words for text
// between them.
func (r *reader) each(do func(xml.StartElement) error, words func(string)) error {
	for {
		if len(r.t.Turns) > source.MaxTurns {
			return errFull
		}
		tok, err := r.x.Token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := do(tok); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		case xml.CharData:
			words(string(tok))
		}
	}
}

// block reads an element outside paragraphs.
func (r *reader) block(start xml.StartElement) error {
	switch start.Name.Local {
	case "meta":
		return r.meta(start)
	case "debateSection", "administrationOfOath", "rollCall", "prayers", "oralStatements", "writtenStatements", "personalStatements", "ministerialStatements",
		"resolutions", "nationalInterest", "declarationOfVote", "communication", "petitions", "papers", "noticesOfMotion", "questions", "address", "proceduralMotions", "pointOfOrder", "adjournment", "debateBody":
		return r.section()
	case "heading", "subheading":
		return r.heading()
	case "speech", "question", "answer":
		return r.speech(start)
	case "from":
		return r.from()
	case "num":
		if r.inSection && r.prose == nil && len(r.num) < maxHead {
			var p format.Prose
			err := r.each(func(s xml.StartElement) error { return r.inline(s, &p) }, p.Write)
			text, _ := p.Text()
			r.num = strings.TrimSpace(r.num + " " + text)
			return err
		}
	case "p", "li", "block", "listIntroduction", "listWrapUp", "tocItem", "longTitle", "th", "td", "docTitle":
		if start.Name.Local == "docTitle" {
			return r.title()
		}
		return r.paragraph(start)
	case "scene", "narrative", "summary", "comment", "other":
		return r.noted(start)
	case "recordedTime":
		return r.recorded(start)
	case "br", "eol", "hcontainer":
		if start.Name.Local == "hcontainer" {
			return r.each(r.block, r.loose)
		}
		return r.drop(transcript.Variant)
	case "preface", "coverPage":
		return r.preface()
	}
	if inlines[start.Name.Local] {
		return r.inline(start, r.loosely())
	}
	err := r.each(r.block, r.loose)
	return err
}

// inlines are the elements that may stand among words.
var inlines = map[string]bool{
	"a": true, "b": true, "i": true, "u": true, "sub": true, "sup": true, "span": true, "ref": true, "remark": true, "person": true, "role": true, "entity": true, "organization": true, "quantity": true, "date": true, "time": true, "docDate": true, "term": true, "concept": true, "def": true, "ins": true, "del": true, "omissis": true, "placeholder": true, "location": true, "event": true, "object": true, "process": true, "quotedText": true, "embeddedText": true, "affectedDocument": true, "docNumber": true, "abbr": true, "num": true, "noteRef": true, "authorialNote": true, "inline": true, "mref": true, "rref": true, "img": true, "docketNumber": true, "signature": true, "session": true, "legislature": true, "outcome": true, "vote": true, "change": true, "decoration": true,
}

// section reads a part of the debate; its heading is a section one level deeper
// than that of the part around it.
func (r *reader) section() error {
	r.flush()
	r.numbered()
	depth, headed, in := r.depth, r.headed, r.inSection
	r.headed, r.inSection = false, true
	err := r.each(r.block, r.loose)
	r.flush()
	r.numbered()
	r.depth, r.headed, r.inSection = depth, headed, in
	return err
}

// numbered keeps the number of a part that has no heading as a paragraph.
func (r *reader) numbered() {
	if r.num != "" {
		r.loosely().Write(r.num)
		r.num = ""
		r.flush()
	}
}

// maxHead is how long a heading, title or number may be, in bytes, that a second
// one goes on with.
const maxHead = 1000

func (r *reader) heading() error {
	r.flush()
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(s xml.StartElement) error {
		if s.Name.Local == "recordedTime" {
			return r.recorded(s)
		}
		return r.inline(s, &p)
	}, p.Write)
	text, _ := p.Text()
	if text == "" {
		return err
	}
	if r.num != "" {
		text, r.num = r.num+" "+text, ""
	}
	n, turns := len(r.t.Sections), len(r.t.Turns)
	if r.headed && n > 0 && (turns == 0 || r.t.Turns[turns-1].Section != n) && len(r.t.Sections[n-1].Title) < maxHead {
		r.t.Sections[n-1].Title += ": " + text
		return err
	}
	if !r.headed {
		r.depth++
		r.headed = true
	}
	r.open = -1
	r.t.Sections = append(r.t.Sections, transcript.Section{Level: min(r.depth+1, 6), Title: text, Line: line})
	return err
}

// begin opens a turn.
func (r *reader) begin() *transcript.Turn {
	r.t.Turns = append(r.t.Turns, transcript.Turn{
		Section: len(r.t.Sections), Line: r.x.Line(), EndLine: r.x.Line(), Start: transcript.NoTime, End: transcript.NoTime, Confidence: 1,
	})
	r.said = append(r.said, said{})
	r.open = len(r.t.Turns) - 1
	return &r.t.Turns[r.open]
}

// turn gives the turn that goes on, or opens one that nobody speaks.
func (r *reader) turn() *transcript.Turn {
	if r.open < 0 {
		return r.begin()
	}
	return &r.t.Turns[r.open]
}

// speech reads what somebody says as a turn.
func (r *reader) speech(start xml.StartElement) error {
	r.flush()
	r.numbered()
	in := r.inSection
	r.inSection = false
	defer func() { r.inSection = in }()
	attr := func(name string) string { return format.Attr(start.Attr, name) }
	turn := r.begin()
	n := r.open
	r.said[n] = said{by: bare(attr("by")), as: bare(attr("as"))}
	if l, err := lang.Parse(attr("lang")); err == nil && l != r.t.Meta.Lang {
		turn.Lang = l
	}
	for _, class := range strings.Fields(attr("class")) { // as the export of this program writes it
		if l, ok := strings.CutPrefix(class, "spoken."); ok {
			turn.Original, _ = lang.Parse(l)
		}
		if class == "anchor" {
			turn.ID = attr("eId")
		}
	}
	turn.Start, turn.End = r.clock(cmp.Or(attr("startTime"), attr("recordedTime"))), r.clock(attr("endTime"))
	if turn.Start == transcript.NoTime && r.timed {
		turn.Start = r.marked
	}
	r.timed = false
	r.around++
	err := r.each(r.block, r.loose)
	r.flush()
	r.around--
	r.said[n].ended = true
	turn = &r.t.Turns[n]
	turn.EndLine = r.x.Line()
	if r.timed && turn.Start == transcript.NoTime {
		turn.Start = r.marked
		r.timed = false
	}
	if turn.End < turn.Start {
		turn.End = transcript.NoTime // one of the two is wrong, and it is the first that pages lead to
	}
	if len(turn.Segments) == 0 && !r.said[n].from && n == len(r.t.Turns)-1 {
		r.t.Turns, r.said = r.t.Turns[:n], r.said[:n]
		r.open = -1
		if n > 0 && r.t.Turns[n-1].Section == len(r.t.Sections) {
			r.open = n - 1
		}
	}
	return err
}

// from reads the label of a speech as printed. Further words before the colon
// of a second one go on with it.
func (r *reader) from() error {
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(s xml.StartElement) error {
		if s.Name.Local == "recordedTime" {
			return r.recorded(s)
		}
		return r.inline(s, &p)
	}, p.Write)
	text, _ := p.Text()
	text = strings.TrimRight(text, ":：﹕︰ ")
	if text == "" {
		return err
	}
	if r.open < 0 || r.said[r.open].from || len(r.t.Turns[r.open].Segments) > 0 {
		r.begin()
	}
	name, role := format.SplitLabel(text)
	if name == "" {
		name, role = text, ""
	}
	turn := &r.t.Turns[r.open]
	turn.Label, turn.Role, turn.Line = name, role, line
	r.said[r.open].from = true
	return err
}

// loosely gives the paragraph of words that have no element of their own.
func (r *reader) loosely() *format.Prose {
	if r.prose == nil {
		r.prose, r.line = new(format.Prose), r.x.Line()
	}
	return r.prose
}

func (r *reader) loose(s string) {
	if r.prose != nil || strings.TrimSpace(s) != "" {
		r.loosely().Write(s)
	}
}

// flush ends a paragraph without an element of its own.
func (r *reader) flush() {
	if p := r.prose; p != nil {
		r.prose = nil
		r.add(p, transcript.Segment{Line: r.line})
	}
}

// add adds a paragraph to the turn that goes on. What stands between speeches is
// spoken by nobody; what is noted there stays with the speech after which it was
// heard.
func (r *reader) add(p *format.Prose, seg transcript.Segment) {
	seg.Text, seg.Spans = p.Text()
	if seg.Text == "" {
		return
	}
	if len(seg.Spans) > 0 && seg.Kind == transcript.Speech && seg.Spans[0].Kind == transcript.Event && seg.Spans[0].End-seg.Spans[0].Start == len(seg.Text) {
		seg.Kind = transcript.Note
	}
	r.x.Paragraph()
	if r.around == 0 && seg.Kind != transcript.Note && r.open >= 0 && r.said[r.open].ended {
		r.open = -1
	}
	turn := r.turn()
	turn.Segments = append(turn.Segments, seg)
	turn.EndLine = r.x.Line()
}

// paragraph reads an element as a segment.
func (r *reader) paragraph(start xml.StartElement) error {
	r.flush()
	p := &format.Prose{Keep: format.Attr(start.Attr, "space") == "preserve"}
	seg := transcript.Segment{Line: r.x.Line()}
	if start.Name.Local == "li" {
		seg.Kind = transcript.Item
	}
	err := r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "recordedTime":
			return r.recorded(s)
		case "from":
			return r.from()
		}
		if !inlines[s.Name.Local] && s.Name.Local != "br" && s.Name.Local != "eol" {
			r.add(p, seg)
			*p = format.Prose{Keep: p.Keep}
			return r.block(s)
		}
		return r.inline(s, p)
	}, p.Write)
	r.add(p, seg)
	return err
}

// noted reads what the record says of the meeting, rather than what is said in
// it, as an event. It belongs to the turn after which it stands.
func (r *reader) noted(start xml.StartElement) error {
	r.flush()
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(s xml.StartElement) error {
		p.Blank()
		err := r.inline(s, &p)
		p.Blank()
		return err
	}, p.Write)
	text, _ := p.Text()
	var note format.Prose
	note.PutNote(text, known(format.Attr(start.Attr, "type")))
	r.add(&note, transcript.Segment{Line: line})
	return err
}

// known gives the kind of event that an attribute names, "" for none.
func known(kind string) string {
	switch kind {
	case format.Inaudible, format.Laughter, format.Applause, format.Crosstalk, format.Noise, format.Reading, format.Pause, format.Music, format.Break, format.Language, format.End, format.Other:
		return kind
	}
	return ""
}

// inline reads an element within a paragraph.
func (r *reader) inline(start xml.StartElement, p *format.Prose) error {
	within := func() error { return r.each(func(s xml.StartElement) error { return r.inline(s, p) }, p.Write) }
	span := func(kind transcript.SpanKind, value string) error {
		n := p.Open()
		err := within()
		p.Close(n, kind, value)
		return err
	}
	switch start.Name.Local {
	case "i", "b", "sub", "sup":
		kind, _ := format.SpanOf(start.Name.Local)
		return span(kind, "")
	case "a", "ref":
		if href := format.Attr(start.Attr, "href"); strings.Contains(href, "://") {
			return span(transcript.Link, href)
		}
	case "br", "eol":
		if start.Name.Local == "br" {
			p.Break()
		} else {
			p.Blank()
		}
		return r.drop(transcript.Variant)
	case "recordedTime":
		return r.recorded(start)
	case "remark", "authorialNote", "omissis", "scene", "narrative", "comment":
		var inner format.Prose
		err := r.each(func(s xml.StartElement) error { return r.inline(s, &inner) }, inner.Write)
		text, _ := inner.Text()
		kind := known(format.Attr(start.Attr, "type"))
		if format.Attr(start.Attr, "class") == "plain" && text != "" {
			n := p.Open()
			p.Put(text)
			p.Close(n, transcript.Event, cmp.Or(kind, format.Other))
			return err
		}
		p.PutNote(text, kind)
		return err
	}
	return within()
}

// recorded reads a time of the day that stands in the record: of the speech
// within which it stands, else of the next.
func (r *reader) recorded(start xml.StartElement) error {
	if at := r.clock(format.Attr(start.Attr, "time")); at != transcript.NoTime && !r.timed {
		r.marked, r.timed = at, true
	}
	return r.drop(transcript.Furniture)
}

// drop keeps the text of the element that has begun among what was dropped.
func (r *reader) drop(kind transcript.DropKind) error {
	line := r.x.Line()
	var p format.Prose
	err := r.text(&p)
	if text, _ := p.Text(); text != "" {
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: kind, Text: text})
	}
	return err
}

func (r *reader) text(p *format.Prose) error {
	return r.each(func(xml.StartElement) error {
		p.Blank()
		err := r.text(p)
		p.Blank()
		return err
	}, p.Write)
}

// clock gives a time of day as that since midnight of the first day that the
// file names.
func (r *reader) clock(s string) transcript.Time {
	if s == "" {
		return transcript.NoTime
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		// Clocks that are set back or forward during a meeting are none.
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
		if r.midnight.IsZero() {
			r.midnight = t.Truncate(24 * time.Hour)
		}
		if since := t.Sub(r.midnight); since >= 0 && since < 1000*24*time.Hour {
			return transcript.Time(since.Milliseconds())
		}
		return transcript.NoTime
	}
	if at, rest := format.LeadingTime(s); rest == "" {
		return at
	}
	return transcript.NoTime
}

// bare is the id that a reference names.
func bare(ref string) string {
	if i := strings.LastIndexAny(ref, "#/"); i >= 0 {
		return ref[i+1:]
	}
	return ref
}
