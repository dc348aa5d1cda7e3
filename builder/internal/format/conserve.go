package format

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

var stamps = regexp.MustCompile(clock)

// UnaccountedXML is the law for readers of XML: the letters and digits of the
// text content of a well-formed document (not of attributes, comments and
// instructions) that the transcripts lack, each in order and as often as they
// are missing. What an attribute gave to a label or a note is no loss; how text
// is divided by white space and marked by brackets is the format's.
func UnaccountedXML(text string, sessions []*transcript.Transcript) (lost string) {
	balance := map[rune]int{}
	add := func(n int, all ...string) {
		for _, s := range all {
			for _, r := range s {
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					balance[r] += n
				}
			}
		}
	}
	x := NewXML(text)
	for {
		tok, err := x.Token()
		if err != nil {
			break
		}
		if words, ok := tok.(xml.CharData); ok {
			add(1, string(words))
		}
	}
	for _, t := range sessions {
		m := t.Meta
		add(-1, m.Title, m.Session, m.Series, m.Rights, m.Summary, m.Kind, m.MadeBy, m.Status)
		for _, list := range [][]string{m.Speakers, m.Topics, m.Media, m.Source, m.Documents, m.TranscriptBy, m.TranslationBy, m.Aliases} {
			add(-1, list...)
		}
		for _, p := range m.People {
			add(-1, p.ID, p.Kind)
			add(-1, p.Links...)
			for _, n := range p.Names {
				add(-1, n.Text)
			}
			for _, a := range p.Affiliations {
				for _, n := range append(a.Role, a.Org...) {
					add(-1, n.Text)
				}
			}
		}
		for _, s := range t.Sections {
			add(-1, s.Title)
		}
		for _, d := range t.Dropped {
			add(-1, d.Text)
		}
		for _, turn := range t.Turns {
			add(-1, turn.Label, turn.Role)
			for _, s := range turn.Segments {
				add(-1, s.Text)
				for _, span := range s.Spans {
					if span.Kind == transcript.Ruby {
						add(-1, span.Value)
					}
				}
			}
		}
	}
	var out []rune
	for r, n := range balance {
		for ; n > 0; n-- {
			out = append(out, r)
		}
	}
	slices.Sort(out)
	return string(out)
}

// Unaccounted holds a reading against what its file says: every character must
// be in a turn, label, role, section, front matter, event, time, in Dropped or
// in a diagnostic. text is the file's below its front matter, less what the
// format uses as markup; counts names the characters that are compared. lost
// are those that the reading lacks, made those that the text lacks, each in
// order and as often as they are missing. It is the law that the tests of every
// reader hold it to.
func Unaccounted(f *source.File, text string, t *transcript.Transcript, list diag.List, counts func(rune) bool) (lost, made string) {
	near, far := make([]int, 1<<16), map[rune]int{} // by character; few are above the first plane
	add := func(s string, n int) {
		for _, r := range s {
			switch {
			case int(r) < len(near):
				near[r] += n
			default:
				far[r] += n
			}
		}
	}
	add(text, 1)
	front, body, _ := FrontMatter(f)
	if front.Title == "" {
		add(t.Meta.Title, -1)
		// A title's date is in another form there, 2024-3-5 as 2024-03-05.
		line := ""
		for n := body; n <= f.Lines() && line == ""; n++ {
			line = strings.Trim(f.Line(n), "# \t\f")
		}
		date, rest := LeadingDate(line)
		if stamp := strings.TrimSuffix(line, rest); date != "" && date == t.Meta.Date && rest != "" && t.Meta.Title != "" && !strings.HasPrefix(strings.TrimLeft(t.Meta.Title, "# \t\f"), stamp) {
			add(stamp, -1)
		}
	}
	for _, s := range t.Sections {
		add(s.Title, -1)
	}
	for _, d := range t.Dropped {
		add(d.Text, -1)
	}
	for _, d := range list {
		if d.Code == diag.DateUnreadable && d.Line >= body {
			if _, quoted, ok := strings.Cut(d.Message, `"`); ok {
				if s, err := strconv.Unquote(`"` + quoted[:strings.LastIndexByte(quoted, '"')+1]); err == nil {
					add(s, -1)
				}
			}
		}
	}
	for _, turn := range t.Turns {
		add(turn.Label, -1)
		if !toldElsewhere(f, turn) {
			add(turn.Role, -1)
		}
		add(turn.ID, -1)
		for _, s := range turn.Segments {
			add(s.Text, -1)
		}
		if turn.Start != transcript.NoTime && turn.Line >= 1 && turn.Line <= f.Lines() {
			for _, stamp := range stamps.FindAllString(f.Line(turn.Line), -1) {
				if at, rest := LeadingTime(stamp); at == turn.Start && rest == "" {
					add(stamp, -1)
					break
				}
			}
		}
	}
	missing := func(sign int) string {
		var out []rune
		put := func(r rune, n int) {
			for ; n*sign > 0 && counts(r) && !unicode.IsSpace(r); n -= sign {
				out = append(out, r)
			}
		}
		for r, n := range near {
			if n != 0 {
				put(rune(r), n)
			}
		}
		for r, n := range far {
			put(r, n)
		}
		slices.Sort(out)
		return string(out)
	}
	return missing(1), missing(-1)
}

// Loss is what a reading lacks of its file. The zero Loss is none.
type Loss struct {
	Count int    // characters
	Line  int    // the first line that the reading does not have as it stands, 0 where none is known
	Text  string // of that line
}

// LossOf holds a reading to its file, as its reader says which words it has.
func LossOf(reader Accountable, f *source.File, t *transcript.Transcript, list diag.List) Loss {
	text, counts := reader.Words(f)
	lost, _ := Unaccounted(f, text, t, list, counts)
	if lost == "" {
		return Loss{}
	}
	out := Loss{Count: utf8.RuneCountInString(lost)}
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if counts(r) && !unicode.IsSpace(r) {
				return r
			}
			return -1
		}, s)
	}
	var read strings.Builder
	for _, turn := range t.Turns {
		read.WriteString(bare(turn.Label) + bare(turn.Role))
		for _, s := range turn.Segments {
			read.WriteString(bare(s.Text))
		}
	}
	_, body, _ := FrontMatter(f)
	for n := body; n <= f.Lines(); n++ {
		if line := bare(f.Line(n)); strings.ContainsAny(line, lost) && !strings.Contains(read.String(), line) {
			return Loss{out.Count, n, strings.TrimSpace(f.Line(n))}
		}
	}
	return out
}

// toldElsewhere tells whether a turn has its role from a table of attendees,
// which is in a turn as well, rather than from its own lines.
func toldElsewhere(f *source.File, turn transcript.Turn) bool {
	if turn.Role == "" || turn.Line < 1 {
		return false
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	own := ""
	for n := turn.Line; n <= min(turn.Line+1, f.Lines()); n++ {
		own += bare(f.Line(n))
	}
	last := turn.Role[strings.LastIndex(turn.Role, ", ")+1:]
	if strings.Contains(own, bare(last)) {
		return false
	}
	for n := 1; n <= f.Lines(); n++ {
		if strings.Contains(bare(f.Line(n)), bare(last)) {
			return true
		}
	}
	return false
}
