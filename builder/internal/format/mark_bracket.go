package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Names in brackets, as records of press conferences and of councils in China and Japan
// have them before what is said: "【林女士】请讲。", "（座長）". In other scripts brackets at the
// head of a line are tags, notes and references far more often.

// nameBrackets are the brackets that stand around names.
var nameBrackets = map[rune]rune{'【': '】', '［': '］', '（': '）', '[': ']', '(': ')'}

// oneLetter are those who ask and answer by a letter, which in brackets is one of a list
// otherwise.
const oneLetter = "問答问"

// findBracketed gives the candidate of a line that begins with a name in brackets.
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
	if !isVoice(name) {
		return Candidate{}, false
	}
	if r, n := utf8.DecodeRuneInString(line[size:]); n > 0 && strings.ContainsRune(Colons, r) {
		size += n
	}
	size = len(line) - len(strings.TrimLeft(line[size:], " \t\u3000"))
	return marked(Bracket, name, line, size)
}

// isVoice tells whether what stands in brackets may be a name, and is no number of a list.
func isVoice(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if !lang.IsLetter(first) || !lang.Unspaced(first) || strings.ContainsFunc(name, unicode.IsDigit) || strings.HasPrefix(name, "第") || strings.Trim(name, hanFigures+"十百") == "" {
		return false
	}
	return lettersIn(name) > 1 || strings.Contains(oneLetter, name)
}

// mostBehind is how many letters a name without blanks has at most behind a bracket and
// before a colon: behind more the colon is in what is said.
const mostBehind = 4

// isSaid tells whether what stands between a bracket and a colon is said, rather than a name
// with its role before it: "[主持人]灯塔去年坏了：…".
func isSaid(name string) bool {
	return lang.Unspaced(firstLetter(name)) && lettersIn(name) > mostBehind
}
