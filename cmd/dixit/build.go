package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dixit/builder"
)

// buildCmd is `dixit build`.
func (p *program) buildCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "build [DIR]",
		Short: "Build the site",
		Long: `Build reads the transcripts of a site folder and writes the site. Only files
that differ are written, and pages that are no longer made are deleted; files
that dixit did not write are never touched.

An error in one transcript does not keep the others from being published. An
error in dixit.yaml or in the theme does, and a people.yaml or topics.yaml that
is no list: the last good site stays.`,
		Example: "  dixit build\n  dixit build ~/transcripts --out /srv/www/archive --base-url https://example.org/archive",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := p.openOnce(cmd.Context(), args)
			if err != nil {
				return err
			}
			defer a.Close()
			res, err := a.Rebuild(cmd.Context(), builder.Request{Last: true})
			p.report(res.Diagnostics)
			if err != nil {
				return err
			}
			if p.json {
				if err := p.printJSON(resultJSON(res)); err != nil {
					return err
				}
			} else if res.Published && !p.quiet {
				fmt.Fprintln(p.err, summary(res))
				if p.verbose {
					p.stages(res)
				}
			}
			if !res.Published && !p.quiet {
				fmt.Fprintln(p.err, "nothing was written; the site is as it was")
			}
			return p.verdict(res.Diagnostics)
		},
	}
}

// resultJSON is a build's result for other programs. It has no times, so that
// the same input prints the same.
func resultJSON(r *builder.Result) any {
	return struct {
		Published   bool                 `json:"published"`
		Out         string               `json:"out"`
		Sessions    int                  `json:"sessions"`
		Editions    int                  `json:"editions"`
		Turns       int                  `json:"turns"`
		Speakers    int                  `json:"speakers"`
		Topics      int                  `json:"topics"`
		Pages       int                  `json:"pages"`
		Files       int                  `json:"files"`
		Written     int                  `json:"written"`
		Deleted     int                  `json:"deleted"`
		Diagnostics []builder.Diagnostic `json:"diagnostics"`
	}{r.Published, r.Out, r.Sessions, r.Editions, r.Turns, r.Speakers, r.Topics, r.Pages, r.Files, r.Written, r.Deleted, nonNil(r.Diagnostics)}
}

func nonNil(list []builder.Diagnostic) []builder.Diagnostic {
	if list == nil {
		return []builder.Diagnostic{}
	}
	return list
}
