package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/archive"
)

// turnsIn is a list of turns in a language, and where it stands.
type turnsIn struct {
	rest  string    // address, without the language, of the page it belongs to, or of itself if it is not divided by years
	all   []stretch // the newest first
	plain bool      // it is not divided by years
}

// ofSpeaker is the list of what a speaker says.
func (tg *tongue) ofSpeaker(s *archive.Speaker) turnsIn {
	return turnsIn{rest: speakerAddress(s), all: tg.said[s]}
}

// onTopic is the list of turns about a topic.
func (tg *tongue) onTopic(t *archive.Topic) turnsIn {
	return turnsIn{rest: "topics/" + t.ID + "/", all: tg.about[t]}
}

// notClear is the list of turns with places that could not be heard or read.
func (tg *tongue) notClear() turnsIn {
	return turnsIn{rest: unclearList, all: tg.unclear, plain: true}
}

// onOnePage says whether all of the list stands on one page. Most lists do; a page
// for each year of every speaker would be two files of five in an archive of a
// thousand sessions, with a dozen turns on each.
func (l turnsIn) onOnePage() bool {
	n := 0
	for _, st := range l.all { // no further than is needed: some have tens of thousands
		if n += int(st.n); n > perPage {
			return false
		}
	}
	return true
}

// years counts the turns by year.
func (l turnsIn) years() map[string]int {
	count := map[string]int{}
	for year, list := range byYear(l.all) {
		count[year] = turnsOf(list)
	}
	return count
}

// yearCounts are links to the turns of each year, of which count says how many there are.
func (tg *tongue) yearCounts(address string, l turnsIn, count map[string]int) []Count {
	var out []Count
	for _, y := range sortedYears(count) {
		out = append(out, tg.count(address, Text{Text: tg.yearName(y)}, tg.yearAt(l, y), count[y]))
	}
	return shares(out)
}

// yearAt is where the turns of a year stand in the list.
func (tg *tongue) yearAt(l turnsIn, year string) string {
	if l.onOnePage() {
		return tg.addr(l.rest, "turns") + "#" + yearID(year)
	}
	return tg.addr(l.rest, "turns", year)
}

// turnsAt is where the turns of a session stand in the list; "" where it has none.
func (tg *tongue) turnsAt(l turnsIn, s *archive.Session) string {
	if _, ok := l.find(s); !ok {
		return ""
	}
	return tg.pageAt(l, s) + "#" + groupID(s)
}

// find gives the index of the turns of a session, or of those before which they would
// stand.
func (l turnsIn) find(s *archive.Session) (int, bool) {
	return slices.BinarySearchFunc(l.all, s, func(st stretch, s *archive.Session) int { return byNewest(st.e.Session, s) })
}

// amid gives where the turns of some sessions, which follow each other as lists have them,
// begin and end in the list.
func (l turnsIn) amid(sessions []*archive.Session) (from, to int) {
	if len(sessions) == 0 {
		return 0, 0
	}
	from, _ = l.find(sessions[0])
	to, has := l.find(sessions[len(sessions)-1])
	return from, to + b2i(has)
}

// ofYear gives where the turns of a year begin and end in the list: each page of a year
// asks for it, and those who say most have as many pages as there are sessions.
func (l turnsIn) ofYear(year string) (from, to int) {
	first := func(ofYear int) int { // how a session of the year compares with what is looked for
		i, _ := slices.BinarySearchFunc(l.all, year, func(st stretch, year string) int {
			return cmp.Or(byLatest(yearOf(st.e.Session), year), ofYear)
		})
		return i
	}
	return first(0), first(-1)
}

// pageAt is the page of the list where the turns of a session of it stand. It is found by
// looking at the few sessions that pages begin with.
func (tg *tongue) pageAt(l turnsIn, s *archive.Session) string {
	cuts := tg.cutsOf(l, s)
	k, begins := slices.BinarySearchFunc(cuts, s, func(c cut, s *archive.Session) int { return byNewest(l.all[c.first].e.Session, s) })
	if !begins {
		k--
	}
	return cuts[k].address
}

