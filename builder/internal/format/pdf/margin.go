package pdf

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// What belongs to the page is known by its place: it stands at the same height
// of page after page, apart from the text.

const (
	// edgeRows is how many rows at the head and foot of a page may be running
	// ones: a title, a date and a rule.
	edgeRows = 3
	// sameHeight is how far apart, in points, rows stand on different pages that
	// were set at one height.
	sameHeight = 3.0
	// standsApart is the gap, in lines, between a running row and the text.
	standsApart = 1.4
)

var roman = regexp.MustCompile(`(?i)^[ivxlc]{1,7}$`)

// mask writes figures as one mark, so that rows that count are equal.
func mask(s string) string {
	s = lang.Fold(s)
	if roman.MatchString(strings.Trim(s, "-–— ")) {
		return "#"
	}
	var b strings.Builder
	digit := false
	for _, r := range s {
		if unicode.IsDigit(r) {
			if !digit {
				b.WriteByte('#')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(r)
	}
	return b.String()
}

// edgeRow is a row near the edge of a page.
type edgeRow struct {
	page, row int
	y         float64
	apart     bool // from what follows towards the middle
	top       bool
}

// running finds the rows that run along the pages, by page and row.
func running(pages [][]row) []map[int]transcript.DropKind {
	out := make([]map[int]transcript.DropKind, len(pages))
	usual := leading(pages)
	groups := map[string][]edgeRow{}
	for p, rows := range pages {
		out[p] = map[int]transcript.DropKind{}
		for i, r := range rows {
			top, bottom := i < edgeRows && i*2 < len(rows), len(rows)-1-i < edgeRows && i*2 >= len(rows)
			if !top && !bottom {
				continue
			}
			e := edgeRow{page: p, row: i, y: r.y, top: top, apart: len(rows) == 1}
			if j := i + 1; top && j < len(rows) {
				e.apart = r.y-rows[j].y > standsApart*usual
			} else if j := i - 1; bottom && j >= 0 {
				e.apart = rows[j].y-r.y > standsApart*usual
			}
			key := mask(r.text(false))
			groups[key] = append(groups[key], e)
		}
	}
	for key, group := range groups {
		for _, e := range group {
			same, apart := map[int]bool{}, 0
			for _, o := range group {
				if math.Abs(o.y-e.y) <= sameHeight {
					same[o.page] = true
					if o.apart {
						apart++
					}
				}
			}
			enough := min(3, max(2, len(pages)-1))
			if len(same) < enough || apart < enough && len(same)*2 < len(pages) || len(pages) < 2 {
				continue
			}
			out[e.page][e.row] = kindOf(key, e.top)
		}
	}
	return out
}

func kindOf(key string, top bool) transcript.DropKind {
	switch {
	case strings.Trim(key, "#-–—|. ") == "":
		return transcript.PageNumber
	case top:
		return transcript.RunningHeader
	}
	return transcript.RunningFooter
}

// leading is the usual distance of lines, in points.
func leading(pages [][]row) float64 {
	var steps []float64
	for _, rows := range pages {
		for i := 1; i < len(rows); i++ {
			if d := rows[i-1].y - rows[i].y; d > 0.5*rows[i].em && d < 4*rows[i].em {
				steps = append(steps, d)
			}
		}
	}
	if len(steps) == 0 {
		return 12
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}

const (
	// numberGap is the gap, in ems, between a line's number and the line.
	numberGap = 0.7
	// fewNumbers is how many a page must have, and manyNumbers the file, before
	// numbers in the margin are those of lines.
	fewNumbers  = 4
	manyNumbers = 10
)

// marginNumber is the number before a row.
type marginNumber struct {
	row, n, units int
	end           float64
}

// takeNumbers removes the numbers of lines from the margins of the pages, and
// gives what it took of each page, "" for nothing.
func takeNumbers(pages [][]row) []string {
	taken := make([]string, len(pages))
	found := make([][]marginNumber, len(pages))
	all := 0
	for p, rows := range pages {
		found[p] = numbersOf(rows)
		all += len(found[p])
	}
	if all < manyNumbers {
		return taken
	}
	for p, numbers := range found {
		var parts []string
		for _, m := range numbers {
			parts = append(parts, strconv.Itoa(m.n))
			pages[p][m.row].units = pages[p][m.row].units[m.units:]
		}
		taken[p] = strings.Join(parts, " ")
		pages[p] = slices.DeleteFunc(pages[p], func(r row) bool { return len(r.units) == 0 })
	}
	return taken
}

// numbersOf finds the numbers of the lines of one page: a column of figures that
// count by one or by five, left of all else.
func numbersOf(rows []row) []marginNumber {
	var out []marginNumber
	edge := math.Inf(1) // of the text
	for i, r := range rows {
		k := 0
		for k < len(r.units) && k < 4 && r.units[k].r >= '0' && r.units[k].r <= '9' {
			k++
		}
		alone := k == len(r.units)
		if k == 0 || k > 3 || !alone && r.units[k].x0-r.units[k-1].x1 < numberGap*r.em {
			edge = min(edge, r.x0())
			continue
		}
		var digits strings.Builder
		for _, u := range r.units[:k] {
			digits.WriteRune(u.r)
		}
		n, _ := strconv.Atoi(digits.String())
		out = append(out, marginNumber{row: i, n: n, units: k, end: r.units[k-1].x1})
		if !alone {
			edge = min(edge, r.units[k].x0)
		}
	}
	out = slices.DeleteFunc(out, func(m marginNumber) bool { return m.end > edge })
	inOrder := 0
	for i := 1; i < len(out); i++ {
		if d := out[i].n - out[i-1].n; d == 1 || d == 5 {
			inOrder++
		}
	}
	if len(out) < fewNumbers || inOrder*10 < (len(out)-1)*9 {
		return nil
	}
	return out
}
