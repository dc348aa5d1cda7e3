package format

import (
	"regexp"
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// The pieces of a date in words. The Levantine months of two words are spelt
// out; the second of two names, as in حزيران/يونيه, says the same again. Of two
// days, as in 13–14 March, the first counts.
const (
	dayOfMonth = `(\d{1,2})(?:\.?[ºª°]|er|ᵉʳ|ro|st|nd|rd|th|-?го|\.)?`
	untilDay   = `(?:\s*[-–—]\s*\d{1,2}(?:\.?[ºª°]|st|nd|rd|th|\.)?)?`
	twoWords   = `(?:كانون|تشرين)\s+(?:ال[أا]ول|الثاني)`
	monthWord  = `(` + twoWords + `|[\pL\pM]+)`
	sameMonth  = `(?:\s*[/(]\s*(?:` + twoWords + `|[\pL\pM]+)\s*\)?)?`
	article    = `(?:\b(?:the|le|el|il|den|am)\s+)?`
	ofMonth    = `[\s/-]*(?:(?:de|of|di|من)[\s-]+|d['’]\s*)?`
	ofYear     = `(?:(?:de|del|of)[\s-]+)?`
	yearWord   = `(?:[พค]\.\s?ศ\.\s?)?(\d{4})`
	yearTail   = `(?:\s*(?:года|год|г\.))?`
)

var (
	dayThenWord = regexp.MustCompile(`(?i)(?:^|[^\d])(` + article + dayOfMonth + untilDay + ofMonth + monthWord + sameMonth + `\.?[,،]?[\s/-]*` + ofYear + yearWord + `)(?:[^\d]|$)`)
	wordThenDay = regexp.MustCompile(`(?i)(?:^|[^\pL\pM])(` + monthWord + `\.?[\s/-]*(?:the\s+)?` + dayOfMonth + untilDay + `(?:\s*[,،]\s*|[\s/-]+)` + ofYear + yearWord + `)(?:[^\d]|$)`)
	monthOfYear = regexp.MustCompile(`(?i)^` + monthWord + sameMonth + `\.?[,،]?[\s/-]+` + ofYear + yearWord + yearTail + `$`)
	afterYear   = regexp.MustCompile(`^` + yearTail)
)

// wordDate finds 13 March 2024, le 1er mars 2024, 13 de marzo de 2024,
// Mittwoch, 13. März 2024, 13 марта 2024 г., March 13th, 2024 and their like
// within a line.
func wordDate(ln line) found {
	for _, way := range []struct {
		form             *regexp.Regexp
		day, month, year int // groups
	}{{dayThenWord, 2, 3, 4}, {wordThenDay, 3, 2, 4}} {
		for _, m := range way.form.FindAllStringSubmatchIndex(ln.text, -1) {
			month := monthNumber(ln.text[m[2*way.month]:m[2*way.month+1]])
			if month == 0 {
				continue
			}
			n := figuresOf(ln.text, []int{m[2*way.year], m[2*way.year+1], m[2*way.day], m[2*way.day+1]})
			if date, ok := ln.calendar(n[0], month, n[1]); ok {
				end := m[3] + len(afterYear.FindString(ln.text[m[3]:]))
				return found{date: date, start: m[2], end: end}
			}
		}
	}
	return found{}
}

// monthAlone reads March 2024 where it is all there is.
func monthAlone(ln line) found {
	m := monthOfYear.FindStringSubmatchIndex(ln.text)
	if m == nil {
		return found{}
	}
	month := monthNumber(ln.text[m[2]:m[3]])
	date, _ := ln.calendar(figuresOf(ln.text, m[4:6])[0], month)
	return found{date: date, end: len(ln.text)}
}

// monthNames holds the names of each month, and what they are cut to, in en, fr,
// es, pt, it, de, ru (of the month, and the month itself), ar (Egypt and the
// Gulf, the Levant, the Maghreb) and th. Diacritics and hamza make no
// difference.
var monthNames = [12][]string{
	{"january jan janvier janv enero ene janeiro gennaio gen januar jänner jaen", "января январь янв", "يناير جانفي", "มกราคม", "كانون الثاني"},
	{"february feb février févr fév febrero fevereiro fev febbraio februar feber", "февраля февраль февр фев", "فبراير شباط فيفري", "กุมภาพันธ์"},
	{"march mar mars marzo março märz maerz mär mrz", "марта март мар", "مارس آذار", "มีนาคม"},
	{"april apr avril avr abril abr aprile", "апреля апрель апр", "أبريل إبريل نيسان أفريل", "เมษายน"},
	{"may mai mayo maio maggio mag", "мая май", "مايو أيار ماي", "พฤษภาคม"},
	{"june jun juin junio junho giugno giu juni", "июня июнь июн", "يونيو يونيه حزيران جوان", "มิถุนายน"},
	{"july jul juillet juil julio julho luglio lug juli", "июля июль июл", "يوليو يوليه تموز يوليوز جويلية", "กรกฎาคม"},
	{"august aug août agosto ago", "августа август авг", "أغسطس آب غشت أوت", "สิงหาคม"},
	{"september sep sept septembre septiembre setiembre setembro set settembre", "сентября сентябрь сент сен", "سبتمبر أيلول شتنبر", "กันยายน"},
	{"october oct octobre octubre outubro out ottobre ott oktober okt", "октября октябрь окт", "أكتوبر", "ตุลาคม", "تشرين الأول"},
	{"november nov novembre noviembre novembro", "ноября ноябрь нояб ноя", "نوفمبر نونبر", "พฤศจิกายน", "تشرين الثاني"},
	{"december dec décembre déc diciembre dic dezembro dez dicembre dezember", "декабря декабрь дек", "ديسمبر دجنبر", "ธันวาคม", "كانون الأول"},
}

var months = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for i, rows := range monthNames {
		for _, row := range rows {
			names := strings.Fields(row)
			if strings.HasPrefix(row, "كانون") || strings.HasPrefix(row, "تشرين") {
				names = []string{row} // of two words
			}
			for _, name := range names {
				out[lang.SearchFold(name)] = i + 1
			}
		}
	}
	return out
})

// monthNumber gives the number of a month from its name, 0 for no month.
func monthNumber(name string) int {
	return months()[lang.SearchFold(strings.Join(strings.Fields(name), " "))]
}
