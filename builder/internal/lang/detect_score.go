package lang

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// maxRun bounds the letters that are taken together: no word is longer, and in
// scripts without blanks it does not matter where a run is cut.
const maxRun = 48

// eachRun gives the runs of letters of one script in s, in small letters; of
// scripts with blanks these are words. Addresses and tags of markup are passed
// over. titled tells that a run was a capital and small letters. The runes are good
// until the next call only.
func eachRun(s string, f func(in script, run []rune, titled bool)) {
	eachRunIn(new([maxRun]rune), s, nil, f)
}

// eachRunIn does so in a room that its caller has. Most words that are plain it gives to
// plain, with the number of their letters; nil has them given as all others.
func eachRunIn(buf *[maxRun]rune, s string, plain func(word plainWord, n int, titled bool), f func(in script, run []rune, titled bool)) {
	run, in := buf[:0], noScript
	titled := false
	end := func() {
		if in != noScript {
			f(in, run, titled && len(run) > 1)
		}
		run, in = buf[:0], noScript
	}
	letter := func(sc script, r rune, capital bool) {
		if sc != in || len(run) == maxRun {
			end()
		}
		switch len(run) {
		case 0:
			titled = capital
		case 1:
			titled = titled && !capital
		}
		if in = sc; sc != noScript {
			run = append(run, r)
		}
	}
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			switch {
			case (b|0x20)-'a' <= 'z'-'a':
				if plain != nil && in != latin && len(s) >= 8 {
					word, n := plainAt(s, i)
					// A colon may make it the scheme of an address.
					if n <= maxPlain && (i+n == len(s) || s[i+n] < utf8.RuneSelf && s[i+n] != ':') {
						if in != noScript {
							end()
						}
						plain(word, n, n > 1 && b < 'a' && s[i+1] >= 'a')
						if i += n; i < len(s) && s[i] == ' ' {
							i++
						}
						continue
					}
				}
				letter(latin, rune(b|0x20), b < 'a')
				if i++; len(run) == 1 && i < len(s) && s[i] < 'a' {
					titled = false // FAO
				}
				for ; i < len(s) && (s[i]|0x20)-'a' <= 'z'-'a' && len(run) < maxRun; i++ {
					run = append(run, rune(s[i]|0x20))
				}
				continue
			case b == ':' && strings.HasPrefix(s[i:], "://"):
				run, in = buf[:0], noScript // the scheme
				i += addressLen(s[i:])
				continue
			case b == '<':
				end()
				i += max(1, markupLen(s[i:]))
				continue
			default:
				end()
			}
			i++
			continue
		}
		if r := Two(s[i:]); scripts[r] != noScript {
			letter(scripts[r], r, false)
			i += 2
			for r = Two(s[i:]); scripts[r] == in && len(run) < maxRun; r = Two(s[i:]) {
				run = append(run, r)
				i += 2
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			letter(han, r, false)
		case stretches(r), unseen(r):
		case IsMark(r):
			// Vowels are written above Arabic and Hebrew letters now and then.
			if in != noScript && in != arabic && in != hebrew && len(run) < maxRun {
				run = append(run, r)
			}
		case IsLetter(r):
			small := toLower(r)
			letter(scriptOf(small), small, small != r)
		default:
			end()
		}
	}
	end()
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

// dissent is the most, in units of cost, that one word speaks against a
// language: a name from elsewhere does not outweigh three common words.
const dissent = 6 * costUnit

// nameShare is by how much less a word with a capital speaks that is none of the
// commonest: it may be a name, which a text in any language may have, and a list
// of guests has little else. German, which writes all nouns so, has enough of them.
const nameShare = 3

// tally is what a text shows of itself.
type tally struct {
	weight   [numScripts]int // share by script
	letters  [numScripts]int
	words    [numScripts]int
	lanes    [numScripts]tallied // of a script that several languages share
	least    [numScripts]int     // what the words cost in the language that each fits best
	marks    [4]int              // Han characters by what they are a mark of
	yiddish  int
	assamese int
	room     [maxRun]rune
	models   *[numScripts]*model
	hanMarks *[hanLast - hanFirst + 1]uint8
	rare     *rareWords // nil before the first rare word
	waiting  [64]waitingWord
	waits    int    // how many of them there are
	asked    uint64 // of no use but that what was asked for is looked at
}

