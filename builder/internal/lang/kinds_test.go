package lang

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestKindsAreThoseOfUnicode(t *testing.T) {
	for name, f := range map[string]struct{ ours, theirs func(rune) bool }{
		"IsLetter": {IsLetter, unicode.IsLetter}, "IsMark": {IsMark, unicode.IsMark}, "IsDigit": {IsDigit, unicode.IsDigit},
		"IsSpace": {IsSpace, unicode.IsSpace}, "IsUpper": {IsUpper, unicode.IsUpper}, "IsLower": {IsLower, unicode.IsLower},
		"isLowered": {func(r rune) bool { return kindOf(r)&isLowered != 0 }, func(r rune) bool { return unicode.ToLower(r) != r }},
		"isAlone":   {func(r rune) bool { return kindOf(r)&isAlone != 0 }, func(r rune) bool { return ownCells(r) > 0 }},
	} {
		for r := rune(-1); r <= unicode.MaxRune+1; r++ {
			if got, want := f.ours(r), f.theirs(r); got != want {
				t.Errorf("%s(%U) is %v", name, r, got)
			}
		}
	}
}

func TestTwo(t *testing.T) {
	for a := range 256 {
		for b := range 256 {
			for _, s := range []string{string([]byte{byte(a), byte(b)}), string([]byte{byte(a), byte(b), 'x'}), string([]byte{byte(a)})} {
				want, size := utf8.DecodeRuneInString(s)
				if size != 2 {
					want = 0
				}
				if got := Two(s); got != want {
					t.Errorf("Two(%q) is %U, want %U", s, got, want)
				}
			}
		}
	}
}
