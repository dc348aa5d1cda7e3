package searchindex

import (
	"encoding/gob"
	"io"
	"maps"
)

// keptMade is what is kept of Made for another run of the program. Primers and
// lexicons are not: they are made of few editions, and soon made again.
type keptMade struct {
	Segments []keptSegment
	Words    map[Key]string
	// Partitions are those of segments whose batches are kept.
	Partitions map[Key]madePartition
	Docs       map[Key]bool
}

type keptSegment struct {
	Key      Key
	Manifest segmentManifest
	Texts    []madeText
	Bigs     []int32
	Han      []rune
	Batches  []string
}

// Save writes what LoadMade reads. It says the names of files, and no words but
// the characters that are in an edition of a script without blanks.
func (m *Made) Save(to io.Writer) error {
	out := keptMade{Words: m.words, Partitions: m.partitions, Docs: m.docs}
	for k, s := range m.segments {
		out.Segments = append(out.Segments, keptSegment{k, s.manifest, s.texts, s.bigs, s.han, s.batches})
	}
	return gob.NewEncoder(to).Encode(out)
}

// LoadMade reads what Save wrote, most of what was remembered. Its caller knows
// that it is whole.
func LoadMade(from io.Reader) (*Made, error) {
	var in keptMade
	if err := gob.NewDecoder(from).Decode(&in); err != nil {
		return nil, err
	}
	m := newMade()
	maps.Copy(m.words, in.Words)
	maps.Copy(m.partitions, in.Partitions)
	maps.Copy(m.docs, in.Docs)
	for _, s := range in.Segments {
		m.segments[s.Key] = madeSegment{s.Manifest, s.Texts, s.Bigs, s.Han, s.Batches}
	}
	return m, nil
}
