package format

import (
	"strings"
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
	// wholeSample is how much of a transcript tells its language, in bytes.
	wholeSample = 64 << 10
)

// MarkLanguages gives the turns that are clearly in another language than the
// transcript theirs (transcript.Turn.Lang). Short turns and doubtful ones have
// none.
func MarkLanguages(t *transcript.Transcript) {
	own := t.Meta.Lang
	if own == "" {
		var whole strings.Builder
		for _, turn := range t.Turns {
			if whole.Len() < wholeSample {
				whole.WriteString(speech(turn))
			}
		}
		sure := 0.0
		if own, sure = lang.Detect(whole.String(), nil); sure < sureOwn {
			return
		}
	}
	for i := range t.Turns {
		words := speech(t.Turns[i])
		if len(words) < minForeign { // bytes; letters are counted where it matters
			continue
		}
		found, sure := lang.Detect(words, []lang.Tag{own})
		if sure < sureForeign || found.Base() == own.Base() || own.Finds(found) || letters(words) < minForeign/spread(found) {
			continue
		}
		t.Turns[i].Lang = found
	}
}

// spread is how many letters of an alphabet a character of the language is worth.
func spread(l lang.Tag) int {
	switch l.Base() {
	case "zh", "yue", "ja":
		return 2
	}
	return 1
}

func speech(turn transcript.Turn) string {
	var b strings.Builder
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
