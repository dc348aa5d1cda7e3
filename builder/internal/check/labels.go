package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/diag"
	"dixit/builder/internal/lang"
)

// name is a speaker under one of the names that are printed.
type name struct {
	key     string // people.Key
	words   []string
	printed string // the commonest form
	turns   int
	speaker *archive.Speaker
}

// namesOf gives the names of the speakers. A name that a session's own map gives
// is decided already, and is none.
func namesOf(a *archive.Archive) []name {
	var out []name
	for _, s := range a.Speakers {
		from := len(out)
		for _, u := range a.Appearance(s).Labels { // most used first
			if u.Evidence == archive.ByMap {
				continue
			}
			key := people.Key(u.Printed)
			if i := slices.IndexFunc(out[from:], func(n name) bool { return n.key == key }); i >= 0 {
				out[from+i].turns += u.Turns
				continue
			}
			out = append(out, name{key, nameWords(lang.Fold(u.Printed)), u.Printed, u.Turns, s})
		}
	}
	return out
}

// labelsAlike reports names that are most likely one misspelt, or one cut short.
// paired are the speakers that it names.
func labelsAlike(in Input, where map[string]place) (out []Finding, paired map[*archive.Speaker]bool) {
	names := namesOf(in.Archive)
	keys := make([]string, len(names))
	for i, n := range names {
		keys[i] = n.key
	}
	together := speakTogether(in.Archive)
	var pairs [][2]int // the commoner first
	for _, p := range append(nearPairs(keys), beginnings(names)...) {
		a, b := names[p[0]], names[p[1]]
		switch {
		case a.speaker == b.speaker, a.speaker.Entry != nil && b.speaker.Entry != nil, !together(a.speaker, b.speaker):
			continue
		case tellApart(strings.Join(a.words, " "), strings.Join(b.words, " ")):
			continue
		}
		// An entry is a decision; what is commoner is only likelier.
		if a.speaker.Entry == nil && (b.speaker.Entry != nil || b.turns > a.turns) {
			p[0], p[1] = p[1], p[0]
		}
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y [2]int) int {
		return cmp.Or(cmp.Compare(names[y[0]].turns, names[x[0]].turns), cmp.Compare(names[x[0]].key, names[y[0]].key), cmp.Compare(names[x[1]].key, names[y[1]].key))
	})
	paired = map[*archive.Speaker]bool{}
	mains, aliases := map[*archive.Speaker]int{}, map[*archive.Speaker]bool{}
	groups := map[*archive.Speaker][]string{}
	for _, p := range pairs {
		main, rare := names[p[0]], names[p[1]]
		if _, isMain := mains[rare.speaker]; isMain || aliases[rare.speaker] || aliases[main.speaker] {
			continue // asked next time, when what it hangs on is settled
		}
		aliases[rare.speaker] = true
		paired[main.speaker], paired[rare.speaker] = true, true
		groups[main.speaker] = append(groups[main.speaker], rare.printed)
		mains[main.speaker] = len(out) // the finding that has the entry
		out = append(out, in.finding(diag.LabelsAlike, where[rare.printed], main.turns,
			"%q (%s) is nearly %q (%s)", rare.printed, times(rare.turns), main.printed, times(main.turns)))
	}
	for s, i := range mains { // one entry for all that is nearly one name
		out[i].Settle = []Entry{personEntry(in, s, groups[s])}
	}
	return out, paired
}

func times(turns int) string {
	if turns == 1 {
		return "1 turn"
	}
	return fmt.Sprintf("%d turns", turns)
}

// beginnings gives the pairs of names of which one is the other's first words,
// where that is one other only: "Ada" may be any of three Adas.
func beginnings(names []name) [][2]int {
	whole := map[string]int{}
	for i, n := range names {
		if len(n.words) > 0 && len([]rune(n.key)) >= leastLetters {
			whole[strings.Join(n.words, " ")] = i
		}
	}
	longer := map[int][]int{}
	for j, n := range names {
		for k := 1; k < len(n.words); k++ {
			if i, ok := whole[strings.Join(n.words[:k], " ")]; ok && names[i].speaker != n.speaker && strings.Map(figure, names[i].key) == strings.Map(figure, n.key) {
				longer[i] = append(longer[i], j)
			}
		}
	}
	var out [][2]int
	for i := range names {
		if len(longer[i]) == 1 {
			out = append(out, [2]int{i, longer[i][0]})
		}
	}
	return out
}

