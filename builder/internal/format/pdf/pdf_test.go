package pdf

import (
	"bytes"

	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

// engine is shared by the tests, as files do not see each other in it.
var engine *Engine

func TestMain(m *testing.M) {
	flag.Parse()
	engine = NewEngine(compiled(), 2)
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

func read(t *testing.T, raw []byte) (*transcript.Transcript, diag.List) {
	t.Helper()
	return Format{engine}.Read(source.NewBinary("record.pdf", raw))
}

// said writes turns as label and paragraphs, one a line.
func said(t *transcript.Transcript) string {
	var b strings.Builder
	for _, turn := range t.Turns {
		fmt.Fprintf(&b, "%s | %s\n", turn.Label, strings.ReplaceAll(turn.Text(), "\n\n", " / "))
	}
	return b.String()
}

func kinds(t *transcript.Transcript) map[transcript.DropKind]int {
	out := map[transcript.DropKind]int{}
	for _, d := range t.Dropped {
		out[d.Kind]++
	}
	return out
}

var names = []string{"The CHAIR", "Ms. Aalto", "Mr. Brandt", "Capt. Diallo"}

// meeting is page n of a record: a running header, a turn of two paragraphs that
// says its page, and, where number is not 0, the printed number of the page.
func meeting(n, number int) []written {
	place := string(rune('A'+n%26)) + string(rune('a'+n/26)) + "ra"
	out := []written{{72, 800, 9, "Harbour Lights Board, sixth meeting"}}
	out = append(out, column(72, 740,
		names[n%len(names)]+": I speak on sheet "+fmt.Sprint(n)+" of the record, and what I have to say is",
		"concerning the lamps of "+place+" and does not fit on one line of type, so it goes on,",
		"as far as "+place+".",
		"", "There is a second paragraph on "+place+", which ends here.")...)
	if number > 0 {
		out = append(out, written{290, 40, 9, fmt.Sprint(number)})
	}
	return out
}

// Links to pages count physical pages, whatever number is printed on them.
func TestEveryTurnKnowsItsPage(t *testing.T) {
	const front, count = 6, 106
	var pages [][]written
	for n := 1; n <= count; n++ {
		pages = append(pages, meeting(n, max(0, n-front)))
	}
	got, list := read(t, write(pages...))
	if len(list) != 0 || len(got.Turns) != count {
		t.Fatalf("%d turns, %v", len(got.Turns), list)
	}
	for i, turn := range got.Turns {
		want := fmt.Sprintf("I speak on sheet %d of", i+1)
		if !strings.HasPrefix(turn.Segments[0].Text, want) || len(turn.Segments) != 2 {
			t.Fatalf("turn %d: %+v", i+1, turn.Segments)
		}
		for _, s := range turn.Segments {
			if s.Page != i+1 {
				t.Errorf("turn %d begins on page %d", i+1, s.Page)
			}
		}
	}
	if k := kinds(got); k[transcript.RunningHeader] != count-1 && k[transcript.RunningHeader] != count || k[transcript.PageNumber] != count-front {
		t.Errorf("dropped: %v", k)
	}
}

func TestLayout(t *testing.T) {
	tests := []struct {
		name  string
		pages [][]written
		want  string
	}{
		{"a paragraph goes on over the page and a word over the line", [][]written{
			append(column(72, 740, "The CHAIR: The lamp at the end of the mole was dark for three nights, and the har-",
				"bour master was told of it by the fishers, who had to wait outside until the tide"), written{290, 40, 9, "1"}),
			append(column(72, 740, "had turned and the fog was gone. Nobody had seen the duty log of the keepers.",
				"Ms. Aalto: I have it here."), written{290, 40, 9, "2"}),
			append(column(72, 740, "The CHAIR: Then read it to us.", "Ms. Aalto: With pleasure."), written{290, 40, 9, "3"}),
		}, "The CHAIR | The lamp at the end of the mole was dark for three nights, and the harbour master was told of it by the fishers, who had to wait outside until the tide had turned and the fog was gone. Nobody had seen the duty log of the keepers.\nMs. Aalto | I have it here.\nThe CHAIR | Then read it to us.\nMs. Aalto | With pleasure.\n"},
		{"two columns are read one after the other", [][]written{append(
			column(60, 740, "The CHAIR: The first column is read to its", "end before the second one begins, although", "lines of both stand at the same height of", "the page.", "Ms. Aalto: That is how I read it, too.", "The CHAIR: Good."),
			column(310, 738, "Ms. Aalto: And the second column follows", "when the first is at an end, with the lines", "that stand in it and none of the others, as", "one would expect.", "The CHAIR: So it should be in every record.", "Ms. Aalto: I agree.")...)},
			"The CHAIR | The first column is read to its end before the second one begins, although lines of both stand at the same height of the page.\nMs. Aalto | That is how I read it, too.\nThe CHAIR | Good.\nMs. Aalto | And the second column follows when the first is at an end, with the lines that stand in it and none of the others, as one would expect.\nThe CHAIR | So it should be in every record.\nMs. Aalto | I agree.\n"},
		{"a paragraph begins where a line is indented", [][]written{{
			{72, 740, 11, "The CHAIR: The keepers of the outer light have asked for oil, for glass and for"},
			{72, 726, 11, "somebody to talk to in winter, and nobody in this room has answered their letters."},
			{94, 712, 11, "I have read all of them, and each of them is longer than the one before it was,"},
			{72, 698, 11, "which tells us something."},
			{72, 684, 11, "Ms. Aalto: It does."}, {72, 670, 11, "The CHAIR: So write."}, {72, 656, 11, "Ms. Aalto: I shall."}}},
			"The CHAIR | The keepers of the outer light have asked for oil, for glass and for somebody to talk to in winter, and nobody in this room has answered their letters. / I have read all of them, and each of them is longer than the one before it was, which tells us something.\nMs. Aalto | It does.\nThe CHAIR | So write.\nMs. Aalto | I shall.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := read(t, write(tt.pages...))
			if s := said(got); s != tt.want {
				t.Errorf("got\n%swant\n%s", s, tt.want)
			}
		})
	}
}

func TestLineNumbersAreTaken(t *testing.T) {
	var page []written
	for i := range 12 {
		y := 740 - 14*float64(i)
		text := names[i%2] + ": In line " + strings.Repeat("so ", i+1) + "it is."
		page = append(page, written{50, y, 9, fmt.Sprint(i + 1)}, written{80, y, 11, text})
	}
	got, _ := read(t, write(page))
	if len(got.Turns) != 12 || strings.ContainsAny(said(got), "0123456789") {
		t.Errorf("got\n%s", said(got))
	}
	if len(got.Dropped) != 1 || got.Dropped[0].Kind != transcript.LineNumber || got.Dropped[0].Text != "1 2 3 4 5 6 7 8 9 10 11 12" {
		t.Errorf("dropped: %+v", got.Dropped)
	}
}

func TestBadFilesAreNamed(t *testing.T) {
	whole := write(meeting(1, 1))
	scan := bytes.Replace(write(nil), []byte("<< /Length 0 >>\nstream\n"), []byte("<< /Length 17 >>\nstream\n10 10 300 300 re f\n"), 1)
	locked := bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"+strings.Repeat("41", 32)+"> /U <"+strings.Repeat("42", 32)+"> >>"), 1)
	tests := []struct {
		name string
		raw  []byte
		code diag.Code
		says string
	}{
		{"no PDF", []byte("%PDF-1.7\nthe ferry is late"), diag.FileUnreadable, "damaged"},
		{"empty", nil, diag.FileUnreadable, "damaged"},
		{"encrypted", locked, diag.FileUnreadable, "password"},
		{"scan", scan, diag.PageSilent, "page 1 holds pictures and no text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, list := read(t, tt.raw)
			if len(got.Turns) != 0 || len(list) != 1 || list[0].Code != tt.code || !strings.Contains(list[0].Message, tt.says) {
				t.Errorf("%d turns, %v", len(got.Turns), list)
			}
		})
	}
	// A file cut off is read as far as PDFium can mend it, and nothing breaks.
	for n := 0; n < len(whole); n += 97 {
		read(t, whole[:n])
	}
}

