package format

import "strings"

// Loose is the paragraph of words of XML that stand between elements, in none of their
// own. The zero Loose has none.
type Loose struct {
	prose *Prose
	line  int
}

// Begin gives the paragraph, which begins on the line of x unless it has begun.
func (l *Loose) Begin(x *XML) *Prose {
	if l.prose == nil {
		l.prose, l.line = new(Prose), x.Line()
	}
	return l.prose
}

// Write adds words; white space alone begins no paragraph.
func (l *Loose) Write(x *XML, s string) {
	if l.prose != nil || strings.TrimSpace(s) != "" {
		l.Begin(x).Write(s)
	}
}

// Prose is the paragraph, nil for none.
func (l *Loose) Prose() *Prose { return l.prose }

// Take ends the paragraph, and gives it with the line on which it began; nil for none.
func (l *Loose) Take() (*Prose, int) {
	p := l.prose
	l.prose = nil
	return p, l.line
}
