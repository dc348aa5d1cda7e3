package plain

import (
	"fmt"
	"strings"
	"testing"

	"dixit/builder/internal/source"
)

// TestShapesOfRecords reads what stenographers, recorders and meeting software
// leave: who is found to speak, with | between, and what else the file tells.
func TestShapesOfRecords(t *testing.T) {
	for _, test := range []struct{ name, text, labels, title, date string }{
		{"surname and initials", "Заседание совета\n\nИванов И.И. Начинаем. Вопрос один.\n\nПетрова А.С. Мерили дважды. Три метра.\n\nИванов И.И. Этого достаточно?\n\nПетрова А.С. Нет. Суда ждут.\n", "Иванов И.И.|Петрова А.С.|Иванов И.И.|Петрова А.С.", "Заседание совета", ""},
		{"form of address and a stop", "Séance du conseil\n\nM. le président. La séance est ouverte.\n\nMme Claire Ode. Trois mètres. Deux fois.\n\nM. le président. Est-ce assez ?\n\nMme Claire Ode. Non. Les navires attendent.\n", "M. le président|Mme Claire Ode|M. le président|Mme Claire Ode", "Séance du conseil", ""},
		{"an office broken before its holder", "The Keeper of the Lamps and Warden of the Ferry Pier and of the\nNorthern Quays (Ada Holm): The lamp has gone out three times since\nthe autumn, and each time for as long as it took to bring the oil.\n\nBo Lind (Quay): Who brings the oil, and who pays for what it costs\nto bring it through the ice in such a winter as the last one was?\n\nThe Keeper of the Lamps and Warden of the Ferry Pier and of the\nNorthern Quays (Ada Holm): The district does, and it says that it\ncannot do so for another winter unless the dues are raised a bit.\n\nBo Lind (Quay): Then they must be raised, and somebody has to tell\nthose who pay them what it is that they are going to be paying for.\n", "The Keeper of the Lamps and Warden of the Ferry Pier and of the Northern Quays|Bo Lind|The Keeper of the Lamps and Warden of the Ferry Pier and of the Northern Quays|Bo Lind", "", ""},
		{"initials that a time follows", "Karthik R. 00:09\nYep.\n\nNoor Haddad 00:11\nI see it.\n\nKarthik R. 00:52\nGood.\n\nNoor Haddad 01:03\nSo do we start?\n", "Karthik R.|Noor Haddad|Karthik R.|Noor Haddad", "", ""},
		{"a time before what is said", "Ana Lind [00:00:03] Who holds the lamp?\n\nBo Kerr [00:00:12] Nobody, at the moment.\n\nAna Lind [00:00:20] Good.\n\nBo Kerr [00:00:41] For how long?\n", "Ana Lind|Bo Kerr|Ana Lind|Bo Kerr", "", ""},
		{"two times above the name", "0:0:3.120 --> 0:0:8.450\nAna Lind\nWho holds the lamp?\n0:0:9.100 --> 0:0:12.30\nBo Kerr\nNobody does.\n0:0:12.500 --> 0:0:20.0\nAna Lind\nGood.\n0:0:21.5 --> 0:0:23.0\nBo Kerr\nFor how long?\n", "Ana Lind|Bo Kerr|Ana Lind|Bo Kerr", "", ""},
		{"times with frames", "00;00;12;03 - 00;00;15;20\nSpeaker 1\nWho holds the lamp?\n\n00;00;16;00 - 00;00;18;11\nSpeaker 2\nNobody does.\n\n00;00;18;20 - 00;00;25;07\nSpeaker 1\nGood.\n\n00;00;26;01 - 00;00;28;00\nSpeaker 2\nFor how long?\n", "Speaker 1|Speaker 2|Speaker 1|Speaker 2", "", ""},
		{"a chat", "10:01:12 From  Ana Lind : Hello all\n10:01:40 From  Bo Kerr : thanks!\n10:02:03 From  Ana Lind : Shall we start?\n10:02:30 From  Bo Kerr to Ana Lind (Privately) : yes please\n", "Ana Lind|Bo Kerr|Ana Lind|Bo Kerr", "", ""},
		{"a chat with recipients", "10:01:12\t From Ana Lind to Everyone:\n\tHello all\n10:01:40\t From Bo Kerr to Everyone:\n\tthanks!\n10:02:03\t From Ana Lind to Everyone:\n\tShall we start?\n", "Ana Lind|Bo Kerr|Ana Lind", "", ""},
		{"headings of an export", "Lamp meeting\nWed, Mar 13, 2024 9:30AM • 45:12\n\nSUMMARY KEYWORDS\nlamp, bar, ferry\n\nSPEAKERS\nAna Lind, Bo Kerr\n\nAna Lind  00:03\nWho holds the lamp?\n\nBo Kerr  00:12\nNobody does.\n\nAna Lind  00:20\nGood.\n\nBo Kerr  00:41\nFor how long?\n", "|Ana Lind|Bo Kerr|Ana Lind|Bo Kerr", "Lamp meeting", "2024-03-13"},
		{"a date below a subtitle", "The lamp on the bar\nA hearing of the harbour board\n13 March 2024\n\nChair: We open.\n\nMs. Ode: It is out.\n\nChair: Since when?\n", "|Chair|Ms. Ode|Chair", "The lamp on the bar", "2024-03-13"},
		{"a wide heading", "THE HARBOUR BOARD OF THE LOWER BASIN, FOURTEENTH ORDINARY SESSION\nHELD IN THE OLD CUSTOMS HOUSE ON THE TENTH DAY OF MAY OF THE YEAR\nChair: We come to the report on the bar, which the harbour master\nhas circulated. It says that the depth has gone to three metres.\nMs. Ode: The pilots have measured it twice this week, and we found\nthree metres both times. Until then somebody has to stand there.\nChair: Who pays for the lamp, and who pays for the person that\nholds it? The budget has nothing for either.\nMs. Ode: The pilots pay for the lamp, as they have always done so.\n", "|Chair|Ms. Ode|Chair|Ms. Ode", "THE HARBOUR BOARD OF THE LOWER BASIN, FOURTEENTH ORDINARY SESSION", ""},
		{"captions without names", "0:00\nwelcome to the harbour board and thank\n0:03\nyou for coming tonight the first item is\n0:07\nthe lamp on the bar which is out since\n", "", "", ""},
	} {
		f, _ := source.Decode("x.txt", []byte(test.text))
		r, _ := Format{}.Read(f)
		var labels []string
		for _, turn := range r.Turns {
			labels = append(labels, turn.Label)
		}
		if got := strings.Join(labels, "|"); got != test.labels || r.Meta.Title != test.title || string(r.Meta.Date) != test.date {
			t.Errorf("%s: speakers %q, title %q, date %q", test.name, got, r.Meta.Title, r.Meta.Date)
		}
	}
}