// Nothing of what is on the pages is lost in silence.
func TestEverythingIsAccountedFor(t *testing.T) {
	var pages [][]written
	var want strings.Builder
	for n := 1; n <= 9; n++ {
		p := meeting(n, n)
		pages = append(pages, p)
		for _, l := range p {
			want.WriteString(l.Text)
		}
	}
	got, list := read(t, write(pages...))
	if len(list) > 0 {
		t.Errorf("diagnostics: %v", list)
	}
	var have strings.Builder
	have.WriteString(got.Meta.Title)
	for _, d := range got.Dropped {
		have.WriteString(d.Text)
	}
	for _, turn := range got.Turns {
		have.WriteString(turn.Label + ":" + turn.Role + turn.Text())
	}
	if letters(want.String()) != letters(have.String()) {
		t.Errorf("the characters differ:\n%s\n%s", letters(want.String()), letters(have.String()))
	}
}

func letters(s string) string {
	out := []rune(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s))
	slices.Sort(out)
	return string(out)
}

func TestLogical(t *testing.T) {
	tests := []struct {
		seen string // from left to right
		rtl  bool
		want string
	}{
		{"םולש", true, "שלום"},
		{"42 םיפוצמ", true, "מצופים 42"},
		{".(A/12 ךמסמ) חודה", true, "הדוח (מסמך A/12)."},
		{"He said םולש יל twice", false, "He said לי שלום twice"},
		{"Mr. Brandt :ריכזמה", true, "המזכיר: Mr. Brandt"},
		// A dash parts two numbers, a hyphen only in an Arabic text, a point never.
		{"16–23 םיקרפ", true, "פרקים 23–16"},
		{"7-9 םיקרפ", true, "פרקים 7-9"},
		{"10-24 لوصفلا", true, "الفصول 24-10"},
		{"12.30 ةعاسلا", true, "الساعة 12.30"},
	}
	for _, tt := range tests {
		if got := strings.Join(logical(strings.Split(tt.seen, ""), tt.rtl), ""); got != tt.want {
			t.Errorf("%q is read as %q, want %q", tt.seen, got, tt.want)
		}
	}
}

