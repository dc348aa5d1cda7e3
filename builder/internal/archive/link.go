package archive

import (
	"cmp"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Input is all that Link depends on.
type Input struct {
	Files      []*Facts // in order of path
	Languages  []lang.Tag
	People     []people.Entry
	PeoplePath string
	// Listed are persons of files that are nothing but a list of them, in order of
	// path. Those of Files are in their Meta.
	Listed     []transcript.Person
	Vocabulary *topic.Vocabulary
	// Found is how many topics there are at most that the words alone tell, where
	// the vocabulary is empty.
	Found  int
	Series []SeriesText
	// Drafts says that drafts are shown; AsOf is the day until which an embargo
	// holds, "" for all to be over.
	Drafts bool
	AsOf   transcript.Date
	// Memory is what the last Link of this archive left; nil for none.
	Memory *Memory
}

// Link makes the archive.
func Link(in Input) (*Archive, diag.List) {
	if in.Memory == nil {
		in.Memory = &Memory{}
	}
	in.Memory.begin()
	files, closed, list := shown(in)
	ids, diags := identify(files, in.Languages, in.Memory)
	list = append(list, diags...)

	a := &Archive{Redirects: map[string]string{}}
	sessions := map[string]*Session{}
	editions := map[*Edition][]int{} // → files, in order of part
	for i, id := range ids {
		if len(in.Languages) > 0 && !slices.Contains(in.Languages, id.lang) {
			list = append(list, diag.New(diag.FilePassedOver, files[i].Path, 0, 0, "passed over: %q is not among the languages of dixit.yaml", string(id.lang)))
			continue
		}
		s := sessions[id.session]
		if s == nil {
			s = &Session{ID: id.session}
			sessions[id.session] = s
			a.Sessions = append(a.Sessions, s)
		}
		e := s.Edition(id.lang)
		if e == nil {
			e = &Edition{Session: s, Lang: id.lang}
			s.Editions = append(s.Editions, e)
		} else if part := max(id.part, 1); slices.ContainsFunc(editions[e], func(j int) bool { return max(ids[j].part, 1) == part }) {
			first := editions[e][slices.IndexFunc(editions[e], func(j int) bool { return max(ids[j].part, 1) == part })]
			list = append(list, diag.New(diag.EditionTwice, files[i].Path, 0, 0, "session %q in %q is already %q", id.session, string(id.lang), files[first].Path))
			continue
		}
		editions[e] = append(editions[e], i)
	}
	slices.SortFunc(a.Sessions, func(x, y *Session) int { return strings.Compare(x.ID, y.ID) })
	a.Languages = languagesOf(a, in.Languages)
	order := map[lang.Tag]int{}
	for i, l := range a.Languages {
		order[l] = i
	}

	names := newNames(in, a, files)
	for _, s := range a.Sessions {
		slices.SortStableFunc(s.Editions, func(x, y *Edition) int {
			return cmp.Or(cmp.Compare(rank(order, x.Lang), rank(order, y.Lang)), cmp.Compare(x.Lang, y.Lang))
		})
		for _, e := range s.Editions {
			slices.SortFunc(editions[e], func(x, y int) int { return cmp.Compare(ids[x].part, ids[y].part) })
			list = append(list, e.assemble(files, ids, editions[e], closed, in.Memory)...)
			for _, i := range editions[e] {
				if d := ids[i].date; len(d) > len(s.Date) { // the most exact one
					s.Date = d
				}
			}
		}
		if s.Date == "" {
			list = append(list, diag.New(diag.DateMissing, s.Editions[0].Parts[0].Path, 0, 0, "no date for session %q", s.ID))
		}
		s.Series = a.series(seriesOf(s, ids, editions), s)
	}
	list = append(list, a.finishSeries(in)...)
	for _, s := range a.Sessions {
		list = append(list, units(s, in.Memory)...)
	}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for k, i := range editions[e] {
				names.edition(e, k, files[i])
			}
		}
	}
	list = append(list, names.finish()...)
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			e.fill()
		}
	}
	a.topics(in, files, editions)
	return a, list
}

// seriesOf gives a file that says which series a session belongs to: the first
// whose front matter does, else the first.
func seriesOf(s *Session, ids []identity, editions map[*Edition][]int) identity {
	for _, e := range s.Editions {
		for _, i := range editions[e] {
			if ids[i].named {
				return ids[i]
			}
		}
	}
	return ids[editions[s.Editions[0]][0]]
}

func rank(order map[lang.Tag]int, l lang.Tag) int {
	if n, ok := order[l]; ok {
		return n
	}
	return len(order)
}

// shown leaves out what is not to be published. closed has the paths of files in
// which something is not: one file may hold many sessions.
func shown(in Input) (out []*Facts, closed map[string]bool, list diag.List) {
	closed = map[string]bool{}
	for _, f := range in.Files {
		if f.Redacted {
			closed[f.Path] = true
		}
		if reason := Hidden(f.Meta, in.Drafts, in.AsOf); reason != "" {
			list = append(list, diag.New(diag.FilePassedOver, f.Path, 0, 0, "passed over: %s", reason))
			closed[f.Path] = true
			continue
		}
		out = append(out, f)
	}
	return out, closed, list
}

// Hidden says why what has this front matter is not to be shown, "" if it is.
// drafts and asOf are those of Input.
func Hidden(m transcript.Meta, drafts bool, asOf transcript.Date) string {
	switch {
	case m.Draft && !drafts:
		return "a draft; --drafts shows it"
	case m.Embargo != "" && asOf != "" && endOf(m.Embargo) > asOf:
		return "under embargo until " + string(m.Embargo)
	case m.Withdrawn != "":
		return "withdrawn: " + m.Withdrawn
	}
	return ""
}

// languagesOf gives the site's languages: those that it names, else those of
// its editions, the commonest first.
func languagesOf(a *Archive, named []lang.Tag) []lang.Tag {
	if len(named) > 0 {
		return named
	}
	count := map[lang.Tag]int{}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			count[e.Lang]++
		}
	}
	return commonest(count)
}

// scriptOf gives a language whose script is left open that of the text.
func scriptOf(l, detected lang.Tag) lang.Tag {
	if l != "" && l == lang.Tag(l.Base()) && detected.Base() == l.Base() && strings.HasPrefix(string(detected), string(l)+"-") {
		return detected
	}
	return l
}

// reserved tells whether an address that a writer gave a turn is one that the
// page has for something else: its parts, sections, and passages of turns.
func reserved(id string) bool {
	switch id {
	case "record", "voices", "main", "sessions", "turn-tools", "arrival", "bar":
		return true
	}
	return strings.HasPrefix(id, "s-") || strings.HasPrefix(id, "y-") || strings.Contains(id, ".")
}

// endOf is the last day of a date that may name a year or a month only. Days
// that the calendar does not have compare as well as those it has.
func endOf(d transcript.Date) transcript.Date {
	switch len(d) {
	case len("2006"):
		return d + "-12-31"
	case len("2006-01"):
		return d + "-31"
	}
	return d
}
