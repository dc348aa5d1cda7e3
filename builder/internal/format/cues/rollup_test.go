package cues

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// speech is what is said in the captions that are made here: invented words, and
// now and then one again.
func speech(rng *rand.Rand, n int) []string {
	var out []string
	for len(out) < n {
		w := strings.Fields("the harbour board asks who shut gate seven on Monday and why nobody of crew saw it for three days")[rng.Intn(20)]
		for range 1 + rng.Intn(12)/10*rng.Intn(3) {
			out = append(out, w)
		}
	}
	return out
}

func inLines(words []string, size int) []string {
	var out []string
	for part := range slices.Chunk(words, size) {
		out = append(out, strings.Join(part, " "))
	}
	return out
}

// recording makes the cues of a display.
type recording struct {
	list []Cue
	at   transcript.Time
	n    int
}

func (r *recording) show(length transcript.Time, lines ...Line) {
	for i := range lines {
		r.n++
		lines[i].N = r.n
	}
	r.list = append(r.list, Cue{Time: transcript.Interval{Start: r.at, End: r.at + length}, Lines: lines})
	r.at += length
}

// displays are the ways in which live captions are shown.
var displays = map[string]func(lines []string) []Cue{
	"two lines, word by word, with times within and flashes between": func(lines []string) []Cue {
		var r recording
		for i, l := range lines {
			fresh := Line{Text: l, Timed: strings.Contains(l, " ")}
			if i > 0 {
				r.show(2000, Line{Text: lines[i-1]}, fresh)
			} else {
				r.show(2000, fresh)
			}
			r.show(10, Line{Text: l})
		}
		return r.list
	},
	"two lines": func(lines []string) []Cue {
		var r recording
		for i := range lines {
			r.show(1500, asLines(lines[max(0, i-1):i+1])...)
		}
		return r.list
	},
	"three lines": func(lines []string) []Cue {
		var r recording
		for i := range lines {
			r.show(1500, asLines(lines[max(0, i-2):i+1])...)
		}
		return r.list
	},
	"every cue twice": func(lines []string) []Cue {
		var r recording
		for _, l := range lines {
			r.show(700, Line{Text: l})
			r.show(700, Line{Text: l})
		}
		return r.list
	},
	"two lines, every cue three times": func(lines []string) []Cue {
		var r recording
		for i := range lines {
			for range 3 {
				r.show(500, asLines(lines[max(0, i-1):i+1])...)
			}
		}
		return r.list
	},
	"two lines, the last growing": func(lines []string) []Cue {
		var r recording
		for i, l := range lines {
			words := strings.Fields(l)
			for k := 1; k <= len(words); k += 2 {
				r.show(400, asLines(append(slices.Clone(lines[max(0, i-1):i]), strings.Join(words[:min(k+1, len(words))], " ")))...)
			}
		}
		return r.list
	},
}

func asLines(texts []string) []Line {
	var out []Line
	for _, t := range texts {
		out = append(out, Line{Text: t})
	}
	return out
}

// Of a scrolling display every word is read once, and what is said twice, twice.
func TestScrolledLinesAreReadOnce(t *testing.T) {
	for name, display := range displays {
		off, all := 0, 0
		for seed := range 40 {
			rng := rand.New(rand.NewSource(int64(seed)))
			words := speech(rng, 100+rng.Intn(400))
			list := display(inLines(words, 4+rng.Intn(5)))
			var tr transcript.Transcript
			Assemble(&tr, list)
			var read []string
			for _, turn := range tr.Turns {
				read = append(read, strings.Fields(turn.Text())...)
			}
			all += len(words)
			off += max(len(read)-len(words), len(words)-len(read))
			if !slices.Equal(read, words) && len(read) == len(words) {
				t.Errorf("%s, seed %d: other words", name, seed)
			}
			if len(tr.Dropped) != 1 || tr.Dropped[0].Kind != transcript.Scrolled {
				t.Errorf("%s, seed %d: %d entries of what was left out", name, seed, len(tr.Dropped))
			}
		}
		t.Logf("%s: %d of %d words too many or too few", name, off, all)
		if off*200 > all {
			t.Errorf("%s: %d of %d words too many or too few", name, off, all)
		}
	}
}

// What is said again in captions that do not scroll is said again.
func TestRefrainsAreKept(t *testing.T) {
	for name, texts := range map[string][][]string{
		"a word to a cue":   {{"No."}, {"No."}, {"No."}, {"No."}, {"Yes."}},
		"two lines alike":   {{"No.", "No."}, {"No.", "No."}, {"No.", "No."}, {"But yes."}},
		"a refrain":         {{"Order!"}, {"Order!"}, {"The gate", "is shut."}, {"Order!"}, {"is shut.", "Order!"}},
		"each said twice":   {{"Order!"}, {"Order!"}, {"No."}, {"No."}, {"Sit down."}, {"I will not."}, {"You will."}, {"Hear, hear!"}, {"Hear, hear!"}},
		"longer and longer": {{"I"}, {"I said"}, {"no"}, {"and no"}, {"again"}, {"a"}, {"b"}, {"c"}},
	} {
		var r recording
		want := 0
		for _, lines := range texts {
			r.show(1200, asLines(lines)...)
			want += len(strings.Fields(strings.Join(lines, " ")))
		}
		var tr transcript.Transcript
		Assemble(&tr, r.list)
		got := 0
		for _, turn := range tr.Turns {
			got += len(strings.Fields(turn.Text()))
		}
		if got != want || len(tr.Dropped) > 0 {
			t.Errorf("%s: %d of %d words, left out %v", name, got, want, tr.Dropped)
		}
	}
}

// Captions that nobody labelled read as paragraphs of 40 to 120 words.
func TestParagraphsOfCaptions(t *testing.T) {
	var r recording
	words := 0
	for i := range 200 {
		l := fmt.Sprintf("caption %d of the day says", i)
		if i%4 == 3 {
			l = "and this ends it."
			r.at += 300
		}
		words += len(strings.Fields(l))
		r.show(1800, Line{Text: l})
	}
	var tr transcript.Transcript
	Assemble(&tr, r.list)
	if len(tr.Turns) != 1 {
		t.Fatalf("%d turns", len(tr.Turns))
	}
	segs := tr.Turns[0].Segments
	for i, s := range segs {
		n := len(strings.Fields(s.Text))
		words -= n
		if n > 120 || n < 40 && i < len(segs)-1 {
			t.Errorf("a paragraph of %d words", n)
		}
		if !strings.HasSuffix(s.Text, ".") {
			t.Errorf("a paragraph ends within a sentence: …%s", s.Text[len(s.Text)-30:])
		}
		if !s.Time.Known() || s.Time.End <= s.Time.Start || i > 0 && s.Time.Start < segs[i-1].Time.End {
			t.Errorf("paragraph %d is said at %v", i+1, s.Time)
		}
	}
	if words != 0 {
		t.Errorf("%d words too few", words)
	}
}
