package align

import (
	"cmp"
	"slices"
)

// markGains are what shared marks gain. A mark that few turns have is shared by
// chance less often, and so gains more; one that the other edition has elsewhere
// costs a little, since marks are mostly kept.
type markGains struct {
	missA, missB []int32 // what it costs turns that their marks are not shared
	pairs        []markPair
	rows         []int32 // of each turn of a in pairs, and one more
}

// markPair is two turns that share marks.
type markPair struct{ a, b, gain int32 }

const (
	// markKept is how often a mark is kept in rendering, as measured between
	// languages of one script and of two: in steps, the cost of its not being.
	markMissed = unit / 4
	mostMissed = unit     // of a turn
	mostMarks  = 8 * unit // a list of names says no more than a few of them
	// commonMark is how many pairs of turns may share a mark: one in more of them
	// tells nothing.
	commonMark = 400
)

func newMarkGains(a, b []Turn) markGains {
	g := markGains{missA: make([]int32, len(a)), missB: make([]int32, len(b)), rows: make([]int32, len(a)+1)}
	inA, inB := placesOf(a), placesOf(b)
	n := min(len(a), len(b))
	for x, y := 0, 0; x < len(inA) && y < len(inB); {
		mark := inA[x].mark
		if mark != inB[y].mark {
			if mark < inB[y].mark {
				x++
			} else {
				y++
			}
			continue
		}
		toX, toY := x, y
		for toX < len(inA) && inA[toX].mark == mark {
			toX++
		}
		for toY < len(inB) && inB[toY].mark == mark {
			toY++
		}
		if (toX-x)*(toY-y) <= commonMark {
			// ln(0.6 · turns / turns with the mark)
			gain := min(logOf(6*n)-logOf(10*max(toX-x, toY-y)), 4*unit)
			if gain > unit/4 {
				g.share(inA[x:toX], inB[y:toY], gain)
			}
		}
		x, y = toX, toY
	}
	g.finish()
	return g
}

type markPlace struct {
	mark uint32
	turn int32
}

func placesOf(turns []Turn) []markPlace {
	var out []markPlace
	for i, t := range turns {
		for _, m := range t.Marks {
			out = append(out, markPlace{m, int32(i)})
		}
	}
	slices.SortFunc(out, func(x, y markPlace) int { return cmp.Or(cmp.Compare(x.mark, y.mark), cmp.Compare(x.turn, y.turn)) })
	return out
}

func (g *markGains) share(a, b []markPlace, gain int32) {
	for _, x := range a {
		g.missA[x.turn] = min(g.missA[x.turn]+markMissed, mostMissed)
		for _, y := range b {
			g.pairs = append(g.pairs, markPair{x.turn, y.turn, gain + 2*markMissed})
		}
	}
	for _, y := range b {
		g.missB[y.turn] = min(g.missB[y.turn]+markMissed, mostMissed)
	}
}

// finish sorts the pairs and adds up those of two turns.
func (g *markGains) finish() {
	slices.SortFunc(g.pairs, func(x, y markPair) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.gain, y.gain))
	})
	out := g.pairs[:0]
	for _, p := range g.pairs {
		if n := len(out); n > 0 && out[n-1].a == p.a && out[n-1].b == p.b {
			out[n-1].gain = min(out[n-1].gain+p.gain, mostMarks)
		} else {
			out = append(out, p)
		}
	}
	g.pairs = out
	k := int32(0)
	for i := range g.rows {
		for int(k) < len(out) && out[k].a < int32(i) {
			k++
		}
		g.rows[i] = k
	}
}

// add adds what turn x of a gains with the turns of b from lo to before hi.
func (g *markGains) add(x, lo, hi int32, out []int32) {
	for _, p := range g.pairs[g.rows[x]:g.rows[x+1]] {
		if p.b >= lo && p.b < hi {
			out[p.b] += p.gain
		}
	}
}

// voiceGains are what two voices gain when they stand at turns that render each
// other: the logarithm of how much more often they do than by chance, as far as
// is known.
type voiceGains struct {
	any   bool
	width int32
	table []int32 // by voice of a, then of b + 1; nobody is 0
	count []int32 // of the last beads, in the same order
	ofA   []int32
	ofB   []int32
	known [][2]int32 // voices that are known to be one, of a and of b
}

// knownTurns is in how many turns two voices that are known to be one are taken to
// have met before: a short session is told by that, and of a long one its own turns
// say more.
const knownTurns = 4

// The gain of two voices is kept within these: what is certain to be two people
// may be a slip of who typed the label.
const (
	leastVoice = -3 * unit
	mostVoice  = 3 * unit
)

