package term

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

const (
	// A term is as long as four words at most, in quarters: a word of a spaced script
	// has four, a Han character two, for most words have two of them, and a letter of
	// an alphabet without blanks one. reach is the same in symbols.
	widest, ofWord, ofHan, ofLetter = 16, 4, 2, 1
	reach                           = widest / ofLetter
	// leastCount is how often a term is said at least: of what is said twice nobody
	// can tell whether it belongs together.
	leastCount = 3
	// oneNeighbour is the share, in tenths, of one and the same word beside a term
	// from which the term is thought to go on there.
	oneNeighbour = 7
	// sameSides is the same of both its neighbours at once.
	sameSides = 6
	// cohesion is how many bits it has to be more likely, wherever a term is cut,
	// that its two parts stand together than that they do by chance. Free phrases
	// of a verb and its object have 3 to 5, names of things 6 to 10. Where a text is
	// short, or speaks of one thing only, nothing can have so many; then it is the
	// share of those that it could have, were its parts never apart.
	cohesion, inseparable = 5.5, 0.9
	// edge is how many symbols at either end of a turn courtesies take, edgeMore by
	// what share of all places, in hundredths, a courtesy stands there more often
	// than the length of the turns makes likely.
	edge, edgeMore = 12, 25
	// block is how many symbols a stretch has: a minute of speech.
	block = 100
	// single is the length, in bits, of an acronym: of one word C-value knows
	// nothing. It is that of three letters of an unspaced script.
	single = 0.58
	// titled is by how many bits a term gains that stands in the title of the
	// session or of a section: whoever wrote that was summing up.
	titled = 1
	// opening is the share of places, in tenths, at the beginning of a clause that
	// makes a phrase of speech: "I think", 首先.
	opening = 6
)

// candidate is a run of symbols that occurs several times.
type candidate struct {
	symbols []int32
	places  []int32 // where it begins, in order
	width   int     // see widest
	own     float64 // how often it is said outside of longer candidates
}

// Terms gives the terms of what was taken, by weight, then by text. There are
// few: see most.
func (g *Gatherer) Terms() []Term {
	var good []candidate
	g.groups(func(places []int32, n int32) {
		if c, ok := g.judge(places, n); ok {
			good = append(good, c)
		}
	})
	nest(good)
	var out []weighed
	for i := range good {
		if t, ok := g.weigh(&good[i]); ok {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), strings.Compare(a.Text, b.Text))
	})
	terms := make([]Term, 0, most)
	for _, t := range out[:min(most, len(out))] {
		t.Printed = strings.Clone(g.printed(t.of)) // whoever keeps a term keeps no text
		terms = append(terms, t.Term)
	}
	return terms
}

// groups calls each for every run of symbols that occurs often enough, with its
// places in order of what follows them. It sorts the places at which terms may
// begin by what stands there (a suffix array, as deep as terms are long), so that
// equal runs are neighbours.
func (g *Gatherer) groups(each func(places []int32, n int32)) {
	ids := make([]int32, len(g.seq)+reach) // so that no place is beyond the end
	starts := make([]int32, len(g.symbols)+1)
	begins := func(n int32) bool { return n != 0 && g.symbols[n].count >= leastCount && !g.symbols[n].bare }
	for i, t := range g.seq {
		ids[i] = t.symbol
		if begins(t.symbol) {
			starts[t.symbol+1]++
		}
	}
	for n := 1; n < len(starts); n++ {
		starts[n] += starts[n-1]
	}
	order := make([]int32, starts[len(starts)-1])
	next := slices.Clone(starts)
	for i, t := range g.seq {
		if begins(t.symbol) {
			order[next[t.symbol]] = int32(i)
			next[t.symbol]++
		}
	}
	for n := range g.symbols { // those of one symbol stand together
		slices.SortFunc(order[starts[n]:starts[n+1]], func(a, b int32) int {
			for k := int32(1); k < reach; k++ {
				x, y := ids[a+k], ids[b+k]
				if x != y {
					return int(x - y)
				}
				if x == 0 {
					break
				}
			}
			return int(a - b)
		})
	}
	shared := make([]int8, len(order)) // with the next
	for i := 0; i+1 < len(order); i++ {
		n := int8(0)
		for n < reach {
			x := ids[order[i]+int32(n)]
			if x == 0 || x != ids[order[i+1]+int32(n)] {
				break
			}
			n++
		}
		shared[i] = n
	}
	runs := func(n int32, do func([]int32)) {
		for i := 0; i < len(order); {
			j := i + 1
			for j < len(order) && shared[j-1] >= int8(n) {
				j++
			}
			if j-i >= leastCount {
				do(order[i:j])
			}
			i = j
		}
	}
	longest := int32(0)
	for n := int32(1); n <= reach && longest == n-1; n++ {
		g.times[n] = make([]int32, len(g.seq))
		runs(n, func(places []int32) {
			longest = n
			for _, p := range places {
				g.times[n][p] = int32(len(places))
			}
		})
	}
	for n := int32(1); n <= longest; n++ {
		runs(n, func(places []int32) { each(places, n) })
	}
}

