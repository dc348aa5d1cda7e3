package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"dixit/builder"
)

// explainCmd is `dixit explain`.
func (p *program) explainCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "explain CODE",
		Short:   "Explain the code of a diagnostic",
		Example: "  dixit explain edition-twice",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError{errors.New("explain needs one code; the codes are " + strings.Join(builder.Codes(), ", "))}
			}
			return nil
		},
		ValidArgs: builder.Codes(),
		RunE: func(_ *cobra.Command, args []string) error {
			text := builder.Explain(args[0])
			if text == "" {
				if near := builder.NearestCode(args[0]); near != "" {
					return usageError{fmt.Errorf("no diagnostic has the code %q; did you mean %s?", args[0], near)}
				}
				return usageError{fmt.Errorf("no diagnostic has the code %q; the codes are %s", args[0], strings.Join(builder.Codes(), ", "))}
			}
			before, after := builder.Example(args[0])
			_, err := fmt.Fprintf(p.out, "%s\n\nBefore:\n%s\n\nAfter:\n%s\n", text, indented(before), indented(after))
			return err
		},
	}
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}

func (p *program) versionCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(p.out, "dixit %s %s/%s %s\n", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
			return err
		},
	}
}
