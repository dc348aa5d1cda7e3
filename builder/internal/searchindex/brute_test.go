package searchindex

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// brute is a source of lists that never was a file: made from the editions by
// plain maps, it shares with the index the constants, how passages are numbered
// and what the search does with lists, but neither the way in which they are
// made nor a byte of the format.
type brute struct{ segs []*bruteSegment }

type bruteSegment struct {
	place      searchPlace
	word, gram int // characters of a key
	files      []fileDate
	said       map[int]brutePassage // by id
	groups     []foundGroup         // in order of their first forms
	byKey      map[string][]int     // by the first characters of a form's term
	attributes map[string][]uint32
}

type brutePassage struct {
	e       *Edition
	turn, k int
}

// bruteUse is what a term does in a passage.
type bruteUse struct {
	tf    int
	forms map[string]bool
}

func newBrute(editions []*Edition) *brute { return newBruteIndex(editions, false) }

// newBruteIndex is newBrute; alone is as write has it.
func newBruteIndex(editions []*Edition, alone bool) *brute {
	heads := make([]Head, len(editions))
	for i, e := range editions {
		heads[i] = e.Head
	}
	b := &brute{}
	all := map[lang.Tag][]int{}
	in := map[lang.Tag]int{}
	for _, s := range segments(heads) {
		all[s.lang] = append(all[s.lang], s.heads...)
		in[s.lang]++
	}
	lexicons := map[lang.Tag]bruteLexicon{}
	for l, of := range all {
		if in[l] < lexiconSegments || alone {
			continue
		}
		var list []*Edition
		for _, h := range sample(heads, of, lexiconEditions(len(of))) {
			list = append(list, editions[h])
		}
		lexicons[l] = newBruteLexicon(list, l)
	}
	for _, s := range segments(heads) {
		var list []*Edition
		for _, h := range s.heads {
			list = append(list, editions[h])
		}
		b.segs = append(b.segs, newBruteSegment(s.lang, list, lexicons[s.lang]))
	}
	return b
}

// bruteLexicon has what two editions of a sample have at least: the stem of each
// term, and the forms of each stem, most passages first.
type bruteLexicon struct {
	stems map[string]string
	forms map[string][]form
}

func newBruteLexicon(editions []*Edition, l lang.Tag) bruteLexicon {
	inEditions, inPassages := map[form]int{}, map[form]int{}
	for _, e := range editions {
		here := map[form]int{}
		for _, t := range e.Turns {
			for _, text := range t.Passages {
				said := map[form]bool{}
				for _, token := range terms.Append(nil, text) {
					f := form{listTerm(token.Kind, token.Term), token.Form}
					if token.Kind == terms.Single {
						f.form = f.term
					}
					said[f] = true
				}
				for f := range said {
					here[f]++
				}
			}
		}
		for f, n := range here {
			inEditions[f]++
			inPassages[f] += n
		}
	}
	x := bruteLexicon{map[string]string{}, map[string][]form{}}
	uses := map[string]map[uint32]*bruteUse{}
	var list []form
	for f, n := range inEditions {
		if n < 2 {
			continue
		}
		list = append(list, f)
		if uses[f.term] == nil {
			uses[f.term] = map[uint32]*bruteUse{0: {forms: map[string]bool{}}}
		}
		uses[f.term][0].forms[f.form] = true
	}
	slices.SortFunc(list, func(x, y form) int {
		return cmp.Or(cmp.Compare(inPassages[y], inPassages[x]), strings.Compare(x.term, y.term), strings.Compare(x.form, y.form))
	})
	for _, f := range list {
		stem := bruteStem(f.term, uses[f.term], l)
		x.stems[f.term] = stem
		if len(x.forms[stem]) < maxForms {
			x.forms[stem] = append(x.forms[stem], f)
		}
	}
	return x
}

