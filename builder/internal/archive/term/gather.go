package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// A Gatherer takes the words of one transcript, turn by turn, and tells its
// terms. Make one with NewGatherer; it is for one transcript.
type Gatherer struct {
	common  map[string]bool
	names   names
	titles  []string         // words of
	capital int              // words of known that are all capitals
	known   map[string]int32 // word as printed → symbol
	folded  map[string]int32 // word → symbol
	symbols []symbol         // by number; 0 is what parts terms
	seq     []token
	turns   []span
	chunks  []string           // the paragraphs that tokens are parts of
	size    int                // symbols in seq, but for those that part
	times   [reach + 1][]int32 // how often what begins at a place and has so many symbols is there
}

// symbol is a word of a spaced script or a letter of an unspaced one.
type symbol struct {
	text  string
	wide  bool // a letter of an unspaced script
	width int  // see widest
	bare  bool // nothing begins or ends with it: a common word, a number, an initial
	count int32
}

type token struct {
	symbol     int32
	turn       int32 // index in turns
	chunk      int32
	start, end int32 // bytes of the chunk
	opens      bool  // the first of a clause
}

// span is where the tokens of a turn stand.
type span struct {
	turn     int32 // as Turn was given it
	from, to int32
}

// NewGatherer makes a Gatherer for a transcript in which those speak whom names
// name, and which has titles, of itself and of sections. common has the commonest
// words of its language, as lang.CommonWords does.
func NewGatherer(common map[string]bool, names, titles []string) *Gatherer {
	var keys []string
	for _, t := range titles {
		keys = append(keys, lang.WordsKey(t))
	}
	return &Gatherer{common: common, names: namesOf(names), titles: keys, known: map[string]int32{}, folded: map[string]int32{}, symbols: make([]symbol, 1)}
}

// Turn takes the speech of a turn, from 0, by paragraphs.
func (g *Gatherer) Turn(turn int32, speech []string) {
	s := span{turn: turn, from: int32(len(g.seq))}
	for _, text := range speech {
		g.chunks = append(g.chunks, text)
		g.chunk(text)
		g.part()
	}
	s.to = int32(len(g.seq))
	g.turns = append(g.turns, s)
}

// part ends a clause.
func (g *Gatherer) part() {
	if n := len(g.seq); n == 0 || g.seq[n-1].symbol != 0 {
		g.seq = append(g.seq, token{turn: int32(len(g.turns))})
	}
}

// chunk takes one paragraph: words are tokens, and so is each letter of an
// unspaced script. Whatever is no letter, mark, figure or blank parts clauses, and
// so does a blank between letters of unspaced scripts, where something is missing.
// What stands on the sides of an apostrophe are two words: l'eau, that's.
func (g *Gatherer) chunk(s string) {
	word, end := -1, 0 // where the word at hand begins, and ends without what joins
	joined := false    // the character before may join two parts of a word
	blank := false
	flush := func() {
		if word >= 0 {
			g.add(s, word, end, false)
		}
		word, joined = -1, false
	}
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		last := len(g.seq) - 1
		afterWide := word < 0 && last >= 0 && g.symbols[g.seq[last].symbol].wide
		switch {
		case r >= utf8.RuneSelf && unicode.IsMark(r) && afterWide && int(g.seq[last].end) == i:
			start := int(g.seq[last].start) // a letter and its mark are one symbol
			g.take(last)
			g.add(s, start, i+n, true)
		case r >= utf8.RuneSelf && lang.Unspaced(r) && lang.IsLetter(r):
			flush()
			if blank && afterWide {
				g.part()
			}
			g.add(s, i, i+n, true)
			blank = false
		case lang.IsLetter(r) || r >= '0' && r <= '9' || r >= utf8.RuneSelf && (unicode.IsMark(r) || unicode.IsDigit(r)):
			if word < 0 {
				word = i
			}
			end, joined, blank = i+n, false, false
		case r == '\'' || r == '’':
			flush()
		case word >= 0 && !joined && (r == '-' || r == '‐' || r == '\u200c' || r == '\u00ad'):
			joined = true
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r >= utf8.RuneSelf && unicode.IsSpace(r):
			flush()
			blank = true
		case r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r):
		default:
			flush()
			g.part()
			blank = false
		}
		i += n
	}
	flush()
}

// add takes s[start:end], a word or a letter.
func (g *Gatherer) add(s string, start, end int, wide bool) {
	raw := s[start:end]
	n, ok := g.known[raw]
	if !ok {
		n = g.number(lang.WordsKey(raw), wide)
		g.capital += b2i(allCapital(raw))
		g.known[raw] = n
	}
	if n == 0 {
		g.part()
		return
	}
	last := len(g.seq) - 1
	g.seq = append(g.seq, token{n, int32(len(g.turns)), int32(len(g.chunks) - 1), int32(start), int32(end), last < 0 || g.seq[last].symbol == 0})
	g.symbols[n].count++
	g.size++
}

// take takes back the last token.
func (g *Gatherer) take(last int) {
	g.symbols[g.seq[last].symbol].count--
	g.size--
	g.seq = g.seq[:last]
}

// number gives the number of a symbol; 0 for what has no letters.
func (g *Gatherer) number(folded string, wide bool) int32 {
	if folded == "" {
		return 0
	}
	n, ok := g.folded[folded]
	if !ok {
		n = int32(len(g.symbols))
		folded = strings.Clone(folded)
		g.folded[folded] = n
		bare := !wide && (g.common[folded] || utf8.RuneCountInString(folded) == 1 || !strings.ContainsFunc(folded, lang.IsLetter))
		g.symbols = append(g.symbols, symbol{text: folded, wide: wide, width: widthOf(folded, wide), bare: bare})
	}
	return n
}

// widthOf is how wide a symbol is, see widest.
func widthOf(text string, wide bool) int {
	if !wide {
		return ofWord
	}
	if r, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.Han, r) {
		return ofHan
	}
	return ofLetter
}

// at is the symbol at a place, 0 beyond the ends.
func (g *Gatherer) at(i int32) int32 {
	if i < 0 || int(i) >= len(g.seq) {
		return 0
	}
	return g.seq[i].symbol
}
