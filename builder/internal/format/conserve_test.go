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
