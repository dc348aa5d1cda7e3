package builder

import (
	"maps"
	"slices"

	"dixit/builder/internal/archive"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/export"
)

// roleID is the id under which a role stands among speakers, "" for none. It has
// a colon, which no id of a speaker has: a role has no page, and who holds it is
// another in every session.
func roleID(label string) string {
	if r := people.RoleOf(label); r != "" {
		return "role:" + r
	}
	return ""
}

// roleRecords are the roles under whose name somebody speaks of whom no more is
// known, in order.
func roleRecords(a *archive.Archive) []export.SpeakerRecord {
	found := map[string]*export.SpeakerRecord{}
	for _, s := range a.Sessions {
		for _, e := range s.Editions {
			for _, v := range e.Voices {
				id := roleID(v.Label)
				if v.Speaker != nil || id == "" || v.Turns == 0 {
					continue
				}
				r := found[id]
				if r == nil {
					r = &export.SpeakerRecord{Kind: "speaker", ID: id, Names: map[string]string{}}
					found[id] = r
				}
				if r.Names[string(e.Lang)] == "" {
					r.Names[string(e.Lang)] = v.Label
				}
				if !slices.Contains(r.Labels, v.Label) {
					r.Labels = append(r.Labels, v.Label)
					r.Evidence = append(r.Evidence, string(archive.ByRole))
				}
			}
		}
	}
	var out []export.SpeakerRecord
	for _, id := range slices.Sorted(maps.Keys(found)) {
		out = append(out, *found[id])
	}
	return out
}
