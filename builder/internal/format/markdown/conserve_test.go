package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// check holds a reading to what every reading of Markdown must be.
func check(t *testing.T, f *source.File, tr *transcript.Transcript, list diag.List) {
	t.Helper()
	_, body, _ := format.FrontMatter(f)
	text, kept := Format{}.Words(f)
	if lost, _ := format.Unaccounted(f, text, tr, list, kept); lost != "" {
		t.Errorf("lost %.200q", lost)
	}
	last := 0
	for _, turn := range tr.Turns {
		if turn.Line < max(last, body) || turn.EndLine < turn.Line || turn.EndLine > f.Lines() {
			t.Errorf("a turn at lines %d to %d, after %d, of %d", turn.Line, turn.EndLine, last, f.Lines())
		}
		last = turn.Line
		if turn.Section < 0 || turn.Section > len(tr.Sections) || turn.Confidence < 0 || turn.Confidence > 1 {
			t.Errorf("section %d of %d, confidence %v", turn.Section, len(tr.Sections), turn.Confidence)
		}
		checkSegments(t, turn.Segments, f.Lines())
	}
	for _, s := range tr.Sections {
		if s.Level < 1 || s.Level > 6 || s.Line < 1 || s.Line > f.Lines() {
			t.Errorf("section %v", s)
		}
	}
	for _, d := range tr.Dropped {
		if d.Line < 1 || d.EndLine < d.Line || d.EndLine > f.Lines() {
			t.Errorf("dropped at lines %d to %d of %d: %q", d.Line, d.EndLine, f.Lines(), d.Text)
		}
	}
	for _, d := range list {
		if d.File != f.Path || d.Line < 1 || d.Line > f.Lines() {
			t.Errorf("%v stands nowhere", d)
		}
	}
}

func checkSegments(t *testing.T, segs []transcript.Segment, lines int) {
	t.Helper()
	for _, s := range segs {
		if s.Line < 1 || s.Line > lines || s.Text == "" {
			t.Errorf("a segment at line %d of %d: %q", s.Line, lines, s.Text)
		}
		if problem := badSpans(s); problem != "" {
			t.Errorf("%s in %q: %v", problem, s.Text, s.Spans)
		}
		if s.Kind != transcript.Code && strings.ContainsFunc(s.Text, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && (r != '\t' || s.Kind != transcript.Row && s.Kind != transcript.HeadRow)
		}) {
			t.Errorf("control characters in %q", s.Text)
		}
	}
}

// badSpans tells what is wrong with the spans of a segment, "" for nothing.
func badSpans(s transcript.Segment) string {
	if !utf8.ValidString(s.Text) {
		return "text is not UTF-8"
	}
	var open []transcript.Span
	for i, a := range s.Spans {
		if a.Start < 0 || a.Start >= a.End || a.End > len(s.Text) {
			return fmt.Sprintf("span %v is outside", a)
		}
		if !utf8.RuneStart(s.Text[a.Start]) || a.End < len(s.Text) && !utf8.RuneStart(s.Text[a.End]) {
			return fmt.Sprintf("span %v cuts a character", a)
		}
		if i > 0 && (s.Spans[i-1].Start > a.Start || s.Spans[i-1].Start == a.Start && s.Spans[i-1].End < a.End) {
			return fmt.Sprintf("span %v is out of order", a)
		}
		for len(open) > 0 && open[len(open)-1].End <= a.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && a.End > open[len(open)-1].End {
			return fmt.Sprintf("span %v crosses %v", a, open[len(open)-1])
		}
		open = append(open, a)
	}
	return ""
}

// corpus gives the files of a folder of DIXIT_CORPORA.
func corpus(t *testing.T, folder string) []string {
	t.Helper()
	dir := os.Getenv("DIXIT_CORPORA")
	if dir == "" {
		t.Skip("DIXIT_CORPORA is not set: no real transcripts to read")
	}
	files, err := filepath.Glob(filepath.Join(dir, folder, "*"))
	if err != nil || len(files) == 0 {
		t.Skipf("DIXIT_CORPORA has no %s", folder)
	}
	return files
}

func TestCorporaAreConserved(t *testing.T) {
	for _, folder := range []string{"archive-zh-en", "talks-en-es", "seed"} {
		t.Run(folder, func(t *testing.T) {
			for _, path := range corpus(t, folder) {
				raw, err := os.ReadFile(path)
				if err != nil {
					continue // a folder
				}
				f, _ := source.Decode(filepath.Base(path), raw)
				tr, list := Format{}.Read(f)
				check(t, f, tr, list)
				if t.Failed() {
					t.Fatal(path)
				}
			}
		})
	}
}

func TestHeadingsOfTheArchiveAreTurns(t *testing.T) {
	heading := regexp.MustCompile(`(?m)^### .+[:：]\s*$`)
	same, all := 0, 0
	for _, path := range corpus(t, "archive-zh-en") {
		raw, err := os.ReadFile(path)
		if err != nil || filepath.Ext(path) != ".md" {
			continue
		}
		all++
		f, _ := source.Decode(filepath.Base(path), raw)
		tr, _ := Format{}.Read(f)
		n := 0
		for _, turn := range tr.Turns {
			if turn.Label != "" {
				n++
			}
		}
		if want := len(heading.FindAllString(f.Text, -1)); n == want {
			same++
		} else {
			t.Logf("%s: %d turns, %d headings", filepath.Base(path), n, want)
		}
	}
	if same*210 < all*205 {
		t.Errorf("%d files of %d have a turn for each heading", same, all)
	}
}
