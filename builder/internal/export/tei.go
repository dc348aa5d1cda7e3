package export

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// teiSpace is the namespace of TEI P5.
const teiSpace = "http://www.tei-c.org/ns/1.0"

// TEI writes an edition as a record in TEI P5, in the manner of ParlaMint: the
// printed label as a note before each utterance, notes and sounds as kinesic,
// vocal, incident, gap or note, sections as div with a head, times as points of
// a timeline, and a list of the persons who speak. Front matter that TEI has no
// place for is notes of the header, by the name of its key.
func TEI(w io.Writer, d *Document) error {
	t := &teiWriter{element: newElement(w), ids: ids(d), persons: true}
	t.w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	t.document(d, "xmlns", teiSpace)
	t.line(0)
	return t.w.Flush()
}

// Corpus writes several editions as one teiCorpus, whose header lists the persons
// of all.
type Corpus struct{ t *teiWriter }

// NewCorpus begins a corpus. all has the title and the speakers of it.
func NewCorpus(w io.Writer, all *Document) (*Corpus, error) {
	t := &teiWriter{element: newElement(w), ids: ids(all)}
	t.w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	t.line(0)
	t.open("teiCorpus", "xmlns", teiSpace, "xml:id", "corpus")
	t.line(1)
	t.open("teiHeader")
	t.line(2)
	t.open("fileDesc")
	t.line(3)
	t.open("titleStmt")
	t.line(4)
	t.open("title", "type", "main")
	t.text(all.Title)
	t.close("title")
	t.line(3)
	t.close("titleStmt")
	t.w.WriteString("<publicationStmt><publisher/></publicationStmt><sourceDesc><bibl/></sourceDesc>")
	t.line(2)
	t.close("fileDesc")
	t.taxonomy()
	t.line(2)
	t.open("profileDesc")
	t.listPerson(all)
	t.line(2)
	t.close("profileDesc")
	t.line(1)
	t.close("teiHeader")
	return &Corpus{t}, t.w.Flush()
}

// Add writes an edition.
func (c *Corpus) Add(d *Document) error {
	c.t.document(d)
	return c.t.w.Flush()
}

// Close ends the corpus.
func (c *Corpus) Close() error {
	c.t.line(0)
	c.t.close("teiCorpus")
	c.t.line(0)
	return c.t.w.Flush()
}

type teiWriter struct {
	element
	ids     map[string]string // of speakers, as XML allows them
	persons bool              // each document lists its own
	id      string            // of the document
	page    int
}

func (t *teiWriter) document(d *Document, attrs ...string) {
	t.id = ncName(strings.ReplaceAll(d.Session, "/", ".") + "." + tag(d.Lang))
	t.page = 0
	t.line(0)
	t.open("TEI", append(attrs, "xml:id", t.id, "xml:lang", tag(d.Lang))...)
	t.header(d)
	t.line(1)
	t.open("text", "xml:lang", tag(d.Lang))
	t.timeline(d)
	t.line(2)
	t.open("body")
	t.divisions(d)
	t.line(2)
	t.close("body")
	t.line(1)
	t.close("text")
	t.line(0)
	t.close("TEI")
}

func (t *teiWriter) header(d *Document) {
	t.line(1)
	t.open("teiHeader")
	t.line(2)
	t.open("fileDesc")
	t.line(3)
	t.open("titleStmt")
	t.line(4)
	t.open("title", "type", "main", "xml:lang", string(d.Lang))
	t.text(d.Title)
	t.close("title")
	t.line(3)
	t.close("titleStmt")
	t.line(3)
	t.w.WriteString("<publicationStmt><publisher/>")
	t.with(4, "idno", d.Session, "type", "session")
	if d.Meta.Rights != "" {
		t.w.WriteString("<availability>")
		t.with(4, "licence", d.Meta.Rights)
		t.w.WriteString("</availability>")
	}
	t.w.WriteString("</publicationStmt>")
	if d.Series != "" {
		t.line(3)
		t.w.WriteString("<seriesStmt>")
		t.with(4, "title", d.Series)
		t.w.WriteString("</seriesStmt>")
	}
	t.notes(d)
	t.source(d)
	t.line(2)
	t.close("fileDesc")
	if t.persons {
		t.taxonomy()
	}
	t.line(2)
	t.open("profileDesc")
	if d.Date != "" {
		t.line(3)
		t.w.WriteString("<settingDesc><setting>")
		t.empty("date", "when", string(d.Date))
		t.w.WriteString("</setting></settingDesc>")
	}
	if len(d.Topics) > 0 {
		t.line(3)
		t.w.WriteString("<textClass><keywords>")
		for _, s := range d.Topics {
			t.with(4, "term", s)
		}
		t.w.WriteString("</keywords></textClass>")
	}
	if t.persons {
		t.listPerson(d)
	}
	t.line(2)
	t.close("profileDesc")
	t.line(1)
	t.close("teiHeader")
}

