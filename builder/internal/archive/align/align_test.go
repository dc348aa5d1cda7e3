package align

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// score gives the F1 of the links between turns of two editions.
func score(units [][]int32, from [][][]int, a, b int) float64 {
	hit, got, want := 0, 0, 0
	for x, ox := range from[a] {
		for y, oy := range from[b] {
			linked := units[a][x] > 0 && units[a][x] == units[b][y]
			right := slices.ContainsFunc(ox, func(o int) bool { return slices.Contains(oy, o) })
			switch {
			case linked && right:
				hit++
				fallthrough
			case linked:
				got++
			}
			if right {
				want++
			}
		}
	}
	return 2 * float64(hit) / float64(got+want)
}

// Every edition of an invented session is damaged, so that between two of them
// twice the share is missing and twice is joined.
func TestTurnsLeftOutAndJoinedAreFound(t *testing.T) {
	for _, c := range []struct {
		turns    int
		editions int
		share    float64
		least    float64
	}{
		{300, 2, 0, .995}, {300, 2, .05, .93}, {300, 2, .10, .88}, {60, 4, .05, .88}, {300, 5, .03, .88},
	} {
		for seed := range uint64(3) {
			editions, from := inventedFrom(c.turns, c.editions, c.share, seed)
			units, apart := Units(editions)
			if slices.Contains(apart, true) {
				t.Errorf("%+v: editions of one session are told apart: %v", c, apart)
			}
			for a := range editions {
				for b := range a {
					if f1 := score(units, from, a, b); f1 < c.least {
						t.Errorf("%+v, seed %d: editions %d and %d have F1 %.4f", c, seed, b, a, f1)
					}
				}
			}
		}
	}
}

func TestBeadsAreAWayThroughBoth(t *testing.T) {
	for seed := range uint64(20) {
		editions := invented(1+int(seed)*7, 2, .2, seed)
		p := newPairing(editions[0], editions[1])
		var a, b int32
		for _, d := range p.align() {
			if d.A != a || d.B != b || d.ATo-d.A > 2 || d.BTo-d.B > 2 || d.ATo-d.A+d.BTo-d.B > 3 || d.ATo-d.A+d.BTo-d.B == 0 {
				t.Fatalf("seed %d: bead %+v after %d, %d", seed, d, a, b)
			}
			a, b = d.ATo, d.BTo
		}
		if len(editions[0].Turns) > 0 && len(editions[1].Turns) > 0 && (int(a) != len(editions[0].Turns) || int(b) != len(editions[1].Turns)) {
			t.Fatalf("seed %d: the way ends at %d, %d", seed, a, b)
		}
	}
}

func TestAMissingQuarterMovesNothingElse(t *testing.T) {
	editions, from := inventedFrom(400, 2, .01, 9)
	editions[1].Turns = slices.Delete(editions[1].Turns, 20, 120)
	from[1] = slices.Delete(from[1], 20, 120)
	units, _ := Units(editions)
	if f1 := score(units, from, 0, 1); f1 < .96 {
		t.Errorf("F1 %.4f", f1)
	}
}

func TestUnrelatedFilesAreToldApart(t *testing.T) {
	for _, turns := range []int{12, 20, 60, 300} {
		passed := 0
		for seed := range uint64(20) {
			a, b := invented(turns, 1, 0, seed)[0], invented(turns, 1, 0, seed+1000)[0]
			units, apart := Units([]Edition{a, b})
			if !slices.Contains(apart, true) {
				passed++
			} else if slices.ContainsFunc(units[0], func(u int32) bool { return u > 0 }) {
				t.Error("turns of unrelated files are of one unit")
			}
		}
		if passed > 1 {
			t.Errorf("%d of 20 unrelated files of %d turns are taken for one session", passed, turns)
		}
	}
}

