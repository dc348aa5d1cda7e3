package format

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// # Labels by evidence
//
// A colon near the start of a line is not yet a speaker. Published parsers that
// take it for one read quotations as people, and those that ask for capitals
// find nobody in scripts without case. What tells a label is evidence that adds
// up: the same name comes again, it has the shape of a name, it stands where a
// sentence has just ended, it is spoken of elsewhere. Each candidate line gets
// a score, the sum of the weights below; at threshold and above it is a label,
// and its distance from the threshold becomes a probability.
//
// The weights were set on transcripts in five scripts and are meant to be
// coarse: each is a multiple of what one repetition is worth.
const (
	threshold     = 1.6
	repeatWeight  = 1.1  // × √(f−1): the second occurrence tells most
	repeatCap     = 2.4  // six occurrences and more tell no more
	onceWeight    = -0.4 // most names come again, most false labels do not
	afterStop     = 0.8  // the text before is at an end
	afterFull     = -1.6 // the line before is full and its sentence goes on
	afterOpen     = -0.6 // the sentence before goes on, though the line was short
	spokenOf      = 0.5  // part of the name is spoken, twice or more often
	spokenOnce    = 0.3
	ofDialogue    = 0.8  // every other line of the file, or more, begins as a label does
	kin           = 0.5  // shares a part with a name that labels print again and again
	lowerHalf     = 0.5  // less of the name than this has the shape of one:
	sentenceLike  = -0.6 // "The ferryman told me", printed once in a script with capitals
	nothingAfter  = -0.8 // seen once, and nothing is said
	declared      = 2.4  // named in front matter: the editor's word
	markedUp      = 1.2  // in bold type, or a heading: somebody set it apart
	otherStyle    = -4.0 // the file marks its turns in another way
	sameStyle     = 1.0  // it marks them in this way
	manyOfStyle   = 4    // labels that show a file's way; one heading does
	maxLabel      = 60   // runes before the colon, outside brackets
	maxPrinted    = 160  // runes before the colon in all: a name and an office in full
	maxTokens     = 6    // in scripts with blanks
	maxUnspaced   = 16   // characters in scripts without
	maxSpelt      = 40   // and in those of them that are alphabets
	confidenceRun = 1.5  // steepness of the logistic; half a weight changes 0.5 to 0.68
)

// Candidate is a line that may begin a turn.
type Candidate struct {
	Line  int
	Name  string // outside brackets
	Role  string // in brackets, "" for none
	Size  int    // bytes of the line that label and colon take
	After string // what follows on the line
	// Before is the last text line before it, "" at the head of the file.
	Before     string
	BeforeFull bool // that line is as wide as lines are, so a sentence may go on
	MarkedUp   bool // bold or a heading
	Style      int  // how the file marks it; a transcript marks its turns in one way
	Declared   bool // front matter names it
	// At is the time stamp that stands before the name or in its brackets,
	// NoTime for none.
	At transcript.Time

	key string
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
	timestamp = regexp.MustCompile(`^\s*[\[(]?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?[\])]?\s*`)
)

// SplitLabel takes apart a printed label: the name outside brackets and the
// content of the brackets, which is a role, an alias or an affiliation. Empty
// parts of a bracket, left where letters were lost, are dropped.
func SplitLabel(printed string) (name, role string) {
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
		c.Size += len(mark)
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
	return Candidate{Name: name, Role: role, Size: end + width, After: strings.TrimSpace(after), At: at, key: lang.Fold(name)}, true
}

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

// shape is the share of a name's tokens that look like those of names: with a
// capital in scripts that have case, short or with a dot between in Han and
// kana, half a point where a script gives no sign.
func shape(name string, cased bool) float64 {
	tokens := strings.Fields(name)
	sum := 0.0
	for _, t := range tokens {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(t, "'’-("))
		switch {
		case stopless(r):
			sum += 0.6
		case lang.Unspaced(r):
			if strings.ContainsAny(name, "·・‧•") || utf8.RuneCountInString(t) <= 4 {
				sum++
			}
		case unicode.IsUpper(r) || unicode.IsTitle(r) || unicode.IsDigit(r):
			sum++
		case unicode.IsLower(r):
			if !cased {
				sum += 0.6
			} else if particles[t] {
				sum++
			}
		default:
			sum += 0.6
		}
	}
	if len(tokens) == 0 {
		return 0
	}
	return sum / float64(len(tokens))
}

