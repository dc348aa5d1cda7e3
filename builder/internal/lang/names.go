package lang

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Self is the language's own name for itself, capitalised as in a list of
// languages: English, Français, العربية, 简体中文. Tags of one language that differ
// by region have names that differ. A language whose own name is not known has
// its English name, else its tag; the unknown language has "".
//
// It takes about a microsecond: ask once a page, not once a turn.
func (t Tag) Self() string {
	if t == "" {
		return ""
	}
	if s := ownName(t); s != "" {
		return s
	}
	tag := language.Raw.Make(string(t))
	name := display.Self.Name(tag)
	if name == "" {
		name = display.English.Tags().Name(tag)
	}
	if name == "" {
		return string(t)
	}
	if base, _, region, _ := t.split(); region != "" && t != Tag(base) {
		// CLDR counts some regions as the language's home and gives them its
		// bare name (pt-BR: português).
		if display.Self.Name(language.Raw.Make(base)) == name {
			name += " (" + regionName(tag) + ")"
		}
	}
	return capital(name)
}

// regionName is the tag's region in the tag's own language, else its code.
func regionName(tag language.Tag) string {
	_, _, region := tag.Raw()
	if n := display.Regions(tag); n != nil {
		if s := n.Name(region); s != "" {
			return s
		}
	}
	return region.String()
}

// ownName holds what CLDR's table of own names lacks or words otherwise than
// a list of languages does.
func ownName(t Tag) string {
	switch t {
	case "no":
		return "Norsk"
	case "nb":
		return "Norsk bokmål"
	case "nn":
		return "Norsk nynorsk"
	case "id":
		return "Bahasa Indonesia"
	case "ms":
		return "Bahasa Melayu"
	case "sr-Latn":
		return "Srpski (latinica)"
	case "sr-Cyrl":
		return "Српски (ћирилица)"
	case "prs":
		return "دری"
	case "la":
		return "Latina"
	case "ku":
		return "Kurdî"
	case "jv":
		return "Basa Jawa"
	case "su":
		return "Basa Sunda"
	case "dv":
		return "ދިވެހި"
	case "oc":
		return "Occitan"
	case "mi":
		return "Te reo Māori"
	case "sm":
		return "Gagana Sāmoa"
	case "ht":
		return "Kreyòl ayisyen"
	case "sa":
		return "संस्कृतम्"
	case "gn":
		return "Avañe’ẽ"
	case "ay":
		return "Aymar aru"
	case "tet":
		return "Tetun"
	case "ba":
		return "Башҡортса"
	case "cv":
		return "Чӑвашла"
	case "syr":
		return "ܣܘܪܝܝܐ"
	case "nqo":
		return "ߒߞߏ"
	}
	return ""
}

// capital puts the first character in title case. Not upper case: that would
// give Georgian names letters that nobody writes.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if c := unicode.ToTitle(r); c != r {
		return string(c) + s[n:]
	}
	return s
}

// Name is the language's name in another language, as it stands within a
// sentence of that language: Tag("zh").Name("fr") is "chinois". Where that is
// not known, or in is "", it is t.Self().
func (t Tag) Name(in Tag) string {
	if t == "" {
		return ""
	}
	if in == "" {
		return t.Self()
	}
	inTag := language.Raw.Make(string(in))
	names := display.Tags(inTag)
	if names == nil || display.Self.Name(inTag) == "" {
		// Without names of its own a language would lend another's.
		return t.Self()
	}
	base, script, _, _ := t.split()
	if t == "sr-Latn" {
		// CLDR takes this tag for Serbo-Croatian.
		scripts := display.Scripts(inTag)
		name := names.Name(language.Raw.Make(base))
		if scripts == nil || name == "" {
			return t.Self()
		}
		return name + " (" + scripts.Name(language.MustParseScript(script)) + ")"
	}
	name := names.Name(language.Raw.Make(string(t)))
	if name == "" || name == string(t) {
		return t.Self()
	}
	return name
}
