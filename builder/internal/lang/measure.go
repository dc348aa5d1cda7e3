package lang

import (
	"math"
	"math/bits"
	"unicode/utf8"
)

// CountPassage is the size of s in half-words, which makes passages of all
// scripts about equally long: 2 for a spaced word, 1 for a letter of an
// unspaced script. 240 are 120 words or 240 Chinese characters.
func CountPassage(s string) int {
	m := measure(s, math.MaxInt)
	return m.passage()
}

// LongerPassage tells whether s is longer than size, as [CountPassage] counts,
// and counts no further than it must.
func LongerPassage(s string, size int) bool {
	if len(s) < size {
		return false // no half-word takes less than a byte, but for the last
	}
	m := measure(s, size)
	return m.passage() > size
}

// Measure counts the words of s as a reader would be told them: a run of letters,
// marks and digits of spaced scripts is one, and an apostrophe or hyphen inside does
// not part it (don't, vice-chair); each letter of an unspaced script (see [Unspaced])
// is one, its marks none. The length is in letters and figures, so that the lengths of
// two languages are alike: a Han character says about what three letters of an alphabet
// do, a Hangul syllable two.
func Measure(s string) (words, length int) {
	m := measure(s, math.MaxInt)
	return m.words + m.letters, m.length
}

// measures are of a text: its words of spaced scripts and letters of unspaced ones, and
// its length.
type measures struct{ words, letters, length int }

func (m *measures) passage() int { return 2*m.words + m.letters }

// measure looks at s until it is longer than most half-words.
func measure(s string, most int) (m measures) {
	in := false     // within a word
	joined := false // after a joiner that follows a word
	for i := 0; i < len(s) && m.passage() <= most; {
		if c := s[i]; c < utf8.RuneSelf {
			if i+8 <= len(s) {
				if w := eightOf(s, i); w&highBits == 0 && !hasByte(w, '\'') && !hasByte(w, '-') {
					within := between(w|0x2020202020202020, 'a', 'z') | between(w, '0', '9')
					before := within << 8
					if in || joined {
						before |= 0x80
					}
					m.words += bits.OnesCount64(within &^ before)
					m.length += bits.OnesCount64(within)
					in, joined = within>>63 != 0, false
					i += 8
					continue
				}
			}
			if asciiClass[c] != spaced {
				in, joined = false, in && asciiClass[c] == joiner
				i++
				continue
			}
		} else if n := Han(s[i:]); n > 0 {
			m.letters += n / 3
			m.length += n
			in, joined = false, false
			i += n
			continue
		}
		if n, length := word(s[i:]); n > 0 {
			if !in && !joined {
				m.words++
			}
			m.length += length
			in, joined = true, false
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		m.length += lengthOf(r)
		switch classOf(r) {
		case unspaced:
			m.letters++
			in, joined = false, false
		case joiner:
			in, joined = false, in
		case other:
			in, joined = false, false
		}
	}
	return m
}

// lengthOf is what a character adds to the length of a text.
func lengthOf(r rune) int {
	switch {
	case r >= 0x3400 && r <= 0x9FFF, r >= 0x20000 && r <= 0x3FFFF, r >= 0xF900 && r <= 0xFAFF:
		return 3
	case r >= 0xAC00 && r <= 0xD7A3:
		return 2
	case kindOf(r)&(isLetter|isDigit) != 0:
		return 1
	}
	return 0
}

// Word is how many bytes s begins with of letters, marks and figures of scripts that
// set blanks between words.
func Word(s string) int {
	n, _ := word(s)
	return n
}

// word is Word, and the length of those bytes as Measure has it.
func word(s string) (n, length int) {
	for n < len(s) {
		if c := s[n]; c < utf8.RuneSelf {
			if asciiClass[c] != spaced {
				return n, length
			}
			k := 1
			if n+8 <= len(s) {
				w := eightOf(s, n)
				k = bits.TrailingZeros64((^(lettersOf(w)|between(w&^highBits, '0', '9'))|w)&highBits) / 8
			}
			n += k
			length += k
		} else if c < 0xE0 {
			from := n
			for n+1 < len(s) && s[n]-0xC2 < 0xE0-0xC2 && s[n+1]^0x80 < 0x40 {
				k := kinds[uint(s[n]&0x1F)<<6|uint(s[n+1]&0x3F)]
				if class(k&classBits) != spaced {
					return n, length
				}
				n += 2
				if k&(isLetter|isDigit) != 0 {
					length++
				}
			}
			if n == from {
				return n, length
			}
		} else {
			r, size := utf8.DecodeRuneInString(s[n:])
			if classOf(r) != spaced {
				return n, length
			}
			n += size
			length += lengthOf(r)
		}
	}
	return n, length
}
