package format

import (
	"cmp"
	"slices"

	"dixit/builder/internal/transcript"
)

// WithEvents adds the events of a segment's text to its spans; a segment that
// is nothing but a note becomes one. holes is as for EventSpans.
func WithEvents(seg transcript.Segment, holes bool) transcript.Segment {
	if seg.Kind == transcript.Code {
		return seg
	}
	if kind, ok := IsNote(seg.Text); ok && (seg.Kind == transcript.Speech) && !hasLink(seg.Spans) {
		seg.Kind = transcript.Note
		seg.Spans = []transcript.Span{{Start: 0, End: len(seg.Text), Kind: transcript.Event, Value: kind}}
		return seg
	}
	seg.Spans = AddSpans(seg.Spans, EventSpans(seg.Text, holes))
	return seg
}

func hasLink(spans []transcript.Span) bool {
	return slices.ContainsFunc(spans, func(s transcript.Span) bool { return s.Kind == transcript.Link || s.Kind == transcript.Image })
}

// AddSpans puts further spans among those of a text, in order, leaving out any
// that would cross one in part.
func AddSpans(spans, more []transcript.Span) []transcript.Span {
	for _, m := range more {
		crosses := slices.ContainsFunc(spans, func(s transcript.Span) bool {
			return s.Start < m.Start && m.Start < s.End && s.End < m.End || m.Start < s.Start && s.Start < m.End && m.End < s.End
		})
		if !crosses {
			spans = append(spans, m)
		}
	}
	slices.SortStableFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return spans
}
