package archive

import (
	"crypto/sha256"
	"encoding/binary"

	"dixit/builder/internal/archive/sound"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/store"
)

// Memory keeps what one Link has found for the next, so that an edit costs the
// session that it touches and a look at the others. What it keeps is keyed by the
// readings that it depends on, and forgotten when no file leads to it any more:
// Link gives the same with a Memory and without. The zero value is empty; it is
// for one Link at a time.
type Memory struct {
	editions kept[string, *assembled] // by the paths, keys and numbers of their parts
	units    kept[[sha256.Size]byte, *aligned]
	paths    kept[string, []reading] // the ways to read each
	placed   kept[placedKey, placed]
	senses   kept[string, sense]
	terms    terms
	sounds   kept[string, sound.Name] // of names
	words    kept[string, string]     // of labels, as lang.WordsKey gives them
}

// placedKey is what the place of a file depends on.
type placedKey struct {
	reading store.Key
	path    string
	stem    string
	lang    lang.Tag
}

// fresh is a Memory of nothing, at work.
func fresh() *Memory {
	m := &Memory{}
	m.begin()
	return m
}

func (m *Memory) begin() {
	m.editions.begin()
	m.units.begin()
	m.paths.begin()
	m.placed.begin()
	m.senses.begin()
	m.words.begin()
	m.sounds.begin()
}

// kept holds results of a function: those of the last Link, and of the one that
// is at work.
type kept[K comparable, V any] struct{ last, now map[K]V }

func (m *kept[K, V]) begin() {
	m.last, m.now = m.now, make(map[K]V, len(m.now))
}

// get gives the result for k, which find is called for when it is new.
func (m *kept[K, V]) get(k K, find func() V) V {
	if v, ok := m.now[k]; ok {
		return v
	}
	v, ok := m.last[k]
	if !ok {
		v = find()
	}
	m.now[k] = v
	return v
}

// unitsKey is what the units of editions depend on.
func unitsKey(editions []*Edition) [sha256.Size]byte {
	var b []byte
	for _, e := range editions {
		b = append(append(b, '\n'), e.Lang...)
		for _, p := range e.Parts {
			b = append(append(b, p.Path...), p.Key[:]...)
			b = binary.AppendVarint(b, int64(p.Shift))
		}
	}
	return sha256.Sum256(b)
}
