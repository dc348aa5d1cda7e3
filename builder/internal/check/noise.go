package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// Noise is the words of a file that are written in letters of the wrong script.
type Noise struct {
	Words int
	// Word is the longest of them, Quote what stands around it, Line where.
	Word, Quote string
	Line        int
}

// The scripts whose letters are taken for each other.
const (
	latin = iota
	cyrillic
	greek
	scripts
)

// lookalikes are the letters of each script that have a twin in another. A word
// is noise only where the fewer letters are of these, for "WhatsAppом" and
// "μm" are what their writers meant.
var lookalikes = [scripts]string{
	latin:    "ABCEHIJKMNOPSTXYZaceijopsuvxy",
	cyrillic: "АВЕІЈКМНОРЅСТУХаеіјорсух",
	greek:    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα",
}

// leastStray is how many single letters of another script make a file noisy: a
// few are names of variables, variants and paragraphs.
const leastStray = 5

// noiseOf counts the noisy words of a transcript.
func noiseOf(t *transcript.Transcript) Noise {
	var letters [scripts]int
	var mixed Noise
	var stray [scripts]Noise
	for _, turn := range t.Turns {
		for _, seg := range turn.Segments {
			scanWords(seg, &letters, &mixed, &stray)
		}
	}
	main := latin
	for s, n := range letters {
		if n > letters[main] {
			main = s
		}
	}
	for s, n := range stray {
		if s != main && n.Words >= leastStray {
			mixed.Words += n.Words
			if mixed.Word == "" {
				mixed.Word, mixed.Quote, mixed.Line = n.Word, n.Quote, n.Line
			}
		}
	}
	return mixed
}

// scanWords adds up one segment.
func scanWords(seg transcript.Segment, letters *[scripts]int, mixed *Noise, stray *[scripts]Noise) {
	if isASCII(seg.Text) { // most text is; its words cannot mix
		letters[latin] += len(seg.Text)
		return
	}
	start := -1
	for i, r := range seg.Text + " " {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			word(seg, start, i, letters, mixed, stray)
			start = -1
		}
	}
}

// word counts the letters of a word by their scripts, and looks whether it mixes
// two that look alike, or is one letter that may be of another.
func word(seg transcript.Segment, start, end int, letters *[scripts]int, mixed *Noise, stray *[scripts]Noise) {
	w := seg.Text[start:end]
	var of, alike [scripts]int
	total, switches, first, last := 0, 0, -1, -1
	for _, r := range w {
		s := scriptOf(r)
		if s < 0 {
			continue
		}
		switch {
		case first < 0:
			first = s
		case s != last:
			switches++
		}
		last = s
		total++
		of[s]++
		if strings.ContainsRune(lookalikes[s], r) {
			alike[s]++
		}
	}
	for s := range of {
		letters[s] += of[s]
	}
	few := -1 // the script of the fewest letters, of those that the word has
	for s := range of {
		if of[s] > 0 && of[s] < total && (few < 0 || of[s] < of[few] || of[s] == of[few] && alike[s] > alike[few]) {
			few = s
		}
	}
	switch {
	case switches == 1 && first == latin && last == cyrillic && of[latin] > of[cyrillic]:
		// a foreign name with a Russian ending: в Zoomе
	case few >= 0 && alike[few] == of[few] && total > 2:
		mixed.add(seg, start, end)
	case total == 1 && utf8.RuneCountInString(w) == 1 && !strings.Contains("IVXLCDMα", w):
		for s := range alike {
			if alike[s] == 1 {
				stray[s].add(seg, start, end)
			}
		}
	}
}

// add counts a word and keeps the longest.
func (n *Noise) add(seg transcript.Segment, start, end int) {
	n.Words++
	if end-start > len(n.Word) {
		n.Word, n.Quote, n.Line = seg.Text[start:end], around(seg.Text, start, end), seg.Line
	}
}

// reach is how much of the text is quoted on either side of a word, in bytes.
const reach = 40

// around gives what stands around a word, whole words only.
func around(text string, start, end int) string {
	from, to := max(0, start-reach), min(len(text), end+reach)
	for from > 0 && from < start && text[from-1] != ' ' {
		from++
	}
	for to < len(text) && to > end && text[to] != ' ' {
		to--
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func scriptOf(r rune) int {
	switch {
	case r < utf8.RuneSelf, unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.Is(unicode.Greek, r):
		return greek
	}
	return -1
}
