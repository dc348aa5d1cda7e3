package lang

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// What a character costs in nats where no profile tells: flat rates of a text
// in a language of its script, measured on texts of the profiles' kind.
const (
	costAlphabet  = 3.4 // a letter of Thai and the like
	costHiragana  = 3.6
	costKatakana  = 5.0
	costCommonHan = 4.4 // one of the characters that every text has
	costUsualHan  = 7.0 // of the first level of a national standard, or of hanPairs
	costRareHan   = 11.0
	costHangul    = 6.8
	costOften     = 3.8 // a syllable that every Korean text has
	costStop      = 3.0 // quotation marks, dashes, stops of any script
	costSymbol    = 8.0
	costNoText    = 14.0 // unassigned, private, control
	costBeside    = 3.0  // a small Latin letter beside a character of East Asia
	costTurn      = 3.0  // a word in another script than the last
	costSwitch    = 5.0  // a mark without a letter, a final letter within a word, a capital after a small letter, a letter of another script within a word
)

// Letters of alphabets without profiles, commonest first.
const (
	greekLetters  = "αοιετσνηυρπκμλςωδγίχόθέφβήάξύώζψϊϋΐΰ"
	hebrewLetters = "יוהלאמרשתבנםכדעחקפסטגצזןךףץ"
)

// ranked is what a letter costs by its place among the commonest.
func ranked(letters string, r rune) float64 {
	rank := 0
	for _, l := range letters {
		if l == r {
			return 2.0 + 0.11*float64(rank)
		}
		rank++
	}
	return costSymbol
}

// commonHan are characters that make up a third of any Chinese or Japanese text.
const commonHan = "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日月者意第高長長部問問題题關关係议議請请謝谢各位席報报告席本今私思見合員本化新最全気事手目回間間公共市民社會政府"

// oftenHangul are syllables that make up half of any Korean text.
const oftenHangul = "이다는을의에가를은고하한지로기사도서자대인리어정시나해아그들것과있수라일게만니면보까적여부장전제주으습"

// Company is what those words of a text that are ASCII, and so the same whatever
// its encoding, say of the language of the others.
type Company struct {
	against []int32 // by Latin language, as in tally
}

// CompanyOf looks over the bytes of a text.
func CompanyOf(text []byte) Company {
	t := newTally()
	defer t.release()
	for word := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r < 'A' }) {
		if bytes.IndexFunc(word, func(r rune) bool { return r >= 0x80 }) < 0 {
			eachRun(string(word), func(s script, run []rune, titled bool) { t.weigh(s, run, titled) })
		}
	}
	return Company{t.against(latin)}
}

// Cost is how many nats the characters of text cost that are not ASCII, and all
// letters of words that have such a character, in the language that they and
// their company fit best: the less, the likelier is it that somebody wrote this.
// It compares what different encodings make of the same bytes.
func (c Company) Cost(text string) float64 {
	t, total := newTally(), 0.0
	defer t.release()
	chars := []rune(text)
	at := func(i int) rune {
		if i < 0 || i >= len(chars) {
			return ' '
		}
		return chars[i]
	}
	hold := func(r rune) script {
		if !unicode.IsLetter(r) {
			return noScript
		}
		return scriptOf(unicode.ToLower(r))
	}
	word, open := noScript, 0 // the script of the last letter; guillemets
	prev, before := ' ', noScript
	for i, r := range chars {
		s := hold(r)
		if s != noScript && before != noScript && s != han && s != kana && before != han && before != kana {
			if s != before || unicode.IsUpper(r) && unicode.IsLower(prev) {
				total += costSwitch
			}
		}
		if r >= 0x80 {
			total += costOf(r, s)
			if s == noScript && misplaced(before, hold(at(i+1)), prev, r, at(i+1)) {
				total += costSwitch
			}
		}
		switch {
		case unicode.IsMark(r) && before == noScript && !unicode.IsMark(prev),
			s == before && (s == greek || s == hebrew) && strings.ContainsRune("ςךםןףץ", prev):
			total += costSwitch
		case east(s) && unicode.IsLower(prev) && before == latin, east(before) && s == latin && unicode.IsLower(r):
			total += costBeside
		}
		switch r {
		case '«':
			open++
		case '»':
			open--
		}
		if s != noScript {
			if word != noScript && s != word && !(east(s) && east(word)) {
				total += costTurn
			}
			word = s
		}
		prev, before = r, s
	}
	total += costSwitch * float64(max(open, -open))
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r < 'A' }) {
		if strings.IndexFunc(word, func(r rune) bool { return r >= 0x80 }) >= 0 {
			eachRun(word, func(s script, run []rune, _ bool) {
				if s.learned() {
					t.weigh(s, run, false)
				}
			})
		}
	}
	for _, s := range []script{latin, cyrillic, arabic, devanagari} {
		against := t.against(s)
		if s == latin && c.against != nil {
			against = slices.Clone(c.against)
			for i, v := range t.against(s) {
				against[i] += v
			}
		}
		if against != nil {
			total += float64(t.least[s]+int(slices.Min(against))) / costUnit
		}
	}
	return total
}

