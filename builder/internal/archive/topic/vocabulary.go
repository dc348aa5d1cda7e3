// Package topic knows the vocabulary of topics.yaml and finds its labels in
// speech, and learns from sessions whose topics an editor gave what others are
// about (Sketch, Learner).
//
// All labels and aliases of all languages stand in one automaton, so that a
// transcript is read once whatever the size of the vocabulary (Aho and
// Corasick, "Efficient string matching", CACM 18, 1975). Text and labels are
// folded the same way first. The longest label wins; where a script has words,
// only whole words count, and in some languages the forms of a label too: a budget is
// spoken of where somebody says budgets (inflect.go).
package topic

import (
	"slices"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// Entry is one entry of topics.yaml.
type Entry struct {
	ID          string                `yaml:"id"`
	Labels      people.Text           `yaml:"labels"`
	Aliases     map[lang.Tag][]string `yaml:"-"`
	Broader     string                `yaml:"broader"`
	Description people.Text           `yaml:"description"`
	Exclude     []string              `yaml:"exclude"`

	Line int `yaml:"-"`
}

// Vocabulary is the entries, ready for matching. It is immutable and safe for
// use by many at once.
type Vocabulary struct {
	Entries []Entry
	byName  map[string]int // folded label, alias or id → entry
	byID    map[string]int
	machine *machine
	words   []word
}

// word is a label or alias in the machine.
type word struct {
	topic int32 // index in Entries, −1 for a text that is excluded
	lang  lang.Tag
	// inflected is nil where the text stands in the machine; else the machine has what
	// all forms of its first word begin with.
	inflected *inflected
}

// NewVocabulary prepares entries. Labels that two topics claim in one language
// are reported; the first in the file has them.
func NewVocabulary(path string, entries []Entry) (*Vocabulary, diag.List) {
	v := &Vocabulary{Entries: entries, byName: map[string]int{}, byID: map[string]int{}, machine: newMachine()}
	var list diag.List
	owners := map[string][]word{} // of a text
	add := func(i int, tag lang.Tag, text string) {
		folded := fold(text)
		if folded == "" {
			return
		}
		for _, o := range owners[folded] {
			if o.lang != tag && o.lang != "" && tag != "" {
				continue
			}
			if int(o.topic) != i {
				list = append(list, diag.New(diag.TopicAmbiguous, path, entries[i].Line, 1, "%q is a label of %q and of %q", text, entries[o.topic].ID, entries[i].ID))
				return
			}
			if o.lang == tag {
				return
			}
		}
		owners[folded] = append(owners[folded], word{topic: int32(i), lang: tag})
		if _, taken := v.byName[folded]; !taken {
			v.byName[folded] = i
		}
		v.machine.add(folded, int32(len(v.words)))
		v.words = append(v.words, word{topic: int32(i), lang: tag})
		if in, begin, ok := inflect(text, tag); ok {
			v.machine.add(begin, int32(len(v.words)))
			v.words = append(v.words, word{topic: int32(i), lang: tag, inflected: &in})
		}
	}
	for i, e := range entries {
		v.byID[e.ID] = i
		if _, taken := v.byName[fold(e.ID)]; !taken {
			v.byName[fold(e.ID)] = i
		}
	}
	for i, e := range entries {
		for _, t := range sortedTags(e.Labels) {
			add(i, t, e.Labels[t])
		}
		for _, t := range sortedTags(e.Aliases) {
			for _, a := range e.Aliases[t] {
				add(i, t, a)
			}
		}
		for _, x := range e.Exclude {
			v.machine.add(fold(x), int32(len(v.words)))
			v.words = append(v.words, word{topic: -1})
		}
	}
	v.machine.finish()
	return v, list
}

// None is the vocabulary of a site that has none.
func None() *Vocabulary {
	v, _ := NewVocabulary("", nil)
	return v
}

func sortedTags[V any](m map[lang.Tag]V) []lang.Tag {
	out := make([]lang.Tag, 0, len(m))
	for t := range m {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// Find gives the entry that a tag of front matter means: an id, label or alias
// in any language.
func (v *Vocabulary) Find(name string) (Entry, bool) {
	i, ok := v.byName[fold(name)]
	if !ok {
		// "DNS abuse!" makes the address dns-abuse too.
		i, ok = v.byID[lang.SlugPath(lang.Slug(name))]
	}
	if !ok {
		return Entry{}, false
	}
	return v.Entries[i], true
}

// ByID gives an entry by its id, nil for none.
func (v *Vocabulary) ByID(id string) *Entry {
	if i, ok := v.byID[id]; ok {
		return &v.Entries[i]
	}
	return nil
}

// Hit says that a topic's label in a language stands in a turn.
type Hit struct {
	Turn  int32 // index in the transcript, from 0
	Topic int32 // index in Vocabulary.Entries
	Lang  lang.Tag
	Count int32
}
