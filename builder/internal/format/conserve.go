package format

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

var stamps = regexp.MustCompile(clock)

// Unaccounted holds a reading against what its file says: every character must
// be in a turn, label, role, section, front matter, event, time, in Dropped or
// in a diagnostic. text is the file's below its front matter, less what the
// format uses as markup; counts names the characters that are compared, but for
// marks of direction, which show nothing. lost are those that the reading lacks,
// made those that the text lacks, each in order and as often as they are missing.
// It is the law that the tests of every reader hold it to. A file may hold
// several sessions.
func Unaccounted(f *source.File, text string, sessions []*transcript.Transcript, list diag.List, counts func(rune) bool) (lost, made string) {
	near, far := make([]int, 1<<16), map[rune]int{} // by character; few are above the first plane
	add := func(s string, n int) {
		for _, r := range s {
			switch {
			case int(r) < len(near):
				near[r] += n
			default:
				far[r] += n
			}
		}
	}
	add(text, 1)
	front, body, _ := FrontMatter(f)
	roles := &roleSources{f: f, sessions: sessions}
	times := &timeSources{f: f, text: text, sessions: sessions}
	given := map[string]bool{} // what front matter says is not in text
	for _, w := range metaWords(front) {
		given[w] = true
	}
	for _, t := range sessions {
		for _, w := range metaWords(t.Meta) {
			if !given[w] {
				add(w, -1)
			}
		}
		addDated(f, body, front, t.Meta, add)
		for _, s := range t.Sections {
			add(s.Title, -1)
		}
		for _, d := range t.Dropped {
			add(d.Text, -1)
		}
		for _, turn := range t.Turns {
			addTurn(f, turn, roles, times, add)
		}
	}
	for _, d := range list {
		if d.Code == diag.DateUnreadable && d.Line >= body {
			if _, quoted, ok := strings.Cut(d.Message, `"`); ok {
				if s, err := strconv.Unquote(`"` + quoted[:strings.LastIndexByte(quoted, '"')+1]); err == nil {
					add(s, -1)
				}
			}
		}
	}
	missing := func(sign int) string {
		var out []rune
		put := func(r rune, n int) {
			for ; n*sign > 0 && counts(r) && !unicode.IsSpace(r) && !isDirection(r); n -= sign {
				out = append(out, r)
			}
		}
		for r, n := range near {
			if n != 0 {
				put(rune(r), n)
			}
		}
		for r, n := range far {
			put(r, n)
		}
		slices.Sort(out)
		return string(out)
	}
	return missing(1), missing(-1)
}

// metaWords lists what front matter says in words.
func metaWords(m transcript.Meta) []string {
	out := []string{m.Title, m.Session, m.Series, m.Rights, m.Summary, m.Kind, m.MadeBy, m.Status}
	for _, list := range [][]string{m.Speakers, m.Topics, m.Media, m.Source, m.Documents, m.TranscriptBy, m.TranslationBy, m.Aliases} {
		out = append(out, list...)
	}
	for _, p := range m.People {
		out = append(append(out, p.ID, p.Kind), p.Links...)
		for _, n := range p.Names {
			out = append(out, n.Text)
		}
		for _, a := range p.Affiliations {
			for _, n := range append(a.Role, a.Org...) {
				out = append(out, n.Text)
			}
		}
	}
	return out
}

// addDated takes off the date that a title begins with, which is in another form
// there: 2024-3-5 as 2024-03-05.
func addDated(f *source.File, body int, front, meta transcript.Meta, add func(string, int)) {
	if front.Title != "" || meta.Title == "" {
		return
	}
	line := ""
	for n := body; n <= f.Lines() && line == ""; n++ {
		line = strings.TrimFunc(f.Line(n), func(r rune) bool { return r == '#' || unicode.IsSpace(r) })
	}
	date, rest := LeadingDate(line)
	if stamp := strings.TrimSuffix(line, rest); date != "" && date == meta.Date && rest != "" && !strings.HasPrefix(strings.TrimLeft(meta.Title, "# \t\f"), stamp) {
		add(stamp, -1)
	}
}

// addTurn takes off what a turn has.
func addTurn(f *source.File, turn transcript.Turn, roles *roleSources, times *timeSources, add func(string, int)) {
	add(turn.Label, -1)
	if !roles.has(turn) {
		add(turn.Role, -1)
	}
	add(turn.ID, -1)
	if turn.Label != "" && turn.Line >= 1 && turn.Line <= f.Lines() {
		if line := f.Line(turn.Line); strings.HasPrefix(line[circleHead(line):], turn.Label) {
			add(line[:circleHead(line)], -1)
		}
	}
	if mark := markAfter(f, turn); mark != "" && (len(turn.Segments) == 0 || !strings.HasPrefix(turn.Segments[0].Text, mark)) {
		add(mark, -1)
	}
	for _, s := range turn.Segments {
		add(s.Text, -1)
		for _, span := range s.Spans {
			if span.Kind == transcript.Ruby {
				add(span.Value, -1)
			}
		}
	}
	add(times.next(turn), -1)
}

// timeSources finds the times at which turns begin as they are printed.
type timeSources struct {
	f        *source.File
	text     string // see Unaccounted
	sessions []*transcript.Transcript
	looked   bool
	own      []string                     // what the lines of the turns to come have, each its own, "" for none
	spare    map[transcript.Time][]string // those of text that nothing else has
}

// next is the time of the next turn as its line has it. A time may also stand
// between label and speech, and a page may show one far from where it is written,
// such as text of a table that no cell holds: then it is one of those that text has
// and that are neither said, nor dropped, nor on the line of a turn that begins then.
// Each is taken once. "" is for a time that no text has, as that of a caption.
func (e *timeSources) next(turn transcript.Turn) string {
	if !e.looked {
		e.look()
	}
	stamp := e.own[0]
	e.own = e.own[1:]
	if left := e.spare[turn.Start]; stamp == "" && e.printable(turn) && len(left) > 0 && !strings.Contains(turn.Role, left[0]) {
		stamp, e.spare[turn.Start] = left[0], left[1:]
	}
	return stamp
}

