package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// maxNickname is how many words a nickname in quotation marks has: "Bill", "The
// Rock". More are a quotation.
const maxNickname = 2

// nicknameEnds are the marks that end what each begins.
var nicknameEnds = map[rune]string{'"': "\"", '“': "”", '„': "“”", '«': "»"}

// quotedInName tells how many bytes of a name, single-spaced, from a quotation
// mark at name[at] on, belong to it as names are written: the mark alone within a
// Hebrew abbreviation (היו"ר), or a nickname and both its marks between two words
// of the name (William "Bill" Smith); 0 for none, which is a quotation.
func quotedInName(name string, at int) int {
	open, size := utf8.DecodeRuneInString(name[at:])
	if before, _ := utf8.DecodeLastRuneInString(name[:at]); unicode.Is(unicode.Hebrew, before) {
		if behind, _ := utf8.DecodeRuneInString(name[at+size:]); open != '«' && unicode.Is(unicode.Hebrew, behind) {
			return size
		}
	}
	head, ok := strings.CutSuffix(name[:at], " ")
	if !ok || !beginsName(head[strings.LastIndexByte(head, ' ')+1:]) {
		return 0
	}
	inner := name[at+size:]
	end := strings.IndexAny(inner, nicknameEnds[open])
	if nicknameEnds[open] == "" || end <= 0 {
		return 0
	}
	_, closing := utf8.DecodeRuneInString(inner[end:])
	behind, ok := strings.CutPrefix(inner[end+closing:], " ")
	if word, _, _ := strings.Cut(behind, " "); !ok || !beginsName(word) && !particles[word] {
		return 0
	}
	inner = inner[:end]
	words := strings.Split(inner, " ")
	if len(words) > maxNickname || strings.ContainsFunc(inner, notInNickname) {
		return 0
	}
	for _, w := range words {
		if !beginsName(w) && !particles[w] {
			return 0
		}
	}
	return size + end + closing
}

// beginsName tells whether a word begins with a letter, and with no small one.
func beginsName(word string) bool {
	r := firstLetter(word)
	return lang.IsLetter(r) && !lang.IsLower(r)
}

func notInNickname(r rune) bool {
	return !lang.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" .'’-", r) || lang.Unspaced(r) && !stopless(r)
}
