package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dixit/builder"
)

// inspectCmd is `dixit inspect`.
func (p *program) inspectCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "inspect FILE…",
		Short: "Show what was understood of single files",
		Long: `Inspect reads files without linking them and shows the turns that were found,
with the lines they stand in and how sure the reader is, what was left out and
why, and every finding. With --json it prints all of it: an object for one file,
an array for several, or for one that holds several sessions.`,
		Example: "  dixit inspect minutes.txt\n  dixit inspect --json minutes.txt | jq '.turns[].label'",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usageError{errors.New("inspect needs a file")}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			var (
				list  []*builder.Inspection
				found []builder.Diagnostic
			)
			caches, err := os.UserCacheDir()
			if err != nil {
				caches = "" // and what is slow to start is started anew
			}
			for _, file := range args {
				in, err := builder.Inspect(file, caches)
				if err != nil {
					return usageError{err} // a file that is not there, or is none
				}
				list = append(list, in...)
				for _, session := range in {
					found = append(found, session.Diagnostics...)
				}
			}
			if p.json {
				if err := builder.WriteJSON(p.out, list); err != nil {
					return err
				}
				return p.verdict(found)
			}
			for _, in := range list {
				printInspection(p.out, in)
			}
			p.report(found)
			return p.verdict(found)
		},
	}
}

// printInspection prints what was understood of a session, for people.
func printInspection(w io.Writer, in *builder.Inspection) {
	fmt.Fprintf(w, "%s: %s, %s, session %s\n%s", in.File, in.Format, in.Language, in.Session, in.Title)
	if in.Date != "" {
		fmt.Fprintf(w, ", %s", in.Date)
	}
	fmt.Fprintf(w, "\n%s, %s, %s left out\n\n", plural(len(in.Turns), "turn"), plural(len(in.Events), "event"), plural(len(in.Dropped), "line"))
	section := 0
	for _, t := range in.Turns {
		for ; section < t.Section; section++ {
			fmt.Fprintf(w, "%5s  # %s\n", "", in.Sections[section].Title)
		}
		label := "—"
		if t.Label != nil {
			label = *t.Label
		}
		if t.Role != "" {
			label += " (" + t.Role + ")"
		}
		text := strings.Join(strings.Fields(t.Text), " ")
		if r := []rune(text); len(r) > 60 {
			text = string(r[:60]) + "…"
		}
		fmt.Fprintf(w, "%5d  %d–%d  %.2f  %s: %s\n", t.N, t.Line, t.EndLine, t.Confidence, label, text)
	}
	for _, d := range in.Dropped {
		fmt.Fprintf(w, "left out, line %d, %s: %s\n", d.Line, d.Kind, d.Text)
	}
}
