//go:build ignore

package main

import (
	"unicode"

	"dixit/builder/internal/lang"
)

// The classes of characters, as in table.go.
const (
	word = iota
	other
	hidden
	mark
	unit
	lead
	point
	anything // not assigned: whatever makes the table short
)

func class(r rune) int {
	switch {
	case r == 0xAD, r == 0x034F, r == 0x061C, r == 0x0640, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5,
		r >= 0x180B && r <= 0x180F, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F, r >= 0x20D0 && r <= 0x20FF, r == 0x3164,
		r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF, r == 0xFFA0:
		return hidden
	case r >= 0xD800 && r <= 0xF8FF && r >= 0xD800 && !(r >= 0xD7B0 && r < 0xD800):
		return other
	case r >= 0x0E40 && r <= 0x0E44, r >= 0x0EC0 && r <= 0x0EC4:
		return lead
	case r == 'ะ', r == 'า', r == 'ำ', r == 'ๅ', r == 'ະ', r == 'າ', r == 'ຳ',
		r >= 0x0300 && r <= 0x036F, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x302A && r <= 0x302F, r == 0x3099, r == 0x309A, r >= 0xFE20 && r <= 0xFE2F:
		return mark
	case r >= 0x1100 && r <= 0x11FF, r >= 0x3131 && r <= 0x318E, r >= 0xA960 && r <= 0xA97C,
		r >= 0xAC00 && r <= 0xD7A3, r >= 0xD7B0 && r <= 0xD7FB:
		return unit
	case r >= 0x2E80 && r <= 0x2FDF: // radicals
		return unit
	case r >= 0x0591 && r <= 0x05C7 && unicode.IsMark(r), r == 0x0670,
		r >= 0x0610 && r <= 0x061A, r >= 0x064B && r <= 0x065F,
		r >= 0x06D6 && r <= 0x06ED && unicode.IsMark(r),
		r >= 0x0898 && r <= 0x08FF && unicode.IsMark(r):
		return point
	case lang.Unspaced(r) && unicode.IsMark(r):
		return mark
	case lang.Unspaced(r):
		return unit
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), unicode.Is(unicode.Nl, r):
		return word
	case !unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.No):
		return anything
	}
	return other
}

// classes are those of all characters below 0x20000; those that fold to others
// are of any.
var classes = func() []int {
	c := make([]int, 0x20000)
	last := word
	for r := range c {
		k := class(rune(r))
		if _, ok := folds[rune(r)]; ok || decimal(rune(r)) >= 0 && r > '9' {
			k = anything
		}
		if k == anything {
			k = last
		}
		c[r], last = k, k
	}
	return c
}()

// encodeClass writes the ranges of a class: how far from the end of the last
// one, length.
func encodeClass(k int) string {
	var b []byte
	end := 0
	for r := 0; r < len(classes); r++ {
		if classes[r] != k {
			continue
		}
		n := 1
		for r+n < len(classes) && classes[r+n] == k {
			n++
		}
		b = number(b, r-end)
		b = number(b, n-1)
		end = r + n
		r = end
	}
	return string(b)
}
