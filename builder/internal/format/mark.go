package format

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Mark is what sets a label apart from what is said.
type Mark uint8

// The marks. A transcript has one of them throughout, and mostly it is a colon.
const (
	Colon   Mark = iota
	Dash         // "M. Lind. – Merci."
	Stop         // "Mr. LIND (standing). Thank you.", "Q. And then?"
	Circle       // "○議長（堀内静江君）　これより…": one before the name, a gap behind it
	Alone        // the name, or a name and a time, alone on its line
	Chevron      // ">>" and no name: another speaks, and nobody says who
)

// elseAsks are the letters of those who ask and answer in other languages than
// English, which are more often initials or the heads of lists.
const elseAsks = "PRDFВОسجשת"

// maxWordsBefore is how many words, at most, stand before a name in capitals.
const maxWordsBefore = 5

// behindCapitals is what stands behind a name in capitals and belongs to it: where
// one of two namesakes comes from, and that somebody presides for a while.
const behindCapitals = `(?:\s+of(?:\s+the)?(?:\s+\p{Lu}\pL+){1,3}|\s+pro tem(?:pore)?)?`

// officeBehind is what whoever a name in capitals or with a form of address belongs to is,
// behind a comma: "M. Lind, rapporteur."
const officeBehind = `(?:,\s+(\pL[^.:;!?()]{2,90}))?`

var (
	dashMark = regexp.MustCompile(`^(?:\.?\s+(?:[–—ـ]|--?)\s+|\.\s*[–—]\s*|\.-+\s+)`)
	stopMark = regexp.MustCompile(`^((?:\pL[\pL\pM'’.-]*\s+){0,` + strconv.Itoa(maxWordsBefore) + `}?(?:\p{Lu}[\p{Lu}\pM'’-]{2,})` + behindCapitals + `)` + officeBehind + `((?:\s*\([^()]{1,80}\))?)\.\s+`)
	oneAsks  = regexp.MustCompile(`^([QA])(\.\s+|\s{2,}|\t\s*)\S`)
	asksElse = regexp.MustCompile(`^([` + elseAsks + `])(\.\s+|\s{2,}|\t\s*)\S`)
	// surnamed is a surname and initials, as Russian and Kazakh stenographers set
	// them, initialled the same the other way round.
	surnamed   = regexp.MustCompile(`^(\p{Lu}[\pL\pM'’-]+\s+(?:\p{Lu}\.\s?){0,1}\p{Lu}\.)\s+[\p{Lu}«"„“–—…]`)
	initialled = regexp.MustCompile(`^((?:\p{Lu}\.\s?){2}\p{Lu}[\pL\pM'’-]+)\.\s+\S`)
	// addressed is a form of address with a name or an office: "M. le président."
	addressed = regexp.MustCompile(`^(\pL[\pL-]{0,4}\.?\s+(?:\p{Lu}\.\s?)*\pL[\pL\pM'’-]*(?:\s+\pL[\pL\pM'’-]*){0,4})` + officeBehind + `(\s*\([^()]{1,60}\))?\.\s+\S`)
	// titled is a title in full and a name, all in capitals but for its particles.
	titled = regexp.MustCompile(`^(\p{Lu}\pL+(?:\s+(?:(?:van|von|der|den|de|del|della|di|da|la|le|al|el|bin|ibn)\s+){0,2}\p{Lu}[\pL\pM'’.-]*[\pL\pM]){1,4})` + officeBehind + `(\s*\([^()]{1,60}\))?\.\s+\S`)
	// presiding is who holds the chair, by the office alone, or swears.
	presiding = regexp.MustCompile(`^(The (?:(?:Acting |Deputy |Vice[ -])?(?:Chairman|Chairwoman|Chairperson|Chair|President|Speaker)|Presiding Officer|Clerk|Secretary|Moderator|Witness|Court))\.\s+\S`)
	// timedName is a name and a time in brackets, before what is said.
	timedName = regexp.MustCompile(`^(\pL[^\[\]():]{0,58}?)\s+[\[(](` + clock + `)[\])]\s+\S`)
	// circled is a name as the stenographers of Japan and Korea set it: behind a
	// circle, and before a wide blank, two of them, or a bracket's end.
	circled = regexp.MustCompile(`^([^\s\x{3000}()（）:：.。、,]+(?: [^\s\x{3000}()（）:：.。、,]+){0,3})(?:([（(][^（）()]{1,60}[）)])[\s\x{3000}]*|\x{3000}\s*| {2}\s*|\t\s*)[^\s\x{3000}]`)
	year    = regexp.MustCompile(`(?:^|\D)\d{4}(?:\D|$)`) // of a date, which no name has
	// timeLast and timeHead are a time, or the two between which something was said, beside
	// a name, as services write them that make transcripts, and chats with the day.
	timeLast = regexp.MustCompile(`(?:\s+[|–—-])?,?\s+[\[(]?(` + day + `,?\s+)?(` + clock + `)(` + halfOfDay + `)?` + until + `[\])]?$`)
	timeHead = regexp.MustCompile(`^[\[(]?(` + day + `,?\s+)?(` + clock + `)(` + halfOfDay + `)?` + until + `[\])]?\s+(?:[|–—-]\s+)?`)
)

