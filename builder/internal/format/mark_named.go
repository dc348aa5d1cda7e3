package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// Names before a stop, in small letters, as stenograms have them.

var (
	// surnamed is a surname and initials, as Russian and Kazakh stenographers set them,
	// initialled the same the other way round. Behind a comma is an office, mostly alone on
	// the line.
	surnamed   = regexp.MustCompile(`^(\p{Lu}[\pL\pM'’-]+\s+(?:\p{Lu}\.\s?){0,1}\p{Lu}\.)(?:,\s+(\pL[^.:;!?()]{2,120})\.(?:\s+\S|\s*$)|\s+[\p{Lu}«"„“–—…])`)
	initialled = regexp.MustCompile(`^((?:\p{Lu}\.\s?){2}\p{Lu}[\pL\pM'’-]+)\.\s+\S`)
	// grouped is an initial and a surname with, in brackets, the group, mostly alone on the line.
	grouped = regexp.MustCompile(`^(\p{Lu}\.\s?\p{Lu}[\pL\pM'’-]+)(\s*\([^()]{1,60}\))\.(?:\s+\S|\s*$)`)
	// addressed is a form of address with a name or an office: "M. le président."
	addressed = regexp.MustCompile(`^(\pL[\pL-]{0,4}\.?\s+(?:\p{Lu}\.\s?)*\pL[\pL\pM'’-]*(?:\s+\pL[\pL\pM'’-]*){0,4})` + officeBehind + `(\s*\([^()]{1,60}\))?\.\s+\S`)
	// titled is a title in full and a name, all in capitals but for its particles.
	titled = regexp.MustCompile(`^(\p{Lu}\pL+(?:\s+(?:(?:van|von|der|den|de|del|della|di|da|la|le|al|el|bin|ibn)\s+){0,2}\p{Lu}[\pL\pM'’.-]*[\pL\pM]){1,4})` + officeBehind + `(\s*\([^()]{1,60}\))?\.\s+\S`)
	// presiding is who holds the chair, by the office alone, or swears.
	presiding = regexp.MustCompile(`^(The (?:(?:Acting |Deputy |Vice[ -])?(?:Chairman|Chairwoman|Chairperson|Chair|President|Speaker)|Presiding Officer|Clerk|Secretary|Moderator|Witness|Court))\.\s+\S`)
	// timedName is a name and a time in brackets, before what is said.
	timedName = regexp.MustCompile(`^(\pL[^\[\]():]{0,58}?)\s+[\[(](` + clock + `)[\])]\s+\S`)
)

// forms are the forms of address that records set before a name, in small letters
// and without their stop.
var forms = map[string]bool{
	"m": true, "mm": true, "mme": true, "mlle": true, "mr": true, "mrs": true, "ms": true, "dr": true, "sr": true, "sra": true, "srta": true, "dra": true,
	"sig": true, "on": true, "sen": true, "г-н": true, "г-жа": true, "герр": true, "herr": true, "frau": true,
}

// titles stand before names in records that write all letters small but the first.
var titles = map[string]bool{
	"Senator": true, "Chairman": true, "Chairwoman": true, "Chairperson": true, "Chair": true, "Representative": true, "Secretary": true, "Undersecretary": true,
	"Governor": true, "Ambassador": true, "Admiral": true, "General": true, "Judge": true, "Justice": true, "Commissioner": true, "Councillor": true, "Councilor": true,
	"Councilmember": true, "Alderman": true, "Supervisor": true, "President": true, "Speaker": true, "Professor": true, "Delegate": true, "Director": true, "Mayor": true,
	"Lord": true, "Lady": true, "Baroness": true, "Sir": true, "Dame": true,
}

