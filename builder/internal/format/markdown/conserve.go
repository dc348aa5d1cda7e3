package markdown

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
)

// Words is the text less its markup; letters, marks and figures count.
func (Format) Words(f *source.File) (string, func(rune) bool) {
	_, body, _ := format.FrontMatter(f)
	if body > f.Lines() {
		return "", kept
	}
	return words([]byte(f.Text[f.Start(body):])), kept
}

// kept are the characters that are compared: markup is made of the others.
func kept(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

var (
	tags  = regexp.MustCompile(`(?s)</?[a-zA-Z][^<>]*>`)
	attrs = regexp.MustCompile(`\{#[\pL_][\pL\pN_:.-]*\}`)
	codes = regexp.MustCompile(entity)
)

// words is the text of a Markdown document less its markup: link targets and
// titles, names of links, tags, entities and addresses of turns. What may be
// either is left out, for a character too few is no fault of the reader.
func words(src []byte) string {
	var b strings.Builder
	plain := func(s string) {
		b.WriteString(attrs.ReplaceAllString(codes.ReplaceAllString(tags.ReplaceAllString(s, " "), " "), " "))
		b.WriteByte('\n')
	}
	ast.Walk(engine.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			plain(string(n.Segment.Value(src)))
		case *ast.AutoLink:
			plain(string(n.Label(src)))
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			var raw strings.Builder
			for i := range n.Lines().Len() {
				at := n.Lines().At(i)
				raw.Write(at.Value(src))
			}
			if n.Kind() == ast.KindHTMLBlock {
				plain(raw.String())
			} else {
				b.WriteString(raw.String())
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
