package searchindex

import (
	"container/heap"
	"math/bits"
)

// The blocks of a primed language are deflated here: their code is that of the
// primer, and what they repeat is mostly there too, which general libraries can
// be told of only by reading the primer again for each block.

const (
	// longestCode is how many bits a symbol has at most, one fewer than RFC 1951
	// allows, so that no length is 15: see header.
	longestCode = 14
	literals    = 286 // symbols of literals and lengths
	distances   = 30
	endOfBlock  = 256
	mostMatch   = 258
	// leastMatch is the shortest repeat that is looked for: most shorter ones take
	// more bits than their letters, as the primer is far.
	leastMatch = 5
	// hashBits is the size of the table of a primer's places, nearBits that of the
	// places of a block, someBits that of what tells most other bytes from those of
	// the primer: of their hash, six bits from someBit on choose one of 64.
	hashBits = 14
	nearBits = 11
	someBits = 11
	someBit  = 64 - someBits - 6
	// chainSteps is how many places of the primer with the same bytes are tried, and
	// patience how many places behind one are looked at before a repeat is taken that
	// is shorter than enough. On synthetic meetings, blocks deflate to 0.4654 with these,
	// to 0.4664 with four steps; to a thousandth less where there is never enough, and real
	// ones of seven languages to a hundredth less, but that takes half as long again.
	chainSteps = 16
	patience   = 2
	enough     = 6
)

// lengthBase and distanceBase are the tables of RFC 1951, section 3.2.5: the
// least value of each symbol and its extra bits.
var (
	lengthBase = [29]struct{ least, extra uint16 }{
		{3, 0}, {4, 0}, {5, 0}, {6, 0}, {7, 0}, {8, 0}, {9, 0}, {10, 0}, {11, 1}, {13, 1}, {15, 1}, {17, 1}, {19, 2}, {23, 2}, {27, 2},
		{31, 2}, {35, 3}, {43, 3}, {51, 3}, {59, 3}, {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0},
	}
	distanceBase = [distances]struct{ least, extra uint16 }{
		{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 1}, {7, 1}, {9, 2}, {13, 2}, {17, 3}, {25, 3}, {33, 4}, {49, 4}, {65, 5}, {97, 5}, {129, 6},
		{193, 6}, {257, 7}, {385, 7}, {513, 8}, {769, 8}, {1025, 9}, {1537, 9}, {2049, 10}, {3073, 10}, {4097, 11}, {6145, 11},
		{8193, 12}, {12289, 12}, {16385, 13}, {24577, 13},
	}
)

// lengthSymbol has the index in lengthBase of each length.
var lengthSymbol = func() (out [mostMatch + 1]uint8) {
	for i, b := range lengthBase {
		for n := int(b.least); n < int(b.least)+1<<b.extra && n <= mostMatch; n++ {
			out[n] = uint8(i)
		}
	}
	return out
}()

// distanceSymbol gives the index in distanceBase of a distance.
func distanceSymbol(d int) int {
	if d <= 4 {
		return d - 1
	}
	n := bits.Len(uint(d-1)) - 1
	return 2*n + (d-1)>>(n-1)&1
}

// deflateCode is a code of RFC 1951: how many bits each symbol has, and which,
// the first lowest.
type deflateCode struct {
	literal, distance codeTable
	symbols           [endOfBlock + 1]symbol // literals and the end
	repeats           [mostMatch + 1]symbol  // lengths with their extra bits
	// How many bits literals, lengths and symbols of distances take, extra ones
	// included.
	literalBits  [256]uint8
	repeatBits   [mostMatch + 1]uint8
	distanceBits [32]uint8
}

// symbol is some bits, the first lowest, and how many they are.
type symbol struct {
	bits uint32
	n    uint8
}

type codeTable struct {
	lengths []uint8
	codes   []uint16
}

// tokenCounts is how often each symbol is used.
type tokenCounts struct {
	literal  [literals]int
	distance [distances]int
}

// newDeflateCode makes the best code for what was counted. Each symbol has a
// code, also those that do not occur.
func newDeflateCode(n *tokenCounts) *deflateCode {
	c := &deflateCode{literal: newCodeTable(n.literal[:], longestCode), distance: newCodeTable(n.distance[:], longestCode)}
	for i := range c.symbols {
		c.symbols[i] = symbol{uint32(c.literal.codes[i]), c.literal.lengths[i]}
	}
	for i := int(lengthBase[0].least); i < len(c.repeats); i++ {
		l := lengthSymbol[i]
		n := c.literal.lengths[endOfBlock+1+int(l)]
		extra := uint32(i) - uint32(lengthBase[l].least)
		c.repeats[i] = symbol{uint32(c.literal.codes[endOfBlock+1+int(l)]) | extra<<n, n + uint8(lengthBase[l].extra)}
		c.repeatBits[i] = c.repeats[i].n
	}
	copy(c.literalBits[:], c.literal.lengths)
	for i, b := range distanceBase {
		c.distanceBits[i] = c.distance.lengths[i] + uint8(b.extra)
	}
	return c
}

