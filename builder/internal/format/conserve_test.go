package format

import (
	"testing"

	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// forgetful says what its files have and is otherwise no reader.
type forgetful struct{ Format }

func (forgetful) Words(f *source.File) (string, func(rune) bool) {
	return f.Text, func(r rune) bool { return r != ':' }
}

func TestLossIsCountedAndShown(t *testing.T) {
	const text = "Ada: the ferry is late\nBo: and the gate\nis shut 𐐷\n"
	turn := func(label, said string) transcript.Turn {
		return transcript.Turn{Label: label, Segments: []transcript.Segment{{Text: said}}}
	}
	for _, c := range []struct {
		about string
		turns []transcript.Turn
		want  Loss
	}{
		{"all is there", []transcript.Turn{turn("Ada", "the ferry is late"), turn("Bo", "and the gate is shut 𐐷")}, Loss{}},
		{"a word is lost", []transcript.Turn{turn("Ada", "the ferry is late"), turn("Bo", "and the is shut 𐐷")}, Loss{4, 2, "Bo: and the gate"}},
		{"a rare letter is lost", []transcript.Turn{turn("Ada", "the ferry is late"), turn("Bo", "and the gate is shut")}, Loss{1, 3, "is shut 𐐷"}},
		{"what is there twice is lost once", []transcript.Turn{turn("Ada", "the ferry is late"), turn("Bo", "and the gate is shut 𐐷 is shut 𐐷")}, Loss{}},
	} {
		f := source.NewFile("a.txt", text)
		if got := LossOf(forgetful{}, f, []*transcript.Transcript{{Turns: c.turns}}, nil); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.about, got, c.want)
		}
	}
}

// TestATimeIsOneTurns is of times that are printed once and of times that are said.
func TestATimeIsOneTurns(t *testing.T) {
	const five = 5000
	turn := func(line int, label string, said ...string) transcript.Turn {
		out := transcript.Turn{Label: label, Line: line, EndLine: line + len(said) - 1, Start: five, End: transcript.NoTime}
		for i, s := range said {
			out.Segments = append(out.Segments, transcript.Segment{Text: s, Line: line + i})
		}
		return out
	}
	for _, c := range []struct {
		about, text string
		turns       []transcript.Turn
		lost        string
	}{
		{"it is on the line of another", "0:05 Ada: Yes.\nBo: No.\n", []transcript.Turn{turn(1, "Ada", "Yes."), turn(2, "Bo", "No.")}, ""},
		{"it is said below", "Ada: So.\nAt 0:05.\n", []transcript.Turn{turn(1, "Ada", "So.", "At 0:05.")}, ""},
		{"it is said on the line", "Ada: At 0:05.\n", []transcript.Turn{turn(1, "Ada", "At 0:05.")}, ""},
		{"it is printed and said", "0:05 Ada: At\n0:05.\n", []transcript.Turn{turn(1, "Ada", "At 0:05.")}, ""},
		{"it is printed far off", "Ada: Yes.\n0:05\n", []transcript.Turn{turn(1, "Ada", "Yes.")}, ""},
		{"nobody has it", "0:05 Ada: Yes.\n0:05\n", []transcript.Turn{turn(1, "Ada", "Yes.")}, "005"},
		{"what was said is lost", "Ada: So.\nAt 0:05.\nAt 0:05.\n", []transcript.Turn{turn(1, "Ada", "So.", "At 0:05.")}, ".At"},
	} {
		lost, made := Unaccounted(source.NewFile("a.txt", c.text), c.text, []*transcript.Transcript{{Turns: c.turns}}, nil, func(r rune) bool { return r != ':' })
		if lost != c.lost || made != "" {
			t.Errorf("%s: lost %q, made %q", c.about, lost, made)
		}
	}
}
