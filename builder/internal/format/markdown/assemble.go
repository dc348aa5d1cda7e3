package markdown

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// The ways in which Markdown marks a turn.
const (
	asText    = iota            // Name: …
	asBold                      // **Name:** …
	asHeading = format.Headings // ### Name:
)

// explicit is an address that the writer set at the end of a paragraph or
// heading: {#id}.
var explicit = regexp.MustCompile(`\s*\{#([\pL_][\pL\pN_:.-]*)\}$`)

// spot is a line of a block.
type spot struct{ block, line int }

// assemble makes sections and turns of the blocks.
func assemble(t *transcript.Transcript, blocks []block) diag.List {
	blocks = takeTitle(t, blocks)
	labels, at := judge(t.Meta, blocks)
	starts := make(map[spot]*format.Label, len(labels))
	list := format.Judged(t.File, labels)
	for i := range labels {
		if labels[i].Accepted {
			starts[at[i]] = &labels[i]
		}
	}
	t.Turns = slices.Grow(t.Turns, len(starts)+1)
	open := -1 // index of the turn that is being written, -1 for none
	begin := func(turn transcript.Turn) {
		turn.Section = len(t.Sections)
		turn.Start, turn.End = transcript.NoTime, transcript.NoTime
		t.Turns = append(t.Turns, turn)
		open = len(t.Turns) - 1
	}
	for i, b := range blocks {
		label, labelled := starts[spot{i, 0}]
		if b.kind == transcript.Heading && !labelled {
			t.Sections = append(t.Sections, transcript.Section{Level: b.depth, Title: takeID(&b, nil), Line: b.line})
			open = -1
			continue
		}
		if b.kind == transcript.Heading {
			begin(transcript.Turn{Label: label.Name, Role: label.Role, Line: b.line, EndLine: b.line, Confidence: label.Confidence})
			turn := &t.Turns[open]
			takeID(&b, &turn.ID)
			if turn.Start = label.At; turn.Start == transcript.NoTime {
				turn.Start, _ = format.LeadingTime(strings.TrimSpace(b.text()[label.Size:]))
			}
			continue
		}
		from := 0
		for j := range b.lines {
			label, ok := starts[spot{i, j}]
			if !ok {
				continue
			}
			if j > from {
				if open < 0 {
					begin(transcript.Turn{Line: b.lines[from].line, Confidence: 1})
				}
				extend(&t.Turns[open], b, from, j)
			}
			begin(transcript.Turn{Label: label.Name, Role: label.Role, Line: b.lines[j].line, EndLine: b.lines[j].line, Confidence: label.Confidence})
			turn := &t.Turns[open]
			rest := b.lines[j].cut(label.Size)
			if turn.Start = label.At; turn.Start != transcript.NoTime {
			} else if at, text := format.LeadingTime(rest.text); at != transcript.NoTime {
				turn.Start = at
				rest = rest.cut(len(rest.text) - len(text))
			}
			b.lines[j] = rest
			from = j
		}
		if open < 0 {
			begin(transcript.Turn{Line: b.line, Confidence: 1})
		}
		extend(&t.Turns[open], b, from, len(b.lines))
	}
	return list
}

// extend adds lines [from, to) of a block to a turn.
func extend(turn *transcript.Turn, b block, from, to int) {
	b.lines = b.lines[from:to]
	takeID(&b, &turn.ID)
	segs := b.segments(b.lines[0].line)
	turn.Segments = append(turn.Segments, segs...)
	turn.EndLine = max(turn.EndLine, b.lines[len(b.lines)-1].line)
}

// findID is explicit on a text; most texts are seen to have none without it.
func findID(text string) []int {
	if !strings.HasSuffix(text, "}") {
		return nil
	}
	return explicit.FindStringSubmatchIndex(text)
}

// takeID removes an explicit address from the end of a block and puts it where
// id points. It gives the block's text. A turn has one address: a further one
// stays in the text, where its writer sees it.
func takeID(b *block, id *string) string {
	if n := len(b.lines); n > 0 && b.kind != transcript.Code && (id == nil || *id == "") {
		last := b.lines[n-1]
		if m := findID(last.text); m != nil {
			if id != nil {
				*id = last.text[m[2]:m[3]]
			}
			last.text = last.text[:m[0]]
			kept := last.spans[:0:0]
			for _, s := range last.spans {
				if s.End = min(s.End, len(last.text)); s.End > s.Start {
					kept = append(kept, s)
				}
			}
			last.spans = kept
			b.lines[n-1] = last
		}
	}
	return b.text()
}

// segments makes the segments of a block, joining its lines.
func (b block) segments(line int) []transcript.Segment {
	if len(b.lines) == 0 {
		return nil
	}
	if line == 0 {
		line = b.line
	}
	var joined inlineLine
	if b.kind == transcript.Code {
		lines := make([]string, len(b.lines))
		for i, l := range b.lines {
			lines[i] = l.text
		}
		joined.text = strings.Join(lines, "\n")
	} else {
		joined = join(b.lines)
	}
	if strings.TrimSpace(joined.text) == "" {
		return nil
	}
	seg := transcript.Segment{Kind: b.kind, Quote: b.quote, Depth: b.depth, Number: b.number, Line: line, Text: joined.text, Spans: joined.spans}
	return []transcript.Segment{format.WithEvents(seg, false)}
}

