package searchindex

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// glossary numbers the spellings of a language and the stems of their terms, each from
// 0, and keeps what grouping asks of them: where a segment is one partition, nearly all
// its spellings were in others before. What is asked of each lies apart from what is
// asked of few, so that it stays in the processor's cache.
type glossary struct {
	lang lang.Tag
	lex  *lexicon

	hash   spellingHash
	places []spellingPlace // of spellings by hash, the next free one behind those taken
	keys   []spellingKey   // by number, of the bytes that batches have for the spelling
	facts  []spellingFacts // by number
	names  []spellingName  // by number
	stems  []string        // by number of the stem
	known  []int32         // by number of the stem, its group in the lexicon, -1 for none
	byStem map[string]int32
}

// spellingFacts are numbers that a spelling has.
type spellingFacts struct {
	term int32 // of the spelling that is the term as such
	tag  int32 // where the form is in its group of the lexicon, -1 for nowhere
	stem int32 // of the term by the lexicon, else where it is spelt so; -1 until it is asked for
}

type spellingName struct {
	form
	begin uint64 // see beginOf
	shown int32  // shownStem of the stem and the term, once the stem was asked for
}

// use has the glossary be of a language and its lexicon, nil for none. What it knows
// of these it keeps if it may be asked for it again.
func (k *glossary) use(l lang.Tag, lex *lexicon, again bool) {
	if k.places == nil || k.lang != l || k.lex != lex || !again || len(k.keys) > maxKnown {
		*k = glossary{lang: l, lex: lex, hash: newSpellingHash(), byStem: map[string]int32{}}
		k.places = make([]spellingPlace, 1<<12)
	}
}

// find gives some spellings their numbers. That it asks for many at once and waits for
// none makes it several times as fast as finding one after the other.
func (k *glossary) find(list []takenSpelling) {
	for i := range list {
		x := &list[i]
		x.key = k.hash.spelt(x.spelt)
		x.hash = k.hash.of(&x.key)
	}
	mask := uint32(len(k.places) - 1)
	for i := range list {
		x := &list[i]
		x.number = int32(k.places[x.hash&mask].number) - 1
	}
	for i := range list {
		if x := &list[i]; x.number < 0 || !k.is(x.number, x) {
			x.number = k.number(x)
		}
	}
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

// number is the number of a spelling whose key and hash are known.
func (k *glossary) number(x *takenSpelling) int32 {
	mask := uint32(len(k.places) - 1)
	at := x.hash & mask
	for ; k.places[at].number != 0; at = (at + 1) & mask {
		if p := k.places[at]; p.hash == x.hash && k.is(int32(p.number)-1, x) {
			return int32(p.number) - 1
		}
	}
	i := int32(len(k.keys))
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
	k.keys, k.names = append(k.keys, x.key), append(k.names, name)
	k.facts = append(k.facts, spellingFacts{term: int32(i), tag: -1, stem: -1})
	if stem, ok := k.lex.stem(name.term); ok {
		s := k.stem(stem)
		k.facts[i].stem = s
		k.facts[i].tag = int32(slices.Index(k.lex.groups[k.known[s]].forms, name.form))
	}
	if x.written > 0 {
		spelt := appendText(appendText(nil, term), "")
		plain := []takenSpelling{{spelt: spelt, from: int32(len(spelt)-1) - x.term, term: x.term}}
		k.find(plain)
		k.facts[i].term = plain[0].number
	}
}

// stem numbers a stem.
func (k *glossary) stem(text string) int32 {
	i, ok := k.byStem[text]
	if !ok {
		i = int32(len(k.stems))
		k.byStem[text] = i
		k.stems, k.known = append(k.stems, text), append(k.known, k.lex.number(text))
	}
	return i
}

// stemOf is the number of the stem by which a term is grouped where a spelling is
// how it is written.
func (k *glossary) stemOf(spelling int32) int32 {
	x := &k.facts[spelling]
	if x.stem < 0 {
		name := &k.names[spelling]
		text := stemOf(name.term, name.form.form, k.lang)
		x.stem, name.shown = k.stem(text), int32(shownStem(text, name.term, k.lang))
	}
	return x.stem
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
