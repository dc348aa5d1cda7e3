package format

import (
	"encoding/xml"
	"io"
	"strings"

	"dixit/builder/internal/transcript"
)

// maxTree is how many elements and stretches of text one tree holds: twice the
// header of a corpus that names each of its 3,000 files. A tree takes about 200
// bytes a node.
const maxTree = 200_000

// Node is an element with all that is in it, or a stretch of text, of a part of
// a document that is small: its metadata.
type Node struct {
	Name  string // local name of the element; "" for text
	Attrs []xml.Attr
	Kids  []*Node
	Words string // of a stretch of text
	Line  int
	taken bool
	// Between two elements, white space alone is no node of its own: gap says that
	// some stood before the element, tail that some stood last within it.
	gap, tail bool
}

// Tree reads the rest of the element whose start Token gave last. The error is
// as Token's; what was read until then is in the tree.
func (x *XML) Tree(start xml.StartElement) (*Node, error) {
	root := &Node{Name: start.Name.Local, Attrs: start.Copy().Attr, Line: x.Line()}
	open := []*Node{root}
	for n := 0; len(open) > 0; n++ {
		if n > maxTree {
			return root, x.bad("has a header of more than %d elements", maxTree)
		}
		t, err := x.Token()
		if err == io.EOF {
			return root, x.bad("is not well formed: it ends within an element")
		}
		if err != nil {
			return root, err
		}
		last := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			kid := &Node{Name: t.Name.Local, Attrs: t.Copy().Attr, Line: x.Line(), gap: last.tail}
			last.tail = false
			last.Kids = append(last.Kids, kid)
			open = append(open, kid)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if strings.TrimFunc(string(t), layout) == "" {
				last.tail = true
				continue
			}
			last.Kids = append(last.Kids, &Node{Words: string(t), Line: x.Line(), gap: last.tail})
			last.tail = false
		}
	}
	return root, nil
}

// Attr gives an attribute by its local name, "" where there is none.
func (n *Node) Attr(name string) string { return Attr(n.Attrs, name) }

// Attr gives an attribute by its local name (lang for xml:lang), "" where there
// is none.
func Attr(attrs []xml.Attr, name string) string {
	for _, a := range attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// All lists the elements at the end of a path of names below n, in order.
func (n *Node) All(path ...string) []*Node {
	at := []*Node{n}
	for _, name := range path {
		var next []*Node
		for _, a := range at {
			for _, k := range a.Kids {
				if k.Name == name {
					next = append(next, k)
				}
			}
		}
		at = next
	}
	return at
}

// Find lists the elements of a name anywhere below n, in order of the file.
func (n *Node) Find(name string) []*Node {
	var out []*Node
	for _, k := range n.Kids {
		if k.Name == name {
			out = append(out, k)
		}
		out = append(out, k.Find(name)...)
	}
	return out
}

// Text is the text of the element, white space as layout.
func (n *Node) Text() string {
	var p Prose
	n.write(&p, false)
	text, _ := p.Text()
	return text
}

// Take is Text, and says that the text has found its place.
func (n *Node) Take() string {
	n.taken = true
	return n.Text()
}

// TakeField takes the text of the element into m as what front matter says under
// a key. It is not taken where front matter has no place for it; nor is what is
// kept in another form than it is printed in (a date, a language, a number), so
// that it is listed.
func (n *Node) TakeField(m *transcript.Meta, key string) {
	now := *m
	if list := SetField(&now, "", n.Line, key, n.Text()); len(list) > 0 {
		return
	}
	*m = now
	switch key {
	case "date", "corrected", "lang", "original", "part":
	default:
		n.taken = true
	}
}

// write adds the text of the element; left leaves out what was taken.
func (n *Node) write(p *Prose, left bool) {
	if left && n.taken {
		return
	}
	if n.gap || left {
		p.Blank()
	}
	p.Write(n.Words)
	for _, k := range n.Kids {
		k.write(p, left)
	}
	if n.tail || left {
		p.Blank()
	}
}

// Left gives the text that was not taken, as what was dropped of a file: one
// entry for each child of n, of n's lines.
func (n *Node) Left(kind transcript.DropKind) []transcript.Dropped {
	var out []transcript.Dropped
	for _, k := range n.Kids {
		var p Prose
		k.write(&p, true)
		if text, _ := p.Text(); text != "" && !n.taken {
			out = append(out, transcript.Dropped{Line: k.Line, EndLine: k.last(), Kind: kind, Text: text})
		}
	}
	return out
}

func (n *Node) last() int {
	line := n.Line
	for _, k := range n.Kids {
		line = max(line, k.last())
	}
	return line
}
