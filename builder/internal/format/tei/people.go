package tei

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// corpusHeader reads the header of a corpus for its persons. The rest is said of
// all its sessions and of none.
func (r *reader) corpusHeader(start xml.StartElement) error {
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(start xml.StartElement) error {
		return r.search(start, &p)
	}, p.Write)
	if text, _ := p.Text(); text != "" {
		r.dropped = append(r.dropped, transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: transcript.FileHeader, Text: text})
	}
	return err
}

// persons reads a list of persons outside any header, one by one: such lists
// are as long as parliaments are old.
func (r *reader) persons(start xml.StartElement) error {
	line := r.x.Line()
	var p format.Prose
	err := r.search(start, &p)
	if text, _ := p.Text(); text != "" {
		d := transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: transcript.FileHeader, Text: text}
		r.dropped = append(r.dropped, d)
	}
	if r.t == nil && len(r.done) == 0 {
		// The file is the list.
		r.t = r.fresh()
		r.body = body{dropped: r.dropped}
	}
	return err
}

// search reads an element for persons and organisations in it; other text is
// added to left.
func (r *reader) search(start xml.StartElement, left *format.Prose) error {
	switch start.Name.Local {
	case "person", "personGrp":
		n, err := r.x.Tree(start)
		r.person(n, &r.people)
		r.left(n, left)
		return err
	case "org":
		n, err := r.x.Tree(start)
		r.organisation(n)
		r.left(n, left)
		return err
	}
	return r.each(func(start xml.StartElement) error { return r.search(start, left) }, func(s string) { left.Write(s) })
}

// left adds what was not taken of an element.
func (r *reader) left(n *format.Node, to *format.Prose) {
	for _, d := range n.Left(transcript.FileHeader) {
		to.Blank()
		to.Write(d.Text)
	}
}

func (r *reader) organisations(h *format.Node) {
	for _, n := range h.Find("org") {
		r.organisation(n)
	}
}

// organisation notes the full name of a party or body by its id.
func (r *reader) organisation(n *format.Node) {
	id := n.Attr("id")
	for _, name := range n.All("orgName") {
		tag := language(name.Attrs)
		if r.orgs[id] == "" || name.Attr("full") == "yes" && tag != "" && tag == r.lang {
			r.orgs[id] = name.Text()
		}
	}
}

// person adds a person of the list. Forms of the name in one language beyond
// the first are former names.
func (r *reader) person(n *format.Node, to *[]transcript.Person) {
	if n.Attr("id") == "" {
		return // nothing can refer to it
	}
	p := transcript.Person{ID: n.Attr("id"), Kind: n.Attr("role"), Sex: cmp.Or(n.Attr("sex"), valueOf(n, "sex")), Links: nil}
	if n.Name == "personGrp" && p.Kind == "" {
		p.Kind = "group"
	}
	if !slices.Contains([]string{"delegation", "group", "role"}, p.Kind) {
		p.Kind = ""
	}
	for _, name := range n.All("persName") {
		if text := nameOf(name); text != "" {
			p.Names = append(p.Names, transcript.Name{Lang: language(name.Attrs), Text: text})
		}
	}
	for _, name := range n.All("name") {
		p.Names = append(p.Names, transcript.Name{Lang: language(name.Attrs), Text: name.Take()})
	}
	for _, a := range n.All("affiliation") {
		ref := bare(a.Attr("ref"))
		had := transcript.Affiliation{From: a.Attr("from"), To: a.Attr("to")}
		for _, k := range a.All("roleName") {
			had.Role = append(had.Role, transcript.Name{Lang: language(k.Attrs), Text: k.Take()})
		}
		for _, k := range a.All("orgName") {
			had.Org = append(had.Org, transcript.Name{Lang: language(k.Attrs), Text: k.Take()})
		}
		alone := func(text string) []transcript.Name {
			if text == "" {
				return nil
			}
			return []transcript.Name{{Text: text}}
		}
		if len(had.Role)+len(had.Org) == 0 {
			had.Org = alone(a.Take())
		}
		if len(had.Role) == 0 {
			had.Role = alone(a.Attr("role"))
		}
		if len(had.Org) == 0 {
			had.Org = alone(cmp.Or(r.orgs[ref], readable(ref)))
		}
		p.Affiliations = append(p.Affiliations, had)
	}
	for _, id := range n.All("idno") {
		if text := id.Text(); absolute(text) != "" {
			p.Links = append(p.Links, id.Take())
		} else if id.Attr("type") == "dixit" && text != "" {
			p.ID = id.Take()
			r.renamed(n.Attr("id"), p.ID)
		}
	}
	*to = append(*to, p)
}

func valueOf(n *format.Node, name string) string {
	for _, k := range n.All(name) {
		return k.Attr("value")
	}
	return ""
}

// nameOf writes a name as it is spoken: titles, forenames, links and family
// names in this order, each in the order of the file; a name that is not taken
// apart as it stands.
func nameOf(n *format.Node) string {
	parts := map[string][]string{}
	apart := false
	for _, k := range n.Kids {
		switch k.Name {
		case "roleName", "forename", "nameLink", "surname", "genName", "addName":
			parts[k.Name] = append(parts[k.Name], k.Text())
			apart = true
		case "":
		default:
			return n.Take() // of parts that are not known here
		}
	}
	if !apart || strings.TrimSpace(ownWords(n)) != "" {
		return n.Take()
	}
	n.Take()
	unspaced := false
	var out []string
	for _, kind := range []string{"roleName", "forename", "addName", "nameLink", "surname", "genName"} {
		for _, s := range parts[kind] {
			unspaced = unspaced || eastern(s)
			out = append(out, s)
		}
	}
	if unspaced { // 林 + 美玲: the family name first, without a blank
		return strings.Join(append(append(parts["surname"], parts["forename"]...), append(parts["addName"], append(parts["nameLink"], append(parts["genName"], parts["roleName"]...)...)...)...), "")
	}
	return strings.Join(out, " ")
}

func ownWords(n *format.Node) string {
	var b strings.Builder
	for _, k := range n.Kids {
		b.WriteString(k.Words)
	}
	return b.String()
}

// bare is what stands after the mark of a reference: #OrtizAna, list.xml#OrtizAna,
// pm:OrtizAna.
func bare(ref string) string {
	if i := strings.LastIndexAny(ref, "#:/"); i >= 0 {
		return ref[i+1:]
	}
	return ref
}
