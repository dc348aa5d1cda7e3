// Package topic knows the vocabulary of topics.yaml and finds its labels in
// speech.
//
// All labels and aliases of all languages stand in one automaton, so that a
// transcript is read once whatever the size of the vocabulary (Aho and
// Corasick, "Efficient string matching", CACM 18, 1975). Text and labels are
// folded the same way first. The longest label wins; where a script has words,
// only whole words count.
package topic

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

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

var entryKeys = []string{"id", "labels", "aliases", "broader", "description", "exclude"}

// Load reads topics.yaml. Entries that are wrong are reported and left out.
func Load(path string, raw []byte) ([]Entry, diag.List) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, diag.List{diag.New(diag.TopicsInvalid, path, 1, 1, "not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))}
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	if doc.Content[0].Kind != yaml.SequenceNode {
		return nil, diag.List{diag.New(diag.TopicsInvalid, path, 1, 1, "not a list of topics")}
	}
	var (
		out  []Entry
		list diag.List
		seen = map[string]bool{}
	)
	for _, n := range doc.Content[0].Content {
		bad := func(format string, args ...any) {
			list = append(list, diag.New(diag.TopicsInvalid, path, n.Line, n.Column, format, args...))
		}
		var e Entry
		if err := n.Decode(&e); err != nil {
			bad("%s", strings.TrimPrefix(err.Error(), "yaml: "))
			continue
		}
		e.Line = n.Line
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			switch key := n.Content[i]; {
			case key.Value == "aliases":
				e.Aliases = aliases(n.Content[i+1])
			case !slices.Contains(entryKeys, key.Value):
				list = append(list, diag.New(diag.TopicsInvalid, path, key.Line, key.Column, "unknown key %q", key.Value).WithHint("one of %s", strings.Join(entryKeys, ", ")))
			}
		}
		switch {
		case e.ID == "":
			bad("an entry without an id")
			continue
		case lang.SlugPath(e.ID) != e.ID || strings.Contains(e.ID, "/"):
			bad("id %q is not an address; %q would be", e.ID, lang.Slug(e.ID))
			continue
		case seen[e.ID]:
			bad("id %q is there already", e.ID)
			continue
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	known := func(id string) bool { return seen[id] }
	for i, e := range out {
		if e.Broader != "" && (!known(e.Broader) || cyclic(out, e.ID)) {
			list = append(list, diag.New(diag.TopicsInvalid, path, e.Line, 1, "broader topic %q of %q is not there, or leads back to it", e.Broader, e.ID))
			out[i].Broader = ""
		}
	}
	return out, list
}

// aliases takes a map from languages to lists, or one list for all languages.
func aliases(n *yaml.Node) map[lang.Tag][]string {
	out := map[lang.Tag][]string{}
	var all []string
	if n.Decode(&all) == nil {
		out[""] = all
		return out
	}
	var byLang map[string][]string
	if n.Decode(&byLang) == nil {
		for k, v := range byLang {
			tag, err := lang.Parse(k)
			if err != nil {
				tag = lang.Tag(k)
			}
			out[tag] = v
		}
	}
	return out
}

func cyclic(entries []Entry, id string) bool {
	broader := map[string]string{}
	for _, e := range entries {
		broader[e.ID] = e.Broader
	}
	at := broader[id]
	for range entries {
		if at == id {
			return true
		}
		at = broader[at]
	}
	return false
}

// Vocabulary is the entries, ready for matching. It is immutable and safe for
// use by many at once.
type Vocabulary struct {
	Entries []Entry
	byName  map[string]int // folded label, alias or id → entry
	machine *machine
	words   []word
}

// word is a label or alias in the machine.
type word struct {
	topic int32 // index in Entries, −1 for a text that is excluded
	lang  lang.Tag
}

// NewVocabulary prepares entries. Labels that two topics claim in one language
// are reported; the first in the file has them.
func NewVocabulary(path string, entries []Entry) (*Vocabulary, diag.List) {
	v := &Vocabulary{Entries: entries, byName: map[string]int{}, machine: newMachine()}
	var list diag.List
	owner := map[string]int{} // language and text → entry
	add := func(i int, tag lang.Tag, text string) {
		folded := lang.SearchFold(text)
		if strings.TrimSpace(folded) == "" {
			return
		}
		k := string(tag) + "\x00" + folded
		if o, taken := owner[k]; taken {
			if o != i {
				list = append(list, diag.New(diag.TopicAmbiguous, path, entries[i].Line, 1, "%q is a label of %q and of %q", text, entries[o].ID, entries[i].ID))
			}
			return
		}
		owner[k] = i
		if _, taken := v.byName[folded]; !taken {
			v.byName[folded] = i
		}
		v.machine.add(folded, int32(len(v.words)))
		v.words = append(v.words, word{topic: int32(i), lang: tag})
	}
	for i, e := range entries {
		v.byName[lang.SearchFold(e.ID)] = i
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
			v.machine.add(lang.SearchFold(x), int32(len(v.words)))
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
	i, ok := v.byName[lang.SearchFold(name)]
	if !ok {
		return Entry{}, false
	}
	return v.Entries[i], true
}

// Hit says that a topic's label in a language stands in a turn.
type Hit struct {
	Turn  int32 // index in the transcript, from 0
	Topic int32 // index in Vocabulary.Entries
	Lang  lang.Tag
	Count int32
}
