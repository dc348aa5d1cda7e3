// Package export writes editions in the formats that others read: JSON, tables,
// text, captions and parliamentary XML.
//
// A Document goes in, bytes come out, the same for the same Document. Nothing
// here links, reads files or decides what is shown. What a format has no place
// for is left out by rule and said at its writer; the formats that dixit reads
// too (md, txt, tei, akn) give the same turns when they are read again.
package export

import (
	"io"
	"slices"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Document is an edition to be written.
type Document struct {
	Session  string
	Series   string // id; "" for none
	Lang     lang.Tag
	Title    string
	Date     transcript.Date
	Meta     transcript.Meta // of its first part
	Topics   []string        // that the session declares
	Sections []transcript.Section
	Turns    []Turn
	Speakers []Speaker // of its turns, in order of the first
}

// Turn is a turn with what linking found. Its times and its section are those of
// the edition.
type Turn struct {
	transcript.Turn
	N       int // from 1
	Anchor  string
	Speaker string // id; "" for none
}

// Speaker is who speaks in a document. ID is that of the archive.
type Speaker struct {
	transcript.Person
	// Listed is the id that the files give, where it is another than ID.
	Listed string
}

// Format is what can be written.
type Format struct {
	Name string
	Ext  string // of files, with the dot
	// Write writes one edition; nil for the formats that hold an archive: Records
	// and Table write it, and tmx is made of units rather than editions.
	Write func(io.Writer, *Document) error
	// Whole says that one file holds many editions.
	Whole bool
	// Timed says that a file holds nothing of an edition without times.
	Timed bool
}

// Formats are all formats, as --help lists them.
var Formats = []Format{
	{Name: "jsonl", Ext: ".jsonl", Whole: true},
	{Name: "json", Ext: ".json", Whole: true},
	{Name: "csv", Ext: ".csv", Whole: true},
	{Name: "txt", Ext: ".txt", Write: Text},
	{Name: "md", Ext: ".md", Write: Markdown},
	{Name: "vtt", Ext: ".vtt", Write: WebVTT, Timed: true},
	{Name: "srt", Ext: ".srt", Write: SubRip, Timed: true},
	{Name: "tei", Ext: ".xml", Write: TEI, Whole: true},
	{Name: "tmx", Ext: ".tmx", Whole: true},
	{Name: "akn", Ext: ".xml", Write: AkomaNtoso},
}

// paragraphs joins the pieces of paragraphs that were divided into passages.
// Pieces with times of their own, which are cues, stay apart.
func paragraphs(segs []transcript.Segment) []transcript.Segment {
	var out []transcript.Segment
	for _, s := range segs {
		if s.Going == transcript.Anew || s.Time.Known() || len(out) == 0 {
			s.Spans, s.Cues = slices.Clone(s.Spans), slices.Clone(s.Cues)
			out = append(out, s)
			continue
		}
		last := &out[len(out)-1]
		if s.Going == transcript.Spaced {
			last.Text += " "
		}
		at := len(last.Text)
		last.Text += s.Text
		for _, span := range s.Spans {
			span.Start, span.End = span.Start+at, span.End+at
			last.Spans = append(last.Spans, span)
		}
		for _, c := range s.Cues {
			c.At += at
			last.Cues = append(last.Cues, c)
		}
	}
	return out
}
