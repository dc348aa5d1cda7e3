package format

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
	"dixit/builder/internal/yamlfault"
)

// FrontMatter reads the front matter at the head of a file: YAML between lines
// of ---, or TOML between lines of +++. body is the number of the first line
// after it, 1 if there is none.
func FrontMatter(f *source.File) (meta transcript.Meta, body int, list diag.List) {
	first := 1 // empty lines before it are a slip, not a reason to show a draft
	for first < f.Lines() && strings.TrimSpace(f.Line(first)) == "" {
		first++
	}
	fence := strings.TrimRight(f.Line(first), " \t")
	if fence != "---" && fence != "+++" {
		return meta, 1, nil
	}
	end := 0
	for n := first + 1; n <= f.Lines(); n++ {
		if line := strings.TrimRight(f.Line(n), " \t"); line == fence || fence == "---" && line == "..." {
			end = n
			break
		}
	}
	if end == 0 {
		// A rule of hyphens at the head of a text is not front matter either.
		if f.Lines() > first && strings.Contains(f.Line(first+1), ":") || fence == "+++" {
			list = append(list, diag.New(diag.FrontMatterOpen, f.Path, first, 1, "front matter opened with %q is never closed", fence))
			head, _, _ := strings.Cut(f.Text[f.Start(first)+len(f.Line(first)):], "\n\n")
			meta = withheld(head)
		}
		return meta, 1, list
	}
	text := f.Text[f.Start(first+1):f.Start(end)]
	if len(text) > source.MaxFrontMatter {
		return withheld(text), 1, diag.List{diag.New(diag.FrontMatterInvalid, f.Path, 1, 1, "front matter of %d kB was read as text; it takes at most %d", len(text)>>10, source.MaxFrontMatter>>10)}
	}
	if fence == "+++" {
		meta, list = metaTOML(f.Path, text)
		return meta, end + 1, list
	}
	meta, list, keyed := metaYAML(f.Path, text, first+1)
	// Two rules of hyphens with speech between them: what stands there has no
	// keys, or begins with an empty line and has none that is known.
	if reflect.ValueOf(meta).IsZero() && (!keyed || len(list) > 0 && strings.TrimSpace(f.Line(first+1)) == "") {
		return meta, 1, nil
	}
	return meta, end + 1, list
}

// hiding finds the keys that keep words from being shown.
var hiding = regexp.MustCompile(`(?mi)^[ \t]*["']?(?:draft|embargo|withdrawn|redact)["']?[ \t]*[:=]`)

// withheld is what is known of front matter that cannot be read: where it meant
// to keep something from being shown, nothing is shown until it can be.
func withheld(text string) transcript.Meta {
	if !hiding.MatchString(text) {
		return transcript.Meta{}
	}
	return transcript.Meta{Withdrawn: "its front matter, which says what may be shown, cannot be read"}
}

// denied tells whether a value says no. What hides a file takes every other
// value for a yes.
func denied(v value) bool {
	if v.kind == 'l' || v.kind == 'm' {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(v.text)) {
	case "", "false", "no", "off", "n", "0":
		return true
	}
	return false
}

// MetaYAML reads front matter written in YAML, at the head of a file or in a
// sidecar of its own. line is where the text begins in its file.
func MetaYAML(path, text string, line int) (transcript.Meta, diag.List) {
	meta, list, _ := metaYAML(path, text, line)
	return meta, list
}

// metaYAML is MetaYAML; keyed is false for YAML that has no keys, such as a
// sentence.
func metaYAML(path, text string, line int) (meta transcript.Meta, list diag.List, keyed bool) {
	keys, ok := plainYAML(text)
	if !ok {
		var d *diag.Diagnostic
		if keys, d, keyed = parseYAML(path, text, line); d != nil {
			return withheld(text), diag.List{*d}, keyed
		}
	}
	r := metaReader{path: path}
	for _, k := range keys {
		r.seek(k.key, k.value.text)
	}
	for _, k := range keys {
		r.line = line + k.line - 1
		r.set(strings.ToLower(k.key), k.value)
	}
	return r.meta, r.list, true
}

