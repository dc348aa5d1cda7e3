package lang

import (
	"math/bits"
	"unicode/utf8"
)

// hanAt tells whether a character from U+4E00 to U+9FFF stands at s[i:], in
// three bytes: most of a Chinese text, which need not be decoded to be known. s
// is UTF-8.
func hanAt(s string, i int) bool {
	// The first two bytes of these, as one number, are from E4B8 to E9BF.
	return i+2 < len(s) && (uint16(s[i])<<8|uint16(s[i+1]))-0xE4B8 <= 0xE9BF-0xE4B8 && (s[i+1]^0x80)|(s[i+2]^0x80) < 0x40
}

// Han is how many bytes s begins with of characters from U+4E00
// to U+9FFF.
func Han(s string) int {
	i := 0
	for hanAt(s, i) {
		i += 3
	}
	return i
}

// Head is the first n characters of s, which is UTF-8, or all there are.
func Head(s string, n int) string {
	i := 0
	for ; n >= 8 && i+8 <= len(s); i += 8 {
		w := eightOf(s, i)
		n -= 8 - bits.OnesCount64(w&^(w<<1)&highBits) // all but those that go on a character
	}
	for ; i < len(s); i++ {
		if utf8.RuneStart(s[i]) {
			if n == 0 {
				return s[:i]
			}
			n--
		}
	}
	return s
}

// Letters is how many bytes of letters s, which is UTF-8, begins with.
func Letters(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if (c|0x20)-'a' > 'z'-'a' {
				return i
			}
			i++
			continue
		}
		if hanAt(s, i) {
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !IsLetter(r) {
			return i
		}
		i += size
	}
	return i
}

// SmallLetters is how many bytes of small letters of ASCII s begins with.
func SmallLetters(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := eightOf(s, i)
		if rest := (^between(w&^highBits, 'a', 'z') | w) & highBits; rest != 0 {
			return i + bits.TrailingZeros64(rest)/8
		}
	}
	for i < len(s) && s[i]-'a' <= 'z'-'a' {
		i++
	}
	return i
}

// Solid is how many bytes of visible ASCII s begins with, and whether all of them are
// letters and figures.
func Solid(s string) (n int, plain bool) {
	odd := uint64(0) // of the bytes before, those that are neither
	for ; n+8 <= len(s); n += 8 {
		w := eightOf(s, n)
		signs := ^(lettersOf(w) | between(w&^highBits, '0', '9')) & highBits
		ends := ^between(w&^highBits, '!', 0x7f)&highBits | w&highBits
		if ends != 0 {
			odd |= signs & (ends&-ends - 1)
			return n + bits.TrailingZeros64(ends)/8, odd == 0
		}
		odd |= signs
	}
	plain = odd == 0
	for ; n < len(s) && s[n] > ' ' && s[n] < utf8.RuneSelf; n++ {
		plain = plain && ((s[n]|0x20)-'a' <= 'z'-'a' || s[n]-'0' <= 9)
	}
	return n, plain
}

// CapitalOrFigure is where the first capital or figure of s, which is ASCII, stands from
// i on; the length of s where there is none.
func CapitalOrFigure(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		w := eightOf(s, i)
		if m := between(w, 'A', 'Z') | between(w, '0', '9'); m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	for i < len(s) && s[i]-'A' > 'Z'-'A' && s[i]-'0' > 9 {
		i++
	}
	return i
}

// highBits are those that no byte of ASCII has.
const highBits = 0x8080808080808080

// eightOf gives eight bytes of s as one number, the first lowest.
func eightOf(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// restOf is eightOf where s ends before: what is missing is 0.
func restOf(s string, i int) (w uint64) {
	for j := len(s) - 1; j >= i; j-- {
		w = w<<8 | uint64(s[j])
	}
	return w
}

// between sets the high bit of each of eight bytes of ASCII that is from first to
// last.
func between(w uint64, first, last byte) uint64 {
	const each = 0x0101010101010101
	return (w + each*uint64(0x80-first)) &^ (w + each*uint64(0x7f-last)) & highBits
}

// lettersOf sets the high bit of each of eight bytes that is a letter of ASCII,
// and of others that are none of ASCII.
func lettersOf(w uint64) uint64 {
	const each = 0x0101010101010101
	return between((w|each*0x20)&^highBits, 'a', 'z')
}

// Odd tells which of the eight bytes at s[i:], which is UTF-8, may begin something
// else than words: those that are neither letters nor blanks of ASCII, nor of a
// character from U+4000 to U+9FFF. It sets the highest bit of each, the first
// lowest.
func Odd(s string, i int) uint64 {
	w := eightOf(s, i)
	high := w & highBits
	leads := high & (w << 1)
	const each = 0x0101010101010101
	low := w &^ highBits
	blank := each*0x80 - (low ^ each*' ')
	return ^(lettersOf(w)|blank|high)&highBits | leads&^between(low, 0x64, 0x69)
}

// Opens tells which of the eight bytes at s[i:], which is UTF-8, may open a note:
// those of ( * < [ {, and the first of the characters in which brackets and dashes
// beyond ASCII are, U+2000 to U+3FFF and from U+F000. It sets the highest bit of
// each, the first lowest.
func Opens(s string, i int) uint64 {
	w := eightOf(s, i)
	high := w & highBits
	const each = 0x0101010101010101
	low := w &^ highBits
	// What is left of the byte is none where it was the one asked for.
	round := (low | each*('('^'*')) ^ each*'*'
	angle := low ^ each*'<'
	square := (low | each*('['^'{')) ^ each*'{'
	ascii := ((highBits - round) | (highBits - angle) | (highBits - square)) &^ high
	if high == 0 {
		return ascii & highBits
	}
	general := (low | each) ^ each*0x63 // E2 and E3
	full := low ^ each*0x6F             // EF
	return (ascii | ((highBits-general)|(highBits-full))&high&(w<<1)) & highBits
}

// ASCIILetters counts the letters of ASCII in s, and the bytes of what is beyond ASCII.
func ASCIILetters(s string) (letters, beyond int) {
	for i := 0; i < len(s); i += 8 {
		var w uint64
		if i+8 <= len(s) {
			w = eightOf(s, i)
		} else {
			w = restOf(s, i)
		}
		letters += bits.OnesCount64(lettersOf(w) &^ w & highBits)
		beyond += bits.OnesCount64(w & highBits)
	}
	return letters, beyond
}

// hasByte tells whether one of eight bytes of ASCII is c.
func hasByte(w uint64, c byte) bool {
	const each = 0x0101010101010101
	w ^= each * uint64(c)
	return (w-each)&^w&highBits != 0
}

// asciiLength is how many bytes of ASCII s begins with.
func asciiLength(s string) int {
	i := 0
	for i+8 <= len(s) && eightOf(s, i)&highBits == 0 {
		i += 8
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}
