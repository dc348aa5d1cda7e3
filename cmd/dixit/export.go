package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dixit/builder"
)

func (p *program) exportCmd() *cobra.Command {
	var opt builder.ExportOptions
	cmd := &cobra.Command{
		Use:   "export [DIR]",
		Short: "Print the linked archive as data",
		Long: `Export prints the archive after linking, to standard output: sessions, speakers
and topics, then every turn with its address, speaker and topics. The format
jsonl has one record a line. The format tmx is a translation memory: what
renders the same speech in several languages, turn by turn and, within long
turns, passage by passage.`,
		Example: "  dixit export --format jsonl | jq 'select(.kind == \"turn\" and .speaker == \"ortiz\").text'",
		Args:    atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := p.open(args)
			if err != nil {
				return err
			}
			defer a.Close()
			list, err := a.Export(cmd.Context(), p.out, opt)
			p.report(list)
			if errors.Is(err, builder.ErrFormat) {
				return usageError{fmt.Errorf("%w; the formats are jsonl and tmx", err)}
			}
			if err != nil {
				return err
			}
			return p.verdict(list)
		},
	}
	cmd.Flags().StringVar(&opt.Format, "format", "jsonl", "format: jsonl or tmx")
	cmd.Flags().StringVar(&opt.Session, "session", "", "only the session with this id")
	return cmd
}
