package lang

import (
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "海底": 4, "海 b": 4, "ＡＢ": 4, "ｱｲ": 2, "한국": 4, "é": 1, "e\u0301": 1, "a\u0301b": 2,
		"👩‍👩‍👧‍👦": 2, "🇫🇷": 2, "❤️": 2, "\t\n": 0, "\u200b\u2067x\u2069": 1, "العربية": 7, "「」": 4, "\u1112\u1161\u11ab": 2,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
	for _, r := range "字あ한（！👍　" {
		if !Wide(r) {
			t.Errorf("Wide(%q) is false", r)
		}
	}
	for _, r := range "aéЯعｱ…—·" {
		if Wide(r) {
			t.Errorf("Wide(%q) is true", r)
		}
	}
}

// widthByGraphemes is Width by its definition.
func widthByGraphemes(s string) int {
	n := 0
	for g := graphemes.FromString(s); g.Next(); {
		n += cells(g.Value())
	}
	return n
}

// TestOwnCells holds that characters with a width of their own join none of
// their like, whatever stands around the two.
func TestOwnCells(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		own := ownCells(r)
		if own == 0 {
			continue
		}
		for _, other := range "a字な한Яعก（é" {
			if ownCells(other) == 0 {
				t.Fatalf("%q has no width of its own", other)
			}
			for _, s := range []string{string(r), string(r) + string(other), string(other) + string(r)} {
				if got, want := Width(s), widthByGraphemes(s); got != want {
					t.Errorf("Width(%+q) = %d, want %d", s, got, want)
				}
			}
		}
		// Consonants of Indic scripts and pictures would be one over what joins them.
		for _, joiner := range []string{"", "\u094d", "\u200d", "\u094d\u200d"} {
			if s := string(r) + joiner + string(r); widthByGraphemes(s) != 2*own {
				t.Errorf("%+q is one grapheme", s)
			}
		}
	}
}

func FuzzWidth(f *testing.F) {
	for _, s := range []string{
		"", "plain words", "海底e\u0301電纜", "हिन्दी क्षत्रिय", "👩\u200d👩\u200d👧 🇫🇷🇩🇪", "a\u0301\u0301b", "한\u11a8국", "\u0600ab\u0600字", "\xff字\xe5", "\r\n\t字", "ที่ประชุม", "©®™️",
		strings.Repeat("字\u0301", 3) + "e",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		if got, want := Width(s), widthByGraphemes(s); got != want {
			t.Errorf("Width(%+q) = %d, want %d", s, got, want)
		}
	})
}
