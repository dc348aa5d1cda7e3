package searchindex

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// The oracle scores every passage of an archive from its words alone, by plain
// maps, without any file of an index. What reader.js finds in the files must be
// the same, to the last digit.

type oracle struct {
	segs     []oracleSegment
	passages int
}

type oracleSegment struct {
	lang     lang.Tag
	slots    int
	passages []oraclePassage // by id
	groups   map[string]*oracleGroup
}

type oraclePassage struct {
	id    int
	e     *Edition
	turn  int
	k     int
	text  string
	terms map[form]int // how often each form occurs
	size  int          // positions
}

type oracleGroup struct {
	df     int
	pruned bool
	terms  map[string]bool
	posts  map[int]oraclePost // by id
}

type oraclePost struct {
	impact uint8
	only   form // the one form that occurs; empty for several
}

func newOracle(editions []*Edition) *oracle {
	heads := make([]Head, len(editions))
	for i, e := range editions {
		heads[i] = e.Head
	}
	o := &oracle{}
	var c compressor
	for _, seg := range segments(heads) {
		s := oracleSegment{lang: seg.lang, groups: map[string]*oracleGroup{}}
		files := 0
		var laid [][3]int // edition, first file, passages in a file
		for _, h := range seg.heads {
			ps := passages(editions[h])
			x := c.writeTexts(editions[h], ps)
			laid = append(laid, [3]int{h, files, x.perFile})
			files += len(x.files)
			s.slots = max(s.slots, min(x.perFile, len(ps)))
		}
		s.slots = max(s.slots, 1)
		for _, l := range laid {
			e := editions[l[0]]
			for i, p := range passages(e) {
				op := oraclePassage{id: (l[1]+i/l[2])*s.slots + i%l[2], e: e, turn: p.turn, k: p.k, text: p.text, terms: map[form]int{}}
				positions := map[int]bool{}
				for _, t := range terms.Append(nil, p.text) {
					positions[t.Pos] = true
					if t.Kind == terms.Single {
						op.terms[form{single + t.Term, single + t.Term}]++
					} else {
						op.terms[form{t.Term, t.Form}]++
					}
				}
				op.size = len(positions)
				s.passages = append(s.passages, op)
			}
		}
		o.passages += len(s.passages)
		s.group()
		o.segs = append(o.segs, s)
	}
	return o
}

// group gathers terms by stem.
func (s *oracleSegment) group() {
	spelt := map[string]string{} // the form from which a term is stemmed
	for _, p := range s.passages {
		for f := range p.terms {
			if old, ok := spelt[f.term]; !ok || old == f.term || f.form != f.term && f.form < old {
				if !ok || f.form != f.term {
					spelt[f.term] = f.form
				}
			}
		}
	}
	stem := func(term string) string {
		if !isWord(term) {
			return term
		}
		st := terms.Stem(spelt[term], s.lang)
		if prefix(st, partitionKey, 1) != prefix(term, partitionKey, 1) {
			return term
		}
		return st
	}
	for _, p := range s.passages {
		tf, has := map[string]int{}, map[string][]form{}
		byTerm := map[string]int{}
		for f, n := range p.terms {
			byTerm[f.term] += n
			has[stem(f.term)] = append(has[stem(f.term)], f)
		}
		for term, n := range byTerm {
			tf[stem(term)] += min(n, maxTF)
		}
		for st, fs := range has {
			g := s.groups[st]
			if g == nil {
				g = &oracleGroup{terms: map[string]bool{}, posts: map[int]oraclePost{}}
				s.groups[st] = g
			}
			post := oraclePost{impact: impactOf(min(tf[st], maxTF), p.size)}
			if len(fs) == 1 {
				post.only = fs[0]
			}
			for _, f := range fs {
				g.terms[f.term] = true
			}
			g.posts[p.id] = post
		}
	}
	for _, g := range s.groups {
		g.df = len(g.posts)
		keep := 0
		for term := range g.terms {
			keep = max(keep, pruneTo(term, len(s.passages)))
		}
		if g.df <= keep {
			continue
		}
		g.pruned = true
		ids := make([]int, 0, g.df)
		for id := range g.posts {
			ids = append(ids, id)
		}
		slices.SortFunc(ids, func(x, y int) int {
			return cmp.Or(cmp.Compare(g.posts[y].impact, g.posts[x].impact), cmp.Compare(x, y))
		})
		for _, id := range ids[keep:] {
			delete(g.posts, id)
		}
	}
}

