package synthetic

import (
	"unicode"
	"unicode/utf8"
)

// speech appends sentences of n words in all.
func (v *vocabulary) speech(b []byte, s *stream, n int) []byte {
	for first := true; n > 0; first = false {
		if !first {
			b = append(b, v.gap...)
		}
		size := min(n, shortestSentence+s.below(longestSentence-shortestSentence+1))
		b = v.sentence(b, s, size)
		n -= size
	}
	return b
}

// sentence writes a sentence of n words, a question now and then.
func (v *vocabulary) sentence(b []byte, s *stream, n int) []byte {
	end := v.stop
	if s.below(questionEvery) == 0 {
		b = append(b, v.open...)
		end = v.ask
	}
	w := v.words[v.dice.roll(s)]
	r, size := utf8.DecodeRuneInString(w)
	b = utf8.AppendRune(b, unicode.ToUpper(r))
	b = append(b, w[size:]...)
	for range n - 1 {
		if s.below(commaEvery) == 0 {
			b = append(b, v.comma...)
		} else {
			b = append(b, v.blank...)
		}
		b = append(b, v.words[v.dice.roll(s)]...)
	}
	return append(b, end...)
}
