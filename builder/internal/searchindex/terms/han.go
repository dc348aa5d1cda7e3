package terms

import (
	"iter"
	"strings"
	"sync"
	"unicode/utf8"
)

// The block of most Han characters.
const (
	hanFirst = 0x4E00
	hanLast  = 0x9FFF
)

// han has the simplified characters: those of the block in an array, which is
// asked for every character of Chinese texts.
type han struct {
	block  [hanLast - hanFirst + 1]rune
	others map[rune]rune
	back   map[rune]rune // see Traditional
}

var hanTable = sync.OnceValue(func() *han {
	h := &han{others: map[rune]rune{}, back: map[rune]rune{}}
	for i := range h.block {
		h.block[i] = hanFirst + rune(i)
	}
	for r, to := range Pairs() {
		if r >= hanFirst && r <= hanLast {
			h.block[r-hanFirst] = to
			if h.back[to] == 0 {
				h.back[to] = r
			}
		} else {
			h.others[r] = to
		}
	}
	return h
})

// Simplify is the simplified character for a traditional Han character, for a
// radical or compatibility ideograph the usual one (simplified), and r itself
// for any other.
func Simplify(r rune) rune {
	switch {
	case r >= hanFirst && r <= hanLast:
		return hanTable().block[r-hanFirst]
	case r < 0x2E80, r > hanLast && r < 0xF900, r >= 0xFB00 && r < 0x20000:
		return r
	}
	if to, ok := hanTable().others[r]; ok {
		return to
	}
	return r
}

// Traditional gives for each character the first, by code point, of the usual
// Han characters (those of one block) that Simplify makes it of; itself for one
// that is made of none. It is a guess at how a simplified term was written.
func Traditional(term string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x2E80 {
			if t, ok := hanTable().back[r]; ok {
				return t
			}
		}
		return r
	}, term)
}

// Pairs are the characters that [Simplify] changes and what it makes of them, in
// the order of the former. An index publishes those whose second is in one of
// its terms: somebody may type the traditional character of a text that is all
// simplified.
func Pairs() iter.Seq2[rune, rune] {
	return func(yield func(rune, rune) bool) {
		to := tableHanTo
		for _, r := range tableHan {
			t, n := utf8.DecodeRuneInString(to)
			to = to[n:]
			if !yield(r, t) {
				return
			}
		}
	}
}
