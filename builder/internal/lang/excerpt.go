package lang

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Excerpt is the beginning of s in at most n graphemes, white space at its ends
// dropped. Where something is left out, "…" is added, which counts. It is ""
// when n is not positive.
//
// It ends with a whole word; only a first word longer than the excerpt is cut,
// at a grapheme. In unspaced scripts, where any grapheme may end it,
// punctuation in the last sixth is preferred. Commas, opening brackets and the
// like do not stand before the "…".
func Excerpt(s string, n int) string {
	head, more := excerpt(s, n)
	if more {
		return head + "…"
	}
	return head
}

// AppendExcerpt appends the Excerpt of s to dst.
func AppendExcerpt(dst []byte, s string, n int) []byte {
	head, more := excerpt(s, n)
	if dst = append(dst, head...); more {
		dst = append(dst, "…"...)
	}
	return dst
}

// excerpt gives the excerpt of s without the "…", and whether there is one.
func excerpt(s string, n int) (head string, more bool) {
	s = strings.TrimSpace(s)
	if n <= 0 || s == "" {
		return "", false
	}
	if len(s) <= n {
		return s, false
	}
	// Where graphemes end, in bytes: those that fit beside the "…".
	var room [usualExcerpt]int
	ends, whole := firstGraphemes(room[:0], s, n)
	if whole {
		return s, false
	}
	limit := 0
	if len(ends) > 0 {
		limit = ends[len(ends)-1]
	}
	end, found := limit, false
	for i := len(ends) - 1; i >= 0 && !found; i-- {
		if found = wordEnd(s, ends[i]); found {
			end = ends[i]
		}
	}
	if found && wideAt(s, end) {
		for i := len(ends) - 1; i >= max(0, n-n/6-1); i-- {
			if pause(lastRune(s[:ends[i]])) {
				end = ends[i]
				break
			}
		}
	}
	return closed(s[:end], s[:limit]), true
}

// usualExcerpt is how many graphemes excerpts have at most, as a rule.
const usualExcerpt = 256

// endsOfASCII are the ends of the first characters where each has one byte.
var endsOfASCII = func() (ends [usualExcerpt]int) {
	for i := range ends {
		ends[i] = i + 1
	}
	return ends
}()

// firstGraphemes appends to ends where the first n-1 graphemes of s end; whole
// tells that it has no more than n.
func firstGraphemes(ends []int, s string, n int) (_ []int, whole bool) {
	// Of ASCII each character is one, but for the last, which what follows may
	// join, and an end of line in two.
	if len(s) > n && n <= usualExcerpt && asciiLength(s[:n+1]) == n+1 && strings.IndexByte(s[:n+1], '\r') < 0 {
		return endsOfASCII[: n-1 : n-1], false
	}
	count := 0
	take := func(end int) bool {
		if count++; count < n {
			ends = append(ends, end)
		}
		return count <= n
	}
	size := alone(s)
	for i := 0; i < len(s); {
		// Two characters beside each other that are graphemes by themselves join with
		// nothing that is before or behind.
		for size > 0 {
			next := alone(s[i+size:])
			if next == 0 && i+size < len(s) {
				break
			}
			if i += size; !take(i) {
				return ends, false
			}
			size = next
		}
		if i == len(s) {
			break
		}
		g := graphemes.FromString(s[i:])
		for g.Next() {
			if !take(i + g.End()) {
				return ends, false
			}
			if size = alone(s[i+g.End():]); size > 0 {
				break
			}
		}
		i += g.End()
	}
	return ends, true
}

// alone is the length of the character that s begins with, if it is a grapheme beside
// others of its kind, see ownCells; else 0.
func alone(s string) int {
	if s == "" {
		return 0
	}
	r, size := rune(s[0]), 1
	if r >= utf8.RuneSelf {
		if hanAt(s, 0) {
			return 3
		}
		if r, size = Two(s), 2; r == 0 {
			r, size = utf8.DecodeRuneInString(s)
		}
	}
	if kindOf(r)&isAlone == 0 {
		return 0
	}
	return size
}

// wordEnd reports whether no word goes on across s[:i] and s[i:], where i is a
// boundary of graphemes.
func wordEnd(s string, i int) bool {
	if i == len(s) {
		return true
	}
	after, size := utf8.DecodeRuneInString(s[i:])
	before := strings.TrimRightFunc(s[:i], unseen)
	a, b := classOf(lastRune(before)), classOf(after)
	switch {
	case b == hidden:
		return false // it may join; the place after it is looked at as well
	case a == spaced && b == spaced:
		return false
	case a == spaced && b == joiner:
		return classOf(firstRune(s[i+size:])) != spaced
	case a == joiner && b == spaced:
		_, size = utf8.DecodeLastRuneInString(before)
		return classOf(lastRune(before[:len(before)-size])) != spaced
	}
	return true
}

// wideAt reports whether the text around s[i] is of an unspaced script.
func wideAt(s string, i int) bool {
	before, after := lastRune(s[:i]), firstRune(s[i:])
	return Unspaced(before) || Unspaced(after) || Wide(before)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// SingleSpaced has one blank in place of white space, and none at the ends.
func SingleSpaced(s string) string {
	s = strings.TrimSpace(s)
	for i := 0; i < len(s); {
		if i+8 < len(s) {
			// Nothing below a blank, no two blanks side by side, and no character that
			// may be white space: those begin with C2 and with E1 to E3.
			w := eightOf(s, i)
			low := w &^ highBits
			blanks := ^(between(low, '!', 0x7f) | w) & highBits
			spaces := (between(low, 0, 0x1f)&^w | (between(low, 0x42, 0x42)|between(low, 0x61, 0x63))&w | blanks&(blanks<<8)) & highBits
			if s[i+8] == ' ' {
				spaces |= blanks & (1 << 63)
			}
			if spaces == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(spaces) / 8
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == ' ' && (s[i-1] == ' ' || s[i+1] == ' ') || r != ' ' && IsSpace(r) {
			return strings.Join(strings.Fields(s), " ")
		}
		i += size
	}
	return s
}

// closed drops from the end of a cut text what must not stand before "…". Of a
// text that is nothing else it leaves all.
func closed(cut, all string) string {
	t := strings.TrimRightFunc(cut, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) ||
			strings.ContainsRune(",;:、，；：،؛·¿¡", r)
	})
	if t == "" {
		return all
	}
	return t
}

// pause reports whether r ends a sentence or clause.
func pause(r rune) bool { return strings.ContainsRune("。，、；：！？…．.,;:!?", r) }