func newBruteSegment(l lang.Tag, editions []*Edition, lex bruteLexicon) *bruteSegment {
	s := &bruteSegment{place: searchPlace{lang: l, slots: 1}, said: map[int]brutePassage{}, attributes: map[string][]uint32{}}
	perFile := make([]int, len(editions))
	for i, e := range editions {
		size, count := 0, 0
		for _, t := range e.Turns {
			for _, p := range t.Passages {
				size += len(p)
				count++
			}
		}
		if count == 0 {
			continue
		}
		files := min(max(1, (size+fileBytes-1)/fileBytes), count)
		perFile[i] = (count + files - 1) / files
		s.place.slots = max(s.place.slots, perFile[i])
		s.place.passages += count
		for ; count > 0; count -= perFile[i] {
			s.files = append(s.files, fileDate{min(count, perFile[i]), e.Date})
		}
	}
	s.place.files = len(s.files)
	lengths := map[uint32]int{}
	uses := map[string]map[uint32]*bruteUse{} // by term
	words, file, slot := 0, 0, 0
	for i, e := range editions {
		for turn, t := range e.Turns {
			for k, text := range t.Passages {
				if slot == perFile[i] {
					file, slot = file+1, 0
				}
				id := uint32(file*s.place.slots + slot)
				slot++
				s.said[int(id)] = brutePassage{e, turn, k + 1}
				positions := map[int]bool{}
				for _, token := range terms.Append(nil, text) {
					positions[token.Pos] = true
					term, form := listTerm(token.Kind, token.Term), token.Form
					if token.Kind == terms.Single {
						form = term
					}
					if uses[term] == nil {
						uses[term] = map[uint32]*bruteUse{}
					}
					u := uses[term][id]
					if u == nil {
						u = &bruteUse{forms: map[string]bool{}}
						uses[term][id] = u
					}
					u.tf++
					u.forms[form] = true
				}
				lengths[id] = len(positions)
				words += len(positions)
				s.describe(e, t, id)
			}
		}
		if slot > 0 {
			file, slot = file+1, 0
		}
	}
	s.word, s.gram = keyLength(words)
	if s.word > 3 {
		lex = bruteLexicon{}
	}
	byStem := map[string][]string{}
	for term, in := range uses {
		stem, ok := lex.stems[term]
		if !ok {
			stem = bruteStem(term, in, l)
		}
		byStem[stem] = append(byStem[stem], term)
	}
	for stem, list := range byStem {
		g := bruteGroup(list, lex.forms[stem], uses, lengths, s.place.passages)
		if shown := inflected(stem, l); spacedWord(stem) && strings.HasPrefix(g.forms[0].term, shown) {
			g.stem = len([]rune(shown))
		}
		s.groups = append(s.groups, g)
	}
	slices.SortFunc(s.groups, func(x, y foundGroup) int {
		return cmp.Or(strings.Compare(x.forms[0].term, y.forms[0].term), strings.Compare(x.forms[0].form, y.forms[0].form))
	})
	s.byKey = map[string][]int{}
	for i, g := range s.groups {
		for _, f := range g.forms {
			key := start(f.term, s.word, s.gram)
			if !slices.Contains(s.byKey[key], i) {
				s.byKey[key] = append(s.byKey[key], i)
			}
		}
	}
	return s
}

// describe notes what can be asked of a passage besides its words.
func (s *bruteSegment) describe(e *Edition, t Turn, id uint32) {
	has := map[string]bool{"session:" + lower(e.Session): true}
	for _, v := range e.Series {
		has["series:"+lower(v)] = true
	}
	if t.Speaker >= 0 && e.Speakers[t.Speaker].ID != "" {
		has["speaker:"+lower(e.Speakers[t.Speaker].ID)] = true
	}
	for _, v := range append(slices.Clone(e.Topics), t.Topics...) {
		has["topic:"+lower(v)] = true
	}
	if t.Section > 0 {
		for _, w := range terms.Append(nil, e.Sections[t.Section-1]) {
			has["section:"+lower(w.Term)] = true
		}
	}
	for a := range has {
		s.attributes[a] = append(s.attributes[a], id)
	}
}

func lower(s string) string { return strings.Map(unicode.ToLower, s) }

func spacedWord(term string) bool {
	r := []rune(term)[0]
	return r >= ' ' && !terms.Unspaced(r)
}

// start is the first characters of a term.
func start(term string, word, gram int) string {
	r := []rune(term)
	switch {
	case r[0] < ' ':
		return term
	case terms.Unspaced(r[0]):
		word = gram
	}
	return string(r[:min(len(r), word)])
}

// bruteStem is the stem of a term, by its least form that differs from it, if
// any; the term itself if that begins otherwise.
func bruteStem(term string, in map[uint32]*bruteUse, l lang.Tag) string {
	if !spacedWord(term) {
		return term
	}
	var forms []string
	for _, u := range in {
		for f := range u.forms {
			if f != term {
				forms = append(forms, f)
			}
		}
	}
	spelt := term
	if len(forms) > 0 {
		spelt = slices.Min(forms)
	}
	if stem := terms.Stem(spelt, l); start(stem, 3, 1) == start(term, 3, 1) {
		return stem
	}
	return term
}

