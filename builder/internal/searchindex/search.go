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

// Result is a page of hits. Total is how many there are, as far as Exact says.
type Result struct {
	Hits  []Hit
	Total int
	Exact bool
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

// each calls f for each candidate with the number of its units.
func (c *candidates) each(f func(x candidate, units int)) {
	for i, p := range c.places {
		scored, allowed := c.scored[i], c.allowed[i]
		if len(c.query.units) == 0 {
			for id := range p.files * p.slots {
				if allowed(id) {
					f(candidate{i, id, 0}, 0)
				}
			}
			continue
		}
		for id, own := range scored.own {
			if own == 0 || allowed != nil && !allowed(id) ||
				slices.ContainsFunc(c.required[i], func(set map[uint32]bool) bool { return !set[uint32(id)] }) {
				continue
			}
			f(candidate{i, id, scored.first(id)}, scored.units[id])
		}
	}
}

// look looks at the words of a window of candidates and puts it in order.
func (c *candidates) look(src lists, list []candidate) ([]Hit, error) {
	var out []Hit
	for _, x := range list {
		text, hit, err := src.passage(c.segments[x.segment], x.id)
		if err != nil {
			return nil, err
		}
		score, phrases := c.weigh(text, x.score)
		if hit.Score = score; phrases {
			out = append(out, hit)
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return out, nil
}

// weigh gives the second score of a passage, and whether it has all phrases.
func (c *candidates) weigh(text string, first int64) (int64, bool) {
	at := places(terms.Append(nil, text), c.byTerm, c.query.units)
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
	return secondScore(first, run, len(main), exact, alone), true
}

// parts tells whether a character parts words where there are no blanks: what is
// of another script, kana beside Han, and, since JavaScript sees but half of it,
// what is beyond the first 65,536.
func parts(r rune) bool {
	return r > 0xFFFF || !terms.Unspaced(r) || r >= 0x3040 && r <= 0x30FF
}

// search answers a query.
func search(src lists, text string, opt SearchOptions) (Result, error) {
	limit, offset := cmp.Or(opt.Limit, window), opt.Offset
	c, err := lookUp(src, text, opt)
	if err != nil {
		return Result{}, err
	}
	quoted := len(c.query.phrases) > 0
	keep := &best{n: (offset + limit + window - 1) / window * window}
	if quoted {
		keep.n = window * maxWindows
	}
	all, complete := 0, 0
	c.each(func(x candidate, units int) {
		all++
		if units >= c.full {
			complete++
		}
		keep.add(x)
	})
	r := Result{Total: cmp.Or(complete, all), Exact: !slices.Contains(c.common, true) && !quoted}
	from := offset / window * window
	if quoted {
		from = 0
	}
	n := from
	for ; n < len(keep.list) && (quoted && len(r.Hits) < offset+limit || !quoted && n < offset+limit); n += window {
		hits, err := c.look(src, keep.list[n:min(n+window, len(keep.list))])
		if err != nil {
			return Result{}, err
		}
		r.Hits = append(r.Hits, hits...)
	}
	if quoted {
		r.Total, r.Exact = len(r.Hits), n >= all
		if len(r.Hits) == 0 && offset == 0 {
			// Words that nobody said in this order may still have been said.
			r, err = search(src, unquoted.Replace(text), opt)
			r.Exact = false
			return r, err
		}
	}
	r.Hits = r.Hits[min(offset-from, len(r.Hits)):]
	r.Hits = r.Hits[:min(limit, len(r.Hits))]
	return r, nil
}

var unquoted = strings.NewReplacer(`"`, " ", "“", " ", "”", " ", "„", " ", "«", " ", "»", " ", "「", " ", "」", " ")

var asComponent = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
