package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Names alone on their lines, and those that nothing but a gap parts from what is said.

var (
	year = regexp.MustCompile(`(?:^|\D)\d{4}(?:\D|$)`) // of a date, which no name has
	// timeLast and timeHead are a time, or the two between which something was said, beside
	// a name, as services write them that make transcripts, and chats with the day.
	timeLast = regexp.MustCompile(`(?:\s+[|–—-])?,?\s+[\[(]?(` + day + `,?\s+)?(` + clock + `)(` + halfOfDay + `)?` + until + `[\])]?$`)
	timeHead = regexp.MustCompile(`^[\[(]?(` + day + `,?\s+)?(` + clock + `)(` + halfOfDay + `)?` + until + `[\])]?\s+(?:[|–—-]\s+)?`)
)

// findAlone gives the candidate that a whole line is, with a time before or
// after it or without.
func findAlone(line string) (Candidate, bool) {
	if len(line) > 4*maxLabel || EndsSentence(line) && !strings.HasSuffix(line, ")") && !strings.HasSuffix(line, "]") {
		return Candidate{}, false
	}
	printed, at, stamped := line, transcript.NoTime, false
	if strings.IndexByte(line, ':') < 0 {
		// There is no time without one.
	} else if m := timeLast.FindStringSubmatchIndex(line); m != nil {
		printed, at, stamped = line[:m[0]], recorded(line, m), true
	} else if m := timeHead.FindStringSubmatchIndex(line); m != nil {
		printed, at, stamped = line[m[1]:], recorded(line, m), true
	}
	if stamped {
		printed = unquoted(printed)
	}
	if isClockWord(printed) { // "Kl. 10:02"
		return Candidate{}, false
	}
	if r, _ := utf8.DecodeRuneInString(printed); !lang.IsLetter(r) && !hasHour(printed) {
		return Candidate{}, false
	}
	c, ok := marked(Alone, printed, line, len(line))
	if !ok || strings.HasSuffix(c.Name, ",") || year.MatchString(c.Name) {
		return Candidate{}, false
	}
	if stamped {
		c.At = at
		c.Way |= Stamped
		if before, behind, ok := strings.Cut(line, printed); ok {
			c.Set = setAround(before, behind)
		}
	}
	return c, true
}

// setAround is what stands before and behind a name alone on its line, but for what is a
// time and nothing else.
func setAround(parts ...string) (out []string) {
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" && !isClock(part) {
			out = append(out, part)
		}
	}
	return out
}

// recorded is the time beside a name, NoTime where that is one of the day: m is a match of
// timeLast or timeHead.
func recorded(line string, m []int) transcript.Time {
	if m[2] >= 0 || m[6] >= 0 {
		return transcript.NoTime
	}
	at, _ := LeadingTime(line[m[4]:m[5]])
	return at
}

// quotedWhole is a name in quotation marks or brackets, and a number by which a service
// knows who that is.
var quotedWhole = regexp.MustCompile(`^(?:"([^"]+)"|\[([^\]]+)\])(?:\s+\(\d+\))?$`)

// unquoted is a name beside a time without the marks that some services put around it.
func unquoted(name string) string {
	if m := quotedWhole.FindStringSubmatch(name); m != nil {
		return m[1] + m[2]
	}
	return name
}

// isClockWord tells whether what stands beside a time is what some languages say of the
// hour.
func isClockWord(s string) bool {
	switch strings.ToLower(strings.Trim(s, ". ")) {
	case "kl", "klo", "klokken", "klockan", "uhr", "ore", "óra", "godz", "at", "am", "pm":
		return true
	}
	return false
}

// isTitle tells whether what stands behind a name and a dash is the title of an office and
// nothing that is said: words with capitals, as in "Ada Holm -- Chief Pilot", or one in
// capitals alone.
func isTitle(text string) bool {
	words := strings.Fields(text)
	for i, word := range words {
		switch first := firstLetter(word); {
		case lang.IsUpper(first):
		case i > 0 && (!lang.IsLetter(first) || particles[word]):
		default:
			return false
		}
	}
	return len(words) > 0 && len(words) <= maxOffice && !EndsSentence(text) && !strings.ContainsAny(text, ".:;!?") &&
		(len(words) > 1 || utf8.RuneCountInString(text) > 1 && !hasSmall(text))
}

// leastGap is how many blanks stand behind a name that nothing else parts from what is said.
const leastGap = "   "

func hasGap(s string) bool { return strings.IndexByte(s, '\t') >= 0 || strings.Contains(s, leastGap) }

// findGap gives the candidate of a line that begins with a name and a gap, and goes on as a
// sentence does. One word is only one in capitals: rows of tables begin so, too.
func findGap(line string) (Candidate, bool) {
	first := firstLetter(line)
	if lang.Unspaced(first) {
		return findWideGap(line)
	}
	head := line[:min(len(line), 4*maxLabel)]
	at := strings.IndexByte(head, '\t')
	if blanks := strings.Index(head, leastGap); blanks > 0 && (at < 0 || blanks < at) {
		at = blanks
	}
	if at <= 0 || !lang.IsUpper(first) {
		return Candidate{}, false
	}
	name, said := line[:at], strings.TrimLeft(line[at:], " \t")
	switch {
	case utf8.RuneCountInString(strings.TrimRight(name, ".0123456789 ")) < 2, // who asks, or the number of a question
		strings.ContainsRune(name, ','),
		hasSmall(name) && !strings.Contains(name, " "),
		!hasSmall(said), hasGap(said),
		strings.Count(said, " ") < 2 && !EndsSentence(said),
		lang.IsLower(firstLetter(said)):
		return Candidate{}, false
	}
	return marked(Gap, name, line, len(line)-len(said))
}

const (
	// mostWide is how many letters a name has at most before a wide gap.
	mostWide = 8
	// leastSaid is how many characters stand behind it, unless they end a sentence: headings
	// have such gaps, too.
	leastSaid = 20
)

// findWideGap is findGap in scripts without blanks, which set one of their own width or two,
// the second of two brackets, or what is said in quotation marks right behind the name:
// "柿沼　はい。", "柿沼）はい。", "柿沼「はい」".
func findWideGap(line string) (Candidate, bool) {
	end := strings.IndexFunc(line, func(r rune) bool { return !lang.Unspaced(r) && r != '・' && r != '·' })
	if end <= 0 {
		return Candidate{}, false
	}
	name, behind := line[:end], line[end:]
	if n := utf8.RuneCountInString(name); n < 2 || n > mostWide || isEastYear(name) || strings.HasPrefix(name, "第") {
		return Candidate{}, false
	}
	said := strings.TrimLeft(strings.TrimPrefix(behind, "）"), " \u3000")
	switch {
	case strings.HasPrefix(behind, "「"):
		if closes := strings.LastIndex(behind, "」"); closes >= 0 && closes+len("」") < len(behind) {
			return Candidate{}, false // it is quoted in a sentence
		}
	case strings.HasPrefix(behind, "）"):
		if said == "" {
			return Candidate{}, false
		}
	case !strings.HasPrefix(behind, "\u3000") && !strings.HasPrefix(behind, "  "),
		strings.Contains(said, "\u3000"),
		!EndsSentence(said) && utf8.RuneCountInString(said) < leastSaid:
		return Candidate{}, false
	}
	return marked(Gap, name, line, len(line)-len(said))
}
