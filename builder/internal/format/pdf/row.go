package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"dixit/builder/internal/lang"
)

// row is what stands on one baseline of a page, from left to right.
type row struct {
	units []unit
	y, em float64
}

// unit is a letter with the marks upon it.
type unit struct {
	glyph
	marks string
}

func (r row) x0() float64 { return r.units[0].x0 }

func (r row) x1() float64 {
	end := r.units[0].x1
	for _, u := range r.units {
		end = max(end, u.x1)
	}
	return end
}

// sameLine is how far apart, in ems of the larger type, baselines of one line
// are: a raised figure stands a third above it, the next line one and more below.
const sameLine = 0.45

// rowsOf sorts the glyphs of a page into rows, from the top.
func rowsOf(glyphs []glyph) []row {
	order := make([]int, len(glyphs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(glyphs[b].y, glyphs[a].y) })
	var rows []row
	var members []int
	flush := func() {
		if len(members) > 0 {
			slices.Sort(members) // the order of drawing, by which marks find their letters
			if r := rowOf(glyphs, members); len(r.units) > 0 {
				rows = append(rows, r)
			}
		}
		members = nil
	}
	first, em := 0.0, 0.0
	for _, i := range order {
		g := glyphs[i]
		if len(members) == 0 || first-g.y > sameLine*max(em, g.em) {
			flush()
			first, em = g.y, g.em
		}
		em = max(em, g.em)
		members = append(members, i)
	}
	flush()
	return rows
}

// rowOf makes a row of the glyphs on a baseline.
func rowOf(glyphs []glyph, members []int) row {
	var r row
	var marks []glyph
	for _, i := range members {
		g := glyphs[i]
		if g.combined {
			// Marks are drawn after their letter, but where a word was turned.
			if n := len(r.units); n > 0 && classOf(string(r.units[n-1].r)) == left {
				last := &r.units[n-1]
				last.marks += string(g.r)
				last.spaced = last.spaced || g.spaced
			} else {
				marks = append(marks, g)
			}
			continue
		}
		r.units = append(r.units, unit{glyph: g})
	}
	if len(r.units) == 0 {
		return r
	}
	r.measure()
	slices.SortStableFunc(r.units, func(a, b unit) int { return cmp.Compare(a.x0+a.x1, b.x0+b.x1) })
	// Of several marks on a letter the first is the nearest to it.
	slices.SortStableFunc(marks, func(a, b glyph) int { return cmp.Compare(b.x0, a.x0) })
	for _, m := range marks {
		r.mark(m)
	}
	return r
}

// touching is how far apart, in ems, the boxes of a letter and of its mark are
// where PDFium divides the room of both between them.
const touching = 0.02

// mark puts a mark upon its letter: that whose room it shares, else the nearest.
func (r *row) mark(m glyph) {
	i := r.nearest((m.x0 + m.x1) / 2)
	best := touching * m.em
	for k := min(len(r.units)-1, i+1); k >= max(0, i-1) && m.x1 > m.x0; k-- { // the letter on its right first
		u := r.units[k]
		if d := min(math.Abs(m.x1-u.x0), math.Abs(m.x0-u.x1)); isRTL(u.r) && d < best {
			i, best = k, d
		}
	}
	u := &r.units[i]
	if best < touching*m.em {
		u.x0, u.x1 = min(u.x0, m.x0), max(u.x1, m.x1)
	}
	u.marks += string(m.r)
	u.spaced = u.spaced || m.spaced
}

// measure sets baseline and size to the middle ones of the letters.
func (r *row) measure() {
	sizes, heights := make([]float64, len(r.units)), make([]float64, len(r.units))
	for i, u := range r.units {
		sizes[i], heights[i] = u.em, u.y
	}
	slices.Sort(sizes)
	slices.Sort(heights)
	r.em, r.y = sizes[len(sizes)/2], heights[len(heights)/2]
}

// nearest gives the unit whose middle is nearest to x.
func (r row) nearest(x float64) int {
	i, _ := slices.BinarySearchFunc(r.units, x, func(u unit, x float64) int { return cmp.Compare((u.x0+u.x1)/2, x) })
	i = min(i, len(r.units)-1)
	if i > 0 && math.Abs((r.units[i-1].x0+r.units[i-1].x1)/2-x) < math.Abs((r.units[i].x0+r.units[i].x1)/2-x) {
		i--
	}
	return i
}

const (
	// blankGap is the gap between letters, in ems, that is a blank although none
	// was drawn: a blank is a quarter of an em, and a fifth in a tight line.
	blankGap = 0.19
	// hintedGap is one where PDFium sees a blank too. Among letters from right to
	// left what it sees is of no use: it takes the order of drawing for that of
	// reading, and letters of Arabic that do not join stand that far apart.
	hintedGap = 0.1
	// alefGap is one after an alef, which joins nothing that follows and in some
	// fonts keeps a fifth of an em free of it.
	alefGap = 0.21
	// wideGap is one between characters of scripts without blanks; a full stop
	// takes half of its square.
	wideGap = 1.2
	// columnGap is one that no line of running text has.
	columnGap = 2.2
)

// gap is what stands between two neighbours of a row, a to the left of b.
func (r row) gap(a, b unit) string {
	em := max(min(a.em, b.em), r.em/2)
	d := (b.x0 - a.x1) / em
	if d > columnGap {
		return "   "
	}
	if unspaced(a.r) && unspaced(b.r) {
		if d > wideGap {
			return " "
		}
		return ""
	}
	least := blankGap
	switch {
	case isRTL(a.r) && strings.ContainsRune("اأإآٱ", b.r):
		least = alefGap
	case a.spaced && !isRTL(a.r) && !isRTL(b.r):
		least = hintedGap
	}
	if d > least {
		return " "
	}
	return ""
}

// unspaced tells whether a character is of a script without blanks between
// words, or full-width punctuation.
func unspaced(r rune) bool {
	return lang.Unspaced(r) || lang.Wide(r) && !unicode.Is(unicode.Hangul, r) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// text is what the units of a row say, in the order in which it is said. rtl
// says that its page is written from right to left, as lines without a word of
// such a script are then too.
func (r row) text(rtl bool) string {
	var parts []string // letters and blanks, from left to right
	right, left := 0, 0
	for i, u := range r.units {
		if i > 0 {
			if gap := r.gap(r.units[i-1], u); gap != "" {
				parts = append(parts, gap)
			}
		}
		parts = append(parts, u.letters()+u.marks)
		switch {
		case isRTL(u.r):
			right++
		case unicode.IsLetter(u.r):
			left++
		}
	}
	if right > 0 || rtl {
		parts = logical(parts, rtl || right >= left)
	}
	return strings.TrimSpace(lostRuns(strings.Join(parts, "")))
}

// lostRuns leaves one blank for several glyphs without a letter, and for the
// blanks around them.
func lostRuns(s string) string {
	fields := strings.Split(s, "   ")
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	out := fields[0]
	for _, f := range fields[1:] {
		switch {
		case f == "":
		case out == "":
			out = f
		default:
			out += "   " + f
		}
	}
	return out
}
