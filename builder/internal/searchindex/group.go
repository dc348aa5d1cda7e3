package searchindex

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A group is what is searched for together: the terms of one stem, each in the
// forms in which it was written, and one list of the passages that have any of
// them.
type group struct {
	forms []form // most passages first
	// df is in how many passages of the segment it occurs; the list may be
	// pruned to fewer.
	df    int
	posts []posting // by id
	// stem is how many characters of the first form's term are the stem; 0
	// where the term does not begin with it, and for what is no word.
	stem int
	// known is the group's number in the lexicon, whose forms it then begins
	// with; -1 for none.
	known int32
	begin uint64 // beginOf its first term
}

// form is a term as it was written.
type form struct{ term, form string }

// posting is a passage in a list. tag is the index in forms of the form that
// the passage has, or len(forms) if it has several.
type posting struct {
	id     uint32
	tag    uint16
	impact uint8
}

// Tests lower these, so that small archives are written as large ones are.
var (
	// maxForms is how many forms a group tells apart; those beyond count as the
	// last. No word of a natural language has as many.
	maxForms = 64
	// keepAll is how many postings a list has before it may be pruned, and
	// keepShare the share of the segment's passages to which it then is: the
	// passages in which the term weighs most (static pruning, Carmel et al.,
	// SIGIR 2001). What is in more than one passage of forty says little of
	// where to look, and its list would be most of what a search fetches.
	keepAll   = 2048
	keepShare = 40
	// keepSingles is the same for single characters, which are asked for only
	// when a query is nothing else.
	keepSingles     = 2
	keepSingleShare = 1024
)

// pruneTo is how many postings lists of a kind have at most.
func pruneTo(kind byte, passages int) int {
	switch kind {
	case single[0]:
		return max(keepSingles, passages/keepSingleShare)
	case attribute[0]:
		return math.MaxInt
	}
	return max(keepAll, passages/keepShare)
}

// kind is the first byte of the group's terms, which tells attributes and single
// characters from words and grams.
func (g *group) kind() byte { return byte(g.begin >> 56) }

// space numbers the passages of a segment: the n-th of file f is
// f × slots + n.
type space struct {
	slots    int
	files    int
	passages int
	words    int           // positions of all passages
	pageSize int           // see pageSize
	docs     []packedDoc   // by edition
	han      map[rune]bool // characters that occur, simplified
	batches  []*batch      // in order
	sums     []Key         // by partition, of what all batches have of it, where these are kept
	bigs     []int32       // by partition that is written, how many big lists it has
}

// groups makes the groups of a partition of a segment from what batches have of it,
// sorted by their first forms. Terms of the lexicon of the glossary are in its groups.
// They are valid until the next call.
func (g *gatherer) groups(blocks []blockOf, sp *space, k *glossary) ([]*group, error) {
	if err := g.gather(blocks, sp, k); err != nil {
		return nil, err
	}
	g.stem()
	g.made, g.forms, g.posts = slices.Grow(g.made[:0], len(g.stems)), g.forms[:0], g.posts[:0]
	if n := g.most(sp.passages); n > cap(g.posts) {
		g.posts = make([]posting, 0, n)
	}
	from := int32(0)
	for _, s := range g.stems {
		g.made = append(g.made, group{known: s.known})
		if err := g.merge(&g.made[len(g.made)-1], s, g.byStem[from:s.end], sp.passages); err != nil {
			return nil, err
		}
		from = s.end
	}
	return g.inOrder(), nil
}

// most is how many postings the words of the partition have at most, once they are pruned.
// Each of the lists that posts held before it grew would be held by the groups in it.
func (g *gatherer) most(passages int) (n int) {
	most := int32(pruneTo(0, passages))
	for i := range g.spells {
		n += int(min(g.spells[i].n, most))
	}
	return n
}

// inOrder gives the groups that were made in order of their first forms. Those of the
// lexicon are in order.
func (g *gatherer) inOrder() []*group {
	g.places = g.places[:0]
	for i := g.fromLexicon; i < len(g.made); i++ {
		g.places = append(spare(g.places), groupPlace{g.made[i].begin, int32(i)})
	}
	slices.SortFunc(g.places, g.compare)
	g.sorted = slices.Grow(g.sorted[:0], len(g.made))
	rest := g.places
	for i := range g.fromLexicon {
		x := groupPlace{g.made[i].begin, int32(i)}
		for len(rest) > 0 && g.compare(rest[0], x) < 0 {
			g.sorted = append(g.sorted, &g.made[rest[0].i])
			rest = rest[1:]
		}
		g.sorted = append(g.sorted, &g.made[i])
	}
	for _, p := range rest {
		g.sorted = append(g.sorted, &g.made[p.i])
	}
	return g.sorted
}

// compare compares groups by their first forms.
func (g *gatherer) compare(x, y groupPlace) int {
	if x.begin != y.begin {
		return cmp.Compare(x.begin, y.begin)
	}
	a, b := &g.made[x.i].forms[0], &g.made[y.i].forms[0]
	return cmp.Or(strings.Compare(a.term, b.term), strings.Compare(a.form, b.form))
}

// merge makes one group of the spellings of a stem, whose forms begin with those of
// the lexicon's.
func (g *gatherer) merge(out *group, stem gatheredStem, uses []use, passages int) error {
	strange := 0 // uses that the lexicon lacks
	for i, u := range uses {
		if u.tag < 0 {
			uses[i], uses[strange] = uses[strange], u
			strange++
		}
	}
	rest := uses[:strange]
	if len(rest) > 1 {
		slices.SortFunc(rest, func(x, y use) int {
			a, b := g.name(x.spell), g.name(y.spell)
			return cmp.Or(cmp.Compare(y.n, x.n), strings.Compare(a.term, b.term), strings.Compare(a.form.form, b.form.form))
		})
	}
	if out.known >= 0 {
		of := &g.glossary.lex.groups[out.known]
		out.forms, out.stem, out.begin = of.forms, of.stem, of.begin
	} else {
		first := g.name(rest[0].spell)
		out.begin = g.begins[rest[0].spell]
		if f := &g.spells[rest[0].spell].facts; f.stem == stem.number {
			out.stem = int(f.shown)
		} else {
			out.stem = shownStem(g.glossary.stemText(stem.number), first.term, g.glossary.lang)
		}
	}
	if len(rest) > 0 {
		from := len(g.forms)
		g.forms = append(g.forms, out.forms...)
		for i := range rest {
			rest[i].tag = int32(len(g.forms) - from)
			if len(g.forms)-from < maxForms {
				g.forms = append(spare(g.forms), g.name(rest[i].spell).form)
			}
		}
		out.forms = g.forms[from:len(g.forms):len(g.forms)]
	}
	from := len(g.posts)
	var err error
	if out.df, err = g.postings(uses, len(out.forms), pruneTo(out.kind(), passages)); err != nil {
		return err
	}
	out.posts = g.posts[from:len(g.posts):len(g.posts)]
	return nil
}

// name is how a spelling, by its index, is spelt.
func (g *gatherer) name(spell int32) *spellingName {
	return &g.names[g.spells[spell].known]
}
