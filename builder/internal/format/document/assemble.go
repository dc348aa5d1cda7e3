package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// The ways in which a document marks a turn.
const (
	asText    = iota            // Name: …
	asBold                      // **Name:** …
	asHeading = format.Headings // ### Name:
)

// spot is a line of a block.
type spot struct{ block, line int }

// Marks are those that some kinds of document have besides labels.
type Marks struct {
	IDs bool // {#id} at the end of a paragraph or heading is an address
}

// Assemble makes sections and turns of the blocks, and a title of the first where
// front matter has none. What it says are doubts about labels.
func Assemble(t *transcript.Transcript, blocks []Block, marks Marks) diag.List {
	above := readings(blocks)
	defer func() { t.Dropped = append(t.Dropped, unplaced(t, above)...) }()
	blocks = marks.takeTitle(t, blocks)
	labels, at := marks.judge(t.Meta, blocks)
	list := format.Judged(t.File, labels)
	accepted := 0
	for i := range labels {
		if labels[i].Accepted {
			accepted++
		}
	}
	// labelAt is the label of a turn that begins at a spot, nil for none. Spots are
	// asked for in their order.
	next := 0
	labelAt := func(block, line int) *format.Label {
		for next < len(at) && (at[next].block < block || at[next].block == block && at[next].line < line) {
			next++
		}
		if next < len(at) && at[next] == (spot{block, line}) && labels[next].Accepted {
			return &labels[next]
		}
		return nil
	}
	t.Turns = slices.Grow(t.Turns, accepted+1)
	open := -1 // index of the turn that is being written, -1 for none
	begin := func(turn transcript.Turn) {
		turn.Section = len(t.Sections)
		turn.Start, turn.End = transcript.NoTime, transcript.NoTime
		t.Turns = append(t.Turns, turn)
		open = len(t.Turns) - 1
	}
	for i, b := range blocks {
		label := labelAt(i, 0)
		if b.Kind == transcript.Heading && label == nil {
			t.Sections = append(t.Sections, transcript.Section{Level: b.Depth, Title: marks.untagged(&b), Line: b.Line})
			open = -1
			continue
		}
		if b.Kind == transcript.Heading {
			begin(transcript.Turn{Label: label.Name, Role: label.Role, Line: b.Line, EndLine: b.Line, Confidence: label.Confidence})
			t.Dropped = append(t.Dropped, label.LeftOut(b.Line)...)
			turn := &t.Turns[open]
			marks.takeID(&b, &turn.ID)
			if turn.Start = label.At; turn.Start == transcript.NoTime {
				turn.Start, _ = format.LeadingTime(strings.TrimSpace(b.Text()[label.Size:]))
			}
			continue
		}
		from := 0
		for j := range b.Lines {
			label := labelAt(i, j)
			if label == nil {
				continue
			}
			if j > from {
				if open < 0 {
					begin(transcript.Turn{Line: b.Lines[from].Line, Confidence: 1})
				}
				marks.extend(t, b, from, j)
			}
			begin(transcript.Turn{Label: label.Name, Role: label.Role, Line: b.Lines[j].Line, EndLine: b.Lines[j].Line, Confidence: label.Confidence})
			t.Dropped = append(t.Dropped, label.LeftOut(b.Lines[j].Line)...)
			turn := &t.Turns[open]
			rest := b.Lines[j].cut(label.Size)
			if turn.Start = label.At; turn.Start != transcript.NoTime {
			} else if at, text := format.LeadingTime(rest.Text); at != transcript.NoTime {
				turn.Start = at
				rest = rest.cut(len(rest.Text) - len(text))
			}
			b.Lines[j] = rest
			from = j
		}
		if open < 0 {
			begin(transcript.Turn{Line: b.Line, Confidence: 1})
		}
		marks.extend(t, b, from, len(b.Lines))
	}
	return list
}

// readings lists what stands above words (ruby), as what would be dropped.
func readings(blocks []Block) []transcript.Dropped {
	var out []transcript.Dropped
	for _, b := range blocks {
		for _, l := range b.Lines {
			for _, s := range l.Spans {
				if s.Kind == transcript.Ruby && s.Value != "" {
					out = append(out, transcript.Dropped{Line: max(l.Line, 1), EndLine: max(l.Line, 1), Kind: transcript.Variant, Text: s.Value})
				}
			}
		}
	}
	return out
}

