package export

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// front is front matter in the order in which people write it.
type front struct {
	Title         string   `yaml:"title,omitempty"`
	Date          string   `yaml:"date,omitempty"`
	Lang          string   `yaml:"lang,omitempty"`
	Session       string   `yaml:"session,omitempty"`
	Series        string   `yaml:"series,omitempty"`
	Speakers      any      `yaml:"speakers,omitempty"` // a list of labels, or a map from them to names
	Topics        []string `yaml:"topics,omitempty"`
	Kind          string   `yaml:"kind,omitempty"`
	Original      string   `yaml:"original,omitempty"`
	MadeBy        string   `yaml:"made_by,omitempty"`
	Status        string   `yaml:"status,omitempty"`
	Corrected     string   `yaml:"corrected,omitempty"`
	Summary       string   `yaml:"summary,omitempty"`
	Rights        string   `yaml:"rights,omitempty"`
	Media         []string `yaml:"media,omitempty"`
	Source        []string `yaml:"source,omitempty"`
	Documents     []string `yaml:"documents,omitempty"`
	TranscriptBy  []string `yaml:"transcript_by,omitempty"`
	TranslationBy []string `yaml:"translation_by,omitempty"`
	Aliases       []string `yaml:"aliases,omitempty"`
}

// frontOf is the front matter of an edition. Where the session's own map says who
// is behind a label, it is kept, with names in place of ids; else listed says
// whether the labels are listed.
func frontOf(d *Document, listed bool) (string, error) {
	m := d.Meta
	speakers := any(nil)
	if name := d.alone(); name != "" {
		speakers = name
	} else if mapped := d.mapped(); len(mapped) > 0 {
		speakers = mapped
	} else if listed {
		var labels []string
		for _, t := range d.Turns {
			if t.Label != "" && !slices.Contains(labels, t.Label) {
				labels = append(labels, t.Label)
			}
		}
		if len(labels) > 1 {
			speakers = labels
		}
	}
	b, err := yaml.Marshal(front{
		Title: d.Title, Date: string(d.Date), Lang: string(d.Lang), Session: d.Session, Series: d.Series, Speakers: speakers, Topics: d.Topics,
		Kind: m.Kind, Original: string(m.Original), MadeBy: m.MadeBy, Status: m.Status, Corrected: string(m.Corrected), Summary: m.Summary, Rights: m.Rights,
		Media: m.Media, Source: m.Source, Documents: m.Documents, TranscriptBy: m.TranscriptBy, TranslationBy: m.TranslationBy, Aliases: m.Aliases,
	})
	return "---\n" + string(b) + "---\n", err
}

// mapped gives the name behind every label that the session's map has, or that
// the file gave to a person by an id, which text has no place for.
func (d *Document) mapped() map[string]string {
	out := map[string]string{}
	shared := map[string]string{} // label → the speaker who has it; "" for several
	for _, t := range d.Turns {
		if who, ok := shared[t.Label]; ok && who != t.Speaker {
			shared[t.Label] = ""
		} else {
			shared[t.Label] = t.Speaker
		}
	}
	for _, t := range d.Turns {
		for _, s := range d.Speakers {
			if t.Who != "" && s.ID == shared[t.Label] && !slices.ContainsFunc(s.Names, func(n transcript.Name) bool { return lang.Fold(n.Text) == lang.Fold(t.Label) }) {
				out[t.Label] = s.name(d)
			}
		}
	}
	for _, naming := range d.Meta.Labels {
		for _, t := range d.Turns {
			if lang.Fold(t.Label) != lang.Fold(naming.Label) {
				continue
			}
			for _, s := range d.Speakers {
				if s.ID == t.Speaker {
					out[t.Label] = s.name(d)
				}
			}
		}
	}
	return out
}

// labelled is a label with its role, as both are printed.
func labelled(t Turn) string {
	if t.Role == "" {
		return t.Label
	}
	return t.Label + " (" + t.Role + ")"
}

// Text writes an edition as plain text: front matter, then the turns, each
// paragraph a line. Sections, formatting and times have no place in it. Front
// matter names who speaks, so that a reader of the file need not guess, and a
// paragraph that begins like a label goes on the line before it.
func Text(w io.Writer, d *Document) error {
	head, err := frontOf(d, true)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	for _, t := range d.Turns {
		text := ""
		for i, s := range paragraphs(t.Segments) {
			if _, like := format.FindLabel(s.Text); i > 0 && like {
				text += " "
			} else if i > 0 {
				text += "\n\n"
			}
			text += s.Text
		}
		if t.Label != "" {
			text = labelled(t) + ": " + text
		}
		if _, err := fmt.Fprintf(w, "\n%s\n", strings.TrimRight(text, " ")); err != nil {
			return err
		}
	}
	return nil
}

