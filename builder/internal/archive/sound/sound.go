// Package sound tells whether two names in different scripts sound alike: Manal
// Ismail and 玛娜尔·伊斯梅尔, Маналь Исмаил, منال إسماعيل.
//
// A name is reduced to the classes of its consonants, word by word. Vowels,
// voice (b or p), and l or r are what scripts and languages render most freely;
// what is left is stable. Han characters are read as pinyin, each by its
// readings; Hangul, kana, Cyrillic, Greek, Hebrew and Arabic letters each by a
// table. Names are then compared by an edit distance in which classes that are
// often taken for one another are half an edit apart.
//
// Chinese, Japanese and Korean put the family name first, others last, so that
// both orders are tried. A Chinese who is Audrey Tang abroad keeps the family
// name alone: that is told apart from a name that is alike as a whole.
//
// It is evidence, not proof: 马跃然 is Göran Marby and sounds like nobody, and two
// Wangs sound alike. Who decides asks for another kind of evidence as well.
// Scripts that have no table here make names that are alike nothing.
package sound

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"

	"dixit/builder/internal/lang"
)

// Name is a name reduced to its consonants.
type Name struct {
	words   []word
	eastern bool // in Han or Hangul without parting signs: the family name is first
	script  byte
}

// word is a word, or a Han character, as classes of consonants; others are its
// further readings.
type word struct {
	classes string
	others  []string
	vowel   byte
}

// Of reduces a name.
func Of(name string) Name {
	var n Name
	name = lang.SearchFold(name)
	fields := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' })
	for _, f := range fields {
		n.add(f)
	}
	if n.script == 'h' || n.script == 'k' {
		n.eastern = len(fields) == 1 && len(n.words) <= 4
	}
	return n
}

// add adds a word of one script.
func (n *Name) add(w string) {
	r := []rune(w)[0]
	switch {
	case unicode.Is(unicode.Han, r):
		n.script = 'h'
		for _, r := range w {
			n.words = append(n.words, han(r)...)
		}
		return
	case unicode.Is(unicode.Hangul, r):
		n.script = 'k'
		for _, r := range w {
			n.words = append(n.words, word{classes: hangul(r)})
		}
		return
	}
	for _, t := range tables {
		if unicode.Is(t.script, r) {
			n.script = t.name
			classes, vowel := t.read(w)
			n.words = append(n.words, word{classes: classes, vowel: vowel})
			return
		}
	}
}

// Alike is how alike two names sound, in hundredths. Family says that the family
// name of one of them, which is Chinese or Korean, is among the other's words.
type Alike struct {
	Whole  int
	Family bool
}

// least is how many consonants a name must have to be alike another: with fewer,
// every second name would be.
const least = 3

// Compare compares two names. Those of one script are for who compares letters;
// they are alike nothing here.
func Compare(a, b Name) Alike {
	if len(a.words) == 0 || len(b.words) == 0 || a.script == b.script {
		return Alike{}
	}
	var out Alike
	for _, x := range a.orders(b) {
		for _, y := range b.orders(a) {
			if min(len(x), len(y)) >= least {
				out.Whole = max(out.Whole, likeness(x, y))
			}
		}
	}
	out.Whole = max(out.Whole, syllables(a, b), syllables(b, a))
	out.Family = family(a, b) || family(b, a)
	return out
}

// syllables is how alike an eastern name is to one that is written syllable by
// syllable, Shu-Fen Hsu: so few consonants say something when each is in its
// place and the vowels agree.
func syllables(east, west Name) int {
	n := len(west.words)
	if !east.eastern || west.eastern || n < 2 || len(east.words) != n {
		return 0
	}
	best := 0
	for _, turned := range []int{0, 1} { // as it stands, and with the last word first
		points := 0
		for i, x := range east.words {
			y := west.words[(i+n-turned)%n]
			if x.classes != y.classes && !slices.Contains(x.others, y.classes) {
				continue
			}
			points++
			if x.vowel == y.vowel || x.vowel == 0 || y.vowel == 0 {
				points++
			}
		}
		best = max(best, points*100/(2*n))
	}
	return best
}

// orders gives the ways a name's consonants may stand: with the first character's
// further readings, and with the last word first where the other is eastern.
func (n Name) orders(other Name) []string {
	var all []string
	var whole strings.Builder
	for _, w := range n.words {
		whole.WriteString(w.classes)
	}
	all = append(all, whole.String())
	if n.eastern {
		for _, o := range n.words[0].others {
			all = append(all, o+whole.String()[len(n.words[0].classes):])
		}
	}
	if k := len(n.words) - 1; k > 0 && (other.eastern || n.eastern) && !(n.eastern && other.eastern) {
		if !n.eastern {
			var last strings.Builder
			for _, w := range append([]word{n.words[k]}, n.words[:k]...) {
				last.WriteString(w.classes)
			}
			all = append(all, last.String())
		}
	}
	return all
}

