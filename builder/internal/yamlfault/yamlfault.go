// Package yamlfault says what is wrong with a file of YAML to whoever wrote it:
// the right line, and no type of a program.
//
// Non-goals: to read YAML, and to say what a file should hold; whoever reads it
// knows that.
package yamlfault

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/diag"
)

// Fault is one thing that is wrong.
type Fault struct {
	Line  int    // from 1; 1 where the library does not say
	Cause string // in lower case, without a full stop
}

// In takes apart an error of the YAML library, which may be wrapped. There are
// several faults where values are of the wrong kind, else one; none for nil.
func In(err error) []Fault {
	if err == nil {
		return nil
	}
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		out := make([]Fault, len(wrong.Errors))
		for i, s := range wrong.Errors {
			line, cause := takeLine(s)
			out[i] = Fault{max(line, 1), inWords(cause)}
		}
		return out
	}
	s := err.Error()
	if _, own, ok := strings.Cut(s, "yaml: "); ok {
		s = own
	}
	line, cause := takeLine(s)
	if line > 0 && parserFault.MatchString(cause) {
		line++
	}
	return []Fault{{max(line, 1), cause}}
}

// Diagnostics gives what [In] finds, each at its line.
func Diagnostics(code diag.Code, path string, err error) diag.List {
	var list diag.List
	var wrong *yaml.TypeError
	form := "not YAML: %s"
	if errors.As(err, &wrong) {
		form = "%s"
	}
	for _, f := range In(err) {
		list = append(list, diag.New(code, path, f.Line, 1, form, f.Cause))
	}
	return list
}

// parserFault is what the library says when tokens stand in the wrong order. It
// counts the lines of these from 0, and those of all else from 1.
var parserFault = regexp.MustCompile(`^did not find expected (?:<document start>|<stream-start>|node content|'-' indicator|key|',' or '[\]}]')`)

// takeLine takes apart "line 3: mapping values are not allowed"; line is 0 where
// none is named.
func takeLine(s string) (line int, rest string) {
	if head, tail, ok := strings.Cut(s, ": "); ok {
		if _, err := fmt.Sscanf(head, "line %d", &line); err == nil {
			return line, tail
		}
	}
	return 0, s
}

// wrongKind is what the library says of a value of the wrong kind: its tag, the
// beginning of a scalar, the type that should take it.
var wrongKind = regexp.MustCompile("^cannot unmarshal (?:(!!\\w+)|!\\S*) ?(?:`(.*)` )?into (.*)$")

// kinds name what values are, and what is asked for, by the beginning of its type.
var (
	kinds = map[string]string{
		"!!str": "a text", "!!int": "a number", "!!float": "a number", "!!bool": "true or false", "!!null": "nothing",
		"!!seq": "a list", "!!map": "keys with values", "!!timestamp": "a date",
	}
	asked = []struct{ begins, kind string }{
		{"[]", "a list"}, {"map[", "keys with values"}, {"string", "a text"}, {"bool", "true or false"},
		{"int", "a whole number"}, {"uint", "a whole number"}, {"float", "a number"},
	}
)

// inWords says of a value of the wrong kind what it is and what it should be.
func inWords(cause string) string {
	m := wrongKind.FindStringSubmatch(cause)
	if m == nil {
		return cause
	}
	is, should := kinds[m[1]], "keys with values" // types with a name are maps, mostly
	if is == "" {
		is = "a value"
	}
	for _, a := range asked {
		if strings.HasPrefix(m[3], a.begins) {
			should = a.kind
			break
		}
	}
	if m[2] != "" {
		is += fmt.Sprintf(" (%q)", m[2])
	}
	return fmt.Sprintf("%s, where %s should be", is, should)
}
