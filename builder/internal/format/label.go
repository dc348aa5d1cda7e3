package format

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Candidate is a line that may begin a turn.
type Candidate struct {
	Line  int
	Mark  Mark   // what sets the label apart
	Name  string // outside brackets; "" for a Chevron
	Role  string // in brackets, "" for none
	Size  int    // bytes of the line that label and colon take
	Lead  int    // bytes of the >> before the name
	After string // what follows on the line
	First bool   // on the file's first line
	// Heads says that the line has an empty one before it and none behind.
	Heads bool
	// Before is the last text line before it, "" at the head of the file.
	Before     string
	BeforeFull bool // that line is as wide as lines are, so a sentence may go on
	MarkedUp   bool // bold or a heading
	Style      int  // how the file's markup marks it; a transcript marks its turns in one way
	Way        Way  // how it is set
	Declared   bool // front matter names it
	// At is the time stamp that stands before the name or in its brackets,
	// NoTime for none.
	At transcript.Time

	key string // the name folded, which Weigh sets
}

// Label is a candidate that was judged.
type Label struct {
	Candidate
	Score      float64
	Accepted   bool
	Confidence float32
}

var (
	captioned = regexp.MustCompile(`^>{2,3}[ \t]*`) // how captioners mark that another speaks
	colons    = ":：︰﹕"
	bracketed = regexp.MustCompile(`[（(\[［【]([^（）()\[\]［］【】]*)[）)\]］】]`)
	scheme    = regexp.MustCompile(`(?i)^(https?|ftp|mailto|file|urn|doi)$`)
	numbers   = regexp.MustCompile(`^[\p{N}\s.,:/-]+$`)
)

// SplitLabel takes apart a printed label: the name outside brackets and the
// content of the brackets, which is a role, an alias or an affiliation. Empty
// parts of a bracket, left where letters were lost, are dropped.
func SplitLabel(printed string) (name, role string) {
	if !strings.ContainsAny(printed, "(（[［【") {
		return strings.Join(strings.Fields(printed), " "), ""
	}
	var parts []string
	name = bracketed.ReplaceAllStringFunc(printed, func(m string) string {
		_, first := utf8.DecodeRuneInString(m)
		_, last := utf8.DecodeLastRuneInString(m)
		for _, p := range strings.FieldsFunc(m[first:len(m)-last], func(r rune) bool { return r == ',' || r == '，' || r == '،' || r == '、' }) {
			if p = strings.TrimSpace(p); p != "" {
				parts = append(parts, p)
			}
		}
		return " "
	})
	return strings.Join(strings.Fields(name), " "), strings.Join(parts, ", ")
}

// FindLabel gives the candidate at the start of a line, if there is one. Line
// and the fields about what stands before are the caller's to fill in.
func FindLabel(line string) (Candidate, bool) {
	if mark := captioned.FindString(line); mark != "" {
		c, ok := FindLabel(line[len(mark):])
		c.Size, c.Lead = c.Size+len(mark), len(mark)
		c.Way |= Captioned
		return c, ok
	}
	end, width := -1, 0
	outside, runes, depth := 0, 0, 0
	for i, r := range line {
		switch {
		case strings.ContainsRune("([（［【", r):
			depth++
		case strings.ContainsRune(")]）］】", r):
			depth--
		}
		if depth <= 0 {
			outside++
		}
		if runes++; outside > maxLabel || runes > maxPrinted {
			break
		}
		if depth <= 0 && strings.ContainsRune(colons, r) {
			end, width = i, utf8.RuneLen(r)
			break
		}
	}
	if end <= 0 {
		return Candidate{}, false
	}
	name, role := SplitLabel(line[:end])
	at, role := takeTime(role)
	after := line[end+width:]
	if !nameLike(name) || strings.HasPrefix(after, "//") || scheme.MatchString(name) {
		return Candidate{}, false
	}
	// "12:30" and "a:b" are no labels: what follows an ASCII colon is a blank.
	if line[end] == ':' && after != "" && !strings.HasPrefix(after, " ") && !strings.HasPrefix(after, "\t") && !strings.HasPrefix(after, "*") {
		return Candidate{}, false
	}
	c := Candidate{Name: name, Role: role, Size: end + width, After: strings.TrimSpace(after), At: at}
	c.Way = wayOf(c, line[end:], after)
	return c, true
}

// wayOf tells how a label is set. tail is the line from the colon on.
func wayOf(c Candidate, tail, after string) Way {
	var w Way
	at, said := LeadingTime(c.After)
	if said == "" {
		w |= OnOwnLine
	}
	if at != transcript.NoTime || c.At != transcript.NoTime {
		w |= Stamped
	}
	// A label at the end of its line had no room for a blank.
	if c.After == "" || after != strings.TrimLeftFunc(after, unicode.IsSpace) {
		w |= BlankBehind
	}
	if r, _ := utf8.DecodeRuneInString(tail); r >= utf8.RuneSelf {
		w |= WideColon
	}
	if r, _ := utf8.DecodeRuneInString(c.Name); unicode.IsDigit(r) {
		w |= Numbered
	}
	upper, lower := false, false
	for i, t := range strings.Fields(c.Name) {
		r, _ := utf8.DecodeRuneInString(t)
		if unicode.IsLower(r) && (i == 0 || utf8.RuneCountInString(t) > maxParticle && !particles[t]) {
			w |= Small
		}
		upper = upper || unicode.IsUpper(r)
		lower = lower || strings.ContainsFunc(t, unicode.IsLower)
	}
	if upper && !lower {
		w |= Capitals
	}
	return w
}

// maxParticle is the length, in letters, of most words that names have without
// a capital: van, ван, der, y.
const maxParticle = 3

// takeTime takes a time stamp out of what stood in a label's brackets:
// "[00:12:03] Ana (Chair):" and "Ana (00:12):".
func takeTime(role string) (at transcript.Time, rest string) {
	at = transcript.NoTime
	parts := strings.Split(role, ", ")
	for i, p := range parts {
		if t, left := LeadingTime(p); t != transcript.NoTime && left == "" {
			return t, strings.Join(slices.Delete(parts, i, i+1), ", ")
		}
	}
	return at, role
}

// nameLike rejects what no name can be, whatever else speaks for it: sentence
// punctuation, figures only, more words than names have.
func nameLike(name string) bool {
	if name == "" || numbers.MatchString(name) {
		return false
	}
	unspaced, spelt, letters := 0, 0, false
	for i, r := range name {
		switch {
		case strings.ContainsRune("。！？!?;；“”\"«»「」{}<>=|，、", r):
			return false
		case r == '.':
			// An abbreviation: "Dr.", "J. K.", not the end of a sentence.
			start := strings.LastIndexAny(name[:i], " .") + 1
			if utf8.RuneCountInString(name[start:i]) > 4 {
				return false
			}
		case lang.Unspaced(r):
			if stopless(r) {
				spelt++
			} else {
				unspaced++
			}
		}
		letters = letters || unicode.IsLetter(r)
	}
	return letters && unspaced <= maxUnspaced && spelt <= maxSpelt && len(strings.Fields(name)) <= maxTokens
}

// EndsSentence tells whether a line ends where a sentence does: with a stop, a
// closing bracket or quotation mark after one, or a note in brackets.
func EndsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*_\"'”’»」』", r)
	})
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…。！？؟۔।)]）】～—", r)
}
