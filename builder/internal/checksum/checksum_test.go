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

// A stream has the sum of its bytes, however they come.
func TestStreams(t *testing.T) {
	text := bytes.Repeat([]byte("buds and hail "), 20000)
	for _, size := range []int{0, 1, 65535, 65536, 65537, 131072, len(text)} {
		for _, step := range []int{1000, 65536, 70000, len(text)} {
			var h checksum.Hash
			for i := 0; i < size; i += step {
				h.Write(text[i:min(i+step, size)])
			}
			if got, want := h.Sum(), checksum.Of(text[:size]); got != want {
				t.Errorf("%d bytes, %d at a time: %x, not %x", size, step, got, want)
			}
		}
	}
}
