package plain

import (
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
	at := make([]transcript.Time, len(pg.lines))
	n := 0
	for i, l := range pg.lines {
		if at[i] = onlyTime(l.text); at[i] != transcript.NoTime {
			n++
		}
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

// onlyTime gives the time that a line is, NoTime for any other line. Most lines
// are seen to be none without being parsed.
func onlyTime(s string) transcript.Time {
	if len(s) > 16 || strings.IndexByte(s, ':') <= 0 || strings.Trim(s, "0123456789:.,[]() ") != "" {
		return transcript.NoTime
	}
	if t, rest := format.LeadingTime(s); rest == "" {
		return t
	}
	return transcript.NoTime
}

// takeInnerStamps removes times from the heads of lines that begin no turn.
func (pg *page) takeInnerStamps(starts map[int]*format.Label) []transcript.Dropped {
	var found []int
	stamps := 0
	for i, l := range pg.lines {
		if label, ok := starts[l.n]; ok {
			if label.Way&format.Stamped != 0 || l.above != transcript.NoTime || l.below != transcript.NoTime {
				stamps++
			}
		} else if _, _, ok := format.InnerTime(l.text); ok {
			found = append(found, i)
		}
	}
	if stamps+len(found) < manyStamps {
		return nil
	}
	var dropped []transcript.Dropped
	for _, i := range found {
		l := &pg.lines[i]
		stamp, rest, _ := format.InnerTime(l.text)
		dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.Furniture, Text: stamp})
		l.text = rest
	}
	return dropped
}
