package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format/plain"
	"dixit/builder/internal/transcript"
)

// line is a row, or the part of one in a column, where it stands on its page.
// near and far are its ends in the direction of reading: in a text from right
// to left they are mirrored, so that near is always the lesser.
type line struct {
	text      string
	page      int
	first     bool // of its page
	near, far float64
	y, em     float64
	column    int // of the page, from 0
	columns   int // of the page
	word      float64
	unspaced  bool // begins with a character of a script without blanks
	running   transcript.DropKind
}

// arrange gives the lines of the pages in the order of reading, and what was
// left out already.
func arrange(pages []sheet) ([]plain.Printed, []transcript.Dropped) {
	rows := make([][]row, len(pages))
	for i, p := range pages {
		rows[i] = rowsOf(p.glyphs)
	}
	numbers := takeNumbers(rows)
	along := running(rows)
	var lines []line
	var dropped []transcript.Dropped
	for i := range rows {
		from := len(lines)
		lines = append(lines, pageLines(pages[i].n, rows[i], along[i])...)
		if numbers[i] != "" {
			dropped = append(dropped, transcript.Dropped{Line: from + 1, EndLine: max(len(lines), from+1), Kind: transcript.LineNumber, Text: numbers[i]})
		}
	}
	return printed(lines, leading(rows)), dropped
}

// pageLines gives the lines of one page: what runs along its head, the columns
// of its text, what runs along its foot.
func pageLines(page int, rows []row, along map[int]transcript.DropKind) []line {
	var head, foot, body []row
	var headKinds, footKinds []transcript.DropKind
	rtl := 0
	for i, r := range rows {
		for _, u := range r.units {
			if isRTL(u.r) {
				rtl++
			} else if classOf(string(u.r)) == left {
				rtl--
			}
		}
		switch kind := along[i]; {
		case kind == "":
			body = append(body, r)
		case i*2 < len(rows):
			head, headKinds = append(head, r), append(headKinds, kind)
		default:
			foot, footKinds = append(foot, r), append(footKinds, kind)
		}
	}
	var out []line
	add := func(r row, column, columns int, kind transcript.DropKind) {
		text := r.text(rtl > 0)
		if text == "" {
			return
		}
		l := line{text: text, page: page, first: len(out) == 0, near: r.x0(), far: r.x1(), y: r.y, em: r.em, column: column, columns: columns, running: kind}
		if rtl > 0 {
			l.near, l.far = -l.far, -l.near
		}
		first, _ := utf8.DecodeRuneInString(text)
		l.unspaced = unspaced(first)
		word, _, _ := strings.Cut(text, " ")
		l.word = (l.far - l.near) * float64(utf8.RuneCountInString(word)) / float64(utf8.RuneCountInString(text))
		out = append(out, l)
	}
	for i, r := range head {
		add(r, 0, 1, headKinds[i])
	}
	for _, b := range columnsOf(body, rtl > 0, 0) {
		add(b.row, b.column, b.columns, "")
	}
	for i, r := range foot {
		add(r, 0, 1, footKinds[i])
	}
	return out
}

// inColumn is a row in its column.
type inColumn struct {
	row
	column, columns int
}

const (
	// columnRows is how many rows each of two columns has at least.
	columnRows = 5
	// crossing is the share of a page's rows, at most, that run over all its
	// columns: a title, the heads of sections.
	crossing = 0.25
	// maxSplits is how often a page is divided in two.
	maxSplits = 2
)

// columnsOf gives rows in the order of reading: where the page has a gutter,
// what stands before it and then what stands behind it, between rows that cross
// it.
func columnsOf(rows []row, rtl bool, depth int) []inColumn {
	var out []inColumn
	x, width, ok := gutter(rows)
	if !ok || depth == maxSplits {
		for _, r := range rows {
			out = append(out, inColumn{r, 0, 1})
		}
		return out
	}
	var before, behind []row
	flush := func() {
		sides := [2][]row{before, behind}
		if rtl {
			sides = [2][]row{behind, before}
		}
		for s, side := range sides {
			for _, c := range columnsOf(side, rtl, depth+1) {
				out = append(out, inColumn{c.row, s*c.columns + c.column, 2 * c.columns})
			}
		}
		before, behind = nil, nil
	}
	for _, r := range rows {
		a, b := r.cut(x, width)
		if a == nil && b == nil {
			flush()
			out = append(out, inColumn{r, 0, 1})
			continue
		}
		if a != nil {
			before = append(before, *a)
		}
		if b != nil {
			behind = append(behind, *b)
		}
	}
	flush()
	return out
}

// cut divides a row at x, in the midst of a gutter of a width in ems; both parts
// are nil where something stands there.
func (r row) cut(x, width float64) (before, behind *row) {
	k := 0
	for _, u := range r.units {
		switch {
		case u.x1 <= x-width*r.em/4:
			k++
		case u.x0 < x:
			return nil, nil
		}
	}
	part := func(units []unit) *row {
		if len(units) == 0 {
			return nil
		}
		// Lines of two columns rarely stand at quite the same height.
		p := row{units: units}
		p.measure()
		return &p
	}
	return part(r.units[:k]), part(r.units[k:])
}

const (
	// gutterWidth is the least width, in ems, of what parts two columns.
	gutterWidth = 0.9
	// narrowWidth is that of a gutter which no wider than a blank may be: it is one
	// where the blanks of twelve rows and more stand at one place, and hardly a row
	// (narrowCrossing of them) has anything else there.
	narrowWidth    = 0.35
	narrowRows     = 12
	narrowCrossing = 0.08
)

