package topic

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// nounEndings are, by language, what may stand at the ends of two forms of one noun or
// adjective, folded as texts are, in rows of endings that stand for one another: its
// number, and its case where that is written so. "-" is no ending. What makes another
// word of it, a verb, or a noun of the other gender (puerto, puerta) is not here. Of the
// talks that this was tried on, forty times with others hidden, as many first topics are
// found with forms of labels as without, and fewer with all words of one stem.
var nounEndings = func() map[string][][]string {
	out := map[string][][]string{}
	for l, rows := range map[string]string{
		"da": "- en et er e ne erne ene s",
		"de": "- e en er es n s ern",
		"en": "- s, - es, y ies",
		"es": "- s es, z ces",
		"fr": "- s x, l ux",
		"it": "o i, a e, e i, o hi, a he",
		"nb": "- en et er e ene a s",
		"nl": "- en s n",
		"pt": "- s es, ao oes aos aes, l is, m ns",
		"ru": "- а я ы и у ю е о ь ои еи ии ыи ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ом ем ам ям ами ями ах ях ов ев ью ия ию",
		"sv": "- en et ar er or na a n s arna erna orna",
	} {
		for row := range strings.SplitSeq(strings.ReplaceAll(rows, "-", ""), ", ") {
			out[l] = append(out[l], strings.Split(row, " "))
		}
	}
	return out
}()

// inflected is a label in a language whose endings are known, of which a form of each
// word may be said.
type inflected struct {
	lang     lang.Tag
	endings  [][]string
	capitals bool // it is abbreviated: AIDS is no form of aid, but NGOs is one of NGO
	words    []string
	parts    []string // between the words
}

// abbreviated tells whether there is an abbreviation in a text: two capitals together.
func abbreviated(text string) bool {
	before := false
	for _, r := range text {
		is := unicode.IsUpper(r)
		if is && before {
			return true
		}
		before = is
	}
	return false
}

// leastInflected is how many letters all forms of the first word of a label must begin
// with: shorter ones are looked for as they stand.
const leastInflected = 3

// inflect gives a label by its words, and the letters that all forms of the first begin
// with; ok is false where the language or the label has no endings to look for.
func inflect(text string, l lang.Tag) (in inflected, begin string, ok bool) {
	in = inflected{lang: l, endings: nounEndings[l.Base()], capitals: abbreviated(text)}
	folded := fold(text)
	for at := 0; at < len(folded) && in.endings != nil; {
		end := wordEnd(folded, at)
		if end == at { // a sign that is not of a word
			return inflected{}, "", false
		}
		in.words = append(in.words, folded[at:end])
		for at = end; at < len(folded) && wordEnd(folded, at) == at; {
			_, n := utf8.DecodeRuneInString(folded[at:])
			at += n
		}
		if at > end {
			in.parts = append(in.parts, folded[end:at])
		}
	}
	if len(in.words) == 0 || len(in.parts) == len(in.words) {
		return inflected{}, "", false
	}
	begin = in.words[0]
	if !in.capitals {
		for _, row := range in.endings {
			for _, e := range row {
				if rest, is := strings.CutSuffix(in.words[0], e); is && len(rest) < len(begin) {
					begin = rest
				}
			}
		}
	}
	return in, begin, utf8.RuneCountInString(begin) >= leastInflected
}

// wordEnd is where the word ends that begins at a place; the place itself where none
// does.
func wordEnd(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !inWord(r) {
			break
		}
		at += n
	}
	return at
}

// match gives where a form of the label ends that begins at start; 0 where none does.
func (in *inflected) match(text string, start int) int {
	if before, _ := utf8.DecodeLastRuneInString(text[:start]); start > 0 && inWord(before) {
		return 0
	}
	at := start
	for i, own := range in.words {
		if i > 0 {
			if !strings.HasPrefix(text[at:], in.parts[i-1]) {
				return 0
			}
			at += len(in.parts[i-1])
		}
		end := wordEnd(text, at)
		if end == at || !in.formOf(own, text[at:end]) {
			return 0
		}
		at = end
	}
	return at
}

// formOf tells whether a word is a form of one of the label's.
func (in *inflected) formOf(own, word string) bool {
	if own == word {
		return true
	}
	if in.capitals {
		rest, longer := strings.CutPrefix(word, own)
		return longer && in.exchange("", rest)
	}
	n := 0
	for n < len(own) && n < len(word) && own[n] == word[n] {
		n++
	}
	for n > 0 && (n < len(own) && !utf8.RuneStart(own[n]) || n < len(word) && !utf8.RuneStart(word[n])) {
		n--
	}
	// English has words in -s that are no plurals: news, princess. Its stems know them.
	return in.exchange(own[n:], word[n:]) && (in.lang.Base() != "en" || terms.Stem(own, in.lang) == terms.Stem(word, in.lang))
}

// exchange tells whether two endings stand for one another.
func (in *inflected) exchange(a, b string) bool {
	return slices.ContainsFunc(in.endings, func(row []string) bool { return slices.Contains(row, a) && slices.Contains(row, b) })
}

// asWritten takes out of matches at one place those of forms that a label of the same
// language is, or a phrase that is excluded.
func (v *Vocabulary) asWritten(same []match) []match {
	exact := func(l lang.Tag) bool {
		return slices.ContainsFunc(same, func(m match) bool {
			w := v.words[m.word]
			return w.inflected == nil && (w.topic < 0 || w.lang == l || w.lang == "")
		})
	}
	return slices.DeleteFunc(slices.Clone(same), func(m match) bool {
		in := v.words[m.word].inflected
		return in != nil && exact(in.lang)
	})
}
