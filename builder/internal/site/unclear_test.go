package site

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

func TestAroundLost(t *testing.T) {
	lost := func(text, place string, kind transcript.SpanKind, value string) transcript.Segment {
		at := strings.Index(text, place)
		return transcript.Segment{Text: text, Spans: []transcript.Span{{Start: at, End: at + len(place), Kind: kind, Value: value}}}
	}
	for _, test := range []struct {
		name string
		seg  transcript.Segment
		want string
	}{
		{"clear", lost("So [laughter] we agreed.", "[laughter]", transcript.Event, "laughter"), ""},
		{"near the start", lost("It costs [inaudible] crowns.", "[inaudible]", transcript.Event, transcript.Inaudible), "It costs [inaudible] crowns."},
		{"lost letters", lost("会议于 年开始。", " ", transcript.Gap, ""), "会议于 ⎵ 年开始。"},
		{"far on", lost(strings.Repeat("word ", 60)+"[inaudible] end.", "[inaudible]", transcript.Event, transcript.Inaudible), "… " + strings.Repeat("word ", 19) + "[inaudible] end."},
		{"far on without blanks", lost(strings.Repeat("字", 200)+"[inaudible]。", "[inaudible]", transcript.Event, transcript.Inaudible), "… " + strings.Repeat("字", 100) + "[inaudible]。"},
	} {
		if got := aroundLost(test.seg); got != test.want {
			t.Errorf("%s: %q; want %q", test.name, got, test.want)
		}
	}
}
