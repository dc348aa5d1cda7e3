package format

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Brackets, gaps and circles stand before the headings of notices, the rows of tables and the
// items of lists as well as before names. So they are believed only where a file says of one
// of those who come again that it is somebody: by a form of address or an office, in what
// stands there or in what is said.

// addresses end what people are called in scripts without blanks and in Korean: forms of
// address, and offices, which stand alone as well.
var addresses = []string{
	"氏", "君", "様", "さん", "先生", "女士", "小姐", "老师", "老師", "教授", "同志",
	"議長", "议长", "座長", "会長", "会长", "委員長", "主席", "主任", "理事", "代表", "委員", "委员", "議員", "议员", "部長", "部长", "局長", "局长", "課長", "处长", "處長", "市長", "市长", "知事", "校長", "校长", "院長", "院长", "大臣", "長官", "事務局",
	"記者", "记者", "主持人", "发言人", "發言人", "司会", "司会者",
	"님", "씨", "의장", "위원장", "위원", "의원", "장관", "교수", "기자", "사회자", "진행자",
}

// mostCalled is how many letters the name of one who is spoken to has at most: with more it
// is no name without blanks.
const mostCalled = 8

// addressed tells whether a name among candidates that comes so often at least is somebody's.
func (w *weighing) addressed(labels []Label, which []int, least int, lines []string) bool {
	again := w.nth(labels, which, least)
	isSomebody := func(i int) bool { return w.isSomebody(&labels[i].Candidate) }
	return slices.ContainsFunc(again, isSomebody) || areCalled(labels, again, lines)
}

// isSomebody tells whether a name says itself that somebody is called so.
func (w *weighing) isSomebody(c *Candidate) bool {
	n := w.factsOf(c)
	if n.official || n.unnamed || utf8.RuneCountInString(n.name) == 1 && strings.Contains(oneLetter, n.name) {
		return true
	}
	first, _, several := strings.Cut(n.name, " ")
	word := strings.TrimSuffix(first, ".")
	if several && (forms[strings.ToLower(word)] || titles[word]) {
		return true
	}
	return slices.ContainsFunc(addresses, func(a string) bool { return strings.HasSuffix(n.name, a) })
}

// areCalled tells whether one of these is spoken with a form of address, by one look over the
// lines.
func areCalled(labels []Label, which []int, lines []string) bool {
	names := map[string]bool{}
	for _, i := range which {
		name := labels[i].Name
		if r := firstLetter(name); lang.Unspaced(r) || unicode.Is(unicode.Hangul, r) {
			names[name] = true
		}
	}
	if len(names) == 0 {
		return false
	}
	for _, line := range lines {
		for _, address := range addresses {
			for at := 0; ; at += len(address) {
				found := strings.Index(line[at:], address)
				if found < 0 {
					break
				}
				at += found
				for begin, n := at, 0; begin > 0 && n < mostCalled; n++ {
					if begin -= lastRune(line[:begin]); names[line[begin:at]] {
						return true
					}
				}
			}
		}
	}
	return false
}

// speaks tells whether what is in brackets, or stands before a gap, may be those who speak:
// one of them is somebody, and nobody comes again before a colon.
func (w *weighing) speaks(labels []Label, of *[Chevron + 1][]int, mark Mark, lines []string) bool {
	count := make([]int, w.keys)
	for _, i := range of[Colon] {
		if count[labels[i].key]++; count[labels[i].key] > 1 && labels[i].Score >= threshold {
			return false
		}
	}
	return w.addressed(labels, of[mark], leastAgain[mark], lines)
}
