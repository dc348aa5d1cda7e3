package source

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestNotText(t *testing.T) {
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(rand.New(rand.NewPCG(1, uint64(i))).Uint32())
	}
	for _, c := range []struct {
		name, raw, want string
	}{
		{"a zip", "PK\x03\x04\x14\x00", "a zip"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a picture"},
		{"noise", string(noise), "binary data"},
		{"nothing but NULs", strings.Repeat("\x00", 1000), "binary data"},
		{"a film", "\x00\x00\x00\x18ftypmp42" + string(noise), "a film or recording"},
		{"text that begins like a program", "MZ said that the lamp is dark.", ""},
		{"text that begins like a bitmap", "BM: Good morning.", ""},
		{"text", "Ada: Good morning.\r\n\tBo: Yes.\f", ""},
		{"UTF-16 with a mark", "\xff\xfeA\x00d\x00a\x00", ""},
		{"UTF-16 without", encode16("Ada: The lamp at the end of the mole was dark, and nobody told us of it."), ""},
		{"a few NULs", "Ada: Good morning, everybody.\x00\n", ""},
		{"nothing", "", ""},
	} {
		if got := NotText([]byte(c.raw)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// encode16 is text in UTF-16, little end first.
func encode16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}