// FindMarked gives the candidate of a line whose label ends in something else
// than a colon, or is longer than names are. Such a line is far more often none,
// so that Weigh takes these only where a file has them again and again. Line and
// the fields about what stands before are the caller's to fill in.
func FindMarked(line string) (Candidate, bool) {
	plain := typed(line)
	c, ok := findMarked(plain)
	if ok && len(plain) < len(line) {
		c = c.in(line)
	}
	return c, ok
}

func findMarked(line string) (Candidate, bool) {
	if mark := captionMark(line); mark != "" {
		return Candidate{Mark: Chevron, Size: len(mark), Lead: len(mark), After: line[len(mark):], At: transcript.NoTime, Way: Captioned}, true
	}
	if lead := circleHead(line); lead > 0 {
		m := circled.FindStringSubmatchIndex(line[lead:])
		if m == nil {
			return Candidate{}, false
		}
		rest := line[lead:]
		c, ok := marked(Circle, rest[:max(m[3], m[5])], rest, m[1]-lastRune(rest[:m[1]]))
		c.Size, c.Lead = c.Size+lead, lead
		c.Way |= Circled
		return c, ok
	}
	if NamesExaminer(line) {
		return Candidate{}, false
	}
	// The expressions are slow beside a look for what each must have.
	if line != "" && (line[0] == 'Q' || line[0] == 'A') {
		if m := oneAsks.FindStringSubmatchIndex(line); m != nil {
			return marked(Stop, line[:m[3]], line, m[5]-blanksBefore(line, m[5]))
		}
	}
	head := line[:min(len(line), 4*maxLabel)]
	if m := findDash(head); m != nil && m[0] > 0 {
		if c, ok := marked(Dash, line[:m[0]], line, m[1]); ok {
			return c, true
		}
		if c, ok := inFull(line, m); ok {
			return c, true
		}
	}
	if strings.IndexByte(line, '.') > 0 && capitalsAhead(line) {
		if m := stopMark.FindStringSubmatchIndex(line); m != nil {
			return inOffice(line, m[2:4], m[4:6], m[6:8], m[1])
		}
	}
	if c, ok := findNamed(line); ok {
		return c, true
	}
	if c, ok := findLabel(line); ok { // of an office, as others are found before
		return c, true
	}
	if c, ok := findAlone(line); ok {
		return c, true
	}
	if r, n := utf8.DecodeRuneInString(line); n > 0 && n < len(line) && (line[n] == '.' || asciiBlank(line[n])) && strings.ContainsRune(elseAsks, r) {
		if m := asksElse.FindStringSubmatchIndex(line); m != nil {
			return marked(Stop, line[:m[3]], line, m[5]-blanksBefore(line, m[5]))
		}
	}
	return Candidate{}, false
}

// FindAny gives the candidate of a line by a colon, or else by another mark. Where a
// label that ends in a stop stands before a colon, the colon is in what is said: "A. There
// is one more thing: the pier."
func FindAny(line string) (Candidate, bool) {
	c, ok := FindLabel(line)
	if !ok {
		return FindMarked(line)
	}
	if !saysMore(c.Name) {
		return c, true
	}
	if m, is := FindMarked(line); is && m.Mark == Stop && m.Size < c.Size {
		return m, true
	}
	return c, true
}

// saysMore tells whether what was taken for a name may be one before a stop or a gap and the
// beginning of a sentence behind it, which has words in small letters.
func saysMore(name string) bool {
	first, rest, _ := strings.Cut(name, " ")
	if !strings.Contains(name, ". ") && utf8.RuneCountInString(first) > 1 {
		return false
	}
	if at := strings.LastIndex(name, ". "); at >= 0 {
		rest = name[at+len(". "):]
	}
	for word := range strings.FieldsSeq(rest) {
		if lang.IsLower(firstLetter(word)) && !particles[word] {
			return true
		}
	}
	return false
}

// circles stand before the names of those who speak in the minutes of Japan and
// Korea. The nought is one that typists take for a circle.
const (
	circles = "○◯〇◎●◆◇□■△▲▽▼"
	nought  = '〇'
)

