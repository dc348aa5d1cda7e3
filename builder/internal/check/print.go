package check

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dixit/builder/internal/diag"
)

// MostLines is how long a report is at most, unless all is asked for: what fits
// on two screens is read.
const MostLines = 60

// Form says how a report is printed.
type Form struct {
	All   bool          // every finding, however long it gets
	Least diag.Severity // questions below it are left out
	// Line gives a finding as it is shown, such as with colours; nil for plain.
	Line func(diag.Diagnostic) string
}

// Text prints the questions for a terminal. Each has its best examples, as many
// of them as there is room for, and the entry that settles it.
func (r *Report) Text(w io.Writer, f Form) error {
	var list []Question
	for _, q := range r.Questions {
		if q.Severity >= f.Least {
			list = append(list, q)
		}
	}
	room := MostLines
	var last string
	if f.Least < diag.Error {
		count := diag.List(r.Diagnostics).Count
		last = fmt.Sprintf("%s, %s, %s", plural(count(diag.Error), "error"), plural(count(diag.Warning), "warning"), plural(count(diag.Info), "note"))
		room--
	}
	lines := f.fit(list, room)
	if last != "" {
		lines = append(lines, last)
	}
	out := bufio.NewWriter(w)
	for _, l := range lines {
		fmt.Fprintln(out, l)
	}
	return out.Flush()
}

// fit gives the lines of questions, with as many examples as there is room for,
// and of as many questions.
func (f Form) fit(list []Question, room int) []string {
	const all = -1
	findings := 0
	for _, q := range list {
		findings += q.Count
	}
	for _, examples := range []int{all, 2, 1} {
		if examples == all && findings > room && !f.All {
			continue
		}
		var lines []string
		for _, q := range list {
			lines = append(lines, f.question(q, examples)...)
		}
		if f.All || len(lines) <= room {
			return lines
		}
	}
	var lines []string
	for i, q := range list {
		more := f.question(q, 1)
		if len(lines)+len(more) > room-1 { // one is kept for the sum
			left := 0
			for _, q := range list[i:] {
				left += q.Count
			}
			return append(lines, fmt.Sprintf("and %s more about %s; --verbose shows them", plural(len(list)-i, "question"), plural(left, "finding")))
		}
		lines = append(lines, more...)
	}
	return lines
}

// question gives the lines of one question: what is asked, examples, what to
// do, and what settles it.
func (f Form) question(q Question, examples int) []string {
	if examples < 0 || examples > q.Count {
		examples = q.Count
	}
	lines := []string{fmt.Sprintf("? %s (%s)", q.Ask, plural(q.Count, "finding"))}
	hint := ""
	for _, d := range q.Examples[:examples] {
		if d.Hint == hint { // said just above
			d.Hint = ""
		} else {
			hint = d.Hint
		}
		if !f.All { // a line is a line
			d.Message, d.Hint = clipped(oneLine(d.Message)), clipped(oneLine(d.Hint))
		}
		s := d.String()
		if f.Line != nil {
			s = f.Line(d)
		}
		lines = append(lines, strings.Split(s, "\n")...)
	}
	if s := q.settles(); s != "" {
		lines = append(lines, "    settle "+s)
	}
	return lines
}

// longest is how much of a message is shown, in bytes: three lines of a
// terminal.
const longest = 240

func clipped(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}

// wide is how long an entry may be to be shown in a line; longer ones are
// printed by Suggest.
const wide = 160

// settles is what settles a question, in one line.
func (q Question) settles() string {
	if len(q.Settle) == 0 {
		return ""
	}
	e := q.Settle[0]
	text := oneLine(e.Text)
	if strings.HasPrefix(e.Text, "- ") { // an entry of a list, on one line
		text = "- {" + strings.ReplaceAll(strings.TrimPrefix(e.Text, "- "), "\n  ", ", ") + "}"
	}
	if len(text) > wide {
		text = strings.ToValidUTF8(text[:wide], "") + "…"
	}
	s := "in " + e.File + ": " + text
	switch {
	case len(q.Settle) > 1:
		s += fmt.Sprintf("  (the first of %d; --suggest prints all)", len(q.Settle))
	case strings.HasSuffix(text, "…"):
		s += "  (--suggest prints all of it)"
	}
	if len(q.levels) > 0 && q.bare {
		s += "  (" + e.Note + ")"
	}
	return visible(s)
}

