package source

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	utf16 "golang.org/x/text/encoding/unicode"

	"dixit/builder/internal/diag"
)

// sample is how many bytes are looked at to tell UTF-16.
const sample = 64 << 10

// Decode turns the bytes of a file into a File and says what it had to mend:
// an encoding other than UTF-8, bytes that are no text, control characters.
func Decode(path string, raw []byte) (*File, diag.List) {
	var list diag.List
	text, name, rival, valid := decode(raw)
	said := ""
	if name != "" {
		_, said = declared(raw)
	}
	switch {
	case name == said: // it names the encoding itself
	case rival != "":
		list = append(list, diag.New(diag.EncodingGuessed, path, 1, 1, "read as %s, by its bytes; %s is nearly as likely", name, rival).
			WithHint("look at a line with letters beyond ASCII; if it is wrong, open the file as %s and save it as UTF-8", rival))
	case name != "":
		list = append(list, diag.New(diag.EncodingGuessed, path, 1, 1, "read as %s, by its bytes", name))
	}
	f := &File{Path: path, Encoding: cmp.Or(name, marked(raw), "UTF-8")}
	f.Text = text
	var controls int
	f.Text, controls = clean(text)
	f.starts = lineStarts(f.Text)
	if !valid {
		bad := strings.IndexRune(f.Text, utf8.RuneError)
		line, column := f.Position(max(bad, 0))
		list = append(list, diag.New(diag.EncodingInvalid, path, line, column,
			"%d byte sequences are not text in any encoding tried", strings.Count(f.Text, "\ufffd")))
	}
	if controls > 0 {
		list = append(list, diag.New(diag.ControlCharacters, path, 0, 0, "control characters dropped: %d", controls))
	}
	for n := 1; n <= f.Lines(); n++ {
		if size := len(f.Line(n)); size > LongLine {
			list = append(list, diag.New(diag.LongLine, path, n, 1, "a line of %d bytes", size).
				WithHint("break the text into paragraphs"))
		}
	}
	return f, list
}

// marked names the encoding that a byte order mark says, "" for none.
func marked(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return "UTF-16LE"
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return "UTF-16BE"
	}
	return ""
}

// decode finds the encoding of raw: byte order mark, then UTF-16 by its blanks
// (most of it is valid UTF-8 too), then UTF-8, then the one that the document
// names, then a statistical guess that must decode without a fault. name is "" for
// UTF-8; valid is false where bytes were replaced.
func decode(raw []byte) (text, name, rival string, valid bool) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		text, name, valid = decodeWith(utf16.UTF16(utf16.LittleEndian, utf16.UseBOM), raw, "")
		return text, name, "", valid
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		text, name, valid = decodeWith(utf16.UTF16(utf16.BigEndian, utf16.UseBOM), raw, "")
		return text, name, "", valid
	}
	order := byte(0)
	valid = utf8.Valid(raw)
	if !valid || crowded(raw) {
		order = utf16Without(raw)
	}
	switch order {
	case 'l':
		text, name, valid = decodeWith(utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM), raw, "UTF-16LE")
		return text, name, "", valid
	case 'b':
		text, name, valid = decodeWith(utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM), raw, "UTF-16BE")
		return text, name, "", valid
	}
	if enc, name := escaped(raw); enc != nil {
		if text, name, valid := decodeWith(enc, raw, name); valid {
			return text, name, "", true
		}
	}
	if valid {
		return string(raw), "", "", true
	}
	// A few faults in a text that is UTF-8 otherwise: damage, not another
	// encoding. Letters of other encodings that follow each other as the bytes of
	// a character do in UTF-8 are one in three at most (of Korean and Thai), and
	// next to none where an alphabet has a byte a letter.
	multi, faults := countUTF8(raw)
	if multi > 4*faults {
		return strings.ToValidUTF8(string(raw), "\ufffd"), "", "", false
	}
	enc, name := declared(raw)
	if enc != nil && name != "windows-1252" {
		if text, name, valid := decodeWith(enc, raw, name); valid {
			return text, name, "", true
		}
	}
	// Every file is valid windows-1252, and servers and editors put its name where
	// nobody chose one: it is worth no more than the bytes say.
	if enc, name, rival = guess(raw); enc != nil && !crowded(raw) {
		text, name, valid := decodeWith(enc, raw, name)
		return text, name, rival, valid
	}
	return strings.ToValidUTF8(string(raw), "\ufffd"), "", "", false
}

func decodeWith(enc encoding.Encoding, raw []byte, name string) (string, string, bool) {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", name, false
	}
	return string(out), name, !bytes.ContainsRune(out, utf8.RuneError)
}

