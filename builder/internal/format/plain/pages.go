package plain

import (
	"iter"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Page numbers are dropped as words and kept as places: every line of text
// learns the number of the page it stands on, as it was printed. Nothing is
// invented: a page without a number gets one only between two that have, where
// counting from one leads to the other.

// sheet is a stretch of lines between two places where a page may end.
type sheet struct {
	from, to int // its lines
	number   int // printed on it, 0 for none
}

const (
	// countsOn is the least share of numbers, of those that have one before
	// them, that go on counting: the numbers of pages do, those of cases and
	// votes do not. Copies that were cleaned once have lost some.
	countsOn = 0.5
	// maxPage is the highest number of a page that is believed.
	maxPage = 9999
)

// numberPages tells the lines of text on which page they stand. reason says
// which lines are no text.
func (pg *page) numberPages(reason []transcript.DropKind) {
	printed := pg.printedNumbers(reason)
	count, only := 0, 0
	for i, n := range printed {
		if n > 0 {
			count, only = count+1, i
		}
	}
	// Two figures that stand alone may be a vote.
	if count == 0 || count == 1 && !pageOf.MatchString(pg.lines[only].text) && !dashed.MatchString(pg.lines[only].text) {
		return
	}
	feeds := 0
	for i := 1; i < len(pg.lines); i++ {
		if pg.lines[i].feed {
			feeds++
		}
	}
	var sheets []sheet
	if 2*feeds >= count {
		sheets = pg.sheetsByFeed(printed)
	} else {
		sheets = pg.sheetsByNumber(reason, printed)
	}
	if !credible(sheets) {
		return
	}
	countBetween(sheets)
	for _, s := range sheets {
		for i := s.from; i < s.to; i++ {
			pg.lines[i].number = s.number
		}
	}
}

// printedNumbers gives the number of a page that stands on each dropped line, 0
// for the others.
func (pg *page) printedNumbers(reason []transcript.DropKind) []int {
	out := make([]int, len(pg.lines))
	running := map[string][]int{} // lines that are alike but for their figures
	var order []string
	for i, l := range pg.lines {
		switch {
		case reason[i] == "" || reason[i] == transcript.Disclaimer:
		case pageOf.MatchString(l.text), nOfM.MatchString(l.text), dashed.MatchString(l.text), bareNumber.MatchString(l.text):
			if n := numbersIn(l.text); len(n) > 0 {
				out[i] = n[0]
			}
		case rowEnd.MatchString(l.text):
			m := rowEnd.FindStringSubmatch(l.text)
			out[i] = numbersIn(m[1] + m[2])[0]
		default:
			key := mask(l.text)
			if running[key] == nil {
				order = append(order, key)
			}
			running[key] = append(running[key], i)
		}
	}
	for _, key := range order {
		if at := running[key]; len(at) >= runningLine {
			pg.countingField(at, out)
		}
	}
	return out
}

// countingField finds which of the numbers in copies of a running line counts
// the pages.
func (pg *page) countingField(at, out []int) {
	fields := make([][]int, len(at))
	for k, i := range at {
		fields[k] = numbersIn(pg.lines[i].text)
	}
	for f := range fields[0] {
		on := 0
		for k := 1; k < len(at); k++ {
			if len(fields[k]) <= f || len(fields[k-1]) <= f {
				return // not the same figures after all
			}
			if step := fields[k][f] - fields[k-1][f]; step == 1 || step == 2 {
				on++
			}
		}
		if float64(on) >= countsOn*float64(len(at)-1) {
			for k, i := range at {
				out[i] = fields[k][f]
			}
			return
		}
	}
}

// numbersIn gives the numbers that are written in figures of any script; 0 for
// one that no page has.
func numbersIn(s string) []int {
	var out []int
	within := false
	for _, r := range s {
		d := lang.Digit(r)
		if d < 0 {
			within = false
			continue
		}
		if !within {
			out = append(out, 0)
		}
		within = true
		if n := &out[len(out)-1]; *n <= maxPage {
			*n = *n*10 + d
		}
	}
	for i, n := range out {
		if n > maxPage {
			out[i] = 0
		}
	}
	return out
}

// sheetsByFeed takes the pages that form feeds end. Of two numbers on one the
// first is taken, unless only another one counts on from the page before.
func (pg *page) sheetsByFeed(printed []int) []sheet {
	var out []sheet
	before := 0
	for i := range pg.lines {
		if i == 0 || pg.lines[i].feed {
			if len(out) > 0 && out[len(out)-1].number > 0 {
				before = out[len(out)-1].number
			}
			out = append(out, sheet{from: i})
		}
		s := &out[len(out)-1]
		s.to = i + 1
		if n := printed[i]; n > 0 && (s.number == 0 || before > 0 && s.number != before+1 && n == before+1) {
			s.number = n
		}
	}
	return out
}

// sheetsByNumber takes the pages that lines of no text end. Whether the numbers
// stand at the foot of their pages or at the head is one question for the file.
func (pg *page) sheetsByNumber(reason []transcript.DropKind, printed []int) []sheet {
	var out []sheet
	between := [][]int{nil} // the numbers before each sheet, and after the last
	for i := range pg.lines {
		switch {
		case reason[i] != "":
			if printed[i] > 0 {
				between[len(out)] = append(between[len(out)], printed[i])
			}
			continue
		case i == 0 || reason[i-1] != "":
			out, between = append(out, sheet{from: i}), append(between, nil)
		}
		out[len(out)-1].to = i + 1
	}
	foot := atFoot(between)
	for k := range out {
		if above, below := between[k], between[k+1]; foot && len(below) > 0 {
			out[k].number = below[0]
		} else if !foot && len(above) > 0 {
			out[k].number = above[len(above)-1]
		}
	}
	// A running line within a page parts what is one.
	for i, j := range neighbours(out) {
		if n := out[i].number; j > i+1 && out[j].number == n+1 {
			for k := i + 1; k < j; k++ {
				out[k].number = n
				if foot {
					out[k].number = n + 1
				}
			}
		}
	}
	return out
}

// atFoot tells whether the numbers between texts belong to the text before them.
// A number after all text tells that they do, one before any that they do not.
// Where neither is there, the text before a 1 is page 1; before another number
// it is a page that printed none, as first pages do.
func atFoot(between [][]int) bool {
	first, last := between[0], between[len(between)-1]
	if len(first) == 0 != (len(last) == 0) {
		return len(first) == 0
	}
	for _, numbers := range between {
		if len(numbers) > 0 {
			return (numbers[0] == 1) == (len(first) == 0)
		}
	}
	return true
}

// neighbours gives the pairs of sheets that have numbers with none between.
func neighbours(sheets []sheet) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		last := -1
		for i, s := range sheets {
			if s.number == 0 {
				continue
			}
			if last >= 0 && !yield(last, i) {
				return
			}
			last = i
		}
	}
}

// credible takes away numbers that were misread, and tells whether the others
// count pages.
func credible(sheets []sheet) bool {
	var at []int
	for i, s := range sheets {
		if s.number > 0 {
			at = append(at, i)
		}
	}
	for k := 1; k+1 < len(at); k++ {
		p, q, r := sheets[at[k-1]].number, sheets[at[k]].number, sheets[at[k+1]].number
		if p < r && (q < p || q > r) {
			sheets[at[k]].number = 0
		}
	}
	pairs, on := 0, 0
	for i, j := range neighbours(sheets) {
		step := sheets[j].number - sheets[i].number
		pairs++
		if step == 0 || step == 1 || step == 2 || step == j-i {
			on++
		}
	}
	return float64(on) >= countsOn*float64(pairs)
}

// countBetween numbers the pages between two that are numbered.
func countBetween(sheets []sheet) {
	for i, j := range neighbours(sheets) {
		if sheets[j].number-sheets[i].number == j-i {
			for k := i + 1; k < j; k++ {
				sheets[k].number = sheets[i].number + k - i
			}
		}
	}
}
