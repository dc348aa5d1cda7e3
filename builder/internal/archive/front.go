package archive

import (
	"iter"
	"unique"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Front is front matter, packed, for most of it is empty. What linking asks of every file
// stands beside it; the texts of that are parts of the packed form.
type Front struct {
	Packed                 transcript.PackedMeta
	title, session, series string
	date                   transcript.Date
	lang, original         lang.Tag
	part                   int
	hides                  bool // it may have the file not be shown
	names                  bool // it says who speaks under labels
	lists                  bool // it lists persons
	plays                  bool // it names recordings
}

// frontOf packs front matter.
func frontOf(m transcript.Meta) Front { return frontIn(m.Packed()) }

func frontIn(p transcript.PackedMeta) Front {
	m := p.Meta()
	return Front{
		Packed: p, title: m.Title, session: m.Session, series: m.Series, date: m.Date, lang: m.Lang, original: m.Original, part: m.Part,
		hides: m.Draft || m.Embargo != "" || m.Withdrawn != "", names: len(m.Labels) > 0, lists: len(m.People) > 0, plays: len(m.Media) > 0,
	}
}

// Meta is all of the front matter, unpacked each time.
func (f *Front) Meta() transcript.Meta { return f.Packed.Meta() }

// hidden is Hidden.
func (f *Front) hidden(drafts bool, asOf transcript.Date) string {
	if !f.hides {
		return ""
	}
	return Hidden(f.Meta(), drafts, asOf)
}

// naming is who speaks under labels, as the file says.
func (f *Front) naming() []transcript.Naming {
	if !f.names {
		return nil
	}
	return f.Meta().Labels
}

// media are the recordings that the file names.
func (f *Front) media() []string {
	if !f.plays {
		return nil
	}
	return f.Meta().Media
}

// people are those whom the file lists.
func (f *Front) people() []transcript.Person {
	if !f.lists {
		return nil
	}
	return f.Meta().People
}

// Label is a label as printed, with the bracket that once stood after it. A
// label under which a file says that two persons speak is two.
type Label struct {
	Printed string
	Who     string // the id that the file gives to the speaker, "" for none
	Role    string // of its first turn that has one
}

// Labels are the labels of a file. Each is in memory once, however many files have it, as
// they have the names of those who speak.
type Labels []unique.Handle[Label]

// labelsOf gives labels in order.
func labelsOf(list ...Label) Labels {
	if len(list) == 0 {
		return nil
	}
	out := make(Labels, len(list))
	for i, l := range list {
		out[i] = unique.Make(l)
	}
	return out
}

// All gives the labels in order.
func (l Labels) All() iter.Seq2[int, Label] {
	return func(yield func(int, Label) bool) {
		for i, h := range l {
			if !yield(i, h.Value()) {
				return
			}
		}
	}
}
