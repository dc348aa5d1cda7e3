package transcript

import (
	"reflect"
	"slices"

	"dixit/builder/internal/lang"
)

// Meta is a file's front matter, after reading. Empty values were not given.
type Meta struct {
	Title         string
	Date          Date
	Lang          lang.Tag
	Session       string
	Series        string
	Part          int
	Speakers      []string
	Labels        []Naming // the map from labels to people
	Topics        []string
	Media         []string
	Source        []string
	Documents     []string
	TranscriptBy  []string
	TranslationBy []string
	Rights        string
	Summary       string
	Aliases       []string
	Original      lang.Tag
	Kind          string // verbatim, interpretation, translation, captions, minutes
	MadeBy        string // human, machine
	Status        string // draft, reviewed, official
	Corrected     Date
	Draft         bool
	Embargo       Date
	Withdrawn     string // the reason; "" for not withdrawn
	Redact        []string
	People        []Person // whom the file itself lists
}

// Person is somebody whom a file lists under an id of its own.
type Person struct {
	ID           string // as Turn.Who has it
	Kind         string // person, delegation, group or role, as in people.yaml; "" for a person
	Names        []Name // in order of the file; empty where the list gives only the id
	Affiliations []Affiliation
	Sex          string   // as written; "" where it is not said
	Links        []string // addresses that identify the person elsewhere
}

// Name is a name in a language, "" where none is said.
type Name struct {
	Lang lang.Tag
	Text string
}

// Affiliation is what somebody was and where, each in any number of languages,
// and when; "" for open.
type Affiliation struct {
	Role, Org []Name
	From, To  string
}

// Naming says who speaks under a label of this session.
type Naming struct {
	Label  string
	Person string // an id of people.yaml, or a name
}

// Over gives m with the values of low where m has none: a sidecar's front
// matter comes before the file's own.
func (m Meta) Over(low Meta) Meta {
	a, b := reflect.ValueOf(&m).Elem(), reflect.ValueOf(low)
	for i := range a.NumField() {
		if a.Field(i).IsZero() {
			a.Field(i).Set(b.Field(i))
		}
	}
	// Of two that name a label, the first counts.
	if !slices.Equal(m.Labels, low.Labels) {
		m.Labels = slices.Concat(m.Labels, low.Labels)
	}
	// What either asks to hide is hidden.
	m.Embargo = max(m.Embargo, low.Embargo)
	if !slices.Equal(m.Redact, low.Redact) {
		m.Redact = slices.Concat(m.Redact, low.Redact)
	}
	return m
}
