package archive

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dixit/builder/internal/lang"
)

// partName finds the number of a part at the end of a name: "(2 of 3)",
// "part 2", "第二部分".
var partName = regexp.MustCompile(`(?i)[\s_.-]*(?:\(\s*(\p{Nd}{1,2})\s*(?:of|de|sur|von|из|من)\s*\p{Nd}{1,2}\s*\)|[\s_.-](?:part|parte|partie|teil|часть|الجزء)[\s_.-]*(\p{Nd}{1,2})|第([一二三四五六七八九十\d]{1,3})部分)$`)

// joinParts takes the number of a part out of the sessions of files that
// differ in nothing else, in whatever languages. A lone "part 2" keeps its
// name; beside a file without a number it goes on where that one ends.
func joinParts(files []*Facts, ids []identity) {
	type member struct {
		file, part int
		stem       string
	}
	groups := map[string][]member{}
	in := map[int]bool{}
	for i, id := range ids {
		if files[i].Meta.Session != "" {
			continue
		}
		m := partName.FindStringSubmatch(id.stem)
		if m == nil {
			continue
		}
		n := id.part
		if n == 0 {
			n = partNumber(m[1] + m[2] + m[3])
		}
		stem := strings.TrimSuffix(id.stem, m[0])
		if _, base := path.Split(stem); n > 0 && lang.Slug(base) != "" {
			joined := lang.SlugPath(stem)
			groups[joined] = append(groups[joined], member{i, n, stem})
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
			ids[m.file].place(files[m.file], m.stem)
			ids[m.file].part = m.part
		}
	}
}

// partNumber reads a number up to 99, in figures of any script or in Chinese;
// 0 for none.
func partNumber(s string) int {
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
