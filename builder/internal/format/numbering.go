package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Some records number the turns of a sitting, or print beside each when it began:
// "01.02 Ada Holm:", "Anf. 41 Ada Holm", "14.08 Ada Holm". What stands before the names then
// is none of them. Lists and laws are numbered too, and what is in them may come again, but
// is seldom of two words.

const (
	// mostResets is how many of the numbers, one of so many, may be no greater than the one
	// before, as they begin anew with a chapter.
	mostResets = 5
	// maxNumber is greater than any number or part of one.
	maxNumber = 1000
)

// runningNumber is a number before a name: what stands before its figures, these, and how
// much of the text is before the name.
var runningNumber = regexp.MustCompile(`^((?:Anf\.|Nr\.|No\.|N°|№)?\s?)(\d{1,3})(?:[.:](\d{1,3}))?[.)]?\s+[\p{Lu}\p{Lt}\p{Lo}]`)

// withoutNumbers takes running numbers off the names of candidates, in place.
func withoutNumbers(labels []Label) {
	type found struct {
		label, size, number int
		named               bool // what the number is stands before it
	}
	kinds := map[string][]found{} // by the mark and by what stands before the figures
	for i := range labels {
		c := &labels[i].Candidate
		m := numberBefore(c.Name)
		if m == nil {
			continue
		}
		number, _ := strconv.Atoi(c.Name[m[4]:m[5]])
		part := 0
		if m[6] >= 0 {
			part, _ = strconv.Atoi(c.Name[m[6]:m[7]])
		}
		kind := strconv.Itoa(int(c.Mark)) + c.Name[m[2]:m[3]]
		kinds[kind] = append(kinds[kind], found{i, m[1] - lastRune(c.Name[:m[1]]), number*maxNumber + part, m[2] < m[3]})
	}
	if len(kinds) == 0 {
		return
	}
	bare := make([]string, len(labels)) // names, folded, without the numbers
	for i := range labels {
		bare[i] = labels[i].Name
	}
	for _, numbers := range kinds {
		for _, n := range numbers {
			bare[n.label] = bare[n.label][n.size:]
		}
	}
	times := map[string]int{}
	for i := range bare {
		bare[i] = lang.Fold(bare[i])
		times[bare[i]]++
	}
	for _, numbers := range kinds {
		resets, again := 0, map[string]bool{}
		for i, n := range numbers {
			if i > 0 && n.number <= numbers[i-1].number {
				resets++
			}
			if times[bare[n.label]] > 1 && (n.named || strings.Contains(bare[n.label], " ") || isOfficial(bare[n.label])) {
				again[bare[n.label]] = true
			}
		}
		if resets*mostResets > len(numbers) || len(again) < 2 {
			continue
		}
		for _, n := range numbers {
			c := &labels[n.label].Candidate
			c.Set = append(setAround(c.Name[:n.size]), c.Set...)
			c.Name = c.Name[n.size:]
			c.Way &^= Numbered
		}
	}
}

// numberBefore is the match of runningNumber, nil for none.
func numberBefore(name string) []int {
	digit := strings.IndexAny(name, "0123456789")
	if digit < 0 || digit > 8*utf8.UTFMax { // which costs less to see
		return nil
	}
	return runningNumber.FindStringSubmatchIndex(name)
}

// numbered is the number of a speech or a question before a name, as the records of some
// parliaments have it. Quarters of a year have one blank behind.
var numbered = regexp.MustCompile(`^(?:Anf\.\s?\d{1,4}\s+|Q\d{1,4}(?:\s{2,}|\t))\pL`)

// numberAhead is how many bytes such a number takes, 0 where there is none.
func numberAhead(line string) int {
	if line == "" || line[0] != 'A' && line[0] != 'Q' {
		return 0 // which costs less to see
	}
	at := numbered.FindStringIndex(line[:min(len(line), maxPrinted)])
	if at == nil {
		return 0
	}
	return at[1] - lastRune(line[:at[1]])
}

// hourBefore is a time of the day before a name of several words, as headings of chapters
// have none.
var hourBefore = regexp.MustCompile(`^(?:[01]\d|2[0-3])\.[0-5]\d\s+\pL[^\s]*\s+\pL`)

// hasHour tells whether a name has such a time before it.
func hasHour(name string) bool {
	return name != "" && isFigure(name[0]) && hourBefore.MatchString(name)
}

// isHeading tells whether a candidate has a number as headings have.
func (c *Candidate) isHeading() bool { return c.Mark == Alone && c.Way&Numbered != 0 }
