// Package readingtest holds what the tests of every reader ask of a reading,
// whatever file it is of.
package readingtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Whole asks that a reading lacks nothing of its file, and is sound.
func Whole(t *testing.T, reader format.Accountable, f *source.File, tr *transcript.Transcript, list diag.List) {
	t.Helper()
	if loss := format.LossOf(reader, f, []*transcript.Transcript{tr}, list); loss.Count > 0 {
		t.Errorf("lost %d characters, such as of line %d, %q", loss.Count, loss.Line, loss.Text)
	}
	Sound(t, f, tr, list)
}

// Sound asks that everything in a reading stands where it can stand.
func Sound(t *testing.T, f *source.File, tr *transcript.Transcript, list diag.List) {
	t.Helper()
	lines := max(f.Lines(), tr.Lines)
	for _, turn := range tr.Turns {
		if turn.Line < 1 || turn.EndLine < turn.Line || turn.EndLine > lines || turn.End != transcript.NoTime && turn.End < turn.Start {
			t.Errorf("a turn at lines %d to %d of %d, times %d to %d", turn.Line, turn.EndLine, lines, turn.Start, turn.End)
		}
		if turn.Section < 0 || turn.Section > len(tr.Sections) || turn.Confidence < 0 || turn.Confidence > 1 {
			t.Errorf("section %d of %d, confidence %v", turn.Section, len(tr.Sections), turn.Confidence)
		}
		Segments(t, turn.Segments, lines)
	}
	for _, s := range tr.Sections {
		if s.Level < 1 || s.Level > 6 || s.Line < 1 || s.Line > lines {
			t.Errorf("section %v", s)
		}
	}
	for _, d := range tr.Dropped {
		if d.Line < 1 || d.EndLine < d.Line || d.EndLine > lines {
			t.Errorf("dropped at lines %d to %d of %d: %q", d.Line, d.EndLine, lines, d.Text)
		}
	}
	for _, d := range list {
		if d.File != f.Path || d.Line < 0 || d.Line > lines {
			t.Errorf("%v stands nowhere", d)
		}
	}
}

// Segments asks that segments have text, and spans that nest.
func Segments(t *testing.T, segs []transcript.Segment, lines int) {
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

// Corpus gives the files of a folder of real transcripts below DIXIT_CORPORA
// whose names match a pattern. The test is skipped where there are none.
func Corpus(t *testing.T, folder, pattern string) []string {
	t.Helper()
	dir := os.Getenv("DIXIT_CORPORA")
	if dir == "" {
		t.Skip("DIXIT_CORPORA is not set: no real transcripts to read")
	}
	files, err := filepath.Glob(filepath.Join(dir, folder, pattern))
	if err != nil || len(files) == 0 {
		t.Skipf("DIXIT_CORPORA has no %s", folder)
	}
	return files
}
