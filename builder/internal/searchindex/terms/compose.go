package terms

// Hangul syllables are made of a leading consonant, a vowel and perhaps a
// trailing consonant; see chapter 3.12 of the Unicode standard.
const (
	hangulFirst = 0xAC00
	jamoL       = 0x1100
	jamoV       = 0x1161
	jamoT       = 0x11A7
	countL      = 19
	countV      = 21
	countT      = 28
)

// compose is the character that a and b behind it make, or 0.
func (t *tables) compose(a, b rune) rune {
	switch {
	case b >= plainEnd || !t.joins[b]:
		return 0
	case b == 0x3099:
		return voiced(a)
	case b == 0x309A:
		if i := kana(a); i >= 0x306F && i <= 0x307B && (i-0x306F)%3 == 0 {
			return a + 2
		}
		return 0
	case b >= jamoV && b < jamoV+countV && a >= jamoL && a < jamoL+countL:
		return hangulFirst + ((a-jamoL)*countV+b-jamoV)*countT
	case b > jamoT && b < jamoT+countT && a >= hangulFirst && a < hangulFirst+countL*countV*countT && (a-hangulFirst)%countT == 0:
		return a + b - jamoT
	}
	if c := t.made[pair{a, b}]; c != 0 {
		return c
	}
	// Marks may be written in another order than the one in which letters are
	// composed, as in Vietnamese.
	if p, ok := t.parts[a]; ok {
		if c := t.made[pair{p.of, b}]; c != 0 {
			return t.made[pair{c, p.by}]
		}
	}
	return 0
}

// kana is the hiragana letter that stands where a does among its like.
func kana(a rune) rune {
	if a >= 0x30A1 && a <= 0x30FE {
		return a - 0x60
	}
	return a
}

// voiced is the kana a with the voicing mark, or 0.
func voiced(a rune) rune {
	i := kana(a)
	switch {
	case i == 0x3046: // う
		return a + 0x4E
	case i >= 0x304B && i <= 0x3062 && i%2 == 1, // か to ち
		i == 0x3064, i == 0x3066, i == 0x3068, // つ て と
		i >= 0x306F && i <= 0x307B && (i-0x306F)%3 == 0, // は to ほ
		i == 0x309D: // ゝ
		return a + 1
	case a >= 0x30EF && a <= 0x30F2: // ワ ヰ ヱ ヲ
		return a + 8
	}
	return 0
}
