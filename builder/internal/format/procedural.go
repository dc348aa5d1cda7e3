package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// How a turn that only runs the meeting is told from one that says something.
//
// Turns are judged by sentence. A sentence runs the meeting when it holds a
// phrase as chairs use them and little beside it: each sort of phrase reaches
// over so many words of content, and what is left over is what a sentence is
// kept for; a word that objects or gives a reason leaves it to the matter. A
// short turn is procedural when such sentences are most of it and it comes from
// somebody who runs the meeting. Who that is, labels and roles tell, or else
// what people do: they open or close the record with such a turn, name whose
// turn is next in one, or have several. Of anybody else only what has no content at all is marked, such
// as thanks, and the answer to a roll call. A turn that has substance is never
// marked for having courtesies too, so that what is doubtful stays in.

const (
	// maxProcedural is how long a turn may be that only runs the meeting, as
	// lang.CountPassage measures: eighty words, enough to open a session.
	maxProcedural = 160
	// maxCourtesy is the same for one who runs nothing: a dozen words.
	maxCourtesy = 24
	// most is how much, of ten words, has to stand in sentences that run the
	// meeting. What a chair says beside it, on the coffee or the weather, is
	// about one sentence in four.
	most = 7
	// fewWords is how long a sentence may be that tells nothing by itself, such
	// as "Very good" or a title. Three words may be a sentence on the matter.
	fewWords = 2
	// runner is the score from which somebody runs a meeting without being
	// called its chair: one such turn may be by chance.
	runner = 2
)

// reach is how many words of content a phrase takes into its sentence, in
// half-words. What is announced has a name and a title, which run long; thanks
// are for something, in a few words; a result or a ruling stands nearly alone,
// since its words have other uses.
var reach = [isTurning + 1]int{isOpening: 2 * 16, isRunning: 2 * 7, isCourtesy: 2 * 3, isBrief: 2 * 2}

// MarkProcedural marks the turns of t that only run the meeting.
func MarkProcedural(t *transcript.Transcript) {
	j := chairing{known: meetingWords()}
	speakers, who := j.speakersOf(t.Turns)
	for _, s := range speakers {
		for _, n := range s.names {
			j.names.add(n, isName)
		}
	}
	// What stands before the first label, such as a list of those present, is no
	// turn of the record.
	first := max(slices.IndexFunc(t.Turns, func(t transcript.Turn) bool { return t.Label != "" }), 0)
	verdicts := make([]verdict, len(t.Turns))
	top := 0
	for i := range t.Turns {
		var next [][]string
		if i+1 < len(t.Turns) && who[i+1] != who[i] {
			next = speakers[who[i+1]].names
		}
		v := j.turn(&t.Turns[i], next)
		verdicts[i] = v
		if !v.asRunner || !v.runs {
			continue
		}
		s := &speakers[who[i]]
		s.score++
		if v.calls || i == first || i == len(t.Turns)-1 {
			s.score++
		}
		top = max(top, s.score)
	}
	for i := range t.Turns {
		// Half the score of the first is a second chair or a clerk. Where nobody
		// is named nobody can be told from the chair.
		s := &speakers[who[i]]
		runs := s.official || t.Turns[i].Label == "" || s.score >= runner && 2*s.score >= top
		t.Turns[i].Procedural = verdicts[i].asAnyone || runs && verdicts[i].asRunner
	}
}

// speakerWords is what labels say of who speaks, and what turns do.
type speakerWords struct {
	official bool
	names    [][]string
	score    int // of turns that run the meeting
}

// speakersOf gives the speakers of turns by their labels, and for each turn its
// speaker's index. Turns without a label have one that is nobody.
func (c *cutter) speakersOf(turns []transcript.Turn) (speakers []speakerWords, who []int) {
	index := map[string]int{}
	who = make([]int, len(turns))
	for i := range turns {
		label := turns[i].Label
		n, ok := index[label]
		if !ok {
			n = len(speakers)
			index[label] = n
			speakers = append(speakers, speakerWords{official: official(c.cut(label)), names: c.nameWords(label)})
		}
		s := &speakers[n]
		s.official = s.official || label != "" && turns[i].Role != "" && official(c.cut(turns[i].Role))
		who[i] = n
	}
	return speakers, who
}

// verdict is what a turn is, by who speaks.
type verdict struct {
	asAnyone bool // procedural, whoever says it
	asRunner bool // procedural of one who runs the meeting
	runs     bool // holds more than courtesies
	calls    bool // names who speaks next
}

// chairing judges the turns of one transcript.
type chairing struct {
	known *wordTable
	names wordTable // of all who speak
	lines []string  // room for those of a turn
	cutter
}

