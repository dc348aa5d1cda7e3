package lang

import (
	"fmt"
	"slices"
	"testing"
)

// Short words of ASCII are the same whether they are given by their letters or as runs.
func TestShortWords(t *testing.T) {
	texts := []string{
		"A Bee and an FAO, iPad eightchr ninechars. Eightchr Ninechars!", "l'eau, don't; café Zoë naïve", "see http://harbour.example/a/b or mail: us",
		"北harbour部 Wort\u00ad\u00adlaut e\u0301te", "x<b>bold</b>y < z", "cut off in a let\xc3 ter", "end", "Port of Call",
	}
	for _, c := range benchTexts {
		texts = append(texts, c.text[:2000])
	}
	for _, s := range texts {
		var want, got []string
		note := func(list *[]string) func(script, []rune, bool) {
			return func(in script, run []rune, titled bool) { *list = append(*list, fmt.Sprint(in, string(run), titled)) }
		}
		eachRun(s, note(&want))
		short := func(letters uint64, n int, titled bool) {
			var run []rune
			for i := range n {
				run = append(run, rune(letters>>(8*i)&0xff))
			}
			if back, ok := shortOf(run); !ok || back != letters {
				t.Errorf("in %q: %q has the letters %x, not %x", s, string(run), letters, back)
			}
			note(&got)(latin, run, titled)
		}
		eachRunIn(new([maxRun]rune), s, short, note(&got))
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

// What languages are apart by in a word is the same whether their costs are compared
// four at a time or one by one.
func TestDissent(t *testing.T) {
	m := models()[latin]
	for _, part := range []int32{1, nameShare} {
		for word := []rune("x"); len(word) < maxRun; word = append(word, []rune("qxjzk")[len(word)%5]) {
			fast, slow := m.newSpelling(), m.newSpelling()
			m.spell(word, fast)
			m.spell(word, slow)
			a, b := m.dissent(fast, part), m.dissentSlowly(slow, part)
			x, y := make([]int32, len(m.tags)), make([]int32, len(m.tags))
			fast.write(x)
			slow.write(y)
			if a != b || !slices.Equal(x, y) {
				t.Fatalf("%q: %d %v, not %d %v", string(word), a, x, b, y)
			}
		}
	}
}
