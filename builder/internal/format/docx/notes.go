package docx

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// notes reads the notes of a kind, by their ids. They come after the paragraph
// that refers to them, as what was noted rather than said.
func (r *reader) notes(kind string) (map[string][]document.Block, error) {
	out := map[string][]document.Block{}
	x, err := r.pkg.xml(r.pkg.beside(kind + ".xml"))
	if x == nil || err != nil {
		return out, err
	}
	r.x = x
	for {
		t, err := x.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		s, ok := t.(xml.StartElement)
		if !ok || s.Name.Local != strings.TrimSuffix(kind, "s") {
			continue
		}
		id := format.Attr(s.Attr, "id")
		switch format.Attr(s.Attr, "type") {
		case "separator", "continuationSeparator", "continuationNotice":
			if err := x.Skip(); err != nil {
				return out, err
			}
			continue
		}
		err = r.within(r.inner, func(blocks []document.Block) {
			for _, b := range blocks {
				out[id] = append(out[id], document.Noted(id, b))
			}
		})
		if err != nil {
			return out, err
		}
	}
}

// edges are the parts that are headers and footers of pages, and the error for
// those that are more than source.MaxZipEdge in all.
func (p *parts) edges() (names []string, err error) {
	room := int64(source.MaxZipEdge)
	for _, name := range p.zip.Names() {
		base := path.Base(name)
		if path.Dir(name) != path.Dir(p.main) || path.Ext(name) != ".xml" || !strings.HasPrefix(base, "header") && !strings.HasPrefix(base, "footer") {
			continue
		}
		if room -= p.zip.Size(name); room < 0 {
			return names, fmt.Errorf("the headers and footers of the document come to more than %d MB", source.MaxZipEdge>>20)
		}
		names = append(names, name)
	}
	return names, nil
}

// edge lists the text of a part that is a page's header or footer.
func (r *reader) edge(name string) {
	kind := transcript.RunningHeader
	if strings.HasPrefix(path.Base(name), "footer") {
		kind = transcript.RunningFooter
	}
	r.line = max(r.line, 1)
	r.drop(kind, r.pkg.words(name))
}

// untold says how many comments and deletions there are. What they say was
// perhaps never meant for others, and is kept nowhere.
func (r *reader) untold() {
	say := func(n int, what string) {
		if n > 0 {
			r.drop(transcript.Variant, fmt.Sprintf("%s: %d", what, n))
		}
	}
	say(r.comments, "comments")
	say(r.deleted, "deletions")
}

// stamp is a time, which a turn may have taken as its own.
var stamp = regexp.MustCompile(`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?`)

// Words is the text of the document, its notes, headers and footers, less what
// is deleted and the times; letters, marks and figures count.
func (Format) Words(f *source.File) (string, func(rune) bool) {
	counts := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	if _, other := otherwise(f); other {
		return "", counts
	}
	p, err := open(f.Bytes)
	if err != nil {
		return "", counts
	}
	var b strings.Builder
	edges, _ := p.edges()
	for _, name := range append(edges, p.main) {
		b.WriteString(p.words(name) + " ")
	}
	return stamp.ReplaceAllString(b.String(), " "), counts
}

// words is the text of a part as it is read.
func (p *parts) words(name string) string {
	x, err := p.xml(name)
	if x == nil || err != nil {
		return ""
	}
	var b strings.Builder
	said := false // within an element of text
	for {
		t, err := x.Token()
		if err != nil {
			return b.String()
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr":
				if x.Skip() != nil {
					return b.String()
				}
			case "tr", "p", "tab", "br":
				b.WriteByte(' ')
			case "t":
				said = true
			}
		case xml.EndElement:
			said = said && t.Name.Local != "t"
		case xml.CharData:
			if said {
				b.Write(slices.Clone(t))
			}
		}
	}
}
