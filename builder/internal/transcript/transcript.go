// Package transcript is what one file says: front matter, sections, turns,
// events, and where each stood in the file.
//
// A Transcript depends on its file alone; whoever makes one knows no other
// file and no configuration. It is plain data, never changed after the reader
// has made it, so that it can be kept in the store and read by many at once.
// Formatting is kept as spans over plain text, never as markup: what a page
// shows is made from spans by one renderer that escapes everything.
package transcript

import "dixit/builder/internal/lang"

// Transcript is the content of one file.
type Transcript struct {
	File     string // path below the content folder, with slashes
	Format   string // name of the reader, such as "plain"
	Meta     Meta
	Sections []Section
	Turns    []Turn
	Dropped  []Dropped
	// Gaps counts the places where letters or digits are missing.
	Gaps int
	// Lines is the number of lines of the file.
	Lines int
	// More are the further sessions of the same file, as a table holds them, in
	// order. Only a reader fills it in; Sessions takes it apart.
	More []Transcript
	// Nth and Of say which of a file's sessions this is, from 1; both are 0 where
	// the file holds no other.
	Nth, Of int
	// Origin says what was read and what the reader remarked, for those who want
	// to check it.
	Origin Origin
}

// Origin is the file as it lay on disk, and what was found in reading it.
type Origin struct {
	SHA256   string // of its bytes, in hexadecimal; "" where it is not to be said
	Encoding string
	Remarks  []Remark
}

// Remark is a diagnostic about the file.
type Remark struct {
	Line    int // 0 for the whole file
	Code    string
	Message string // in English, as all diagnostics are
}

// Section is a heading, agenda item or chapter.
type Section struct {
	Level int // 1 to 6, as headings count
	Title string
	Line  int // where it stands, from 1
}

// Turn is what one speaker says under one printed label. Prose without labels
// is turns whose Label is empty, one for each stretch between sections.
type Turn struct {
	Section int    // the section it stands in, counted from 1; 0 before the first
	Label   string // as printed, without bracket and colon; "" for none
	Role    string // the bracket after the label, without the bracket; "" for none
	Line    int    // first line, from 1
	EndLine int
	Start   Time // when it began, NoTime if not said
	End     Time
	// Confidence is the reader's own probability, 0 to 1, that a turn starts
	// here under this label.
	Confidence float32
	// Procedural says that the turn only runs the meeting: it gives the floor,
	// thanks, opens, closes or calls a vote, and is no evidence of what was
	// spoken of.
	Procedural bool
	// ID is an address that the writer gave with {#id}; "" for none.
	ID string
	// Lang is the language of the words where it clearly differs from that of the
	// transcript; "" where it does not.
	Lang lang.Tag
	// Original is the language that was spoken, where the transcript says that
	// the words are a translation; "" where it does not.
	Original lang.Tag
	// Who is the id that the file itself gives to who speaks, of Meta.People or
	// of a list elsewhere; "" where it gives none.
	Who      string
	Segments []Segment
}

// Time is a point of the recording in milliseconds.
type Time int64

// NoTime is the time of what has none.
const NoTime Time = -1

// LongestRecording is, in seconds, more than any recording has: a month. A greater
// number is no time in one.
const LongestRecording = 31 * 24 * 3600

// Interval is a stretch of the recording. The zero Interval is none; where only
// its begin is known, End is NoTime.
type Interval struct{ Start, End Time }

// Known tells whether there is an interval at all.
func (i Interval) Known() bool { return i != Interval{} }

// Kind is the kind of a segment.
type Kind uint8

// The kinds of segment. Speech is a paragraph or a timed cue; the others are
// what Markdown and documents put among speech.
const (
	Speech  Kind = iota
	Item         // of a list; Number is its number, 0 in a list of bullets
	Code         // preformatted lines
	Row          // of a table; cells are separated by tabs
	HeadRow      // the heading row of a table
	Heading      // a heading within a turn
	Note         // an event that stands alone: [laughter]
)

// Segment is a paragraph, or what else stands as a block, of a turn.
type Segment struct {
	Kind   Kind
	Quote  bool // stands in a block quotation
	Depth  int  // of a list item, from 0; level of a heading, 1 to 6
	Number int  // of an item in a numbered list
	Line   int  // first line, from 1
	Page   int  // of the original on which it begins, as its reader counts; 0 for none
	Time   Interval
	Going  Going
	Text   string
	Spans  []Span
	// Cues are the captions of which the segment was made, in order, nil where it
	// is one or none. Pages do not show them; captions are written of them again.
	Cues []Cue
}

// Cue is where the words of a caption begin in the text of a segment, in bytes,
// and when they were shown.
type Cue struct {
	At   int
	Time Interval
}

// SpanKind says what a span of text is.
type SpanKind uint8

