package document

import (
	"slices"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

const (
	// spokenTimes is how many times as long as names are what is said is, on
	// average, in a table of turns.
	spokenTimes = 2
	// maxWho is the longest that a cell with a speaker is, in runes.
	maxWho = 100
)

// Columns tells which columns of a table hold who speaks, when and what they say;
// when is -1 for none. Its headings may say so, or that names come again beside
// what is longer.
func Columns(rows [][]string) (who, when, what int, ok bool) {
	who, when, what = -1, -1, -1
	rows = slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return len(row) < 2 })
	if len(rows) < 2 {
		return
	}
	width := len(rows[0])
	var length [4]int
	again := [4]int{}
	stamped := [4]int{}
	seen := [4]map[string]bool{}
	if width > len(length) {
		return
	}
	for i, row := range rows {
		if len(row) != width {
			return
		}
		for j, c := range row {
			if seen[j] == nil {
				seen[j] = map[string]bool{}
			}
			length[j] += utf8.RuneCountInString(c)
			if at, rest := format.LeadingTime(c); at != transcript.NoTime && rest == "" {
				stamped[j]++
			}
			if i > 0 && c != "" && seen[j][c] {
				again[j]++
			}
			seen[j][c] = true
		}
	}
	for j := range width {
		if stamped[j] > 0 && stamped[j] >= len(rows)-1 {
			when = j
		} else if what < 0 || length[j] > length[what] {
			what = j
		}
	}
	for j := range width {
		if j != when && j != what && (who < 0 || again[j] > again[who]) {
			who = j
		}
	}
	if who < 0 || what < 0 || length[what] < spokenTimes*length[who] || width > 2 && when < 0 {
		return
	}
	for _, row := range rows {
		if utf8.RuneCountInString(row[who]) > maxWho {
			return
		}
	}
	return who, when, what, again[who] > 0
}
