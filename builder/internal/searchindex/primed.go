package searchindex

import (
	"encoding/binary"
	"math/bits"
)

// primedDeflater deflates blocks as the primer's stream goes on. As the code is
// known, so is what a repeat saves. One that is not long enough is taken unless one
// that begins up to patience bytes later saves more. It is not safe for use by many at
// once.
type primedDeflater struct {
	p     *primer
	count *tokenCounts // of what is written, if asked for
	buf   []byte       // the primer's words, then the block
	base  int          // where in buf the block begins
	// near has, by their hash, where some bytes of the block were last in buf; 0 is
	// none.
	near    [1 << nearBits]uint16
	letters []int32 // bits of the letters before each place of the block
	out     []byte
}

// repeat is bytes that are repeated, and how many bits less than their letters
// that takes.
type repeat struct {
	length, distance uint16
	saved            int32
}

// placesByBytes has the places in a primer by the leastMatch bytes there.
type placesByBytes struct {
	// last has them at the hash of the bytes, or behind it where others are; 0 is
	// none.
	last [1 << hashBits]uint16
	// before has for each place the one before of the same bytes, 0 for none.
	before []uint16
	// some has a bit for the bytes of each place. Most bytes of a block are nowhere
	// in the primer, which is told by this alone, in the processor's nearest cache.
	some [1 << someBits]uint64
}

// mostPlaces is how many places of a primer and a block are looked at, so that
// no distance is too long for deflate. Blocks are seldom as long.
const mostPlaces = 1 << 15

// bytesAt gives leastMatch bytes as a number. b has eight there.
func bytesAt(b []byte, at int) uint64 {
	return binary.LittleEndian.Uint64(b[at:]) << (64 - 8*leastMatch)
}

// placeHash is the hash of leastMatch bytes, of which the first bits are used.
func placeHash(x uint64) uint64 { return x * 0x9E3779B97F4A7C15 }

// of gives where some bytes of b are, or are to be, noted.
func (l *placesByBytes) of(b []byte, x uint64) *uint16 {
	h := placeHash(x) >> (64 - hashBits)
	for {
		at := &l.last[h%(1<<hashBits)]
		if *at == 0 || bytesAt(b, int(*at)) == x {
			return at
		}
		h++
	}
}

// learn notes the places of b.
func (l *placesByBytes) learn(b []byte) {
	l.before = make([]uint16, len(b))
	for i := 1; i+8 <= len(b); i++ { // 0 is no place
		x := bytesAt(b, i)
		at := l.of(b, x)
		l.before[i], *at = *at, uint16(i)
		h := placeHash(x)
		l.some[h>>(64-someBits)] |= 1 << (h >> someBit % 64)
	}
}

// deflate gives a block for its text, to be read after the primer. It is valid
// until the next call.
func (d *primedDeflater) deflate(text []byte) []byte {
	d.begin(text)
	b, c := d.buf, d.p.code
	w := bitWriter{out: d.out[:0]}
	var ahead [patience]repeat // from the places behind, known of them
	known := 0
	near, some := &d.near, &d.p.places.some
	looked := min(len(b), mostPlaces)
	for i := d.base; i < len(b); {
		var r repeat
		if known > 0 {
			r = ahead[0]
			copy(ahead[:], ahead[1:])
			known--
		} else if i+8 <= looked {
			// As look does, which is called more often than any other.
			x := bytesAt(b, i)
			h := placeHash(x)
			last := &near[h>>(64-nearBits)]
			at := int(*last)
			*last = uint16(i)
			if bytesAt(b, at) != x {
				at = 0
			}
			if at != 0 || some[h>>(64-someBits)]>>(h>>someBit%64)&1 != 0 {
				r = d.search(i, at, 0)
			}
		}
		if r.saved > 0 && (r.length >= enough || !d.later(i, r, &ahead, &known)) {
			s := c.repeats[r.length]
			w.bits(uint64(s.bits), uint(s.n))
			t := distanceSymbol(int(r.distance))
			n := uint(c.distance.lengths[t])
			w.bits(uint64(c.distance.codes[t])|uint64(r.distance-distanceBase[t].least)<<n, n+uint(distanceBase[t].extra))
			if d.count != nil {
				d.count.literal[endOfBlock+1+int(lengthSymbol[r.length])]++
				d.count.distance[t]++
			}
			i += int(r.length)
			known = 0
			continue
		}
		s := c.symbols[b[i]]
		w.bits(uint64(s.bits), uint(s.n))
		if d.count != nil {
			d.count.literal[b[i]]++
		}
		i++
	}
	s := c.symbols[endOfBlock]
	w.bits(uint64(s.bits), uint(s.n))
	if d.count != nil {
		d.count.literal[endOfBlock]++
	}
	d.out = w.end()
	return d.out
}

