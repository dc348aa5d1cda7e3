package builder

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
)

// config is dixit.yaml, checked.
type config struct {
	Title       people.Text
	Description people.Text
	Rights      people.Text
	BaseURL     string
	Languages   []lang.Tag
	Theme       string
	Content     string
	Out         string
	Cache       string
	Ignore      []string
	Menu        []site.MenuItem
	Footer      []site.MenuItem
	ReportURL   string
	EditURL     string
	Levels      map[diag.Code]diag.Severity
	found       bool // the file is there
}

// configKeys are the keys of dixit.yaml. Those without an effect yet are known
// all the same, so that a site folder may hold them.
var configKeys = []string{
	"title", "description", "base_url", "languages", "time_zone", "theme", "content", "out", "ignore", "menu", "footer", "rights",
	"report_url", "edit_url", "downloads", "topics", "search", "memory", "cache", "publish", "diagnostics",
}

// readConfig reads the settings. A site folder may have none.
func readConfig(file, shown string) (config, diag.List) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return config{}, nil
	}
	if err != nil {
		return config{}, diag.List{diag.New(diag.ConfigInvalid, shown, 0, 0, "cannot be read: %v", err)}
	}
	return parseConfig(raw, shown)
}

func parseConfig(raw []byte, shown string) (config, diag.List) {
	c := config{found: true}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		line, cause := yamlError(err)
		return c, diag.List{diag.New(diag.ConfigInvalid, shown, line, 1, "not YAML: %s", cause)}
	}
	if len(doc.Content) == 0 {
		return c, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return c, diag.List{diag.New(diag.ConfigInvalid, shown, root.Line, root.Column, "not a list of keys and values")}
	}
	var list diag.List
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if !slices.Contains(configKeys, key.Value) {
			d := diag.New(diag.ConfigUnknownKey, shown, key.Line, key.Column, "unknown key %q", key.Value)
			if near := nearest(key.Value, configKeys); near != "" {
				d = d.WithHint("did you mean %q?", near)
			} else {
				d = d.WithHint("the keys are %s", strings.Join(configKeys, ", "))
			}
			list = append(list, d)
			continue
		}
		if first := firstKey(root, key.Value); first != key {
			list = append(list, diag.New(diag.ConfigInvalid, shown, key.Line, key.Column, "%s: is in line %d already", key.Value, first.Line).WithHint("keep one of them"))
			continue
		}
		if err := c.set(key.Value, value); err != nil {
			list = append(list, diag.New(diag.ConfigInvalid, shown, value.Line, value.Column, "%s: %v", key.Value, err))
		}
	}
	return c, list
}

// firstKey gives the first of equal keys of a map.
func firstKey(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i]
		}
	}
	return nil
}

// yamlError takes apart "yaml: line 3: did not find …".
func yamlError(err error) (line int, cause string) {
	cause = strings.TrimPrefix(err.Error(), "yaml: ")
	if _, e := fmt.Sscanf(cause, "line %d:", &line); e != nil {
		return 1, cause
	}
	_, cause, _ = strings.Cut(cause, ": ")
	return line, cause
}

func (c *config) set(key string, n *yaml.Node) error {
	switch key {
	case "title":
		return c.text(&c.Title, n)
	case "description":
		return c.text(&c.Description, n)
	case "rights":
		return c.text(&c.Rights, n)
	case "base_url":
		if err := n.Decode(&c.BaseURL); err != nil {
			return errors.New("not a text")
		}
		return checkBaseURL(c.BaseURL)
	case "languages":
		var names []string
		if err := n.Decode(&names); err != nil {
			return errors.New("not a list of language tags")
		}
		for _, name := range names {
			tag, err := lang.Parse(name)
			if err != nil {
				return err
			}
			if slices.Contains(c.Languages, tag) {
				return fmt.Errorf("%q is there twice", name)
			}
			c.Languages = append(c.Languages, tag)
		}
		return nil
	case "theme":
		return str(&c.Theme, n)
	case "content":
		return str(&c.Content, n)
	case "out":
		return str(&c.Out, n)
	case "cache":
		return str(&c.Cache, n)
	case "report_url":
		return str(&c.ReportURL, n)
	case "edit_url":
		return str(&c.EditURL, n)
	case "ignore":
		if n.Decode(&c.Ignore) != nil {
			return errors.New("not a list of patterns")
		}
		for _, p := range c.Ignore {
			if _, err := filepath.Match(p, ""); err != nil {
				return fmt.Errorf("%q is not a pattern", p)
			}
		}
		return nil
	case "menu":
		return menu(&c.Menu, n)
	case "footer":
		return menu(&c.Footer, n)
	case "diagnostics":
		return c.levels(n)
	}
	return nil
}

func str(to *string, n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return errors.New("not a text")
	}
	*to = n.Value
	return nil
}

func checkBaseURL(s string) error {
	if s != "" && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return fmt.Errorf("%q does not begin with https:// or http://", s)
	}
	if strings.ContainsAny(s, "?#\" <>") {
		return fmt.Errorf("%q is not the address of a folder", s)
	}
	return nil
}

func (c *config) text(to *people.Text, n *yaml.Node) error {
	if err := to.UnmarshalYAML(n); err != nil {
		return errors.New("neither a text nor texts by language")
	}
	for t := range *to {
		if t == "" {
			continue
		}
		if _, err := lang.Parse(string(t)); err != nil {
			return err
		}
	}
	return nil
}

// menu takes a list of names of pages, or of {page, url, label}.
func menu(to *[]site.MenuItem, n *yaml.Node) error {
	*to = []site.MenuItem{}
	if n.Kind != yaml.SequenceNode {
		return errors.New("not a list")
	}
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode {
			*to = append(*to, site.MenuItem{Page: item.Value})
			continue
		}
		var m struct {
			Page  string      `yaml:"page"`
			URL   string      `yaml:"url"`
			Label people.Text `yaml:"label"`
		}
		if err := item.Decode(&m); err != nil || m.Page == "" && m.URL == "" {
			return fmt.Errorf("line %d: an entry is the name of a page, or has page or url, and label", item.Line)
		}
		*to = append(*to, site.MenuItem{Page: m.Page, URL: m.URL, Label: m.Label})
	}
	return nil
}

func (c *config) levels(n *yaml.Node) error {
	var levels map[string]string
	if err := n.Decode(&levels); err != nil {
		return errors.New("not a map from codes to severities")
	}
	c.Levels = map[diag.Code]diag.Severity{}
	known := Codes()
	for _, code := range slices.Sorted(maps.Keys(levels)) {
		if !slices.Contains(known, code) {
			if near := nearest(code, known); near != "" {
				return fmt.Errorf("unknown code %q; did you mean %q?", code, near)
			}
			return fmt.Errorf("unknown code %q", code)
		}
		s, err := diag.ParseSeverity(levels[code])
		if err != nil {
			return err
		}
		c.Levels[diag.Code(code)] = s
	}
	return nil
}

// nearest gives the known word that differs least from a misspelt one, "" when
// none is near: at most a third of its letters may differ.
func nearest(word string, known []string) string {
	best, least := "", len(word)/3+2
	for _, k := range known {
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the edit distance of Levenshtein, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