// particles stand in names without a capital.
var particles = map[string]bool{
	"de": true, "del": true, "della": true, "di": true, "da": true, "do": true, "dos": true, "du": true, "des": true, "van": true, "von": true, "der": true, "den": true,
	"la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "y": true, "e": true, "and": true, "et": true, "of": true, "the": true,
}

// Weigh judges the candidates of one file together. text is the speech of the
// file, in which names are looked for.
func Weigh(cands []Candidate, text string) []Label {
	count := map[string]int{}
	for i := range cands {
		cands[i].key = lang.Fold(cands[i].Name)
		count[cands[i].key]++
	}
	cased := hasCase(text)
	mentioned := mentions(cands, text)
	family := families(cands, count)
	dialogue := isDialogue(cands, text)
	out := make([]Label, len(cands))
	for i, c := range cands {
		f := count[c.key]
		s := shape(c.Name, cased)
		if dialogue && s >= 0.5 && (c.Before == "" || EndsSentence(c.Before)) && !strings.HasPrefix(c.After, "http") && !strings.HasPrefix(c.After, "<http") {
			s += ofDialogue
		}
		if f > 1 {
			s += min(repeatWeight*math.Sqrt(float64(f-1)), repeatCap)
		} else {
			s += onceWeight
			if cased && s-onceWeight < lowerHalf {
				s += sentenceLike
			}
			if c.After == "" {
				s += nothingAfter
			}
		}
		switch {
		case c.Before == "" || EndsSentence(c.Before):
			s += afterStop
		case c.BeforeFull:
			s += afterFull
		case stopless(lastLetter(c.Before)): // no stop would stand there
		default:
			s += afterOpen
		}
		switch n := mentioned[c.key]; {
		case n >= 2:
			s += spokenOf
		case n == 1:
			s += spokenOnce
		}
		if f == 1 && related(c.Name, family) {
			s += kin
		}
		if c.Declared {
			s += declared
		}
		if c.MarkedUp {
			s += markedUp
		}
		if strings.HasPrefix(c.After, "http") || strings.HasPrefix(c.After, "<http") {
			s += onceWeight - afterStop // "Slides: https://…" is a note
		}
		out[i] = Label{Candidate: c, Score: s}
	}
	oneStyle(out)
	for i := range out {
		p := 1 / (1 + math.Exp(-confidenceRun*(out[i].Score-threshold)))
		out[i].Accepted = out[i].Score >= threshold
		out[i].Confidence = float32(math.Round(p*100) / 100)
	}
	return out
}

// stopless characters are of scripts that have neither blanks between words nor
// stops after sentences.
func stopless(r rune) bool { return unicode.In(r, unicode.Thai, unicode.Lao) }

func lastLetter(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, unicode.IsSpace))
	return r
}

// Headings is the Style of labels that are headings. Nobody sets a heading for
// each speaker and marks others within the text, so one is enough to show the
// file's way.
const Headings = 2

// oneStyle counts against labels that are marked in another way than most of
// the file's are.
func oneStyle(labels []Label) {
	var styles [Headings + 1]int
	for _, l := range labels {
		if l.Score >= threshold {
			styles[l.Style]++
		}
	}
	main := 0
	for style, n := range styles {
		if n > styles[main] {
			main = style
		}
	}
	if styles[Headings] > 0 {
		main = Headings
	} else if styles[main] < manyOfStyle {
		return
	}
	for i := range labels {
		switch {
		case labels[i].Style == main:
			labels[i].Score += sameStyle
		case styles[labels[i].Style]*2 < styles[main] || main == Headings:
			labels[i].Score += otherStyle
		}
	}
}

