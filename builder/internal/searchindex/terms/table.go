package terms

import (
	"iter"
	"strings"
	"sync"
	"unicode/utf8"
)

// class is what a character is, after folding, to the cutting of words.
type class uint8

const (
	classWord   class = iota // letter, mark or digit of a script with blanks
	classOther               // punctuation, symbol, blank: parts words
	classHidden              // not seen, and as if it were not there
	classMark                // belongs to what is before it; nothing if there is nothing
	classUnit                // begins a unit of a script without blanks
	classLead                // vowel written before the consonant of its unit
	classPoint               // mark of Hebrew or Arabic that is in no term
)

// tableEnd ends the tables; what comes after is answered by classAfter.
const tableEnd = 0x20000

// classAfter is the class of characters from tableEnd: Han, tags and selectors,
// private ones.
func classAfter(r rune) class {
	switch {
	case r < 0x40000:
		return classUnit
	case r>>12 == 0xE0:
		return classHidden
	}
	return classOther
}

// pair is a character and the one behind it.
type pair struct{ of, by rune }

// tables is what is known of characters.
type tables struct {
	class  [tableEnd]class
	fold   map[rune]rune   // to one character
	spread map[rune]string // to several
	made   map[pair]rune
	parts  map[rune]pair // the reverse of made
	bare   map[rune]string
	// What is asked of every character, for those below plainEnd.
	plain [plainEnd]rune // what it folds to, or 0 if that is not one character
	shed  [plainEnd]rune // what it is in a term, or 0 if that is not one character
	joins [plainEnd]bool // whether it makes another letter of one before it
	// letters has the plain ones of two bytes: letters and digits of scripts with blanks
	// that need no look at those around them.
	letters [0x800]letter
}

// letter is what a plain letter or digit is in a form and in a term, each of two bytes
// at most; the zero one is none.
type letter struct{ form, term uint16 }

// plainEnd ends the scripts up to kana. What comes after is Han and Hangul, told
// by range, and rare.
const plainEnd = 0x3400

// known decodes the tables once, which takes some milliseconds.
var known = sync.OnceValue(func() *tables {
	t := &tables{
		fold:   map[rune]rune{},
		spread: map[rune]string{},
		made:   map[pair]rune{},
		parts:  map[rune]pair{},
		bare:   map[rune]string{},
	}
	for k, data := range map[class]string{
		classOther: tableOther, classHidden: tableHidden, classMark: tableMark, classUnit: tableUnit, classLead: tableLead, classPoint: tablePoint,
	} {
		n := numbers(data)
		end := 0
		for i := 0; i < len(n); i += 2 {
			from := end + n[i]
			end = from + n[i+1] + 1
			for r := from; r < end; r++ {
				t.class[r] = k
			}
		}
	}
	t.readFold()
	zero := rune(0)
	for _, step := range numbers(tableZero) {
		zero += rune(step)
		for d := range rune(10) {
			t.fold[zero+d] = '0' + d
		}
	}
	for s := range strings.SplitSeq(tableSpread, " ") {
		r, n := utf8.DecodeRuneInString(s)
		t.spread[r] = s[n:]
	}
	for s := range strings.SplitSeq(tableBare, " ") {
		r, n := utf8.DecodeRuneInString(s)
		t.bare[r] = s[n:]
	}
	t.readMade()
	for r := range t.plain {
		t.plain[r] = rune(r)
		if b := t.appendShed(nil, rune(r)); utf8.RuneCount(b) == 1 {
			t.shed[r], _ = utf8.DecodeRune(b)
		}
		t.joins[r] = r == 0x3099 || r == 0x309A || r >= jamoV && r < jamoV+countV || r > jamoT && r < jamoT+countT
	}
	for p := range t.made {
		t.joins[p.by] = true
	}
	for r, to := range t.fold {
		if int(r) < len(t.plain) {
			t.plain[r] = to
		}
	}
	for r := range t.spread {
		if int(r) < len(t.plain) {
			t.plain[r] = 0
		}
	}
	for r := range rune(len(t.letters)) {
		if to := t.plain[r]; r >= utf8.RuneSelf && to > 0 && to < 0x800 && t.classOf(to) == classWord && !t.joins[to] && t.shed[to] < 0x800 {
			t.letters[r] = letter{uint16(to), uint16(t.shed[to])}
		}
	}
	return t
})

// numbers reads the numbers of a table: digits of base 32, the lowest first, all
// but the last with 32 added; a digit d is the character '(' + d.
func numbers(s string) []int {
	var out []int
	n, shift := 0, 0
	for i := range len(s) {
		d := int(s[i] - '(')
		n |= d & 31 << shift
		shift += 5
		if d < 32 {
			out = append(out, n)
			n, shift = 0, 0
		}
	}
	return out
}

// unsign is the number with a sign that n stands for.
func unsign(n int) int {
	if n&1 != 0 {
		return -(n + 1) / 2
	}
	return n / 2
}

// columns reads a table of three columns, each written after the other.
func columns(s string) iter.Seq[[3]int] {
	return func(yield func([3]int) bool) {
		n := numbers(s)
		rows := len(n) / 3
		for i := range rows {
			if !yield([3]int{n[i], n[i+rows], n[i+2*rows]}) {
				return
			}
		}
	}
}

// readFold reads runs; gen_fold.go says what is in the columns.
func (t *tables) readFold() {
	r, to := 0, 0
	for row := range columns(tableFold) {
		r += row[0]
		to += unsign(row[2])
		length, kind := row[1]/3, row[1]%3
		step := 1
		if kind == 1 {
			step = 2
		}
		for j := length; j >= 0; j-- {
			t.fold[rune(r)] = rune(to)
			if j == 0 {
				r++
			} else {
				r += step
			}
			if kind != 2 {
				to += step
			}
		}
		if kind == 2 {
			to++
		}
	}
}

func (t *tables) readMade() {
	r, of := 0, 0
	for row := range columns(tableMade) {
		r += row[0]
		of += unsign(row[1])
		p := pair{rune(of), rune(0x300 + unsign(row[2]))}
		t.made[p] = rune(r)
		t.parts[rune(r)] = p
	}
}

// classOf is the class of a character that folds to itself; the tables are
// shorter for having any for others.
func (t *tables) classOf(r rune) class {
	if r < tableEnd {
		return t.class[r]
	}
	return classAfter(r)
}

// Unspaced reports whether r, a character of a term, is of a script without
// blanks between words, or of Hangul: whether it begins a Single and not a Word.
func Unspaced(r rune) bool {
	c := known().classOf(r)
	return c == classUnit || c == classLead
}

// foldOne is what r folds to; it is 0 when that is several characters.
func (t *tables) foldOne(r rune) rune {
	if int(r) < len(t.plain) {
		return t.plain[r]
	}
	if r >= 0x4E00 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 {
		return r
	}
	if to, ok := t.fold[r]; ok {
		return to
	}
	if _, ok := t.spread[r]; ok {
		return 0
	}
	return r
}
