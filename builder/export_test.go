package builder_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dixit/builder"
)

// oddities are records with what is easily lost on the way: formatting, blocks,
// labels that look like something else, addresses of a writer's own, languages,
// times and ids.
var oddities = map[string]string{
	"odd/blocks.en.md": "---\ntitle: \"Blocks & <marks> [Parla x]\"\ndate: 2031-05-19\nkind: verbatim\noriginal: fr\nmedia: [https://a.example/a.mp3]\nsummary: a < b\nspeakers: {\"Speaker 1\": Ada Lim}\n---\n\n## One\n\n### Speaker 1: [00:00:12.5]\n\nGood **morning** and *hello* `code` [a link](https://a.example/?a=1&b=2). [laughter] \"Quoted\" & <angled> text  \nwith a line break.\n\n- item one\n- item two\n    - inner\n\n1. first\n2. second\n\n> A quotation.\n\n    code  with\n      blanks\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n### Bo Holm (Chair, Board): {#opening}\n\n[applause]\n\nWords [inaudible] and more.\n\n*laughs* Yes.\n\n## Two\n\n### Three\n\n### Bo Holm:\n\nEnd.\n\n### Ünal Çelik (観察者):\n\nSon. 终于[笑声]完了。\n",
	"odd/talk.en.md":   "---\ntitle: A talk\nspeakers: Una Holm\n---\n\n## First\n\nOne paragraph.\n\n## Second\n\nAnother: with a colon.\n",
	"odd/gaps.zh.txt":  "主席：欢迎 各位来到 会议厅，今天是  年 月 日。\n\n林女士：谢谢主席。[音频不清晰] 我同意，第 项决议由 通过。\n\n主席：那么，我们开始。\n",
	"odd/record.xml": `<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader><fileDesc><titleStmt><title>Hafenrat</title></titleStmt><sourceDesc><bibl><date when="2031-06">Juni</date></bibl></sourceDesc></fileDesc><profileDesc><particDesc>
<listPerson><person xml:id="OrtJan.1980"><persName>Jan Ort</persName><persName xml:lang="zh">扬·奥特</persName><sex value="M"/><affiliation from="2030" to="2031-02-01"><roleName xml:lang="de">Ratsherr</roleName><orgName>Rat</orgName></affiliation><idno type="URI">https://p.example/ort</idno></person><person xml:id="OrtJan.1999"><persName>Jan Ort</persName></person></listPerson></particDesc></profileDesc></teiHeader>
<text><timeline unit="ms"><when xml:id="z"/><when xml:id="a" interval="1500" since="#z"/><when xml:id="b" interval="500" since="#a"/></timeline><body>
<div><note type="narrative">Beginn um neun.</note><head>Eins</head><note type="speaker">Der Vorsitzende (Rat):</note><u who="#OrtJan.1980" ana="#chair" start="#a" end="#b"><seg synch="#a">Ja.<anchor synch="#b"/></seg><pb n="7"/><seg>So <vocal type="interruption"><desc>Oho!</desc></vocal> ist <unclear cert="0.5">es</unclear>.</seg><kinesic type="applause"/></u><incident type="break"><desc>Pause</desc></incident>
<note type="speaker">Der Vorsitzende</note><u who="#OrtJan.1999" ana="#regular" xml:lang="fr"><seg>Non  <hi rend="bold">non <hi rend="italic">non</hi></hi>.</seg></u><u who="#Fremd_Er"><seg><ruby><rb>港</rb><rt>みなと</rt></ruby></seg></u><u><seg>Wer?</seg></u>
<div><head>Zwei: Fragen</head><u who="#OrtJan.1980"><gap reason="inaudible"/></u></div></div></body></text></TEI>`,
}

func oddSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range oddities {
		write(t, filepath.Join(dir, "content", filepath.FromSlash(name)), text)
	}
	return dir
}

func exported(t *testing.T, dir string, opt builder.ExportOptions) string {
	t.Helper()
	a, err := builder.Open(builder.Options{Dir: dir, Cache: t.TempDir(), CacheRoot: cacheRoot()})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var b bytes.Buffer
	if list, err := a.Export(t.Context(), &b, opt); err != nil {
		t.Fatalf("%v, %v", err, list)
	}
	return b.String()
}

