package plain

import (
	"regexp"
	"slices"
	"strings"
	"sync"
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

// The expressions are slow beside a look at the first character that is none of
// the marks around a page's number, which tells most lines to be none.

// pageWords are the words of pageOf, by their first two characters.
var pageWords = []string{"pa", "p.", "pá", "se", "ст", "صف", "ال", "第"}

func isPageOf(s string) bool {
	s = strings.TrimLeft(s, pageMarks)
	if s == "" || s[0] < utf8.RuneSelf && strings.IndexByte("pPsS", s[0]) < 0 {
		return false
	}
	return slices.ContainsFunc(pageWords, func(w string) bool { return foldsTo(s, w) }) && pageOf.MatchString(s)
}

// foldsTo tells whether a text begins with a word, of either case.
func foldsTo(s, word string) bool {
	for _, w := range word {
		r, size := utf8.DecodeRuneInString(s)
		if r != w && !strings.EqualFold(s[:size], string(w)) {
			return false
		}
		s = s[size:]
	}
	return true
}

func isDashed(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return (r == '-' || r == '–' || r == '—') && dashed.MatchString(s)
}

func isBareNumber(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, pageMarks))
	return unicode.IsNumber(r) && bareNumber.MatchString(s)
}

// pageMarks are the marks and blanks that may stand around a page's number.
const pageMarks = "-–—| \t\n\f\r"

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
		if isBareNumber(l.text) {
			numbers++
		}
	}
	reason := make([]transcript.DropKind, len(pg.lines))
	for i, l := range pg.lines {
		switch {
		case l.running != "":
			reason[i] = l.running
		case len(l.text) <= maxPageOf && (isPageOf(l.text) || pg.edge(i) && nOfM.MatchString(l.text)):
			reason[i] = transcript.RunningFooter
		case isDashed(l.text) || isBareNumber(l.text) && numbers >= runningLine && pg.edge(i):
			reason[i] = transcript.PageNumber
		case i > 0 && pg.edge(i) && len(l.text) <= maxRunning && masked[mask(l.text)] >= runningLine && !pg.isLabelLine(i) && !format.EndsSentence(l.text):
			reason[i] = transcript.RunningHeader
		}
	}
	pg.findDisclaimers(reason)
	pg.findBeside(reason)
	pg.findBetween(reason)
	pg.findInterrupting(reason)
	for i, l := range pg.lines {
		if i == 0 || reason[i] != "" || len(l.text) > 2*len(title) || utf8.RuneCountInString(l.text) < 3 || !pg.nextTo(i, reason) && !pg.gapAround(i) {
			continue
		}
		if strings.Contains(title, lang.Fold(l.text)) {
			reason[i] = transcript.RunningHeader
		}
	}
	if !pg.placed {
		pg.numberPages(reason)
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

// owned is a line that says whose a record is, and since when.
var owned = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:copyright\b.{0,6}|(?:copyright )?(?:©|\(c\)) ?)\d{4}\b.{0,300}$`)
})

// endMarkers is how many lines may close a record: when the meeting ended, and
// that this is the end.
const endMarkers = 3

// takeEndMarker removes the words that close a record.
func (pg *page) takeEndMarker() (dropped []transcript.Dropped) {
	for len(pg.lines) > 0 && len(dropped) < endMarkers {
		last := len(pg.lines) - 1
		l := pg.lines[last]
		text := strings.Trim(l.text, ".。*- ")
		words := strings.Trim(text, "[]()（）【】.。*- ")
		if owned().MatchString(l.text) && last > 0 {
			pg.lines = pg.lines[:last]
			dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.Disclaimer, Text: l.text})
			continue
		}
		// Within brackets, when a meeting ended is an event like any other.
		if !format.EndsRecord(words) && (words != text || !format.SaysWhenItEnded(words)) {
			break
		}
		pg.lines = pg.lines[:last]
		dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.EndMarker, Text: l.text})
	}
	slices.Reverse(dropped)
	return dropped
}
