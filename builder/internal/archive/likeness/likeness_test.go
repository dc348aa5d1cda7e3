package likeness

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"dixit/builder/internal/archive/sound"
)

func name(form string, turns int, editions ...int32) Name {
	return Name{Key: form, Forms: []string{form}, Turns: turns, Editions: editions}
}

// Decide decides of all names at once.
func Decide(names []Name, met []Met, present iter.Seq[Present], sounds func(string) sound.Name) (sure, likely []Link) {
	var d Decider
	for i, n := range names {
		d.Name(i, n)
	}
	for _, m := range met {
		d.Meet(m)
	}
	return d.Decide(present, sounds)
}

func TestEvidenceIsWeighed(t *testing.T) {
	ana, boris, mary := name("Ana Kovač", 9, 0), name("Анна Ковач", 9, 1), name("马跃然", 9, 2)
	withBracket := name("马跃然", 9, 2)
	withBracket.Brackets = []string{"Ana Kovač", "GAC"}
	gac := name("Ana Kovač", 9, 0)
	gac.Brackets = []string{"GAC Chair"}
	gacToo := name("马跃然", 9, 2)
	gacToo.Brackets = []string{"主席 GAC"}
	for _, c := range []struct {
		about string
		a, b  Name
		met   Met
		sure  int
		asked int
	}{
		{"sound and one turn", ana, boris, Met{Together: 1, Of: 1}, 1, 0},
		{"sound, but mostly with others", ana, boris, Met{Together: 1, Of: 9}, 0, 1},
		{"sound alone", ana, boris, Met{}, 0, 0},
		{"three turns alone", ana, mary, Met{Together: 3, Of: 3}, 0, 1},
		{"many turns alone", ana, mary, Met{Together: 20, Of: 22}, 1, 0},
		{"many turns, and a rival", ana, mary, Met{Together: 20, Of: 22, Rival: 9}, 0, 1},
		{"one turn alone", ana, mary, Met{Together: 1, Of: 1}, 0, 0},
		{"a bracket", ana, withBracket, Met{}, 1, 0},
		{"a bracket that turns speak against", ana, withBracket, Met{Together: 0, Of: 30}, 0, 1},
		{"turns and affiliation", gac, gacToo, Met{Together: 2, Of: 2}, 1, 0},
		{"who speak in one edition", ana, name("Анна Ковач", 9, 0), Met{Together: 9, Of: 9}, 0, 0},
	} {
		c.met.B = 1
		sure, asked := Decide([]Name{c.a, c.b}, []Met{c.met}, slices.Values([]Present(nil)), sound.Of)
		if len(sure) != c.sure || len(asked) != c.asked {
			t.Errorf("%s: sure %v, asked %v", c.about, sure, asked)
		}
		if len(sure)+len(asked) > 0 && append(sure, asked...)[0].Proof.String() == "" {
			t.Errorf("%s: no reason is given", c.about)
		}
	}
}

func TestTheOrderOfEvidenceDoesNotMatter(t *testing.T) {
	var names []Name
	var met []Met
	for i := range 12 {
		names = append(names, name(fmt.Sprintf("Person %c%c", 'a'+i, 'k'+i), 5+i%3, int32(i%3)))
	}
	for i := range 12 {
		for j := range i {
			met = append(met, Met{A: j, B: i, Together: (i*j)%7 + 2, Of: (i*j)%9 + 4})
		}
	}
	show := func(names []Name, links []Link) []string {
		var out []string
		for _, l := range links {
			out = append(out, names[l.A].Key+"="+names[l.B].Key+" "+l.Proof.String())
		}
		return out
	}
	sure, asked := Decide(names, met, slices.Values([]Present(nil)), sound.Of)
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 0))
		perm := r.Perm(len(names))
		other, back := make([]Name, len(names)), make([]int, len(names))
		for to, from := range perm {
			other[to], back[from] = names[from], to
		}
		var shuffled []Met
		for _, i := range r.Perm(len(met)) {
			m := met[i]
			m.A, m.B = back[m.A], back[m.B]
			shuffled = append(shuffled, m)
		}
		s, a := Decide(other, shuffled, slices.Values([]Present(nil)), sound.Of)
		if !slices.Equal(show(names, sure), show(other, s)) || !slices.Equal(show(names, asked), show(other, a)) {
			t.Fatalf("%v\n%v", show(names, sure), show(other, s))
		}
	}
}

// What a Decider gives is what one gives that is told all of it at once, whatever it was
// told before.
func TestADeciderForgetsWhatItWasToldBefore(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	forms := []string{"Ana Kovač", "Анна Ковач", "Ana Kovac", "安娜·科瓦奇", "Boris Lund", "Борис Лунд", "鲍里斯·隆德", "马跃然", "Ivo Tamm"}
	var d Decider
	names := make([]Name, 9)
	met := map[[2]int]Met{}
	for step := range 400 {
		switch i, j := r.IntN(9), r.IntN(9); {
		case r.IntN(3) == 0:
			names[i] = Name{}
			if r.IntN(5) > 0 {
				names[i] = Name{Key: fmt.Sprint("key", i, r.IntN(2)), Forms: []string{forms[r.IntN(9)]}, Turns: r.IntN(4), Entry: r.IntN(6) == 0, Editions: []int32{int32(r.IntN(8))}}
				if r.IntN(3) == 0 {
					names[i].Brackets = []string{forms[r.IntN(9)], "GAC"}
				}
			}
			d.Name(i, names[i])
		case i != j:
			m := Met{A: min(i, j), B: max(i, j), Of: r.IntN(5)}
			if m.Of > 0 {
				m.Together, m.Rival = r.IntN(m.Of+1), r.IntN(2)
			}
			met[[2]int{m.A, m.B}] = m
			d.Meet(m)
		}
		if r.IntN(3) > 0 {
			continue
		}
		var list []Met
		for _, m := range met {
			list = append(list, m)
		}
		var p Present
		for i, n := range names {
			if len(n.Forms) > 0 && i%2 == 0 {
				p.Here = append(p.Here, i)
			} else if len(n.Forms) > 0 {
				p.There = append(p.There, i)
			}
		}
		present := slices.Values([]Present{p})
		sure, likely := d.Decide(present, sound.Of)
		freshly, asked := Decide(names, list, present, sound.Of)
		if !slices.Equal(sure, freshly) || !slices.Equal(likely, asked) {
			t.Fatalf("step %d: %v and %v, freshly %v and %v", step, sure, likely, freshly, asked)
		}
	}
}
