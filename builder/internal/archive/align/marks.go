package align

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// MaxMarks is how many marks of a turn are kept. Of more, those with the
// smallest hashes are, so that two renderings of one speech keep the same ones.
const MaxMarks = 16

// Marks gathers the marks of one turn from its paragraphs.
type Marks struct {
	found []uint32
	token []byte
}

// Reset begins another turn.
func (m *Marks) Reset() { m.found = m.found[:0] }

// AppendTo appends what was found since Reset to dst: sorted, each mark once,
// at most MaxMarks.
func (m *Marks) AppendTo(dst []uint32) []uint32 {
	slices.Sort(m.found)
	m.found = slices.Compact(m.found)
	return append(dst, m.found[:min(len(m.found), MaxMarks)]...)
}

// Add looks for marks in a paragraph. These are:
//
//   - numbers, whatever the numerals; what groups or parts their figures is left
//     out, since 1,000 is 1.000 elsewhere
//   - words in Latin letters with a capital that does not begin a sentence, with
//     several capitals, or with figures
//   - every word in Latin letters, in a text of another script
//   - the hosts and paths of addresses
//
// A single letter is none.
func (m *Marks) Add(text string) {
	if lang.IsASCII(text) && !strings.Contains(text, "://") && !strings.Contains(text, "www.") {
		m.addPlain(text)
		return
	}
	foreign := -1 // whether Latin is not the script of the text: not known yet
	fresh := true // a sentence begins here
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && marksClass[c]&(latinLetter|figure) == 0 {
			fresh = fresh || marksClass[c] == freshens
			i++
			continue
		}
		if foreign == 0 && c != 'h' && c != 'w' { // nearly every word is a small one
			if n := smallWord(text[i:]); n > 0 {
				i += n
				fresh = false
				continue
			}
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			if n := otherLetters(text[i:]); n > 0 {
				i += n
				fresh = false
				continue
			}
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case c < utf8.RuneSelf || lang.Digit(r) >= 0 || latin(r):
			if c == 'h' || c == 'w' {
				if n := address(text[i:]); n > 0 {
					m.hash(text[i : i+n])
					i += n
					fresh = false
					continue
				}
			}
			n, t := tokenAt(text[i:])
			if t.capitals+t.small == 0 {
				m.number(text[i : i+n])
			} else if n > 1 {
				take := t.capitals > 1 || t.figures > 0 || t.capitals == 1 && !fresh
				if !take {
					if foreign < 0 {
						foreign = 0
						if !mostlyLatin(text) {
							foreign = 1
						}
					}
					take = foreign == 1
				}
				if take {
					m.hash(text[i : i+n])
				}
			}
			i += n
			fresh = false
			continue
		case lang.IsLetter(r):
			fresh = false
		case strings.ContainsRune("…。！？：；“”«»", r):
			fresh = true
		}
		i += size
	}
}

// addPlain is Add of a text of ASCII without addresses: its marks have a capital or a
// figure, and nothing else need be looked at but what stands before each.
func (m *Marks) addPlain(text string) {
	done, fresh := 0, true // what was looked at, and whether a sentence began there
	for i := lang.CapitalOrFigure(text, 0); i < len(text); i = lang.CapitalOrFigure(text, done) {
		for i > done && marksClass[text[i-1]]&latinLetter != 0 {
			i-- // its word begins with small letters
		}
	before:
		for k := i - 1; k >= done; k-- {
			switch class := marksClass[text[k]]; {
			case class&latinLetter != 0:
				fresh = false
				break before
			case class == freshens:
				fresh = true
				break before
			}
		}
		n, t := tokenAt(text[i:])
		if t.capitals+t.small == 0 {
			m.number(text[i : i+n])
		} else if n > 1 && (t.capitals > 1 || t.figures > 0 || !fresh) {
			m.hash(text[i : i+n])
		}
		done, fresh = i+n, false
	}
}

// otherLetters is how many bytes s begins with of the letters that most texts in other
// scripts are of.
func otherLetters(s string) int {
	n := lang.Han(s)
	for r := lang.Two(s[n:]); r > lastLatin && lang.IsLetter(r); r = lang.Two(s[n:]) {
		n += 2
	}
	return n
}

// smallWord gives the length of the word that begins s, where it is nothing but
// small letters of ASCII, and 0 for another.
func smallWord(s string) int {
	n := lang.SmallLetters(s)
	if n < len(s) && (s[n] >= utf8.RuneSelf || marksClass[s[n]]&(latinLetter|figure) != 0) {
		return 0
	}
	return n
}

