package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"

	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/packed"
	"dixit/builder/internal/transcript"
)

// Spoken is what is known of the turns of a transcript. Only the session that they are
// of is linked by them, so that they need be in memory no longer than that takes: of
// 10,000 transcripts they are 60 MB.
type Spoken struct {
	Words topic.Sketch // the words said most, for learning topics
	Turns []TurnFacts
	IDs   []string // of the turns, as their writer set them; nil where none has one
	Marks []uint32 // of all turns, see align.Marks; TurnFacts.Marks parts them
}

// TurnFacts is what is known of a turn without its text, in 48 bytes.
type TurnFacts struct {
	Hash       transcript.WordsHash
	Start      transcript.Time
	Label      int32 // index in Facts.Labels; -1 for none
	Section    int32 // as transcript.Turn.Section
	Words      int32
	Letters    int32 // as lang.Measure has the length
	Marks      int32 // where its marks end in Spoken.Marks; they begin where those of the turn before end
	Confidence float32
	Unclear    uint16 // places that could not be heard or read
	Procedural bool
	Lang       uint8 // number in Facts.Langs, from 1, of what its words are in; 0 for the language of the transcript
}

// idOf is the address that a writer gave turn i, "" for none.
func (s *Spoken) idOf(i int) string {
	if s.IDs == nil {
		return ""
	}
	return s.IDs[i]
}

// MarksOf gives the marks of turn i.
func (s *Spoken) MarksOf(i int) []uint32 {
	from := int32(0)
	if i > 0 {
		from = s.Turns[i-1].Marks
	}
	return s.Marks[from:s.Turns[i].Marks]
}

// What the first byte of a turn says that Append writes. What is seldom so takes room
// only where it is.
const (
	isProcedural = 1 << iota
	hasStart
	hasDoubt // Confidence is not 1
	hasUnclear
	hasLang
	hasID
)

// Append appends the encoding that SpokenIn reads, of some 40 bytes a turn: the number
// of turns, and of each a byte of what else there is, its hash, and the rest as varints;
// the number of words, their hashes and their weights; then the marks of all.
func (s *Spoken) Append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(s.Turns)))
	for i := range s.Turns {
		t := &s.Turns[i]
		id := s.idOf(i)
		flags := byte(0)
		for flag, is := range [...]bool{t.Procedural, t.Start != transcript.NoTime, t.Confidence != 1, t.Unclear > 0, t.Lang > 0, id != ""} {
			if is {
				flags |= 1 << flag
			}
		}
		b = binary.LittleEndian.AppendUint64(append(b, flags), uint64(t.Hash))
		for _, n := range [...]int32{t.Label, t.Section, t.Words, t.Letters, int32(len(s.MarksOf(i)))} {
			b = binary.AppendUvarint(b, uint64(uint32(n+1)))
		}
		if flags&hasStart != 0 {
			b = binary.AppendVarint(b, int64(t.Start))
		}
		if flags&hasDoubt != 0 {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(t.Confidence))
		}
		if flags&hasUnclear != 0 {
			b = binary.AppendUvarint(b, uint64(t.Unclear))
		}
		if flags&hasLang != 0 {
			b = append(b, t.Lang)
		}
		if flags&hasID != 0 {
			b = packed.AppendText(b, id)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(s.Words.Hashes)))
	for _, h := range s.Words.Hashes {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	b = append(b, s.Words.Weights...)
	for _, m := range s.Marks {
		b = binary.LittleEndian.AppendUint32(b, m)
	}
	return b
}

var errDamagedFacts = errors.New("kept facts are damaged")

// SpokenIn reads what Append has written.
func SpokenIn(b []byte) (*Spoken, error) {
	r := packed.NewReader(b)
	n := r.Uvarint()
	if n > uint64(len(b)) {
		return nil, errDamagedFacts
	}
	s := &Spoken{Turns: make([]TurnFacts, n)}
	marks := uint64(0)
	for i := range s.Turns {
		t := &s.Turns[i]
		flags := r.Bytes(1)[0]
		t.Procedural, t.Start, t.Confidence = flags&isProcedural != 0, transcript.NoTime, 1
		t.Hash = transcript.WordsHash(binary.LittleEndian.Uint64(r.Bytes(8)))
		t.Label, t.Section, t.Words, t.Letters = oneLess(r), oneLess(r), oneLess(r), oneLess(r)
		marks += uint64(oneLess(r))
		t.Marks = int32(marks)
		if flags&hasStart != 0 {
			t.Start = transcript.Time(r.Varint())
		}
		if flags&hasDoubt != 0 {
			t.Confidence = math.Float32frombits(binary.LittleEndian.Uint32(r.Bytes(4)))
		}
		if flags&hasUnclear != 0 {
			t.Unclear = uint16(r.Uvarint())
		}
		if flags&hasLang != 0 {
			t.Lang = r.Bytes(1)[0]
		}
		if flags&hasID != 0 {
			if s.IDs == nil {
				s.IDs = make([]string, n)
			}
			s.IDs[i] = r.Text()
		}
	}
	if n := r.Uvarint(); n > uint64(len(r.Rest())) {
		r.Fail()
	} else if n > 0 {
		s.Words.Hashes = uint32s(r.Bytes(4 * n))
		s.Words.Weights = bytes.Clone(r.Bytes(n))
	}
	if r.Short() || 4*marks != uint64(len(r.Rest())) {
		return nil, errDamagedFacts
	}
	if marks > 0 {
		s.Marks = uint32s(r.Rest())
	}
	return s, nil
}

// oneLess reads a number of -1 or more, of which one more is written.
func oneLess(r *packed.Reader) int32 { return int32(uint32(r.Uvarint())) - 1 }

func uint32s(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}
