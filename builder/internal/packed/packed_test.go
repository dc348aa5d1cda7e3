package packed

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

// What was appended is read, and of each shorter piece it is said that it is too short.
func TestReadWhatWasAppended(t *testing.T) {
	texts := []string{"", "港口费", "a\x00b"}
	numbers := []int64{0, -1, 63, 64, math.MinInt64, math.MaxInt64}
	write := func() []byte {
		b := AppendList(nil, texts, func(b []byte, s *string) []byte { return AppendText(b, *s) })
		b = AppendVarints(b, numbers...)
		b = AppendVarints(b, -7)
		b = binary.AppendUvarint(b, math.MaxUint32)
		return append(b, "0123456789"...)
	}
	read := func(b []byte) (got []string, all bool) {
		r := NewReader(b)
		got = List(r, func(s *string) { *s = r.Text() })
		for _, want := range numbers {
			if n := r.Varint(); n != want && !r.Short() {
				t.Errorf("%d is read as %d", want, n)
			}
		}
		if n := r.Int32(); n != -7 && !r.Short() {
			t.Errorf("-7 is read as %d", n)
		}
		if n := r.Uint32(); n != math.MaxUint32 && !r.Short() {
			t.Errorf("the largest number is read as %d", n)
		}
		if last := r.Bytes(10); len(last) != 10 {
			t.Errorf("of ten bytes there are %d", len(last))
		}
		return got, !r.Short() && len(r.Rest()) == 0
	}
	b := write()
	if got, all := read(b); !all || !slices.Equal(got, texts) {
		t.Errorf("%q, all %v", got, all)
	}
	for n := range b {
		if _, all := read(b[:n]); all {
			t.Errorf("%d bytes of %d are taken for all", n, len(b))
		}
	}
}

// What is larger than can be is too short, and takes no memory.
func TestWhatCannotBeIsShort(t *testing.T) {
	for name, do := range map[string]func(r *Reader){
		"text":   func(r *Reader) { r.Text() },
		"list":   func(r *Reader) { List(r, func(*[1 << 20]byte) {}) },
		"number": func(r *Reader) { r.Uint32() },
	} {
		r := NewReader(binary.AppendUvarint(nil, math.MaxUint64))
		if do(r); !r.Short() || len(r.Rest()) > 0 {
			t.Errorf("a %s is taken for one", name)
		}
	}
}