func newVoiceGains(a, b Edition) voiceGains {
	g := voiceGains{width: int32(len(b.Voices)) + 1}
	g.table = make([]int32, len(a.Voices)*int(g.width))
	g.count = make([]int32, len(g.table))
	g.ofA, g.ofB = make([]int32, len(a.Voices)), make([]int32, len(b.Voices))
	// Equal names are one speaker, as far as the turns do not say otherwise.
	for x, name := range a.Voices {
		if name == 0 {
			continue
		}
		if y := slices.Index(b.Voices, name); y >= 0 {
			g.any = true
			g.known = append(g.known, [2]int32{int32(x), int32(y)})
			g.row(int32(x))[y+1] = unit
			for k := range b.Voices {
				if k != y {
					g.row(int32(x))[k+1] = -unit
				}
			}
		}
	}
	return g
}

// areKnown tells whether two voices are known to be one.
func (g *voiceGains) areKnown(a, b int32) bool { return slices.Contains(g.known, [2]int32{a, b}) }

func (g *voiceGains) row(a int32) []int32 { return g.table[a*g.width:][:g.width] }

// learn counts who stands by whom. A pair's own turn is not evidence for itself:
// what was seen once only is as good as not seen, or every slip of the first
// look would confirm itself.
func (g *voiceGains) learn(a, b Edition, beads []Bead) {
	clear(g.count)
	clear(g.ofA)
	clear(g.ofB)
	total := int32(0)
	for _, d := range beads {
		if !d.Matched() || d.ATo-d.A+d.BTo-d.B > 2 {
			continue
		}
		x, y := a.Turns[d.A].Voice, b.Turns[d.B].Voice
		if x < 0 || y < 0 {
			continue
		}
		g.count[x*g.width+y+1]++
		g.ofA[x]++
		g.ofB[y]++
		total++
	}
	if g.any = total > 0; !g.any {
		return
	}
	for _, k := range g.known {
		g.count[k[0]*g.width+k[1]+1] += knownTurns
		g.ofA[k[0]] += knownTurns
		g.ofB[k[1]] += knownTurns
		total += knownTurns
	}
	for x := range g.ofA {
		for y := range g.ofB {
			at := int32(x)*g.width + int32(y) + 1
			g.table[at] = (voiceGain(g.count[at], g.ofA[x], g.ofB[y], total) + voiceGain(g.count[at], g.ofB[y], g.ofA[x], total)) / 2
		}
	}
}

// voiceGain is the logarithm of how much more often a voice, seen of times, is
// met by one that is met others times in total: with one time less than was
// seen, and one as if by chance.
func voiceGain(seen, of, others, total int32) int32 {
	if of == 0 || others == 0 {
		return 0
	}
	seen, of = max(seen-1, 0), of-1
	// ((seen + q) / (of + 1)) / q, where q is others/total
	gain := logOf(int(seen*total+others)) - logOf(int(of+1)) - logOf(int(others))
	return min(max(gain, leastVoice), mostVoice)
}

// timeGains are what times gain, where most turns of both editions have one.
type timeGains struct {
	any    bool
	offset int32 // of b's times, in seconds
	chance int32 // what two turns at one time are worth
}

// lag is how far apart in seconds what renders the same begins, on average: an
// interpreter is some seconds behind, and captions are cut elsewhere.
const lag = 6

func newTimeGains(a, b []Turn) timeGains {
	n, last := 0, int32(0)
	for _, t := range [][]Turn{a, b} {
		timed := 0
		for _, turn := range t {
			if turn.Start >= 0 {
				timed++
				last = max(last, turn.Start)
			}
		}
		if 2*timed > len(t) {
			n++
		}
	}
	// ln(duration / (2 · lag))
	return timeGains{any: n == 2 && last > 0, chance: logOf(int(last)+1) - logOf(2*lag)}
}

// gain is what two times gain, those apart as far as a long pause as little as
// any.
func (g *timeGains) gain(a, b int32) int32 {
	if a < 0 || b < 0 {
		return 0
	}
	d := b - g.offset - a
	return max(g.chance-max(d, -d)*unit/lag, -4*unit)
}

// learn takes the offset of two recordings from beads.
func (g *timeGains) learn(a, b Edition, beads []Bead) {
	if !g.any {
		return
	}
	var apart []int32
	for _, d := range beads {
		if d.Matched() && a.Turns[d.A].Start >= 0 && b.Turns[d.B].Start >= 0 {
			apart = append(apart, b.Turns[d.B].Start-a.Turns[d.A].Start)
		}
	}
	if len(apart) > 0 {
		g.offset = median(apart)
	}
}
