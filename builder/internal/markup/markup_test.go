package markup

import (
	"bytes"
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

type seg = transcript.Segment

func item(depth, number int, text string) seg {
	return seg{Kind: transcript.Item, Depth: depth, Number: number, Text: text}
}

func quoted(s seg) seg {
	s.Quote = true
	return s
}

func TestSegmentsAreWrittenAsBlocks(t *testing.T) {
	p := func(text string) seg { return seg{Text: text} }
	row := func(text string) seg { return seg{Kind: transcript.Row, Text: text} }
	head := func(text string) seg { return seg{Kind: transcript.HeadRow, Text: text} }
	const open, shut = `<div class="table" tabindex="0"><table><tbody>`, `</tbody></table></div>`
	for _, c := range []struct {
		about string
		segs  []seg
		want  string
	}{
		{"nothing", nil, ""},
		{"paragraphs", []seg{p("One."), p("二。")}, "<p>One.</p><p>二。</p>"},
		{"a line broken on purpose", []seg{p("One\ntwo\n")}, "<p>One<br>two<br></p>"},
		{"signs of HTML", []seg{p(`a < b & "c" > 'd'` + "\x00")}, "<p>a &lt; b &amp; &#34;c&#34; &gt; &#39;d&#39;\ufffd</p>"},
		{"a note that stands alone", []seg{{Kind: transcript.Note, Text: "[noise]"}}, `<p class="note">[noise]</p>`},
		{"headings", []seg{{Kind: transcript.Heading, Depth: 1, Text: "A"}, {Kind: transcript.Heading, Depth: 4, Text: "B"}, {Kind: transcript.Heading, Depth: 9, Text: "C"}}, "<h2>A</h2><h4>B</h4><h6>C</h6>"},
		{"code", []seg{{Kind: transcript.Code, Text: "\n<b>\n  x"}}, "<pre tabindex=\"0\"><code>\n&lt;b&gt;\n  x</code></pre>"},

		{"bullets", []seg{item(0, 0, "a"), item(0, 0, "b"), p("c")}, "<ul><li>a</li><li>b</li></ul><p>c</p>"},
		{"numbers", []seg{item(0, 1, "a"), item(0, 2, "b")}, "<ol><li>a</li><li>b</li></ol>"},
		{"numbers from five", []seg{item(0, 5, "a"), item(0, 6, "b")}, `<ol start="5"><li>a</li><li>b</li></ol>`},
		{"numbers as printed", []seg{item(0, 1, "a"), item(0, 3, "b"), item(0, 4, "c"), item(0, 1, "d")}, `<ol><li>a</li><li value="3">b</li><li>c</li><li value="1">d</li></ol>`},
		{"a list in a list", []seg{item(0, 0, "a"), item(1, 1, "b"), item(1, 2, "c"), item(2, 0, "d"), item(0, 0, "e")}, "<ul><li>a<ol><li>b</li><li>c<ul><li>d</li></ul></li></ol></li><li>e</li></ul>"},
		{"numbers go on after a list within", []seg{item(0, 1, "a"), item(1, 0, "b"), item(0, 2, "c")}, "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"},
		{"bullets and numbers at one depth", []seg{item(0, 0, "a"), item(0, 1, "b"), item(0, 0, "c")}, "<ul><li>a</li></ul><ol><li>b</li></ol><ul><li>c</li></ul>"},
		{"the same, deeper", []seg{item(0, 0, "a"), item(1, 0, "b"), item(1, 1, "c")}, "<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>"},
		{"a depth that is skipped", []seg{item(3, 0, "a"), item(9, 0, "b"), item(0, 0, "c")}, "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"},
		{"a depth below all", []seg{item(-3, 0, "a")}, "<ul><li>a</li></ul>"},
		{"a paragraph within an item", []seg{item(0, 0, "a"), {Depth: 1, Text: "b"}, item(0, 0, "c")}, "<ul><li>a<p>b</p></li><li>c</li></ul>"},
		{"a paragraph within an item of a list within", []seg{item(0, 0, "a"), item(1, 0, "b"), {Depth: 2, Text: "c"}, {Depth: 1, Text: "d"}, p("e")}, "<ul><li>a<ul><li>b<p>c</p></li></ul><p>d</p></li></ul><p>e</p>"},
		{"a deep paragraph without a list", []seg{{Depth: 2, Text: "a"}}, "<p>a</p>"},
		{"code and headings end a list", []seg{item(0, 0, "a"), {Kind: transcript.Code, Text: "b"}, item(0, 0, "c"), {Kind: transcript.Heading, Depth: 3, Text: "d"}}, `<ul><li>a</li></ul><pre tabindex="0"><code>b</code></pre><ul><li>c</li></ul><h3>d</h3>`},

		{"a quotation", []seg{quoted(p("a")), quoted(p("b")), p("c")}, "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"},
		{"a list in a quotation", []seg{quoted(item(0, 0, "a")), quoted(item(1, 0, "b")), p("c")}, "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote><p>c</p>"},
		{"a quotation between items", []seg{item(0, 0, "a"), quoted(seg{Depth: 1, Text: "b"}), item(0, 0, "c")}, "<ul><li>a</li></ul><blockquote><p>b</p></blockquote><ul><li>c</li></ul>"},
		{"an item after a quoted one", []seg{quoted(item(0, 1, "a")), item(1, 2, "b")}, `<blockquote><ol><li>a</li></ol></blockquote><ol start="2"><li>b</li></ol>`},
		{"a quotation at the end", []seg{p("a"), quoted(p("b"))}, "<p>a</p><blockquote><p>b</p></blockquote>"},
		{"a table in a quotation", []seg{quoted(row("a")), row("b")}, "<blockquote>" + open + "<tr><td>a</td></tr>" + shut + "</blockquote>" + open + "<tr><td>b</td></tr>" + shut},

		{"a table", []seg{head("x\ty"), row("1\t2"), p("z")}, open + `<tr><th scope="col">x</th><th scope="col">y</th></tr><tr><td>1</td><td>2</td></tr>` + shut + "<p>z</p>"},
		{"empty cells", []seg{row("\t\t")}, open + "<tr><td></td><td></td><td></td></tr>" + shut},
		{"two tables", []seg{head("x"), row("1"), head("y"), row("2")}, open + `<tr><th scope="col">x</th></tr><tr><td>1</td></tr>` + shut + open + `<tr><th scope="col">y</th></tr><tr><td>2</td></tr>` + shut},
		{"a head of two rows", []seg{head("x"), head("y"), row("1")}, open + `<tr><th scope="col">x</th></tr><tr><th scope="col">y</th></tr><tr><td>1</td></tr>` + shut},
		{"a table after a list", []seg{item(0, 0, "a"), row("1"), item(0, 0, "b")}, "<ul><li>a</li></ul>" + open + "<tr><td>1</td></tr>" + shut + "<ul><li>b</li></ul>"},
	} {
		if got := string(Segments(nil, c.segs, Places{}, nil)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.about, got, c.want)
		}
	}
}

