package export

import (
	"fmt"
	"io"
	"slices"
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