// crowded tells whether more than a tenth of the bytes are control characters,
// as in UTF-16 that happens to be valid UTF-8, or in what is no text at all, and
// never in a text into which a few NULs have strayed.
func crowded(raw []byte) bool {
	head := raw[:min(len(raw), sample)]
	n := 0
	for i := 0; i < len(head); i++ {
		if i+8 <= len(head) && controls(binary.LittleEndian.Uint64(head[i:])) == 0 {
			i += 7
			continue
		}
		if b := head[i]; b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			n++
		}
	}
	return n*10 > len(head)
}

// utf16Without recognises UTF-16 that has no byte order mark, and its order of
// bytes: 'l' or 'b', 0 for other text. Read in the right order it has blanks,
// line ends and stops as all text does, one in fifty characters at the least,
// and next to nothing that is no text; in the wrong one, and in any other
// encoding, those need bytes that text does not have.
func utf16Without(raw []byte) byte {
	head := raw[:min(len(raw), sample)]
	if len(head) < 8 || bytes.IndexByte(head, 0) < 0 {
		return 0
	}
	// UTF-8 into which NULs fell; UTF-16 of Latin letters has as many of them as
	// letters, and of other alphabets other control characters too.
	if nuls := bytes.Count(head, []byte{0}); nuls*5 < len(head) && utf8.Valid(head) &&
		bytes.IndexFunc(head, func(r rune) bool { return r != 0 && r != '\r' && odd(r) }) < 0 {
		return 0
	}
	units := len(head) / 2
	for _, order := range []struct {
		name      byte
		high, low int
	}{{'l', 1, 0}, {'b', 0, 1}} {
		marks, bad := 0, 0
		for i := 0; i+1 < len(head); i += 2 {
			switch r := rune(head[i+order.high])<<8 | rune(head[i+order.low]); {
			case r == ' ', r == '\n', r == 0x3000, r == '。', r == '，', r == '、':
				marks++
			case r == '\t', r == '\r', r == '\f', r == '\ufeff', r >= 0xd800 && r < 0xe000:
			case !unicode.IsGraphic(r) && !unicode.Is(unicode.Cf, r):
				bad++
			}
		}
		if marks*50 >= units && bad*100 <= units {
			return order.name
		}
	}
	return 0
}

// countUTF8 counts the characters of several bytes, and the bytes that are of none.
func countUTF8(raw []byte) (multi, faults int) {
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size == 1:
			faults++
		case size > 1:
			multi++
		}
		raw = raw[size:]
	}
	return multi, faults
}

// clean makes every line end a line feed and every separator a blank, and drops other
// control characters, counting them. A tab and a form feed are text.
func clean(text string) (string, int) {
	if isClean(text) {
		return text, 0
	}
	var b strings.Builder
	b.Grow(len(text))
	dropped, after := 0, rune(0)
	for _, r := range text {
		switch {
		case r == '\r', r == '\v', r == 0x85, r == 0x2028, r == 0x2029:
			b.WriteByte('\n')
		case r >= 0x1C && r <= 0x1F: // separators, as of files and records
			b.WriteByte(' ')
		case r == '\n' && after == '\r':
		case r == '\ufeff', odd(r):
			dropped++
		default:
			b.WriteRune(r)
		}
		after = r
	}
	return b.String(), dropped
}

// isClean tells whether a text has nothing that clean changes.
func isClean(text string) bool {
	for i := 0; i < len(text); {
		if i+8 <= len(text) {
			beginning := mayBeOdd(eightOf(text, i))
			if beginning == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(beginning) / 8
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if odd(r) {
			return false
		}
		i += size
	}
	return true
}

// Of eight bytes at a time: a 1 in each, the highest bit of each.
const eachByte, highBits = 0x0101010101010101, 0x8080808080808080

// controls sets the highest bit of each of eight bytes that is below a blank.
func controls(w uint64) uint64 {
	return ^(w&^highBits + eachByte*(0x80-' ') | w) & highBits
}

// mayBeOdd sets the highest bit of each of eight bytes that is a control character or
// the first byte of what else may be odd.
func mayBeOdd(w uint64) uint64 {
	low := w &^ highBits
	is := func(b uint64) uint64 { return highBits - (low ^ eachByte*(b&0x7f)) }
	return controls(w) | is(0x7f)&highBits&^w | (is(0xC2)|is(0xE2)|is(0xEF))&highBits&w
}

// eightOf gives eight bytes of s, from byte i on, as one number.
func eightOf(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func odd(r rune) bool {
	switch r {
	case '\t', '\n', '\f':
		return false
	case 0x2028, 0x2029, '\ufeff':
		return true
	}
	return r < 0x20 || r >= 0x7f && r < 0xa0
}
