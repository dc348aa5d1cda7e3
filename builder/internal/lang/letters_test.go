package lang

import (
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
	for _, test := range []struct {
		text            string
		letters, before int
	}{
		{"", 0, 0}, {"abc", 3, 0}, {"vice-chair", 4, 0}, {" — Ж", 0, 5}, {"Жизнь 1", 10, 0}, {"海底，", 6, 0}, {"，海", 0, 3}, {"12:30", 0, 5}, {"\xffa", 0, 1}, {"e\u0301", 1, 0},
	} {
		if got := Letters(test.text); got != test.letters {
			t.Errorf("%q begins with %d bytes of letters, want %d", test.text, got, test.letters)
		}
		if got := BeforeLetter(test.text); got != test.before {
			t.Errorf("%q has %d bytes before a letter, want %d", test.text, got, test.before)
		}
	}
}

func TestCountCase(t *testing.T) {
	for _, test := range []struct {
		text         string
		limit        int
		upper, lower int
	}{
		{"Ana SAID so", 100, 5, 4}, {"Ана сказала", 100, 1, 9}, {"海底 Tao", 100, 1, 2}, {"Éß ǅ", 100, 1, 1}, {"aÉb", 1, 0, 1}, {"aÉb", 2, 1, 1}, {"aÉb", 3, 1, 1}, {"", 9, 0, 0},
	} {
		if upper, lower := CountCase(test.text, test.limit); upper != test.upper || lower != test.lower {
			t.Errorf("%q up to %d: %d capitals, %d small letters", test.text, test.limit, upper, lower)
		}
	}
}
