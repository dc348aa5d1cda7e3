package tei

import (
	"encoding/xml"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// body is how far the text of a session has been read.
type body struct {
	lang    lang.Tag // of the text
	depth   int      // of divisions that have a heading
	headed  bool     // the division that is read has its heading
	open    bool     // the last turn goes on
	around  int      // how many utterances are around what is read
	page    int
	label   *label // printed before a turn that is still to come
	said    []said // what utterances say of the turn of the same index
	dropped []transcript.Dropped
	spans   []spanOfTime // of segments
	timing

	between format.Loose
	preset  utterance // of the annotationBlock around an utterance

	languages []lang.Tag // of the paragraphs of the utterance that is read
}

// said is what an utterance says of its speaker and time, to be resolved when
// all of the file is known.
type said struct {
	who        []string // as written, without the mark of a reference
	role       string   // chair, regular or guest
	start, end string
	printed    bool // its label is
	started    bool // it is an utterance and no stretch between two
	ended      bool // the utterance is closed
}

// utterance is an element that somebody speaks in.
type utterance struct{ who, ana, start, end string }

func newBody(start xml.StartElement) body {
	return body{lang: language(start.Attr)}
}

// block reads an element outside utterances.
func (r *reader) block(start xml.StartElement) error {
	switch name := start.Name.Local; name {
	case "text":
		if l := language(start.Attr); l != "" && r.lang == "" {
			r.lang, r.t.Meta.Lang = l, l
		}
		return r.each(r.block, r.loose)
	case "body", "group", "front", "back", "TEI", "annotationBlock", "floatingText", "opener", "closer", "argument":
		if name == "annotationBlock" {
			r.preset = utteranceOf(start)
		}
		err := r.each(r.block, r.loose)
		r.flush()
		r.preset = utterance{}
		return err
	case "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7":
		return r.division(start)
	case "head", "docTitle", "titlePart":
		return r.head()
	case "u", "sp":
		return r.utterance(start)
	case "note":
		if format.Attr(start.Attr, "type") == "speaker" {
			r.flush()
			return r.speakerNote()
		}
		return r.noted(start)
	case "kinesic", "vocal", "incident", "gap", "pause", "stage", "shift", "writing":
		return r.noted(start)
	case "pb":
		r.turnPage(start)
		return r.drop(start, transcript.Variant)
	case "timeline":
		n, err := r.x.Tree(start)
		r.timeline(n)
		r.t.Dropped = append(r.t.Dropped, n.Left(transcript.Variant)...)
		return err
	case "listPerson":
		return r.persons(start)
	case "spanGrp", "linkGrp", "standOff", "teiHeader":
		return r.drop(start, transcript.Variant)
	case "include":
		return r.drop(start, transcript.Variant) // of another file, or what stands for it
	case "p", "ab", "seg", "lg", "l", "quote", "cit", "q":
		return r.paragraph(start)
	case "list", "table", "row":
		return r.rows(start)
	}
	return r.inline(start, r.between.Begin(r.x))
}

// division reads a div. Its heading, if it has one, is a section one level
// deeper than that of the division around it.
func (r *reader) division(start xml.StartElement) error {
	r.flush()
	r.lastLabel()
	depth, headed := r.depth, r.headed
	r.headed = false
	err := r.each(r.block, r.loose)
	r.flush()
	r.lastLabel()
	r.depth, r.headed = depth, headed
	return err
}

// maxHead is how long a heading may be, in bytes, that a second one goes on with.
const maxHead = 1000

// head reads a heading. A second one of the same division goes on with it.
func (r *reader) head() error {
	r.flush()
	r.lastLabel()
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(s xml.StartElement) error { return r.inline(s, &p) }, p.Write)
	text, _ := p.Text()
	if text == "" {
		return err
	}
	if n := len(r.t.Sections); r.headed && n > 0 && !r.spokenIn(n) && len(r.t.Sections[n-1].Title) < maxHead {
		r.t.Sections[n-1].Title += ": " + text
		return err
	}
	if !r.headed {
		r.depth++
		r.headed = true
	}
	r.open = false
	r.t.Sections = append(r.t.Sections, transcript.Section{Level: min(r.depth+1, 6), Title: text, Line: line})
	return err
}

// spokenIn tells whether there is a turn in a section.
func (r *reader) spokenIn(section int) bool {
	n := len(r.t.Turns)
	return n > 0 && r.t.Turns[n-1].Section == section
}

func utteranceOf(start xml.StartElement) utterance {
	return utterance{
		who: format.Attr(start.Attr, "who"), ana: format.Attr(start.Attr, "ana"),
		start: attrOr(start, "start", "synch"), end: format.Attr(start.Attr, "end"),
	}
}

func attrOr(start xml.StartElement, name, other string) string {
	if v := format.Attr(start.Attr, name); v != "" {
		return v
	}
	return format.Attr(start.Attr, other)
}

