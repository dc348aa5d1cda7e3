package builder

import (
	"strings"
	"testing"

	"dixit/builder/internal/output"
)

func TestHostsThatWouldRefuseASiteAreNamed(t *testing.T) {
	for _, c := range []struct {
		size output.Size
		want string // of the hosts, in order
	}{
		{output.Size{Files: 20_000, Bytes: 1 << 30, Largest: 25 << 20}, ""},
		{output.Size{Files: 20_001, Bytes: 1 << 20}, "Cloudflare Pages"},
		{output.Size{Files: 200_001, Bytes: 1 << 20}, "Cloudflare Pages GitLab Pages"},
		{output.Size{Files: 10, Bytes: 2 << 30}, "GitHub Pages GitLab Pages"},
		{output.Size{Files: 10, Bytes: 30 << 20, Largest: 26 << 20}, "Cloudflare Pages"},
	} {
		var names []string
		for _, d := range tooLarge(c.size) {
			name, _, _ := strings.Cut(d.Message, " refuses")
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%+v: %q, not %q", c.size, got, c.want)
		}
	}
}
