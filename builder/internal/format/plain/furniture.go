package plain

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// What belongs to the page: its number, and the line that runs along its head
// or foot. Most copies of a running line are gone when text has been cleaned
// once, so that repetition alone finds neither; shape and place do.

// pageOf is the number of a page, with its figures or without them.
var pageOf = regexp.MustCompile(`(?i)^[-–—\s|]*(?:` +
	`(?:page|p\.|página|pág\.?|pagina|seite|страница|стр\.?|صفحة|الصفحة)\s*\p{N}*(?:\s*(?:of|de|sur|von|из|من|/)\s*\p{N}*)?` +
	`|第\s*\p{N}*\s*[页頁](?:\s*[，,、/]?\s*共\s*\p{N}*\s*[页頁])?` +
	`)[-–—\s|]*$`)

// nOfM is two figures, which may be a page and the number of pages, or a vote.
var nOfM = regexp.MustCompile(`(?i)^[-–—\s|]*\p{N}+\s*(?:of|de|sur|von|из|من|/)\s*\p{N}+[-–—\s|]*$`)

// dashed is a number that nothing but a page has.
var dashed = regexp.MustCompile(`^[-–—]\s*\p{N}{1,4}\s*[-–—]$`)

var bareNumber = regexp.MustCompile(`^[-–—\s|]*\p{N}{1,4}[-–—\s|]*$`)

const (
	// runningLine is how often a line must stand at page edges to be a running
	// one: twice is a coincidence in a record of many pages.
	runningLine = 3
	// maxPageOf and maxRunning are, in bytes, the longest number of a page in
	// words and the longest running line.
	maxPageOf  = 120
	maxRunning = 400
	// wideGap is the number of empty lines around what is not part of the text,
	// in a file where one after every line is usual.
	wideGap = 3
)

// takeFurniture removes headers, footers and page numbers from the lines and
// returns them with the reason.
func (pg *page) takeFurniture(title string) []transcript.Dropped {
	if len(pg.lines) == 0 {
		return nil
	}
	if title == "" {
		title = pg.lines[0].text
	}
	if utf8.RuneCountInString(title) > maxTitle {
		title = ""
	}
	title = lang.Fold(title)
	masked := map[string]int{}
	numbers := 0
	for i, l := range pg.lines {
		if pg.edge(i) && len(l.text) <= maxRunning {
			masked[mask(l.text)]++
		}
		if bareNumber.MatchString(l.text) {
			numbers++
		}
	}
	reason := make([]transcript.DropKind, len(pg.lines))
	for i, l := range pg.lines {
		switch {
		case len(l.text) <= maxPageOf && (pageOf.MatchString(l.text) || pg.edge(i) && nOfM.MatchString(l.text)):
			reason[i] = transcript.RunningFooter
		case dashed.MatchString(l.text) || bareNumber.MatchString(l.text) && numbers >= runningLine && pg.edge(i):
			reason[i] = transcript.PageNumber
		case i > 0 && pg.edge(i) && len(l.text) <= maxRunning && masked[mask(l.text)] >= runningLine && !pg.isLabelLine(i) && !format.EndsSentence(l.text):
			reason[i] = transcript.RunningHeader
		}
	}
	pg.findDisclaimers(reason)
	for i, l := range pg.lines {
		if i == 0 || reason[i] != "" || utf8.RuneCountInString(l.text) < 3 || len(l.text) > 2*len(title) || !strings.Contains(title, lang.Fold(l.text)) {
			continue
		}
		beside := reason[i-1] != "" || i+1 < len(reason) && reason[i+1] != ""
		if beside || pg.gapAround(i) {
			reason[i] = transcript.RunningHeader
		}
	}
	var dropped []transcript.Dropped
	kept := pg.lines[:0]
	for i, l := range pg.lines {
		if reason[i] == "" {
			// What follows furniture follows a page break, not a blank line.
			if i > 0 && reason[i-1] != "" {
				l.page = true
			}
			kept = append(kept, l)
			continue
		}
		dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: reason[i], Text: l.text})
	}
	pg.lines = kept
	return dropped
}

const (
	// disclaimerWidth is the least width, in cells, of a sentence that pages
	// repeat; what is shorter may be said again and again.
	disclaimerWidth = 30
	// disclaimerEdges of its copies stand beside a page's edge. The others have
	// lost the number that stood there.
	disclaimerEdges = 0.6
	// besideEdge is how many lines from the edge that may be.
	besideEdge = 2
)

