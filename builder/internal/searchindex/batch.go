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
	// Docs and Lengths are by edition: its document, whose First is not known, and
	// the length of each passage in positions.
	Docs    []doc
	Lengths [][]uint16
	// Han has the characters of scripts without blanks that occur, in order.
	Han    []rune
	Blocks []batchBlock // by partition
	// More tells that another batch goes on with the stretch of editions.
	More bool

	first    int // number in the segment of the first edition
	held     heldBytes
	passages []placedPassage // while partitions are written, which all ask for them
}

// placedPassage is a passage of a batch: its number in the segment, and how many
// positions it has.
type placedPassage struct {
	id     uint32
	length uint16
}

// place numbers the passages of a batch, once the editions of its segment sp have their
// places.
func (b *batch) place(sp *space) {
	n := 0
	for _, lengths := range b.Lengths {
		n += len(lengths)
	}
	b.passages = make([]placedPassage, 0, n)
	for e, lengths := range b.Lengths {
		for i, length := range lengths {
			b.passages = append(b.passages, placedPassage{sp.id(b.first+e, int32(i)), length})
		}
	}
}

// batchBlock says where the postings of a partition end among those of the batch.
// Sum is a hash of them and of what the lengths of their passages make them weigh; it is
// known where batches are kept.
type batchBlock struct {
	End int
	Sum Key
}

// begin is where what the batch has of a partition begins.
func (b *batch) begin(part int) int {
	if part == 0 {
		return 0
	}
	return b.Blocks[part-1].End
}

// size is how many bytes the batch has of a partition.
func (b *batch) size(part int) int { return b.Blocks[part].End - b.begin(part) }

// block is what the batch has of a partition. room has what is read from a file.
func (b *batch) block(part int, room []byte) ([]byte, error) {
	return b.held.read(b.begin(part), b.Blocks[part].End, room)
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
	b := &batch{Docs: w.docs[s][first:][:len(t.editions)], Blocks: make([]batchBlock, parts), More: more, first: first}
	for _, e := range w.space[s].editions[first:][:len(t.editions)] {
		b.Lengths = append(b.Lengths, e.lengths)
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
	for i := range b.Blocks {
		from := len(t.room)
		t.room = t.appendSpellings(t.room, t.by[i])
		b.Blocks[i].End = len(t.room)
		if t.stretch != (Key{}) {
			b.Blocks[i].Sum = t.sum(t.room[from:], t.by[i])
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
			t.weights = binary.LittleEndian.AppendUint16(t.weights, t.alike.of(t.passageLengths[p>>4]))
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

// inOrder sorts the batches of a segment.
func (s *space) inOrder() {
	slices.SortFunc(s.batches, func(x, y *batch) int { return cmp.Compare(x.first, y.first) })
}
