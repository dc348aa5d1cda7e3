package format

import (
	"math"
	"slices"
	"strings"

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
// after that; see Weigh and oneWay. The weights were set on transcripts in five
// scripts and are meant to be coarse: each is a multiple of what one repetition
// is worth.
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
	handedOver    = 0.4  // whoever spoke before named it last: "The floor is yours, Ms. Holm."
	handing       = 100  // bytes at the end of what was said before, in which that is looked for
	ofDialogue    = 0.8  // every other line of the file, or more, begins as a label does
	manyTurns     = 8    // from which on names are expected to come again
	kin           = 0.5  // shares a part with a name that labels print again and again
	officeShape   = 0.8  // of the words of an office in full have capitals, or are particles
	lowerHalf     = 0.5  // less of the name than this has the shape of one:
	sentenceLike  = -0.6 // "The ferryman told me", printed once in a script with capitals
	nothingAfter  = -0.8 // seen once, and nothing is said
	declared      = 2.4  // named in front matter, or by a mark of the document's own: the editor's word
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
	timed         = 0.6  // a name alone on its line, with a time beside it, is no heading if it comes again
	nobody        = 2.0  // says itself that it is nobody's name: "Unidentified speaker"
	presides      = 1.2  // the title of whoever runs the meeting: some records set it in one way and names in another
	established   = 0.4  // for a mark that the file has again and again
	manyOfMark    = 2.5  // labels that show a mark other than the colon, by their probability
	changeOfVoice = 1.5  // above the threshold, for >> in a file of captions
	never         = -9.0
	maxSpelt      = 40  // and in those of them that are alphabets
	confidenceRun = 3.0 // steepness of the logistic; at half of it, the 123 labels of 37,737 damaged turns that were given 0.7 to 0.9 were all right
)

// handicap is what a mark tells before anything else is known. A name of two
// capitals that comes six times, each after a stop, has 4.2; a circle also
// stands before the items of a list, whose first words have a gap behind them
// now and then; brackets and gaps stand before so much else that they start as a dash does,
// beside what a file must say of its names (addressed.go); a line that stands alone is so much
// more often a heading that it must come four times.
var handicap = [Chevron]float64{Dash: -1.3, Stop: -0.8, Circle: -0.4, Bracket: -1.3, Gap: -1.3, Alone: -2.0}

// leastAgain is how often two names come at least: what notices have in brackets or before a
// gap, as 【日時】, comes twice where they tell of two days.
var leastAgain = [Chevron]int{Dash: 2, Stop: 2, Circle: 2, Bracket: 3, Gap: 3, Alone: 2}

// Weigh judges the candidates of one file together, in place: of each label only
// what it is a candidate by need be set, and they stand in the order of their lines. lines
// are the speech of the file, in which names are looked for. What belongs to no name, as a
// number that runs through the file, goes from Name to Set, with Size as it was.
//
// Candidates of each mark are judged among themselves. Those of a rarer mark
// than the colon start with a handicap; where one of them has more labels than
// the colon even so, it is the file's mark and the colons are speech.
func Weigh(labels []Label, lines []string) {
	takeAskers(labels)
	takeTitles(labels)
	withoutNumbers(labels)
	var w weighing
	defer w.look.words.release()
	defer w.look.parts.release()
	w.lookOver(labels, lines)
	w.findTallies(labels)
	of := w.byMark(labels)
	captions := 0 // >> before a name
	for _, i := range of[Colon] {
		if labels[i].Way&Captioned != 0 {
			captions++
		}
	}
	w.named = captions >= len(of[Chevron])
	of[Colon] = w.withoutItems(labels, w.withoutAgenda(labels, of[Colon]), lines)
	of[Stop] = w.withoutChairs(labels, of[Stop])
	if w.judgeMarks(labels, &of, lines) == Alone {
		besideTimes(labels, of[Alone])
		w.beneathNames(labels, of[Alone])
	}
	captioning := len(of[Chevron])+captions >= manyOfStyle
	var known odds
	for i := range labels {
		// A tally that comes again was judged with the others, and is none even so.
		if w.names[labels[i].name].again && w.isTally(&labels[i].Candidate) {
			labels[i].Score = never
		}
		// Nothing but a change of speaker looks like >>, whatever is said after it.
		if c := &labels[i].Candidate; captioning && labels[i].Score < threshold && c.Way&Captioned != 0 {
			c.Mark, c.Name, c.Role, c.Size = Chevron, "", "", c.Lead
			labels[i].Score = threshold + changeOfVoice
		}
		labels[i].Accepted = labels[i].Score >= threshold
		labels[i].Confidence = float32(math.Round(known.probability(labels[i].Score)*100) / 100)
	}
	w.unlabelTallies(labels)
}

