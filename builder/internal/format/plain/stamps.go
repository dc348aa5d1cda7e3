package plain

import (
	"regexp"
	"strconv"
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
	cues := 0
	for _, l := range kept {
		if l.above != transcript.NoTime {
			cues++
		}
	}
	pg.cued = 10*cues >= 9*len(kept) // a title may stand before them
	return dropped
}

// onlyTime gives the time that a line is, or the first of the two between which
// what follows was said; NoTime for any other line. Most lines are seen to be none
// without being parsed.
func onlyTime(s string) transcript.Time {
	if len(s) > 40 || strings.IndexAny(s, ":;") <= 0 || strings.Trim(s, "0123456789:;.,[]()<>-–— ") != "" {
		return transcript.NoTime
	}
	for _, between := range []string{"-->", " - ", " – ", " — "} {
		if from, to, ok := strings.Cut(s, between); ok {
			if timeOf(to) == transcript.NoTime {
				return transcript.NoTime
			}
			s = from
			break
		}
	}
	return timeOf(s)
}

// frames is a time with frames after the seconds, as editors of films have it, and
// unpadded a time without leading noughts, as meeting software has written it.
var (
	frames   = regexp.MustCompile(`^(\d{1,2})[:;](\d{2})[:;](\d{2})[:;]\d{2}$`)
	unpadded = regexp.MustCompile(`^(\d{1,2}):(\d{1,2}):(\d{1,2})\.\d{1,3}$`)
)

// timeOf gives the time that a text is, NoTime for any other. Frames, of which
// nobody says how many a second has, are left out.
func timeOf(s string) transcript.Time {
	s = strings.TrimSpace(s)
	if t, rest := format.LeadingTime(s); rest == "" {
		return t
	}
	m := frames.FindStringSubmatch(s)
	if m == nil {
		m = unpadded.FindStringSubmatch(s)
	}
	if m == nil {
		return transcript.NoTime
	}
	at := transcript.Time(0)
	for _, part := range m[1:] {
		n, _ := strconv.Atoi(part)
		at = at*60 + transcript.Time(n)*1000
	}
	return at
}

// chatLine is a message as a meeting's chat is saved: when, from whom, to whom.
var chatLine = regexp.MustCompile(`^(\d{1,2}:\d{2}:\d{2})(\s+(?:From|De|Von|От)\s+)(\S[^:]{0,59}?)(?:\s+((?:to|à|a|para|an|кому)\s+[^:]{1,60}?))?\s*:(?:\s+(.*))?$`)

// takeChat makes labels of the heads of messages.
func (pg *page) takeChat() []transcript.Dropped {
	var found []int
	for i, l := range pg.lines {
		if c := l.text[0]; c >= '0' && c <= '9' && chatLine.MatchString(l.text) {
			found = append(found, i)
		}
	}
	if len(found) < manyStamps {
		return nil
	}
	var dropped []transcript.Dropped
	for _, i := range found {
		l := &pg.lines[i]
		m := chatLine.FindStringSubmatch(l.text)
		dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.Furniture, Text: m[1] + " " + strings.TrimSpace(m[2])})
		to := ""
		if m[4] != "" {
			to = " (" + strings.NewReplacer("(", ", ", ")", "").Replace(m[4]) + ")"
		}
		l.above = onlyTime(m[1])
		l.text = strings.TrimSpace(m[3] + to + ": " + m[5])
	}
	return dropped
}

// takeInnerStamps removes times from the heads of lines that begin no turn.
func (pg *page) takeInnerStamps() []transcript.Dropped {
	var found []int
	stamps := 0
	for i, l := range pg.lines {
		if label := l.label; label != nil {
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
