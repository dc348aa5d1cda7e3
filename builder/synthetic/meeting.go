package synthetic

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The shape of a meeting, as it was found in published transcripts of standing
// bodies.
const (
	fewestSpeakers, mostSpeakers = 8, 16
	fewestTopics, mostTopics     = 2, 5
	fewestTurns, mostTurns       = 50, 70
	shortestTurn, longestTurn    = 20, 400 // words
	meanBeyondShortest           = 70      // words, falling off exponentially
	shortestSentence             = 6       // words
	longestSentence              = 27
	commaEvery                   = 12 // words
	questionEvery                = 11 // sentences
	years                        = 10
)

var firstDay = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// tables are the dice of an archive.
type tables struct {
	speaker, topic dice
	part           [mostSpeakers + 1]dice // who has the floor, of so many
	turn           dice                   // words beyond the shortest turn
}

// newTables makes the tables for an archive of so many speakers and topics.
func newTables(speakers, topics int) tables {
	t := tables{speaker: ranked(speakers), topic: ranked(topics)}
	for n := fewestSpeakers; n <= mostSpeakers; n++ {
		t.part[n] = ranked(n)
	}
	// Each word more is as likely as the one before, times mean/(mean+1); what
	// would be longer than the longest is as long as that.
	weights := make([]uint64, longestTurn-shortestTurn+1)
	left := uint64(1) << 40
	for i := range weights {
		weights[i] = left / (meanBeyondShortest + 1)
		left -= weights[i]
	}
	weights[len(weights)-1] += left
	t.turn = newDice(weights)
	return t
}

// facts are what all editions of a meeting have in common.
type facts struct {
	title, path string
	date        string
	speakers    []int // of the archive
	topics      []int
	floor       []int // a turn's speaker, of the archive
}

// Meeting makes the meeting of a number, from 0, in a language of the options.
// The name is a path with slashes, such as
// "meetings/2019-05-03-works-commission-water-permits-00042.en.md"; editions
// differ in the language only.
func (a *Archive) Meeting(i int, language string) (name string, content []byte) {
	v := a.vocabularies[language]
	if v == nil || i < 0 {
		panic(fmt.Sprintf("synthetic: no meeting %d in %q", i, language))
	}
	f := a.facts(i)
	mark, extension := "**", "md"
	if a.opt.Format == Plain {
		mark, extension = "", "txt"
	}
	b := make([]byte, 0, 64<<10) // room for most
	b = a.frontMatter(b, f)
	s := newStream(a.opt.Seed, number("text"), number(language), uint64(i))
	for _, who := range f.floor {
		b = append(b, '\n')
		b = append(b, mark...)
		b = append(b, a.speakers[who]...)
		b = append(b, ':')
		b = append(b, mark...)
		b = append(b, ' ')
		b = v.speech(b, s, shortestTurn+a.draw.turn.roll(s))
		b = append(b, '\n')
	}
	return fmt.Sprintf("%s.%s.%s", f.path, language, extension), b
}

// facts draws what meeting i is about, and who speaks in it how long.
func (a *Archive) facts(i int) facts {
	s := newStream(a.opt.Seed, number("meeting"), uint64(i))
	day := firstDay.AddDate(0, 0, s.below(years*365))
	f := facts{
		date:     day.Format(time.DateOnly),
		speakers: different(s, a.draw.speaker, fewestSpeakers+s.below(mostSpeakers-fewestSpeakers+1)),
		topics:   different(s, a.draw.topic, fewestTopics+s.below(mostTopics-fewestTopics+1)),
		floor:    make([]int, fewestTurns+s.below(mostTurns-fewestTurns+1)),
	}
	f.title = bodies[s.below(len(bodies))] + ": " + a.topics[f.topics[0]]
	slug := strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(f.title), ":", ""), " ", "-")
	f.path = fmt.Sprintf("meetings/%s-%s-%05d", f.date, slug, i)
	// Everybody speaks once, and then those most who speak much; nobody takes
	// the floor from himself.
	part := a.draw.part[len(f.speakers)]
	for t := range f.floor {
		if t < len(f.speakers) {
			f.floor[t] = f.speakers[t]
			continue
		}
		f.floor[t] = f.speakers[part.roll(s)]
		for f.floor[t] == f.floor[t-1] {
			f.floor[t] = f.speakers[part.roll(s)]
		}
	}
	return f
}

// different rolls n numbers of which no two are equal.
func different(s *stream, d dice, n int) []int {
	list := make([]int, 0, n)
	for len(list) < n {
		if k := d.roll(s); !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	return list
}

func (a *Archive) frontMatter(b []byte, f facts) []byte {
	b = fmt.Appendf(b, "---\ntitle: %q\ndate: %s\nspeakers:\n", f.title, f.date)
	for _, k := range f.speakers {
		b = fmt.Appendf(b, "  - %q\n", a.speakers[k])
	}
	b = append(b, "topics:\n"...)
	for _, k := range f.topics {
		b = fmt.Appendf(b, "  - %q\n", a.topics[k])
	}
	return append(b, "---\n"...)
}