// takeTitle takes a heading at the head of the document as its title, with the
// date that may begin it, unless front matter gave another.
func takeTitle(t *transcript.Transcript, blocks []block) []block {
	if len(blocks) == 0 || blocks[0].quote {
		return blocks
	}
	b := blocks[0]
	if b.kind == transcript.Speech && t.Meta.Title == "" && bareTitle(blocks) {
		b.depth = 1
	} else if b.kind != transcript.Heading {
		return blocks
	}
	printed := b.text()
	if _, labelled := headingLabel(b); b.depth > 1 && t.Meta.Title != "" || labelled || endsInColon(printed) {
		return blocks
	}
	title := takeID(&b, nil)
	date, rest := format.LeadingDate(title)
	if date != "" && rest != "" && (t.Meta.Date == "" || t.Meta.Date == date) {
		t.Meta.Date, title = date, rest
	}
	switch {
	case t.Meta.Title == "":
		t.Meta.Title = title
	case lang.Fold(t.Meta.Title) == lang.Fold(rest):
		t.Dropped = append(t.Dropped, transcript.Dropped{Line: b.line, EndLine: b.line, Kind: transcript.TitleAgain, Text: printed})
	default:
		return blocks
	}
	return blocks[1:]
}

// maxTitle is how long, in runes, a first line may be to be a title.
const maxTitle = 120

// bareTitle tells whether the first paragraph is a title without a mark: a line
// that is no sentence, and the first turn after it.
func bareTitle(blocks []block) bool {
	if len(blocks) < 2 || len(blocks[0].lines) != 1 || blocks[0].depth > 0 {
		return false
	}
	text := blocks[0].text()
	if _, ok := lineLabel(blocks[0].lines[0]); ok || format.EndsSentence(text) || utf8.RuneCountInString(text) > maxTitle {
		return false
	}
	next := blocks[1]
	if next.quote || next.depth > 0 && next.kind != transcript.Heading || len(next.lines) == 0 {
		return false
	}
	c, ok := lineLabel(next.lines[0])
	if next.kind == transcript.Heading {
		_, ok = headingLabel(next)
		return ok
	}
	return ok && c.MarkedUp
}

func endsInColon(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：")
}

// judge finds and weighs the lines that may begin a turn. The two results run
// parallel.
func judge(meta transcript.Meta, blocks []block) ([]format.Label, []spot) {
	named := format.Declared(meta)
	deepest := 0 // of headings that are no labels, whatever else they are
	for _, b := range blocks {
		if b.kind != transcript.Heading || endsInColon(b.text()) {
			continue
		}
		if _, labelled := headingLabel(b); !labelled {
			deepest = max(deepest, b.depth)
		}
	}
	var (
		cands []format.Candidate
		at    []spot
		text  strings.Builder
		prev  string
	)
	size := 0
	for _, b := range blocks {
		for _, l := range b.lines {
			size += len(l.text) + 1
		}
	}
	text.Grow(size)
	for i, b := range blocks {
		if b.kind == transcript.Heading {
			if c, ok := headingLabel(b); ok && !b.quote {
				c.Line, c.Declared, c.Style = b.line, len(named) > 0 && named[lang.Fold(c.Name)], asHeading
				// A turn has no headings of its own, so a heading above
				// others is a section's even when it ends in a colon.
				c.MarkedUp = b.depth >= deepest
				c.After = "…"
				cands, at = append(cands, c), append(at, spot{i, 0})
			}
			prev = ""
			continue
		}
		if b.kind == transcript.Speech && !b.quote && b.depth == 0 {
			for j, l := range b.lines {
				if c, ok := lineLabel(l); ok {
					c.Line, c.Declared = l.line, len(named) > 0 && named[lang.Fold(c.Name)]
					if j > 0 && !b.lines[j-1].hard {
						c.Before = prev
					}
					if c.After == "" && (j+1 < len(b.lines) || i+1 < len(blocks) && blocks[i+1].kind != transcript.Heading) {
						c.After = "…"
					}
					cands, at = append(cands, c), append(at, spot{i, j})
				}
				prev = l.text
			}
		}
		for _, l := range b.lines {
			text.WriteString(l.text)
			text.WriteByte('\n')
		}
	}
	return format.Weigh(cands, text.String()), at
}

// headingLabel is the candidate that a heading is: a label and, at most, a time
// and an address.
func headingLabel(b block) (format.Candidate, bool) {
	text := b.text()
	if m := findID(text); m != nil {
		text = text[:m[0]]
	}
	c, ok := format.FindLabel(text)
	if !ok {
		return c, false
	}
	_, rest := format.LeadingTime(c.After)
	return c, rest == ""
}

// lineLabel is the candidate at the start of a line. A label in bold type is
// bold as a whole and nothing more is.
func lineLabel(l inlineLine) (format.Candidate, bool) {
	c, ok := format.FindLabel(l.text)
	if !ok {
		return c, false
	}
	for _, s := range l.spans {
		switch {
		case s.Start >= c.Size:
		case s.Kind == transcript.Strong && s.Start == 0 && s.End <= c.Size && s.End*2 > c.Size:
			c.Style, c.MarkedUp = asBold, true
		case s.Kind == transcript.Link || s.Kind == transcript.Mono || s.Kind == transcript.Image:
			return c, false
		case s.Kind == transcript.Strong && s.End > c.Size:
			return c, false // bold runs on into the speech: emphasis, not a label
		}
	}
	return c, true
}
