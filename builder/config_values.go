package builder

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // of machines that have no list of time zones

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
)

// fault is what is wrong with a value, and where.
type fault struct {
	at  *yaml.Node
	err error
}

// faulty is the one fault of a value.
func faulty(at *yaml.Node, format string, args ...any) []fault {
	return []fault{{at, fmt.Errorf(format, args...)}}
}

// set takes the value of a key. What is wrong in it is left out.
func (c *config) set(key string, n *yaml.Node) []fault {
	switch key {
	case "title":
		return text(&c.Title, n)
	case "description":
		return text(&c.Description, n)
	case "rights":
		return text(&c.Rights, n)
	case "base_url":
		if f := str(&c.BaseURL, n); f != nil {
			return f
		}
		if err := checkBaseURL(c.BaseURL); err != nil {
			return []fault{{n, err}}
		}
	case "languages":
		return c.languages(n)
	case "time_zone":
		return c.timeZone(n)
	case "theme":
		return str(&c.Theme, n)
	case "content":
		return str(&c.Content, n)
	case "out":
		return str(&c.Out, n)
	case "cache":
		c.cacheAt = position{n.Line, n.Column}
		return str(&c.Cache, n)
	case "memory":
		return c.memory(n)
	case "report_url":
		return address(&c.ReportURL, n, "")
	case "edit_url":
		return address(&c.EditURL, n, "{path}")
	case "downloads":
		return c.downloads(n)
	case "topics":
		return c.topics(n)
	case "ignore":
		return c.patterns(n)
	case "menu":
		return c.menu(&c.Menu, n)
	case "footer":
		return c.menu(&c.Footer, n)
	case "diagnostics":
		return c.levels(n)
	}
	return nil
}

// str takes a text.
func str(to *string, n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.ScalarNode {
		return faulty(n, "not a text")
	}
	*to = n.Value
	return nil
}

// address takes an address that pages may lead to. blank is what has to stand in it
// to be replaced, "" for nothing.
func address(to *string, n *yaml.Node, blank string) []fault {
	var s string
	if f := str(&s, n); f != nil {
		return f
	}
	if !site.SafeLink(s) {
		return faulty(n, "%q is no address that a page may lead to", s)
	}
	if !strings.Contains(s, blank) {
		return faulty(n, "%q does not say where %s is to stand", s, blank)
	}
	*to = s
	return nil
}

// The memory that a build may take, in megabytes. The least is what a small site
// takes; with the usual, 10,000 transcripts build as fast as with more.
const (
	leastMemory = 64
	usualMemory = 400
	// memoryOfPDF is what is set aside for each PDF that is open at a time: a
	// record of text takes 20 to 40.
	memoryOfPDF = 100
)

// memory takes a number of megabytes.
func (c *config) memory(n *yaml.Node) []fault {
	var s string
	if f := str(&s, n); f != nil {
		return f
	}
	megabytes, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return faulty(n, "%q is no number of megabytes: write one of %d or more, such as %d", s, leastMemory, usualMemory)
	case megabytes < leastMemory:
		return faulty(n, "%d megabytes are too few: write %d or more, such as %d", megabytes, leastMemory, usualMemory)
	}
	c.Memory = megabytes
	return nil
}

// usualFound is how many topics are made of words where there is no topics.yaml:
// as many as fit on a screen, for the first dozen are nearly all topics and the
// second are not.
const usualFound = 12

// mostFound is the most that may be asked for. What comes after hundreds is
// chance.
const mostFound = 300

// topicsFound is how many topics are made of words at most.
func (c config) topicsFound() int {
	if c.Found == nil {
		return usualFound
	}
	return *c.Found
}

// topics takes {auto: true, false or a number}.
func (c *config) topics(n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.MappingNode {
		return faulty(n, "not a map; {auto: false} is one")
	}
	var out []fault
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], resolved(n.Content[i+1])
		if key.Value != "auto" {
			out = append(out, faulty(key, "unknown key %q%s", key.Value, meant(key.Value, []string{"auto"}))...)
			continue
		}
		most := usualFound
		var yes bool
		switch {
		case value.Kind == yaml.ScalarNode && value.Decode(&yes) == nil:
			if !yes {
				most = 0
			}
		case value.Kind != yaml.ScalarNode || value.Decode(&most) != nil || most < 0 || most > mostFound:
			out = append(out, faulty(value, "%q is neither true, false nor a number of topics up to %d", value.Value, mostFound)...)
			continue
		}
		c.Found = &most
	}
	return out
}

// resolved is the node that an alias (*name) stands for.
func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// checkBaseURL tells why an address cannot be that of a site, nil for none and for
// "".
func checkBaseURL(s string) error {
	if s == "" {
		return nil
	}
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return fmt.Errorf("%q does not begin with https:// or http://", s)
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(s, "?#\" <>") {
		return fmt.Errorf("%q is not the address of a folder", s)
	}
	return nil
}

// languages takes a list of language tags.
func (c *config) languages(n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.SequenceNode {
		return faulty(n, "not a list of language tags")
	}
	var out []fault
	for _, item := range n.Content {
		var name string
		if f := str(&name, item); f != nil {
			out = append(out, faulty(item, "not a language tag")...)
			continue
		}
		tag, err := lang.Parse(name)
		switch {
		case err != nil:
			out = append(out, fault{item, err})
		case slices.Contains(c.Languages, tag):
			out = append(out, faulty(item, "%q is there twice", name)...)
		default:
			c.Languages = append(c.Languages, tag)
		}
	}
	return out
}

