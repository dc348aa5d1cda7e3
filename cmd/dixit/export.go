package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dixit/builder"
)

// exportCmd is `dixit export`.
func (p *program) exportCmd() *cobra.Command {
	var opt builder.ExportOptions
	cmd := &cobra.Command{
		Use:   "export [DIR]",
		Short: "Write the linked archive in formats that others read",
		Long: `Export prints the archive after linking, to standard output.

  jsonl  one record a line: sessions, speakers and topics, then every turn with
         its address, speaker and topics
  json   the same records as one object
  csv    a table, one turn a row
  txt    plain text           md   Markdown with front matter
  vtt    WebVTT captions      srt  SubRip subtitles (both of timed turns)
  tei    TEI, as ParlaMint writes it; several editions make a teiCorpus
  akn    Akoma Ntoso, a debate
  tmx    a translation memory: what renders the same speech in several languages,
         turn by turn and, within long turns, passage by passage

jsonl, json, csv, tei and tmx hold the whole archive. The others hold one edition:
--session and --lang name it, or --out DIR writes a file of every edition into
DIR. With --out, tei makes a file of each as well, and what holds the whole
archive is DIR/archive.jsonl, archive.csv and so on.`,
		Example: `  dixit export | jq 'select(.kind == "turn" and .speaker == "ortiz").text'
  dixit export --format tei --out corpus
  dixit export --format vtt --session plenary/2024-03-13 --lang fr`,
		Args: atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := p.openOnce(cmd.Context(), args)
			if err != nil {
				return err
			}
			defer a.Close()
			opt.Dir = p.opt.Out
			list, err := a.Export(cmd.Context(), p.out, opt)
			p.report(list)
			if errors.Is(err, builder.ErrFormat) {
				return usageError{fmt.Errorf("%w; the formats are %s", err, strings.Join(builder.ExportFormats(), ", "))}
			}
			if errors.Is(err, builder.ErrScope) {
				return usageError{err}
			}
			if err != nil {
				return err
			}
			return p.verdict(list)
		},
	}
	cmd.Flags().StringVar(&opt.Format, "format", "jsonl", "format: "+strings.Join(builder.ExportFormats(), ", "))
	cmd.Flags().StringVar(&opt.Session, "session", "", "only the session with this id")
	cmd.Flags().StringVar(&opt.Language, "lang", "", "only editions in this language")
	return cmd
}
