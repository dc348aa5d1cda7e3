package likeness

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/sound"
)

// Decider decides which names are one speaker, and remembers how it judged each pair:
// when a name or what aligning has shown changes, only the pairs are judged anew that
// it is in. What it gives depends on what it was told last, not on the way there. The
// zero value knows nobody.
type Decider struct {
	names  []Name
	heard  []sound.Name // of their first forms, where told
	told   []bool
	keys   []keys
	met    map[pair]Met
	beside map[pair]bool // of whom one stands in brackets after the other
	with   [][]int32     // by name: those with whom it is in met or beside
	forms  map[string][]int32
	parts  map[string][]int32 // names by the keys of what stands in brackets after them

	stirred map[pair]bool
	order   []candidate // of all pairs, the strongest first
}

// pair is two names, the lower number first.
type pair struct{ a, b int32 }

func pairOf(i, j int) pair { return pair{int32(min(i, j)), int32(max(i, j))} }

// keys are people.Key of the forms of a name and of the parts of its brackets, each
// once.
type keys struct{ forms, parts []string }

func keysOf(n Name) (k keys) {
	for _, f := range n.Forms {
		if key := people.Key(f); !slices.Contains(k.forms, key) {
			k.forms = append(k.forms, key)
		}
	}
	for _, p := range n.Brackets {
		if key := people.Key(p); !slices.Contains(k.parts, key) {
			k.parts = append(k.parts, key)
		}
	}
	return k
}

// Name tells what is known of name i; the zero Name is nobody. The slices of n are not
// changed afterwards.
func (d *Decider) Name(i int, n Name) {
	for len(d.names) <= i {
		d.names, d.heard, d.told, d.keys, d.with = append(d.names, Name{}), append(d.heard, sound.Name{}), append(d.told, false), append(d.keys, keys{}), append(d.with, nil)
	}
	was := d.names[i]
	d.names[i] = n
	sameForms := slices.Equal(was.Forms, n.Forms) && slices.Equal(was.Brackets, n.Brackets)
	if sameForms && was.Key == n.Key && was.Entry == n.Entry && was.Turns == n.Turns {
		return
	}
	if !sameForms {
		d.told[i] = false
		d.rebracket(i)
	}
	for _, o := range d.with[i] {
		d.stir(pairOf(i, int(o)))
	}
}

// rebracket finds anew for a name who stands in brackets after whom.
func (d *Decider) rebracket(i int) {
	if d.forms == nil {
		d.forms, d.parts, d.beside = map[string][]int32{}, map[string][]int32{}, map[pair]bool{}
	}
	was, now := d.keys[i], keysOf(d.names[i])
	d.keys[i] = now
	exchange(d.forms, was.forms, now.forms, int32(i))
	exchange(d.parts, was.parts, now.parts, int32(i))
	var others []int32
	for _, o := range d.with[i] {
		if d.beside[pairOf(i, int(o))] {
			others = append(others, o)
		}
	}
	for _, k := range now.parts {
		others = append(others, d.forms[k]...)
	}
	for _, k := range now.forms {
		others = append(others, d.parts[k]...)
	}
	for _, o := range others {
		if int(o) == i {
			continue
		}
		p := pairOf(i, int(o))
		if d.after(i, int(o)) || d.after(int(o), i) {
			d.beside[p] = true
		} else {
			delete(d.beside, p)
		}
		d.stir(p)
		d.couple(p)
	}
}

// exchange takes a name out of lists by key, and puts it into others.
func exchange(lists map[string][]int32, was, now []string, name int32) {
	for _, k := range was {
		if l := lists[k]; len(l) == 1 {
			delete(lists, k)
		} else {
			lists[k] = slices.DeleteFunc(l, func(n int32) bool { return n == name })
		}
	}
	for _, k := range now {
		lists[k] = append(lists[k], name)
	}
}

// after tells whether j stands in brackets after i, in another script.
func (d *Decider) after(i, j int) bool {
	if len(d.names[i].Forms) == 0 {
		return false
	}
	return slices.ContainsFunc(d.names[i].Brackets, func(part string) bool {
		return slices.Contains(d.keys[j].forms, people.Key(part)) && otherScript(d.names[i].Forms[0], part)
	})
}

