package lang

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// Slug makes a name fit for an address: every run of characters that are not
// letters, marks or digits (of any script) is one '-', none at the ends; lower
// case; NFC. Scripts stay as they are: "玛娜尔·伊斯梅尔" is "玛娜尔-伊斯梅尔".
// Marks that are not seen (selectors of variants, the grapheme joiner) count as
// no marks. The result has no '/' and no '.'; it is "" only when s has no
// letter, mark or digit. The slug of a slug is itself.
func Slug(s string) string {
	if slugged(s) {
		return s
	}
	if IsASCII(s) {
		return slugRunes(s)
	}
	// Composed first, lest the mark of a composed symbol (≠) outlive the symbol;
	// and again, for some capitals have no composed form where their small
	// letters have one.
	return settle(s, func(s string) string { return norm.NFC.String(slugRunes(norm.NFC.String(s))) })
}

// slugged reports whether s is a slug of ASCII, as most are.
func slugged(s string) bool {
	hyphen := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			hyphen = false
		case c == '-' && !hyphen:
			hyphen = true
		default:
			return false
		}
	}
	return !hyphen || s == ""
}

func slugRunes(s string) string {
	b := make([]byte, 0, len(s))
	hyphen := false
	for _, r := range s {
		if !slugRune(r) {
			hyphen = true
			continue
		}
		if hyphen && len(b) > 0 {
			b = append(b, '-')
		}
		hyphen = false
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return string(b)
}

func slugRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) && !unseen(r)
}

const (
	// maxSegment is the length in bytes of the longest path segment: 80 leave
	// room for suffixes within the 143 that encrypting file systems allow, and
	// are some 26 Han characters.
	maxSegment = 80
	// hashLen is how many base32 characters tell cut segments apart: 30 bits,
	// among the few ids of a site that share their first 70 bytes.
	hashLen = 6
)

// slugHash writes hashes as lower-case letters and digits, as slugs are.
var slugHash = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// SlugPath makes a slash-separated path fit for an address: each segment is
// its [Slug], segments with an empty slug are dropped (so there is no '/' at
// the ends). Then, so that every file system can hold the path and no segment
// is mistaken for something else:
//
//   - a segment of more than 80 bytes is cut at a grapheme and given '-' and six
//     base32 characters of its slug's SHA-256, at most 80 bytes in all;
//   - names of Windows devices (con, prn, aux, nul, com0 to com9, lpt0 to lpt9)
//     get a '-' at the end;
//   - "p" becomes "p-", because …/p/2/ is the second page of a list.
//
// The path of a path is itself.
func SlugPath(s string) string {
	if !strings.Contains(s, "/") {
		return segment(s)
	}
	b := make([]byte, 0, len(s)+1)
	for part := range strings.SplitSeq(s, "/") {
		part = segment(part)
		if part == "" {
			continue
		}
		if len(b) > 0 {
			b = append(b, '/')
		}
		b = append(b, part...)
	}
	return string(b)
}

func segment(s string) string {
	s = Slug(s)
	switch {
	case len(s) > maxSegment:
		return cutSegment(s)
	case s == "p", device(s):
		return s + "-"
	}
	return s
}

func cutSegment(s string) string {
	sum := sha256.Sum256([]byte(s))
	room := maxSegment - 1 - hashLen
	end := 0
	for g := graphemes.FromString(s); g.Next() && g.End() <= room; {
		end = g.End()
	}
	if end == 0 {
		// One grapheme of many marks.
		for end = room; !utf8.RuneStart(s[end]); end-- {
		}
	}
	return strings.TrimRight(s[:end], "-") + "-" + slugHash.EncodeToString(sum[:])[:hashLen]
}

func device(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && s[3] >= '0' && s[3] <= '9'
}