// judge tells whether a run of n symbols may be a term.
func (g *Gatherer) judge(places []int32, n int32) (c candidate, ok bool) {
	first := places[0]
	for i := first; i < first+n; i++ {
		c.width += g.symbols[g.seq[i].symbol].width
	}
	if c.width < ofWord || c.width > widest || g.symbols[g.at(first)].bare || g.symbols[g.at(first+n-1)].bare || !g.holds(first, n) {
		return c, false
	}
	if t := g.seq[first]; c.width == ofWord && !allCapital(g.chunks[t.chunk][t.start:t.end]) {
		return c, false // no acronym; see acronym
	}
	c.places = slices.Sorted(slices.Values(places))
	if g.goesOn(c.places, -1) || g.goesOn(c.places, n) || g.recited(c.places, n) || g.courtesy(c.places, n) {
		return c, false
	}
	for i := first; i < first+n; i++ {
		c.symbols = append(c.symbols, g.seq[i].symbol)
	}
	return c, true
}

// holds tells whether the n symbols at a place stand together by more than
// chance, wherever they are cut. One letter of an alphabet is no part that could
// stand apart, and nothing is cut before a word that no term begins with.
func (g *Gatherer) holds(p, n int32) bool {
	for k := int32(1); k < n; k++ {
		if g.symbols[g.at(p+k)].bare || k == 1 && g.symbols[g.at(p)].width == ofLetter || k == n-1 && g.symbols[g.at(p+k)].width == ofLetter {
			continue
		}
		by := float64(g.times[n][p]) * float64(g.size) / (float64(g.times[k][p]) * float64(g.times[n-k][p+k]))
		if bits := math.Log2(by); bits < cohesion && bits < inseparable*math.Log2(float64(g.size)/float64(g.times[n][p])) {
			return false
		}
	}
	return true
}

// goesOn tells whether nearly always the same symbol stands at a distance from
// where a term begins. That a common word does tells nothing.
func (g *Gatherer) goesOn(places []int32, distance int32) bool {
	beside := make([]int32, 0, len(places))
	for _, p := range places {
		if s := g.at(p + distance); s != 0 && !g.symbols[s].bare {
			beside = append(beside, s)
		}
	}
	if 10*len(beside) <= oneNeighbour*len(places) {
		return false
	}
	return 10*mostAlike(beside) > oneNeighbour*len(places)
}

// mostAlike counts the commonest of values, which it sorts.
func mostAlike[T cmp.Ordered](values []T) int {
	slices.Sort(values)
	most, run := 0, 0
	for i, v := range values {
		if i > 0 && v == values[i-1] {
			run++
		} else {
			run = 1
		}
		most = max(most, run)
	}
	return most
}

// recited tells whether a run of n symbols mostly stands between the same two, be
// they common words: it is a piece of a sentence that is said again and again.
func (g *Gatherer) recited(places []int32, n int32) bool {
	between := make([]int64, 0, len(places))
	for _, p := range places {
		between = append(between, int64(g.at(p-1))<<32|int64(g.at(p+n)))
	}
	return 10*mostAlike(between) > sameSides*len(places)
}

// courtesy tells whether a run of n symbols stands at the edges of turns more
// often than chance has it, or mostly begins clauses.
func (g *Gatherer) courtesy(places []int32, n int32) bool {
	at, opens, expected := 0, 0, 0.0
	for _, p := range places {
		s := g.turns[g.seq[p].turn]
		if p-s.from < edge || s.to-p-n < edge {
			at++
		}
		opens += b2i(g.seq[p].opens)
		expected += min(1, 2*edge/float64(s.to-s.from))
	}
	return 10*opens > opening*len(places) || float64(at) > expected+edgeMore*float64(len(places))/100
}

