package lang

import "testing"

func TestLettersOfText(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "abc": "abc", "vice-chair": "vice", "Жизнь 1": "Жизнь", "海底，好": "海底", "，海": "", "12:30": "", "é2": "é", "e\u0301": "e", "a海b Ж": "a海b", "㐀好a": "㐀好a",
	} {
		if got := text[:Letters(text)]; got != want {
			t.Errorf("%q begins with the letters %q, want %q", text, got, want)
		}
	}
}

func TestSmallLetters(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "abC": 2, "tide-table": 4, "harbourmaster": 13, "harbourm aster": 8, "harbour\xe9": 7, "seaé and the rest": 3, "ab\xe1cdefghi": 2, "x12345678": 1, "Sea": 0,
	} {
		if got := SmallLetters(text); got != want {
			t.Errorf("%q begins with %d small letters, want %d", text, got, want)
		}
	}
}

func TestASCIILetters(t *testing.T) {
	for text, want := range map[string][2]int{
		"": {0, 0}, "abcdefg": {7, 0}, "aB[`{@z9": {3, 0}, "été où a": {3, 6}, "海底 GAC 1 more": {7, 6}, "\xe1\xfa\xc1\xda ab~": {2, 4},
	} {
		if letters, beyond := ASCIILetters(text); letters != want[0] || beyond != want[1] {
			t.Errorf("%q has %d letters and %d bytes beyond, want %v", text, letters, beyond, want)
		}
	}
}

func TestHead(t *testing.T) {
	for _, c := range []struct {
		text, want string
		n          int
	}{
		{"", "", 3}, {"sea", "", 0}, {"sea", "sea", 3}, {"sea", "sea", 9}, {"the harbour council", "the harbour", 11}, {"élève à côté", "élève à", 7}, {"海底电缆的问题，好", "海底电缆的问题，", 8}, {"海底电缆的问题，好", "海底电缆的问题，好", 9}, {"e\u0301e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301e\u0301e", 9},
	} {
		if got := Head(c.text, c.n); got != c.want {
			t.Errorf("the first %d of %q are %q, want %q", c.n, c.text, got, c.want)
		}
	}
}