// family tells whether the first character of an eastern name is a word of the
// other.
func family(east, west Name) bool {
	if !east.eastern || west.eastern || len(east.words) < 2 {
		return false
	}
	first := east.words[0]
	for _, w := range west.words {
		if w.vowel != 0 && first.vowel != 0 && w.vowel != first.vowel {
			continue
		}
		if w.classes != "" && (silent(w.classes) == silent(first.classes) || slices.Contains(first.others, w.classes)) {
			return true
		}
	}
	return false
}

// silent leaves out an r within a word, which tells only how the vowel before it
// is spoken: 박 is Park.
func silent(classes string) string {
	if len(classes) < 2 {
		return classes
	}
	return classes[:1] + strings.ReplaceAll(classes[1:], "L", "")
}

// likeness is one less the distance of two strings of classes by the longer one's
// length, in hundredths.
func likeness(a, b string) int {
	if len(a) < len(b) {
		a, b = b, a
	}
	row := make([]int, len(b)+1)
	for j := 1; j <= len(b); j++ {
		row[j] = row[j-1] + missing(b[j-1])
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] += missing(a[i-1])
		for j := 1; j <= len(b); j++ {
			up := row[j]
			row[j] = min(diagonal+apart(a[i-1], b[j-1]), up+missing(a[i-1]), row[j-1]+missing(b[j-1]))
			diagonal = up
		}
	}
	return max(0, 100-50*row[len(b)]/len(a))
}

// missing is what it costs, in half edits, that a consonant is not there: those
// that end syllables or are breathed are often lost.
func missing(c byte) int {
	if strings.IndexByte("HNLF", c) >= 0 {
		return 1
	}
	return 2
}

// near are the classes that are taken for one another.
var near = map[[2]byte]bool{
	{'S', 'C'}: true, {'K', 'C'}: true, {'K', 'H'}: true, {'H', 'S'}: true, {'F', 'P'}: true, {'T', 'C'}: true, {'T', 'S'}: true, {'N', 'M'}: true, {'N', 'L'}: true, {'H', 'F'}: true,
}

func apart(a, b byte) int {
	switch {
	case a == b:
		return 0
	case near[[2]byte{a, b}] || near[[2]byte{b, a}]:
		return 1
	}
	return 2
}

var readings = pinyin.Args{Style: pinyin.Normal, Heteronym: true, Fallback: func(rune, pinyin.Args) []string { return nil }}

// han reads a Han character; none where it has no reading.
func han(r rune) []word {
	all := pinyin.SinglePinyin(r, readings)
	if len(all) == 0 {
		return nil
	}
	var w word
	for i, p := range all {
		c := syllable(p)
		if i == 0 {
			w.classes, w.vowel = c, vowelOf(p)
		} else if c != w.classes && !slices.Contains(w.others, c) {
			w.others = append(w.others, c)
			w.vowel = 0 // either
		}
	}
	return []word{w}
}

// initials are the consonants that begin a syllable of pinyin.
var initials = map[byte]string{'b': "P", 'p': "P", 'm': "M", 'f': "F", 'd': "T", 't': "T", 'n': "N", 'l': "L", 'g': "K", 'k': "K", 'h': "H", 'j': "C", 'q': "C", 'x': "S", 'r': "L", 'z': "C", 'c': "C", 's': "S", 'w': "F"}

func syllable(p string) string {
	out := initials[p[0]]
	switch {
	case p == "er":
		return "L"
	case strings.HasSuffix(p, "n") || strings.HasSuffix(p, "ng"):
		out += "N"
	}
	return out
}

// vowelOf is the main vowel of a syllable in pinyin or of a word, 0 for none.
// Wade and Giles, and Cantonese, write e for some of the others.
func vowelOf(p string) byte {
	for _, v := range "aoeiu" {
		if strings.ContainsRune(p, v) {
			if v == 'e' || v == 'o' {
				return 'o'
			}
			return byte(v)
		}
	}
	return 0
}

// hangul reads a syllable.
func hangul(r rune) string {
	const first, tails, vowels = 0xAC00, 28, 21
	if r < first || r > 0xD7A3 {
		return ""
	}
	s := int(r - first)
	lead := [...]string{"K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "", "C", "C", "C", "K", "T", "P", "H"}
	tail := [...]string{"", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "N", "T", "T", "K", "T", "P", "T"}
	return lead[s/(tails*vowels)] + tail[s%tails]
}
