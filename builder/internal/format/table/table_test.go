package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/source"
	"dixit/builder/internal/transcript"
)

func read(text string) ([]*transcript.Transcript, diag.List) {
	f, _ := source.Decode("council/2024.csv", []byte(text))
	t, list := Format{}.Read(f)
	return transcript.Sessions(t), list
}

func told(t *transcript.Transcript) []string {
	var out []string
	for _, turn := range t.Turns {
		out = append(out, fmt.Sprintf("%d %s (%s): %s", turn.Line, turn.Label, turn.Role, turn.Text()))
	}
	return out
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"commas", "speaker,text\nAda Holm,\"The gate, I fear, is shut.\"\nEli Brook,Since when?\n", []string{"2 Ada Holm (): The gate, I fear, is shut.", "3 Eli Brook (): Since when?"}},
		{"semicolons and a mark", "\ufeffOrateur;Fonction;Texte\r\nZoé Lind;Présidente;La porte est fermée.\r\n", []string{"2 Zoé Lind (Présidente): La porte est fermée."}},
		{"tabs and Chinese", "发言人\t内容\n林女士\t港口关了。\n", []string{"2 林女士 (): 港口关了。"}},
		{"Arabic", "المتحدث,النص\nسمر,البوابة مغلقة.\n", []string{"2 سمر (): البوابة مغلقة."}},
		{"Russian", "Оратор|Текст\nЭли Брук|Кто сказал?\n", []string{"2 Эли Брук (): Кто сказал?"}},
		{"paragraphs and brackets", "name,speech\n\"Ada Holm (Chair)\",\"One.\n\nTwo\nlines.\"\n", []string{"2 Ada Holm (Chair): One.\n\nTwo lines."}},
		{"rows that are too short or say nothing", "speaker,text,role\nAda Holm,Shut.\nEli Brook\n,,\nEli Brook,Open.,Pilot\n", []string{"2 Ada Holm (): Shut.", "5 Eli Brook (Pilot): Open."}},
		{"quotes within", "speaker,text\nAda Holm,He said \"shut\".\n", []string{"2 Ada Holm (): He said \"shut\"."}},
		{"front matter", "---\ntitle: Gate\n---\nspeaker,text\nAda Holm,Shut.\n", []string{"5 Ada Holm (): Shut."}},
	} {
		sessions, list := read(test.text)
		if got := told(sessions[0]); !slices.Equal(got, test.want) || len(sessions) != 1 {
			t.Errorf("%s:\n got %q\nwant %q", test.name, got, test.want)
		}
		if len(list) > 0 {
			t.Errorf("%s: %v", test.name, list)
		}
	}
}

// A quotation mark without an end takes its line, not the rest of the table.
func TestUnclosedQuotes(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   []string
		line   int
		column int
	}{
		{"speaker,text\nAda,\"Good, all of you.\nEli,Since when?\nCleo,So do I.\n", []string{"2 Ada (): Good, all of you.", "3 Eli (): Since when?", "4 Cleo (): So do I."}, 2, 5},
		{"speaker,text\r\nAda,\"It is shut.\r\nEli,\"Since when?\"\r\n", []string{"2 Ada (): It is shut.", "3 Eli (): Since when?"}, 2, 5},
		{"speaker,text\nAda,Shut.\nEli,\"The gate", []string{"2 Ada (): Shut.", "3 Eli (): The gate"}, 3, 5},
	} {
		sessions, list := read(test.text)
		if got := told(sessions[0]); !slices.Equal(got, test.want) {
			t.Errorf("got %q\nwant %q", got, test.want)
		}
		if len(list) != 1 || list[0].Code != diag.TableInvalid || list[0].Line != test.line || list[0].Column != test.column {
			t.Errorf("%q: %v", test.text, list)
		}
	}
}

// Tables as spreadsheets and recognisers leave them.
func TestAsFound(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"a line that says the separator", "sep=;\nspeaker;text\nAda;One, two, three, four.\n", []string{"3 Ada (): One, two, three, four."}},
		{"a title above", "Council, of 3 May, 2024\n;;\nspeaker;text\nAda;Shut.\n", []string{"4 Ada (): Shut."}},
		{"guards", "speaker,text\nAda,'=SUM(A1)\nEli,'- a dash\nAda,'tis shut.\n", []string{"2 Ada (): =SUM(A1)", "3 Eli (): - a dash", "4 Ada (): 'tis shut."}},
		{"captions", "start\tend\ttext\n0\t4200\tGood morning everybody.\n4200\t7300\tThe gate is\n7300\t9000\tshut.\n", []string{"2  (): Good morning everybody. The gate is shut."}},
	} {
		f, _ := source.Decode("council/2024.csv", []byte(test.text))
		tr, list := Format{}.Read(f)
		if got := told(tr); !slices.Equal(got, test.want) || len(list) > 0 || len(tr.More) > 0 {
			t.Errorf("%s:\n got %q, %v\nwant %q", test.name, got, list, test.want)
		}
	}
	for _, heading := range []string{"speakername", "speaker_name", "Speaker-Name", "Sprecher", "Redner", "orateur", "orador", "المتحدث", "发言人"} {
		sessions, _ := read(heading + ",text\nAda,Shut.\n")
		if got := told(sessions[0]); len(got) != 1 || got[0] != "2 Ada (): Shut." {
			t.Errorf("%s: %q", heading, got)
		}
	}
}