// timeZone takes the name of a zone of the time zone database.
func (c *config) timeZone(n *yaml.Node) []fault {
	var name string
	if f := str(&name, n); f != nil {
		return f
	}
	// "" and "Local" would be zones of whichever machine builds the site.
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return faulty(n, "%q is no time zone such as Europe/Paris or UTC", name)
	}
	c.TimeZone = zone
	return nil
}

// patterns takes a list of patterns of paths.
func (c *config) patterns(n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.SequenceNode {
		return faulty(n, "not a list of patterns")
	}
	var out []fault
	for _, item := range n.Content {
		var p string
		if str(&p, item) != nil || p == "" {
			out = append(out, faulty(item, "not a pattern")...)
		} else if _, err := path.Match(p, ""); err != nil {
			out = append(out, faulty(item, "%q is not a pattern", p)...)
		} else {
			c.Ignore = append(c.Ignore, p)
		}
	}
	return out
}

// downloads takes a list of formats, each once.
func (c *config) downloads(n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.SequenceNode {
		return faulty(n, "not a list of formats")
	}
	known := site.Downloads()
	var out []fault
	for _, item := range n.Content {
		var name string
		if str(&name, item) != nil || !slices.Contains(known, name) {
			out = append(out, faulty(item, "unknown format %q%s; one of %s", name, meant(name, known), strings.Join(known, ", "))...)
		} else if !slices.Contains(c.Downloads, name) {
			c.Downloads = append(c.Downloads, name)
		}
	}
	return out
}

// text takes a text, or texts by language.
func text(to *people.Text, n *yaml.Node) []fault {
	n = resolved(n)
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if value := resolved(n.Content[i+1]); value.Kind != yaml.ScalarNode {
			return faulty(value, "not a text")
		}
	}
	var t people.Text
	if err := t.UnmarshalYAML(n); err != nil {
		var wrong *yaml.TypeError
		if n.Kind == yaml.MappingNode && errors.As(err, &wrong) {
			return faulty(n, "%s", strings.Join(wrong.Errors, "; "))
		}
		return faulty(n, "neither a text nor texts by language")
	}
	*to = t
	var out []fault
	for _, k := range t.Unknown() {
		_, err := lang.Parse(string(k))
		out = append(out, fault{firstKey(n, string(k)), err})
	}
	return out
}

// menuKeys are the keys of an entry of a menu.
var menuKeys = []string{"page", "url", "label"}

// menu takes a list of names of pages, or of {page, url, label}.
func (c *config) menu(to *[]site.MenuItem, n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.SequenceNode {
		return faulty(n, "not a list")
	}
	*to = []site.MenuItem{}
	var out []fault
	for _, item := range n.Content {
		m, f := menuItem(resolved(item))
		if out = append(out, f...); f == nil {
			*to = append(*to, m)
			if m.Page != "" {
				c.named = append(c.named, namedPage{m.Page, position{item.Line, item.Column}})
			}
		}
	}
	return out
}

// menuItem takes one entry of a menu.
func menuItem(n *yaml.Node) (m site.MenuItem, out []fault) {
	const want = "an entry is the name of a page, or has page or url, and label"
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Value == "" || n.ShortTag() == "!!null" {
			return m, faulty(n, want)
		}
		return site.MenuItem{Page: n.Value}, nil
	case yaml.MappingNode:
	default:
		return m, faulty(n, want)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "page":
			out = append(out, str(&m.Page, value)...)
		case "url":
			out = append(out, address(&m.URL, value, "")...)
		case "label":
			out = append(out, text(&m.Label, value)...)
		default:
			out = append(out, faulty(key, "unknown key %q%s", key.Value, meant(key.Value, menuKeys))...)
		}
	}
	if out == nil && m.Page == "" && m.URL == "" {
		out = faulty(n, want)
	}
	return m, out
}

// meant is the end of a message about a word that is not known.
func meant(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// levels takes the severities of codes: {date-missing: off}, or by files.
func (c *config) levels(n *yaml.Node) []fault {
	if n = resolved(n); n.Kind != yaml.MappingNode {
		return faulty(n, "not a map from codes to severities")
	}
	c.Levels = map[diag.Code]diag.Severity{}
	known := Codes()
	var out []fault
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], resolved(n.Content[i+1])
		if !slices.Contains(known, key.Value) {
			out = append(out, faulty(key, "unknown code %q%s", key.Value, meant(key.Value, known))...)
			continue
		}
		if value.Kind == yaml.MappingNode {
			out = append(out, c.fileLevels(diag.Code(key.Value), value)...)
			continue
		}
		level, err := diag.ParseSeverity(value.Value)
		if err != nil {
			out = append(out, fault{value, err})
			continue
		}
		c.Levels[diag.Code(key.Value)] = level
	}
	return out
}

// fileLevels takes the severities that a code has in some files:
// {off: [scans/*]}.
func (c *config) fileLevels(code diag.Code, n *yaml.Node) []fault {
	var out []fault
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		level, err := diag.ParseSeverity(key.Value)
		if err != nil {
			out = append(out, fault{key, err})
			continue
		}
		var files config // patterns are read as those of `ignore`
		out = append(out, files.patterns(value)...)
		for _, p := range files.Ignore {
			c.FileLevels = append(c.FileLevels, diag.FileLevel{Code: code, Severity: level, Pattern: p})
		}
	}
	return out
}
