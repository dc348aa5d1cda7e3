package check

import (
	"fmt"
	"maps"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/diag"
)

// speakersLikely reports names in different languages that are most likely one
// speaker's, with the evidence, and the entry that makes them one.
func speakersLikely(in Input, where map[string]place) []Finding {
	var out []Finding
	first := map[*archive.Speaker]int{} // the finding that has the entry
	more := map[*archive.Speaker][]*archive.Speaker{}
	for _, l := range in.Archive.Likely {
		one, other := in.Archive.Appearance(l.A), in.Archive.Appearance(l.B)
		a, b := one.Labels[0].Printed, other.Labels[0].Printed
		if _, ok := first[l.A]; !ok {
			first[l.A] = len(out)
		}
		more[l.A] = append(more[l.A], l.B)
		out = append(out, in.finding(diag.SpeakersLikely, where[b], l.Proof.Together, "%q (%s) may be %q (%s): %s", b, times(other.Turns), a, times(one.Turns), l.Proof))
	}
	for a, i := range first {
		out[i].Settle = []Entry{joinEntry(in, a, more[a])}
	}
	return out
}

// topicsLikely reports terms that may be topics, the most certain with the most
// weight, and the entries that make them topics.
func topicsLikely(in Input) []Finding {
	var out []Finding
	for i, c := range in.Archive.Candidates {
		turn := c.In.Turns.At(c.Turn)
		part := c.In.Parts[turn.Part]
		at := place{path: part.Path}
		if lines := in.Texts[part.Key].Lines; int(turn.Index) < len(lines) {
			at.line = lines[turn.Index]
		}
		f := in.finding(diag.TopicLikely, at, len(in.Archive.Candidates)-i, "%q may be a topic: said %d times in %s", c.Labels[c.In.Lang], c.Count, plural(c.Sessions, "session"))
		f.Settle = []Entry{{File: in.Shown("topics.yaml"), Text: fmt.Sprintf("- id: %s\n  labels: %s", scalar(c.ID(in.Archive.Languages)), texts(c.Labels))}}
		out = append(out, f)
	}
	return out
}

// joinEntry is the entry of people.yaml that makes others one with a speaker:
// their names in languages in which it has none yet, the rest as aliases.
func joinEntry(in Input, s *archive.Speaker, others []*archive.Speaker) Entry {
	one := archive.Speaker{ID: s.ID, Names: maps.Clone(s.Names), Entry: s.Entry}
	var aliases []string
	for _, o := range others {
		for _, u := range in.Archive.Appearance(o).Labels {
			switch {
			case slices.Contains(aliases, u.Printed):
			case s.Entry == nil && one.Names[u.Lang] == "":
				one.Names[u.Lang] = u.Printed
			default:
				aliases = append(aliases, u.Printed)
			}
		}
	}
	return personEntry(in, &one, aliases)
}
