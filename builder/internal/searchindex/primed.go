package searchindex

import (
	"encoding/binary"
	"math/bits"
)

// primedDeflater deflates blocks as the primer's stream goes on. As the code is
// known, so is what each way of writing the rest of a block takes: that is
// reckoned from its end to its beginning, and the shortest taken. It is not safe
// for use by many at once.
type primedDeflater struct {
	p     *primer
	count *tokenCounts // of what is written, if asked for
	buf   []byte       // the primer's words, then the block
	// Where in buf the block has the four bytes of a hash: the last place, and
	// for each place of the block the one before; 0 for none.
	last   [1 << hashBits]int32
	before []int32
	ways   []way                // from each place of the block
	costs  [mostMatch + 1]int32 // bits of a repeat's length
}

// repeat is what is repeated, of length 0 for a literal.
type repeat struct{ length, distance int }

// way is the shortest way to write a block from a place on: how many bits it
// takes, and what it begins with.
type way struct {
	bits int32
	repeat
}

func hashFour(b []byte) uint32 {
	return binary.LittleEndian.Uint32(b) * 2654435761
}

// deflate gives a block for its text, to be read after the primer.
func (d *primedDeflater) deflate(text []byte) []byte {
	base := d.begin(text)
	end := len(d.buf)
	for i := end - 1; i >= base; i-- {
		d.shortest(i, base)
	}
	w := bitWriter{out: make([]byte, 0, len(text)*5/8+8)}
	for i := base; i < end; {
		r := d.ways[i-base].repeat
		if r.length == 0 {
			d.put(&w, int(d.buf[i]))
			i++
		} else {
			d.repeat(&w, r)
			i += r.length
		}
	}
	d.put(&w, endOfBlock)
	return w.end()
}

// begin takes up a block and gives where it begins in buf.
func (d *primedDeflater) begin(text []byte) int {
	base := max(1, len(d.p.words)) // 0 is no place
	if d.buf == nil {
		d.buf = append(make([]byte, 0, base), d.p.words...)
	}
	d.buf = append(d.buf[:base], text...)
	clear(d.last[:])
	for len(d.before) < len(text) {
		d.before = append(d.before, 0)
	}
	for i := base; i+leastMatch <= len(d.buf); i++ {
		h := hashFour(d.buf[i:]) >> (32 - hashBits)
		d.before[i-base], d.last[h] = d.last[h], int32(i)
	}
	for len(d.ways) <= len(text) {
		d.ways = append(d.ways, way{})
	}
	d.ways[len(text)] = way{}
	if d.costs[leastMatch] == 0 {
		for n := leastMatch; n <= mostMatch; n++ {
			l := lengthSymbol[n]
			d.costs[n] = int32(d.p.code.literal.lengths[endOfBlock+1+int(l)]) + int32(lengthBase[l].extra)
		}
	}
	return base
}

// shortest finds the shortest way from a place on, where those of all places
// behind are known. Most of the time of writing texts is spent here.
func (d *primedDeflater) shortest(i, base int) {
	b, here := d.buf, i-base
	way := way{bits: int32(d.p.code.literal.lengths[b[i]]) + d.ways[here+1].bits}
	if i+leastMatch > len(b) {
		d.ways[here] = way
		return
	}
	tail := b[i:min(len(b), i+mostMatch)]
	longest := leastMatch - 1
	// try takes up to n bytes at a place, more than there were in nearer ones.
	try := func(at, n int) {
		s := distanceSymbol(i - at)
		far := int32(d.p.code.distance.lengths[s]) + int32(distanceBase[s].extra)
		for longest < n {
			longest++
			if c := far + d.costs[longest] + d.ways[here+longest].bits; c < way.bits {
				way.bits, way.repeat = c, repeat{longest, i - at}
			}
		}
	}
	if next := d.ways[here+1]; next.length >= longEnough && i-next.distance >= base-len(d.p.words) && b[i-next.distance] == b[i] {
		try(i-next.distance, min(next.length+1, len(tail)))
		d.ways[here] = way
		return
	}
	first := binary.LittleEndian.Uint32(b[i:])
	at, before, from := int(d.before[here]), d.before, base
	for range 2 { // in the block, then in the primer
		for steps := 0; at >= from && steps < chainSteps && i-at <= farthest; steps++ {
			if n := longest; n < len(tail) && binary.LittleEndian.Uint32(b[at:]) == first && b[at+n] == tail[n] {
				if n = sameBytes(b[at:], tail); n > longest {
					try(at, n)
				}
			}
			at = int(before[at-from])
		}
		at, before, from = int(d.p.last[hashFour(b[i:])>>(32-primerBits)]), d.p.before, 0
	}
	d.ways[here] = way
}

// put writes a literal or the end.
func (d *primedDeflater) put(w *bitWriter, symbol int) {
	if d.count != nil {
		d.count.literal[symbol]++
	}
	t := &d.p.code.literal
	w.bits(uint64(t.codes[symbol]), uint(t.lengths[symbol]))
}

func (d *primedDeflater) repeat(w *bitWriter, r repeat) {
	l := lengthSymbol[r.length]
	d.put(w, endOfBlock+1+int(l))
	w.bits(uint64(r.length)-uint64(lengthBase[l].least), uint(lengthBase[l].extra))
	s := distanceSymbol(r.distance)
	if d.count != nil {
		d.count.distance[s]++
	}
	t := &d.p.code.distance
	w.bits(uint64(t.codes[s]), uint(t.lengths[s]))
	w.bits(uint64(r.distance)-uint64(distanceBase[s].least), uint(distanceBase[s].extra))
}

// sameBytes is how many bytes y and x begin with in common; x is as long as y at
// least.
func sameBytes(x, y []byte) int {
	n := 0
	for ; n+8 <= len(y); n += 8 {
		if d := binary.LittleEndian.Uint64(x[n:]) ^ binary.LittleEndian.Uint64(y[n:]); d != 0 {
			return n + bits.TrailingZeros64(d)/8
		}
	}
	for n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}
