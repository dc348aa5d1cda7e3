package synthetic

import (
	"cmp"
	"slices"
	"strings"
)

// The shape of a vocabulary. The frequency of rank r is 1/(r+2.7), as Zipf and
// Mandelbrot have it, up to a knee and falls with the square from there: a core
// that all share, and a tail of words of which most are met once.
const (
	vocabularySize = 75000
	knee           = 8000
)

// vocabulary is the words of a language by rank.
type vocabulary struct {
	*language
	words []string
	dice  dice
}

// newVocabulary invents the words of a language, the first said most.
func newVocabulary(seed uint64, l *language) *vocabulary {
	v := &vocabulary{language: l, words: invent(newStream(seed, number("words"), number(l.tag)), l)}
	weights := make([]uint64, len(v.words))
	for i := range weights {
		r := uint64(i + 1)
		weights[i] = (10 << 40) / (10*r + 27)
		if r > knee {
			weights[i] = weights[i] * knee / r
		}
	}
	v.dice = newDice(weights)
	return v
}

// The making of words. Stems come in order of rank; the forms of a stem stand
// two to sixteen times as far down. With these numbers about two words of three
// in the tail are forms of a stem higher up.
const (
	stems      = 45000
	formChance = 45 // of a hundred, for each affix
	mostForms  = 4
	nearest    = 2 // times the stem's place
	spread     = 15
)

// invent gives the common words of a language and after them invented ones.
func invent(s *stream, l *language) []string {
	type placed struct {
		word  string
		place int
	}
	seen := make(map[string]bool, vocabularySize*2)
	words := strings.Fields(l.common)
	for _, w := range words {
		seen[w] = true
	}
	fresh := func(w string) bool {
		if seen[w] {
			return false
		}
		seen[w] = true
		return true
	}
	affixes := strings.Fields(l.affixes)
	var all []placed
	for k := 1; k <= stems; k++ {
		size := sizeAt(s, k)
		stem := l.stem(s, size)
		// Short words run out in some languages; a longer one is free.
		for tries := 0; !fresh(stem); tries++ {
			stem = l.stem(s, size+tries/8)
		}
		all = append(all, placed{stem, k})
		for forms, i := 0, 0; forms < mostForms && i < len(affixes); i++ {
			if !s.percent(formChance) {
				continue
			}
			if w := affixed(stem, affixes[i]); fresh(w) {
				all = append(all, placed{w, k * (nearest + s.below(spread))})
				forms++
			}
		}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	for _, p := range all[:vocabularySize-len(words)] {
		words = append(words, p.word)
	}
	return words
}

// sizeAt is the number of syllables of the stem at place k: words that are said
// often are short.
func sizeAt(s *stream, k int) int {
	chance := [3]int{45, 88, 100}
	switch {
	case k < 500:
		chance = [3]int{90, 100, 100}
	case k < 5000:
		chance = [3]int{72, 96, 100}
	}
	x := s.below(100)
	size := 2
	for x >= chance[size-2] {
		size++
	}
	return size
}

// affixed puts "-ing" after a stem, or "re-" before it. A final e gives way to a
// vowel, as in English, French, Spanish and German.
func affixed(stem, affix string) string {
	if before, ok := strings.CutSuffix(affix, "-"); ok {
		return before + stem
	}
	affix = affix[1:]
	if strings.HasSuffix(stem, "e") && strings.ContainsRune("aeiouéè", rune(affix[0])) {
		stem = stem[:len(stem)-1]
	}
	return stem + affix
}
