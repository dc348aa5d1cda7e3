package cues

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Sizes of paragraphs as lang.CountPassage counts, two for a word: from 40 words
// to 120, which is a passage, or from 80 to 240 characters of scripts without
// blanks. What is shorter reads as captions, what is longer is divided anyway.
const (
	least  = 80
	most   = 240
	wanted = 150
)

// Pauses between two cues, in milliseconds. Cues of speech without a break are
// less than 0.3 s apart; 0.7 s is heard as a pause, and after 2 s a speaker has
// begun anew.
const (
	shortPause = 700
	longPause  = 2000
)

// paragraphs joins the pieces of a turn into segments, which begin where speech
// pauses. loose says that a blank is set between lines in every script.
func paragraphs(pieces []piece, loose bool) []transcript.Segment {
	var out []transcript.Segment
	for len(pieces) > 0 {
		n := 1
		if !isNote(pieces[0].Text) {
			n = paragraph(pieces)
		}
		out = append(out, join(pieces[:n], loose))
		pieces = pieces[n:]
	}
	return out
}

// paragraph tells how many pieces the next paragraph has: those up to the best
// rest within its sizes. A note that stands alone ends it.
func paragraph(pieces []piece) int {
	size, end := 0, 0
	best, bestRest, bestSize := 0, -1, 0
	for ; end < len(pieces); end++ {
		if end > 0 && isNote(pieces[end].Text) {
			break
		}
		size += lang.CountPassage(pieces[end].Text)
		if size > most && end > 0 {
			break
		}
		if end+1 == len(pieces) || size < least {
			continue
		}
		if rest := restBetween(pieces[end], pieces[end+1]); rest > bestRest || rest == bestRest && abs(size-wanted) < abs(bestSize-wanted) {
			best, bestRest, bestSize = end+1, rest, size
		}
	}
	switch {
	case end == len(pieces) && size <= most, end < len(pieces) && size <= most:
		return end // all that is left, or up to a note
	case best > 0:
		return best
	}
	return end
}

func abs(n int) int { return max(n, -n) }

// restBetween says how much speech rests between two pieces: a sentence that
// ends tells more than a pause, for speakers pause to think.
func restBetween(a, b piece) int {
	rest := 0
	if format.EndsSentence(a.Text) {
		rest += 4
	} else if r, _ := utf8.DecodeLastRuneInString(a.Text); strings.ContainsRune(",;:，；：、،؛", r) {
		rest++
	}
	if b.first {
		rest++ // a cue ends where its maker heard a rest, a line where it was full
	}
	if strings.HasPrefix(b.Text, "- ") || strings.HasPrefix(b.Text, "– ") || strings.HasPrefix(b.Text, "— ") {
		rest += 2 // another speaker, as subtitles have it
	}
	if a.time.Known() && b.time.Known() {
		switch gap := b.time.Start - a.time.End; {
		case gap >= longPause:
			rest += 4
		case gap >= shortPause:
			rest += 2
		}
	}
	return rest
}

// join makes one segment of pieces.
func join(pieces []piece, loose bool) transcript.Segment {
	seg := transcript.Segment{Line: pieces[0].N}
	var text strings.Builder
	tail := "" // of the text, for the seam
	for _, p := range pieces {
		seam := format.Seam(tail, p.Text)
		if loose && tail != "" {
			seam = " "
		}
		text.WriteString(seam)
		from := text.Len()
		text.WriteString(p.Text)
		tail = p.Text
		for _, s := range p.Spans {
			s.Start, s.End = s.Start+from, s.End+from
			seg.Spans = append(seg.Spans, s)
		}
		if p.time.Known() {
			if !seg.Time.Known() {
				seg.Time = p.time
			}
			seg.Time.End = max(seg.Time.End, p.time.End)
			if n := len(seg.Cues); n == 0 || seg.Cues[n-1].Time != p.time {
				seg.Cues = append(seg.Cues, transcript.Cue{At: from, Time: p.time})
			}
		}
	}
	if len(seg.Cues) == 1 {
		seg.Cues = nil
	}
	seg.Text = text.String()
	return format.WithEvents(seg, false)
}