// Suggest prints the entries that settle the questions, by the file they go
// into, ready to be pasted. What is no entry is a comment of YAML.
func (r *Report) Suggest(w io.Writer) error {
	out := bufio.NewWriter(w)
	settings := r.settings
	why := map[diag.Code]string{} // of the codes that are to be left as they are
	byFile := map[string][]string{}
	for _, q := range r.Questions {
		comment := fmt.Sprintf("# %s: %s (%s)", q.Code, oneLine(q.Ask), plural(q.Count, "finding"))
		if len(q.levels) > 0 {
			settings = settings.with(q.levels)
			why[q.Code] = comment
			continue
		}
		said := map[string]bool{}
		for _, e := range q.Settle {
			if !said[e.File] {
				said[e.File] = true
				byFile[e.File] = append(byFile[e.File], comment)
			}
			byFile[e.File] = append(byFile[e.File], linesOf(e)...)
		}
	}
	between := ""
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		fmt.Fprintf(out, "%s# in %s\n%s\n", between, visible(file), strings.Join(byFile[file], "\n"))
		between = "\n"
	}
	if len(why) > 0 {
		out.WriteString(between)
		suggestLevels(out, settings, why)
	}
	return out.Flush()
}

// linesOf is an entry as it is pasted. One that goes into an entry which is there
// is a comment.
func linesOf(e Entry) []string {
	if e.Note == "" {
		return []string{e.Text}
	}
	text := e.Text
	if strings.HasPrefix(text, " ") {
		text = "# " + text
	}
	return []string{"# " + e.Note, text}
}

// suggestLevels prints the diagnostics of dixit.yaml, with those that why names
// left as they are.
func suggestLevels(out *bufio.Writer, settings Settings, why map[diag.Code]string) {
	fmt.Fprintf(out, "# in %s, in place of the diagnostics there: leave all of this as it is, and do not ask again\n", visible(settings.File))
	if settings.Bare {
		fmt.Fprintln(out, "content: .  # without this line, a folder that has a dixit.yaml has its transcripts in content/")
	}
	fmt.Fprintln(out, "diagnostics:")
	codes := map[diag.Code]bool{}
	for c := range settings.Levels {
		codes[c] = true
	}
	for _, f := range settings.Files {
		codes[f.Code] = true
	}
	for _, c := range slices.Sorted(maps.Keys(codes)) {
		if why[c] != "" {
			fmt.Fprintf(out, "  %s\n", why[c])
		}
		fmt.Fprintf(out, "  %s\n", levelLine(c, settings))
	}
}

// mostInJSON is how many examples a question has in JSON; all findings are there
// on lines of their own.
const mostInJSON = 5

// MarshalJSON gives a question as an object that is told from a finding by its
// kind.
func (q Question) MarshalJSON() ([]byte, error) {
	type example struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	out := struct {
		Kind     string        `json:"kind"`
		Code     diag.Code     `json:"code"`
		Severity diag.Severity `json:"severity"`
		Count    int           `json:"count"`
		Ask      string        `json:"ask"`
		Examples []example     `json:"examples"`
		Settle   []Entry       `json:"settle"`
	}{"question", q.Code, q.Severity, q.Count, q.Ask, nil, q.Settle}
	for _, d := range q.Examples[:min(q.Count, mostInJSON)] {
		out.Examples = append(out.Examples, example{d.File, d.Line, d.Column, d.Message})
	}
	if out.Settle == nil {
		out.Settle = []Entry{}
	}
	return json.Marshal(out)
}

// oneLine joins the lines of a text.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// visible replaces what could drive a terminal.
func visible(s string) string { return diag.Visible(oneLine(s)) }

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
