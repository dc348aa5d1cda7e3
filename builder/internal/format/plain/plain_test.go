package plain

import (
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/format"
	"dixit/builder/internal/format/readingtest"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

var update = flag.Bool("update", false, "write what the reader makes of testdata into testdata")

// show writes a reading as the golden files have it.
func show(t *transcript.Transcript, list diag.List) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\ndate: %s\n", t.Meta.Title, t.Meta.Date)
	for _, turn := range t.Turns {
		fmt.Fprintf(&b, "\n%d-%d %q", turn.Line, turn.EndLine, turn.Label)
		if turn.Role != "" {
			fmt.Fprintf(&b, " (%s)", turn.Role)
		}
		if turn.Start != transcript.NoTime {
			fmt.Fprintf(&b, " at %d ms", turn.Start)
		}
		b.WriteString("\n")
		for _, s := range turn.Segments {
			fmt.Fprintf(&b, "  %d %s%s\n", s.Line, map[bool]string{true: "note: "}[s.Kind == transcript.Note], s.Text)
			for _, sp := range s.Spans {
				if sp.Kind == transcript.Event {
					fmt.Fprintf(&b, "    %s: %s\n", sp.Value, s.Text[sp.Start:sp.End])
				}
			}
		}
	}
	b.WriteString("\n")
	for _, d := range t.Dropped {
		fmt.Fprintf(&b, "dropped %d %s: %s\n", d.Line, d.Kind, d.Text)
	}
	if t.Gaps > 0 {
		fmt.Fprintf(&b, "gaps: %d\n", t.Gaps)
	}
	for _, d := range list {
		fmt.Fprintf(&b, "said %d:%d %s\n", d.Line, d.Column, d.Code)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatal("no golden files", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, said := source.Decode("a.txt", ar.Files[0].Data)
			tr, list := Format{}.Read(f)
			check(t, f, tr, list)
			got := show(tr, append(said, list...).Sorted())
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) != 2 || string(ar.Files[1].Data) != got {
				t.Errorf("got (go test -update writes it):\n%s", got)
			}
		})
	}
}

// check holds a reading to what every reading of plain text must be.
func check(t *testing.T, f *source.File, tr *transcript.Transcript, list diag.List) {
	t.Helper()
	_, body, _ := format.FrontMatter(f)
	text, kept := Format{}.Words(f)
	if lost, made := format.Unaccounted(f, text, []*transcript.Transcript{tr}, list, kept); lost != "" || made != "" {
		t.Errorf("lost %q, made %q", lost, made)
	}
	readingtest.Sound(t, f, tr, list)
	last := 0
	for _, turn := range tr.Turns {
		if turn.Line < max(last, body) {
			t.Errorf("a turn at lines %d to %d, after %d", turn.Line, turn.EndLine, last)
		}
		last = turn.EndLine
		for _, s := range turn.Segments {
			if s.Line < turn.Line || s.Line > turn.EndLine {
				t.Errorf("a segment at line %d of a turn at %d to %d: %q", s.Line, turn.Line, turn.EndLine, s.Text)
			}
		}
	}
}

func labels(tr *transcript.Transcript) []string {
	var out []string
	for _, turn := range tr.Turns {
		out = append(out, turn.Label)
	}
	return out
}

func readAll(t *testing.T, text string) (*transcript.Transcript, diag.List) {
	t.Helper()
	f := source.NewFile("a.txt", text)
	tr, list := Format{}.Read(f)
	check(t, f, tr, list)
	return tr, list
}

func TestEmptyAndNearlyEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", " \t\n\f\n", "x", "Ana:", "Ana:\n", ":", "：", "---", "---\n---\n", "…", "Page 3", "END OF TRANSCRIPT", "[laughter]", "2024-05-21"} {
		tr, _ := readAll(t, text)
		if strings.TrimSpace(text) == "" && len(tr.Turns) != 0 {
			t.Errorf("%q has %d turns", text, len(tr.Turns))
		}
	}
}

