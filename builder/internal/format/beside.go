package format

import (
	"slices"
	"unicode/utf8"
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
	alone := count["Q"] > 1 && count["A"] == 0 && namesComeAgain(labels)
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

// askers are the letters for who asks and who answers.
var askers = [][2]string{{"Q", "A"}, {"P", "R"}, {"Q", "R"}, {"D", "R"}, {"F", "A"}, {"В", "О"}, {"س", "ج"}, {"ש", "ת"}}

// asks tells whether a candidate is a "Q." or "A." without a colon.
func (c *Candidate) asks() bool { return c.Mark == Stop && utf8.RuneCountInString(c.Name) == 1 }
