package theme

import (
	"fmt"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// spoken is a theme with catalogues.
func spoken(t testing.TB) *Theme {
	t.Helper()
	months := func(names ...string) string {
		var b strings.Builder
		for i, n := range names {
			fmt.Fprintf(&b, "month-%d: %s\nmonth-short-%d: %s\n", i+1, n, i+1, strings.ToLower(n))
		}
		return b.String()
	}
	th, _ := Load(with(
		"i18n/active.en.yaml", months("January", "February", "March")+`
hello: Hello {{.Name}}
only: English only
turns: {one: "{{.Number}} turn", other: "{{.Number}} turns"}
date-full: "{{.Day}} {{.Month}} {{.Year}}"
date-day: "{{.Day}} {{.Month}}"
date-month: "{{.Month}} {{.Year}}"
undated: Undated
`,
		"i18n/active.fr.yaml", months("janvier", "février", "mars")+`
hello: Bonjour {{.Name}}
turns: {one: "{{.Number}} tour", other: "{{.Number}} tours"}
date-full: "{{.Day}} {{.Month}} {{.Year}}"
date-day: "{{.Day}} {{.Month}}"
date-month: "{{.Month}} {{.Year}}"
undated: Sans date
`,
		"i18n/active.ar.yaml", months("يناير", "فبراير", "مارس")+`
turns: {zero: "لا دور", one: "دور واحد", two: "دوران", few: "{{.Number}} أدوار", many: "{{.Number}} دورًا", other: "{{.Number}} دور"}
date-full: "{{.Day}} {{.Month}} {{.Year}}"
date-month: "{{.Month}} {{.Year}}"
`,
		"i18n/active.zh-Hans.yaml", `
hello: 你好，{{.Name}}
turns: {other: "{{.Number}} 个发言"}
date-full: "{{.Year}}年{{.MonthNumber}}月{{.Day}}日"
date-day: "{{.MonthNumber}}月{{.Day}}日"
date-month: "{{.Year}}年{{.MonthNumber}}月"
`), nil)
	return th
}

func TestPluralFormsOfEachLanguage(t *testing.T) {
	th := spoken(t)
	for l, want := range map[lang.Tag]map[int]string{
		"en":      {0: "0 turns", 1: "1 turn", 2: "2 turns", 3: "3 turns", 11: "11 turns", 100: "100 turns", 1234: "1,234 turns"},
		"fr":      {0: "0 tour", 1: "1 tour", 2: "2 tours", 3: "3 tours", 11: "11 tours", 100: "100 tours"},
		"ar":      {0: "لا دور", 1: "دور واحد", 2: "دوران", 3: "٣ أدوار", 11: "١١ دورًا", 100: "١٠٠ دور", 103: "١٠٣ أدوار"},
		"zh-Hans": {0: "0 个发言", 1: "1 个发言", 2: "2 个发言", 3: "3 个发言", 11: "11 个发言", 100: "100 个发言"},
		"zh":      {1: "1 个发言"},
		"ar-EG":   {2: "دوران"},
		"sw":      {1: "1 turn", 2: "2 turns"}, // no catalogue: English, with its rules
		"fa":      {3: "۳ turns"},              // but its own figures
	} {
		p := th.Printer(l)
		for n, s := range want {
			if got := p.Plural("turns", n); got != s {
				t.Errorf("%s: %d is %q, want %q", l, n, got, s)
			}
		}
	}
}

func TestAPluralFormThatACatalogueLacks(t *testing.T) {
	th, _ := Load(with("i18n/active.ar.yaml", "turns: {one: دور, other: \"{{.Number}} دور\"}\n"), nil)
	if got := th.Printer("ar").Plural("turns", 2); got != "٢ دور" {
		t.Errorf("%q", got)
	}
}

func TestMessages(t *testing.T) {
	th := spoken(t)
	for _, c := range []struct {
		lang lang.Tag
		id   string
		args []any
		want string
	}{
		{"en", "hello", []any{"Name", "Ana"}, "Hello Ana"},
		{"fr", "hello", []any{"Name", "Ana"}, "Bonjour Ana"},
		{"fr-CA", "hello", []any{"Name", "Ana"}, "Bonjour Ana"},
		{"zh", "hello", []any{"Name", "Ana"}, "你好，Ana"},
		{"zh-Hant", "hello", []any{"Name", "Ana"}, "Hello Ana"}, // simplified characters are another script
		{"fr", "only", nil, "English only"},
		{"ar", "hello", []any{"Name", "Ana"}, "Hello Ana"},
		{"xx", "hello", []any{"Name", "Ana"}, "Hello Ana"},
		{"", "only", nil, "English only"},
		{"en", "no-such-message", nil, "no-such-message"},
		{"fr", "no-such-message", nil, "no-such-message"},
		{"en", "only", []any{"odd"}, "English only"},
		{"en", "only", []any{1, 2}, "English only"},
	} {
		if got := th.Printer(c.lang).T(c.id, c.args...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.id, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	th := spoken(t)
	for _, c := range []struct {
		lang      lang.Tag
		date      transcript.Date
		full, day string
	}{
		{"en", "2024-03-05", "5 March 2024", "5 march"},
		{"en", "2024-03", "March 2024", "March 2024"},
		{"en", "2024", "2024", "2024"},
		{"en", "", "Undated", "Undated"},
		{"fr", "2024-02-29", "29 février 2024", "29 février"},
		{"fr", "", "Sans date", "Sans date"},
		{"ar", "2024-01-15", "١٥ يناير ٢٠٢٤", "١٥ يناير"}, // in the order of English, which lends the form
		{"ar", "2024", "٢٠٢٤", "٢٠٢٤"},
		{"zh", "2024-01-05", "2024年1月5日", "1月5日"},
		{"zh", "2024-01", "2024年1月", "2024年1月"},
		{"fa", "2024-01-05", "۵ January ۲۰۲۴", "۵ january"},
	} {
		p := th.Printer(c.lang)
		if got := p.Date(c.date); got != c.full {
			t.Errorf("%s %q: %q, want %q", c.lang, c.date, got, c.full)
		}
		if got := p.Day(c.date); got != c.day {
			t.Errorf("%s %q: the day is %q, want %q", c.lang, c.date, got, c.day)
		}
	}
}

func TestFiguresOfALanguage(t *testing.T) {
	th := spoken(t)
	for _, c := range []struct {
		lang           lang.Tag
		number, digits string
	}{
		{"en", "12,345", "2024"}, {"ar", "١٢٬٣٤٥", "٢٠٢٤"}, {"fa", "۱۲٬۳۴۵", "۲۰۲۴"}, {"zh", "12,345", "2024"},
	} {
		p := th.Printer(c.lang)
		if n, d := p.Number(12345), p.Digits("2024"); n != c.number || d != c.digits {
			t.Errorf("%s: %q and %q, want %q and %q", c.lang, n, d, c.number, c.digits)
		}
	}
}

func TestClock(t *testing.T) {
	th := spoken(t)
	for ms, want := range map[transcript.Time]string{0: "0:00", 999: "0:00", 59_000: "0:59", 61_500: "1:01", 754_000: "12:34", 3_600_000: "1:00:00", 45_296_000: "12:34:56"} {
		if got := th.Printer("en").Clock(ms); got != want {
			t.Errorf("%d ms: %q, want %q", ms, got, want)
		}
	}
	if got := th.Printer("ar").Clock(754_000); got != "١٢:٣٤" {
		t.Errorf("%q", got)
	}
}

func TestAllFormsForAScript(t *testing.T) {
	th := spoken(t)
	for l, want := range map[lang.Tag]string{
		"en":      `{"one":"{n} turn","other":"{n} turns"}`,
		"fr":      `{"one":"{n} tour","other":"{n} tours"}`,
		"ar":      `{"few":"{n} أدوار","many":"{n} دورًا","one":"دور واحد","other":"{n} دور","two":"دوران","zero":"لا دور"}`,
		"zh-Hans": `{"other":"{n} 个发言"}`,
	} {
		if got := th.Printer(l).Forms("turns"); got != want {
			t.Errorf("%s: %s, want %s", l, got, want)
		}
	}
}
