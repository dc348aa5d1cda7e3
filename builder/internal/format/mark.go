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
	Bracket      // "【林女士】请讲。": brackets around the name
	Gap          // "MR LIND    Thank you.": a tab or three blanks
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
	// circled is a name as the stenographers of Japan and Korea set it: behind a
	// circle, and before a wide blank, two of them, or a bracket's end.
	circled = regexp.MustCompile(`^([^\s\x{3000}()（）:：.。、,]+(?: [^\s\x{3000}()（）:：.。、,]+){0,3})(?:([（(][^（）()]{1,60}[）)])[\s\x{3000}]*|\x{3000}\s*| {2}\s*|\t\s*)[^\s\x{3000}]`)
)

// FindMarked gives the candidate of a line whose label ends in something else
// than a colon, or is longer than names are. Such a line is far more often none,
// so that Weigh takes these only where a file has them again and again. Line and
// the fields about what stands before are the caller's to fill in.
func FindMarked(line string) (Candidate, bool) { return inTyped(line, findMarked) }

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
	if c, ok := findBracketed(line); ok {
		return c, true
	}
	// The expressions are slow beside a look for what each must have.
	if line != "" && (line[0] == 'Q' || line[0] == 'A') {
		if m := oneAsks.FindStringSubmatchIndex(line); m != nil && !grouped.MatchString(line) {
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
	if strings.IndexByte(line, '.') > 0 && capitalsAhead(line) && hasSmall(line) {
		if m := stopMark.FindStringSubmatchIndex(line); m != nil {
			return inOffice(line, m[2:4], m[4:6], m[6:8], m[1])
		}
	}
	if c, ok := findNamed(line); ok {
		return c, true
	}
	if c, ok := findGap(line); ok {
		return c, true
	}
	// findAny asks for labels before a colon first, but not for those that are longer than
	// names are.
	if c, ok := findLabel(line); ok {
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
// label that ends in a stop, a gap or a bracket stands before a colon, the colon is in what
// is said: "A. There is one more thing: the pier."
func FindAny(line string) (Candidate, bool) { return inTyped(line, findAny) }

func findAny(line string) (Candidate, bool) {
	c, ok := findShort(line)
	if !ok {
		return findMarked(line)
	}
	if isSaid(c.Name) {
		if m, is := findBracketed(line); is {
			return m, true
		}
	}
	// Colons may be set below each other, with blanks before them.
	gap := hasGap(strings.TrimRight(line[:c.Size], Colons+" \t"))
	if !gap && !saysMore(c.Name) {
		return c, true
	}
	if m, is := findMarked(line); is && m.Mark == Stop && m.Size < c.Size {
		return m, true
	}
	if gap {
		if m, is := findGap(line); is && m.Size < c.Size {
			return m, true
		}
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
// Korea, squares and triangles as well. The nought is one that typists take for a circle.
const (
	circles = "○◯〇◎●◆◇□■△▲▽▼▷▶"
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

// hasSmall tells whether a line has small letters, as what is said behind a name in capitals
// has. Without them a stop in it is that of a short form: "CONS. LIND", alone on its line.
func hasSmall(line string) bool { return strings.ContainsFunc(line, lang.IsLower) }

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