// lookOver gathers the names of candidates, and asks the text about them.
func (w *weighing) lookOver(labels []Label, lines []string) {
	size := 0
	for _, line := range lines {
		size += len(line) + len("\n")
		w.lines += countLines(line)
	}
	names, keys := map[string]int{}, map[string]int{}
	for i := range labels {
		c := &labels[i].Candidate
		name, ok := names[c.Name]
		if !ok {
			name = len(w.names)
			names[c.Name] = name
			folded := lang.Fold(c.Name)
			key, ok := keys[folded]
			if !ok {
				key = len(keys)
				keys[folded] = key
			}
			w.names = append(w.names, nameFacts{name: c.Name, folded: folded, key: key, parts: nameParts(c.Name), tally: headsTally(folded)})
			w.look.ask(&w.names[name], size)
		}
		c.name, c.key = name, w.names[name].key
		if c.office {
			w.names[name].offices++
		}
		labels[i].Score = never
	}
	w.keys = len(keys)
	w.look.over(lines)
	w.cased = w.look.hasCase()
}

// byMark gives the candidates of each mark, but for those that are none after all.
func (w *weighing) byMark(labels []Label) (of [Chevron + 1][]int) {
	var marks [Chevron + 1]int
	for i := range labels {
		marks[labels[i].Mark]++
	}
	for mark, n := range marks {
		of[mark] = make([]int, 0, n)
	}
	tallies := w.tallies
	for i := range labels {
		if len(tallies) > 0 && tallies[0] == i {
			tallies = tallies[1:]
			continue
		}
		// What is longer than names are is one only where it comes again, with
		// capitals: else it is left out of everything.
		n := &w.names[labels[i].name]
		if !labels[i].isHeading() && (!labels[i].office || n.offices > 1 && shape(n.name, w.cased) >= officeShape) {
			of[labels[i].Mark] = append(of[labels[i].Mark], i)
		}
	}
	return of
}

// judgeMarks gives the candidates of each mark their scores, and then those of all but the
// file's own mark, which it returns, what they lose beside it.
func (w *weighing) judgeMarks(labels []Label, of *[Chevron + 1][]int, lines []string) Mark {
	main, most := Colon, 0.0
	for mark := Colon; mark < Chevron; mark++ {
		if mark != Colon && !w.comesAgain(labels, of[mark], leastAgain[mark]) {
			continue
		}
		if (mark == Bracket || mark == Gap) && !w.speaks(labels, of, mark, lines) {
			continue
		}
		w.judge(labels, of[mark], handicap[mark])
		if n := accepted(labels, of[mark]); n > most && (mark == Colon || n >= manyOfMark) {
			main, most = mark, n
		}
	}
	for mark := Colon; mark < Chevron; mark++ {
		switch {
		case mark == main && mark != Colon:
			w.judge(labels, of[mark], established)
		case mark != main && mark != Colon:
			for _, i := range of[mark] {
				labels[i].Score = never
			}
		case mark != main:
			for _, i := range of[mark] {
				labels[i].Score += otherStyle
			}
		}
	}
	return main
}

// comesAgain tells whether candidates hold two names that come so often at least, without
// which no mark but the colon is believed. Where times stand beside names one name is
// enough.
func (w *weighing) comesAgain(labels []Label, which []int, least int) bool {
	again, stamped := len(w.nth(labels, which, least)), 0
	for _, i := range which {
		if labels[i].Way&Stamped != 0 {
			stamped++
		}
	}
	return again >= 2 || again == 1 && stamped >= manyOfStyle
}

// nth gives those of the candidates with which a name comes for the n-th time.
func (w *weighing) nth(labels []Label, which []int, n int) (out []int) {
	count := make([]int, w.keys)
	for _, i := range which {
		if count[labels[i].key]++; count[labels[i].key] == n {
			out = append(out, i)
		}
	}
	return out
}

// accepted sums how probable those are that pass.
func accepted(labels []Label, which []int) float64 {
	sum := 0.0
	var known odds
	for _, i := range which {
		if labels[i].Score >= threshold {
			sum += known.probability(labels[i].Score)
		}
	}
	return sum
}

// weighing is what judging the candidates of a file needs to know of it.
type weighing struct {
	look  look // over all that is said
	cased bool
	lines int         // that are not empty
	named bool        // >> stands before names, rather than for them
	names []nameFacts // each name once
	keys  int         // how many different names there are, folded
	// tallies are the candidates that are the head of a count of votes, or of who is there.
	tallies []int
}