// notes writes front matter that has no other place.
func (t *teiWriter) notes(d *Document) {
	m := d.Meta
	var all [][2]string
	add := func(key string, values ...string) {
		for _, v := range values {
			if v != "" {
				all = append(all, [2]string{key, v})
			}
		}
	}
	add("summary", m.Summary)
	add("kind", m.Kind)
	add("original", string(m.Original))
	add("made_by", m.MadeBy)
	add("status", m.Status)
	add("corrected", string(m.Corrected))
	add("speakers", d.alone())
	add("documents", m.Documents...)
	add("transcript_by", m.TranscriptBy...)
	add("translation_by", m.TranslationBy...)
	add("aliases", m.Aliases...)
	if len(all) == 0 {
		return
	}
	t.line(3)
	t.open("notesStmt")
	for _, n := range all {
		t.with(4, "note", n[1], "type", n[0])
	}
	t.close("notesStmt")
}

// alone is the name of the only speaker of turns that have no label, "" where
// there is none.
func (d *Document) alone() string {
	for _, turn := range d.Turns {
		if turn.Label != "" {
			return ""
		}
	}
	for _, turn := range d.Turns {
		for _, s := range d.Speakers {
			if turn.Speaker == s.ID {
				return s.name(d)
			}
		}
	}
	return ""
}

// name gives the name of a speaker in the language of a document, else the
// first, else the id.
func (s Speaker) name(d *Document) string {
	for _, n := range s.Names {
		if n.Lang == d.Lang {
			return n.Text
		}
	}
	if len(s.Names) > 0 {
		return s.Names[0].Text
	}
	return s.ID
}

// mediaTypes are those of recordings by the ends of their names.
var mediaTypes = map[string]string{".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav", ".mp4": "video/mp4", ".webm": "video/webm"}

func (t *teiWriter) source(d *Document) {
	t.line(3)
	t.open("sourceDesc")
	t.line(4)
	t.open("bibl")
	for _, s := range d.Meta.Source {
		t.with(5, "idno", s, "type", "URI")
	}
	t.close("bibl")
	if len(d.Meta.Media) > 0 {
		t.line(4)
		t.w.WriteString("<recordingStmt><recording>")
		for _, m := range d.Meta.Media {
			kind := mediaTypes[strings.ToLower(path.Ext(m))]
			if kind == "" {
				kind = "application/octet-stream"
			}
			t.line(5)
			t.empty("media", "mimeType", kind, "url", m)
		}
		t.w.WriteString("</recording></recordingStmt>")
	}
	t.line(3)
	t.close("sourceDesc")
}

// types are ParlaMint's types of speakers, with what they mean.
var types = [][2]string{{"chair", "chairs the meeting"}, {"regular", "a member of the body"}, {"guest", "no member of the body"}}

func (t *teiWriter) taxonomy() {
	t.line(2)
	t.w.WriteString(`<encodingDesc><classDecl><taxonomy xml:id="speaker_types">`)
	for _, kind := range types {
		t.line(3)
		t.open("category", "xml:id", kind[0])
		t.w.WriteString("<catDesc>" + kind[1] + "</catDesc></category>")
	}
	t.line(2)
	t.w.WriteString("</taxonomy></classDecl></encodingDesc>")
}

