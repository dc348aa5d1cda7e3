package lang

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxPasses bounds the passes until a folded text no longer changes. Two are
// the rule, three were seen; the bound is there so that no text can hang a
// build.
const maxPasses = 8

// Fold brings a name into the form in which equal names are equal strings:
//
//  1. NFKC, which also makes full-width and half-width characters usual ones;
//  2. characters that are not seen are dropped: zero-width characters, the
//     soft hyphen, marks of direction, selectors of variants;
//  3. Arabic tatweel, harakat and the signs of recitation are dropped;
//  4. full case folding (ß: ss, ς: σ), then NFKC again;
//  5. every run of white space is one blank, none at the ends.
//
// Punctuation and diacritics stay. Folding a folded string changes nothing.
// A string that is folded already is returned as it is.
func Fold(s string) string {
	if IsASCII(s) {
		return foldASCII(s)
	}
	return foldPieces(s, foldOnce, nil)
}

// settle repeats a folding until the string stays as it is, so that folding is
// idempotent although dropping a character may let its neighbours combine.
func settle(s string, once func(string) string) string {
	for range maxPasses {
		t := once(s)
		if t == s {
			return s
		}
		s = t
	}
	return s
}

// IsASCII tells whether a text has no characters beyond ASCII.
func IsASCII(s string) bool { return asciiLength(s) == len(s) }

func asciiSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// foldASCII is Fold for text of ASCII only. It copies only when something
// changes.
func foldASCII(s string) string {
	for len(s) > 0 && asciiSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && asciiSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	i := 0
	for i < len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' || c >= '\t' && c <= '\r' || c == ' ' && asciiSpace(s[i+1]) {
			break
		}
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s))
	copy(b, s)
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case asciiSpace(c):
			if asciiSpace(s[i+1]) {
				continue
			}
			c = ' '
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		b = append(b, c)
	}
	return string(b)
}

// foldPieces folds text that is not all ASCII: characters that stand for
// themselves as they come, what may interact with its neighbours by once, and
// white space in the end. table, if not nil, has the foldings of the characters
// below its end.
func foldPieces(s string, once func(string) string, table *[searchTableEnd]string) string {
	if Han(s) == len(s) && utf8.ValidString(s) {
		return s // which no folding changes
	}
	t := runeTable()
	if leftByFoldings(t, s) {
		return s
	}
	w := folder{b: make([]byte, 0, len(s))}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			w.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		bits := about(t, r)
		if bits&inertBit != 0 && inertAt(t, s, i+n) {
			i += n
			switch {
			case bits&lowerBit != 0:
				w.word(s[i-n : i])
				continue
			case halfWidth(r) < utf8.RuneSelf:
				w.ascii(byte(halfWidth(r)))
				continue
			case table != nil && r < searchTableEnd:
				w.text(table[r])
				continue
			}
			w.text(settle(s[i-n:i], once))
			continue
		}
		n += uncut(t, s[i+n:])
		w.text(settle(s[i:i+n], once))
		i += n
	}
	if string(w.b) == s {
		return s
	}
	return string(w.b)
}

// leftByFoldings tells of most words that no folding changes them.
func leftByFoldings(t *[runeTableEnd]uint8, s string) bool {
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = Two(s[i:]), 2
		}
		if r == 0 || t[r]&lowerBit == 0 {
			return false
		}
		i += size
	}
	return true
}

// folder writes folded text with single blanks and none at its ends.
type folder struct {
	b     []byte
	blank bool
}

// word appends what is not white space.
func (w *folder) word(s string) {
	if w.blank && len(w.b) > 0 {
		w.b = append(w.b, ' ')
	}
	w.blank = false
	w.b = append(w.b, s...)
}

func (w *folder) ascii(c byte) {
	if asciiSpace(c) {
		w.blank = true
		return
	}
	if w.blank && len(w.b) > 0 {
		w.b = append(w.b, ' ')
	}
	w.blank = false
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	w.b = append(w.b, c)
}

// text appends what may hold white space.
func (w *folder) text(s string) {
	for i, r := range s {
		if IsSpace(r) {
			w.blank = true
			continue
		}
		if r == utf8.RuneError {
			w.word("\uFFFD")
			continue
		}
		w.word(s[i : i+utf8.RuneLen(r)])
	}
}

// foldOnce is one pass of Fold, but for white space.
func foldOnce(s string) string {
	s = norm.NFKC.String(s)
	s = strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && (unseen(r) || arabicMark(r)) {
			return -1
		}
		return r
	}, s)
	// A Caser may hold state, so it is not shared between calls.
	return norm.NFKC.String(cases.Fold().String(s))
}

// arabicMark reports whether r is tatweel, a haraka or a sign of recitation.
func arabicMark(r rune) bool {
	switch {
	case r < 0x0610:
		return false
	case r == 0x0640, r == 0x0670,
		r >= 0x0610 && r <= 0x061A,
		r >= 0x064B && r <= 0x065F,
		r >= 0x06D6 && r <= 0x06DC,
		r >= 0x06DF && r <= 0x06E4,
		r == 0x06E7, r == 0x06E8,
		r >= 0x06EA && r <= 0x06ED,
		r >= 0x08D3 && r <= 0x08E1,
		r >= 0x08E3 && r <= 0x08FF:
		return true
	}
	return false
}

// unseen reports whether r shows nothing and joins, parts or directs what is
// around it, which is no part of a name or word.
func unseen(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0x00AD, // soft hyphen
		r == 0x034F,                // combining grapheme joiner
		r == 0x061C,                // Arabic letter mark
		r >= 0x180B && r <= 0x180F, // Mongolian selectors and vowel separator
		r >= 0x200B && r <= 0x200F, // zero-width characters, direction marks
		r >= 0x202A && r <= 0x202E, // embeddings
		r >= 0x2060 && r <= 0x206F, // word joiner, isolates
		r >= 0xFE00 && r <= 0xFE0F, // variation selectors
		r == 0xFEFF,                // byte order mark
		r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}
