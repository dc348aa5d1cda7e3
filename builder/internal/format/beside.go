package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// What candidates of one file tell of each other before their scores are compared, or after.

// withoutAgenda leaves out what is behind times without brackets, or in <>, unless two names
// come again there and a time is none of whole five minutes.
func (w *weighing) withoutAgenda(labels []Label, which []int) []int {
	bare := slices.DeleteFunc(slices.Clone(which), func(i int) bool { return !labels[i].bare })
	exact := slices.ContainsFunc(bare, func(i int) bool { return !labels[i].round })
	if len(bare) == 0 || exact && w.comesAgain(labels, bare, 2) {
		return which
	}
	return slices.DeleteFunc(which, func(i int) bool { return labels[i].bare })
}

// besideTimes counts against what stands alone without a time and never comes again
// in a file that has times beside the names that stand alone: a heading, as
// exports have them above the first turn.
func besideTimes(labels []Label, alone []int) {
	stamped, times := 0, map[int]int{}
	for _, i := range alone {
		times[labels[i].key]++
		if labels[i].Way&Stamped != 0 && labels[i].Score >= threshold {
			stamped++
		}
	}
	if stamped < manyOfStyle {
		return
	}
	for _, i := range alone {
		if labels[i].Way&Stamped == 0 && times[labels[i].key] == 1 {
			labels[i].Score += otherStyle
		}
	}
}

// besideNames makes labels as with a colon of "Q." and "A.", where both come
// again: stenographers set those in one way and the names of counsel and judge in
// another, so that neither speaks against the other. Where whoever answers is named, as in
// briefings of the press, "Q" comes again without an "A".
func besideNames(labels []Label) {
	count := map[string]int{}
	for i := range labels {
		if labels[i].asks() {
			count[labels[i].Name]++
		}
	}
	alone := count["Q"] > 1 && count["A"] == 0 && namesComeAgain(labels) && asksOften(labels)
	for _, pair := range askers {
		if min(count[pair[0]], count[pair[1]]) < 2 && !(alone && pair[0] == "Q") {
			continue
		}
		for i := range labels {
			if c := &labels[i].Candidate; c.asks() && (c.Name == pair[0] || c.Name == pair[1]) {
				c.Mark = Colon
			}
		}
	}
}

// namesComeAgain tells whether a name before a colon comes more than once.
func namesComeAgain(labels []Label) bool {
	seen := map[string]bool{}
	for i := range labels {
		if c := &labels[i].Candidate; c.Mark == Colon {
			if seen[c.Name] {
				return true
			}
			seen[c.Name] = true
		}
	}
	return false
}

// leastAsked is how many of those behind "Q", one of so many, have a question mark in their
// first line.
const leastAsked = 3

// asksOften tells whether "Q" mostly asks.
func asksOften(labels []Label) bool {
	all, asked := 0, 0
	for i := range labels {
		if c := &labels[i].Candidate; c.asks() && c.Name == "Q" {
			all++
			if strings.ContainsRune(c.After, '?') {
				asked++
			}
		}
	}
	return asked*leastAsked >= all
}

// withTitles makes candidates that stand alone on their lines of names and offices with a
// dash between, as reports of companies have them: "Ada Holm -- Chief Pilot". There one of
// them comes again with the same office, and hardly anything else is behind a dash.
func withTitles(labels []Label) {
	all, again := 0, false
	titled := map[string]int{}
	for i := range labels {
		if c := &labels[i].Candidate; c.Mark == Dash {
			all++
			if c.Role == "" && isTitle(c.After) {
				titled[c.Name+"\n"+c.After]++
				again = again || titled[c.Name+"\n"+c.After] > 1
			}
		}
	}
	count := 0
	for _, n := range titled {
		count += n
	}
	if !again || !isMostly(count, all) {
		return
	}
	for i := range labels {
		if c := &labels[i].Candidate; c.Mark == Dash && c.Role == "" && isTitle(c.After) {
			c.Mark, c.Role, c.Size, c.After = Alone, c.After, c.Size+len(c.After), "…"
			c.Way |= OnOwnLine
		}
	}
}

// nobodys makes turns of nobody of the tallies in a file that has labels: whoever spoke
// before does not say them.
func (w *weighing) nobodys(labels []Label) {
	if !slices.ContainsFunc(labels, func(l Label) bool { return l.Accepted }) {
		return
	}
	for _, i := range w.tallies {
		if l := &labels[i]; l.Style != Headings {
			l.Name, l.Role, l.Size, l.Lead, l.At, l.Set = "", "", 0, 0, transcript.NoTime, nil
			l.Accepted, l.Confidence = true, 1
		}
	}
}

// askers are the letters for who asks and who answers.
var askers = [][2]string{{"Q", "A"}, {"P", "R"}, {"Q", "R"}, {"D", "R"}, {"F", "A"}, {"В", "О"}, {"س", "ج"}, {"ש", "ת"}}

// asks tells whether a candidate is a "Q." or "A." without a colon.
func (c *Candidate) asks() bool { return c.Mark == Stop && utf8.RuneCountInString(c.Name) == 1 }
