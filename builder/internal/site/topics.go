package site

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/lang"
)

// mostKeyPassages is how many passages a topic's page shows first.
const mostKeyPassages = 5

func (tg *tongue) topTopics(address string) []Count {
	all := tg.rankedTopics()
	var out []Count
	for _, t := range all[:min(few, len(all))] {
		out = append(out, tg.count(address, tg.in(t.Labels), tg.addr("topics", t.ID)+"#sessions", len(tg.on[t])))
	}
	return shares(out)
}

func (tg *tongue) topics() {
	if len(tg.a.Topics) == 0 {
		return
	}
	sorted := slices.Clone(tg.a.Topics)
	slices.SortStableFunc(sorted, func(x, y *archive.Topic) int {
		return cmp.Or(strings.Compare(lang.SearchFold(tg.in(x.Labels).Text), lang.SearchFold(tg.in(y.Labels).Text)), strings.Compare(x.ID, y.ID))
	})
	tg.pagesOf("topics/", len(sorted), func(address string, from, to int, pager func() *Pager) Page {
		inputs := func() []any {
			out := []any{tg.frame(), from, len(sorted)}
			for _, t := range sorted[from:to] {
				out = append(out, tg.keys.topic(t), len(tg.on[t]))
			}
			return out
		}
		return Page{Address: address, Layout: "index", Class: Listing, Inputs: inputs, View: func(Texts) (any, error) {
			v := Index{Base: tg.base(address, "topics", tg.p.T("nav-topics")), Heading: tg.p.T("nav-topics"), Total: len(sorted), Number: tg.p.Number(len(sorted)), Pager: pager()}
			var counts []Count
			for _, t := range sorted[from:to] {
				counts = append(counts, tg.count(address, tg.in(t.Labels), tg.addr("topics", t.ID)+"#sessions", len(tg.on[t])))
			}
			v.Groups = []IndexGroup{entries(shares(counts))}
			tg.languages(&v.Base, address, tg.everywhere("topics/"))
			return v, nil
		}}
	})
	for _, t := range tg.a.Topics {
		tg.topic(t, tg.on[t])
	}
}

func (tg *tongue) topic(t *archive.Topic, sessions []*archive.Session) {
	rest := "topics/" + t.ID + "/"
	tg.turnPages(tg.in(t.Labels), "topics", func(o *tongue) turnsIn { return o.onTopic(t) }, true)
	sums := sync.OnceValue(func() topicSums { return tg.topicSumsOf(t, sessions) })
	tg.pagesOf(rest, len(sessions), func(address string, from, to int, pager func() *Pager) Page {
		part := sessions[from:to]
		inputs := func() []any {
			all, list := sums(), tg.onTopic(t)
			first, last := list.amid(part)
			return []any{
				tg.frame(), tg.keys.topic(t), from, len(sessions), tg.keys.heads(part), sourcesOf(t, part),
				tg.keys.stretches(list.all[first:last]), tg.cutsWith(list, first, last),
				all.turns, all.years, tg.keys.turns(all.passages), tg.keys.speakerNames(all.speakers), tg.keys.names(all.related),
			}
		}
		return Page{Address: address, Layout: "topic", Class: Listing, Inputs: inputs, View: func(texts Texts) (any, error) {
			v := tg.topicView(address, rest, t, len(sessions), sums())
			v.Pager = pager()
			err := tg.topicLists(texts, &v, address, t, part, sums())
			return v, err
		}}
	})
}

// topicSums is what each page of a topic shows of all that is said about it, and of all
// its sessions: gathered once, as there are more pages the more there is to go through.
type topicSums struct {
	turns    int
	years    map[string]int     // turns
	passages []turnOf           // the key passages, each of another session
	speakers []*archive.Speaker // a few, that of most turns first
	related  []*archive.Topic   // a few, the nearest first
}

// turnOf is a turn of an edition.
type turnOf struct {
	e    *archive.Edition
	turn int
}

func (tg *tongue) topicSumsOf(t *archive.Topic, sessions []*archive.Session) topicSums {
	list := tg.onTopic(t)
	sums := topicSums{turns: turnsOf(list.all), years: list.years(), passages: tg.keyPassages(list.all), related: tg.related(t, sessions)}
	turns := map[*archive.Speaker]int{}
	for _, st := range list.all {
		for i := range st.turns() {
			if voice := st.e.Turns.At(int(i)).Voice; voice >= 0 {
				if s := st.e.Voices[voice].Speaker; s != nil {
					turns[s]++
				}
			}
		}
	}
	ranked := slices.SortedFunc(maps.Keys(turns), func(x, y *archive.Speaker) int {
		return cmp.Or(cmp.Compare(turns[y], turns[x]), strings.Compare(x.ID, y.ID))
	})
	sums.speakers = slices.Clone(ranked[:min(few, len(ranked))])
	return sums
}

// keyPassages are those of the turns about a topic that say most, in the language of the
// page before others: one of each session, so that five tell of five.
func (tg *tongue) keyPassages(list []stretch) []turnOf {
	type candidate struct {
		turnOf
		own   bool // in the language of the page
		words int32
	}
	var best []candidate
	for _, st := range list {
		turn := longest(st, nil)
		next := candidate{turnOf{st.e, turn}, st.e.Lang == tg.l, st.e.Turns.At(turn).Words}
		at, _ := slices.BinarySearchFunc(best, next, func(had, next candidate) int {
			return cmp.Or(cmp.Compare(b2i(next.own), b2i(had.own)), cmp.Compare(next.words, had.words), -1) // after its equals
		})
		if at < mostKeyPassages {
			best = slices.Insert(best, at, next)[:min(mostKeyPassages, len(best)+1)]
		}
	}
	out := make([]turnOf, len(best))
	for i, c := range best {
		out[i] = c.turnOf
	}
	return out
}

