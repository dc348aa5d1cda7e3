package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

var (
	leadingDate  = regexp.MustCompile(`^(\d{4}(?:-\d{1,2}-\d{1,2}|\.\d{1,2}\.\d{1,2}|/\d{1,2}/\d{1,2}|\d{4}|年\d{1,2}月\d{1,2}日))(?:[\s_.-]+|$|(T\d|\p{Lu}))(.*)$`)
	leadingMonth = regexp.MustCompile(`^(\d{4}-\d{2})(?:[\s_-]+|$)()(.*)$`)
)

// LeadingDate splits a title or a file name that begins with a date, year first
// and in figures: "2024-03-13 Some title", "2024-03-13-Some-Title",
// "2024.03.13 …", "20240313 …", "2024年3月13日 …". A mark or a blank follows it,
// the capital that begins the title, or T and a time of day, which stays in the rest: it may be all that tells two
// sessions of a day apart. rest is s where there is none.
func LeadingDate(s string) (date transcript.Date, rest string) {
	if date, rest, ok := plainDate(s); ok {
		return date, rest
	}
	for _, re := range []*regexp.Regexp{leadingDate, leadingMonth} {
		if m := re.FindStringSubmatch(s); m != nil {
			if d, ok := ParseDate(m[1]); ok {
				return d, strings.TrimSpace(m[2] + m[3])
			}
		}
	}
	return "", s
}

// plainDate is LeadingDate for what most names of files of an archive begin with,
// 2024-03-13 and a hyphen, in a tenth of the time. ok is false for any other text, which
// may begin with a date too.
func plainDate(s string) (date transcript.Date, rest string, ok bool) {
	const form = "2006-01-02-"
	if len(s) < len(form) || strings.Contains(s, "\n") {
		return "", s, false
	}
	var parts [3]int
	part := 0
	for i := range len(form) {
		switch c := s[i]; {
		case form[i] == '-' && c == '-':
			part++
		case form[i] != '-' && c >= '0' && c <= '9':
			parts[part] = 10*parts[part] + int(c-'0')
		default:
			return "", s, false
		}
	}
	if date, ok = calendar(parts[0], parts[1:]...); !ok {
		return "", s, false
	}
	return date, strings.TrimSpace(strings.TrimLeft(s[len(form):], "-_. \t\f\r")), true
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
