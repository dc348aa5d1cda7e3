package format

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// # Who the initials are
//
// Standards bodies print "ABC: …" at each turn and, once, a table of names,
// initials and organisations. The table is known by what it says and not by how
// it is headed: its rows hold a label of the file, and beside it a name of which
// the label is the initials. What two rows say is no coincidence.

const (
	// attendeeRows is how many rows, of different labels, make a table.
	attendeeRows = 2
	// apartRows is how many lines lie between two rows at most: names that are
	// broken over lines, a heading within the table.
	apartRows = 4
	// maxInitials is the most letters that initials have; two is the least, as Q
	// and A are no names.
	maxInitials = 5
	// maxInner is how many letters of initials may come from within a name, as M
	// in CVM of Clotilde Vandermeulen.
	maxInner = 1
)

// attendee is a row of such a table.
type attendee struct {
	line                       int
	label, person, affiliation string
}

// NameInitials adds to what front matter says of labels what a table of
// attendees in the file says of them, and gives the first turn of each such
// label its affiliation as the role, if it has none. lines are those of the
// file. The table stays where it is read.
func NameInitials(t *transcript.Transcript, lines []string) {
	nameInFull(t)
	labels := map[string]int{} // label without its stops → its first turn
	for i, turn := range t.Turns {
		if key := withoutStops(turn.Label); isInitials(key) {
			if _, ok := labels[key]; !ok {
				labels[key] = i
			}
		}
	}
	if len(labels) == 0 {
		return
	}
	said := map[string]bool{}
	for _, n := range t.Meta.Labels {
		said[lang.Fold(n.Label)] = true
	}
	for _, a := range slices.Concat(introduced(t.Turns, labels), tableOf(lines, labels)) {
		turn := &t.Turns[labels[a.label]]
		if said[lang.Fold(turn.Label)] {
			continue
		}
		said[lang.Fold(turn.Label)] = true
		t.Meta.Labels = append(t.Meta.Labels, transcript.Naming{Label: turn.Label, Person: a.person})
		if turn.Role == "" {
			turn.Role = a.affiliation
		}
	}
}

// nameInFull adds what a table before the first label says of labels that print
// a part of a name: "Lindqvist:" or "Ms. Lindqvist:", where a row has Anna
// Lindqvist. As with initials, two rows are no coincidence.
func nameInFull(t *transcript.Transcript) {
	first := slices.IndexFunc(t.Turns, func(t transcript.Turn) bool { return t.Label != "" })
	var rows []attendee
	for i := range t.Turns[:max(first, 0)] {
		for _, s := range t.Turns[i].Segments {
			if s.Kind == transcript.Row {
				rows = append(rows, attendeeOf(strings.Split(s.Text, "\t")))
			}
		}
	}
	if len(rows) < attendeeRows {
		return
	}
	said := map[string]bool{}
	for _, n := range t.Meta.Labels {
		said[lang.Fold(n.Label)] = true
	}
	type found struct {
		turn int
		row  attendee
	}
	byWord := map[string]int{} // by the first and the last word of names, the row, -1 for several
	for n, row := range rows {
		words := nameWordsOf(row.person)
		if len(words) < 2 {
			continue
		}
		for _, w := range slices.Compact([]string{words[0], words[len(words)-1]}) {
			if _, taken := byWord[w]; taken {
				byWord[w] = -1
			} else {
				byWord[w] = n
			}
		}
	}
	var named []found
	for i, turn := range t.Turns {
		key := lang.Fold(turn.Label)
		if key == "" || said[key] {
			continue
		}
		said[key] = true
		// With a form of address or without.
		if own := nameWordsOf(turn.Label); len(own) == 1 {
			if row, ok := byWord[own[0]]; ok && row >= 0 {
				named = append(named, found{i, rows[row]})
			}
		}
	}
	if len(named) < attendeeRows {
		return
	}
	for _, f := range named {
		turn := &t.Turns[f.turn]
		t.Meta.Labels = append(t.Meta.Labels, transcript.Naming{Label: turn.Label, Person: f.row.person})
		if turn.Role == "" {
			turn.Role = f.row.affiliation
		}
	}
}

