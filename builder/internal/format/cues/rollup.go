package cues

import (
	"slices"
	"strings"

	"dixit/builder/internal/transcript"
)

// Displays of live captions scroll: the lines that stand are moved up, and a
// line is added below or grows at its end. Files recorded of them have every
// line two or three times. A file scrolls when a fourth of its cues show, above
// something new, what the cue before ended with; where nothing scrolls, one cue in fifty does, at a
// refrain. Fewer than three such cues are no habit.
const (
	scrollShare = 4
	scrollLeast = 3
)

// flash is the length in milliseconds of cues that recorders put between two
// others, in which nothing new is shown: they last 10. No words are read in
// less than a tenth of a second.
const flash = 100

// once takes out of cues what a scrolling display showed again. Where somebody
// says the same again, it is new: of a cue that is its predecessor's lines and
// nothing else, and all alike, the last line is.
func once(list []Cue) ([]Cue, []transcript.Dropped) {
	var again repeats
	list = inRuns(list, &again)
	if !scrolls(list) {
		return list, again.entry()
	}
	out := make([]Cue, 0, len(list))
	var shown []Line
	for _, c := range list {
		n, grown := overlap(shown, c)
		shown = c.Lines
		for _, l := range c.Lines[:n] {
			again.add(l)
		}
		fresh := slices.Clone(c.Lines[n:])
		if grown > 0 {
			again.add(fresh[0].Cut(0, grown))
			fresh[0] = fresh[0].from(grown)
		}
		if len(fresh) > 0 {
			c.Lines = fresh
			out = append(out, c)
		}
	}
	return out, again.entry()
}

// repeats is the text that was read before, with its lines.
type repeats struct {
	from, to int
	text     []byte
}

// add notes a line that was read before.
func (r *repeats) add(l Line) {
	if len(r.text) == 0 {
		r.from = l.N
	} else {
		r.text = append(r.text, '\n')
	}
	r.text, r.to = append(r.text, l.Text...), l.N
}

// entry lists it as left out, nil for nothing.
func (r *repeats) entry() []transcript.Dropped {
	if len(r.text) == 0 {
		return nil
	}
	return []transcript.Dropped{{Line: r.from, EndLine: r.to, Kind: transcript.Scrolled, Text: string(r.text)}}
}

// scrolls tells whether the display that a file was recorded of did.
func scrolls(list []Cue) bool {
	n := 0
	for i := 1; i < len(list); i++ {
		again, grown := overlap(list[i-1].Lines, list[i])
		if again > 0 && (again < len(list[i].Lines) || brief(list[i])) || grown > 0 {
			n++
		}
	}
	return n >= scrollLeast && n*scrollShare >= len(list)-1
}

func brief(c Cue) bool { return c.Time.Known() && c.Time.End >= 0 && c.Time.End-c.Time.Start <= flash }

// overlap tells how many lines at the head of a cue are those that were shown
// last, and how many bytes of the line after them are a shown line that has
// grown.
func overlap(shown []Line, c Cue) (lines, grown int) {
	for n := min(len(shown), len(c.Lines)); n > 0; n-- {
		if n == len(c.Lines) && n > 1 && !brief(c) && alike(c.Lines) {
			continue // said once more
		}
		if slices.EqualFunc(shown[len(shown)-n:], c.Lines[:n], func(a, b Line) bool { return a.Text == b.Text && !b.Timed }) {
			if n == 1 && len(c.Lines) == 1 && !brief(c) && len(shown) == 1 {
				break // a line alone, and again: nothing scrolled
			}
			return n, 0
		}
	}
	// A line that grows stands last, below the same lines.
	n := len(c.Lines)
	if n == 0 || len(shown) == 0 {
		return 0, 0
	}
	for k := min(n, len(shown)); k > 0; k-- {
		before, now := shown[len(shown)-1], c.Lines[k-1]
		head := slices.EqualFunc(shown[len(shown)-k:len(shown)-1], c.Lines[:k-1], func(a, b Line) bool { return a.Text == b.Text })
		if rest, ok := strings.CutPrefix(now.Text, before.Text); head && ok && strings.HasPrefix(rest, " ") {
			return k - 1, len(before.Text)
		}
	}
	return 0, 0
}

func alike(lines []Line) bool {
	return !slices.ContainsFunc(lines, func(l Line) bool { return l.Text != lines[0].Text })
}