func (t *teiWriter) listPerson(d *Document) {
	if len(d.Speakers) == 0 {
		return
	}
	t.line(3)
	t.w.WriteString("<particDesc><listPerson>")
	for _, s := range d.Speakers {
		kind := s.Kind
		if kind == "person" {
			kind = ""
		}
		t.line(4)
		t.open("person", "xml:id", t.ids[s.ID], "role", kind)
		for _, n := range s.Names {
			t.with(5, "persName", n.Text, "xml:lang", string(n.Lang))
		}
		if s.Sex != "" {
			t.line(5)
			t.empty("sex", "value", s.Sex)
		}
		for _, a := range s.Affiliations {
			t.line(5)
			t.open("affiliation", "from", a.From, "to", a.To)
			for _, n := range a.Role {
				t.with(6, "roleName", n.Text, "xml:lang", string(n.Lang))
			}
			for _, n := range a.Org {
				t.with(6, "orgName", n.Text, "xml:lang", string(n.Lang))
			}
			t.close("affiliation")
		}
		for _, l := range s.Links {
			t.with(5, "idno", l, "type", "URI")
		}
		if t.ids[s.ID] != s.ID {
			t.with(5, "idno", s.ID, "type", "dixit")
		}
		t.line(4)
		t.close("person")
	}
	t.line(3)
	t.w.WriteString("</listPerson></particDesc>")
}

