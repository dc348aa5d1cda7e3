package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"dixit/builder"
)

func (p *program) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "check [DIR]",
		Short: "Say what is wrong or in doubt, and build nothing",
		Long: `Check reads and links the transcripts as a build does and prints every finding:
what could not be read, what was read with doubt, which files were passed over
and why. It writes nothing.`,
		Example: "  dixit check --strict\n  dixit check --json | jq 'select(.severity == \"error\")'",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := p.open(args)
			if err != nil {
				return err
			}
			defer a.Close()
			list, err := a.Check(cmd.Context())
			if err != nil {
				return err
			}
			if p.json {
				for _, d := range list {
					if err := p.printJSON(d); err != nil {
						return err
					}
				}
				return p.verdict(list)
			}
			if !p.quiet {
				p.verbose = true // everything is what check is for
			}
			p.report(list)
			if !p.quiet {
				n := func(s builder.Severity) int { return (&builder.Result{Diagnostics: list}).Count(s) }
				fmt.Fprintf(p.err, "%s, %s, %s\n", plural(n(builder.Error), "error"), plural(n(builder.Warning), "warning"), plural(n(builder.Info), "note"))
			}
			return p.verdict(list)
		},
	}
}
