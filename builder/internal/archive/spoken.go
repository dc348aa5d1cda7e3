package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"

	"dixit/builder/internal/archive/topic"
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
			b = append(binary.AppendUvarint(b, uint64(len(id))), id...)
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
	r := factsReader{b: b}
	n := r.uvarint()
	if n > uint64(len(b)) {
		return nil, errDamagedFacts
	}
	s := &Spoken{Turns: make([]TurnFacts, n)}
	marks := uint64(0)
	for i := range s.Turns {
		t := &s.Turns[i]
		flags := r.bytes(1)[0]
		t.Procedural, t.Start, t.Confidence = flags&isProcedural != 0, transcript.NoTime, 1
		t.Hash = transcript.WordsHash(binary.LittleEndian.Uint64(r.bytes(8)))
		t.Label, t.Section, t.Words, t.Letters = r.int32(), r.int32(), r.int32(), r.int32()
		marks += uint64(r.int32())
		t.Marks = int32(marks)
		if flags&hasStart != 0 {
			t.Start = transcript.Time(r.varint())
		}
		if flags&hasDoubt != 0 {
			t.Confidence = math.Float32frombits(binary.LittleEndian.Uint32(r.bytes(4)))
		}
		if flags&hasUnclear != 0 {
			t.Unclear = uint16(r.uvarint())
		}
		if flags&hasLang != 0 {
			t.Lang = r.bytes(1)[0]
		}
		if flags&hasID != 0 {
			if s.IDs == nil {
				s.IDs = make([]string, n)
			}
			s.IDs[i] = string(r.bytes(r.uvarint()))
		}
	}
	if n := r.uvarint(); n > uint64(len(r.b)) {
		r.short = true
	} else if n > 0 {
		s.Words.Hashes = uint32s(r.bytes(4 * n))
		s.Words.Weights = bytes.Clone(r.bytes(n))
	}
	if r.short || 4*marks != uint64(len(r.b)) {
		return nil, errDamagedFacts
	}
	if marks > 0 {
		s.Marks = uint32s(r.b)
	}
	return s, nil
}

func uint32s(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// factsReader reads numbers and texts of kept facts. What is too short gives zeros, and says so.
type factsReader struct {
	b     []byte
	short bool
}

func (r *factsReader) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.short, r.b = true, nil
		return make([]byte, min(n, 8))
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *factsReader) uvarint() uint64 {
	if len(r.b) > 0 && r.b[0] < 0x80 { // as nearly all are
		n := r.b[0]
		r.b = r.b[1:]
		return uint64(n)
	}
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.short, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}

// varint reads what binary.AppendVarint writes: the sign is the lowest bit.
func (r *factsReader) varint() int64 {
	n := r.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// number reads what binary.AppendVarint writes of a number of 32 bits.
func (r *factsReader) number() int32 { return int32(r.varint()) }

// text reads a string that has its length before it.
func (r *factsReader) text() string { return string(r.bytes(r.uvarint())) }

// int32 reads a number that is -1 or more.
func (r *factsReader) int32() int32 { return int32(uint32(r.uvarint())) - 1 }
