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
