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
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "akomantoso".
func (Format) Name() string { return "akomantoso" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 6 }

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
	between   format.Loose
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
		if r.inSection && r.between.Prose() == nil && len(r.num) < maxHead {
			text, err := r.words()
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
		return r.inline(start, r.between.Begin(r.x))
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
		r.between.Begin(r.x).Write(r.num)
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
	text, err := r.words()
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
