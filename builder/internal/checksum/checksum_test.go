package checksum_test

import (
	"bytes"
	"encoding/hex"
	"testing"

	"dixit/builder/internal/checksum"
)

// Sums stand in files of one run and are looked at by the next, on whatever machine.
func TestSumsStayTheSame(t *testing.T) {
	for text, want := range map[string]string{
		"":      "99577c6d397a5d4162792a75e25e690b",
		"hello": "86fd6f7d1395dd2ac33a3086246fa1c7",
	} {
		if sum := checksum.Of([]byte(text)); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%q: %x, not %s", text, sum, want)
		}
	}
}

// Whichever bit of a text is another, and wherever it is cut, its sum is another.
func TestEveryBitCounts(t *testing.T) {
	text := bytes.Repeat([]byte("buds and hail "), 40)
	seen := map[checksum.Sum]int{}
	note := func(b []byte, what int) {
		sum := checksum.Of(b)
		if before, ok := seen[sum]; ok {
			t.Errorf("texts %d and %d have one sum", before, what)
		}
		seen[sum] = what
	}
	for i := range 8 * len(text) {
		text[i/8] ^= 1 << (i % 8)
		note(text, i)
		text[i/8] ^= 1 << (i % 8)
	}
	for i := range len(text) + 1 {
		note(text[:i], 8*len(text)+i)
	}
}
