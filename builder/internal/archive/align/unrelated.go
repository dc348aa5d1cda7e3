package align

// Whether two files are of one session is told by the gain of the best way. By
// chance a turn gains nothing or less, where editions of one session gain two
// to six natural logarithms a turn. In between, the second file is read in
// other orders: two interviews in which short questions take turns with long
// answers gain by that alone, but no less when they are shuffled.
const (
	surelyGain  = 2 * unit // a turn
	surelyTurns = 16
	// leastTurns is how many turns there must be for anything to be told: what
	// says that two short files are of one session is their name.
	leastTurns = 3
	// fewTurns is too few for there to be other orders. There, half a logarithm a
	// turn is enough: of the pieces of 4 to 8 turns that this was tried on, it lets
	// pass 97 of 100 that belong together and 3 of 100 that do not.
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
	case n >= surelyTurns && gain >= n*surelyGain:
		return false
	case n < fewTurns:
		return gain < n*enoughFew
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

// chance is the gain of the best way.
func (p *pairing) chance() int64 {
	p.align()
	return p.gain
}

// disordered gives the edition in another order, the same for the same k. Turns
// are moved two by two, so that who answers whom stays as it was.
func (e Edition) disordered(k int) Edition {
	order := make([]int, (len(e.Turns)+1)/2)
	for i := range order {
		order[i] = i
	}
	// A generator of Lehmer's, with the multiplier of Park and Miller, shuffles
	// as Fisher and Yates do.
	state := uint64(k + 1)
	for i := len(order) - 1; i > 0; i-- {
		state = state * 48271 % (1<<31 - 1)
		j := int(state % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
	out := Edition{Voices: e.Voices, Turns: make([]Turn, 0, len(e.Turns))}
	for _, i := range order {
		out.Turns = append(out.Turns, e.Turns[2*i:min(2*i+2, len(e.Turns))]...)
	}
	return out
}

// leastSame is how many turns two files must have for Same to tell: the question
// is put for any two files of one day, so that chance has more chances.
const leastSame = 6

// Same tells whether two files whose names do not say so are surely of one
// session.
func Same(a, b Edition) bool {
	n := min(len(a.Turns), len(b.Turns))
	if n < leastSame {
		return false
	}
	p := newPairing(a, b)
	p.align()
	return p.gain >= int64(n)*surelyGain
}
