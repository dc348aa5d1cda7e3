// Package html reads transcripts that were published as web pages, or saved as
// such by a word processor.
//
// golang.org/x/net/html parses. What remains to be told is which part of a page
// is the transcript, where its paragraphs end, and who speaks: by a class that
// says so, a definition list, a table with a column of speakers, a name in bold
// type, or a label typed before what was said. Paragraphs become the blocks of
// package document, and its evidence decides.
//
// What stands around the transcript (navigation, page headers and footers, forms,
// notices) is listed as left out, with its text; what only runs or styles a page
// by its tag. Nothing of a page's markup goes further than this package.
package html

import (
	"cmp"
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "html".
func (Format) Name() string { return "html" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 9 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// opening is how a page begins.
var opening = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*|<!--(?s:.*?)-->\s*)*(?:<!doctype\s+html|<html[\s>])`)

// Match knows pages by their name, and by how they begin whatever their name,
// but for XHTML that is named .xml.
func (Format) Match(p string, head []byte) format.Confidence {
	ext := strings.ToLower(path.Ext(p))
	if ext != ".xml" && opening.Match(head) {
		return format.Sure
	}
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return format.Likely
	}
	return format.No
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "html", Lines: f.Lines()}
	meta, body, list := format.FrontMatter(f)
	t.Meta = meta
	if body > f.Lines() {
		return t, list
	}
	doc, fed, err := parse(f, body)
	if err != nil {
		return t, append(list, diag.New(diag.FileRefused, f.Path, 0, 0, "%v", err))
	}
	if fed.cut > 0 {
		list = append(list, diag.New(diag.FileRefused, f.Path, fed.cut, 1, "%s", fed.why))
	}
	r := &reader{t: t, looks: sheets(doc), line: body, sizes: map[*html.Node]int{}}
	r.measure(doc)
	r.head(doc)
	root := r.content(doc)
	if pre := r.onlyPre(root); pre != nil {
		return r.typed(pre, root, list)
	}
	r.total = r.sizes[root]
	r.walk(root, place{})
	r.flush()
	blocks := r.arrange()
	lines := document.Texts(blocks)
	blocks = document.HeadingFirst(blocks)
	blocks, more := document.TakeDate(t, blocks)
	list = append(list, more...)
	list = append(list, document.Assemble(t, blocks, document.Marks{})...)
	r.settle()
	format.NameInitials(t, lines)
	slices.SortStableFunc(t.Dropped, func(a, b transcript.Dropped) int { return cmp.Compare(a.Line, b.Line) })
	return t, append(list, r.list...)
}

// parse makes a tree of the page from line body on. Old pages have elements that
// are opened again and again and never closed; where that is too much, those
// that only show text otherwise are left out.
func parse(f *source.File, body int) (*html.Node, *feeder, error) {
	for _, bare := range []bool{false, true} {
		fed := newFeeder(f, body, bare)
		doc, err := html.ParseWithOptions(fed, html.ParseOptionEnableScripting(false))
		if err == nil {
			return doc, fed, nil
		}
	}
	return nil, nil, errors.New("the HTML nests elements more than 512 deep")
}

// reader makes blocks of a page.
type reader struct {
	t      *transcript.Transcript
	blocks []document.Block
	list   diag.List
	looks  map[string]look    // of classes
	sizes  map[*html.Node]int // of elements, see measure
	total  int                // of the content

	w     document.Writer
	at    place // of the block that is being written
	line  int   // of the file, where the walk is
	first int   // the line at which the line of text that is being written begins
	blank bool  // a blank is due before further text
	begun bool  // the block has text or lines
	bold  int   // how many elements that are bold are open
	slant int   // and italic
	links int
	title string // of <title>, or og:title
	lone  map[*html.Node]bool
}

// place is where a block stands.
type place struct {
	kind    transcript.Kind
	quote   bool
	depth   int // of lists; level of a heading
	number  int
	item    *bool // whether the next block is the item itself; nil outside of lists
	lang    lang.Tag
	speaker bool // it says who speaks
	turns   bool // items of this list are turns
}

// typed reads a page that is a typed text within <pre>.
func (r *reader) typed(pre, root *html.Node, list diag.List) (*transcript.Transcript, diag.List) {
	r.around(root, pre)
	text := strings.Repeat("\n", max(lineOf(pre)-1, 0)) + rawText(pre)
	t, more := plain.Format{}.Read(source.NewFile(r.t.File, text))
	t.Format, t.Lines = "html", r.t.Lines
	t.Meta, t.Dropped = r.t.Meta.Over(t.Meta), append(r.t.Dropped, t.Dropped...)
	r.t = t
	r.settle()
	return t, append(append(list, r.list...), more...)
}
