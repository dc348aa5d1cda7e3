package checksum

import (
	"bytes"
	"testing"
	"testing/iotest"
)

// A sum is of the bytes, whatever pieces they come in, and of all of them.
func TestPiecesMakeNoDifference(t *testing.T) {
	text := bytes.Repeat([]byte("Good morning. "), 3*stretch/14)
	sums := map[Sum]int{}
	for _, n := range []int{0, 1, 1000, stretch - 1, stretch, stretch + 1, 2 * stretch, len(text)} {
		var whole Running
		_, _ = whole.Write(text[:n])
		want := whole.Sum()
		if other, twice := sums[want]; twice {
			t.Errorf("%d bytes and %d have one sum", n, other)
		}
		sums[want] = n
		for _, piece := range []int{1 << 10, 50_000, stretch, 100_000} {
			var r Running
			for from := 0; from < n; from += piece {
				_, _ = r.Write(text[from:min(from+piece, n)])
			}
			if got := r.Sum(); got != want || r.Sum() != want {
				t.Errorf("%d bytes in pieces of %d have another sum", n, piece)
			}
		}
		if got, size, err := From(iotest.HalfReader(bytes.NewReader(text[:n]))); got != want || size != int64(n) || err != nil {
			t.Errorf("%d bytes that are read have another sum: %v %d %v", n, got, size, err)
		}
	}
	if _, _, err := From(iotest.TimeoutReader(bytes.NewReader(text))); err == nil {
		t.Error("what cannot be read to its end has a sum")
	}
}
