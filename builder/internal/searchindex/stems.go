package searchindex

import "slices"

// stem parts the spellings of the partition by the stems of their terms: first those of
// the lexicon, in its order.
func (g *gatherer) stem() {
	g.met = g.met[:0]
	if n := g.glossary.lex.size() - len(g.inLexicon); n > 0 {
		g.inLexicon = append(g.inLexicon, make([]int32, n)...)
	}
	for last := range g.spells {
		if g.spells[last].follows {
			continue
		}
		s := g.stemIn(int32(last))
		for int(s) >= len(g.stemAt) {
			g.stemAt = append(spare(g.stemAt), 0)
		}
		at := g.stemAt[s]
		if at == 0 {
			k := g.root(s)
			g.met = append(spare(g.met), gatheredStem{number: s, known: k})
			at = int32(len(g.met))
			g.stemAt[s] = at
			if k >= 0 {
				g.inLexicon[k] = at
			}
		}
		for i := int32(last); i >= 0; i = g.spells[i].next {
			g.spells[i].stem = at - 1
			g.met[at-1].n++
		}
	}
	g.stems = slices.Grow(g.stems[:0], len(g.met))
	sum := int32(0)
	take := func(x *gatheredStem) {
		g.stemAt[x.number] = 0
		x.end, sum = sum, sum+x.n
		g.stems = append(g.stems, gatheredStem{x.number, x.known, x.n, sum})
	}
	for k, at := range g.inLexicon {
		if at > 0 {
			take(&g.met[at-1])
			g.inLexicon[k] = 0
		}
	}
	g.fromLexicon = len(g.stems)
	for i := range g.met {
		if x := &g.met[i]; x.known < 0 {
			take(x)
		}
	}
	n := len(g.spells)
	g.byStem, g.begins = slices.Grow(g.byStem[:0], n)[:n], slices.Grow(g.begins[:0], n)[:n]
	for i := range g.spells {
		s := &g.spells[i]
		x := &g.met[s.stem] // whose end is a beginning, and becomes the end
		g.byStem[x.end] = use{int32(i), s.facts.tag, s.n, s.first}
		x.end++
		if s.facts.tag < 0 { // looked at here, where nothing waits for it
			g.begins[i] = g.names[s.known].begin
		}
	}
}

// stemIn is the stem of a term in the partition, by which it is grouped: that of
// how it is written, with its marks, which stemmers know better than folded words;
// of several spellings, that of the first in their order. last is the last of them.
func (g *gatherer) stemIn(last int32) int32 {
	first := last
	for i := g.spells[last].next; i >= 0; i = g.spells[i].next {
		a, b := g.name(i), g.name(first)
		if marked := a.form.form != a.term; b.form.form == b.term || marked && a.form.form < b.form.form {
			first = i
		}
	}
	s := &g.spells[first]
	if s.facts.stem < 0 {
		s.facts = g.glossary.stemOf(s.known, &g.names[s.known])
	}
	return s.facts.stem
}

// root is the group in the lexicon of a stem by its number in the glossary, -1 for none.
func (g *gatherer) root(stem int32) int32 {
	if int(stem) < len(g.roots) {
		return g.roots[stem]
	}
	return g.glossary.groupOf(stem)
}
