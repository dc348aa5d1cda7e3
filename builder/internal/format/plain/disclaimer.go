package plain

import "dixit/builder/internal/transcript"

const (
	// disclaimerWidth is the least width, in cells, of a sentence that pages
	// repeat; what is shorter may be said again and again.
	disclaimerWidth = 30
	// disclaimerEdges of its copies stand beside a page's edge. The others have
	// lost the number that stood there.
	disclaimerEdges = 0.6
	// besideEdge is how many lines from the edge that may be.
	besideEdge = 2
)

// findDisclaimers marks the sentences that every page repeats.
func (pg *page) findDisclaimers(reason []transcript.DropKind) {
	// Most lines are seen to have no copies by what is quick to see of them.
	var alike [1 << 10]uint8
	kind := func(text string) int {
		return (len(text)*131 + int(text[0]) + int(text[len(text)/2])*7 + int(text[len(text)-1])*31) % len(alike)
	}
	for i := range pg.lines {
		if text := pg.lines[i].text; reason[i] == "" && len(text) <= maxRunning {
			alike[kind(text)] = min(alike[kind(text)]+1, runningLine)
		}
	}
	var copies map[string][]int
	for i := range pg.lines {
		if text := pg.lines[i].text; reason[i] == "" && len(text) <= maxRunning && alike[kind(text)] == runningLine {
			if copies == nil {
				copies = map[string][]int{}
			}
			copies[text] = append(copies[text], i)
		}
	}
	if copies == nil {
		return
	}
	var short [][]int
	for _, l := range pg.lines {
		at := copies[l.text]
		if len(at) < runningLine || pg.isLabelLine(at[0]) {
			continue
		}
		delete(copies, l.text)
		if l.width < disclaimerWidth {
			short = append(short, at)
			continue
		}
		edges := 0
		for _, i := range at {
			if pg.besideEdge(i, reason) {
				edges++
			}
		}
		if float64(edges) >= disclaimerEdges*float64(len(at)) {
			for _, i := range at {
				reason[i] = transcript.Disclaimer
			}
		}
	}
	// The last words of a long one.
	for _, at := range short {
		behind := 0
		for _, i := range at {
			if i > 0 && reason[i-1] == transcript.Disclaimer {
				behind++
			}
		}
		if behind == len(at) {
			for _, i := range at {
				reason[i] = transcript.Disclaimer
			}
		}
	}
}

// besideEdge tells whether a page's edge, or what stands there, is within a few
// lines of line i.
func (pg *page) besideEdge(i int, reason []transcript.DropKind) bool {
	for j := max(i-besideEdge, 0); j <= min(i+besideEdge, len(pg.lines)-1); j++ {
		if reason[j] != "" || j > i && pg.lines[j].page {
			return true
		}
	}
	return pg.lines[i].page || i+1 == len(pg.lines)
}
