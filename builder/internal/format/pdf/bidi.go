package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isRTL tells whether a letter is of a script that is written from right to
// left.
func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8ff && !unicode.IsDigit(r) && unicode.IsLetter(r) || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc || r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}

// class is how a piece of a line behaves among the two directions.
type class uint8

const (
	neutral class = iota
	right         // a letter of a script from right to left
	left          // any other letter
	number
)

func classOf(part string) class {
	r, _ := utf8.DecodeRuneInString(part)
	switch {
	case isRTL(r):
		return right
	case unicode.IsDigit(r):
		return number
	case unicode.IsLetter(r):
		return left
	}
	return neutral
}

// logical puts the pieces of a line, which stand as seen from left to right,
// into the order in which they are read: it undoes what the Unicode
// Bidirectional Algorithm (UAX #9) does for showing them. rtl is the direction
// of the line. What is seen does not always tell what was written; of two ways
// the commoner is taken.
func logical(seen []string, rtl bool) []string {
	out := slices.Clone(seen)
	if rtl {
		slices.Reverse(out)
		turn(out, right)
	} else {
		turn(out, left)
	}
	facing(out)
	return out
}

// turn reverses the runs of a line that are written against its direction: in a
// line from right to left (main right) words of other scripts and numbers, else
// words from right to left.
func turn(parts []string, main class) {
	for i := 0; i < len(parts); {
		c := classOf(parts[i])
		against := main == right && (c == left || c == number) || main == left && c == right
		if !against {
			i++
			continue
		}
		end := runEnd(parts, i, main)
		slices.Reverse(parts[i:end])
		if main == left { // numbers within words from right to left
			turn(parts[i:end], right)
		}
		i = end
	}
}

// runEnd gives the end of the run against the direction main that begins at i.
func runEnd(parts []string, i int, main class) int {
	end, last, blank := i+1, classOf(parts[i]), false
	for k := i + 1; k < len(parts); k++ {
		c := classOf(parts[k])
		switch {
		case c == main:
			return end
		case c == neutral:
			blank = blank || strings.TrimSpace(parts[k]) == ""
			continue
		case main == left && c == number:
			continue // part of the run only if a word of it follows
		case blank && c == number:
			return end // a number after a blank stands for itself
		case last == number && c == number && !joins(parts[end:k], parts[k], afterArabic(parts[:i])):
			return end
		}
		end, last, blank = k+1, c, false
	}
	return end
}

// joins tells whether what stands between two numbers makes one of them, as a
// point does and, where figures are not those of an Arabic text, a sign (UAX #9,
// rules W2 and W4): 12.30 is turned as a whole, the two years of a span are not.
func joins(between []string, next string, arabic bool) bool {
	r, _ := utf8.DecodeRuneInString(next)
	switch strings.Join(between, "") {
	case "", ".", ",", ":", "/", "\u00a0", "\u060c":
		return true
	case "-", "+", "\u2212":
		return !arabic && (r < 0x660 || r > 0x669)
	}
	return false
}

// afterArabic tells whether the last letter of what stands before is Arabic.
func afterArabic(parts []string) bool {
	for _, p := range slices.Backward(parts) {
		if c := classOf(p); c == right || c == left {
			r, _ := utf8.DecodeRuneInString(p)
			return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Thaana)
		}
	}
	return false
}

var brackets = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«"}

const opening = "([{«"

// facing turns brackets that look the wrong way. Fonts and PDFium mirror them,
// or do not; which they are is told by the blank beside them.
func facing(parts []string) {
	for i, p := range parts {
		other, ok := brackets[p]
		if !ok {
			continue
		}
		open := strings.Contains(opening, p)
		before := i == 0 || strings.TrimSpace(parts[i-1]) == ""
		after := i+1 == len(parts) || strings.TrimSpace(parts[i+1]) == "" || strings.Contains(".,:;!?،؛؟", parts[i+1])
		if before && !after && !open || after && !before && open {
			parts[i] = other
		}
	}
}