// turn judges one turn. next is the names of whoever speaks after it.
func (j *chairing) turn(turn *transcript.Turn, next [][]string) (v verdict) {
	speech, ok := j.shortSpeech(turn)
	if !ok {
		return v
	}
	words := j.split(speech) // each sentence is folded when its turn comes
	if len(words) == 0 {
		return v
	}
	whole, lost, found := halfWords(words), 0, false
	all := counts{}
	for from := 0; from < len(words); {
		to := from
		for to < len(words) && words[to].sentence == words[from].sentence {
			to++
		}
		s := words[from:to]
		fold(s)
		c := j.tally(s)
		// A bare name calls somebody only if it is whose turn is next.
		called := c.content == 0 && calls(s, next)
		short := c.size <= 2*fewWords && !s[0].asked
		if c.turns == 0 && c.reach > 0 && c.content <= c.reach || called {
			found = true
			v.runs = v.runs || c.runs > 0 || called
		} else if c.content > 0 && !short {
			lost += c.size
		}
		all = all.plus(c)
		from = to
		if 10*(whole-lost) < most*whole && all.content > 0 {
			return verdict{asAnyone: answersRollCall(words)} // whatever the rest says
		}
	}
	v.asRunner = found && 10*(whole-lost) >= most*whole
	v.calls = v.asRunner && v.runs && calls(words, next)
	v.asAnyone = answersRollCall(words) ||
		all.strong+all.courtesy > 0 && all.content+all.brief == 0 && lang.CountPassage(speech) <= maxCourtesy
	return v
}

// halfWords is the size of words, in half-words.
func halfWords(words []word) int {
	n := 2 * len(words)
	for i := range words {
		if words[i].wide {
			n--
		}
	}
	return n
}

// shortSpeech gives what is spoken in a turn that is short and plain enough to
// be looked at.
func (j *chairing) shortSpeech(turn *transcript.Turn) (string, bool) {
	size := 0
	for i := range turn.Segments {
		s := &turn.Segments[i]
		if s.Kind != transcript.Speech && s.Kind != transcript.Note || s.Quote {
			return "", false
		}
		// No word of ten takes more than twenty bytes, so a long turn is known
		// without being counted.
		if size += len(s.Text); size > 20*maxProcedural {
			return "", false
		}
		for _, span := range s.Spans {
			if span.Lost() {
				return "", false // nobody knows what was said there
			}
		}
	}
	j.lines = appendSpeech(j.lines[:0], turn)
	count := 0
	for _, said := range j.lines {
		if count += lang.CountPassage(said); count > maxProcedural {
			return "", false
		}
	}
	return strings.Join(j.lines, "\n"), true
}

// counts is what the words of a sentence are. Sizes are in half-words, of which
// a character of a script without blanks is one.
type counts struct {
	size, content                 int
	reach                         int // how much content its phrases take along
	runs, strong, brief, courtesy int // phrases; strong ones are not brief
	turns                         int // words that turn to the matter
}

func (c counts) plus(d counts) counts {
	return counts{c.size + d.size, c.content + d.content, c.reach + d.reach, c.runs + d.runs, c.strong + d.strong, c.brief + d.brief, c.courtesy + d.courtesy, c.turns + d.turns}
}

// tally looks up every word of a sentence.
func (j *chairing) tally(words []word) (c counts) {
	for i := 0; i < len(words); {
		sense, n := j.known.at(words[i:])
		if name, size := j.names.at(words[i:]); size > n {
			sense, n = name, size
		}
		n = max(n, 1)
		size := halfWords(words[i : i+n])
		switch sense {
		case isContent:
			if !number(words[i].text) {
				c.content += size
			}
		case isTurning:
			c.content += size
			c.turns++
		case isRunning, isOpening:
			c.strong++
			c.runs++
		case isBrief:
			c.brief++
			c.runs++
		case isCourtesy:
			c.courtesy++
		}
		c.size += size
		c.reach += reach[sense]
		i += n
	}
	return c
}

// calls tells whether one of the names stands among the words.
func calls(words []word, names [][]string) bool {
	for i := range words {
		for _, n := range names {
			if begins(words[i:], n) {
				return true
			}
		}
	}
	return false
}

// betweenNames has a stop in place of the dots that part names.
var betweenNames = strings.NewReplacer("·", ".", "・", ".")

// nameWords gives what a label may be called by: its words, and stretches of a
// script without blanks as a whole. Initials and what means nothing are no
// names.
func (c *cutter) nameWords(label string) (out [][]string) {
	var wide []string
	flush := func() {
		if len(wide) > 1 {
			out = append(out, wide)
		}
		wide = nil
	}
	sentence := int32(0)
	words := c.cut(betweenNames.Replace(label))
	for i, w := range words {
		if !w.wide || w.sentence != sentence {
			flush()
			sentence = w.sentence
		}
		if w.wide {
			wide = append(wide, w.text)
		} else if s, _ := meetingWords().at(words[i : i+1]); s == isContent && utf8.RuneCountInString(w.text) > 1 && !number(w.text) {
			out = append(out, []string{w.text})
		}
	}
	flush()
	return out
}

// official tells whether the words of a label or role say that somebody runs the
// meeting.
func official(words []word) bool {
	for i := range words {
		if s, _ := officialWords().at(words[i:]); s != isContent {
			return true
		}
	}
	return false
}

// articles may stand before the title of whoever runs the meeting.
var articles = []string{"the", "der", "die", "de", "het", "le", "la", "el", "il", "o", "a", "η", "ο"}

// isOfficial tells whether a text is such a title and no more, with an article or without.
func isOfficial(title string) bool {
	words := cutWords(title)
	if len(words) > 1 && slices.Contains(articles, words[0].text) {
		words = words[1:]
	}
	s, size := officialWords().at(words)
	return s != isContent && size == len(words)
}

// answersRollCall tells whether a turn is one word that says that somebody is
// there.
func answersRollCall(words []word) bool {
	s, size := rollCallWords().at(words)
	return s != isContent && size == len(words)
}