// Times are milliseconds where speech would not be possible in seconds.
func TestUnitOfTimes(t *testing.T) {
	for _, test := range []struct {
		text string
		want transcript.Time
	}{
		{"start,end,text\n1200,4200,Good morning everybody.\n", 1200},
		{"start,end,text\n12,14,Good morning everybody.\n", 12_000},
		{"start,text,speaker\n12000,Good morning everybody.,Ada\n14000,\"Morning, Ada, and a good one.\",Eli\n", 12_000},
		{"start,text,speaker\n60,Good morning everybody.,Ada\n64,Morning.,Eli\n", 60_000},
		{"start,text,speaker\n60,Gate.,Ada\n7200,Shut.,Eli\n", 60_000},
	} {
		sessions, _ := read(test.text)
		if got := sessions[0].Turns[0].Start; got != test.want {
			t.Errorf("%q: %d ms, not %d", test.text, got, test.want)
		}
	}
}

// One session is one, however its language and day are written, and where merged
// cells leave them out.
func TestOneSession(t *testing.T) {
	for _, test := range []struct {
		text     string
		sessions int
		date     string
	}{
		{"language,speaker,text\nfr,Ada,Un.\nFR,Eli,Deux.\nFrench,Ada,Trois.\nfrançais,Ada,Quatre.\n", 1, ""},
		{"session,language,speaker,text\nFirst,en,Ada,One.\n,,Eli,Two.\nSecond,en,Ada,Three.\n,,Eli,Four.\n", 2, ""},
		{"date,speaker,text\n5/21/2024,Ada,One.\n2024-05-21,Eli,Two.\n", 1, "2024-05-21"},
		{"date,speaker,text\n5/4/2024,Ada,One.\n5/21/2024,Eli,Two.\n", 2, "2024-05-04"},
	} {
		sessions, _ := read(test.text)
		if len(sessions) != test.sessions || string(sessions[0].Meta.Date) != test.date {
			t.Errorf("%q: %d sessions, the first on %q", test.text, len(sessions), sessions[0].Meta.Date)
		}
	}
}

// A table of several sessions is several transcripts.
func TestSessions(t *testing.T) {
	sessions, list := read("session,date,language,agenda item,speaker,text,start,note\n" +
		"First,2024-03-13,en,Dues,Ada Holm,Good morning.,00:01:00,a\n" +
		"First,2024-03-13,en,Dues,Eli Brook,Morning.,61.5,b\n" +
		"First,2024-03-13,fr,Droits,Ada Holm,Bonjour.,,\n" +
		"Second,14 March 2024,en,,Ada Holm,Again.,,\n")
	if len(list) > 0 || len(sessions) != 3 {
		t.Fatalf("%d sessions, %v", len(sessions), list)
	}
	for i, want := range []struct {
		session, date, lang string
		turns               int
	}{{"First", "2024-03-13", "en", 2}, {"First", "2024-03-13", "fr", 1}, {"Second", "2024-03-14", "en", 1}} {
		s := sessions[i]
		if s.Meta.Session != want.session || string(s.Meta.Date) != want.date || string(s.Meta.Lang) != want.lang || len(s.Turns) != want.turns || s.Meta.Title != want.session {
			t.Errorf("session %d: %+v, %d turns", i+1, s.Meta, len(s.Turns))
		}
	}
	first := sessions[0]
	if first.Turns[0].Start != 60_000 || first.Turns[1].Start != 61_500 || len(first.Sections) != 1 || first.Sections[0].Title != "Dues" || first.Turns[1].Section != 1 {
		t.Errorf("%+v", first)
	}
	if d := first.Dropped; len(d) != 2 || d[1].Kind != transcript.Column || d[1].Text != "a\nb" {
		t.Errorf("what is not read: %+v", d)
	}
	// Days part sessions that no column names.
	sessions, _ = read("date,speaker,text\n2024-03-13,Ada,One.\n2024-03-14,Ada,Two.\n")
	if len(sessions) != 2 || sessions[1].Meta.Session != "council/2024-2024-03-14" {
		t.Errorf("%d sessions, the second %q", len(sessions), sessions[len(sessions)-1].Meta.Session)
	}
}

func TestOtherTables(t *testing.T) {
	sessions, list := read("station,depth\nAmsel,19\n")
	if len(sessions[0].Turns) > 0 || len(list) != 1 || list[0].Code != diag.ColumnsUnknown || !strings.Contains(list[0].Message, "station, depth") {
		t.Errorf("%v", list)
	}
	if sessions, list := read("speaker,text\n"); len(list) > 0 || len(sessions[0].Turns) > 0 {
		t.Errorf("a heading and nothing below: %v", list)
	}
}

// Every letter of the table is in a turn, front matter, or what was left out.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"speaker,text\na,b\n", "text;start\n\"x\ny\";1:02\n", "session\ttext\tdate\nq\tw\t2024\n", "a,b\n\"", "text\n\"a\"b\"\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sessions, list := read(s)
		for _, tr := range sessions {
			for _, turn := range tr.Turns {
				if turn.Line < 1 || turn.EndLine < turn.Line || len(turn.Segments) == 0 {
					t.Errorf("a turn at lines %d to %d with %d segments", turn.Line, turn.EndLine, len(turn.Segments))
				}
				for _, seg := range turn.Segments {
					if seg.Text == "" {
						t.Error("a segment without text")
					}
				}
			}
		}
		_ = list
	})
}
