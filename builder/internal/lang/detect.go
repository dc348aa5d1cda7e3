package lang

import (
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// native is what a letter costs in nats, at most, in nineteen texts of twenty
	// of 200 characters in their own language (2.6 in English, 3.1 in Hindi);
	// foreign what it costs in languages that are like none of the learned ones
	// (3.3 in Igbo, 4.2 in Abkhaz).
	native, foreign = 3.1, 3.8
	// calm is by how many nats of evidence doubt falls to a third. Letters that
	// follow each other are no independent witnesses, so it is not one.
	calm = 6
	// prior is for being among the expected languages: about one common word.
	prior = 3 * costUnit
	// samplePieces of samplePiece bytes each, at even distances, are what Detect
	// looks at of a long text: some 500 words, ten times what tells any two
	// languages apart that are not close. Of a text in two languages many small
	// pieces tell more than a few large ones: of 803 with three parts of the
	// one to two of the other, or more, these took 32 for the other, eight pieces
	// of 1 kB 47.
	samplePieces, samplePiece = 24, 128
)

// Detect says which language a text is in and how sure that is, from 0 to 1.
// Of a text over 3 kB it looks at pieces at even distances.
//
// First the script: the one with the largest share of words, a Han character
// counting half a word. Han with kana is ja, Hangul ko, Han alone zh-Hans or
// zh-Hant by the characters that only one of them has (yue by those of its
// speech), and zh where those are too few to tell. The languages of Latin,
// Cyrillic, Arabic and Devanagari are told apart by their commonest words and by
// how words are spelt (detect_profiles.go); other scripts stand for one language
// each. So a mixed text is in the language of most of it. Addresses and markup
// do not count.
//
// The languages in among (nil for none) are expected: they win close calls, a
// detected language becomes the one tag among them that narrows it (pt becomes
// pt-BR), and a language Detect has no words for is answered when it is the
// only one of its script among them and no other fits. They exclude no other
// language.
//
// The tag is "", sure 0, when the text has no letters or nothing tells its
// language. Below about 0.5 a text is too short, or its scripts too mixed, to
// go by. How sure it is which language is the main one does not tell whether
// there is another of the same script in the text.
func Detect(text string, among []Tag) (tag Tag, sure float64) {
	return DetectLines([]string{text}, among)
}

// DetectLines is Detect of lines with a line feed between each two, which need not be
// put together for that.
func DetectLines(lines []string, among []Tag) (tag Tag, sure float64) {
	t := newTally()
	defer t.release()
	var room [samplePieces]string
	for _, piece := range pieces(room[:0], lines, samplePieces, samplePiece) {
		if !inert(piece) && !norm.NFC.IsNormalString(piece) {
			piece = norm.NFC.String(piece)
		}
		t.read(piece)
	}
	main, share := t.mainScript(among)
	switch main {
	case noScript:
		return "", 0
	case latin, cyrillic, arabic, devanagari:
		tag, sure = t.byModel(main, among)
	case han:
		tag, sure = t.chinese(among)
	case kana:
		tag, sure = "ja", amount(t.letters[kana])
	case hangul:
		tag, sure = "ko", amount(t.letters[hangul])
	case greek:
		tag, sure = "el", amount(t.letters[greek])
	case hebrew:
		tag, sure = "he", amount(t.letters[hebrew])
		if t.yiddish*100 > t.letters[hebrew] {
			tag = "yi"
		}
	default:
		tag, sure = soleScripts[main-oneLanguage].tag, amount(t.letters[main])
		if main == bengali && t.assamese*50 > t.letters[main] {
			tag = "as"
		}
	}
	if tag == "" {
		return "", 0
	}
	return narrow(tag, among), share * sure
}

// pieces appends to out n pieces of size bytes each, at even distances and cut at runes,
// of the text that lines make with a line feed between each two; the text itself where
// it is no longer than those are.
func pieces(out []string, lines []string, n, size int) []string {
	total := len(lines) - 1
	for _, l := range lines {
		total += len(l)
	}
	if total <= n*size {
		return append(out, strings.Join(lines, "\n"))
	}
	begin := 0 // of the first of lines
	for i := range n {
		start := i * (total - size) / (n - 1)
		for start > begin+len(lines[0]) {
			begin += len(lines[0]) + len("\n")
			lines = lines[1:]
		}
		text := lines[0][start-begin:]
		if len(text) < size && len(lines) > 1 {
			text = joined(text, lines[1:], size+1)
		}
		end := size
		for end > 0 && end < len(text) && !utf8.RuneStart(text[end]) {
			end--
		}
		start = 0
		for start < end && !utf8.RuneStart(text[start]) {
			start++
		}
		out = append(out, text[start:end])
	}
	return out
}

// joined is the first size bytes, or all there are, of a text and the lines after it.
func joined(text string, lines []string, size int) string {
	var b strings.Builder
	b.Grow(size)
	b.WriteString(text)
	for _, l := range lines {
		if b.Len() == size {
			break
		}
		b.WriteByte('\n')
		b.WriteString(l[:min(len(l), size-b.Len())])
	}
	return b.String()
}

// amount is how sure n letters of a script make: 0.5 for 3, 0.9 for 27.
func amount(n int) float64 { return float64(n) / float64(n+3) }