// unplaced are those of the readings that no turn has: titles, sections and labels
// are plain text.
func unplaced(t *transcript.Transcript, above []transcript.Dropped) []transcript.Dropped {
	if len(above) == 0 {
		return nil
	}
	placed := map[string]int{}
	for _, turn := range t.Turns {
		for _, seg := range turn.Segments {
			for _, s := range seg.Spans {
				if s.Kind == transcript.Ruby {
					placed[s.Value]++
				}
			}
		}
	}
	var out []transcript.Dropped
	for _, d := range above {
		if placed[d.Text]--; placed[d.Text] < 0 {
			out = append(out, d)
		}
	}
	return out
}

// extend adds lines [from, to) of a block to the last turn.
func (m Marks) extend(t *transcript.Transcript, b Block, from, to int) {
	turn := &t.Turns[len(t.Turns)-1]
	b.Lines = b.Lines[from:to]
	m.takeID(&b, &turn.ID)
	if len(turn.Segments) == 0 && b.Lang != "" && b.Lang.Base() != t.Meta.Lang.Base() {
		turn.Lang = b.Lang
	}
	if segs := b.Segments(b.Lines[0].Line); len(turn.Segments) == 0 {
		turn.Segments = segs // as most turns are of one paragraph
	} else {
		turn.Segments = append(turn.Segments, segs...)
	}
	turn.EndLine = max(turn.EndLine, b.Lines[len(b.Lines)-1].Line)
}

// findID finds an address that the writer set at the end of a paragraph or heading:
// {#id}, of letters, figures and _:.-, the first a letter or _. before is where the text
// ends without it and the white space before it; id is "" for none.
func (m Marks) findID(text string) (before int, id string) {
	if !m.IDs || !strings.HasSuffix(text, "}") {
		return 0, ""
	}
	from := strings.LastIndex(text, "{#") // an address has no other
	if from < 0 {
		return 0, ""
	}
	id = text[from+2 : len(text)-1]
	for i, r := range id {
		switch {
		case unicode.IsLetter(r), r == '_':
		case i > 0 && (unicode.IsNumber(r) || r == ':' || r == '.' || r == '-'):
		default:
			return 0, ""
		}
	}
	return len(strings.TrimRight(text[:from], " \t\n\f\r")), id
}

// takeID removes an explicit address from the end of a block and puts it where
// id points, nil for nowhere. A turn has one address: a further one stays in the
// text, where its writer sees it.
func (m Marks) takeID(b *Block, id *string) {
	if n := len(b.Lines); n > 0 && b.Kind != transcript.Code && (id == nil || *id == "") {
		last := b.Lines[n-1]
		if before, found := m.findID(last.Text); found != "" {
			if id != nil {
				*id = found
			}
			last.Text = last.Text[:before]
			kept := last.Spans[:0:0]
			for _, s := range last.Spans {
				if s.End = min(s.End, len(last.Text)); s.End > s.Start {
					kept = append(kept, s)
				}
			}
			last.Spans = kept
			b.Lines[n-1] = last
		}
	}
}

// untagged is the text of a block without an address at its end, which is removed.
func (m Marks) untagged(b *Block) string {
	m.takeID(b, nil)
	return b.Text()
}

// takeTitle takes a heading at the head of the document as its title, with the
// date that may begin it, unless front matter gave another.
func (m Marks) takeTitle(t *transcript.Transcript, blocks []Block) []Block {
	if len(blocks) == 0 || blocks[0].Quote {
		return blocks
	}
	b := blocks[0]
	if b.Kind == transcript.Speech && t.Meta.Title == "" && m.bareTitle(blocks) {
		b.Depth = 1
	} else if b.Kind != transcript.Heading {
		return blocks
	}
	printed := b.Text()
	if _, labelled := m.headingLabel(b); b.Depth > 1 && t.Meta.Title != "" || labelled || endsInColon(printed) {
		return blocks
	}
	title := m.untagged(&b)
	date, rest := format.LeadingDate(title)
	if date != "" && rest != "" && (t.Meta.Date == "" || t.Meta.Date == date) {
		t.Meta.Date, title = date, rest
	}
	switch {
	case t.Meta.Title == "":
		t.Meta.Title = title
	case lang.Fold(t.Meta.Title) == lang.Fold(rest):
		t.Dropped = append(t.Dropped, transcript.Dropped{Line: b.Line, EndLine: b.Line, Kind: transcript.TitleAgain, Text: printed})
	default:
		return blocks
	}
	return blocks[1:]
}

