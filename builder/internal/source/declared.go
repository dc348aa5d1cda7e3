package source

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// declaring is how far into a file, in bytes, a document may name its encoding.
// HTML asks for it in the first 1,024; pages that have comments of a server
// before it are not rare.
const declaring = 4 << 10

// declaration is how XML and HTML name the encoding.
var declaration = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([a-z0-9._:-]+)|<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([a-z0-9._:-]+)`)
})

// declared gives the encoding that a document names at its head, nil for none.
// One that names UTF-8 and is not is no better known for it.
func declared(raw []byte) (enc encoding.Encoding, name string) {
	m := declaration().FindSubmatch(raw[:min(len(raw), declaring)])
	if m == nil {
		return nil, ""
	}
	enc, err := htmlindex.Get(string(m[1]) + string(m[2]))
	if err != nil {
		return nil, ""
	}
	if name, err = htmlindex.Name(enc); err != nil || strings.HasPrefix(name, "utf-") || name == "replacement" || name == "x-user-defined" {
		return nil, ""
	}
	return enc, shown(name)
}

// shown is the name of an encoding as this package writes it.
func shown(name string) string {
	for _, c := range candidates {
		if strings.EqualFold(c.name, name) {
			return c.name
		}
	}
	return name
}
