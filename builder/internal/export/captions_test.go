package export

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// A cue may begin before one that stands ahead of it in the file, as where two speak at
// once; players want them in order, and each in the right voice.
func TestCaptionsBeginInOrder(t *testing.T) {
	say := func(label, text string, start, end transcript.Time) transcript.Turn {
		return transcript.Turn{Label: label, Start: start, End: end, Segments: []transcript.Segment{{Text: text, Time: transcript.Interval{Start: start, End: end}}}}
	}
	long := say("Ada Holm", "We begin.", 1000, 4000)
	long.Segments = append(long.Segments, transcript.Segment{Text: "And go on.", Time: transcript.Interval{Start: 8000, End: 9000}})
	d := &Document{}
	for _, turn := range []transcript.Turn{long, say("Per Holt", "No.", 5000, 6000), say("Eli Roe", "Wait.", 500, 900)} {
		d.Turns = append(d.Turns, Turn{Turn: turn})
	}
	for _, c := range []struct {
		write func(*strings.Builder) error
		want  string
	}{
		{func(b *strings.Builder) error { return WebVTT(b, d) }, "WEBVTT\n\n00:00:00.500 --> 00:00:00.900\n<v Eli Roe>Wait.\n\n00:00:01.000 --> 00:00:04.000\n<v Ada Holm>We begin.\n\n00:00:05.000 --> 00:00:06.000\n<v Per Holt>No.\n\n00:00:08.000 --> 00:00:09.000\n<v Ada Holm>And go on.\n"},
		{func(b *strings.Builder) error { return SubRip(b, d) }, "1\n00:00:00,500 --> 00:00:00,900\nEli Roe: Wait.\n\n2\n00:00:01,000 --> 00:00:04,000\nAda Holm: We begin.\n\n3\n00:00:05,000 --> 00:00:06,000\nPer Holt: No.\n\n4\n00:00:08,000 --> 00:00:09,000\nAda Holm: And go on.\n\n"},
	} {
		var b strings.Builder
		if err := c.write(&b); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("got\n%s\nwant\n%s", b.String(), c.want)
		}
	}
}
