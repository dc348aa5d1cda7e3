package plain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/format"
)

// What records, services and chats set around the names of those who speak, in files in
// which every name comes again. Each style stands for a family of them; the words are long
// enough for a record and have colons of their own.
func TestStylesOfRecords(t *testing.T) {
	said := []string{
		"I want to say a word about the ferry pier, because those who live beside it have waited for nine years.",
		"There is a further point: nobody has asked the tenants whether they would rather keep the mill road.",
		"My own view is that the rope works should be handed to the district, together with the money.",
		"When I visited the goose market last winter, the keeper told me that nothing had been paid.",
		"I accept that the school barge is costly, but to let the tide table rot would cost more.",
		"Then let us hear from the district first, and come back to the pier after that.",
	}
	for _, style := range []struct {
		name   string
		labels [3]string // of three who speak by turns
		want   [3]string // "" for the same as in labels, without what sets it apart
	}{
		{"a stop and a hyphen", [3]string{"Sra. Holm.- ", "Sr. Lind.- ", "Sr. Presidente (Duarte).- "}, [3]string{"Sra. Holm", "Sr. Lind", "Sr. Presidente"}},
		{"titles before a stop", [3]string{"Senator Holm. ", "The Chairman. ", "Secretary Duarte. "}, [3]string{"Senator Holm", "The Chairman", "Secretary Duarte"}},
		{"a group in brackets before a stop", [3]string{"Mme Ada Holm (GDM). ", "M. Bo Lind (LIB). ", "M. le président Duarte. "}, [3]string{"Mme Ada Holm", "M. Bo Lind", "M. le président Duarte"}},
		{"an office behind a comma", [3]string{"Mme Ada Holm, ministre de la mer. ", "M. Bo Lind. ", "M. le président. "}, [3]string{"Mme Ada Holm", "M. Bo Lind", "M. le président"}},
		{"capitals and an office behind a comma", [3]string{"ADA HOLM, Relatrice. ", "BO LIND (GDM). ", "PRESIDENTE. "}, [3]string{"ADA HOLM", "BO LIND", "PRESIDENTE"}},
		{"a bracket within a bracket", [3]string{"The Chair (Ms. Ada Holm (Port, Ind.)): ", "Mr. Bo Lind (Quay, Lib.): ", "Hon. Cy Duarte (Bay, NDP): "}, [3]string{"The Chair", "Mr. Bo Lind", "Hon. Cy Duarte"}},
		{"an article before a short form", [3]string{"L’hon. Ada Holm : ", "M. Bo Lind : ", "L’hon. Cy Duarte : "}, [3]string{"L’hon. Ada Holm", "M. Bo Lind", "L’hon. Cy Duarte"}},
		{"numbers of speeches", [3]string{"Anf. 41 ADA HOLM (S): ", "Anf. 42 BO LIND (M): ", "Anf. 43 TALMANNEN: "}, [3]string{"ADA HOLM", "BO LIND", "TALMANNEN"}},
		{"numbers of questions", [3]string{"Q41  Chair: ", "Ada Holm: ", "Q42  Bo Lind: "}, [3]string{"Chair", "Ada Holm", "Bo Lind"}},
		{"answers with a colon in them", [3]string{"Q.   ", "A.   ", "MR. LIND: "}, [3]string{"Q", "A", "MR. LIND"}},
		{"a time before the name", [3]string{"00:11 Ada Holm: ", "00:31 Bo Lind: ", "1:02:03 Cy Duarte: "}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"a date and a time before the name", [3]string{"04/06/2030, 10:02 - Ada Holm: ", "04/06/2030, 10:03 - Bo Lind: ", "04/06/2030, 10:05 - Cy: "}, [3]string{"Ada Holm", "Bo Lind", "Cy"}},
		{"half a day behind the time", [3]string{"Ada Holm  10:02 AM\n", "Bo Lind  10:03 AM\n", "Cy Duarte  1:05 PM\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"a day behind the name", [3]string{"Ada Holm, [04.06.2030 10:02]\n", "Bo Lind, [04.06.2030 10:03]\n", "Cy, [04.06.2030 10:05]\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy"}},
		{"a day with the month in letters", [3]string{"[04-Jun-30 10:02 AM] ada\n", "[04-Jun-30 10:03 AM] bo_l\n", "[04-Jun-30 10:05 AM] cy\n"}, [3]string{"ada", "bo_l", "cy"}},
		{"a day and an hour behind the name", [3]string{"Ada Holm 2030-06-04 10:02:11\n", "Bo Lind 2030-06-04 10:03:12\n", "Cy 2030-06-04 10:05:13\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy"}},
		{"a dash between time and name", [3]string{"[00:00:01.200] - Ada Holm\n", "[00:00:14.910] - Bo Lind\n", "[00:01:14.910] - Cy Duarte\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"two times and a stroke", [3]string{"00:00:01 - 00:00:10 | Ada Holm\n", "00:00:11 - 00:00:30 | Bo Lind\n", "00:01:11 - 00:01:30 | Cy Duarte\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"quotation marks and a number", [3]string{"\"Ada Holm\" (123) 00:00:03 - 00:00:08\n", "\"Bo Lind\" (456) 00:00:09 - 00:00:30\n", "\"Cy Duarte\" (789) 00:01:09 - 00:01:30\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"brackets and a time", [3]string{"[Ada Holm] 10:02:11\n", "[Bo Lind] 10:02:20\n", "[Cy Duarte] 10:03:20\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"speakers by number", [3]string{"참석자 1 00:03\n", "참석자 2 00:12\n", "참석자 3 00:22\n"}, [3]string{"참석자 1", "참석자 2", "참석자 3"}},
		{"a short form in a name alone", [3]string{"CONS. HOLM\n", "ASS. LIND\n", "PRESIDENTE\n"}, [3]string{"CONS. HOLM", "ASS. LIND", "PRESIDENTE"}},
		{"longer short forms", [3]string{"Assoc. Prof. Holm: ", "Univ.-Prof. Lind: ", "Messrs. Duarte and Quill: "}, [3]string{"Assoc. Prof. Holm", "Univ.-Prof. Lind", "Messrs. Duarte and Quill"}},
		{"initials before an office", [3]string{"Хольм А. Б., фракция \"МОРЕ\".\n", "Линд Б. В. ", "Председательствующий. "}, [3]string{"Хольм А. Б.", "Линд Б. В.", "Председательствующий"}},
		{"an initial, and a group in brackets", [3]string{"A. Holms (GDM).\n", "B. Linde (ostu ministrs).\n", "Sēdes vadītāja. "}, [3]string{"A. Holms", "B. Linde", "Sēdes vadītāja"}},
		{"questions of nobody's", [3]string{"Q    Is it so? ", "MS. HOLM:  ", "MR. LIND:  "}, [3]string{"Q", "MS. HOLM", "MR. LIND"}},
		{"a kind of turn behind the bracket", [3]string{"ADA HOLM (S) replik: ", "BO LIND (M): ", "CY DUARTE (GDM), por escrito: "}, [3]string{"ADA HOLM", "BO LIND", "CY DUARTE"}},
		{"a tab", [3]string{"CHAIR\t", "MR LIND\t", "Cy Duarte\t"}, [3]string{"CHAIR", "MR LIND", "Cy Duarte"}},
		{"a gap", [3]string{"CHAIR         ", "MR LIND       ", "MS DUARTE     "}, [3]string{"CHAIR", "MR LIND", "MS DUARTE"}},
		{"an office behind a name alone", [3]string{"Ada Holm -- Chief Pilot\n", "Bo Lind - CFO\n", "Cy Duarte -- Venn Wharves -- Analyst\n"}, [3]string{"Ada Holm", "Bo Lind", "Cy Duarte"}},
		{"what a page prints beneath names", [3]string{"Ada Holm (Quay)\nShare this speech\n", "Bo Lind\nShare this speech\n", "The Pilot (Cy Duarte)\nShare this speech\n"}, [3]string{"Ada Holm", "Bo Lind", "The Pilot"}},
		{"roles beneath names", [3]string{"Ms Ada HOLM\nQuay, GDM, Rapporteur\n", "Mr Bo LIND\nPort, LIB\n", "Lord CY\nBay, Spokesperson\n"}, [3]string{"Ms Ada HOLM", "Mr Bo LIND", "Lord CY"}},
		{"nicks behind times in brackets", [3]string{"[10:02] <ada> ", "[10:03] <bo> ", "[10:04] <cy_d> "}, [3]string{"ada", "bo", "cy_d"}},
		{"nicks", [3]string{"<ada> ", "10:03 <@bo> ", "10:04:05 <+cy_d> "}, [3]string{"ada", "bo", "cy_d"}},
	} {
		var text strings.Builder
		var want []string
		for i := range 2 * len(said) {
			text.WriteString(style.labels[i%3] + said[i%len(said)] + "\n\n")
			want = append(want, style.want[i%3])
		}
		tr, _ := readAll(t, text.String())
		var got []string
		for _, turn := range tr.Turns {
			got = append(got, turn.Label)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", style.name, got, want)
		}
	}
}

// Numbers and times that run through a file are none of the names behind them.
func TestRunningNumbers(t *testing.T) {
	names := []string{"Ada Holm (GDM)", "Bo Lind", "Minister Cy Duarte"}
	for _, style := range []struct{ number, behind string }{
		{"01.%02d  ", ": "}, {"Anf. %d ", "\n\n"}, {"%d. ", ": "}, {"14.%02d ", "\n"},
	} {
		var text strings.Builder
		for i := range 9 {
			fmt.Fprintf(&text, style.number+"%s%sThe ferry pier has waited for nine years, and so have we: number %d.\n\n", i+5, names[i%3], style.behind, i)
		}
		tr, _ := readAll(t, text.String())
		if len(tr.Turns) != 9 {
			t.Errorf("%q: %d turns", style.number, len(tr.Turns))
			continue
		}
		for i, turn := range tr.Turns {
			if want, _, _ := strings.Cut(names[i%3], " ("); turn.Label != want {
				t.Errorf("%q: turn %d is of %q", style.number, i+1, turn.Label)
			}
		}
	}
}

// What stands beneath a name is its role, or is listed as left out.
func TestLinesBeneathNames(t *testing.T) {
	said := "The ferry pier has waited for nine years, and so have those who live beside it."
	tr, _ := readAll(t, strings.Repeat("Ada Holm\nQuay, GDM\n"+said+"\n\nBo Lind\nPort, LIB\n"+said+"\n\n", 4))
	if got := tr.Turns[1]; got.Label != "Bo Lind" || got.Role != "Port, LIB" || got.Segments[0].Text != said {
		t.Errorf("%+v", got)
	}
	tr, _ = readAll(t, strings.Repeat("Ada Holm\nShare this\n"+said+"\n\nBo Lind\nShare this\n"+said+"\n\n", 4))
	if got := tr.Turns[1]; got.Label != "Bo Lind" || got.Role != "" || got.Segments[0].Text != said {
		t.Errorf("%+v", got)
	}
	if len(tr.Dropped) != 8 || tr.Dropped[0].Text != "Share this" {
		t.Errorf("%+v", tr.Dropped)
	}
	for _, test := range []struct{ name, beneath, roles string }{
		{"two lines", "Chief Pilot\nQuay|Clerk\nPort|Lamp Hand\nPort|Keeper\nGate", "Chief Pilot, Quay|Clerk, Port|Lamp Hand, Port|Keeper, Gate"},
		{"a group of two", "Quay Party|Port|Quay Party|Mole", "Quay Party|Port|Quay Party|Mole"},
	} {
		var text strings.Builder
		for range 3 {
			for i, beneath := range strings.Split(test.beneath, "|") {
				text.WriteString([]string{"Ada Holm", "Bo Lind", "Cy Duarte", "Di Moss"}[i] + "\n" + beneath + "\n" + said + "\n\n")
			}
		}
		text.WriteString("Cy Duarte\nReply\n" + said + "\n\nReply\n\n")
		tr, _ := readAll(t, text.String())
		var roles []string
		for _, turn := range tr.Turns[:4] {
			roles = append(roles, turn.Role)
		}
		if last := tr.Turns[len(tr.Turns)-1]; strings.Join(roles, "|") != test.roles || last.Label != "Cy Duarte" || last.Role != "" {
			t.Errorf("%s: roles %q, and at last %q (%s)", test.name, roles, last.Label, last.Role)
		}
		if len(tr.Dropped) > 0 {
			t.Errorf("%s: left out %+v", test.name, tr.Dropped)
		}
	}
}

// What stands beside the labels of a file, and is none, takes nothing from them.
func TestLabelsBesideOthers(t *testing.T) {
	for _, test := range []struct{ name, text, labels string }{
		{"colons below each other", "Penanya          : Selamat pagi, Pak.\n\nPak Lind         : Selamat pagi juga.\n\nPenanya          : Bagaimana dermaga itu?\n\nPak Lind         : Sudah tua.\n", "Penanya|Pak Lind|Penanya|Pak Lind"},
		{"tallies", "MAYOR HOLM: We have one item today.\nMS. LIND: I move that it be adopted.\nMAYOR HOLM: All in favor?\nAYES: Holm, Lind\nNOES: None\nMS. LIND: Thank you.\nMAYOR HOLM: We rise.\n", "MAYOR HOLM|MS. LIND|MAYOR HOLM|||MS. LIND|MAYOR HOLM"},
		{"sides of a debate", "Pour : Le quai est vieux, et il faut le refaire.\n\nContre : Il tient depuis cent ans.\n\nPour : Il ne tiendra pas cent ans de plus.\n\nContre : Nous verrons bien.\n", "Pour|Contre|Pour|Contre"},
		{"a role before a name", "【发言人】张先生：大家好，我们开始。\n【发言人】李女士：谢谢，请讲。\n【发言人】张先生：灯塔要修。\n【发言人】李女士：钱从哪里来？\n", "张先生 (发言人)|李女士 (发言人)|张先生 (发言人)|李女士 (发言人)"},
		{"words with capitals behind a dash", "Holm – Der Kai ist alt.\n\nLind – Das ist er.\n\nHolm – Vielen Dank\n\nLind – Gern geschehen.\n\nHolm – Vielen Dank\n\nLind – Auch alt.\n", "Holm|Lind|Holm|Lind|Holm|Lind"},
		{"greetings behind a dash", "Holm – Der Kai ist alt.\n\nLind – Guten Abend\n\nHolm – Vielen Dank\n\nLind – Das ist er wirklich.\n\nHolm – Gute Nacht\n\nLind – Auf Wiedersehen\n", "Holm|Lind|Holm|Lind|Holm|Lind"},
		{"a name beneath another", strings.Repeat("Clerk\nAda Holm\nI have read the report.\n\n", 4) + strings.Repeat("Ada Holm\nSo have I.\n\n", 3), "Clerk|Ada Holm|Clerk|Ada Holm|Clerk|Ada Holm|Clerk|Ada Holm|Ada Holm|Ada Holm|Ada Holm"},
		{"one word beneath several, and more", strings.Repeat("Ada Holm\nClerk\nPort\nI have read the report.\n\nBo Lind\nClerk\nMole\nSo have I, and the plan.\n\nCy Duarte\nPilot\nQuay\nSo have we.\n\n", 4), strings.TrimSuffix(strings.Repeat("Ada Holm|Bo Lind|Cy Duarte (Pilot, Quay)|", 4), "|")},
		{"references", "MS. HOLM: As I said, the pier is old.\n\nMR. LIND: It is, and so is the quay.\n\nMS. HOLM: See the notes.\n\nMR. LIND: I have.\n\n[Holm 2019] The pier and the tide.\n\n[Lind 2020] Harbours of the north.\n\n[Holm 2019] Second edition.\n\n[Lind 2020] Third edition.\n", "MS. HOLM|MR. LIND|MS. HOLM|MR. LIND"},
		{"questions without an answer", "MS. HOLM: Good day.\n\nQ. Is it so?\n\nMS. HOLM: It is.\n\nR. Holm was the keeper then.\n\nQ. Was he?\n\nMS. HOLM: Yes.\n", "MS. HOLM|Q|MS. HOLM|Q|MS. HOLM"},
		{"an initial", "MS. HOLM: Good day.\n\nQ. Holm was the keeper then.\n\nMS. HOLM: He was.\n\nQ. Holm left.\n\nMS. HOLM: Yes.\n\nQ. Holm came back.\n", "MS. HOLM|MS. HOLM|MS. HOLM"},
		{"two who ask together", strings.Repeat("Ada Holm (GDM), Bo Lind: We ask why.\n\nCy Duarte: I do not know.\n\n", 2), "Ada Holm, Bo Lind (GDM)|Cy Duarte|Ada Holm, Bo Lind (GDM)|Cy Duarte"},
		{"what pictures have in brackets", "林海晴：请讲。\n\n【记者】摄于码头。\n\n【文书】抄于港口。\n\n林海晴：好。\n\n【记者】摄于灯塔。\n\n【文书】抄于灯塔。\n\n林海晴：谢谢。\n\n【记者】摄于船上。\n\n【文书】抄于船上。\n", "林海晴|林海晴|林海晴"},
		{"tallies with numbers", "MAYOR HOLM: All in favor?\nAYES 2: Holm, Lind\nNOES 1: Duarte\nMAYOR HOLM: We rise.\n", "MAYOR HOLM|||MAYOR HOLM"},
		{"a tally that is a sentence", "MAYOR HOLM: I speak of my friends.\nAbsent: the men who built this mill, and I miss them.\nMS. LIND: Hear, hear.\nMAYOR HOLM: Good night.\nMS. LIND: Good night.\n", "MAYOR HOLM|MS. LIND|MAYOR HOLM|MS. LIND"},
		{"a chorus", strings.Repeat("MAYOR HOLM: All in favor?\n\nAYES: Aye!\n\nMAYOR HOLM: Against?\n\nNOES: No!\n\n", 3), strings.TrimSuffix(strings.Repeat("MAYOR HOLM|AYES|MAYOR HOLM|NOES|", 3), "|")},
		{"who votes", strings.Repeat("Ada Holm\nAye\n\nBo Lind\nNo\n\nCy Duarte\nNo\n\nDi Moss\nAye\n\n", 3), strings.TrimSuffix(strings.Repeat("Ada Holm|Bo Lind|Cy Duarte|Di Moss|", 3), "|")},
		{"who votes in two words", strings.Repeat("Ada Holm\nVotes Aye\n\nBo Lind\nVotes No\n\nCy Duarte\nVotes No\n\nBo Lind\nVotes Aye\n\n", 3), strings.TrimSuffix(strings.Repeat("Ada Holm|Bo Lind|Cy Duarte|Bo Lind|", 3), "|")},
		{"a roll call in two words", strings.Repeat("Ada Holm\nHere Today\n\nBo Lind\nHere Today\n\nCy Duarte\nHere Today\n\n", 2), "Ada Holm|Bo Lind|Cy Duarte|Ada Holm|Bo Lind|Cy Duarte"},
		{"a title with a colon once", strings.Repeat("The Chairman. We begin with the pier.\n\nSenator Holm. I thank you for that.\n\n", 3) + "The chairman: that is all of us.\n", "The Chairman|Senator Holm|The Chairman|Senator Holm|The Chairman|Senator Holm"},
		{"a roll call", strings.Repeat("Clerk\nRoll call, please.\n\nAda Holm\nHere\n\nBo Lind\nHere\n\nCy Duarte\nHere\n\n", 2), "Clerk|Ada Holm|Bo Lind|Cy Duarte|Clerk|Ada Holm|Bo Lind|Cy Duarte"},
	} {
		tr, _ := readAll(t, test.text)
		var got []string
		for _, turn := range tr.Turns {
			if turn.Role != "" {
				turn.Label += " (" + turn.Role + ")"
			}
			got = append(got, turn.Label)
		}
		if strings.Join(got, "|") != test.labels || len(tr.Dropped) > 0 {
			t.Errorf("%s:\n got %q\nwant %q, and nothing left out of %v", test.name, got, test.labels, tr.Dropped)
		}
	}
}

// The same in scripts that have their own stops, colons and marks, or no blanks.
func TestStylesOfScripts(t *testing.T) {
	for _, style := range []struct {
		name, said string
		labels     [2]string
		want       [2]string
	}{
		{"a colon of ASCII without a blank", "灯塔要修，钱从哪里来？", [2]string{"主席:", "林海晴:"}, [2]string{"主席", "林海晴"}},
		{"the same in Korean", "등대를 고쳐야 합니다.", [2]string{"의장:", "강누리:"}, [2]string{"의장", "강누리"}},
		{"a colon on end", "灯塔要修，钱从哪里来？", [2]string{"主席︓", "林海晴︓"}, [2]string{"主席", "林海晴"}},
		{"brackets", "灯塔要修，钱从哪里来？", [2]string{"【主席】", "【林海晴】"}, [2]string{"主席", "林海晴"}},
		{"brackets and a colon", "灯塔要修，钱从哪里来？", [2]string{"【主席】：", "【林海晴】："}, [2]string{"主席", "林海晴"}},
		{"brackets of ASCII", "灯塔去年坏了：钱从哪里来？", [2]string{"[主持人]", "[林海晴]"}, [2]string{"主持人", "林海晴"}},
		{"round brackets alone on their lines", "灯台の修理について伺います。", [2]string{"（座長）\n", "（柿沼委員）\n"}, [2]string{"座長", "柿沼委員"}},
		{"question and answer in brackets", "灯台の修理について伺います。", [2]string{"（問）", "（答）"}, [2]string{"問", "答"}},
		{"a wide blank", "白石さん、灯台の修理について伺います。", [2]string{"柿沼　", "白石　"}, [2]string{"柿沼", "白石"}},
		{"quotation marks", "「白石さん、灯台はいつ消えましたか」", [2]string{"柿沼", "白石"}, [2]string{"柿沼", "白石"}},
		{"a closing bracket", "灯台の修理について伺います。", [2]string{"司会）　", "柿沼さん）　"}, [2]string{"司会", "柿沼さん"}},
		{"two blanks", "林海晴女士，灯塔要修，钱从哪里来？", [2]string{"文其远  ", "林海晴  "}, [2]string{"文其远", "林海晴"}},
		{"triangles", "등대를 고쳐야 합니다.", [2]string{"▶기자: ", "▷문도담: "}, [2]string{"기자", "문도담"}},
		{"triangles and blanks", "등대를 고쳐야 합니다.", [2]string{"▷ 진행자 : ", "▶ 문도담 : "}, [2]string{"진행자", "문도담"}},
		{"Khmer", "ប្រជាពលរដ្ឋរង់ចាំយូរហើយ។", [2]string{"ប្រធាន៖ ", "សុខា៖ "}, [2]string{"ប្រធាន", "សុខា"}},
		{"Ethiopic", "ሰዎቹ ብዙ ጊዜ ጠበቁ።", [2]string{"ሰብሳቢ፡ ", "አበበ፦ "}, [2]string{"ሰብሳቢ", "አበበ"}},
		{"Hebrew letters for question and answer", "מי שמר על המגדלור?", [2]string{"ש. ", "ת. "}, [2]string{"ש", "ת"}},
		{"a filled sign before the name", "灯台の修理について伺います。", [2]string{"◎議長（西川薫）　", "◆１２番（大崎健）　"}, [2]string{"議長", "１２番"}},
		{"Persian dashes", "مردم سال\u200cها صبر کرده\u200cاند.", [2]string{"رئیس ـ ", "ناهید رستمی ـ "}, [2]string{"رئیس", "ناهید رستمی"}},
	} {
		var text strings.Builder
		for i := range 8 {
			text.WriteString(style.labels[i%2] + style.said + "\n\n")
		}
		tr, _ := readAll(t, text.String())
		if len(tr.Turns) != 8 {
			t.Errorf("%s: %d turns", style.name, len(tr.Turns))
			continue
		}
		for i, turn := range tr.Turns {
			if turn.Label != style.want[i%2] {
				t.Errorf("%s: turn %d is of %q", style.name, i+1, turn.Label)
			}
		}
	}
}

// What looks like these and is none.
func TestStylesOfNobody(t *testing.T) {
	for name, text := range map[string]string{
		"an agenda":                "Harbour day\n\n10:00 Welcome: the chair greets the guests.\n\n10:15 Lamp: a talk on the lamp.\n\n10:45 Break: coffee is served.\n\n11:00 Pier: a walk to the pier.\n",
		"an agenda of two days":    "Monday\n\n09:00 Opening: the chair.\n\n10:30 Coffee: in the hall.\n\n12:30 Lunch: in the hall.\n\nTuesday\n\n09:00 Opening: the chair.\n\n10:30 Coffee: in the hall.\n\n12:30 Lunch: in the hall.\n",
		"quarters of a year":       "Q1 Revenue: it rose.\n\nQ2 Revenue: it fell.\n\nQ1 Costs: they rose.\n\nQ2 Costs: they fell.\n",
		"a log":                    "2030-06-04 10:02 Pump: on\n2030-06-04 10:03 Valve: off\n2030-06-04 10:04 Pump: off\n2030-06-04 10:06 Valve: on\n",
		"hours":                    "The ferry\n\nKl. 10:00\nThe ferry leaves.\n\nKl. 11:00\nThe ferry comes back.\n\nKl. 12:00\nThe ferry leaves.\n",
		"what recognisers note":    "We went out.\n\n<laughter> And then we all went home.\n\n<noise> It rained.\n\n<laughter> So we stayed.\n\n<noise> It rained again.\n",
		"sentences with a title":   "General business was discussed. It took an hour.\n\nPresident Lind resigned. Nobody was asked.\n\nGeneral business was discussed. It took two.\n\nPresident Lind resigned. Nobody minded.\n",
		"articles":                 "Art. 1 Purpose\n\nThis is on the harbour.\n\nArt. 2 Scope\n\nIt is for the quay.\n\nArt. 3 Purpose\n\nIt is on the pier, too.\n\nArt. 4 Scope\n\nIt is for the gate.\n",
		"changes":                  "[Fixed] The crane turns again.\n\n[Added] A berth for the ferry.\n\n[Fixed] The gate shuts.\n\n[Added] A lamp on the mole.\n\n[Fixed] The clock is right.\n\n[Added] A bench.\n",
		"notices":                  "【公告】灯塔今晚不亮。\n\n【通知】渡轮停航一天。\n\n【公告】码头已经修好。\n\n【通知】渡轮恢复通航。\n\n【公告】灯塔修好了。\n\n【通知】明天开会。\n",
		"halves of a day":          "午前　船で島へ渡り、灯台を見学します。\n\n午後　島を歩き、港で昼食をとります。\n\n午前　岬まで歩き、海鳥を見ます。\n\n午後　船で港へ戻ります。\n\n午前　市場を見ます。\n\n午後　解散します。\n",
		"a menu":                   "SOUP    Made of what the boats bring.\n\nBREAD    Baked by the keeper.\n\nSOUP    Made of peas on Fridays.\n\nBREAD    Rye in winter.\n\nSOUP    Served cold in June.\n\nBREAD    Always free.\n",
		"a glossary":               "Moderator. Whoever runs a debate.\n\nHost. Whoever asks people in.\n\nModerator. A part of a reactor, too.\n\nHost. A beast with guests, too.\n",
		"notes in brackets":        "They saw a film of the pier.\n\n[Video plays]\n\nThat was the pier.\n\n[Slide changes]\n\nAnd this is the lamp.\n\n[Video plays]\n\nThat was the lamp.\n\n[Slide changes]\n\nThank you.\n\n[Video plays]\n\n[Slide changes]\n",
		"letters of lists":         "We are told\n\n(a) of the reasons;\n\n(b) of the cost.\n\n(a) Those are many.\n\n(b) That is high.\n\n(ii) It will fall.\n\n(iv) It will not.\n\n(ii) So they say.\n\n(iv) So do we.\n",
		"figures of lists":         "（一）灯塔要修。\n\n（二）钱不够。\n\n（一）灯塔不修。\n\n（二）钱够了。\n\n（一）再说吧。\n\n（二）好。\n",
		"articles of a law":        "第一条　灯台は港にある。\n\n第二条　灯台は夜ともす。\n\n第三条　灯台は朝消す。\n\n第四条　この条例は四月に施行する。\n",
		"items behind signs":       "● 時間：四月\n\n● 場所：港\n\n▶ 費用：二億円\n\n▶ 時間：五月\n\n● 場所：市役所\n",
		"a notice of two days":     "港まつり\n\n【日時】\n六月四日、午前十時から。\n\n【会場】\n中央埠頭。\n\n【参加費】\n無料です。\n\n【日時】\n六月五日、午前十時から。\n\n【会場】\n第二埠頭。\n\n【参加費】\n五百円です。\n",
		"quotations":               "漁師「灯台は消えた」と彼は言った。\n\n村長「直すしかない」と私は答えた。\n\n漁師「いつ直るのか」と彼は聞いた。\n\n村長「春までに」と私は答えた。\n\n漁師「遅い」と彼は言った。\n\n村長「待て」と私は言った。\n",
		"numbered headings":        "1.1 Discussion\nThe pier was discussed.\n\n1.2 Decision\nThe pier stays.\n\n2.1 Discussion\nThe lamp was discussed.\n\n2.2 Decision\nThe lamp goes.\n\n3.1 Discussion\nThe gate was discussed.\n\n3.2 Decision\nThe gate stays.\n",
		"votes":                    "The motion was read out.\n\nAYES: Holm, Lind\nNOES: Duarte\nABSENT: None\n\nThe second motion was read out.\n\nAYES: Holm\nNOES: Duarte, Lind\nABSENT: None\n\nThe third was read out.\n\nAYES: Holm\nNOES: Duarte, Lind\nABSENT: None\n",
		"a table of two columns":   "Pier works     to be mended in the spring of the year\nLamp works     to be lit again by those who put it out\nGate works     to be shut at night and open by day\n\nThe rest was left for the next time.\n",
		"offices of two boards":    "CHAIR     Runs the board and speaks for it.\n\nCLERK     Keeps the minutes and the seal.\n\nPILOT     Brings the ships in.\n\nCHAIR     Runs the meetings of the port.\n\nCLERK     Keeps the books of the port.\n\nPILOT     Takes the ships out.\n",
		"a result":                 "Ayes: 5\nNoes: 2\nResult: carried\nProposer: Lind\nSeconder: Holm\n",
		"who was there":            "Présents : Mme Holm, M. Lind\nExcusés : M. Duarte\nAbsents : aucun\nQuorum : atteint\nDate : le 4 juin\nLieu : mairie\n",
		"steps":                    "【第一步】主席先修灯塔。\n\n【第二步】主席再修码头。\n\n【第一步】先问主席。\n\n【第二步】再问大家。\n\n【第一步】修。\n\n【第二步】好。\n",
		"a staff list":             "Ada Holm – Chief Pilot\n\nBo Lind – Harbour Master\n\nCy Duarte – Keeper of Lamps\n\nDi Moss – Clerk of Works\n",
		"what those on a stage do": "（起立）\n灯台を直します。\n\n（着席）\nはい、わかりました。\n\n（起立）\n港を直します。\n\n（着席）\nそうします。\n\n（起立）\n橋を直します。\n\n（着席）\nはい。\n",
		"growth":                   "【成長】港は大きくなった。\n\n【問答】港について。\n\n【成長】町も大きくなった。\n\n【問答】町について。\n\n【成長】橋も延びた。\n\n【問答】橋について。\n",
		"a notice with a chair":    "【座長】西川薫が務めます。\n\n【日時】六月四日の午後です。\n\n【会場】中央埠頭です。\n\n【座長】柿沼静が務めます。\n\n【日時】六月五日の午後です。\n\n【会場】第二埠頭です。\n",
		"questions and answers":    "Q. Is the pier open?\n\nIt is.\n\nQ. Is the lamp lit?\n\nIt is.\n\nQ. Is the gate shut?\n\nIt is not.\n",
		"signs before items":       "▲日程第１　会議録署名議員の指名\n\n▲日程第２　一般質問\n\n■　目次\n\n◆　資料１　灯台の概要\n\n◆　資料２　維持費の推移\n",
	} {
		tr, _ := readAll(t, text)
		if name != "quarters of a year" && len(tr.Turns) > 1 {
			t.Errorf("%s: %d turns", name, len(tr.Turns))
		}
		for _, turn := range tr.Turns {
			if turn.Label != "" && name != "quarters of a year" {
				t.Errorf("%s: %q is taken for a speaker", name, turn.Label)
			}
		}
	}
}

// What may stand before a name is taken off once: of a line of nothing else, however long,
// there is an end.
func TestManyMarksBeforeANameEnd(t *testing.T) {
	for _, mark := range []string{"Q1  ", "Anf. 1 ", ">> ", "○", "00:01 ", "<a> "} {
		line := strings.Repeat(mark, 1<<19)
		if c, ok := format.FindAny(line); ok && c.Size > 200 {
			t.Errorf("of %q again and again a label takes %d bytes", mark, c.Size)
		}
	}
}

// Whether those in brackets are spoken to is told by one look at the text, not by one for
// each: of three thousand names that takes a moment.
func TestManyNamesInBrackets(t *testing.T) {
	letters := []rune("林海晴文其远白石西川薫柿沼静江真鍋大樹堀内尾形清一")
	var b strings.Builder
	for range 3 {
		for i := range 3000 {
			b.WriteString("【")
			for n := i + len(letters); n > 0; n /= len(letters) {
				b.WriteRune(letters[n%len(letters)])
			}
			b.WriteString("】这里的话和别处一样长，说的是码头、灯塔和渡轮的事。\n")
		}
	}
	if tr, _ := readAll(t, b.String()); len(tr.Turns) != 1 {
		t.Errorf("%d turns", len(tr.Turns))
	}
}