// cutsWith says where some stretches begin in a list, and where its pages do among which
// are theirs: with the keys of their sessions, that tells what turnsAt gives for each.
func (tg *tongue) cutsWith(l turnsIn, from, to int) []int {
	out := []int{from}
	for i := from; i < to; i++ {
		s := l.all[i].e.Session
		if i > from && yearOf(s) == yearOf(l.all[i-1].e.Session) {
			continue
		}
		for _, c := range tg.cutsOf(l, s) {
			out = append(out, c.first)
		}
	}
	return out
}

// listsWith are the lists that have turns of a session, in order, and after each the page
// where they stand: with what the session's key says, that tells what turnsAt gives.
func (tg *tongue) listsWith(s *archive.Session) []string {
	if tg.onLists != nil {
		return tg.onLists().of(s)
	}
	var lists []turnsIn
	e := tg.chosen(s)
	for _, v := range e.Voices {
		if v.Speaker != nil {
			lists = append(lists, tg.ofSpeaker(v.Speaker))
		}
	}
	for _, t := range e.Topics {
		lists = append(lists, tg.onTopic(t.Topic))
	}
	byRest := func(x, y turnsIn) int { return strings.Compare(x.rest, y.rest) }
	slices.SortFunc(lists, byRest)
	lists = slices.CompactFunc(lists, func(x, y turnsIn) bool { return x.rest == y.rest })
	var out []string
	for _, l := range lists {
		if _, ok := l.find(s); ok {
			out = append(out, l.rest, tg.pageAt(l, s))
		}
	}
	return out
}

// sessionLists says on which pages of which lists sessions are: by their numbers in
// pages, where each has two strings. Spelled out, they would be four times as large, and
// with a slice for each session three times.
type sessionLists struct {
	pages  []string
	number map[*archive.Session]int32
	begins []int32 // by number of the session, where its pages begin in on; and where the last end
	on     []int32
}

// of is listsWith for a session.
func (x *sessionLists) of(s *archive.Session) []string {
	i, ok := x.number[s]
	if !ok {
		return []string{}
	}
	on := x.on[x.begins[i]:x.begins[i+1]]
	out := make([]string, 0, 2*len(on))
	for _, n := range on {
		out = append(out, x.pages[n], x.pages[n+1])
	}
	return out
}

// allLists is listsWith for all sessions: to go through each list once takes a tenth of
// the time in which each session is looked for in its lists.
func (tg *tongue) allLists() *sessionLists {
	lists := make([]turnsIn, 0, len(tg.said)+len(tg.about))
	for s := range tg.said {
		lists = append(lists, tg.ofSpeaker(s))
	}
	for t := range tg.about {
		lists = append(lists, tg.onTopic(t))
	}
	slices.SortFunc(lists, func(x, y turnsIn) int { return strings.Compare(x.rest, y.rest) })
	out := &sessionLists{number: make(map[*archive.Session]int32, len(tg.order)), begins: make([]int32, len(tg.order)+1)}
	for i, s := range tg.order {
		out.number[s] = int32(i)
	}
	count := 0
	for _, l := range lists {
		count += len(l.all)
	}
	of, on := make([]int32, 0, count), make([]int32, 0, count) // sessions, and pages that they are on
	for _, l := range lists {
		var cuts []cut
		year, page := "", ""
		for i, st := range l.all {
			if y := yearOf(st.e.Session); i == 0 || y != year {
				cuts, year = tg.cutsOf(l, st.e.Session), y
			}
			for len(cuts) > 1 && cuts[1].first <= i {
				cuts = cuts[1:]
			}
			if at := cuts[0].address; at != page {
				out.pages, page = append(out.pages, l.rest, at), at
			}
			of, on = append(of, out.number[st.e.Session]), append(on, int32(len(out.pages)-2))
		}
	}
	for _, s := range of {
		out.begins[s+1]++
	}
	for i := range tg.order {
		out.begins[i+1] += out.begins[i]
	}
	out.on = make([]int32, count)
	next := slices.Clone(out.begins)
	for k, s := range of {
		out.on[next[s]] = on[k]
		next[s]++
	}
	return out
}