// The same people in the same order are one session, however long each speaks; in another
// order they are not.
func TestWhoHasTheFloorTells(t *testing.T) {
	passed := 0
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 1))
		speak := func(voices []int32) Edition {
			e := Edition{Voices: []uint64{1, 2, 3, 4, 5, 6}}
			for _, v := range voices {
				e.Turns = append(e.Turns, Turn{Length: 30 + rng.Int32N(300), Voice: v, Start: -1})
			}
			return e
		}
		floor := func() (voices []int32) {
			for range 40 {
				voices = append(voices, 0, 1+rng.Int32N(5)) // the chair, and one of five
			}
			return voices
		}
		one := floor()
		if _, apart := Units([]Edition{speak(one), speak(slices.Delete(slices.Clone(one), 20, 22))}); slices.Contains(apart, true) {
			t.Errorf("seed %d: one floor is told apart", seed)
		}
		if _, apart := Units([]Edition{speak(one), speak(floor())}); !slices.Contains(apart, true) {
			passed++
		}
	}
	if passed > 2 {
		t.Errorf("%d of 40 meetings of the same people are taken for one session", passed)
	}
}

func TestAnUnrelatedEditionLeavesTheOthersAlone(t *testing.T) {
	editions, from := inventedFrom(80, 3, .02, 4)
	with := append(slices.Clone(editions), invented(80, 1, 0, 77)...)
	units, apart := Units(with)
	if !slices.Equal(apart, []bool{false, false, false, true}) {
		t.Fatal(apart)
	}
	if f1 := score(units, from, 0, 2); f1 < .96 {
		t.Errorf("F1 %.4f", f1)
	}
}

func TestWhatTheLongestEditionLacksIsPairedAmongTheRest(t *testing.T) {
	turn := func(length int32, marks ...uint32) Turn {
		return Turn{Length: length, Voice: -1, Start: -1, Marks: marks}
	}
	speech := []Turn{turn(400, 1), turn(30, 2), turn(900, 3), turn(120, 4), turn(700, 5), turn(55, 6), turn(300, 7), turn(610, 8), turn(90, 9), turn(1500, 10), turn(20, 11), turn(480, 12), turn(260, 13)}
	full := Edition{Turns: speech}
	longest := Edition{Turns: slices.Delete(slices.Clone(speech), 4, 5)}
	longest.Turns = append(longest.Turns, turn(50), turn(60))
	units, apart := Units([]Edition{longest, full, full})
	if slices.Contains(apart, true) {
		t.Fatal(apart)
	}
	if u := units[1][4]; u == 0 || u != units[2][4] || slices.Contains(units[0], u) {
		t.Errorf("%v", units)
	}
	if !slices.IsSorted(units[1]) {
		t.Errorf("units are not in the order of speech: %v", units[1])
	}
}

func TestTheOrderOfEditionsDoesNotMatter(t *testing.T) {
	editions := invented(120, 4, .05, 3)
	editions[2].Turns = editions[2].Turns[:90] // one is the longest
	links := func(order []int) string {
		in := make([]Edition, len(order))
		for i, k := range order {
			in[i] = editions[k]
		}
		units, _ := Units(in)
		back := make([][]int32, len(order))
		for i, k := range order {
			back[k] = units[i]
		}
		return fmt.Sprint(back)
	}
	if a, b := links([]int{0, 1, 2, 3}), links([]int{3, 1, 0, 2}); a != b {
		t.Errorf("%s\n%s", a, b)
	}
}

func TestTimesAlignWhatNothingElseTells(t *testing.T) {
	var a, b Edition
	for i := range 40 {
		at := int32(i*20 + i*i%17)
		a.Turns = append(a.Turns, Turn{Length: 100, Voice: -1, Start: at})
		if i != 10 {
			b.Turns = append(b.Turns, Turn{Length: 100, Voice: -1, Start: at + 4})
		}
	}
	units, _ := Units([]Edition{a, b})
	if units[0][10] != 0 || units[0][11] != units[1][10] || units[0][39] != units[1][38] {
		t.Errorf("%v\n%v", units[0], units[1])
	}
}

