package searchindex

import (
	"strings"
	"unicode"

	"dixit/builder/internal/searchindex/terms"
)

// What a query asks for; js/query.js has the same.

// queryUnit is a unit of a query: a word, or two characters of a script without
// blanks. start is set for a word of which only the beginning was typed.
type queryUnit struct {
	term, form string
	kind       terms.Kind
	start      bool
}

// listTerm is what the unit's list is called.
func (u queryUnit) listTerm() string { return listTerm(u.kind, u.term) }

func listTerm(kind terms.Kind, term string) string {
	if kind == terms.Single {
		return single + term
	}
	return term
}

// queryStep is a unit, by its index, at a position of a sequence.
type queryStep struct{ unit, pos int }

// parsedQuery is a query in parts.
type parsedQuery struct {
	units   []queryUnit
	main    []queryStep
	phrases [][]queryStep
	not     [][]queryStep // of units of its own, notUnits
	filters map[string][]string

	notUnits []queryUnit
	cut      bool // more was asked for than is looked up
}

var (
	queryFields = []string{"speaker:", "topic:", "session:", "series:", "section:", "lang:", "from:", "to:"}
	queryQuotes = map[rune]rune{'"': '"', '“': '”', '„': '“', '«': '»', '「': '」'}
)

// isBlank tells what \s matches in JavaScript.
func isBlank(r rune) bool {
	return r == 0xFEFF || r != 0x85 && unicode.IsSpace(r)
}

// insideWord tells whether text[j] is a quotation mark that stands for gershayim
// within a Hebrew word.
func insideWord(text []rune, j int) bool {
	hebrew := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= 0x5D0 && text[i] <= 0x5EA }
	return text[j] == '"' && hebrew(j-1) && hebrew(j+1)
}

// fieldAt gives the name of the field that begins at text[i], "" for none.
func fieldAt(text []rune, i int) string {
	for _, f := range queryFields {
		if len(text)-i < len(f) {
			continue
		}
		same := true
		for k := range len(f) {
			r := text[i+k]
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			same = same && r == rune(f[k])
		}
		if same {
			return f[:len(f)-1]
		}
	}
	return ""
}

// parseQuery takes a query apart. prefix tells that its last word is still being
// typed, loose that what is quoted counts as words.
func parseQuery(s string, prefix, loose bool) *parsedQuery {
	text := []rune(s)
	q := &parsedQuery{filters: map[string][]string{}}
	var words, phrases, not []string
	wordLast := false
	blankAt := func(i int) bool { return isBlank(text[i]) }
	for i := 0; i < len(text); {
		if blankAt(i) {
			i++
			continue
		}
		minus := text[i] == '-' && i+1 < len(text) && text[i+1] != '-' && !blankAt(i+1) && (i == 0 || blankAt(i-1))
		field := ""
		if minus {
			i++
		} else if field = fieldAt(text, i); field != "" {
			i += len(field) + 1
		}
		var part string
		wordLast = false
		if i < len(text) && queryQuotes[text[i]] != 0 {
			end := i + 1
			for end < len(text) && text[end] != queryQuotes[text[i]] {
				end++
			}
			part = string(text[i+1 : end])
			i = min(end+1, len(text))
			if field == "" && !minus {
				if loose {
					words = append(words, part)
				} else {
					phrases = append(phrases, part)
				}
				continue
			}
		} else {
			j := i
			for j < len(text) && !blankAt(j) && (queryQuotes[text[j]] == 0 || insideWord(text, j)) {
				j++
			}
			part = string(text[i:j])
			i = j
		}
		switch {
		case field != "":
			if part != "" {
				q.filters[field] = append(q.filters[field], part)
			}
		case minus:
			not = append(not, part)
		default:
			words = append(words, part)
			wordLast = true
		}
	}
	index := map[string]int{}
	sequence := func(s string, open bool) []queryStep {
		var out []queryStep
		list := unitsOf(s)
		for n, t := range list {
			start := open && n == len(list)-1 && t.Kind == terms.Word
			key := t.Term + "\x00" + t.Form
			if start {
				key = "*" + key
			}
			u, ok := index[key]
			if !ok {
				if len(q.units) >= mostUnits {
					q.cut = true
					continue
				}
				u = len(q.units)
				index[key] = u
				q.units = append(q.units, queryUnit{t.Term, t.Form, t.Kind, start})
			}
			out = append(out, queryStep{u, t.Pos})
		}
		return out
	}
	q.main = sequence(strings.Join(words, " "), prefix && wordLast && !blankAt(len(text)-1))
	for _, p := range phrases {
		if steps := sequence(p, false); len(steps) > 0 {
			q.phrases = append(q.phrases, steps)
		}
	}
	for _, s := range not {
		var steps []queryStep
		for _, t := range unitsOf(s) {
			steps = append(steps, queryStep{len(q.notUnits), t.Pos})
			q.notUnits = append(q.notUnits, queryUnit{t.Term, t.Form, t.Kind, false})
		}
		if len(steps) > 0 {
			q.not = append(q.not, steps)
		}
	}
	return q
}

// unitsOf gives the tokens that are looked up: a single character only where no
// pair has it.
func unitsOf(s string) []terms.Token {
	list := terms.Append(nil, s)
	paired := map[int]bool{}
	for _, t := range list {
		if t.Kind == terms.Gram {
			paired[t.Pos], paired[t.Pos+1] = true, true
		}
	}
	out := list[:0]
	for _, t := range list {
		if t.Kind != terms.Single || !paired[t.Pos] {
			out = append(out, t)
		}
	}
	return out
}
