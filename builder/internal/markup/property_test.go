package markup

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dixit/builder/internal/transcript"
)

// elements are all that this package writes, with their attributes.
var elements = map[string][]string{
	"article": {"class", "id", "data-item"}, "section": {"class", "id", "data-total"}, "header": {"class"}, "details": {"class"}, "summary": {"aria-label"}, "mark": {"class"},
	"div": {"class", "tabindex", "lang", "dir"}, "bdi": {"class", "lang", "dir"}, "a": {"class", "href", "lang", "dir", "aria-label", "data-at", "tabindex"},
	"h2": {"id"}, "h3": {"id", "class"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}, "p": {"id", "class"}, "blockquote": nil, "ul": nil, "ol": {"start"}, "li": {"id", "value"},
	"pre": {"id", "tabindex"}, "table": nil, "tbody": nil, "tr": {"id"}, "td": nil, "th": {"scope"},
	"em": nil, "strong": nil, "s": nil, "code": nil, "sub": nil, "sup": nil, "span": {"class", "title"}, "br": nil, "ruby": nil, "rp": nil, "rt": nil,
}

// read parses HTML, holds that it is well nested, that a browser would take it
// as it is written, and that it has no elements and attributes but the known
// ones. It gives the text, a line feed for each break, without what stands
// above ruby.
func read(t *testing.T, src string) string {
	t.Helper()
	var stack, written []string
	for z := html.NewTokenizer(strings.NewReader(src)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch kind {
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%v in %s", tok, src)
		case html.StartTagToken:
			known, ok := elements[tok.Data]
			if !ok {
				t.Fatalf("element %q in %s", tok.Data, src)
			}
			for _, a := range tok.Attr {
				if !slices.Contains(known, a.Key) {
					t.Fatalf("attribute %q of %q in %s", a.Key, tok.Data, src)
				}
				if a.Key == "href" && !SafeLink(a.Val) && !strings.HasPrefix(a.Val, "#") {
					t.Fatalf("a link to %q in %s", a.Val, src)
				}
			}
			if written = append(written, "<"+tok.Data); tok.Data != "br" {
				stack = append(stack, tok.Data)
			}
		case html.EndTagToken:
			if len(stack) == 0 || stack[len(stack)-1] != tok.Data {
				t.Fatalf("%q is closed within %v in %s", tok.Data, stack, src)
			}
			stack, written = stack[:len(stack)-1], append(written, ">"+tok.Data)
		}
	}
	if len(stack) > 0 {
		t.Fatalf("%v is never closed in %s", stack, src)
	}
	nodes, err := html.ParseFragment(strings.NewReader(src), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var parsed []string
	var text strings.Builder
	var walk func(*html.Node, bool)
	walk = func(n *html.Node, shown bool) {
		if n.Type == html.TextNode && shown {
			text.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			parsed = append(parsed, "<"+n.Data)
			if n.Data == "br" {
				text.WriteByte('\n')
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, shown && n.Data != "rp" && n.Data != "rt")
		}
		if n.Type == html.ElementNode && n.Data != "br" {
			parsed = append(parsed, ">"+n.Data)
		}
	}
	for _, n := range nodes {
		walk(n, true)
	}
	if !slices.Equal(written, parsed) {
		t.Fatalf("a browser makes\n%v of\n%v in %s", parsed, written, src)
	}
	return text.String()
}

// pieces are what random texts are made of.
var pieces = []string{
	"a", "tide ", "海", "ا", "é", "e\u0301", "👩‍👩‍👧", "\n", "\t", " ", "<", ">", "&", "\"", "'", "\x00", "</p>", "<b>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#60;", "]]>", "<svg/onload=x>",
	"{{.}}", "`", "\u202e", "\ufeff", "</td>", "</table>", "<br>", "=\"", "javascript:x",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(8) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomSpans gives spans that nest, between the runes of text[from:end].
func randomSpans(r *rand.Rand, text string, from, end, deep int) []transcript.Span {
	var out []transcript.Span
	for from < end && deep > 0 {
		var marks []int
		for i := range text[from:end] {
			marks = append(marks, from+i)
		}
		marks = append(marks, end)
		a := r.IntN(len(marks))
		b := a + r.IntN(len(marks)-a)
		if a < b {
			values := []string{"", "x/", "https://example.org/?a=b&c", "javascript:alert(1)", "laughter", "inaudible", `"><script>`, "とう", "data:text/html,<b>"}
			out = append(out, transcript.Span{Start: marks[a], End: marks[b], Kind: transcript.SpanKind(r.IntN(int(transcript.Ruby) + 1)), Value: values[r.IntN(len(values))]})
			out = append(out, randomSpans(r, text, marks[a], marks[b], deep-1)...)
		}
		from = marks[b]
		if r.IntN(3) == 0 || a == b {
			break
		}
	}
	return out
}

func randomSegments(r *rand.Rand) []seg {
	var out []seg
	for range r.IntN(9) {
		s := seg{Kind: transcript.Kind(r.IntN(int(transcript.Note) + 1)), Quote: r.IntN(4) == 0, Depth: r.IntN(5), Text: randomText(r)}
		if s.Kind == transcript.Item {
			s.Number = r.IntN(4)
		}
		if s.Kind == transcript.Speech && r.IntN(2) == 0 {
			s.Depth = 0
		}
		s.Spans = randomSpans(r, s.Text, 0, len(s.Text), 3)
		out = append(out, s)
	}
	return out
}

// plain is the text that a reader of segments sees: cells without the tabs
// between them, code as it is.
func plain(segs []seg) string {
	var b strings.Builder
	for _, s := range segs {
		text := strings.ReplaceAll(s.Text, "\x00", "\ufffd")
		if s.Kind == transcript.Row || s.Kind == transcript.HeadRow {
			text = strings.ReplaceAll(text, "\t", "")
		}
		b.WriteString(text)
	}
	return b.String()
}

func TestSegmentsParseToTheirText(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	words := &Words{Event: func(kind string) string { return "<" + kind + ">" }, Unclear: `"`}
	for range 2000 {
		segs := randomSegments(r)
		passages := make([]int, len(segs))
		for i := range passages {
			passages[i] = i + 1
		}
		if got, want := read(t, string(Segments(nil, segs, Places{Anchor: "t-1", Passages: passages, Stamps: []Stamp{{"#t=1", "0:01"}}}, words))), plain(segs); got != want {
			t.Fatalf("%+v\nreads %q, want %q", segs, got, want)
		}
	}
}

// TestNoSpansLoseWords holds that spans that do not nest, or lie outside of the
// text, cost no word and no nesting.
func TestNoSpansLoseWords(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 17))
	for range 2000 {
		segs := randomSegments(r)
		for i := range segs {
			for range r.IntN(4) {
				s := transcript.Span{Start: r.IntN(20) - 3, Kind: transcript.SpanKind(r.IntN(13)), Value: "x/"}
				s.End = s.Start + r.IntN(12) - 2
				segs[i].Spans = append(segs[i].Spans, s)
			}
			r.Shuffle(len(segs[i].Spans), func(a, b int) {
				segs[i].Spans[a], segs[i].Spans[b] = segs[i].Spans[b], segs[i].Spans[a]
			})
		}
		if got, want := read(t, string(Segments(nil, segs, Places{Anchor: "t-1"}, nil))), plain(segs); got != want {
			t.Fatalf("%+v\nreads %q, want %q", segs, got, want)
		}
	}
}