// A mark shares the room of its letter, and what is free on its far side is no
// blank; one that touches no letter stands on the nearest.
func TestMarks(t *testing.T) {
	at := func(r rune, x0, x1 float64) glyph {
		return glyph{r: r, x0: x0, x1: x1, em: 10, combined: unicode.In(r, unicode.Mn)}
	}
	tests := []struct {
		name   string
		glyphs []glyph // in the order of drawing
		want   string
	}{
		{"before the next letter", []glyph{at('م', 10, 14), at('ؤ', 6, 10), at('م', 4, 6), at('ّ', 2, 4), at('ن', -4, 2)}, "مؤمّن"},
		{"after a full stop", []glyph{at('ا', 10, 11), at('.', 5, 8), at('ً', 9, 10)}, "اً."},
		{"between two letters, in the room of the second", []glyph{at('ذ', 10, 14), at('ً', 8.6, 10.1), at('ا', 7.2, 8.6)}, "ذاً"},
		{"an alef is no end of a word", []glyph{at('ر', 20, 25), at('ب', 16, 20), at('ا', 13, 16), at('ع', 7, 11), at('ي', 2, 7)}, "رباعي"},
		{"a blank is one", []glyph{at('ا', 13, 16), at('ع', 7, 10.4)}, "ا ع"},
	}
	for _, tt := range tests {
		rows := rowsOf(tt.glyphs)
		if len(rows) != 1 || rows[0].text(true) != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, rows[0].text(true), tt.want)
		}
	}
}

// Columns of a newspaper stand closer than a word and the next may.
func TestNarrowGutter(t *testing.T) {
	words := strings.Fields("lamp mole tide oil glass fog night keeper harbour wick pier storm")
	var page []written
	var want []string
	for c := range 2 {
		for i := range 14 {
			line := words[(i+5*c)%12] + " on the " + words[(3*i+c)%12] + " of the " + words[(7*i+2*c+1)%12]
			want = append(want, strings.Fields(line)...)
			// Each line is set so that it fills its column of 180 points.
			x, room := 72+185*float64(c), 180-widthOf(line)
			parts := strings.Fields(line)
			for _, w := range parts {
				page = append(page, written{x, 740 - 14*float64(i), 11, w})
				x += widthOf(w) + widthOf(" ") + room/float64(len(parts)-1)
			}
		}
	}
	got, _ := read(t, write(page))
	if have := strings.Fields(strings.TrimPrefix(said(got), " | ")); !slices.Equal(have, want) {
		t.Errorf("got\n%q\nwant\n%q", have, want)
	}
}

// widthOf is how wide text is in Helvetica of 11 points.
func widthOf(s string) float64 {
	wide := map[rune]float64{' ': .278, '.': .278, ':': .278, 'f': .278, 't': .278, 'i': .222, 'j': .222, 'l': .222, 'r': .333, 'c': .5, 'k': .5, 's': .5, 'v': .5, 'w': .722, 'm': .833}
	sum := 0.0
	for _, r := range s {
		w, ok := wide[r]
		if !ok {
			w = .556
		}
		sum += w
	}
	return 11 * sum
}

func BenchmarkRead(b *testing.B) {
	var pages [][]written
	for n := range 50 {
		var page []written
		for i := range 50 {
			page = append(page, column(72, 790-15*float64(i), fmt.Sprintf("%s: The lamps of the northern approach were dark, all %d of them.", names[(n+i)%4], i))...)
		}
		pages = append(pages, page)
	}
	raw := write(pages...)
	Format{engine}.Read(source.NewBinary("record.pdf", raw))
	for b.Loop() {
		Format{engine}.Read(source.NewBinary("record.pdf", raw))
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}
