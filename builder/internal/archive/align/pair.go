package align

import (
	"math"
	"slices"
)

// most is how many times a pair is aligned at most: by lengths and marks, then
// by what the time before has taught of who is who.
const most = 4

// pairing is the state of aligning two editions.
type pairing struct {
	a, b   Edition
	la, lb measures
	length lengthModel
	marks  markGains
	voices voiceGains
	times  timeGains
	// what beads gain by their kind
	whole, left, joined int32

	lo, hi []int32 // the band: for each number of turns of a, of b
	ways   []uint8 // how each cell of the band was reached
	starts []int   // of each row in ways
	rows   [3][]int32
	cells  [2]rowGains
	gain   int64 // of the best way
}

// rowGains are what turn i gains with each turn of b, but for length.
type rowGains struct{ voice, mark []int32 }

// The kinds of bead are taken to be as common as this, in steps; what is seen
// then moves it. One turn in forty is left out on each side and one in forty
// joined: between what official records (1 %) and live interpretation (5 %) show.
var (
	lnWhole  = steps(.90)
	lnLeft   = steps(.025)
	lnJoined = steps(.025)
)

func steps(p float64) int32 { return int32(math.Round(unit * math.Log(p))) }

func newPairing(a, b Edition) *pairing {
	p := &pairing{a: a, b: b, la: measure(a.Turns), lb: measure(b.Turns), whole: lnWhole, left: lnLeft, joined: lnJoined}
	p.length.set(p.lb.mean-p.la.mean, 2*16)
	p.marks = newMarkGains(a.Turns, b.Turns)
	p.voices = newVoiceGains(a, b)
	p.times = newTimeGains(a.Turns, b.Turns)
	for i := range p.rows {
		p.rows[i] = make([]int32, len(b.Turns)+1)
	}
	for i := range p.cells {
		p.cells[i] = rowGains{make([]int32, len(b.Turns)), make([]int32, len(b.Turns))}
	}
	return p
}

// align finds the beads.
func (p *pairing) align() []Bead {
	n, m := len(p.a.Turns), len(p.b.Turns)
	if n == 0 || m == 0 {
		return nil
	}
	var beads []Bead
	p.diagonal(n, m)
	for round := range most {
		found := p.best()
		for p.atEdge(found) {
			p.widen()
			found = p.best()
		}
		if round > 0 && slices.Equal(found, beads) {
			break
		}
		beads = found
		if round < most-1 {
			p.learn(beads)
			p.about(beads)
		}
	}
	return beads
}

// unreached is the gain of what no way leads to.
const unreached = math.MinInt32 / 2

// The ways to a cell.
const (
	byWhole uint8 = iota + 1
	byA           // a turn of a alone
	byB
	byTwoA // two turns of a, one of b
	byTwoB
)

// best finds the best way through the band and gives its beads.
func (p *pairing) best() []Bead {
	n, m := int32(len(p.a.Turns)), int32(len(p.b.Turns))
	size := 0
	p.starts = slices.Grow(p.starts[:0], int(n)+1)
	for i := range p.lo {
		p.starts = append(p.starts, size)
		size += int(p.hi[i]-p.lo[i]) + 1
	}
	p.ways = slices.Grow(p.ways[:0], size)[:size]
	for i := range p.rows {
		for j := range p.rows[i] {
			p.rows[i][j] = unreached
		}
	}
	row := p.rows[0]
	row[0] = 0
	for j := int32(1); j <= p.hi[0]; j++ {
		row[j] = row[j-1] + p.left
		p.ways[j] = byB
	}
	for i := int32(1); i <= n; i++ {
		p.row(i)
	}
	p.gain = int64(p.rows[n%3][m])
	beads := make([]Bead, 0, n+m/4)
	for i, j := n, m; i > 0 || j > 0; {
		b := Bead{i, i, j, j}
		switch p.ways[p.starts[i]+int(j-p.lo[i])] {
		case byWhole:
			b.A, b.B = i-1, j-1
		case byA:
			b.A = i - 1
		case byB:
			b.B = j - 1
		case byTwoA:
			b.A, b.B = i-2, j-1
		case byTwoB:
			b.A, b.B = i-1, j-2
		}
		beads = append(beads, b)
		i, j = b.A, b.B
	}
	slices.Reverse(beads)
	return beads
}

