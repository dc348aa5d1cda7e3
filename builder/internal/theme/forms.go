package theme

import (
	"encoding/json"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// formNames are the plural forms by the names that CLDR, and with it
// Intl.PluralRules of browsers, gives them.
var formNames = map[plural.Form]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// formSamples is how many numbers are asked for their form. Those of small
// numbers repeat after 200. The forms that some languages have for millions are
// not among them: nothing that a script counts is so many, and "other" is
// understood.
const formSamples = 201

// Forms gives all forms of a message that counts, for a script that learns the
// number only in the browser: JSON from the names of forms to texts with {n}
// for the number.
func (p *Printer) Forms(id string, args ...any) string {
	tag := language.Make(string(p.language))
	forms := map[string]string{}
	for n := range formSamples {
		name := formNames[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)]
		if forms[name] != "" {
			continue
		}
		d := data(args)
		if d == nil {
			d = map[string]any{}
		}
		d["Number"] = "{n}"
		forms[name] = p.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: d, PluralCount: n}, id)
	}
	b, err := json.Marshal(forms) // a map is written in order of its names
	if err != nil {
		return "{}" // strings always marshal
	}
	return string(b)
}
