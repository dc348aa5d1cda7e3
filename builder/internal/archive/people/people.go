// Package people knows who may stand behind a label: the entries of
// people.yaml, and which labels name nobody in particular.
//
// It decides nothing about an archive; it answers what an editor said of a
// name, and whether a label is one of diarisation ("Speaker 1") or of a role
// ("Interviewer", "主持人"), which is never one person across sessions.
package people

import (
	"slices"
	"strings"

	"dixit/builder/internal/lang"
)

// Kind says what an entry is.
type Kind string

// The kinds of speaker. Only persons are persons; a role is resolved within a
// session.
const (
	Individual Kind = "person"
	Delegation Kind = "delegation"
	Group      Kind = "group"
	Role       Kind = "role"
)

// Tenure is a role somebody held; years or dates as written, "" for open.
type Tenure struct {
	Role        Text   `yaml:"role"`
	Affiliation Text   `yaml:"affiliation"`
	From        string `yaml:"from"`
	To          string `yaml:"to"`
}

// Entry is one entry of people.yaml: what a person decided.
type Entry struct {
	ID      string   `yaml:"id"`
	Names   Text     `yaml:"names"`
	Aliases []string `yaml:"aliases"`
	Kind    Kind     `yaml:"kind"`
	Roles   []Tenure `yaml:"roles"`
	In      []string `yaml:"in"` // series or sessions; empty for everywhere
	URL     string   `yaml:"url"`
	Image   string   `yaml:"image"`
	Bio     Text     `yaml:"bio"`
	Sort    string   `yaml:"sort"`

	Line int `yaml:"-"`
}

// Key brings a name into the form in which equal names are equal strings: case,
// width and blanks aside, and whichever apostrophe, hyphen or middle dot the
// writer had at hand. The Turkish i without a dot is an i, for a capital of a
// name does not tell which of the two it is.
func Key(name string) string {
	return variants.Replace(lang.Fold(name))
}

var variants = strings.NewReplacer(" ", "", "’", "'", "ʼ", "'", "‘", "'", "‐", "-", "‑", "-", "–", "-", "・", "·", "•", "·", "‧", "·", "∙", "·", "⋅", "·", "ı", "i", "i̇", "i")

// Index answers whom a name means.
type Index struct {
	byName map[string][]int
	byID   map[string]int
	all    []Entry
}

// NewIndex makes an index of entries.
func NewIndex(entries []Entry) *Index {
	x := &Index{byName: map[string][]int{}, byID: map[string]int{}, all: entries}
	for i, e := range entries {
		x.byID[e.ID] = i
		for _, name := range e.Forms() {
			k := Key(name)
			if k != "" && !slices.Contains(x.byName[k], i) {
				x.byName[k] = append(x.byName[k], i)
			}
		}
	}
	return x
}

// Forms lists every form of the entry's name: names in order of language, then
// aliases.
func (e Entry) Forms() []string {
	var out []string
	for _, t := range e.Names.Tags() {
		out = append(out, e.Names[t])
	}
	return append(out, e.Aliases...)
}

// ByID gives an entry by its id, nil for none.
func (x *Index) ByID(id string) *Entry {
	if i, ok := x.byID[id]; ok {
		return &x.all[i]
	}
	return nil
}

// Find gives the entry that a name means in a session of a series, nil for none;
// others is the number of further entries that claim the name there as well. An
// entry that names the place comes before one that holds everywhere.
func (x *Index) Find(name, session, series string) (e *Entry, others int) {
	if len(x.byName) == 0 {
		return nil, 0
	}
	var here, anywhere []int
	for _, i := range x.byName[Key(name)] {
		in := x.all[i].In
		switch {
		case len(in) == 0:
			anywhere = append(anywhere, i)
		case slices.ContainsFunc(in, func(s string) bool {
			s = lang.SlugPath(s) // "Committee A" is committee-a
			return s == session || s == series || strings.HasPrefix(session, s+"/") || strings.HasPrefix(series, s+"/")
		}):
			here = append(here, i)
		}
	}
	found := here
	if len(found) == 0 {
		found = anywhere
	}
	if len(found) == 0 {
		return nil, 0
	}
	return &x.all[found[0]], len(found) - 1
}
