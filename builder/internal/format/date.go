package format

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

var (
	isoDate = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})([T ].*)?)?)?$`)
	hanDate = regexp.MustCompile(`(?:^|[^\d])(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]`)
	// The Levantine months of two words are spelt out; the second of two names,
	// as in حزيران/يونيه, says the same again.
	dayFirst = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:\.|er|º|ª|st|nd|rd|th)?\s+(?:de\s+|of\s+|d['’])?((?:كانون|تشرين)\s+(?:الأول|الثاني)|\pL+)(?:\s*/\s*\pL+(?:\s+(?:الأول|الثاني))?)?\.?[,،]?\s+(?:de\s+|del\s+)?(\d{4})(?:[^\d]|$)`)
	dayNext  = regexp.MustCompile(`(?:^|[^\pL])(\pL+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[^\d]|$)`)
	hanHoles = regexp.MustCompile(`^\s*年\s*月\s*日`)
)

// ParseDate reads a date as people write it: 2024-03-13 and its like, with or
// without month and day; 2024年3月13日; 13 March 2024, March 13, 2024 and the
// same in French, Spanish, Portuguese, Russian and Arabic, in any numerals.
// ok is false for what is no date, or none of the calendar.
func ParseDate(s string) (date transcript.Date, ok bool) {
	date, _, _, ok = findDate(s)
	return date, ok
}

// findDate reads a date and gives what stands before and after it.
func findDate(s string) (date transcript.Date, before, after string, ok bool) {
	s = asciiDigits(strings.TrimSpace(s))
	if m := isoDate.FindStringSubmatch(s); m != nil {
		date, ok = calendar(m[1], m[2], m[3])
		return date, "", m[4], ok
	}
	for _, way := range []struct {
		form             *regexp.Regexp
		year, month, day int
	}{{hanDate, 1, 2, 3}, {dayFirst, 3, 2, 1}, {dayNext, 3, 1, 2}} {
		m := way.form.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		part := func(n int) string { return s[m[2*n]:m[2*n+1]] }
		month := part(way.month)
		if way.form != hanDate {
			n := monthNumber(month)
			if n == 0 {
				continue
			}
			month = strconv.Itoa(n)
		}
		date, ok = calendar(part(way.year), month, part(way.day))
		end := max(m[3], m[7])
		if way.form == hanDate {
			end = m[1]
		}
		return date, s[:min(m[2], m[6])], s[end:], ok
	}
	return "", "", "", false
}

// maxAside is how many words a line that gives the date has besides it, and how
// many characters in a script without blanks: the weekday, the place.
const (
	maxAside      = 3
	maxAsideChars = 8
)

// DateLine reads a line that says when and where, and nothing else. Before the
// title was seen the line must begin with the date, or with one word and a
// comma, and have next to nothing after it: "2024-03-13 Harbour dues" is a
// title.
func DateLine(s string, titled bool) (date transcript.Date, ok bool) {
	date, before, after, ok := findDate(s)
	if !ok || len(date) < len("2006-01-02") {
		return "", false
	}
	if titled {
		return date, aside(before+" "+after) <= maxAside
	}
	before = strings.TrimSpace(before)
	if last, _ := utf8.DecodeLastRuneInString(before); before != "" && (last != ',' && last != '،' || aside(before) > 1) {
		return "", false
	}
	return date, aside(after) == 0
}

// aside counts words, those in brackets and of one letter (г.) aside.
func aside(s string) int {
	words, chars := 0, 0
	for _, w := range strings.Fields(bracketed.ReplaceAllString(s, " ")) {
		letters := 0
		for _, r := range w {
			switch {
			case lang.Unspaced(r):
				chars++
			case unicode.IsLetter(r):
				letters++
			}
		}
		if letters > 1 {
			words++
		}
	}
	return words + (chars*maxAside+maxAsideChars-1)/maxAsideChars
}

