package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
)

// gluedBold reads bold type at the head of a line that ends in a mark, with nothing
// between it and a letter of a script without blanks: "**主席：**请讲。" CommonMark
// (section 6.2) takes such asterisks for text, for by its rules of blanks they neither
// open nor close; whoever writes so means them.
type gluedBold struct{}

func (gluedBold) Trigger() []byte { return []byte{'*'} }

func (gluedBold) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	if block.PrecendingCharacter() != '\n' {
		return nil
	}
	line, segment := block.PeekLine()
	bold, rest, ok := boldHead(string(line))
	if !ok || !glued(bold, rest) {
		return nil
	}
	from := segment.Start + len("**")
	n := ast.NewEmphasis(2)
	n.AppendChild(n, ast.NewTextSegment(text.NewSegment(from, from+len(bold))))
	block.Advance(len("**") + len(bold) + len("**"))
	return n
}

// boldHead cuts the bold type off the head of a line that begins with it, which begins
// with a letter, ends in no blank and has no markup of its own.
func boldHead(line string) (bold, rest string, ok bool) {
	if line, ok = strings.CutPrefix(line, "**"); !ok {
		return "", "", false
	}
	bold, rest, ok = strings.Cut(line, "**")
	first, _ := utf8.DecodeRuneInString(bold)
	last, _ := utf8.DecodeLastRuneInString(bold)
	return bold, rest, ok && lang.IsLetter(first) && !unicode.IsSpace(last) && isText(bold)
}

// glued tells whether bold type ends in a mark, and a letter of a script without blanks
// follows.
func glued(bold, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(bold)
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsPunct(last) && format.TypedClose(first)
}
