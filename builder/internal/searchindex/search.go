package searchindex

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
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
	allowed  []func(id int) bool // nil for all
	required [][]map[uint32]bool
}

func sameLanguage(asked string, l lang.Tag) bool {
	return string(l) == asked || strings.HasPrefix(string(l), asked+"-")
}

func anyLanguage(asked []string, l lang.Tag) bool {
	return slices.ContainsFunc(asked, func(a string) bool { return sameLanguage(a, l) })
}

// lookUp finds all passages that a query may mean, with their first scores.
func lookUp(src lists, text string, opt SearchOptions) (*candidates, error) {
	q := parseQuery(text, opt.Prefix)
	c := &candidates{query: q, byTerm: map[string][]int{}}
	asked, filtered := q.filters["lang"]
	passages := 0
	for n, p := range src.places() {
		if (opt.Languages == nil || anyLanguage(opt.Languages, p.lang)) && (!filtered || anyLanguage(asked, p.lang)) {
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
				df += g.df
				c.common[u] = c.common[u] || g.pruned
				for _, f := range g.forms {
					if !slices.Contains(c.byTerm[f.term], u) {
						c.byTerm[f.term] = append(c.byTerm[f.term], u)
					}
				}
			}
		}
		if df > 0 {
			c.weights[u] = idf(passages, df)
		}
	}
	nothingElse := true
	for u, is := range c.common {
		nothingElse = nothingElse && (is || c.weights[u] == 0)
	}
	if nothingElse {
		clear(c.common)
	}
	for u, is := range c.common {
		if c.weights[u] > 0 && !is {
			c.full++
		}
	}
	for i, s := range c.segments {
		if err := c.score(src, i, s, found, guessed); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// score gives the first scores of a segment, the i-th of those searched.
func (c *candidates) score(src lists, i, segment int, found [][][]foundGroup, guessed []bool) error {
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
	c.scored = append(c.scored, firstScores(p.files, p.slots, matches, c.weights))
	allowed, err := allowedOf(src, segment, p, c.query)
	if err != nil {
		return err
	}
	c.allowed = append(c.allowed, allowed)
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

// allowedOf is what the filters and refusals of a query leave of a segment; nil
// for all.
func allowedOf(src lists, segment int, p searchPlace, q *parsedQuery) (func(id int) bool, error) {
	var tests []func(id int) bool
	all := func(id int) bool {
		for _, t := range tests {
			if !t(id) {
				return false
			}
		}
		return true
	}
	for field, values := range q.filters {
		switch field {
		case "lang":
			continue
		case "from", "to":
			dates, err := src.dates(segment)
			if err != nil {
				return nil, err
			}
			tests = append(tests, func(id int) bool {
				d := dates[id/p.slots].date
				for _, v := range values {
					start := d[:min(len(d), len(utf16.Encode([]rune(v))))]
					if field == "from" && start < v || field == "to" && start > v {
						return false
					}
				}
				return d != ""
			})
			continue
		}
		any := map[uint32]bool{}
		for _, v := range values {
			ids, err := attributeIDs(src, segment, field, v)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				any[id] = true
			}
		}
		tests = append(tests, func(id int) bool { return any[uint32(id)] })
	}
	for _, units := range q.not {
		var sets []map[uint32]bool
		for _, u := range units {
			groups, _, err := src.find(segment, u)
			if err != nil {
				return nil, err
			}
			set := map[uint32]bool{}
			for _, g := range groups {
				list, err := g.list()
				if err != nil {
					return nil, err
				}
				for _, p := range list {
					set[p.id] = true
				}
			}
			sets = append(sets, set)
		}
		tests = append(tests, func(id int) bool {
			return slices.ContainsFunc(sets, func(set map[uint32]bool) bool { return !set[uint32(id)] })
		})
	}
	if len(q.units) > 0 {
		if len(tests) == 0 {
			return nil, nil
		}
		return all, nil
	}
	// Without words, all that is allowed is found, where there is a passage.
	if len(tests) == 0 {
		return func(int) bool { return false }, nil
	}
	dates, err := src.dates(segment)
	if err != nil {
		return nil, err
	}
	tests = append(tests, func(id int) bool { return id%p.slots < dates[id/p.slots].passages })
	return all, nil
}

// attributeIDs gives the passages that a value of a filter means.
func attributeIDs(src lists, segment int, field, v string) ([]uint32, error) {
	switch field {
	case "speaker", "topic":
		v = strings.Join(strings.FieldsFunc(v, isBlank), "-")
	case "section":
		var out []uint32
		for i, t := range terms.Append(nil, v) {
			ids, err := src.attribute(segment, field, t.Term)
			if err != nil {
				return nil, err
			}
			if set := idSet(ids); i == 0 {
				out = slices.Clone(ids)
			} else {
				out = slices.DeleteFunc(out, func(id uint32) bool { return !set[id] })
			}
		}
		return out, nil
	}
	return src.attribute(segment, field, v)
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
	alone := false
	if run == len(main) && run > 0 {
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
	return secondScore(first, run, len(main), alone), true
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

// addressed gives a hit the address of its passage on the page at url, "" for
// the usual one.
func addressed(h Hit, anchor, page string) Hit {
	h.Anchor = anchor
	if h.Passage > 1 {
		h.Anchor += "." + strconv.Itoa(h.Passage)
	}
	if page == "" {
		page = usualURL(Head{Session: h.Session, Lang: h.Language})
	}
	h.URL = page + "?turn=" + strconv.Itoa(h.N) + "#" + encodeComponent(h.Anchor)
	return h
}

// encodeComponent escapes as encodeURIComponent does.
func encodeComponent(s string) string {
	return asComponent.Replace(url.QueryEscape(s))
}

var asComponent = strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*")
