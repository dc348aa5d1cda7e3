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
	// places has where some bytes were last in buf; before has for each place the
	// one before of the same bytes, 0 for none.
	places placesByBytes
	before []uint16
	ways   []way   // from each place of the block
	bits   []int32 // that those take
	out    []byte
}

// placesByBytes has places in a primer and a block by the leastMatch bytes there:
// at their hash, or behind it where others are. 0 is none.
type placesByBytes [1 << hashBits]uint16

// mostPlaces is how many places of a primer and a block are looked at, so that
// some of placesByBytes are free, and no distance is too long for deflate. A
// block is seldom longer than the 4 kB that a primer leaves.
const mostPlaces = 3 << hashBits / 4

// way is what the shortest way to write a block from a place on begins with: a
// repeat or, of length 0, a literal.
type way struct {
	length, distance uint16
}

// bytesAt gives leastMatch bytes as a number. b has eight there.
func bytesAt(b []byte, at int) uint64 {
	return binary.LittleEndian.Uint64(b[at:]) << (64 - 8*leastMatch)
}

// of gives where some bytes of b are, or are to be, noted.
func (l *placesByBytes) of(b []byte, x uint64) *uint16 {
	h := x * 0x9E3779B97F4A7C15 >> (64 - hashBits)
	for {
		at := &l[h%(1<<hashBits)]
		if *at == 0 || bytesAt(b, int(*at)) == x {
			return at
		}
		h++
	}
}

// deflate gives a block for its text, to be read after the primer. It is valid
// until the next call.
func (d *primedDeflater) deflate(text []byte) []byte {
	base := d.begin(text)
	d.shortest(base)
	w := bitWriter{out: d.out[:0]}
	c := d.p.code
	for i := 0; i < len(text); {
		r := &d.ways[i]
		if r.length == 0 {
			s := c.symbols[text[i]]
			w.bits(uint64(s.bits), uint(s.n))
			i++
			continue
		}
		s := c.repeats[r.length]
		w.bits(uint64(s.bits), uint(s.n))
		t := distanceSymbol(int(r.distance))
		far := c.distance.codes[t]
		n := uint(c.distance.lengths[t])
		w.bits(uint64(far)|uint64(int(r.distance)-int(distanceBase[t].least))<<n, n+uint(distanceBase[t].extra))
		i += int(r.length)
	}
	s := c.symbols[endOfBlock]
	w.bits(uint64(s.bits), uint(s.n))
	if d.count != nil {
		d.tally(text)
	}
	d.out = w.end()
	return d.out
}

// begin takes up a block and gives where it begins in buf.
func (d *primedDeflater) begin(text []byte) int {
	base := max(1, len(d.p.words)) // 0 is no place
	if d.buf == nil {
		d.buf = append(make([]byte, 0, base), d.p.words...)
		d.before = append(make([]uint16, 0, base), d.p.before...)
	}
	d.buf = append(d.buf[:base], text...)
	d.buf = append(d.buf, beyond[:]...)[:len(d.buf)]
	for len(d.before) < len(d.buf) {
		d.before = append(d.before, 0)
	}
	d.places = d.p.places
	d.places.add(d.buf, d.before, base)
	for len(d.ways) <= len(text) {
		d.ways, d.bits = append(d.ways, way{}), append(d.bits, 0)
	}
	d.ways[len(text)], d.bits[len(text)] = way{}, 0
	return base
}

// add notes the places of b from one on.
func (l *placesByBytes) add(b []byte, before []uint16, from int) {
	i := from
	for ; i+8 <= min(len(b), mostPlaces); i++ {
		at := l.of(b, bytesAt(b, i))
		before[i], *at = *at, uint16(i)
	}
	clear(before[i:len(b)])
}

// shortest finds the shortest way from each place of the block on. Most of the
// time of writing texts is spent here.
func (d *primedDeflater) shortest(base int) {
	end := len(d.buf)
	b := d.buf[:end+len(beyond)]
	before := d.before[:end]
	ways, size, c := d.ways[:end-base+1], d.bits[:end-base+1], d.p.code
	first := base - len(d.p.words)
	for here := end - base - 1; here >= 0; here-- {
		i := base + here
		// The bits above, length and distance below, so that the least is the best.
		best := uint64(int32(c.literalBits[b[i]])+size[here+1]) << 32
		next := ways[here+1]
		if at := i - int(next.distance); next.length >= longEnough && at >= first && b[at] == b[i] {
			best = d.try(best, here, i-at, leastMatch, min(int(next.length)+1, mostMatch))
		} else {
			longest := leastMatch - 1
			steps := chainSteps
			for at := int(before[i]); at > 0; at = int(before[at]) {
				n := leastMatch
				if x := binary.LittleEndian.Uint64(b[at+leastMatch:]) ^ binary.LittleEndian.Uint64(b[i+leastMatch:]); x != 0 {
					n += bits.TrailingZeros64(x) / 8
				} else {
					tail := b[i:min(end, i+mostMatch)]
					n += 8
					n += sameBytes(b[at+n:end], tail[min(n, len(tail)):])
				}
				if n > longest {
					n = min(n, end-i)
					best = d.try(best, here, i-at, longest+1, n)
					longest = n
				}
				if steps--; steps == 0 {
					break
				}
			}
		}
		size[here] = int32(best >> 32)
		ways[here] = way{uint16(best >> 16), uint16(best)}
	}
}

// beyond is what may be read beyond the end of a block.
var beyond [leastMatch + 8]byte

// try tries repeats of some lengths at a distance.
func (d *primedDeflater) try(best uint64, here, distance, from, to int) uint64 {
	c := d.p.code
	far := int32(c.distanceBits[distanceSymbol(distance)&31])
	bits := d.bits[here+from : here+to+1]
	repeat := c.repeatBits[from : to+1]
	for n, rest := range bits {
		best = min(best, uint64(far+int32(repeat[n])+rest)<<32|uint64(from+n)<<16|uint64(distance))
	}
	return best
}

// tally counts the symbols of a block.
func (d *primedDeflater) tally(text []byte) {
	for i := 0; i < len(text); {
		r := &d.ways[i]
		if r.length == 0 {
			d.count.literal[text[i]]++
			i++
			continue
		}
		d.count.literal[endOfBlock+1+int(lengthSymbol[r.length])]++
		d.count.distance[distanceSymbol(int(r.distance))]++
		i += int(r.length)
	}
	d.count.literal[endOfBlock]++
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
