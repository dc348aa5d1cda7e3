package lang

import (
	"strings"
	"unicode"
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
	eachRunIn(new([maxRun]rune), s, f)
}

// eachRunIn does so in a room that its caller has.
func eachRunIn(buf *[maxRun]rune, s string, f func(in script, run []rune, titled bool)) {
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
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			letter(han, r, false)
		case r == 'ـ', unseen(r): // the first only stretches an Arabic word
		case unicode.IsMark(r):
			// Vowels are written above Arabic and Hebrew letters now and then.
			if in != noScript && in != arabic && in != hebrew && len(run) < maxRun {
				run = append(run, r)
			}
		case unicode.IsLetter(r):
			small := unicode.ToLower(r)
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
	against  [numScripts][]int32 // by language of a script that several share: what speaks against it
	least    [numScripts]int     // what the words cost in the language that each fits best
	marks    [4]int              // Han characters by what they are a mark of
	yiddish  int
	assamese int
	spelt    [numScripts]spelling
	word     []int32
	models   *[numScripts]*model
	hanMarks *[hanLast - hanFirst + 1]uint8
}

func newTally() *tally {
	return &tally{models: models(), hanMarks: hanMarks()}
}

// read counts a piece of text.
func (t *tally) read(s string) { eachRun(s, t.run) }

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

// weigh adds what a word says for and against the languages of its script. A
// titled one that is not common may be a name.
func (t *tally) weigh(s script, run []rune, titled bool) {
	m := t.models[s]
	if t.against[s] == nil {
		t.against[s], t.spelt[s] = make([]int32, len(m.tags)), m.newSpelling()
	}
	against := t.against[s]
	if w := m.common(run); w != nil {
		t.least[s] += int(w.least)
		for i, c := range w.against {
			against[i] += int32(c)
		}
		return
	}
	if cap(t.word) < len(m.tags) {
		t.word = make([]int32, len(m.tags))
	}
	costs := t.word[:len(m.tags)]
	m.spell(run, t.spelt[s])
	t.spelt[s].write(costs)
	least := costs[0]
	for _, c := range costs {
		least = min(least, c)
	}
	t.least[s] += int(least)
	part := int32(1)
	if titled {
		part = nameShare
	}
	for i, c := range costs {
		against[i] += min(c-least, dissent) / part
	}
}
