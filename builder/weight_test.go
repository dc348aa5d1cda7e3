package builder_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"dixit/builder"
)

// speech makes turns of invented words whose frequencies fall as those of
// words in speech do, so that it compresses about as speech does.
type speech struct {
	*rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newSpeech() *speech {
	r := rand.New(rand.NewPCG(1, 2))
	s := &speech{Rand: r, zipf: rand.NewZipf(r, 1.1, 3, 3999)}
	syllables := strings.Fields("ba be bor cal den dir el fa fen gor hal im ja kel la lo mar nen os pa quin ra sel tor un vel wa xi yor zan ent ing st er ly")
	seen := map[string]bool{}
	for len(s.words) < 4000 {
		w := ""
		for range 1 + r.IntN(2) + min(len(s.words)/400, 2) { // rare words are longer
			w += syllables[r.IntN(len(syllables))]
		}
		if !seen[w] {
			seen[w] = true
			s.words = append(s.words, w)
		}
	}
	return s
}

// sentence makes one of n words.
func (s *speech) sentence(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = s.words[s.zipf.Uint64()]
	}
	text := strings.Join(out, " ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// session makes a transcript of turns of about 100 words by some speakers.
func (s *speech) session(turns, speakers int) string {
	var b strings.Builder
	for i := range turns {
		n := s.IntN(speakers)
		fmt.Fprintf(&b, "**%s %s:**", title(s.words[500+n]), title(s.words[900+n]))
		for range 6 {
			fmt.Fprintf(&b, " %s", s.sentence(12+s.IntN(10)))
		}
		b.WriteString("\n\n")
		if i%20 == 19 {
			fmt.Fprintf(&b, "## %s\n\n", s.sentence(5))
		}
	}
	return b.String()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func gzipped(t *testing.T, b []byte) int {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Len()
}

// weight is what a reader loads with a page, in bytes after compression: the
// page, and every stylesheet, script, font and image that it names.
func weight(t *testing.T, out, file string) (total int, parts []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	add := func(name string, b []byte) {
		n := gzipped(t, b)
		total += n
		parts = append(parts, fmt.Sprintf("%s %d", name, n))
	}
	add(file, raw)
	root, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	walk(root, func(n *html.Node) {
		href := attr(n, "src")
		if n.Data == "link" {
			if rel := attr(n, "rel"); rel == "stylesheet" || rel == "modulepreload" || rel == "preload" || rel == "icon" {
				href = attr(n, "href")
			}
		}
		if href == "" || strings.HasPrefix(href, "data:") {
			return
		}
		b, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(path.Join(path.Dir(file), href))))
		if err != nil {
			t.Fatalf("%s names %q: %v", file, href, err)
		}
		add(path.Base(href), b)
	})
	return total, parts
}

// The limits are those of the design, for a reader on a slow line: a meeting of
// an hour in 50 kB with all that it needs, a day of a parliament in 350 kB.
func TestSessionPagesAreLight(t *testing.T) {
	for _, c := range []struct{ turns, limit int }{{60, 50_000}, {960, 350_000}} {
		t.Run(fmt.Sprint(c.turns), func(t *testing.T) {
			dir := t.TempDir()
			text := newSpeech().session(c.turns, 12)
			write(t, filepath.Join(dir, "long.en.md"), "---\nlang: en\n---\n"+text)
			_, res := build(t, builder.Options{Dir: dir})
			if res.Turns != c.turns {
				t.Fatalf("%d turns of %d", res.Turns, c.turns)
			}
			total, parts := weight(t, res.Out, "en/sessions/long/index.html")
			words := gzipped(t, []byte(text))
			t.Logf("%d bytes, of which words %d: %s", total, words, strings.Join(parts, ", "))
			if total > c.limit {
				t.Errorf("%d bytes after compression, at most %d: %s", total, c.limit, strings.Join(parts, ", "))
			}
			if total < words {
				t.Errorf("%d bytes after compression, less than the words alone (%d)", total, words)
			}
		})
	}
}

// A file of 10,000 turns is inspected whole, with work that grows as the file
// does.
func TestInspectTenThousandTurns(t *testing.T) {
	inspect := func(turns int) (*builder.Inspection, uint64) {
		file := filepath.Join(t.TempDir(), "long.md")
		var b strings.Builder
		for i := range turns {
			fmt.Fprintf(&b, "**Speaker Number%c:** This is turn %d of the day, and it says what it says.\n\n", 'A'+rune(i%20), i+1)
		}
		write(t, file, b.String())
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		in, err := builder.Inspect(file, "")
		if err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return in[0], after.TotalAlloc - before.TotalAlloc
	}
	_, small := inspect(2_500)
	in, large := inspect(10_000)
	if large > 6*small {
		t.Errorf("four times the turns take %d bytes of memory in all, against %d: more than six times", large, small)
	}
	if len(in.Turns) != 10_000 {
		t.Fatalf("%d turns", len(in.Turns))
	}
	anchors := map[string]bool{}
	for i, turn := range in.Turns {
		if turn.N != i+1 || turn.Line != 2*i+1 || turn.Label == nil || *turn.Label != fmt.Sprintf("Speaker Number%c", 'A'+rune(i%20)) {
			t.Fatalf("turn %d is %+v", i+1, turn)
		}
		anchors[turn.Anchor] = true
	}
	if len(anchors) != 10_000 {
		t.Errorf("%d addresses", len(anchors))
	}
	var out bytes.Buffer
	if err := builder.WriteJSON(&out, []*builder.Inspection{in}); err != nil {
		t.Fatal(err)
	}
	var back builder.Inspection
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Turns) != 10_000 || back.Turns[9_999].Text != in.Turns[9_999].Text {
		t.Error("the JSON does not hold what was found")
	}
}
