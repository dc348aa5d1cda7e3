package cues

import (
	"regexp"
	"strconv"
	"strings"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Read takes a file apart from a line on: cues, and blocks that are none. What it
// says of comments, styles and regions is WebVTT's (W3C, section 4.1), which
// comments says it may have; in SubRip such a line is speech. Files in the wild
// lack empty lines, or have them within cues, so that only lines with an arrow
// between two times begin a cue. Numbers and names of cues are marks of the
// format, as times are.
func Read(f *source.File, from int, comments bool) (list []Cue, dropped []transcript.Dropped, found diag.List) {
	r := reader{f: f, comments: comments}
	for n := from; n <= f.Lines(); n++ {
		n = r.line(n)
	}
	r.close()
	return r.list, r.dropped, r.found
}

// reader is the state between two lines.
type reader struct {
	f        *source.File
	comments bool
	list     []Cue
	dropped  []transcript.Dropped
	found    diag.List

	open  bool   // a cue has begun
	voice string // that the name of the cue gives
	cue   Cue
	marks marker
	after bool // the line before was empty
}

// line reads line n, with the lines of its block where it begins one that is no
// cue, and gives the last line read.
func (r *reader) line(n int) int {
	line := strings.TrimSpace(r.f.Line(n))
	if line == "" {
		r.after = true
		return n
	}
	after := r.after
	r.after = false
	if at, ok, good := timing(line); ok {
		r.close()
		if !good {
			what := "no times in %q"
			if at.Known() {
				what = "no end, or one before the begin, in %q"
			}
			r.found = append(r.found, diag.New(diag.CueTimeUnreadable, r.f.Path, n, 1, what, line))
		}
		r.open, r.cue, r.marks = true, Cue{Time: at}, marker{}
		return n
	}
	if r.names(n, after, line) {
		r.close()
		if m := voiceName.FindStringSubmatch(line); m != nil {
			r.voice = m[1]
		}
		return n
	}
	if kind, ok := r.block(line); ok && (after || !r.open) {
		return r.drop(n, kind)
	}
	if !r.open { // before the first cue
		r.dropped = append(r.dropped, transcript.Dropped{Line: n, EndLine: n, Kind: transcript.Furniture, Text: line})
		return n
	}
	r.cue.Lines = append(r.cue.Lines, r.marks.line(n, line)...)
	return n
}

// voiceName is the name of a cue that says who speaks in it, as a meeting service
// writes it: 12 "Ana Lind" (30456117).
var voiceName = regexp.MustCompile(`^\d+ "([^"]+)" \(\d+\)$`)

// names tells whether a line is the number or name of the cue that follows: of
// more than a number only where an empty line, or nothing, stands before it.
func (r *reader) names(n int, after bool, line string) bool {
	if n == r.f.Lines() {
		return false
	}
	if _, ok, _ := timing(strings.TrimSpace(r.f.Line(n + 1))); !ok {
		return false
	}
	return after || !r.open || strings.Trim(line, "0123456789") == ""
}

// block tells what block that is no cue a line begins.
func (r *reader) block(line string) (transcript.DropKind, bool) {
	if !r.comments {
		return "", false
	}
	word, _, _ := strings.Cut(line, " ")
	switch word {
	case "NOTE":
		return transcript.Furniture, true
	case "STYLE", "REGION":
		return transcript.DroppedMarkup, word == line
	}
	return "", false
}

// drop leaves out a block, up to the next empty line, and gives its last line.
func (r *reader) drop(n int, kind transcript.DropKind) int {
	r.close()
	d := transcript.Dropped{Line: n, Kind: kind}
	for ; n <= r.f.Lines() && strings.TrimSpace(r.f.Line(n)) != ""; n++ {
		if _, ok, _ := timing(strings.TrimSpace(r.f.Line(n))); ok {
			break
		}
		if d.Text != "" {
			d.Text += "\n"
		}
		d.Text += strings.TrimSpace(r.f.Line(n))
	}
	d.EndLine = n - 1
	r.dropped = append(r.dropped, d)
	return n - 1
}

// close ends the open cue.
func (r *reader) close() {
	if r.open && len(r.cue.Lines) > 0 {
		for i := range r.cue.Lines {
			if l := &r.cue.Lines[i]; l.Voice == "" {
				l.Voice = r.voice
			}
		}
		r.list = append(r.list, r.cue)
		r.voice = ""
	}
	r.open = false
}

// timing reads a line of times, "00:12:03.500 --> 00:12:05.000 align:start". ok
// is false for any other line, good where both times can be read and the second
// is not before the first; settings after them only place the cue on the screen.
func timing(line string) (at transcript.Interval, ok, good bool) {
	head, tail, ok := strings.Cut(line, "-->")
	if !ok {
		// YouTube's own format (.sbv) has a comma between two times with points.
		if a, b, two := strings.Cut(line, ","); two && strings.Contains(a, ".") && strings.Contains(b, ".") {
			start, first := clock(a)
			end, second := clock(b)
			if first && second && end >= start {
				return transcript.Interval{Start: start, End: end}, true, true
			}
		}
	}
	for _, arrow := range []string{"->", "–>", "—>", "→"} {
		if ok {
			break
		}
		// Typed by hand or mended by a word processor: believed between two times.
		if head, tail, ok = strings.Cut(line, arrow); ok {
			_, before := clock(strings.TrimSpace(head))
			if _, after := clock(strings.TrimSpace(tail)); !before || !after {
				return at, false, false
			}
		}
	}
	if !ok || head == "" || head[0] < '0' || head[0] > '9' {
		return at, false, false
	}
	start, known := clock(strings.TrimSpace(head))
	if !known {
		return at, true, false
	}
	tail = strings.TrimSpace(tail)
	if i := strings.IndexAny(tail, " \t"); i >= 0 {
		tail = tail[:i]
	}
	end, known := clock(tail)
	if !known || end < start {
		return transcript.Interval{Start: start, End: transcript.NoTime}, true, false
	}
	return transcript.Interval{Start: start, End: end}, true, true
}

// clock reads a time of captions: hours, which may be left out or be many,
// minutes, seconds, and a part of a second after a point or comma.
func clock(s string) (transcript.Time, bool) {
	whole, part, _ := strings.Cut(strings.ReplaceAll(s, ",", "."), ".")
	fields := strings.Split(whole, ":")
	if len(fields) < 2 || len(fields) > 3 || len(part) > 9 {
		return 0, false
	}
	at := transcript.Time(0)
	for _, f := range fields {
		n, err := strconv.ParseUint(f, 10, 16)
		if err != nil {
			return 0, false
		}
		at = at*60 + transcript.Time(n)
	}
	ms, err := strconv.ParseUint((part + "000")[:3], 10, 16)
	return at*1000 + transcript.Time(ms), err == nil
}