// What a character of ASCII is to marks.
const (
	latinLetter uint8 = 1 << iota
	figure
	capital
	freshens // a sentence may begin after it
)

var marksClass = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = latinLetter
		case c >= 'A' && c <= 'Z':
			t[c] = latinLetter | capital
		case c >= '0' && c <= '9':
			t[c] = figure
		case strings.ContainsRune(".!?:;\n\"()", rune(c)):
			t[c] = freshens
		}
	}
	return t
}()

// AddLink adds the address of a link, which the text need not show.
func (m *Marks) AddLink(href string) {
	if n := address(href); n > 0 {
		m.hash(href[:n])
	}
}

type token struct{ capitals, small, figures int }

// tokenAt measures the word or number at the start of s: Latin letters, with their marks,
// and figures, and within numbers a mark that groups or parts.
func tokenAt(s string) (n int, t token) {
	for n < len(s) {
		c := s[n]
		if c < utf8.RuneSelf {
			switch class := marksClass[c]; {
			case class&capital != 0:
				t.capitals++
				n++
				continue
			case class&latinLetter != 0:
				t.small++
				n++
				continue
			case class&figure != 0:
				t.figures++
				n++
				continue
			case t.capitals+t.small > 0 || c != '.' && c != ',' && c != '\'':
				return n, t
			}
		}
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case lang.Digit(r) >= 0:
			t.figures++
		case latin(r):
			if lang.IsUpper(r) {
				t.capitals++
			} else {
				t.small++
			}
		case t.capitals+t.small == 0 && strings.ContainsRune(".,'’٫٬", r):
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if lang.Digit(next) < 0 {
				return n, t
			}
		case t.capitals+t.small == 0 && (r == '\u00a0' || r == '\u202f' || r == '\u2009'):
			if !groups(s[n+size:]) {
				return n, t
			}
		case t.capitals+t.small > 0 && lang.IsMark(r):
		default:
			return n, t
		}
		n += size
	}
	return n, t
}

// groups tells whether a text begins with three figures and no fourth, as what is behind
// a blank within a number does.
func groups(s string) bool {
	n := 0
	for _, r := range s {
		if lang.Digit(r) < 0 {
			break
		}
		n++
	}
	return n == 3
}

// number adds a number, by its figures alone.
func (m *Marks) number(s string) {
	m.token = m.token[:0]
	for _, r := range s {
		if d := lang.Digit(r); d >= 0 && (d > 0 || len(m.token) > 0) {
			m.token = append(m.token, byte('0'+d))
		}
	}
	if len(m.token) > 0 {
		m.found = append(m.found, fnv(m.token))
	}
}

// hash adds a word or an address, folded.
func (m *Marks) hash(s string) {
	m.token = m.token[:0]
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			m.token = append(m.token[:0], lang.SearchFold(s)...)
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		m.token = append(m.token, c)
	}
	m.found = append(m.found, fnv(m.token))
}

// fnv is the hash FNV-1a.
func fnv(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// lastLatin is the last of the Latin letters that have two bytes, but for phonetic ones.
const lastLatin = 0x24F

func latin(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	case r >= 0xC0 && r <= lastLatin:
		return r != 0xD7 && r != 0xF7
	}
	return r >= 0x1E00 && r <= 0x1EFF || r >= 0xFF21 && r <= 0xFF3A || r >= 0xFF41 && r <= 0xFF5A
}

// mostlyLatin tells whether most letters of a text, which has a Latin word, are Latin.
func mostlyLatin(text string) bool {
	// What is not Latin has at least as many bytes as it counts.
	if letters, beyond := lang.ASCIILetters(text); beyond == 0 || letters > beyond {
		return true
	}
	in, out := 0, 0
	for i := 0; i < len(text); {
		if n := lang.SmallLetters(text[i:]); n > 0 {
			in += n
			if i += n; i == len(text) {
				break
			}
		}
		c := text[i]
		if c < utf8.RuneSelf {
			in += int(marksClass[c] & latinLetter)
			i++
			continue
		}
		r, size := lang.Two(text[i:]), 2
		if r == 0 {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		switch {
		case latin(r):
			in++
		case lang.IsLetter(r):
			out += 2 // a letter of other scripts says more or as much
		}
	}
	return in > out
}

// address gives the length of the address that begins s, without scheme in the
// first place; 0 for none.
func address(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	n := 0
	for n < len(s) && s[n] > ' ' && s[n] < utf8.RuneSelf && !strings.ContainsRune("<>\"'()[]{}", rune(s[n])) {
		n++
	}
	return len(strings.TrimRight(s[:n], ".,;:!?/"))
}