// nest takes from each candidate's count what longer ones account for: their
// mean (C-value).
func nest(all []candidate) {
	type sum struct{ n, count int }
	within := map[string]sum{}
	key := func(s []int32) string {
		b := make([]byte, 0, 4*reach)
		for _, x := range s {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
		return string(b)
	}
	for _, c := range all {
		for n := 1; n < len(c.symbols); n++ {
			for i := 0; i+n <= len(c.symbols); i++ {
				k := key(c.symbols[i : i+n])
				within[k] = sum{within[k].n + 1, within[k].count + len(c.places)}
			}
		}
	}
	for i := range all {
		c := &all[i]
		c.own = float64(len(c.places))
		if w := within[key(c.symbols)]; w.n > 0 {
			c.own -= float64(w.count) / float64(w.n)
		}
	}
}

type weighed struct {
	Term
	of *candidate
}

// weigh gives a candidate as a term with its weight; false for one that is a name,
// that hardly stands by itself, or that is said in one turn alone of several.
func (g *Gatherer) weigh(c *candidate) (t weighed, ok bool) {
	t.of = c
	t.Text, t.Count = g.text(c), int32(len(c.places))
	if c.own < leastCount-1 || c.width == ofWord && !g.acronym(c) || g.names.in(t.Text) {
		return t, false
	}
	last := int32(-1)
	for _, p := range c.places {
		turn := g.turns[g.seq[p].turn].turn
		if n := len(t.Turns); n == 0 || t.Turns[n-1] != turn {
			t.Turns = append(t.Turns, turn)
		}
		if p/block != last {
			last = p / block
			t.Blocks++
		}
	}
	if len(t.Turns) == 1 && len(g.turns) > 1 {
		return t, false
	}
	turns := 0.0
	for _, s := range g.turns {
		turns += chance(float64(s.to-s.from)/float64(len(g.seq)), len(c.places))
	}
	blocks := float64(len(g.seq)/block + 1)
	t.TurnsBy, t.BlocksBy = sixteenths(turns), sixteenths(blocks*chance(1/blocks, len(c.places)))
	length := single
	if c.width > ofWord {
		length = math.Log2(float64(c.width) / ofWord)
	}
	bits := math.Log2(1 + length*c.own*turns/float64(len(t.Turns)))
	if g.entitled(t.Text) {
		bits += titled
	}
	t.Weight = sixteenths(bits)
	return t, true
}

// chance is how likely something that is there n times is in a part of this share
// at least once.
func chance(share float64, n int) float64 { return 1 - math.Pow(1-share, float64(n)) }

func sixteenths(x float64) int32 { return int32(math.Round(16 * x)) }

func (g *Gatherer) text(c *candidate) string {
	var b strings.Builder
	for i, s := range c.symbols {
		if i > 0 && !(g.symbols[s].wide && g.symbols[c.symbols[i-1]].wide) {
			b.WriteByte(' ')
		}
		b.WriteString(g.symbols[s].text)
	}
	return b.String()
}

// acronym tells whether a term of one word's width is written in capitals, where not
// everything is.
func (g *Gatherer) acronym(c *candidate) bool {
	if 4*g.capital > len(g.known) {
		return false
	}
	return allCapital(g.printed(c))
}

// entitled tells whether a term stands in a title.
func (g *Gatherer) entitled(text string) bool {
	for _, t := range g.titles {
		for from := 0; ; {
			i := strings.Index(t[from:], text)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(text)
			if (start == 0 || t[start-1] >= utf8.RuneSelf || t[start-1] == ' ') && (end == len(t) || t[end] >= utf8.RuneSelf || t[end] == ' ') {
				return true
			}
			from = start + 1
		}
	}
	return false
}

// printed is how a term is written most often. Where a clause begins, a capital
// tells nothing, so such a place counts where there is no other.
func (g *Gatherer) printed(c *candidate) string {
	forms := map[string]int{}
	for _, p := range c.places {
		from, to := g.seq[p], g.seq[int(p)+len(c.symbols)-1]
		form := strings.Join(strings.Fields(g.chunks[from.chunk][from.start:to.end]), " ")
		forms[form]++
		if !from.opens {
			forms[form] += len(c.places)
		}
	}
	best := ""
	for f, n := range forms {
		if m := forms[best]; n > m || n == m && f < best {
			best = f
		}
	}
	return best
}

// allCapital tells whether a word has two letters and more, and all of them are
// capitals.
func allCapital(word string) bool {
	n := 0
	for _, r := range word {
		if lang.IsLetter(r) {
			if !lang.IsUpper(r) {
				return false
			}
			n++
		}
	}
	return n > 1
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
