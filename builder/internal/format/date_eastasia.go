package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// era is a way to count years from an event.
type era struct {
	names    string // separated by blanks
	before   int    // the year before its first
	from, to transcript.Date
}

// eras of the Republic of China and of Japan. A day outside of its era is no
// date: 昭和 ended on 7 January 1989, and the next day was in 平成. Japan took
// the calendar of the rest of the world on 1 January 1873; its days before that
// are of another one.
var eras = []era{
	{"民國 民国", 1911, "1912-01-01", "9999-12-31"},
	{"令和 ㋿", 2018, "2019-05-01", "9999-12-31"},
	{"平成 ㍻", 1988, "1989-01-08", "2019-04-30"},
	{"昭和 ㍼", 1925, "1926-12-25", "1989-01-07"},
	{"大正 ㍽", 1911, "1912-07-30", "1926-12-25"},
	{"明治 ㍾", 1867, "1873-01-01", "1912-07-30"},
}

const (
	hanFigures = `〇○◯零一二三四五六七八九`
	eraNames   = `((?:民國|民国|令和|平成|昭和|大正|明治|[㋿㍻㍼㍽㍾])?)`
	eastNumber = `(\d{1,4}|[` + hanFigures + `兩两十百千廿卅元]{1,9})`
)

var (
	eastDate = regexp.MustCompile(`(?:中華|中华)?` + eraNames + `\s*` + eastNumber + `\s*[年년]\s*` + eastNumber + `\s*[月월](?:\s*` + eastNumber + `\s*[日号號일])?`)
	eastYear = regexp.MustCompile(`^(?:中華|中华)?` + eraNames + `\s*` + eastNumber + `\s*[年년]$`)
	// Years before this one, and of the moon, which has its own months.
	otherCalendar = regexp.MustCompile(`(?:[第前]|農曆|农历|陰曆|阴历|舊曆|旧历|旧暦|음력)\s*$`)
	commonEra     = regexp.MustCompile(`(?:公元|西元|西曆|西历|西暦|서기)\s*$`)
)

// A year of three figures without an era is one of the Republic of China, where
// people leave it out; years of two may be 1998 as well. No era counts further.
const (
	firstBareYear = 100
	lastBareYear  = 199
)

// eastAsianDate finds dates with 年月日 or 년월일, in figures or in Chinese
// numerals. A month or a year without a day must be all there is.
func eastAsianDate(ln line) found {
	if m := eastYear.FindStringSubmatch(ln.text); m != nil {
		date, _ := eastCalendar(m[1], m[2], ln.text[:0])
		return found{date: date, end: len(ln.text)}
	}
	for _, m := range eastDate.FindAllStringSubmatchIndex(ln.text, -1) {
		if before, _ := utf8.DecodeLastRuneInString(ln.text[:m[0]]); figure(before) {
			continue
		}
		group := func(n int) string { return ln.text[m[2*n]:m[2*n+1]] }
		rest := []string{group(3)}
		if m[8] >= 0 {
			rest = append(rest, group(4))
		} else if m[0] > 0 || m[1] < len(ln.text) {
			continue
		}
		if date, ok := eastCalendar(group(1), group(2), ln.text[:m[0]], rest...); ok {
			return found{date: date, start: m[0], end: m[1]}
		}
	}
	return found{}
}

// eastCalendar gives the date of a year of an era, "" for none, and of what
// follows it. before is what stands before it in the line.
func eastCalendar(name, year, before string, rest ...string) (transcript.Date, bool) {
	y, ok := hanNumber(year)
	if year == "元" && name != "" {
		y, ok = 1, true
	}
	if !ok || otherCalendar.MatchString(before) {
		return "", false
	}
	if name == "" && y >= firstBareYear && y <= lastBareYear && len(rest) == 2 && !commonEra.MatchString(before) {
		name = "民國"
	}
	var parts []int
	for _, s := range rest {
		n, ok := hanNumber(s)
		if !ok {
			return "", false
		}
		parts = append(parts, n)
	}
	if name == "" {
		return calendar(y, parts...)
	}
	for _, e := range eras {
		if !strings.Contains(e.names, name) || y < 1 || y > lastBareYear {
			continue
		}
		date, ok := calendar(e.before+y, parts...)
		// A year or a month is in the era when one of its days is.
		return date, ok && date >= e.from[:len(date)] && date <= e.to[:len(date)]
	}
	return "", false
}

// hanUnits are the powers of ten that numbers of a date have.
var hanUnits = map[rune]int{'十': 10, '百': 100, '千': 1000}

// isEastYear tells whether a text is a year as these languages write it: "〇九年",
// "2024년".
func isEastYear(s string) bool {
	return (strings.HasSuffix(s, "年") || strings.HasSuffix(s, "년")) && eastYear.MatchString(s)
}

// hanNumber reads ASCII figures, Chinese figures one after the other (二〇二四,
// 一一三), and Chinese numerals (十三, 廿三, 一百一十三, 二千二十四).
func hanNumber(s string) (n int, ok bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, true
	}
	if !strings.ContainsAny(s, "十百千廿卅") {
		for _, r := range s {
			d := hanFigure(r)
			if d < 0 || n > 999 {
				return 0, false
			}
			n = 10*n + d
		}
		return n, s != ""
	}
	const none = -1
	digit, below := none, 10_000
	for _, r := range s {
		if r == '廿' || r == '卅' {
			if digit > 0 || below <= 10 {
				return 0, false
			}
			digit = 2
			if r == '卅' {
				digit = 3
			}
			r = '十'
		}
		unit := hanUnits[r]
		d := hanFigure(r)
		switch {
		case unit > 0 && unit < below && digit != 0:
			n += max(digit, 1) * unit
			digit, below = none, unit
		case unit == 0 && d >= 0 && digit <= 0:
			digit = d
		default:
			return 0, false
		}
	}
	return n + max(digit, 0), true
}

// hanFigure reads one Chinese figure; -1 for anything else.
func hanFigure(r rune) int {
	switch r {
	case '〇', '○', '◯', '零':
		return 0
	case '兩', '两':
		return 2
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/len("一") + 1
	}
	return -1
}
