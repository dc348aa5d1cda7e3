package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Manifest and journal are sealed texts: a header with a version, lines, and at the end
// the hash of all that, so that a torn one is known. Of a site of 700,000 files each is
// 100 MB, and is written as it is made. The hash is SHA-256 in every version, so that each
// knows the text of another for whole.
const (
	version  = "2"
	sealWord = "end "
)

var errDamaged = errors.New("the file is incomplete or damaged")

// writeSealed writes a sealed text. lines calls add for each line, with its end, which
// may be changed after.
func writeSealed(to io.Writer, header string, lines func(add func(line []byte))) error {
	w := bufio.NewWriterSize(to, 64<<10) // which keeps the first error for Flush
	sum := sha256.New()
	add := func(line []byte) {
		_, _ = w.Write(line)
		sum.Write(line)
	}
	add([]byte(header + version + "\n"))
	lines(add)
	_, _ = w.Write(sealBy(sum.Sum(nil)))
	return w.Flush()
}

// sealBy is the seal of a text of this hash.
func sealBy(sum []byte) []byte {
	return append(hex.AppendEncode([]byte(sealWord), sum), '\n')
}

// sealOf is the seal of a text.
func sealOf(text []byte) []byte {
	sum := sha256.Sum256(text)
	return sealBy(sum[:])
}

// seal puts its seal after a text.
func seal(text []byte) []byte { return append(text, sealOf(text)...) }

// sealed gives what was sealed; false where the seal does not fit.
func sealed(text []byte) ([]byte, bool) {
	const tail = len(sealWord) + 2*sha256.Size + len("\n")
	cut := len(text) - tail
	if cut <= 0 || text[cut-1] != '\n' || !bytes.Equal(sealOf(text[:cut]), text[cut:]) {
		return nil, false
	}
	return text[:cut], true
}

// linesTogether is how many bytes of lines, and a line, are read at a time.
const linesTogether = 1 << 14

// unseal checks header, version and seal, and gives the lines between, for one reading.
func unseal(text []byte, header string) (func(yield func(string) bool), error) {
	text, ok := sealed(text)
	if !ok {
		return nil, fmt.Errorf("%w: the seal does not fit", errDamaged)
	}
	head, body, _ := bytes.Cut(text, []byte("\n"))
	v, ok := strings.CutPrefix(string(head), header)
	if !ok {
		return nil, fmt.Errorf("%w: it begins with %q", errDamaged, head)
	}
	if v != version {
		return nil, fmt.Errorf("it is of version %q and this dixit knows version %s; use the dixit that wrote it, or choose another folder with --out", v, version)
	}
	return func(yield func(string) bool) {
		for len(body) > 0 {
			// Lines are parts of strings of many, and not of one of all.
			end := len(body)
			if end > linesTogether {
				if at := bytes.IndexByte(body[linesTogether:], '\n'); at >= 0 {
					end = linesTogether + at + 1
				}
			}
			for line := range strings.Lines(string(body[:end])) {
				if !yield(strings.TrimSuffix(line, "\n")) {
					return
				}
			}
			body = body[end:]
		}
	}, nil
}