// cut is where a page of a list begins.
type cut struct {
	first   int // index of its first stretch
	address string
}

// cutList says how a list is cut into pages. Of one that is divided by years, each year
// is cut when it is asked for: after an edit that is the year of the session.
type cutList struct {
	whole []cut // nil where it is divided

	mu    sync.Mutex
	years map[string][]cut
}

// cutsOf says how the list is cut into pages, or of one that is divided by years the year
// of a session, and remembers it.
func (tg *tongue) cutsOf(l turnsIn, s *archive.Session) []cut {
	known, ok := tg.places.Load(l.rest)
	if !ok {
		known, _ = tg.places.LoadOrStore(l.rest, tg.cutWhole(l))
	}
	c := known.(*cutList)
	if c.years == nil {
		return c.whole
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	year := yearOf(s)
	cuts, ok := c.years[year]
	if !ok {
		cuts = tg.cutYear(l, s)
		c.years[year] = cuts
	}
	return cuts
}

// cutWhole cuts a list, unless it is divided by years.
func (tg *tongue) cutWhole(l turnsIn) *cutList {
	switch {
	case l.plain:
		return &cutList{whole: cutsAt(l.all, 0, tg.pageOf(l.rest))}
	case l.onOnePage():
		return &cutList{whole: cutsAt(l.all, 0, func(int) string { return tg.addr(l.rest, "turns") })}
	}
	return &cutList{years: map[string][]cut{}}
}

// cutYear cuts the part of a list that is of the year of a session.
func (tg *tongue) cutYear(l turnsIn, s *archive.Session) []cut {
	year := yearOf(s)
	from, to := l.ofYear(year)
	return cutsAt(l.all[from:to], from, tg.pageOf(l.rest+"turns/"+year+"/"))
}

// cutsAt says how a part of a list is cut into pages, of which the first begins at first;
// at gives their addresses.
func cutsAt(part []stretch, first int, at func(k int) string) []cut {
	var out []cut
	for k, page := range cutPages(part) {
		out = append(out, cut{first, at(k + 1)})
		first += len(page)
	}
	return out
}

// pageOf gives the address of each page of a list.
func (tg *tongue) pageOf(list string) func(k int) string {
	return func(k int) string {
		if k == 1 {
			return tg.addr(list)
		}
		return tg.addr(list, "p", itoa(k))
	}
}

// cutPages cuts a list between sessions.
func cutPages(list []stretch) [][]stretch {
	var pages [][]stretch
	from, size := 0, 0
	for i, st := range list {
		if i > from && size+int(st.n) > perPage {
			pages = append(pages, list[from:i:i])
			from, size = i, 0
		}
		size += int(st.n)
	}
	if from < len(list) {
		pages = append(pages, list[from:])
	}
	return pages
}

// byYear cuts a list, which has the newest first, by years.
func byYear(list []stretch) map[string][]stretch {
	out := map[string][]stretch{}
	for from := 0; from < len(list); {
		to, y := from+1, yearOf(list[from].e.Session)
		for to < len(list) && yearOf(list[to].e.Session) == y {
			to++
		}
		out[y] = list[from:to:to]
		from = to
	}
	return out
}

// groupID is the element id of a session's turns in a list of turns.
func groupID(s *archive.Session) string { return "s-" + strings.ReplaceAll(s.ID, "/", "--") }

// yearID is the element id of a year in a list.
func yearID(year string) string { return "y-" + year }
