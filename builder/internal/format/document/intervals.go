package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// interval is the line above a speaker's name in documents of meeting services:
// 0:0:2.70 --> 0:0:9.450.
var interval = regexp.MustCompile(`^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d{1,3})?\s*(?:-->|->|–|—)\s*\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?$`)

// leastIntervals is how many a document has that is written so.
const leastIntervals = 3

// JoinIntervals makes labels of the names below lines of two times, where a
// document has such lines again and again, in blocks of their own or not. The
// times are listed as left out of t, but for the first of each, which is when
// the turn begins.
func JoinIntervals(t *transcript.Transcript, blocks []Block) []Block {
	count, named := 0, 0
	for i := range blocks {
		if isInterval(blocks[i]) {
			count++
			if nameBelow(blocks, i) != nil {
				named++
			}
		}
	}
	if count < leastIntervals || named*10 < count*9 {
		return blocks
	}
	var out []Block
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		name := (*Line)(nil)
		if isInterval(b) {
			name = nameBelow(blocks, i)
		}
		if name == nil {
			out = append(out, b)
			continue
		}
		m := interval.FindStringSubmatch(b.Lines[0].Text)
		t.Dropped = append(t.Dropped, transcript.Dropped{Line: b.Line, EndLine: b.Line, Kind: transcript.Furniture, Text: b.Lines[0].Text})
		minutes, _ := strconv.Atoi(m[2])
		seconds, _ := strconv.Atoi(m[3])
		label := *name
		label.Label = len(label.Text)
		label.Text += fmt.Sprintf(" %s:%02d:%02d", m[1], minutes, seconds)
		label.Hard = true
		if len(b.Lines) > 1 {
			b.Lines = append([]Line{label}, b.Lines[2:]...)
		} else {
			i++
			b = blocks[i]
			b.Lines = append([]Line{label}, b.Lines[1:]...)
		}
		out = append(out, b)
	}
	return out
}

// isInterval tells whether a block begins with a line of two times.
func isInterval(b Block) bool {
	return b.Kind == transcript.Speech && len(b.Lines) > 0 && interval.MatchString(b.Lines[0].Text)
}

// nameBelow gives the line below that of two times where it may be a name, nil
// where it is none.
func nameBelow(blocks []Block, i int) *Line {
	var l *Line
	switch b := blocks[i]; {
	case len(b.Lines) > 1:
		l = &b.Lines[1]
	case i+1 < len(blocks) && blocks[i+1].Kind == transcript.Speech && len(blocks[i+1].Lines) > 0:
		l = &blocks[i+1].Lines[0]
	}
	if l == nil || l.Text == "" || utf8.RuneCountInString(l.Text) > maxWho || strings.ContainsAny(l.Text[len(l.Text)-1:], ".!?") || interval.MatchString(l.Text) {
		return nil
	}
	return l
}
