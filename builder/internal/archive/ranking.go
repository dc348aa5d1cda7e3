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
	// learnedPlaces is up to which place of a session's topics those are kept that are
	// only learned: editors rarely give more. leastLikeness is how much, in
	// thousandths, the sessions must be like it together: as much as two have in
	// common that share no more than the usual words of a language.
	learnedPlaces, leastLikeness = 5, 50
)

// weighed is how much a session is about a topic.
type weighed struct {
	subject *subject
	score   float64
	source  TopicSource
}

// rank gives the sessions their topics: those that came, and those of which one of
// the topics has become rarer or commoner, or whose neighbours have learnt.
func (m *Memory) rank(in Input) {
	moved := map[*subject]bool{}
	for _, s := range m.topics.known {
		if s.said == 0 {
			continue
		}
		if r := rarity(m.topics.sessions, s.said); r != s.rarity {
			s.rarity, moved[s] = r, true
		}
	}
	if m.topics.relearn {
		m.topics.learners, m.topics.learnt = nil, true
		// Where editors have said it of all sessions, nobody asks the learners.
		if m.topics.undeclared > 0 {
			m.topics.learners = m.learnersOf(in)
		}
	}
	rises := func(ev evidence) bool { return moved[ev.subject] }
	for _, x := range m.members {
		s := &x.subjects
		if m.topics.relearn || x.session == nil {
			votes := []topic.Vote(nil)
			if len(s.declared) == 0 { // where an editor has spoken, nothing is guessed
				votes = m.votes(in, x.base)
			}
			if x.session == nil || !slices.Equal(votes, s.votes) {
				s.votes, x.ranked = votes, nil
			}
		}
		if x.ranked == nil || len(moved) > 0 && (slices.ContainsFunc(s.said, rises) || slices.ContainsFunc(s.found, rises)) {
			if now := m.topics.rankOf(x); x.ranked == nil || !slices.Equal(now, x.ranked) {
				x.ranked, x.session = now, nil
			}
		}
	}
}

// rankOf weighs the topics of a session, the strongest first; never nil.
func (t *topics) rankOf(m *member) []weighed {
	out := []weighed{}
	for _, s := range m.subjects.declared {
		out = append(out, weighed{s, 1, Declared})
	}
	bits := map[*subject]float64{}
	found := map[*subject]bool{}
	for n, list := range [][]evidence{m.subjects.said, m.subjects.found} {
		for _, ev := range list {
			sum := math.Log2(float64(1+ev.turns)) + math.Log2(float64(1+ev.headings)) + float64(inTitle*ev.titles)
			bits[ev.subject] += sum * ev.subject.rarity
			found[ev.subject] = n == 1
		}
	}
	var learned []weighed
	for _, v := range m.subjects.votes {
		s := t.of(v.Topic)
		sum := float64(likenessBits*v.Sum) / 1000
		if _, ok := bits[s]; ok {
			bits[s] += sum
		} else if v.Sum >= leastLikeness {
			learned = append(learned, weighed{s, score(sum), Learned})
		}
	}
	for s, sum := range bits {
		if slices.Contains(m.subjects.declared, s) {
			continue
		}
		source := FromVocabulary
		if found[s] {
			source = Extracted
		}
		out = append(out, weighed{s, score(sum), source})
	}
	out = append(out, learned...)
	slices.SortFunc(out, func(x, y weighed) int {
		return cmp.Or(cmp.Compare(y.score, x.score), strings.Compare(x.subject.id, y.subject.id))
	})
	kept := out[:0]
	for i, w := range out {
		if w.source != Learned || i < learnedPlaces {
			kept = append(kept, w)
		}
	}
	return slices.Clip(kept)
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

func (all *Memory) learnersOf(in Input) learners {
	lessons := map[string][]topic.Lesson{}
	for _, m := range all.members {
		if len(m.subjects.declared) == 0 {
			continue
		}
		var ids []string
		for _, s := range m.subjects.declared {
			ids = append(ids, s.id)
		}
		for _, e := range m.base.Editions {
			for _, f := range e.facts {
				lessons[e.Lang.Base()] = append(lessons[e.Lang.Base()], topic.Lesson{Words: all.spoken(in, f).Words, Topics: ids})
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
func (all *Memory) votes(in Input, s *Session) []topic.Vote {
	var out []topic.Vote
	for _, e := range s.Editions {
		for _, f := range e.facts {
			learner := all.topics.learners[e.Lang.Base()]
			if learner == nil {
				continue
			}
			for _, v := range learner.Votes(all.spoken(in, f).Words) {
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
