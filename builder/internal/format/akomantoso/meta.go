package akomantoso

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// meta reads the metadata: work and expression, persons and roles.
func (r *reader) meta(start xml.StartElement) error {
	n, err := r.x.Tree(start)
	m := &r.t.Meta
	for _, level := range []string{"FRBRExpression", "FRBRWork"} {
		for _, k := range n.All("identification", level, "FRBRdate") {
			if d, ok := format.ParseDate(k.Attr("date")); ok && (m.Date == "" || level == "FRBRWork") {
				m.Date = d
			}
		}
		for _, k := range n.All("identification", level, "FRBRlanguage") {
			if l, err := lang.Parse(k.Attr("language")); err == nil && m.Lang == "" {
				m.Lang = l
			}
		}
		for _, k := range n.All("identification", level, "FRBRalias") {
			if m.Title == "" && k.Attr("name") != "" {
				m.Title = k.Attr("value")
			}
		}
	}
	for _, k := range n.Find("TLCPerson") {
		p := transcript.Person{ID: id(k)}
		if name := k.Attr("showAs"); name != "" {
			p.Names = []transcript.Name{{Text: name}}
			r.shown[p.ID] = name
		}
		if href := k.Attr("href"); strings.Contains(href, "://") {
			p.Links = []string{href}
		}
		if p.ID != "" {
			r.person[p.ID] = len(m.People)
			m.People = append(m.People, p)
		}
	}
	for _, k := range n.Find("TLCOrganization") {
		r.shown[id(k)] = k.Attr("showAs")
	}
	for _, k := range n.Find("TLCRole") {
		r.roles[id(k)] = k.Attr("showAs")
	}
	for _, k := range n.All("proprietary") {
		r.proprietary(k)
	}
	r.t.Dropped = append(r.t.Dropped, n.Left(transcript.FileHeader)...)
	return err
}

// id is the id of an element: eId since version 3, id before.
func id(n *format.Node) string { return cmp.Or(n.Attr("eId"), n.Attr("id"), n.Attr("wId")) }

// proprietary takes front matter and names in several languages, as the export
// of this program writes them.
func (r *reader) proprietary(n *format.Node) {
	for _, k := range n.Kids {
		switch {
		case k.Name == "name" || k.Name == "id" || k.Name == "group":
			r.personal(k)
		case slices.Contains(kept, k.Name):
			k.TakeField(&r.t.Meta, k.Name)
		}
	}
}

// kept are the keys of front matter that elements are named by.
var kept = []string{"date", "session", "series", "topics", "summary", "kind", "original", "made_by", "status", "corrected", "rights",
	"speakers", "media", "source", "documents", "transcript_by", "translation_by", "aliases"}

// personal takes what proprietary metadata say of a person.
func (r *reader) personal(k *format.Node) {
	if i, ok := r.person[k.Attr("person")]; ok {
		p := &r.t.Meta.People[i]
		switch k.Name {
		case "name":
			if !r.named[p.ID] {
				r.named[p.ID] = true
				p.Names = nil // showAs is one of these
			}
			l, _ := lang.Parse(k.Attr("lang"))
			p.Names = append(p.Names, transcript.Name{Lang: l, Text: k.Take()})
		case "id":
			r.shown[k.Text()] = r.shown[p.ID]
			r.ids[p.ID] = k.Take()
			p.ID = k.Text()
		case "group":
			p.Kind = k.Take()
		}
	}
}

// preface reads what stands before the debate: the title, and the rest dropped.
func (r *reader) preface() error {
	line := r.x.Line()
	var p format.Prose
	var walk func(xml.StartElement) error
	walk = func(s xml.StartElement) error {
		if s.Name.Local == "docTitle" {
			return r.title()
		}
		p.Blank()
		err := r.each(walk, p.Write)
		p.Blank()
		return err
	}
	err := r.each(walk, p.Write)
	if text, _ := p.Text(); text != "" {
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: transcript.FileHeader, Text: text})
	}
	return err
}

// title reads the title of the document; a second one goes on with it.
func (r *reader) title() error {
	var p format.Prose
	err := r.each(func(s xml.StartElement) error { return r.inline(s, &p) }, p.Write)
	text, _ := p.Text()
	switch {
	case text == "":
	case r.t.Meta.Title == "" || !r.titled:
		r.t.Meta.Title, r.titled = text, true
	case len(r.t.Meta.Title) < maxHead:
		r.t.Meta.Title += ": " + text
	default:
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: r.x.Line(), EndLine: r.x.Line(), Kind: transcript.TitleAgain, Text: text})
	}
	return err
}

// finish gives every turn its speaker and role, and a label to those that print
// none.
func (r *reader) finish() {
	for i := range r.t.Turns {
		turn, s := &r.t.Turns[i], r.said[i]
		if now, ok := r.ids[s.by]; ok {
			s.by = now
		}
		role := r.roles[s.as]
		if role == "" {
			role = s.as
		}
		if turn.Role == "" {
			turn.Role = role
		} else if role != "" && role != turn.Role {
			turn.Role = role + ", " + turn.Role
		}
		turn.Who = s.by
		if turn.Label == "" && s.by != "" {
			turn.Label = cmp.Or(r.shown[s.by], words(s.by))
		}
	}
}

// words writes an id in words: JohnDoe as "John Doe".
func words(id string) string {
	var b strings.Builder
	last := ' '
	for _, c := range strings.NewReplacer(".", " ", "_", " ", "-", " ").Replace(id) {
		if c >= 'A' && c <= 'Z' && last >= 'a' && last <= 'z' {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		last = c
	}
	return strings.TrimSpace(b.String())
}
