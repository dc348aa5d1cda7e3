package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
)

// shownSpeakers are those who speak in an edition that a reader of this
// language gets: all, unless somebody speaks in no chosen edition.
func (tg *tongue) shownSpeakers() []*archive.Speaker {
	var out []*archive.Speaker
	for _, s := range tg.a.Speakers {
		if len(tg.said[s]) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func speakerAddress(s *archive.Speaker) string { return "speakers/" + s.ID + "/" }

// name is a speaker's name in this language, else as the site knows it.
func (tg *tongue) name(s *archive.Speaker) Text { return tg.in(s.Names) }

func turnsOf(list []stretch) int {
	n := 0
	for _, st := range list {
		n += int(st.n)
	}
	return n
}

// topSpeakers are those with most turns, each with the number of sessions.
func (tg *tongue) topSpeakers(address string) []Count {
	all := tg.rankedSpeakers()
	var out []Count
	for _, s := range all[:min(few, len(all))] {
		out = append(out, tg.count(address, tg.name(s), tg.addr(speakerAddress(s))+"#sessions", len(tg.said[s])))
	}
	return shares(out)
}

func (tg *tongue) speakers() {
	shown := tg.shownSpeakers()
	if len(tg.a.Speakers) == 0 {
		return
	}
	sorted := tg.sortedByName(shown)
	tg.pagesOf("speakers/", len(sorted), func(address string, from, to int, pager func() *Pager) Page {
		inputs := func() []any {
			out := []any{tg.frame(), from, len(sorted)}
			for _, s := range sorted[from:to] {
				out = append(out, tg.keys.speaker(s), len(tg.said[s]))
			}
			return out
		}
		return Page{Address: address, Layout: "index", Class: Listing, Inputs: inputs, View: func(Texts) (any, error) {
			v := Index{Base: tg.base(address, "speakers", tg.p.T("nav-speakers")), Heading: tg.p.T("nav-speakers"), Total: len(sorted), Number: tg.p.Number(len(sorted)), Pager: pager()}
			for _, s := range sorted[from:to] {
				name := tg.name(s)
				letter := initial(name.Text)
				if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != letter {
					v.Groups = append(v.Groups, IndexGroup{Title: letter})
				}
				g := &v.Groups[len(v.Groups)-1]
				n := len(tg.said[s])
				c := tg.count(address, name, tg.addr(speakerAddress(s))+"#sessions", n)
				g.Entries = append(g.Entries, IndexEntry{Count: c, Note: tg.roleNow(s)})
			}
			tg.languages(&v.Base, address, tg.everywhere("speakers/"))
			return v, nil
		}}
	})
	for _, s := range shown {
		tg.speaker(s)
	}
	for _, from := range sortedKeys(tg.a.Redirects) {
		to := tg.a.Redirects[from]
		if slices.ContainsFunc(shown, func(s *archive.Speaker) bool { return s.ID == to }) {
			tg.redirect(tg.addr("speakers", from), tg.addr("speakers", to))
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// sortedByName sorts by the name that is shown, folded; names of another script
// than the page's come after those of its own.
func (tg *tongue) sortedByName(list []*archive.Speaker) []*archive.Speaker {
	keys := make(map[*archive.Speaker]string, len(list))
	for _, s := range list {
		keys[s] = lang.SearchFold(tg.name(s).Text)
		if s.Entry != nil && s.Entry.Sort != "" {
			keys[s] = lang.SearchFold(s.Entry.Sort)
		}
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y *archive.Speaker) int {
		return cmp.Or(strings.Compare(keys[x], keys[y]), strings.Compare(x.ID, y.ID))
	})
	return out
}

// initial is the letter under which a name stands.
func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(lang.SearchFold(name))
	if r == utf8.RuneError {
		return ""
	}
	return strings.ToUpper(string(r))
}

func (tg *tongue) roleNow(s *archive.Speaker) Text {
	tenures := s.Tenures()
	if len(tenures) == 0 {
		return Text{}
	}
	r := tenures[0]
	if role := tg.in(r.Role); role.Text != "" {
		return role
	}
	return tg.in(r.Affiliation)
}

func (tg *tongue) speaker(s *archive.Speaker) {
	rest := speakerAddress(s)
	said := tg.said[s]
	tg.turnPages(tg.name(s), "speakers", func(o *tongue) turnsIn { return o.ofSpeaker(s) }, false)
	sums := sync.OnceValue(func() speakerSums { return tg.sumsOf(said) })
	tg.pagesOf(rest, len(said), func(address string, from, to int, pager func() *Pager) Page {
		inputs := func() []any {
			all := sums()
			return []any{
				tg.frame(), tg.keys.speaker(s), tg.keys.appearance(tg.a.Appearance(s)), from, all.sessions, all.turns, all.span, all.years, tg.keys.names(all.topics),
				tg.keys.stretches(said[from:to]), tg.cutsWith(tg.ofSpeaker(s), from, to), tg.presence(func(o *tongue) bool { return len(o.said[s]) > 0 }),
			}
		}
		return Page{Address: address, Layout: "speaker", Class: Listing, Inputs: inputs, View: func(texts Texts) (any, error) {
			return tg.speakerView(texts, address, rest, s, sums(), said[from:to], pager())
		}}
	})
}

// speakerSums is what each page of a speaker shows of all that they say, and all that it
// shows of sessions that are on other pages.
type speakerSums struct {
	sessions, turns int
	span            string
	years           map[string]int   // turns
	topics          []*archive.Topic // a few, that of most turns first
}

func (tg *tongue) sumsOf(said []stretch) speakerSums {
	sums := speakerSums{sessions: len(said), turns: turnsOf(said), years: turnsIn{all: said}.years()}
	sessions := make([]*archive.Session, len(said))
	topics := map[*archive.Topic]int{}
	for i, st := range said {
		sessions[i] = st.e.Session
		if len(st.e.Topics) == 0 {
			continue
		}
		for i := range st.turns() {
			for _, t := range st.e.TopicsOf(int(i)) {
				topics[t.Topic]++
			}
		}
	}
	sums.span = tg.span(sessions)
	ranked := rankTopics(topics)
	sums.topics = ranked[:min(few, len(ranked))]
	return sums
}

// speakerView is a page of a speaker: all that is known of them, and the
// sessions in part, which are those of this page.
func (tg *tongue) speakerView(texts Texts, address, rest string, s *archive.Speaker, sums speakerSums, part []stretch, pager *Pager) (Speaker, error) {
	first := tg.addr(rest)
	name := tg.name(s)
	v := Speaker{Base: tg.base(address, "speakers", name.Text), Heading: name, Kind: string(s.Kind), Total: sums.sessions, Pager: pager, Here: "speaker:" + s.ID}
	tg.languages(&v.Base, address, tg.whereSaid(rest, func(o *tongue) []stretch { return o.said[s] }))
	v.Feed = tg.rel(address, first+"feed.xml")
	v.Names = tg.otherNames(s, name)
	v.Sessions = tg.count(address, Text{Text: tg.p.T("nav-sessions")}, first+"#sessions", sums.sessions)
	v.Turns = tg.count(address, Text{Text: tg.p.T("turns")}, first+"turns/", sums.turns)
	v.Span = sums.span
	v.Years = tg.yearCounts(address, tg.ofSpeaker(s), sums.years)
	if e := s.Entry; e != nil {
		v.Bio, v.URL = tg.in(e.Bio), e.URL
	}
	for _, t := range s.Tenures() {
		v.Tenures = append(v.Tenures, Tenure{Role: tg.in(t.Role), Affiliation: tg.in(t.Affiliation), Span: tg.tenure(t)})
	}
	for _, t := range sums.topics {
		v.Topics = append(v.Topics, Link{Text: tg.in(t.Labels), Href: tg.rel(address, tg.addr("topics", t.ID))})
	}
	var about *archive.Topic
	if len(sums.topics) > 0 {
		about = sums.topics[0]
	}
	v.Forms = tg.forms(address, s)
	for _, g := range tg.a.Appearance(s).Guesses {
		v.Guesses = append(v.Guesses, Link{Text: tg.text(g.Name, g.In.Lang), Href: tg.rel(address, turnAddress(g.In, g.Turn))})
	}
	var err error
	v.Groups, err = tg.stretchGroups(texts, address, tg.ofSpeaker(s), part, about)
	return v, err
}

func rankTopics(count map[*archive.Topic]int) []*archive.Topic {
	out := make([]*archive.Topic, 0, len(count))
	for t := range count {
		out = append(out, t)
	}
	slices.SortFunc(out, func(x, y *archive.Topic) int {
		return cmp.Or(cmp.Compare(count[y], count[x]), strings.Compare(x.ID, y.ID))
	})
	return out
}

func (tg *tongue) otherNames(s *archive.Speaker, shown Text) []Text {
	var out []Text
	seen := map[string]bool{lang.Fold(shown.Text): true}
	for _, l := range tg.a.Languages {
		if n := s.Names[l]; n != "" && !seen[lang.Fold(n)] {
			seen[lang.Fold(n)] = true
			out = append(out, tg.text(n, l))
		}
	}
	return out
}

func (tg *tongue) tenure(t people.Tenure) string {
	if t.From == "" && t.To == "" {
		return ""
	}
	return tg.p.Digits(t.From) + "–" + tg.p.Digits(t.To)
}

func (tg *tongue) forms(address string, s *archive.Speaker) []Form {
	var out []Form
	for _, u := range tg.a.Appearance(s).Labels {
		if u.Turns == 0 {
			continue
		}
		f := Form{Link: Link{Text: tg.text(u.Printed, u.Lang)}, Language: u.Lang.Name(tg.l), Number: tg.p.Number(u.Turns), Evidence: tg.why(u)}
		if slices.Contains(tg.a.Languages, u.In.Lang) {
			f.Href = tg.rel(address, turnAddress(u.In, u.First))
		}
		out = append(out, f)
	}
	return out
}

// evidence are the messages for the kinds of evidence.
var evidence = map[archive.Evidence]string{
	archive.ByMap: "evidence-map", archive.ByPeople: "evidence-people", archive.ByAlone: "evidence-alone", archive.ByRole: "evidence-role",
	archive.ByPlace: "evidence-place", archive.ByName: "evidence-name", archive.ByLink: "evidence-link",
}

// why says why a form of a name is the speaker's.
func (tg *tongue) why(u archive.LabelUse) string {
	p := u.Proof
	var out []string
	if p.Together > 0 {
		out = append(out, tg.p.T("evidence-together", "Turns", tg.p.Number(p.Together), "Of", tg.p.Number(p.Of)))
	}
	if p.Bracket {
		out = append(out, tg.p.T("evidence-bracket"))
	}
	switch {
	case p.Sound > 0:
		out = append(out, tg.p.T("evidence-sound"))
	case p.Family:
		out = append(out, tg.p.T("evidence-family"))
	}
	if p.Role {
		out = append(out, tg.p.T("evidence-affiliation"))
	}
	if p.Alone {
		out = append(out, tg.p.T("evidence-left"))
	}
	if len(out) == 0 {
		return tg.p.T(evidence[u.Evidence])
	}
	return strings.Join(out, " · ")
}

// whereSaid gives the address of a page in the languages in which it has turns
// to show.
func (tg *tongue) whereSaid(rest string, list func(*tongue) []stretch) func(lang.Tag) string {
	return func(l lang.Tag) string {
		if len(list(tg.tongues[l])) == 0 {
			return ""
		}
		return string(l) + "/" + rest
	}
}
