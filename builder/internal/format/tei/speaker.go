package tei

import (
	"cmp"
	"encoding/xml"
	"strings"
	"unicode"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// label is a printed label.
type label struct {
	name, role string
	line       int
}

// speakerNote reads a label as printed. A name in persName and a role in
// roleName are as they stand; else a bracket at the end is the role.
func (r *reader) speakerNote() error {
	line := r.x.Line()
	var all, name, role format.Prose
	err := r.each(func(s xml.StartElement) error {
		to := &all
		switch s.Name.Local {
		case "persName":
			to = &name
		case "roleName":
			to = &role
		}
		to.Keep = format.Attr(s.Attr, "space") == "preserve"
		return r.each(func(s xml.StartElement) error { return r.inline(s, to) }, to.Write)
	}, all.Write)
	l := &label{line: line}
	l.name, _ = name.Text()
	l.role, _ = role.Text()
	printed, _ := all.Text()
	switch outside := strings.Trim(printed, " ()[]:,"); {
	case l.name == "":
		l.name, l.role = split(printed, l.role)
	case outside != "":
		l.name = strings.TrimSpace(l.name + " " + printed)
	}
	if l.name == "" && l.role == "" {
		return err
	}
	if l.name == "" {
		l.name, l.role = l.role, ""
	}
	if r.inUtterance() {
		r.give(len(r.t.Turns)-1, l)
		return err
	}
	r.lastLabel()
	r.label = l
	return err
}

// split takes the colon and the bracket off a label.
func split(printed, role string) (string, string) {
	bare := strings.TrimRight(printed, ":：﹕︰ ")
	if role != "" || bare == "" {
		return bare, role
	}
	return format.SplitLabel(bare)
}

// inUtterance tells whether a label stands within its turn, as in sp.
func (r *reader) inUtterance() bool {
	n := len(r.said)
	return n > 0 && r.open && len(r.t.Turns[n-1].Segments) == 0 && r.said[n-1].started && !r.said[n-1].printed
}

// takeLabel gives a turn the label that was printed before it.
func (r *reader) takeLabel(n int) {
	r.said[n].started = true
	if r.label != nil {
		r.give(n, r.label)
		r.t.Turns[n].Line = r.label.line
		r.label = nil
	}
}

func (r *reader) give(n int, l *label) {
	r.t.Turns[n].Label, r.t.Turns[n].Role = l.name, l.role
	r.said[n].printed = true
}

// lastLabel makes a turn of a label after which nobody speaks.
func (r *reader) lastLabel() {
	if l := r.label; l != nil {
		r.label = nil
		r.begin()
		r.give(len(r.t.Turns)-1, l)
		r.t.Turns[len(r.t.Turns)-1].Line = l.line
		r.open = false
	}
}

// speakers gives every turn its role and the id of its speaker, and those
// without a printed label the one that the same speaker had before, else the
// name that the list gives, else the id in words.
func (r *reader) speakers() {
	before := map[string]string{}
	names := map[string]string{}
	for _, list := range [][]transcript.Person{r.t.Meta.People, r.people} {
		for _, p := range list {
			if names[p.ID] == "" {
				names[p.ID] = inLanguage(p.Names, r.t.Meta.Lang)
			}
		}
	}
	for i := range r.t.Turns {
		turn, s := &r.t.Turns[i], r.said[i]
		for j, id := range s.who {
			if now, ok := r.renames[id]; ok {
				s.who[j] = now
			}
		}
		turn.Role = joinRoles(s.role, turn.Role)
		if len(s.who) == 1 {
			turn.Who = s.who[0]
		}
		all := strings.Join(s.who, " ")
		switch {
		case turn.Label != "":
			before[all] = turn.Label
		case all == "":
		case before[all] != "":
			turn.Label = before[all]
		default:
			var printed []string
			for _, id := range s.who {
				printed = append(printed, cmp.Or(names[id], readable(id)))
			}
			turn.Label = strings.Join(printed, ", ")
		}
	}
}

// inLanguage gives the name in a language, else the first.
func inLanguage(names []transcript.Name, l lang.Tag) string {
	for _, n := range names {
		if n.Lang == l || n.Lang != "" && (l.Finds(n.Lang) || n.Lang.Finds(l)) {
			return n.Text
		}
	}
	for _, n := range names {
		return n.Text
	}
	return ""
}

// roleOf gives the role that ana= says: one of ParlaMint's types of speakers.
func roleOf(ana string) string {
	for _, a := range strings.Fields(ana) {
		if a = bare(a); a == "chair" || a == "regular" || a == "guest" {
			return a
		}
	}
	return ""
}

// joinRoles joins the type of a speaker and the bracket of a label.
func joinRoles(kind, bracket string) string {
	switch {
	case bracket == "":
		return kind
	case kind == "", kind == "regular", strings.EqualFold(kind, bracket):
		return bracket
	}
	return kind + ", " + bracket
}

// references takes apart the ids of who=.
func references(who string) []string {
	var out []string
	for _, w := range strings.Fields(who) {
		if id := bare(w); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// readable writes an id in words: JanSkopecek.1980 as "Jan Skopecek".
func readable(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '.' || r == '_' || r == '-' })
	for n := len(words); n > 1 && len(words[n-1]) == 4 && strings.Trim(words[n-1], "0123456789") == ""; n-- {
		words = words[:n-1] // a year of birth that tells namesakes apart
	}
	var b strings.Builder
	var last rune
	for i, r := range strings.Join(words, " ") {
		if i > 0 && unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// renamed notes that the file writes an id in a form that XML allows.
func (r *reader) renamed(from, to string) {
	if r.renames == nil {
		r.renames = map[string]string{}
	}
	r.renames[from] = to
}

// eastern tells whether a name is in a script that has no blanks.
func eastern(s string) bool {
	for _, r := range s {
		return lang.Unspaced(r)
	}
	return false
}