// mainScript is the script with the largest share of the text, and that share.
// Han stands for Chinese, kana for Japanese with its Han characters.
func (t *tally) mainScript(among []Tag) (script, float64) {
	weight := t.weight
	// A Japanese text is half kana, a Chinese one quotes some at most.
	if t.letters[kana]*10 >= t.letters[han]+t.letters[kana] {
		weight[kana] += weight[han]
		weight[han] = 0
	}
	var expected [numScripts]bool
	for _, a := range among {
		expected[scriptFor(a)] = true
	}
	main, best, total := noScript, 0, 0
	for s, w := range weight {
		total += w
		w *= 4
		if expected[s] {
			w += w / 4 // wins from 45 % of a text in two scripts
		}
		if w > best {
			main, best = script(s), w
		}
	}
	if main == noScript {
		return noScript, 0
	}
	return main, float64(weight[main]) / float64(total)
}

// byModel is the language of a script that several share, by its words and how
// they are spelt.
func (t *tally) byModel(s script, among []Tag) (Tag, float64) {
	m, words, against := t.models[s], t.words[s], t.against(s)
	first, second, winner := math.MaxInt, math.MaxInt, -1
	for i, tag := range m.tags {
		v := int(against[i])
		if expects(tag, among) {
			v -= prior
		}
		if v < first {
			first, second, winner = v, first, i
		} else if v < second {
			second = v
		}
	}
	// What a letter costs on average tells whether the text is in any of the
	// languages at all.
	perLetter := float64(t.least[s]+int(against[winner])) / float64(t.letters[s]+words) / costUnit
	fit := min(1, max(0, (foreign-perLetter)/(foreign-native)))
	if a := unprofiled(s, among); a != "" && fit < 1 {
		return a, 0.3
	}
	if fit == 0 {
		if a := expectedOf(s, among); a != "" {
			return a, 0.1
		}
		if s == latin {
			return "", 0
		}
	}
	// Persian of two or three words may lack its letters.
	if a := expectedOf(s, among); s == arabic && a != "" && t.letters[s] < 20 {
		return a, 0.3
	}
	margin := float64(second-first) / costUnit
	sure := (1 - math.Exp(-margin/calm)) * fit * amount(t.letters[s])
	return m.tags[winner], max(sure, 0.05)
}

// expects reports whether a language that a profile finds is among the
// expected ones.
func expects(t Tag, among []Tag) bool {
	for _, a := range among {
		if same(t, a) {
			return true
		}
	}
	return false
}

// same reports whether a detected language may be what the tag a means.
func same(t, a Tag) bool {
	if t.Finds(a) && t.Script() == a.Script() {
		return true
	}
	for _, k := range kin(t) {
		if k.Finds(a) {
			return true
		}
	}
	return false
}

// unprofiled is the only expected language of a script if it has no profile.
func unprofiled(s script, among []Tag) Tag {
	a := expectedOf(s, among)
	if a == "" {
		return ""
	}
	for _, tag := range models()[s].tags {
		if same(tag, a) {
			return ""
		}
	}
	return a
}

// expectedOf is the only expected language of a script, "" if there are none or
// several.
func expectedOf(s script, among []Tag) (only Tag) {
	for _, a := range among {
		if scriptFor(a) != s || a == only {
			continue
		}
		if only != "" {
			return ""
		}
		only = a
	}
	return only
}

// chinese is zh with the script that its characters show.
func (t *tally) chinese(among []Tag) (Tag, float64) {
	s, tr := t.marks[simplified], t.marks[traditional]
	sure := amount(t.letters[han])
	// Speech as it is written down has one such character in ten.
	if t.marks[cantonese]*30 > t.letters[han] && t.marks[cantonese] >= 3 && expectedOf(han, among).Base() != "zh" {
		return "yue", sure
	}
	// A running text has a mark in every third character. One or two may be a
	// name that is quoted as it is written at home.
	if more := max(s, tr); more >= 3 || more >= 2 && min(s, tr) == 0 {
		// Nothing is certain of a text that is half one, half the other.
		clear := float64(more-min(s, tr)) / float64(more+min(s, tr))
		switch {
		case s > tr:
			return "zh-Hans", sure * (0.5 + clear/2)
		case tr > s:
			return "zh-Hant", sure * (0.5 + clear/2)
		}
	}
	// The one Chinese that is expected, if nothing in the text speaks against.
	if a := expectedOf(han, among); a.Base() == "zh" {
		if a.Script() == "Hans" && s >= tr || a.Script() == "Hant" && tr >= s {
			return a, sure
		}
	}
	return "zh", sure
}

// narrow replaces a detected language by the one expected tag that says the
// same with more detail.
func narrow(t Tag, among []Tag) Tag {
	if t == "zh" {
		return t // see chinese
	}
	var only Tag
	for _, a := range among {
		switch {
		case a == t:
			return t
		case a == only || !same(t, a) || a.Base() == t.Base() && len(a) < len(t):
			continue
		case only != "":
			return t
		}
		only = a
	}
	if only == "" {
		return t
	}
	return only
}

// kin are the languages that a profile also stands for, because their
// commonest words are nearly the same. They are answered when they are among
// the expected ones and the profile's own language is not.
func kin(t Tag) []Tag {
	switch t {
	case "hr":
		return []Tag{"bs"}
	case "nb":
		return []Tag{"no", "nn"}
	case "fa":
		return []Tag{"prs"}
	}
	return nil
}