// asked is a query in parts; text writes it as a reader would.
type asked struct {
	words   []string
	prefix  bool
	phrase  string
	not     string
	filters [][2]string
	langs   []string
	offset  int
}

func (q asked) text() string {
	var parts []string
	for _, f := range q.filters {
		parts = append(parts, f[0]+`:"`+f[1]+`"`)
	}
	if q.not != "" {
		parts = append(parts, "-"+q.not)
	}
	if q.phrase != "" {
		parts = append(parts, `"`+q.phrase+`"`)
	}
	return strings.Join(append(parts, q.words...), " ")
}

type oracleUnit struct {
	term, form string
	kind       terms.Kind
	start      bool
}

type oraclePlace struct{ unit, pos int }

func oracleUnits(s string) []terms.Token {
	list := terms.Append(nil, s)
	paired := map[int]bool{}
	for _, t := range list {
		if t.Kind == terms.Gram {
			paired[t.Pos], paired[t.Pos+1] = true, true
		}
	}
	return slices.DeleteFunc(list, func(t terms.Token) bool { return t.Kind == terms.Single && paired[t.Pos] })
}

type answer struct {
	Hits  []string
	Total int
	Exact bool
}

// search answers a query by looking at every passage.
func (o *oracle) search(q asked) answer {
	var segs []oracleSegment
	passages := 0
	for _, s := range o.segs {
		if len(q.langs) == 0 || slices.Contains(q.langs, string(s.lang)) {
			segs = append(segs, s)
			passages += len(s.passages)
		}
	}
	var units []oracleUnit
	sequence := func(s string, open bool) []oraclePlace {
		var out []oraclePlace
		list := oracleUnits(s)
		for i, t := range list {
			u := oracleUnit{t.Term, t.Form, t.Kind, open && i == len(list)-1 && t.Kind == terms.Word}
			n := slices.Index(units, u)
			if n < 0 {
				if len(units) >= mostUnits {
					continue
				}
				n = len(units)
				units = append(units, u)
			}
			out = append(out, oraclePlace{n, t.Pos})
		}
		return out
	}
	main := sequence(strings.Join(q.words, " "), q.prefix)
	var phrase []oraclePlace
	if q.phrase != "" {
		phrase = sequence(q.phrase, false)
	}
	key := func(u oracleUnit) string {
		if u.kind == terms.Single {
			return single + u.term
		}
		return u.term
	}
	groups := func(s oracleSegment, u oracleUnit) []*oracleGroup {
		var out []*oracleGroup
		for _, g := range s.groups {
			for term := range g.terms {
				if term == key(u) || u.start && len([]rune(u.term)) >= 3 && strings.HasPrefix(term, u.term) {
					out = append(out, g)
					break
				}
			}
		}
		return out
	}
	weights, common, known := make([]int64, len(units)), make([]bool, len(units)), make([]map[string]bool, len(units))
	for i, u := range units {
		df := 0
		known[i] = map[string]bool{}
		for _, s := range segs {
			for _, g := range groups(s, u) {
				df += g.df
				common[i] = common[i] || g.pruned
				for term := range g.terms {
					known[i][term] = true
				}
			}
		}
		if df > 0 {
			weights[i] = idf(passages, df)
		}
	}
	all := true
	for i := range units {
		all = all && (common[i] || weights[i] == 0)
	}
	if all {
		clear(common)
	}
	full := 0
	for i := range units {
		if weights[i] > 0 && !common[i] {
			full++
		}
	}
	type found struct {
		seg   int
		p     *oraclePassage
		first int64
		score int64
		at    int
	}
	var list []found
	total, complete := 0, 0
	for si, s := range segs {
		values := make([]map[int]int64, len(units))
		for i, u := range units {
			values[i] = map[int]int64{}
			if common[i] {
				continue
			}
			for _, g := range groups(s, u) {
				for id, post := range g.posts {
					worth := int64(formStem)
					switch {
					case post.only == form{}:
						worth = formFold
					case post.only.term == key(u) && (post.only.form == u.form || u.kind == terms.Single):
						worth = formExact
					case post.only.term == key(u):
						worth = formFold
					case u.start && strings.HasPrefix(post.only.term, u.term):
						worth = formStart
					}
					values[i][id] = max(values[i][id], impactValues[post.impact]*worth)
				}
			}
		}
		for pi := range s.passages {
			p := &s.passages[pi]
			var own, near, file int64
			n := 0
			for i := range units {
				v, ok := values[i][p.id]
				if ok {
					own += weights[i] * v
					n++
				} else {
					for _, nb := range []int{p.id - 1, p.id + 1} {
						if nb >= 0 && nb/s.slots == p.id/s.slots {
							near += weights[i] * values[i][nb]
						}
					}
				}
				most := int64(0)
				for id := p.id / s.slots * s.slots; id < (p.id/s.slots+1)*s.slots; id++ {
					most = max(most, weights[i]*values[i][id])
				}
				file += most
			}
			if len(units) > 0 && own == 0 || !q.allows(p, s, groups, key) {
				continue
			}
			ok := true
			for _, x := range phrase {
				if _, has := values[x.unit][p.id]; !has && !common[x.unit] {
					ok = false
				}
			}
			if !ok {
				continue
			}
			total++
			if n >= full {
				complete++
			}
			first := own + nearWeight*near/16 + fileWeight*file/16
			if len(units) == 0 {
				first = 0
			}
			list = append(list, found{seg: si, p: p, first: first})
		}
	}
	slices.SortFunc(list, func(x, y found) int {
		return cmp.Or(cmp.Compare(y.first, x.first), cmp.Compare(x.seg, y.seg), cmp.Compare(x.p.id, y.p.id))
	})
	keep := (q.offset + 10 + window - 1) / window * window
	if phrase != nil {
		keep = window * maxWindows
	}
	list = list[:min(len(list), keep)]
	var rows []found
	looked := 0
	for n := 0; n < len(list); n += window {
		if phrase != nil && len(rows) >= q.offset+10 {
			break
		}
		w := slices.Clone(list[n:min(n+window, len(list))])
		looked = n + window
		var ok []found
		for i := range w {
			at := placesOf(w[i].p.text, units, known)
			first := w[i].first
			for u := range units {
				if common[u] && len(at[u]) > 0 {
					worth := int64(formStem)
					for _, t := range at[u] {
						if t.Form == units[u].form {
							worth = formExact
						}
					}
					first += weights[u] * impactValues[1] * worth
				}
			}
			w[i].score, w[i].at = second(first, main, at, w[i].p.text), i
			if phrase == nil || runIn(phrase, at) == len(phrase) {
				ok = append(ok, w[i])
			}
		}
		slices.SortFunc(ok, func(x, y found) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.at, y.at)) })
		rows = append(rows, ok...)
	}
	out := answer{Total: cmp.Or(complete, total), Exact: phrase == nil && !slices.Contains(common, true)}
	if phrase != nil {
		out.Total, out.Exact = len(rows), looked >= total
	}
	for _, r := range rows[min(q.offset, len(rows)):] {
		if len(out.Hits) < 10 {
			out.Hits = append(out.Hits, fmt.Sprintf("%s %s %d.%d %d", r.p.e.Session, r.p.e.Lang, r.p.turn+1, r.p.k, r.score))
		}
	}
	return out
}

