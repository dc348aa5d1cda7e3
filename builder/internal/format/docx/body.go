package docx

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dixit/builder/internal/format"
	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

// reader makes blocks of a document.
type reader struct {
	t      *transcript.Transcript
	pkg    *parts
	styles map[string]style
	lists  map[[2]string]bool
	foot   map[string][]document.Block
	end    map[string][]document.Block
	blocks []document.Block

	x        *format.XML
	line     int // number of the paragraph
	w        document.Writer
	now      paragraph
	link     string           // address of the link that is open
	after    []document.Block // notes and text boxes of the paragraph that is being read
	counts   map[[2]string]int
	comments int
	deleted  int
	joins    bool // the mark at the end of the last paragraph is deleted
	toc      int  // how many elements with a table of contents are open
}

// paragraph is what is said of the paragraph that is being read.
type paragraph struct {
	style  style
	level  int // of a heading
	list   string
	depth  int
	inCell bool
}

// part reads a part of the document. The error is what is wrong with its XML;
// what was read until then is kept.
func (r *reader) part(name string) error {
	x, err := r.pkg.xml(name)
	if x == nil || err != nil {
		return err
	}
	r.x = x
	for {
		t, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if s, ok := t.(xml.StartElement); ok {
			if err := r.element(s); err != nil {
				return err
			}
		}
	}
}

// each calls do for every element in the one that was opened last; see XML.Each.
func (r *reader) each(do func(xml.StartElement) error) error { return r.x.Each(do, nil) }

// inner reads what stands in the element that was opened last.
func (r *reader) inner() error { return r.each(r.element) }

// element reads an element. One that is not known is read for what stands in it.
func (r *reader) element(s xml.StartElement) error {
	switch s.Name.Local {
	case "p":
		return r.paragraph()
	case "tbl":
		return r.table()
	case "r":
		return r.run()
	case "hyperlink":
		return r.hyperlink(s)
	case "ruby":
		return r.ruby()
	case "del", "moveFrom":
		r.deleted++
		return r.x.Skip()
	case "sdt":
		return r.control()
	case "oMath", "oMathPara":
		return r.inner()
	case "t":
		return r.text()
	case "pPr":
		return r.properties(s)
	case "Fallback", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText", "delText", "delInstrText", "ctrlPr", "sdtPr", "proofErr", "fldData":
		return r.x.Skip()
	case "commentRangeStart", "comment":
		r.comments++
	case "AlternateContent", "drawing", "pict", "object", "txbxContent":
		return r.apart(s)
	}
	return r.inner()
}

// paragraph reads a paragraph.
func (r *reader) paragraph() error {
	if !r.joins {
		r.flush()
		r.line++
		r.x.Paragraph()
	}
	r.joins = false
	outer := r.now
	if !r.now.inCell {
		r.now = paragraph{}
	} else {
		r.now = paragraph{inCell: true}
	}
	err := r.inner()
	r.w.EndAs()
	if err != nil {
		r.flush()
		return err
	}
	if !r.joins {
		r.flush()
		r.now = outer
	}
	return nil
}

// properties reads those of a paragraph.
func (r *reader) properties(s xml.StartElement) error {
	n, err := r.x.Tree(s)
	for _, k := range n.Kids {
		switch k.Name {
		case "pStyle":
			r.now.style = r.styles[k.Attr("val")]
			r.now.level = r.now.style.level
			if r.now.list == "" {
				r.now.list = r.now.style.list
			}
		case "outlineLvl":
			if v, err := strconv.Atoi(k.Attr("val")); err == nil {
				r.now.level = 0
				if v >= 0 && v < 9 {
					r.now.level = min(v+1, 6)
				}
			}
		case "numPr":
			for _, id := range k.All("numId") {
				r.now.list = id.Attr("val")
			}
			for _, l := range k.All("ilvl") {
				r.now.depth, _ = strconv.Atoi(l.Attr("val"))
				r.now.depth = min(max(r.now.depth, 0), 8)
			}
		case "rPr":
			r.joins = len(k.All("del")) > 0
		}
	}
	return err
}

