package archive

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// partName finds the number of a part at the end of a name: "(2 of 3)",
// "part 2", "(partie 2 sur 3)", "часть вторая", "第二部分", "제2부".
var partName = func() *regexp.Regexp {
	const (
		gap    = `[\s_.-]`
		number = `(\p{Nd}{1,2}|` + gap + `\pL+)`
		total  = `(?:of|de|sur|von|из|من)` + gap + `*\p{Nd}{1,2}`
		word   = `(?:part|pt|parte|partie|teil|deel|часть|الجزء|جزء|パート|파트)` + gap + `*` + number + `(?:` + gap + `+` + total + `)?`
	)
	return regexp.MustCompile(`(?i)` + gap + `*(?:` +
		`\(\s*(\p{Nd}{1,2})\s*` + total + `\s*\)|` +
		gap + `(\p{Nd}{1,2})` + gap + `+(?:of|sur|von|из|من)` + gap + `+\p{Nd}{1,2}|` +
		`\(\s*` + word + `\s*\)|` + gap + word + `|` +
		`第([一二三四五六七八九十\p{Nd}]{1,3})部分|제\s?(\p{Nd}{1,2})\s?부)$`)
}()

// mayNamePart tells whether partName can match a name, which to try takes longer than
// all else that is done with most names.
func mayNamePart(name string) bool {
	if !lang.IsASCII(name) {
		return true
	}
	name = strings.ToLower(name)
	for _, word := range [...]string{"part", "pt", "teil", "deel"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	before := strings.TrimRight(name, "0123456789) \t\n\f\r_.-") // its total
	for _, word := range [...]string{"of", "de", "sur", "von"} {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// partWords are numbers of parts that are written in letters.
var partWords = map[string]int{
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
	"первая": 1, "вторая": 2, "третья": 3, "четвёртая": 4, "четвертая": 4, "пятая": 5,
	"الأول": 1, "الاول": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5,
}

// joinParts takes the number of a part out of the sessions of files that
// differ in nothing else, in whatever languages. A lone "part 2" keeps its
// name; beside a file without a number it goes on where that one ends.
func joinParts(files []*Facts, ids []identity, mem *pathMemory) {
	type numbered struct {
		file, part int
		stem       string
	}
	groups := map[string][]numbered{}
	in := map[int]bool{}
	for i, id := range ids {
		if files[i].Front.session != "" {
			continue
		}
		if id.placed.part == "" {
			continue
		}
		n := id.part
		if n == 0 {
			n = partNumber(id.placed.number)
		}
		stem := strings.TrimSuffix(id.stem, id.placed.part)
		if _, base := path.Split(stem); n > 0 && lang.Slug(base) != "" {
			joined := lang.SlugPath(stem)
			groups[joined] = append(groups[joined], numbered{i, n, stem})
			in[i] = true
		}
	}
	whole := map[string]bool{} // sessions of files without a number
	for i, id := range ids {
		if !in[i] && id.part <= 1 {
			whole[id.session] = true
		}
	}
	for _, joined := range slices.Sorted(maps.Keys(groups)) {
		numbers := map[int]bool{}
		for _, m := range groups[joined] {
			numbers[m.part] = true
		}
		if whole[joined] {
			if numbers[1] {
				continue // two files would be the first part
			}
			numbers[1] = true
		}
		if len(numbers) < 2 {
			continue
		}
		for _, m := range groups[joined] {
			ids[m.file].place(files[m.file], m.stem, mem)
			ids[m.file].part = m.part
		}
	}
}

// partNumber reads a number up to 99, in figures or in letters; 0 for none.
func partNumber(s string) int {
	s = strings.Trim(s, " _.-")
	if n := partWords[lang.Fold(s)]; n > 0 {
		return n
	}
	figures := strings.Map(func(r rune) rune {
		for _, zero := range "0٠۰०０" {
			if r >= zero && r <= zero+9 {
				return '0' + r - zero
			}
		}
		return r
	}, s)
	if n, err := strconv.Atoi(figures); err == nil {
		return n
	}
	tens, ones, found := strings.Cut(s, "十")
	if !found {
		return hanDigit(s)
	}
	if tens == "" {
		return 10 + hanDigit(ones)
	}
	return 10*hanDigit(tens) + hanDigit(ones)
}

// hanDigit reads one Chinese figure; 0 for anything else.
func hanDigit(s string) int {
	if i := strings.Index("一二三四五六七八九", s); i >= 0 && len(s) == len("一") {
		return i/len("一") + 1
	}
	return 0
}

// clock is how far the times of an edition have come: the latest begin and the
// latest end of its turns so far, 0 before the first.
type clock struct{ start, end transcript.Time }

// next takes in a further part, of which the last turn ends at end, and gives what is to be added to the times of
// its file. Most recordings begin at nothing again: such a part goes on where
// the one before ended. A part whose times run on already stays as it is, also
// when it begins a little before the last turn of the one before was over:
// nearer to its end than to the beginning of all.
func (c *clock) next(turns []TurnFacts, end transcript.Time) (shift transcript.Time) {
	first := slices.IndexFunc(turns, func(t TurnFacts) bool { return t.Start != transcript.NoTime })
	if first < 0 {
		return 0
	}
	if begin := turns[first].Start; begin < c.start || 2*begin < c.end {
		shift = c.end
	}
	for _, t := range turns[first:] {
		if t.Start != transcript.NoTime {
			c.start = max(c.start, t.Start+shift)
		}
	}
	c.end = max(c.end, c.start)
	if end != transcript.NoTime {
		c.end = max(c.end, end+shift)
	}
	return shift
}

// Later gives a time of a file as it is in the edition; what has no time has
// none there.
func (p Part) Later(t transcript.Time) transcript.Time {
	if t == transcript.NoTime {
		return t
	}
	return t + p.Shift
}
