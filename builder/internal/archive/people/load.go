package people

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/yamlfault"
)

var entryKeys = []string{"id", "names", "name", "aliases", "kind", "roles", "in", "url", "image", "bio", "sort"}

// Load reads people.yaml. Entries that are wrong are reported and left out.
func Load(path string, raw []byte) ([]Entry, diag.List) {
	var out []Entry
	seen := map[string]bool{}
	nodes, list := Entries(diag.PeopleInvalid, path, raw, entryKeys)
	for _, n := range nodes {
		bad := func(format string, args ...any) {
			list = append(list, diag.New(diag.PeopleInvalid, path, n.Line, n.Column, format, args...))
		}
		var with struct {
			Entry `yaml:",inline"`
			Name  Text `yaml:"name"` // another word for names
		}
		if err := n.Decode(&with); err != nil {
			list = append(list, yamlfault.Diagnostics(diag.PeopleInvalid, path, err)...)
			continue
		}
		e := with.Entry
		if len(e.Names) == 0 {
			e.Names = with.Name
		}
		e.Line = n.Line
		if e.Kind == "" {
			e.Kind = Individual
		}
		if wrong := WrongID(e.ID, seen[e.ID]); wrong != "" {
			bad("%s", wrong)
			continue
		}
		if !slices.Contains([]Kind{Individual, Delegation, Group, Role}, e.Kind) {
			bad("kind %q is not one of person, delegation, group, role", string(e.Kind))
			continue
		}
		texts := []Text{e.Names, e.Bio}
		for _, r := range e.Roles {
			texts = append(texts, r.Role, r.Affiliation)
		}
		for _, t := range texts {
			for _, k := range t.Unknown() {
				bad("%q is not a language tag", string(k))
			}
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	return out, list
}

// Entries reads a YAML file that is a list of maps: people.yaml, topics.yaml.
// What is no map is reported and left out; keys that are not in known are
// reported. A file that is no such list is fatal.
func Entries(code diag.Code, path string, raw []byte, known []string) ([]*yaml.Node, diag.List) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, yamlfault.Diagnostics(diag.ListUnreadable, path, err)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.SequenceNode {
		return nil, diag.List{diag.New(diag.ListUnreadable, path, root.Line, root.Column, "not a list of entries, each beginning with \"- id:\"")}
	}
	var out []*yaml.Node
	var list diag.List
	for _, n := range root.Content {
		if n.Kind != yaml.MappingNode {
			list = append(list, diag.New(code, path, n.Line, n.Column, "an entry is not a map of keys and values"))
			continue
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i]; !slices.Contains(known, key.Value) {
				list = append(list, diag.New(code, path, key.Line, key.Column, "unknown key %q", key.Value).WithHint("one of %s", strings.Join(known, ", ")))
			}
		}
		out = append(out, n)
	}
	return out, list
}

// WrongID says what is wrong with the id of an entry, "" for nothing.
func WrongID(id string, taken bool) string {
	switch fit := lang.SlugPath(lang.Slug(id)); {
	case id == "":
		return "an entry without an id"
	case fit == "":
		return fmt.Sprintf("id %q is not an address; write letters and digits", id)
	case lang.SlugPath(id) != id || strings.Contains(id, "/"):
		return fmt.Sprintf("id %q is not an address; %q would be", id, fit)
	case taken:
		return fmt.Sprintf("id %q is there already", id)
	}
	return ""
}
