package cues

import (
	"html"
	"regexp"
	"strings"

	"dixit/builder/internal/transcript"
)

// marker reads the marks within the lines of a cue: those of WebVTT (section
// 4.2: voice, class, emphasis, ruby, language, times, character references) and
// those that SubRip takes from HTML and from SubStation ({\an8}). A mark holds
// until it is closed or the cue ends, over its lines. What only looks like a
// mark is words.
type marker struct {
	voice  string
	nobody bool // the mark of a voice that holds has no name
	open   []openMark

	out   []Line
	text  []byte
	spans []transcript.Span
	timed bool
	n     int
}

// openMark is a mark that has begun.
type openMark struct {
	name string
	from int // in the text of the line
	base int // where the base of a reading begins, for ruby
}

// line reads line n.
func (m *marker) line(n int, raw string) []Line {
	m.n, m.out, m.text, m.spans, m.timed = n, nil, nil, nil, false
	for i := range m.open {
		m.open[i].from, m.open[i].base = 0, 0
	}
	for raw != "" {
		i := strings.IndexAny(raw, "<{&\\")
		if i < 0 {
			m.put(raw)
			break
		}
		m.put(raw[:i])
		raw = raw[i:]
		size := 0
		switch raw[0] {
		case '<':
			size = m.tag(raw)
		case '{':
			size = len(override.FindString(raw))
		case '&':
			size = m.reference(raw)
		case '\\':
			size = m.escape(raw)
		}
		if size == 0 {
			m.put(raw[:1])
			size = 1
		}
		raw = raw[size:]
	}
	m.flush()
	return m.out
}

// put adds words; white space at a line's begin is none, and a run of it one
// blank.
func (m *marker) put(s string) {
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\u00a0' {
			if n := len(m.text); n > 0 && m.text[n-1] != ' ' {
				m.text = append(m.text, ' ')
			}
			continue
		}
		m.text = append(m.text, string(r)...)
	}
}

// override is a group of SubStation's override codes, such as {\an8} or
// {\i1\c&H0000FF&}. Braces and a backslash around anything else are words: people
// dictate and paste formulas.
var override = regexp.MustCompile(`^\{(?:\\(?:` + strings.Join([]string{
	`an?\d{1,2}`, `[ius][01]`, `b\d{1,3}`, `fn[^\\{}a-z][^\\{}]*`, `fs[+-]?[\d.]+`, `fsc[xy][\d.]+`, `fsp-?[\d.]+`,
	`fr[xyz]?-?[\d.]+`, `fa[xy]-?[\d.]+`, `fe\d+`, `[1-4]?c&H[0-9A-Fa-f]+&?`, `[1-4]a&H[0-9A-Fa-f]+&?`, `alpha&H[0-9A-Fa-f]+&?`,
	`(?:pos|move|org|fade?|i?clip|t)\([^{}]*\)`, `[kK][fo]?\d+`, `q[0-3]`, `r(?:[A-Z][^\\{}]*)?`, `[xy]?(?:bord|shad)-?[\d.]+`, `(?:be|blur)[\d.]+`, `pb?o?-?\d+`,
}, "|") + `))+\}`)