// utterance reads what somebody says as a turn.
func (r *reader) utterance(start xml.StartElement) error {
	r.flush()
	u := utteranceOf(start)
	if u.who == "" {
		u.who, u.ana = r.preset.who, r.preset.ana
	}
	if u.start == "" && u.end == "" {
		u.start, u.end = r.preset.start, r.preset.end
	}
	n := len(r.t.Turns)
	r.begin()
	r.said[n] = said{who: references(u.who), role: roleOf(u.ana), start: u.start, end: u.end}
	turn := &r.t.Turns[n]
	turn.Lang = r.differing(language(start.Attr))
	for _, a := range strings.Fields(u.ana) {
		if l, ok := strings.CutPrefix(a, spoken); ok {
			turn.Original, _ = lang.Parse(l)
		}
	}
	if format.Attr(start.Attr, "rend") == anchored {
		turn.ID = format.Attr(start.Attr, "n")
	}
	r.takeLabel(n)
	r.around++
	err := r.each(r.within, r.loose)
	r.flush()
	r.around--
	r.said[n].ended = true
	turn = &r.t.Turns[n]
	turn.EndLine = r.x.Line()
	r.sameLanguage(turn)
	if len(turn.Segments) == 0 && !r.said[n].printed {
		r.t.Turns, r.said = r.t.Turns[:n], r.said[:n]
		r.open = n > 0 && r.t.Turns[n-1].Section == len(r.t.Sections)
	}
	return err
}

// What the export of this program writes beyond what corpora do: the language
// spoken, and that n= is the address that a writer gave the turn.
const (
	spoken   = "spoken:"
	anchored = "anchor"
)

// differing gives a language where it is not that of the text.
func (r *reader) differing(l lang.Tag) lang.Tag {
	if l == "" || l == r.lang || r.lang.Finds(l) || l.Finds(r.lang) {
		return ""
	}
	return l
}

// within reads a child of an utterance.
func (r *reader) within(start xml.StartElement) error {
	switch name := start.Name.Local; name {
	case "speaker": // of sp
		return r.speakerNote()
	case "seg", "p", "ab", "lg", "l":
		return r.paragraph(start)
	case "head":
		return r.innerHead(start)
	case "s", "w", "pc", "hi", "foreign", "name", "ref", "anchor", "lb", "unclear", "del", "emph", "term", "num", "date", "time", "phr", "cl", "c", "choice", "ruby", "media":
		return r.inline(start, r.between.Begin(r.x))
	case "kinesic", "vocal", "incident", "gap", "pause", "shift", "note", "stage", "desc":
		// Within words that have no element of their own, what is noted stands
		// where it was heard.
		if p := r.between.Prose(); p != nil && !p.Empty() && name != "note" {
			return r.inline(start, p)
		}
		return r.noted(start)
	case "u", "sp", "annotationBlock": // one utterance in another: a turn of its own
		return r.block(start)
	}
	return r.block(start)
}

// begin opens a turn.
func (r *reader) begin() *transcript.Turn {
	r.t.Turns = append(r.t.Turns, transcript.Turn{
		Section: len(r.t.Sections), Line: r.x.Line(), EndLine: r.x.Line(),
		Start: transcript.NoTime, End: transcript.NoTime, Confidence: 1,
	})
	r.said = append(r.said, said{})
	r.open = true
	return &r.t.Turns[len(r.t.Turns)-1]
}

// turn gives the turn that goes on, or opens one that nobody speaks.
func (r *reader) turn() *transcript.Turn {
	if !r.open || len(r.t.Turns) == 0 {
		return r.begin()
	}
	return &r.t.Turns[len(r.t.Turns)-1]
}

// add adds a paragraph to the turn that goes on. What stands between utterances
// is spoken by nobody, unless a label was printed before it; what is noted there
// stays with the turn after which it was heard.
func (r *reader) add(seg transcript.Segment) {
	r.x.Paragraph()
	if n := len(r.t.Turns); r.around == 0 && seg.Kind != transcript.Note {
		switch {
		case r.label != nil:
			r.lastLabel()
			r.open = true
		case n > 0 && r.said[n-1].ended:
			r.open = false
		}
	}
	turn := r.turn()
	turn.Segments = append(turn.Segments, seg)
	turn.EndLine = r.x.Line()
	for _, s := range seg.Spans {
		if s.Kind == transcript.Gap {
			r.t.Gaps++
		}
	}
}

// loose adds words that stand between elements.
func (r *reader) loose(s string) { r.between.Write(r.x, s) }

// flush ends a paragraph without an element of its own.
func (r *reader) flush() {
	if p, line := r.between.Take(); p != nil {
		r.addProse(p, transcript.Segment{Line: line, Page: r.page})
	}
}

// addProse adds a paragraph that was gathered, if it has any text.
func (r *reader) addProse(p *format.Prose, seg transcript.Segment) {
	times := r.anchors.take(p)
	seg.Text, seg.Spans = p.Text()
	if seg.Text == "" {
		return
	}
	if n := len(seg.Spans); n > 0 && seg.Kind == transcript.Speech && seg.Spans[0].Kind == transcript.Event && seg.Spans[0].End-seg.Spans[0].Start == len(seg.Text) {
		seg.Kind = transcript.Note
	}
	r.add(seg)
	if times != (spanOfTime{}) {
		times.turn = len(r.t.Turns) - 1
		times.segment = len(r.t.Turns[times.turn].Segments) - 1
		r.spans = append(r.spans, times)
	}
}

// turnPage notes the page that begins.
func (r *reader) turnPage(start xml.StartElement) {
	if n, err := strconv.Atoi(format.Attr(start.Attr, "n")); err == nil && n > 0 && n < 1<<30 {
		r.page = n
	}
}

// close ends what is left open at the end of the text.
func (r *reader) close() {
	r.lastLabel()
	r.open = false
}