// newCodeTable makes a Huffman code (1952) of at most most bits: where one is
// longer, rare symbols are taken for less rare until none is.
func newCodeTable(counts []int, most int) codeTable {
	weights := make([]int, len(counts))
	for i, n := range counts {
		weights[i] = 2*n + 1
	}
	lengths := huffmanLengths(weights)
	for int(maxOf(lengths)) > most {
		for i, n := range weights {
			weights[i] = n/2 + 1
		}
		lengths = huffmanLengths(weights)
	}
	return codeTable{lengths, canonical(lengths)}
}

func maxOf(list []uint8) uint8 {
	most := uint8(0)
	for _, n := range list {
		most = max(most, n)
	}
	return most
}

// huffmanNode is a subtree; it stands for the greatest symbol in it among
// others of the same weight, so that their order is fixed.
type huffmanNode struct {
	weight, symbol int
	left, right    *huffmanNode
}

type huffmanHeap []*huffmanNode

func (h huffmanHeap) Len() int { return len(h) }
func (h huffmanHeap) Less(i, j int) bool {
	return h[i].weight < h[j].weight || h[i].weight == h[j].weight && h[i].symbol < h[j].symbol
}
func (h huffmanHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *huffmanHeap) Push(x any)   { *h = append(*h, x.(*huffmanNode)) }
func (h *huffmanHeap) Pop() any {
	x := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return x
}

// huffmanLengths gives the bits of each symbol with a weight above 0; 0 for
// others. There are two such symbols at least.
func huffmanLengths(weights []int) []uint8 {
	var h huffmanHeap
	for i, n := range weights {
		if n > 0 {
			h = append(h, &huffmanNode{weight: n, symbol: i})
		}
	}
	heap.Init(&h)
	for h.Len() > 1 {
		x, y := heap.Pop(&h).(*huffmanNode), heap.Pop(&h).(*huffmanNode)
		heap.Push(&h, &huffmanNode{x.weight + y.weight, max(x.symbol, y.symbol), x, y})
	}
	lengths := make([]uint8, len(weights))
	var walk func(n *huffmanNode, depth uint8)
	walk = func(n *huffmanNode, depth uint8) {
		if n.left == nil {
			lengths[n.symbol] = depth
			return
		}
		walk(n.left, depth+1)
		walk(n.right, depth+1)
	}
	walk(h[0], 0)
	return lengths
}

// canonical gives the codes for lengths, as RFC 1951 has them (section 3.2.2),
// the first bit lowest.
func canonical(lengths []uint8) []uint16 {
	var of [16]int
	for _, n := range lengths {
		of[n]++
	}
	of[0] = 0
	var next [17]uint16
	for n := 1; n <= 15; n++ {
		next[n+1] = (next[n] + uint16(of[n])) << 1
	}
	codes := make([]uint16, len(lengths))
	for i, n := range lengths {
		if n > 0 {
			codes[i] = bits.Reverse16(next[n]) >> (16 - n)
			next[n]++
		}
	}
	return codes
}

// lengthOrder is the order of lengths of lengths (RFC 1951, section 3.2.7).
var lengthOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// header writes the beginning of a last block with this code, and before it as
// many empty blocks as it takes for the header to end with a byte.
func (c *deflateCode) header() []byte {
	type run struct{ symbol, extra uint8 } // 16 repeats the length before, 3 to 6 times
	var runs []run
	var counts [19]int
	add := func(r run) {
		runs = append(runs, r)
		counts[r.symbol]++
	}
	all := append(append([]uint8{}, c.literal.lengths...), c.distance.lengths...)
	for i := 0; i < len(all); {
		add(run{all[i], 0})
		n := 1
		for i+n < len(all) && all[i+n] == all[i] {
			n++
		}
		i++
		for n--; n >= 3; {
			m := min(n, 6)
			add(run{16, uint8(m - 3)})
			n, i = n-m, i+m
		}
	}
	counts[0]++ // two symbols at least
	table := codeTable{lengths: huffmanLengths(counts[:])}
	for maxOf(table.lengths) > 7 {
		for i, n := range counts {
			if n > 0 {
				counts[i] = n/2 + 1
			}
		}
		table.lengths = huffmanLengths(counts[:])
	}
	table.codes = canonical(table.lengths)
	size := 3 + 5 + 5 + 4
	for _, r := range runs {
		size += int(table.lengths[r.symbol])
		if r.symbol == 16 {
			size += 2
		}
	}
	// No length is 15, so its own may be left out or not. With an even size,
	// empty blocks of ten bits fill up the last byte.
	order := len(lengthOrder) - 1 + size%2
	size += 3 * order
	var w bitWriter
	for ; size%8 != 0; size += 10 {
		w.bits(1<<1, 3) // not the last block, fixed codes
		w.bits(0, 7)    // its end
	}
	w.bits(1|2<<1, 3) // the last block, codes of its own
	w.bits(literals-257, 5)
	w.bits(distances-1, 5)
	w.bits(uint64(order-4), 4)
	for _, symbol := range lengthOrder[:order] {
		w.bits(uint64(table.lengths[symbol]), 3)
	}
	for _, r := range runs {
		w.bits(uint64(table.codes[r.symbol]), uint(table.lengths[r.symbol]))
		if r.symbol == 16 {
			w.bits(uint64(r.extra), 2)
		}
	}
	return w.end()
}
