package lang

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// WordsKey is [AppendWords] as a string.
func WordsKey(s string) string { return string(AppendWords(nil, s)) }

// AppendWords appends to dst the words of s and nothing else, and returns the
// extended slice: letters, marks and digits after NFKC, in lower case (and ß as
// ss, ς as σ), one blank between two words of spaced scripts, nothing before or
// after a letter of an unspaced one. Words are those of [Measure], so an
// apostrophe or hyphen within one is left out and does not part it. What is not
// seen is left out as well.
//
// Two texts that differ only in punctuation, case, width of characters, line
// breaks and white space have the same key, which is what a turn's hash is
// made of: the key must not change from release to release.
func AppendWords(dst []byte, s string) []byte {
	k := keyer{dst: slices.Grow(dst, len(s)), table: runeTable()}
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			// A character of ASCII may compose with one beyond it that follows.
			end := i + 1 + asciiLength(s[i+1:])
			if end < len(s) && !inertAt(k.table, s, end) {
				end--
			}
			if end > i {
				k.asciis(s[i:end])
				i = end
				continue
			}
		} else if hanAt(s, i) && (i+3 == len(s) || s[i+3] < utf8.RuneSelf || hanAt(s, i+3)) {
			k.in, k.joined, k.blank = false, false, false
			k.dst = append(k.dst, s[i], s[i+1], s[i+2])
			i += 3
			continue
		} else if n := k.asIs(s[i:]); n > 0 {
			k.word()
			k.dst = append(k.dst, s[i:i+n]...)
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if about(k.table, r)&inertBit != 0 && inertAt(k.table, s, i+n) {
			k.add(halfWidth(r))
			i += n
			continue
		}
		n += uncut(k.table, s[i+n:])
		k.normalize(s[i : i+n])
		i += n
	}
	return k.dst
}

// inertAt reports whether the text may be cut before s[i:].
func inertAt(t *[runeTableEnd]uint8, s string, i int) bool {
	if i == len(s) || s[i] < utf8.RuneSelf {
		return true
	}
	r := Two(s[i:])
	if r == 0 {
		r, _ = utf8.DecodeRuneInString(s[i:])
	}
	return about(t, r)&inertBit != 0
}

// uncut is the length of what at the start of s must not be parted from what
// is before it.
func uncut(t *[runeTableEnd]uint8, s string) int {
	for i, r := range s {
		if about(t, r)&inertBit != 0 {
			return i
		}
	}
	return len(s)
}

// keyer writes the words of a text.
type keyer struct {
	dst    []byte
	table  *[runeTableEnd]uint8
	in     bool // within a spaced word
	joined bool // after a joiner that follows a spaced word
	blank  bool // a spaced word came last, so that the next one needs a blank
	room   []byte
}

// asIs is how many bytes of a spaced word s begins with of characters of two bytes that
// are taken as they are.
func (k *keyer) asIs(s string) int {
	n := 0
	for {
		r := Two(s[n:])
		if r == 0 || k.table[r]&wordBit == 0 {
			break
		}
		n += 2
	}
	if n > 0 && !inertAt(k.table, s, n) {
		n -= 2
	}
	return n
}

// asciis takes characters of ASCII.
func (k *keyer) asciis(s string) {
	dst, in, joined, blank := k.dst, k.in, k.joined, k.blank
	for i := 0; i < len(s); i++ {
		switch asciiClass[s[i]] {
		case spaced:
			if !in && !joined && blank {
				dst = append(dst, ' ')
			}
			in, joined, blank = true, false, true
			if n := len(dst); i+8 <= len(s) && n+8 <= cap(dst) {
				w := eightOf(s, i)
				binary.LittleEndian.PutUint64(dst[n:n+8], w|0x2020202020202020) // which figures have already
				k := bits.TrailingZeros64(^(lettersOf(w)|between(w, '0', '9'))&highBits) / 8
				dst = dst[:n+k]
				i += k - 1
				continue
			}
			dst = append(dst, s[i]|0x20)
		case joiner:
			in, joined = false, in
		default:
			in, joined = false, false
		}
	}
	k.dst, k.in, k.joined, k.blank = dst, in, joined, blank
}

func (k *keyer) ascii(b byte) {
	switch asciiClass[b] {
	case spaced:
		k.word()
		k.dst = append(k.dst, b|0x20)
	case joiner:
		k.in, k.joined = false, k.in
	default:
		k.in, k.joined = false, false
	}
}

// word prepares for one more character of a spaced word.
func (k *keyer) word() {
	if !k.in && !k.joined && k.blank {
		k.dst = append(k.dst, ' ')
	}
	k.in, k.joined, k.blank = true, false, true
}

// add takes one character that is normalized.
func (k *keyer) add(r rune) {
	if r < utf8.RuneSelf {
		k.ascii(byte(r))
		return
	}
	bits := about(k.table, r)
	switch class(bits & classBits) {
	case spaced:
		k.word()
		switch {
		case bits&lowerBit != 0:
			k.dst = utf8.AppendRune(k.dst, r)
		case r == 'ß', r == 'ẞ':
			k.dst = append(k.dst, "ss"...)
		case r == 'ς':
			k.dst = append(k.dst, "σ"...)
		default:
			k.dst = utf8.AppendRune(k.dst, toLower(r))
		}
	case unspaced:
		k.in, k.joined, k.blank = false, false, false
		k.dst = utf8.AppendRune(k.dst, r)
	case mark:
		k.dst = utf8.AppendRune(k.dst, r)
	case joiner:
		k.in, k.joined = false, k.in
	case other:
		k.in, k.joined = false, false
	}
}

// normalize takes a piece that may be cut at both its ends, and which NFKC may
// change.
func (k *keyer) normalize(s string) {
	if norm.NFKC.QuickSpanString(s) == len(s) {
		for _, r := range s {
			k.add(r)
		}
		return
	}
	k.room = norm.NFKC.AppendString(k.room[:0], s)
	for b := k.room; len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		k.add(r)
		b = b[size:]
	}
}
