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
// when is -1 for none. Its headings say so (headed: the first row has them), or
// that names come again beside what is longer. A table with a column besides is
// none of turns, as that would be lost.
func Columns(rows [][]string) (who, when, what int, headed, ok bool) {
	who, when, what = -1, -1, -1
	if len(rows) > 1 {
		heads := format.Columns(rows[0])
		name, named := heads[format.ColumnSpeaker]
		text, said := heads[format.ColumnSaid]
		start, timed := heads[format.ColumnStart]
		if !timed {
			start = -1
		}
		if used := len(heads); named && said && used == len(rows[0]) && (used == 2 || used == 3 && timed) && longer(rows[1:], name, text) {
			return name, start, text, true, true
		}
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(row []string) bool { return len(row) < 2 })
	if len(rows) < 2 {
		return
	}
	width := len(rows[0])
	var length, again, stamped [3]int
	var seen [3]map[string]bool
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
	return who, when, what, false, again[who] > 0
}

// longer tells whether what is said is longer than the names of those who say it.
func longer(rows [][]string, who, what int) bool {
	names, words := 0, 0
	for _, row := range rows {
		if len(row) <= max(who, what) {
			continue
		}
		n := utf8.RuneCountInString(row[who])
		if n > maxWho {
			return false
		}
		names += n
		words += utf8.RuneCountInString(row[what])
	}
	return words >= spokenTimes*names
}
