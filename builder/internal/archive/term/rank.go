package term

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const (
	// several is from how many transcripts a term has to be found in two of them:
	// from there on an archive has a matter of its own, and one session's is not it.
	several = 8
	// certain is how many bits a term weighs at least that one transcript alone has,
	// and common, on the mean, one that several have: eleven that are said by chance
	// where ten would be, of four letters or two words, weigh 3.5.
	certain, common = 3.5, 2.5
)

// A Pool sums up the terms of the transcripts in one language. O is what a
// transcript is known by. All sums are integers, so that what a transcript brings
// is gone when it is taken away. The zero value is empty.
type Pool[O comparable] struct {
	transcripts int
	sums        map[string]*sum[O]
	shared      map[*sum[O]]bool // those of two transcripts and more
	ranked      []Ranked         // all that may be best; nil where sums have changed since
}

// sum is what transcripts say of a term, see Term.
type sum[O comparable] struct {
	text                             string
	in                               []Place[O]
	count, weight                    int
	turns, turnsBy, blocks, blocksBy int
	printed                          string // see Pool.Printed; "" where it is to be found again
}

// Place is where a term is found.
type Place[O comparable] struct {
	Of   O
	Term *Term // one of the terms of Of
}

// Add adds the terms of a transcript.
func (p *Pool[O]) Add(of O, terms []Term) {
	if p.sums == nil {
		p.sums, p.shared = map[string]*sum[O]{}, map[*sum[O]]bool{}
	}
	p.transcripts++
	p.ranked = nil
	for i := range terms {
		t := &terms[i]
		s := p.sums[t.Text]
		if s == nil {
			s = &sum[O]{text: t.Text}
			p.sums[t.Text] = s
		}
		s.in = append(s.in, Place[O]{of, t})
		s.change(t, 1)
		if len(s.in) == 2 {
			p.shared[s] = true
		}
	}
}

// Remove takes the terms of a transcript away that were added.
func (p *Pool[O]) Remove(of O, terms []Term) {
	p.transcripts--
	p.ranked = nil
	for i := range terms {
		t := &terms[i]
		s := p.sums[t.Text]
		s.in = slices.DeleteFunc(s.in, func(x Place[O]) bool { return x.Of == of })
		s.change(t, -1)
		switch len(s.in) {
		case 0:
			delete(p.sums, t.Text)
		case 1:
			delete(p.shared, s)
		}
	}
}

// Replace puts a transcript where another was that has equal terms, so that no sum
// changes.
func (p *Pool[O]) Replace(was, of O, terms []Term) {
	for i := range terms {
		in := p.sums[terms[i].Text].in
		in[slices.IndexFunc(in, func(x Place[O]) bool { return x.Of == was })] = Place[O]{of, &terms[i]}
	}
}

func (s *sum[O]) change(t *Term, by int) {
	s.printed = ""
	s.count += by * int(t.Count)
	s.weight += by * int(t.Weight)
	s.turns += by * len(t.Turns)
	s.turnsBy += by * int(t.TurnsBy)
	s.blocks += by * int(t.Blocks)
	s.blocksBy += by * int(t.BlocksBy)
}

// Ranked is a term of an archive.
type Ranked struct {
	Text        string // see Term
	Transcripts int    // in which it is a term
	Count       int    // how often it is said in them
	Score       int    // sixteenths of a bit
}

// Transcripts is how many transcripts there are.
func (p *Pool[O]) Transcripts() int { return p.transcripts }

// Best gives the n terms that are most certainly what the archive speaks of, the
// most certain first, but for those that leave says to leave out. What all
// transcripts have weighs little, and so does what is spread over turns and time as
// by chance, however often it is said: "a little bit", 沒有辦法. Of two terms of
// which one stands in the other, and is hardly said without it, the first is there.
func (p *Pool[O]) Best(n int, leave func(text string) bool) []Ranked {
	if p.ranked == nil {
		p.ranked = p.rank()
	}
	var best []Ranked
	for _, r := range p.ranked {
		if len(best) == n {
			break
		}
		if !slices.ContainsFunc(best, func(b Ranked) bool { return overlaps(b, r) }) && !leave(r.Text) {
			best = append(best, r)
		}
	}
	return best
}

// rank gives all terms that weigh enough, the most certain first.
func (p *Pool[O]) rank() []Ranked {
	out := []Ranked{}
	look := func(s *sum[O]) {
		least := common
		if len(s.in) == 1 {
			least = certain
		}
		if float64(s.weight) < 16*least*float64(len(s.in)) {
			return
		}
		if score := s.score(p.transcripts); score > 0 {
			out = append(out, Ranked{Text: s.text, Transcripts: len(s.in), Count: s.count, Score: score})
		}
	}
	if p.transcripts >= several {
		for s := range p.shared {
			look(s)
		}
	} else {
		for _, s := range p.sums {
			look(s)
		}
	}
	slices.SortFunc(out, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Count, a.Count), strings.Compare(a.Text, b.Text))
	})
	return out
}

// Places gives where a term is found, in no order; nil for one that is not. They
// are not to be changed. A nil Pool has none.
func (p *Pool[O]) Places(text string) []Place[O] {
	if p == nil || p.sums[text] == nil {
		return nil
	}
	return p.sums[text].in
}

// Printed is how most transcripts write a term; of equally many forms the first by
// letters.
func (p *Pool[O]) Printed(text string) string {
	if p == nil || p.sums[text] == nil {
		return ""
	}
	s := p.sums[text]
	if s.printed == "" {
		forms := map[string]int{}
		for _, x := range s.in {
			forms[x.Term.Printed]++
		}
		for f, n := range forms {
			if m := forms[s.printed]; n > m || n == m && f < s.printed {
				s.printed = f
			}
		}
	}
	return s.printed
}

// score is the weight of a term, times how rare it is among transcripts, times how
// much it is gathered where it is said.
func (s *sum[O]) score(transcripts int) int {
	rarity := math.Log2(1 + float64(transcripts)/float64(len(s.in)))
	gathered := float64(s.blocksBy*s.turnsBy)/float64(256*s.blocks*s.turns) - 1
	return int(math.Round(float64(s.weight) * rarity * min(1, max(0, 2*gathered))))
}

// ending is how many bytes a word's ending has at most that makes no other term of
// it: public keys.
const ending = 2

// overlaps tells whether two terms are one for whoever reads a list of them: the
// one stands within the other, and is not said much more often.
func overlaps(a, b Ranked) bool {
	if len(a.Text) < len(b.Text) {
		a, b = b, a
	}
	return strings.Contains(a.Text, b.Text) && (b.Count < 2*a.Count || len(a.Text)-len(b.Text) <= ending && !strings.Contains(a.Text[len(b.Text):], " "))
}