// The kinds of span.
const (
	Emphasis SpanKind = iota
	Strong
	Strike
	Mono   // code within a line
	Sub    // subscript
	Super  // superscript
	Link   // Value is the address
	Image  // Value is the address; the text is its description
	Event  // Value is the kind of event
	Gap    // lost letters: one blank in the text
	Ruby   // Value is the reading above the text
	Unsure // a recogniser was not sure of the words; Value is its confidence in percent
)

// Span is a stretch of a segment's text, in bytes. Spans are sorted by Start,
// longer first, and nest: two of them never overlap in part.
type Span struct {
	Start, End int
	Kind       SpanKind
	Value      string
}

// Dropped is text of the file that is not speech and is left out, with the
// reason.
type Dropped struct {
	Line, EndLine int
	Kind          DropKind
	Text          string
}

// DropKind is why something was left out.
type DropKind string

// The reasons for leaving text out.
const (
	RunningHeader DropKind = "running-header"
	RunningFooter DropKind = "running-footer"
	PageNumber    DropKind = "page-number"
	LineNumber    DropKind = "line-number" // of a page's lines, all in one entry
	Disclaimer    DropKind = "disclaimer"  // a sentence that every page repeats
	EndMarker     DropKind = "end-marker"
	Furniture     DropKind = "furniture" // what the recorder put between turns, times and rules
	DroppedMarkup DropKind = "markup"    // HTML outside the safe subset
	DateLine      DropKind = "date"      // a line that gave the date
	Scrolled      DropKind = "scrolled"  // lines of captions that a display showed again
	Column        DropKind = "column"    // the headings of a table, or a column that is not read
	TitleAgain    DropKind = "title"     // the title, which front matter gave already
	FileHeader    DropKind = "header"    // what a file says of itself that has no place in front matter
	Variant       DropKind = "variant"   // another wording or language of what was kept, or an annotation of it
)

// Sessions gives the transcripts of the sessions that a file holds, t's own
// first. Each of them knows which of how many it is.
func Sessions(t *Transcript) []*Transcript {
	out := []*Transcript{t}
	for i := range t.More {
		out = append(out, &t.More[i])
	}
	t.More = nil
	if len(out) > 1 {
		for i, s := range out {
			s.Nth, s.Of = i+1, len(out)
		}
	}
	return out
}

// Date is a calendar date as "2006", "2006-01" or "2006-01-02"; "" for none.
// Dates compare as strings.
type Date string

// Year is the year of the date, "" for none.
func (d Date) Year() string {
	if len(d) < 4 {
		return ""
	}
	return string(d[:4])
}

// Inaudible is the Value of an Event for words that could not be heard.
const Inaudible = "inaudible"

// Lost tells whether words are missing where the span stands: they could not be
// heard, or their letters are gone.
func (s Span) Lost() bool { return s.Kind == Gap || s.Kind == Event && s.Value == Inaudible }

// Unclear counts the places of the segment where words are missing.
func (s Segment) Unclear() int {
	n := 0
	for _, span := range s.Spans {
		if span.Lost() {
			n++
		}
	}
	return n
}

// Speech is the segment's text without its events, which were noted and not
// spoken. Where nothing is noted it is the text itself.
func (s Segment) Speech() string {
	out, from := "", 0
	for _, span := range s.Spans {
		if span.Kind == Event && span.Start >= from {
			out += s.Text[from:span.Start] + " "
			from = span.End
		}
	}
	if from == 0 {
		return s.Text
	}
	return out + s.Text[from:]
}

// doubtBelow is the confidence under which a label is doubtful: by the reader's
// own reckoning, three in ten and more of such labels are none.
const doubtBelow = 0.7

// Doubtful tells whether a turn was read with so little confidence that reports
// and pages say so.
func Doubtful(confidence float32) bool { return confidence < doubtBelow }

// Page is the page of the original on which the turn begins, 0 for none.
func (t Turn) Page() int {
	if len(t.Segments) == 0 {
		return 0
	}
	return t.Segments[0].Page
}

// Text is the turn as a reader sees it: paragraphs as plain text, with an empty
// line between them, events in place as printed.
func (t Turn) Text() string {
	n := 0
	for i := range t.Segments {
		n += len(t.Segments[i].Text) + 2
	}
	return string(t.AppendText(make([]byte, 0, n)))
}

// AppendText appends what Text gives to dst.
func (t *Turn) AppendText(dst []byte) []byte {
	for i := range t.Segments {
		s := &t.Segments[i]
		switch {
		case i == 0 || s.Going == Joined:
		case s.Going == Spaced:
			dst = append(dst, ' ')
		default:
			dst = append(dst, "\n\n"...)
		}
		dst = append(dst, s.Text...)
	}
	return dst
}
