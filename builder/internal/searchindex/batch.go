package searchindex

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// A batch is what some editions of a segment, one after the other, have to say to
// its index: postings by partition, and what documents tell. It depends on these
// editions, on the primer of their language and on the number of partitions, and on
// nothing else, above all not on where in the segment they stand. So it can be kept
// for the next time that the segment is written, and one changed edition costs
// reading its neighbours rather than all.
type batch struct {
	Docs    []packedDoc // by edition
	Lengths []uint16    // of passages, in positions
	// Han has the characters of scripts without blanks that occur, in order.
	Han []rune
	// Ends and Sums are by partition: where its postings end among those of the batch,
	// and a Key of them and of what the lengths of their passages make them weigh, all
	// Keys one after the other. Sums are known where batches are kept, until their segment
	// has its sums.
	Ends []uint32
	Sums []byte
	// More tells that another batch goes on with the stretch of editions.
	More bool

	first int // number in the segment of the first edition
	held  heldBytes
	files placedFiles
}

// placedFiles numbers the passages of a batch in their segment: in each text file they
// follow one another there as in the batch.
type placedFiles struct {
	more []uint32 // by text file, what is added to a passage's number in the batch, modulo 1<<32
	at   []int32  // the text file of each fileStep-th passage
	from []uint8  // by passage, how many text files behind that its own is
}

// fileStep is how many passages have text files that a byte can tell apart: a file has a
// passage at least, so no passage of so many is further than that behind the first.
const fileStep = 1 << 8

// place numbers the passages of a batch, once the editions of its segment have their
// places.
func (b *batch) place(slots int) {
	n := 0
	for i := range b.Docs {
		n += int(b.Docs[i].Files)
	}
	f := placedFiles{make([]uint32, 0, n), make([]int32, 0, (len(b.Lengths)+fileStep-1)/fileStep), make([]uint8, 0, len(b.Lengths))}
	for i := range b.Docs {
		d := &b.Docs[i]
		for file := range int(d.Files) {
			at := len(f.more)
			f.more = append(f.more, uint32((d.begin()+file)*slots-len(f.from)))
			for range min(int(d.PerFile), int(d.Passages)-file*int(d.PerFile)) {
				if len(f.from)%fileStep == 0 {
					f.at = append(f.at, int32(at))
				}
				f.from = append(f.from, uint8(at-int(f.at[len(f.at)-1])))
			}
		}
	}
	b.files = f
}

// id is the number of a passage in the segment.
func (f *placedFiles) id(passage int) uint32 {
	return uint32(passage) + f.more[int(f.at[uint(passage)/fileStep])+int(f.from[passage])]
}

// begin is where what the batch has of a partition begins.
func (b *batch) begin(part int) int {
	if part == 0 {
		return 0
	}
	return b.end(part - 1)
}

// end is where it ends.
func (b *batch) end(part int) int { return int(b.Ends[part]) }

// size is how many bytes the batch has of a partition.
func (b *batch) size(part int) int { return b.end(part) - b.begin(part) }

// block is what the batch has of a partition. room has what is read from a file.
func (b *batch) block(part int, room []byte) ([]byte, error) {
	return b.held.read(b.begin(part), b.end(part), room)
}

// keep makes a batch of what was collected, by partition. more tells that the
// stretch goes on.
func (w *writer) keep(t *tools, more bool) error {
	if len(t.editions) == 0 {
		return nil
	}
	t.sort()
	s, parts := t.segment, w.parts[t.segment]
	first := int(t.editions[0])
	b := &batch{Docs: w.space[s].docs[first:][:len(t.editions)], Lengths: slices.Clone(t.lengths), Ends: make([]uint32, parts), More: more, first: first}
	if t.stretch != (Key{}) {
		b.Sums = make([]byte, 0, parts*len(Key{}))
	}
	for len(t.by) < parts {
		t.by = append(t.by, nil)
	}
	for _, id := range t.touched {
		x := &t.known.seen[id]
		p := int(x.part % uint32(parts))
		t.by[p] = append(t.by[p], id)
		if x.kind() != 0 {
			term, _ := cutSpelt(t.known.speltAs(id))
			for _, r := range string(term) {
				if r >= 0x2E80 {
					b.Han = append(b.Han, r)
				}
			}
		}
	}
	slices.Sort(b.Han)
	b.Han = slices.Compact(b.Han)
	t.room = t.room[:0]
	for i := range b.Ends {
		from := len(t.room)
		t.room = t.appendSpellings(t.room, t.by[i])
		b.Ends[i] = uint32(len(t.room))
		if b.Sums != nil {
			sum := t.sum(t.room[from:], t.by[i])
			b.Sums = append(b.Sums, sum[:]...)
		}
		t.by[i] = t.by[i][:0]
	}
	t.empty()
	if t.stretch == (Key{}) || w.save(b, t.room, t.stretch, t.batches) != nil {
		if err := w.spill.add(&b.held, t.room); err != nil {
			return err
		}
	}
	t.batches++
	w.take(s, b)
	return nil
}

// sum is the hash of a block with some spellings.
func (t *tools) sum(block []byte, ids []int32) Key {
	h := sha256.New()
	h.Write(block)
	t.weights = t.weights[:0]
	for _, id := range ids {
		x := &t.known.seen[id]
		for _, p := range t.collector.sorted[x.begin-x.n : x.begin] {
			t.weights = binary.LittleEndian.AppendUint16(t.weights, t.alike.of(t.collector.lengths[p>>4]))
		}
	}
	h.Write(t.weights)
	return keyOf(h)
}

// take adds a batch to its segment.
func (w *writer) take(s int, b *batch) {
	w.mu.Lock()
	defer w.mu.Unlock()
	sp := &w.space[s]
	sp.batches = append(sp.batches, b)
	for _, r := range b.Han {
		sp.han[r] = true
	}
}

// inOrder sorts the batches of a segment, and makes its sums of theirs, of which there
// are as many as batches times partitions.
func (s *space) inOrder() {
	slices.SortFunc(s.batches, func(x, y *batch) int { return cmp.Compare(x.first, y.first) })
	s.sums = nil
	if len(s.batches) == 0 || s.batches[0].Sums == nil {
		return
	}
	s.sums = make([]Key, len(s.batches[0].Sums)/len(Key{}))
	for p := range s.sums {
		h := sha256.New()
		for _, b := range s.batches {
			h.Write(b.Sums[p*len(Key{}):][:len(Key{})])
		}
		s.sums[p] = keyOf(h)
	}
	for _, b := range s.batches {
		b.Sums = nil
	}
}