// run reads a run: text that looks alike.
func (r *reader) run() error {
	var own look
	vert := ""
	var named style
	return r.each(func(s xml.StartElement) error {
		if s.Name.Local == "rPr" {
			n, err := r.x.Tree(s)
			own = lookOf(n)
			for _, k := range n.All("rStyle") {
				named = r.styles[k.Attr("val")]
				own = own.over(named.look)
			}
			for _, k := range n.All("vertAlign") {
				vert = k.Attr("val")
			}
			return err
		}
		if err := r.piece(s, own.over(r.now.style.look), vert); err != nil {
			return err
		}
		if named.speaker && s.Name.Local == "t" {
			r.w.Label()
		}
		return nil
	})
}

// piece reads an element of a run.
func (r *reader) piece(s xml.StartElement, l look, vert string) error {
	switch s.Name.Local {
	case "t":
		words, err := r.words()
		if is(l.hidden) {
			r.drop(transcript.Furniture, words)
			return err
		}
		r.write(words, l, vert)
		return err
	case "tab", "ptab":
		r.write(" ", l, vert)
	case "br", "cr":
		if kind := format.Attr(s.Attr, "type"); kind == "" || kind == "textWrapping" {
			r.w.EndAs()
			r.line = max(r.line, 1)
			r.w.Break(r.line, true)
		} else {
			r.write(" ", l, vert)
		}
	case "noBreakHyphen":
		r.write("-", l, vert)
	case "sym":
		r.write(symbol(format.Attr(s.Attr, "char")), l, vert)
	case "footnoteReference", "endnoteReference":
		from := r.foot
		if s.Name.Local == "endnoteReference" {
			from = r.end
		}
		id := format.Attr(s.Attr, "id")
		r.write(id, l, "superscript")
		for _, b := range from[id] {
			b.Line, b.Lines[0].Line = r.line, r.line
			r.after = append(r.after, b)
		}
		delete(from, id)
	case "commentReference":
		r.comments++
	case "softHyphen":
	default:
		return r.element(s)
	}
	return r.x.Skip()
}

// symbol is the character of a symbol font, where it has one of its own.
func symbol(hex string) string {
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return ""
	}
	c := rune(v)
	if c >= 0xF020 && c < 0xF07F {
		c -= 0xF000 // where the fonts keep the signs of ASCII
	}
	if !unicode.IsPrint(c) || unicode.Is(unicode.Co, c) {
		return "•" // a bullet or an ornament
	}
	return string(c)
}

// words reads the text of the element that was opened last.
func (r *reader) words() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := r.x.Token()
		if err == io.EOF {
			return b.String(), r.x.Skip()
		}
		if err != nil {
			return b.String(), err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
	return strings.Map(seen, b.String()), nil
}

// seen leaves out the characters that only say where a line may break.
func seen(c rune) rune {
	if c == '\u00ad' || c == '\u200b' || c == '\ufeff' {
		return -1
	}
	return c
}

// text reads text that stands in no run, as in a formula.
func (r *reader) text() error {
	words, err := r.words()
	r.write(words, r.now.style.look, "")
	return err
}

// write adds text that looks as l says.
func (r *reader) write(s string, l look, vert string) {
	if s == "" {
		return
	}
	wanted := []transcript.Span{}
	add := func(on bool, kind transcript.SpanKind) {
		if on {
			wanted = append(wanted, transcript.Span{Kind: kind})
		}
	}
	if r.link != "" {
		wanted = append(wanted, transcript.Span{Kind: transcript.Link, Value: r.link})
	}
	plainHeading := r.now.level > 0 || r.now.style.title
	add(is(l.bold) && !plainHeading, transcript.Strong)
	add(is(l.slant) && !plainHeading, transcript.Emphasis)
	add(is(l.strike), transcript.Strike)
	add(vert == "superscript", transcript.Super)
	add(vert == "subscript", transcript.Sub)
	// A no-break blank after a label is a blank, as everywhere.
	s = strings.ReplaceAll(s, "\u00a0", " ")
	r.w.WriteAs(wanted, s)
}

