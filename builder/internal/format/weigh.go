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
// Marks other than the colon, and how labels of one file are alike, are weighed
// after that; see Weigh and oneWay. The weights were set on transcripts in five scripts and are meant to be
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
	manyTurns     = 8    // from which on names are expected to come again
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
	fullName      = 0.4  // of two words with capitals or more: one may begin any sentence
	alsoCommon    = -0.8 // × the share of its words that the file also has in small letters
	withComma     = -0.8 // "First of all, the dues" more often than "Reece, Psy.D."
	fewQuotes     = 4    // times that a name comes from which a quotation after it tells nothing
	quotes        = -1.0 // what people say in transcripts stands without quotation marks
	asideOnce     = -1.5 // "Note: …"
	atHead        = -1.2 // on the first line, and never again: a title
	headsBlock    = 0.6  // a name alone on its line is followed at once by what was said; a heading is not
	nobody        = 2.0  // says itself that it is nobody's name: "Unidentified speaker"
	established   = 0.4  // for a mark that the file has again and again
	manyOfMark    = 2.5  // labels that show a mark other than the colon, by their probability
	never         = -9.0
	maxSpelt      = 40  // and in those of them that are alphabets
	confidenceRun = 3.0 // steepness of the logistic: what passes by a third of a repetition is right in three of four, by a whole one always
)

// handicap is what a mark tells before anything else is known. A name of two
// capitals that comes six times, each after a stop, has 4.2; a line that stands
// alone is so much more often a heading that it must come four times.
var handicap = [marks]float64{Dash: -1.3, Stop: -0.8, Alone: -2.0, Chevron: 1.5}

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

// Weigh judges the candidates of one file together; the labels run parallel to
// them. text is the speech of the file, in which names are looked for.
//
// Candidates of each mark are judged among themselves. Those of a rarer mark
// than the colon start with a handicap; where one of them has more labels than
// the colon even so, it is the file's mark and the colons are speech.
func Weigh(cands []Candidate, text string) []Label {
	out := make([]Label, len(cands))
	var of [marks][]int
	for i, c := range cands {
		cands[i].key = lang.Fold(c.Name)
		out[i].Candidate = cands[i]
		out[i].Score = never
		of[c.Mark] = append(of[c.Mark], i)
	}
	w := weighing{text: text, cased: hasCase(text)}
	if w.cased {
		w.small = inSmall(cands, text)
	}
	captions := 0
	for _, i := range of[Colon] {
		if cands[i].Way&Captioned != 0 {
			captions++
		}
	}
	w.named = captions >= len(of[Chevron])
	main, most := Colon, 0.0
	for mark := range Mark(marks) {
		if mark == Chevron || mark != Colon && !comesAgain(cands, of[mark]) {
			continue
		}
		w.judge(out, of[mark], handicap[mark])
		if n := accepted(out, of[mark]); n > most && (mark == Colon || n >= manyOfMark) {
			main, most = mark, n
		}
	}
	for mark := range Mark(marks) {
		switch {
		case mark == Chevron:
			// Nothing but a change of speaker looks like one.
			if len(of[mark])+captions >= manyOfStyle {
				for _, i := range of[mark] {
					out[i].Score = threshold + handicap[mark]
				}
			}
		case mark == main && mark != Colon:
			w.judge(out, of[mark], established)
		case mark != main && mark != Colon:
			for _, i := range of[mark] {
				out[i].Score = never
			}
		case mark != main:
			for _, i := range of[mark] {
				out[i].Score += otherStyle
			}
		}
	}
	for i := range out {
		// Another speaks all the same.
		if c := &out[i].Candidate; out[i].Score < threshold && c.Way&Captioned != 0 && len(of[Chevron])+captions >= manyOfStyle {
			c.Mark, c.Name, c.Role, c.Size = Chevron, "", "", c.Lead
			out[i].Score = threshold + handicap[Chevron]
		}
		out[i].Accepted = out[i].Score >= threshold
		out[i].Confidence = float32(math.Round(probability(out[i].Score)*100) / 100)
	}
	return out
}

// comesAgain tells whether candidates hold two names that come more than once,
// without which no mark but the colon is believed.
func comesAgain(cands []Candidate, which []int) bool {
	count := make(map[string]int, len(which))
	again := 0
	for _, i := range which {
		if count[cands[i].key]++; count[cands[i].key] == 2 {
			again++
		}
	}
	return again >= 2
}

// accepted sums how probable those are that pass.
func accepted(labels []Label, which []int) float64 {
	sum := 0.0
	for _, i := range which {
		if labels[i].Score >= threshold {
			sum += probability(labels[i].Score)
		}
	}
	return sum
}

