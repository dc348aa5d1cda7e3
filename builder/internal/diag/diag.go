// Package diag holds diagnostics: what dixit has to say about a file, as
// values.
//
// A stage returns diagnostics beside its results and never prints. Every
// diagnostic has a stable code from the one table in codes.go, which gives its
// usual severity and its explanation; a site may re-level any code that is not
// an error of configuration.
//
// House style of messages: lower case, no full stop, input quoted with %q, the
// most specific thing first. The hint says what to do.
package diag

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Severity says how much a diagnostic matters.
type Severity uint8

const (
	// Off drops the diagnostic. Only a site's configuration sets it.
	Off Severity = iota
	// Info is worth knowing and asks for nothing.
	Info
	// Warning is something a person should look at; the site is complete.
	Warning
	// Error means that something the owner wrote is not in the site.
	Error
)

var severityNames = [...]string{Off: "off", Info: "info", Warning: "warning", Error: "error"}

// String is the name that dixit.yaml uses.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads the names that dixit.yaml uses: off, info, warning, error.
func ParseSeverity(name string) (Severity, error) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), nil
		}
	}
	return Off, fmt.Errorf("unknown severity %q; one of off, info, warning, error", name)
}

// MarshalText gives the name of the severity.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one finding. Line and Column count from 1, Column in runes;
// both are 0 where the finding is about a whole file. File is a slash path
// relative to the site folder, or empty for a finding about no file.
type Diagnostic struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Severity Severity `json:"severity"`
	Code     Code     `json:"code"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	// Label is the speaker's label that the finding is about, as printed; "" for
	// none. Findings of one label are settled together.
	Label string `json:"-"`
}

// New makes a diagnostic of a code at its usual severity.
func New(code Code, file string, line, column int, format string, args ...any) Diagnostic {
	return Diagnostic{
		File: file, Line: line, Column: column,
		Severity: code.Severity(), Code: code,
		Message: fmt.Sprintf(format, args...), Hint: code.Hint(),
	}
}

// About returns d as a finding about a label.
func (d Diagnostic) About(label string) Diagnostic {
	d.Label = strings.Clone(label) // which keeps no text of a file
	return d
}

// WithHint returns d with a hint that knows more than the code's usual one.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// Position is "file:line:column" with what is known of it, "" for none.
func (d Diagnostic) Position() string {
	switch {
	case d.File == "":
		return ""
	case d.Line == 0:
		return d.File
	case d.Column == 0:
		return fmt.Sprintf("%s:%d", d.File, d.Line)
	}
	return fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Column)
}

// String is the diagnostic as a terminal shows it, the hint on a line of its
// own. Control characters of the input are replaced, so that a file name or a
// label cannot drive the terminal; a message of several lines is indented from
// the second on, so that no line of it can pass for a diagnostic.
func (d Diagnostic) String() string {
	var b strings.Builder
	if p := d.Position(); p != "" {
		b.WriteString(strings.Map(visible, p) + ": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", d.Severity, shown(d.Message), strings.Map(visible, string(d.Code)))
	if d.Hint != "" {
		b.WriteString("\n    hint: " + shown(d.Hint))
	}
	return b.String()
}

// shown is a message as the terminal gets it.
func shown(message string) string {
	lines := strings.Split(message, "\n")
	for i, l := range lines {
		lines[i] = strings.Map(visible, l)
	}
	return strings.Join(lines, "\n    ")
}

// Visible is a text without the characters that drive a terminal.
func Visible(s string) string { return strings.Map(visible, s) }

func visible(r rune) rune {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0,
		r == 0x061c, r >= 0x200e && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return '\ufffd'
	}
	return r
}

// List is diagnostics in any order; a nil List is empty.
type List []Diagnostic

// Sorted returns the list in order of file, line, column, code, message and
// what remains, without repetitions: one order, whatever the order before.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message),
			cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Hint, b.Hint))
	})
	return slices.Compact(out)
}

// Count gives the number of diagnostics of a severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Fatal tells whether a diagnostic of the list stops a build before anything
// is written: an error in configuration, theme or output folder.
func (l List) Fatal() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error && d.Code.Fatal() })
}

// FileLevel is the severity of a code in some files.
type FileLevel struct {
	Code     Code
	Severity Severity
	// Pattern is as path.Match takes it; see Matches.
	Pattern string
}

// Matches tells whether a file is meant: all of its path, or the end of it from
// a folder on, so that a pattern may be written as messages name a file and as
// it stands below the content folder.
func (l FileLevel) Matches(file string) bool {
	for file != "" {
		// A name with brackets in it is meant as it stands, too.
		if ok, _ := path.Match(l.Pattern, file); ok || l.Pattern == file {
			return true
		}
		_, rest, ok := strings.Cut(file, "/")
		if !ok {
			return false
		}
		file = rest
	}
	return false
}

// Relevel applies a site's own severities and drops what is off. What is said
// of a file comes before what is said of all, and the last word on a file holds.
// Codes that stop a build keep theirs: an owner cannot turn such an error into a
// warning.
func (l List) Relevel(levels map[Code]Severity, files ...FileLevel) List {
	out := make(List, 0, len(l))
	for _, d := range l {
		if d.Severity = d.level(levels, files); d.Severity != Off {
			out = append(out, d)
		}
	}
	return out
}

// level is the severity that a site gives a diagnostic. Of several patterns of
// files the last counts, before what is said of all files.
func (d Diagnostic) level(levels map[Code]Severity, files []FileLevel) Severity {
	if d.Code.Fatal() {
		return d.Severity
	}
	for _, f := range slices.Backward(files) {
		if f.Code == d.Code && f.Matches(d.File) {
			return f.Severity
		}
	}
	if s, ok := levels[d.Code]; ok {
		return s
	}
	return d.Severity
}
