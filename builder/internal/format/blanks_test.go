package format

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// A place that is found in a line as it would be typed is told of the line as it stands,
// and never inside a character.
func TestPlacesInLinesAsTheyStand(t *testing.T) {
	for _, line := range []string{
		"", "Ana: yes", "Ana\u00a0Lind\u202f: oui\u202f!", "\u200f\u2067יעל\u2069:\u200f בוקר", "林\u3000: 好", "a\u2028b\u00a0c", "\u00a0\u200e", "\xffAna\xe2:\u00a0yes\xc2",
	} {
		typed := asTyped(line)
		if strings.ContainsAny(typed, "\u00a0\u202f\u200e\u200f\u2067\u2069") {
			t.Errorf("%q is typed %q", line, typed)
		}
		for n := 0; n <= len(typed); n++ {
			if n < len(typed) && !utf8.RuneStart(typed[n]) {
				continue
			}
			if at := placeIn(line, n); asTyped(line[:at]) != typed[:n] || asTyped(line[at:]) != typed[n:] {
				t.Errorf("byte %d of %q is byte %d of %q", n, typed, at, line)
			}
		}
	}
	if far := strings.Repeat("word ", 200) + "\u00a0"; typed(far) != far {
		t.Error("a line is made anew for what stands where no label reaches")
	}
}
