package searchindex

import (
	"cmp"
	"crypto/sha256"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// Respellings are proposed from the words that an archive uses most, language
// by language: a few thousand of them are nearly all that anybody asks for,
// and a list of all words would change with every edition.
//
// They are counted in a sample of the editions, for the same reason: which ones
// are in it is a function of the set of editions, and another edition is among
// them as seldom as there are many.
const (
	mostWords    = 12000
	wordEditions = 128
	// mostUse keeps slips of the pen out: in a large archive, a word in fewer
	// passages is not proposed. See leastUse.
	mostUse = 4
	// shortWord is the length, in characters, below which respelling is guessing.
	shortWord = 4
)

// leastUse is in how many of the passages of the sample a word is that is proposed.
// In a small archive most of the right words are said once or twice, and slips are
// as few as the words are.
func leastUse(passages int) int {
	n := 1
	for most := 128; n < mostUse && passages >= most; most *= 4 {
		n++
	}
	return n
}

// wordCounts counts, by language, in how many passages words occur.
type wordCounts struct {
	hash     spellingHash // of all collectors whose editions are counted
	mu       *sync.Mutex
	by       map[lang.Tag]*spellings // of words that are not short; sighting.n is of the sample
	passages map[lang.Tag]int        // of the sample
}

func newWordCounts() wordCounts {
	return wordCounts{newSpellingHash(), &sync.Mutex{}, map[lang.Tag]*spellings{}, map[lang.Tag]int{}}
}

// add counts the words of the one edition that was collected and is not settled, which
// has so many passages.
func (w wordCounts) add(l lang.Tag, c *collector, passages int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.passages[l] += passages
	s := w.by[l]
	if s == nil {
		s = &spellings{spellingHash: w.hash}
		s.reset()
		w.by[l] = s
	}
	c.ids = s.guess(c.ids[:0], c.near.list)
	for i := range c.near.list {
		x, text := &c.near.list[i], c.near.texts[i]
		if x.kind() == 0 && x.n > 0 && len(text.term) >= shortWord && isWord(text.term) {
			id := s.id(int32(c.ids[i]), &x.spellingKey, text) // which may move seen
			s.seen[id].n += x.n
		}
	}
}

// wordsOf gives in how many passages words occur, each counted by its spellings.
func wordsOf(s *spellings) map[string]int {
	words := make(map[string]int, len(s.seen))
	for i := range s.seen {
		term, _ := cutSpelt(s.speltAs(int32(i)))
		words[string(term)] += int(s.seen[i].n)
	}
	return words
}

// files gives a file for each language: lines of a digit, the binary logarithm
// of its use halved, and the word, sorted by word.
func (w wordCounts) files(c *compressor) map[lang.Tag]pageFile {
	files := map[lang.Tag]pageFile{}
	for l, of := range w.by {
		type use struct {
			word string
			n    int
		}
		least := leastUse(w.passages[l])
		var list []use
		for word, n := range wordsOf(of) {
			if n >= least && strings.IndexFunc(word, func(r rune) bool { return r >= '0' && r <= '9' }) < 0 && len([]rune(word)) >= shortWord {
				// The logarithm decides, so that one more use of a word seldom
				// changes the list.
				list = append(list, use{word, bits.Len(uint(n)) / 2})
			}
		}
		if len(list) == 0 {
			continue
		}
		slices.SortFunc(list, func(x, y use) int {
			return cmp.Or(cmp.Compare(y.n, x.n), strings.Compare(x.word, y.word))
		})
		list = list[:min(len(list), mostWords)]
		slices.SortFunc(list, func(x, y use) int { return strings.Compare(x.word, y.word) })
		var b strings.Builder
		for _, u := range list {
			b.WriteByte(byte('0' + min(u.n, 9)))
			b.WriteString(u.word)
			b.WriteByte('\n')
		}
		text := []byte(b.String())
		sum := sha256.Sum256(text)
		files[l] = pageFile{"words-" + name(sum[:]) + fileExt, c.deflate(9, text)}
	}
	return files
}
