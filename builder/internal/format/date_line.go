package format

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// maxAside is how many words a line that gives the date has besides it, and how
// many characters in a script without blanks: the place, the hall.
const (
	maxAside      = 3
	maxAsideChars = 8
)

// DateLine reads a line that says when and where, and nothing else. Before the
// title was seen the line must begin with the date, or with one word and a
// comma, and have next to nothing after it: "2024-03-13 Harbour dues" is a
// title. The weekday does not count.
func DateLine(s string, titled bool) (date transcript.Date, ok bool) {
	return DateLineIn(s, titled, "")
}

// DateLineIn is DateLine for a text whose language is known, "" for none; see
// [ParseDateIn].
func DateLineIn(s string, titled bool, l lang.Tag) (date transcript.Date, ok bool) {
	f, ln := findDate(s, l)
	if len(f.date) < len("2006-01-02") || f.other != "" {
		return "", false
	}
	return f.date, alone(ln.text[:f.start], ln.text[f.end:], titled)
}

// TwoDates reads a line that is a date line as of [DateLineIn], but for its
// date, which may be two: 03/04/2024 is dayFirst where the day is written
// first, monthFirst in America.
func TwoDates(s string, titled bool, l lang.Tag) (dayFirst, monthFirst transcript.Date, ok bool) {
	f, ln := findDate(s, l)
	if f.other == "" {
		return "", "", false
	}
	return f.date, f.other, alone(ln.text[:f.start], ln.text[f.end:], titled)
}

// DateWithoutDigits tells whether a line is a date whose figures were lost, as
// when a PDF's Latin letters and digits did not survive.
func DateWithoutDigits(s string) bool { return hanHoles.MatchString(s) }

// alone tells whether a date is all that a line says, by what stands before and
// after it.
func alone(before, after string, titled bool) bool {
	if titled {
		return aside(before+" "+after) <= maxAside
	}
	if aside(after) > 0 {
		return false
	}
	before = strings.TrimSpace(withoutWeekdays(before))
	if strings.Trim(before, " ,،，(（[【") == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(",،，", last) && aside(before) <= 1
}

// aside counts words, weekdays, those in brackets and of one letter (г.) aside.
func aside(s string) int {
	words, chars := 0, 0
	for _, w := range strings.Fields(withoutWeekdays(bracketed.ReplaceAllString(s, " "))) {
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

// eastWeekday is a weekday in Chinese, Japanese and Korean, which may stand
// next to the date without a blank.
var eastWeekday = regexp.MustCompile(`(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일`)

// weekdayWords are the weekdays in en, fr, es, pt, ru, ar, de and it, each
// language a row, and "day" where it goes with them.
const weekdayWords = `
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim
lunes martes miércoles jueves viernes sábado domingo
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье
الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد يوم
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lunedì martedì mercoledì giovedì venerdì sabato domenica
`

var weekdays = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(weekdayWords) {
		out[lang.Fold(w)] = true
	}
	return out
})

// withoutWeekdays takes weekdays out of a text. Their commas stay, for a comma
// tells a place from a sentence.
func withoutWeekdays(s string) string {
	words := strings.Fields(eastWeekday.ReplaceAllString(s, " "))
	for i, w := range words {
		bare := strings.Trim(w, ",،，.")
		if weekdays()[lang.Fold(bare)] {
			words[i] = strings.TrimLeft(w[len(bare):], ".")
		}
	}
	return strings.Join(words, " ")
}
