package check

import (
	"cmp"
	"maps"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// sessionsAlike reports sessions whose ids are one edit apart and that have no
// language in common. joined are those that it proposes to join.
func sessionsAlike(in Input) (out []Finding, joined map[*archive.Session]bool) {
	all := in.Archive.Sessions
	ids := make([]string, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	joined = map[*archive.Session]bool{}
	for _, p := range nearPairs(ids) {
		stays, goes := all[p[0]], all[p[1]]
		if stays.Date != "" && goes.Date != "" && stays.Date != goes.Date || shareLanguage(stays, goes) || tellApart(stays.ID, goes.ID) {
			continue
		}
		// The session that has more of the languages, or the language that comes
		// first on the site, gives its name.
		if len(goes.Editions) > len(stays.Editions) || len(goes.Editions) == len(stays.Editions) && rank(in, goes) < rank(in, stays) {
			stays, goes = goes, stays
		}
		if joined[stays] || joined[goes] {
			continue
		}
		joined[goes] = true
		out = append(out, in.join(stays, goes, "session %q in %q is nearly %q, which has no edition in that language"))
	}
	return append(out, sessionsSaid(in, joined)...), joined
}

// join proposes that one session is another. format has the id and language of
// the one and the id of the other.
func (in Input) join(stays, goes *archive.Session, format string) Finding {
	f := in.finding(diag.SessionsAlike, place{path: goes.Editions[0].Parts[0].Path}, len(stays.Editions), format, goes.ID, string(goes.Editions[0].Lang), stays.ID)
	for _, e := range goes.Editions {
		f.Settle = append(f.Settle, in.sessionEntries(e, stays)...)
	}
	return f
}

// sessionEntries say of the files of an edition which session they are. There are none
// where a file holds other sessions too, which cannot all be that one.
func (in Input) sessionEntries(e *archive.Edition, s *archive.Session) []Entry {
	shared := false
	eachPart(in.Archive, func(other *archive.Edition, p archive.Part) {
		shared = shared || other != e && slices.ContainsFunc(e.Parts, func(own archive.Part) bool { return own.Path == p.Path })
	})
	if shared {
		return nil
	}
	var out []Entry
	for _, part := range e.Parts {
		out = append(out, Entry{File: in.Shown(part.Path), Note: "in its front matter, or in a .yaml of the same name beside it", Text: "session: " + scalar(s.ID)})
	}
	return out
}

// EditionsApart takes out of the diagnostics of a run those of editions that look like
// no other of their session, and gives them with what settles them: that they are of
// it, as their names say. Names are seldom alike by chance.
func EditionsApart(in Input, list diag.List) (found []Finding, rest diag.List) {
	editions := map[string]*archive.Edition{} // by their files; of several in one file, any
	eachPart(in.Archive, func(e *archive.Edition, p archive.Part) { editions[in.Shown(p.Path)] = e })
	for _, d := range list {
		if e := editions[d.File]; d.Code == diag.EditionApart && e != nil {
			found = append(found, Finding{Diagnostic: d, Settle: in.sessionEntries(e, e.Session)})
		} else {
			rest = append(rest, d)
		}
	}
	return found, rest
}

// mostOfADay is how many sessions of one day are compared with each other. A day
// with more is no day: the date of an import, or of a whole year.
const mostOfADay = 40

// sessionsSaid reports sessions of one day without a language in common whose
// turns render each other, whatever they are called. It adds to joined.
func sessionsSaid(in Input, joined map[*archive.Session]bool) []Finding {
	days := map[transcript.Date][]*archive.Session{}
	for _, s := range in.Archive.Sessions {
		if len(s.Date) == len("2006-01-02") {
			days[s.Date] = append(days[s.Date], s)
		}
	}
	var out []Finding
	for _, d := range slices.Sorted(maps.Keys(days)) {
		day := days[d]
		if len(day) > mostOfADay {
			continue
		}
		for i, first := range day {
			// All that render one another are one session, and go by one id.
			group := []*archive.Session{first}
			for _, other := range day[i+1:] {
				if !joined[first] && !joined[other] && !slices.ContainsFunc(group, func(s *archive.Session) bool { return shareLanguage(s, other) }) && in.Archive.Same(first.Editions[0], other.Editions[0]) {
					group = append(group, other)
				}
			}
			stays := slices.MinFunc(group, func(x, y *archive.Session) int {
				return cmp.Or(cmp.Compare(len(y.Editions), len(x.Editions)), cmp.Compare(rank(in, x), rank(in, y)))
			})
			for _, goes := range group {
				if goes != stays {
					joined[goes] = true
					out = append(out, in.join(stays, goes, "session %q in %q renders %q turn by turn"))
				}
			}
			joined[stays] = joined[stays] || len(group) > 1
		}
	}
	return out
}

func shareLanguage(a, b *archive.Session) bool {
	return slices.ContainsFunc(a.Editions, func(e *archive.Edition) bool { return b.Edition(e.Lang) != nil })
}

func rank(in Input, s *archive.Session) int {
	return slices.Index(in.Archive.Languages, s.Editions[0].Lang)
}

// leastSessions is how many sessions a series needs for its habit to be told.
const leastSessions = 3

// orphans reports sessions in one language whose series exist in another, too.
func orphans(in Input, joined map[*archive.Session]bool) []Finding {
	series := map[*archive.Series][]*archive.Session{}
	var order []*archive.Series
	for _, s := range in.Archive.Sessions {
		if series[s.Series] == nil {
			order = append(order, s.Series)
		}
		series[s.Series] = append(series[s.Series], s)
	}
	var out []Finding
	for _, key := range order {
		sessions := series[key]
		usual, several := habit(in, sessions)
		if len(sessions) < leastSessions || 2*several <= len(sessions) {
			continue
		}
		for _, s := range sessions {
			e := s.Editions[0]
			if len(s.Editions) > 1 || e.Lang.Base() == usual.Base() || e.Meta().Original.Base() == e.Lang.Base() && e.Meta().Original != "" || joined[s] {
				continue
			}
			out = append(out, in.finding(diag.EditionOrphan, place{path: e.Parts[0].Path}, several,
				"session %q exists in %q only; %d of the %d sessions beside it exist in several languages, %q first", s.ID, string(e.Lang), several, len(sessions), string(usual)))
		}
	}
	return out
}

// habit gives the language that most sessions with several editions have, and
// how many such sessions there are.
func habit(in Input, sessions []*archive.Session) (usual lang.Tag, several int) {
	count := map[lang.Tag]int{}
	for _, s := range sessions {
		if len(s.Editions) > 1 {
			several++
			for _, e := range s.Editions {
				count[e.Lang]++
			}
		}
	}
	for _, l := range in.Archive.Languages {
		if count[l] > count[usual] {
			usual = l
		}
	}
	return usual, several
}