// allows tells whether filters and refusals let a passage through.
func (q asked) allows(p *oraclePassage, s oracleSegment, groups func(oracleSegment, oracleUnit) []*oracleGroup, key func(oracleUnit) string) bool {
	t := p.e.Turns[p.turn]
	for _, f := range q.filters {
		ok := false
		switch f[0] {
		case "session":
			ok = p.e.Session == f[1]
		case "series":
			ok = slices.Contains(p.e.Series, f[1])
		case "speaker":
			ok = t.Speaker >= 0 && p.e.Speakers[t.Speaker].ID == f[1]
		case "topic":
			ok = slices.Contains(t.Topics, f[1]) || slices.Contains(p.e.Topics, f[1])
		case "section":
			ok = t.Section > 0 && strings.Contains(p.e.Sections[t.Section-1], f[1])
		case "from":
			ok = p.e.Date != "" && p.e.Date[:min(len(p.e.Date), len(f[1]))] >= f[1]
		case "to":
			ok = p.e.Date != "" && p.e.Date[:min(len(p.e.Date), len(f[1]))] <= f[1]
		}
		if !ok {
			return false
		}
	}
	if q.not == "" {
		return true
	}
	for _, t := range oracleUnits(q.not) {
		has := false
		for _, g := range groups(s, oracleUnit{t.Term, t.Form, t.Kind, false}) {
			_, in := g.posts[p.id]
			has = has || in
		}
		if !has {
			return true
		}
	}
	return false
}

