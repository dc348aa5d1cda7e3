package likeness

import (
	"slices"
	"testing"

	"dixit/builder/internal/archive/sound"
)

func TestWhoIsLeftOverInBothEditions(t *testing.T) {
	const here, there = 0, 1
	shu, shuToo := name("Shu-Fen Hsu", 3, here), name("許淑芬", 2, there)
	jane, janeToo := name("Jane Tsai", 3, here), name("蔡美芳", 1, there)
	for _, c := range []struct {
		about string
		names []Name
		met   []Met
		sure  int
	}{
		{"who sound the same", []Name{shu, shuToo, name("Ana Kovač", 9, here)}, nil, 1},
		{"who sound the same, and somebody else does", []Name{shu, shuToo, name("Shu-Fang Hsu", 9, here)}, nil, 0},
		{"who sound the same, and turns speak against it", []Name{shu, shuToo, jane}, []Met{{A: 0, B: 1, Together: 1, Of: 5, Rival: 4}}, 0},
		{"the family name and a turn", []Name{jane, janeToo, shu}, []Met{{A: 0, B: 1, Together: 1, Of: 1}}, 1},
		{"the family name alone", []Name{jane, janeToo}, nil, 0},
		{"the family name and a turn, twice", []Name{jane, janeToo, name("Quentin Tsai", 2, here)}, []Met{{A: 0, B: 1, Together: 1, Of: 1}, {A: 1, B: 2, Together: 1, Of: 1}}, 0},
	} {
		var p Present
		for i, n := range c.names {
			if n.Editions[0] == here {
				p.Here = append(p.Here, i)
			} else {
				p.There = append(p.There, i)
			}
		}
		sure, _ := Decide(c.names, c.met, slices.Values([]Present{p}), sound.Of)
		if len(sure) != c.sure {
			t.Errorf("%s: %v", c.about, sure)
		}
		for _, l := range sure {
			if !l.Proof.Alone || l.Proof.String() == "" {
				t.Errorf("%s: %s", c.about, l.Proof)
			}
		}
		if sure, _ := Decide(c.names, c.met, slices.Values([]Present(nil)), sound.Of); len(sure) != 0 {
			t.Errorf("%s: linked without being there: %v", c.about, sure)
		}
	}
}

func TestWhoHasACounterpartIsNobodyElses(t *testing.T) {
	names := []Name{name("Shu-Fen Hsu", 9, 0), name("許淑芬", 9, 1), name("許書芳", 2, 1)}
	sure, _ := Decide(names, []Met{{A: 0, B: 1, Together: 9, Of: 9}}, slices.Values([]Present{{Here: []int{0}, There: []int{1, 2}}}), sound.Of)
	if len(sure) != 1 || sure[0].Proof.Alone {
		t.Errorf("%v", sure)
	}
}
