package plain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// rowEnd is a running line of columns, with the page's number in the first or
// the last.
var rowEnd = regexp.MustCompile(`^(\p{N}{1,4})\s{3,}\S.*$|^.*\S\s{3,}(\p{N}{1,4})$`)

// rowsApart is how many lines lie between two such, at least; rows of a table
// follow each other.
const rowsApart = 8

// maxKinds is how many different running lines others are held against: a file
// has a handful, and the heads of its chapters.
const maxKinds = 64

// findBeside marks running lines of which few copies are left: columns whose
// numbers count pages, and lines beside a page's edge that are nearly the title
// or another running line, or stand there twice.
func (pg *page) findBeside(reason []transcript.DropKind) {
	last, number := -1, 0
	for i, l := range pg.lines {
		// Most lines have no figure at either end, which costs less to see.
		first, _ := utf8.DecodeRuneInString(l.text)
		end, _ := utf8.DecodeLastRuneInString(l.text)
		if !unicode.IsNumber(first) && !unicode.IsNumber(end) {
			continue
		}
		m := rowEnd.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1] + m[2])
		if last >= 0 && n == number+1 && i-last >= rowsApart {
			reason[i] = transcript.RunningHeader
			reason[last] = transcript.RunningHeader
		}
		last, number = i, n
	}
	if !slices.ContainsFunc(reason, func(r transcript.DropKind) bool { return r != "" }) {
		return
	}
	var running []string
	seen := map[string]bool{}
	for i, l := range pg.lines {
		if len(running) == maxKinds {
			break
		}
		if reason[i] == transcript.RunningHeader || i == 0 {
			if text := mask(l.text); !seen[text] {
				seen[text] = true
				running = append(running, text)
			}
		}
	}
	twice := map[string]int{}
	for i, l := range pg.lines {
		if pg.nextTo(i, reason) {
			twice[mask(l.text)]++
		}
	}
	known := map[string]bool{}
	for i, l := range pg.lines {
		if i == 0 || !pg.nextTo(i, reason) || pg.isLabelLine(i) || format.EndsSentence(l.text) {
			continue
		}
		text := mask(l.text)
		is, ok := known[text]
		if !ok {
			is = twice[text] >= 2 || slices.ContainsFunc(running, func(r string) bool { return alike(r, text) })
			known[text] = is
		}
		if is {
			reason[i] = transcript.RunningHeader
		}
	}
}

// nextTo tells whether line i, of which nothing is known yet, stands next to a
// running line or a page's number.
func (pg *page) nextTo(i int, reason []transcript.DropKind) bool {
	return reason[i] == "" && len(pg.lines[i].text) <= maxRunning && (i > 0 && reason[i-1] != "" || i+1 < len(reason) && reason[i+1] != "")
}

// alikeShare of the pairs of letters are common to a running line and its copy
// in which letters were misread or lost (Dice's coefficient).
const alikeShare = 0.8

// alike tells whether two texts share nearly all pairs of letters, order aside.
func alike(a, b string) bool {
	pairs := map[[2]rune]int{}
	n := 0
	each := func(s string, f func([2]rune)) {
		prev := rune(0)
		for _, r := range s {
			if !unicode.IsLetter(r) {
				continue
			}
			if prev != 0 {
				n++
				f([2]rune{prev, r})
			}
			prev = r
		}
	}
	each(a, func(p [2]rune) { pairs[p]++ })
	common := 0
	each(b, func(p [2]rune) {
		if pairs[p] > 0 {
			pairs[p]--
			common++
		}
	})
	return n > 8 && float64(2*common) >= alikeShare*float64(n)
}

// findBetween marks short lines between two that are no part of the text.
func (pg *page) findBetween(reason []transcript.DropKind) {
	for i := 1; i+1 < len(pg.lines); i++ {
		if l := pg.lines[i]; reason[i] == "" && reason[i-1] != "" && reason[i+1] != "" && l.width*2 < pg.wide && !pg.isLabelLine(i) && !format.EndsSentence(strings.Trim(l.text, "()（）[]【】")) {
			reason[i] = transcript.RunningHeader
		}
	}
}

// interruption is how a running line looks where nothing else tells it: columns,
// or words in capitals.
var interruption = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\S\s{3,}\S|^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\s+[^\p{Ll}]*\p{Lu}{2}[^\p{Ll}]*$`)
})

// findInterrupting marks the running lines of which one copy alone is left: what
// stands in the middle of a sentence, between a line that is full and one that
// goes on in a small letter, and is set as no line of the speech is.
func (pg *page) findInterrupting(reason []transcript.DropKind) {
	if !pg.wrapped || pg.placed {
		return
	}
	for i := 1; i+1 < len(pg.lines); i++ {
		before, l, next := pg.lines[i-1], pg.lines[i], pg.lines[i+1]
		first, _ := utf8.DecodeRuneInString(next.text)
		if reason[i-1] != "" || reason[i] != "" || reason[i+1] != "" || !lang.IsLower(first) || len(l.text) > maxRunning {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(before.text)
		if before.width < pg.full || !unicode.IsLower(last) && last != ',' && last != '-' || format.EndsSentence(l.text) {
			continue
		}
		if interruption().MatchString(l.text) && !interruption().MatchString(before.text) && !interruption().MatchString(next.text) && !pg.isLabelLine(i) {
			reason[i] = transcript.RunningHeader
		}
	}
}