// again makes a site of what one exports in a format, with the vocabulary, the
// settings and, where asked for, the people of the first.
func again(t *testing.T, dir, name string, keep ...string) string {
	t.Helper()
	next := t.TempDir()
	content := filepath.Join(next, "content")
	if name == "corpus" {
		if err := os.MkdirAll(content, 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(content, "all.xml"), []byte(exported(t, dir, builder.ExportOptions{Format: "tei"})), 0o666); err != nil {
			t.Fatal(err)
		}
	} else {
		exported(t, dir, builder.ExportOptions{Format: name, Dir: content})
	}
	for _, f := range append([]string{"dixit.yaml", "content/topics.yaml"}, keep...) {
		if raw, err := os.ReadFile(filepath.Join(dir, f)); err == nil {
			if err := os.WriteFile(filepath.Join(next, f), raw, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return next
}

// records are those of export, without why a label means a speaker: that the
// people of a site are in a list now is another reason.
func records(t *testing.T, dir string) []map[string]any {
	t.Helper()
	var out []map[string]any
	for line := range strings.Lines(exported(t, dir, builder.ExportOptions{Format: "jsonl"})) {
		var r map[string]any
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		delete(r, "evidence")
		out = append(out, r)
	}
	return out
}

func sameRecords(t *testing.T, before, after []map[string]any) {
	t.Helper()
	if len(before) != len(after) {
		t.Errorf("%d records, then %d", len(before), len(after))
	}
	for i := range before[:min(len(before), len(after))] {
		a, _ := json.Marshal(before[i])
		b, _ := json.Marshal(after[i])
		if !bytes.Equal(a, b) {
			t.Fatalf("record %d was\n%s\nand is\n%s", i+1, a, b)
		}
	}
}

// What is exported as XML is the same archive when it is read again, without
// people.yaml: turns, addresses, speakers, names, labels, times, topics.
func TestXMLIsTheSameArchive(t *testing.T) {
	for name, dir := range map[string]string{"sample": "..", "oddities": oddSite(t)} {
		before := records(t, dir)
		for _, format := range []string{"tei", "corpus", "akn"} {
			t.Run(name+" "+format, func(t *testing.T) {
				after := records(t, again(t, dir, format))
				if format == "akn" { // which has no pages
					for i := range min(len(before), len(after)) {
						delete(before[i], "page")
						delete(after[i], "page")
					}
				}
				sameRecords(t, before, after)
			})
		}
	}
}

// What has been TEI once stays the same to the byte: events, sections, roles,
// pages, formatting and languages too.
func TestTEIStaysAsItIs(t *testing.T) {
	for name, dir := range map[string]string{"sample": "..", "oddities": oddSite(t)} {
		t.Run(name, func(t *testing.T) {
			first := exported(t, dir, builder.ExportOptions{Format: "tei"})
			second := exported(t, again(t, dir, "corpus"), builder.ExportOptions{Format: "tei"})
			a, b := strings.Split(first, "\n"), strings.Split(second, "\n")
			for i := range a[:min(len(a), len(b))] {
				if a[i] != b[i] && !strings.Contains(a[i], `<title type="main">`) {
					t.Fatalf("line %d was\n%s\nand is\n%s", i+1, a[i], b[i])
				}
			}
			if len(a) != len(b) {
				t.Errorf("%d lines, then %d", len(a), len(b))
			}
		})
	}
}

// Text is read again with the same turns: labels and words. Markdown keeps times
// and paragraphs as well. What has no labels keeps its turns only
// where sections tell them apart, which text does not have.
func TestTextIsReadAgain(t *testing.T) {
	turns := func(dir string, keys ...string) []string {
		var out []string
		for _, r := range records(t, dir) {
			if r["kind"] != "turn" || r["label"] == nil && !slices.Contains(keys, "start") {
				continue
			}
			if strings.HasSuffix(r["session"].(string), "lecture-what-a-cable-hears") {
				continue // turns without labels, in sections
			}
			line := ""
			for _, k := range keys {
				v, _ := json.Marshal(r[k])
				line += k + "=" + strings.Join(strings.Fields(strings.NewReplacer(`\n`, " ", `\t`, " ").Replace(string(v))), " ") + " "
			}
			out = append(out, line)
		}
		return out
	}
	for format, keys := range map[string][]string{"md": {"session", "language", "n", "label", "text", "start"}, "txt": {"session", "language", "label", "text"}} {
		t.Run(format, func(t *testing.T) {
			before, after := turns("..", keys...), turns(again(t, "..", format, "content/people.yaml"), keys...)
			if len(before) < 700 || len(before) != len(after) {
				t.Errorf("%d turns, then %d", len(before), len(after))
			}
			for i := range before[:min(len(before), len(after))] {
				if before[i] != after[i] {
					t.Fatalf("turn %d was\n%s\nand is\n%s", i+1, before[i], after[i])
				}
			}
		})
	}
}
