package format

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// dayOrder is what comes first where the year comes last.
type dayOrder uint8

const (
	anyOrder     dayOrder = iota // not known
	dayThenMonth                 // 13/03/2024
	monthThenDay                 // 03/13/2024
)

// dayFirst lists the languages whose short dates have the day first wherever
// they are written, and the regions where those of English do (CLDR, dateFormats,
// short). elsewhere are regions that follow another use than their language.
const (
	dayFirstLanguages = " ar be bg bn ca cs da de el es fi fr gl he hi hr id it ms nb nl nn no pl pt ro ru sk sl sr tr uk ur vi "
	dayFirstRegions   = " 001 150 AU GB HK IE IN MT NG NZ PK SG ZA "
	elsewhere         = " CA PA PH PR US "
)

// orderOf gives the order of a language, or anyOrder: English alone has both.
func orderOf(l lang.Tag) dayOrder {
	region := ""
	for i, part := range strings.Split(string(l), "-") {
		if i > 0 && (len(part) == 2 || len(part) == 3) {
			region = part
			break
		}
	}
	switch base := l.Base(); {
	case base == "en" && region == "US":
		return monthThenDay
	case region != "" && strings.Contains(elsewhere, " "+region+" "):
		return anyOrder
	case base == "en" && region != "" && strings.Contains(dayFirstRegions, " "+region+" "):
		return dayThenMonth
	case base != "" && strings.Contains(dayFirstLanguages, " "+base+" "):
		return dayThenMonth
	}
	return anyOrder
}

// separator stands between the numbers of a date. In Arabic a mark of direction
// may come with it (CLDR writes one), in Korean and Czech a blank follows.
const separator = `\p{Cf}?([-./])[ \p{Cf}]?`

var (
	yearFirst = regexp.MustCompile(`(\d{4})` + separator + `(\d{1,2})` + separator + `(\d{1,2})`)
	// Of two days, as in 13.–14.03.2024, the first counts.
	yearLast = regexp.MustCompile(`(\d{1,2})(?:(?:\.?\s?[–—]\s?|\.-\s?)\d{1,2})?` + separator + `(\d{1,2})` + separator + `(\d{4})`)
)

// yearFirstDate finds 2024-03-13, 2024/3/13 and 2024. 3. 13 within a line.
func yearFirstDate(ln line) found {
	for _, m := range yearFirst.FindAllStringSubmatchIndex(ln.text, -1) {
		n := figuresOf(ln.text, []int{m[2], m[3], m[6], m[7], m[10], m[11]})
		if !sameSeparator(ln.text, m) || !standsAlone(ln.text, m[0], m[1], "") {
			continue
		}
		if date, ok := ln.calendar(n...); ok && believable(date) {
			return found{date: date, start: m[0], end: m[1]}
		}
	}
	return found{}
}

// yearLastDate finds 13.03.2024, 13/03/2024 and 03/13/2024 within a line. Where
// both numbers may be the month, the language decides, or the stop, after which
// nobody but those of a language that says so writes the day; else both readings
// are given.
func yearLastDate(ln line) found {
	for _, m := range yearLast.FindAllStringSubmatchIndex(ln.text, -1) {
		n := figuresOf(ln.text, []int{m[2], m[3], m[6], m[7], m[10], m[11]})
		if !sameSeparator(ln.text, m) || !standsAlone(ln.text, m[0], m[1], "-") {
			continue
		}
		f := found{start: m[0], end: m[1]}
		day, _ := ln.calendar(n[2], n[1], n[0])
		month, _ := ln.calendar(n[2], n[0], n[1])
		switch {
		case day == "" || month == "" || day == month:
			f.date = max(day, month)
		case ln.order == monthThenDay:
			f.date = month
		case ln.order == dayThenMonth, ln.text[m[4]] == '.':
			f.date = day
		default:
			f.date, f.other = day, month
		}
		if f.date != "" && believable(f.date) {
			return f
		}
	}
	return found{}
}

// believable tells whether a year is one that numbers among other things are
// taken for: recordings and verbatim records are not older.
func believable(d transcript.Date) bool {
	return d.Year() >= "1800" && d.Year() <= "2199"
}

// sameSeparator tells whether both separators of a date are one.
func sameSeparator(s string, m []int) bool { return s[m[4]] == s[m[8]] }

// standsAlone tells whether numbers are no part of something longer: of an
// address, a version, a document's symbol. joins are the marks that make one
// of them and a figure before it, besides the stop.
func standsAlone(s string, start, end int, joins string) bool {
	before, size := utf8.DecodeLastRuneInString(s[:start])
	switch {
	case start == 0:
	case figure(before), before == '/', before < utf8.RuneSelf && unicode.IsLetter(before):
		return false
	case strings.ContainsRune(":."+joins, before) && start > size && figure(rune(s[start-size-1])):
		return false
	}
	after, size := utf8.DecodeRuneInString(s[end:])
	next, _ := utf8.DecodeRuneInString(s[end+size:])
	switch {
	case end == len(s):
	case after == 'T' && figure(next): // the time of day
	case figure(after), after == '/', after < utf8.RuneSelf && unicode.IsLetter(after), after == '.' && figure(next):
		return false
	}
	return true
}

func figure(r rune) bool { return r >= '0' && r <= '9' }

// compactAlone reads 20240313 where it is all there is.
func compactAlone(ln line) found {
	if f := compactDate(ln); f.start == 0 && f.end == len(ln.text) {
		return f
	}
	return found{}
}

// compactDate finds the first run of exactly eight figures that is a date, year
// first.
func compactDate(ln line) found {
	for i := 0; i < len(ln.text); {
		if !figure(rune(ln.text[i])) {
			i++
			continue
		}
		end := i
		for end < len(ln.text) && figure(rune(ln.text[end])) {
			end++
		}
		if end-i == len("20060102") {
			date, ok := ln.calendar(figuresOf(ln.text, []int{i, i + 4, i + 4, i + 6, i + 6, end})...)
			if ok && believable(date) {
				return found{date: date, start: i, end: end}
			}
		}
		i = end
	}
	return found{}
}
