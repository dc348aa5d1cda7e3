package archive

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dixit/builder/internal/archive/likeness"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// listed is whom the files of an archive list, each once. The files of one corpus
// share their ids, and lists of the same person are put together; but recognisers
// and clerks number the speakers of each file anew, so that one id with names that
// contradict each other is several persons, each of the file that lists them.
type listed struct {
	byKey map[string]*transcript.Person // by id, or what keyIn makes of it
	// apart gives the keys of ids that mean somebody else in a file than in those
	// before, by the file's path and the id.
	apart  map[[2]string]string
	byName map[string]string // people.Key of a name → key; "" where two have it
}

func newListed(alone []transcript.Person, files []*Facts) *listed {
	x := &listed{byKey: map[string]*transcript.Person{}, apart: map[[2]string]string{}, byName: map[string]string{}}
	x.add("", alone)
	for _, f := range files {
		x.add(f.Path, f.Front.people())
	}
	return x
}

// keyIn is the key of an id in a file.
func (x *listed) keyIn(path, id string) string {
	if k, ok := x.apart[[2]string{path, id}]; ok {
		return k
	}
	return id
}

func (x *listed) add(path string, list []transcript.Person) {
	for _, p := range list {
		key := x.keyIn(path, p.ID)
		for n := 2; x.byKey[key] != nil && contradict(*x.byKey[key], p); n++ {
			key = p.ID + "\x00" + strconv.Itoa(n)
			x.apart[[2]string{path, p.ID}] = key
		}
		if had := x.byKey[key]; had != nil {
			merge(had, p)
		} else {
			p.Names = slices.Clone(p.Names)
			p.Affiliations = slices.Clone(p.Affiliations)
			p.Links = slices.Clone(p.Links)
			if key != p.ID {
				p.ID = "" // it is somebody else's; the name will have to do
			}
			x.byKey[key] = &p
		}
		for _, n := range p.Names {
			k := people.Key(n.Text)
			if other, ok := x.byName[k]; ok && other != key {
				x.byName[k] = ""
			} else if k != "" {
				x.byName[k] = key
			}
		}
	}
}

// contradict tells whether two lists cannot mean one person by an id: they link
// to different places, or have names in one script that share no word. A name in
// another script says nothing.
func contradict(a, b transcript.Person) bool {
	if len(a.Links) > 0 && len(b.Links) > 0 {
		return !slices.ContainsFunc(a.Links, func(l string) bool { return slices.Contains(b.Links, l) })
	}
	comparable := false
	for _, m := range a.Names {
		for _, n := range b.Names {
			if likeness.Script(m.Text) != likeness.Script(n.Text) {
				continue
			}
			comparable = true
			words := wordsOfName(n.Text)
			if slices.ContainsFunc(wordsOfName(m.Text), func(w string) bool { return slices.Contains(words, w) }) {
				return false
			}
		}
	}
	return comparable
}

func wordsOfName(name string) []string {
	return strings.FieldsFunc(lang.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
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

// named gives the key of the only person of a name, "" for none.
func (x *listed) named(name string) string {
	if len(x.byName) == 0 {
		return ""
	}
	return x.byName[people.Key(name)]
}
