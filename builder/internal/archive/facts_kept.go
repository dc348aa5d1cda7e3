package archive

import (
	"encoding/binary"
	"math"
	"unique"

	"dixit/builder/internal/archive/term"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/packed"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// Append appends the encoding that FactsIn reads: all fields in their order, but for path,
// key and Spoken. Numbers are varints, and strings and lists have their length before
// them. Notes that hold it tell forms of it apart by their own version, which is raised
// with each change here.
func (f *Facts) Append(b []byte) []byte {
	b = packed.AppendText(b, f.Format)
	b = packed.AppendText(b, f.Front.Packed)
	b = packed.AppendText(b, f.Detected)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f.Sure))
	b = packed.AppendList(b, f.Labels, func(b []byte, l *unique.Handle[Label]) []byte {
		label := l.Value()
		return packed.AppendText(packed.AppendText(packed.AppendText(b, label.Printed), label.Who), label.Role)
	})
	b = packed.AppendList(b, f.Sections, func(b []byte, s *transcript.Section) []byte {
		return packed.AppendText(packed.AppendVarints(b, int64(s.Level), int64(s.Line)), s.Title)
	})
	b = packed.AppendList(b, f.Langs, func(b []byte, l *lang.Tag) []byte { return packed.AppendText(b, *l) })
	for _, hits := range [][]topic.Hit{f.Hits, f.Heads} {
		b = packed.AppendList(b, hits, func(b []byte, h *topic.Hit) []byte {
			return packed.AppendText(packed.AppendVarints(b, int64(h.Turn), int64(h.Topic), int64(h.Count)), h.Lang)
		})
	}
	b = packed.AppendList(b, f.Terms, func(b []byte, t *term.Term) []byte {
		b = packed.AppendText(packed.AppendText(b, t.Text), t.Printed)
		b = packed.AppendVarints(b, int64(t.Count), int64(t.Weight), int64(t.Blocks), int64(t.BlocksBy), int64(t.TurnsBy))
		return packed.AppendList(b, t.Turns, func(b []byte, n *int32) []byte { return packed.AppendVarints(b, int64(*n)) })
	})
	b = packed.AppendList(b, f.Guesses, func(b []byte, g *Guess) []byte {
		return packed.AppendText(packed.AppendVarints(b, int64(g.Label), int64(g.Turn)), g.Name)
	})
	b = packed.AppendList(b, f.Links, func(b []byte, l *string) []byte { return packed.AppendText(b, *l) })
	b = packed.AppendVarints(b, int64(f.Gaps), int64(f.End))
	flags := byte(0)
	if f.Sought {
		flags |= wasSought
	}
	if f.Redacted {
		flags |= isRedacted
	}
	return append(b, flags)
}

// What the last byte that Append writes says.
const (
	wasSought = 1 << iota
	isRedacted
)

// FactsIn reads what Append has written of a file, of which nothing is kept. What many
// files have in common stands in memory once.
func FactsIn(b []byte, path string, key store.Key) (*Facts, error) {
	r := packed.NewReader(b)
	f := &Facts{Path: path, Key: key, Format: shared(r.Text())}
	f.Front = frontIn(transcript.PackedMeta(r.Text()))
	f.Detected = lang.Tag(r.Text())
	f.Sure = math.Float64frombits(binary.LittleEndian.Uint64(r.Bytes(8)))
	f.Labels = packed.List(r, func(l *unique.Handle[Label]) {
		*l = unique.Make(Label{Printed: r.Text(), Who: r.Text(), Role: r.Text()})
	})
	f.Sections = packed.List(r, func(s *transcript.Section) {
		s.Level, s.Line, s.Title = int(r.Varint()), int(r.Varint()), r.Text()
	})
	f.Langs = packed.List(r, func(l *lang.Tag) { *l = lang.Tag(r.Text()) })
	for _, hits := range []*[]topic.Hit{&f.Hits, &f.Heads} {
		*hits = packed.List(r, func(h *topic.Hit) {
			h.Turn, h.Topic, h.Count, h.Lang = r.Int32(), r.Int32(), r.Int32(), lang.Tag(shared(r.Text()))
		})
	}
	f.Terms = packed.List(r, func(t *term.Term) {
		t.Text, t.Printed = r.Text(), r.Text()
		t.Count, t.Weight, t.Blocks, t.BlocksBy, t.TurnsBy = r.Int32(), r.Int32(), r.Int32(), r.Int32(), r.Int32()
		t.Turns = packed.List(r, func(n *int32) { *n = r.Int32() })
	})
	f.Guesses = packed.List(r, func(g *Guess) { g.Label, g.Turn, g.Name = r.Int32(), r.Int32(), r.Text() })
	f.Links = packed.List(r, func(l *string) { *l = r.Text() })
	f.Gaps, f.End = int(r.Varint()), transcript.Time(r.Varint())
	flags := r.Bytes(1)[0]
	f.Sought, f.Redacted = flags&wasSought != 0, flags&isRedacted != 0
	if r.Short() || len(r.Rest()) > 0 {
		return nil, errDamagedFacts
	}
	return f, nil
}
