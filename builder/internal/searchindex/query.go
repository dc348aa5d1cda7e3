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
	typed   string // the words of main, as they were written
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

// queryPart is a piece of a query as it was written.
type queryPart struct {
	text   string // without quotes, minus and name of the field
	field  string // "" for words
	minus  bool
	quoted bool
}

// isWords tells whether the part is words that are simply looked for.
func (p queryPart) isWords() bool { return p.field == "" && !p.minus && !p.quoted }

// partsOf cuts a query at its blanks and quotes.
func partsOf(text []rune) []queryPart {
	var out []queryPart
	blankAt := func(i int) bool { return isBlank(text[i]) }
	for i := 0; i < len(text); {
		if blankAt(i) {
			i++
			continue
		}
		var p queryPart
		if p.minus = text[i] == '-' && i+1 < len(text) && text[i+1] != '-' && !blankAt(i+1) && (i == 0 || blankAt(i-1)); p.minus {
			i++
		}
		if p.field = fieldAt(text, i); p.field != "" {
			i += len(p.field) + 1
		}
		end := -1
		if i < len(text) {
			end = quoteAt(text, i)
		}
		if p.quoted = end >= 0; p.quoted {
			p.text = string(text[i+1 : end])
			i = min(end+1, len(text))
		} else {
			begin := i
			for i < len(text) && !blankAt(i) && (quoteAt(text, i) < 0 || insideWord(text, i)) {
				i++
			}
			p.text = string(text[begin:i])
		}
		out = append(out, p)
	}
	return out
}

// parseQuery takes a query apart. prefix tells that its last word is still being
// typed, loose that what is quoted counts as words.
func parseQuery(s string, prefix, loose bool) *parsedQuery {
	text := []rune(s)
	parts := partsOf(text)
	q := &parsedQuery{filters: map[string][]string{}, without: map[string][]string{}}
	var words, phrases, not []string
	filters := 0
	for _, p := range parts {
		switch {
		case p.field != "":
			if p.text == "" {
				break
			}
			if filters++; filters > mostFilters {
				q.cut = true
				break
			}
			q.filter(p)
		case p.minus:
			not = append(not, p.text)
		case p.quoted && !loose:
			phrases = append(phrases, p.text)
		default:
			words = append(words, p.text)
		}
	}
	open := prefix && len(parts) > 0 && parts[len(parts)-1].isWords() && !isBlank(text[len(text)-1])
	index := map[string]int{}
	q.typed = strings.Join(words, " ")
	q.main = q.sequence(q.typed, open, index)
	for _, p := range phrases {
		if steps := q.sequence(p, false, index); len(steps) > 0 {
			q.phrases = append(q.phrases, steps)
		}
	}
	for _, s := range not {
		q.refuse(s)
	}
	return q
}

// filter adds what a part with a field asks for.
func (q *parsedQuery) filter(p queryPart) {
	value := p.text
	if runes := []rune(value); len(runes) > mostLetters {
		value = string(runes[:mostLetters])
	}
	field, into := p.field, q.filters
	if p.minus {
		into = q.without
	}
	if field == "from" || field == "to" {
		date := dateOf(value)
		if p.minus {
			field, date = "-"+field, ""
		}
		if date == "" {
			q.unknown = append(q.unknown, field+":"+value)
			return
		}
		value = date
	}
	into[field] = append(into[field], value)
}

// sequence gives words one after another as units of the query, those that it
// has by index among them. open tells that the last word may go on.
func (q *parsedQuery) sequence(s string, open bool, index map[string]int) []queryStep {
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

// refuse adds words that, one after another, no hit may have.
func (q *parsedQuery) refuse(s string) {
	list := unitsOf(s)
	if len(q.not) == mostFilters || len(q.notUnits)+len(list) > mostFilters ||
		slices.ContainsFunc(list, func(t terms.Token) bool { return utf8.RuneCountInString(t.Term) > mostLetters }) {
		q.cut = true
		return
	}
	var steps []queryStep
	for _, t := range list {
		steps = append(steps, queryStep{len(q.notUnits), t.Pos})
		q.notUnits = append(q.notUnits, queryUnit{t.Term, t.Form, t.Kind, false})
	}
	if len(steps) > 0 {
		q.not = append(q.not, steps)
	}
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