func TestTitleAndDate(t *testing.T) {
	const dialogue = "Ana: Good morning.\n\nKarel: Good morning.\n\nAna: Let us begin.\n\nKarel: Let us.\n"
	for _, test := range []struct {
		name, head  string
		title       string
		date        transcript.Date
		turns, drop int
	}{
		{"a title", "Harbour dues\n\n", "Harbour dues", "", 4, 0},
		{"a title and a date", "Harbour dues\n21 May 2024\n\n", "Harbour dues", "2024-05-21", 4, 1},
		{"a date and a title", "21 May 2024\nHarbour dues\n\n", "Harbour dues", "2024-05-21", 4, 1},
		{"a title that begins with its date", "2024-05-21 Harbour dues\n\n", "Harbour dues", "2024-05-21", 4, 0},
		{"a date alone", "2024-05-21\n\n", "", "2024-05-21", 4, 1},
		{"front matter wins", "---\ntitle: Mine\ndate: 2020-01-01\n---\n2024-05-21 Harbour dues\n\n", "Mine", "2020-01-01", 5, 0},
		{"a date in a longer line is kept as words", "Harbour dues\nMinutes of the meeting that the council held in the town hall of Kelvara on 21 May 2024\n\n", "Harbour dues", "2024-05-21", 5, 0},
		{"no title", "", "", "", 4, 0},
		{"a French date", "Droits de port\nmardi 21 mai 2024\n\n", "Droits de port", "2024-05-21", 4, 1},
		{"a date of the Republic of China", "港務\n中華民國一百一十三年五月二十一日\n\n", "港務", "2024-05-21", 4, 1},
		{"a date that may be two is said", "Harbour dues\n05/06/2024\n\n", "Harbour dues", "", 4, 0},
		{"the language tells which", "---\nlang: fr\n---\nDroits de port\n05/06/2024\n\n", "Droits de port", "2024-06-05", 4, 1},
		{"front matter tells which", "---\ndate: 2024-05-06\n---\nHarbour dues\n05/06/2024\n\n", "Harbour dues", "2024-05-06", 4, 1},
		{"front matter tells of neither", "---\ndate: 2024-05-07\n---\nHarbour dues\n05/06/2024\n\n", "Harbour dues", "2024-05-07", 5, 0},
	} {
		tr, _ := readAll(t, test.head+dialogue)
		if tr.Meta.Title != test.title || tr.Meta.Date != test.date || len(tr.Turns) != test.turns || len(tr.Dropped) != test.drop {
			t.Errorf("%s: title %q, date %q, %d turns, dropped %v", test.name, tr.Meta.Title, tr.Meta.Date, len(tr.Turns), tr.Dropped)
		}
	}
}

func TestADateThatMayBeTwoIsSaid(t *testing.T) {
	_, list := readAll(t, "Harbour dues\n05/06/2024\n\nAna: Good morning.\n\nKarel: Good morning.\n\nAna: So.\n")
	if len(list) != 1 || list[0].Code != diag.DateUnreadable || list[0].Line != 2 || !strings.Contains(list[0].Message, `"05/06/2024" may be 2024-06-05 or 2024-05-06`) {
		t.Errorf("said %v", list)
	}
}

func TestRejectedAndDoubtfulLabelsAreSaid(t *testing.T) {
	for line, want := range map[string]diag.Code{
		"Summary notes: of the thing that was said": diag.LabelDoubtful,
		"Open Matters: https://example.org":         diag.LabelRejected,
		"Matters: https://example.org":              "",
	} {
		_, list := readAll(t, "Ana Lind: Good morning.\n\nKarel: Good morning.\n\nAna Lind: So.\n\nKarel: So.\n\n"+line+"\n\nAna Lind: Yes.\n")
		got := diag.Code("")
		for _, d := range list {
			if d.Line != 9 || got != "" {
				t.Errorf("%q: said %v", line, list)
			}
			got = d.Code
		}
		if got != want {
			t.Errorf("%q: said %q, not %q", line, got, want)
		}
	}
}