func placesOf(text string, units []oracleUnit, known []map[string]bool) []map[int]terms.Token {
	at := make([]map[int]terms.Token, len(units))
	for i, u := range units {
		at[i] = map[int]terms.Token{}
		for _, t := range terms.Append(nil, text) {
			term := t.Term
			if t.Kind == terms.Single {
				term = single + term
			}
			if known[i][term] || u.start && t.Kind == terms.Word && strings.HasPrefix(t.Term, u.term) {
				if _, ok := at[i][t.Pos]; !ok {
					at[i][t.Pos] = t
				}
			}
		}
	}
	return at
}

func runIn(sequence []oraclePlace, at []map[int]terms.Token) int {
	n, _ := longest(sequence, at)
	return n
}

// longest gives the longest run and where it begins.
func longest(sequence []oraclePlace, at []map[int]terms.Token) (length, first int) {
	first = -1
	for i := range sequence {
		for pos := range at[sequence[i].unit] {
			j := i + 1
			for j < len(sequence) {
				if _, ok := at[sequence[j].unit][pos+sequence[j].pos-sequence[i].pos]; !ok {
					break
				}
				j++
			}
			if j-i > length || j-i == length && pos < first {
				length, first = j-i, pos
			}
		}
	}
	return length, first
}

func second(first int64, main []oraclePlace, at []map[int]terms.Token, text string) int64 {
	n, from := longest(main, at)
	s := first
	if len(main) > 1 {
		if n == len(main) {
			s = first * 4
		} else {
			s = first + first*3*int64(max(0, n-1))/int64(10*(len(main)-1))
		}
	}
	if n != len(main) || n == 0 {
		return s
	}
	last := main[len(main)-1]
	begin, end := at[main[0].unit][from], at[last.unit][from+last.pos-main[0].pos]
	cut := func(r rune) bool { return !terms.Unspaced(r) || r >= 0x3040 && r <= 0x30FF }
	before, after := []rune(text[:begin.Start]), []rune(text[end.End:])
	if begin.Kind == terms.Gram && (len(before) == 0 || cut(before[len(before)-1])) && (len(after) == 0 || cut(after[0])) {
		s += s / 20
	}
	return s
}

