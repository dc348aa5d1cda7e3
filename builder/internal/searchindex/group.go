package searchindex

import (
	"cmp"
	"encoding/binary"
	"errors"
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
}

func (s *space) id(edition int, passage int32) uint32 {
	e := &s.editions[edition]
	return uint32((e.firstFile+int(passage)/e.perFile)*s.slots + int(passage)%e.perFile)
}

// termList is a term as found in all editions of a segment.
type termList struct {
	term  string
	forms map[string]int32
	posts []termPosting
}

type termPosting struct {
	id     uint32
	tf     int32
	length uint16
	form   int32 // index in forms; -1 for several
}

// spelt is the term as it was first written, with its marks, which stemmers
// know better than folded words.
func (l *termList) spelt() string {
	best := l.term
	for f := range l.forms {
		if f != "" && (best == l.term || f < best) {
			best = f
		}
	}
	return best
}

var errSpill = errors.New("the temporary file of the index is damaged")

// groups makes the groups of a partition of a segment from what was kept for
// it, sorted by their first forms.
func groups(runs [][]byte, sp *space, l lang.Tag) ([]group, error) {
	lists := map[string]*termList{}
	for _, b := range runs {
		if err := readOccurrences(b, sp, lists); err != nil {
			return nil, err
		}
	}
	byStem := map[string][]*termList{}
	for term, list := range lists {
		stem := term
		if isWord(term) {
			stem = terms.Stem(list.spelt(), l)
			// A stem that begins otherwise than its term may be in another
			// partition: such a term stands alone.
			if prefix(stem, partitionKey, 1) != prefix(term, partitionKey, 1) {
				stem = term
			}
		}
		byStem[stem] = append(byStem[stem], list)
	}
	out := make([]group, 0, len(byStem))
	for stem, list := range byStem {
		g := merge(list, sp.passages)
		if shown := inflected(stem, l); isWord(stem) && strings.HasPrefix(g.forms[0].term, shown) {
			g.stem = min(utf8.RuneCountInString(shown), 255)
		}
		out = append(out, g)
		for _, l := range list {
			l.posts = nil // the collector may have it back
		}
	}
	slices.SortFunc(out, func(x, y group) int {
		return cmp.Or(strings.Compare(x.forms[0].term, y.forms[0].term), strings.Compare(x.forms[0].form, y.forms[0].form))
	})
	return out, nil
}

// isWord tells whether a term is a word of a script with blanks.
func isWord(term string) bool {
	for _, r := range term {
		return r >= ' ' && !terms.Unspaced(r)
	}
	return false
}

func readOccurrences(b []byte, sp *space, lists map[string]*termList) error {
	number := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			b = nil
			return 0
		}
		b = b[n:]
		return int(v)
	}
	text := func() []byte {
		n := number()
		if n > len(b) {
			b = nil
			return nil
		}
		s := b[:n]
		b = b[n:]
		return s
	}
	for len(b) > 0 {
		edition := number()
		if edition >= len(sp.editions) {
			return errSpill
		}
		for range number() {
			term := text()
			list := lists[string(term)]
			if list == nil {
				list = &termList{term: string(term), forms: map[string]int32{}}
				lists[list.term] = list
			}
			forms := number()
			if forms > len(b) {
				return errSpill
			}
			var room [8]int32
			ids := room[:0]
			for range forms {
				f := text()
				id, ok := list.forms[string(f)]
				if !ok {
					id = int32(len(list.forms))
					list.forms[string(f)] = id
				}
				ids = append(ids, id)
			}
			passage := int32(-1)
			for range number() {
				v := number()
				passage += int32(v>>4) + 1
				p := termPosting{tf: int32(v&15) + 1, form: ids[0]}
				if forms > 1 {
					p.form = -1
					if f := number(); f < forms {
						p.form = ids[f]
					}
				}
				if int(passage) >= len(sp.editions[edition].lengths) {
					return errSpill
				}
				p.id, p.length = sp.id(edition, passage), sp.editions[edition].lengths[passage]
				list.posts = append(list.posts, p)
			}
		}
	}
	return nil
}

// merge makes one group of the terms of a stem.
func merge(lists []*termList, passages int) group {
	type use struct {
		form
		list, id int
		n        int
	}
	var uses []use
	total := 0
	for i, l := range lists {
		total += len(l.posts)
		n := make([]int, len(l.forms))
		for _, p := range l.posts {
			if p.form >= 0 {
				n[p.form]++
			}
		}
		for f, id := range l.forms {
			u := use{form{l.term, f}, i, int(id), n[id]}
			if f == "" {
				u.form.form = l.term
			}
			uses = append(uses, u)
		}
	}
	slices.SortFunc(uses, func(x, y use) int {
		return cmp.Or(cmp.Compare(y.n, x.n), strings.Compare(x.term, y.term), strings.Compare(x.form.form, y.form.form))
	})
	g := group{forms: make([]form, 0, len(uses))}
	tags := make([][]int32, len(lists))
	for i, l := range lists {
		tags[i] = make([]int32, len(l.forms))
	}
	for i, u := range uses {
		if i < maxForms {
			g.forms = append(g.forms, u.form)
		}
		tags[u.list][u.id] = int32(min(i, maxForms-1))
	}
	several := int32(len(g.forms))
	type found struct {
		id     uint32
		tf     int32
		length uint16
		tag    int32
	}
	all := make([]found, 0, total)
	for i, l := range lists {
		for _, p := range l.posts {
			f := found{p.id, p.tf, p.length, several}
			if p.form >= 0 {
				f.tag = tags[i][p.form]
			}
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(x, y found) int { return cmp.Compare(x.id, y.id) })
	for i := 0; i < len(all); {
		f := all[i]
		for i++; i < len(all) && all[i].id == f.id; i++ {
			f.tf += all[i].tf
			if all[i].tag != f.tag {
				f.tag = several
			}
		}
		g.posts = append(g.posts, posting{f.id, impactOf(min(int(f.tf), maxTF), int(f.length)), f.tag})
	}
	g.df = len(g.posts)
	g.prune(pruneTo(g.forms[0].term, passages))
	return g
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
