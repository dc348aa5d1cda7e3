package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/markup"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// hostile are documents that would run or load something, were any of their
// markup to reach a page.
var hostile = []string{
	"<script>alert(1)</script>",
	"x <script>alert(1)</script> y",
	"<ScRiPt\n>alert(1)</sCrIpT >",
	"<script>alert(1)",
	"<img src=x onerror=alert(1)>",
	"<img src=x alt='a' onerror=alert(1)>",
	"<img alt=\"<script>alert(1)</script>\" src=\"javascript:alert(1)\">",
	"<svg onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>",
	"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
	"<a href=\"javascript:alert(1)\">x</a>",
	"<a href='java&#115;cript:alert(1)'>x</a>",
	"<a href=\" javascript:alert(1)\">x</a>",
	"<a href=\"java\tscript:alert(1)\">x</a>",
	"<a href=\"&#1;javascript:alert(1)\">x</a>",
	"<a onclick=alert(1) href=x style='position:fixed'>x</a>",
	"<b onmouseover=alert(1)>x</b>",
	"<div style=\"background:url(javascript:alert(1))\">x</div>",
	"<p><a href=data:text/html,x>y</a></p>",
	"[x](javascript:alert(1))",
	"[x](JaVaScRiPt:alert(1))",
	"[x](javascript&colon;alert(1))",
	"[x](&#106;avascript:alert(1))",
	"[x](<java\tscript:alert(1)>)",
	"[x](data:text/html;base64,PHNjcmlwdD4=)",
	"[x](vbscript:msgbox)",
	"[x](https://e.example/\"onmouseover=\"alert(1))",
	"![x](javascript:alert(1))",
	"![<script>](x.png)",
	"[x][1]\n\n[1]: javascript:alert(1)",
	"[x][1]\n\n[1]: <javascript:alert(1)>",
	"<javascript:alert(1)>",
	"<https://e.example/?\"><script>alert(1)</script>",
	"https://e.example/\"><script>",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"`<script>alert(1)</script>`",
	"```<script>\n</code><script>alert(1)</script>\n```",
	"| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:1) |",
	"### <script>alert(1)</script>:\n\nx",
	"### Ana (<img src=x onerror=alert(1)>):\n\nx {#\"onclick=alert(1)}",
	"# <script>alert(1)</script>\n\n## <b onclick=x>y</b>\n\nz",
	"<!--><script>alert(1)</script>-->",
	"<!-- --!><script>alert(1)</script> -->",
	"<?php echo '<script>' ?>",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<table><tr><td onclick=x><script>alert(1)</script></td></tr></table>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<ruby><rt><script>alert(1)</script></rt></ruby>",
	"<style>@import '//e.example'</style>",
	"<base href=//e.example/><link rel=stylesheet href=x><meta http-equiv=refresh>",
	"<x onclick=alert(1)>y</x>",
	"<a href=x>*y</a>*<script>",
	"[laughter](javascript:alert(1))",
	"<laughs onclick=alert(1)>",
}

var (
	element  = regexp.MustCompile(`<(/?)([a-zA-Z0-9]*)([^<>]*)>`)
	property = regexp.MustCompile(`^(?: ([a-z]+)="([^"<>]*)")*$`)
	onePart  = regexp.MustCompile(` ([a-z]+)="([^"<>]*)"`)
)

// writes are the elements and attributes of what stands within a turn.
var writes = map[string][]string{
	"p": {"class", "id"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}, "ul": nil, "ol": {"start"}, "li": {"id"}, "blockquote": {"id"},
	"pre": {"id", "tabindex"}, "code": nil, "div": {"class", "tabindex", "id"}, "table": {"id"}, "thead": nil, "tbody": nil, "tr": {"id"}, "td": nil, "th": {"scope"},
	"br": nil, "em": nil, "strong": nil, "s": nil, "sub": nil, "sup": nil, "span": {"class", "title"}, "a": {"class", "href", "rel", "id"},
}

