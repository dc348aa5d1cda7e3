package plain

import (
	"math/rand"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// seed is a real transcript torn out of a PDF, of which every Latin letter and
// figure was lost.
func seed(t *testing.T) string {
	raw, err := os.ReadFile(readingtest.Corpus(t, "seed", "icann71-gac-alac.zh.txt")[0])
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func read(t *testing.T, text string) *transcript.Transcript {
	t.Helper()
	tr, _ := Format{}.Read(source.NewFile("x.zh.txt", text))
	return tr
}

// outline is what copies of one transcript must agree in: labels and words,
// white space aside.
func outline(tr *transcript.Transcript) []string {
	var out []string
	for _, turn := range tr.Turns {
		out = append(out, turn.Label+"|"+squeeze(turn.Text()))
	}
	return out
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestSeedIsReadWhole(t *testing.T) {
	text := seed(t)
	tr := read(t, text)
	speakers := map[string]bool{}
	for _, turn := range tr.Turns {
		speakers[turn.Label] = true
	}
	if len(tr.Turns) != 59 || len(speakers) != 16 {
		t.Errorf("%d turns of %d speakers; want 59 of 16", len(tr.Turns), len(speakers))
	}
	if diff := lost(text, tr); diff != "" {
		t.Errorf("not every character is accounted for: %s", diff)
	}
	events := 0
	for _, turn := range tr.Turns {
		for _, s := range turn.Segments {
			for _, sp := range s.Spans {
				if sp.Kind == transcript.Event {
					events++
				}
			}
		}
	}
	// Of nineteen notes one is a common word with a blank on one side only.
	if events < 18 {
		t.Errorf("%d events; want 18 at least of 19", events)
	}
}

// lost compares the characters of a source with those of its reading, and names
// what is on one side only.
func lost(src string, tr *transcript.Transcript) string {
	count := map[rune]int{}
	for _, r := range squeeze(src) {
		count[r]++
	}
	take := func(s string) {
		for _, r := range squeeze(s) {
			count[r]--
		}
	}
	take(tr.Meta.Title)
	for _, d := range tr.Dropped {
		take(d.Text)
	}
	for _, turn := range tr.Turns {
		take(turn.Label)
		take(turn.Role)
		take(turn.Text())
	}
	var b strings.Builder
	for r, n := range count {
		// Colons and brackets of labels are not kept, and the date without its
		// figures is in a diagnostic.
		if n != 0 && !strings.ContainsRune("：:（）()，", r) && !strings.ContainsRune("年月日（星期四）欧洲中部夏令时间", r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// rewrap sets the paragraphs of a reading again at another width, with an empty
// line after every line but at page breaks, as the seed has it.
func rewrap(tr *transcript.Transcript, title string, width, pageLines int, rng *rand.Rand) string {
	var lines []string
	for _, turn := range tr.Turns {
		for i, s := range turn.Segments {
			text := s.Text
			if i == 0 {
				role := ""
				if turn.Role != "" {
					role = "（ ，" + turn.Role + "）"
				}
				text = turn.Label + role + "：" + text
			}
			cells, cur := 0, ""
			for _, r := range text {
				w := lang.Width(string(r))
				if cells+w > width && !strings.ContainsRune("，。！？；：、）”…", r) {
					lines = append(lines, strings.TrimSpace(cur))
					cur, cells = "", 0
				}
				cur += string(r)
				cells += w
			}
			lines = append(lines, strings.TrimSpace(cur))
		}
	}
	var b strings.Builder
	b.WriteString(title + "\n\n")
	next := pageLines + rng.Intn(5)
	for i, l := range lines {
		if i == next {
			next += pageLines + rng.Intn(5)
			b.WriteString(" " + l + "\n")
			continue
		}
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

func TestSeedInOtherCopies(t *testing.T) {
	text := seed(t)
	want := outline(read(t, text))
	title, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	check := func(t *testing.T, got []string) {
		t.Helper()
		if len(got) != len(want) {
			t.Errorf("%d turns; want %d", len(got), len(want))
		}
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("turn %d:\n got %s\nwant %s", i+1, got[i], want[i])
			}
		}
	}
	for _, width := range []int{40, 48, 60, 66, 72, 80, 100} {
		for _, page := range []int{14, 18, 25, 40} {
			rng := rand.New(rand.NewSource(int64(width*100 + page)))
			check(t, outline(read(t, rewrap(read(t, text), title, width, page, rng))))
		}
	}
	encoded, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	f, list := source.Decode("x.zh.txt", []byte(encoded))
	if len(list) != 1 {
		t.Errorf("decoding said %v", list)
	}
	tr, _ := Format{}.Read(f)
	check(t, outline(tr))
}
