package builder

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/site"
	"dixit/builder/internal/yamlfault"
)

// config is dixit.yaml, checked.
type config struct {
	Title       people.Text
	Description people.Text
	Rights      people.Text
	BaseURL     string
	Languages   []lang.Tag
	TimeZone    *time.Location // nil for UTC
	Theme       string
	Content     string
	Out         string
	Cache       string
	Memory      int // megabytes; 0 for the usual
	Ignore      []string
	Menu        []site.MenuItem
	Footer      []site.MenuItem
	ReportURL   string
	EditURL     string
	Downloads   []string // in order of site.Downloads
	Found       *int     // how many topics are made of words at most; nil for the usual
	Levels      map[diag.Code]diag.Severity
	FileLevels  []diag.FileLevel  // in order of the settings
	named       []namedPage       // by menu and footer
	cacheAt     position          // of Cache
	found       bool              // the file is there
	sum         [sha256.Size]byte // of the bytes that were read, zero for no file
}

// position is where a value stands in the settings, by the first character of it.
type position struct{ line, column int }

// namedPage is a page that a menu leads to, and where it is named.
type namedPage struct {
	page string
	position
}

// configKeys are the keys of dixit.yaml.
var configKeys = []string{
	"title", "description", "base_url", "languages", "time_zone", "theme", "content", "out", "ignore", "menu", "footer", "rights",
	"report_url", "edit_url", "downloads", "topics", "memory", "cache", "diagnostics",
}

// plannedKeys are keys that a later version may know. A setting without effect
// would leave its owner to believe that it has one, so they are refused.
var plannedKeys = []string{"search", "publish"}

// readConfig reads the settings. A site folder may have none.
func readConfig(file, shown string) (config, diag.List) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return config{}, nil
	}
	if err != nil {
		return config{}, diag.List{diag.New(diag.ConfigInvalid, shown, 0, 0, "cannot be read: %v", err)}
	}
	c, list := parseConfig(raw, shown)
	c.sum = sha256.Sum256(raw)
	return c, list
}

// parseConfig reads settings. What is wrong is reported and left out.
func parseConfig(raw []byte, shown string) (config, diag.List) {
	c := config{found: true}
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return c, yamlfault.Diagnostics(diag.ConfigInvalid, shown, err)
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
		if slices.Contains(plannedKeys, key.Value) {
			d := diag.New(diag.ConfigInvalid, shown, key.Line, key.Column, "%s: this version has no such setting", key.Value)
			list = append(list, d.WithHint("remove it; it has no effect"))
			continue
		}
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
		if value.Kind == yaml.ScalarNode && value.ShortTag() == "!!null" {
			continue // a key without a value is as good as none
		}
		for _, f := range c.set(key.Value, value) {
			list = append(list, diag.New(diag.ConfigInvalid, shown, f.at.Line, f.at.Column, "%s: %v", key.Value, f.err))
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

// nearest gives the known word that differs least from a misspelt one, "" when
// none is near: a third of its letters may differ, and one more. Capitals do not
// count.
func nearest(word string, known []string) string {
	best, least := "", len(word)/3+2
	word = strings.ToLower(word)
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
