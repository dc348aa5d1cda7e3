package lang

import (
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Evidence is counted in hundredths of a nat, in integers, so that sums do not
// depend on the order or the machine.
const (
	// nat is one unit of log-likelihood.
	nat = 100
	// letterEvidence is for a letter that a language has and others of its
	// script lack: less than a word, for names bring foreign letters along.
	letterEvidence = 3 * nat / 2
	// prior is for being among the expected languages: about one common word.
	prior = 3 * nat
	// maxWord bounds the words looked up, in bytes; none in the lists is longer.
	maxWord = 32
)

// hit says that a word or letter speaks for a profile.
type hit struct {
	profile uint8
	weight  int32
}

// lookup is what the profiles come to.
type lookup struct {
	words   map[string][]hit
	letters map[rune][]hit
}

// lookups is built at the first use, which takes about a millisecond.
var lookups = sync.OnceValue(func() *lookup {
	l := &lookup{words: map[string][]hit{}, letters: map[rune][]hit{}}
	for i, p := range profiles {
		rank := 0
		seen := map[string]bool{}
		for w := range strings.FieldsSeq(p.words) {
			if seen[w] {
				continue
			}
			seen[w] = true
			// A word's share falls with its rank (Zipf); one in ten thousand
			// is the share of a word that is not in a language's list.
			share := 0.15 / (float64(rank) + 2.7)
			l.words[w] = append(l.words[w], hit{uint8(i), int32(nat * math.Log(share/1e-4))})
			rank++
		}
		for _, r := range p.letters {
			l.letters[r] = append(l.letters[r], hit{uint8(i), letterEvidence})
		}
	}
	return l
})

// tally is what a text shows of itself.
type tally struct {
	weight   [numScripts]int // share by script
	letters  [numScripts]int
	words    [numScripts]int
	score    []int // evidence by profile
	known    []int // words by profile that are in its list
	marks    [3]int
	persian  int // letters of the Arabic script that Arabic lacks, Persian has
	urdu     int
	pashto   int
	kurdish  int
	uyghur   int
	yiddish  int
	word     [maxWord]byte
	wordLen  int // over maxWord: too long to be looked up
	wordIn   script
	lookup   *lookup
	hanMarks *[hanLast - hanFirst + 1]uint8
}

func newTally() *tally {
	return &tally{
		score: make([]int, len(profiles)), known: make([]int, len(profiles)),
		lookup: lookups(), hanMarks: hanMarks(),
	}
}

// read counts a piece of text. Addresses and tags of markup are passed over.
func (t *tally) read(s string) {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			switch {
			case b >= 'a' && b <= 'z':
				t.letter(latin, rune(b))
			case b >= 'A' && b <= 'Z':
				t.letter(latin, rune(b+'a'-'A'))
			case b == ':' && strings.HasPrefix(s[i:], "://"):
				t.wordLen, t.wordIn = 0, noScript // the scheme
				i += addressLen(s[i:])
				continue
			case b == '<':
				t.endWord()
				i += max(1, markupLen(s[i:]))
				continue
			default:
				t.endWord()
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			t.endWord()
			t.marks[t.hanMarks[r-hanFirst]]++
			t.weight[han] += hanWeight
			t.letters[han]++
		case r >= 0x300 && r <= 0x36F:
			t.addRune(r)
		case unseen(r):
		case unicode.IsMark(r):
			if t.wordIn != noScript {
				t.addRune(r)
			}
		case unicode.IsLetter(r):
			r = unicode.ToLower(r)
			t.letter(scriptOf(r), r)
		default:
			t.endWord()
		}
	}
	t.endWord()
}

// addressLen is the length of the rest of an address that starts at its "://".
func addressLen(s string) int {
	if i := strings.IndexAny(s, " \t\r\n<>()[]\"'`"); i >= 0 {
		return i
	}
	return len(s)
}

// markupLen is the length of a tag at the start of s, 0 if there is none.
func markupLen(s string) int {
	const longest = 400 // in bytes; what is longer is text with a '<' in it
	if len(s) < 2 || s[1] != '/' && s[1] != '!' && (s[1]|0x20 < 'a' || s[1]|0x20 > 'z') {
		return 0
	}
	return strings.IndexByte(s[:min(len(s), longest)], '>') + 1
}

// letter counts one small letter.
func (t *tally) letter(s script, r rune) {
	if s != t.wordIn {
		t.endWord()
	}
	if s == noScript {
		return
	}
	t.letters[s]++
	if w := s.letterWeight(); w > 0 {
		t.weight[s] += w
		return
	}
	t.wordIn = s
	t.addRune(r)
	switch s {
	case latin, cyrillic, devanagari:
		// The letters that all of Cyrillic shares are passed over for speed.
		if r >= utf8.RuneSelf && (r < 'а' || r > 'ш') {
			for _, h := range t.lookup.letters[r] {
				if profiles[h.profile].script == s {
					t.score[h.profile] += int(h.weight)
				}
			}
		}
	case arabic:
		t.arabicLetter(r)
	case hebrew:
		if r >= 0x5F0 {
			t.yiddish++
		}
	}
}

func (t *tally) addRune(r rune) {
	if t.wordLen+utf8.UTFMax > maxWord {
		t.wordLen = maxWord + 1
		return
	}
	t.wordLen += utf8.EncodeRune(t.word[t.wordLen:], r)
}

// endWord looks up the word that has just ended.
func (t *tally) endWord() {
	s := t.wordIn
	if s == noScript {
		t.wordLen = 0
		return
	}
	t.words[s]++
	t.weight[s] += wordWeight
	if t.wordLen <= maxWord && (s == latin || s == cyrillic || s == devanagari) {
		for _, h := range t.lookup.words[string(t.word[:t.wordLen])] {
			t.score[h.profile] += int(h.weight)
			t.known[h.profile]++
		}
	}
	t.wordLen, t.wordIn = 0, noScript
}

// arabicLetter counts the letters by which languages of the Arabic script are
// told apart.
func (t *tally) arabicLetter(r rune) {
	switch r {
	case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
		t.persian++
	case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ', 'ھ':
		t.urdu++
	case 'ټ', 'ځ', 'څ', 'ډ', 'ړ', 'ږ', 'ښ', 'ګ', 'ڼ', 'ۍ':
		t.pashto++
	case 'ڕ', 'ڵ', 'ێ':
		t.kurdish++
	case 'ې', 'ۈ', 'ۇ', 'ڭ':
		t.uyghur++
	}
}