func TestNothingOfATranscriptBecomesMarkup(t *testing.T) {
	for _, text := range hostile {
		tr, _ := read(t, text)
		for _, turn := range tr.Turns {
			html := string(markup.Segments(nil, turn.Segments, markup.Places{Anchor: "t-1", Passages: transcript.Passages(turn.Segments)}, &markup.Words{}))
			rest := element.ReplaceAllStringFunc(html, func(m string) string {
				part := element.FindStringSubmatch(m)
				allowed, known := writes[part[2]]
				if !known || !property.MatchString(part[3]) {
					t.Errorf("%q writes %s", text, m)
				}
				for _, a := range onePart.FindAllStringSubmatch(part[3], -1) {
					if !slices.Contains(allowed, a[1]) {
						t.Errorf("%q writes the attribute %s in %s", text, a[1], m)
					}
					if a[1] == "href" && strings.Contains(strings.ToLower(a[2]), "script:") {
						t.Errorf("%q links to %s", text, a[2])
					}
				}
				return ""
			})
			if strings.ContainsAny(rest, "<>") {
				t.Errorf("%q leaves markup in %s", text, html)
			}
			for _, s := range turn.Segments {
				for _, sp := range s.Spans {
					switch sp.Kind {
					case transcript.Link, transcript.Image, transcript.Event:
					default:
						if sp.Value != "" {
							t.Errorf("%q: a span of kind %d has the value %q", text, sp.Kind, sp.Value)
						}
					}
				}
			}
		}
	}
}

func TestScriptedAddressesAreRefused(t *testing.T) {
	for _, text := range hostile {
		tr, _ := read(t, text)
		for _, turn := range tr.Turns {
			for _, s := range turn.Segments {
				for _, sp := range s.Spans {
					folded := strings.ToLower(strings.Map(func(r rune) rune {
						if r <= ' ' {
							return -1
						}
						return r
					}, sp.Value))
					for _, scheme := range []string{"javascript:", "vbscript:", "data:"} {
						if strings.HasPrefix(folded, scheme) && markup.SafeLink(sp.Value) {
							t.Errorf("%q: %q passes for a safe link", text, sp.Value)
						}
					}
				}
			}
		}
	}
}

// large are documents whose cost must not be the square of their length. Each
// is some hundred kilobytes.
var large = map[string]string{
	"one paragraph of one line":       strings.Repeat("We went on to the *other* side. ", 1300),
	"one paragraph of many lines":     strings.Repeat("We went on to the *other* side,\n", 20_000),
	"a turn a line":                   strings.Repeat("**Ana:** so it is, [she](x) said\n**Karel:** yes *it* is\n", 5000),
	"headings without empty lines":    strings.Repeat("### Ana:\nso it is\n### Karel:\nyes it is\n", 5000),
	"quotation marks":                 strings.Repeat(">", 50_000) + " x",
	"lines of quotation marks":        strings.Repeat(strings.Repeat("> ", 100)+"x\n", 500),
	"list marks":                      strings.Repeat("- ", 20_000) + "x",
	"numbers":                         strings.Repeat("1. ", 20_000) + "x",
	"a stair of lists":                stair(150),
	"open brackets":                   strings.Repeat("[", 100_000),
	"open brackets, a line each":      strings.Repeat("[\n", 30_000),
	"stars":                           strings.Repeat("*a **b ", 4000),
	"stars, a line each":              strings.Repeat("*a **b\n", 30_000),
	"backticks":                       backticks(400),
	"open tags":                       strings.Repeat("<b><i><a href=x>y", 1800),
	"open tags, a line each":          strings.Repeat("<b><i><a href=x>y\n", 10_000),
	"unclosed comments":               strings.Repeat("<!-- ", 6000),
	"unclosed attributes":             strings.Repeat("<a b=\"", 5000),
	"entities":                        strings.Repeat("&amp;&#38;&", 20_000),
	"notes":                           strings.Repeat("[laughter] ", 2500),
	"an open script":                  "<script>\n" + strings.Repeat("alert(1)\n\n", 20_000),
	"a table of one row":              "| a |\n|---|\n|" + strings.Repeat(" b |", 7000) + "\n",
	"references":                      strings.Repeat("[a]: https://example.org/\n", 1200) + "\n" + strings.Repeat("[a] ", 5000),
	"names in brackets":               strings.Repeat("[Ana]: yes\n\n", 5000),
	"tildes and underscores":          strings.Repeat("~~a__b_", 4000),
	"emphasis around one long line":   "**" + strings.Repeat("words and words ", 1900) + "**",
	"spans over many lines":           "**" + strings.Repeat("words *and*\n", 2500) + "**",
	"a fence that is never closed":    "```\n" + strings.Repeat("code\n", 30_000),
	"exactly the limit of a block":    strings.Repeat("x", source.MaxBlock) + "\n" + strings.Repeat("y", source.MaxBlock-1) + "\nz",
	"labels with roles in brackets":   strings.Repeat("Ana ((((((((((: x\n\n", 5000),
	"wide characters, a line each":    strings.Repeat("港口\n", 30_000),
	"an ordered list that is lengthy": strings.Repeat("1. so it is\n", 20_000),
}