// drop lists text that is left out.
func (r *reader) drop(kind transcript.DropKind, text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		line := max(r.line, 1)
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: kind, Text: text})
	}
}

// flush ends the paragraph that is being written.
func (r *reader) flush() {
	r.w.EndAs()
	if !r.w.Empty() {
		r.line = max(r.line, 1) // words may stand outside any paragraph
		r.w.Break(r.line, false)
	}
	lines := slices.DeleteFunc(r.w.Lines(), func(l document.Line) bool { return l.Text == "" })
	now := r.now
	if len(lines) > 0 {
		b := document.Block{Kind: transcript.Speech, Quote: now.style.quote, Line: lines[0].Line, Lines: lines}
		switch {
		case now.style.toc || r.toc > 0:
			r.drop(transcript.Furniture, b.Text())
			lines = nil
		case now.level > 0 || now.style.title:
			b.Kind, b.Depth = transcript.Heading, max(now.level, 1)
		case now.style.speaker:
			b.Lines[0].Label = len(b.Lines[0].Text)
		case now.list != "" && now.list != "0", now.style.item:
			b.Kind, b.Depth = transcript.Item, now.depth
			b.Number = r.count(now)
		}
		if lines != nil {
			r.blocks = append(r.blocks, b)
		}
	}
	r.blocks = append(r.blocks, r.after...)
	r.after = nil
}

// count numbers an item, 0 for one of a list that does not count.
func (r *reader) count(now paragraph) int {
	level := strconv.Itoa(now.depth)
	if !r.lists[[2]string{now.list, level}] {
		return 0
	}
	for deeper := now.depth + 1; deeper < 9; deeper++ {
		delete(r.counts, [2]string{now.list, strconv.Itoa(deeper)})
	}
	r.counts[[2]string{now.list, level}]++
	return r.counts[[2]string{now.list, level}]
}

// hyperlink reads a link.
func (r *reader) hyperlink(s xml.StartElement) error {
	outer := r.link
	for _, a := range s.Attr {
		if a.Name.Local == "id" && r.pkg.links[a.Value] != "" {
			r.link = r.pkg.links[a.Value]
		}
	}
	err := r.inner()
	r.link = outer
	return err
}

// control reads a content control, of which one may hold a table of contents.
func (r *reader) control() error {
	was := r.toc
	err := r.each(func(s xml.StartElement) error {
		if s.Name.Local != "sdtPr" {
			return r.element(s)
		}
		n, err := r.x.Tree(s)
		for _, k := range n.Find("docPartGallery") {
			if k.Attr("val") == "Table of Contents" {
				r.toc++
			}
		}
		return err
	})
	r.toc = was
	return err
}

// ruby reads a word with its reading above it.
func (r *reader) ruby() error {
	above, below := "", ""
	err := r.each(func(s xml.StartElement) error {
		n, err := r.x.Tree(s)
		var words strings.Builder
		for _, k := range n.Find("t") {
			words.WriteString(k.Text())
		}
		switch s.Name.Local {
		case "rt":
			above = words.String()
		case "rubyBase":
			below = words.String()
		}
		return err
	})
	if err != nil {
		return err
	}
	r.w.Ruby(below, above)
	return nil
}

// apart reads what stands apart from the paragraph in which it is anchored: the
// text of a box comes after it.
func (r *reader) apart(s xml.StartElement) error {
	if s.Name.Local != "txbxContent" {
		return r.inner()
	}
	return r.within(r.inner, func(blocks []document.Block) { r.after = append(r.after, blocks...) })
}

// within reads blocks that are not to stand among the others, and hands them
// over.
func (r *reader) within(read func() error, take func([]document.Block)) error {
	r.w.EndAs()
	w, now, blocks, after, link := r.w, r.now, r.blocks, r.after, r.link
	r.w, r.now, r.blocks, r.after, r.link, r.joins = document.Writer{}, paragraph{}, nil, nil, "", false
	err := read()
	r.flush()
	got := r.blocks
	r.w, r.now, r.blocks, r.after, r.link, r.joins = w, now, blocks, after, link, false
	take(got)
	return err
}
