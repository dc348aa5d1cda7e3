package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// look is what a style sheet says of a class, as far as it tells words apart.
type look struct{ bold, slant bool }

// rule is a rule of a style sheet for a class alone, as word processors write
// them; others say nothing of who speaks.
var rule = regexp.MustCompile(`(?s)([^{}]*)\{([^{}]*)\}`)

var oneClass = regexp.MustCompile(`^(?:span|p|b|strong|div|font)?\.([\w-]+)$`)

// maxSheet is the largest style sheet within a page, in bytes, that is read. What
// word processors write has a few hundred classes.
const maxSheet = 1 << 20

// sheets reads the style sheets within a page.
func sheets(doc *html.Node) map[string]look {
	out := map[string]look{}
	elements(doc, func(n *html.Node) bool {
		if n.Data != "style" || n.FirstChild == nil || len(n.FirstChild.Data) > maxSheet {
			return true
		}
		for _, m := range rule.FindAllStringSubmatch(n.FirstChild.Data, -1) {
			l := lookOf(m[2])
			if l == (look{}) {
				continue
			}
			for s := range strings.SplitSeq(m[1], ",") {
				if c := oneClass.FindStringSubmatch(strings.TrimSpace(s)); c != nil {
					was := out[c[1]]
					out[c[1]] = look{was.bold || l.bold, was.slant || l.slant}
				}
			}
		}
		return true
	})
	return out
}

// lookOf reads declarations.
func lookOf(style string) look {
	var l look
	for d := range strings.SplitSeq(strings.ToLower(style), ";") {
		key, v, _ := strings.Cut(d, ":")
		v = strings.TrimSpace(v)
		switch strings.TrimSpace(key) {
		case "font-weight":
			l.bold = strings.HasPrefix(v, "bold") || v >= "600" && v <= "900" && len(v) == 3
		case "font-style":
			l.slant = v == "italic" || v == "oblique"
		}
	}
	return l
}

// lookFor is how an element looks by its own style and its classes.
func (r *reader) lookFor(n *html.Node) look {
	var l look
	if s := attr(n, "style"); s != "" {
		l = lookOf(s)
	}
	if len(r.looks) > 0 {
		for c := range strings.FieldsSeq(attr(n, "class")) {
			of := r.looks[c]
			l.bold, l.slant = l.bold || of.bold, l.slant || of.slant
		}
	}
	return l
}