// attendeeOf takes the first cell that has a name of several parts for that of
// who attends, and the others for what is said of her.
func attendeeOf(cells []string) (a attendee) {
	var rest []string
	for _, c := range cells {
		switch {
		case a.person == "" && nameLike(c) && !strings.ContainsFunc(c, unicode.IsDigit) && len(nameWordsOf(c)) > 1 && shape(c, true) >= 0.6:
			a.person = c
		case strings.ContainsFunc(c, unicode.IsLetter) && !initialsOf(withoutStops(c), a.person) && !strings.Contains(c, "@"):
			rest = append(rest, c)
		}
	}
	a.affiliation = strings.Join(rest, ", ")
	return a
}

// nameWordsOf are the words of a name, folded, without forms of address.
func nameWordsOf(name string) []string {
	var out []string
	for _, w := range strings.Fields(name) {
		if w = strings.Trim(w, ".,"); w != "" && !honorifics[strings.ToLower(w)] {
			out = append(out, lang.Fold(w))
		}
	}
	return out
}

// introduced gives the labels whose name stands in full at another turn, "Ada
// Holm (AH):" and then "AH:". One says enough, as it is no accident of columns.
func introduced(turns []transcript.Turn, labels map[string]int) []attendee {
	var out []attendee
	for _, turn := range turns {
		for part := range strings.SplitSeq(turn.Role, ", ") {
			key := withoutStops(part)
			if _, ok := labels[key]; ok && initialsOf(key, turn.Label) {
				out = append(out, attendee{label: key, person: turn.Label})
			}
		}
	}
	return out
}

// isInitials tells whether a label could be a name's initials.
func isInitials(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= maxInitials && !unicode.IsLower(firstLetter(s)) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

func withoutStops(s string) string { return strings.ReplaceAll(s, ".", "") }

// tableOf gives the rows for labels, each label once. One that the table gives
// to two people is nobody's.
func tableOf(lines []string, labels map[string]int) []attendee {
	if len(labels) < attendeeRows {
		return nil
	}
	var rows []attendee
	for i, line := range lines {
		if len(line) > maxPrinted*utf8.UTFMax {
			continue
		}
		if len(labels) <= fewLabels && !holdsLabel(withoutStops(line), labels) {
			continue
		}
		if a, ok := rowOf(line, labels); ok {
			a.line = i
			rows = append(rows, a)
		}
	}
	var out []attendee
	person := map[string]string{}
	for i, a := range rows {
		if !inTable(rows, i) {
			continue
		}
		switch p, known := person[a.label]; {
		case !known:
			person[a.label] = a.person
			out = append(out, a)
		case lang.Fold(p) != lang.Fold(a.person):
			out = slices.DeleteFunc(out, func(b attendee) bool { return b.label == a.label })
		}
	}
	return out
}

// fewLabels is how many labels may be looked for in each line, to see at less
// cost that it is no row.
const fewLabels = 64

func holdsLabel(line string, labels map[string]int) bool {
	for l := range labels {
		if strings.Contains(line, l) {
			return true
		}
	}
	return false
}

// inTable tells whether another label's row is near row i.
func inTable(rows []attendee, i int) bool {
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(rows) && (rows[j].line-rows[i].line)*step <= apartRows; j += step {
			if rows[j].label != rows[i].label {
				return true
			}
		}
	}
	return false
}

var (
	columns = regexp.MustCompile(`\t+|\s{2,}|\s*\|\s*`)
	// listing parts what stands in a list of names rather than in columns.
	listing = regexp.MustCompile(`\s+[-–—=]\s+|,\s+`)
	bullet  = regexp.MustCompile(`^(?:[-*•]|\d{1,3}[.)])\s+`)
	// lastBracket is what a cell ends in.
	lastBracket = regexp.MustCompile(`^(.*\S)\s*[(（\[]([^()（）\[\]]*)[)）\]]$`)
)

// rowOf reads a row in columns, or a line of a list.
func rowOf(line string, labels map[string]int) (attendee, bool) {
	line = bullet.ReplaceAllString(strings.Trim(line, "| \t"), "")
	if a, ok := rowIn(columns.Split(line, -1), labels); ok {
		return a, true
	}
	return rowIn(splitList(line), labels)
}

