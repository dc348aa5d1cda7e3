package archive

import (
	"encoding/binary"
	"math"
	"unique"

	"dixit/builder/internal/archive/term"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
	"dixit/builder/internal/transcript"
)

// Append appends the encoding that FactsIn reads: all fields in their order, but for path,
// key and Spoken. Numbers are varints, and strings and lists have their length before
// them. Notes that hold it tell forms of it apart by their own version, which is raised
// with each change here.
func (f *Facts) Append(b []byte) []byte {
	b = appendText(b, f.Format)
	b = appendText(b, f.Front.Packed)
	b = appendText(b, f.Detected)
	b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f.Sure))
	b = appendList(b, f.Labels, func(b []byte, l *unique.Handle[Label]) []byte {
		label := l.Value()
		return appendText(appendText(appendText(b, label.Printed), label.Who), label.Role)
	})
	b = appendList(b, f.Sections, func(b []byte, s *transcript.Section) []byte {
		return appendText(appendNumbers(b, int64(s.Level), int64(s.Line)), s.Title)
	})
	b = appendList(b, f.Langs, func(b []byte, l *lang.Tag) []byte { return appendText(b, *l) })
	for _, hits := range [][]topic.Hit{f.Hits, f.Heads} {
		b = appendList(b, hits, func(b []byte, h *topic.Hit) []byte {
			return appendText(appendNumbers(b, int64(h.Turn), int64(h.Topic), int64(h.Count)), h.Lang)
		})
	}
	b = appendList(b, f.Terms, func(b []byte, t *term.Term) []byte {
		b = appendText(appendText(b, t.Text), t.Printed)
		b = appendNumbers(b, int64(t.Count), int64(t.Weight), int64(t.Blocks), int64(t.BlocksBy), int64(t.TurnsBy))
		return appendList(b, t.Turns, func(b []byte, n *int32) []byte { return appendNumbers(b, int64(*n)) })
	})
	b = appendList(b, f.Guesses, func(b []byte, g *Guess) []byte {
		return appendText(appendNumbers(b, int64(g.Label), int64(g.Turn)), g.Name)
	})
	b = appendList(b, f.Links, func(b []byte, l *string) []byte { return appendText(b, *l) })
	b = appendNumbers(b, int64(f.Gaps), int64(f.End))
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

func appendText[S ~string](b []byte, s S) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendNumbers(b []byte, numbers ...int64) []byte {
	for _, n := range numbers {
		b = binary.AppendVarint(b, n)
	}
	return b
}

func appendList[T any](b []byte, list []T, each func([]byte, *T) []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for i := range list {
		b = each(b, &list[i])
	}
	return b
}

// FactsIn reads what Append has written of a file, of which nothing is kept. What many
// files have in common stands in memory once.
func FactsIn(b []byte, path string, key store.Key) (*Facts, error) {
	r := factsReader{b: b}
	f := &Facts{Path: path, Key: key, Format: shared(r.text())}
	f.Front = frontIn(transcript.PackedMeta(r.text()))
	f.Detected = lang.Tag(r.text())
	f.Sure = math.Float64frombits(binary.LittleEndian.Uint64(r.bytes(8)))
	f.Labels = listIn(&r, func(l *unique.Handle[Label]) {
		*l = unique.Make(Label{Printed: r.text(), Who: r.text(), Role: r.text()})
	})
	f.Sections = listIn(&r, func(s *transcript.Section) {
		s.Level, s.Line, s.Title = int(r.varint()), int(r.varint()), r.text()
	})
	f.Langs = listIn(&r, func(l *lang.Tag) { *l = lang.Tag(r.text()) })
	for _, hits := range []*[]topic.Hit{&f.Hits, &f.Heads} {
		*hits = listIn(&r, func(h *topic.Hit) {
			h.Turn, h.Topic, h.Count, h.Lang = r.number(), r.number(), r.number(), lang.Tag(shared(r.text()))
		})
	}
	f.Terms = listIn(&r, func(t *term.Term) {
		t.Text, t.Printed = r.text(), r.text()
		t.Count, t.Weight, t.Blocks, t.BlocksBy, t.TurnsBy = r.number(), r.number(), r.number(), r.number(), r.number()
		t.Turns = listIn(&r, func(n *int32) { *n = r.number() })
	})
	f.Guesses = listIn(&r, func(g *Guess) { g.Label, g.Turn, g.Name = r.number(), r.number(), r.text() })
	f.Links = listIn(&r, func(l *string) { *l = r.text() })
	f.Gaps, f.End = int(r.varint()), transcript.Time(r.varint())
	flags := r.bytes(1)[0]
	f.Sought, f.Redacted = flags&wasSought != 0, flags&isRedacted != 0
	if r.short || len(r.b) > 0 {
		return nil, errDamagedFacts
	}
	return f, nil
}

// listIn reads a list; an empty one is nil.
func listIn[T any](r *factsReader, each func(*T)) []T {
	n := r.uvarint()
	if n > uint64(len(r.b)) { // everything takes a byte at least
		r.short = true
	}
	if n == 0 || r.short {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		each(&list[i])
	}
	return list
}