// weighing is what judging the candidates of a file needs to know of it.
type weighing struct {
	text  string
	cased bool
	named bool            // >> stands before names, rather than for them
	small map[string]bool // words of names, and whether the text has them in small letters
}

// judge gives the candidates in which their scores, by each other.
func (w weighing) judge(labels []Label, which []int, start float64) {
	group := make([]Label, len(which))
	for n, i := range which {
		group[n] = labels[i]
	}
	count := map[string]int{}
	for _, l := range group {
		count[l.key]++
	}
	mentioned := mentions(group, w.text)
	family := families(group, count)
	dialogue := isDialogue(group, w.text)
	again := 0
	for _, l := range group {
		if count[l.key] > 1 {
			again++
		}
	}
	talk := 0.0
	if dialogue {
		talk = ofDialogue
		if again*2 >= len(group) && len(group) >= manyTurns {
			talk /= 2 // where names come again, shortness excuses one that does not by half
		}
	}
	for i := range group {
		c := &group[i].Candidate
		group[i].Score = start + w.score(c, count[c.key], mentioned[c.key], count[c.key] == 1 && related(c.Name, family), talk)
	}
	oneStyle(group)
	oneWay(group)
	for n, i := range which {
		labels[i].Score = group[n].Score
	}
}

// score is the evidence that a candidate is a label: of its own, that its name
// stands before f lines, is spoken so many times and is kin to others. talk is what it counts that the
// file is a dialogue.
func (w weighing) score(c *Candidate, f, spoken int, isKin bool, talk float64) float64 {
	s := shape(c.Name, w.cased)
	if s >= 0.5 && (c.Before == "" || EndsSentence(c.Before)) && !isAddress(c.After) {
		s += talk
	}
	if f > 1 {
		s += min(repeatWeight*math.Sqrt(float64(f-1)), repeatCap)
	} else {
		s += onceWeight
		if w.cased && s-onceWeight < lowerHalf {
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
	switch {
	case spoken >= 2:
		s += spokenOf
	case spoken == 1:
		s += spokenOnce
	}
	if utf8.RuneCountInString(c.Name) > usualUnspaced && lang.Unspaced(firstLetter(c.Name)) {
		s += tooLong
	}
	if isKin {
		s += kin
	}
	if w.cased {
		words := strings.FieldsFunc(c.Name, func(r rune) bool { return !unicode.IsLetter(r) })
		capital, common := 0, 0
		for _, word := range words {
			if unicode.IsUpper(firstLetter(word)) {
				capital++
				if len(word) > 1 && w.small[strings.ToLower(word)] {
					common++
				}
			}
		}
		if capital >= 2 {
			s += fullName
		}
		if capital > 0 {
			s += alsoCommon * float64(common) / float64(capital)
		}
	}
	if strings.ContainsAny(c.Name, ",،") {
		s += withComma
	}
	if f == 1 && isAside(c.Name) {
		s += asideOnce
	}
	if r := firstLetter(c.After); f < fewQuotes && strings.ContainsRune("\"“„«‹「『《‘", r) {
		s += quotes
	}
	if c.Heads && c.Mark == Alone {
		s += headsBlock
	}
	if f == 1 && c.First {
		s += atHead
	}
	if c.Declared {
		s += declared
	}
	if unnamed(c.Name) {
		s += nobody
	}
	if c.MarkedUp || c.Way&Stamped != 0 || c.Way&Captioned != 0 && w.named {
		s += markedUp
	}
	if isAddress(c.After) {
		s += onceWeight - afterStop // "Slides: https://…" is a note
	}
	return s
}

// inSmall finds which words of the candidates' names the text has in small
// letters, as it has common words and mostly not names.
func inSmall(cands []Candidate, text string) map[string]bool {
	small := make(map[string]bool, 2*len(cands))
	for _, c := range cands {
		for _, word := range strings.FieldsFunc(c.Name, func(r rune) bool { return !unicode.IsLetter(r) }) {
			small[strings.ToLower(word)] = false
		}
	}
	start := -1
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			if word := text[start:i]; unicode.IsLower(firstLetter(word)) {
				if _, asked := small[word]; asked {
					small[word] = true
				}
			}
			start = -1
		}
	}
	return small
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http") || strings.HasPrefix(s, "<http")
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
func mentions(cands []Label, text string) map[string]int {
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
func isDialogue(cands []Label, text string) bool {
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
func families(cands []Label, count map[string]int) map[string]bool {
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