// Markdown writes an edition as Markdown: front matter, sections and labels as
// headings, lists, tables and code as such. Of formatting within a line it
// keeps links. A turn without a label that follows one with a label in the same
// section cannot be told from it when the file is read again.
func Markdown(w io.Writer, d *Document) error {
	head, err := frontOf(d, false)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	section := 0
	for _, t := range d.Turns {
		var b strings.Builder
		for ; section < t.Section && section < len(d.Sections); section++ {
			s := d.Sections[section]
			fmt.Fprintf(&b, "\n%s %s\n", strings.Repeat("#", max(1, min(s.Level, 6))), escape(oneLine(s.Title)))
		}
		markdownTurn(&b, t)
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	for ; section < len(d.Sections); section++ {
		s := d.Sections[section]
		if _, err := fmt.Fprintf(w, "\n%s %s\n", strings.Repeat("#", max(1, min(s.Level, 6))), escape(oneLine(s.Title))); err != nil {
			return err
		}
	}
	return nil
}

func markdownTurn(b *strings.Builder, t Turn) {
	if t.Label != "" {
		fmt.Fprintf(b, "\n### %s:", escape(oneLine(labelled(t))))
		if t.Start != transcript.NoTime {
			fmt.Fprintf(b, " [%s]", stamp(t.Start, "."))
		}
		if t.ID != "" {
			fmt.Fprintf(b, " {#%s}", t.ID)
		}
		b.WriteByte('\n')
	}
	segs := paragraphs(t.Segments)
	for i, s := range segs {
		before := transcript.Speech
		if i > 0 {
			before = segs[i-1].Kind
		}
		b.WriteString(markdownBlock(s, before))
	}
	if t.ID != "" && t.Label == "" {
		fmt.Fprintf(b, "{#%s}\n", t.ID)
	}
}

// markdownBlock writes a paragraph, or what else stands as a block, after one of
// another kind.
func markdownBlock(s transcript.Segment, before transcript.Kind) string {
	text := linked(s)
	var out string
	switch s.Kind {
	case transcript.Code:
		out = "\n    " + strings.ReplaceAll(s.Text, "\n", "\n    ") + "\n"
	case transcript.Item:
		mark := "- "
		if s.Number > 0 {
			mark = fmt.Sprint(s.Number, ". ")
		}
		out = strings.Repeat("    ", s.Depth) + mark + oneLine(text) + "\n"
		if before != transcript.Item {
			out = "\n" + out
		}
	case transcript.Row, transcript.HeadRow:
		cells := strings.Split(oneLine(text), "\t")
		out = "| " + strings.Join(cells, " | ") + " |\n"
		if s.Kind == transcript.HeadRow {
			out = "\n" + out + strings.Repeat("| --- ", len(cells)) + "|\n"
		}
	default:
		out = "\n" + strings.ReplaceAll(lineStarts(text), "\n", "\\\n") + "\n"
	}
	if s.Quote {
		out = strings.ReplaceAll("\n"+strings.Trim(out, "\n"), "\n", "\n> ")[1:] + "\n"
		out = "\n" + out
	}
	return out
}

// linked is the text of a segment, escaped, with its links.
func linked(s transcript.Segment) string {
	var b strings.Builder
	at := 0
	for _, span := range s.Spans {
		if (span.Kind != transcript.Link && span.Kind != transcript.Image) || span.Start < at || span.Value == "" || strings.ContainsAny(span.Value, " ()<>\\\n") {
			continue
		}
		b.WriteString(escape(s.Text[at:span.Start]))
		if span.Kind == transcript.Image {
			b.WriteByte('!')
		}
		fmt.Fprintf(&b, "[%s](%s)", escape(s.Text[span.Start:span.End]), span.Value)
		at = span.End
	}
	b.WriteString(escape(s.Text[at:]))
	return b.String()
}

// special are the characters that Markdown may take for marks anywhere in a
// line.
var special = regexp.MustCompile("[\\\\`*_\\[\\]<>&~|!#{}]")

func escape(s string) string { return special.ReplaceAllString(s, `\$0`) }

// atStart is what Markdown takes for a mark at the start of a line only.
var atStart = regexp.MustCompile(`(?m)^([ \t]*)([-+=:]|\d{1,9}[.)])`)

func lineStarts(s string) string {
	return atStart.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-1] + `\` + m[len(m)-1:] })
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
