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

// Candidate is a line that may begin a turn.
type Candidate struct {
	Line  int
	Mark  Mark   // what sets the label apart
	Name  string // outside brackets, as it would be typed; "" for a Chevron
	Role  string // in brackets, "" for none
	Size  int    // bytes of the line that label and colon take
	Lead  int    // bytes of the >> or circle before the name
	After string // what follows on the line
	First bool   // on the file's first line
	// Heads says that the line has an empty one before it and none behind.
	Heads bool
	// Before is the last text line before it, "" at the head of the file.
	Before     string
	BeforeFull bool // that line is as wide as lines are, so a sentence may go on
	MarkedUp   bool // bold or a heading
	Style      int  // how the file's markup marks it; a transcript marks its turns in one way
	Way        Way  // how it is set
	Declared   bool // front matter names it
	Told       bool // the document itself says that it is who speaks
	// At is the time stamp that stands before the name or in its brackets,
	// NoTime for none.
	At transcript.Time
	// Set is what stands before or behind the name and is neither that nor its role, nor
	// a time of the recording alone: the day in a chat, the number of a speech.
	Set []string

	office    bool // longer than names are, so that it must come again
	bare      bool // behind a time without brackets, as what is on an agenda is, too, or in <>
	round     bool // of a time of whole five minutes, as agendas have them
	presides  bool // the title of whoever runs the meeting, before a stop
	item      bool // behind a circle and a blank, as the items of a list are, too
	name, key int  // numbers of the name and of the name folded, which Weigh sets
}

// LeftOut is what a turn that begins with the candidate, in a line of the file, leaves out.
func (c *Candidate) LeftOut(line int) (out []transcript.Dropped) {
	for _, set := range c.Set {
		out = append(out, transcript.Dropped{Line: line, EndLine: line, Kind: transcript.Furniture, Text: set})
	}
	return out
}

// Label is a candidate that was judged.
type Label struct {
	Candidate
	Score      float64
	Accepted   bool
	Confidence float32
	Beneath    Beneath
}

// Beneath is what a line that could be a name is of the names right above it.
type Beneath uint8

// What such a line may be.
const (
	NotBeneath Beneath = iota // no more than another line
	RoleOfName                // the role of the name above, or more of it beneath another such line
	OfPage                    // nobody's: what can be clicked on in the page that was copied
)

// bracketed is a bracket, which may hold another: "The Chair (Mr. Lind (Port, Ind.)):".
var bracketed = regexp.MustCompile(`[（(\[［【]((?:[^（）()\[\]［］【】]|[（(][^（）()\[\]［］【】]*[）)])*)[）)\]］】]`)

// schemes begin addresses, and names none of a speaker.
var schemes = []string{"http", "https", "ftp", "mailto", "file", "urn", "doi"}

func isScheme(name string) bool {
	return slices.ContainsFunc(schemes, func(s string) bool { return strings.EqualFold(s, name) })
}

// SplitLabel takes apart a printed label: the name outside brackets and the
// content of the brackets, which is a role, an alias or an affiliation. Empty
// parts of a bracket, left where letters were lost, are dropped.
func SplitLabel(printed string) (name, role string) {
	if !strings.ContainsFunc(printed, opensBracket) {
		return lang.SingleSpaced(printed), ""
	}
	var parts []string
	printed, turn := splitTurn(printed)
	name = bracketed.ReplaceAllStringFunc(printed, func(m string) string {
		_, first := utf8.DecodeRuneInString(m)
		_, last := utf8.DecodeLastRuneInString(m)
		for _, p := range strings.FieldsFunc(m[first:len(m)-last], func(r rune) bool { return r == ',' || r == '，' || r == '،' || r == '、' }) {
			if p = strings.TrimSpace(p); p != "" {
				parts = append(parts, p)
			}
		}
		return " "
	})
	if turn != "" {
		parts = append(parts, turn)
	}
	// "Ada Holm (GDM), Bo Lind" are two who ask together.
	return strings.ReplaceAll(lang.SingleSpaced(name), " ,", ","), strings.Join(parts, ", ")
}

