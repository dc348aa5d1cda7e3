//go:build ignore

package main

import (
	"log"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// special are foldings that no rule below gives.
var special = map[rune]string{
	'İ': "i", 'ß': "ss", 'ẞ': "ss", 'ŉ': "n", 'ĳ': "ij", 'Ĳ': "ij", 'ŀ': "l", 'Ŀ': "l",
	'№': "no", 'ª': "a", 'º': "o", '²': "2", '³': "3", '¹': "1", 'ﷲ': "الله", 'ﭏ': "אל",
	// Apostrophes, quotation marks in acronyms, separators of digits.
	'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '׳': "'", '״': "\"", '٬': ",", '٫': ".", '‧': "·",
	// Voicing marks that stand alone.
	'゛': "\u3099", '゜': "\u309A",
}

// bare are letters that are others in a term, where taking marks off does not
// give them.
var bare = []string{
	"øo", "đd", "łl", "ħh", "ŧt", "ıi", "æae", "œoe", "ёе",
	"أا", "إا", "آا", "ٱا", "ىي", "یي", "ةه", "کك",
}

// compatible reports whether the compatibility decomposition of r is what is
// meant by it in running text.
func compatible(r rune) bool {
	switch {
	case r == 0x017F,
		r >= 0x2070 && r <= 0x2079, r >= 0x2080 && r <= 0x2089,
		r >= 0x2160 && r <= 0x217F, // Roman numerals
		r >= 0xFB00 && r <= 0xFB06, // ligatures of f, st
		r >= 0xFB1D && r <= 0xFB4F && r != 0xFB1E && r != 0xFB29,
		r >= 0xFB50 && r <= 0xFBB1, r >= 0xFBFC && r <= 0xFBFF, // letters of Persian and Urdu
		r >= 0xFE70 && r <= 0xFEFC,   // letters of Arabic
		r >= 0xFF01 && r <= 0xFFDC,   // widths
		r >= 0x1D400 && r <= 0x1D6A3: // Latin letters of mathematics
		return true
	}
	return false
}

// han reports whether r is left to the table of Han characters, or is another
// symbol of which NFKC makes letters.
func han(r rune) bool {
	return r >= 0x2E80 && r <= 0x2FDF || r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800
}

// formOf is the folding of one character.
func formOf(r rune) string {
	if s, ok := special[r]; ok {
		return s
	}
	if han(r) || class(r) == hidden {
		return string(r)
	}
	s := norm.NFC.String(string(r))
	if r == 0x0344 || r == 0x0345 {
		// Two marks in one, not to be used; the iota under a Greek letter, which
		// is folded as a mark and not as the letter of its case folding.
		return string(r)
	}
	if !single(s) && class(r) != other && !compatible(r) {
		// What Unicode excludes from composition is composed all the same.
		return string(r)
	}
	if compatible(r) {
		s = strings.TrimLeft(norm.NFKC.String(string(r)), " \u0640")
		if r >= 0xFB1D && r < 0xFB4F {
			s = s[:2] // without its points
		}
		if r >= 0xFFA1 && r <= 0xFFDC {
			// NFKC makes conjoining jamo of these; the usual keyboard ones are
			// meant.
			s = halfJamo(r)
		}
	}
	if n := decimal(r); n >= 0 && r < 0xFF00 {
		return string(rune('0' + n))
	}
	var b strings.Builder
	for _, c := range s {
		b.WriteString(foldCase(c))
	}
	t := norm.NFC.String(b.String())
	if t != string(r) && !single(t) {
		var u strings.Builder
		for _, c := range t {
			u.WriteString(formOf(c))
		}
		return u.String()
	}
	return t
}

func foldCase(r rune) string {
	if s, ok := special[r]; ok {
		return s
	}
	if unicode.Is(unicode.Cherokee, r) {
		// Unicode folds it to capitals, for reasons of history.
		return string(unicode.ToLower(r))
	}
	s := cases.Fold().String(string(r))
	if single(s) {
		return s
	}
	if l := unicode.ToLower(r); l != r {
		return string(l)
	}
	if r == 'և' {
		return s
	}
	return string(r)
}

func single(s string) bool { return len([]rune(s)) == 1 }

func halfJamo(r rune) string {
	switch {
	case r <= 0xFFBE:
		return string(r - 0xFFA1 + 0x3131)
	case r <= 0xFFC7:
		return string(r - 0xFFC2 + 0x314F)
	case r <= 0xFFCF:
		return string(r - 0xFFCA + 0x3155)
	case r <= 0xFFD7:
		return string(r - 0xFFD2 + 0x315B)
	}
	return string(r - 0xFFDA + 0x3161)
}

// decimal is the value of a decimal digit, else -1. Digits stand in tens.
func decimal(r rune) int {
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	if r >= 0x1D7CE && r <= 0x1D7FF {
		return int(r-0x1D7CE) % 10
	}
	n := 0
	for r--; unicode.Is(unicode.Nd, r); r-- {
		n++
	}
	return n % 10
}

// folds are all characters that do not fold to themselves.
var folds = func() map[rune]string {
	m := map[rune]string{}
	for r := rune(0x21); r < 0x20000; r++ {
		if r >= 0xD800 && r < 0xE000 || r >= 0xAC00 && r < 0xD7A4 || decimal(r) >= 0 && r < 0xFF00 || r >= 0x1D7CE && r < 0x1D800 {
			continue
		}
		if s := formOf(r); s != string(r) {
			if class(r) == other && special[r] == "" && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !(r >= 0xFF01 && r <= 0xFF5E) {
				continue
			}
			m[r] = s
		}
	}
	// A folding is final.
	for r, s := range m {
		for _, c := range s {
			if t, ok := m[c]; ok {
				log.Fatalf("%q folds to %q, of which %q folds to %q", r, s, c, t)
			}
		}
	}
	return m
}()

// free reports whether r is not assigned, so that a run may include it.
func free(r rune) bool { return r > 0x300 && class(r) == anything && folds[r] == "" }

// encodeFold writes runs in three columns, one after the other: how far from the
// end of the last one, length and kind, first target as a step from the last
// one's end. Kinds: 0 neighbours fold to
// neighbours, 1 every other character to every other, 2 all to one.
func encodeFold() string {
	to := func(r rune) rune {
		if s, ok := folds[r]; ok && single(s) {
			return []rune(s)[0]
		}
		return 0
	}
	var table columns
	var end, last rune
	for r := rune(0); r < 0x20000; r++ {
		t := to(r)
		if t == 0 {
			continue
		}
		var lens [3]rune
		for k, step := range [][2]rune{{1, 1}, {2, 2}, {1, 0}} {
			n := rune(1) // with free ones at its end
			lens[k] = 1
			for ; ; n++ {
				at := r + n*step[0]
				if k == 1 && to(at-1) != 0 {
					break
				}
				if to(at) == t+n*step[1] {
					lens[k] = n + 1
				} else if !free(at) {
					break
				}
			}
		}
		k := 0
		for i := range lens {
			if lens[i] > lens[k] {
				k = i
			}
		}
		n := lens[k]
		table.row(int(r-end), int(n-1)*3+k, signed(int(t-last)))
		switch k {
		case 0:
			end, last = r+n, t+n
		case 1:
			end, last = r+2*n-1, t+2*n
		case 2:
			end, last = r+n, t+1
		}
		r = end - 1
	}
	return table.String()
}

// encodeZero writes the distances between the zeros of decimal digits.
func encodeZero() string {
	var b []byte
	last := rune(0)
	for r := rune(0x80); r < 0x20000; r++ {
		if decimal(r) == 0 && r < 0xFF00 || r >= 0x10000 && decimal(r) == 0 {
			b = number(b, int(r-last))
			last = r
		}
	}
	return string(b)
}

func encodeSpread() string {
	var parts []string
	for _, r := range sortedKeys(folds) {
		if s := folds[r]; !single(s) {
			parts = append(parts, string(r)+s)
		}
	}
	return strings.Join(parts, " ")
}

// made are the letters that two characters make, but for Hangul and kana, which
// have rules, and scripts of the past.
func made() map[rune][2]rune {
	m := map[rune][2]rune{
		'ำ': {'\u0E4D', 'า'}, 'ຳ': {'\u0ECD', 'າ'}, 'แ': {'เ', 'เ'},
	}
	for r := rune(0x80); r < 0x10000; r++ {
		s := string(r)
		if r >= 0x0F00 && r < 0x1000 {
			continue // Tibetan has composed letters, but discourages them
		}
		if r >= 0xAC00 && r < 0xD7A4 || r >= 0x3040 && r < 0x3100 || norm.NFD.String(s) == s || class(r) == other || han(r) {
			continue
		}
		if _, ok := folds[r]; ok {
			continue
		}
		d := []rune(norm.NFD.String(s))
		base := []rune(norm.NFC.String(string(d[:len(d)-1])))
		if len(base) != 1 {
			log.Fatalf("%q is made of more than two", s)
		}
		m[r] = [2]rune{base[0], d[len(d)-1]}
	}
	return m
}

// encodeMade writes three columns, one after the other: the steps from one letter
// to the next, those of their first characters, and how far the second ones are
// from U+0300.
func encodeMade() string {
	var table columns
	var last, lastOf rune
	m := made()
	for _, r := range sortedKeys(m) {
		x := m[r]
		table.row(int(r-last), signed(int(x[0]-lastOf)), signed(int(x[1]-0x300)))
		last, lastOf = r, x[0]
	}
	return table.String()
}