// speakTogether tells whether two speakers speak in one series.
func speakTogether(a *archive.Archive) func(x, y *archive.Speaker) bool {
	series := map[*archive.Speaker]map[*archive.Series]bool{}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for _, v := range e.Voices {
				if v.Speaker == nil {
					continue
				}
				if series[v.Speaker] == nil {
					series[v.Speaker] = map[*archive.Series]bool{}
				}
				series[v.Speaker][s.Series] = true
			}
		}
	}
	return func(x, y *archive.Speaker) bool {
		for s := range series[x] {
			if series[y][s] {
				return true
			}
		}
		return false
	}
}

// personEntry is the entry of people.yaml that gives a speaker further aliases.
func personEntry(in Input, s *archive.Speaker, aliases []string) Entry {
	e := Entry{File: in.Shown("people.yaml")}
	if s.Entry != nil {
		e.Note = fmt.Sprintf("in the entry of line %d, in place of its aliases", s.Entry.Line)
		e.Text = "  aliases: " + flow(append(slices.Clone(s.Entry.Aliases), aliases...))
		return e
	}
	e.Text = fmt.Sprintf("- id: %s\n  names: %s", scalar(s.ID), texts(s.Names))
	if len(aliases) > 0 {
		e.Text += "\n  aliases: " + flow(aliases)
	}
	return e
}

// labelsNew reports who speaks for the first time since the last build. Those
// of whom labelsAlike asks are left to it.
func labelsNew(in Input, where map[string]place, paired map[*archive.Speaker]bool) []Finding {
	if in.Known == nil {
		return nil
	}
	var out []Finding
	for _, s := range in.Archive.Speakers {
		if s.Entry != nil || paired[s] {
			continue
		}
		is := in.Archive.Appearance(s)
		known := slices.ContainsFunc(is.Labels, func(u archive.LabelUse) bool {
			_, known := in.Known[people.Key(u.Printed)]
			return known || u.Evidence == archive.ByMap
		})
		if known {
			continue
		}
		f := in.finding(diag.LabelNew, where[is.Labels[0].Printed], is.Turns, "%q (%s) was not there at the last build", is.Labels[0].Printed, times(is.Turns))
		f.Settle = []Entry{personEntry(in, s, nil)}
		out = append(out, f)
	}
	return out
}

// speakersMoved reports speakers whose address is another than at the last build: a
// name in the site's first language has come, or another form has become the commonest.
// An entry with the old id keeps it.
func speakersMoved(in Input, where map[string]place) []Finding {
	ids := map[string]bool{}
	for _, s := range in.Archive.Speakers {
		ids[s.ID] = true
	}
	var out []Finding
	for _, s := range in.Archive.Speakers {
		if s.Entry != nil || s.Listed != nil {
			continue
		}
		is := in.Archive.Appearance(s)
		was, at := "", ""
		for _, u := range is.Labels {
			id := in.Known[people.Key(u.Printed)]
			if id == s.ID {
				was = ""
				break
			}
			if was == "" && id != "" && !ids[id] && u.Evidence != archive.ByMap && u.Evidence != archive.ByRole {
				was, at = id, u.Printed
			}
		}
		if was == "" {
			continue
		}
		f := in.finding(diag.SpeakerMoved, where[at], is.Turns, "the page of %q was %q at the last build, and is %q now", at, was, s.ID)
		f.Settle = []Entry{{File: in.Shown("people.yaml"), Text: fmt.Sprintf("- id: %s\n  names: %s", scalar(was), texts(s.Names))}}
		out = append(out, f)
	}
	return out
}

// Labels gives the labels of an archive, in order, each with a tab and the id of its
// speaker: what Known reads at the next check.
func Labels(a *archive.Archive) []string {
	var out []string
	for _, s := range a.Speakers {
		for _, u := range a.Appearance(s).Labels {
			out = append(out, people.Key(u.Printed)+"\t"+s.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Known reads what Labels gave. A label that meant several has none of their ids.
func Known(labels []string) map[string]string {
	out := map[string]string{}
	for _, l := range labels {
		label, id, _ := strings.Cut(l, "\t")
		if _, twice := out[label]; twice {
			id = ""
		}
		out[label] = id
	}
	return out
}
