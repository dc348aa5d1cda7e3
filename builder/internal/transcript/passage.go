package transcript

import "dixit/builder/internal/lang"

// maxPassage is the size of a passage: 120 words, or 240 characters of a script
// without blanks, as lang.CountPassage measures.
const maxPassage = 240

// Passages numbers the passages of a turn, from 1: the result runs parallel to
// the segments and has the number at the segment that begins a passage, 0 at
// those that go on with one. A passage is one or more whole segments.
func Passages(segs []Segment) []int {
	out := make([]int, len(segs))
	if len(out) == 1 {
		out[0] = 1
		return out
	}
	n, size := 0, 0
	for i, s := range segs {
		c := lang.CountPassage(s.Text)
		if i == 0 || c > 0 && size > 0 && size+c > maxPassage {
			n++
			out[i] = n
			size = 0
		}
		size += c
	}
	return out
}
