package topic

import (
	"math"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// sketchWords is how many words a Sketch has at most. The commonest words of a
// text are mostly those of its language, some 150 of them, which weigh nothing
// once many sessions are compared; 100 that do weigh tell what a talk is about as
// well as 500 do. At 5 bytes each a session costs 1.6 kB.
const sketchWords = 320

// A Tally has tallySlots places, and looks at tallyReach of them for a word: a map
// took as long as all else that reading does with a word. Where all are taken a
// new word is passed over, which a text of so many different words can spare.
const tallySlots, tallyReach = 1 << 13, 8

// A Sketch is the words that occur most in a text, by hash, in order of hash. A word
// is one of a spaced script, or two letters that follow each other of an unspaced
// one.
type Sketch struct {
	Hashes []uint32
	// Weights run parallel: each is the length in bits of how often the word occurs,
	// 1 to 15, for one that is said a hundred times tells hardly more than one that is
	// said fifty times.
	Weights []uint8
}

// A Tally counts the words of a text. Its zero value is empty. Whoever has its Sketch
// and does not need it any more may Release it.
type Tally struct{ slots []counted }

// spare are the slots of released tallies: half of what reading keeps of a file is
// as large.
var spare = sync.Pool{New: func() any {
	slots := make([]counted, tallySlots)
	return &slots
}}

// Release empties the tally.
func (t *Tally) Release() {
	if t.slots != nil {
		slots := t.slots
		t.slots = nil
		clear(slots)
		spare.Put(&slots)
	}
}

type counted struct {
	hash uint32
	n    int32 // 0 for a place that is free
}

// Add counts words as lang.AppendWords writes them, times times over.
func (t *Tally) Add(words []byte, times int32) {
	if t.slots == nil {
		t.slots = *spare.Get().(*[]counted)
	}
	for i := 0; i < len(words); {
		if words[i] == ' ' {
			i++
			continue
		}
		end, h := i, uint32(fnvStart)
		for end < len(words) && words[end] != ' ' && words[end] < firstUnspaced {
			h = fnv(h, words[end])
			end++
		}
		if end == len(words) || words[end] == ' ' {
			t.count1(h, times)
		} else {
			for end < len(words) && words[end] != ' ' {
				end++
			}
			t.mixed(words[i:end], times)
		}
		i = end
	}
}

// firstUnspaced is the first byte of the characters from U+0800 on, before which there
// are no letters of unspaced scripts.
const firstUnspaced = 0xE0

// mixed counts what stands between two blanks: words of spaced scripts stand
// side by side with letters of unspaced ones.
func (t *Tally) mixed(b []byte, times int32) {
	var before uint32 // hash of the unspaced letter before, 0 for none
	word := uint32(0)
	for i := 0; i < len(b); {
		// From E4 to E9 all are Han characters, in three bytes.
		n, wide := 3, b[i]-0xE4 <= 0xE9-0xE4 && i+3 <= len(b)
		if !wide {
			r, size := utf8.DecodeRune(b[i:])
			n, wide = size, lang.Unspaced(r)
		}
		h := uint32(fnvStart)
		for _, c := range b[i : i+n] {
			h = fnv(h, c)
		}
		if wide {
			if word != 0 {
				t.count1(word, times)
				word = 0
			}
			if before != 0 {
				t.count1(before*31+h, times)
			}
			before = h
		} else {
			before = 0
			if word == 0 {
				word = fnvStart
			}
			for _, c := range b[i : i+n] {
				word = fnv(word, c)
			}
		}
		i += n
	}
	if word != 0 {
		t.count1(word, times)
	}
}

func (t *Tally) count1(h uint32, times int32) {
	for i := range uint32(tallyReach) {
		c := &t.slots[(h+i)%tallySlots]
		if c.n == 0 {
			c.hash = h
		}
		if c.hash == h {
			c.n += times
			return
		}
	}
}

// fnvStart and fnv are FNV-1a of 32 bits.
const fnvStart = 2166136261

func fnv(h uint32, b byte) uint32 { return (h ^ uint32(b)) * 16777619 }

// Sketch gives the words that were counted most; of equal ones those of the
// lower hash.
func (t *Tally) Sketch() Sketch {
	least, words := t.least()
	all := make([]uint64, 0, words) // the rarer and then the higher hash is the greater number
	for _, c := range t.slots {
		if c.n >= least {
			all = append(all, uint64(math.MaxInt32-c.n)<<32|uint64(c.hash))
		}
	}
	if len(all) > sketchWords {
		slices.Sort(all)
		all = all[:sketchWords]
	}
	for i, c := range all {
		n := uint32(math.MaxInt32 - c>>32)
		all[i] = uint64(uint32(c))<<8 | uint64(min(bits.Len32(n), 15))
	}
	slices.Sort(all)
	out := Sketch{make([]uint32, len(all)), make([]uint8, len(all))}
	for i, c := range all {
		out.Hashes[i], out.Weights[i] = uint32(c>>8), uint8(c)
	}
	return out
}

// least is how often a word must be said to be in a sketch, 1 at least, so that
// only those are sorted: most words of a text are said once or twice. words is how many
// words are.
func (t *Tally) least() (often int32, words int) {
	var times [256]int // how many words are said so often, or more often in the last
	for _, c := range t.slots {
		times[min(c.n, int32(len(times)-1))]++
	}
	n := int32(len(times) - 1)
	for words = times[n]; n > 1 && words < sketchWords; words += times[n] {
		n--
	}
	return n, words
}
