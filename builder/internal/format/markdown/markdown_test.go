package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func read(t *testing.T, text string) (*transcript.Transcript, diag.List) {
	t.Helper()
	f := source.NewFile("a.md", text)
	tr, list := Format{}.Read(f)
	check(t, f, tr, list)
	return tr, list
}

// turns writes turns as "label (role) {id}: paragraph | paragraph".
func turns(tr *transcript.Transcript) []string {
	var out []string
	for _, turn := range tr.Turns {
		head := turn.Label
		if turn.Role != "" {
			head += " (" + turn.Role + ")"
		}
		if turn.ID != "" {
			head += " {" + turn.ID + "}"
		}
		if turn.Start != transcript.NoTime {
			head += fmt.Sprintf(" @%d", turn.Start)
		}
		var paras []string
		for _, s := range turn.Segments {
			paras = append(paras, s.Text)
		}
		out = append(out, head+": "+strings.Join(paras, " | "))
	}
	return out
}

func TestFormsOfTurns(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"headings", "### Ana Lind:\n\nGood morning.\n\nShall we?\n\n### Karel (Chair)：\n\nYes.\n", []string{"Ana Lind: Good morning. | Shall we?", "Karel (Chair): Yes."}},
		{"headings of names in front matter", "---\ntitle: Board\nspeakers:\n  - Ana Lind\n  - Karel\n---\n\n## The lamp\n\n### Ana Lind\n\nGood morning.\n\n### Karel {#k}\n\nYes.\n\n## The gate\n\n### Ana Lind\n\nAnd the gate?\n", []string{"Ana Lind: Good morning.", "Karel {k}: Yes.", "Ana Lind: And the gate?"}},
		{"chapters of those in front matter", "---\ntitle: Talks\nspeakers: [Ana Lind, Karel, Bo]\n---\n\n## Ana Lind\n\n**Bo:** How is the pier?\n\n**Ana Lind:** Old.\n\n## Karel\n\n**Bo:** And the bell?\n\n**Karel:** It rings.\n", []string{"Bo: How is the pier?", "Ana Lind: Old.", "Bo: And the bell?", "Karel: It rings."}},
		{"a heading with a time", "### Ana Lind: [00:12]\n\nGood.\n\n### [0:20] Karel:\n\nYes.\n", []string{"Ana Lind @12000: Good.", "Karel @20000: Yes."}},
		{"bold, colon within", "**Ana Lind:** Good morning.\n\n**Karel:** Yes.\n\nMore of it.\n\n**Ana Lind:** So.\n", []string{"Ana Lind: Good morning.", "Karel: Yes. | More of it.", "Ana Lind: So."}},
		{"bold, colon outside", "**Ana Lind**: Good morning.\n\n**Karel**: Yes.\n\n**Ana Lind**: So.\n", []string{"Ana Lind: Good morning.", "Karel: Yes.", "Ana Lind: So."}},
		{"bold, with a role", "**Ana Lind (Chair):** Good morning.\n\n**Karel:** Yes.\n\n**Ana Lind (Chair):** So.\n", []string{"Ana Lind (Chair): Good morning.", "Karel: Yes.", "Ana Lind (Chair): So."}},
		{"as text", "Ana Lind: Good morning.\n\nKarel: Yes.\n\nAna Lind: So.\n\nKarel: Yes.\n", []string{"Ana Lind: Good morning.", "Karel: Yes.", "Ana Lind: So.", "Karel: Yes."}},
		{"a line each, without empty lines", "Ana Lind: Good morning.\nKarel: Yes.\nAna Lind: So.\nKarel: Yes.\n", []string{"Ana Lind: Good morning.", "Karel: Yes.", "Ana Lind: So.", "Karel: Yes."}},
		{"bold, a line each", "**Ana:** Good morning.  \n**Karel:** Yes.  \n**Ana:** So.\n", []string{"Ana: Good morning.", "Karel: Yes.", "Ana: So."}},
		{"a name with a colon", "### Chair: Bo: [0:12]\n\nGood.\n\n### Ana:\n\nYes.\n", []string{"Chair: Bo @12000: Good.", "Ana: Yes."}},
		{"Chinese headings", "### 林女士：\n\n谢谢\n主席。\n\n### 主席：\n\n请讲。\n", []string{"林女士: 谢谢主席。", "主席: 请讲。"}},
		{"Arabic", "**الرئيسة:** صباح الخير.\n\n**السيد حداد:** شكرا.\n\n**الرئيسة:** تفضل.\n", []string{"الرئيسة: صباح الخير.", "السيد حداد: شكرا.", "الرئيسة: تفضل."}},
		{"questions", "Q: Where?\n\nA: Here.\n\nQ: When?\n\nA: Now.\n", []string{"Q: Where?", "A: Here.", "Q: When?", "A: Now."}},
		{"questions before a dash", "Q - Where?\n\nA - Here.\n\nOr there.\n\nQ - When?\n\nA - Now.\n", []string{"Q: Where?", "A: Here. | Or there.", "Q: When?", "A: Now."}},
		{"bold before a dash", "**M. Lind.** – Oui.\n\n**Mme Holm.** – Non.\n\n**M. Lind.** – Bon.\n\n**Mme Holm.** – Soit.\n", []string{"M. Lind: Oui.", "Mme Holm: Non.", "M. Lind: Bon.", "Mme Holm: Soit."}},
		{"bold without a colon", "**Ana Lind** Good.\n\n**Karel** Yes.\n\n**Ana Lind** So.\n\n**Karel** Yes.\n\n**Ana Lind** So.\n\n**Karel** Yes.\n", []string{"Ana Lind: Good.", "Karel: Yes.", "Ana Lind: So.", "Karel: Yes.", "Ana Lind: So.", "Karel: Yes."}},
		{"dashes in prose", "The tide - a low one - was out.\n\nAna - she kept the light - was in.\n\nThe tide - it turned - came in.\n", []string{": The tide - a low one - was out. | Ana - she kept the light - was in. | The tide - it turned - came in."}},
		{"the title once more", "---\ntitle: Harbour Talks\n---\n\nHarbour talks - the evening\n\nQ - Where?\n\nA - Here.\n\nQ - When?\n\nA - Now.\n", []string{": Harbour talks - the evening", "Q: Where?", "A: Here.", "Q: When?", "A: Now."}},
		{"blanks that do not break", "**Ana Lind:**&nbsp;Good.\n\n**Karel\u202f:**\u00a0Yes.\n\n**Ana Lind:**\u00a0So.\n", []string{"Ana Lind: Good.", "Karel: Yes.", "Ana Lind: So."}},
		{"items of a list", "- **Ana Lind**: Good.\n- Karel: Yes.\n    - and more\n- **Ana Lind**: So.\n- Karel: No.\n", []string{"Ana Lind: Good.", "Karel: Yes. | and more", "Ana Lind: So.", "Karel: No."}},
		{"minutes in lists", "## Pier\n\n- Decision: close it\n- Owner: Ana Lind\n- Due: Friday\n\n## Lamp\n\n- Decision: mend it\n- Owner: Karel\n- Due: Monday\n", []string{": Decision: close it | Owner: Ana Lind | Due: Friday", ": Decision: mend it | Owner: Karel | Due: Monday"}},
		{"what changed", "- Added: a lamp\n- Fixed: a rope\n- Added: a pier\n- Fixed: a mast\n", []string{": Added: a lamp | Fixed: a rope | Added: a pier | Fixed: a mast"}},
		{"bold notes", "**Note** the tide.\n\n**Warning** the fog.\n\n**Note** the wind.\n\n**Warning** the ice.\n\n**Note** the lamp.\n\n**Warning** the mast.\n", []string{": Note the tide. | Warning the fog. | Note the wind. | Warning the ice. | Note the lamp. | Warning the mast."}},
		{"numbers of speeches in headings", "## Anf. 41 Ada Holm (S):\n\nGood.\n\n## Anf. 42 Bo Lind (M):\n\nYes.\n\n## Anf. 43 Ada Holm (S):\n\nSo.\n", []string{"Ada Holm (S): Good.", "Bo Lind (M): Yes.", "Ada Holm (S): So."}},
		{"days of chats in bold", "**04/06/2030, 10:02 - Ana Lind** The pier.\n\n**04/06/2030, 10:03 - Karel** Yes.\n\n**04/06/2030, 10:04 - Ana Lind** So.\n\n**04/06/2030, 10:06 - Karel** No.\n", []string{"Ana Lind: The pier.", "Karel: Yes.", "Ana Lind: So.", "Karel: No."}},
		{"terms of a list", "- Dues: 5\n- Lamps: 7\n- Ropes: 9\n- Piers: 2\n", []string{": Dues: 5 | Lamps: 7 | Ropes: 9 | Piers: 2"}},
		{"rows of a table", "| Time | Speaker | Text |\n|---|---|---|\n| 00:01 | Ana | Good morning to you all. |\n| 00:09 | Karel | Yes, *good* morning. |\n", []string{"Ana @1000: Good morning to you all.", "Karel @9000: Yes, good morning."}},
		{"a table of facts", "| Item | Dues |\n|---|---|\n| Lamp | 5 |\n| Rope | 7 |\n", []string{": Item\tDues | Lamp\t5 | Rope\t7"}},
		{"bold glued to what is said", "**主席：**请讲。\n\n**林女士：**谢谢[主席](x.md)。\n\n**主席：**好。\n\n**의장:**네.\n", []string{"主席: 请讲。", "林女士: 谢谢主席。", "主席: 好。", "의장: 네."}},
		{"a bracketed name that Markdown takes for an address", "[Ana]: Yes.\n\n[Karel]: No.\n\n[Ana]: Why?\n", []string{": [Ana]: Yes. | [Karel]: No. | [Ana]: Why?"}},
		{"speech with a rule under it", "### Ana:\n\nThat is all I have to say.\n---\n\n### Karel:\n\nYes.\n", []string{"Ana: That is all I have to say.", "Karel: Yes."}},
		{"a turn with a rule under it", "Ana: so it is\n---\nKarel: yes it is\n---\nAna: good\n---\nKarel: bye\n", []string{"Ana: so it is", "Karel: yes it is", "Ana: good", "Karel: bye"}},
		{"a label of two lines", "Ana\nLind:\n---\n\nYes.\n\n### Karel:\n\nNo.\n", []string{": Ana Lind: | Yes.", "Karel: No."}},
		{"explicit addresses", "### Ana: {#opening}\n\nGood morning.\n\n### Karel:\n\nYes.\n\nAnd so on. {#motion-1}\n", []string{"Ana {opening}: Good morning.", "Karel {motion-1}: Yes. | And so on."}},
		{"a second address stays as words", "### Ana: {#opening}\n\nGood morning. {#other}\n", []string{"Ana {opening}: Good morning. {#other}"}},
		{"an address of its own line", "### Ana:\n\nGood morning.\n{#x}\n", []string{"Ana {x}: Good morning."}},
		{"prose", "One.\n\nTwo: or so.\n", []string{": One. | Two: or so."}},
		{"quotation is no label", "### Ana:\n\n> Karel: never\n\nSo he said.\n", []string{"Ana: Karel: never | So he said."}},
		{"bold that runs on is no label", "### Ana:\n\n**One thing: never sail alone.**\n", []string{"Ana: One thing: never sail alone."}},
		{"nothing said", "### Ana:\n\n### Karel:\n\nYes.\n", []string{"Ana: ", "Karel: Yes."}},
		{"CRLF of another system", "### Ana:\r\n\r\nYes.\r\nNo.\r\n", []string{"Ana: Yes. No."}},
	} {
		f, _ := source.Decode("a.md", []byte(test.text))
		tr, list := Format{}.Read(f)
		check(t, f, tr, list)
		if got := turns(tr); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestTitlesAndSections(t *testing.T) {
	tr, _ := read(t, "# 2024-05-21 Harbour dues {#top}\n\nWords before.\n\n## Opening\n\n### Ana:\n\nGood morning.\n\n## The dues\n\nA note.\n\n### Karel:\n\nYes.\n\n## Not a turn\n\nAfter it.\n")
	if tr.Meta.Title != "Harbour dues" || tr.Meta.Date != "2024-05-21" {
		t.Errorf("title %q, date %q", tr.Meta.Title, tr.Meta.Date)
	}
	var got []string
	for _, s := range tr.Sections {
		got = append(got, fmt.Sprint(s.Level, " ", s.Title, " ", s.Line))
	}
	if want := []string{"2 Opening 5", "2 The dues 11", "2 Not a turn 19"}; !slices.Equal(got, want) {
		t.Errorf("sections %q", got)
	}
	got = nil
	for _, turn := range tr.Turns {
		got = append(got, fmt.Sprint(turn.Section, " ", turn.Label, " ", turn.Line, "-", turn.EndLine, " ", turn.Text()))
	}
	if want := []string{"0  3-3 Words before.", "1 Ana 7-9 Good morning.", "2  13-13 A note.", "2 Karel 15-17 Yes.", "3  21-21 After it."}; !slices.Equal(got, want) {
		t.Errorf("turns %q", got)
	}
}

func TestTitles(t *testing.T) {
	for _, test := range []struct {
		name, text, title string
		date              transcript.Date
		sections, dropped int
	}{
		{"front matter alone", "---\ntitle: Mine\n---\nx\n", "Mine", "", 0, 0},
		{"the same again", "---\ntitle: Mine\n---\n# MINE\n\nx\n", "Mine", "", 0, 1},
		{"the same again, with the date", "---\ntitle: Mine\ndate: 2024-05-21\n---\n# 2024-05-21 Mine\n\nx\n", "Mine", "2024-05-21", 0, 1},
		{"another heading", "---\ntitle: Mine\n---\n# Another\n\nx\n", "Mine", "", 1, 0},
		{"another date", "---\ndate: 2020-01-01\n---\n# 2024-05-21 Dues\n\nx\n", "2024-05-21 Dues", "2020-01-01", 0, 0},
		{"a date alone", "# 2024-05-21\n\nx\n", "2024-05-21", "", 0, 0},
		{"underlined", "Harbour dues\n============\n\nx\n", "Harbour dues", "", 0, 0},
		{"a label is none", "# Ana:\n\nx\n", "", "", 0, 0},
		{"a bare line before bold turns", "Harbour dues\n\n**Ana:** x\n\n**Karel:** y\n\n**Ana:** z\n", "Harbour dues", "", 0, 0},
		{"an empty heading", "#\n\nx\n", "", "", 0, 0},
	} {
		tr, _ := read(t, test.text)
		if tr.Meta.Title != test.title || tr.Meta.Date != test.date || len(tr.Sections) != test.sections || len(tr.Dropped) != test.dropped {
			t.Errorf("%s: title %q, date %q, sections %v, dropped %v", test.name, tr.Meta.Title, tr.Meta.Date, tr.Sections, tr.Dropped)
		}
	}
}

// blocksOf writes segments as "kind depth number quote: text".
func blocksOf(tr *transcript.Transcript) []string {
	names := map[transcript.Kind]string{transcript.Speech: "p", transcript.Item: "item", transcript.Code: "code", transcript.Row: "row", transcript.HeadRow: "head", transcript.Note: "note", transcript.Heading: "h"}
	var out []string
	for _, turn := range tr.Turns {
		for _, s := range turn.Segments {
			head := names[s.Kind]
			if s.Depth > 0 {
				head += fmt.Sprint(" depth ", s.Depth)
			}
			if s.Number > 0 {
				head += fmt.Sprint(" #", s.Number)
			}
			if s.Quote {
				head += " quote"
			}
			out = append(out, fmt.Sprintf("%s %d: %s", head, s.Line, s.Text))
		}
	}
	return out
}

func TestBlocks(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"lists", "- one\n- two\n  - deep\n    1. deeper\n- three\n\n  more of three\n", []string{"item 1: one", "item 2: two", "item depth 1 3: deep", "item depth 2 #1 4: deeper", "item 5: three", "p depth 1 7: more of three"}},
		{"numbers", "7. seven\n8. eight\n", []string{"item #7 1: seven", "item #8 2: eight"}},
		{"a list from nought", "0. nought\n1. one\n", []string{"item #1 1: nought", "item #1 2: one"}},
		{"a table", "| Year | Dues |\n|---|---|\n| 2023 | **12** |\n| | a<br>b |\n", []string{"head 1: Year\tDues", "row 3: 2023\t12", "row 4: \ta b"}},
		{"code", "```\na: b\n\n  c\n```\n", []string{"code 2: a: b\n\n  c"}},
		{"indented code", "x\n\n    a\tb\n    c\n", []string{"p 1: x", "code 3: a\tb\nc"}},
		{"a quotation", "> one\n> two\n\nthree\n", []string{"p quote 1: one two", "p 4: three"}},
		{"a note in a quotation", "> (The recording begins here.)\n\nx\n", []string{"note quote 1: (The recording begins here.)", "p 3: x"}},
		{"a list in a quotation", "> - one\n>\n>   more\n", []string{"item quote 1: one", "p depth 1 quote 3: more"}},
		{"notes", "[laughter]\n\nSo.\n\n（掌声）\n", []string{"note 1: [laughter]", "p 3: So.", "note 5: （掌声）"}},
		{"lines broken on purpose", "one  \ntwo\\\nthree<br>four<br/>\nfive\n", []string{"p 1: one\ntwo\nthree\nfour\nfive"}},
		{"a rule", "one\n\n***\n\ntwo\n", []string{"p 1: one", "p 5: two"}},
		{"wide characters join without a blank", "港口\n渡轮\nferry\n港口\n", []string{"p 1: 港口渡轮 ferry 港口"}},
	} {
		tr, _ := read(t, test.text)
		if got := blocksOf(tr); !slices.Equal(got, test.want) {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
	}
}

