package terms

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"

	"dixit/builder/internal/lang"
)

// stemmer cuts the endings of inflection off a form; it does not fold.
type stemmer struct {
	script string // the only one it knows
	stem   func(form string) string
}

// stemmers are those of languages, by their tags without region.
var stemmers = map[string]stemmer{
	"ar": {"Arab", stemArabic},
	"da": {"Latn", snowball(danish.Stem)},
	"de": {"Latn", snowball(german.Stem)},
	"el": {"Grek", stemGreek},
	"en": {"Latn", snowball(english.Stem)},
	"es": {"Latn", snowball(spanish.Stem)},
	"fi": {"Latn", snowball(finnish.Stem)},
	"fr": {"Latn", snowball(french.Stem)},
	"ga": {"Latn", snowball(irish.Stem)},
	"hi": {"Deva", stemHindi},
	"hu": {"Latn", snowball(hungarian.Stem)},
	"it": {"Latn", snowball(italian.Stem)},
	"nb": {"Latn", snowball(norwegian.Stem)},
	"nl": {"Latn", snowball(dutch.Stem)},
	"nn": {"Latn", snowball(norwegian.Stem)},
	"no": {"Latn", snowball(norwegian.Stem)},
	"pt": {"Latn", stemPortuguese},
	"ro": {"Latn", stemRomanian},
	"ru": {"Cyrl", stemRussian},
	"sv": {"Latn", snowball(swedish.Stem)},
	"ta": {"Taml", snowball(tamil.Stem)},
	"tr": {"Latn", snowball(turkish.Stem)},
}

// snowball is a stemmer of the Snowball project.
func snowball(stem func(*snowballstem.Env) bool) func(string) string {
	return func(form string) string {
		env := snowballstem.NewEnv(form)
		stem(env)
		return env.Current()
	}
}

// Stem is the key by which inflections of one word are grouped while an index is
// built: the stem that the language's rules leave of a form, folded as a Term
// is. Give it a token's Form, for some rules go by marks (élevé); a Term will do,
// and loses a little. Languages without rules, words of another script than the
// language's, initials, what has digits and words of unspaced scripts are folded
// only. It is empty only if
// form has nothing that is in a Term.
func Stem(form string, l lang.Tag) string {
	t := known()
	s, ok := stemmers[l.Base()]
	if !ok || len(form) > maxStemmed || Script(form) != s.script || strings.ContainsAny(form, ".0123456789") {
		return t.foldTerm(form)
	}
	if stem := t.foldTerm(s.stem(form)); stem != "" {
		return stem
	}
	return t.foldTerm(form)
}

// maxStemmed bounds the bytes of what is stemmed: longer runs of letters are no
// words, and the time that rules take may grow with the square of the length.
const maxStemmed = 256

// cutSuffix cuts the first of the suffixes that s has if at least keep
// characters stay.
func cutSuffix(s string, keep int, suffixes ...string) (string, bool) {
	for _, x := range suffixes {
		if rest, ok := strings.CutSuffix(s, x); ok && len([]rune(rest)) >= keep {
			return rest, true
		}
	}
	return s, false
}
