package format

import (
	"strings"
	"unicode/utf8"
)

// Who asks and who answers are letters in the records of courts and in briefings of the press:
// "Q. And then?", "A. No."

// askers are the letters for who asks and who answers.
var askers = [][2]string{{"Q", "A"}, {"P", "R"}, {"Q", "R"}, {"D", "R"}, {"F", "A"}, {"В", "О"}, {"س", "ج"}, {"ש", "ת"}}

// asks tells whether a candidate is a "Q." or "A." without a colon.
func (c *Candidate) asks() bool { return c.Mark == Stop && utf8.RuneCountInString(c.Name) == 1 }

// takeAskers makes labels as with a colon of "Q." and "A.", where both come
// again: stenographers set those in one way and the names of counsel and judge in
// another, so that neither speaks against the other. Where whoever answers is named, as in
// briefings of the press, "Q" comes again without an "A".
func takeAskers(labels []Label) {
	count := map[string]int{}
	for i := range labels {
		if labels[i].asks() {
			count[labels[i].Name]++
		}
	}
	isLabel := map[string]bool{"Q": count["Q"] > 1 && count["A"] == 0 && namesComeAgain(labels) && asksOften(labels)}
	for _, pair := range askers {
		if min(count[pair[0]], count[pair[1]]) > 1 {
			isLabel[pair[0]], isLabel[pair[1]] = true, true
		}
	}
	for i := range labels {
		if c := &labels[i].Candidate; c.asks() && isLabel[c.Name] {
			c.Mark = Colon
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
