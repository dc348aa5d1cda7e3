package archive

import (
	"cmp"
	"hash/fnv"
	"slices"

	"dixit/builder/internal/archive/align"
	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// alignEditions aligns the editions of a session. They are taken in order of
// language, so that the order in which a site names its languages changes no unit.
// apart are the editions that do not look like the same session as the others. known
// gives the entry of people.yaml that a label means in the session, nil for none.
func alignEditions(editions []*Edition, known func(label string) *people.Entry) (pairs []pair, apart []lang.Tag) {
	if len(editions) < 2 {
		return nil, nil
	}
	order := byLanguage(editions)
	in := make([]align.Edition, len(order))
	for i, e := range order {
		in[i] = alignable(e, e.said, known)
	}
	units, alone := align.Units(in)
	for i, e := range order {
		if e.units = units[i]; alone[i] {
			apart = append(apart, e.Lang)
		}
	}
	return pairUp(order, units), apart
}

func byLanguage(editions []*Edition) []*Edition {
	out := slices.Clone(editions)
	slices.SortFunc(out, func(x, y *Edition) int { return cmp.Compare(x.Lang, y.Lang) })
	return out
}

// Same tells whether two editions of different sessions are surely of one. It is false
// after a Link that is the last, which has let go of what tells.
func (a *Archive) Same(x, y *Edition) bool {
	var in [2]align.Edition
	for i, e := range []*Edition{x, y} {
		var said []*Spoken
		for _, f := range e.facts {
			s, err := f.spoken(a.spoken)
			if err != nil {
				return false
			}
			said = append(said, s)
		}
		in[i] = alignable(e, said, nobodyKnown)
	}
	return align.Same(in[0], in[1])
}

func nobodyKnown(string) *people.Entry { return nil }

// alignable is an edition as align takes it; said is of its parts. It is settled where
// front matter says which session it is: what an editor decided is not judged.
func alignable(e *Edition, said []*Spoken, known func(label string) *people.Entry) align.Edition {
	var out align.Edition
	index := map[string]int32{}
	for k, f := range e.facts {
		out.Settled = out.Settled || lang.SlugPath(f.Front.session) != ""
		voices := make([]int32, len(f.Labels))
		for i, l := range f.Labels.All() {
			key := people.Key(l.Printed)
			v, ok := index[key]
			if !ok {
				v = int32(len(out.Voices))
				index[key] = v
				// Writers of another language leave out marks that they do not know.
				hash := nameHash(people.Key(lang.SearchFold(l.Printed)))
				if entry := known(l.Printed); entry != nil {
					hash = nameHash("id:" + entry.ID)
				}
				out.Voices = append(out.Voices, hash)
			}
			voices[i] = v
		}
		out.Turns = slices.Grow(out.Turns, len(said[k].Turns))
		for i, t := range said[k].Turns {
			turn := align.Turn{Length: t.Letters, Voice: -1, Start: -1, Marks: said[k].MarksOf(i)}
			if t.Label >= 0 {
				turn.Voice = voices[t.Label]
			}
			if start := e.Parts[k].Later(t.Start); start != transcript.NoTime {
				turn.Start = int32(start / 1000)
			}
			out.Turns = append(out.Turns, turn)
		}
	}
	return out
}

// nameHash is a hash that is not 0, which is nobody's.
func nameHash(key string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(key))
	return max(h.Sum64(), 1)
}