// vocabularies are words of several scripts, commonest first, with inflections
// and forms that differ in marks.
var vocabularies = map[lang.Tag][]string{
	"en": strings.Fields("the and of we committee committees meeting meetings meet budget harbour harbours report reported reporting Chair chair resume résumé naïve naive vice-chair question questions vote votes voted voting pilot pilots tide tides COVID-19"),
	"fr": strings.Fields("le la et de nous l’assemblée assemblée assemblées cœur coeur budget budgets réunion réunions séance séances question vote port ports marée marées année"),
	"ru": strings.Fields("и в мы новый новая нового новому порт порта порты ещё еще бюджет бюджета вопрос вопросы мой мои комитет комитета"),
	"ar": strings.Fields("في من الاجتماع والاجتماع اجتماع اللجنة الميزانية بالميزانية ميزانية السؤال أحمد احمد مدرسة مدرسه المرفأ"),
	"zh": strings.Fields("我们 委员会 委員會 台湾 臺灣 经济 經濟 预算 會議 会议 潮 港口 东京 京都 问题"),
	"ko": strings.Fields("의원 국회의원 국회의원이 예산 예산을 회의 회의에서 항구 의견"),
	"th": strings.Fields("ใกล้ ไกล ประชุม คณะกรรมการ งบประมาณ ท่าเรือ น้ำ"),
}

func randomEditions(r *rand.Rand, n, turns int) []*Edition {
	tags := []lang.Tag{"en", "fr", "ru", "ar", "zh", "ko", "th"}
	var out []*Edition
	for i := range n {
		for _, l := range tags {
			if r.IntN(3) == 0 && l != "en" {
				continue
			}
			e := &Edition{
				Head:  Head{Session: fmt.Sprintf("s%02d/x%d", i%4, i), Lang: l, Date: fmt.Sprintf("20%02d-%02d-%02d", 10+i%9, 1+i%12, 1+i%28)},
				Title: "T", URL: "x/", Series: []string{fmt.Sprintf("s%02d", i%4)}, Sections: []string{"opening", "budget"},
				Speakers: []Speaker{{"ana-ruiz", "Ana Ruiz"}, {"li", "李"}, {"", "Speaker 3"}}, Topics: []string{"whole"},
			}
			for range 1 + r.IntN(turns) {
				t := Turn{Anchor: fmt.Sprintf("t-%d", len(e.Turns)), Speaker: r.IntN(4) - 1, Section: r.IntN(3), Start: -1}
				if r.IntN(3) == 0 {
					t.Topics = []string{"ports"}
				}
				for range 1 + r.IntN(2) {
					t.Passages = append(t.Passages, randomText(r, l, 1+r.IntN(40)))
				}
				e.Turns = append(e.Turns, t)
			}
			out = append(out, e)
		}
	}
	return out
}

func randomText(r *rand.Rand, l lang.Tag, n int) string {
	v := vocabularies[l]
	var words []string
	for range n {
		words = append(words, v[int(float64(len(v))*r.Float64()*r.Float64())])
	}
	sep := " "
	if l == "zh" || l == "th" {
		sep = [...]string{"", "", "，", " "}[r.IntN(4)]
	}
	return strings.Join(words, sep) + "."
}

