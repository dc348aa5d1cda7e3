package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"dixit/builder/internal/format/document"
	"dixit/builder/internal/transcript"
)

const (
	// mainShare is the least part of a page's text that its <main>, or its only
	// <article>, has where it is the transcript: what stands around it may be long
	// where the transcript is short.
	mainShare = 0.25
	// asideShare is the most of the text that something has which is left out for
	// its class or role alone: pages have classes such as "with-sidebar" at the
	// outermost element.
	asideShare = 0.25
	// preShare is the least part that a typed text has which is the transcript.
	preShare = 0.6
)

// unseen are elements whose content is no text of the page: it runs, styles or
// loads something.
var unseen = setOf("script style template iframe object embed applet canvas svg link meta base title head noembed noframes frame frameset param source track area map datalist xml")

// mute are those whose text is none of the page's either; a drawing has some.
var mute = setOf("script style template iframe object embed applet canvas link meta base title head noembed noframes frame frameset param source track area map datalist xml")

// controls are elements that ask for something.
var controls = setOf("button select textarea input label legend optgroup option output progress meter")

// furnitureRoles are roles of elements that are no part of a text.
var furnitureRoles = setOf("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist")

// furnitureNames are words in classes and ids of what stands around a text.
var furnitureNames = setOf(`nav navbar navigation menu sidebar breadcrumb breadcrumbs cookie cookies consent gdpr skip skiplink share sharing social
	pagination pager newsletter subscribe advert adverts ads advertisement masthead footer toolbar noprint promo related comments commentlist`)

// elements calls f for every element below n, in order, until it gives false.
func elements(n *html.Node, f func(*html.Node) bool) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && !f(d) {
			return
		}
	}
}

// measure counts the text of every element below n, in bytes that are no blanks.
func (r *reader) measure(n *html.Node) int {
	sum := 0
	if n.Type == html.TextNode {
		for _, c := range []byte(n.Data) {
			if c > ' ' {
				sum++
			}
		}
		return sum
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if size := r.measure(c); c.Type != html.ElementNode || !unseen[c.Data] {
			sum += size
		}
	}
	if sum > 0 {
		r.sizes[n] = sum
	}
	return sum
}

// content finds the part of a page that is the transcript, and lists what stands
// around it.
func (r *reader) content(doc *html.Node) *html.Node {
	var body *html.Node
	var mains, articles []*html.Node
	elements(doc, func(n *html.Node) bool {
		switch {
		case n.Data == "body" && body == nil:
			body = n
		case n.Data == "main" || attr(n, "role") == "main":
			mains = append(mains, n)
		case n.Data == "article":
			articles = append(articles, n)
		}
		return true
	})
	if body == nil {
		return doc
	}
	for n := body.PrevSibling; n != nil; n = n.PrevSibling {
		r.dropUnseen(n)
	}
	all := r.sizes[body]
	for _, found := range [][]*html.Node{mains, articles} {
		if len(found) == 1 && float64(r.sizes[found[0]]) >= mainShare*float64(all) {
			r.around(body, found[0])
			return found[0]
		}
	}
	return body
}

// around lists the text of root that stands outside inner. A heading of the
// first rank goes before what inner says where that has none.
func (r *reader) around(root, inner *html.Node) {
	heads := func(n *html.Node) (out []*html.Node) {
		elements(n, func(d *html.Node) bool {
			if d.Data == "h1" {
				out = append(out, d)
			}
			return true
		})
		return out
	}
	if len(heads(inner)) == 0 {
		if h := heads(root); len(h) == 1 {
			r.lone = map[*html.Node]bool{h[0]: true}
			r.block(h[0], place{kind: transcript.Heading, depth: 1})
		}
	}
	for n := inner; n != root && n != nil; n = n.Parent {
		for c := n.Parent.FirstChild; c != nil; c = c.NextSibling {
			if c != n {
				r.drop(c)
			}
		}
	}
}

// onlyPre gives the typed text that is nearly all of the content, nil for none.
func (r *reader) onlyPre(root *html.Node) *html.Node {
	var pre *html.Node
	most := 0
	elements(root, func(n *html.Node) bool {
		if n.Data == "pre" || n.Data == "plaintext" || n.Data == "listing" || n.Data == "xmp" {
			if s := r.sizes[n]; s > most {
				pre, most = n, s
			}
		}
		return true
	})
	if pre == nil || float64(most) < preShare*float64(r.sizes[root]) {
		return nil
	}
	return pre
}

