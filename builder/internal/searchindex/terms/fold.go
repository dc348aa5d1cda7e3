package terms

import (
	"bytes"
	"unicode/utf8"
)

// shedsMarks reports whether r is a letter whose marks are not in a term: Latin
// or Greek.
func shedsMarks(r rune) bool {
	return r < 0x400 || r >= 0x1D00 && r < 0x2000 || r >= 0x2C60 && r < 0x2C80 || r >= 0xA720 && r < 0xA800
}

func cyrillic(r rune) bool { return r >= 0x400 && r < 0x530 || r >= 0xA640 && r < 0xA6A0 }

// hebrew tells letters and points.
func hebrew(r rune) bool { return r >= 0x591 && r <= 0x5F2 }

// appendTerm appends what c, which is folded, is in a term. base is the letter it
// is or is a mark of.
func (t *tables) appendTerm(b []byte, c char, base rune) []byte {
	r := c.r
	switch {
	case r < utf8.RuneSelf:
		return append(b, byte(r))
	case c.class == classMark && (shedsMarks(base) || r == 0x301 && cyrillic(base)):
		return b
	case r < plainEnd && t.shed[r] != 0:
		return utf8.AppendRune(b, t.shed[r])
	}
	return t.appendShed(b, r)
}

// appendShed appends a letter without its marks.
func (t *tables) appendShed(b []byte, r rune) []byte {
	for {
		if s, ok := t.bare[r]; ok {
			return append(b, s...)
		}
		p, ok := t.parts[r]
		if !ok || !shedsMarks(r) {
			break
		}
		r = p.of
	}
	return utf8.AppendRune(b, r)
}

// appendTerms appends what chars are in a term. Punctuation among them is not,
// nor are points.
func (t *tables) appendTerms(b []byte, chars []char) []byte {
	var base rune
	for _, c := range chars {
		if c.class == classOther || c.class == classPoint {
			continue
		}
		if c.class != classMark {
			base = c.r
		}
		b = t.appendTerm(b, c, base)
	}
	return b
}

// foldTerm folds a form by itself: what it would be in a term but for what is
// stripped from its ends.
func (t *tables) foldTerm(form string) string {
	b := make([]byte, 0, len(form))
	var base rune
	for _, r := range form {
		if to := t.foldOne(r); to != 0 {
			r = to
		}
		c := char{r: r, class: t.classOf(r)}
		if c.class == classOther || c.class == classPoint {
			continue
		}
		if c.class != classMark {
			base = r
		}
		b = t.appendTerm(b, c, base)
	}
	return string(b)
}

// articles are what light10 takes for one in Arabic.
var articles = [][]byte{[]byte("ال"), []byte("بال"), []byte("كال"), []byte("فال"), []byte("لل")}

// stripClitics strips the conjunction و from the beginning of an Arabic term if
// three letters stay, then an article if two stay. الله keeps its article: what is
// behind it is one of the commonest words.
func stripClitics(term []byte) []byte {
	switch first, _ := utf8.DecodeRune(term); first {
	case 'و', 'ا', 'ب', 'ك', 'ف', 'ل': // what the conjunction and all of articles begin with
	default:
		return term
	}
	if rest, ok := bytes.CutPrefix(term, []byte("و")); ok && utf8.RuneCount(rest) >= 3 {
		term = rest
	}
	for _, a := range articles {
		if rest, ok := bytes.CutPrefix(term, a); ok && utf8.RuneCount(rest) >= 2 && string(rest) != "له" {
			return rest
		}
	}
	return term
}
