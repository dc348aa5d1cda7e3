package checksum_test

import (
	"bytes"
	"crypto/fips140"
	"encoding/hex"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"dixit/builder/internal/checksum"
)

// Sums stand in files of one run and are looked at by the next, on whatever machine.
// In the strict mode of FIPS 140 they are others.
func TestSumsStayTheSame(t *testing.T) {
	mode := 0
	if fips140.Enforced() {
		mode = 1
	}
	for text, want := range map[string][2]string{
		"":      {"99577c6d397a5d4162792a75e25e690b", "6e340b9cffb37a989ca544e6bb780a2c"},
		"hello": {"86fd6f7d1395dd2ac33a3086246fa1c7", "8a2a5c9b768827de5a9552c38a044c66"},
	} {
		if sum := checksum.Of([]byte(text)); hex.EncodeToString(sum[:]) != want[mode] {
			t.Errorf("%q: %x, not %s", text, sum, want[mode])
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

// A stream has the sum of its bytes, however they come, and what cannot be read to its
// end has none.
func TestStreams(t *testing.T) {
	text := bytes.Repeat([]byte("buds and hail "), 20000)
	sums := map[checksum.Sum]int{}
	for _, size := range []int{0, 1, 65535, 65536, 65537, 131072, len(text)} {
		want := checksum.Of(text[:size])
		if other, twice := sums[want]; twice {
			t.Errorf("%d bytes and %d have one sum", size, other)
		}
		sums[want] = size
		for _, step := range []int{1000, 65536, 70000, len(text)} {
			var h checksum.Hash
			for i := 0; i < size; i += step {
				_, _ = h.Write(text[i:min(i+step, size)])
				if got := h.Sum(); got != checksum.Of(text[:min(i+step, size)]) {
					t.Errorf("%d of %d bytes, %d at a time: %x", i+step, size, step, got)
				}
			}
			if got := h.Sum(); got != want {
				t.Errorf("%d bytes, %d at a time: %x, not %x", size, step, got, want)
			}
		}
		if got, n, err := checksum.From(iotest.HalfReader(bytes.NewReader(text[:size]))); got != want || n != int64(size) || err != nil {
			t.Errorf("%d bytes that are read: %x, not %x; %d, %v", size, got, want, n, err)
		}
	}
	if _, _, err := checksum.From(iotest.TimeoutReader(bytes.NewReader(text))); err == nil {
		t.Error("what cannot be read to its end has a sum")
	}
}

// A sum stands before what it is of; damage in either is told, and so is a sum that is
// not whole.
func TestCheck(t *testing.T) {
	text := bytes.Repeat([]byte("buds and hail "), 6000)
	sum := checksum.Of(text)
	whole := append(sum[:], text...)
	if n, err := checksum.Check(bytes.NewReader(whole)); n != int64(len(text)) || err != nil {
		t.Errorf("%d bytes are whole: %d, %v", len(text), n, err)
	}
	for _, at := range []int{0, checksum.Size - 1, checksum.Size, len(whole) - 1} {
		whole[at] ^= 1
		if _, err := checksum.Check(bytes.NewReader(whole)); !errors.Is(err, checksum.ErrDamaged) {
			t.Errorf("byte %d is another: %v", at, err)
		}
		whole[at] ^= 1
	}
	if _, err := checksum.Check(bytes.NewReader(whole[:len(whole)-1])); !errors.Is(err, checksum.ErrDamaged) {
		t.Errorf("the last byte is gone: %v", err)
	}
	if _, err := checksum.Check(bytes.NewReader(whole[:checksum.Size-1])); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("the sum is not whole: %v", err)
	}
}
