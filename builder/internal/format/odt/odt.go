// Package odt reads documents of word processors: OpenDocument text (.odt), as
// LibreOffice writes it.
//
// A document becomes the blocks of package document as its elements and styles
// say what they are. Changes that somebody proposed are read as accepted. What
// belongs to the page (headers, footers) or to the writing (comments) is no part
// of what was said and is listed.
//
// A paragraph has no line in such a file. Where a transcript asks for one, it is
// the number of the paragraph, from 1.
package odt

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "odt".
func (Format) Name() string { return "odt" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 7 }

// Binary is true: it is a zip.
func (Format) Binary() bool { return true }

const (
	zipped = "PK\x03\x04"
	// kind is what the first entry of the zip says, which is never packed.
	kind = "application/vnd.oasis.opendocument.text"
)

// Match knows documents by their name and by what their first entry says.
func (Format) Match(p string, head []byte) format.Confidence {
	ext := strings.ToLower(path.Ext(p))
	named := ext == ".odt" || ext == ".ott"
	switch {
	case bytes.HasPrefix(head, []byte(zipped)) && (named || bytes.Contains(head[:min(len(head), 200)], []byte(kind))):
		return format.Sure
	case named:
		return format.Likely
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "odt"}
	if !bytes.HasPrefix(f.Bytes, []byte(zipped)) {
		return t, diag.List{diag.New(diag.FileUnreadable, f.Path, 0, 0, "no document of a word processor").WithHint("save it anew from the program that made it")}
	}
	zip, err := open(f.Bytes)
	if errors.Is(err, errLocked) {
		return t, diag.List{diag.New(diag.FileUnreadable, f.Path, 0, 0, "%v", err).WithHint("save it without one")}
	}
	if err != nil {
		return t, diag.List{diag.New(diag.FileRefused, f.Path, 0, 0, "%v", err)}
	}
	r := &reader{t: t, zip: zip, counts: map[place]int{}}
	list := r.read()
	t.Lines = max(r.line, 1)
	return t, list
}

// The parts of a document.
const (
	contentPart = "content.xml"
	stylesPart  = "styles.xml"
	metaPart    = "meta.xml"
)

var errLocked = errors.New("the document asks for a password")

// open looks over the zip.
func open(raw []byte) (*source.Zip, error) {
	zip, err := source.OpenZip(raw)
	if err != nil {
		return nil, err
	}
	if list, ok, err := zip.Read("META-INF/manifest.xml"); ok && err == nil && bytes.Contains(list, []byte("encryption-data")) {
		return nil, errLocked
	}
	if said, ok, err := zip.Read("mimetype"); !zip.Has(contentPart) || ok && err == nil && !strings.HasPrefix(string(said), kind) {
		return nil, errors.New("the zip holds no document of a word processor")
	}
	return zip, nil
}

// read reads the parts of the document.
func (r *reader) read() diag.List {
	t := r.t
	var list diag.List
	note := func(err error) {
		if err != nil {
			list = append(list, diag.New(diag.FileRefused, t.File, 0, 0, "%v", err))
		}
	}
	r.styles = newStyles()
	edges, err := r.styles.part(r.zip)
	note(err)
	note(r.content())
	r.flush()
	for _, e := range edges {
		r.drop(e.kind, e.text)
	}
	if r.comments > 0 {
		r.drop(transcript.Variant, fmt.Sprintf("comments: %d", r.comments))
	}
	if r.deleted > 0 {
		r.drop(transcript.Variant, fmt.Sprintf("deletions: %d", r.deleted))
	}
	blocks := document.TurnItems(document.JoinStamps(document.JoinIntervals(t, r.blocks)), 0)
	lines := document.Texts(blocks)
	blocks, more := document.TakeDate(t, document.HeadingFirst(blocks))
	list = append(list, more...)
	list = append(list, document.Assemble(t, blocks, document.Marks{})...)
	title, creator := properties(r.zip)
	if t.Meta.Title == "" {
		t.Meta.Title = title
	}
	if format.IsAuthor(creator) {
		t.Meta.TranscriptBy = []string{creator}
	}
	format.NameInitials(t, lines)
	return list
}

// properties are the title and the author that the document says it has. The
// day on which its file was made is not that of the meeting.
func properties(zip *source.Zip) (title, creator string) {
	root := format.ZipTree(zip, metaPart)
	for _, n := range root.Find("title") {
		title = n.Text()
	}
	for _, name := range []string{"creator", "initial-creator"} { // the first to write it comes last and wins
		for _, n := range root.Find(name) {
			creator = n.Text()
		}
	}
	if lower := strings.ToLower(title); strings.HasSuffix(lower, ".odt") || strings.HasSuffix(lower, ".doc") || strings.HasSuffix(lower, ".docx") {
		title = "" // a program's own
	}
	return title, creator
}

// stamp is a time, which a turn may have taken as its own.
var stamp = regexp.MustCompile(`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`)

// Words is the text of the document and of its headers and footers, less what is
// deleted, comments and the times; letters, marks and figures count.
func (Format) Words(f *source.File) (string, func(rune) bool) {
	counts := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	zip, err := open(f.Bytes)
	if err != nil {
		return "", counts
	}
	var b strings.Builder
	if x, err := format.ZipXML(zip, contentPart); err == nil && x != nil {
		b.WriteString(wordsOf(x))
	}
	edges, _ := newStyles().part(zip)
	for _, e := range edges {
		b.WriteString(" " + e.text)
	}
	return stamp.ReplaceAllString(b.String(), " "), counts
}
