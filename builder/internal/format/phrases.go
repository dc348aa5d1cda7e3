package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// word is a word of speech, or a character of a script without blanks.
type word struct {
	text     string // folded
	sentence int
	wide     bool // a character
	asked    bool // its sentence ends in a question mark
}

// cutWords cuts a text into folded words.
func cutWords(text string) []word {
	var out []word
	sentence, from := 0, -1
	end := func(i int) {
		if from >= 0 {
			out = append(out, word{text: lang.SearchFold(text[from:i]), sentence: sentence})
		}
		from = -1
	}
	for i, r := range text {
		switch {
		case lang.Unspaced(r) && (unicode.IsLetter(r) || unicode.IsMark(r)):
			end(i)
			out = append(out, word{text: lang.SearchFold(string(r)), sentence: sentence, wide: true})
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), unicode.Is(unicode.Cf, r):
			if from < 0 {
				from = i
			}
		default:
			end(i)
			if strings.ContainsRune("?？؟", r) {
				for k := len(out) - 1; k >= 0 && out[k].sentence == sentence; k-- {
					out[k].asked = true
				}
			}
			if strings.ContainsRune(".!?;。！？；؟؛…।\n", r) && !afterTitle(out, r) && !(r == '\n' && goesOn(text[i:])) {
				sentence++
			}
		}
	}
	end(len(text))
	return out
}

// goesOn tells whether a text after the end of a line goes on in small letters,
// as a sentence that was broken by a page does.
func goesOn(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	return unicode.IsLower(r)
}

// afterTitle tells whether a full stop ends a short form, such as Mr. or an
// initial, rather than a sentence.
func afterTitle(words []word, r rune) bool {
	if r != '.' || len(words) == 0 {
		return false
	}
	w := words[len(words)-1]
	return !w.wide && (utf8.RuneCountInString(w.text) == 1 || shortForms[w.text])
}

var shortForms = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "mme": true, "sr": true, "sra": true, "dra": true, "no": true}

// sense is what a word or phrase is to a meeting.
type sense uint8

const (
	isContent sense = iota
	isEmpty         // means nothing alone
	isName
	isCourtesy
	isBrief   // runs the meeting where little else is said
	isRunning // runs the meeting
	isOpening // announces what follows in its sentence
	isTurning // turns to the matter
)

// wordTable finds phrases by their first word.
type wordTable map[string][]phrase

type phrase struct {
	words []string
	sense sense
}

func (t wordTable) add(words []string, s sense) {
	if len(words) > 0 {
		t[words[0]] = append(t[words[0]], phrase{words, s})
	}
}

// at gives the longest phrase that words begin with.
func (t wordTable) at(words []word) (best phrase) {
	for _, p := range t[words[0].text] {
		if len(p.words) > len(best.words) && begins(words, p.words) {
			best = p
		}
	}
	return best
}

// begins tells whether words, within one sentence, begin with a phrase. A 0 in a
// phrase is any number.
func begins(words []word, phrase []string) bool {
	if len(phrase) > len(words) {
		return false
	}
	for i, w := range phrase {
		if words[i].text != w && !(w == "0" && number(words[i].text)) || words[i].sentence != words[0].sentence {
			return false
		}
	}
	return true
}

func number(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// fill adds phrases that are written with strokes between them. Of equal ones
// the first counts.
func (t wordTable) fill(phrases string, s sense) wordTable {
	for p := range strings.SplitSeq(phrases, "|") {
		var words []string
		for _, w := range cutWords(p) {
			words = append(words, w.text)
		}
		t.add(words, s)
		// Arabic writes "and" and the next word as one.
		if len(words) > 0 && unicode.Is(unicode.Arabic, []rune(words[0])[0]) {
			t.add(append([]string{"و" + words[0]}, words[1:]...), s)
		}
	}
	return t
}
