package plain

import (
	"regexp"
	"strings"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// manyStamps is how often a file must have times on lines of their own, or
// within speech, for them to be the recorder's: one is somebody's "12:30".
const manyStamps = 3

// takeStampLines removes lines that are nothing but a time. The lines around
// each remember it, so that a label there can take it as the turn's.
func (pg *page) takeStampLines() []transcript.Dropped {
	var at []transcript.Time
	n := 0
	for _, l := range pg.lines {
		t, rest := transcript.NoTime, l.text
		if isStamp(l.text) {
			t, rest = format.LeadingTime(l.text)
		}
		if rest != "" {
			t = transcript.NoTime
		} else {
			n++
		}
		at = append(at, t)
	}
	if n < manyStamps {
		return nil
	}
	var dropped []transcript.Dropped
	kept := pg.lines[:0]
	above, blanks := transcript.NoTime, 0
	for i, l := range pg.lines {
		if at[i] != transcript.NoTime {
			dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.Furniture, Text: l.text})
			if len(kept) > 0 {
				kept[len(kept)-1].below = at[i]
			}
			above, blanks = at[i], max(blanks, l.blanks)
			continue
		}
		l.above, l.blanks = above, max(blanks, l.blanks)
		kept = append(kept, l)
		above, blanks = transcript.NoTime, 0
	}
	pg.lines = kept
	return dropped
}

// innerStamp is a time in brackets, or one with hours, minutes and seconds, at
// the head of a line.
var innerStamp = regexp.MustCompile(`^(?:\[\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?\]|\(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?\)|\d{1,2}:\d{2}:\d{2})\s+`)

// isStamp is a quick look whether a line may be a time and nothing else.
func isStamp(s string) bool {
	return len(s) <= 16 && strings.IndexByte(s, ':') > 0 && strings.Trim(s, "0123456789:.,[]() ") == ""
}

// takeInnerStamps removes times from the heads of lines that begin no
// turn.
func (pg *page) takeInnerStamps(starts map[int]format.Label) []transcript.Dropped {
	var found []int
	stamps := 0
	for i, l := range pg.lines {
		if label, ok := starts[l.n]; ok {
			if label.Way&format.Stamped != 0 || l.above != transcript.NoTime || l.below != transcript.NoTime {
				stamps++
			}
		} else if innerStamp.MatchString(l.text) {
			found = append(found, i)
		}
	}
	if stamps+len(found) < manyStamps {
		return nil
	}
	var dropped []transcript.Dropped
	for _, i := range found {
		l := &pg.lines[i]
		stamp := strings.TrimSpace(innerStamp.FindString(l.text))
		rest := l.text[len(innerStamp.FindString(l.text)):]
		dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.Furniture, Text: stamp})
		l.text = rest
	}
	return dropped
}
