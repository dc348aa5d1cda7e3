package searchindex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	without map[string][]string // filters that take away
	unknown []string            // filters that say nothing, as they were written

	notUnits []queryUnit
	cut      bool // more was asked for than is looked up
}

var (
	queryFields = []string{"speaker:", "topic:", "session:", "series:", "section:", "lang:", "from:", "to:"}
	// queryQuotes has what may end what each begins.
	queryQuotes = map[rune]string{
		'"': `"`, '＂': "＂", '“': "”", '„': "“”", '”': "”", '«': "»", '»': "«»", '‹': "›", '›': "‹›", '「': "」", '『': "』",
	}
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

// quoteAt gives where what is quoted from text[i] on ends, or where the text does;
// -1 if none begins there. What ends one elsewhere begins one only if another
// follows.
func quoteAt(text []rune, i int) int {
	ends, ok := queryQuotes[text[i]]
	if !ok {
		return -1
	}
	end := i + 1
	for end < len(text) && !strings.ContainsRune(ends, text[end]) {
		end++
	}
	if end == len(text) && strings.ContainsRune("”»›", text[i]) {
		return -1
	}
	return end
}

// dateOf gives a date as sessions have it, "" for what is none.
func dateOf(s string) string {
	date, parts := "", 0
	for _, t := range terms.Append(nil, s) {
		if t.Kind == terms.Single && strings.Contains("年月日", t.Term) {
			continue
		}
		n, err := strconv.Atoi(t.Term)
		digits := len(t.Term)
		switch {
		case t.Kind != terms.Word || err != nil || n < 0:
			return ""
		case parts == 0 && digits == 4:
			date = t.Term
		case parts > 0 && parts < 3 && digits < 3 && n > 0 && n <= 12+19*(parts-1):
			date += fmt.Sprintf("-%02d", n)
		default:
			return ""
		}
		parts++
	}
	return date
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
			if r == '：' {
				r = ':'
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
	q := &parsedQuery{filters: map[string][]string{}, without: map[string][]string{}}
	var words, phrases, not []string
	filters := 0
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
		}
		if field = fieldAt(text, i); field != "" {
			i += len(field) + 1
		}
		var part string
		wordLast = false
		end := -1
		if i < len(text) {
			end = quoteAt(text, i)
		}
		if end >= 0 {
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
			for j < len(text) && !blankAt(j) && (quoteAt(text, j) < 0 || insideWord(text, j)) {
				j++
			}
			part = string(text[i:j])
			i = j
		}
		switch {
		case field != "":
			if part == "" {
				break
			}
			if filters++; filters > mostFilters {
				q.cut = true
				break
			}
			if runes := []rune(part); len(runes) > mostLetters {
				part = string(runes[:mostLetters])
			}
			into := q.filters
			if minus {
				into = q.without
			}
			if field == "from" || field == "to" {
				date := dateOf(part)
				if minus {
					field, date = "-"+field, ""
				}
				if date == "" {
					q.unknown = append(q.unknown, field+":"+part)
					break
				}
				part = date
			}
			into[field] = append(into[field], part)
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
			if utf8.RuneCountInString(t.Term) > mostLetters {
				q.cut = true
				continue
			}
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
		list := unitsOf(s)
		if len(q.not) == mostFilters || len(q.notUnits)+len(list) > mostFilters ||
			slices.ContainsFunc(list, func(t terms.Token) bool { return utf8.RuneCountInString(t.Term) > mostLetters }) {
			q.cut = true
			continue
		}
		for _, t := range list {
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
