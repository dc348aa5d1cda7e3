package archive

import (
	"encoding/binary"
	"iter"
	"math"

	"dixit/builder/internal/transcript"
)

// Turn is a turn, linked. Its words are in the store.
type Turn struct {
	Address transcript.Packed // which Edition.Anchor spells
	Start   transcript.Time
	Index   int32 // within the part, from 0
	Voice   int32 // index in Edition.Voices; -1 for none
	Section int32 // index in Edition.Sections + 1; 0 before the first
	// Unit is the number of the unit within the session, from 1 in the order of
	// speech; 0 where no other edition has a counterpart.
	Unit  int32
	Words int32
	// Confidence is the reader's; see transcript.Turn.
	Confidence float32
	Part       int32  // index in Edition.Parts
	Unclear    uint16 // places that could not be heard or read, as many as can be counted
	Procedural bool   // only runs the meeting
	Lang       uint8  // number in Edition.Langs, from 1, of what its words are in; 0 for Edition.Script
}

// Turns are the turns of an edition, packed: of an archive of 10,000 sessions they are
// half a million, of 48 bytes each as they are and of about ten in a table whose columns
// are as wide as what stands in them. The zero value has none.
type Turns struct{ table *table }

// table holds rows of equal width. A column holds how much greater a number is than the
// least of it, in as few bytes as the greatest needs: none where all are the same.
type table struct {
	n      int
	stride int // bytes
	least  [columns]int64
	width  [columns]uint8 // bytes
	rows   []byte         // and past, so that eight bytes can be read of any of them
}

// columns is the number of columns of a table, in the order of Turn.numbers.
const columns = 11

// past is how many bytes follow the rows.
const past = 8

// numbers gives turn i as numbers, each of which rarely differs much from one turn to
// another.
func (t *Turn) numbers(i int) [columns]int64 {
	flags := int64(t.Lang) << 1
	if t.Procedural {
		flags++
	}
	return [columns]int64{
		int64(t.Address), int64(t.Start), int64(i) - int64(t.Index), int64(t.Voice), int64(t.Section), int64(t.Unit), int64(t.Words),
		int64(math.Float32bits(t.Confidence)), int64(t.Part), int64(t.Unclear), flags,
	}
}

// turnOfNumbers is the turn i of which numbers gives these.
func turnOfNumbers(i int, n *[columns]int64) Turn {
	return Turn{
		Address: transcript.Packed(n[0]), Start: transcript.Time(n[1]), Index: int32(int64(i) - n[2]), Voice: int32(n[3]), Section: int32(n[4]), Unit: int32(n[5]), Words: int32(n[6]),
		Confidence: math.Float32frombits(uint32(n[7])), Part: int32(n[8]), Unclear: uint16(n[9]), Procedural: n[10]&1 != 0, Lang: uint8(n[10] >> 1),
	}
}

// PackTurns packs turns.
func PackTurns(turns []Turn) Turns {
	if len(turns) == 0 {
		return Turns{}
	}
	t := &table{n: len(turns), least: turns[0].numbers(0)}
	most := t.least
	for i := range turns[1:] {
		for c, v := range turns[1+i].numbers(1 + i) {
			t.least[c], most[c] = min(t.least[c], v), max(most[c], v)
		}
	}
	var wide [columns]int // the columns that are not empty
	n := 0
	for c := range t.width {
		for above := uint64(most[c]) - uint64(t.least[c]); above > 0; above >>= 8 {
			t.width[c]++
		}
		if t.width[c] > 0 {
			wide[n], n = c, n+1
		}
		t.stride += int(t.width[c])
	}
	t.rows = make([]byte, t.stride*len(turns)+past)
	for i, at := 0, 0; i < len(turns); i++ {
		numbers := turns[i].numbers(i)
		for _, c := range wide[:n] {
			// What is above the width is 0, and in the place of what follows.
			binary.LittleEndian.PutUint64(t.rows[at:], uint64(numbers[c])-uint64(t.least[c]))
			at += int(t.width[c])
		}
	}
	return Turns{t}
}

// Len is the number of turns.
func (t Turns) Len() int {
	if t.table == nil {
		return 0
	}
	return t.table.n
}

// At gives turn i, from 0.
func (t Turns) At(i int) Turn {
	x := t.table
	row := x.rows[i*x.stride : (i+1)*x.stride+past]
	n := x.least
	for c, w := range x.width {
		above := binary.LittleEndian.Uint64(row) & (1<<(8*w) - 1)
		n[c], row = int64(uint64(n[c])+above), row[w:]
	}
	return turnOfNumbers(i, &n)
}

// Any tells whether there is a turn of which something is so.
func (t Turns) Any(is func(Turn) bool) bool {
	for i := range t.Len() {
		if is(t.At(i)) {
			return true
		}
	}
	return false
}

// All gives the turns in order.
func (t Turns) All() iter.Seq2[int, Turn] {
	return func(yield func(int, Turn) bool) {
		for i := range t.Len() {
			if !yield(i, t.At(i)) {
				return
			}
		}
	}
}

// AppendTurns appends the turns of an edition in a form that differs where any of them
// does, or its address.
func (e *Edition) AppendTurns(b []byte) []byte {
	b = append(binary.AppendUvarint(b, uint64(len(e.named))), e.named...)
	x := e.Turns.table
	if x == nil {
		return binary.AppendUvarint(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(x.n))
	for c, n := range x.least {
		b = append(binary.AppendVarint(b, n), x.width[c])
	}
	return append(b, x.rows[:x.n*x.stride]...)
}

// Places among Turn.numbers.
const (
	startColumn      = 1
	voiceColumn      = 3
	confidenceColumn = 7
	unclearColumn    = 9
)

// Voices gives the Voice of each turn, in order, for those who ask for nothing else.
func (t Turns) Voices() iter.Seq2[int, int32] {
	return func(yield func(int, int32) bool) {
		if t.table == nil {
			return
		}
		x, at := t.table, 0
		for _, w := range x.width[:voiceColumn] {
			at += int(w)
		}
		for i := range x.n {
			above := binary.LittleEndian.Uint64(x.rows[at:]) & (1<<(8*x.width[voiceColumn]) - 1)
			if !yield(i, int32(x.least[voiceColumn]+int64(above))) {
				return
			}
			at += x.stride
		}
	}
}

// AnyUnclear tells whether a turn has places that could not be heard or read.
func (t Turns) AnyUnclear() bool {
	return t.table != nil && (t.table.least[unclearColumn] > 0 || t.table.width[unclearColumn] > 0)
}

// AnyStart tells whether it is known of a turn when it was spoken.
func (t Turns) AnyStart() bool {
	return t.table != nil && (t.table.least[startColumn] != int64(transcript.NoTime) || t.table.width[startColumn] > 0)
}

// LeastConfidence is that of the turn of which its reader was least sure, 1 where there is
// none.
func (t Turns) LeastConfidence() float32 {
	if t.table == nil {
		return 1
	}
	return math.Float32frombits(uint32(t.table.least[confidenceColumn])) // none is below 0, so they are in the order of what they stand for
}
