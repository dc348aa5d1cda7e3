// Package markdown reads Markdown: transcripts whose turns are headings
// ("### Name:"), bold labels ("**Name:** …") or plain ones ("Name: …"), talks
// without labels, and the ordinary pages and series texts of a site.
//
// goldmark parses; nothing of it leaves this package. A document becomes
// segments of plain text with spans, from which pages are rendered elsewhere,
// so that no markup of a transcript, safe or not, ever reaches a page as it
// stands. Of inline HTML the harmless elements become spans or nothing; what
// would load or run something is dropped and said.
package markdown

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "markdown".
func (Format) Name() string { return "markdown" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 11 }

// marked is a line that only Markdown begins a turn with.
var marked = regexp.MustCompile(`(?m)^(?:#{1,6} .{1,80}[:：]|\*\*[^*\n]{1,80}[:：]\*\*.*|\*\*[^*\n]{1,80}\*\*\s*[:：].*)\s*$`)

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their name, and text files by turns that are marked as
// only Markdown marks them.
func (Format) Match(p string, head []byte) format.Confidence {
	switch strings.ToLower(path.Ext(p)) {
	case ".md", ".markdown", ".mdown":
		return format.Likely
	case ".txt", ".text":
		if anyMark(head) && len(marked.FindAllIndex(head, 3)) >= 2 {
			return format.Sure
		}
	}
	return format.No
}

// anyMark tells at less cost than the expression that a text may have a line
// that it finds.
func anyMark(text []byte) bool {
	for _, mark := range []string{"#", "**"} {
		if bytes.HasPrefix(text, []byte(mark)) || bytes.Contains(text, []byte("\n"+mark)) {
			return true
		}
	}
	return false
}

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "markdown", Lines: f.Lines()}
	meta, body, list := format.FrontMatter(f)
	t.Meta = meta
	doc := parse(f, body)
	list = append(list, doc.list...)
	t.Dropped = doc.dropped
	list = append(list, document.Assemble(t, document.TurnItems(doc.blocks, 2), document.Marks{IDs: true})...)
	lines := make([]string, 0, max(f.Lines()-body+1, 0))
	for n := body; n <= f.Lines(); n++ {
		lines = append(lines, f.Line(n))
	}
	format.NameInitials(t, lines)
	return t, list
}

// Page is an ordinary page, or the text of a series.
type Page struct {
	Meta     transcript.Meta
	Segments []transcript.Segment
}

// ReadPage reads a file as running text, without turns.
func ReadPage(f *source.File) (Page, diag.List) {
	meta, body, list := format.FrontMatter(f)
	p := Page{Meta: meta}
	doc := parse(f, body)
	list = append(list, doc.list...)
	for i, b := range doc.blocks {
		if b.Kind == transcript.Heading && i == 0 && p.Meta.Title == "" {
			p.Meta.Title = b.Text()
			continue
		}
		p.Segments = append(p.Segments, b.Segments(0)...)
	}
	return p, list
}
