package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
)

// plain are the texts that YAML takes for what they are without quotes: words
// that begin and end in a letter, and names of files.
var plain = regexp.MustCompile(`^[\p{L}\p{M}](?:[\p{L}\p{M}\p{N} ._/'’-]*[\p{L}\p{M}\p{N}.])?$`)

// values are the words that YAML 1.1 takes for a value of another kind.
var values = regexp.MustCompile(`(?i)^(?:y|n|yes|no|on|off|true|false|null)$`)

// scalar writes a text as YAML.
func scalar(s string) string {
	if plain.MatchString(s) && !values.MatchString(s) {
		return s
	}
	return strconv.Quote(s) // its escapes are YAML's as well
}

// flow writes a list of texts on one line.
func flow(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = scalar(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// texts writes a text in several languages on one line.
func texts(t people.Text) string {
	if s := t[""]; s != "" && len(t) == 1 {
		return scalar(s)
	}
	var tags []string
	for k := range t {
		tags = append(tags, string(k))
	}
	slices.Sort(tags)
	for i, k := range tags {
		tags[i] = scalar(k) + ": " + scalar(t[lang.Tag(k)])
	}
	return "{" + strings.Join(tags, ", ") + "}"
}
