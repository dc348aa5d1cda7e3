package lang

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

func countGraphemes(s string) int {
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n++
	}
	return n
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"", 10, ""},
		{"text", 0, ""},
		{"text", -1, ""},
		{"  short  ", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"exactly tens", 11, "exactly…"},
		{"one, two, three", 9, "one, two…"},
		{"one, two, three", 6, "one…"},
		{"The harbour (see annex) closes", 14, "The harbour…"},
		{"don't you dare", 5, "don'…"}, // longer than the excerpt
		{"I don't dare", 6, "I…"},
		{"the vice-chair spoke", 10, "the…"},
		{"Donaudampfschifffahrt", 6, "Donau…"},
		{"x", 1, "x"},
		{"xy", 1, "…"},
		{"海底电缆的维护由各方承担费用", 8, "海底电缆的维护…"},
		{"海底电缆需要维护，费用由各方承担，没有例外", 20, "海底电缆需要维护，费用由各方承担…"},
		{"海底电缆需要维护，费用由各方承担", 15, "海底电缆需要维护，费用由各方…"},
		{"第一句话说完了没有。第二句话", 12, "第一句话说完了没有。…"},
		{"使用Kelvara海峡的船只很多", 7, "使用…"},
		{"شكراً سيدتي الرئيسة على الكلمة", 14, "شكراً سيدتي…"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "👩‍👩‍👧‍👦…"},
		{"e\u0301e\u0301e\u0301e\u0301 b", 6, "e\u0301e\u0301e\u0301e\u0301 b"},
		{"ขอบคุณประธานที่เชิญ", 6, "ขอบคุณ…"},
		{"¿Quién? ¡Nadie! ¿Seguro?", 18, "¿Quién? ¡Nadie!…"},
	} {
		if got := Excerpt(c.text, c.n); got != c.want {
			t.Errorf("Excerpt(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// spacings are texts with white space of all sorts, and with what looks like it.
var spacings = []string{
	"", " ", "a", " a", "a ", "a b", "a  b", "\ta b", "a\nb", "the harbour master  said", "the harbour master said\u00a0so", "eight by\u2003eight",
	"عقدت اللجنة  جلسة", "عقدت اللجنة جلسة ", "海底电缆\u3000费用", "第一句话，说完了。没有", "l'été « vingt »", "été\u0085", "\x1c\x1fa b", "\xe2\x80", "a\xc2 b\xa0", "seven..\xc2\xa0x",
}

func TestSingleSpaced(t *testing.T) {
	for _, s := range spacings {
		for n := range 9 { // whichever of eight bytes it is
			s := strings.Repeat("x", n) + s
			if got, want := SingleSpaced(s), strings.Join(strings.Fields(s), " "); got != want {
				t.Errorf("SingleSpaced(%q) = %q, want %q", s, got, want)
			}
		}
	}
}

func FuzzSingleSpaced(f *testing.F) {
	for _, s := range append(spacings, benchEnglish, benchFrench, benchChinese, benchArabic, benchHindi) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := SingleSpaced(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("SingleSpaced(%q) = %q, want %q", s, got, want)
		}
	})
}

func FuzzExcerpt(f *testing.F) {
	for i, s := range append(foldSeeds, benchEnglish, benchFrench, benchChinese, benchArabic, benchHindi, "don't vice-chair", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 x", "a\u200bb\u200bc d", "\u0600\u0600", "00000000\xf4ſ\xa900") {
		f.Add(s, i*3)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n > 0 {
			ends, all := firstGraphemes(nil, s, n)
			var want []int
			for g := graphemes.FromString(s); g.Next() && len(want) < n-1; {
				want = append(want, g.End())
			}
			if whole := countGraphemes(s) <= n; all != whole || !slices.Equal(ends, want) {
				t.Errorf("the first %d graphemes of %q end at %v, %v, want %v, %v", n, s, ends, all, want, whole)
			}
		}
		got := Excerpt(s, n)
		whole := strings.TrimSpace(s)
		if got == whole {
			return
		}
		if n <= 0 {
			if got != "" {
				t.Errorf("Excerpt(%q, %d) = %q", s, n, got)
			}
			return
		}
		cut, ok := strings.CutSuffix(got, "…")
		if !ok || !strings.HasPrefix(whole, cut) {
			t.Fatalf("Excerpt(%q, %d) = %q is no beginning of it", s, n, got)
		}
		if g := countGraphemes(got); g > n {
			t.Errorf("Excerpt(%q, %d) = %q has %d graphemes", s, n, got, g)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("Excerpt(%q, %d) = %q parts a character", s, n, got)
		}
		// A prefix in words: every word of it is whole, unless the first is not.
		words, all := strings.Fields(WordsKey(cut)), strings.Fields(WordsKey(whole))
		for i, w := range words {
			if i+1 < len(words) && w != all[i] || !strings.HasPrefix(all[i], w) {
				t.Errorf("Excerpt(%q, %d) = %q: word %q for %q", s, n, got, w, all[i])
			}
		}
		rest := whole[len(cut):]
		if a, b := lastRune(cut), firstRune(rest); asciiLetter(a) && asciiLetter(b) && strings.ContainsAny(cut, " ") {
			t.Errorf("Excerpt(%q, %d) = %q parts a word", s, n, got)
		}
	})
}

func asciiLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }
