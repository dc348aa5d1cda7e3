package terms

import (
	"strings"

	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
)

var (
	snowballPortuguese = snowball(portuguese.Stem)
	snowballRomanian   = snowball(romanian.Stem)
	snowballRussian    = snowball(russian.Stem)
)

// portuguesePlurals are endings of plurals, with marks and without, that Snowball
// leaves alone in short words (nações, eleições, pães, irmãos). The singulars end
// in -ão.
var portuguesePlurals = []string{"ões", "ães", "ãos", "oes", "aes", "aos"}

// portugueseOthers end in the same letters, and are not such plurals.
var portugueseOthers = map[string]string{
	"mãe": "mãe", "mães": "mãe", "mae": "mãe", "maes": "mãe", "caos": "caos", "aos": "aos",
}

func stemPortuguese(form string) string {
	if s, ok := portugueseOthers[form]; ok {
		return s
	}
	if rest, ok := cutSuffix(form, 1, portuguesePlurals...); ok {
		form = rest + "ão"
	}
	return snowballPortuguese(form)
}

// stemRomanian takes letters with a comma below, as they should be written, for
// those with a cedilla, which Snowball knows.
func stemRomanian(form string) string {
	return snowballRomanian(strings.NewReplacer("ș", "ş", "ț", "ţ").Replace(form))
}

// stemRussian takes ё for е, as most writers do, and drops marks of stress.
func stemRussian(form string) string {
	return snowballRussian(strings.NewReplacer("ё", "е", "\u0301", "").Replace(form))
}

// stemArabic is light10, whose prefixes are stripped from terms already. It was
// chosen over Snowball's, for it takes the same prefixes off as terms do.
func stemArabic(form string) string {
	term := string(stripClitics([]byte(known().foldTerm(form))))
	// Each is taken off once, in this order. ة and ى are folded.
	for _, x := range []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"} {
		term, _ = cutSuffix(term, 2, x)
	}
	return term
}

// hindiSuffixes are those of Ramanathan and Rao, by length.
var hindiSuffixes = [][]string{
	strings.Fields("ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयाँ ाइयों ाइयां"),
	strings.Fields("ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियाँ ियों ियां"),
	strings.Fields("ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं"),
	strings.Fields("कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ाँ ां ों ें"),
	strings.Fields("ो े ू ु ी ि ा"),
}

func stemHindi(form string) string {
	for _, suffixes := range hindiSuffixes {
		// Two characters at least stay.
		if rest, ok := cutSuffix(form, 2, suffixes...); ok {
			return rest
		}
	}
	return form
}

// greekSuffixes are endings of nouns, adjectives and verbs of modern Greek
// without accents, the longest first: of neuters in -μα, of nouns in -ση, of the
// common declensions, and of the present and past tenses.
var greekSuffixes = [][]string{
	strings.Fields("ματων ματοσ ματα"),
	strings.Fields("ιουνται ουμαστε ονταστε ουμασταν"),
	strings.Fields("ονται ουνται ομαστε ησουν ουσαν"),
	strings.Fields("ουμε εται ηκαν ηκεσ ουσα εωσ εων εισ ουν ουσ ετε ιων"),
	strings.Fields("μα ου οσ ον οι ων ασ εσ ησ αν ει εα ια ιο"),
	strings.Fields("α η ο ι υ ε ω"),
}

func stemGreek(form string) string {
	term := known().foldTerm(form)
	for _, suffixes := range greekSuffixes {
		if rest, ok := cutSuffix(term, 3, suffixes...); ok {
			return rest
		}
	}
	return term
}
