package lang

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CountWords counts the words of s as a reader would be told them: a run of
// letters, marks and digits of spaced scripts is one, and an apostrophe or
// hyphen inside does not part it (don't, vice-chair); each letter of an
// unspaced script (see [Unspaced]) is one, its marks none.
func CountWords(s string) int {
	words, letters := count(s)
	return words + letters
}

// CountPassage is the size of s in half-words, which makes passages of all
// scripts about equally long: 2 for a spaced word, 1 for a letter of an
// unspaced script. 240 are 120 words or 240 Chinese characters.
func CountPassage(s string) int {
	words, letters := count(s)
	return 2*words + letters
}

// count counts words of spaced scripts and letters of unspaced ones.
func count(s string) (words, letters int) {
	in := false     // within a word
	joined := false // after a joiner that follows a word
	for i := 0; i < len(s); {
		var c class
		if b := s[i]; b < utf8.RuneSelf {
			c = asciiClass[b]
			i++
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			c = classOf(r)
			i += n
		}
		switch c {
		case spaced:
			if !in && !joined {
				words++
			}
			in, joined = true, false
		case unspaced:
			letters++
			in, joined = false, false
		case joiner:
			in, joined = false, in
		case other:
			in, joined = false, false
		}
	}
	return words, letters
}

// WordsKey is [AppendWords] as a string.
func WordsKey(s string) string { return string(AppendWords(nil, s)) }

// AppendWords appends to dst the words of s and nothing else, and returns the
// extended slice: letters, marks and digits after NFKC, in lower case (and ß as
// ss, ς as σ), one blank between two words of spaced scripts, nothing before or
// after a letter of an unspaced one. Words are those of [CountWords], so an
// apostrophe or hyphen within one is left out and does not part it. What is not
// seen is left out as well.
//
// Two texts that differ only in punctuation, case, width of characters, line
// breaks and white space have the same key, which is what a turn's hash is
// made of: the key must not change from release to release.
func AppendWords(dst []byte, s string) []byte {
	k := keyer{dst: dst}
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			// A combining mark that follows may compose with it.
			if i+1 == len(s) || s[i+1] < utf8.RuneSelf {
				k.ascii(b)
				i++
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if inert(r) {
			if i+n == len(s) {
				k.add(r)
				break
			}
			if s[i+n] < utf8.RuneSelf {
				k.add(r)
				i += n
				continue
			}
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); inert(next) {
				k.add(r)
				i += n
				continue
			}
		} else if r == utf8.RuneError && n == 1 {
			// Invalid bytes have no composition to wait for.
			k.add(r)
			i++
			continue
		}
		i += k.normalized(s[i:])
	}
	return k.dst
}

// inert reports whether r, whatever stands before it, is as NFKC leaves it, or
// becomes by NFKC a single character of class other that composes with
// nothing. Only what texts are full of: anything else takes the long way.
func inert(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return true
	case r >= 0x4E00 && r <= 0x9FFF:
		return true
	case r >= 0xC0 && r <= 0x17E:
		return !(r == 0x132 || r == 0x133 || r == 0x13F || r == 0x140 || r == 0x149)
	case r >= 0x3041 && r <= 0x3094, r >= 0x30A1 && r <= 0x30FA:
		return true
	case r >= 0x400 && r <= 0x481, r >= 0x48A && r <= 0x52F:
		return true
	case r >= 0x620 && r <= 0x64A, r >= 0x660 && r <= 0x673, r >= 0x679 && r <= 0x6D3:
		return true
	case r >= 0x5D0 && r <= 0x5EA, r >= 0x3AC && r <= 0x3CE && r != 0x3B0, r >= 0x391 && r <= 0x3A9 && r != 0x3A2:
		return true
	case r >= 0xAC00 && r <= 0xD7A3:
		return true
	case r >= 0x2010 && r <= 0x2016 && r != 0x2011, r >= 0x2018 && r <= 0x2022:
		return true // dashes, quotation marks
	case r == '，', r == '。', r == '、', r == '：', r == '；', r == '？', r == '！', r == '（', r == '）', r == 0x3000,
		r == '「', r == '」', r == '《', r == '》', r == '·', r == '«', r == '»', r == 0xA0, r == '،', r == '؟', r == '؛':
		return true
	}
	return false
}

// keyer writes the words of a text.
type keyer struct {
	dst    []byte
	in     bool // within a spaced word
	joined bool // after a joiner that follows a spaced word
	blank  bool // a spaced word came last, so that the next one needs a blank
}

func (k *keyer) ascii(b byte) {
	switch asciiClass[b] {
	case spaced:
		k.word()
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		k.dst = append(k.dst, b)
	case joiner:
		k.in, k.joined = false, k.in
	default:
		k.in, k.joined = false, false
	}
}

// word prepares for one more character of a spaced word.
func (k *keyer) word() {
	if !k.in && !k.joined && k.blank {
		k.dst = append(k.dst, ' ')
	}
	k.in, k.joined, k.blank = true, false, true
}

// add takes one character that is normalized.
func (k *keyer) add(r rune) {
	if r < utf8.RuneSelf {
		k.ascii(byte(r))
		return
	}
	switch classOf(r) {
	case spaced:
		k.word()
		switch r {
		case 'ß', 'ẞ':
			k.dst = append(k.dst, "ss"...)
		case 'ς':
			k.dst = append(k.dst, "σ"...)
		default:
			k.dst = utf8.AppendRune(k.dst, unicode.ToLower(r))
		}
	case unspaced:
		k.in, k.joined, k.blank = false, false, false
		k.dst = utf8.AppendRune(k.dst, r)
	case mark:
		k.dst = utf8.AppendRune(k.dst, r)
	case joiner:
		k.in, k.joined = false, k.in
	case other:
		k.in, k.joined = false, false
	}
}

// normalized takes the characters at the start of s that NFKC may change
// together, or those after which nothing changes, and returns how many bytes
// they were.
func (k *keyer) normalized(s string) int {
	if n := norm.NFKC.QuickSpanString(s); n > 0 {
		for _, r := range s[:n] {
			k.add(r)
		}
		return n
	}
	n := norm.NFKC.NextBoundaryInString(s, true)
	if n <= 0 {
		n = len(s)
	}
	var room [64]byte
	b := norm.NFKC.AppendString(room[:0], s[:n])
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		k.add(r)
		b = b[size:]
	}
	return n
}
