package searchindex

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// glossary numbers the spellings of a language and the stems of their terms, each from
// 0, and keeps what grouping asks of them. What is asked of each lies apart from what is
// asked of few, so that it stays in the processor's cache. It is safe for use by many at
// once, and what is known of a number does not change but for what stemOf adds.
type glossary struct {
	glossaryKey
	hash spellingHash

	mu     sync.RWMutex
	places []spellingPlace // of spellings by hash, the next free one behind those taken
	keys   []spellingKey   // by number, of the bytes that batches have for the spelling
	facts  []spellingFacts // by number
	names  []spellingName  // by number
	stems  []string        // by their numbers
	groups []int32         // by number of the stem, its group in the lexicon, -1 for none
	byStem map[string]int32
}

// glossaryKey tells which partitions have a glossary in common: of the segments of a
// language and its lexicon, nil for none, that have so many of them, those of one number.
// Nearly all spellings of one are in the others too.
type glossaryKey struct {
	lang        lang.Tag
	lex         *lexicon
	parts, part int
}

// spellingFacts are numbers that a spelling has.
type spellingFacts struct {
	term  int32 // of the spelling that is the term as such
	tag   int32 // where the form is in its group of the lexicon, -1 for nowhere
	stem  int32 // of the term by the lexicon, else where it is spelt so; -1 until it is asked for
	shown int32 // shownStem of that stem and the term, where the lexicon lacks it
}

type spellingName struct {
	form
	begin uint64 // see beginOf
}

// newGlossary gives an empty glossary, with room for as many spellings and stems.
func newGlossary(of glossaryKey, spellings, stems int) *glossary {
	places := 1 << 12
	for places < 2*spellings {
		places *= 2
	}
	return &glossary{
		glossaryKey: of, hash: newSpellingHash(), places: make([]spellingPlace, places), byStem: map[string]int32{},
		keys: make([]spellingKey, 0, spellings), facts: make([]spellingFacts, 0, spellings), names: make([]spellingName, 0, spellings),
		stems: make([]string, 0, stems), groups: make([]int32, 0, stems),
	}
}

// glossaryOf is that of a partition of a segment.
func (w *writer) glossaryOf(s, p int) glossaryKey {
	m := &w.man.Segments[s]
	return glossaryKey{m.Lang, w.lexicon(m.Lang, m.Key), len(m.Pages), p}
}

// compare puts the languages in order, and what has one glossary together.
func (x glossaryKey) compare(y glossaryKey) int {
	return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.parts, y.parts), cmp.Compare(x.part, y.part), cmp.Compare(x.lex.size(), y.lex.size()))
}

// glossary gives the glossary of some partitions, until it is large. They are written one
// after the other.
func (w *writer) glossary(of glossaryKey) *glossary {
	w.mu.Lock()
	defer w.mu.Unlock()
	spellings, stems := w.shared.size()
	if w.shared == nil || w.shared.glossaryKey != of || spellings > maxKnown {
		if w.shared == nil || w.shared.lang != of.lang {
			spellings, stems = 0, 0
		}
		w.shared = newGlossary(of, spellings, stems) // partitions have about as many
	}
	return w.shared
}

// size is how many spellings and stems there are; a nil glossary has none.
func (k *glossary) size() (spellings, stems int) {
	if k == nil {
		return 0, 0
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	return len(k.keys), len(k.stems)
}

// soFar gives, of what is known so far, the names of spellings and the groups of stems.
func (k *glossary) soFar() ([]spellingName, []int32) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.names, k.groups
}

// find gives some spellings their numbers and facts. That it asks for many at once and
// waits for none makes it several times as fast as finding one after the other.
func (k *glossary) find(list []takenSpelling) {
	for i := range list {
		x := &list[i]
		x.key = k.hash.spelt(x.spelt)
		x.hash = k.hash.of(&x.key)
	}
	if all := k.known(list); all {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i := range list {
		if x := &list[i]; x.number < 0 {
			x.number = k.number(x)
			x.facts = k.facts[x.number]
		}
	}
}

// known finds the spellings that are known, and tells whether all are.
func (k *glossary) known(list []takenSpelling) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	mask := uint32(len(k.places) - 1)
	for i := range list {
		x := &list[i]
		x.number = int32(k.places[x.hash&mask].number) - 1
	}
	all := true
	for i := range list {
		x := &list[i]
		if x.number < 0 || !k.is(x.number, x) {
			if x.number = k.look(x); x.number < 0 {
				all = false
				continue
			}
		}
		x.facts = k.facts[x.number]
	}
	return all
}

// is tells whether a number is that of a spelling.
func (k *glossary) is(n int32, x *takenSpelling) bool {
	if k.keys[n] != x.key {
		return false
	}
	if x.key.whole() {
		return true
	}
	name := &k.names[n]
	term, written := x.text()
	return name.term == string(term) && (len(written) == 0 && name.term == name.form.form || name.form.form == string(written))
}