func east(s script) bool { return s == han || s == kana || s == hangul }

// misplaced tells whether a sign stands where nobody writes it: within a word, or
// after one where it can only open one or belongs to a number. before and after
// are the scripts of its neighbours, noScript for what is no letter.
func misplaced(before, after script, prev, r, next rune) bool {
	if before == noScript && after == noScript || east(before) || east(after) {
		return false
	}
	switch {
	case r == '\u200e', r == '\u200f', r == '\u200c', r == '\u200d', r == 'ـ': // of Arabic, Hebrew and India
		return before == latin || after == latin || before == cyrillic || after == cyrillic
	case strings.ContainsRune("’‘–—…־\u00a0", r):
		return false
	case r == '·':
		return before == latin && (unicode.ToLower(prev) != 'l' || unicode.ToLower(next) != 'l')
	case strings.ContainsRune("„¿¡№°", r) && before != noScript:
		return true
	case r >= 0x2500 && r < 0x2600: // what tables are drawn with
		return true
	}
	return before != noScript && after != noScript && !unicode.IsMark(r)
}

// costOf is the flat rate of a character; 0 where words are weighed.
func costOf(r rune, s script) float64 {
	switch {
	case s.learned():
		if s == arabic && r >= 0xFB50 {
			return costSymbol
		}
		return 0
	case r >= 0x3041 && r <= 0x309F:
		return costHiragana
	case r >= 0x30A0 && r <= 0x30FF:
		return costKatakana
	case s == kana: // half-width
		return costRareHan / 2
	case s == han:
		switch {
		case strings.ContainsRune(commonHan, r):
			return costCommonHan
		case r >= hanFirst && r <= hanLast && hanMarks()[r-hanFirst] != 0, usualHan(r):
			return costUsualHan
		}
		return costRareHan
	case s == hangul:
		switch {
		case strings.ContainsRune(oftenHangul, r):
			return costOften
		case r < 0xAC00:
			return costSymbol
		case within(korean.EUCKR, r, 0xB0, 0xC8):
			return costHangul
		}
		return costRareHan
	case s == greek:
		return ranked(greekLetters, unicode.ToLower(r))
	case s == hebrew:
		return ranked(hebrewLetters, r)
	case s >= oneLanguage:
		return costAlphabet
	case strings.ContainsRune("“”‘’„‚«»‹›–—…·¿¡°№§、。，．：；？！（）「」『』《》　،؛؟־\u00a0\u200c\u200e\u200f", r):
		return costStop
	case unicode.IsMark(r):
		return costAlphabet
	case r == 0xFFFD, unicode.IsControl(r), unicode.In(r, unicode.Co), !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r):
		return costNoText
	}
	return costSymbol
}

// usualHan reports whether a character is of the first level of the standards of
// China, Taiwan or Japan, which hold what is in daily use.
func usualHan(r rune) bool { return r >= hanFirst && r <= hanLast && usual()[r-hanFirst] }

var usual = sync.OnceValue(func() *[hanLast - hanFirst + 1]bool {
	t := new([hanLast - hanFirst + 1]bool)
	for r := rune(hanFirst); r <= hanLast; r++ {
		t[r-hanFirst] = within(simplifiedchinese.GBK, r, 0xB0, 0xD7) || within(traditionalchinese.Big5, r, 0xA4, 0xC6) || within(japanese.EUCJP, r, 0xB0, 0xCF)
	}
	return t
})

// within reports whether a character has two bytes in an encoding, the first of
// them in a range. In GBK the second is one of GB 2312.
func within(enc encoding.Encoding, r rune, first, last byte) bool {
	b, err := enc.NewEncoder().Bytes([]byte(string(r)))
	return err == nil && len(b) == 2 && b[0] >= first && b[0] <= last && (enc == traditionalchinese.Big5 || b[1] >= 0xA1)
}