// bruteGroup makes a group of terms, whose first forms are some.
func bruteGroup(list []string, first []form, uses map[string]map[uint32]*bruteUse, lengths map[uint32]int, passages int) foundGroup {
	in := map[form]int{} // in how many passages
	for _, term := range list {
		for _, u := range uses[term] {
			for f := range u.forms {
				in[form{term, f}]++
			}
		}
	}
	var forms []form
	for f := range in {
		forms = append(forms, f)
	}
	forms = slices.DeleteFunc(forms, func(f form) bool { return slices.Contains(first, f) })
	slices.SortFunc(forms, func(x, y form) int {
		return cmp.Or(cmp.Compare(in[y], in[x]), strings.Compare(x.term, y.term), strings.Compare(x.form, y.form))
	})
	forms = slices.Concat(first, forms)
	several := min(len(forms), maxForms)
	tf, tags := map[uint32]int{}, map[uint32]int{}
	for _, term := range list {
		for id, u := range uses[term] {
			for f := range u.forms {
				if _, ok := tags[id]; ok {
					tags[id] = several
				} else {
					tags[id] = min(slices.Index(forms, form{term, f}), maxForms-1)
				}
			}
			tf[id] += u.tf
		}
	}
	var posts []posting
	for id, n := range tf {
		posts = append(posts, posting{id: id, impact: impactOf(min(n, maxTF), lengths[id]), tag: uint16(tags[id])})
	}
	g := foundGroup{forms: forms[:several], df: len(posts)}
	if keep := pruneTo(forms[0].term[0], passages); len(posts) > keep {
		g.pruned = true
		slices.SortFunc(posts, func(x, y posting) int {
			return cmp.Or(cmp.Compare(y.impact, x.impact), cmp.Compare(x.id, y.id))
		})
		posts = posts[:keep]
	}
	slices.SortFunc(posts, func(x, y posting) int { return cmp.Compare(x.id, y.id) })
	g.list = func() ([]posting, error) { return posts, nil }
	return g
}

func (b *brute) places() []searchPlace {
	var out []searchPlace
	for _, s := range b.segs {
		out = append(out, s.place)
	}
	return out
}

func (b *brute) find(segment int, u queryUnit) ([]foundGroup, *foundGroup, error) {
	s := b.segs[segment]
	asked := u.listTerm()
	open := u.start && len([]rune(u.term)) >= s.word
	var groups, near []foundGroup
	for _, i := range s.byKey[start(asked, s.word, s.gram)] {
		g := s.groups[i]
		near = append(near, g)
		if slices.ContainsFunc(g.forms, func(f form) bool { return f.term == asked || open && strings.HasPrefix(f.term, asked) }) {
			groups = append(groups, g)
		}
	}
	if u.kind == terms.Single && s.gram == 1 && len(groups) > 0 && groups[0].pruned {
		for _, i := range s.byKey[start(u.term, s.word, 1)] {
			if g := s.groups[i]; !g.pruned {
				groups = append(groups, g)
			}
		}
	}
	if len(groups) > 0 || u.kind != terms.Word {
		return groups, nil, nil
	}
	return nil, guessGroup(near, asked, s.place.lang), nil
}

func (b *brute) attribute(segment int, field, value string) ([]uint32, error) {
	return b.segs[segment].attributes[field+":"+lower(value)], nil
}

func (b *brute) dates(segment int) ([]fileDate, error) { return b.segs[segment].files, nil }

func (b *brute) passage(segment, id int) (string, Hit, error) {
	p := b.segs[segment].said[id]
	t := p.e.Turns[p.turn]
	h := Hit{Session: p.e.Session, Language: p.e.Lang, N: p.turn + 1, Passage: p.k, Title: p.e.Title, Date: p.e.Date}
	if t.Speaker >= 0 {
		h.Speaker, h.SpeakerID = p.e.Speakers[t.Speaker].Name, p.e.Speakers[t.Speaker].ID
	}
	return t.Passages[p.k-1], addressed(h, t.Anchor, p.e.URL), nil
}

// without sets editions aside: all that are not among some.
func (b *brute) without(now map[*Edition]bool) *brute {
	out := &brute{}
	for _, s := range b.segs {
		left := *s
		is := func(id uint32) bool { return !now[s.said[int(id)].e] }
		left.groups = slices.Clone(s.groups)
		for i, g := range left.groups {
			left.groups[i].list = without(g.list, is)
		}
		left.attributes = map[string][]uint32{}
		for a, ids := range s.attributes {
			left.attributes[a] = slices.DeleteFunc(slices.Clone(ids), is)
		}
		left.files = slices.Clone(s.files)
		for i := range left.files {
			if is(uint32(i * s.place.slots)) {
				left.place.passages -= left.files[i].passages
				left.files[i].passages = 0
			}
		}
		out.segs = append(out.segs, &left)
	}
	return out
}

// under lays the layers of an overlay over it, whose editions are found by their keys.
func (b *brute) under(over *Overlay, editions map[Key]*Edition, now map[*Edition]bool) *brute {
	out := b.without(now)
	for _, l := range over.layers {
		var list []*Edition
		for _, e := range l.at {
			list = append(list, editions[e.key])
		}
		out.segs = append(out.segs, newBruteIndex(list, true).without(now).segs...)
	}
	out.segs = slices.DeleteFunc(out.segs, func(s *bruteSegment) bool {
		for _, p := range s.said {
			if now[p.e] {
				return false
			}
		}
		return true // none of its editions is left
	})
	slices.SortStableFunc(out.segs, func(x, y *bruteSegment) int { return strings.Compare(string(x.place.lang), string(y.place.lang)) })
	return out
}
