package plain

import (
	"strconv"
	"strings"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

const (
	// numberedLines is how many lines must be numbered before numbers are the
	// page's: a list of ten points is numbered, too.
	numberedLines = 20
	// numberedShare of the lines begin with the number after the last one, or
	// with 1 on a new page. Headers and footers are the rest.
	numberedShare = 0.8
)

// takeLineNumbers removes the numbers that stand before every line, as courts
// and parliaments print them, and returns them, one entry for each page.
func (pg *page) takeLineNumbers() []transcript.Dropped {
	numbers := make([]int, len(pg.lines)) // 0 for none
	last, inOrder := 0, 0
	for i, l := range pg.lines {
		n, _ := leadingNumber(l.text)
		if n > 0 && (n == last+1 || n == 1) {
			inOrder++
			last, numbers[i] = n, n
		}
	}
	if inOrder < numberedLines || float64(inOrder) < numberedShare*float64(len(pg.lines)) {
		return nil
	}
	var dropped []transcript.Dropped
	kept := pg.lines[:0]
	blanks := 0
	pg.numbered = true
	for i, l := range pg.lines {
		if numbers[i] == 0 && i+1 < len(pg.lines) && numbers[i+1] == 1 && isBareNumber(l.text) { // of the page
			dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.PageNumber, Text: l.text})
			continue
		}
		if numbers[i] == 0 {
			kept, blanks = append(kept, l), 0
			continue
		}
		if n := len(dropped); numbers[i] == 1 || n == 0 || dropped[n-1].Kind != transcript.LineNumber {
			dropped = append(dropped, transcript.Dropped{Line: l.n, Kind: transcript.LineNumber})
		}
		d := &dropped[len(dropped)-1]
		_, rest := leadingNumber(l.text)
		d.EndLine, d.Text = l.n, strings.TrimSpace(d.Text+" "+strings.TrimSpace(l.text[:len(l.text)-len(rest)]))
		l.indent, l.text = indentOf(rest), strings.TrimSpace(rest)
		l.width = lang.Width(l.text)
		if l.text == "" {
			blanks++
			continue
		}
		l.blanks += blanks
		kept, blanks = append(kept, l), 0
	}
	pg.lines = kept
	return dropped
}

// leadingNumber reads a number of at most three digits that is followed by a
// blank or nothing; 0 for none.
func leadingNumber(s string) (n int, rest string) {
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if end == 0 || end > 3 || end < len(s) && s[end] != ' ' && s[end] != '\t' {
		return 0, s
	}
	n, _ = strconv.Atoi(s[:end])
	return n, s[end:]
}
