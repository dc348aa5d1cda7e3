package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"dixit/builder/internal/transcript"
)

// cue is a caption: what is shown from one time to another.
type cue struct {
	start, end transcript.Time
	label      string
	text       string
	first      bool // of its turn
}

// another is how captioners mark that another speaks whose name nobody knows.
const another = ">> "

// reading is how many characters a second people read, by which a cue lasts
// whose end nobody says: 15, the slower of the two rates at which subtitles for
// adults are made.
const reading = 15

// cues gives the captions of an edition, in the order in which they begin, as WebVTT
// 1.0 (section 4.1) has them: those that were read, else a cue for each stretch of
// a turn that begins at a known time. Turns without a time have none and are left
// out.
func cues(d *Document) []cue {
	var out []cue
	for _, t := range d.Turns {
		from := len(out)
		for i, s := range paragraphs(t.Segments) {
			switch {
			case len(s.Cues) > 0:
				for k, c := range s.Cues {
					end, at := len(s.Text), c.At
					if k+1 < len(s.Cues) {
						end = s.Cues[k+1].At
					}
					if k == 0 {
						at = 0
					}
					if text := strings.TrimSpace(s.Text[min(at, end):end]); text != "" {
						out = append(out, cue{c.Time.Start, c.Time.End, t.Label, text, len(out) == from})
					}
				}
			case s.Time.Known():
				out = append(out, cue{s.Time.Start, s.Time.End, t.Label, s.Text, len(out) == from})
			case i == 0 && t.Start != transcript.NoTime:
				out = append(out, cue{t.Start, transcript.NoTime, t.Label, s.Text, true})
			case len(out) > from:
				out[len(out)-1].text += "\n" + s.Text
			}
		}
		if n := len(out); n > from && out[n-1].end == transcript.NoTime {
			out[n-1].end = t.End
		}
	}
	slices.SortStableFunc(out, func(a, b cue) int { return cmp.Compare(a.start, b.start) })
	for i := range out {
		// Whoever is spoken over goes on under the name.
		out[i].first = out[i].first || i > 0 && out[i-1].label != out[i].label
		if out[i].end > out[i].start {
			continue
		}
		out[i].end = out[i].start + max(1000, transcript.Time(len([]rune(out[i].text))*1000/reading))
		if i+1 < len(out) && out[i+1].start > out[i].start {
			out[i].end = out[i+1].start
		}
	}
	return out
}

// HasTimes tells whether any words of an edition have a time, as captions need.
func HasTimes(d *Document) bool { return len(cues(d)) > 0 }

// stamp writes a time as 00:12:03.500, with what stands before milliseconds.
func stamp(t transcript.Time, point string) string {
	return fmt.Sprintf("%02d:%02d:%02d%s%03d", t/3_600_000, t/60_000%60, t/1000%60, point, t%1000)
}

// vttText makes a text safe in WebVTT: & < > are marks there, and an empty line
// ends a cue.
var vttText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// WebVTT writes the timed turns of an edition as captions, each cue in the voice
// of its speaker. A turn that nobody speaks begins with the mark of another
// speaker where somebody spoke before.
func WebVTT(w io.Writer, d *Document) error {
	if _, err := fmt.Fprint(w, "WEBVTT\n"); err != nil {
		return err
	}
	last := ""
	for _, c := range cues(d) {
		voice := ""
		switch {
		case c.label != "":
			voice = "<v " + vttText.Replace(oneLine(c.label)) + ">"
		case c.first && last != "":
			voice = vttText.Replace(another)
		}
		last = c.label
		if _, err := fmt.Fprintf(w, "\n%s --> %s\n%s%s\n", stamp(c.start, "."), stamp(c.end, "."), voice, vttText.Replace(full(c.text))); err != nil {
			return err
		}
	}
	return nil
}

// SubRip writes the timed turns of an edition as subtitles, the label before the
// first cue of each turn of speech, or the mark of another speaker where nobody
// is named after somebody was.
func SubRip(w io.Writer, d *Document) error {
	last := ""
	for i, c := range cues(d) {
		text := full(c.text)
		switch {
		case c.label != "" && c.label != last:
			text = oneLine(c.label) + ": " + text
		case c.label == "" && c.first && last != "":
			text = another + text
		}
		last = c.label
		if _, err := fmt.Fprintf(w, "%d\n%s --> %s\n%s\n\n", i+1, stamp(c.start, ","), stamp(c.end, ","), text); err != nil {
			return err
		}
	}
	return nil
}

// full leaves out empty lines, which end a cue.
func full(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), "\n")
}
