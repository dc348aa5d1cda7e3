package people

import (
	"regexp"
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// ofDelegation are the words that make the name of a country that of those who
// speak for it.
var ofDelegation = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:the\s+)?(?:` +
		`(?:delegation|delegate|representative|representatives|observer)\s+(?:of|for|from)\s+(?:the\s+)?|` +
		`(?:la\s+|le\s+)?(?:délégation|délégué|déléguée|représentant|représentante)\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])|` +
		`(?:la\s+|el\s+)?(?:delegación|delegado|delegada|representante)\s+(?:de\s+la\s+|de\s+los\s+|del\s+|de\s+)|` +
		`(?:a\s+|o\s+)?(?:delegação|delegado|delegada|representante)\s+(?:da\s+|do\s+|dos\s+|de\s+)|` +
		`(?:делегация|делегат|представитель|представительница)\s+|` +
		`(?:vertreter|vertreterin|delegation|delegierter|delegierte)\s+(?:der\s+|des\s+|von\s+|aus\s+)?|` +
		`(?:وفد|ممثل|ممثلة|مندوب|مندوبة)\s+)(.+)$`)
})

var delegationOf = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(.+?)(?:` +
		`['’]s\s+(?:delegation|delegate|representative)|\s+(?:delegation|delegate|representative)|` +
		`\s*(?:政府)?(?:代表团|代表團|代表|代表団|政府代表)|\s*(?:대표단|대표))$`)
})

// DelegationOf gives the code of the country that a label says it speaks for,
// "瑞士代表", "Representative of Switzerland"; "" for any other label. A name of a
// country alone is none: Jordan and Georgia are persons, too.
func DelegationOf(label string) string {
	label = strings.TrimSpace(label)
	if lang.IsASCII(label) && !delegates(label) {
		return ""
	}
	for _, form := range []*regexp.Regexp{ofDelegation(), delegationOf()} {
		if m := form.FindStringSubmatch(label); m != nil {
			if code := lang.Region(m[1]); code != "" {
				return code
			}
		}
	}
	return ""
}

// delegates tells whether a label of ASCII has a part of the words of both forms that
// are spelt so.
func delegates(label string) bool {
	label = strings.ToLower(label)
	for _, part := range []string{"deleg", "represent", "observer", "vertreter"} {
		if strings.Contains(label, part) {
			return true
		}
	}
	return false
}

// articles may stand before a role.
var articles = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:the|mr\.?|mrs\.?|ms\.?|madam|le|la|l['’]|el|los|o|a|der|die|monsieur le|madame la|señor|señora|السيد|السيدة)\s+`)
})

// RoleKey brings a role into the form in which "The Chair" and "chair" are equal.
func RoleKey(role string) string {
	return Key(articles().ReplaceAllString(lang.Fold(role), ""))
}

// BracketParts takes apart what stands in the bracket after a label: the name in
// another script, roles, affiliations. Empty parts, where letters were lost, are
// left out.
func BracketParts(role string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(role, func(r rune) bool { return strings.ContainsRune(",，、;；/|", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
