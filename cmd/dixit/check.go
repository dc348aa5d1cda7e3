package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"dixit/builder"
)

// checkForm is how the report of check is printed.
type checkForm struct{ suggest, html bool }

// checkCmd is `dixit check`.
func (p *program) checkCmd() *cobra.Command {
	var form checkForm
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Ask what only a person can decide, and build nothing",
		Long: `Check reads and links the transcripts as a build does and puts what is wrong or
in doubt as questions: each with its best examples and the entry that settles
all of it. It writes nothing.

An answer is an entry in people.yaml, in front matter, or under diagnostics in
dixit.yaml, for all files (code: off) or for some (code: {off: [files]}). What is
answered is not asked again. "dixit explain CODE" says more about each.

With --json, every finding is an object on a line, then every question, which
has "kind": "question".`,
		Example: "  dixit check --strict\n  dixit check --suggest\n  dixit check --html > questions.html\n  dixit check --json | jq 'select(.kind == \"question\") | .ask'",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			if form.suggest && form.html || p.json && (form.suggest || form.html) {
				return usageError{errors.New("one of --json, --html and --suggest at a time")}
			}
			a, err := p.openOnce(cmd.Context(), args)
			if err != nil {
				return err
			}
			defer a.Close()
			r, err := a.Check(cmd.Context())
			if err != nil {
				return err
			}
			if err := p.printReport(r, form, args); err != nil {
				return err
			}
			return p.verdict(r.Diagnostics)
		},
	}
	cmd.Flags().BoolVar(&form.suggest, "suggest", false, "print the entries that settle the questions, ready to paste")
	cmd.Flags().BoolVar(&form.html, "html", false, "print the report as one page that needs no other file")
	return cmd
}

// printReport prints what was asked for: data on standard output, a report for
// reading on standard error.
func (p *program) printReport(r *builder.Report, form checkForm, args []string) error {
	switch {
	case p.json:
		for _, d := range r.Diagnostics {
			if err := p.printJSON(d); err != nil {
				return err
			}
		}
		for _, q := range r.Questions {
			if err := p.printJSON(q); err != nil {
				return err
			}
		}
		return nil
	case form.html:
		return r.HTML(p.out, siteName(args))
	case form.suggest:
		return r.Suggest(p.out)
	}
	least := builder.Info
	if p.quiet {
		least = builder.Error
	}
	return r.Text(p.err, builder.ReportForm{All: p.verbose, Least: least, Line: p.colored})
}

// siteName is the name of the folder that is checked.
func siteName(args []string) string {
	dir := "."
	if len(args) > 0 {
		dir = args[0]
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return filepath.Base(dir)
}
