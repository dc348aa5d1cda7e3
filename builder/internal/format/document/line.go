package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Line is one line of a paragraph, as a reader sees it. Lines are kept
// apart until it is known which of them begin a turn.
type Line struct {
	Line  int // in the file
	Text  string
	Spans []transcript.Span // sorted, and nested
	Hard  bool              // the line was broken on purpose: what follows is a new line too
	// Label is how many bytes at the head of Text the document itself says are who
	// speaks, 0 where it does not.
	Label int
}

// join makes one line of several.
func join(lines []Line) Line {
	if len(lines) == 1 {
		return lines[0]
	}
	out := Line{Line: lines[0].Line}
	if text, ok := onlyText(lines); ok { // as where an address stands on a line of its own
		if out.Text = text.Text; len(text.Spans) > 0 {
			out.Spans = text.Spans
			SortSpans(out.Spans)
		}
		return out
	}
	size := len(lines)
	for i := range lines {
		size += len(lines[i].Text)
	}
	var text strings.Builder
	text.Grow(size)
	edge := 0 // the first span of out that may end where the text so far does
	for _, m := range lines {
		out.Hard = out.Hard || m.Hard
		if m.Text == "" {
			continue
		}
		end := text.Len()
		text.WriteString(seam(text.String(), m.Text, out.Hard && end > 0))
		shift := text.Len()
		text.WriteString(m.Text)
		before := len(out.Spans)
		for _, s := range m.Spans {
			s.Start += shift
			s.End += shift
			// A span that ran over the line break is one span again, unless it would
			// stick out of one that ended or began there.
			at := edge + slices.IndexFunc(out.Spans[edge:before], func(o transcript.Span) bool {
				return o.Kind == s.Kind && o.Value == s.Value && o.End == end && s.Start == shift
			})
			if at >= edge && !crosses(out.Spans[edge:], out.Spans[at].Start, s.End) {
				out.Spans[at].End = s.End
				continue
			}
			out.Spans = append(out.Spans, s)
		}
		SortSpans(out.Spans[edge:])
		for edge < len(out.Spans) && out.Spans[edge].End < text.Len() {
			edge++
		}
		out.Hard = m.Hard
	}
	out.Text = text.String()
	SortSpans(out.Spans)
	return out
}

// onlyText gives the one of several lines that is not empty, if it is the only one.
func onlyText(lines []Line) (only Line, ok bool) {
	for _, l := range lines {
		if l.Text == "" {
			continue
		}
		if ok {
			return Line{}, false
		}
		only, ok = l, true
	}
	return only, ok
}

// crosses tells whether a span from start to end would hold a part of one of
// spans, and not all of it.
func crosses(spans []transcript.Span, start, end int) bool {
	return slices.ContainsFunc(spans, func(o transcript.Span) bool {
		return o.Start < start && start < o.End && o.End < end || start < o.Start && o.Start < end && end < o.End
	})
}

// SortSpans puts spans in order: by where they begin, longer ones first.
func SortSpans(spans []transcript.Span) {
	slices.SortStableFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
}

// seam is what stands between the text of a paragraph so far and its next
// line; hard says that the line was broken on purpose.
func seam(text, next string, hard bool) string {
	if hard {
		return "\n"
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	tight := func(r rune) bool {
		return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r)
	}
	if len(text) == 0 || tight(last) && tight(first) {
		return ""
	}
	return " "
}

// Trimmed is the line without white space at its ends.
func (l Line) Trimmed() Line {
	lead := len(l.Text) - len(strings.TrimLeftFunc(l.Text, unicode.IsSpace))
	l.Text = strings.TrimSpace(l.Text)
	l.Label = min(max(l.Label-lead, 0), len(l.Text))
	kept := l.Spans[:0]
	for _, s := range l.Spans {
		s.Start = min(max(s.Start-lead, 0), len(l.Text))
		s.End = min(max(s.End-lead, 0), len(l.Text))
		if s.End > s.Start {
			kept = append(kept, s)
		}
	}
	l.Spans = kept
	return l
}

// cut is the part of a line from an offset on.
func (l Line) cut(from int) Line {
	out := Line{Line: l.Line, Hard: l.Hard, Text: l.Text[from:]}
	for _, s := range l.Spans {
		if s.End > from {
			out.Spans = append(out.Spans, transcript.Span{Start: max(s.Start-from, 0), End: s.End - from, Kind: s.Kind, Value: s.Value})
		}
	}
	return out.Trimmed()
}

// AddCell adds the lines of a cell of a table: a cell has one line.
func (l *Line) AddCell(lines []Line) {
	for i, c := range lines {
		if i > 0 && c.Text != "" {
			l.Text += " "
		}
		for _, s := range c.Spans {
			s.Start += len(l.Text)
			s.End += len(l.Text)
			l.Spans = append(l.Spans, s)
		}
		l.Text += c.Text
	}
}
