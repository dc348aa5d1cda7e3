package lang

// Cases are up to 64 bytes of a text, which is UTF-8, by what their letters are: a
// bit for each byte, the first lowest. Whoever asks several things of a text looks
// at its bytes once.
type Cases struct {
	Small    uint64 // small letters of ASCII
	Capitals uint64 // capitals of ASCII
	Leads    uint64 // first bytes of characters beyond ASCII
	Cased    uint64 // those of Leads whose characters may have case
}

// CasesOf looks at the first 64 bytes of text[i:], or as many as there are.
func CasesOf(text string, i int) (c Cases) {
	for at := 0; at < 64 && i < len(text); at, i = at+8, i+8 {
		var w uint64
		if i+8 <= len(text) {
			w = eightOf(text, i)
		} else {
			w = restOf(text, i)
		}
		letters := lettersOf(w) &^ w & highBits
		if letters != 0 {
			lower := letters & (w << 2) // the bit in which small letters differ from capitals
			c.Small |= eightBits(lower) << at
			c.Capitals |= eightBits(letters^lower) << at
		}
		if lead := w & (w << 1) & highBits; lead != 0 {
			c.Leads |= eightBits(lead) << at
			// From Hebrew to Tibetan, which begin with D7 to E0, and from kana to Han, with
			// E3 to E9, letters have no case.
			low := w &^ highBits
			c.Cased |= eightBits(lead&^between(low, 0x57, 0x60)&^between(low, 0x63, 0x69)) << at
		}
	}
	return c
}

// eightBits makes a byte of the highest bits of eight, the first lowest. No other
// bit may be set.
func eightBits(w uint64) uint64 { return (w >> 7) * 0x0102040810204080 >> 56 }
