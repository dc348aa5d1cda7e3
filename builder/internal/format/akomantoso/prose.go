package akomantoso

import (
	"cmp"
	"encoding/xml"
	"strings"
	"time"

	"dixit/builder/internal/format"
	"dixit/builder/internal/transcript"
)

// loose adds words that stand between elements.
func (r *reader) loose(s string) { r.between.Write(r.x, s) }

// flush ends a paragraph without an element of its own.
func (r *reader) flush() {
	if p, line := r.between.Take(); p != nil {
		r.add(p, transcript.Segment{Line: line})
	}
}

// words gives the text of an element, without spans.
func (r *reader) words() (string, error) {
	var p format.Prose
	err := r.each(func(s xml.StartElement) error { return r.inline(s, &p) }, p.Write)
	text, _ := p.Text()
	return text, err
}

// add adds a paragraph to the turn that goes on. What stands between speeches is
// spoken by nobody; what is noted there stays with the speech after which it was
// heard.
func (r *reader) add(p *format.Prose, seg transcript.Segment) {
	seg.Text, seg.Spans = p.Text()
	if seg.Text == "" {
		return
	}
	if len(seg.Spans) > 0 && seg.Kind == transcript.Speech && seg.Spans[0].Kind == transcript.Event && seg.Spans[0].End-seg.Spans[0].Start == len(seg.Text) {
		seg.Kind = transcript.Note
	}
	r.x.Paragraph()
	if r.around == 0 && seg.Kind != transcript.Note && r.open >= 0 && r.said[r.open].ended {
		r.open = -1
	}
	turn := r.turn()
	turn.Segments = append(turn.Segments, seg)
	turn.EndLine = r.x.Line()
}

// paragraph reads an element as a segment.
func (r *reader) paragraph(start xml.StartElement) error {
	r.flush()
	p := &format.Prose{Keep: format.Attr(start.Attr, "space") == "preserve"}
	seg := transcript.Segment{Line: r.x.Line()}
	if start.Name.Local == "li" {
		seg.Kind = transcript.Item
	}
	err := r.each(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "recordedTime":
			return r.recorded(s)
		case "from":
			return r.from()
		}
		if !inlines[s.Name.Local] && s.Name.Local != "br" && s.Name.Local != "eol" {
			r.add(p, seg)
			*p = format.Prose{Keep: p.Keep}
			return r.block(s)
		}
		return r.inline(s, p)
	}, p.Write)
	r.add(p, seg)
	return err
}

// noted reads what the record says of the meeting, rather than what is said in
// it, as an event. It belongs to the turn after which it stands.
func (r *reader) noted(start xml.StartElement) error {
	r.flush()
	line := r.x.Line()
	var p format.Prose
	err := r.each(func(s xml.StartElement) error {
		p.Blank()
		err := r.inline(s, &p)
		p.Blank()
		return err
	}, p.Write)
	text, _ := p.Text()
	var note format.Prose
	note.PutNote(text, known(format.Attr(start.Attr, "type")))
	r.add(&note, transcript.Segment{Line: line})
	return err
}

// known gives the kind of event that an attribute names, "" for none.
func known(kind string) string {
	switch kind {
	case format.Inaudible, format.Laughter, format.Applause, format.Crosstalk, format.Noise, format.Reading, format.Pause, format.Music, format.Break, format.Language, format.End, format.Other:
		return kind
	}
	return ""
}

// inline reads an element within a paragraph.
func (r *reader) inline(start xml.StartElement, p *format.Prose) error {
	within := func() error { return r.each(func(s xml.StartElement) error { return r.inline(s, p) }, p.Write) }
	span := func(kind transcript.SpanKind, value string) error { return p.Span(kind, value, within) }
	switch start.Name.Local {
	case "i", "b", "sub", "sup":
		kind, _ := format.SpanOf(start.Name.Local)
		return span(kind, "")
	case "a", "ref":
		if href := format.Attr(start.Attr, "href"); strings.Contains(href, "://") {
			return span(transcript.Link, href)
		}
	case "br", "eol":
		if start.Name.Local == "br" {
			p.Break()
		} else {
			p.Blank()
		}
		return r.drop(transcript.Variant)
	case "recordedTime":
		return r.recorded(start)
	case "remark", "authorialNote", "omissis", "scene", "narrative", "comment":
		text, err := r.words()
		kind := known(format.Attr(start.Attr, "type"))
		if format.Attr(start.Attr, "class") == "plain" && text != "" {
			p.PutSpan(text, transcript.Event, cmp.Or(kind, format.Other))
			return err
		}
		p.PutNote(text, kind)
		return err
	}
	return within()
}

// recorded reads a time of the day that stands in the record: of the speech
// within which it stands, else of the next.
func (r *reader) recorded(start xml.StartElement) error {
	if at := r.clock(format.Attr(start.Attr, "time")); at != transcript.NoTime && !r.timed {
		r.marked, r.timed = at, true
	}
	return r.drop(transcript.Furniture)
}

// drop keeps the text of the element that has begun among what was dropped.
func (r *reader) drop(kind transcript.DropKind) error {
	line := r.x.Line()
	var p format.Prose
	err := r.text(&p)
	if text, _ := p.Text(); text != "" {
		r.t.Dropped = append(r.t.Dropped, transcript.Dropped{Line: line, EndLine: r.x.Line(), Kind: kind, Text: text})
	}
	return err
}

func (r *reader) text(p *format.Prose) error {
	return r.each(func(xml.StartElement) error {
		p.Blank()
		err := r.text(p)
		p.Blank()
		return err
	}, p.Write)
}

// clock gives a time of day as that since midnight of the first day that the
// file names.
func (r *reader) clock(s string) transcript.Time {
	if s == "" {
		return transcript.NoTime
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		// Clocks that are set back or forward during a meeting are none.
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
		if r.midnight.IsZero() {
			r.midnight = t.Truncate(24 * time.Hour)
		}
		if since := t.Sub(r.midnight); since >= 0 && since < 1000*24*time.Hour {
			return transcript.Time(since.Milliseconds())
		}
		return transcript.NoTime
	}
	if at, rest := format.LeadingTime(s); rest == "" {
		return at
	}
	return transcript.NoTime
}

// bare is the id that a reference names.
func bare(ref string) string {
	if i := strings.LastIndexAny(ref, "#/"); i >= 0 {
		return ref[i+1:]
	}
	return ref
}
