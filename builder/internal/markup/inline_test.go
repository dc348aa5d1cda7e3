package markup

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

// spanned makes a paragraph of a text in which {kind=value|…} are spans, which
// may nest.
func spanned(s string) seg {
	kinds := map[string]transcript.SpanKind{
		"em": transcript.Emphasis, "strong": transcript.Strong, "strike": transcript.Strike, "mono": transcript.Mono, "sub": transcript.Sub, "sup": transcript.Super,
		"link": transcript.Link, "image": transcript.Image, "event": transcript.Event, "gap": transcript.Gap, "ruby": transcript.Ruby,
	}
	var out seg
	var open []int
	for s != "" {
		switch s[0] {
		case '{':
			head, rest, _ := strings.Cut(s[1:], "|")
			kind, value, _ := strings.Cut(head, "=")
			open = append(open, len(out.Spans))
			out.Spans = append(out.Spans, transcript.Span{Start: len(out.Text), Kind: kinds[kind], Value: value})
			s = rest
		case '}':
			out.Spans[open[len(open)-1]].End = len(out.Text)
			open = open[:len(open)-1]
			s = s[1:]
		default:
			out.Text += s[:1]
			s = s[1:]
		}
	}
	return out
}

func TestSpansAreWrittenAsElements(t *testing.T) {
	words := &Words{Event: func(kind string) string { return map[string]string{"laughter": "Gelächter"}[kind] }, Unclear: "unverständlich"}
	for _, c := range []struct{ about, text, want string }{
		{"none", "a", "a"},
		{"emphasis and its like", "{em|a}{strong|b}{strike|c}{mono|d}{sub|e}{sup|f}", "<em>a</em><strong>b</strong><s>c</s><code>d</code><sub>e</sub><sup>f</sup>"},
		{"one in the other", "x {em|a {strong|b {mono|c}} d} y", "x <em>a <strong>b <code>c</code></strong> d</em> y"},
		{"two of one stretch", "{em|{strong|ab}}", "<em><strong>ab</strong></em>"},
		{"beside each other", "{em|甲}{em|乙}", "<em>甲</em><em>乙</em>"},
		{"empty ones", "a{em|}b", "ab"},
		{"signs of HTML", "{em|<b>}&{mono|</code>}", "<em>&lt;b&gt;</em>&amp;<code>&lt;/code&gt;</code>"},
		{"a break", "{em|a\nb}", "<em>a<br>b</em>"},
		{"a link", "{link=https://example.org/?a=1&b=2|a}", `<a href="https://example.org/?a=1&amp;b=2">a</a>`},
		{"a link with formatting", "{link=x/|a {em|b}}", `<a href="x/">a <em>b</em></a>`},
		{"a link that leads to a program", "{link=javascript:x|a}", "<span>a</span>"},
		{"a link without an address", "{link=|a}", "<span>a</span>"},
		{"an image is a link", "{image=https://example.org/a.png|A quay}", `<a class="image" href="https://example.org/a.png">A quay</a>`},
		{"an image of no address", "{image=data:image/png;base64,AA|A quay}", `<span class="image">A quay</span>`},
		{"an image in a link", "{link=x/|{image=a.png|A quay}}", `<a href="x/"><span class="image">A quay</span></a>`},
		{"a link in a link", "{link=x/|a {em|{link=y/|b}} c} {link=z/|d}", `<a href="x/">a <em><span>b</span></em> c</a> <a href="z/">d</a>`},
		{"a link in a link that is none", "{link=javascript:x|{link=y/|b}}", `<span><a href="y/">b</a></span>`},
		{"an event", "a {event=laughter|[laughter]}", `a <span class="event e-laughter" title="Gelächter">[laughter]</span>`},
		{"an event without a name", "{event=note|(he stands)}", `<span class="event e-note">(he stands)</span>`},
		{"what could not be heard", "{event=inaudible|[…]}", `<span class="event e-inaudible unclear" title="unverständlich">[…]</span>`},
		{"lost letters", "a{gap| }b", `a<span class="gap"> </span>b`},
		{"ruby", "{ruby=とうきょう|東京}へ", "<ruby>東京<rp> (</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ"},
		{"ruby without a reading", "{ruby=|東京}", "<span>東京</span>"},
	} {
		if got, want := string(Segments(nil, []seg{spanned(c.text)}, Places{}, words)), "<p>"+c.want+"</p>"; got != want {
			t.Errorf("%s:\n got %s\nwant %s", c.about, got, want)
		}
	}
}

func TestSpansOverCells(t *testing.T) {
	s := spanned("a {em|b\tc} d\t{link=x/|e\tf}")
	s.Kind = transcript.Row
	got := string(Segments(nil, []seg{s}, Places{}, nil))
	if want := `<tr><td>a <em>b</em></td><td><em>c</em> d</td><td><a href="x/">e</a></td><td><a href="x/">f</a></td></tr>`; !strings.Contains(got, want) {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

// TestSpansThatAreWrong holds that spans which no reader should make lose their
// formatting, never words.
func TestSpansThatAreWrong(t *testing.T) {
	em := func(start, end int) transcript.Span { return transcript.Span{Start: start, End: end} }
	strong := func(start, end int) transcript.Span {
		return transcript.Span{Start: start, End: end, Kind: transcript.Strong}
	}
	for _, c := range []struct {
		about string
		text  string
		spans []transcript.Span
		want  string
	}{
		{"beyond the text", "abc", []transcript.Span{em(1, 99), em(50, 60), em(-5, -1), em(-2, 1)}, "a<em>bc</em>"},
		{"turned round", "abc", []transcript.Span{em(2, 1)}, "abc"},
		{"crossing", "abcd", []transcript.Span{em(0, 3), strong(1, 4)}, "<em>abc</em>d"},
		{"out of order", "abcd", []transcript.Span{em(2, 3), strong(0, 2)}, "ab<em>c</em>d"},
		{"out of order, within", "abcd", []transcript.Span{em(1, 4), strong(2, 4), em(0, 3)}, "a<em>b<strong>cd</strong></em>"},
		{"out of order, after", "abcd", []transcript.Span{em(0, 1), strong(2, 3), em(1, 2)}, "<em>a</em>b<strong>c</strong>d"},
		{"within a letter", "é海", []transcript.Span{em(1, 2), em(0, 3), strong(2, 5)}, "é<strong>海</strong>"},
		{"of no kind", "ab", []transcript.Span{{Start: 0, End: 1, Kind: 99}}, "<span>a</span>b"},
	} {
		got := string(Segments(nil, []seg{{Text: c.text, Spans: c.spans}}, Places{}, nil))
		if got != "<p>"+c.want+"</p>" {
			t.Errorf("%s:\n got %s\nwant <p>%s</p>", c.about, got, c.want)
		}
	}
}

func TestLinksLeadWhereThePageSays(t *testing.T) {
	words := &Words{Link: func(href string) (string, bool) {
		return map[string]string{"b.md": "../b/", "evil": "javascript:x"}[href], href != "gone.md"
	}}
	for text, want := range map[string]string{
		"{link=b.md|b}":    `<a href="../b/">b</a>`,
		"{image=b.md|b}":   `<a class="image" href="../b/">b</a>`,
		"{link=gone.md|b}": "<span>b</span>",
		"{link=evil|b}":    "<span>b</span>",
	} {
		if got := string(Segments(nil, []seg{spanned(text)}, Places{}, words)); got != "<p>"+want+"</p>" {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
