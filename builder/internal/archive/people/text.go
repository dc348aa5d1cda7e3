package people

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/lang"
)

// Text is a text in several languages, or in none said (key "").
type Text map[lang.Tag]string

// In gives the text in a language, else one that the language finds, else in
// the first of the others that has one, else any; tag says which. "" for none.
func (t Text) In(want lang.Tag, others ...lang.Tag) (text string, tag lang.Tag) {
	for _, w := range append([]lang.Tag{want}, others...) {
		if s := t[w]; s != "" {
			return s, w
		}
		for _, k := range t.Tags() {
			if k != "" && (w.Finds(k) || w.Base() == k.Base()) {
				return t[k], k
			}
		}
	}
	if s := t[""]; s != "" {
		return s, ""
	}
	for _, k := range t.Tags() {
		return t[k], k
	}
	return "", ""
}

// Tags lists the languages of a text, in order; "" for none said is first.
func (t Text) Tags() []lang.Tag {
	out := make([]lang.Tag, 0, len(t))
	for k := range t {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// UnmarshalYAML takes a string or a map from languages to strings. Languages
// that are none are left for the caller's check; one that is there twice is an
// error.
func (t *Text) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.ScalarNode {
		*t = Text{"": n.Value}
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: neither a text nor texts by language", n.Line)}}
	}
	*t = make(Text, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		tag, err := lang.Parse(key.Value)
		if err != nil {
			tag = lang.Tag(key.Value)
		}
		if _, twice := (*t)[tag]; twice {
			return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %q is there twice", key.Line, string(tag))}}
		}
		var s string
		if err := value.Decode(&s); err != nil {
			return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: not a text", value.Line)}}
		}
		(*t)[tag] = s
	}
	return nil
}

// Unknown lists the languages of a text that are none, in order.
func (t Text) Unknown() []lang.Tag {
	return slices.DeleteFunc(t.Tags(), func(k lang.Tag) bool {
		_, err := lang.Parse(string(k))
		return k == "" || err == nil
	})
}
