// Package tei reads records in TEI P5 as corpora of parliaments write them
// (ParlaMint, Parla-CLARIN), and transcripts of spoken language (ISO 24624):
// utterances with who speaks, printed labels, notes, sounds, sections, pages and
// times.
//
// A file is read as it lies: a list of persons or a corpus root in another file
// is not fetched, and XInclude is not followed. Persons whom the file lists, or
// a file that is nothing but such a list, are handed on as Meta.People; turns
// name them by Turn.Who. What the header says that has no place in front matter
// is dropped with its text, never in silence.
//
// The order of a file: teiHeader (header.go, people.go), then text (body.go),
// whose paragraphs are read in inline.go and whose times are resolved in time.go
// once all of a timeline is known; speaker.go gives turns their labels last.
package tei

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "tei".
func (Format) Name() string { return "tei" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 6 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by the namespace of TEI at their head, or by their name. Of
// an .xml file nobody can say what it is by its name alone.
func (Format) Match(p string, head []byte) format.Confidence {
	return format.MatchXML(p, head, ".tei", "http://www.tei-c.org/ns/1.0", "<TEI", "<teiCorpus")
}

// Words is the text between tags; see format.WordsXML.
func (Format) Words(f *source.File) (string, func(rune) bool) { return format.WordsXML(f.Text) }

// Read makes a transcript of the file, one for each TEI element of a corpus.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	r := &reader{x: format.NewXML(f.Text), file: f, joined: strings.Contains(f.Text, " join="), orgs: map[string]string{}}
	err := r.document()
	if err != io.EOF && err != errFull {
		r.list = append(r.list, diag.New(diag.FileRefused, f.Path, r.x.Line(), 1, "%v", err))
	}
	all := r.done
	if r.t != nil { // the file ended within it
		r.finish()
		all = r.done
	}
	if len(all) == 0 {
		all = []*transcript.Transcript{r.fresh()}
	}
	t := all[0]
	t.Dropped = append(t.Dropped, r.dropped...)
	t.Meta.People = append(t.Meta.People, r.people...)
	for _, more := range all[1:] {
		t.More = append(t.More, *more)
	}
	return t, r.list
}

// reader reads one file.
type reader struct {
	x      *format.XML
	file   *source.File
	list   diag.List
	joined bool // words say with join= where no blank stands

	done   []*transcript.Transcript
	people []transcript.Person // of the corpus, listed outside any TEI
	orgs   map[string]string   // names of organisations by id
	// renames gives the ids of persons that stand in the list in a form that XML
	// allows.
	renames map[string]string

	t *transcript.Transcript // that is read; nil between two
	body
}

func (r *reader) fresh() *transcript.Transcript {
	return &transcript.Transcript{File: r.file.Path, Format: "tei", Lines: r.file.Lines()}
}

// token gives the next token; the end of the file within an element is an error.
func (r *reader) token() (xml.Token, error) { return r.x.Token() }

// document reads all of the file.
func (r *reader) document() error {
	for {
		tok, err := r.token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := r.root(tok); err != nil {
				return err
			}
		case xml.CharData:
			r.stray(string(tok))
		}
	}
}

// root reads a TEI, a corpus of them, or a list that is a file of its own.
func (r *reader) root(start xml.StartElement) error {
	switch start.Name.Local {
	case "teiCorpus":
		return r.each(func(start xml.StartElement) error {
			if start.Name.Local == "teiHeader" {
				return r.corpusHeader(start)
			}
			return r.root(start)
		}, r.stray)
	case "TEI", "TEI.2":
		r.t = r.fresh()
		dropped := r.dropped // of the corpus, before its first session
		r.body = newBody(start)
		r.dropped = dropped
		r.t.Meta.Lang = language(start.Attr)
		err := r.each(r.part, r.loose)
		if err == nil {
			r.finish()
		}
		return err
	case "listPerson", "particDesc", "standOff":
		return r.persons(start)
	}
	return r.drop(start, transcript.FileHeader)
}

// stray keeps words that stand where none may.
func (r *reader) stray(s string) {
	if s = strings.TrimSpace(s); s != "" {
		r.dropped = append(r.dropped, transcript.Dropped{Line: r.x.Line(), EndLine: r.x.Line(), Kind: transcript.FileHeader, Text: s})
	}
}

// part reads a child of TEI.
func (r *reader) part(start xml.StartElement) error {
	switch start.Name.Local {
	case "teiHeader":
		return r.header(start)
	case "text", "timeline":
		return r.block(start)
	case "standOff":
		return r.persons(start)
	}
	return r.block(start)
}

// finish ends a transcript: what stands further on in the file is known now.
func (r *reader) finish() {
	r.flush()
	r.close()
	r.t.Dropped = append(r.t.Dropped, r.dropped...)
	r.times()
	r.speakers()
	r.done = append(r.done, r.t)
	r.t, r.dropped = nil, nil
}

// errFull ends the reading of a file of more turns than are read of any; that it
// is one is said by whoever reads all formats.
var errFull = errors.New("more turns than are read")

// each calls do for each element in the one that has begun, and words for text
// between them.
func (r *reader) each(do func(xml.StartElement) error, words func(string)) error {
	for {
		if r.t != nil && len(r.t.Turns) > source.MaxTurns {
			return errFull
		}
		tok, err := r.token()
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

// drop passes over an element and keeps its text among what was dropped.
func (r *reader) drop(start xml.StartElement, kind transcript.DropKind) error {
	line := r.x.Line()
	var p format.Prose
	err := r.text(&p)
	if text, _ := p.Text(); text != "" {
		d := transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: kind, Text: text}
		if r.t == nil {
			r.dropped = append(r.dropped, d)
		} else {
			r.t.Dropped = append(r.t.Dropped, d)
		}
	}
	return err
}

// text gathers the bare text of the element that has begun.
func (r *reader) text(p *format.Prose) error {
	for depth := 1; depth > 0; {
		tok, err := r.token()
		if err != nil {
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			p.Blank()
		case xml.EndElement:
			depth--
			p.Blank()
		case xml.CharData:
			p.Write(string(tok))
		}
	}
	return nil
}