// splitList parts a line of a list, but nothing within brackets.
func splitList(line string) []string {
	var out []string
	from := 0
	for _, at := range listing.FindAllStringIndex(line, -1) {
		depth := 0
		for _, r := range line[:at[0]] {
			switch {
			case strings.ContainsRune("(（[", r):
				depth++
			case strings.ContainsRune(")）]", r):
				depth--
			}
		}
		if depth <= 0 {
			out, from = append(out, line[from:at[0]]), at[1]
		}
	}
	return append(out, line[from:])
}

// rowIn finds initials among cells and their brackets, a name that they are
// those of, and what else the cells say.
func rowIn(cells []string, labels map[string]int) (attendee, bool) {
	var parts []string // cells, and after each what its bracket has
	for _, c := range cells {
		c = strings.Trim(c, "*_` \t")
		if m := lastBracket.FindStringSubmatch(c); m != nil {
			parts = append(parts, m[1])
			parts = append(parts, listing.Split(m[2], -1)...)
		} else {
			parts = append(parts, c)
		}
	}
	at := slices.IndexFunc(parts, func(p string) bool {
		_, ok := labels[withoutStops(p)]
		return ok
	})
	if at < 0 {
		return attendee{}, false
	}
	a := attendee{label: withoutStops(parts[at])}
	var rest []string
	for i, p := range parts {
		p = strings.Join(strings.Fields(p), " ")
		switch {
		case i == at:
		case a.person == "" && initialsOf(a.label, p):
			a.person = p
		case strings.ContainsFunc(p, unicode.IsLetter) && !strings.Contains(p, "@"):
			rest = append(rest, p)
		}
	}
	a.affiliation = strings.Join(rest, ", ")
	return a, a.person != ""
}

// forms of address and degrees, of which initials have no letter.
var honorifics = map[string]bool{
	"dr": true, "prof": true, "professor": true, "mr": true, "mrs": true, "ms": true, "mx": true, "sir": true, "dame": true, "hon": true, "rev": true,
	"m": true, "mme": true, "mlle": true, "sr": true, "sra": true, "dra": true, "d": true, "dña": true, "ing": true, "lic": true, "herr": true, "frau": true,
	"dipl": true, "eng": true, "phd": true, "msc": true, "г": true, "г-н": true, "г-жа": true, "д-р": true, "проф": true, "δρ": true, "καθ": true, "κ": true,
}

// initialsOf tells whether initials are those of a name: its first letter begins
// the name, and the others begin parts of it, the last one too. Parts between may
// be left out, one letter may come from within a part, and the family name may
// stand before the others.
func initialsOf(initials, name string) bool {
	if !nameLike(name) || strings.ContainsFunc(name, unicode.IsDigit) || shape(name, true) < 0.6 {
		return false
	}
	want := []rune(lang.SearchFold(initials))
	var parts [][]rune
	for _, word := range strings.Fields(name) {
		if honorifics[strings.ToLower(strings.Trim(word, ".,"))] {
			continue
		}
		for _, p := range strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) {
			if p = lang.SearchFold(p); p != "" {
				parts = append(parts, []rune(p))
			}
		}
	}
	if len(parts) < 2 {
		return false
	}
	last := len(parts) - 1
	return spells(want, parts, maxInner) || spells(want, slices.Concat(parts[1:], parts[:1]), 0) || spells(want, slices.Concat(parts[last:], parts[:last]), 0)
}

// spells tells whether letters are the first of the first part, of the last one,
// and of others between in their order, with at most inner from within parts.
func spells(want []rune, parts [][]rune, inner int) bool {
	if len(want) == 0 || len(parts[0]) == 0 || parts[0][0] != want[0] {
		return false
	}
	var from func(k, part, at, inner int) bool
	from = func(k, part, at, inner int) bool {
		if k == len(want) {
			return part == len(parts)-1
		}
		for next := part + 1; next < len(parts); next++ {
			if parts[next][0] == want[k] && from(k+1, next, 0, inner) {
				return true
			}
		}
		if inner > 0 {
			for i := at + 1; i < len(parts[part]); i++ {
				if parts[part][i] == want[k] && from(k+1, part, i, inner-1) {
					return true
				}
			}
		}
		return false
	}
	return from(1, 0, 0, inner)
}