// gutter finds where a page is divided into two columns: a height of the page
// on which lines stand to both sides of a place that hardly any crosses. width,
// in ems, is what is free of all others there at least.
func gutter(rows []row) (at, width float64, ok bool) {
	if at, ok := gutterOf(rows, gutterWidth, columnRows, crossing); ok {
		return at, gutterWidth, true
	}
	at, ok = gutterOf(rows, narrowWidth, narrowRows, narrowCrossing)
	return at, narrowWidth, ok
}

// gutterOf finds a gutter of a least width, in ems, of which each side has so
// many rows and which at most a share of all cross.
func gutterOf(rows []row, width float64, least int, share float64) (at float64, ok bool) {
	if len(rows) < least {
		return 0, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, r := range rows {
		lo, hi = min(lo, r.x0()), max(hi, r.x1())
	}
	best := len(rows) + 1
	from := 0.0
	for x := lo + 0.25*(hi-lo); x <= lo+0.75*(hi-lo); x++ {
		cross, ok := crossed(rows, x, lo, hi, width, least)
		switch {
		case !ok || cross > best:
		case cross < best:
			best, from, at = cross, x, x
		case x-at <= 1:
			at = x // the far side of the same gutter
		}
	}
	return (from + at) / 2, best <= int(share*float64(len(rows)))
}

// crossed counts the rows that run over x, or come nearer to it than a gutter's
// width allows; ok tells whether those that do not
// are two columns, which stand side by side and are filled from edge to edge.
func crossed(rows []row, x, lo, hi, width float64, least int) (cross int, ok bool) {
	var left, right int
	var wideLeft, wideRight float64
	span := [4]float64{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, r := range rows {
		half := width * r.em / 2
		before, behind := false, false
		end, begin := lo, hi
		hit := false
		for _, u := range r.units {
			switch {
			case u.x1 <= x-half:
				before, end = true, max(end, u.x1)
			case u.x0 >= x+half:
				behind, begin = true, min(begin, u.x0)
			default:
				hit = true
			}
		}
		if hit {
			cross++
			continue
		}
		if before {
			left++
			wideLeft += end - r.x0()
			span[0], span[1] = min(span[0], r.y), max(span[1], r.y)
		}
		if behind {
			right++
			wideRight += r.x1() - begin
			span[2], span[3] = min(span[2], r.y), max(span[3], r.y)
		}
	}
	if left < least || right < least {
		return cross, false
	}
	beside := min(span[1], span[3])-max(span[0], span[2]) > 0.4*max(span[1]-span[0], span[3]-span[2])
	filled := wideLeft > 0.55*float64(left)*(x-lo) && wideRight > 0.55*float64(right)*(hi-x)
	return cross, beside && filled
}

const (
	// indented is how far in, in ems, the first line of a paragraph begins.
	indented = 0.8
	// gapLines is the distance, in usual lines, that parts paragraphs.
	gapLines = 1.25
	// cell is the usual width of a letter, in ems.
	cell = 0.5
)

// printed says of each line what its place tells. usual is the distance of
// lines.
func printed(lines []line, usual float64) []plain.Printed {
	out := make([]plain.Printed, len(lines))
	widths := map[int]float64{} // of columns, by their number on a page
	near := make([]float64, len(lines))
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && sameColumn(lines[from], lines[to]) {
			to++
		}
		edge := usualNear(lines[from:to])
		for i := from; i < to; i++ {
			near[i] = edge
			if lines[i].running != "" {
				continue
			}
			widths[lines[i].columns] = max(widths[lines[i].columns], lines[i].far-edge)
		}
		from = to
	}
	for i, l := range lines {
		p := plain.Printed{Text: l.text, Page: l.page, First: l.first, Running: l.running,
			Width: int((l.far - near[i]) / (cell * l.em)), Indent: max(0, int((l.near-near[i])/(cell*l.em)+0.5))}
		in := func(k int) bool { return lines[k].near > near[k]+indented*lines[k].em }
		prev := i > 0 && sameColumn(lines[i-1], l)
		next := i+1 < len(lines) && sameColumn(lines[i+1], l)
		switch {
		case l.near < near[i]-indented*l.em:
			p.Begins = true
		case in(i) && (next && lines[i+1].near < l.near-indented*l.em || prev && !in(i-1)):
			p.Begins = true
		}
		if prev {
			if d := (lines[i-1].y - l.y) / usual; d > gapLines {
				p.Blanks, p.Begins = max(1, int(d+0.5)-1), true
			}
			if ratio := l.em / lines[i-1].em; ratio > 1.15 || ratio < 1/1.15 {
				p.Begins = true
			}
		}
		if n := nextText(lines, i); n > 0 {
			room := near[i] + widths[l.columns] - l.far
			need := lines[n].word + 0.35*l.em
			if lines[n].unspaced {
				need = 2.6 * l.em // a sign that may not begin a line takes one with it
			}
			p.Ends = room > need && !strings.HasSuffix(l.text, "-")
		}
		out[i] = p
	}
	return out
}

// nextText gives the next line that does not run along the page, 0 for none.
func nextText(lines []line, i int) int {
	for n := i + 1; n < len(lines); n++ {
		if lines[n].running == "" {
			return n
		}
	}
	return 0
}

func sameColumn(a, b line) bool {
	return a.page == b.page && a.column == b.column && a.columns == b.columns && (a.running == "") == (b.running == "")
}

// usualNear is where most lines of a column begin.
func usualNear(lines []line) float64 {
	starts := make([]float64, len(lines))
	for i, l := range lines {
		starts[i] = l.near
	}
	slices.Sort(starts)
	best, at := 0, starts[0]
	for i := range starts {
		j := i
		for j < len(starts) && starts[j] <= starts[i]+1.5 {
			j++
		}
		if j-i > best {
			best, at = j-i, starts[i]
		}
	}
	return at
}
