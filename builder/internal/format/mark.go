package format

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// Mark is what sets a label apart from what is said.
type Mark uint8

// The marks. A transcript has one of them throughout, and mostly it is a colon.
const (
	Colon   Mark = iota
	Dash         // "M. Lind. – Merci."
	Stop         // "Mr. LIND (standing). Thank you.", "Q. And then?"
	Alone        // the name, or a name and a time, alone on its line
	Chevron      // ">>" and no name: another speaks, and nobody says who
)

var (
	dashMark = regexp.MustCompile(`\.?\s+(?:[–—]|--?)\s+|\.\s*[–—]\s*`)
	stopMark = regexp.MustCompile(`^((?:\pL[\pL\pM'’.-]*\s+){0,5}?(?:\p{Lu}[\p{Lu}\pM'’-]{2,}))((?:\s*\([^()]{1,80}\))?)\.\s+`)
	oneAsks  = regexp.MustCompile(`^([QA])(?:\.\s+|\s{2,}|\t\s*)(?:\S)`)
	timeLast = regexp.MustCompile(`\s+[\[(]?(` + clock + `)[\])]?$`)
	timeHead = regexp.MustCompile(`^[\[(]?(` + clock + `)[\])]?\s+`)
)

// FindMarked gives the candidate of a line whose label ends in something else
// than a colon. Such a line is far more often none, so that Weigh takes these
// marks only where a file has them again and again. Line and the fields about
// what stands before are the caller's to fill in.
func FindMarked(line string) (Candidate, bool) {
	if mark := captioned.FindString(line); mark != "" {
		return Candidate{Mark: Chevron, Size: len(mark), Lead: len(mark), After: line[len(mark):], At: transcript.NoTime, Way: Captioned}, true
	}
	if m := oneAsks.FindStringSubmatchIndex(line); m != nil {
		return marked(Stop, line[:m[3]], line, m[1]-1-blanksBefore(line, m[1]-1))
	}
	// The expressions are slow beside a look for what each must have.
	head := line[:min(len(line), 4*maxLabel)]
	if m := findDash(head); m != nil && m[0] > 0 {
		if c, ok := marked(Dash, line[:m[0]], line, m[1]); ok {
			return c, true
		}
	}
	if strings.IndexByte(line, '.') > 0 {
		if m := stopMark.FindStringSubmatchIndex(line); m != nil {
			return marked(Stop, line[:m[5]], line, m[1])
		}
	}
	return findAlone(line)
}

func findDash(s string) []int {
	if !strings.ContainsAny(s, "-–—") {
		return nil
	}
	return dashMark.FindStringIndex(s)
}

// blanksBefore counts the bytes of white space before line[end].
func blanksBefore(line string, end int) int {
	return end - len(strings.TrimRightFunc(line[:end], unicode.IsSpace))
}

// marked makes the candidate of a line; size is what label and mark take of it.
func marked(mark Mark, printed, line string, size int) (Candidate, bool) {
	name, role := SplitLabel(printed)
	at, role := takeTime(role)
	if !nameLike(name) || utf8.RuneCountInString(name) > maxLabel || EventKind(name) != "" {
		return Candidate{}, false
	}
	c := Candidate{Mark: mark, Name: name, Role: role, Size: size, After: strings.TrimSpace(line[size:]), At: at}
	c.Way = wayOf(c, line[size:], line[size:])
	return c, true
}

// findAlone gives the candidate that a whole line is, with a time before or
// after it or without.
func findAlone(line string) (Candidate, bool) {
	if len(line) > 4*maxLabel || EndsSentence(line) && !strings.HasSuffix(line, ")") && !strings.HasSuffix(line, "]") {
		return Candidate{}, false
	}
	printed, stamp := line, ""
	if m := timeLast.FindStringSubmatchIndex(line); m != nil {
		printed, stamp = line[:m[0]], line[m[2]:m[3]]
	} else if m := timeHead.FindStringSubmatchIndex(line); m != nil {
		printed, stamp = line[m[1]:], line[m[2]:m[3]]
	}
	r, _ := utf8.DecodeRuneInString(printed)
	if !unicode.IsLetter(r) {
		return Candidate{}, false
	}
	c, ok := marked(Alone, printed, line, len(line))
	if !ok || strings.HasSuffix(c.Name, ",") {
		return Candidate{}, false
	}
	if stamp != "" {
		c.At, _ = LeadingTime(stamp)
		c.Way |= Stamped
	}
	return c, true
}