// kindsOfTurn are those that the record of Sweden prints behind the bracket of a label.
var kindsOfTurn = []string{"replik", "genmäle", "svar", "anförande"}

// splitTurn takes off what kind of turn it is, which some records print behind the bracket
// of a label, or behind a comma there: "ADA HOLM (S) replik", "Ada Holm (GDM), por escrito".
func splitTurn(printed string) (rest, turn string) {
	at := strings.LastIndexAny(printed, ")]") + 1
	if at == 0 || strings.IndexAny(printed, "([") <= 0 {
		return printed, ""
	}
	turn = strings.TrimSpace(printed[at:])
	if said, found := strings.CutPrefix(turn, ", "); found && lang.IsLower(firstLetter(said)) { // else it is another name
		return printed[:at], said
	}
	if !slices.Contains(kindsOfTurn, turn) {
		return printed, ""
	}
	return printed[:at], turn
}

func opensBracket(r rune) bool {
	return r == '(' || r == '[' || r >= utf8.RuneSelf && (r == '（' || r == '［' || r == '【')
}

// FindLabel gives the candidate at the start of a line, if there is one. Line
// and the fields about what stands before are the caller's to fill in.
func FindLabel(line string) (Candidate, bool) { return inTyped(line, findShort) }

// findShort is findLabel without the titles of offices in full.
func findShort(line string) (Candidate, bool) {
	c, ok := findLabel(line)
	if c.office || NamesExaminer(line) {
		return Candidate{}, false
	}
	return c, ok
}

// examiner is the line by which courts say who asks from there on.
var examiner = regexp.MustCompile(`^BY (?:MR|MS|MRS|MISS|DR)\.? [\p{Lu}\pM .'’-]{2,40}:$`)

// NamesExaminer tells whether a line says who asks the questions that follow, and
// begins no turn itself: "BY MR. LIND:".
func NamesExaminer(line string) bool {
	return strings.HasPrefix(line, "BY ") && examiner.MatchString(line)
}

// findLabel is FindLabel, and takes the title of an office in full for a name,
// which the candidate then says. What may stand before a name is taken off once, in its
// order.
func findLabel(line string) (Candidate, bool) {
	caption := len(captionMark(line))
	circle := circleHead(line[caption:])
	item := circle > 0 && line[caption+circle-1] == ' ' // with a blank a circle mostly begins one
	lead := caption + circle
	stamp, at := timeAhead(line[lead:])
	if strings.HasPrefix(line[lead:], "[") { // a time before the name of whoever chats
		if in, rest := LeadingTime(line[lead:]); strings.HasPrefix(rest, "<") {
			stamp, at = len(line)-lead-len(rest), in
		}
	}
	number := numberAhead(line[lead+stamp:])
	ahead := lead + stamp + number
	c, ok := findNick(line[ahead:])
	if !ok {
		c, ok = findName(line[ahead:])
	}
	if ahead == 0 {
		return c, ok
	}
	c.Size, c.Lead = c.Size+ahead, ahead
	if caption > 0 {
		c.Way |= Captioned
	}
	if circle > 0 {
		c.Way |= Circled
		c.item = item
		ok = ok && !isAside(lang.Fold(c.Name)) // "●时间：" is an item of an agenda
	}
	if stamp > 0 {
		text := line[lead:][:stamp]
		c.bare, c.round = true, isRound(text)
		if at != transcript.NoTime {
			c.At = at
		}
		c.Set = append(setAround(text), c.Set...)
	}
	if number > 0 {
		c.Set = append(setAround(line[lead+stamp:][:number]), c.Set...)
	}
	return c, ok
}

// nick is how logs of chats set who says something, with a sign of rank before it.
var nick = regexp.MustCompile(`^<[@+%~& ]?([\pL_][^\s<>]{0,30})>\s`)