func stair(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

func backticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i%200) + "a")
	}
	return b.String()
}

func TestLargeDocuments(t *testing.T) {
	for name, text := range large {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("a.md", text)
			tr, list := Format{}.Read(f)
			readingtest.Segments(t, func() (all []transcript.Segment) {
				for _, turn := range tr.Turns {
					all = append(all, turn.Segments...)
				}
				return all
			}(), f.Lines())
			if len(tr.Turns) == 0 && name != "an open script" && name != "references" {
				t.Error("nothing was read")
			}
			if len(list) > 5000 {
				t.Errorf("%d diagnostics", len(list))
			}
		})
	}
}

func TestABlockThatIsTooComplexIsShownAsItStands(t *testing.T) {
	line := strings.Repeat("We went on to the *other* side. ", 1300)
	tr, list := Format{}.Read(source.NewFile("a.md", "### Ana:\n\nBefore it, *so*.\n\n"+line+"\n\n### Karel:\n\nAfter *it*.\n"))
	if len(list) != 1 || list[0].Code != diag.BlockTooComplex || list[0].Line != 5 {
		t.Errorf("said %v", list)
	}
	if len(tr.Turns) != 2 || len(tr.Turns[0].Segments) != 2 || tr.Turns[0].Segments[1].Text != strings.TrimSpace(line) {
		t.Fatalf("%d turns", len(tr.Turns))
	}
	if got := spansOf(tr); !slices.Equal(got, []string{"em: so", "em: it"}) {
		t.Errorf("spans %q", got)
	}
}

func TestATurnALineIsReadHoweverMany(t *testing.T) {
	tr, list := Format{}.Read(source.NewFile("a.md", strings.Repeat("**Ana:** so it *is*\n**Karel:** yes it is\n", 3000)))
	if len(tr.Turns) != 6000 || len(list) != 0 {
		t.Errorf("%d turns, said %.200v", len(tr.Turns), list)
	}
	tr, _ = Format{}.Read(source.NewFile("a.md", strings.Repeat("### Ana:\nso it is\n### Karel:\nyes it is\n", 3000)))
	if len(tr.Turns) != 6000 {
		t.Errorf("%d turns under headings", len(tr.Turns))
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range hostile {
		f.Add([]byte(s))
	}
	for _, s := range []string{
		"# 2024-05-21 Dues\n\n### Ana (Chair): [0:12] {#a}\n\nGood *morning*.\n\n- a\n  1. b\n\n> q\n\n| a | b |\n|---|---|\n| c | d |\n",
		"**Ana:** x<br>y  \nz\\\n**Karel**: *a <b>b* c</b>\n\n[Ana]: yes\n[1]: /x 'y'\n",
		"---\ntitle: x\n---\nAna\nLind:\n---\n`a`` b` &amp; \\&amp; <!-- c -->\n\t\x0cd",
		"```a\nb\n~~~\n\n    c\n\n<div>\nd<td>e\n</div>\n\n<p>f",
		"**M. Lind.**&nbsp;– x\n\nQ\u00a0- y\n\n**M. Lind.** – z\n\nQ - w\n\nBo:\u200f v\n",
		"主席：好\n林女士：**谢谢**（笑声）\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 8<<10 {
			return
		}
		file, _ := source.Decode("a.md", raw)
		tr, list := Format{}.Read(file)
		check(t, file, tr, list)
		p, _ := ReadPage(file)
		readingtest.Segments(t, p.Segments, file.Lines())
		for _, turn := range tr.Turns {
			html := markup.Segments(nil, turn.Segments, markup.Places{Anchor: "t-1"}, nil)
			for _, m := range element.FindAllSubmatch(html, -1) {
				if _, known := writes[string(m[2])]; !known || !property.Match(m[3]) {
					t.Errorf("writes %s", m[0])
				}
			}
		}
	})
}
