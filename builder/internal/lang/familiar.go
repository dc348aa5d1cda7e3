package lang

import (
	"math"
)

const (
	// familiarPieces of familiarPiece bytes, at even distances, are what Holds
	// looks at: some fifty words. Fewer words make more turns doubtful than they
	// save.
	familiarPieces, familiarPiece = 4, 80
	// Of running text two words in five are among the commonest of its language,
	// of one that is full of names one in five. Where fewer than one in six are,
	// or more than one common word of other languages stands against two of them,
	// the text may be in another: of a close language half the commonest words are
	// others.
	familiarShare, familiarOthers = 6, 2
	// familiarLetters is how much, of ten letters, has to be of the script, where
	// that alone tells the language.
	familiarLetters = 8
	// familiarSure is how sure Detect has to be of the same pieces, where they are
	// short of common words, or where those fit another language better, as they do
	// in one that is close. A text in another language is not taken for this one
	// with more than a guess.
	familiarSure = 0.5
)

// A Familiar tells that texts are in one language, at a small part of what
// Detect costs: it looks for the language's own commonest words, or its script,
// in a few places, and weighs it against others in those places only where that
// leaves a doubt. It is for those who look for the few texts that are in another;
// for one of them at a time.
type Familiar struct {
	tag    Tag
	script script
	own    uint64 // a bit for each language of the script's model that is this one
	model  *model // nil where the script tells
	sole   bool   // the script tells the language
	room   [maxRun]rune
}

// NewFamiliar makes a Familiar of a language.
func NewFamiliar(own Tag) *Familiar {
	f := &Familiar{tag: own, script: scriptFor(own)}
	switch {
	case f.script.learned():
		f.model = models()[f.script]
		for i, tag := range f.model.tags {
			if same(tag, own) {
				f.own |= 1 << i
			}
		}
	case f.script == han:
		f.sole = own.Base() == "zh" // Cantonese is told from it by its characters
	case f.script == noScript, f.script == hebrew, f.script == bengali:
	default:
		f.sole = true
	}
	return f
}

// Holds tells whether a text, of one line or several, is clearly in the language; false
// says nothing but that DetectLines is to be asked.
func (f *Familiar) Holds(lines ...string) bool {
	var room [familiarPieces]string
	sample := pieces(room[:0], lines, familiarPieces, familiarPiece)
	if f.model != nil || f.sole {
		t := familiarTally{f: f}
		plain := t.plain
		if f.script != latin || f.model == nil {
			plain = nil
		}
		for _, piece := range sample {
			eachRunIn(&f.room, piece, plain, t.run)
		}
		if t.holds() {
			return true
		}
		if f.sole {
			return false
		}
	}
	found, sure := DetectLines(sample, []Tag{f.tag})
	return sure >= familiarSure && found.Base() == f.tag.Base()
}

// familiarTally counts words and letters.
type familiarTally struct {
	f                  *Familiar
	letters            [numScripts]int
	all                int                      // letters of all scripts
	words, own, others int                      // words, those of the language, those of others alone
	against            [maxLanguages / 4]uint64 // what the common words speak against each language of the script, see spelling
}

// holds tells whether what was counted is clearly in the language.
func (t *familiarTally) holds() bool {
	in := t.f.script
	japanese := t.letters[kana]*10 >= t.letters[han]+t.letters[kana] // as in mainScript
	switch {
	case !t.f.sole:
		return t.own > 0 && t.own*familiarShare >= t.words && t.others*familiarOthers <= t.own && t.first()
	case in == han && japanese && t.letters[kana] > 0, in == kana && !japanese:
		return false
	case in == kana:
		return t.all > 0 && (t.letters[kana]+t.letters[han])*10 >= familiarLetters*t.all
	}
	return t.letters[in] > 0 && t.letters[in]*10 >= familiarLetters*t.all
}

// first tells whether the common words fit no language better than this one.
func (t *familiarTally) first() bool {
	least, own := int32(math.MaxInt32), int32(math.MaxInt32)
	for i := range t.f.model.tags {
		v := int32(t.against[i/8*2+i%2] >> (i % 8 / 2 * 16) & 0xffff)
		least = min(least, v)
		if t.f.own>>i&1 != 0 {
			own = min(own, v)
		}
	}
	return own == least
}

// run counts a run of letters.
func (t *familiarTally) run(in script, run []rune, _ bool) {
	t.letters[in] += len(run)
	t.all += len(run)
	t.words++
	if in != t.f.script {
		t.others++
		return
	}
	if t.f.model != nil {
		t.say(t.f.model.common(run))
	}
}

// plain counts a plain word, where the language has letters of its script.
func (t *familiarTally) plain(word plainWord, n int, _ bool) {
	t.letters[latin] += n
	t.all += n
	t.words++
	t.say(t.f.model.commonPlain(word, word.hash()))
}

// say counts what a common word says, by its number, -1 for any other.
func (t *familiarTally) say(word int32) {
	if word < 0 {
		return
	}
	m := t.f.model
	spelling(t.against[:]).add(m.against[int(word)*m.stride:][:m.stride])
	switch gains := m.words[word].gains; {
	case gains&t.f.own != 0:
		t.own++
	case gains != 0:
		t.others++
	}
}
