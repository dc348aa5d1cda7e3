package format

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
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
	maxUnspaced   = 22   // characters in scripts without: an office and its holder in full
	usualUnspaced = 16   // but few have more than this
	tooLong       = -0.8
	maxSpelt      = 40  // and in those of them that are alphabets
	confidenceRun = 1.5 // steepness of the logistic; half a weight changes 0.5 to 0.68
)

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
		if utf8.RuneCountInString(c.Name) > usualUnspaced && lang.Unspaced(firstLetter(c.Name)) {
			s += tooLong
		}
		if f == 1 && related(c.Name, family) {
			s += kin
		}
		if c.Declared {
			s += declared
		}
		if c.MarkedUp || c.Way&(Captioned|Stamped) != 0 {
			s += markedUp
		}
		if strings.HasPrefix(c.After, "http") || strings.HasPrefix(c.After, "<http") {
			s += onceWeight - afterStop // "Slides: https://…" is a note
		}
		out[i] = Label{Candidate: c, Score: s}
	}
	oneStyle(out)
	oneWay(out)
	for i := range out {
		p := probability(out[i].Score)
		out[i].Accepted = out[i].Score >= threshold
		out[i].Confidence = float32(math.Round(p*100) / 100)
	}
	return out
}

// stopless characters are of scripts that have neither blanks between words nor
// stops after sentences.
func stopless(r rune) bool { return unicode.In(r, unicode.Thai, unicode.Lao) }

func firstLetter(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

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
