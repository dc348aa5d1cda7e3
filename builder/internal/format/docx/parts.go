package docx

import (
	"errors"
	"path"
	"strconv"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
)

// parts is a document as a zip of parts.
type parts struct {
	zip   *source.Zip
	main  string            // name of the part that holds the text
	links map[string]string // addresses of links by their ids, of the main part
}

// open looks over the zip and finds the part with the text.
func open(raw []byte) (*parts, error) {
	zip, err := source.OpenZip(raw)
	if err != nil {
		return nil, err
	}
	p := &parts{zip: zip, main: "word/document.xml", links: map[string]string{}}
	for _, rel := range p.tree("_rels/.rels").All("Relationship") {
		if strings.HasSuffix(rel.Attr("Type"), "/officeDocument") {
			p.main = strings.TrimPrefix(path.Clean(rel.Attr("Target")), "/")
		}
	}
	dir, base := path.Split(p.main)
	for _, rel := range p.tree(dir + "_rels/" + base + ".rels").All("Relationship") {
		if strings.HasSuffix(rel.Attr("Type"), "/hyperlink") {
			p.links[rel.Attr("Id")] = rel.Attr("Target")
		}
	}
	if !zip.Has(p.main) {
		return nil, errors.New("the zip holds no document of a word processor")
	}
	return p, nil
}

// xml gives a part to be read, nil where there is none that can be.
func (p *parts) xml(name string) (*format.XML, error) { return format.ZipXML(p.zip, name) }

// tree reads a small part whole.
func (p *parts) tree(name string) *format.Node { return format.ZipTree(p.zip, name) }

// beside names a part that lies beside the main one.
func (p *parts) beside(name string) string { return path.Join(path.Dir(p.main), name) }

// properties are the title and the author that the document says it has. The
// day on which its file was made is not that of the meeting.
func (p *parts) properties() (title, creator string) {
	core := p.tree("docProps/core.xml")
	for _, n := range core.All("title") {
		title = n.Text()
	}
	for _, n := range core.All("creator") {
		creator = n.Text()
	}
	if lower := strings.ToLower(title); strings.HasPrefix(lower, "microsoft word") || strings.HasSuffix(lower, ".doc") || strings.HasSuffix(lower, ".docx") {
		title = "" // a program's own
	}
	return title, creator
}

// style is what a style says, with what it is based on.
type style struct {
	level   int // of a heading, 1 to 6; 0 for none
	title   bool
	quote   bool
	toc     bool
	item    bool
	list    string // id of its numbering
	speaker bool
	look    look
}

// look is how text looks. A nil value is not said.
type look struct{ bold, slant, strike, hidden *bool }

// over gives what l says, and below where it says nothing.
func (l look) over(below look) look {
	pick := func(a, b *bool) *bool {
		if a != nil {
			return a
		}
		return b
	}
	return look{pick(l.bold, below.bold), pick(l.slant, below.slant), pick(l.strike, below.strike), pick(l.hidden, below.hidden)}
}

func is(b *bool) bool { return b != nil && *b }

// lookOf reads properties of runs.
func lookOf(n *format.Node) look {
	var l look
	for _, k := range n.Kids {
		on := true
		switch k.Attr("val") {
		case "0", "false", "off", "none":
			on = false
		}
		switch k.Name {
		case "b":
			l.bold = &on
		case "i":
			l.slant = &on
		case "strike", "dstrike":
			l.strike = &on
		case "vanish":
			l.hidden = &on
		}
	}
	return l
}

// maxBased is how many styles one may be based on; more are a circle.
const maxBased = 20

// styles reads the styles by their ids. Those that Word knows have English names
// in every language, though their ids are translated.
func (p *parts) styles() map[string]style {
	nodes := map[string]*format.Node{}
	for _, n := range p.tree(p.beside("styles.xml")).All("style") {
		nodes[n.Attr("styleId")] = n
	}
	out := make(map[string]style, len(nodes))
	for id := range nodes {
		var s style
		at := id
		for range maxBased {
			n := nodes[at]
			if n == nil {
				break
			}
			s.take(n)
			at = ""
			for _, b := range n.All("basedOn") {
				at = b.Attr("val")
			}
		}
		out[id] = s
	}
	return out
}

// take adds what a style, or one that it is based on, says.
func (s *style) take(n *format.Node) {
	name := ""
	for _, k := range n.All("name") {
		name = strings.ToLower(k.Attr("val"))
	}
	if rest, ok := strings.CutPrefix(name, "heading "); ok && s.level == 0 {
		s.level, _ = strconv.Atoi(rest)
	}
	for _, k := range n.All("pPr", "outlineLvl") {
		if v, err := strconv.Atoi(k.Attr("val")); err == nil && v < 9 && s.level == 0 {
			s.level = v + 1
		}
	}
	for _, k := range n.All("pPr", "numPr", "numId") {
		if s.list == "" {
			s.list = k.Attr("val")
		}
	}
	s.level = min(s.level, 6)
	s.title = s.title || name == "title"
	s.quote = s.quote || name == "quote" || name == "intense quote" || name == "block text"
	s.toc = s.toc || strings.HasPrefix(name, "toc ") || name == "toc heading"
	s.item = s.item || strings.HasPrefix(name, "list bullet") || strings.HasPrefix(name, "list number")
	s.speaker = s.speaker || document.NamesSpeaker(name)
	for _, k := range n.All("rPr") {
		s.look = s.look.over(lookOf(k))
	}
}

// lists tells of each numbering, at each level, whether it counts. The key is the
// id of the numbering and the level.
func (p *parts) lists() map[[2]string]bool {
	root := p.tree(p.beside("numbering.xml"))
	counting := map[[2]string]bool{}
	for _, a := range root.All("abstractNum") {
		for _, l := range a.All("lvl") {
			for _, f := range l.All("numFmt") {
				counting[[2]string{a.Attr("abstractNumId"), l.Attr("ilvl")}] = f.Attr("val") != "bullet" && f.Attr("val") != "none"
			}
		}
	}
	out := map[[2]string]bool{}
	for _, n := range root.All("num") {
		for _, a := range n.All("abstractNumId") {
			for level := range 9 {
				l := strconv.Itoa(level)
				out[[2]string{n.Attr("numId"), l}] = counting[[2]string{a.Attr("val"), l}]
			}
		}
	}
	return out
}
