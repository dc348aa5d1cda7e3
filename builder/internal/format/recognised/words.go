package recognised

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/format/cues"
	"dixit/builder/internal/transcript"
)

// A word is marked as unsure below half: there the recogniser itself holds it
// for likelier that something else was said. No more than one word in ten is:
// where more of a file is unsure, marks would only be in the way, and the least sure
// tenth is where a reader should listen again.
const (
	unsure      = 0.5
	mostOfWords = 10
)

// cues gives the stretches as cues.
func (doc document) cues() []cues.Cue {
	limit := doc.limit()
	named := slices.ContainsFunc(doc.stretches, func(s stretch) bool { return s.voice() != "" })
	var out []cues.Cue
	for _, s := range doc.stretches {
		c := cues.Cue{Time: s.time()}
		for _, l := range s.lines(limit) {
			l.Speech = named
			c.Lines = append(c.Lines, l)
		}
		if len(c.Lines) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// limit is the confidence below which words of the file are marked.
func (doc document) limit() float64 {
	var all []float64
	for _, s := range doc.stretches {
		for _, w := range s.Words {
			all = append(all, w.sure())
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return min(unsure, all[len(all)/mostOfWords])
}

// time is when the stretch was said.
func (s stretch) time() transcript.Interval {
	start, end := s.Start, s.End
	if start == nil {
		start, end = s.StartTime, s.EndTime
	}
	if s.Offsets != nil {
		from, to := s.Offsets.From/1000, s.Offsets.To/1000
		start, end = &from, &to
	}
	if start == nil || !within(*start) {
		return transcript.Interval{}
	}
	at := transcript.Interval{Start: milliseconds(*start), End: transcript.NoTime}
	if end != nil && within(*end) && *end >= *start {
		at.End = milliseconds(*end)
	}
	return at
}

// within tells whether a number is a time of a recording: a month at the most.
func within(seconds float64) bool { return seconds >= 0 && seconds < 31*24*3600 }

func milliseconds(seconds float64) transcript.Time {
	return transcript.Time(math.Round(seconds * 1000))
}

// voice is who speaks, "" if nobody says.
func (s stretch) voice() string { return voiceOf(s.Speaker) }

func voiceOf(speaker any) string {
	switch v := speaker.(type) {
	case string:
		return strings.Join(strings.Fields(v), " ")
	case float64:
		return "Speaker " + strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		return ""
	default:
		return strings.Join(strings.Fields(fmt.Sprint(v)), " ")
	}
}

// lines are what is said in a stretch, a line for each voice in it. Words are
// looked for in the text one after another; what the text has besides them stays
// with the word before.
func (s stretch) lines(limit float64) []cues.Line {
	text := strings.Join(strings.Fields(s.Text+" "+s.Body), " ")
	whole := cues.Line{N: s.line, Voice: s.voice(), Text: text}
	type part struct {
		from  int
		voice string
	}
	parts := []part{{0, whole.Voice}}
	at := 0
	for _, w := range s.Words {
		printed := strings.Join(strings.Fields(w.Word), " ")
		n := strings.Index(text[at:], printed)
		if printed == "" || n < 0 {
			continue
		}
		from := at + n
		at = from + len(printed)
		if v := voiceOf(w.Speaker); v != "" && v != parts[len(parts)-1].voice {
			if from == 0 || len(parts) == 1 && strings.TrimSpace(text[:from]) == "" {
				parts[0].voice = v
			} else {
				parts = append(parts, part{from, v})
			}
		}
		if w.sure() < limit {
			whole.Spans = append(whole.Spans, transcript.Span{Start: from, End: at, Kind: transcript.Unsure, Value: strconv.Itoa(int(100 * w.sure()))})
		}
	}
	var out []cues.Line
	for i, p := range parts {
		end := len(text)
		if i+1 < len(parts) {
			end = parts[i+1].from
		}
		l := whole.Cut(p.from, end)
		l.Voice = p.voice
		if l.Text != "" {
			out = append(out, l)
		}
	}
	return out
}
