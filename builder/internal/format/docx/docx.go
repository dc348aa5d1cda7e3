// Package docx reads documents of word processors: Office Open XML (.docx).
//
// A document becomes the blocks of package document as its styles say what they
// are: headings by their outline level, whatever language the program spoke,
// lists, quotations, tables. Changes that somebody proposed are read as accepted.
// What belongs to the page (headers, footers) or to the writing (comments) is no
// part of what was said and is listed.
//
// A paragraph has no line in such a file. Where a transcript asks for one, it is
// the number of the paragraph, from 1.
package docx

import (
	"bytes"
	"path"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "docx".
func (Format) Name() string { return "docx" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 9 }

// Binary is true: it is a zip.
func (Format) Binary() bool { return true }

// How files begin: of a zip, of the older formats of Word and of those that are
// locked, and of Rich Text.
const (
	zipped   = "PK\x03\x04"
	legacy   = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	richHead = `{\rtf`
)

// Match knows documents by their name and by how they begin. It takes the older
// formats too, in order to say what to do about them.
func (Format) Match(p string, head []byte) format.Confidence {
	ext := strings.ToLower(path.Ext(p))
	named := ext == ".docx" || ext == ".docm" || ext == ".doc" || ext == ".rtf"
	start := string(head[:min(len(head), len(legacy))])
	switch {
	case named && head == nil:
		return format.Likely
	case strings.HasPrefix(start, zipped):
		if named || bytes.Contains(head, []byte("word/document.xml")) {
			return format.Sure
		}
	case strings.HasPrefix(start, legacy) && named, strings.HasPrefix(start, richHead):
		return format.Sure
	case ext == ".docx" || ext == ".docm":
		return format.Likely
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "docx"}
	if d, other := otherwise(f); other {
		return t, diag.List{d}
	}
	pkg, err := open(f.Bytes)
	if err != nil {
		return t, diag.List{diag.New(diag.FileRefused, f.Path, 0, 0, "%v", err)}
	}
	r := &reader{t: t, pkg: pkg, counts: map[[2]string]int{}}
	list := r.read()
	t.Lines = max(r.line, 1)
	return t, list
}

// otherwise says of a file that is no document of this kind what it is.
func otherwise(f *source.File) (diag.Diagnostic, bool) {
	unreadable := func(what, hint string) (diag.Diagnostic, bool) {
		return diag.New(diag.FileUnreadable, f.Path, 0, 0, "%s", what).WithHint("%s", hint), true
	}
	switch {
	case bytes.HasPrefix(f.Bytes, []byte(legacy)):
		// The name of the stream that holds a locked document, in UTF-16.
		if bytes.Contains(f.Bytes, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return unreadable("the document asks for a password", "save it without one")
		}
		return unreadable("a document of the format that Word wrote until 2007", "save it as .docx")
	case bytes.HasPrefix(f.Bytes, []byte(richHead)):
		return unreadable("a document in Rich Text", "save it as .docx")
	case !bytes.HasPrefix(f.Bytes, []byte(zipped)):
		return unreadable("no document of a word processor", "save it anew from the program that made it")
	}
	return diag.Diagnostic{}, false
}

// read reads the parts of the document.
func (r *reader) read() diag.List {
	t := r.t
	r.styles = r.pkg.styles()
	r.lists = r.pkg.lists()
	var list diag.List
	note := func(err error) {
		if err != nil {
			list = append(list, diag.New(diag.FileRefused, t.File, 0, 0, "%v", err))
		}
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		notes, err := r.notes(kind)
		note(err)
		if kind == "footnotes" {
			r.foot = notes
		} else {
			r.end = notes
		}
	}
	r.line = 0
	note(r.part(r.pkg.main))
	r.flush()
	edges, err := r.pkg.edges()
	note(err)
	for _, name := range edges {
		r.edge(name)
	}
	if r.comments > 0 || r.deleted > 0 {
		r.untold()
	}
	blocks := document.TurnItems(document.JoinStamps(document.JoinIntervals(t, r.blocks)), 0)
	lines := document.Texts(blocks)
	title, creator := r.pkg.properties()
	blocks, more := document.TakeDate(t, document.HeadingFirst(blocks))
	list = append(list, more...)
	list = append(list, document.Assemble(t, blocks, document.Marks{})...)
	if t.Meta.Title == "" {
		t.Meta.Title = title
	}
	if format.IsAuthor(creator) {
		t.Meta.TranscriptBy = []string{creator}
	}
	format.NameInitials(t, lines)
	return list
}
