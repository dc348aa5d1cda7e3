package searchindex

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dixit/builder/synthetic"
)

func primerOf(t testing.TB) *primer {
	t.Helper()
	a := synthetic.New(synthetic.Options{Seed: 5})
	var editions []*Edition
	for i := range primerEditions {
		editions = append(editions, meeting(a, i, "en"))
	}
	p, err := newPrimer(editions)
	if err != nil || p == nil {
		t.Fatal(p, err)
	}
	return p
}

// held tells whether a block is read after the primer as it was written.
func held(t testing.TB, p *primer, d *primedDeflater, text []byte) int {
	t.Helper()
	b := d.deflate(text)
	got, err := inflate(slices.Concat(p.file, b))
	if want := slices.Concat(p.words, text); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%.80q is read as %.80q, %v", text, got[min(len(got), len(p.words)):], err)
	}
	return len(b)
}

func TestBlocksGoOnWithPrimer(t *testing.T) {
	p := primerOf(t)
	d := &primedDeflater{p: p}
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 70_000)
	for i := range noise {
		noise[i] = byte(r.IntN(256))
	}
	for _, text := range []string{
		"", "a", "abc", "abcd", string(all), strings.Repeat("a", 2000), strings.Repeat("abcdefg", 9000), string(p.words), string(p.words[:5]),
		string(noise), string(noise[:300]) + strings.Repeat("x", 40_000) + string(noise[:300]),
		"用開會的紀錄來找話，用开会的记录来找话。", "دعونا نبدأ الاجتماع", "й и й и й и",
	} {
		held(t, p, d, []byte(text))
	}
	for range 300 { // words of few letters repeat at all distances and lengths
		text := make([]byte, r.IntN(5000))
		for i := range text {
			text[i] = byte('a' + r.IntN(1+r.IntN(4)))
		}
		held(t, p, d, text)
	}
}

func FuzzBlocksGoOnWithPrimer(f *testing.F) {
	f.Add([]byte("what was said, what was said"))
	f.Add([]byte{0, 255, 0, 255, 0, 255, 0, 255})
	p := primerOf(f)
	f.Fuzz(func(t *testing.T, text []byte) { held(t, p, &primedDeflater{p: p}, text) })
}

// TestPrimerMakesTextsSmaller compares blocks of other meetings than those that
// the primer is made of.
func TestPrimerMakesTextsSmaller(t *testing.T) {
	p := primerOf(t)
	d := &primedDeflater{p: p}
	var c compressor
	a := synthetic.New(synthetic.Options{Seed: 5})
	alone, primed := 0, 0
	for i := primerEditions; i < primerEditions+8; i++ {
		e := meeting(a, i, "en")
		for ps := passages(e); len(ps) > 0; {
			n := blockEnd(ps, primedBytes)
			text := appendBlock(nil, e, nil, ps[:n])
			alone += len(c.deflate(textLevel, text))
			primed += held(t, p, d, text)
			ps = ps[n:]
		}
	}
	if primed*100 > alone*90 {
		t.Errorf("%d bytes with a primer, %d without", primed, alone)
	}
	t.Logf("%d bytes with a primer, %d without; the primer has %d", primed, alone, len(p.file))
}

// TestCodesFit makes codes of counts that would have symbols of more bits than
// are allowed.
func TestCodesFit(t *testing.T) {
	n := &tokenCounts{}
	x, y := 1, 1
	for i := range 40 { // Fibonacci's numbers make the deepest tree
		n.literal[i], n.distance[i%distances] = x, x
		x, y = y, x+y
	}
	p := plainPrimer("words that are repeated")
	p.code = newDeflateCode(n)
	if most := maxOf(p.code.literal.lengths); most > longestCode {
		t.Errorf("a symbol of %d bits", most)
	}
	p.file = append(p.file[:5+len(p.words)], p.code.header()...)
	held(t, p, &primedDeflater{p: p}, []byte("are words that are repeated repeated? And \x00\xff others."))
}

func TestPrimerIsOfSmallestHashes(t *testing.T) {
	heads := []Head{{Session: "a"}, {Session: "b"}, {Session: "c"}, {Session: "d"}, {Session: "e"}, {Session: "f"}}
	of := []int{0, 1, 2, 3, 4, 5}
	chosen := sample(heads, of, primerEditions)
	if len(chosen) != primerEditions {
		t.Fatalf("%v chosen", chosen)
	}
	slices.Reverse(of)
	if again := sample(heads, of, primerEditions); !slices.Equal(again, chosen) {
		t.Errorf("%v in one order, %v in another", chosen, again)
	}
	for _, i := range of {
		without := slices.DeleteFunc(slices.Clone(of), func(j int) bool { return j == i })
		if same := slices.Equal(sample(heads, without, primerEditions), chosen); same == slices.Contains(chosen, i) {
			t.Errorf("without %d, which was in %v, the same are chosen: %v", i, chosen, same)
		}
	}
}
