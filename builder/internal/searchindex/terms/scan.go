package terms

import (
	"math/bits"
	"unicode/utf8"
)

// asciiWord has the letters and digits of ASCII: what each is in lower case,
// else 0.
var asciiWord = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	return t
}()

// wordOf tells how many letters and digits of ASCII eight bytes begin with, and
// whether there is a capital among them.
func wordOf(s string) (n int, upper bool) {
	_ = s[7]
	w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const high = 0x80 * each
	low := w &^ high
	digits := (low + (0x80-'0')*each) &^ (low + (0x7f-'9')*each)
	capitals := (low + (0x80-'A')*each) &^ (low + (0x7f-'Z')*each)
	low |= 0x20 * each
	letters := (low + (0x80-'a')*each) &^ (low + (0x7f-'z')*each)
	n = bits.TrailingZeros64((^(letters|digits)|w)&high) / 8
	return n, capitals&high&(1<<(8*n)-1) != 0
}

// each is one in each of eight bytes.
const each = 0x0101010101010101

// scan goes through the text. Words of ASCII and other plain letters are taken on the
// way; whatever needs a closer look is read with all that follows up to the next blank,
// which no token contains.
func (k *Tokeniser) scan() {
	text := k.text
	for i := 0; i < len(text); {
		c := text[i]
		if asciiWord[c] == 0 {
			if c < utf8.RuneSelf {
				i++
				continue
			}
			if end, ok := k.plainWord(i); ok {
				i = end
				continue
			}
			r, n := utf8.DecodeRuneInString(text[i:])
			if cl := k.t.classOf(r); (cl == classHidden || cl == classOther) && k.t.foldOne(r) == r {
				i += n
				continue
			}
			i = k.closely(i)
			continue
		}
		from, upper := i, false
		for i+8 <= len(text) {
			n, u := wordOf(text[i : i+8])
			i += n
			if upper = upper || u; n < 8 {
				break
			}
		}
		for ; i < len(text) && asciiWord[text[i]] != 0; i++ {
			upper = upper || text[i] != asciiWord[text[i]]
		}
		if i < len(text) && text[i] >= utf8.RuneSelf {
			if end, ok := k.plainWord(from); ok {
				i = end
				continue
			}
		}
		if i < len(text) && k.goesOn(i) {
			i = k.closely(from)
			continue
		}
		if upper {
			k.form = k.form[:0]
			for j := from; j < i; j++ {
				k.form = append(k.form, asciiWord[text[j]])
			}
			k.add(Word, k.form, from, i)
		} else {
			s := text[from:i]
			k.out = append(k.out, Token{Term: s, Form: s, Kind: Word, Pos: k.pos, Start: from, End: i})
		}
		k.pos++
	}
}

// plainWord takes the word of plain letters and digits that begins at text[from] and
// returns where it ends; it is false if there is none or it needs a closer look.
func (k *Tokeniser) plainWord(from int) (end int, ok bool) {
	text, form, term := k.text, k.form[:0], k.term[:0]
	i := from
	said := true // that the form is what the text says
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			l := asciiWord[c]
			if l == 0 {
				break
			}
			said = said && l == c
			form, term = append(form, l), append(term, l)
			i++
			continue
		}
		if c < 0xC2 || c > 0xDF || i+1 == len(text) || text[i+1]&0xC0 != 0x80 {
			break // of more than two bytes
		}
		r := rune(c&0x1F)<<6 | rune(text[i+1]&0x3F)
		l := k.t.letters[r]
		if l.term == 0 {
			break
		}
		said = said && l.form == uint16(r)
		form, term = appendShort(form, l.form), appendShort(term, l.term)
		i += 2
	}
	k.form, k.term = form, term
	if i == from || i < len(text) && k.goesOn(i) {
		return from, false
	}
	term = stripClitics(term)
	if cut := len(form) - len(term); said && string(form[max(cut, 0):]) == string(term) {
		k.out = append(k.out, Token{Term: text[from+cut : i], Form: text[from:i], Kind: Word, Pos: k.pos, Start: from, End: i})
	} else {
		k.add(Word, term, from, i)
	}
	k.pos++
	return i, true
}

// appendShort appends a character of two bytes at most.
func appendShort(b []byte, r uint16) []byte {
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	return append(b, 0xC0|byte(r>>6), 0x80|byte(r&0x3F))
}

// goesOn reports whether the plain word that ends before text[i] may go on there.
func (k *Tokeniser) goesOn(i int) bool {
	switch c := k.text[i]; {
	case c == '\'', c == '.', c == ',', c == '"':
		return i+1 < len(k.text) && (asciiWord[k.text[i+1]] != 0 || k.text[i+1] >= utf8.RuneSelf)
	case c < utf8.RuneSelf:
		return false
	}
	r, _ := utf8.DecodeRuneInString(k.text[i:])
	return r == '·' || k.t.classOf(r) != classOther || k.t.foldOne(r) != r
}

// closely takes the tokens from text[i:] up to the next blank of ASCII, and
// returns where that is.
func (k *Tokeniser) closely(i int) int {
	end := i
	for end < len(k.text) && k.text[end] > ' ' {
		end++
	}
	k.read(i, end)
	for i := 0; i < len(k.chars); {
		switch k.chars[i].class {
		case classWord:
			i = k.word(i)
		case classUnit, classLead:
			i = k.run(i)
		default:
			i++
		}
	}
	return end
}

// read fills k.chars with the folded and composed characters of text[i:end].
func (k *Tokeniser) read(i, end int) {
	k.chars = k.chars[:0]
	for i < end {
		r, n := utf8.DecodeRuneInString(k.text[i:end])
		switch to := k.t.foldOne(r); {
		case to == r && k.t.classOf(r) == classHidden:
			k.extend(r, i, i+n)
		case to != 0:
			k.push(to, i, i+n)
		default:
			for _, to := range k.t.spread[r] {
				k.push(to, i, i+n)
			}
		}
		i += n
	}
}

// extend lets what is not seen belong to the character before it if it is of the
// same grapheme.
func (k *Tokeniser) extend(r rune, start, end int) {
	directs := r == 0xAD || r == 0x61C || r == 0x180E || r == 0x200B || r >= 0x200E && r <= 0x206F || r == 0xFEFF
	if n := len(k.chars) - 1; n >= 0 && !directs && k.chars[n].end == start {
		k.chars[n].end = end
	}
}

func (k *Tokeniser) push(r rune, start, end int) {
	if n := len(k.chars) - 1; n >= 0 {
		if c := k.t.compose(k.chars[n].r, r); c != 0 {
			k.chars[n].r = c
			k.chars[n].end = end
			return
		}
	}
	k.chars = append(k.chars, char{r: r, class: k.t.classOf(r), start: start, end: end})
}