// spansOf writes the spans of a text as "kind[value]: text".
func spansOf(tr *transcript.Transcript) []string {
	names := map[transcript.SpanKind]string{transcript.Emphasis: "em", transcript.Strong: "strong", transcript.Strike: "strike", transcript.Mono: "mono", transcript.Sub: "sub",
		transcript.Super: "sup", transcript.Link: "link", transcript.Image: "image", transcript.Event: "event", transcript.Gap: "gap", transcript.Ruby: "ruby"}
	var out []string
	for _, turn := range tr.Turns {
		for _, s := range turn.Segments {
			for _, sp := range s.Spans {
				name := names[sp.Kind]
				if sp.Value != "" {
					name += "[" + sp.Value + "]"
				}
				out = append(out, name+": "+s.Text[sp.Start:sp.End])
			}
		}
	}
	return out
}

func TestInline(t *testing.T) {
	for _, test := range []struct {
		name, text, want string
		spans            []string
	}{
		{"emphasis", "a *b* **c** ~~d~~ `e`", "a b c d e", []string{"em: b", "strong: c", "strike: d", "mono: e"}},
		{"nested", "**a *b* c**", "a b c", []string{"strong: a b c", "em: b"}},
		{"over a line break", "**a\nb** c", "a b c", []string{"strong: a b"}},
		{"over broken lines", "**a<br>b** c", "a\nb c", []string{"strong: a\nb"}},
		{"a link", "see [the paper](/p.pdf \"Paper\") now", "see the paper now", []string{"link[/p.pdf]: the paper"}},
		{"a link by name", "see [the paper][1] now\n\n[1]: https://example.org/p", "see the paper now", []string{"link[https://example.org/p]: the paper"}},
		{"a bare address", "see https://example.org/p.", "see https://example.org/p.", []string{"link[https://example.org/p]: https://example.org/p"}},
		{"an address in brackets", "<ana@example.org>", "ana@example.org", []string{"link[mailto:ana@example.org]: ana@example.org"}},
		{"an image", "![the pier](pier.jpg)", "the pier", []string{"image[pier.jpg]: the pier"}},
		{"a linked image", "[![pier](a.jpg)](b.html)", "pier", []string{"image[a.jpg]: pier", "link[b.html]: pier"}},
		{"HTML", "H<sub>2</sub>O 1<sup>st</sup> <b>b</b> <i>i</i> <a href='x.html'>x</a> <kbd>k</kbd>", "H2O 1st b i x k", []string{"sub: 2", "sup: st", "strong: b", "em: i", "link[x.html]: x", "mono: k"}},
		{"HTML that groups", "<span class=x>a</span> <u>b</u> <small>c</small>", "a b c", nil},
		{"HTML that is never closed", "a <b>b c", "a b c", []string{"strong: b c"}},
		{"HTML that was never opened", "a</b> b", "a b", nil},
		{"HTML closed within emphasis", "<b>x *y</b> z* w", "x y z w", []string{"strong: x y", "em: y", "em:  z"}},
		{"HTML opened within emphasis", "*x <sub>y* z</sub> w", "x y z w", []string{"em: x y", "sub: y"}},
		{"HTML in the wrong order", "<b>x<i>y</b>z</i>w", "xyzw", []string{"strong: xy", "em: y", "em: z"}},
		{"bold within bold", "<b>x <b>y</b> z</b> w", "x y z w", []string{"strong: x y z"}},
		{"a link within a link", "<a href=1>x <a href=2>y</a> z", "x y z", []string{"link[1]: x ", "link[2]: y"}},
		{"ruby keeps its words", "<ruby>漢<rt>かん</rt></ruby>", "漢かん", nil},
		{"what only looks like a tag", "the <revocationpubkey> of Ana", "the <revocationpubkey> of Ana", nil},
		{"entities", "AT&amp;T &lt;b&gt; &#8212; &nbsp;x &copy 2", "AT&T <b> — \u00a0x &copy 2", nil},
		{"an entity after a backslash", "\\&amp; and \\*", "&amp; and *", nil},
		{"an address with ampersands", "[x](/a?b=1&copy=2)", "x", []string{"link[/a?b=1&copy=2]: x"}},
		{"control characters by number", "a&#1;b&#10;c&#0;d", "a\ufffdb c\ufffdd", nil},
		{"code with an entity", "`&amp;`", "&amp;", []string{"mono: &amp;"}},
		{"an event", "so [laughter] and *(applause)*", "so [laughter] and (applause)", []string{"event[laughter]: [laughter]", "em: (applause)", "event[applause]: (applause)"}},
		{"stars in Chinese", "这是**重点**。", "这是重点。", []string{"strong: 重点"}},
	} {
		tr, _ := read(t, test.text)
		text := ""
		for _, turn := range tr.Turns {
			text += turn.Text()
		}
		if got := spansOf(tr); text != test.want || !slices.Equal(got, test.spans) {
			t.Errorf("%s: %q with %q; want %q with %q", test.name, text, got, test.want, test.spans)
		}
	}
}

