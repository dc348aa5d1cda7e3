package searchindex

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// SearchOptions says what of the hits is wanted.
type SearchOptions struct {
	Languages []string // nil for all
	Limit     int      // 0 for 10
	Offset    int
	Prefix    bool // the last word is still being typed
}

// Hit is a passage that was found.
type Hit struct {
	Session   string
	Language  lang.Tag
	N         int // number of the turn, from 1
	Passage   int // number within the turn, from 1
	Anchor    string
	URL       string
	Score     int64
	Speaker   string // name
	SpeakerID string
	Title     string
	Date      string
}

// Result is a page of hits.
type Result struct {
	Hits []Hit
	// Total is how many passages have all words and phrases, or where none has
	// all words, any of them or stand beside the best; at least so many if it is
	// not Exact.
	Total int
	Exact bool
	// Some is how many are listed, page after page: Total and those with some of
	// the words.
	Some int
	// Partial tells that no passage has all words, or that a word is in none.
	Partial bool
	// Loose tells that what was quoted need not be there as it was: no passage
	// with it was found, or it was too long.
	Loose bool
	// Unknown has the filters that say nothing, which were left out.
	Unknown []string
}

// lists is where a search finds what it needs: the files of an index, or
// anything else that knows the same.
type lists interface {
	places() []searchPlace
	// find gives the groups that hold a unit in a segment. For a word in none,
	// it gives the group that it most likely belongs to.
	find(segment int, u queryUnit) (groups []foundGroup, guess *foundGroup, err error)
	// attribute gives the passages of a segment that have an attribute.
	attribute(segment int, field, value string) ([]uint32, error)
	// dates says of each text file of a segment how many passages it has, and
	// its date.
	dates(segment int) ([]fileDate, error)
	// passage gives the words of a passage and what a hit tells of it.
	passage(segment, id int) (string, Hit, error)
}

// searchPlace is a segment as a search sees it.
type searchPlace struct {
	lang                   lang.Tag
	files, slots, passages int
}

// foundGroup is a group without its list.
type foundGroup struct {
	forms  []form
	stem   int
	df     int
	pruned bool
	list   func() ([]posting, error)
}

type fileDate struct {
	passages int
	date     string
}

// each calls f for each candidate, and tells whether it may have what is refused.
func (c *candidates) each(f func(x candidate, doubted bool)) {
	for i, p := range c.places {
		scored, allowed := c.scored[i], c.allowed[i]
		if len(c.query.units) == 0 {
			for id := range p.files * p.slots {
				if allowed(id) {
					f(candidate{i, id, 0, 0}, c.doubted[i] != nil && c.doubted[i](id))
				}
			}
			continue
		}
		for id, own := range scored.own {
			if own == 0 || allowed != nil && !allowed(id) ||
				slices.ContainsFunc(c.required[i], func(set map[uint32]bool) bool { return !set[uint32(id)] }) {
				continue
			}
			f(candidate{i, id, scored.first(id), scored.units[id]}, c.doubted[i] != nil && c.doubted[i](id))
		}
	}
	for _, x := range c.beside {
		f(x, false)
	}
}

