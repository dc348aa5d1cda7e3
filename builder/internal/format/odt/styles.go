package odt

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// style is what a style says, with what it is based on.
type style struct {
	level   int // of a heading, 1 to 6; 0 for none
	title   bool
	quote   bool
	speaker bool
	list    string // name of its list style
	look    look
}

// look is how text looks. A nil value is not said.
type look struct {
	bold, slant, strike, hidden *bool
	place                       string // super or sub
}

// over gives what l says, and below where it says nothing.
func (l look) over(below look) look {
	pick := func(a, b *bool) *bool {
		if a != nil {
			return a
		}
		return b
	}
	if l.place == "" {
		l.place = below.place
	}
	return look{pick(l.bold, below.bold), pick(l.slant, below.slant), pick(l.strike, below.strike), pick(l.hidden, below.hidden), l.place}
}

func is(b *bool) bool { return b != nil && *b }

// styles are those of a document: of styles.xml, which have names that people
// know, and those that the program made for the looks in content.xml. They are
// resolved when they are asked for, as one may be based on a later one.
type styles struct {
	nodes map[string]*format.Node
	known map[string]style
	// counting tells of each list style, at each level, whether it counts.
	counting map[place]bool
}

// place is a level, from 0, of a list.
type place struct {
	list  string
	level int
}

func newStyles() *styles {
	return &styles{nodes: map[string]*format.Node{}, known: map[string]style{}, counting: map[place]bool{}}
}

// add takes the styles below a node.
func (s *styles) add(root *format.Node) {
	for _, n := range root.Kids {
		switch n.Name {
		case "style":
			s.nodes[n.Attr("name")] = n
		case "list-style":
			for _, l := range n.Kids {
				level, _ := strconv.Atoi(l.Attr("level"))
				s.counting[place{n.Attr("name"), level - 1}] = l.Name == "list-level-style-number" && l.Attr("num-format") != ""
			}
		}
	}
}

// maxBased is how many styles one may be based on; more are a circle.
const maxBased = 20

// of gives what a style says.
func (s *styles) of(name string) style {
	if got, ok := s.known[name]; ok {
		return got
	}
	var out style
	at := name
	for range maxBased {
		n := s.nodes[at]
		if n == nil {
			break
		}
		out.take(n)
		at = n.Attr("parent-style-name")
	}
	s.known[name] = out
	return out
}

// coded is a character that the name of a style has as _20_.
var coded = regexp.MustCompile(`_([0-9a-f]{1,6})_`)

// take adds what a style, or one that it is based on, says. LibreOffice knows its
// own styles by English names, whatever it shows.
func (s *style) take(n *format.Node) {
	name := coded.ReplaceAllStringFunc(n.Attr("name"), func(m string) string {
		v, _ := strconv.ParseUint(m[1:len(m)-1], 16, 21)
		return string(rune(v))
	})
	lower := strings.ToLower(name)
	if v, err := strconv.Atoi(n.Attr("default-outline-level")); err == nil && s.level == 0 {
		s.level = min(max(v, 0), 6)
	}
	s.title = s.title || lower == "title"
	s.quote = s.quote || lower == "quotations"
	s.speaker = s.speaker || document.NamesSpeaker(name) || document.NamesSpeaker(n.Attr("display-name"))
	if s.list == "" {
		s.list = n.Attr("list-style-name")
	}
	for _, k := range n.All("text-properties") {
		s.look = s.look.over(lookOf(k))
	}
}

// lookOf reads properties of text.
func lookOf(n *format.Node) look {
	var l look
	say := func(attr string, on func(string) bool) *bool {
		v := n.Attr(attr)
		if v == "" {
			return nil
		}
		out := on(v)
		return &out
	}
	l.bold = say("font-weight", func(v string) bool {
		n, err := strconv.Atoi(v)
		return v == "bold" || err == nil && n >= 600
	})
	l.slant = say("font-style", func(v string) bool { return v == "italic" || v == "oblique" })
	l.strike = say("text-line-through-style", func(v string) bool { return v != "none" })
	l.hidden = say("display", func(v string) bool { return v == "none" })
	switch v := n.Attr("text-position"); {
	case strings.HasPrefix(v, "super"):
		l.place = "super"
	case strings.HasPrefix(v, "sub"):
		l.place = "sub"
	}
	return l
}

// edge is a header or footer of pages.
type edge struct {
	kind transcript.DropKind
	text string
}

// part reads styles.xml: its styles, and the headers and footers of pages, of
// which those beyond source.MaxZipEdge are not read, as the error says.
func (s *styles) part(zip *source.Zip) ([]edge, error) {
	x, err := format.ZipXML(zip, stylesPart)
	if x == nil || err != nil {
		return nil, err
	}
	var out []edge
	size := 0
	for {
		t, err := x.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "styles", "automatic-styles":
			n, err := x.Tree(start)
			s.add(n)
			if err != nil {
				return out, err
			}
		case "header", "header-left", "header-first", "footer", "footer-left", "footer-first":
			kind := transcript.RunningHeader
			if strings.HasPrefix(start.Name.Local, "footer") {
				kind = transcript.RunningFooter
			}
			text := wordsIn(x)
			if size += len(text); size > source.MaxZipEdge {
				return out, fmt.Errorf("the headers and footers of the document come to more than %d MB", source.MaxZipEdge>>20)
			}
			out = append(out, edge{kind, text})
		}
	}
}
