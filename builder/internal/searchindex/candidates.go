package searchindex

import (
	"slices"
	"strings"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// candidates is what the lists alone say of a query.
type candidates struct {
	query    *parsedQuery
	segments []int // indexes of the segments that are searched
	places   []searchPlace
	weights  []int64
	common   []bool // units whose lists are pruned
	byTerm   map[string][]int
	full     int // how many units a passage has at most
	scored   []*firsts
	beside   []candidate         // without units, beside the best
	allowed  []func(id int) bool // nil for all
	required [][]map[uint32]bool
	// pruned tells that a unit's list is pruned, only that no other list made
	// candidates.
	pruned, only bool
	// What is refused and the lists cannot tell of: several units together, and
	// units whose lists are pruned. It is looked for in the words.
	refused   [][]queryStep
	notByTerm map[string][]int
	doubted   []func(id int) bool // passages that may have it, nil for none
}

func sameLanguage(asked string, l lang.Tag) bool {
	asked, own := strings.ToLower(asked), strings.ToLower(string(l))
	return own == asked || strings.HasPrefix(own, asked+"-")
}

func anyLanguage(asked []string, l lang.Tag) bool {
	return slices.ContainsFunc(asked, func(a string) bool { return sameLanguage(a, l) })
}

// lookUp finds all passages that a query may mean, with their first scores.
func lookUp(src lists, text string, opt SearchOptions, loose bool) (*candidates, error) {
	q := parseQuery(text, opt.Prefix, loose)
	c := &candidates{query: q, byTerm: map[string][]int{}, notByTerm: map[string][]int{}}
	asked, filtered := q.filters["lang"]
	passages := 0
	for n, p := range src.places() {
		if (opt.Languages == nil || anyLanguage(opt.Languages, p.lang)) && (!filtered || anyLanguage(asked, p.lang)) && !anyLanguage(q.without["lang"], p.lang) {
			c.segments = append(c.segments, n)
			c.places = append(c.places, p)
			passages += p.passages
		}
	}
	found := make([][][]foundGroup, len(q.units)) // by unit and segment
	guessed := make([]bool, len(q.units))
	c.weights, c.common = make([]int64, len(q.units)), make([]bool, len(q.units))
	for u := range q.units {
		guesses := make([][]foundGroup, len(c.segments))
		found[u] = make([][]foundGroup, len(c.segments))
		guessed[u] = true
		for i, s := range c.segments {
			groups, guess, err := src.find(s, q.units[u])
			if err != nil {
				return nil, err
			}
			found[u][i] = groups
			guessed[u] = guessed[u] && len(groups) == 0
			if guess != nil {
				guesses[i] = []foundGroup{*guess}
			}
		}
		if guessed[u] {
			found[u] = guesses
		}
		df := 0
		for _, groups := range found[u] {
			for _, g := range groups {
				if q.units[u].kind != terms.Single || g.forms[0].term < " " {
					df += g.df
				}
				c.common[u] = c.common[u] || g.pruned
				for _, f := range g.forms {
					if !slices.Contains(c.byTerm[f.term], u) {
						c.byTerm[f.term] = append(c.byTerm[f.term], u)
					}
				}
			}
		}
		if df > 0 {
			c.weights[u] = weight(passages, df)
		}
	}
	nothingElse := true
	for u, is := range c.common {
		nothingElse = nothingElse && (is || c.weights[u] == 0)
	}
	c.pruned = slices.Contains(c.common, true)
	if nothingElse {
		c.only = c.pruned
		clear(c.common)
	}
	for u, is := range c.common {
		if c.weights[u] > 0 && !is {
			c.full++
		}
	}
	refusals, err := c.refusals(src)
	if err != nil {
		return nil, err
	}
	for i, s := range c.segments {
		if err := c.score(src, i, s, found, guessed, refusals[i]); err != nil {
			return nil, err
		}
	}
	c.lookBeside()
	return c, nil
}

// lookBeside finds what stands beside the best passages and has none of the units,
// where none has all.
func (c *candidates) lookBeside() {
	if c.full < besideUnits || len(c.query.phrases) > 0 || len(c.query.not) > 0 {
		return
	}
	top, complete := &best{n: window}, false
	c.each(func(x candidate, _ bool) {
		complete = complete || x.units >= c.full
		top.add(x)
	})
	if complete {
		return
	}
	for _, x := range top.list {
		scored, allowed := c.scored[x.segment], c.allowed[x.segment]
		for _, id := range []int{x.id - 1, x.id + 1} {
			if !scored.between(x.id, id) || allowed != nil && !allowed(id) {
				continue
			}
			if y := (candidate{x.segment, id, scored.first(id), 0}); !slices.Contains(c.beside, y) {
				c.beside = append(c.beside, y)
			}
		}
	}
}

// score gives the first scores of a segment, the i-th of those searched.
func (c *candidates) score(src lists, i, segment int, found [][][]foundGroup, guessed []bool, refusals []refusal) error {
	matches := make([]*match, len(c.query.units))
	for u, unit := range c.query.units {
		if c.common[u] || len(found[u][i]) == 0 {
			continue
		}
		m, err := matchOf(unit, found[u][i], guessed[u])
		if err != nil {
			return err
		}
		matches[u] = m
	}
	p := c.places[i]
	c.scored = append(c.scored, firstScores(p.files, p.slots, matches, c.weights, c.full))
	allowed, doubted, err := allowedOf(src, segment, p, c.query, refusals)
	if err != nil {
		return err
	}
	c.allowed = append(c.allowed, allowed)
	c.doubted = append(c.doubted, doubted)
	var required []map[uint32]bool
	for _, phrase := range c.query.phrases {
		for _, step := range phrase {
			if c.common[step.unit] {
				continue
			}
			set := map[uint32]bool{}
			if m := matches[step.unit]; m != nil {
				set = idSet(m.ids)
			}
			required = append(required, set)
		}
	}
	c.required = append(c.required, required)
	return nil
}

func idSet(ids []uint32) map[uint32]bool {
	set := make(map[uint32]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// matchOf gives the postings of a unit, with what impact and form count for.
func matchOf(u queryUnit, groups []foundGroup, guessed bool) (*match, error) {
	term := u.listTerm()
	most := map[uint32]int64{}
	for _, g := range groups {
		list, err := g.list()
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			worth := int64(formFold) // of several forms
			switch tag := int(p.tag); {
			case guessed:
				worth = formGuess
			case tag >= len(g.forms):
			case g.forms[tag].term == term:
				if g.forms[tag].form == u.form || u.kind == terms.Single {
					worth = formExact
				}
			case u.start && strings.HasPrefix(g.forms[tag].term, term):
				worth = formStart
			default:
				worth = formStem
			}
			most[p.id] = max(most[p.id], impactValues[p.impact]*worth)
		}
	}
	m := &match{}
	for id := range most {
		m.ids = append(m.ids, id)
	}
	slices.Sort(m.ids)
	for _, id := range m.ids {
		m.values = append(m.values, most[id])
	}
	return m, nil
}

// guessGroup is the group that a word of no group most likely belongs to: that
// of the longest stem which it is an inflection of, else of the term that begins
// most like it.
func guessGroup(groups []foundGroup, term string, l lang.Tag) *foundGroup {
	endings := map[string]bool{"": true}
	for e := range strings.SplitSeq(endingsOf(l), " ") {
		endings[e] = true
	}
	var guess *foundGroup
	most := 0
	asked := []rune(term)
	for i := range groups {
		g := &groups[i]
		n, first := g.stem, []rune(g.forms[0].term)
		if n < 3 || n <= most || len(asked) < n || len(first) < n || string(first[:n]) != string(asked[:n]) ||
			!endings[string(asked[n:])] || !endings[string(first[n:])] {
			continue
		}
		guess, most = g, n
	}
	if guess != nil {
		return guess
	}
	for i := range groups {
		for _, f := range groups[i].forms {
			if f.term < " " {
				continue
			}
			a := []rune(f.term)
			n := 0
			for n < len(a) && n < len(asked) && a[n] == asked[n] {
				n++
			}
			if n >= 4 && n*5 >= max(len(a), len(asked))*3 && n > most {
				guess, most = &groups[i], n
			}
		}
	}
	return guess
}
