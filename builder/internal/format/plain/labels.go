package plain

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// usualLabels is room for the labels of a short meeting.
const usualLabels = 64

// labels finds and judges the lines that may begin a turn.
func (pg *page) labels(meta transcript.Meta) []format.Label {
	named := format.Declared(meta)
	declared := map[string]bool{} // by the name as printed
	labels := make([]format.Label, 0, min(len(pg.lines), usualLabels))
	for i, l := range pg.lines {
		c, ok := format.FindAny(l.text)
		// A day beside the name is nothing that a sentence goes on from.
		if !ok || c.Mark == format.Alone && len(c.Set) == 0 && !pg.standsAlone(i) {
			continue
		}
		c.Line = l.n
		known, ok := declared[c.Name]
		if !ok {
			known = named[lang.Fold(c.Name)]
			declared[c.Name] = known
		}
		c.Declared = known
		// Above a name a time is its own where none stands above what is said.
		if above := l.above != transcript.NoTime && i+1 < len(pg.lines) && pg.lines[i+1].above == transcript.NoTime; c.Mark == format.Alone && (above || l.below != transcript.NoTime) {
			c.Way |= format.Stamped
		}
		if !pg.doubled && (l.blanks > 0 || l.page || i == 0) {
			c.Way |= format.AfterBlank
		}
		c.First = i == 0
		// A blank at the head of a page is what a form feed became.
		if l.indent > pg.indent && !l.page {
			c.Way |= format.Indented
		}
		c.Heads = l.blanks > 0 && i+1 < len(pg.lines) && pg.lines[i+1].blanks == 0
		if i > 0 {
			c.Before = pg.lines[i-1].text
			c.BeforeFull = pg.runsOn(i - 1)
			// In a file whose paragraphs stand apart, a blank line ends a sentence.
			if !pg.doubled && l.blanks > 0 && (!c.BeforeFull || i < headLines/2) {
				c.Before, c.BeforeFull = "", false
			}
			// Neither does a row of a table go on.
			if !pg.doubled && l.blanks > 0 && len(cellsOf(c.Before)) > 1 {
				c.Before, c.BeforeFull = "", false
			}
			// A title and a date are no sentence that a label would cut, nor is a
			// heading in capitals above a label that is not.
			if i < headLines/2 && !c.BeforeFull || i < headLines && inCapitals(c.Before) && !inCapitals(l.text) {
				c.Before, c.BeforeFull = "", false
			}
		}
		if l.above != transcript.NoTime && !pg.cued { // nothing goes on below a time
			c.Before, c.BeforeFull = "", false
		}
		if c.After == "" && i+1 < len(pg.lines) && !pg.isLabelLine(i+1) {
			c.After = pg.lines[i+1].text
		}
		if len(labels) == cap(labels) { // as many again in the rest, by what there was so far
			labels = slices.Grow(labels, len(labels)*(len(pg.lines)-i)/(i+1)+usualLabels)
		}
		labels = append(labels, format.Label{Candidate: c})
	}
	format.Weigh(labels, pg.texts())
	return labels
}

// takeBeneath removes the lines that stand beneath names and are no names themselves: roles
// go to whoever is named above.
func (pg *page) takeBeneath(labels []format.Label) (dropped []transcript.Dropped) {
	at := 0
	pg.lines = slices.DeleteFunc(pg.lines, func(l line) bool {
		for at < len(labels) && labels[at].Line < l.n {
			at++
		}
		if at == len(labels) || labels[at].Line != l.n {
			return false
		}
		switch labels[at].Beneath {
		case format.OfPage:
			dropped = append(dropped, transcript.Dropped{Line: l.n, EndLine: l.last, Kind: transcript.Furniture, Text: l.text})
			return true
		case format.RoleOfName:
			above := at - 1
			for labels[above].Beneath == format.RoleOfName {
				above--
			}
			if named := &labels[above]; named.Role == "" {
				named.Role = l.text
			} else {
				named.Role += ", " + l.text
			}
			return true
		}
		return false
	})
	return dropped
}

// texts are the lines as they stand now.
func (pg *page) texts() []string {
	lines := make([]string, len(pg.lines))
	for i := range pg.lines {
		lines[i] = pg.lines[i].text
	}
	return lines
}

// inCapitals tells whether all letters of a line that have case are capitals.
func inCapitals(s string) bool {
	return strings.ContainsFunc(s, lang.IsUpper) && !strings.ContainsFunc(s, lang.IsLower)
}

// standsAlone tells whether line i could be a name on its own: a line shorter
// than lines are, and speech after it.
func (pg *page) standsAlone(i int) bool {
	if i+1 >= len(pg.lines) || pg.runsOn(i) {
		return false
	}
	_, ok := format.IsNote(pg.lines[i].text)
	return !ok
}

func (pg *page) isLabelLine(i int) bool {
	_, ok := format.FindLabel(pg.lines[i].text)
	return ok
}

// openBracket is a name and a bracket that the line does not close.
var openBracket = regexp.MustCompile(`^[^:：()（）]{2,60}[(（][^()（）:：]*$`)

// closing is the rest of such a bracket, with the colon after it.
var closing = regexp.MustCompile(`^[^:：()（）]{0,80}[)）]\s*(?:[(（][^()（）:：]{1,60}[)）]\s*)?[:：]`)

// holder is the end of a label with who it is in a bracket.
var holder = regexp.MustCompile(`^[^:：()（）]{2,60}[(（][^()（）:：]{1,60}[)）]\s*[:：]`)

// breaksOffice tells whether line i is the beginning of an office whose end, with its holder
// in a bracket and a colon, is on the next line: "The Keeper of the Lamps at the Ferry Pier and
// of the Northern Quays (Ada Holm): …".
func (pg *page) breaksOffice(i int) bool {
	if !pg.runsOn(i) || pg.lines[i+1].blanks > 0 || i > 0 && pg.lines[i].blanks == 0 && !format.EndsSentence(pg.lines[i-1].text) {
		return false
	}
	office, next := pg.lines[i].text, pg.lines[i+1].text
	if strings.ContainsAny(office, format.Colons) || format.EndsSentence(office) {
		return false
	}
	return hasBracket(next) && holder.MatchString(next) && format.NamesOffice(office+" "+next[:strings.IndexAny(next, "(（")])
}

// joinLabels joins a label that was broken over two lines in its bracket or before it.
func (pg *page) joinLabels() {
	kept := pg.lines[:0]
	for i := 0; i < len(pg.lines); i++ {
		l := pg.lines[i]
		if i+1 < len(pg.lines) && (hasBracket(l.text) && openBracket.MatchString(l.text) && closing.MatchString(pg.lines[i+1].text) || pg.breaksOffice(i)) {
			l.text = string(pg.join([]byte(l.text), pg.lines[i+1].text))
			l.width, l.last = pg.lines[i+1].width, pg.lines[i+1].n
			l.ends = pg.lines[i+1].ends
			i++
		}
		kept = append(kept, l)
	}
	pg.lines = kept
}

// hasBracket tells at less cost than an expression that a line may be one: of what
// that may have before its bracket.
func hasBracket(s string) bool {
	s = s[:min(len(s), 60*utf8.UTFMax+len("（"))]
	return strings.IndexByte(s, '(') >= 0 || strings.Contains(s, "（")
}