// furniture tells whether an element is no part of what was said, by its kind,
// its role or its names.
func (r *reader) furniture(n *html.Node) bool {
	if n.Data == "nav" || n.Data == "noscript" || controls[n.Data] {
		return true
	}
	if has(n, "hidden") || attr(n, "aria-hidden") == "true" || hides(attr(n, "style")) {
		return true
	}
	if n.Data == "summary" && !strings.ContainsFunc(r.textOf(n), func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
		return true // a sign that opens a menu
	}
	suspect := furnitureRoles[attr(n, "role")] || n.Data == "footer" || n.Data == "dialog"
	switch n.Data {
	case "form", "aside":
		suspect = true
	case "header":
		titled := false
		elements(n, func(d *html.Node) bool {
			titled = titled || d.Data == "h1" || d.Data == "time" || r.speaks(d)
			return !titled
		})
		suspect = suspect || !titled && !r.speaks(n)
	}
	for _, a := range []string{"class", "id"} {
		for _, w := range words(attr(n, a)) {
			suspect = suspect || furnitureNames[w]
		}
	}
	return suspect && float64(r.sizes[n]) < asideShare*float64(r.total)
}

// hides tells whether a style keeps an element from being seen.
func hides(style string) bool {
	style = strings.ToLower(strings.Join(strings.Fields(style), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "mso-hide:all")
}

// words cuts a class or an id into words, in lower case.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// drop lists an element, with its text, as left out.
func (r *reader) drop(n *html.Node) {
	if r.lone[n] {
		return
	}
	line := max(lineOf(n), 1)
	if n.Type != html.ElementNode && n.Type != html.TextNode {
		return
	}
	if n.Type == html.TextNode {
		line = r.line
	}
	if text := strings.Join(strings.Fields(r.textOf(n)), " "); text != "" {
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: max(line, lastLine(n)), Kind: transcript.Furniture, Text: text})
	}
	r.dropUnseen(n)
}

// dropUnseen lists the elements of n that run or load something by their tags.
func (r *reader) dropUnseen(n *html.Node) {
	list := func(d *html.Node) {
		switch d.Data {
		case "link", "meta", "base", "title", "head", "source", "track", "area", "map", "param":
			return
		}
		line := max(lineOf(d), 1)
		tag := "<" + d.Data
		for _, a := range []string{"src", "type", "data"} {
			if v := attr(d, a); v != "" && !strings.HasPrefix(v, "data:") {
				tag += " " + a + "=" + v
			}
		}
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: line, Kind: transcript.DroppedMarkup, Text: tag + ">"})
	}
	if n.Type == html.ElementNode && unseen[n.Data] && n.Data != "head" {
		list(n)
		return
	}
	elements(n, func(d *html.Node) bool {
		if unseen[d.Data] && !inside(d.Parent, n, unseen) {
			list(d)
		}
		return true
	})
}

// inside tells whether an element, or one around it and below top, is one of a
// set.
func inside(n, top *html.Node, set map[string]bool) bool {
	for ; n != nil && n != top; n = n.Parent {
		if set[n.Data] {
			return true
		}
	}
	return false
}

// textOf is the text of an element, less what is not seen. The heading that was
// taken for the title is not in it.
func (r *reader) textOf(n *html.Node) string {
	var b strings.Builder
	var write func(*html.Node)
	write = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (mute[n.Data] || r.lone[n]):
			return
		case n.Type == html.ElementNode && !inlineElements[n.Data]:
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			write(c)
		}
	}
	write(n)
	return b.String()
}

// rawText is the text of an element as it stands, <br> for line ends.
func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && !inside(d.Parent, n, mute):
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && d.Data == "br":
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// lastLine is the line on which the last element in n begins.
func lastLine(n *html.Node) int {
	line := lineOf(n)
	elements(n, func(d *html.Node) bool {
		line = max(line, lineOf(d))
		return true
	})
	return line
}

// nameNames are classes of elements that hold who speaks within an element of one of turnNames.
var (
	nameNames = setOf("name who person author member voice label")
	turnNames = setOf("turn speech utterance intervention contribution statement segment message remark cue entry dialog dialogue line")
)

// speaks tells whether an element says, by its class, who speaks.
func (r *reader) speaks(n *html.Node) bool {
	class := attr(n, "class")
	if class == "" {
		return false
	}
	name := false
	for _, w := range strings.Fields(strings.ToLower(class)) {
		if document.NamesSpeaker(w) {
			return true
		}
		name = name || nameNames[w]
	}
	for p, up := n.Parent, 0; name && p != nil && up < 3; p, up = p.Parent, up+1 {
		for _, w := range strings.Fields(strings.ToLower(attr(p, "class"))) {
			if turnNames[w] {
				return true
			}
		}
	}
	return false
}