// maxTitle is how long, in runes, a first line may be to be a title.
const maxTitle = 120

// bareTitle tells whether the first paragraph is a title without a mark: a line
// that is no sentence, and the first turn after it.
func (m Marks) bareTitle(blocks []Block) bool {
	if len(blocks) < 2 || len(blocks[0].Lines) != 1 || blocks[0].Depth > 0 {
		return false
	}
	text := blocks[0].Text()
	if _, ok := m.lineLabel(blocks[0].Lines[0]); ok || format.EndsSentence(text) || utf8.RuneCountInString(text) > maxTitle {
		return false
	}
	next := blocks[1]
	if next.Quote || next.Depth > 0 && next.Kind != transcript.Heading || len(next.Lines) == 0 {
		return false
	}
	c, ok := m.lineLabel(next.Lines[0])
	if next.Kind == transcript.Heading {
		_, ok = m.headingLabel(next)
		return ok
	}
	return ok && c.MarkedUp
}

func endsInColon(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}

// usualLabels is room for the labels of a short meeting.
const usualLabels = 64

// judge finds and weighs the lines that may begin a turn. The two results run
// parallel.
func (m Marks) judge(meta transcript.Meta, blocks []Block) ([]format.Label, []spot) {
	named := format.Declared(meta)
	declared := map[string]bool{} // by the name as it is printed, again and again
	isNamed := func(name string) bool {
		if len(named) == 0 {
			return false
		}
		is, known := declared[name]
		if !known {
			is = named[lang.Fold(name)]
			declared[name] = is
		}
		return is
	}
	heads := m.namedHeadings(blocks, isNamed)
	headingLabel := func(i int) (format.Candidate, bool) {
		if heads[i] {
			text := m.withoutID(blocks[i].Text())
			return format.SetApart(text, len(text), true)
		}
		return m.headingLabel(blocks[i])
	}
	title := lang.Fold(meta.Title)
	deepest := 0 // of headings that are no labels, whatever else they are
	for i, b := range blocks {
		if b.Kind != transcript.Heading || endsInColon(b.Text()) {
			continue
		}
		if _, labelled := headingLabel(i); !labelled {
			deepest = max(deepest, b.Depth)
		}
	}
	var (
		labels []format.Label
		at     []spot
		text   []string
		prev   string
	)
	lines := 0
	for _, b := range blocks {
		lines += len(b.Lines)
	}
	text = make([]string, 0, lines)
	labels, at = make([]format.Label, 0, min(lines, usualLabels)), make([]spot, 0, min(lines, usualLabels))
	add := func(c format.Candidate, s spot) {
		if len(labels) == cap(labels) { // as many again in the rest, by what there was so far
			more := len(labels)*(len(blocks)-s.block)/(s.block+1) + usualLabels
			labels, at = slices.Grow(labels, more), slices.Grow(at, more)
		}
		labels, at = append(labels, format.Label{Candidate: c}), append(at, s)
	}
	for i, b := range blocks {
		if b.Kind == transcript.Heading {
			if c, ok := headingLabel(i); ok && !b.Quote {
				c.Line, c.Declared, c.Style = b.Line, isNamed(c.Name), asHeading
				// A turn has no headings of its own, so a heading above
				// others is a section's even when it ends in a colon.
				c.MarkedUp = b.Depth >= deepest
				c.After = "…"
				add(c, spot{i, 0})
			}
			prev = ""
			continue
		}
		if b.Kind == transcript.Speech && !b.Quote && b.Depth == 0 {
			for j, l := range b.Lines {
				if c, ok := m.lineLabel(l); ok {
					c.Line, c.Declared = l.Line, isNamed(c.Name)
					c.First = len(text) == 0 && title != "" && lang.Fold(c.Name) == title // which it says once more
					if j > 0 && !b.Lines[j-1].Hard {
						c.Before = prev
					}
					if c.After == "" && (j+1 < len(b.Lines) || i+1 < len(blocks) && blocks[i+1].Kind != transcript.Heading) {
						c.After = "…"
					}
					add(c, spot{i, j})
				}
				prev = l.Text
			}
		}
		for _, l := range b.Lines {
			text = append(text, l.Text)
		}
	}
	format.Weigh(labels, text)
	return labels, at
}