func TestHTML(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string // blocks
		said       []diag.Code
		dropped    string
	}{
		{"a block", "<div align=center>\n\n**x**\n\n</div>\n", []string{"p 3: x"}, nil, ""},
		{"paragraphs", "<p>one</p>\n<p>two <b>bold</b></p>\n", []string{"p 1: one\ntwo bold"}, nil, ""},
		{"a table", "<table>\n<tr><th>Year</th><th>Dues</th></tr>\n<tr><td>2023</td><td>12</td></tr>\n</table>\n", []string{"p 1: Year Dues\n2023 12"}, nil, ""},
		{"a script", "one\n\n<script>\nalert(1)\n\nmore()\n</script>\n\ntwo\n", []string{"p 1: one", "p 9: two"}, []diag.Code{diag.HTMLDropped}, "<script>\nalert(1)\n\nmore()\n</script>"},
		{"a script in a line", "one <script>alert(1)</script> two\n", []string{"p 1: one alert(1) two"}, []diag.Code{diag.HTMLDropped}, "<script>|</script>"},
		{"a frame", "<iframe src=\"https://example.org/v\"></iframe>\n\ntwo\n", []string{"p 3: two"}, []diag.Code{diag.HTMLDropped}, "<iframe src=\"https://example.org/v\">|</iframe>"},
		{"a frame in a line", "see <iframe src=x>old browsers</iframe> it\n", []string{"p 1: see old browsers it"}, []diag.Code{diag.HTMLDropped}, "<iframe src=x>|</iframe>"},
		{"an image without words", "x <img src=a.png onerror=alert(1)> y\n", []string{"p 1: x  y"}, []diag.Code{diag.HTMLDropped}, "<img src=a.png onerror=alert(1)>"},
		{"an image with words", "x <img src=a.png alt=\"the pier\"> y\n", []string{"p 1: x the pier y"}, nil, ""},
		{"a comment", "x <!-- secret --> y\n\n<!-- all\nof it -->\n", []string{"p 1: x  y"}, nil, "<!-- secret -->|<!-- all\nof it -->"},
		{"a comment that is never closed", "x\n\n<!-- y\n\nz\n", []string{"p 1: x", "p 3: <!-- y z"}, nil, ""},
		{"style", "<style>p { color: red }</style>\n\nx\n", []string{"p 3: x"}, []diag.Code{diag.HTMLDropped}, "<style>p { color: red }</style>"},
	} {
		tr, list := read(t, test.text)
		var said []diag.Code
		for _, d := range list {
			said = append(said, d.Code)
		}
		var dropped []string
		for _, d := range tr.Dropped {
			dropped = append(dropped, d.Text)
		}
		if got := blocksOf(tr); !slices.Equal(got, test.want) || !slices.Equal(said, test.said) || strings.Join(dropped, "|") != test.dropped {
			t.Errorf("%s: %q, said %v, dropped %q", test.name, got, said, dropped)
		}
	}
}

