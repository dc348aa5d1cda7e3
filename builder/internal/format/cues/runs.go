package cues

import "slices"

// Some programs write every cue two or three times over, one after the other:
// for two places on the screen, or for each row that was free. A file does so
// when runLeast cues stand in runs of one length and runShare of all runs are
// that long or a multiple of it. What is said again makes a run twice as long
// there; in any other file it makes a run among cues that stand once.
const (
	runLeast = 3
	runShare = 0.8
)

// inRuns takes cues that a file repeats as a whole once for each time they were
// said, shown as long as all their copies, and adds the others to again.
func inRuns(list []Cue, again *repeats) []Cue {
	size := runSize(list)
	if size < 2 {
		return list
	}
	out := make([]Cue, 0, len(list)/size+1)
	for n := 0; n < len(list); {
		end := n + runAt(list[n:])
		for ; n < end; n += size {
			copies := list[n:min(n+size, end)]
			c := copies[0]
			for _, o := range copies[1:] {
				if c.Time.Known() && o.Time.Known() {
					c.Time.End = max(c.Time.End, o.Time.End)
				}
				for _, l := range o.Lines {
					again.add(l)
				}
			}
			out = append(out, c)
		}
		n = end
	}
	return out
}

// runSize is how often a file has every cue; 1 for most files.
func runSize(list []Cue) int {
	lengths := map[int]int{}
	runs := 0
	for n := 0; n < len(list); {
		length := runAt(list[n:])
		lengths[length]++
		runs++
		n += length
	}
	size := 1
	for length, times := range lengths {
		if times > lengths[size] || times == lengths[size] && length < size {
			size = length
		}
	}
	whole := 0
	for length, times := range lengths {
		if length%size == 0 {
			whole += times
		}
	}
	if lengths[size] < runLeast || float64(whole) < runShare*float64(runs) {
		return 1
	}
	return size
}

// runAt is how many cues at the head of a list say the same.
func runAt(list []Cue) int {
	n := 1
	for n < len(list) && len(list[n].Lines) > 0 && slices.EqualFunc(list[n].Lines, list[0].Lines, func(a, b Line) bool { return a.Text == b.Text && a.Voice == b.Voice }) {
		n++
	}
	return n
}
