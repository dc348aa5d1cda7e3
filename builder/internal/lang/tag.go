package lang

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Tag is a canonical BCP 47 language tag as [Parse] gives it: "en", "pt-BR",
// "zh-Hant". The empty tag means that the language is not known.
type Tag string

// maxTag bounds the input of Parse in bytes. RFC 5646 asks for room for 35;
// nobody writes twice that by hand.
const maxTag = 70

// Parse reads a language tag in any case, with '-' or '_' between its parts,
// and gives its canonical form.
//
// Deprecated codes and three-letter codes become the usual ones (iw and heb:
// he, chi and cmn: zh), a script that goes without saying is dropped (en-Latn:
// en). Chinese is told apart by script and not by region, for that is what its
// readers choose between: zh-TW and zh-HK are zh-Hant, zh-CN and zh-SG are
// zh-Hans, zh alone stays zh. Preferences on formatting (-u-, -t-) are dropped;
// a private part (-x-) is kept.
//
// The error quotes s. It is not nil for the empty string, for what is no tag,
// for codes that nobody assigned ("xx"), and for codes that name no single
// language (und, mul, mis, zxx, qaa to qtz); the tag is then "".
func Parse(s string) (Tag, error) {
	if len(s) > maxTag {
		return "", fmt.Errorf("language tag %q… is too long: write a BCP 47 tag such as en, pt-BR or zh-Hant", strings.ToValidUTF8(s[:maxTag], ""))
	}
	t, err := language.Raw.Parse(s)
	if err != nil {
		return "", fmt.Errorf("unknown language tag %q: write a BCP 47 tag such as en, pt-BR or zh-Hant", s)
	}
	canon := language.All
	if strings.HasPrefix(t.String(), "nb") {
		// Bokmål, which would become Norwegian of either form.
		canon = language.BCP47
	}
	if c, err := canon.Canonicalize(t); err == nil {
		t = c
	}
	base, script, region := t.Raw()
	b := base.String()
	if !single(b) {
		return "", fmt.Errorf("language tag %q names no single language: write a BCP 47 tag such as en, pt-BR or zh-Hant", s)
	}
	var parts []any
	parts = append(parts, base)
	if b == "zh" && (region != language.Region{} || script.String() == "Hans" || script.String() == "Hant") {
		script = chineseScript(t, script, region)
		region = language.Region{}
	}
	if (script != language.Script{}) {
		parts = append(parts, script)
	}
	if (region != language.Region{}) {
		parts = append(parts, region)
	}
	parts = append(parts, t.Variants())
	if x, ok := t.Extension('x'); ok {
		parts = append(parts, x)
	}
	c, err := language.Raw.Compose(parts...)
	if err != nil {
		return "", fmt.Errorf("unknown language tag %q: write a BCP 47 tag such as en, pt-BR or zh-Hant", s)
	}
	return Tag(c.String()), nil
}

// chineseScript is the script that a Chinese tag with a region means.
func chineseScript(t language.Tag, script language.Script, region language.Region) language.Script {
	if (script != language.Script{}) {
		return script
	}
	if region.String() == "MY" {
		// Malaysian schools and papers write simplified characters; CLDR's
		// guess is the other one.
		return language.MustParseScript("Hans")
	}
	likely, _ := t.Script()
	return likely
}

// single reports whether an ISO 639 code stands for one language.
func single(code string) bool {
	switch code {
	case "und", "mul", "mis", "zxx":
		return false
	}
	private := len(code) == 3 && code[0] == 'q' && code[1] >= 'a' && code[1] <= 't'
	return !private
}

// next cuts the first subtag off a tag.
func next(s string) (part, rest string) {
	part, rest, _ = strings.Cut(s, "-")
	return part, rest
}

// split cuts a canonical tag into its parts without allocating. A part that is
// not there is "". rest is variants and private use.
func (t Tag) split() (base, script, region, rest string) {
	base, rest = next(string(t))
	if p, r := next(rest); len(p) == 4 && p[0] > '9' {
		script, rest = p, r
	}
	if p, r := next(rest); len(p) == 2 || len(p) == 3 {
		region, rest = p, r
	}
	return base, script, region, rest
}

// Base is the language without script, region and the rest: "zh" for
// "zh-Hant". It is "" for the unknown language.
func (t Tag) Base() string {
	base, _, _, _ := t.split()
	return base
}

// Script is the ISO 15924 code of the script the language is written in: the
// tag's own, else the likely one (zh: Hans, sr: Cyrl, ja: Jpan). It is "" when
// language or script is not known.
func (t Tag) Script() string {
	base, script, region, _ := t.split()
	if script != "" {
		return script
	}
	switch base { // every page asks for this, so the commonest languages are not looked up
	case "":
		return ""
	case "en", "fr", "es", "pt", "de", "it", "nl", "pl":
		return "Latn"
	case "ar", "fa", "prs": // x/text has no likely script for Dari
		return "Arab"
	case "he":
		return "Hebr"
	case "ru", "uk":
		return "Cyrl"
	case "ja":
		return "Jpan"
	case "ko":
		return "Kore"
	case "zh":
		if region == "" {
			return "Hans"
		}
	}
	tag := base
	if region != "" {
		tag += "-" + region
	}
	l, err := language.Raw.Parse(tag)
	if err != nil {
		return ""
	}
	s, _ := l.Script()
	if code := s.String(); code != "Zzzz" {
		return code
	}
	return ""
}

// Dir is the direction the language is written in, by its script: "rtl" or
// "ltr", which is also the answer for the unknown language.
func (t Tag) Dir() string {
	switch t.Script() {
	case "Arab", "Aran", "Hebr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa", "Nkoo", "Adlm", "Rohg",
		"Mand", "Samr", "Mend", "Yezi", "Gara", "Hung", "Sogd", "Sogo", "Chrs", "Elym", "Mani",
		"Armi", "Avst", "Cprt", "Hatr", "Khar", "Lydi", "Merc", "Mero", "Narb", "Nbat", "Orkh",
		"Palm", "Phli", "Phlp", "Phnx", "Prti", "Sarb":
		return "rtl"
	}
	return "ltr"
}

// Unspaced reports whether the language is written without blanks between words; see
// the function of that name for the scripts.
func (t Tag) Unspaced() bool {
	switch t.Script() {
	case "Hans", "Hant", "Hani", "Hanb", "Jpan", "Hrkt", "Hira", "Kana", "Bopo",
		"Thai", "Laoo", "Khmr", "Mymr", "Tale", "Talu", "Lana", "Tavt":
		return true
	}
	return false
}

// Finds reports whether somebody who asks for t is served by other: the same
// language, and no script, region or variant that contradicts. What a tag
// leaves open contradicts nothing, so zh finds zh-Hans and zh-Hant, zh-Hant
// finds zh but not zh-Hans, en finds en-GB and en-GB finds en. Norwegian (no)
// and its two written forms (nb, nn) find each other, but nb and nn do not. The
// unknown language finds only itself.
func (t Tag) Finds(other Tag) bool {
	if t == other {
		return true
	}
	if t == "" || other == "" {
		return false
	}
	base, script, region, rest := t.split()
	base2, script2, region2, rest2 := other.split()
	return (base == base2 || norwegian(base, base2)) &&
		agree(script, script2) && agree(region, region2) && agree(rest, rest2)
}

func agree(a, b string) bool { return a == "" || b == "" || a == b }

func norwegian(a, b string) bool {
	return a == "no" && (b == "nb" || b == "nn") || b == "no" && (a == "nb" || a == "nn")
}