func TestHyphensAreJoinedAsTheFileSays(t *testing.T) {
	// Each line is as wide as the page, so that the next goes on with it.
	const wide = "Ana Lind: we heard from the harbour master about the long-\nterm agreement, and of the long-term agreement we know no-\nthing but that it is a long-term one between us and own-\ners who have been here for many years and who are liked.\n"
	tr, _ := readAll(t, wide+strings.Repeat("and they have their boats, their nets, their own piers to\n", 4))
	text := tr.Turns[0].Text()
	for _, want := range []string{"the long-term agreement, and", "nothing but", "owners who"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

// A hyphen before a figure is the word's own; before a capital it is where the
// file has the word whole elsewhere, and else it may be a dash.
func TestHyphensBeforeFiguresAndCapitals(t *testing.T) {
	const wide = "Ana Lind: the ferry did not sail in the winter of COVID-\n19, and the Anglo-Danish fund paid for it, as the old Anglo-\nDanish treaty says on its page of dues, and of the Nord-\nSee it says nothing, which was not expected by anybody -\nBo least of all, who has been at the harbour since then.\n"
	tr, _ := readAll(t, wide+strings.Repeat("and they have their boats, their nets, their own piers to\n", 4))
	text := tr.Turns[0].Text()
	for _, want := range []string{"winter of COVID-19, and", "the old Anglo-Danish treaty", "the Nord- See it", "anybody - Bo least"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
}

// A paragraph of very many lines, a page of nothing but labels, a megabyte of
// what looks like the head of a label and is none: each costs what its length
// costs, and loses nothing.
func TestLargeFiles(t *testing.T) {
	for name, text := range map[string]string{
		"one paragraph":  "Ana: x\n" + strings.Repeat("and so the ferry went on to the other side of the strait,\n", 60_000),
		"one line":       strings.Repeat("and so the ferry went on to the other side, ", 200_000),
		"gaps":           "主席：好\n" + strings.Repeat("渡轮 开往 对岸，去年 冬天 港口 关了 笑声 很久\n", 30_000),
		"labels":         strings.Repeat("Ana: yes\nKarel: no\n", 50_000),
		"page numbers":   strings.Repeat("\n\n\nPage 3 of 9\n\n\n", 50_000),
		"no blanks":      strings.Repeat("x", 1_000_000),
		"colons":         strings.Repeat(":", 1_000_000),
		"lines of colon": strings.Repeat(":\n", 500_000),
		"brackets":       strings.Repeat("([", 500_000),
		"open brackets":  strings.Repeat("Ana (\n", 170_000),
		"figures":        strings.Repeat("1234567890\n", 90_000),
		"one number":     strings.Repeat("7", 1_000_000),
		"captions":       strings.Repeat(">>", 500_000),
		"caption lines":  strings.Repeat(">>\n", 330_000),
		"hyphens":        strings.Repeat("har-\n", 200_000),
		"form feeds":     strings.Repeat("a\f\n", 330_000),
		"names":          names(60_000),
		"a title of all": strings.Repeat("t", 500_000) + "\n\n" + strings.Repeat("ttt\n\n\n", 20_000),
	} {
		f := source.NewFile("a.txt", text)
		tr, list := Format{}.Read(f)
		if lost, made := format.Unaccounted(f, text, []*transcript.Transcript{tr}, list, kept); lost != "" || made != "" {
			t.Errorf("%s: lost %.80q, made %.80q", name, lost, made)
		}
	}
}

// names is a file of n labels, each of another name.
func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Ana%c%c%c%c: yes.\n", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576%26)
	}
	return b.String()
}

// Read as plain text, which they are not, real files must lose nothing either.
func TestCorporaAreConserved(t *testing.T) {
	for _, folder := range [][2]string{{"seed", "*.txt"}, {"archive-zh-en", "*.md"}, {"talks-en-es", "*.md"}} {
		t.Run(folder[0], func(t *testing.T) {
			for _, path := range readingtest.Corpus(t, folder[0], folder[1]) {
				raw, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				f, _ := source.Decode("a.txt", raw)
				tr, list := Format{}.Read(f)
				if t.Failed() {
					return
				}
				check(t, f, tr, list)
				if t.Failed() {
					t.Log(path)
				}
			}
		})
	}
}

func TestMatch(t *testing.T) {
	for path, want := range map[string]format.Confidence{"a.txt": format.Likely, "a/B.TXT": format.Likely, "a.text": format.Likely, "a.md": format.No, "txt": format.No} {
		if got := (Format{}).Match(path, nil); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// Shuffled lines of real shapes, so that the rules meet in ways that nobody
// thought of.
func TestMixtures(t *testing.T) {
	pieces := []string{"Ana Lind: Good morning.", "Karel (Chair): yes-", "主席：好", "wrapped line of words that is about as wide as the others are", "Page 3 of 9", "12", "", "", "", "\f", "[laughter]",
		"------", "21 May 2024", "年 月 日", "END OF TRANSCRIPT", "Harbour dues", "12:30", "[00:01] Ana Lind: so", ">> KAREL: NO", "渡轮 笑声 很久", "a-", "b\u00ad", "(aside", "https://example.org/x", "第 页 共 页", "Ana Lind:", "الرئيسة: شكرا.", "\u00a0", "- Item: x"}
	rng := rand.New(rand.NewSource(6))
	for range 3000 {
		var lines []string
		for range 1 + rng.Intn(25) {
			lines = append(lines, pieces[rng.Intn(len(pieces))])
		}
		readAll(t, strings.Join(lines, "\n"))
		if t.Failed() {
			t.Fatalf("%q", lines)
		}
	}
}

// A fuzzer makes each input that it keeps as small as it can, byte by byte: of
// one of 3 kB it does nothing else for a minute.
const fuzzSeed, fuzzLimit = 400, 2000

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range files {
		if ar, err := txtar.ParseFile(path); err == nil {
			data := ar.Files[0].Data
			f.Add(data[:min(len(data), fuzzSeed)])
		}
	}
	f.Add([]byte("Q.  Yes?\nA.  No.\nTHE COURT:  Go on.\nQ. So?\nA. Ey"))
	f.Add([]byte("○議長（林）　はい。\n○林君　次。\n○議長（林）　では。\n○林君　え"))
	f.Add([]byte("○○委員：はい。\n○林：次。\n○○委員：では。\n〇九年：え\n○林：はい"))
	f.Add([]byte("Q  000\nA  . \nQ  0\nA  0"))
	f.Add([]byte("Ana  AL  Port\nBo\tB\tPilots\n\nAL: x\nB: y\nThe meeting rose at 5 p.m."))
	f.Add([]byte("M.\u00a0Lind.\u00a0– x\nBo\u200f:\u00a0y\nM.\u00a0Lind.\u00a0– z\nBo\u200f:\u200f w"))
	f.Add([]byte("04/06/2030, 10:02 - Bo: x\n[00:01] - Bo\ny\n10:03 <@bo> z\nAnf. 4 BO (S): w\nBo.- v"))
	f.Add([]byte("\u00a02024-05-T\n\n["))
	f.Add([]byte("[&0:00:04][00:00:04]\tSpeaker 1:"))
	f.Add([]byte("Ana: x\nBo: 12:30\nAna: [笑声]\n\f第 页\nBo: y-\nz"))
	f.Add([]byte("---\ntitle: 2024-05-21 x\n---\n2024-05-21 x\n\ny"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > fuzzLimit {
			t.Skip("longer than what shows a fault")
		}
		file, _ := source.Decode("a.txt", raw)
		tr, list := Format{}.Read(file)
		check(t, file, tr, list)
		if again, _ := (Format{}).Read(file); !slices.Equal(labels(tr), labels(again)) {
			t.Error("two readings differ")
		}
	})
}

func TestOfficesInFullMustComeAgain(t *testing.T) {
	office := "The Permanent Representative of the Republic of Lower Kelvara to the Strait Commission"
	tr, _ := readAll(t, "Chair: Good morning.\n\n"+office+": Thank you.\n\nChair: Anything else?\n\n"+office+": No.\n")
	if got := strings.Join(labels(tr), "|"); got != "Chair|"+office+"|Chair|"+office {
		t.Errorf("labels %s", got)
	}
	for _, said := range []string{office, "What I have to tell you all today about this harbour and its many boats is only this"} {
		tr, _ = readAll(t, "Chair: Good morning.\n\n"+said+": no.\n\nAna Holm: Yes.\n\nChair: So.\n\nAna Holm: Yes.\n")
		if got := strings.Join(labels(tr), "|"); got != "Chair|Ana Holm|Chair|Ana Holm" {
			t.Errorf("labels %s", got)
		}
	}
	said := "what I have to tell you all today about this harbour and its many boats is only this"
	tr, _ = readAll(t, "Chair: Good morning.\n\n"+said+": no.\n\nChair: So.\n\n"+said+": yes.\n")
	if got := strings.Join(labels(tr), "|"); got != "Chair|Chair" {
		t.Errorf("labels %s", got)
	}
}

func TestRowsBeforeTheFirstLabelAreKept(t *testing.T) {
	tr, _ := readAll(t, "Minutes\n\nThose present:\n\nAda Holm    Board     yes\nBo Lund     Pilots    yes\nCleo Aas    Users     no\n\nMs. Holm: Good morning.\n\nLund: Morning.\n\nMs. Holm: So.\n\nLund: So.\n")
	var got []string
	for _, s := range tr.Turns[0].Segments {
		if s.Kind == transcript.Row {
			got = append(got, s.Text)
		}
	}
	if strings.Join(got, "|") != "Ada Holm\tBoard\tyes|Bo Lund\tPilots\tyes|Cleo Aas\tUsers\tno" {
		t.Errorf("rows %q", got)
	}
	if tr.Turns[1].Role != "Board, yes" || len(tr.Meta.Labels) != 2 || tr.Meta.Labels[0].Person != "Ada Holm" {
		t.Errorf("role %q, %v", tr.Turns[1].Role, tr.Meta.Labels)
	}
}

// A running head of which one copy is left is told by where it stands and how it
// is set; a sentence that goes on over lines is none.
func TestARunningHeadThatIsLeftOnce(t *testing.T) {
	body := func(head string) string {
		return "Chair: We come to the report on the bar, which the harbour\nmaster has circulated. It says that the depth of the water over\n" + head + "\nthe bar has gone from four metres to three, which is below what\nthe big ferries need at low tide. I should like to hear from the\npilots about that before we take any decision on the dredger.\n\nMs. Ode: The pilots have measured it twice this week, and we all\nfound three metres both times. The dredger cannot come before\nthe end of May.\n\nChair: Who pays for the lamp?\n\nMs. Ode: The pilots do.\n"
	}
	for head, dropped := range map[string]bool{"LOWER BASIN HARBOUR BOARD": true, "Harbour Board      Fourteenth session": true, "the bar, as every one of you has read in it, and the channel to": false, "NATO": false} {
		tr, _ := readAll(t, body(head))
		if got := len(tr.Dropped) == 1 && tr.Dropped[0].Text == head; got != dropped {
			t.Errorf("%q is dropped: %v", head, got)
		}
	}
}

// Blanks that somebody typed are no lost letters, and short turns without stops
// no wrapped lines.
func TestTurnsWithoutStopsStandApart(t *testing.T) {
	for _, test := range []struct{ name, text string }{
		{"Thai", "ประธาน: ขอเปิดการประชุม วันนี้มีสองเรื่อง\n\nสุดา แก้วใส: หลังคารั่ว ฝนตกเปียกหมด\n\nประธาน: ขอบคุณครับ เชิญคุณมานพ\n\nสุดา แก้วใส: ซ่อมแล้ว ก็ยังรั่ว\n"},
		{"Korean", "의장: 지금부터 회의를 시작하겠습니다\n\n한도윤: 등대 계단은 언제 고칩니까\n\n의장: 내년 봄에 고칠 예정입니다\n\n한도윤: 네 알겠습니다\n"},
		{"Chinese with blanks after stops", "主席：现在开会。 请看报告。 谁先说？\n\n柳江月：屋顶漏了九处。 去年只有四处。\n\n主席：谢谢。 还有别的意见吗？\n\n柳江月：没有了。 可以表决。\n"},
		{"Chinese with blanks for stops", "主席：现在开会 请看报告 谁先说\n\n柳江月：屋顶漏了九处 去年只有四处\n\n主席：谢谢 还有别的意见吗\n\n柳江月：没有了 可以表决\n"},
	} {
		tr, list := readAll(t, test.text)
		if len(tr.Turns) != 4 || tr.Gaps != 0 || len(list) != 0 {
			t.Errorf("%s: %d turns, %d gaps, said %v", test.name, len(tr.Turns), tr.Gaps, list)
		}
	}
}

// Labels that a typesetter or a word processor has set are read as those that somebody
// typed, in scripts of both directions.
func TestLabelsAsTheyAreSet(t *testing.T) {
	said := []string{"Good morning to all of you.", "I have a question on the dues.", "Please ask it now.", "Why are they so high this year?"}
	for _, labels := range [][2]string{
		{"Ana Lind:\u00a0", "Ben Holm:\u2003"}, {"Mme\u00a0Lind\u202f: ", "M.\u00a0Holm\u202f: "}, {"M.\u00a0Lind.\u00a0– ", "Mme\u00a0Holm.\u00a0– "},
		{"Mr.\u00a0LIND. ", "Ms. HOLM.\u00a0"}, {"Q.\u00a0", "A.\u00a0"}, {"יעל כהן:\u200f ", "דוד לוי:\u200f "}, {"\u200fליلى حداد\u200f: ", "\u200fسامي نصر\u200f: "},
	} {
		var text strings.Builder
		for i, s := range said {
			text.WriteString(labels[i%2] + s + "\n\n")
		}
		tr, _ := readAll(t, text.String())
		if len(tr.Turns) != len(said) {
			t.Errorf("%q: %d turns", labels, len(tr.Turns))
			continue
		}
		for i, turn := range tr.Turns {
			if turn.Label == "" || strings.ContainsAny(turn.Label, "\u00a0\u200f") || len(turn.Segments) != 1 || turn.Segments[0].Text != said[i] {
				t.Errorf("%q: turn %d of %q says %+v", labels, i+1, turn.Label, turn.Segments)
			}
		}
	}
}
