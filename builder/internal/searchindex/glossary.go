package searchindex

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/searchindex/terms"
)

// glossary numbers the spellings of a language, their terms and the stems of these,
// each from 0, and keeps what grouping asks of them: where a segment is one partition,
// nearly all its spellings were in others before. What its fields call here is of the
// partition that is gathered.
type glossary struct {
	lang lang.Tag
	lex  *lexicon

	hash      spellingHash
	places    []spellingPlace // of spellings by hash, the next free one behind those taken
	spellings []knownSpelling
	terms     []knownTerm
	stems     []knownStem
	byTerm    map[string]int32
	byStem    map[string]int32
}

type knownSpelling struct {
	key   spellingKey // of the bytes that batches have for it
	here  int32       // in gatherer.spells, -1 for nowhere
	term  int32
	tag   int32  // where the form is in its group of the lexicon, -1 for nowhere
	stem  int32  // of the term where it is spelt so, -1 until it is asked for
	begin uint64 // see beginOf
	form
	shown int32 // shownStem of that stem and the term
}

type knownTerm struct {
	stem   int32 // by the lexicon, -1 where that lacks the term
	here   int32 // the last of its spellings in gatherer.spells, -1 for none
	before int32 // the term before of the same stem, -1 for none
}

type knownStem struct {
	text  string
	known int32 // its group in the lexicon, -1 for none
	here  int32 // the last of its terms, -1 for none
}

// use has the glossary be of a language and its lexicon, nil for none. What it knows
// of these it keeps if it may be asked for it again.
func (k *glossary) use(l lang.Tag, lex *lexicon, again bool) {
	if k.places == nil || k.lang != l || k.lex != lex || !again || len(k.spellings) > maxKnown {
		*k = glossary{lang: l, lex: lex, hash: newSpellingHash(), byTerm: map[string]int32{}, byStem: map[string]int32{}}
		k.places = make([]spellingPlace, 1<<12)
	}
}

// spelling is the number of a spelling, given the bytes that batches have for it, and
// the term and the form in these.
func (k *glossary) spelling(spelt, term, written []byte) int32 {
	key := k.hash.spelt(spelt)
	h := k.hash.of(&key)
	mask := uint32(len(k.places) - 1)
	at := h & mask
	for ; k.places[at].number != 0; at = (at + 1) & mask {
		p := k.places[at]
		if p.hash != h {
			continue
		}
		x := &k.spellings[p.number-1]
		if x.key == key && (key.whole() || x.form.term == string(term) && (len(written) == 0 || x.form.form == string(written))) {
			return int32(p.number) - 1
		}
	}
	text := string(spelt)
	end := len(text) - len(written)
	from := end - (len(binary.AppendUvarint(nil, uint64(len(written)))) + len(term))
	i := k.add(key, text[from:from+len(term)], text[end:])
	k.places[at] = spellingPlace{h, uint32(i) + 1}
	if 2*len(k.spellings) > len(k.places) {
		k.places = grown(k.places)
	}
	return i
}

// add numbers a spelling.
func (k *glossary) add(key spellingKey, term, written string) int32 {
	if written == "" {
		written = term
	}
	x := knownSpelling{key: key, begin: beginOf(term), tag: -1, stem: -1, here: -1, form: form{term, written}}
	t, ok := k.byTerm[term]
	if !ok {
		t = int32(len(k.terms))
		k.byTerm[term] = t
		k.terms = append(k.terms, knownTerm{stem: -1, here: -1})
		if stem, ok := k.lex.stem(term); ok {
			k.terms[t].stem = k.stem(stem)
		}
	}
	x.term = t
	if s := k.terms[t].stem; s >= 0 {
		x.tag = int32(slices.Index(k.lex.groups[k.stems[s].known].forms, x.form))
	}
	k.spellings = append(k.spellings, x)
	return int32(len(k.spellings)) - 1
}

// stem numbers a stem.
func (k *glossary) stem(text string) int32 {
	i, ok := k.byStem[text]
	if !ok {
		i = int32(len(k.stems))
		k.byStem[text] = i
		k.stems = append(k.stems, knownStem{text, k.lex.number(text), -1})
	}
	return i
}

// stemOf is the number of the stem by which a term is grouped where a spelling is
// how it is written.
func (k *glossary) stemOf(spelling int32) int32 {
	x := &k.spellings[spelling]
	if x.stem < 0 {
		text := stemOf(x.form.term, x.form.form, k.lang)
		x.stem, x.shown = k.stem(text), int32(shownStem(text, x.form.term, k.lang))
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
