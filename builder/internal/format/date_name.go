package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// LeadingDate splits a title or a file name that begins with a date, year first
// and in figures: "2024-03-13 Some title", "2024-03-13-Some-Title",
// "2024.03.13 …", "20240313 …", "2024年3月13日 …". A mark or a blank follows it,
// the capital that begins the title, or T and a time of day, which stays in the rest: it may be all that tells two
// sessions of a day apart. rest is s where there is none.
func LeadingDate(s string) (date transcript.Date, rest string) {
	y, at := figures(s, 0, 4, 4)
	if at < 0 {
		return "", s
	}
	for _, form := range dayForms {
		m, end := figures(s, afterText(s, at, form.before), form.least, 2)
		d, end := figures(s, afterText(s, end, form.between), form.least, 2)
		if end = afterText(s, end, form.behind); end < 0 {
			continue
		}
		if rest, ok := behindDate(s[end:], "-_. \t\n\f\r", true); ok {
			// Eight figures may be another number.
			if date, ok := calendar(int(y), int(m), int(d)); ok && (form.before != "" || believable(date)) {
				return date, rest
			}
		}
	}
	m, end := figures(s, afterText(s, at, "-"), 2, 2)
	if end < 0 {
		return "", s
	}
	if rest, ok := behindDate(s[end:], "-_ \t\n\f\r", false); ok {
		if date, ok := calendar(int(y), int(m)); ok {
			return date, rest
		}
	}
	return "", s
}

// dayForms are what may stand before, between and behind the figures of month and day, of
// which there are so many at least.
var dayForms = [...]struct {
	before, between, behind string
	least                   int
}{{"-", "-", "", 1}, {".", ".", "", 1}, {"/", "/", "", 1}, {"", "", "", 2}, {"年", "月", "日", 1}}

// afterText is the place after a text at s[i:], -1 where that does not begin with it.
func afterText(s string, i int, text string) int {
	if i < 0 || !strings.HasPrefix(s[i:], text) {
		return -1
	}
	return i + len(text)
}

// behindDate is what follows a date behind marks; ok is false where nothing parts the two, and
// where there are several lines. near tells that a time of day or a capital may follow
// without a mark.
func behindDate(s, marks string, near bool) (rest string, ok bool) {
	rest = strings.TrimLeft(s, marks)
	if strings.Contains(rest, "\n") {
		return "", false
	}
	if first, _ := utf8.DecodeRuneInString(s); len(rest) == len(s) && s != "" {
		isTime := s[0] == 'T' && len(s) > 1 && isFigure(s[1])
		if !near || !isTime && !unicode.Is(unicode.Lu, first) {
			return "", false
		}
	}
	return strings.TrimSpace(rest), true
}

// NameDate finds the date in the name of a file, without folder and extension:
// at its head as LeadingDate does, else anywhere, in every form that ParseDate
// knows and as 20240313, with '_' for '-'. rest is the name without a date that
// begins or ends it; one in the midst stays. l is the language of the text, as
// for [ParseDateIn].
func NameDate(name string, l lang.Tag) (date transcript.Date, rest string) {
	if date, rest = LeadingDate(name); date != "" {
		return date, rest
	}
	if !mayHoldDate(name) {
		return "", name
	}
	ln := newLine(strings.ReplaceAll(name, "_", "-"), l)
	if f := ln.find(compactDate); f.date != "" && f.other == "" {
		return f.date, withoutDate(name, ln.text, f)
	}
	return "", name
}

// TwoNameDates gives the two days that the date in the name of a file may be,
// where month and day can be told in neither order; ok is false for other names.
func TwoNameDates(name string, l lang.Tag) (dayFirst, monthFirst transcript.Date, ok bool) {
	if date, _ := NameDate(name, l); date != "" || !mayHoldDate(name) {
		return "", "", false
	}
	f := newLine(strings.ReplaceAll(name, "_", "-"), l).find(compactDate)
	return f.date, f.other, f.other != ""
}

// TitleDate finds the date at the end of a title, where it is set apart from it:
// "Harbour board, 13 March 2024", "Harbour board (13.03.2024)". What is written
// year first needs a blank and no more; of a date in words "of" may stand before
// it, and then it is what the title is about. l is as for [NameDate]; date is ""
// where there is none, or where it may be either of two.
func TitleDate(title string, l lang.Tag) (date transcript.Date) {
	f, ln := findDate(title, l)
	if f.date == "" || f.other != "" || strings.Trim(ln.text[f.end:], ")]）］】. ") != "" {
		return ""
	}
	before := strings.TrimRight(withoutWeekdays(ln.text[:f.start]), " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	written := strings.TrimSpace(ln.text[f.start:f.end])
	yearFirst := fourFigures.MatchString(written[:min(len(written), len("2024"))]) || strings.ContainsAny(written, "年년")
	if before != "" && !strings.ContainsRune(",،，-–—:：|([（［【·/;", last) && !yearFirst {
		return ""
	}
	return f.date
}

// withoutDate takes a date off the head or the end of a name. text is the name
// as the date was found in it: rune for rune the same, but not byte for byte.
func withoutDate(name, text string, f found) string {
	const marks = " _.-"
	head, tail := strings.Trim(text[:f.start], marks), strings.Trim(text[f.end:], marks)
	switch {
	case head == "":
		return strings.TrimLeft(skipRunes(name, len([]rune(text[:f.end]))), marks)
	case tail == "":
		rest := skipRunes(name, len([]rune(text[:f.start])))
		return strings.TrimRight(strings.TrimSuffix(name, rest), marks)
	}
	return name
}

// skipRunes gives s without its first n runes.
func skipRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[i:]
		}
		n--
	}
	return ""
}