// TestAPageOfACourt holds that numbers are the page's, that lines were broken to
// fit between them, and that naming who asks is no turn.
func TestAPageOfACourt(t *testing.T) {
	lines := []string{"THE COURT:  We take %s.  Ms. Brook, your", "witness.", "BY MS. BROOK:", "Q    Where were you on the night of the flood,", "between ten o'clock and the siren?", "A    At home."}
	var b strings.Builder
	cases := []string{"the flood", "the siren", "the bridge", "the lamp"}
	for page, n := range []string{"41", "42"} {
		b.WriteString(strings.Repeat(" ", 60) + n + "\n\n")
		for i := range 12 {
			fmt.Fprintf(&b, "%2d   %s\n", i+1, strings.Replace(lines[i%len(lines)], "%s", cases[2*page+i/len(lines)], 1))
		}
	}
	f, _ := source.Decode("x.txt", []byte(b.String()))
	r, _ := Format{}.Read(f)
	if r.Meta.Title != "" || len(r.Turns) != 12 {
		t.Fatalf("title %q, %d turns", r.Meta.Title, len(r.Turns))
	}
	if got := r.Turns[0].Segments; len(got) != 2 || got[0].Text != "We take the flood.  Ms. Brook, your witness." || got[1].Text != "BY MS. BROOK:" {
		t.Errorf("%+v", got)
	}
	if got := r.Turns[1].Segments; len(got) != 1 || got[0].Text != "Where were you on the night of the flood, between ten o'clock and the siren?" {
		t.Errorf("%+v", got)
	}
}
