package format

import (
	"cmp"
	"slices"

	"dixit/builder/internal/transcript"
)

// elementSpans are the elements by which HTML, and what took them over from it,
// marks words of a line.
var elementSpans = map[string]transcript.SpanKind{
	"em": transcript.Emphasis, "i": transcript.Emphasis, "cite": transcript.Emphasis, "dfn": transcript.Emphasis, "var": transcript.Emphasis,
	"strong": transcript.Strong, "b": transcript.Strong,
	"s": transcript.Strike, "del": transcript.Strike, "strike": transcript.Strike,
	"code": transcript.Mono, "kbd": transcript.Mono, "samp": transcript.Mono, "tt": transcript.Mono,
	"sub": transcript.Sub, "sup": transcript.Super,
}

// SpanOf gives the kind of span that an element is, by its name in lower case.
// Links, which have an address, are none of them.
func SpanOf(element string) (kind transcript.SpanKind, ok bool) {
	kind, ok = elementSpans[element]
	return kind, ok
}

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
	events := EventSpans(seg.Text, holes)
	for _, s := range seg.Spans {
		if s.Kind == transcript.Emphasis && !overlaps(events, s) {
			if kind, ok := markedNote("*" + seg.Text[s.Start:s.End] + "*"); ok {
				events = append(events, transcript.Span{Start: s.Start, End: s.End, Kind: transcript.Event, Value: kind})
			}
		}
	}
	if len(events) > 0 && seg.Kind == transcript.Speech && events[0].Start == 0 && events[0].End == len(seg.Text) {
		seg.Kind = transcript.Note
	}
	if len(events) == 0 {
		return seg
	}
	slices.SortFunc(events, func(a, b transcript.Span) int { return cmp.Compare(a.Start, b.Start) })
	seg.Spans = AddSpans(seg.Spans, events)
	return seg
}

func overlaps(spans []transcript.Span, s transcript.Span) bool {
	return slices.ContainsFunc(spans, func(o transcript.Span) bool { return o.Start < s.End && s.Start < o.End })
}

func hasLink(spans []transcript.Span) bool {
	return slices.ContainsFunc(spans, func(s transcript.Span) bool { return s.Kind == transcript.Link || s.Kind == transcript.Image })
}

// AddSpans puts further spans among those of a text, in order, leaving out any
// that would cross one in part. Those of spans nest, those of more never
// overlap; both are in order.
func AddSpans(spans, more []transcript.Span) []transcript.Span {
	if len(more) == 0 {
		return spans
	}
	var kept []transcript.Span
	var open []int // ends of the spans that m may stand in, the innermost last
	next := 0
	for _, m := range more {
		for next < len(spans) && spans[next].Start < m.Start {
			for len(open) > 0 && open[len(open)-1] <= spans[next].Start {
				open = open[:len(open)-1]
			}
			open = append(open, spans[next].End)
			next++
		}
		for len(open) > 0 && open[len(open)-1] <= m.Start {
			open = open[:len(open)-1]
		}
		crosses := len(open) > 0 && open[len(open)-1] < m.End
		for i := next; i < len(spans) && spans[i].Start < m.End && !crosses; i++ {
			crosses = spans[i].Start > m.Start && spans[i].End > m.End
		}
		if !crosses {
			kept = append(kept, m)
		}
	}
	spans = append(spans[:len(spans):len(spans)], kept...)
	slices.SortStableFunc(spans, func(a, b transcript.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return spans
}
