package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// What names look like, and what the text of a file tells of them.

// shape is the share of a name's tokens that look like those of names: with a
// capital in scripts that have case, short or with a dot between in Han and
// kana, half a point where a script gives no sign.
func shape(name string, cased bool) float64 {
	tokens := strings.Fields(name)
	sum := 0.0
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(t, "'’-("))
		switch {
		case stopless(r):
			sum += 0.6
		case lang.Unspaced(r):
			if strings.ContainsAny(name, "·・‧•") || utf8.RuneCountInString(t) <= 4 {
				sum++
			}
		case unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r):
			sum++
		case unicode.IsLower(r):
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
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
}

// inSmall finds which words of the candidates' names the text has in small
// letters, as it has common words and mostly not names.
func inSmall(cands []Candidate, text string) map[string]bool {
	small := make(map[string]bool, 2*len(cands))
	for _, c := range cands {
		for _, word := range wordsOf(c.Name) {
			small[strings.ToLower(word)] = false
		}
	}
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			if word := text[start:i]; unicode.IsLower(firstLetter(word)) {
				if _, asked := small[word]; asked {
					small[word] = true
				}
			}
			start = -1
		}
	}
	return small
}

// maxScan bounds the bytes that are looked through for names: a record of 1 MB
// with a thousand names is below it, a dictionary read as one is not, and has
// no names that are spoken.
const maxScan = 1 << 30

// mentions counts how often a part of each name is spoken, outside the labels
// themselves.
func mentions(cands []Label, text string) map[string]int {
	printed := map[string]int{} // how often labels print the part
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			printed[part]++
		}
	}
	spoken := make(map[string]int, len(printed))
	budget := maxScan
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			if _, done := spoken[part]; done || budget < len(text) {
				continue
			}
			budget -= len(text)
			spoken[part] = strings.Count(text, part) - printed[part]
		}
	}
	out := make(map[string]int, len(cands))
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			out[c.key] = max(out[c.key], spoken[part])
		}
	}
	return out
}

// families are the parts of the names that labels print three times and more.
func families(cands []Label, count map[string]int) map[string]bool {
	out := map[string]bool{}
	for _, c := range cands {
		if count[c.key] >= 3 {
			for _, part := range nameParts(c.Name) {
				out[part] = true
			}
		}
	}
	return out
}

func related(name string, family map[string]bool) bool {
	for _, part := range nameParts(name) {
		if family[part] {
			return true
		}
	}
	return false
}

// nameParts are the parts of a name that are spoken on their own: at least four
// letters, or two characters in Han.
func nameParts(name string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '·' || r == '・' || r == '-' }) {
		if n := utf8.RuneCountInString(p); n >= 4 || n >= 2 && lang.Unspaced(firstLetter(p)) {
			out = append(out, p)
		}
	}
	return out
}

// hasCase tells whether a text uses capitals as scripts with case do. A text in
// capitals throughout, or without any, gives no sign by them.
func hasCase(text string) bool {
	upper, lower := 0, 0
	for i, r := range text {
		if i > 1<<16 {
			break
		}
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 0 && lower > 4*upper
}