// DateWithoutDigits tells whether a line is a date whose figures were lost, as
// when a PDF's Latin letters and digits did not survive.
func DateWithoutDigits(s string) bool { return hanHoles.MatchString(s) }

func calendar(year, month, day string) (transcript.Date, bool) {
	y, _ := strconv.Atoi(year)
	if y < 1000 {
		return "", false
	}
	if month == "" {
		return transcript.Date(year), true
	}
	m, _ := strconv.Atoi(month)
	if m < 1 || m > 12 {
		return "", false
	}
	if day == "" {
		return transcript.Date(fmt.Sprintf("%04d-%02d", y, m)), true
	}
	d, _ := strconv.Atoi(day)
	if d < 1 || d > daysIn(y, m) {
		return "", false
	}
	return transcript.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, d)), true
}

func daysIn(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// asciiDigits writes decimal digits of any script as ASCII ones. Decimal
// digits of a script stand in rows of ten (Unicode, section 4.6).
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.IsDigit(r) {
			return r
		}
		for _, row := range unicode.Nd.R16 {
			if r <= rune(row.Hi) {
				return '0' + (r-rune(row.Lo))%10
			}
		}
		for _, row := range unicode.Nd.R32 {
			if r <= rune(row.Hi) {
				return '0' + (r-rune(row.Lo))%10
			}
		}
		return r
	}, s)
}

// monthNames holds the months of seven languages, each row one month, by the
// first letters that tell it apart.
var monthNames = [12][]string{
	{"january", "jan", "janvier", "janv", "enero", "ene", "janeiro", "января", "январь", "يناير", "كانون الثاني"},
	{"february", "feb", "février", "févr", "fevrier", "febrero", "fevereiro", "февраля", "февраль", "فبراير", "شباط"},
	{"march", "mar", "mars", "marzo", "março", "марта", "март", "مارس", "آذار"},
	{"april", "apr", "avril", "avr", "abril", "abr", "апреля", "апрель", "أبريل", "إبريل", "نيسان"},
	{"may", "mai", "mayo", "maio", "мая", "май", "مايو", "أيار"},
	{"june", "jun", "juin", "junio", "junho", "июня", "июнь", "يونيو", "يونيه", "حزيران"},
	{"july", "jul", "juillet", "juil", "julio", "julho", "июля", "июль", "يوليو", "يوليه", "تموز"},
	{"august", "aug", "août", "aout", "agosto", "ago", "августа", "август", "أغسطس", "آب"},
	{"september", "sep", "sept", "septembre", "septiembre", "setiembre", "setembro", "сентября", "сентябрь", "سبتمبر", "أيلول"},
	{"october", "oct", "octobre", "octubre", "outubro", "октября", "октябрь", "أكتوبر", "تشرين الأول"},
	{"november", "nov", "novembre", "noviembre", "novembro", "ноября", "ноябрь", "نوفمبر", "تشرين الثاني"},
	{"december", "dec", "décembre", "déc", "decembre", "diciembre", "dic", "dezembro", "декабря", "декабрь", "ديسمبر", "كانون الأول"},
}

func monthNumber(name string) int {
	name = lang.Fold(name)
	for i, names := range monthNames {
		for _, n := range names {
			if lang.Fold(n) == name {
				return i + 1
			}
		}
	}
	return 0
}

var (
	leadingDate  = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})(?:[\s_.-]+|$)(.*)$`)
	leadingMonth = regexp.MustCompile(`^(\d{4}-\d{2})(?:[\s_-]+|$)(.*)$`)
)

// LeadingDate splits a title or a file name that begins with a date:
// "2024-03-13 Some title" and "2024-03-13-Some-Title". rest is s where there
// is none.
func LeadingDate(s string) (date transcript.Date, rest string) {
	for _, re := range []*regexp.Regexp{leadingDate, leadingMonth} {
		if m := re.FindStringSubmatch(s); m != nil {
			if d, ok := ParseDate(m[1]); ok {
				return d, strings.TrimSpace(m[2])
			}
		}
	}
	return "", s
}