// newTally gives an empty tally, which may remember rare words.
func newTally() *tally {
	t := spareTallies.Get().(*tally)
	*t = tally{models: models(), hanMarks: hanMarks(), rare: t.rare}
	return t
}

// spareTallies are those that were released.
var spareTallies = sync.Pool{New: func() any { return new(tally) }}

// release lets others have the tally.
func (t *tally) release() { spareTallies.Put(t) }

// read counts a piece of text.
func (t *tally) read(s string) {
	eachRunIn(&t.room, s, t.plain, t.run)
	t.weighWaiting()
}

// plain counts a plain word.
func (t *tally) plain(word plainWord, n int, titled bool) {
	t.letters[latin] += n
	t.weight[latin] += wordWeight
	t.words[latin]++
	if t.waits == len(t.waiting) {
		t.weighWaiting()
	}
	t.waiting[t.waits] = waitingWord{word, word.hash(), n, titled}
	t.waits++
}

func (t *tally) run(s script, run []rune, titled bool) {
	t.letters[s] += len(run)
	if w := s.letterWeight(); w > 0 {
		t.weight[s] += w * len(run)
	} else {
		t.weight[s] += wordWeight
		t.words[s]++
	}
	switch {
	case s.learned():
		t.weigh(s, run, titled)
	case s == han:
		for _, r := range run {
			if r >= hanFirst && r <= hanLast {
				t.marks[t.hanMarks[r-hanFirst]]++
			}
		}
	case s == hebrew:
		for _, r := range run {
			if r >= 0x5F0 && r <= 0x5F2 {
				t.yiddish++
			}
		}
	case s == bengali:
		for _, r := range run {
			if r == 'ৰ' || r == 'ৱ' {
				t.assamese++
			}
		}
	}
}

// tallied is what words speak against languages.
type tallied struct {
	against []int32  // by language; nil before the first word
	recent  spelling // what is not in against yet
	words   int      // of recent
	word    spelling // what the last word costs
}

// mostRecent is how many words are summed up in sixteen bits.
const mostRecent = (1<<16 - 1) / dissent

// against is what speaks against each language of a script, nil where no word does.
func (t *tally) against(s script) []int32 {
	l := &t.lanes[s]
	for i := range l.against {
		l.against[i] += int32(l.recent[i/8*2+i%2] >> (i % 8 / 2 * 16) & 0xffff)
	}
	clear(l.recent)
	l.words = 0
	return l.against
}

// weigh adds what a word says for and against the languages of its script. A
// titled one that is not common may be a name.
func (t *tally) weigh(s script, run []rune, titled bool) {
	if k := t.models[s].common(run); k >= 0 {
		t.weighCommon(s, k)
	} else {
		t.weighRare(s, run, titled)
	}
}

func (t *tally) weighCommon(s script, word int32) {
	m, l := t.models[s], t.oneMore(s)
	t.least[s] += int(m.words[word].least)
	l.recent.add(m.against[int(word)*m.stride:][:m.stride])
}

// weighRare does so of a word that is not among the commonest.
func (t *tally) weighRare(s script, run []rune, titled bool) {
	if word, ok := plainOf(run); ok && s == latin {
		t.weighPlain(word, word.hash(), len(run), titled)
		return
	}
	m, l := t.models[s], t.oneMore(s)
	part := int32(1)
	if titled {
		part = nameShare
	}
	m.spell(run, l.word)
	t.least[s] += int(m.dissent(l.word, part))
	for i, c := range l.word {
		l.recent[i] += c
	}
}

// oneMore makes room for what one more word says.
func (t *tally) oneMore(s script) *tallied {
	l := &t.lanes[s]
	if l.against == nil {
		m := t.models[s]
		l.against, l.recent, l.word = make([]int32, len(m.tags)), m.newSpelling(), m.newSpelling()
	}
	if l.words == mostRecent {
		t.against(s)
	}
	l.words++
	return l
}