// findNick gives the candidate of a line of such a log. What recognisers note in such
// marks, and HTML, is none.
func findNick(line string) (Candidate, bool) {
	if !strings.HasPrefix(line, "<") {
		return Candidate{}, false
	}
	m := nick.FindStringSubmatchIndex(line)
	if m == nil {
		return Candidate{}, false
	}
	name := line[m[2]:m[3]]
	switch strings.ToLower(name) {
	case "a", "b", "br", "center", "code", "div", "em", "font", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "pre", "span", "strong", "table", "td", "tr", "u", "ul",
		"silence", "unclear", "unknown", "unk":
		return Candidate{}, false
	}
	if EventKind(name) != "" {
		return Candidate{}, false
	}
	return Candidate{Name: name, Size: m[1], After: strings.TrimSpace(line[m[1]:]), At: transcript.NoTime, Told: true, bare: true, Set: []string{line[:m[2]]}}, true
}

// findName gives the candidate of a line by its first colon.
func findName(line string) (Candidate, bool) {
	end, width, office := findColon(line)
	if end <= 0 {
		return Candidate{}, false
	}
	name, role := SplitLabel(line[:end])
	at, role := takeTime(role)
	after := line[end+width:]
	if strings.HasPrefix(after, "//") || isScheme(name) || isEastYear(name) {
		return Candidate{}, false
	}
	if office = office || !nameLike(name); office && !officeLike(name) {
		return Candidate{}, false
	}
	// "12:30" and "a:b" are no labels: what follows an ASCII colon is a blank, but in scripts
	// whose own colon has none.
	if line[end] == ':' && after != "" && !strings.HasPrefix(after, " ") && !strings.HasPrefix(after, "\t") && !strings.HasPrefix(after, "*") && !glued(line[:end], after) {
		return Candidate{}, false
	}
	c := Candidate{Name: name, Role: role, Size: end + width, After: strings.TrimSpace(after), At: at, office: office}
	c.Way = wayOf(c, line[end:], after)
	return c, true
}

// glued tells whether a colon stands between letters of scripts in which nobody types a
// blank behind it.
func glued(before, after string) bool {
	first := firstLetter(after)
	return TypedClose(lastLetter(before)) && lang.IsLetter(first) && first >= '\u0590'
}

// TypedClose tells whether a character is a letter of a script in which nobody types a blank
// behind a colon: one without blanks, or Hangul.
func TypedClose(r rune) bool {
	return lang.IsLetter(r) && (lang.Unspaced(r) || unicode.Is(unicode.Hangul, r))
}

// SetApart gives the candidate of a line whose first size bytes stand apart: in
// bold type, or, where told, as what the document itself says is who speaks. A
// bracket, colon or dash after it belongs to the label.
func SetApart(line string, size int, told bool) (Candidate, bool) {
	plain := typed(line)
	if len(plain) == len(line) {
		return setApart(line, size, told)
	}
	c, ok := setApart(plain, len(asTyped(line[:size])), told)
	return c.in(line), ok
}

func setApart(line string, size int, told bool) (Candidate, bool) {
	const marks = Colons + "–—-"
	printed := strings.TrimRight(strings.TrimRight(line[:size], marks+" "), marks)
	printed = strings.TrimLeft(printed, "> ")
	if !told {
		printed = strings.TrimRight(printed, ". ")
	}
	at := transcript.NoTime
	var set []string
	if m := timeHead.FindStringSubmatchIndex(printed); m != nil {
		at, set, printed = recorded(printed, m), setAround(printed[:m[1]]), printed[m[1]:]
	}
	name, role := SplitLabel(printed)
	if c, ok := FindLabel(line); ok && c.Size >= len(printed) && strings.HasPrefix(c.Name, name) && strings.Trim(bracketed.ReplaceAllString(line[len(printed):c.Size], ""), marks+" ") == "" {
		c.Told, c.MarkedUp = told, true
		return c, true
	}
	if in, left := takeTime(role); in != transcript.NoTime {
		at, role = in, left
	}
	rest := strings.TrimLeftFunc(line[size:], unicode.IsSpace)
	if r, n := utf8.DecodeRuneInString(rest); n > 0 && strings.ContainsRune(marks, r) {
		rest = strings.TrimLeftFunc(rest[n:], unicode.IsSpace)
	}
	c := Candidate{Name: name, Role: role, Size: len(line) - len(rest), After: rest, At: at, Told: told, MarkedUp: true, Set: set}
	if !told {
		c.Mark = Alone
	}
	if utf8.RuneCountInString(name) > maxLabel || !strings.ContainsFunc(name, lang.IsLetter) || !told && (!nameLike(name) || EndsSentence(name) || EventKind(name) != "") {
		return Candidate{}, false
	}
	c.Way = wayOf(c, line[c.Size:], line[c.Size:])
	return c, true
}

