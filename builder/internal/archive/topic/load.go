package topic

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/yamlfault"
)

var entryKeys = []string{"id", "labels", "aliases", "broader", "description", "exclude"}

// Load reads topics.yaml. Entries that are wrong are reported and left out.
func Load(path string, raw []byte) ([]Entry, diag.List) {
	var out []Entry
	seen := map[string]bool{}
	nodes, list := people.Entries(diag.TopicsInvalid, path, raw, entryKeys)
	for _, n := range nodes {
		bad := func(format string, args ...any) {
			list = append(list, diag.New(diag.TopicsInvalid, path, n.Line, n.Column, format, args...))
		}
		var with struct {
			Entry   `yaml:",inline"`
			Aliases names `yaml:"aliases"`
		}
		if err := n.Decode(&with); err != nil {
			list = append(list, yamlfault.Diagnostics(diag.TopicsInvalid, path, err)...)
			continue
		}
		e := with.Entry
		e.Aliases, e.Line = with.Aliases, n.Line
		if wrong := people.WrongID(e.ID, seen[e.ID]); wrong != "" {
			bad("%s", wrong)
			continue
		}
		aliases := people.Text{}
		for tag := range e.Aliases {
			aliases[tag] = ""
		}
		for _, t := range []people.Text{e.Labels, aliases, e.Description} {
			for _, k := range t.Unknown() {
				bad("%q is not a language tag", string(k))
			}
		}
		seen[e.ID] = true
		out = append(out, e)
	}
	return out, append(list, straighten(path, out)...)
}

// names is a map from languages to lists, or one list for all languages.
type names map[lang.Tag][]string

func (a *names) UnmarshalYAML(n *yaml.Node) error {
	*a = names{}
	if n.Kind == yaml.SequenceNode {
		var all []string
		err := n.Decode(&all)
		(*a)[""] = all
		return err
	}
	if n.Kind != yaml.MappingNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: aliases are neither a list nor lists by language", n.Line)}}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		tag, err := lang.Parse(key.Value)
		if err != nil {
			tag = lang.Tag(key.Value)
		}
		if value.Kind == yaml.ScalarNode && value.ShortTag() != "!!null" {
			(*a)[tag] = append((*a)[tag], value.Value)
			continue
		}
		var list []string
		if err := value.Decode(&list); err != nil {
			return err
		}
		(*a)[tag] = append((*a)[tag], list...)
	}
	return nil
}

// straighten takes away broader topics that are not there, and one of each
// cycle of them.
func straighten(path string, entries []Entry) diag.List {
	var list diag.List
	broader := map[string]string{}
	for _, e := range entries {
		broader[e.ID] = e.Broader
	}
	for i, e := range entries {
		if e.Broader == "" {
			continue
		}
		_, there := broader[e.Broader]
		switch {
		case !there:
			list = append(list, diag.New(diag.TopicsInvalid, path, e.Line, 1, "broader topic %q of %q is not there", e.Broader, e.ID))
		case cyclic(broader, e.ID):
			list = append(list, diag.New(diag.TopicsInvalid, path, e.Line, 1, "broader topic %q of %q leads back to it", e.Broader, e.ID))
		default:
			continue
		}
		entries[i].Broader, broader[e.ID] = "", ""
	}
	return list
}

func cyclic(broader map[string]string, id string) bool {
	seen := map[string]bool{}
	for at := broader[id]; at != "" && !seen[at]; at = broader[at] {
		if at == id {
			return true
		}
		seen[at] = true
	}
	return false
}
