package searchindex

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
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
}

// form is a term as it was written.
type form struct{ term, form string }

// posting is a passage in a list. tag is the index in forms of the form that
// the passage has, or len(forms) if it has several.
type posting struct {
	id     uint32
	impact uint8
	tag    int32
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

func pruneTo(term string, passages int) int {
	if strings.HasPrefix(term, single) {
		return max(keepSingles, passages/keepSingleShare)
	}
	if strings.HasPrefix(term, attribute) {
		return 1 << 31
	}
	return max(keepAll, passages/keepShare)
}

// editionPlace says where the passages of an edition are numbered.
type editionPlace struct {
	firstFile int
	perFile   int
	lengths   []uint16 // of its passages, in positions
}

// space numbers the passages of a segment: the n-th of file f is
// f × slots + n.
type space struct {
	slots    int
	files    int
	passages int
	words    int // positions of all passages
	editions []editionPlace
	han      map[rune]bool // characters that occur, simplified
	batches  [][]int32     // editions of each batch, in the order of their passages there
}

func (s *space) id(edition int, passage int32) uint32 {
	e := &s.editions[edition]
	return uint32((e.firstFile+int(passage)/e.perFile)*s.slots + int(passage)%e.perFile)
}

// groups makes the groups of a partition of a segment from what was kept for
// it, sorted by their first forms. Terms of the lexicon, nil for none, are in its
// groups. Their postings are valid until the next call.
func (g *gatherer) groups(runs [][]byte, sp *space, l lang.Tag, lex *lexicon) ([]group, error) {
	if err := g.gather(runs, sp); err != nil {
		return nil, err
	}
	byStem := map[string]int32{} // the last term of the stem + 1
	stems := make([]string, 0, len(g.terms))
	for i := range g.terms {
		t := &g.terms[i]
		stem, ok := lex.stem(t.term)
		if !ok {
			stem = g.stemOf(t.term, g.spelt(t), l)
		}
		last := byStem[stem]
		if last == 0 {
			stems = append(stems, stem)
		}
		t.before = last - 1
		byStem[stem] = int32(i) + 1
	}
	out := make([]group, 0, len(stems))
	for _, stem := range stems {
		known := lex.number(stem)
		var begin []form
		if known >= 0 {
			begin = lex.groups[known].forms
		}
		x, err := g.merge(byStem[stem]-1, sp.passages, begin)
		if err != nil {
			return nil, err
		}
		x.known, x.stem = known, shownStem(stem, x.forms[0].term, l)
		out = append(out, x)
	}
	return sorted(out), nil
}

// sorted gives groups in order of their first forms. The beginnings of terms tell
// most of them apart.
func sorted(list []group) []group {
	type place struct {
		begin uint64
		i     int32
	}
	places := make([]place, len(list))
	for i := range list {
		var b [8]byte
		copy(b[:], list[i].forms[0].term)
		places[i] = place{binary.BigEndian.Uint64(b[:]), int32(i)}
	}
	slices.SortFunc(places, func(x, y place) int {
		if x.begin != y.begin {
			return cmp.Compare(x.begin, y.begin)
		}
		a, b := &list[x.i].forms[0], &list[y.i].forms[0]
		return cmp.Or(strings.Compare(a.term, b.term), strings.Compare(a.form, b.form))
	})
	out := make([]group, len(list))
	for i, p := range places {
		out[i] = list[p.i]
	}
	return out
}

// stemOf is the stem by which a term, spelt so with its marks, is grouped.
func (g *gatherer) stemOf(term, spelt string, l lang.Tag) string {
	if !isWord(term) {
		return term
	}
	// A stem that begins otherwise than its term may be in another partition:
	// such a term stands alone.
	if stem := g.stem(spelt, l); prefix(stem, partitionKey, 1) == prefix(term, partitionKey, 1) {
		return stem
	}
	return term
}

// shownStem is how many characters of a term are the stem of its group, 0 for
// none.
func shownStem(stem, term string, l lang.Tag) int {
	if shown := inflected(stem, l); isWord(stem) && strings.HasPrefix(term, shown) {
		return min(utf8.RuneCountInString(shown), 255)
	}
	return 0
}

// spelt is the term as it was written, with its marks, which stemmers know
// better than folded words: of several spellings the first in their order.
func (g *gatherer) spelt(t *gatheredTerm) string {
	best := ""
	for i := t.first; i >= 0; i = g.spells[i].next {
		if f := g.spells[i].form; f != "" && (best == "" || f < best) {
			best = f
		}
	}
	if best == "" {
		return t.term
	}
	return best
}

// stem is the stem of a form. Most forms of a partition were in others before.
func (g *gatherer) stem(form string, l lang.Tag) string {
	if g.lang != l || len(g.stems) > maxKnown {
		g.lang, g.stems = l, map[string]string{}
	}
	stem, ok := g.stems[form]
	if !ok {
		stem = terms.Stem(form, l)
		g.stems[form] = stem
	}
	return stem
}

// merge makes one group of the terms of a stem, given the last of them, whose
// forms begin with some.
func (g *gatherer) merge(last int32, passages int, begin []form) (group, error) {
	g.uses = g.uses[:0]
	for _, f := range begin {
		g.uses = append(g.uses, use{form: f, spell: -1})
	}
	for t := last; t >= 0; t = g.terms[t].before {
		term := g.terms[t].term
		for i := g.terms[t].first; i >= 0; i = g.spells[i].next {
			u := use{form: form{term, g.spells[i].form}, spell: i, n: g.spells[i].n}
			if u.form.form == "" {
				u.form.form = term
			}
			if k := slices.Index(begin, u.form); k >= 0 {
				g.uses[k] = u
			} else {
				g.uses = append(g.uses, u)
			}
		}
	}
	if rest := g.uses[len(begin):]; len(rest) > 1 {
		slices.SortFunc(rest, func(x, y use) int {
			return cmp.Or(cmp.Compare(y.n, x.n), strings.Compare(x.term, y.term), strings.Compare(x.form.form, y.form.form))
		})
	}
	forms := make([]form, min(len(g.uses), maxForms))
	for i := range forms {
		forms[i] = g.uses[i].form
	}
	out := group{forms: forms}
	from := len(g.posts)
	var err error
	if only := g.only(); only >= 0 {
		err = g.single(only)
	} else {
		err = g.several(int32(len(forms)))
	}
	if err != nil {
		return group{}, err
	}
	out.posts = g.posts[from:len(g.posts):len(g.posts)]
	out.df = len(out.posts)
	out.prune(pruneTo(forms[0].term, passages))
	return out, nil
}

// isWord tells whether a term is a word of a script with blanks.
func isWord(term string) bool {
	for _, r := range term {
		return r >= ' ' && !terms.Unspaced(r)
	}
	return false
}

// prune keeps the n postings of the greatest impact, of equal ones the first.
func (g *group) prune(n int) {
	if len(g.posts) <= n {
		return
	}
	var of [len(impactValues)]int
	for _, p := range g.posts {
		of[p.impact]++
	}
	least := len(of) - 1
	room := n // for those of the least impact that is kept
	for ; least > 0 && of[least] <= room; least-- {
		room -= of[least]
	}
	kept := g.posts[:0]
	for _, p := range g.posts {
		if int(p.impact) == least {
			if room == 0 {
				continue
			}
			room--
		} else if int(p.impact) < least {
			continue
		}
		kept = append(kept, p)
	}
	g.posts = kept
}
