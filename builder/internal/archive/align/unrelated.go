package align

// Whether two files are of one session is told by the gain of the best way. What
// is said, which is all but who says it, gains next to nothing a turn by chance,
// and one to four natural logarithms where two editions are of one session. In
// between, the second file is read in other orders: two interviews in which
// short questions take turns with long answers gain by that alone, but no less
// when the answers are shuffled.
const (
	surelyGain  = unit // a turn
	surelyTurns = 16
	// leastTurns is how many turns there must be for anything to be told: what
	// says that two short files are of one session is their name.
	leastTurns = 3
	// fewTurns is too few for there to be other orders. There, half a logarithm a turn
	// is enough: by what is said, or, where most of it stands under names that are known
	// to be of one speaker, by that together with who says it. Of pieces of 5 to 11 turns
	// of one archive in two languages all that belong together pass; of those that do not
	// 1 in 100, and 3 where the same people speak. Of pieces of 4 turns it is 99, 2 and 6.
	fewTurns  = 12
	enoughFew = unit / 2
	orders    = 16
)

// unrelated tells whether two editions are not of one session.
func (p *pairing) unrelated(beads []Bead) bool {
	n := int64(min(len(p.a.Turns), len(p.b.Turns)))
	gain := p.gain
	switch {
	case n < leastTurns:
		return false
	case n >= surelyTurns && p.said(beads) >= n*surelyGain:
		return false
	case p.sameFloor(beads):
		return false
	case n < fewTurns:
		return p.said(beads) < n*enoughFew && (gain < n*enoughFew || !p.mostlyKnown(beads))
	case gain <= 0:
		return true
	}
	// As far above the others as three times their spread, which one in some
	// hundreds of unrelated pairs is.
	var sum, squares, most int64
	for k := range orders {
		g := newPairing(p.a, p.b.disordered(k)).chance()
		sum += g
		squares += g * g
		most = max(most, g)
	}
	mean := sum / orders
	spread := squares/orders - mean*mean
	above := gain - mean
	return gain <= most || above*above <= 9*spread
}

// Voices that are known to be one in both editions take the floor in the same order in
// two editions of one session. That counts apart from who speaks most, as a chair has the
// floor back after everybody in any session. Of two orders of three voices drawn at
// random, the best way makes at most 72 in 100 agree, of more voices fewer (Chvátal and
// Sankoff, "Longest common subsequences of two random sequences", 1975); of 6,400 pairs of
// orders of 16 to 120 turns of three or four voices, drawn at random, none reached
// floorShare.
const (
	floorTurns  = 16 // that are not of who speaks most
	floorVoices = 3  // as many as would speak equally often
	floorShare  = 80 // in 100 of the turns
)

// sameFloor tells whether voices that are known to be one, and so many that it is no
// chance, stand in the same order. It asks so of the turns of a, the longer: a few turns
// stand in the order of any in hundreds.
func (p *pairing) sameFloor(beads []Bead) bool {
	count := make([]int, len(p.a.Voices)+1) // turns of a, by voice + 1
	for _, t := range p.a.Turns {
		count[t.Voice+1]++
	}
	most := int32(0) // voice + 1
	for v := range count {
		if count[v] > count[most] {
			most = int32(v)
		}
	}
	turns, squares := 0, 0
	for v, n := range count {
		if int32(v) != most {
			turns += n
			squares += n * n
		}
	}
	if turns < floorTurns || floorVoices*squares > turns*turns {
		return false
	}
	agree := 0
	for _, d := range beads {
		if !d.Matched() {
			continue
		}
		if v := p.a.Turns[d.A].Voice; v+1 != most && p.voices.areKnown(v, p.b.Turns[d.B].Voice) {
			agree++
		}
	}
	return 100*agree >= floorShare*turns
}

// mostlyKnown tells whether half of the beads are of two who are known to be one.
func (p *pairing) mostlyKnown(beads []Bead) bool {
	known, all := 0, 0
	for _, d := range beads {
		if d.Matched() {
			all++
			if p.voices.areKnown(p.a.Turns[d.A].Voice, p.b.Turns[d.B].Voice) {
				known++
			}
		}
	}
	return known > 0 && 2*known >= all
}

// chance is the gain of the best way.
func (p *pairing) chance() int64 {
	p.align()
	return p.gain
}

// said is what beads gain by all but who speaks.
func (p *pairing) said(beads []Bead) int64 {
	mark := make([]int32, len(p.b.Turns))
	sum := int64(0)
	for _, d := range beads {
		if !d.Matched() {
			sum += int64(p.left)
			continue
		}
		a, b, chance := p.la.one[d.A], p.lb.one[d.B], p.lb.chance[d.B]
		kind := p.joined
		switch {
		case d.ATo > d.A+1:
			a = p.la.two[d.A]
		case d.BTo > d.B+1:
			b, chance = p.lb.two[d.B], p.lb.chance2[d.B]
		default:
			kind = p.whole
		}
		clear(mark[d.B:d.BTo])
		gain := kind + chance - p.length.cost(a, b)
		for x := d.A; x < d.ATo; x++ {
			p.marks.add(x, d.B, d.BTo, mark)
			gain -= p.marks.missA[x]
		}
		for y := d.B; y < d.BTo; y++ {
			gain += mark[y] - p.marks.missB[y]
		}
		if p.times.any {
			gain += p.times.gain(p.a.Turns[d.A].Start, p.b.Turns[d.B].Start)
		}
		sum += int64(gain)
	}
	return sum
}

// disordered gives the edition with what is said in another order, the same for
// the same k. Who speaks stays in place, and says what the same speaker said
// elsewhere; those who speak once say what others say who do.
func (e Edition) disordered(k int) Edition {
	count := make([]int, len(e.Voices)+1)
	for _, t := range e.Turns {
		count[t.Voice+1]++
	}
	groups := make([][]int, len(count)+1) // places, by voice + 1; last those of voices that speak once
	for i, t := range e.Turns {
		g := int(t.Voice) + 1
		if count[g] == 1 {
			g = len(count)
		}
		groups[g] = append(groups[g], i)
	}
	out := Edition{Voices: e.Voices, Turns: append([]Turn(nil), e.Turns...)}
	// A generator of Lehmer's, with the multiplier of Park and Miller, shuffles
	// as Fisher and Yates do.
	state := uint64(k + 1)
	for _, places := range groups {
		for i := len(places) - 1; i > 0; i-- {
			state = state * 48271 % (1<<31 - 1)
			x, y := places[i], places[int(state%uint64(i+1))]
			out.Turns[x], out.Turns[y] = out.Turns[y], out.Turns[x]
			out.Turns[x].Voice, out.Turns[y].Voice = out.Turns[y].Voice, out.Turns[x].Voice
		}
	}
	return out
}

// leastSame is how many turns two files must have for Same to tell, and sameGain
// what they must gain: the question is put for any two files of one day, so that
// chance has more chances.
const (
	leastSame = 6
	sameGain  = 3 * unit / 2 // a turn
)

// Same tells whether two files whose names do not say so are surely of one
// session.
func Same(a, b Edition) bool {
	n := min(len(a.Turns), len(b.Turns))
	if n < leastSame {
		return false
	}
	p := newPairing(a, b)
	return p.said(p.align()) >= int64(n)*sameGain
}
