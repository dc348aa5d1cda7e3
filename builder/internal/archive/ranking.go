package archive

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"dixit/builder/internal/archive/topic"
)

// How much a session is about a topic is summed in bits:
//
//   - the logarithm of the turns that say a label of it, that of the headings which
//     do, and inTitle for the title and the name of the file each, times how rare
//     the topic is among the sessions, dampened: what is spoken of everywhere tells
//     less of one, but it is not nothing, and a word that is rare by chance is not
//     the topic;
//   - what the sessions that its words are like are declared to have.
//
// Whatever depends on the whole archive comes in steps (quarters of a bit,
// thousandths of a likeness), so that an edit rarely moves others.
const (
	// inTitle is what a label in the title is worth: as much as in seven turns. The
	// title and the name of the file are where an editor sums a session up.
	inTitle = 3
	// likenessBits is what a session would be worth whose neighbours are all of its
	// very words and of one topic. From 9 to 16, sixty trials with other sessions
	// hidden found 5 in 1,000 more or fewer first topics.
	likenessBits = 12
	// dampened is the power of the bits that it tells to say in which sessions a topic
	// is. In the same trials 0.5 and 1 found ten in 1,000 fewer first topics.
	dampened = 0.75
	// softness is the sum at which half of the score is reached.
	softness = 3
	// suggested is up to which place of a session's topics those are kept that are
	// only learned: editors rarely give more. scarcely is how much, in thousandths,
	// the sessions must be like it together: as much as two have in common that
	// share no more than the usual words of a language.
	suggested, scarcely = 5, 50
)

// evidence is what speaks for topics of a session.
type evidence struct {
	declared []*Topic
	said     map[*Topic]said
}

// said is where labels of a topic stand.
type said struct {
	turns    int  // of the edition that has most
	headings int  // of the edition that has most
	titles   int  // the title, and the name of the file
	found    bool // the words alone tell that it is a topic
}

// rank gives the sessions their topics, of runs parallel to them.
func (a *Archive) rank(of []evidence, byID map[string]*Topic) {
	in := map[*Topic]int{}
	for _, ev := range of {
		for t := range ev.said {
			in[t]++
		}
	}
	learners := learnersOf(a.Sessions, of)
	for n, s := range a.Sessions {
		ev := of[n]
		sums := map[*Topic]float64{}
		for t, x := range ev.said {
			bits := math.Log2(float64(1+x.turns)) + math.Log2(float64(1+x.headings)) + float64(inTitle*x.titles)
			sums[t] = bits * rarity(len(of), in[t])
		}
		var learned []SessionTopic
		if len(ev.declared) == 0 { // where an editor has spoken, nothing is guessed
			for _, v := range learners.votes(s) {
				t := byID[v.Topic]
				sum := float64(likenessBits*v.Sum) / 1000
				if _, ok := ev.said[t]; ok {
					sums[t] += sum
				} else if v.Sum >= scarcely {
					learned = append(learned, SessionTopic{Topic: t, Score: score(sum), Source: Learned})
				}
			}
		}
		for _, t := range ev.declared {
			s.Topics = append(s.Topics, SessionTopic{Topic: t, Score: 1, Source: Declared})
		}
		for t, sum := range sums {
			if !slices.Contains(ev.declared, t) {
				source := FromVocabulary
				if ev.said[t].found {
					source = Extracted
				}
				s.Topics = append(s.Topics, SessionTopic{Topic: t, Score: score(sum), Source: source})
			}
		}
		s.Topics = append(s.Topics, learned...)
		slices.SortFunc(s.Topics, func(x, y SessionTopic) int {
			return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.Topic.ID, y.Topic.ID))
		})
		kept := s.Topics[:0]
		for i, t := range s.Topics {
			if t.Source != Learned || i < suggested {
				kept = append(kept, t)
			}
		}
		s.Topics = slices.Clip(kept)
	}
}

// rarity is the bits that it tells to say in which n of all sessions a topic is,
// dampened, in quarters; 1 for one that is in all.
func rarity(all, n int) float64 {
	return math.Round(4*math.Pow(math.Log2(1+float64(all)/float64(n)), dampened)) / 4
}

// score brings a sum between 0 and 1. It is rounded, so that the figure is the
// same on every machine.
func score(bits float64) float64 { return math.Round(1000*bits/(bits+softness)) / 1000 }

// learners are by language: words are like words of the same language only.
type learners map[string]*topic.Learner

func learnersOf(sessions []*Session, of []evidence) learners {
	lessons := map[string][]topic.Lesson{}
	for n, s := range sessions {
		if len(of[n].declared) == 0 {
			continue
		}
		var ids []string
		for _, t := range of[n].declared {
			ids = append(ids, t.ID)
		}
		for _, e := range s.Editions {
			for _, f := range e.facts {
				lessons[e.Lang.Base()] = append(lessons[e.Lang.Base()], topic.Lesson{Words: f.Words, Topics: ids})
			}
		}
	}
	out := learners{}
	for l, some := range lessons {
		out[l] = topic.Learn(some)
	}
	return out
}

// votes gives what the files of a session speak for, each topic as the one that
// speaks for it most does.
func (l learners) votes(s *Session) []topic.Vote {
	var out []topic.Vote
	for _, e := range s.Editions {
		for _, f := range e.facts {
			for _, v := range l[e.Lang.Base()].Votes(f.Words) {
				if i := slices.IndexFunc(out, func(o topic.Vote) bool { return o.Topic == v.Topic }); i >= 0 {
					out[i].Sum = max(out[i].Sum, v.Sum)
				} else {
					out = append(out, v)
				}
			}
		}
	}
	return out
}
