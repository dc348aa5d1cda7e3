package archive

import (
	"reflect"
	"slices"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/transcript"
)

// listed is whom the files of an archive list, each id once. The files of one
// corpus share its ids; lists of the same person are put together.
type listed struct {
	byID   map[string]*transcript.Person
	byName map[string]string // people.Key of a name → id; "" where two have it
	missed bool              // an id that no list has was reported
}

func newListed(alone []transcript.Person, files []*Facts) *listed {
	x := &listed{byID: map[string]*transcript.Person{}, byName: map[string]string{}}
	x.add(alone)
	for _, f := range files {
		x.add(f.Meta.People)
	}
	return x
}

func (x *listed) add(list []transcript.Person) {
	for _, p := range list {
		if had := x.byID[p.ID]; had != nil {
			merge(had, p)
		} else {
			p.Names = slices.Clone(p.Names)
			p.Affiliations = slices.Clone(p.Affiliations)
			p.Links = slices.Clone(p.Links)
			x.byID[p.ID] = &p
		}
		for _, n := range p.Names {
			k := people.Key(n.Text)
			if id, ok := x.byName[k]; ok && id != p.ID {
				x.byName[k] = ""
			} else if k != "" {
				x.byName[k] = p.ID
			}
		}
	}
}

// merge adds what a second list says of a person.
func merge(had *transcript.Person, p transcript.Person) {
	for _, n := range p.Names {
		if !slices.Contains(had.Names, n) {
			had.Names = append(had.Names, n)
		}
	}
	for _, a := range p.Affiliations {
		if !slices.ContainsFunc(had.Affiliations, func(b transcript.Affiliation) bool { return reflect.DeepEqual(a, b) }) {
			had.Affiliations = append(had.Affiliations, a)
		}
	}
	for _, l := range p.Links {
		if !slices.Contains(had.Links, l) {
			had.Links = append(had.Links, l)
		}
	}
	if had.Sex == "" {
		had.Sex = p.Sex
	}
	if had.Kind == "" {
		had.Kind = p.Kind
	}
}

// named gives the id of the only person of a name, "" for none.
func (x *listed) named(name string) string {
	if len(x.byName) == 0 {
		return ""
	}
	return x.byName[people.Key(name)]
}

// who finds the speaker whom a file names by an id: the entry of people.yaml
// that has the id or one of the names of the list, else the person of the list,
// else whoever has the id.
func (n *names) who(e *Edition, f *Facts, l Label) (*Speaker, Evidence) {
	p := n.listed.byID[l.Who]
	forms := []string{l.Who}
	if p != nil {
		for _, name := range p.Names {
			forms = append(forms, name.Text)
		}
	} else {
		forms = append(forms, l.Printed)
	}
	if entry, ok := n.index.ByID(l.Who); ok {
		return n.entry(entry), ByPeople
	}
	for _, form := range forms {
		if entry, ok := n.find(e, form); ok {
			return n.entry(entry), ByPeople
		}
	}
	k := "who:" + l.Who
	s := n.found[k]
	if s == nil {
		if p == nil {
			p = &transcript.Person{ID: l.Who}
			if !n.listed.missed {
				n.listed.missed = true
				n.list = append(n.list, diag.New(diag.PersonUnlisted, f.Path, 0, 0, "no file lists %q, who speaks as %q", l.Who, l.Printed))
			}
		}
		s = &Speaker{Kind: people.Individual, Listed: p, key: k}
		if p.Kind != "" {
			s.Kind = people.Kind(p.Kind)
		}
		s.Names = textOf(p.Names)
		n.found[k] = s
		n.uses[s] = map[useKey]*LabelUse{}
	}
	return s, ByList
}
