package lang

import (
	"fmt"
	"slices"
	"testing"
)

// Plain words are the same whether they are given by their letters or as runs.
func TestPlainWords(t *testing.T) {
	texts := []string{
		"A Bee and an FAO, iPad eightchr ninechars. Eightchr Ninechars!", "l'eau, don't; café Zoë naïve", "see http://harbour.example/a/b or mail: us",
		"北harbour部 Wort\u00ad\u00adlaut e\u0301te", "x<b>bold</b>y < z", "cut off in a let\xc3 ter", "end", "Port of Call",
		"a", "seven l", "eight le", "it ends with fourteenletter", "it ends with fifteenletterss",
		"fourteenletter fifteenletters! Sixteenletters16 Seventeenletters Misunderstandings, sea",
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
		plain := func(word plainWord, n int, titled bool) {
			run := word.runes(new([maxPlain]rune), n)
			if back, ok := plainOf(run); !ok || back != word {
				t.Errorf("in %q: %q has the letters %x, not %x", s, string(run), word, back)
			}
			note(&got)(latin, run, titled)
		}
		eachRunIn(new([maxRun]rune), s, plain, note(&got))
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