// timeline writes the points at which anything begins or ends.
func (t *teiWriter) timeline(d *Document) {
	seen := map[transcript.Time]bool{transcript.NoTime: true}
	var all []transcript.Time
	add := func(list ...transcript.Time) {
		for _, at := range list {
			if !seen[at] {
				seen[at] = true
				all = append(all, at)
			}
		}
	}
	for _, turn := range d.Turns {
		add(turn.Start, turn.End)
		for _, s := range turn.Segments {
			if s.Time.Known() {
				add(s.Time.Start, s.Time.End)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	slices.Sort(all)
	zero := t.id + ".origin"
	t.line(2)
	t.open("timeline", "unit", "s", "origin", "#"+zero)
	t.line(3)
	t.empty("when", "xml:id", zero)
	for _, at := range all {
		t.line(3)
		t.empty("when", "xml:id", t.point(at), "interval", secondsOf(at), "since", "#"+zero)
	}
	t.line(2)
	t.close("timeline")
}

func (t *teiWriter) point(at transcript.Time) string { return fmt.Sprintf("%s.T%d", t.id, at) }

// ref is a reference to a point, "" for no time.
func (t *teiWriter) ref(at transcript.Time) string {
	if at == transcript.NoTime {
		return ""
	}
	return "#" + t.point(at)
}

// divisions writes sections as divisions within each other and the turns in
// them.
func (t *teiWriter) divisions(d *Document) {
	var open []int // levels of the divisions that are open; 0 for that before the first section
	shut := func(level int) {
		for len(open) > 0 && open[len(open)-1] >= level {
			open = open[:len(open)-1]
			t.line(3 + len(open))
			t.close("div")
		}
	}
	begin := func(level int) {
		t.line(3 + len(open))
		t.open("div", "type", "debateSection")
		open = append(open, level)
	}
	section, fresh := 0, false
	enter := func(to int) {
		for ; section < to && section < len(d.Sections); section++ {
			s := d.Sections[section]
			if len(open) > 0 && open[0] == 0 {
				shut(0)
			}
			shut(s.Level)
			begin(s.Level)
			t.with(3+len(open), "head", s.Title)
			fresh = true
		}
	}
	for i, turn := range d.Turns {
		enter(turn.Section)
		if len(open) == 0 {
			begin(0)
			fresh = true
		}
		t.turn(turn, 3+len(open), fresh && i >= 0)
		fresh = false
	}
	enter(len(d.Sections))
	shut(0)
}

// turn writes a turn. What was only noted where a section begins is no
// utterance.
func (t *teiWriter) turn(turn Turn, indent int, first bool) {
	segs := paragraphs(turn.Segments)
	if first && turn.Label == "" && turn.Start == transcript.NoTime && turn.End == transcript.NoTime && turn.ID == "" && turn.Lang == "" && turn.Original == "" && turn.Role == "" && onlyNotes(segs) {
		for _, s := range segs {
			t.segment(s, indent)
		}
		return
	}
	kind, role := typeOf(turn.Role)
	if turn.Label != "" {
		t.label(turn.Label, role, indent)
	} else {
		kind = turn.Role
	}
	ana, who := "", ""
	if kind != "" {
		ana = "#" + kind
	}
	if turn.Original != "" {
		ana = strings.TrimSpace(ana + " spoken:" + string(turn.Original))
	}
	if turn.Label != "" && t.ids[turn.Speaker] != "" {
		who = "#" + t.ids[turn.Speaker]
	}
	rend := ""
	if turn.ID != "" {
		rend = "anchor"
	}
	t.line(indent)
	t.open("u", "xml:id", t.id+"."+ncName(turn.Anchor), "n", turn.ID, "rend", rend, "who", who, "ana", ana, "xml:lang", string(turn.Lang), "start", t.ref(turn.Start), "end", t.ref(turn.End))
	for _, s := range segs {
		t.segment(s, indent+1)
	}
	t.line(indent)
	t.close("u")
}

func onlyNotes(segs []transcript.Segment) bool {
	for _, s := range segs {
		if s.Kind != transcript.Note || !alone(s) {
			return false
		}
	}
	return len(segs) > 0
}

// alone tells whether a segment is one event and nothing else.
func alone(s transcript.Segment) bool {
	return len(s.Spans) > 0 && s.Spans[0].Kind == transcript.Event && s.Spans[0].Start == 0 && s.Spans[0].End == len(s.Text)
}

// typeOf takes the type of a speaker off a role.
func typeOf(role string) (kind, rest string) {
	for _, k := range types {
		if role == k[0] {
			return role, ""
		}
		if rest, ok := strings.CutPrefix(role, k[0]+", "); ok && k[0] != "regular" {
			return k[0], rest
		}
	}
	return "", role
}

// label writes a label as printed, its parts marked where its form alone would
// not tell them again.
func (t *teiWriter) label(label, role string, indent int) {
	t.line(indent)
	t.open("note", "type", "speaker")
	bare := strings.TrimRight(label, ":：﹕︰ ")
	name, bracket := format.SplitLabel(label)
	if role == "" && bare == label && name == label && bracket == "" {
		t.text(label)
	} else {
		t.open("persName", "xml:space", "preserve")
		t.text(label)
		t.close("persName")
		if role != "" {
			t.w.WriteString(" (")
			t.open("roleName", "xml:space", "preserve")
			t.text(role)
			t.close("roleName")
			t.w.WriteByte(')')
		}
	}
	t.close("note")
}

// segment writes a paragraph of a turn.
func (t *teiWriter) segment(s transcript.Segment, indent int) {
	if s.Page != t.page && s.Page > 0 {
		t.line(indent)
		t.empty("pb", "n", strconv.Itoa(s.Page))
		t.page = s.Page
	}
	start, end := "", ""
	if s.Time.Known() {
		start, end = t.ref(s.Time.Start), t.ref(s.Time.End)
	}
	t.line(indent)
	if s.Kind == transcript.Note && alone(s) && s.Going == transcript.Anew && !s.Quote {
		t.event(s.Text, s.Spans[0].Value, "start", start, "end", end)
		return
	}
	attrs := append(kindOf(s), "synch", start)
	if spaced(s.Text) {
		attrs = append(attrs, "xml:space", "preserve")
	}
	t.open("seg", attrs...)
	if s.Kind == transcript.Row || s.Kind == transcript.HeadRow {
		t.cells(s)
	} else {
		t.inline(s.Text, s.Spans)
	}
	if end != "" {
		t.empty("anchor", "synch", end)
	}
	t.close("seg")
}

// cells writes the cells of a row, which tabs separate. Spans are not kept.
func (t *teiWriter) cells(s transcript.Segment) {
	for _, cell := range strings.Split(s.Text, "\t") {
		t.open("seg", "type", "cell")
		t.text(cell)
		t.close("seg")
	}
}

// kindOf says what kind of segment it is, in attributes.
func kindOf(s transcript.Segment) []string {
	var out []string
	num := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	switch s.Kind {
	case transcript.Item:
		out = append(out, "type", "item", "n", num(s.Number), "subtype", num(s.Depth))
	case transcript.Code:
		out = append(out, "type", "code")
	case transcript.Row:
		out = append(out, "type", "row")
	case transcript.HeadRow:
		out = append(out, "type", "headrow")
	case transcript.Heading:
		out = append(out, "type", "heading", "subtype", num(s.Depth))
	case transcript.Speech:
		switch s.Going {
		case transcript.Spaced:
			out = append(out, "part", "M")
		case transcript.Joined:
			out = append(out, "part", "M", "type", "cue")
		}
	}
	if s.Quote {
		out = append(out, "rend", "quote")
	}
	return out
}

// spaced tells whether a text has white space that XML would take for layout.
func spaced(s string) bool {
	return strings.ContainsAny(s, "\t\r") || strings.Contains(s, "  ") || strings.Contains(s, " \n") || strings.Contains(s, "\n ") || strings.Trim(s, " \n") != s
}

// formats are the elements of spans.
var formats = map[transcript.SpanKind][3]string{
	transcript.Emphasis: {"hi", "rend", "italic"}, transcript.Strong: {"hi", "rend", "bold"}, transcript.Strike: {"hi", "rend", "strikethrough"},
	transcript.Mono: {"hi", "rend", "monospace"}, transcript.Sub: {"hi", "rend", "subscript"}, transcript.Super: {"hi", "rend", "superscript"},
}

// inline writes a text with its spans, which nest.
func (t *teiWriter) inline(text string, spans []transcript.Span) {
	at := 0
	for i := 0; i < len(spans); {
		s := spans[i]
		next := i + 1
		var inner []transcript.Span
		for ; next < len(spans) && spans[next].Start < s.End; next++ {
			in := spans[next]
			in.Start, in.End = in.Start-s.Start, min(in.End, s.End)-s.Start
			inner = append(inner, in)
		}
		t.words(text[at:s.Start])
		t.span(text[s.Start:s.End], s, inner)
		at, i = s.End, next
	}
	t.words(text[at:])
}

func (t *teiWriter) span(text string, s transcript.Span, inner []transcript.Span) {
	switch s.Kind {
	case transcript.Event:
		t.event(text, s.Value)
	case transcript.Gap:
		t.empty("gap", "reason", "lost")
	case transcript.Link, transcript.Image:
		kind := "link"
		if s.Kind == transcript.Image {
			kind = "image"
		}
		t.open("ref", "type", kind, "target", s.Value)
		t.inline(text, inner)
		t.close("ref")
	case transcript.Ruby:
		t.w.WriteString("<ruby><rb>")
		t.inline(text, inner)
		t.w.WriteString("</rb>")
		t.open("rt")
		t.text(s.Value)
		t.w.WriteString("</rt></ruby>")
	case transcript.Unsure:
		cert := ""
		if n, err := strconv.ParseFloat(s.Value, 64); err == nil {
			cert = strconv.FormatFloat(n/100, 'f', -1, 64)
		}
		t.open("unclear", "cert", cert)
		t.inline(text, inner)
		t.close("unclear")
	default:
		f := formats[s.Kind]
		t.open(f[0], f[1:]...)
		t.inline(text, inner)
		t.close(f[0])
	}
}

// words writes text with the ends of its lines.
func (t *teiWriter) words(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			t.empty("lb", "rend", "break")
		}
		t.text(line)
	}
}

// event writes what was noted. The kind is kept in an attribute; words that do
// not look like a note by themselves are said to be printed so.
func (t *teiWriter) event(text, kind string, attrs ...string) {
	rend := ""
	if _, marked := format.IsNote(text); !marked {
		rend = "plain"
	}
	name, key := "incident", "type"
	switch kind {
	case format.Laughter, format.Crosstalk:
		name = "vocal"
	case format.Applause:
		name = "kinesic"
	case format.Inaudible:
		name, key = "gap", "reason"
	case format.Other, "":
		name, kind = "note", "note"
	}
	t.open(name, append([]string{key, kind, "rend", rend}, attrs...)...)
	if name != "note" {
		t.open("desc")
	}
	t.words(text)
	if name != "note" {
		t.close("desc")
	}
	t.close(name)
}
