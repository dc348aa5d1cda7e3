package searchindex

import (
	"slices"
	"strings"

	"dixit/builder/internal/searchindex/terms"
)

// allowedOf is what the filters and refusals of a query leave of a segment; nil
// for all.
// doubted are the passages that may have what is refused; nil for none.
func allowedOf(src lists, segment int, p searchPlace, q *parsedQuery, refusals []refusal) (allowed, doubted func(id int) bool, err error) {
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
				return nil, nil, err
			}
			tests = append(tests, func(id int) bool {
				d := dates[id/p.slots].date
				// A date is all the time that it may mean.
				for _, v := range values {
					n := min(len(d), len(v))
					if field == "from" && d[:n] < v[:n] || field == "to" && d[:n] > v[:n] {
						return false
					}
				}
				return d != ""
			})
			continue
		}
		any, err := anyAttribute(src, segment, field, values)
		if err != nil {
			return nil, nil, err
		}
		tests = append(tests, func(id int) bool { return any[uint32(id)] })
	}
	for field, values := range q.without {
		if field == "lang" {
			continue
		}
		any, err := anyAttribute(src, segment, field, values)
		if err != nil {
			return nil, nil, err
		}
		tests = append(tests, func(id int) bool { return !any[uint32(id)] })
	}
	var doubts []func(id int) bool
	for _, r := range refusals {
		has := func(id int) bool {
			return !slices.ContainsFunc(r.sets, func(set map[uint32]bool) bool { return !set[uint32(id)] })
		}
		if !r.doubtful || len(r.sets) == 1 {
			tests = append(tests, func(id int) bool { return !has(id) })
		}
		if r.doubtful {
			doubts = append(doubts, func(id int) bool { return r.pruned || has(id) })
		}
	}
	if doubts != nil {
		doubted = func(id int) bool {
			return slices.ContainsFunc(doubts, func(has func(id int) bool) bool { return has(id) })
		}
	}
	if len(q.units) > 0 {
		if len(tests) == 0 {
			return nil, doubted, nil
		}
		return all, doubted, nil
	}
	// Without words, all that is allowed is found, where there is a passage.
	if len(tests) == 0 && doubts == nil && len(q.filters["lang"])+len(q.without["lang"]) == 0 {
		return func(int) bool { return false }, nil, nil
	}
	dates, err := src.dates(segment)
	if err != nil {
		return nil, nil, err
	}
	tests = append(tests, func(id int) bool { return id%p.slots < dates[id/p.slots].passages })
	return all, doubted, nil
}

// anyAttribute gives the passages that any of the values of a filter means.
func anyAttribute(src lists, segment int, field string, values []string) (map[uint32]bool, error) {
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
	return any, nil
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

// refusal is what the lists of a segment tell of a refused word or phrase: the
// passages that have each of its units, and whether a list is pruned. It is
// doubtful where its words must be looked at.
type refusal struct {
	sets             []map[uint32]bool
	pruned, doubtful bool
}

// refusals looks up what is refused, by segment.
func (c *candidates) refusals(src lists) ([][]refusal, error) {
	out := make([][]refusal, len(c.segments))
	for _, steps := range c.query.not {
		doubtful := len(steps) > 1
		for i, segment := range c.segments {
			var r refusal
			for _, step := range steps {
				unit := c.query.notUnits[step.unit]
				groups, _, err := src.find(segment, unit)
				if err != nil {
					return nil, err
				}
				set := map[uint32]bool{}
				for _, g := range groups {
					r.pruned = r.pruned || g.pruned
					list, err := g.list()
					if err != nil {
						return nil, err
					}
					for _, p := range list {
						set[p.id] = true
					}
					for _, f := range g.forms {
						if !slices.Contains(c.notByTerm[f.term], step.unit) {
							c.notByTerm[f.term] = append(c.notByTerm[f.term], step.unit)
						}
					}
				}
				r.sets = append(r.sets, set)
			}
			doubtful = doubtful || r.pruned
			out[i] = append(out[i], r)
		}
		if doubtful {
			c.refused = append(c.refused, steps)
		}
		for i := range out {
			out[i][len(out[i])-1].doubtful = doubtful
		}
	}
	return out, nil
}
