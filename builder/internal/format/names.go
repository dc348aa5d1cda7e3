package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// What names look like.

// shape is the share of a name's tokens that look like those of names: with a
// capital in scripts that have case, short or with a dot between in Han and
// kana, half a point where a script gives no sign.
func shape(name string, cased bool) float64 {
	tokens := strings.Fields(name)
	sum := 0.0
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(t, "'’-(\"“„«‘"))
		switch {
		case stopless(r):
			sum += 0.6
		case lang.Unspaced(r):
			if strings.ContainsAny(name, "·・‧•") || lettersIn(t) <= 4 {
				sum++
			}
		case lang.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r):
			sum++
		case lang.IsLower(r):
			if !cased {
				sum += 0.6
			} else if particles[t] {
				sum++
			}
		default:
			sum += 0.6
		}
	}
	if len(tokens) == 0 {
		return 0
	}
	return sum / float64(len(tokens))
}

// lettersIn counts the letters of a name, without the marks on them.
func lettersIn(name string) (n int) {
	for _, r := range name {
		if !lang.IsMark(r) {
			n++
		}
	}
	return n
}

// particles stand in names without a capital.
var particles = map[string]bool{
	"de": true, "del": true, "della": true, "di": true, "da": true, "do": true, "dos": true, "du": true, "des": true, "van": true, "von": true, "der": true, "den": true,
	"la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "y": true, "e": true, "and": true, "et": true, "of": true, "the": true,
}

// stopless characters are of scripts that have neither blanks between words nor
// stops after sentences.
func stopless(r rune) bool { return unicode.In(r, unicode.Thai, unicode.Lao) }

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastLetter(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, unicode.IsSpace))
	return r
}

// wordsOf cuts a name into what of it is letters.
func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !lang.IsLetter(r) })
}

// families are the parts of the names that labels print three times and more.
func (w *weighing) families(cands []Label, count []int) map[string]bool {
	out := map[string]bool{}
	seen := make([]bool, len(w.names))
	for i := range cands {
		c := &cands[i].Candidate
		if count[c.key] >= 3 && !seen[c.name] {
			seen[c.name] = true
			for _, part := range w.names[c.name].parts {
				out[part] = true
			}
		}
	}
	return out
}

func (w *weighing) related(c *Candidate, family map[string]bool) bool {
	for _, part := range w.names[c.name].parts {
		if family[part] {
			return true
		}
	}
	return false
}

// IsFull tells whether a name has two words with capitals, or is of a script that has none.
func IsFull(name string) bool {
	capitals := 0
	for word := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case lang.IsUpper(r):
			capitals++
		case lang.IsLetter(r) && !lang.IsLower(r):
			return true
		}
	}
	return capitals >= 2
}
