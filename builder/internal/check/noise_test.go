package check

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

func speech(lines ...string) *transcript.Transcript {
	t := &transcript.Transcript{}
	for i, l := range lines {
		t.Turns = append(t.Turns, transcript.Turn{Line: i + 1, Segments: []transcript.Segment{{Line: i + 1, Text: l}}})
	}
	return t
}

func TestNoiseIsLettersOfTheWrongScript(t *testing.T) {
	for _, c := range []struct {
		about string
		text  string
		words int
		best  string
		line  int
	}{
		{"nothing", "", 0, "", 0},
		{"one script", "The ferry is late.\nЛёд ушёл.\nΟ πάγος έφυγε.", 0, "", 0},
		{"Latin letters in Cyrillic words", "Лёд ушёл.\nКoмитет пocтановил.", 2, "пocтановил", 2},
		{"Cyrillic letters in Latin words", "The hаrbоur is oреn.", 2, "hаrbоur", 1},
		{"Latin letters in Greek words", "Ο πάγoς έφυγε.", 1, "πάγoς", 1},
		{"a Latin word with a Cyrillic ending", "Мы в Zoomе, а они в WhatsAppом и Facebookа.", 0, "", 0},
		{"a unit and a particle", "Some 5 μm of a β-blocker, a ΔT and κW.", 0, "", 0},
		{"words joined by a hyphen", "IT-отдел и SMS-ка.", 0, "", 0},
		{"Roman numbers", strings.Repeat("Глава X и V и I. ", 9), 0, "", 0},
		{"a few variables", "Пусть a и x равны.", 0, "", 0},
		{"many single letters", strings.Repeat("Лёд a вода o. ", 4), 8, "a", 1},
		{"letters with marks of their own", "и\u0306 пpоток", 1, "пpоток", 1},
		{"scripts without a twin", "會議 Zoom 會議 в", 0, "", 0},
	} {
		got := noiseOf(speech(strings.Split(c.text, "\n")...))
		if got.Words != c.words || got.Word != c.best || got.Line != c.line {
			t.Errorf("%s: %d words, %q in line %d; want %d, %q, %d", c.about, got.Words, got.Word, got.Line, c.words, c.best, c.line)
		}
		if !strings.Contains(got.Quote, got.Word) {
			t.Errorf("%s: %q is not in the quote %q", c.about, got.Word, got.Quote)
		}
	}
}

func TestAroundQuotesWholeWords(t *testing.T) {
	text := strings.Repeat("лёд ", 30) + "пocт" + strings.Repeat(" вода", 30)
	start := strings.Index(text, "пocт")
	got := around(text, start, start+len("пocт"))
	for _, w := range strings.Fields(got) {
		if w != "лёд" && w != "вода" && w != "пocт" {
			t.Errorf("%q is a part of a word, in %q", w, got)
		}
	}
	if !strings.Contains(got, "лёд пocт вода") {
		t.Errorf("quoted as %q", got)
	}
}
