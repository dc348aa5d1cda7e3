package format

import (
	"unicode"

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
	// detectSample is how much of a transcript's text, in bytes, its language is told
	// from.
	detectSample = 16 << 10
)

// Detected is the language of a transcript as its words tell it, and how sure that is,
// both as [lang.Detect] has them.
type Detected struct {
	Lang lang.Tag
	Sure float64
}

// LanguageOf tells the language of a transcript by its title and its beginning. Those
// in among, nil for none, are expected.
func LanguageOf(t *transcript.Transcript, among []lang.Tag) Detected {
	lines, size := []string{t.Meta.Title}, 0
sample:
	for i := range t.Turns {
		for k := range t.Turns[i].Segments {
			if size >= detectSample {
				break sample
			}
			said := t.Turns[i].Segments[k].Speech()
			lines, size = append(lines, said), size+len(said)+len("\n")
		}
	}
	found, sure := lang.DetectLines(append(lines, ""), among)
	return Detected{found, sure}
}

// MarkLanguages gives the turns that are clearly in another language than the
// transcript theirs (transcript.Turn.Lang). Short turns and doubtful ones have
// none. Since nearly every turn is in the language of its transcript, a few
// words that say so settle it; the others are weighed in full. Where the transcript
// does not name its language, it gives what LanguageOf says where none is expected;
// nil else.
func MarkLanguages(t *transcript.Transcript) *Detected {
	own := t.Meta.Lang
	var detected *Detected
	if own == "" {
		whole := LanguageOf(t, nil)
		if detected = &whole; whole.Sure < sureOwn {
			return detected
		}
		own = whole.Lang
	}
	familiar := lang.NewFamiliar(own)
	var room []string
	for i := range t.Turns {
		if size(&t.Turns[i]) < minForeign { // bytes; letters are counted where it matters
			continue
		}
		room = appendSpeech(room[:0], &t.Turns[i])
		if familiar.Holds(room...) {
			continue
		}
		found, sure := lang.DetectLines(room, []lang.Tag{own})
		if sure < sureForeign || found.Base() == own.Base() || own.Finds(found) || letters(room) < minForeign/spread(found) {
			continue
		}
		t.Turns[i].Lang = found
	}
	return detected
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

// appendSpeech appends what is said in a turn, in lines: that of a turn of one paragraph,
// or those of one of several, after which an empty one ends the last.
func appendSpeech(lines []string, turn *transcript.Turn) []string {
	if len(turn.Segments) == 1 && turn.Segments[0].Kind != transcript.Code {
		return append(lines, turn.Segments[0].Speech())
	}
	for i := range turn.Segments {
		if s := &turn.Segments[i]; s.Kind != transcript.Code {
			lines = append(lines, s.Speech())
		}
	}
	return append(lines, "")
}

func letters(lines []string) int {
	n := 0
	for _, s := range lines {
		for _, r := range s {
			if unicode.IsLetter(r) {
				n++
			}
		}
	}
	return n
}
