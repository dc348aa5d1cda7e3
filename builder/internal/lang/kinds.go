package lang

import "unicode"

// kind is what is asked of characters again and again: the class in the lowest bits,
// and a bit for each of these.
type kind uint16

const (
	isLetter kind = 1 << (iota + 3)
	isMark
	isDigit // of any script
	isSpace
	isUpper
	isLower
	isLowered // a small letter that is another character belongs to it
	isAlone   // see ownCells
	isUnspaced
)

// kinds are those of the characters below runeTableEnd. They are taken from the ranges
// of package unicode, for to ask it of each character would take as long as to start
// the program.
var kinds = func() (t [runeTableEnd]kind) {
	enter := func(table *unicode.RangeTable, bit kind) {
		for _, g := range table.R16 {
			for r := int(g.Lo); r <= int(g.Hi) && r < len(t); r += int(g.Stride) {
				t[r] |= bit
			}
		}
	}
	enter(unicode.L, isLetter)
	enter(unicode.M, isMark)
	enter(unicode.Nd, isDigit)
	enter(unicode.White_Space, isSpace)
	enter(unicode.Lu, isUpper)
	enter(unicode.Ll, isLower)
	for _, g := range unicode.CaseRanges {
		for r := rune(g.Lo); r <= rune(g.Hi) && int(r) < len(t); r++ {
			if unicode.ToLower(r) != r {
				t[r] |= isLowered
			}
		}
	}
	for r := range t {
		if ownCells(rune(r)) > 0 {
			t[r] |= isAlone
		}
		t[r] |= classIn(rune(r), t[r])
	}
	return t
}()

// kindOf is the kind of any character.
func kindOf(r rune) kind {
	if uint32(r) < runeTableEnd {
		return kinds[r]
	}
	return kindBeyond(r)
}

// kindBeyond is the kind of a character that the table does not have.
func kindBeyond(r rune) kind {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return isLetter | isAlone | isUnspaced | kind(unspaced)
	case r >= 0xAC00 && r <= 0xD7A3:
		return isLetter | isAlone | kind(spaced)
	case r >= 0xFF01 && r <= 0xFF5E:
		return kinds[halfWidth(r)]
	}
	var k kind
	switch {
	case unicode.IsLetter(r):
		k = isLetter
	case unicode.IsMark(r):
		k = isMark
	case unicode.IsDigit(r):
		k = isDigit
	}
	if unicode.IsUpper(r) {
		k |= isUpper
	}
	if unicode.IsLower(r) {
		k |= isLower
	}
	if unicode.ToLower(r) != r {
		k |= isLowered
	}
	if ownCells(r) > 0 {
		k |= isAlone
	}
	return k | classIn(r, k)
}

// IsLetter is unicode.IsLetter.
func IsLetter(r rune) bool { return kindOf(r)&isLetter != 0 }

// IsMark is unicode.IsMark.
func IsMark(r rune) bool { return kindOf(r)&isMark != 0 }

// IsDigit is unicode.IsDigit.
func IsDigit(r rune) bool { return kindOf(r)&isDigit != 0 }

// IsSpace is unicode.IsSpace.
func IsSpace(r rune) bool { return kindOf(r)&isSpace != 0 }

// IsUpper is unicode.IsUpper.
func IsUpper(r rune) bool { return kindOf(r)&isUpper != 0 }

// IsLower is unicode.IsLower.
func IsLower(r rune) bool { return kindOf(r)&isLower != 0 }

// toLower is unicode.ToLower.
func toLower(r rune) rune {
	if kindOf(r)&isLowered == 0 {
		return r
	}
	return unicode.ToLower(r)
}

// Two is the character of two bytes that s begins with, 0 where it begins with none.
// Most of what is written in an alphabet other than the Latin one is such characters,
// and this is compiled into the loop that asks it, as utf8.DecodeRuneInString is not.
func Two(s string) rune {
	if len(s) > 1 && s[0]-0xC2 < 0xE0-0xC2 && s[1]^0x80 < 0x40 {
		return rune(s[0]&0x1F)<<6 | rune(s[1]&0x3F)
	}
	return 0
}
