package searchindex

import (
	"encoding/binary"
	"math/bits"
)

// primedDeflater deflates blocks as the primer's stream goes on. It is not safe
// for use by many at once.
type primedDeflater struct {
	p     *primer
	count *tokenCounts // of what is written, if asked for
	buf   []byte       // the primer's words, then the block
	// Where in buf the block has the four bytes of a hash: the last place, and
	// for each place of the block the one before; 0 for none.
	last   [1 << hashBits]int32
	before []int32
	costs  []int32 // bits of all literals of the block before each place
}

// repeat is what may be repeated: gain is how many bits that saves.
type repeat struct{ length, distance, gain int }

func hashFour(b []byte) uint32 {
	return binary.LittleEndian.Uint32(b) * 2654435761
}

// deflate gives a block for its text, to be read after the primer.
func (d *primedDeflater) deflate(text []byte) []byte {
	base := d.begin(text)
	end := len(d.buf)
	w := bitWriter{out: make([]byte, 0, len(text)*5/8+8)}
	added := base // places before are in the table
	add := func(to int) {
		for ; added < to && added+leastMatch <= end; added++ {
			h := hashFour(d.buf[added:]) >> (32 - hashBits)
			d.before[added-base], d.last[h] = d.last[h], int32(added)
		}
	}
	next := repeat{}
	for i := base; i < end; {
		r := next
		if r.length == 0 {
			r = d.longest(i, base)
		}
		next = repeat{}
		if r.gain > 0 {
			add(i + 1)
			// What begins with the next byte may save more.
			if next = (repeat{}); r.length < longEnough {
				next = d.longest(i+1, base)
			}
			if next.gain > r.gain {
				r = repeat{}
			} else {
				next = repeat{}
			}
		} else {
			r = repeat{}
		}
		if r.length == 0 {
			d.put(&w, int(d.buf[i]))
			i++
		} else {
			d.repeat(&w, r)
			i += r.length
		}
		add(i)
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
	d.costs = append(d.costs[:0], 0)
	sum := int32(0)
	for _, c := range text {
		sum += int32(d.p.code.literal.lengths[c])
		d.costs = append(d.costs, sum)
	}
	return base
}

// longest gives what is best repeated at a place, of length 0 for nothing. Most
// of the time of writing texts is spent here.
func (d *primedDeflater) longest(i, base int) repeat {
	best := repeat{}
	b := d.buf
	if i+leastMatch > len(b) {
		return best
	}
	first := binary.LittleEndian.Uint32(b[i:])
	h := hashFour(b[i:])
	rest := b[i:min(len(b), i+mostMatch)]
	at, before, from := int(d.last[h>>(32-hashBits)]), d.before, base
	for range 2 { // in the block, then in the primer
		for steps := 0; at >= from && steps < chainSteps && i-at <= farthest; steps++ {
			// What is to be better must be longer.
			if n := best.length; binary.LittleEndian.Uint32(b[at:]) == first && n < len(rest) && b[at+n] == rest[n] {
				if n = sameBytes(b[at:], rest); n > best.length {
					if gain := d.gain(i-base, n, i-at); gain > best.gain {
						best = repeat{n, i - at, gain}
					}
				}
			}
			at = int(before[at-from])
		}
		at, before, from = int(d.p.last[h>>(32-primerBits)]), d.p.before, 0
	}
	return best
}

// gain is how many bits it saves to repeat n bytes at a place of the block.
func (d *primedDeflater) gain(at, n, distance int) int {
	code := d.p.code
	l, s := lengthSymbol[n], distanceSymbol(distance)
	cost := int(code.literal.lengths[endOfBlock+1+int(l)]) + int(lengthBase[l].extra) + int(code.distance.lengths[s]) + int(distanceBase[s].extra)
	return int(d.costs[at+n]-d.costs[at]) - cost
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
