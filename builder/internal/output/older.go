package output

import (
	"bytes"
	"strings"
)

// fromVersion1 makes of a manifest of version 1, of which hashes were of another kind, one
// that knows no hash, so that all files are written anew; any other text it leaves.
func fromVersion1(text []byte) []byte {
	const header = manifestHeader + "1\n"
	body, ok := sealed(text)
	if !ok || !bytes.HasPrefix(body, []byte(header)) {
		return text
	}
	b := append(make([]byte, 0, len(text)), manifestHeader+version+"\n"...)
	for line := range strings.Lines(string(body[len(header):])) {
		if _, rest, ok := strings.Cut(line, " "); ok && !strings.HasPrefix(line, folderWord) {
			line = unknownHash + " " + rest
		}
		b = append(b, line...)
	}
	return append(b, sealOf(b)...)
}
