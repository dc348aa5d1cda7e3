package format

import (
	"strings"

	"dixit/builder/internal/transcript"
)

// Prose gathers the text of one paragraph of XML with its spans. White space in
// XML is layout: a run of it is one blank, and none stands at either end.
type Prose struct {
	// Keep takes white space as it stands, as xml:space="preserve" asks.
	Keep  bool
	text  []byte
	spans []transcript.Span
	unset []int // the spans that have no text yet
	blank bool  // a blank is due before further text
}

// Write adds words as they stand in the file.
func (p *Prose) Write(s string) {
	if p.Keep {
		p.Put(s)
		return
	}
	for s != "" {
		n := strings.IndexFunc(s, layout)
		if n == 0 {
			p.blank = true
			s = strings.TrimLeftFunc(s, layout)
			continue
		}
		if n < 0 {
			n = len(s)
		}
		p.Put(s[:n])
		s = s[n:]
	}
}

// layout tells which characters are white space in XML. A no-break blank is
// text.
func layout(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// Put adds text that is kept as it is, after a blank that is due.
func (p *Prose) Put(s string) {
	if s == "" {
		return
	}
	if p.blank && len(p.text) > 0 && p.text[len(p.text)-1] != '\n' {
		p.text = append(p.text, ' ')
	}
	p.blank = false
	for _, i := range p.unset {
		p.spans[i].Start = len(p.text)
	}
	p.unset = p.unset[:0]
	p.text = append(p.text, s...)
}

// Break ends a line within the paragraph.
func (p *Prose) Break() {
	p.blank = false
	p.Put("\n")
}

// Blank asks for a blank before further text; Tight takes the wish back.
func (p *Prose) Blank() { p.blank = true }

// Tight lets further text stand close.
func (p *Prose) Tight() { p.blank = false }

// Size is how long the text is so far, in bytes.
func (p *Prose) Size() int { return len(p.text) }

// Empty tells whether there is no text yet.
func (p *Prose) Empty() bool { return len(p.text) == 0 }

// Open begins a span, which Close ends. Spans nest.
func (p *Prose) Open() int {
	n := len(p.spans)
	p.spans = append(p.spans, transcript.Span{Start: -1})
	p.unset = append(p.unset, n)
	return n
}

// Close ends the span that Open numbered, and says what it is.
func (p *Prose) Close(n int, kind transcript.SpanKind, value string) {
	if k := len(p.unset); k > 0 && p.unset[k-1] == n {
		p.unset = p.unset[:k-1] // nothing stood in it
		return
	}
	s := &p.spans[n]
	s.End, s.Kind, s.Value = len(p.text), kind, value
}

// Span reads a span: within adds what stands in it.
func (p *Prose) Span(kind transcript.SpanKind, value string, within func() error) error {
	n := p.Open()
	err := within()
	p.Close(n, kind, value)
	return err
}

// PutSpan adds a span of text that is kept as it is.
func (p *Prose) PutSpan(s string, kind transcript.SpanKind, value string) {
	n := p.Open()
	p.Put(s)
	p.Close(n, kind, value)
}

// Text is the paragraph so far with its spans.
func (p *Prose) Text() (string, []transcript.Span) {
	text := string(p.text)
	if !p.Keep {
		text = strings.TrimRight(text, " \n")
	}
	var spans []transcript.Span
	for _, s := range p.spans {
		if s.End = min(s.End, len(text)); s.Start >= 0 && s.Start < s.End {
			spans = append(spans, s)
		}
	}
	return text, spans
}

// PutNote adds what was noted rather than said, in brackets unless it has some,
// as an event. kind is its kind where the format says it, else the words tell.
func (p *Prose) PutNote(note, kind string) {
	if note == "" {
		return
	}
	told, marked := IsNote(note)
	if !marked {
		told = EventKind(note)
		note = "[" + note + "]"
	}
	if kind == "" {
		kind = told
	}
	if kind == "" {
		kind = Other
	}
	p.PutSpan(note, transcript.Event, kind)
}
