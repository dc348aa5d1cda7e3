package searchindex

import (
	"strings"

	"dixit/builder/internal/lang"
)

// endings are the inflections of each language that the reader may take off or
// put on a stem to know a form which the archive does not hold: a search for
// "nação" finds "nações" though nobody said the one. They are written as terms
// are, in lower case and without the marks that folding drops. Only inflections
// are here that change neither meaning nor word class; what the reader finds so
// counts as a guess.
var endings = map[lang.Tag]string{
	"ar": "ه ات ون ين ان ها يه ي",
	"da": "en et er e ne erne s",
	"de": "e en er es em s n ern",
	"el": "οσ ο α η ησ ου ων οι εσ ουσ ασ ε ω εισ ει",
	"en": "s es ed ing",
	"es": "s es o a os as ar er ir ado ada ados adas ando iendo",
	"fa": "ها هاي ان ي",
	"fi": "n t a ssa sta lla lle",
	"fr": "s x e es er ez ent ons ant ee ees",
	"he": "ים ות ה י",
	"hi": "ों ें ा ी े ियां ियाँ ियों",
	"hu": "k t ok ek ak ban ben nak nek",
	"it": "o a i e are ere ire ato ata ati ate",
	"nb": "en et er e ene a s",
	"nl": "en e s",
	"pt": "s es o a os as ao oes aes aos ar er ir ado ada ados adas",
	"ro": "ul ului i e a ei ii ilor ele uri urile",
	"ru": "а я ы и у ю е о ой ей ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ом ем ам ям ами ями ах ях ов ев",
	"sv": "en et ar er or na a n s",
	"tr": "lar ler i u in un de da den dan e a yi yu si su nin nun lari leri",
	"uk": "а я і и у ю е о ий ій ої ого ому им их ою ею ами ями ах ях ів ем ом",
}

// endingsOf gives the endings of a language, "" for none.
func endingsOf(l lang.Tag) string {
	if e, ok := endings[l]; ok {
		return e
	}
	return endings[lang.Tag(l.Base())]
}

// inflected is the part of a stem that all inflections begin with. Stems in
// Portuguese keep a vowel of the singular in -ão, which its plural has not.
func inflected(stem string, l lang.Tag) string {
	if l.Base() == "pt" {
		return strings.TrimSuffix(strings.TrimSuffix(stem, "ao"), "a")
	}
	return stem
}
