package likeness

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"dixit/builder/internal/archive/sound"
)

func name(form string, turns int, editions ...int32) Name {
	return Name{Key: form, Forms: []string{form}, Turns: turns, Editions: editions}
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
