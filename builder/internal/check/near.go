package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// leastLetters is how long words must be to be compared: with shorter ones, one
// letter is all that tells two apart.
const leastLetters = 5

// nearPairs gives the pairs of words, as indices, that are one edit apart: a
// letter left out, put in, replaced, or swapped with the next. Such words share
// what is left when one letter is taken out of one or of both, so that only
// words that do are compared. Figures tell things apart, and are never the edit.
func nearPairs(words []string) [][2]int {
	buckets := map[string][]int{}
	for i, w := range words {
		runes := []rune(w)
		if len(runes) < leastLetters {
			continue
		}
		figures := strings.Map(figure, w) + "\x00"
		buckets[figures+w] = append(buckets[figures+w], i)
		for k, r := range runes {
			if k > 0 && runes[k-1] == r || unicode.IsDigit(r) {
				continue // taking out either of two equal letters leaves the same
			}
			left := figures + string(runes[:k]) + string(runes[k+1:])
			buckets[left] = append(buckets[left], i)
		}
	}
	seen := map[[2]int]bool{}
	var out [][2]int
	for _, b := range buckets {
		for x, i := range b {
			for _, j := range b[x+1:] {
				pair := [2]int{min(i, j), max(i, j)}
				if !seen[pair] && oneEdit([]rune(words[i]), []rune(words[j])) {
					seen[pair] = true
					out = append(out, pair)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return out
}

func figure(r rune) rune {
	if unicode.IsDigit(r) {
		return r
	}
	return -1
}

// oneEdit tells whether two words are at the distance 1 of Damerau and
// Levenshtein.
func oneEdit(a, b []rune) bool {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == 0 || len(y) == 0:
		return len(x)+len(y) == 1
	case slices.Equal(x[1:], y[1:]), slices.Equal(x[1:], y), slices.Equal(x, y[1:]):
		return true
	}
	return len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && slices.Equal(x[2:], y[2:])
}

// tellApart tells whether two names that are one edit apart differ in a word so
// short that the letter is meant: Mr and Mrs, A. and B., group a and group b.
func tellApart(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return min(len([]rune(x[i])), len([]rune(y[i]))) <= 2
		}
	}
	return false
}

func nameWords(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) })
}
