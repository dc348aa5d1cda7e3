package format

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Names in brackets, as records of press conferences and of councils in China and Japan
// have them before what is said, and some of chats: "【林女士】请讲。", "（座長）", "[AL] Yes."

// nameBrackets are the brackets that stand around names.
var nameBrackets = map[rune]rune{'【': '】', '［': '］', '〔': '〕', '（': '）', '[': ']', '(': ')'}

// askers of a single letter, which in brackets is one of a list otherwise.
const bracketAskers = "問答问문답QA"

// findBracketed gives the candidate of a line that begins with a name in brackets. Alone on
// its line it is a note where a script has blanks.
func findBracketed(line string) (Candidate, bool) {
	first, open := utf8.DecodeRuneInString(line)
	closer, ok := nameBrackets[first]
	if !ok {
		return Candidate{}, false
	}
	end := strings.IndexRune(line[:min(len(line), 4*maxLabel)], closer)
	if end < 0 {
		return Candidate{}, false
	}
	name, size := strings.TrimSpace(line[open:end]), end+utf8.RuneLen(closer)
	if r, n := utf8.DecodeRuneInString(line[size:]); n > 0 && strings.ContainsRune(Colons, r) {
		size += n
	}
	size = len(line) - len(strings.TrimLeft(line[size:], " \t\u3000"))
	if !isVoice(name) || size == len(line) && !lang.Unspaced(firstLetter(name)) {
		return Candidate{}, false
	}
	return marked(Bracket, name, line, size)
}

// isVoice tells whether what stands in brackets may be a name, and is no number of a list.
func isVoice(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if !lang.IsLetter(first) || lang.IsLower(first) || strings.Trim(name, hanFigures+"十百") == "" || strings.Trim(name, "IVXLC") == "" {
		return false
	}
	letters := 0
	for _, r := range name {
		if lang.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 || letters == 1 && strings.Contains(bracketAskers, name)
}

// mostBehind is how many letters a name without blanks has at most behind a bracket and
// before a colon: behind more the colon is in what is said.
const mostBehind = 4

// isSaid tells whether what stands between a bracket and a colon is said, rather than a name
// with its role before it: "[AL] There is one more thing: the pier."
func isSaid(name string) bool {
	if lang.Unspaced(firstLetter(name)) {
		return lettersIn(name) > mostBehind
	}
	for word := range strings.FieldsSeq(name) {
		if lang.IsLower(firstLetter(word)) && !particles[word] {
			return true
		}
	}
	return false
}