// maxScan bounds the bytes that are looked through for names: a record of 1 MB
// with a thousand names is below it, a dictionary read as one is not, and has
// no names that are spoken.
const maxScan = 1 << 30

// mentions counts how often a part of each name is spoken, outside the labels
// themselves.
func mentions(cands []Candidate, text string) map[string]int {
	printed := map[string]int{} // how often labels print the part
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			printed[part]++
		}
	}
	spoken := make(map[string]int, len(printed))
	budget := maxScan
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			if _, done := spoken[part]; done || budget < len(text) {
				continue
			}
			budget -= len(text)
			spoken[part] = strings.Count(text, part) - printed[part]
		}
	}
	out := make(map[string]int, len(cands))
	for _, c := range cands {
		for _, part := range nameParts(c.Name) {
			out[c.key] = max(out[c.key], spoken[part])
		}
	}
	return out
}

// isDialogue tells whether half of a text's lines begin as labels do, of two
// names at least: a short exchange in which nobody speaks twice.
func isDialogue(cands []Candidate, text string) bool {
	lines := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			lines++
		}
	}
	if len(cands)*2 < lines {
		return false
	}
	for _, c := range cands {
		if c.key != cands[0].key {
			return true
		}
	}
	return false
}

// families are the parts of the names that labels print three times and more.
func families(cands []Candidate, count map[string]int) map[string]bool {
	out := map[string]bool{}
	for _, c := range cands {
		if count[c.key] >= 3 {
			for _, part := range nameParts(c.Name) {
				out[part] = true
			}
		}
	}
	return out
}

func related(name string, family map[string]bool) bool {
	for _, part := range nameParts(name) {
		if family[part] {
			return true
		}
	}
	return false
}

// nameParts are the parts of a name that are spoken on their own: at least four
// letters, or two characters in Han.
func nameParts(name string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '·' || r == '・' || r == '-' }) {
		n := utf8.RuneCountInString(p)
		r, _ := utf8.DecodeRuneInString(p)
		if n >= 4 || n >= 2 && lang.Unspaced(r) {
			out = append(out, p)
		}
	}
	return out
}

// hasCase tells whether a text uses capitals as scripts with case do. A text in
// capitals throughout, or without any, gives no sign by them.
func hasCase(text string) bool {
	upper, lower := 0, 0
	for i, r := range text {
		if i > 1<<16 {
			break
		}
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 0 && lower > 4*upper
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

// LeadingTime takes a time stamp off the head of a text: 12:03, [00:12:03],
// (1:02:03.5). Without brackets it counts only if nothing else, or a line end,
// follows. rest is text where there is none.
func LeadingTime(text string) (at transcript.Time, rest string) {
	m := timestamp.FindStringSubmatch(text)
	if m == nil {
		return transcript.NoTime, text
	}
	rest = text[len(m[0]):]
	switch stamp := strings.TrimSpace(m[0]); {
	case stamp[0] == '[' || stamp[0] == '(':
		if !strings.HasSuffix(stamp, "]") && !strings.HasSuffix(stamp, ")") {
			return transcript.NoTime, text
		}
	case strings.HasSuffix(stamp, "]"), strings.HasSuffix(stamp, ")"), rest != "" && !strings.HasSuffix(m[0], "\n"):
		return transcript.NoTime, text
	}
	var n [3]int64
	for i := range n {
		for _, c := range m[i+1] {
			n[i] = n[i]*10 + int64(c-'0')
		}
	}
	if m[3] == "" {
		return transcript.Time((n[0]*60 + n[1]) * 1000), rest
	}
	ms := int64(0)
	if m[4] != "" {
		frac := (m[4] + "00")[:3]
		for _, c := range frac {
			ms = ms*10 + int64(c-'0')
		}
	}
	return transcript.Time(((n[0]*60+n[1])*60+n[2])*1000 + ms), rest
}