// row fills the row of the first i turns of a.
func (p *pairing) row(i int32) {
	lo, hi := p.lo[i], p.hi[i]
	row, one, two := p.rows[i%3], p.rows[(i+2)%3], p.rows[(i+1)%3]
	if i >= 3 { // what the row of three turns before left
		for j := p.lo[i-3]; j <= p.hi[i-3]; j++ {
			row[j] = unreached
		}
	}
	x := i - 1 // the turn of a
	here, before := p.cells[x&1], p.cells[(x+1)&1]
	p.fill(x, max(lo-2, 0), min(hi+1, int32(len(p.b.Turns))), here)
	ways := p.ways[p.starts[i]:][:hi-lo+1]
	la := p.la.one[x]
	miss := p.marks.missA[x]
	var la2, miss2 int32
	if x > 0 {
		la2, miss2 = p.la.two[x-1], miss+p.marks.missA[x-1]
	}
	for j := lo; j <= hi; j++ {
		best, way := one[j]+p.left, byA
		if j > 0 {
			y := j - 1
			if g := row[y] + p.left; g > best {
				best, way = g, byB
			}
			lb, chance, missB := p.lb.one[y], p.lb.chance[y]+here.mark[y]-p.marks.missB[y], p.marks.missB[y]
			if from := one[y]; from > unreached/2 {
				g := from + p.whole + chance + here.voice[y] - miss - p.length.cost(la, lb)
				if g > best {
					best, way = g, byWhole
				}
			}
			if x > 0 {
				if from := two[y]; from > unreached/2 {
					g := from + p.joined + chance + before.mark[y] + max(here.voice[y], before.voice[y]) - miss2 - p.length.cost(la2, lb)
					if g > best {
						best, way = g, byTwoA
					}
				}
			}
			if y > 0 {
				if from := one[y-1]; from > unreached/2 {
					g := from + p.joined + p.lb.chance2[y-1] + here.mark[y] + here.mark[y-1] + max(here.voice[y], here.voice[y-1]) - miss - missB - p.marks.missB[y-1] - p.length.cost(la, p.lb.two[y-1])
					if g > best {
						best, way = g, byTwoB
					}
				}
			}
		}
		row[j], ways[j-lo] = best, way
	}
}

// fill puts together what turn x of a gains with the turns of b from lo to
// before hi: by who speaks and by times in voice, by marks in mark.
func (p *pairing) fill(x, lo, hi int32, out rowGains) {
	voice := out.voice[lo:hi]
	if who := p.a.Turns[x].Voice; who < 0 || !p.voices.any {
		clear(voice)
	} else {
		gains := p.voices.row(who)
		for k, t := range p.b.Turns[lo:hi] {
			voice[k] = gains[t.Voice+1]
		}
	}
	if p.times.any {
		for k, t := range p.b.Turns[lo:hi] {
			voice[k] += p.times.gain(p.a.Turns[x].Start, t.Start)
		}
	}
	clear(out.mark[lo:hi])
	p.marks.add(x, lo, hi, out.mark)
}

// learn takes from beads what the next time may go by.
func (p *pairing) learn(beads []Bead) {
	var ratios []int32
	whole, left, joined := 0, 0, 0
	for _, b := range beads {
		switch {
		case !b.Matched():
			left++
		case b.ATo-b.A+b.BTo-b.B > 2:
			joined++
		default:
			whole++
			if p.a.Turns[b.A].Length > 0 && p.b.Turns[b.B].Length > 0 {
				ratios = append(ratios, p.lb.one[b.B]-p.la.one[b.A])
			}
		}
	}
	if len(ratios) >= fewRatios {
		p.length.set(median(ratios), p.length.scale)
		for i, k := 0, 0; i < len(beads); i++ {
			b := beads[i]
			if b.Matched() && b.ATo-b.A+b.BTo-b.B == 2 && p.a.Turns[b.A].Length > 0 && p.b.Turns[b.B].Length > 0 {
				ratios[k] = p.length.squares(p.la.one[b.A], p.lb.one[b.B])
				k++
			}
		}
		// Half of all squares of Student's t with four degrees of freedom are
		// below 0.549, which is 8.8 sixteenths. A few turns are drawn towards what
		// is usual.
		scale := p.length.scale * (median(ratios)*10 + 88*fewRatios/int32(len(ratios))) / (88 + 88*fewRatios/int32(len(ratios)))
		p.length.set(p.length.mean, min(max(scale, leastScale), mostScale))
	}
	// As if eighty turns of the usual kind had been seen before.
	n := whole + left + joined + 80
	p.left = logOf(left+4) - logOf(n) - log2
	p.joined = logOf(joined+4) - logOf(n) - log2
	p.whole = logOf(whole+72) - logOf(n)
	p.voices.learn(p.a, p.b, beads)
	p.times.learn(p.a, p.b, beads)
}

// fewRatios is how many lengths tell little of a pair.
const fewRatios = 8

// The scale of variance is kept within these, in sixteenths: a pair that seems
// to be rendered word by word has been aligned with too much freedom, or is one.
const (
	leastScale = 6
	mostScale  = 16 * 6
)
