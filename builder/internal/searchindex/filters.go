package searchindex

import (
	"slices"
	"strings"
	"unicode/utf16"

	"dixit/builder/internal/searchindex/terms"
)

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