// escape reads SubStation's blank (\h) and line break (\N) and gives their size, 0
// for none: in a path (C:\New) they are words.
func (m *marker) escape(raw string) int {
	word := string(m.text[strings.LastIndexByte(string(m.text), ' ')+1:])
	if len(raw) < 2 || strings.ContainsAny(word, `:\`) {
		return 0
	}
	switch raw[1] {
	case 'h':
		m.put(" ")
	case 'N':
		m.flush()
	default:
		return 0
	}
	return 2
}

// reference reads a character reference and gives its size, 0 for none. Marks of
// direction, which references mostly are, show nothing and are left out as
// everywhere.
func (m *marker) reference(raw string) int {
	end := strings.IndexByte(raw[:min(len(raw), 12)], ';')
	if end < 0 {
		return 0
	}
	s := html.UnescapeString(raw[:end+1])
	if s == raw[:end+1] {
		return 0
	}
	if s != "\u200e" && s != "\u200f" {
		m.put(s)
	}
	return end + 1
}

// known are the marks that mean something, or nothing but how words look.
var known = map[string]transcript.SpanKind{"b": transcript.Strong, "i": transcript.Emphasis}

// tag reads a mark and gives its size, 0 where it is none: "a < b and c > d", or
// a letter that a name of a mark has, before prose.
func (m *marker) tag(raw string) int {
	end := strings.IndexByte(raw, '>')
	if end < 0 {
		return 0
	}
	body := raw[1:end]
	if _, ok := clock(body); ok {
		m.timed = true
		return end + 1
	}
	closing := strings.HasPrefix(body, "/")
	body = strings.TrimPrefix(body, "/")
	if body == "" || body[0] == ' ' || body[0] == '\t' {
		return 0
	}
	name, note, _ := strings.Cut(strings.TrimSpace(body), " ")
	name, _, _ = strings.Cut(strings.ToLower(strings.TrimSuffix(name, "/")), ".")
	if note = strings.TrimSpace(strings.TrimSuffix(note, "/")); name != "v" && note != "" {
		attribute := strings.Index(note, "=") > 0 && !strings.ContainsAny(note[:strings.Index(note, "=")], " <")
		if !attribute && (name != "lang" || strings.Contains(note, " ")) {
			return 0
		}
	}
	switch name {
	case "v":
		m.flush()
		m.voice = ""
		if !closing {
			m.voice = strings.TrimSpace(html.UnescapeString(note))
		}
		m.nobody = !closing && m.voice == ""
	case "br":
		m.put(" ")
	case "c", "b", "i", "u", "s", "lang", "ruby", "rt", "font":
		if closing {
			m.end(name)
		} else {
			m.begin(name)
		}
	default:
		return 0
	}
	return end + 1
}

func (m *marker) begin(name string) {
	base := len(m.text)
	if name == "rt" {
		if n := len(m.open); n > 0 && m.open[n-1].name == "ruby" {
			base = m.open[n-1].base
		}
	}
	m.open = append(m.open, openMark{name, len(m.text), base})
}

// end closes the innermost mark of a name; those within it end with it.
func (m *marker) end(name string) {
	for i := len(m.open) - 1; i >= 0; i-- {
		o := m.open[i]
		if o.name != name {
			continue
		}
		m.open = m.open[:i]
		if o.name == "rt" {
			m.reading(o)
			if i > 0 && m.open[i-1].name == "ruby" {
				m.open[i-1].base = len(m.text)
			}
		} else {
			m.span(o)
		}
		return
	}
}

// reading makes the words of a mark the reading of those before it.
func (m *marker) reading(o openMark) {
	value := strings.TrimSpace(string(m.text[o.from:]))
	m.text = m.text[:o.from]
	if value == "" || o.base >= o.from {
		m.put(value) // nothing that it could be the reading of
		return
	}
	m.spans = append(m.spans, transcript.Span{Start: o.base, End: o.from, Kind: transcript.Ruby, Value: value})
}

func (m *marker) span(o openMark) {
	if kind, ok := known[o.name]; ok && o.from < len(m.text) {
		m.spans = append(m.spans, transcript.Span{Start: o.from, End: len(m.text), Kind: kind})
	}
}

// flush ends what one voice says on a line.
func (m *marker) flush() {
	for i := len(m.open) - 1; i >= 0; i-- {
		m.span(m.open[i])
	}
	text := string(m.text)
	if strings.TrimSpace(text) != "" {
		SortSpans(m.spans)
		l := Line{N: m.n, Voice: m.voice, Nobody: m.nobody, Text: text, Spans: m.spans, Timed: m.timed}
		m.out = append(m.out, l.Cut(0, len(text)))
	}
	m.text, m.spans = nil, nil
	for i := range m.open {
		m.open[i].from, m.open[i].base = 0, 0
	}
}