func (e *timeSources) printable(turn transcript.Turn) bool {
	return turn.Start != transcript.NoTime && turn.Line >= 1 && turn.Line <= e.f.Lines()
}

// look shares out the times of text, first to what was read of it as words.
func (e *timeSources) look() {
	e.looked, e.spare = true, map[transcript.Time][]string{}
	for _, stamp := range stamps.FindAllString(e.text, -1) {
		if at, rest := LeadingTime(stamp); rest == "" {
			e.spare[at] = append(e.spare[at], stamp)
		}
	}
	for _, t := range e.sessions {
		for _, d := range t.Dropped {
			e.takeAll(d.Text)
		}
		for _, turn := range t.Turns {
			for _, s := range turn.Segments {
				e.takeAll(s.Text)
			}
		}
	}
	for _, t := range e.sessions {
		for _, turn := range t.Turns {
			e.own = append(e.own, e.onLine(turn))
		}
	}
}

func (e *timeSources) takeAll(s string) {
	for _, stamp := range stamps.FindAllString(s, -1) {
		at, _ := LeadingTime(stamp)
		e.take(at, stamp)
	}
}

func (e *timeSources) take(at transcript.Time, stamp string) bool {
	i := slices.Index(e.spare[at], stamp)
	if i >= 0 {
		e.spare[at] = slices.Delete(e.spare[at], i, i+1)
	}
	return i >= 0
}

func (e *timeSources) onLine(turn transcript.Turn) string {
	if !e.printable(turn) {
		return ""
	}
	for _, stamp := range stamps.FindAllString(e.f.Line(turn.Line), -1) {
		if at, rest := LeadingTime(stamp); at == turn.Start && rest == "" && !strings.Contains(turn.Role, stamp) && e.take(at, stamp) {
			return stamp
		}
	}
	return ""
}

// markBehind is what stands behind a label and is neither name nor speech: the
// stop or dash that sets it apart.
var markBehind = regexp.MustCompile(`^(?:\s*\([^()]*\))?(?:,\s+\pL[^.:;!?()]{2,90})?(?:\s*\([^()]*\))?\s*(\.?\s*(?:[–—ـ]|--?)?)`)

// markAfter is the stop or dash behind a turn's label in its line, "" for none.
func markAfter(f *source.File, turn transcript.Turn) string {
	if turn.Label == "" || turn.Line < 1 || turn.Line > f.Lines() {
		return ""
	}
	_, rest, ok := strings.Cut(typed(f.Line(turn.Line)), turn.Label)
	if !ok {
		return ""
	}
	return strings.TrimSpace(markBehind.FindStringSubmatch(rest)[1])
}

// Loss is what a reading lacks of its file. The zero Loss is none.
type Loss struct {
	Count int    // characters
	Line  int    // the first line that the reading does not have as it stands, 0 where none is known
	Text  string // of that line
}

// LossOf holds a reading to its file, as its reader says which words it has.
func LossOf(reader Accountable, f *source.File, sessions []*transcript.Transcript, list diag.List) Loss {
	text, counts := reader.Words(f)
	lost, _ := Unaccounted(f, text, sessions, list, counts)
	if lost == "" {
		return Loss{}
	}
	out := Loss{Count: utf8.RuneCountInString(lost)}
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if counts(r) && !unicode.IsSpace(r) {
				return r
			}
			return -1
		}, s)
	}
	var read strings.Builder
	for _, t := range sessions {
		for _, turn := range t.Turns {
			read.WriteString(bare(turn.Label) + bare(turn.Role))
			for _, s := range turn.Segments {
				read.WriteString(bare(s.Text))
			}
		}
	}
	_, body, _ := FrontMatter(f)
	for n := body; n <= f.Lines(); n++ {
		if line := bare(f.Line(n)); strings.ContainsAny(line, lost) && !strings.Contains(read.String(), line) {
			return Loss{out.Count, n, strings.TrimSpace(f.Line(n))}
		}
	}
	return out
}

// roleSources tells of roles whether they come from a table of attendees, which is
// in a turn or was dropped, rather than from a turn's own lines.
type roleSources struct {
	f        *source.File
	sessions []*transcript.Transcript
	text     string          // that they read or dropped, without white space, once it is needed
	told     map[string]bool // by what a role ends in
}

func bareOf(s string) string { return strings.Join(strings.Fields(s), "") }

func (e *roleSources) has(turn transcript.Turn) bool {
	if turn.Role == "" || turn.Line < 1 {
		return false
	}
	own := ""
	for n := turn.Line; n <= min(turn.Line+1, e.f.Lines()); n++ {
		own += bareOf(e.f.Line(n))
	}
	last := bareOf(turn.Role[strings.LastIndex(turn.Role, ", ")+1:])
	if strings.Contains(own, last) {
		return false
	}
	told, known := e.told[last]
	if !known {
		if e.told == nil {
			e.told, e.text = map[string]bool{}, e.read()
		}
		told = strings.Contains(e.text, last)
		e.told[last] = told
	}
	return told
}

func (e *roleSources) read() string {
	var b strings.Builder
	for _, t := range e.sessions {
		for _, d := range t.Dropped {
			b.WriteString(bareOf(d.Text) + "\n")
		}
		for _, turn := range t.Turns {
			for _, s := range turn.Segments {
				b.WriteString(bareOf(s.Text) + "\n")
			}
		}
	}
	return b.String()
}
