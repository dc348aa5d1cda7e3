package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
)

// Words is the text between tags, less that of elements that run, style or load
// something; letters, marks and figures count.
func (Format) Words(f *source.File) (string, func(rune) bool) {
	_, body, _ := format.FrontMatter(f)
	if body > f.Lines() {
		return "", counts
	}
	doc, _, err := parse(f, body)
	if err != nil {
		return "", counts
	}
	var b strings.Builder
	var write func(*html.Node)
	write = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "rp" || unseen[n.Data] && n.Data != "head" && n.Data != "title" && n.Data != "svg") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			write(c)
		}
	}
	write(doc)
	return b.String(), counts
}

// counts are the characters that are compared.
func counts(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
