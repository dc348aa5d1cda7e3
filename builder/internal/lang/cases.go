package lang

import (
	"math/bits"
	"unicode/utf8"
)

// Cases are the bytes of a text, which is UTF-8, by what their letters are: a bit
// for each byte, 64 to a word, the first lowest. Whoever asks several things of a
// text looks at its bytes once.
type Cases struct {
	Small    []uint64 // small letters of ASCII
	Capitals []uint64 // capitals of ASCII
	Leads    []uint64 // first bytes of characters beyond ASCII
	text     string
	cased    []uint64 // those of Leads whose characters may have case
}

// CasesOf looks at a text.
func CasesOf(text string) *Cases {
	n := (len(text) + 63) / 64
	room := make([]uint64, 4*n)
	c := &Cases{Small: room[:n], Capitals: room[n : 2*n], Leads: room[2*n : 3*n], cased: room[3*n:], text: text}
	for k := range n {
		part := text[64*k:]
		if len(part) < 64 {
			var end [64]byte
			copy(end[:], part)
			part = string(end[:])
		}
		var small, capitals, leads, cased uint64
		for i := 56; i >= 0; i -= 8 {
			w := eightOf(part, i)
			letters := lettersOf(w) &^ w & highBits
			small, capitals, leads, cased = small<<8, capitals<<8, leads<<8, cased<<8
			if letters != 0 {
				lower := letters & (w << 2) // the bit in which small letters differ from capitals
				small |= eightBits(lower)
				capitals |= eightBits(letters ^ lower)
			}
			if lead := w & (w << 1) & highBits; lead != 0 {
				leads |= eightBits(lead)
				// Kana and Han, which begin with E3 to E9, have no case.
				cased |= eightBits(lead &^ between(w&^highBits, 0x63, 0x69))
			}
		}
		c.Small[k], c.Capitals[k], c.Leads[k], c.cased[k] = small, capitals, leads, cased
	}
	return c
}

// eightBits makes a byte of the highest bits of eight, the first lowest. No other
// bit may be set.
func eightBits(w uint64) uint64 { return (w >> 7) * 0x0102040810204080 >> 56 }

// Count counts the capitals and the small letters among the characters that begin
// within the first limit bytes.
func (c *Cases) Count(limit int) (upper, lower int) {
	for k := 0; 64*k < min(limit, len(c.text)); k++ {
		within := ^uint64(0)
		if rest := limit - 64*k; rest < 64 {
			within = 1<<rest - 1
		}
		upper += bits.OnesCount64(c.Capitals[k] & within)
		lower += bits.OnesCount64(c.Small[k] & within)
		for cased := c.cased[k] & within; cased != 0; cased &= cased - 1 {
			r, _ := utf8.DecodeRuneInString(c.text[64*k+bits.TrailingZeros64(cased):])
			switch {
			case caseless(r):
			case IsLower(r):
				lower++
			case IsUpper(r):
				upper++
			}
		}
	}
	return upper, lower
}
