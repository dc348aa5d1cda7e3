// Package plain reads plain text: what typists write, and what is left of a
// PDF when its text is torn out, with lines wrapped in mid-sentence, a blank
// line after every line, headers and footers in the middle of a turn and
// letters missing.
//
// The reader looks at the file's own habits first (how wide its lines are,
// whether blank lines mean anything, where pages begin), takes away what
// belongs to the page rather than to the meeting, weighs which lines begin with
// a speaker's label, and joins the rest into paragraphs. It has no rules of one
// publisher or one language; words that name page numbers, notes and the end of
// a record are looked up for seven.
package plain

import (
	"path"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// Format is the reader.
type Format struct{}

// Name is "plain".
func (Format) Name() string { return "plain" }

// Version of the reading; see format.Format.
func (Format) Version() int { return 14 }

// Binary is false: it is text.
func (Format) Binary() bool { return false }

// Match knows files by their name.
func (Format) Match(p string, _ []byte) format.Confidence {
	switch strings.ToLower(path.Ext(p)) {
	case ".txt", ".text":
		return format.Likely
	}
	return format.No
}

const (
	// maxTitle is how long, in runes, the first line may be to be a title.
	maxTitle = 120
	// headLines is how many lines at the head are looked at for a date.
	headLines = 6
)

// Read makes a transcript of the file.
func (Format) Read(f *source.File) (*transcript.Transcript, diag.List) {
	t := &transcript.Transcript{File: f.Path, Format: "plain", Lines: f.Lines()}
	meta, body, list := format.FrontMatter(f)
	t.Meta = meta
	return t, append(list, layOut(f, body).read(t)...)
}

// read fills in what the lines of t's file say.
func (pg *page) read(t *transcript.Transcript) diag.List {
	meta := t.Meta
	var list diag.List
	t.Dropped = append(t.Dropped, pg.takeLineNumbers()...)
	pg.measure()
	t.Dropped = append(t.Dropped, pg.takeFurniture(meta.Title)...)
	t.Dropped = append(t.Dropped, pg.takeStampLines()...)
	t.Dropped = append(t.Dropped, pg.takeChat()...)
	t.Dropped = append(t.Dropped, pg.takeEndMarker()...)

	pg.joinLabels()
	labels := pg.labels(meta)
	list = append(list, format.Judged(t.File, labels)...)
	t.Dropped = append(t.Dropped, pg.takeBeneath(labels)...)
	first := len(pg.lines)
	starts, at := 0, 0
	for i := range labels {
		if l := &labels[i]; l.Accepted {
			for at+1 < len(pg.lines) && pg.lines[at].n < l.Line {
				at++
			}
			pg.lines[at].label = l
			first = min(first, at)
			starts++
		}
	}
	t.Dropped = append(t.Dropped, pg.takeInnerStamps()...)
	head, dates, diags := pg.head(t.File, &t.Meta, first)
	t.Dropped = append(t.Dropped, dates...)
	list = append(list, diags...)
	var set []transcript.Dropped
	t.Turns, set = pg.turns(head, starts)
	t.Dropped = append(t.Dropped, set...)
	format.NameInitials(t, pg.texts())
	if pg.holes {
		for i := range t.Turns {
			for j := range t.Turns[i].Segments {
				seg := &t.Turns[i].Segments[j]
				gaps := gapSpans(seg.Text, seg.Spans)
				t.Gaps += len(gaps)
				seg.Spans = format.AddSpans(seg.Spans, gaps)
			}
		}
		list = append(list, diag.New(diag.GapsFound, t.File, 0, 0, "letters or digits are missing in %d places", t.Gaps))
	}
	return list
}

// head takes title and date from the lines before the first label. next is the
// first line that is speech.
func (pg *page) head(file string, meta *transcript.Meta, first int) (next int, dates []transcript.Dropped, list diag.List) {
	labelled := first < len(pg.lines)
	titled := meta.Title != ""
	i := 0
	for ; i < min(first, headLines); i++ {
		l := pg.lines[i]
		if utf8.RuneCountInString(l.text) > maxTitle {
			break
		}
		if !labelled && i == 0 && !pg.isTitle(i, labelled) {
			break
		}
		date, alone := format.DateLineIn(l.text, titled, meta.Lang)
		day, month, two := format.TwoDates(l.text, titled, meta.Lang)
		if two && (meta.Date == day || meta.Date == month) {
			date, alone, two = meta.Date, true, false
		}
		switch {
		case two && meta.Date == "":
			list = append(list, diag.New(diag.DateUnreadable, file, l.n, 1, "the date %q may be %s or %s", l.text, day, month))
		case format.DateWithoutDigits(l.text):
			list = append(list, diag.New(diag.DateUnreadable, file, l.n, 1, "the date %q has lost its figures", l.text))
		case alone && (meta.Date == "" || meta.Date == date):
			meta.Date = date
			dates = append(dates, transcript.Dropped{Line: l.n, EndLine: l.n, Kind: transcript.DateLine, Text: l.text})
		case !titled && i <= 1 && pg.isTitle(i, labelled):
			titled, meta.Title = true, l.text
			if date, rest := format.LeadingDate(l.text); rest != "" && (meta.Date == "" || meta.Date == date) {
				meta.Title = rest
				if date != "" {
					meta.Date = date
				}
			}
		default:
			// A line that says more, or one further below, may have the date.
			for j := i; labelled && meta.Date == "" && j < min(first, headLines); j++ {
				if date, ok := format.ParseDateIn(pg.lines[j].text, meta.Lang); ok && strings.Count(string(date), "-") > 0 && (j == i || strings.Count(string(date), "-") == 2) {
					meta.Date = date
				}
			}
			return i, dates, list
		}
	}
	return i, dates, list
}

// isTitle tells whether line i heads the file rather than begins its speech.
func (pg *page) isTitle(i int, labelled bool) bool {
	l := pg.lines[i]
	if !strings.ContainsFunc(l.text, lang.IsLetter) {
		return false
	}
	if utf8.RuneCountInString(l.text) > maxTitle || format.EndsSentence(l.text) && !strings.HasSuffix(l.text, ")") && !strings.HasSuffix(l.text, "）") {
		return false
	}
	if labelled {
		return true
	}
	return i+1 < len(pg.lines) && pg.lines[i+1].blanks > 0 && (pg.wrapped && l.width < pg.full || !pg.wrapped && l.width < 80)
}

// turns joins the lines from next on into turns. starts is how many labels there are;
// dropped is what was set around these.
func (pg *page) turns(next, starts int) (_ []transcript.Turn, dropped []transcript.Dropped) {
	turns := make([]transcript.Turn, 0, starts+1)
	for i := next; i < len(pg.lines); {
		l := pg.lines[i]
		turn := transcript.Turn{Line: l.n, Start: transcript.NoTime, End: transcript.NoTime, Confidence: 1}
		text := l.text
		if label := l.label; label != nil {
			turn.Label, turn.Role, turn.Confidence = label.Name, label.Role, label.Confidence
			dropped = append(dropped, label.LeftOut(l.n)...)
			turn.Start, text = format.LeadingTime(strings.TrimSpace(l.text[label.Size:]))
			if label.At != transcript.NoTime {
				turn.Start, text = label.At, strings.TrimSpace(l.text[label.Size:])
			}
			if turn.Start == transcript.NoTime {
				turn.Start = l.above
			}
			if turn.Start == transcript.NoTime && text == "" {
				turn.Start = l.below
			}
		}
		end := i + 1
		for end < len(pg.lines) && pg.lines[end].label == nil {
			end++
		}
		turn.EndLine = pg.lines[end-1].last
		if turn.Label == "" && turn.Confidence == 1 && starts > 0 && i == next {
			turn.Segments = pg.withTables(i, end)
		} else {
			turn.Segments = pg.paragraphs(i, end, text)
		}
		turns = append(turns, turn)
		i = end
	}
	return turns, dropped
}
