package format

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

const (
	// minForeign is the least number of letters that tell a turn's language: with
	// fewer, a quotation or a name would.
	minForeign = 60
	// sureForeign is how sure its language must be to differ from the file's;
	// guesses that are this sure were right in 97 of 100 pieces of 200 characters
	// in 79 languages.
	sureForeign = 0.9
	// sureOwn is how sure the language of the whole must be, where front matter
	// does not name it, for a turn to differ from it.
	sureOwn = 0.9
	// wholeTurns is how many turns tell the language of a transcript, at even
	// distances, and wholePiece how much of each, in bytes: 1.5 kB, of which
	// Detect is as sure as of ten times that, at a tenth of its cost.
	wholeTurns, wholePiece = 16, 96
)

// MarkLanguages gives the turns that are clearly in another language than the
// transcript theirs (transcript.Turn.Lang). Short turns and doubtful ones have
// none. Since nearly every turn is in the language of its transcript, a few
// words that say so settle it; the others are weighed in full.
func MarkLanguages(t *transcript.Transcript) {
	var long []int // turns that could tell a language
	for i := range t.Turns {
		if size(&t.Turns[i]) >= minForeign { // bytes; letters are counted where it matters
			long = append(long, i)
		}
	}
	own := t.Meta.Lang
	if own == "" {
		sure := 0.0
		if own, sure = lang.Detect(extract(t, long), nil); sure < sureOwn {
			return
		}
	}
	familiar := lang.NewFamiliar(own)
	for _, i := range long {
		words := speech(&t.Turns[i])
		if familiar.Holds(words) {
			continue
		}
		found, sure := lang.Detect(words, []lang.Tag{own})
		if sure < sureForeign || found.Base() == own.Base() || own.Finds(found) || letters(words) < minForeign/spread(found) {
			continue
		}
		t.Turns[i].Lang = found
	}
}

// extract gives the beginnings of some turns, of all parts of a transcript.
func extract(t *transcript.Transcript, turns []int) string {
	var b strings.Builder
	n := min(len(turns), wholeTurns)
	for k := range n {
		words := speech(&t.Turns[turns[k*len(turns)/n]])
		end := min(len(words), wholePiece*wholeTurns/n)
		for end < len(words) && !utf8.RuneStart(words[end]) {
			end--
		}
		b.WriteString(words[:end])
		b.WriteByte('\n')
	}
	return b.String()
}

// size is the length of a turn in bytes.
func size(turn *transcript.Turn) int {
	n := 0
	for i := range turn.Segments {
		n += len(turn.Segments[i].Text)
	}
	return n
}

// spread is how many letters of an alphabet a character of the language is worth.
func spread(l lang.Tag) int {
	switch l.Base() {
	case "zh", "yue", "ja":
		return 2
	}
	return 1
}

// speech is what is said in a turn.
func speech(turn *transcript.Turn) string {
	if len(turn.Segments) == 1 && turn.Segments[0].Kind != transcript.Code {
		return turn.Segments[0].Speech()
	}
	var b strings.Builder
	b.Grow(size(turn) + len(turn.Segments))
	for _, s := range turn.Segments {
		if s.Kind != transcript.Code {
			b.WriteString(s.Speech())
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
