package lang

import (
	"strings"
	"testing"
	"unicode"
)

func TestLettersAreThoseOfUnicode(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		if got, want := IsLetter(r), unicode.IsLetter(r); got != want {
			t.Errorf("IsLetter(%U) is %v", r, got)
		}
		if got, want := IsUpper(r), unicode.IsUpper(r); got != want {
			t.Errorf("IsUpper(%U) is %v", r, got)
		}
		if got, want := IsLower(r), unicode.IsLower(r); got != want {
			t.Errorf("IsLower(%U) is %v", r, got)
		}
	}
}

func TestLettersOfText(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "abc": "abc", "vice-chair": "vice", "Жизнь 1": "Жизнь", "海底，好": "海底", "，海": "", "12:30": "", "é2": "é", "e\u0301": "e", "a海b Ж": "a海b", "㐀好a": "㐀好a",
	} {
		if got := text[:Letters(text)]; got != want {
			t.Errorf("%q begins with the letters %q, want %q", text, got, want)
		}
	}
}

func TestCases(t *testing.T) {
	for _, test := range []struct {
		text         string
		limit        int
		upper, lower int
	}{
		{"Ana SAID so", 100, 5, 4}, {"Ана сказала", 100, 1, 9}, {"海底 Tao", 100, 1, 2}, {"Éß ǅ", 100, 1, 1}, {"aÉb", 1, 0, 1}, {"aÉb", 2, 1, 1}, {"aÉb", 3, 1, 1}, {"", 9, 0, 0},
		{"Ana SAID so: [@`{z} Zé", 100, 6, 6}, {"AbcdEfghIj", 9, 3, 6},
		{strings.Repeat("Ab海é ", 30), 57, 8, 14}, {strings.Repeat("Ab海é ", 30), 65, 9, 16}, {strings.Repeat("Ab海é ", 30), 1000, 30, 60},
	} {
		if upper, lower := CasesOf(test.text).Count(test.limit); upper != test.upper || lower != test.lower {
			t.Errorf("%q up to %d: %d capitals, %d small letters", test.text, test.limit, upper, lower)
		}
	}
}