// randomQuery asks for words that the archive holds.
func randomQuery(r *rand.Rand, editions []*Edition) asked {
	e := editions[r.IntN(len(editions))]
	t := e.Turns[r.IntN(len(e.Turns))]
	v := strings.FieldsFunc(t.Passages[r.IntN(len(t.Passages))], func(c rune) bool { return strings.ContainsRune(" .，", c) })
	pick := func(n int) []string {
		from := r.IntN(len(v))
		return v[from:min(len(v), from+n)]
	}
	q := asked{langs: []string{string(e.Lang)}}
	if r.IntN(4) == 0 {
		q.langs = nil
	}
	switch r.IntN(6) {
	case 0:
		q.phrase = strings.Join(pick(2), " ")
		if r.IntN(2) == 0 {
			q.words = pick(1)
		}
	case 1:
		if w := []rune(pick(1)[0]); len(w) > 4 {
			q.words, q.prefix = []string{string(w[:4])}, true
		} else {
			q.words = []string{string(w)}
		}
	case 2: // nothing but filters
	default:
		q.words = pick(1 + r.IntN(4))
	}
	if r.IntN(3) == 0 {
		q.not = pick(1)[0]
	}
	all := [][2]string{{"session", e.Session}, {"series", e.Series[0]}, {"speaker", "ana-ruiz"}, {"topic", "ports"}, {"topic", "whole"}, {"section", "budget"}, {"from", e.Date[:4]}, {"to", e.Date[:7]}}
	for range r.IntN(3) {
		f := all[r.IntN(len(all))]
		if !slices.ContainsFunc(q.filters, func(g [2]string) bool { return g[0] == f[0] }) {
			q.filters = append(q.filters, f)
		}
	}
	if len(q.words) == 0 && q.phrase == "" && len(q.filters) == 0 {
		q.words = pick(1)
	}
	if r.IntN(5) == 0 && q.phrase == "" {
		q.offset = 10
	}
	return q
}

// TestReaderFindsWhatTheOracleFinds compares reader.js and the reference reader,
// over the files, with the oracle, over random archives and queries.
func TestReaderFindsWhatTheOracleFinds(t *testing.T) {
	for seed, shape := range [][2]int{{3, 6}, {40, 12}, {80, 40}} {
		t.Run(fmt.Sprint(shape), func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(seed)))
			editions := randomEditions(r, shape[0], shape[1])
			dir := t.TempDir()
			index := filepath.Join(dir, "index")
			if err := writeFolder(index, editions); err != nil {
				t.Fatal(err)
			}
			o := newOracle(editions)
			type search struct {
				Query  string   `json:"query"`
				Langs  []string `json:"languages,omitempty"`
				Prefix bool     `json:"prefix"`
				Offset int      `json:"offset"`
			}
			var queries []search
			var want []answer
			for range 120 {
				q := randomQuery(r, editions)
				a := o.search(q)
				if q.phrase != "" && a.Total == 0 {
					continue // the reader then looks for the words
				}
				want = append(want, a)
				queries = append(queries, search{q.text(), q.langs, q.prefix, q.offset})
			}
			out := runNode(t, "testdata/oracle.mjs", dir, map[string]any{"dir": index, "queries": queries})
			var got [2][]answer
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatalf("%v in %.300s", err, out)
			}
			reference, err := Open(func(name string) ([]byte, error) {
				return os.ReadFile(filepath.Join(index, filepath.FromSlash(name)))
			})
			if err != nil {
				t.Fatal(err)
			}
			wrong := 0
			for i := range want {
				r, err := reference.Search(queries[i].Query, SearchOptions{Languages: queries[i].Langs, Prefix: queries[i].Prefix, Offset: queries[i].Offset})
				if err != nil {
					t.Fatal(err)
				}
				in := answer{Total: r.Total, Exact: r.Exact}
				for _, h := range r.Hits {
					in.Hits = append(in.Hits, fmt.Sprintf("%s %s %d.%d %d", h.Session, h.Language, h.N, h.Passage, h.Score))
				}
				// reader.js with Range and without, and the reference reader.
				for way, g := range []answer{got[0][i], got[1][i], in} {
					if w := want[i]; w.Total != g.Total || w.Exact != g.Exact || !slices.Equal(w.Hits, g.Hits) {
						if wrong++; wrong < 4 {
							t.Errorf("way %d, %+v:\n got %+v\nwant %+v", way, queries[i], g, w)
						}
					}
				}
			}
			if wrong > 0 {
				t.Errorf("%d answers of %d differ", wrong, 3*len(want))
			}
		})
	}
}
