package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"dixit/builder"
)

// shown are the diagnostics that a person is shown: all but what is merely
// worth knowing, unless asked for.
func (p *program) shown(list []builder.Diagnostic) []builder.Diagnostic {
	least := builder.Warning
	switch {
	case p.verbose:
		least = builder.Info
	case p.quiet:
		least = builder.Error
	}
	var out []builder.Diagnostic
	for _, d := range list {
		if d.Severity >= least {
			out = append(out, d)
		}
	}
	return out
}

// report prints diagnostics to standard error.
func (p *program) report(list []builder.Diagnostic) {
	for _, d := range p.shown(list) {
		fmt.Fprintln(p.err, p.colored(d))
	}
}

// colored is a diagnostic with its severity in colour, on a terminal.
func (p *program) colored(d builder.Diagnostic) string {
	s := d.String()
	if p.noColor || os.Getenv("NO_COLOR") != "" || !isTerminal(p.err) {
		return s
	}
	color := map[builder.Severity]string{builder.Error: "\x1b[31m", builder.Warning: "\x1b[33m", builder.Info: "\x1b[36m"}[d.Severity]
	word := d.Severity.String() + ":"
	return strings.Replace(s, word, color+word+"\x1b[0m", 1)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// verdict is the exit of a command that found these.
func (p *program) verdict(list []builder.Diagnostic) error {
	for _, d := range list {
		if d.Severity == builder.Error || p.strict && d.Severity == builder.Warning {
			return errFindings
		}
	}
	return nil
}

// summary is one line about a build.
func summary(r *builder.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s in %s, %s, %s; %s in %s", plural(r.Sessions, "session"), plural(r.Editions, "edition"), plural(r.Turns, "turn"),
		plural(r.Speakers, "speaker"), plural(r.Pages, "page"), shownDir(r.Out))
	fmt.Fprintf(&b, " (%d written, %d deleted) in %s", r.Written, r.Deleted, r.Took.Round(time.Millisecond))
	if e, w := r.Count(builder.Error), r.Count(builder.Warning); e+w > 0 {
		fmt.Fprintf(&b, "; %s, %s", plural(e, "error"), plural(w, "warning"))
	}
	return b.String()
}

// stages prints what a build took, stage by stage, and the most memory it held.
func (p *program) stages(r *builder.Result) {
	for _, s := range r.Stages {
		seconds := max(s.Took.Seconds(), 1e-6)
		line := fmt.Sprintf("  %-6s %8.3f s, %8.3f s of processors", s.Name, seconds, s.CPU.Seconds())
		if s.Items > 0 {
			line = fmt.Sprintf("%s; %s, %.0f a second", line, plural(s.Items, s.Unit), float64(s.Items)/seconds)
		}
		if s.Bytes > 0 {
			line += fmt.Sprintf("; %.1f MB, %.0f MB a second", float64(s.Bytes)/1e6, float64(s.Bytes)/1e6/seconds)
		}
		fmt.Fprintln(p.err, line)
	}
	if r.Peak > 0 {
		fmt.Fprintf(p.err, "  at most %.0f MB of memory\n", float64(r.Peak)/1e6)
	}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// printJSON writes a value on a line of its own to standard output.
func (p *program) printJSON(v any) error {
	enc := json.NewEncoder(p.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