func TestWhatIsMarkupAloneIsDropped(t *testing.T) {
	tr, _ := read(t, "see [it][1]\n\n[1]: https://example.org/p \"Paper\"\n\n```yaml\na: b\n```\n")
	var got []string
	for _, d := range tr.Dropped {
		got = append(got, fmt.Sprint(d.Line, " ", d.Text))
	}
	if want := []string{`3 [1]: https://example.org/p Paper`, "5 yaml"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestPages(t *testing.T) {
	f := source.NewFile("about.md", "---\nlang: fr\n---\n# À propos\n\nAna: un mot.\n\n## Suite\n\n- un\n")
	p, list := ReadPage(f)
	if p.Meta.Title != "À propos" || p.Meta.Lang != "fr" || len(list) != 0 {
		t.Errorf("%v, %v", p.Meta, list)
	}
	var got []string
	for _, s := range p.Segments {
		got = append(got, fmt.Sprint(s.Kind, " ", s.Text))
	}
	if want := []string{fmt.Sprint(transcript.Speech, " Ana: un mot."), fmt.Sprint(transcript.Heading, " Suite"), fmt.Sprint(transcript.Item, " un")}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, text := range []string{"", "---\ntitle: x\n---\n", "#\n"} {
		if p, _ := ReadPage(source.NewFile("x.md", text)); len(p.Segments) != 0 {
			t.Errorf("%q has segments: %v", text, p.Segments)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		path, head string
		want       format.Confidence
	}{
		{"a.md", "", format.Likely},
		{"a/B.MARKDOWN", "", format.Likely},
		{"a.pdf", "", format.No},
		{"a.txt", "Ana: x\nKarel: y\n", format.No},
		{"a.txt", "**Ana:** x\n\n**Karel:** y\n", format.Sure},
		{"a.txt", "### Ana:\n\nx\n\n### Karel:\n\ny\n", format.Sure},
	} {
		if got := (Format{}).Match(test.path, []byte(test.head)); got != test.want {
			t.Errorf("%s %q: %v; want %v", test.path, test.head, got, test.want)
		}
	}
}
