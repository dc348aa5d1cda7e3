package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// isoDate is a date, a month or a year that nothing but a time follows.
var isoDate = regexp.MustCompile(`^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})([T ].*)?)?)?$`)

// isoTime is a time of day as it follows a date in ISO 8601.
var isoTime = regexp.MustCompile(`^T\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?`)

// hanHoles is what is left of a date when its figures are lost.
var hanHoles = regexp.MustCompile(`^\s*年\s*月\s*日`)

// ParseDate reads a date as people write it: 2024-03-13 and its like, with or
// without month and day; 13 March 2024, March 13, 2024 and the same in French,
// Spanish, Portuguese, Russian, Arabic, German, Italian and Thai; 13.03.2024;
// 2024年3月13日, 二〇二四年三月十三日, 2024년 3월 13일, and years of an era as in
// 民國113年 and 令和6年. All in any numerals. ok is false for what is no date,
// for none of the calendar, and for 03/04/2024, which is one day here and
// another there: see [ParseDateIn].
func ParseDate(s string) (date transcript.Date, ok bool) { return ParseDateIn(s, "") }

// ParseDateIn is ParseDate for a text whose language is known, "" for none: it
// tells whether 03/04/2024 is in April or in March.
func ParseDateIn(s string, l lang.Tag) (date transcript.Date, ok bool) {
	f, _ := findDate(s, l)
	if f.other != "" {
		return "", false
	}
	return f.date, f.date != ""
}

// found is a date in a line.
type found struct {
	date transcript.Date // "" for none
	// other is the day with month and day the other way round, where nothing
	// tells which of the two is meant; date is the one with the day first.
	other      transcript.Date
	start, end int // where it stands, in bytes of line.text
}

// findDate reads the date in a text. What cannot be mistaken comes first.
func findDate(s string, l lang.Tag) (found, line) {
	if !mayHoldDate(s) {
		return found{}, line{}
	}
	ln := newLine(strings.TrimSpace(s), l)
	if m := isoDate.FindStringSubmatchIndex(ln.text); m != nil {
		f := found{end: len(ln.text)}
		if m[8] >= 0 {
			f.end = m[8] + len(isoTime.FindString(ln.text[m[8]:]))
		}
		f.date, _ = ln.calendar(figuresOf(ln.text, m[2:8])...)
		return f, ln
	}
	return ln.find(compactAlone), ln
}

// find tries the forms that may stand anywhere, and compact after them, those
// that cannot be mistaken first. What may be two days is given when nothing
// else is found.
func (ln line) find(compact func(line) found) found {
	if strings.ContainsAny(ln.text, "年년") {
		if f := eastAsianDate(ln); f.date != "" {
			return f
		}
	}
	if !fourFigures.MatchString(ln.text) {
		return found{}
	}
	var doubtful found
	for _, way := range []func(line) found{wordDate, monthAlone, yearFirstDate, yearLastDate, compact} {
		f := way(ln)
		if f.date != "" && f.other == "" {
			return f
		}
		if f.other != "" {
			doubtful = f
		}
	}
	return doubtful
}

// fourFigures tells that a line may have a year.
var fourFigures = regexp.MustCompile(`\d{4}`)

// maxDateText is how long, in bytes, a text may be that is looked through for a
// date. Nobody needs a tenth of it.
const maxDateText = 1000

// mayHoldDate tells at little cost that most lines hold no date: every form has
// a figure, or 年 after Chinese numerals.
func mayHoldDate(s string) bool {
	return len(s) <= maxDateText && strings.ContainsFunc(s, func(r rune) bool {
		return r >= '0' && r <= '9' || r >= utf8.RuneSelf && (r == '年' || unicode.IsDigit(r))
	})
}

// line is a text in which a date is sought. text is what was written, rune for
// rune, with ASCII characters for digits, blanks and separators of any script.
type line struct {
	text   string
	order  dayOrder
	thai   bool // years may be Buddhist ones
	arabic bool // figures or language are those of Arabic or Persian
}

func newLine(s string, l lang.Tag) line {
	ln := line{order: orderOf(l), arabic: l.Base() == "ar" || l.Base() == "fa"}
	common := strings.Contains(s, "ค.ศ.") // the common era, named as such
	ln.text = strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf && r > ' ':
			return r
		case unicode.Is(unicode.Thai, r):
			ln.thai = !common
		case r >= '٠' && r <= '٩', r >= '۰' && r <= '۹':
			ln.arabic = true
		}
		return plainRune(r)
	}, s)
	if ln.arabic && ln.order == anyOrder {
		ln.order = dayThenMonth
	}
	return ln
}

// plainRune writes decimal digits, blanks and separators of any script as ASCII
// ones.
func plainRune(r rune) rune {
	switch {
	case unicode.IsDigit(r):
		return '0' + rune(lang.Digit(r))
	case unicode.IsSpace(r):
		return ' '
	}
	switch r {
	case '‐', '‑', '−', '－':
		return '-'
	case '／':
		return '/'
	case '．':
		return '.'
	}
	return r
}

// Years of the Thai calendar are 543 ahead. It begins its years in January
// since 2484; dates before that would need more than a subtraction.
const (
	buddhistAhead = 543
	firstBuddhist = 2484
	lastBuddhist  = 2199 + buddhistAhead
)

// earliestArabic is the first year that is read where Arabic or Persian is
// written. Numbers below it are years of the Hijra, lunar or solar.
const earliestArabic = 1600

// calendar gives the date of a year, a year and a month, or all three, by the
// calendar that the line's script suggests.
func (ln line) calendar(parts ...int) (transcript.Date, bool) {
	if len(parts) == 0 {
		return "", false
	}
	year := parts[0]
	if ln.thai && year >= firstBuddhist && year <= lastBuddhist {
		year -= buddhistAhead
	}
	if ln.arabic && year < earliestArabic {
		return "", false
	}
	return calendar(year, parts[1:]...)
}

// calendar gives the date of a year from 1000 to 9999 and, where they are
// given, a month and a day of it.
func calendar(year int, rest ...int) (transcript.Date, bool) {
	if year < 1000 || year > 9999 || len(rest) > 2 {
		return "", false
	}
	date := appendTwo(appendTwo(make([]byte, 0, len("2006-01-02")), year/100), year%100)
	if len(rest) > 0 {
		if rest[0] < 1 || rest[0] > 12 {
			return "", false
		}
		date = appendTwo(append(date, '-'), rest[0])
	}
	if len(rest) > 1 {
		if rest[1] < 1 || rest[1] > daysIn(year, rest[0]) {
			return "", false
		}
		date = appendTwo(append(date, '-'), rest[1])
	}
	return transcript.Date(date), true
}

// appendTwo writes a number below 100 in two figures.
func appendTwo(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }

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

// figuresOf reads the groups of ASCII figures that a pattern found, up to the
// first that is not there. The patterns take four figures at most.
func figuresOf(s string, groups []int) []int {
	var out []int
	for i := 0; i+1 < len(groups) && groups[i] >= 0; i += 2 {
		n, _ := strconv.Atoi(s[groups[i]:groups[i+1]])
		out = append(out, n)
	}
	return out
}