// captionMark is how captioners mark at the head of a line that another speaks,
// >> or >>> and blanks; "" for none.
func captionMark(line string) string {
	if !strings.HasPrefix(line, ">>") {
		return ""
	}
	rest := strings.TrimPrefix(line[2:], ">")
	return line[:len(line)-len(strings.TrimLeft(rest, " \t"))]
}

// Colons are the signs that end a label.
const Colons = ":" + otherColons

// otherColons are those of East Asia, upright and set on end, of Khmer, of Ethiopic and of
// Mongolian.
const otherColons = "：︰﹕︓៖፡፦᠄"

// findColon gives the place of the colon that ends what may be a label, and its
// bytes; -1 for none. A colon in brackets ends nothing. office says that more
// stands before it than names have.
func findColon(line string) (at, size int, office bool) {
	// Most lines are seen to have none at less cost. Colons of other scripts begin with E1 or EF.
	if head := line[:min(len(line), maxPrinted*utf8.UTFMax)]; strings.IndexByte(head, ':') < 0 && strings.IndexByte(head, 0xEF) < 0 && strings.IndexByte(head, 0xE1) < 0 {
		return -1, 0, false
	}
	outside, runes, depth := 0, 0, 0
	for i, r := range line {
		switch r {
		case '(', '[', '（', '［', '【':
			depth++
		case ')', ']', '）', '］', '】':
			depth--
		}
		if depth <= 0 {
			outside++
		}
		if runes++; runes > maxPrinted {
			break
		}
		if outside > maxLabel && !office {
			if strings.IndexByte(line[i:min(len(line), maxPrinted*utf8.UTFMax)], ':') < 0 {
				break
			}
			office = true
		}
		if depth <= 0 && (r == ':' || r >= utf8.RuneSelf && !office && strings.ContainsRune(otherColons, r)) {
			return i, utf8.RuneLen(r), office
		}
	}
	return -1, 0, false
}

// maxOffice is how many words an office has that stands for a name: "The
// Permanent Representative of … to …".
const maxOffice = 20

// NamesOffice tells whether a text is the title of an office in full: officeLike, and with
// capitals but for the small words of three letters and fewer.
func NamesOffice(title string) bool {
	if !officeLike(title) {
		return false
	}
	for word := range strings.FieldsSeq(title) {
		if lang.IsLower(firstLetter(word)) && utf8.RuneCountInString(word) > maxParticle {
			return false
		}
	}
	return true
}

// officeLike tells whether what stands before a colon may be the title of an
// office in full, in a script with blanks: more words than names have, and no
// punctuation but in short forms.
func officeLike(name string) bool {
	r, _ := utf8.DecodeRuneInString(name)
	if lang.IsLower(r) || !lang.IsLetter(r) {
		return false
	}
	tokens := 0
	for t := range strings.FieldsSeq(name) {
		tokens++
		if tokens > maxOffice || strings.ContainsAny(t, "!?;\"{}<>=|") || len(t) > 5 && t[len(t)-1] == '.' {
			return false
		}
	}
	return tokens > maxTokens && !strings.ContainsFunc(name, lang.Unspaced)
}

