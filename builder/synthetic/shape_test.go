package synthetic

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestSizesOfMeetings(t *testing.T) {
	a := everything()
	const n = 400
	var size int
	speakers, topics, days := map[string]int{}, map[string]int{}, map[string]bool{}
	for i := range n {
		name, content := a.Meeting(i, "en")
		size += len(content)
		days[strings.TrimPrefix(name, "meetings/")[:len("2015-01")]] = true
		head, body, _ := strings.Cut(strings.TrimPrefix(string(content), "---\n"), "---\n")
		people, subjects, _ := strings.Cut(head, "topics:\n")
		if k := count(people, speakers); k < fewestSpeakers || k > mostSpeakers {
			t.Errorf("%s: %d speakers", name, k)
		}
		if k := count(subjects, topics); k < fewestTopics || k > mostTopics {
			t.Errorf("%s: %d topics", name, k)
		}
		turns := strings.Split(strings.TrimSpace(body), "\n\n")
		if len(turns) < fewestTurns || len(turns) > mostTurns {
			t.Errorf("%s: %d turns", name, len(turns))
		}
		for _, turn := range turns {
			_, said, _ := strings.Cut(turn, ":** ")
			if k := len(strings.Fields(said)); k < shortestTurn || k > longestTurn {
				t.Errorf("%s: a turn of %d words", name, k)
			}
		}
	}
	if mean := size / n; mean < 37_000*9/10 || mean > 37_000*11/10 {
		t.Errorf("a meeting has %d bytes on average, not about 37,000", mean)
	}
	if len(speakers) < speakerCount*9/10 || len(topics) != 80 || len(days) < years*12*9/10 {
		t.Errorf("%d speakers, %d topics, %d months", len(speakers), len(topics), len(days))
	}
}

// count adds the list items of front matter to seen.
func count(text string, seen map[string]int) (n int) {
	for line := range strings.Lines(text) {
		if item, ok := strings.CutPrefix(line, "  - "); ok {
			seen[item]++
			n++
		}
	}
	return n
}

// The curve makes the size of an index: what is common decides how long its
// longest lists are, and what is rare how many lists it has.
func TestFrequenciesOfWords(t *testing.T) {
	a := everything()
	seen := map[string]int{}
	total := 0
	for i := range 300 {
		_, content := a.Meeting(i, "en")
		_, body, _ := strings.Cut(string(content), "---\n\n")
		for turn := range strings.Lines(body) {
			_, said, _ := strings.Cut(turn, ":** ")
			for _, w := range strings.FieldsFunc(strings.ToLower(said), notOfWord) {
				seen[w]++
				total++
			}
		}
	}
	var counts []int
	once := 0
	for _, n := range seen {
		counts = append(counts, n)
		if n == 1 {
			once++
		}
	}
	slices.SortFunc(counts, func(a, b int) int { return b - a })
	for _, test := range []struct{ top, least, most int }{
		{1, 2, 4}, {64, 28, 36}, {1000, 60, 72}, {8000, 86, 93},
	} {
		sum := 0
		for _, n := range counts[:test.top] {
			sum += n
		}
		if share := float64(sum) / float64(total) * 100; share < float64(test.least) || share > float64(test.most) {
			t.Errorf("the %d commonest words are %.1f %% of all, not %d to %d", test.top, share, test.least, test.most)
		}
	}
	if len(counts) < 40_000 || once < len(counts)/8 {
		t.Errorf("%d different words, %d of them met once", len(counts), once)
	}
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }

func TestVocabularies(t *testing.T) {
	for _, test := range []struct {
		tag         string
		least, most float64 // letters of a word in the tail
	}{
		{"en", 7, 9}, {"fr", 7, 10}, {"es", 7, 10}, {"de", 8, 11}, {"ru", 7, 10},
		{"ar", 5, 7.5}, {"zh", 2, 4}, {"hi", 5, 9}, {"th", 4, 9},
	} {
		v := everything().vocabularies[test.tag]
		place := map[string]int{}
		letters := 0
		for i, w := range v.words {
			if w == "" || strings.ContainsFunc(w, func(r rune) bool { return notOfWord(r) && !unicode.IsMark(r) && r != '-' }) {
				t.Errorf("%s: %q is no word", test.tag, w)
			}
			if before, twice := place[w]; twice {
				t.Errorf("%s: %q has the ranks %d and %d", test.tag, w, before+1, i+1)
			}
			place[w] = i
			if i >= knee {
				letters += utf8.RuneCountInString(w)
			}
		}
		if len(v.words) != vocabularySize {
			t.Errorf("%s: %d words", test.tag, len(v.words))
		}
		mean := float64(letters) / float64(vocabularySize-knee)
		if mean < test.least || mean > test.most {
			t.Errorf("%s: words of the tail have %.1f letters, not %.1f to %.1f", test.tag, mean, test.least, test.most)
		}
		// A stemmer must have something to join.
		family := 0
		for _, w := range v.words[knee:] {
			for _, a := range strings.Fields(v.affixes) {
				stem, ok := strings.CutSuffix(w, strings.TrimPrefix(a, "-"))
				if before, prefix := strings.CutSuffix(a, "-"); prefix {
					stem, ok = strings.CutPrefix(w, before)
				}
				if ok && place[stem] > 0 {
					family++
					break
				}
			}
		}
		if share := family * 100 / (vocabularySize - knee); share < 30 || share > 80 {
			t.Errorf("%s: %d %% of the tail are forms of a word of the vocabulary", test.tag, share)
		}
	}
}

// In text without blanks pairs of characters are what is searched for.
func TestPairsOfCharactersComeAgain(t *testing.T) {
	a := everything()
	pairs, single, total := map[[2]rune]int{}, map[rune]int{}, 0
	for i := range 100 {
		_, content := a.Meeting(i, "zh")
		var last rune
		for _, r := range string(content) {
			if !unicode.Is(unicode.Han, r) {
				last = 0
				continue
			}
			single[r]++
			if last != 0 {
				pairs[[2]rune{last, r}]++
				total++
			}
			last = r
		}
	}
	if mean := total / len(pairs); len(single) < 3000 || mean < 3 {
		t.Errorf("%d characters; %d pairs, %d different, so each came %d times", len(single), total, len(pairs), mean)
	}
}