func TestPassagesAfterTheFirstHaveAddresses(t *testing.T) {
	segs := []seg{{Text: "a"}, {Text: "b"}, item(0, 0, "c"), {Kind: transcript.Row, Text: "d"}, {Kind: transcript.Row, Text: "e"}, {Kind: transcript.Heading, Text: "f"}, {Kind: transcript.Code, Text: "g"}}
	got := string(Segments([]byte("before "), segs, Places{Anchor: "t-1", Passages: []int{1, 2, 3, 4, 5, 6, 7}}, nil))
	want := `before <p>a</p><p id="t-1.2">b</p><ul><li id="t-1.3">c</li></ul>` +
		`<div class="table" tabindex="0"><table><tbody><tr id="t-1.4"><td>d</td></tr><tr id="t-1.5"><td>e</td></tr></tbody></table></div>` +
		`<h2 id="t-1.6">f</h2><pre id="t-1.7" tabindex="0"><code>g</code></pre>`
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got := string(Segments(nil, segs[:2], Places{Anchor: "t-1", Passages: []int{1, 0}}, nil)); got != "<p>a</p><p>b</p>" {
		t.Errorf("a segment that goes on with a passage has an address: %s", got)
	}
}

func TestATurnIsWritten(t *testing.T) {
	words := &Words{Event: func(kind string) string { return map[string]string{"laughter": "Laughter"}[kind] }, Unclear: "unclear"}
	for _, c := range []struct {
		about string
		turn  Turn
		want  string
	}{
		{
			"of nobody",
			Turn{Anchor: "t-1", Number: "1", Permalink: "Turn 1", More: "More on turn 1", How: "Line 3", Segments: []seg{{Text: "Yes."}}},
			`<article class="turn nobody" id="t-1" data-item><div class="where"><a class="n" href="#t-1" aria-label="Turn 1"><bdi>1</bdi></a> ` +
				`<details class="more"><summary aria-label="More on turn 1">⋯</summary><div class="menu"><p class="how">Line 3</p></div></details></div><div class="said"><p>Yes.</p></div></article>` + "\n",
		},
		{
			"of somebody, with all there is",
			Turn{
				Anchor: "t-2", Number: "٢", Name: "Ana Ruiz", NameLang: "en", NameDir: "ltr", NameHref: "../../speakers/ana/", Role: "Chair", Color: 3, Dash: 1, Doubt: true, Time: "1:02",
				Lang: "en", Dir: "ltr", Permalink: "2", More: "M", How: "H", HowSource: "a/b.md:3", Passages: []int{1}, Segments: []seg{{Text: "Yes."}},
			},
			`<article class="turn v3 d1" id="t-2" data-item><header class="who"><h3 class="name"><a href="../../speakers/ana/" lang="en" dir="ltr">Ana Ruiz</a> <mark class="doubt">?</mark></h3>` +
				`<p class="role">Chair</p></header><div class="where"><a class="n" href="#t-2" aria-label="2"><bdi>٢</bdi></a> <bdi class="time">1:02</bdi> ` +
				`<details class="more"><summary aria-label="M">⋯</summary><div class="menu"><p class="how">H <bdi>a/b.md:3</bdi></p></div></details></div><div class="said" lang="en" dir="ltr"><p>Yes.</p></div></article>` + "\n",
		},
		{
			"of the same voice, without a page",
			Turn{Anchor: "t-3", Number: "3", Name: "李", NameLang: "zh", Color: 1, Continued: true},
			`<article class="turn v1 cont" id="t-3" data-item><header class="who"><h3 class="name"><bdi lang="zh">李</bdi></h3></header><div class="where"><a class="n" href="#t-3"><bdi>3</bdi></a> ` +
				`<details class="more"><summary>⋯</summary><div class="menu"><p class="how"></p></div></details></div><div class="said"></div></article>` + "\n",
		},
	} {
		if got := string(AppendTurn(nil, &c.turn, words)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.about, got, c.want)
		}
	}
}

func TestAPartIsWritten(t *testing.T) {
	for want, p := range map[string]Part{
		`<section class="part level-2" id="s-1" data-total="7"><h2><a href="#s-1">A &amp; B</a></h2>` + "\n": {ID: "s-1", Title: "A & B", Level: 2, Total: 7},
		`<section class="part" data-total="0">` + "\n":                                                       {},
	} {
		if got := string(OpenPart(nil, p)); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	if got := string(ClosePart(nil)); got != "</section>\n" {
		t.Errorf("%s", got)
	}
}

// Every character that HTML takes for markup is escaped, wherever it stands among
// others, and no other is changed.
func TestEscape(t *testing.T) {
	slowly := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "\x00", "\ufffd")
	for c := range 256 {
		for _, around := range []byte("a\xff&") {
			for size := range 20 {
				for at := range size {
					text := bytes.Repeat([]byte{around}, size)
					text[at] = byte(c)
					if got, want := string(Escape([]byte("x"), string(text))), "x"+slowly.Replace(string(text)); got != want {
						t.Fatalf("%q becomes %q, not %q", text, got, want)
					}
				}
			}
		}
	}
}
