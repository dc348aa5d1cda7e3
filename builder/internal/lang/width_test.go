package lang

import "testing"

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
