package document

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// Writer writes the words of a block as lines with spans, as a reader meets
// them. The zero Writer is empty.
type Writer struct {
	lines []Line
	text  []byte // of the line that is being written
	spans []transcript.Span
	open  []openSpan
	label int
	as    []transcript.Span // those that WriteAs opened
}

// openSpan is a span whose end is not reached; End is not used.
type openSpan struct {
	transcript.Span
	tag  string // the element that opened it, "" for one that Pop ends
	more int    // how often that was opened again within it
}

// Empty tells whether the line that is being written has no text yet.
func (w *Writer) Empty() bool { return len(w.text) == 0 }

// Blank tells whether text that is written next needs no blank before it: it
// begins the line, or one stands there.
func (w *Writer) Blank() bool {
	r, _ := utf8.DecodeLastRune(w.text)
	return len(w.text) == 0 || unicode.IsSpace(r)
}

// Write appends text. An entity may be a control character, which a line of
// text does not have.
func (w *Writer) Write(s string) {
	if strings.ContainsFunc(s, notInLine) {
		s = strings.Map(inLine, s)
	}
	w.text = append(w.text, s...)
}

// WriteAs appends text under spans of its own, whose kinds and values count. What
// is written next under the same goes on in them.
func (w *Writer) WriteAs(spans []transcript.Span, s string) {
	if !slices.Equal(spans, w.as) {
		w.EndAs()
		for _, k := range spans {
			w.Push(k.Kind, k.Value)
		}
		w.as = spans
	}
	w.Write(s)
}

// EndAs ends the spans that WriteAs left open.
func (w *Writer) EndAs() {
	for range w.as {
		w.Pop()
	}
	w.as = nil
}

// notInLine tells the characters that a line of text does not have.
func notInLine(r rune) bool {
	return r < ' ' || r >= 0x7F && (r < 0xA0 || r == 0x2028 || r == 0x2029 || r == utf8.RuneError)
}

// inLine is what stands for a character in a line of text.
func inLine(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\f', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case unicode.IsControl(r):
		return utf8.RuneError
	}
	return r
}

// Push begins a span, which Pop ends.
func (w *Writer) Push(kind transcript.SpanKind, value string) { w.push(kind, value, "") }

func (w *Writer) push(kind transcript.SpanKind, value, tag string) {
	w.open = append(w.open, openSpan{Span: transcript.Span{Start: len(w.text), Kind: kind, Value: value}, tag: tag})
}

// Pop ends the innermost span that Push began, and whatever tags left open in
// it.
func (w *Writer) Pop() {
	for {
		s := w.open[len(w.open)-1]
		w.close(len(w.open) - 1)
		if s.tag == "" {
			return
		}
	}
}

// Ruby writes a word with its reading above it; a reading without a word is
// written as one.
func (w *Writer) Ruby(word, reading string) {
	w.EndAs()
	if word == "" {
		w.Write(reading)
		return
	}
	w.Push(transcript.Ruby, reading)
	w.Write(word)
	w.Pop()
}

// OpenTag begins the span of an element. There is no link within a link, and
// bold within bold is no span of its own.
func (w *Writer) OpenTag(tag string, kind transcript.SpanKind, value string) {
	if at := w.tagged(tag); at >= 0 {
		if kind != transcript.Link {
			w.open[at].more++
			return
		}
		w.close(at)
	}
	w.push(kind, value, tag)
}

// CloseTag ends the span of an element. One that is not open is not closed.
func (w *Writer) CloseTag(tag string) {
	at := w.tagged(tag)
	switch {
	case at < 0:
	case w.open[at].more > 0:
		w.open[at].more--
	default:
		w.close(at)
	}
}

func (w *Writer) tagged(tag string) int {
	return slices.IndexFunc(w.open, func(s openSpan) bool { return s.tag == tag })
}

// close ends open span i. Those opened within it end too, so that spans nest,
// and go on after it.
func (w *Writer) close(i int) {
	for j := len(w.open) - 1; j >= i; j-- {
		w.keep(w.open[j].Span)
		w.open[j].Start = len(w.text)
	}
	w.open = slices.Delete(w.open, i, i+1)
}

// keep adds a span that ends here.
func (w *Writer) keep(s transcript.Span) {
	if s.End = len(w.text); s.End > s.Start {
		w.spans = append(w.spans, s)
	}
}

// Label says that what the line has so far is who speaks, as the markup has it.
func (w *Writer) Label() { w.label = len(w.text) }

// Labelled tells whether the line has nothing but who speaks so far.
func (w *Writer) Labelled() bool { return w.label > 0 && w.label == len(w.text) }

// Break ends the line, which stands at a line of the file; hard says that it was
// broken on purpose. Open spans go on in the next.
func (w *Writer) Break(line int, hard bool) {
	for _, s := range w.open {
		w.keep(s.Span)
	}
	l := Line{Line: line, Text: string(w.text), Spans: w.spans, Hard: hard, Label: w.label}.Trimmed()
	SortSpans(l.Spans)
	w.lines = append(w.lines, l)
	w.text, w.spans, w.label = nil, nil, 0
	for i := range w.open {
		w.open[i].Start = 0
	}
}

// Lines takes the lines that were ended.
func (w *Writer) Lines() []Line {
	out := w.lines
	w.lines = nil
	return out
}

// Text is that of the line that is being written.
func (w *Writer) Text() string { return string(w.text) }