// nameFacts is what a name tells by itself, whatever line it stands on. What
// stands below known is set by factsOf.
type nameFacts struct {
	name, folded string
	key          int      // the number of folded among all
	parts        []string // see nameParts
	offices      int      // how often it stands where names are shorter
	tally        bool     // see headsTally
	again        bool     // it comes again before a colon

	known    bool
	shape    float64
	capitals float64
	unnamed  bool
	aside    bool
	comma    bool
	official bool
	long     bool // in a script without blanks
}

// factsOf looks at the name of a candidate, each name once.
func (w *weighing) factsOf(c *Candidate) *nameFacts {
	n := &w.names[c.name]
	if !n.known {
		n.known = true
		n.shape = shape(n.name, w.cased)
		n.unnamed, n.aside = unnamed(n.folded), isAside(n.folded)
		n.official = isOfficial(n.name)
		n.comma = strings.ContainsAny(n.name, ",،")
		n.long = lettersIn(n.name) > usualUnspaced && lang.Unspaced(firstLetter(n.name)) && !stopless(firstLetter(n.name))
		if w.cased {
			n.capitals = w.capitals(n.name)
		}
	}
	return n
}

// judge gives the candidates in which their scores, by each other.
func (w *weighing) judge(labels []Label, which []int, start float64) {
	group := labels // mostly all have one mark
	if len(which) < len(labels) {
		group = make([]Label, len(which))
		for n, i := range which {
			group[n] = labels[i]
		}
	}
	count := make([]int, w.keys)
	for i := range group {
		count[group[i].key]++
	}
	mentioned := w.mentions(group)
	family := w.families(group, count)
	dialogue := w.isDialogue(group)
	again := 0
	for i := range group {
		if count[group[i].key] > 1 {
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
		group[i].Score = start + w.score(c, count[c.key], mentioned[c.key], count[c.key] == 1 && w.related(c, family), talk)
	}
	oneStyle(group)
	oneWay(group, w.keys)
	if len(which) < len(labels) {
		for n, i := range which {
			labels[i].Score = group[n].Score
		}
	}
}

// score is the evidence that a candidate is a label: of its own, that its name
// stands before f lines, is spoken so many times and is kin to others. talk is
// what it counts that the file is a dialogue.
func (w *weighing) score(c *Candidate, f, spoken int, isKin bool, talk float64) float64 {
	name := w.factsOf(c)
	s := name.shape
	rested := c.Before == "" || EndsSentence(c.Before) || c.Mark == Gap && strings.HasSuffix(c.Before, "」")
	if s >= 0.5 && rested && !isAddress(c.After) {
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
	case rested:
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
	if f < fewQuotes && rested && handsOver(c.Before, name.parts) {
		s += handedOver
	}
	if name.long {
		s += tooLong
	}
	if isKin {
		s += kin
	}
	s += name.capitals
	if name.comma {
		s += withComma
	}
	switch {
	case !name.aside:
	case c.Mark != Colon: // "Note - …", again and again
		return never
	case f == 1:
		s += asideOnce
	}
	if r := firstLetter(c.After); f < fewQuotes && strings.ContainsRune("\"“„«‹「『《‘", r) {
		s += quotes
	}
	if c.Heads && c.Mark == Alone {
		s += headsBlock
	}
	if c.Mark == Alone && c.Way&Stamped != 0 && f > 1 {
		s += timed
	}
	if f == 1 && c.First {
		s += atHead
	}
	if c.Declared || c.Told {
		s += declared
	}
	if name.unnamed {
		s += nobody
	}
	if c.Mark == Stop && name.official {
		s += presides
	}
	if c.MarkedUp || c.Way&Stamped != 0 || c.Way&Captioned != 0 && w.named {
		s += markedUp
	}
	if isAddress(c.After) {
		s += onceWeight - afterStop // "Slides: https://…" is a note
	}
	return s
}

// handsOver tells whether what was said before a label ends with a part of its
// name, as whoever gives the floor says it, in any language.
func handsOver(before string, parts []string) bool {
	end := before[max(0, len(before)-handing):]
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(end, p) })
}

// capitals is what the words of a name that have one tell, in a file that uses
// capitals.
func (w *weighing) capitals(name string) (s float64) {
	capital, common := 0, 0
	for _, word := range wordsOf(name) {
		if lang.IsUpper(firstLetter(word)) {
			capital++
			if len(word) > 1 && w.look.inSmall(strings.ToLower(word)) {
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
	return s
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http") || strings.HasPrefix(s, "<http")
}

// countLines counts the lines of a text that are not empty.
func countLines(text string) (n int) {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// isDialogue tells whether half of a text's lines begin as labels do, of two
// names at least: a short exchange in which nobody speaks twice.
func (w *weighing) isDialogue(cands []Label) bool {
	if len(cands)*2 < w.lines {
		return false
	}
	for _, c := range cands {
		if c.key != cands[0].key {
			return true
		}
	}
	return false
}
