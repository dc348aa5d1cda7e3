package site

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// An excerpt goes on with the next segment of a turn until it is full, however many bytes
// its graphemes have, and says where words are left out.
func TestExcerptsGoOnUntilTheyAreFull(t *testing.T) {
	family := strings.Repeat("👨‍👩‍👧‍👦", 100) // of 25 bytes each
	for _, c := range []struct {
		segments []string
		want     string
	}{
		{nil, ""},
		{[]string{"Yes.", "No."}, "Yes. No."},
		{[]string{family, "and then we voted"}, family + " and then we voted"},
		{[]string{family, family, "and then", "we voted"}, family + " " + family + " and then we voted"},
	} {
		var turn transcript.Turn
		for _, s := range c.segments {
			turn.Segments = append(turn.Segments, transcript.Segment{Text: s})
		}
		if got := Excerpt(turn); got != c.want {
			t.Errorf("of %d segments the excerpt is %q", len(c.segments), got)
		}
	}
	long := transcript.Turn{Segments: []transcript.Segment{{Text: strings.Repeat("é́", 200)}, {Text: strings.Repeat("word ", 200)}}}
	if got := Excerpt(long); !strings.HasSuffix(got, "…") || !strings.Contains(got, "word") {
		t.Errorf("the excerpt of a long turn is %q", got)
	}
}
