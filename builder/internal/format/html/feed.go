package html

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"dixit/builder/internal/source"
)

// lineAttr is the attribute in which every element carries the line on which its
// first tag ends, and so its text begins: the parser knows of none.
const lineAttr = "dixit-line"

const (
	// maxToken is the largest tag, script or style in bytes that is read: a saved
	// page holds its pictures in its tags.
	maxToken = 8 << 20
	// maxRun is the longest stretch of text without any tag, in bytes: two days of
	// speech in one paragraph.
	maxRun = 2 << 20
	// maxAttrs is how many bytes of a tag's attributes are looked at; a tag that
	// has more holds a picture, and nothing that is read.
	maxAttrs = 64 << 10
)

// feeder hands a page to the parser, with its line put into every tag and
// without its comments.
type feeder struct {
	z    *html.Tokenizer
	line int
	tags int
	cut  int    // the line from which the page is not read, 0 for none
	why  string // as a message of a diagnostic
	bare bool
	raw  bool // the last tag opens what is no text
	rest []byte
}

func newFeeder(f *source.File, body int, bare bool) *feeder {
	z := html.NewTokenizer(strings.NewReader(f.Text[f.Start(body):]))
	z.SetMaxBuf(maxToken)
	return &feeder{z: z, line: body, bare: bare}
}

// stop ends the page.
func (f *feeder) stop(line int, format string, args ...any) (int, error) {
	f.cut, f.why = line, fmt.Sprintf(format, args...)
	return 0, io.EOF
}

// Read is that of io.Reader.
func (f *feeder) Read(p []byte) (int, error) {
	for len(f.rest) == 0 {
		kind := f.z.Next()
		if f.cut > 0 {
			return 0, io.EOF
		}
		line := f.line
		if kind == html.ErrorToken {
			if f.z.Err() == html.ErrBufferExceeded {
				return f.stop(line, "a tag of more than %d MB; what follows is not read", maxToken>>20)
			}
			return 0, io.EOF
		}
		raw := f.z.Raw()
		f.line += bytes.Count(raw, []byte{'\n'})
		switch kind {
		case html.CommentToken:
			continue
		case html.TextToken:
			if len(raw) > maxRun && !f.raw {
				return f.stop(line, "%d MB of text without any tag; what follows is not read", len(raw)>>20)
			}
		}
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken || kind == html.EndTagToken {
			if kind != html.EndTagToken {
				f.tags++
			}
			if f.tags > source.MaxTags {
				return f.stop(line, "more than %d tags; what follows is not read", source.MaxTags)
			}
			end := 1
			for end < len(raw) && !strings.ContainsRune(" \t\n\f\r/>", rune(raw[end])) || end == 1 {
				end++
			}
			if f.bare && bareTags[strings.ToLower(strings.Trim(string(raw[:min(end, len(raw))]), "</>"))] {
				continue
			}
			f.raw = unseen[strings.ToLower(string(raw[1:min(end, len(raw))]))]
			if len(raw) > maxAttrs {
				raw = append(raw[:end:end], '>')
			}
			if kind != html.EndTagToken && end < len(raw) {
				f.rest = append(f.rest, raw[:end]...)
				f.rest = append(f.rest, " "+lineAttr+"="...)
				f.rest = strconv.AppendInt(f.rest, int64(f.line), 10)
				if c := raw[end]; c == '/' {
					f.rest = append(f.rest, ' ') // or the value would have the slash
				}
				raw = raw[end:]
			}
		}
		f.rest = append(f.rest, raw...)
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	if len(f.rest) == 0 {
		f.rest = f.rest[:0]
	}
	return n, nil
}

// bareTags only show their text otherwise.
var bareTags = setOf("font b i u em strong big small center span tt s strike nobr ins mark blink")

// setOf makes a set of words.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// lineOf is the line on which what an element holds begins, 0 for one that the
// page does not have itself.
func lineOf(n *html.Node) int {
	line, _ := strconv.Atoi(attr(n, lineAttr))
	return line
}

// attr gives an attribute, "" for none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// has tells whether an element has an attribute.
func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