// findDisclaimers marks the sentences that every page repeats, and what stands
// between two lines that are no part of the text.
func (pg *page) findDisclaimers(reason []transcript.DropKind) {
	copies := map[string][]int{}
	for i, l := range pg.lines {
		if reason[i] == "" && len(l.text) <= maxRunning && !pg.isLabelLine(i) {
			copies[l.text] = append(copies[l.text], i)
		}
	}
	var short [][]int
	for _, l := range pg.lines {
		at := copies[l.text]
		if len(at) < runningLine {
			continue
		}
		delete(copies, l.text)
		if l.width < disclaimerWidth {
			short = append(short, at)
			continue
		}
		edges := 0
		for _, i := range at {
			if pg.besideEdge(i, reason) {
				edges++
			}
		}
		if float64(edges) >= disclaimerEdges*float64(len(at)) {
			for _, i := range at {
				reason[i] = transcript.Disclaimer
			}
		}
	}
	// The last words of a long one.
	for _, at := range short {
		behind := 0
		for _, i := range at {
			if i > 0 && reason[i-1] == transcript.Disclaimer {
				behind++
			}
		}
		if behind == len(at) {
			for _, i := range at {
				reason[i] = transcript.Disclaimer
			}
		}
	}
	pg.findBeside(reason)
	for i := 1; i+1 < len(pg.lines); i++ {
		if l := pg.lines[i]; reason[i] == "" && reason[i-1] != "" && reason[i+1] != "" && l.width*2 < pg.wide && !pg.isLabelLine(i) && !format.EndsSentence(strings.Trim(l.text, "()（）[]【】")) {
			reason[i] = transcript.RunningHeader
		}
	}
}

// rowEnd is a running line of columns, with the page's number in the first or
// the last.
var rowEnd = regexp.MustCompile(`^(\p{N}{1,4})\s{3,}\S.*$|^.*\S\s{3,}(\p{N}{1,4})$`)

// rowsApart is how many lines lie between two such, at least; rows of a table
// follow each other.
const rowsApart = 8

// findBeside marks running lines of which few copies are left: columns whose
// numbers count pages, and lines beside a page's edge that are nearly the title
// or another running line, or stand there twice.
func (pg *page) findBeside(reason []transcript.DropKind) {
	last, number := -1, 0
	for i, l := range pg.lines {
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
	var running []string
	for i, l := range pg.lines {
		if reason[i] == transcript.RunningHeader || i == 0 {
			running = append(running, mask(l.text))
		}
	}
	twice := map[string]int{}
	for i, l := range pg.lines {
		if pg.nextTo(i, reason) {
			twice[mask(l.text)]++
		}
	}
	for i, l := range pg.lines {
		if i == 0 || !pg.nextTo(i, reason) || pg.isLabelLine(i) {
			continue
		}
		text := mask(l.text)
		if format.EndsSentence(l.text) {
			continue
		}
		if twice[text] >= 2 || slices.ContainsFunc(running, func(r string) bool { return alike(r, text) }) {
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

// besideEdge tells whether a page's edge, or what stands there, is within a few
// lines of line i.
func (pg *page) besideEdge(i int, reason []transcript.DropKind) bool {
	for j := max(i-besideEdge, 0); j <= min(i+besideEdge, len(pg.lines)-1); j++ {
		if reason[j] != "" || j > i && pg.lines[j].page {
			return true
		}
	}
	return pg.lines[i].page || i+1 == len(pg.lines)
}

// edge tells whether line i stands first or last on a page, as far as can be
// seen.
func (pg *page) edge(i int) bool {
	return pg.lines[i].page || i+1 < len(pg.lines) && pg.lines[i+1].page || pg.gapAround(i)
}

func (pg *page) gapAround(i int) bool {
	usual := 0
	if pg.doubled {
		usual = 1
	}
	before := pg.lines[i].blanks
	after := 0
	if i+1 < len(pg.lines) {
		after = pg.lines[i+1].blanks
	}
	return before >= usual+wideGap-1 || after >= usual+wideGap-1 || i+1 == len(pg.lines)
}

// mask writes every run of figures as one mark, so that running lines that
// count are equal.
func mask(s string) string {
	var b strings.Builder
	digit := false
	for _, r := range lang.Fold(s) {
		if unicode.IsDigit(r) {
			if !digit {
				b.WriteByte('#')
			}
			digit = true
			continue
		}
		digit = false
		b.WriteRune(r)
	}
	return b.String()
}

// endMarkers close a record, in seven languages.
var endMarkers = map[string]bool{
	"end of transcription": true, "end of transcript": true, "end of recording": true, "fin de la transcription": true, "fin de transcription": true,
	"fin de la transcripción": true, "fin de transcripción": true, "fim da transcrição": true, "конец стенограммы": true, "конец расшифровки": true,
	"конец записи": true, "نهاية النص": true, "نهاية التسجيل": true, "نهاية النص المدون": true, "听写文稿结束": true, "聽寫文稿結束": true, "会议记录结束": true, "记录结束": true, "逐字稿結束": true,
}

// takeEndMarker removes the words that close a record.
func (pg *page) takeEndMarker() []transcript.Dropped {
	if len(pg.lines) == 0 {
		return nil
	}
	l := pg.lines[len(pg.lines)-1]
	if !endMarkers[lang.Fold(strings.Trim(l.text, "[]()（）【】.。*- "))] {
		return nil
	}
	pg.lines = pg.lines[:len(pg.lines)-1]
	return []transcript.Dropped{{Line: l.n, EndLine: l.n, Kind: transcript.EndMarker, Text: l.text}}
}
