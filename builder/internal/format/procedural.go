package format

import (
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// How a turn that only runs the meeting is told from one that says something.
//
// Every word of a short turn is looked up in small tables: phrases that run a
// meeting ("you have the floor"), phrases that announce what or who comes next,
// after which the rest of the sentence is a name or a title, courtesies, names
// of those who speak in the file, and words that mean nothing alone. What is
// left is content, and content is what a turn is kept for. Whoever chairs, keeps
// the minutes or operates the line may have a little of it, since nobody lists
// every word that such people use; of anybody else's turn all must be covered.
// A turn that has substance is never marked for having courtesies too, so that
// what is doubtful stays in.

const (
	// maxProcedural is how long a turn may be that only runs the meeting: half
	// a passage, as lang.CountPassage measures.
	maxProcedural = 120
	// maxCourtesy is the same for one who runs nothing: a dozen words.
	maxCourtesy = 24
	// maxNamed is how many words after an announcement are taken for the name or
	// title of what is announced. A character of a script without blanks is half
	// a word.
	maxNamed = 12
	// sparse and few bound what an official's turn may have of content: one word
	// in sparse, and no more than few.
	sparse = 5
	few    = 4
)

// MarkProcedural marks the turns of t that only run the meeting.
func MarkProcedural(t *transcript.Transcript) {
	labels := map[string]speakerWords{}
	names := wordTable{}
	for _, turn := range t.Turns {
		if turn.Label == "" {
			continue
		}
		s, ok := labels[turn.Label]
		if !ok {
			s.official = official(turn.Label)
			s.names = nameWords(turn.Label)
			for _, n := range s.names {
				names.add(n, isName)
			}
		}
		s.official = s.official || official(turn.Role)
		labels[turn.Label] = s
	}
	for i := range t.Turns {
		turn := &t.Turns[i]
		var next [][]string
		if i+1 < len(t.Turns) && t.Turns[i+1].Label != turn.Label {
			next = labels[t.Turns[i+1].Label].names
		}
		turn.Procedural = procedural(*turn, labels[turn.Label].official, names, next)
	}
}

// speakerWords is what a label says of who speaks.
type speakerWords struct {
	official bool
	names    [][]string
}

// procedural judges one turn. next is the names of whoever speaks after it.
func procedural(turn transcript.Turn, official bool, names wordTable, next [][]string) bool {
	speech, ok := shortSpeech(turn)
	if !ok {
		return false
	}
	words := cutWords(speech)
	c := tally(words, names, official)
	called := calls(words, next)
	switch {
	case len(words) == 0:
		return false
	case answersRollCall(words):
		return true
	case c.runs+c.courtesy == 0 && !(official && called):
		return false
	case c.content == 0:
		return official || lang.CountPassage(speech) <= maxCourtesy
	case !official && !(called && c.runs > 0):
		return false
	}
	return c.content*sparse <= c.size && c.content <= few
}

// shortSpeech gives what is spoken in a turn that is short and plain enough to
// be looked at.
func shortSpeech(turn transcript.Turn) (string, bool) {
	var b strings.Builder
	for _, s := range turn.Segments {
		if s.Kind != transcript.Speech && s.Kind != transcript.Note || s.Quote {
			return "", false
		}
		// No word of ten takes more than twenty bytes, so a long turn is known
		// without being counted.
		if b.Len()+len(s.Text) > 20*maxProcedural {
			return "", false
		}
		for _, span := range s.Spans {
			if span.Lost() {
				return "", false // nobody knows what was said there
			}
		}
		b.WriteString(s.Speech())
		b.WriteByte('\n')
	}
	return b.String(), lang.CountPassage(b.String()) <= maxProcedural
}

// counts is how many words of a turn are of which sort.
type counts struct{ size, runs, courtesy, content int }

// tally looks up every word. Only an official's announcement covers what
// follows it.
func tally(words []word, names wordTable, official bool) counts {
	c := counts{size: len(words)}
	known := meetingWords()
	for i := 0; i < len(words); {
		p := known.at(words[i:])
		if n := names.at(words[i:]); len(n.words) > len(p.words) {
			p = n
		}
		switch p.sense {
		case isContent:
			if !number(words[i].text) {
				c.content++
			}
			i++
			continue
		case isRunning, isOpening:
			c.runs++
		case isCourtesy:
			c.courtesy++
		}
		from := words[i].sentence
		i += len(p.words)
		if p.sense == isOpening && official {
			for left := 2 * maxNamed; i < len(words) && words[i].sentence == from && left > 0; i++ {
				if left--; !words[i].wide {
					left--
				}
			}
		}
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

// nameWords gives what a label may be called by: its words, and stretches of a
// script without blanks as a whole. Initials and what means nothing are no
// names.
func nameWords(label string) (out [][]string) {
	var wide []string
	flush := func() {
		if len(wide) > 1 {
			out = append(out, wide)
		}
		wide = nil
	}
	sentence := 0
	for _, w := range cutWords(strings.NewReplacer("·", ".", "・", ".").Replace(label)) {
		if !w.wide || w.sentence != sentence {
			flush()
			sentence = w.sentence
		}
		if w.wide {
			wide = append(wide, w.text)
		} else if utf8.RuneCountInString(w.text) > 1 && !number(w.text) && meetingWords().at([]word{w}).sense == isContent {
			out = append(out, []string{w.text})
		}
	}
	flush()
	return out
}

// official tells whether a label or role says that somebody runs the meeting.
func official(label string) bool {
	words := cutWords(label)
	for i := range words {
		if officialWords().at(words[i:]).sense != isContent {
			return true
		}
	}
	return false
}

// answersRollCall tells whether a turn is one word that says that somebody is
// there.
func answersRollCall(words []word) bool {
	p := rollCallWords().at(words)
	return p.sense != isContent && len(p.words) == len(words)
}

var (
	meetingWords = sync.OnceValue(func() wordTable {
		t := wordTable{}
		for _, l := range meetingPhrases {
			t.fill(l.opens, isOpening)
			t.fill(l.runs, isRunning)
			t.fill(l.courtesy, isCourtesy)
			t.fill(l.empty, isEmpty)
		}
		return t
	})
	officialWords = sync.OnceValue(func() wordTable { return wordTable{}.fill(officials, isName) })
	rollCallWords = sync.OnceValue(func() wordTable { return wordTable{}.fill(rollCall, isName) })
)