// look looks at the words of a window of candidates and puts it in order. dropped
// are those that are no hits.
func (c *candidates) look(src lists, list []candidate) (hits []Hit, dropped []candidate, err error) {
	for _, x := range list {
		text, hit, err := src.passage(c.segments[x.segment], x.id)
		if err != nil {
			return nil, nil, err
		}
		score, ok := c.weigh(text, x.score)
		if hit.Score = score; ok {
			hits = append(hits, hit)
		} else {
			dropped = append(dropped, x)
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits, dropped, nil
}

// weigh gives the second score of a passage, and whether it has all phrases and
// nothing that is refused.
func (c *candidates) weigh(text string, first int64) (int64, bool) {
	list := terms.Append(nil, text)
	at := places(list, c.byTerm, c.query.units)
	for u, is := range c.common {
		if !is || len(at[u]) == 0 {
			continue
		}
		worth := int64(formStem)
		for _, t := range at[u] {
			if t.Form == c.query.units[u].form {
				worth = formExact
			}
		}
		first += c.weights[u] * impactValues[1] * worth
	}
	main := c.query.main
	run, from := longestRun(main, at)
	exact, alone := true, false
	if run == len(main) && run > 0 {
		for _, step := range main {
			exact = exact && at[step.unit][from+step.pos-main[0].pos].Form == c.query.units[step.unit].form
		}
		last := main[len(main)-1]
		begin, end := at[main[0].unit][from], at[last.unit][from+last.pos-main[0].pos]
		before, _ := utf8.DecodeLastRuneInString(text[:begin.Start])
		after, _ := utf8.DecodeRuneInString(text[end.End:])
		alone = begin.Kind == terms.Gram && (begin.Start == 0 || parts(before)) && (end.End == len(text) || parts(after))
	}
	for _, p := range c.query.phrases {
		if n, _ := longestRun(p, at); n != len(p) {
			return 0, false
		}
	}
	if len(c.refused) > 0 {
		at := places(list, c.notByTerm, c.query.notUnits)
		for _, p := range c.refused {
			if n, _ := longestRun(p, at); n == len(p) {
				return 0, false
			}
		}
	}
	return secondScore(first, run, len(main), exact, alone, strings.Contains(text, c.query.typed)), true
}

// parts tells whether a character parts words where there are no blanks: what is
// of another script, kana beside Han, and, since JavaScript sees but half of it,
// what is beyond the first 65,536.
func parts(r rune) bool {
	return r > 0xFFFF || !terms.Unspaced(r) || r >= 0x3040 && r <= 0x30FF
}

// search answers a query.
func search(src lists, text string, opt SearchOptions) (Result, error) {
	r, err := searchAs(src, text, opt, false)
	if err == nil && r.Loose {
		// Words that nobody said in this order may still have been said.
		r, err = searchAs(src, text, opt, true)
		r.Loose = true
	}
	return r, err
}

// searchAs answers a query; loose tells that what it quotes counts as words. The
// answer is Loose where that should be tried.
func searchAs(src lists, text string, opt SearchOptions, loose bool) (Result, error) {
	limit, offset := cmp.Or(opt.Limit, window), opt.Offset
	c, err := lookUp(src, text, opt, loose)
	if err != nil {
		return Result{}, err
	}
	quoted := len(c.query.phrases) > 0
	if quoted && c.query.cut {
		return Result{Loose: true}, nil
	}
	sifted := quoted || len(c.refused) > 0 // some candidates may be no hits
	keep := &best{n: (offset + limit + window - 1) / window * window}
	if quoted {
		keep.n = window * mostWindows
	} else if sifted {
		keep.n += window * maxWindows
	}
	all, complete, doubts := 0, 0, 0
	c.each(func(x candidate, doubted bool) {
		all++
		if x.units >= c.full {
			complete++
		}
		if doubted {
			doubts++
		}
		keep.add(x)
	})
	r := Result{Unknown: c.query.unknown}
	from := offset / window * window
	if sifted {
		from = 0
	}
	n, found := from, all
	for ; n < len(keep.list); n += window {
		if sifted && len(r.Hits) >= offset+limit || !sifted && n >= offset+limit || quoted && n >= window*maxWindows && len(r.Hits) > 0 {
			break
		}
		hits, dropped, err := c.look(src, keep.list[n:min(n+window, len(keep.list))])
		if err != nil {
			return Result{}, err
		}
		r.Hits = append(r.Hits, hits...)
		for _, x := range dropped {
			if all--; x.units >= c.full {
				complete--
			}
		}
	}
	r.Total, r.Some = cmp.Or(complete, all), all
	r.Exact = !c.pruned && (doubts == 0 || n >= found)
	r.Partial = len(c.query.units) > 0 && all > 0 && (complete == 0 || slices.Contains(c.weights, 0))
	if quoted {
		r.Total, r.Some = len(r.Hits), len(r.Hits)
		r.Exact = n >= found && !c.only && slices.ContainsFunc(c.required, func(sets []map[uint32]bool) bool { return len(sets) > 0 })
		r.Partial, r.Loose = false, len(r.Hits) == 0
	}
	r.Exact = r.Exact && !c.query.cut
	r.Hits = r.Hits[min(offset-from, len(r.Hits)):]
	r.Hits = r.Hits[:min(limit, len(r.Hits))]
	return r, nil
}

var asComponent = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