// look is the number of a spelling whose key and hash are known, -1 if that is not.
func (k *glossary) look(x *takenSpelling) int32 {
	mask := uint32(len(k.places) - 1)
	for at := x.hash & mask; k.places[at].number != 0; at = (at + 1) & mask {
		if p := k.places[at]; p.hash == x.hash && k.is(int32(p.number)-1, x) {
			return int32(p.number) - 1
		}
	}
	return -1
}

// number is look, and adds what is not known.
func (k *glossary) number(x *takenSpelling) int32 {
	if n := k.look(x); n >= 0 {
		return n
	}
	i := int32(len(k.keys))
	mask := uint32(len(k.places) - 1)
	at := x.hash & mask
	for k.places[at].number != 0 {
		at = (at + 1) & mask
	}
	k.places[at] = spellingPlace{x.hash, uint32(i) + 1}
	if 2*len(k.keys) >= len(k.places) {
		k.places = grown(k.places)
	}
	k.add(x)
	return i
}

// add notes a spelling that is new, and its term.
func (k *glossary) add(x *takenSpelling) {
	text := string(x.spelt[x.from:])
	term := text[:x.term]
	name := spellingName{form: form{term, term}, begin: beginOf(term)}
	if x.written > 0 {
		name.form.form = text[len(text)-int(x.written):]
	}
	i := len(k.keys)
	k.keys, k.names = append(spare(k.keys), x.key), append(spare(k.names), name)
	k.facts = append(spare(k.facts), spellingFacts{term: int32(i), tag: -1, stem: -1})
	if stem, ok := k.lex.stem(name.term); ok {
		s := k.stem(stem)
		k.facts[i].stem = s
		k.facts[i].tag = int32(slices.Index(k.lex.groups[k.groups[s]].forms, name.form))
	}
	if x.written > 0 {
		plain := takenSpelling{spelt: appendText(appendText(nil, term), ""), term: x.term}
		plain.from = int32(len(plain.spelt)-1) - x.term
		plain.key = k.hash.spelt(plain.spelt)
		plain.hash = k.hash.of(&plain.key)
		term := k.number(&plain)
		k.facts[i].term = term
	}
	if f := &k.facts[i]; f.stem < 0 && !isWord(term) {
		// Such a term is its own stem, and no other's: it need not be found by its letters.
		if int(f.term) == i {
			f.stem = k.newStem(term, -1)
		} else {
			f.stem = k.facts[f.term].stem
		}
	}
}

// stem numbers a stem.
func (k *glossary) stem(text string) int32 {
	i, ok := k.byStem[text]
	if !ok {
		i = k.newStem(text, k.lex.number(text))
		k.byStem[text] = i
	}
	return i
}

// newStem numbers a stem that has no number, of a group in the lexicon.
func (k *glossary) newStem(text string, group int32) int32 {
	k.stems, k.groups = append(spare(k.stems), text), append(spare(k.groups), group)
	return int32(len(k.stems)) - 1
}

// stemOf gives the facts of a spelling, that stem among them by which its term is grouped
// where it is how that is written.
func (k *glossary) stemOf(spelling int32, name *spellingName) spellingFacts {
	k.mu.RLock()
	f := k.facts[spelling]
	k.mu.RUnlock()
	if f.stem >= 0 {
		return f
	}
	text := stemOf(name.term, name.form.form, k.lang)
	f.shown = int32(shownStem(text, name.term, k.lang))
	k.mu.Lock()
	defer k.mu.Unlock()
	f.stem = k.stem(text)
	k.facts[spelling] = f
	return f
}

// groupOf is the group in the lexicon of a stem, -1 for none.
func (k *glossary) groupOf(stem int32) int32 {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.groups[stem]
}

// stemText is a stem by its number.
func (k *glossary) stemText(stem int32) string {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.stems[stem]
}

// beginOf is the first bytes of a term, the first highest: most terms are before
// others as these are.
func beginOf(term string) uint64 {
	var b [8]byte
	copy(b[:], term)
	return binary.BigEndian.Uint64(b[:])
}

// stemOf is the stem by which a term is grouped, spelt so with its marks.
func stemOf(term, spelt string, l lang.Tag) string {
	if !isWord(term) {
		return term
	}
	// A stem that begins otherwise than its term may be in another partition:
	// such a term stands alone.
	if stem := terms.Stem(spelt, l); prefix(stem, partitionKey, 1) == prefix(term, partitionKey, 1) {
		return stem
	}
	return term
}

// shownStem is how many characters of a term are the stem of its group, 0 for
// none.
func shownStem(stem, term string, l lang.Tag) int {
	if shown := inflected(stem, l); isWord(stem) && strings.HasPrefix(term, shown) {
		return min(utf8.RuneCountInString(shown), 255)
	}
	return 0
}

// isWord tells whether a term is a word of a script with blanks.
func isWord(term string) bool {
	for _, r := range term {
		return r >= ' ' && !terms.Unspaced(r)
	}
	return false
}