// findNamed gives the candidate of a line that begins with a name as stenograms
// have it, small letters and all, and a stop; or with a name and a time.
func findNamed(line string) (Candidate, bool) {
	head := line[:min(len(line), 4*maxLabel)]
	blank := strings.IndexByte(head, ' ')
	if first, size := utf8.DecodeRuneInString(head); blank < 0 || !lang.IsLetter(first) || !lang.IsUpper(first) && head[size] != ' ' {
		return Candidate{}, false // which costs less to see
	}
	if open := strings.IndexAny(head, "[("); open > 0 && open+1 < len(head) && isFigure(head[open+1]) {
		if m := timedName.FindStringSubmatchIndex(line); m != nil {
			c, ok := marked(Stop, line[:m[3]], line, m[1]-lastRune(line[:m[1]]))
			c.At, _ = LeadingTime(line[m[4]:m[5]])
			c.Way |= Stamped
			return c, ok
		}
	}
	if strings.IndexByte(head, '.') < 0 {
		return Candidate{}, false
	}
	word, next := head[:blank], strings.TrimLeft(head[blank:], " ")
	_, size := utf8.DecodeRuneInString(next)
	var m []int
	switch {
	case titles[word]:
		if m := titled.FindStringSubmatchIndex(line); m != nil {
			return inOffice(line, m[2:4], m[4:6], m[6:8], m[1]-lastRune(line[:m[1]]))
		}
	case word == "The":
		m = presiding.FindStringSubmatchIndex(line)
	case forms[strings.ToLower(strings.TrimSuffix(word, "."))]:
		if m := addressed.FindStringSubmatchIndex(line); m != nil {
			return inOffice(line, m[2:4], m[4:6], m[6:8], m[1]-lastRune(line[:m[1]]))
		}
	case strings.HasPrefix(next[size:], "."):
		if c, ok := findSurnamed(line); ok {
			return c, true
		}
	case strings.HasSuffix(word, "."):
		if g := grouped.FindStringSubmatchIndex(line); g != nil {
			return inOffice(line, g[2:4], []int{0, 0}, g[4:6], behindStop(line, g[1]))
		}
		m = initialled.FindStringSubmatchIndex(line)
	}
	if m == nil {
		return findOfficial(line)
	}
	return marked(Stop, line[:m[3]], line, m[1]-lastRune(line[:m[1]]))
}

// findSurnamed gives the candidate of a line that begins with a surname and initials.
func findSurnamed(line string) (Candidate, bool) {
	m := surnamed.FindStringSubmatchIndex(line)
	if m == nil {
		return Candidate{}, false
	}
	if rest := strings.TrimLeft(line[m[3]:], " "); rest != "" {
		if _, size := utf8.DecodeRuneInString(rest); strings.HasPrefix(rest[size:], ".") {
			return Candidate{}, false // the second of two initials
		}
	}
	return inOffice(line, m[2:4], m[4:6], []int{0, 0}, behindStop(line, m[1]))
}

// behindStop is where what is said begins, by the end of a match that takes in its first
// character, or ends with the line.
func behindStop(line string, end int) int {
	if end == len(line) && line[end-1] == '.' {
		return end
	}
	return end - lastRune(line[:end])
}

// mostOfficial is how many bytes there may be before the stop behind the title of whoever
// runs the meeting.
const mostOfficial = 64

// findOfficial gives the candidate of a line that begins with the title of whoever runs the
// meeting, in small letters and in any language, and a stop: "Председательствующий.".
func findOfficial(line string) (Candidate, bool) {
	stop := strings.IndexByte(line[:min(len(line), mostOfficial)], '.')
	if stop < 0 || stop+2 >= len(line) || line[stop+1] != ' ' || !isOfficial(line[:stop]) {
		return Candidate{}, false
	}
	c, ok := marked(Stop, line[:stop], line, stop+2)
	c.presides = true
	c.Way &^= Small // of names a word in small letters tells against them, of titles it does not
	return c, ok
}

// inOffice gives the candidate of a name before a stop, with, behind it, the office and
// what stands in brackets, which are its role. The places are those in the line; size is
// what all of that takes.
func inOffice(line string, name, office, bracket []int, size int) (Candidate, bool) {
	c, ok := marked(Stop, line[name[0]:name[1]], line, size)
	var roles []string
	for _, at := range [][]int{office, bracket} {
		if at[0] < at[1] {
			roles = append(roles, strings.Trim(line[at[0]:at[1]], " ()"))
		}
	}
	if len(roles) > 0 {
		c.At, c.Role = takeTime(strings.Join(roles, ", "))
	}
	return c, ok
}