// namedHeadings tells of which blocks are headings that are no more than a name that front
// matter has. They are labels where they name two, and where none stands above a label or
// another heading: a record of interviews has a chapter for each.
func (m Marks) namedHeadings(blocks []Block, isNamed func(string) bool) map[int]bool {
	at, names := map[int]bool{}, map[string]bool{}
	for i, b := range blocks {
		name := ""
		if b.Kind == transcript.Heading && !b.Quote {
			name = strings.TrimSpace(m.withoutID(b.Text()))
		}
		if name == "" || !isNamed(name) {
			continue
		}
		if i+1 < len(blocks) && len(blocks[i+1].Lines) > 0 {
			if _, labelled := m.lineLabel(blocks[i+1].Lines[0]); labelled || blocks[i+1].Kind == transcript.Heading {
				return nil
			}
		}
		at[i], names[lang.Fold(name)] = true, true
	}
	if len(names) < 2 {
		return nil
	}
	return at
}

// headingLabel is the candidate that a heading is: a label and, at most, a time
// and an address.
func (m Marks) headingLabel(b Block) (format.Candidate, bool) {
	text := m.withoutID(b.Text())
	c, ok := format.FindLabel(text)
	if !ok {
		return c, false
	}
	if alone(c.After) {
		return c, true
	}
	// A name may have a colon of its own: "Chair: Ana Lind:".
	for i := c.Size; i < len(text); i++ {
		if text[i] == ':' && alone(text[i+1:]) {
			c, ok := format.SetApart(text[:i], i, true)
			c.Size, c.After, c.Told = i+1, strings.TrimSpace(text[i+1:]), false
			return c, ok
		}
	}
	return c, false
}

// withoutID is a text without the address at its end.
func (m Marks) withoutID(text string) string {
	if before, id := m.findID(text); id != "" {
		return text[:before]
	}
	return text
}

// alone tells whether nothing follows a label but a time.
func alone(after string) bool {
	_, rest := format.LeadingTime(strings.TrimSpace(after))
	return rest == ""
}

// lineLabel is the candidate at the start of a line. A label in bold type is
// bold as a whole and nothing more is.
func (m Marks) lineLabel(l Line) (format.Candidate, bool) {
	if l.Label > 0 {
		if c, ok := format.SetApart(l.Text, l.Label, true); ok {
			c.Style = format.Marked
			return c, true
		}
	}
	c, ok := format.FindAny(l.Text)
	if ok && c.Mark == format.Alone { // a name alone on its line is mostly a heading that nobody marked
		c, ok = format.Candidate{}, false
	}
	if size := l.bold(); size > 0 && (!ok || c.Mark != format.Colon || c.Size > 2*size) {
		if c, ok := format.SetApart(l.Text, size, false); ok {
			c.Style = asBold
			return c, true
		}
	}
	if !ok || c.Mark != format.Colon {
		return c, ok
	}
	for _, s := range l.Spans {
		switch {
		case s.Start >= c.Size:
		case s.Kind == transcript.Strong && s.Start == 0 && s.End <= c.Size && s.End*2 >= c.Size:
			c.Style, c.MarkedUp = asBold, true
		case s.Kind == transcript.Link || s.Kind == transcript.Mono || s.Kind == transcript.Image:
			return c, false
		case s.Kind == transcript.Strong && s.End > c.Size:
			return c, false // bold runs on into the speech: emphasis, not a label
		}
	}
	return c, true
}

// bold is how many bytes at the head of the line are in bold type.
func (l Line) bold() int {
	for _, s := range l.Spans {
		if s.Kind == transcript.Strong && s.Start == 0 {
			return s.End
		}
	}
	return 0
}
