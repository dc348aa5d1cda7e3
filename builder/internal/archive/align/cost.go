package align

import (
	"math"
	"math/bits"
	"slices"
)

// logs are the natural logarithms of small numbers, in steps; logs[0] is that
// of a half.
var logs = func() (t [1 << 11]int32) {
	for i := range t {
		t[i] = int32(math.Round(unit * math.Log(max(float64(i), .5))))
	}
	return t
}()

// logOf is the natural logarithm of n in steps.
func logOf(n int) int32 {
	if n < len(logs) {
		return logs[max(n, 0)]
	}
	shift := bits.Len(uint(n)) - 11
	return logs[n>>shift] + int32(shift)*log2
}

const log2 = 177 // 256 · ln 2

// lengthModel says what the lengths of two groups of turns tell. The logarithm
// of their ratio is spread about mean as Student's t with four degrees of
// freedom, since a few turns are always rendered at a quite different length;
// its variance is scale/16 times 0.01 + 2/length, which was measured over three
// pairs of languages from 8 to 8,000 letters. By chance, the length would be any
// of the edition's.
type lengthModel struct {
	mean  int32
	scale int32
	// precision is 2^20 / variance in steps², and width the logarithm of the
	// deviation, by the logarithm of the length in eighths.
	precision [lengthClasses]int32
	width     [lengthClasses]int32
}

// lengthClasses is enough for turns of two thousand million letters.
const lengthClasses = 176

// lengthEighth is the steps in an eighth of a natural logarithm.
const lengthEighth = unit / 8

func (m *lengthModel) set(mean, scale int32) {
	m.mean = mean
	if m.scale == scale {
		return
	}
	m.scale = scale
	for i := range m.precision {
		variance := float64(scale) / 16 * (.01 + 2/math.Exp(float64(i)/8))
		m.precision[i] = int32(math.Round((1 << 20) / (variance * unit * unit)))
		m.width[i] = int32(math.Round(unit * math.Log(variance) / 2))
	}
}

// tails is 2.5 · ln(1 + z/4), what Student's t with four degrees of freedom
// costs at z squared deviations, in sixteenths of z.
var tails = func() (t [1 << 11]int32) {
	for z := range t {
		t[z] = int32(math.Round(unit * 2.5 * math.Log(1+float64(z)/64)))
	}
	return t
}()

// cost is what it costs that lengths have the logarithms a and b.
func (m *lengthModel) cost(a, b int32) int32 {
	at := (a + b) / (2 * lengthEighth)
	d := int64(b - a - m.mean)
	z := min(d*d*int64(m.precision[at])>>16, int64(len(tails)-1))
	return tails[z] + m.width[at]
}

// squares is z of cost, for estimating the scale.
func (m *lengthModel) squares(a, b int32) int32 {
	d := int64(b - a - m.mean)
	return int32(min(d*d*int64(m.precision[(a+b)/(2*lengthEighth)])>>16, math.MaxInt32))
}

// measures are the lengths of an edition's turns and of neighbours together, as
// logarithms, and what it costs that a turn has such a length at all.
type measures struct {
	one, two     []int32 // two[i] is of turns i and i+1
	chance       []int32 // cost of one[i] by the edition's own spread
	chance2      []int32 // of two[i]
	spread, mean int32
}

// mostChance is how much the oddity of a length counts at most: that one turn
// here and one there are the longest by far says no more than that.
const mostChance = 4 * unit

func measure(turns []Turn) measures {
	n := len(turns)
	m := measures{one: make([]int32, n), two: make([]int32, n), chance: make([]int32, n), chance2: make([]int32, n)}
	for i, t := range turns {
		m.one[i] = logOf(int(t.Length) + 1)
		if i+1 < n {
			m.two[i] = logOf(int(t.Length) + int(turns[i+1].Length) + 1)
		}
	}
	var sum, squares int64
	for _, l := range m.one {
		sum += int64(l)
	}
	if n > 0 {
		m.mean = int32(sum / int64(n))
	}
	for _, l := range m.one {
		d := int64(l - m.mean)
		squares += d * d
	}
	// A few turns of one length have some spread all the same.
	m.spread = int32(math.Sqrt(float64((squares + unit*unit/2) / int64(n+1))))
	m.spread = max(m.spread, unit/4)
	width := int32(math.Round(unit * math.Log(float64(m.spread)/unit)))
	cost := func(l int32) int32 {
		d := int64(l - m.mean)
		return min(int32(d*d*unit/(2*int64(m.spread)*int64(m.spread)))+width, mostChance)
	}
	for i := range m.one {
		m.chance[i] = cost(m.one[i])
		m.chance2[i] = cost(m.two[i])
	}
	return m
}

func median(list []int32) int32 {
	slices.Sort(list)
	return list[len(list)/2]
}
