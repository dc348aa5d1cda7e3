package table

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// unguarded takes off the apostrophe that tables put before what a spreadsheet
// would compute, as this project's own do; see export.Table.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.IndexByte("=+-@\t\r", cell[1]) >= 0 {
		return cell[1:]
	}
	return cell
}

// languageOf reads a language: by its tag or its name. ok is false for none.
func languageOf(cell string) (l lang.Tag, ok bool) {
	if cell == "" {
		return "", false
	}
	if l, ok := lang.Named(cell); ok {
		return l, true
	}
	l, err := lang.Parse(cell)
	return l, err == nil && l != ""
}

// inFigures is a day as spreadsheets print it in figures, with a time of day or
// without.
var inFigures = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?$`)

// monthFirst tells whether days of a column that are written in figures have the
// month first: some can only be read so, and none only otherwise.
func monthFirst(days []string) bool {
	found := false
	for _, day := range days {
		m := inFigures.FindStringSubmatch(day)
		if m == nil {
			continue
		}
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		if a > 12 {
			return false
		}
		found = found || b > 12
	}
	return found
}

// dayOf reads a day.
func dayOf(cell string, l lang.Tag, monthFirst bool) (transcript.Date, bool) {
	if m := inFigures.FindStringSubmatch(cell); m != nil && monthFirst {
		cell = m[4] + "-" + two(m[1]) + "-" + two(m[3])
	}
	return format.ParseDateIn(cell, l)
}

func two(figures string) string { return ("0" + figures)[len(figures)-1:] }

// Rates of speech in letters a second. People say about 15, of scripts with a
// letter a syllable 4. Below slowest over a whole table almost nobody speaks,
// though rare calls may be so far apart, so that the other reading must be usual:
// between least and most.
const (
	slowest = 0.5
	least   = 2
	most    = 60
)

// inMilliseconds tells whether times are whole milliseconds, as Whisper's own
// tables have them, rather than seconds: all are whole numbers, and what is said
// would take impossibly long in seconds, and a usual time in milliseconds.
func inMilliseconds(rows []row, heads map[column]int) bool {
	letters, first, last, took := 0, -1, 0, 0
	for _, r := range rows {
		var at [2]int
		for i, c := range []column{start, end} {
			at[i] = -1
			if s := cellOf(r, heads, c); s != "" {
				n, err := strconv.Atoi(s)
				if err != nil || n < 0 {
					return false
				}
				at[i] = n
			}
		}
		if at[0] < 0 {
			continue
		}
		if first < 0 {
			first = at[0]
		}
		last = max(last, at[0], at[1])
		took += max(at[1]-at[0], 0)
		letters += utf8.RuneCountInString(cellOf(r, heads, said))
	}
	if took == 0 {
		took = last - first
	}
	rate := float64(letters) / float64(max(took, 1))
	return letters > 0 && rate < slowest && rate*1000 >= least && rate*1000 <= most
}

// at reads a time: of a clock, or in seconds, or where whole is set in
// milliseconds.
func at(s string, whole bool) transcript.Time {
	if n, err := strconv.Atoi(s); err == nil && whole {
		s = strconv.FormatFloat(float64(n)/1000, 'f', 3, 64)
	}
	if t, rest := format.LeadingTime(s + "\n"); t != transcript.NoTime && strings.TrimSpace(rest) == "" {
		return t
	}
	if sec, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64); err == nil && sec >= 0 && sec < transcript.LongestRecording {
		return transcript.Time(sec*1000 + .5)
	}
	return transcript.NoTime
}