// later tells whether a repeat that begins soon behind a place saves more than
// one there.
func (d *primedDeflater) later(i int, r repeat, ahead *[patience]repeat, known *int) bool {
	for k := range ahead {
		if k == *known {
			ahead[k] = repeat{}
			if near, ok := d.look(i + 1 + k); ok {
				ahead[k] = d.search(i+1+k, near, int(r.distance))
			}
			*known++
		}
		if ahead[k].saved > r.saved {
			return true
		}
	}
	return false
}

// begin takes up a block.
func (d *primedDeflater) begin(text []byte) {
	d.base = max(1, len(d.p.words)) // 0 is no place
	if d.buf == nil {
		d.buf = append(make([]byte, 0, d.base), d.p.words...)
	}
	d.buf = append(d.buf[:d.base], text...)
	d.buf = append(d.buf, beyond[:]...)[:len(d.buf)]
	clear(d.near[:])
	if len(d.letters) <= len(text) {
		d.letters = make([]int32, 2*len(text)+1)
	}
	sum := int32(0)
	letters := d.letters[1 : len(text)+1]
	for i, x := range text {
		sum += int32(d.p.code.literalBits[x])
		letters[i] = sum
	}
}

// look tells whether what begins at a place is most likely a repeat, and where it
// was in the block, 0 for nowhere; it notes the place for those behind.
func (d *primedDeflater) look(i int) (near int, ok bool) {
	if i+8 > min(len(d.buf), mostPlaces) {
		return 0, false
	}
	x := bytesAt(d.buf, i)
	h := placeHash(x)
	last := &d.near[h>>(64-nearBits)]
	near = int(*last)
	*last = uint16(i)
	if near != 0 && bytesAt(d.buf, near) == x {
		return near, true
	}
	return 0, d.p.places.some[h>>(64-someBits)]>>(h>>someBit%64)&1 != 0
}

// search gives the best repeat at a place whose bytes are at near in the block, 0
// for nowhere, and may be in the primer. Those at some distance are left out.
func (d *primedDeflater) search(i, near, but int) repeat {
	longest, best := leastMatch-1, 0
	if near != 0 && i-near != but {
		longest, best = d.length(near, i), near
	}
	at := int(*d.p.places.of(d.buf, bytesAt(d.buf, i)))
	for steps := chainSteps; at > 0 && steps > 0; steps-- {
		if i-at != but {
			// What is nearer takes fewer bits, as many as a letter.
			if n := d.length(at, i); n > longest {
				longest, best = n, at
			}
		}
		at = int(d.p.places.before[at])
	}
	if best == 0 {
		return repeat{}
	}
	c := d.p.code
	saved := -int32(c.repeatBits[longest]) - int32(c.distanceBits[distanceSymbol(i-best)&31])
	saved += d.letters[i+longest-d.base] - d.letters[i-d.base]
	return repeat{uint16(longest), uint16(i - best), saved}
}

// length is how many bytes from place i on are those from place at on, which
// begin with the same leastMatch.
func (d *primedDeflater) length(at, i int) int {
	end := len(d.buf)
	b := d.buf[:end+len(beyond)]
	n := leastMatch
	if x := binary.LittleEndian.Uint64(b[at+leastMatch:]) ^ binary.LittleEndian.Uint64(b[i+leastMatch:]); x != 0 {
		n += bits.TrailingZeros64(x) / 8
	} else {
		tail := b[i:min(end, i+mostMatch)]
		n += 8
		n += sameBytes(b[at+n:end], tail[min(n, len(tail)):])
	}
	return min(n, end-i)
}

// beyond is what may be read beyond the end of a block.
var beyond [leastMatch + 8]byte

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