// wayOf tells how a label is set. tail is the line from the colon on.
func wayOf(c Candidate, tail, after string) Way {
	var w Way
	at, said := LeadingTime(c.After)
	if said == "" {
		w |= OnOwnLine
	}
	if at != transcript.NoTime || c.At != transcript.NoTime {
		w |= Stamped
	}
	// A label at the end of its line had no room for a blank.
	if c.After == "" || after != strings.TrimLeftFunc(after, unicode.IsSpace) {
		w |= BlankBehind
	}
	if r, _ := utf8.DecodeRuneInString(tail); r >= utf8.RuneSelf {
		w |= WideColon
	}
	if r, _ := utf8.DecodeRuneInString(c.Name); unicode.IsDigit(r) {
		w |= Numbered
	}
	upper, lower := false, false
	i := -1
	for t := range strings.FieldsSeq(c.Name) {
		i++
		r, _ := utf8.DecodeRuneInString(t)
		if lang.IsLower(r) && (i == 0 || utf8.RuneCountInString(t) > maxParticle && !particles[t]) {
			w |= Small
		}
		upper = upper || lang.IsUpper(r)
		lower = lower || strings.ContainsFunc(t, lang.IsLower)
	}
	if upper && !lower {
		w |= Capitals
	}
	return w
}

// maxParticle is the length, in letters, of most words that names have without
// a capital: van, ван, der, y.
const maxParticle = 3

// takeTime takes a time stamp out of what stood in a label's brackets:
// "[00:12:03] Ana (Chair):" and "Ana (00:12):".
func takeTime(role string) (at transcript.Time, rest string) {
	at = transcript.NoTime
	if strings.IndexByte(role, ':') < 0 {
		return at, role
	}
	parts := strings.Split(role, ", ")
	for i, p := range parts {
		if t, left := LeadingTime(p); t != transcript.NoTime && left == "" {
			return t, strings.Join(slices.Delete(parts, i, i+1), ", ")
		}
	}
	return at, role
}

// nameLike rejects what no name can be, whatever else speaks for it: sentence
// punctuation, quotations, figures only, more words than names have.
func nameLike(name string) bool {
	unspaced, spelt, letters, quoted := 0, 0, false, 0
	for i, r := range name {
		if i < quoted {
			continue
		}
		switch r {
		case '!', '?', ';', '{', '}', '<', '>', '=', '|', '。', '！', '？', '；', '「', '」', '，', '、':
			return false
		case '"', '“', '”', '„', '«', '»':
			if quoted = i + quotedInName(name, i); quoted == i {
				return false
			}
			continue
		case '.':
			// An abbreviation: "Dr.", "J. K.", "Univ.-Prof.", not the end of a sentence.
			word := withoutArticle(name[strings.LastIndexAny(name[:i], " .-")+1 : i])
			if utf8.RuneCountInString(word) > 4 && !longForms[strings.ToLower(word)] {
				return false
			}
			continue
		}
		if r >= utf8.RuneSelf && lang.Unspaced(r) && !lang.IsMark(r) {
			if stopless(r) {
				spelt++
			} else {
				unspaced++
			}
		}
		letters = letters || lang.IsLetter(r)
	}
	if !letters || unspaced > maxUnspaced || spelt > maxSpelt {
		return false
	}
	tokens := 0
	for range strings.FieldsSeq(name) {
		tokens++
	}
	return tokens <= maxTokens
}

// longForms are short forms that are longer than others are.
var longForms = map[string]bool{"assoc": true, "assist": true, "messrs": true, "profa": true, "resid": true, "magist": true}

// withoutArticle is a word without the article that an apostrophe joins to it: "L’hon."
func withoutArticle(word string) string {
	for _, mark := range []string{"'", "’"} {
		if article, rest, ok := strings.Cut(word, mark); ok && article != "" && utf8.RuneCountInString(article) <= 2 {
			return rest
		}
	}
	return word
}

// EndsSentence tells whether a line ends where a sentence does: with a stop, a
// closing bracket or quotation mark after one, or a note in brackets.
func EndsSentence(line string) bool {
	for line != "" {
		r, size := utf8.DecodeLastRuneInString(line)
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '｡', '．', '؟', '۔', '।', '॥', '။', '។', '։', '።', '᠃', '།', ')', ']', '）', '】', '～', '—':
			return true
		case '*', '_', '"', '\'', '”', '’', '»', '」', '』':
		default:
			if !unicode.IsSpace(r) {
				return false
			}
		}
		line = line[:len(line)-size]
	}
	return false
}
