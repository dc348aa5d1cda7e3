package align

import "math"

// wide is how far from the diagonal the first look goes, beside the root of the
// number of turns, and narrow how far from the way found the next ones do: turns left
// out at random draw a way aside by some square root of their number. Where a way
// runs along the edge, the band is widened: three roots at once found the very ways
// of one, over 22 pairs damaged up to one turn in ten, and took half as long again.
const (
	wide   = 24
	narrow = 12
)

// diagonal sets the band about the way by which both editions run on evenly.
func (p *pairing) diagonal(n, m int) {
	p.lo, p.hi = make([]int32, n+1), make([]int32, n+1)
	half := wide + int(math.Sqrt(float64(max(n, m))))
	for i := range p.lo {
		mid := i * m / n
		p.lo[i], p.hi[i] = int32(max(mid-half, 0)), int32(min(mid+half, m))
	}
	p.close()
}

// about sets the band about a way.
func (p *pairing) about(beads []Bead) {
	for _, b := range beads {
		for i := b.A; i <= b.ATo; i++ {
			if i == b.A && b.A > 0 {
				p.hi[i] = max(p.hi[i], b.BTo+narrow)
				continue
			}
			p.lo[i], p.hi[i] = b.B-narrow, b.BTo+narrow
		}
	}
	p.close()
}

// close brings the band within bounds and makes it a way from end to end.
func (p *pairing) close() {
	n, m := len(p.lo)-1, int32(len(p.b.Turns))
	for i := range p.lo {
		p.lo[i], p.hi[i] = min(max(p.lo[i], 0), m), min(max(p.hi[i], 0), m)
	}
	p.lo[0], p.hi[n] = 0, m
	for i := 1; i <= n; i++ {
		p.hi[i] = max(p.hi[i], p.hi[i-1])
	}
	for i := n - 1; i >= 0; i-- {
		p.lo[i] = min(p.lo[i], p.lo[i+1])
	}
	for i := 1; i <= n; i++ {
		p.lo[i] = min(p.lo[i], p.hi[i-1])
	}
}

// atEdge tells whether a way runs along the edge of the band, so that a better
// one may be outside.
func (p *pairing) atEdge(beads []Bead) bool {
	m := int32(len(p.b.Turns))
	for _, b := range beads {
		lo, hi := p.lo[b.ATo], p.hi[b.ATo]
		if lo > 0 && b.BTo <= lo+1 || hi < m && b.BTo >= hi-1 {
			return true
		}
	}
	return false
}

// widen makes the band twice as wide.
func (p *pairing) widen() {
	for i := range p.lo {
		half := (p.hi[i]-p.lo[i])/2 + narrow
		p.lo[i], p.hi[i] = p.lo[i]-half, p.hi[i]+half
	}
	p.close()
}
