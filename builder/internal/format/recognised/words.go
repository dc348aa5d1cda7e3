package recognised

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

// reach is how many bytes of text may stand between two words of a list: some
// hundreds of words that it lacks. Without end, each word that the text lacks
// would be looked for in all of it.
const reach = 4096

// cues gives the stretches as cues; where there are none, the lines of the text
// in one piece, without times.
func (doc document) cues() []cues.Cue {
	limit := doc.limit()
	named := slices.ContainsFunc(doc.stretches, func(s stretch) bool { return s.voice() != "" })
	var out []cues.Cue
	for _, s := range doc.stretches {
		for _, c := range s.cues(limit) {
			c.Lines[0].Speech = named
			out = append(out, c)
		}
	}
	if len(doc.stretches) > 0 {
		return out
	}
	for _, line := range strings.Split(doc.whole.Text, "\n") {
		s := stretch{line: doc.whole.line, Text: line}
		out = append(out, s.cues(0)...)
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
	return interval(start, end)
}

// interval is the time between two numbers of seconds, nil for none.
func interval(start, end *number) transcript.Interval {
	if start == nil || !within(*start) {
		return transcript.Interval{}
	}
	at := transcript.Interval{Start: milliseconds(*start), End: transcript.NoTime}
	if end != nil && within(*end) && *end >= *start {
		at.End = milliseconds(*end)
	}
	return at
}

// within tells whether a number is a time of a recording.
func within(seconds number) bool { return seconds >= 0 && seconds < transcript.LongestRecording }

func milliseconds(seconds number) transcript.Time {
	return transcript.Time(math.Round(float64(seconds) * 1000))
}

// voice is who speaks, "" if nobody says.
func (s stretch) voice() string { return voiceOf(s.Speaker) }

func voiceOf(speaker any) string {
	switch v := speaker.(type) {
	case string:
		if len(v) == 1 {
			return "Speaker " + v // of voices that are told apart by letters
		}
		return clean(v)
	case float64:
		return "Speaker " + strconv.FormatFloat(v, 'f', -1, 64)
	case nil:
		return ""
	case map[string]any:
		for _, key := range []string{"name", "display_name", "displayName", "label", "id"} {
			if voice := voiceOf(v[key]); voice != "" {
				return voice
			}
		}
		return ""
	default:
		return clean(fmt.Sprint(v))
	}
}

// clean is a text with single blanks and without control characters, which JSON
// can hold and no page may.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// cues are what is said in a stretch, one for each voice in it, with one line.
// Words are looked for in the text one after another, each within reach of the
// one before; what the text has besides them stays with the word before. Where there are several voices, the time of
// each is that of its words.
func (s stretch) cues(limit float64) []cues.Cue {
	text := clean(s.Text + " " + s.Body + " " + s.Transcript)
	whole := cues.Line{N: s.line, Voice: s.voice(), Text: text}
	type part struct {
		from       int
		voice      string
		start, end *number
	}
	parts := []part{{from: 0, voice: whole.Voice}}
	at := 0
	for _, w := range s.Words {
		printed := clean(w.printed())
		n := strings.Index(text[at:min(len(text), at+reach+len(printed))], printed)
		if printed == "" || n < 0 {
			continue
		}
		from := at + n
		at = from + len(printed)
		if v := voiceOf(w.Speaker); v != "" && v != parts[len(parts)-1].voice {
			if from == 0 || len(parts) == 1 && strings.TrimSpace(text[:from]) == "" {
				parts[0].voice = v
			} else {
				parts = append(parts, part{from: from, voice: v})
			}
		}
		last := &parts[len(parts)-1]
		if last.start == nil {
			last.start = w.Start
		}
		if w.End != nil {
			last.end = w.End
		}
		if w.sure() < limit {
			whole.Spans = append(whole.Spans, transcript.Span{Start: from, End: at, Kind: transcript.Unsure, Value: strconv.Itoa(int(100 * w.sure()))})
		}
	}
	var out []cues.Cue
	for i, p := range parts {
		end := len(text)
		if i+1 < len(parts) {
			end = parts[i+1].from
		}
		l := whole.Cut(p.from, end)
		l.Voice = p.voice
		if l.Text == "" {
			continue
		}
		c := cues.Cue{Time: s.time(), Lines: []cues.Line{l}}
		if own := interval(p.start, p.end); len(parts) > 1 && own.Known() {
			c.Time = own
		}
		out = append(out, c)
	}
	return out
}
