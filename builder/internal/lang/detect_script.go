package lang

// script is a writing system, as far as Detect tells them apart.
type script uint8

const (
	noScript script = iota
	latin
	cyrillic
	arabic
	devanagari
	han
	kana
	hangul
	hebrew
	greek
	oneLanguage // from here on: an index into soleScripts
)

// bengali is the script of Bengali among soleScripts, which Assamese shares.
const bengali = oneLanguage + 4

// learned reports whether several languages share a script and are told apart
// by a model.
func (s script) learned() bool { return s == latin || s == cyrillic || s == arabic || s == devanagari }

// soleScripts are the blocks of scripts that stand for one language, or for one
// so much more than for others that it is the answer.
var soleScripts = []struct {
	first, last rune
	tag         Tag
	weight      int // of one letter; 0: words are separated and weigh as others do
}{
	{0x0530, 0x058F, "hy", 0},
	{0x0700, 0x074F, "syr", 0},
	{0x0780, 0x07BF, "dv", 0},
	{0x07C0, 0x07FF, "nqo", 0},
	{0x0980, 0x09FF, "bn", 0},
	{0x0A00, 0x0A7F, "pa", 0},
	{0x0A80, 0x0AFF, "gu", 0},
	{0x0B00, 0x0B7F, "or", 0},
	{0x0B80, 0x0BFF, "ta", 0},
	{0x0C00, 0x0C7F, "te", 0},
	{0x0C80, 0x0CFF, "kn", 0},
	{0x0D00, 0x0D7F, "ml", 0},
	{0x0D80, 0x0DFF, "si", 0},
	{0x0E00, 0x0E7F, "th", seaWeight},
	{0x0E80, 0x0EFF, "lo", seaWeight},
	{0x0F00, 0x0FFF, "bo", hanWeight},
	{0x1000, 0x109F, "my", seaWeight},
	{0x10A0, 0x10FF, "ka", 0},
	{0x1200, 0x139F, "am", 0},
	{0x13A0, 0x13FF, "chr", 0},
	{0x1400, 0x167F, "iu", 0},
	{0x1780, 0x17FF, "km", seaWeight},
	{0x1800, 0x18AF, "mn-Mong", 0},
	{0x2D30, 0x2D7F, "zgh", 0},
	{0xA000, 0xA4CF, "ii", hanWeight},
	{0xA980, 0xA9DF, "jv-Java", seaWeight},
	{0xAB70, 0xABBF, "chr", 0},
}

// numScripts is the number of scripts; a test holds it to the table's length.
const numScripts = int(oneLanguage) + 27

// How much a word of spaced scripts, a Han character or kana, and a letter of
// the scripts of South-East Asia weigh when the shares of a mixed text are
// compared: about as long as they take to say.
const (
	wordWeight = 4
	hanWeight  = 2
	seaWeight  = 1
)

// scriptOf is the script of a small letter; noScript for those that Detect does
// not know.
func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		if r >= 'a' && r <= 'z' {
			return latin
		}
		return noScript
	case r >= 0x4E00 && r <= 0x9FFF:
		return han
	case r >= 0xC0 && r <= 0x24F && r != 0xD7 && r != 0xF7, r >= 0x1E00 && r <= 0x1EFF:
		return latin
	case r >= 0x370 && r <= 0x3FF, r >= 0x1F00 && r <= 0x1FFF:
		return greek
	case r >= 0x400 && r <= 0x52F:
		return cyrillic
	case r >= 0x5D0 && r <= 0x5F2, r >= 0xFB1D && r <= 0xFB4F:
		return hebrew
	case r >= 0x600 && r <= 0x6FF, r >= 0x750 && r <= 0x77F, r >= 0x8A0 && r <= 0x8FF,
		r >= 0xFB50 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC:
		return arabic
	case r >= 0x900 && r <= 0x97F:
		return devanagari
	case r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFF66 && r <= 0xFF9F:
		return kana
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x1100 && r <= 0x11FF, r >= 0x3131 && r <= 0x318E:
		return hangul
	case r == '々', r >= 0x3400 && r <= 0x4DBF, r >= 0xF900 && r <= 0xFAFF, r >= 0x20000 && r <= 0x3FFFF:
		return han
	case r >= 0xFF41 && r <= 0xFF5A:
		return latin
	}
	for i, s := range soleScripts {
		if r >= s.first && r <= s.last {
			return oneLanguage + script(i)
		}
	}
	return noScript
}

// scripts are those of the letters of two bytes that are small, or have no case, and are
// part of a word by themselves; noScript for other characters.
var scripts = func() (t [0x800]script) {
	for r := rune(0x80); int(r) < len(t); r++ {
		if kinds[r]&(isLetter|isLowered) == isLetter && !stretches(r) {
			t[r] = scriptOf(r)
		}
	}
	return t
}()

// stretches tells whether a letter only makes an Arabic word longer to look at.
func stretches(r rune) bool { return r == 'ـ' }

// letterWeight is what one letter adds to its script's share, 0 where words do.
func (s script) letterWeight() int {
	switch {
	case s == han || s == kana:
		return hanWeight
	case s >= oneLanguage:
		return soleScripts[s-oneLanguage].weight
	}
	return 0
}

// scriptFor is the script a language is looked for in, noScript when Detect
// cannot find it.
func scriptFor(t Tag) script {
	switch t.Script() {
	case "Latn":
		return latin
	case "Cyrl":
		return cyrillic
	case "Arab", "Aran":
		return arabic
	case "Deva":
		return devanagari
	case "Hans", "Hant", "Hani":
		return han
	case "Jpan":
		return kana
	case "Kore", "Hang":
		return hangul
	case "Hebr":
		return hebrew
	case "Grek":
		return greek
	}
	for i, s := range soleScripts {
		if s.tag == t || s.tag == Tag(t.Base()) {
			return oneLanguage + script(i)
		}
	}
	return noScript
}
