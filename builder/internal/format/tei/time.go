package tei

import (
	"math"
	"strconv"
	"strings"
	"time"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// timing is what a file says of times. A timeline may stand behind the text that
// it times, so references are kept until all is read.
type timing struct {
	points  map[string]point
	anchors anchors
}

// point is a point of a timeline.
type point struct {
	since    string          // the point that it is measured from, "" for the beginning
	interval transcript.Time // from there
	absolute time.Time       // the time of day, zero where it is not said
	known    bool            // interval or absolute is
}

// anchors are the references at both ends of the paragraph that is read.
type anchors struct {
	first, last string
	size        int // of the text at the last anchor
}

// at notes an anchor within a paragraph.
func (a *anchors) at(p *format.Prose, ref string) {
	if ref == "" {
		return
	}
	if p.Empty() {
		a.first = ref
		return
	}
	a.last, a.size = ref, p.Size()
}

// take gives the references of a paragraph: an anchor in the middle times
// neither end.
func (a *anchors) take(p *format.Prose) spanOfTime {
	out := spanOfTime{first: a.first, last: a.last}
	if a.size != 0 && a.size != p.Size() {
		out.last = ""
	}
	*a = anchors{}
	return out
}

// spanOfTime is the references that time a segment.
type spanOfTime struct {
	turn, segment int
	first, last   string
}

// timeline notes the points of a timeline. unit= is that of its intervals,
// seconds unless it says otherwise.
func (r *reader) timeline(n *format.Node) {
	if r.points == nil {
		r.points = map[string]point{}
	}
	unit := factor(n.Attr("unit"))
	origin := bare(n.Attr("origin"))
	for _, w := range n.All("when") {
		id := w.Attr("id")
		p := point{since: bare(w.Attr("since"))}
		if p.since == "" {
			p.since = origin
		}
		if s := w.Attr("interval"); s != "" {
			f := unit
			if u := w.Attr("unit"); u != "" {
				f = factor(u)
			}
			if v, err := strconv.ParseFloat(s, 64); err == nil && v >= 0 && v*f < maxTime {
				p.interval, p.known = transcript.Time(math.Round(v*f)), true
			}
		}
		if s := w.Attr("absolute"); s != "" && !p.known {
			if t, err := time.Parse(time.RFC3339, s); err == nil {
				p.absolute, p.known = t, true
			} else if at, ok := clock(s); ok {
				p.interval, p.since, p.known = at, "", true
			}
		}
		if id != "" {
			r.points[id] = p
		}
	}
}

// maxTime is the longest recording, in milliseconds: a thousand days.
const maxTime = 1000 * 24 * 3600 * 1000

// factor gives the milliseconds of a unit of time.
func factor(unit string) float64 {
	switch unit {
	case "ms":
		return 1
	case "min":
		return 60_000
	case "h":
		return 3_600_000
	case "d":
		return 24 * 3_600_000
	}
	return 1000
}

// clock reads 00:12:03.5, 12:03, PT12.5S and 12.5.
func clock(s string) (transcript.Time, bool) {
	if at, rest := format.LeadingTime(s); at != transcript.NoTime && rest == "" {
		return at, true
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "PT"), "S")
	s = strings.TrimSuffix(s, "s")
	if v, err := strconv.ParseFloat(s, 64); err == nil && v >= 0 && v*1000 < maxTime {
		return transcript.Time(math.Round(v * 1000)), true
	}
	return transcript.NoTime, false
}

// maxChain is how many points may be measured from one another.
const maxChain = 100_000

// timer resolves references, each point once.
type timer struct {
	points map[string]point
	known  map[string]transcript.Time
	zero   time.Time // of the first point with a time of day
}

// of gives the time of a reference.
func (t *timer) of(ref string) transcript.Time {
	if ref == "" {
		return transcript.NoTime
	}
	id := bare(ref)
	if _, ok := t.points[id]; !ok {
		if !strings.Contains(ref, "#") {
			if at, ok := clock(ref); ok {
				return at
			}
		}
		return transcript.NoTime
	}
	var chain []string
	at := transcript.NoTime
	for n := 0; n < maxChain; n++ {
		if known, ok := t.known[id]; ok {
			at = known
			break
		}
		p, ok := t.points[id]
		if !ok { // measured from a point that is not there: the beginning
			at = 0
			break
		}
		if !p.absolute.IsZero() {
			at = transcript.Time(max(0, p.absolute.Sub(t.zero).Milliseconds()))
			t.known[id] = at
			break
		}
		if p.since == id || p.since == "" || !p.known {
			at = p.interval // that of a point which says nothing is the beginning
			if !p.known && p.since != "" && p.since != id {
				at = transcript.NoTime // it lies somewhere between two others
			}
			t.known[id] = at
			break
		}
		chain = append(chain, id)
		t.known[id] = transcript.NoTime // a circle ends here
		id = p.since
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if at != transcript.NoTime {
			at += t.points[chain[i]].interval
		}
		t.known[chain[i]] = at
	}
	return at
}

// times gives turns and segments their times.
func (r *reader) times() {
	t := timer{points: r.points, known: map[string]transcript.Time{}}
	for _, p := range r.points {
		if !p.absolute.IsZero() && (t.zero.IsZero() || p.absolute.Before(t.zero)) {
			t.zero = p.absolute
		}
	}
	for _, s := range r.spans {
		first, last := t.of(s.first), t.of(s.last)
		if first == transcript.NoTime || s.turn >= len(r.t.Turns) {
			continue
		}
		if last < first {
			last = transcript.NoTime
		}
		turn := &r.t.Turns[s.turn]
		turn.Segments[s.segment].Time = transcript.Interval{Start: first, End: last}
		if r.said[s.turn].start == "" && turn.Start == transcript.NoTime {
			turn.Start = first
		}
	}
	for i := range r.t.Turns {
		turn, s := &r.t.Turns[i], r.said[i]
		if at := t.of(s.start); at != transcript.NoTime {
			turn.Start = at
		}
		if turn.End = t.of(s.end); turn.End < turn.Start {
			turn.End = transcript.NoTime
		}
	}
}
