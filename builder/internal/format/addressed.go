package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Brackets, gaps and circles stand before the headings of notices, the rows of tables and the
// items of lists as well as before names. So they are believed only where a file says of one
// of those who come again that it is somebody: by a form of address or an office, in what
// stands there or in what is said.

// addresses end what people are called in scripts without blanks.
const addresses = "氏君様先生女士長长席員员者人官局授臣客"

// spokenTo are forms of address behind a name that is spoken.
var spokenTo = []string{"さん", "氏", "様", "君", "先生", "女士", "委員", "委员", "議員", "议员", "部长", "部長", "主任", "老师", "老師", "님", "씨"}

// addressed tells whether a name among candidates that comes so often at least is somebody's.
func (w *weighing) addressed(labels []Label, which []int, least int, lines []string) bool {
	count := make([]int, w.keys)
	for _, i := range which {
		if count[labels[i].key]++; count[labels[i].key] == least && w.isSomebody(&labels[i].Candidate, lines) {
			return true
		}
	}
	return false
}

func (w *weighing) isSomebody(c *Candidate, lines []string) bool {
	n := &w.names[c.name]
	if isOfficial(n.name) || unnamed(n.folded) || strings.Contains(oneLetter, c.Name) {
		return true
	}
	first, _, several := strings.Cut(c.Name, " ")
	word := strings.TrimSuffix(first, ".")
	if several && (forms[strings.ToLower(word)] || titles[word]) {
		return true
	}
	last, size := utf8.DecodeLastRuneInString(c.Name)
	if len(c.Name) > size && strings.ContainsRune(addresses, last) {
		return true
	}
	return slices.ContainsFunc(spokenTo, func(to string) bool {
		return slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, c.Name+to) })
	})
}

// speaks tells whether what is in brackets, or stands before a gap, may be those who speak:
// one of them is somebody, and nobody comes again before a colon.
func (w *weighing) speaks(labels []Label, of [Chevron + 1][]int, mark Mark, lines []string) bool {
	count := make([]int, w.keys)
	for _, i := range of[Colon] {
		if count[labels[i].key]++; count[labels[i].key] > 1 && labels[i].Score >= threshold {
			return false
		}
	}
	return w.addressed(labels, of[mark], leastAgain[mark], lines)
}

// withoutItems leaves out what is behind a circle and a blank, unless two names come again
// there, one of them somebody's, or of two words with capitals.
func (w *weighing) withoutItems(labels []Label, which []int, lines []string) []int {
	items := slices.DeleteFunc(slices.Clone(which), func(i int) bool { return !labels[i].item })
	full := func(i int) bool { return lang.IsUpper(firstLetter(labels[i].Name)) && IsFull(labels[i].Name) }
	if len(items) == 0 || w.comesAgain(labels, items, 2) && (slices.ContainsFunc(items, full) || w.addressed(labels, items, 2, lines)) {
		return which
	}
	return slices.DeleteFunc(which, func(i int) bool { return labels[i].item })
}

// withoutTitles leaves out titles before a stop where no name before one comes again: a
// glossary tells of chairs and clerks, and records have more people than those.
func (w *weighing) withoutTitles(labels []Label, which []int) []int {
	count := make([]int, w.keys)
	for _, i := range which {
		if count[labels[i].key]++; count[labels[i].key] > 1 && !labels[i].titled {
			return which
		}
	}
	return slices.DeleteFunc(which, func(i int) bool { return labels[i].titled })
}
