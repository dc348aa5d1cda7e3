package synthetic

import "strings"

// language is what is known of a language: its commonest words, how others are
// invented, and how they are put together.
type language struct {
	tag string
	// common are the words of the first ranks, the commonest first.
	common string
	// stem invents a word of about so many syllables, two at least.
	stem func(s *stream, size int) string
	// affixes are what forms of a stem are made with, the commonest first:
	// "-s" after it, "re-" before it.
	affixes string
	blank   string // between words
	gap     string // between sentences
	comma   string // with the blank after it
	stop    string
	open    string // before a question
	ask     string // after it
}

var languages = []*language{english, french, spanish, german, russian, arabic, chinese, hindi, thai}

// syllables makes words of an onset, a vowel and perhaps a coda each. The
// lists are in order of frequency, and "-" is nothing.
type syllables struct {
	onsets, vowels, codas []string
	onset, vowel, coda    dice
	inner, last           int // of a hundred, that have a coda
}

// newSyllables takes the sounds that syllables begin with, have and end in, the
// commonest first, - for none; inner and last are how many syllables of a hundred
// have an end within a word and at its end.
func newSyllables(onsets, vowels, codas string, inner, last int) *syllables {
	list := func(text string) ([]string, dice) {
		parts := strings.Fields(text)
		for i, p := range parts {
			if p == "-" {
				parts[i] = ""
			}
		}
		return parts, ranked(len(parts))
	}
	y := &syllables{inner: inner, last: last}
	y.onsets, y.onset = list(onsets)
	y.vowels, y.vowel = list(vowels)
	y.codas, y.coda = list(codas)
	return y
}

// stem draws a word of so many syllables.
func (y *syllables) stem(s *stream, size int) string {
	var b strings.Builder
	open := false // a vowel stands last
	for i := range size {
		onset := y.onsets[y.onset.roll(s)]
		for open && onset == "" {
			onset = y.onsets[y.onset.roll(s)]
		}
		b.WriteString(onset)
		b.WriteString(y.vowels[y.vowel.roll(s)])
		chance := y.inner
		if i == size-1 {
			chance = y.last
		}
		open = !s.percent(chance)
		if !open {
			b.WriteString(y.codas[y.coda.roll(s)])
		}
	}
	return b.String()
}
