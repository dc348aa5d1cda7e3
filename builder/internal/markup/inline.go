package markup

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/transcript"
)

// stretch writes text[from:end] with its spans, which are sorted and nest.
func (st *state) stretch(text string, spans []transcript.Span, from, end int) {
	type openSpan struct {
		end  int
		tail string
		link bool
	}
	var open []openSpan
	links := 0 // of those that are open: HTML has no link within a link
	at := from
	closeUntil := func(pos int) {
		for len(open) > 0 && open[len(open)-1].end <= pos {
			o := open[len(open)-1]
			st.text(text[at:o.end])
			at = o.end
			st.str(o.tail)
			if o.link {
				links--
			}
			open = open[:len(open)-1]
		}
	}
	for _, s := range spans {
		start, stop := max(s.Start, from), min(s.End, end)
		if start >= stop || !utf8.ValidString(text[start:stop]) {
			continue
		}
		closeUntil(start)
		if start < at || len(open) > 0 && stop > open[len(open)-1].end {
			continue // crosses what is open: leave it out rather than break the nesting
		}
		st.text(text[at:start])
		at = start
		head, tail := st.span(s, links > 0)
		st.str(head)
		link := tail == "</a>"
		if link {
			links++
		}
		open = append(open, openSpan{stop, tail, link})
	}
	closeUntil(end)
	st.text(text[at:end])
}

// text writes plain text; a line feed in it is a line that was broken on
// purpose.
func (st *state) text(s string) {
	for {
		i := strings.IndexByte(s, '\n')
		if i < 0 {
			st.dst = Escape(st.dst, s)
			return
		}
		st.dst = Escape(st.dst, s[:i])
		st.str("<br>")
		s = s[i+1:]
	}
}

var plainTags = map[transcript.SpanKind]string{
	transcript.Emphasis: "em", transcript.Strong: "strong", transcript.Strike: "s", transcript.Mono: "code",
	transcript.Sub: "sub", transcript.Super: "sup",
}

// span gives the tags around a span. within says that it stands in a link, so
// that it cannot be one.
func (st *state) span(s transcript.Span, within bool) (head, tail string) {
	if tag := plainTags[s.Kind]; tag != "" {
		return "<" + tag + ">", "</" + tag + ">"
	}
	switch s.Kind {
	case transcript.Link:
		to, ok := st.link(s.Value)
		if !ok || within {
			return "<span>", "</span>"
		}
		return string(append(attr([]byte("<a"), "href", to), '>')), "</a>"
	case transcript.Image:
		// A page asks another host for nothing before the reader clicks, so a
		// remote image is a link.
		to, ok := st.link(s.Value)
		if !ok || within {
			return `<span class="image">`, "</span>"
		}
		return string(append(attr([]byte(`<a class="image"`), "href", to), '>')), "</a>"
	case transcript.Event:
		class := "event e-" + s.Value
		title := ""
		if st.w != nil && st.w.Event != nil {
			title = st.w.Event(s.Value)
		}
		if s.Value == "inaudible" || s.Value == "interference" {
			class += " unclear"
			if st.w != nil && title == "" {
				title = st.w.Unclear
			}
		}
		return string(append(attr(attr([]byte("<span"), "class", class), "title", title), '>')), "</span>"
	case transcript.Unsure:
		title := ""
		if st.w != nil {
			title = st.w.Unsure
		}
		return string(append(attr([]byte(`<span class="unsure"`), "title", title), '>')), "</span>"
	case transcript.Gap:
		return `<span class="gap">`, "</span>"
	case transcript.Ruby:
		if s.Value == "" {
			break
		}
		return "<ruby>", string(append(Escape([]byte("<rp> (</rp><rt>"), s.Value), "</rt><rp>)</rp></ruby>"...))
	}
	return "<span>", "</span>"
}

func (st *state) link(href string) (string, bool) {
	if st.w != nil && st.w.Link != nil {
		to, ok := st.w.Link(href)
		return to, ok && SafeLink(to)
	}
	return href, SafeLink(href)
}

// SafeLink tells whether an address may be a link: relative, or of a scheme
// that only leads somewhere.
func SafeLink(address string) bool {
	address = strings.TrimSpace(address)
	if address == "" || strings.ContainsFunc(address, func(r rune) bool { return r < 0x20 || r == 0x7f }) {
		return false
	}
	end := strings.IndexAny(address, ":/?#")
	if end < 0 || address[end] != ':' {
		return !strings.HasPrefix(address, "//") || len(address) > 2
	}
	switch strings.ToLower(address[:end]) {
	case "http", "https", "mailto", "ftp", "tel", "doi", "urn":
		return true
	}
	return false
}