// Meet tells what aligning has shown of two names; nothing where m.Of is 0.
func (d *Decider) Meet(m Met) {
	p := pairOf(m.A, m.B)
	m.A, m.B = int(p.a), int(p.b)
	if d.met == nil {
		d.met = map[pair]Met{}
	}
	if was, ok := d.met[p]; ok == (m.Of > 0) && was == m {
		return
	}
	if m.Of > 0 {
		d.met[p] = m
	} else {
		delete(d.met, p)
	}
	d.stir(p)
	d.couple(p)
}

func (d *Decider) stir(p pair) {
	if d.stirred == nil {
		d.stirred = map[pair]bool{}
	}
	d.stirred[p] = true
}

// couple keeps with.
func (d *Decider) couple(p pair) {
	for len(d.with) <= int(p.b) { // of whom nothing has been told yet
		d.Name(len(d.with), Name{})
	}
	_, together := d.met[p]
	together = together || d.beside[p]
	for _, x := range []pair{p, {p.b, p.a}} {
		switch k := slices.Index(d.with[x.a], x.b); {
		case together && k < 0:
			d.with[x.a] = append(d.with[x.a], x.b)
		case !together && k >= 0:
			d.with[x.a] = slices.Delete(d.with[x.a], k, k+1)
		}
	}
}

// Decide gives the links that are sure, strongest first, and those to ask about.
// sounds is sound.Of, or remembers what that gave.
func (d *Decider) Decide(present iter.Seq[Present], sounds func(name string) sound.Name) (sure, likely []Link) {
	d.judge(sounds)
	g := newGroups(d.names)
	sure = g.take(d.order, sure)
	sure = g.take(d.leftOver(present, g.of, sounds), sure)
	for _, c := range d.order {
		if c.grade == worthAsking && g.possible(c.Link) {
			likely = append(likely, c.Link)
		}
	}
	return sure, likely
}

// judge judges the pairs that have been stirred.
func (d *Decider) judge(sounds func(string) sound.Name) {
	if len(d.stirred) == 0 {
		return
	}
	kept := d.order[:0]
	for _, c := range d.order {
		if !d.stirred[pairOf(c.A, c.B)] {
			kept = append(kept, c)
		}
	}
	var come []candidate
	for p := range d.stirred {
		if c := d.candidate(p, sounds); c.grade > unlikely {
			come = append(come, c)
		}
	}
	clear(d.stirred)
	slices.SortFunc(come, d.compare)
	d.order = d.merge(kept, come)
}

// candidate judges a pair.
func (d *Decider) candidate(p pair, sounds func(string) sound.Name) candidate {
	m, met := d.met[p]
	a, b := d.names[p.a], d.names[p.b]
	beside := d.beside[p]
	if !met && !beside || len(a.Forms) == 0 || len(b.Forms) == 0 {
		return candidate{}
	}
	c := candidate{Link: Link{A: int(p.a), B: int(p.b)}, rival: m.Rival}
	alike := sound.Compare(d.sound(int(p.a), sounds), d.sound(int(p.b), sounds))
	c.Proof = Proof{Together: m.Together, Of: m.Of, Family: alike.Family, Bracket: beside, Role: shareAffiliation(a.Brackets, b.Brackets)}
	if alike.Whole >= alikeSound {
		c.Proof.Sound = alike.Whole
	}
	if c.grade = c.judge(); second(a, b) {
		c.A, c.B = c.B, c.A
	}
	return c
}

// sound is how a name sounds.
func (d *Decider) sound(i int, sounds func(string) sound.Name) sound.Name {
	if !d.told[i] {
		d.heard[i], d.told[i] = sounds(d.names[i].Forms[0]), true
	}
	return d.heard[i]
}

// compare puts candidates in order.
func (d *Decider) compare(x, y candidate) int {
	if c := cmp.Or(cmp.Compare(y.grade, x.grade), cmp.Compare(y.weight(), x.weight())); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(d.names[x.A].Key, d.names[y.A].Key), strings.Compare(d.names[x.B].Key, d.names[y.B].Key))
}

// merge merges two lists in order into one.
func (d *Decider) merge(kept, come []candidate) []candidate {
	n := len(kept)
	kept = append(kept, come...)
	for at, i, k := len(kept)-1, n-1, len(come)-1; k >= 0; at-- {
		if i >= 0 && d.compare(kept[i], come[k]) > 0 {
			kept[at] = kept[i]
			i--
		} else {
			kept[at] = come[k]
			k--
		}
	}
	return kept
}
