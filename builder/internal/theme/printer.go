package theme

import (
	"bytes"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Printer speaks one language of the interface. What a catalogue lacks it says
// in English. It is safe for use by many at once.
type Printer struct {
	// Language is the language of the page, which may be one that no catalogue
	// has: numerals and direction are its own all the same.
	language  lang.Tag
	localizer *i18n.Localizer
	// said are messages without blanks, dates and small counts, which lists say again and
	// again.
	said sync.Map // from message to *said, from dated and counted to string
}

// message, dated and counted are what said knows texts by.
type (
	message string
	dated   struct {
		date transcript.Date
		form string
	}
	counted struct {
		id string
		n  int
	}
)

// smallCount is the number up to which what is said of so many is remembered: of a larger
// one it is hardly said again.
const smallCount = 1000

// again gives a text that was worked out before, or works it out.
func (p *Printer) again(key any, work func() string) string {
	if s, ok := p.said.Load(key); ok {
		return s.(string)
	}
	s := work()
	p.said.Store(key, s)
	return s
}

// T gives a message. args are names and values for it, in turn; an unknown id
// gives the id itself, so that a slip in a theme can be seen and does no harm.
func (p *Printer) T(id string, args ...any) string {
	if len(args) == 0 {
		return p.message(message(id), id).text
	}
	return p.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data(args)}, id)
}

// message gives a message without blanks; key is that of id in said.
func (p *Printer) message(key any, id string) *said {
	if s, ok := p.said.Load(key); ok {
		return s.(*said)
	}
	s := &said{text: p.localize(&i18n.LocalizeConfig{MessageID: id}, id)}
	var b bytes.Buffer
	appendEscaped(&b, s.text)
	s.escaped = b.String()
	p.said.Store(key, s)
	return s
}

// Plural gives a message in the form that n asks for, with {{.Number}} for n in
// the language's numerals.
func (p *Printer) Plural(id string, n int, args ...any) string {
	if len(args) == 0 && 0 <= n && n < smallCount {
		return p.again(counted{id, n}, func() string { return p.plural(id, n, nil) })
	}
	return p.plural(id, n, args)
}

func (p *Printer) plural(id string, n int, args []any) string {
	d := data(args)
	if d == nil {
		d = map[string]any{}
	}
	d["Number"] = p.Number(n)
	return p.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: d, PluralCount: n}, id)
}

func (p *Printer) localize(c *i18n.LocalizeConfig, id string) string {
	c.TemplateParser = parser
	s, err := p.localizer.Localize(c)
	if err != nil && s == "" {
		return id
	}
	return s
}

// parser keeps nothing but what it is made of.
var parser = &messages{}

func data(args []any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	d := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			d[name] = args[i+1]
		}
	}
	return d
}

// Number writes a number in the language's numerals, grouped.
func (p *Printer) Number(n int) string { return lang.Number(p.language, n) }

// Digits writes figures that are a name rather than a number, such as a year,
// in the language's numerals.
func (p *Printer) Digits(s string) string { return lang.Digits(p.language, s) }

// Date writes a date in full.
func (p *Printer) Date(d transcript.Date) string {
	return p.again(dated{d, "full"}, func() string { return p.date(d, "date-full", "month-") })
}

// Day writes a date without its year, as lists that stand by years show it.
func (p *Printer) Day(d transcript.Date) string {
	if len(d) < len("2006-01-02") {
		return p.Date(d)
	}
	return p.again(dated{d, "day"}, func() string { return p.date(d, "date-day", "month-short-") })
}

func (p *Printer) date(d transcript.Date, full, months string) string {
	parts := strings.Split(string(d), "-")
	if parts[0] == "" {
		return p.T("undated")
	}
	if len(parts) == 1 {
		return p.Digits(parts[0])
	}
	month, _ := strconv.Atoi(parts[1])
	args := []any{"Year", p.Digits(parts[0]), "Month", p.T(months + strconv.Itoa(month)), "MonthNumber", p.Digits(strconv.Itoa(month))}
	if len(parts) == 2 {
		return p.T("date-month", args...)
	}
	day, _ := strconv.Atoi(parts[2])
	return p.T(full, append(args, "Day", p.Digits(strconv.Itoa(day)))...)
}

// mostKB is the size up to which sizes are told in kB: below it, MB without
// fractions would be too coarse.
const mostKB = 10_000

// Size writes a size in bytes as kB or MB, rounded up, so that nothing has none.
func (p *Printer) Size(bytes int64) string {
	kb := (bytes + 999) / 1000
	if kb < mostKB {
		return p.T("size-kb", "Number", p.Number(int(kb)))
	}
	return p.T("size-mb", "Number", p.Number(int((kb+999)/1000)))
}

// Clock writes a time of the recording, as 1:02:03 or 12:03.
func (p *Printer) Clock(t transcript.Time) string {
	s := int64(t) / 1000
	h, m := s/3600, s/60%60
	out := ""
	if h > 0 {
		out = strconv.FormatInt(h, 10) + ":" + pad(m)
	} else {
		out = strconv.FormatInt(m, 10)
	}
	return p.Digits(out + ":" + pad(s%60))
}

func pad(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}
