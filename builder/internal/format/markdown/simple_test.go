package markdown

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dixit/builder/internal/format/document"
	"dixit/builder/internal/source"
)

// byGoldmark is parse without simple paragraphs.
func byGoldmark(f *source.File) *reading {
	d := &reading{file: f, at: 1}
	for _, p := range pieces(f, 1) {
		if p.complex {
			return nil
		}
		d.parse(p.from, p.to)
	}
	return d
}

func sameAsGoldmark(t *testing.T, text string) {
	t.Helper()
	f := source.NewFile("a.md", text)
	want := byGoldmark(f)
	if want == nil {
		return
	}
	got := parse(f, 1)
	same := cmp.Options{cmp.AllowUnexported(document.Block{}, document.Line{}), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(want.blocks, got.blocks, same); diff != "" {
		t.Errorf("%q\nblocks, goldmark's with -:\n%s", text, diff)
	}
	if diff := cmp.Diff(want.dropped, got.dropped, same); diff != "" {
		t.Errorf("%q\ndropped, goldmark's with -:\n%s", text, diff)
	}
	if diff := cmp.Diff(want.list, got.list, same); diff != "" {
		t.Errorf("%q\ndiagnostics, goldmark's with -:\n%s", text, diff)
	}
}

// scraps are what documents are put together from: lines, the ends of lines, and
// what is a mark of Markdown in one place and text in another.
var scraps = []string{
	"Thank you, Chair.", "谢谢主席。", "شكرا", "**Ana Lind:** Yes.", "**林女士：**好的", "**林女士：** 好的", "**Bold** and *more*", "**Open", "** no label**", "****", "**Ana:**", "**a** b ** c",
	"# Title", "## 1. A point", "###No heading", "## Closed ##", "#", "Ana: so", "- a point", "1. first", "2) second", "2024 was good.", "> quoted", "    code", "\tcode", "  indented", "\u3000海底", "海底\u3000", "\u00a0x",
	"```", "~~~", "<!-- open", "-->", "<div>", "</div>", "<br>", "<b>bold</b>", "===", "---", "***", "| a | b |", "|---|---|", "a | b", "--|--", ":-:", ":--", "[a]: /b", "[a]", "[inaudible]", "[a](b)", "![a](b)", "[a][b]", "](x)", "(see", "note)",
	"http://example.org", "(www.example.org)", "www.example.org/a", "mail ana@example.org", "R&D", "&amp; so", "a &copy b; c", "back\\", "\\*", "`mono`", "snake_case_word", "*emphasis*", "_so_", "~~gone~~", "~ five",
	"two blanks  ", "one blank ", "**Ana:** so ", "**Ana:** ", "tab\t", "+ plus", "= equals", ":", "\u0085", "a\u2028b", "«quoted»", "it’s — so…", "\u200b", "\x7f", "* item", "{#id}", "Words {#id}", "{", "\"Quoted.\"", "'s", "!", "$5", "%", "/", ";", "?", "@", "^", "}",
}

func TestSimpleParagraphsAreThoseOfGoldmark(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		var b strings.Builder
		for range 1 + rng.IntN(8) {
			b.WriteString(scraps[rng.IntN(len(scraps))])
			b.WriteString([]string{"\n", "\n\n", "\n\n", "\n\n\n", " ", "", "\n \n"}[rng.IntN(7)])
		}
		if sameAsGoldmark(t, b.String()); t.Failed() {
			return
		}
	}
}

func TestSimpleParagraphsOfTranscriptsAreThoseOfGoldmark(t *testing.T) {
	dir := os.Getenv("DIXIT_CORPORA")
	if dir == "" {
		t.Skip("DIXIT_CORPORA is not set")
	}
	filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ".md" {
			raw, _ := os.ReadFile(p)
			f, _ := source.Decode(p, raw)
			sameAsGoldmark(t, f.Text)
		}
		return nil
	})
}

func FuzzSimple(f *testing.F) {
	for _, a := range scraps {
		f.Add(a + "\n\nWords.\n" + a + "\n\n" + a + " more")
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 4<<10 {
			sameAsGoldmark(t, strings.ToValidUTF8(text, "\ufffd"))
		}
	})
}

// TestSimpleParagraphsNeedNoParser holds that the usual transcript is read
// without goldmark, and what needs it is not.
func TestSimpleParagraphsNeedNoParser(t *testing.T) {
	for text, parsed := range map[string]bool{
		"# Harbour dues\n\n**Ana Lind:** Yes.\nAnd so on.\n\n**林女士：** 好的。\n\n[laughter]\n\nOld: R&D\n": false,
		"\n\nWords\n\n\n": false, "": false, "**Ana:** *Yes*.\n": true, "Words\n- a point": true, "[a]\n\n[a]: /b\n": true,
	} {
		if got := parse(source.NewFile("a.md", text), 1).src != nil; got != parsed {
			t.Errorf("%q is parsed: %v", text, got)
		}
	}
}