func TestNothingIsAlignedWithNothing(t *testing.T) {
	for _, e := range [][]Edition{nil, {{}}, {{}, {}}, {{Turns: make([]Turn, 3)}, {}}, {{Turns: make([]Turn, 40)}, {Turns: make([]Turn, 40)}}} {
		for i := range e {
			for k := range e[i].Turns {
				e[i].Turns[k] = Turn{Voice: -1, Start: -1}
			}
		}
		units, _ := Units(e)
		if len(units) != len(e) {
			t.Errorf("%v", units)
		}
	}
}

func TestMarksSurviveTranslation(t *testing.T) {
	marks := func(text string) []uint32 {
		var m Marks
		m.Add(text)
		return m.AppendTo(nil)
	}
	for _, c := range []struct {
		about, a, b string
		shared      int
	}{
		{"numbers in any figures", "In 2024 there were 1,250.", "في ٢٠٢٤ كان هناك ١٬٢٥٠", 2},
		{"numbers beside Han", "Since 2016 we met 12 times.", "自2016年起，我們見了１２次。", 2},
		{"abbreviations", "The GAC met the ALAC.", "GAC 与 ALAC 举行会议", 2},
		{"a name within a sentence", "We thank Maria Ortiz.", "感谢 Maria Ortiz", 2},
		{"case", "We read about DNSSEC.", "我们读到 dnssec 的情况", 1},
		{"a link", "See https://example.org/a.", "请看 https://example.org/a，", 1},
		{"words that begin sentences", "Thank you. So it is.", "谢谢", 0},
		{"diacritics", "We heard Zoë.", "我们听到 Zoe 说", 1},
		{"marks of letters apart", "Puis Me\u0301nard parle.", "然后 M\u00e9nard 发言", 1},
		{"figures grouped by blanks", "There were 12,500 of them.", "Il y en avait 12\u202f500 en 20\u00a02400.", 1},
		{"a sentence after a link", "See https://example.org/a. Then we went.", "请看 then", 0},
		{"nothing", "", "。。。", 0},
	} {
		x, y := marks(c.a), marks(c.b)
		n := 0
		for _, m := range x {
			if slices.Contains(y, m) {
				n++
			}
		}
		if n != c.shared {
			t.Errorf("%s: %d marks are shared, want %d (%v, %v)", c.about, n, c.shared, x, y)
		}
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("In 1,250. ٢٠ www.")
	f.Add("https://")
	f.Add("\xff9,\xff")
	f.Fuzz(func(t *testing.T, s string) {
		var m Marks
		m.Add(s)
		if out := m.AppendTo(nil); len(out) > MaxMarks || !slices.IsSorted(out) {
			t.Errorf("%v", out)
		}
	})
}

// A text of ASCII has the marks that it has with a character beyond ASCII behind it,
// which is none and does not begin a sentence.
func TestMarksOfPlainTexts(t *testing.T) {
	marksOf := func(text string) []uint32 {
		var m Marks
		m.Add(text)
		return m.AppendTo(nil)
	}
	r := rand.New(rand.NewPCG(7, 0))
	const parts = "aeioubcdAEIOUXYZ0123456789    ..,,'-:;!?()\"\n&#"
	texts := []string{"", "A", "In the end Rose Vidal met the USA's iPhone 4S at 1,000.50 m. Then she left. See \"Hill House\" (Ash 3b), O'Neil, don't; 12.a 7'b x1"}
	for range 2000 {
		b := make([]byte, r.IntN(60))
		for i := range b {
			b[i] = parts[r.IntN(len(parts))]
		}
		texts = append(texts, string(b))
	}
	for _, text := range texts {
		if got, want := marksOf(text), marksOf(text+" ·"); !slices.Equal(got, want) {
			t.Errorf("%q has %d marks, and %d with a character beyond ASCII", text, len(got), len(want))
		}
	}
}