// topicView is what every page of a topic has; n is the number of its sessions.
func (tg *tongue) topicView(address, rest string, t *archive.Topic, n int, sums topicSums) Topic {
	first := tg.addr(rest)
	label := tg.in(t.Labels)
	v := Topic{Base: tg.base(address, "topics", label.Text), Heading: label, Total: n, Here: "topic:" + t.ID}
	tg.languages(&v.Base, address, tg.everywhere(rest))
	v.Feed = tg.rel(address, first+"feed.xml")
	for _, l := range tg.a.Languages {
		if s := t.Labels[l]; l != tg.l && s != "" {
			v.Labels = append(v.Labels, Link{Text: tg.text(s, l), Href: tg.rel(address, string(l)+"/"+rest)})
		}
	}
	v.Found = t.Found
	if t.Entry != nil {
		v.About = tg.in(t.Entry.Description)
		v.Description = v.About.Text
	}
	if t.Broader != nil {
		v.Broader = &Link{Text: tg.in(t.Broader.Labels), Href: tg.rel(address, tg.addr("topics", t.Broader.ID))}
	}
	for _, narrow := range t.Narrower {
		v.Narrower = append(v.Narrower, Link{Text: tg.in(narrow.Labels), Href: tg.rel(address, tg.addr("topics", narrow.ID))})
	}
	v.Sessions = tg.count(address, Text{Text: tg.p.T("nav-sessions")}, first+"#sessions", n)
	v.Turns = tg.count(address, Text{Text: tg.p.T("turns")}, first+"turns/", sums.turns)
	v.Years = tg.yearCounts(address, tg.onTopic(t), sums.years)
	return v
}

// topicLists fills in key passages, the sessions that are on the page, speakers and
// related topics.
func (tg *tongue) topicLists(texts Texts, v *Topic, address string, t *archive.Topic, sessions []*archive.Session, sums topicSums) error {
	list := tg.onTopic(t)
	for _, p := range sums.passages {
		excerpt, err := excerptOf(texts, p.e, p.turn)
		if err != nil {
			return err
		}
		row := tg.turnRow(tg.rel(address, sessionAddress(p.e)), p.e, p.turn, excerpt, true)
		session := tg.row(address, p.e.Session, false)
		row.Session = &session
		v.first = append(v.first, row)
	}
	for _, s := range sessions {
		y := yearOf(s)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].ID != yearID(y) {
			v.Groups = append(v.Groups, Group{ID: yearID(y), Title: tg.yearName(y), Href: tg.rel(address, tg.addr("years", y))})
		}
		row := tg.row(address, s, true)
		row.Why = tg.source(aboutOf(s, t).Source)
		if i, ok := list.find(s); ok {
			c := tg.count(address, Text{}, tg.turnsAt(list, s), int(list.all[i].n))
			row.Turns = &c
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
	for _, s := range sums.speakers {
		v.Speakers = append(v.Speakers, Link{Text: tg.name(s), Href: tg.rel(address, tg.addr(speakerAddress(s)))})
	}
	for _, r := range sums.related {
		v.Related = append(v.Related, Link{Text: tg.in(r.Labels), Href: tg.rel(address, tg.addr("topics", r.ID))})
	}
	return nil
}

// source says why a session has a topic.
func (tg *tongue) source(s archive.TopicSource) string { return tg.p.T("topic-" + string(s)) }

// aboutOf is what a session has a topic by.
func aboutOf(s *archive.Session, t *archive.Topic) archive.SessionTopic {
	return s.Topics[slices.IndexFunc(s.Topics, func(x archive.SessionTopic) bool { return x.Topic == t })]
}

// sourcesOf says why sessions have a topic.
func sourcesOf(t *archive.Topic, sessions []*archive.Session) []archive.TopicSource {
	var out []archive.TopicSource
	for _, s := range sessions {
		out = append(out, aboutOf(s, t).Source)
	}
	return out
}

// leastShared is how many sessions two topics share at least to be related, where
// one of them has as many.
const leastShared = 2

// related gives a few topics that sessions are about which are about t: the more,
// the more each of them is about both, and the fewer others each topic has (the
// cosine of the sessions' scores).
func (tg *tongue) related(t *archive.Topic, sessions []*archive.Session) []*archive.Topic {
	both, shared := map[*archive.Topic]int{}, map[*archive.Topic]int{}
	for _, s := range sessions {
		mine := thousandths(aboutOf(s, t).Score)
		for _, st := range s.Topics {
			if st.Topic != t {
				both[st.Topic] += mine * thousandths(st.Score)
				shared[st.Topic]++
			}
		}
	}
	like := map[*archive.Topic]int{}
	for other, sum := range both {
		if shared[other] >= min(leastShared, len(sessions)) {
			like[other] = thousandths(float64(sum) / math.Sqrt(float64(tg.weights[t])*float64(tg.weights[other])))
		}
	}
	ranked := rankTopics(like)
	return ranked[:min(few, len(ranked))]
}

func thousandths(x float64) int { return int(math.Round(1000 * x)) }