// circleHead is how many bytes of a line a circle at its head and a blank behind
// it take, 0 where there is none. Of several, or with another sign behind it, a
// circle stands for letters of a name that is not to be known ("○○委員"), and a
// nought before a Chinese figure is one ("〇九年").
func circleHead(line string) int {
	if line == "" || line[0] < utf8.RuneSelf {
		return 0
	}
	r, size := utf8.DecodeRuneInString(line)
	if !strings.ContainsRune(circles, r) {
		return 0
	}
	next, n := utf8.DecodeRuneInString(line[size:])
	if next == ' ' || next == '\u3000' {
		size += n
		next, _ = utf8.DecodeRuneInString(line[size:])
	}
	if strings.ContainsRune(circles, next) || !lang.IsLetter(next) && !unicode.IsDigit(next) || r == nought && strings.ContainsRune(hanFigures, next) {
		return 0
	}
	return size
}

// inFull gives the candidate of a name with, behind a comma, for whom it speaks, in
// more words than names have, and a stop and a dash at the end: "Ada Holm, on behalf
// of the Pilots Group. – …". at is the place of the dash, as of findDash.
func inFull(line string, at []int) (Candidate, bool) {
	printed := line[:at[0]]
	name, office, found := strings.Cut(printed, ", ")
	if !found || !strings.HasPrefix(line[at[0]:], ".") || strings.ContainsAny(office, ".:;!?") || len(strings.Fields(printed)) > maxOffice || utf8.RuneCountInString(printed) > maxPrinted {
		return Candidate{}, false
	}
	c, ok := marked(Dash, name, line, at[1])
	c.Name = lang.SingleSpaced(printed)
	return c, ok
}

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
		m = surnamed.FindStringSubmatchIndex(line)
	case strings.HasSuffix(word, "."):
		m = initialled.FindStringSubmatchIndex(line)
	}
	if m == nil {
		return Candidate{}, false
	}
	return marked(Stop, line[:m[3]], line, m[1]-lastRune(line[:m[1]]))
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

// lastRune is how many bytes the last character of a text takes.
func lastRune(s string) int {
	_, size := utf8.DecodeLastRuneInString(s)
	return size
}

// findDash gives the place of the first dash that may end a label, with the stop
// and blanks about it; nil for none. A dash in brackets ends nothing:
// "O SR. LIND (PL - SP) - Obrigado."
func findDash(s string) []int {
	// Most lines are seen to have none at less cost. The wide dashes begin with E2.
	if strings.IndexByte(s, '-') < 0 && strings.IndexByte(s, "—"[0]) < 0 && !strings.Contains(s, " ـ") {
		return nil
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '(', '[', '（', '［', '【':
			depth++
		case ')', ']', '）', '］', '】':
			depth--
		case '-', '–', '—', 'ـ': // the last is how Persian types one
			if depth > 0 || i == 0 || s[i-1] != '.' && !asciiBlank(s[i-1]) {
				continue
			}
			start := len(strings.TrimRight(s[:i], "\t\n\f\r "))
			if start > 0 && s[start-1] == '.' {
				start--
			}
			if m := dashMark.FindStringIndex(s[start:]); m != nil {
				return []int{start, start + m[1]}
			}
		}
	}
	return nil
}

func asciiBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// capitalsAhead tells whether one of the first words, of which all are letters,
// begins with capitals: without that stopMark finds nothing.
func capitalsAhead(line string) bool {
	for range maxWordsBefore + 1 {
		first, size := utf8.DecodeRuneInString(line)
		if !lang.IsLetter(first) {
			return false
		}
		if second, _ := utf8.DecodeRuneInString(line[size:]); lang.IsUpper(first) && inCapitals(second) {
			return true
		}
		end := strings.IndexFunc(line, func(r rune) bool {
			return !lang.IsLetter(r) && !inCapitals(r) && r != '.' && !unicode.IsMark(r)
		})
		if end < 0 || !asciiBlank(line[end]) {
			return false
		}
		line = strings.TrimLeft(line[end:], "\t\n\f\r ")
	}
	return false
}

// inCapitals tells what may follow the first letter of a word in capitals.
func inCapitals(r rune) bool {
	return r == '-' || r == '\'' || r == '’' || lang.IsUpper(r) || r >= utf8.RuneSelf && unicode.IsMark(r)
}

// blanksBefore counts the bytes of white space before line[end].
func blanksBefore(line string, end int) int {
	return end - len(strings.TrimRightFunc(line[:end], unicode.IsSpace))
}

// marked makes the candidate of a line; size is what label and mark take of it.
func marked(mark Mark, printed, line string, size int) (Candidate, bool) {
	name, role := SplitLabel(printed)
	at, role := takeTime(role)
	if !nameLike(name) || utf8.RuneCountInString(name) > maxLabel || EventKind(name) != "" {
		return Candidate{}, false
	}
	c := Candidate{Mark: mark, Name: name, Role: role, Size: size, After: strings.TrimSpace(line[size:]), At: at}
	c.Way = wayOf(c, line[size:], line[size:])
	return c, true
}

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
	r, _ := utf8.DecodeRuneInString(printed)
	if !lang.IsLetter(r) {
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