// parseYAML gives the keys of front matter, or what is wrong with it; hasKeys is
// as for metaYAML.
func parseYAML(path, text string, line int) (keys []keyed, wrong *diag.Diagnostic, hasKeys bool) {
	bad := func(line int, format string, args ...any) *diag.Diagnostic {
		d := diag.New(diag.FrontMatterInvalid, path, line, 1, format, args...)
		return &d
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		f := yamlfault.In(err)[0]
		return nil, bad(line+f.Line-1, "front matter is not YAML: %s", f.Cause), true
	}
	if len(doc.Content) == 0 {
		return nil, nil, true
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, bad(line, "front matter is not a list of keys and values"), false
	}
	left := source.MaxValues
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i]
		keys = append(keys, keyed{key.Value, fromYAML(root.Content[i+1], 0, &left), key.Line})
		if left < 0 {
			return nil, bad(line+key.Line-1, "front matter has more than %d values", source.MaxValues), true
		}
	}
	return keys, nil, true
}

func metaTOML(path, text string) (transcript.Meta, diag.List) {
	var doc map[string]any
	if err := toml.Unmarshal([]byte(text), &doc); err != nil {
		line := 2
		if at, ok := err.(*toml.DecodeError); ok {
			row, _ := at.Position()
			line += row - 1
		}
		return withheld(text), diag.List{diag.New(diag.FrontMatterInvalid, path, line, 1, "front matter is not TOML: %s", err)}
	}
	keys := make([]string, 0, len(doc))
	for k := range doc {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	r := metaReader{path: path, line: 2}
	for _, k := range keys {
		text, _ := doc[k].(string)
		r.seek(k, text)
	}
	for _, k := range keys {
		r.set(strings.ToLower(k), fromTOML(doc[k]))
	}
	return r.meta, r.list
}

// SetField takes into m what a file says under a key of front matter in a place
// of its own: an element of a header, a property of the document. line is where
// it stands. A key that takes several is given once for each. What is wrong with
// the value is in the diagnostics.
func SetField(m *transcript.Meta, path string, line int, key, text string) diag.List {
	r := metaReader{path: path, line: line, lang: m.Lang, meta: *m}
	v := value{kind: 's', text: text}
	switch key {
	case "speakers", "topics", "media", "source", "documents", "transcript_by", "translation_by", "aliases":
		v = value{kind: 'l', list: []value{v}} // one of several; a comma in it parts nothing
	}
	r.set(key, v)
	*m = r.meta
	return r.list
}

// value is a value of front matter, whatever it was written in. Scalars keep
// the text they were written as, so that 2024-03-01 and 012 stay what they are.
type value struct {
	text string
	list []value
	keys []string // of a map; list holds their values
	kind byte     // 's'calar, 'l'ist, 'm'ap, 'n'ull
}

// fromYAML resolves a node, spending one of left for each value. What is left
// is below zero once there were too many.
func fromYAML(n *yaml.Node, aliases int, left *int) value {
	if *left--; *left < 0 {
		return value{kind: 'n'}
	}
	if n.Kind == yaml.AliasNode && aliases < source.MaxAliases {
		return fromYAML(n.Alias, aliases+1, left)
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return value{kind: 'n'}
		}
		return value{kind: 's', text: n.Value}
	case yaml.SequenceNode:
		v := value{kind: 'l'}
		for _, c := range n.Content {
			v.list = append(v.list, fromYAML(c, aliases, left))
		}
		return v
	case yaml.MappingNode:
		v := value{kind: 'm'}
		for i := 0; i+1 < len(n.Content); i += 2 {
			v.keys = append(v.keys, n.Content[i].Value)
			v.list = append(v.list, fromYAML(n.Content[i+1], aliases, left))
		}
		return v
	}
	return value{kind: 'n'}
}

func fromTOML(x any) value {
	switch x := x.(type) {
	case []any:
		v := value{kind: 'l'}
		for _, c := range x {
			v.list = append(v.list, fromTOML(c))
		}
		return v
	case map[string]any:
		v := value{kind: 'm'}
		for k := range x {
			v.keys = append(v.keys, k)
		}
		slices.Sort(v.keys)
		for _, k := range v.keys {
			v.list = append(v.list, fromTOML(x[k]))
		}
		return v
	case time.Time:
		return value{kind: 's', text: x.Format("2006-01-02")}
	}
	return value{kind: 's', text: fmt.Sprint(x)}
}
