package format

import (
	"strings"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

func TestFindMarked(t *testing.T) {
	for _, test := range []struct {
		line, name, role, after string
		mark                    Mark
		at                      transcript.Time
	}{
		{"M. Lind. – Merci.", "M. Lind", "", "Merci.", Dash, transcript.NoTime},
		{"O SR. LIND (pela ordem) — Senhor Presidente", "O SR. LIND", "pela ordem", "Senhor Presidente", Dash, transcript.NoTime},
		{"Ana Lind - Good morning", "Ana Lind", "", "Good morning", Dash, transcript.NoTime},
		{"M.\u00a0Lind.\u00a0– Merci\u00a0!", "M. Lind", "", "Merci\u00a0!", Dash, transcript.NoTime},
		{"Mr.\u00a0LIND.\u2003I thank the member.", "Mr. LIND", "", "I thank the member.", Stop, transcript.NoTime},
		{"M.\u00a0le président. La séance est ouverte.", "M. le président", "", "La séance est ouverte.", Stop, transcript.NoTime},
		{"M. Bo Lind, rapporteur. Merci.", "M. Bo Lind", "rapporteur", "Merci.", Stop, transcript.NoTime},
		{"M. Bo Lind, rapporteur (GDM). Merci.", "M. Bo Lind", "rapporteur, GDM", "Merci.", Stop, transcript.NoTime},
		{"ADA HOLM, Relatrice. Grazie.", "ADA HOLM", "Relatrice", "Grazie.", Stop, transcript.NoTime},
		{"ADA HOLM, Relatrice (GDM). Grazie.", "ADA HOLM", "Relatrice, GDM", "Grazie.", Stop, transcript.NoTime},
		{"Senator Holm. Thank you.", "Senator Holm", "", "Thank you.", Stop, transcript.NoTime},
		{"Q.\u00a0And then?", "Q", "", "And then?", Stop, transcript.NoTime},
		// A dash in brackets ends nothing.
		{"O SR. RUI LIND (PL - SP) - Pela ordem.", "O SR. RUI LIND", "PL - SP", "Pela ordem.", Dash, transcript.NoTime},
		{"A SRA. IVA MARSH (Bloco/PL – RJ. Sem revisão) – Obrigada.", "A SRA. IVA MARSH", "Bloco/PL – RJ. Sem revisão", "Obrigada.", Dash, transcript.NoTime},
		{"O SR. RUI LIND (Porto Novo. PL — SP, pela ordem.) — Obrigado — disse.", "O SR. RUI LIND", "Porto Novo. PL — SP, pela ordem.", "Obrigado — disse.", Dash, transcript.NoTime},
		{"O SR. RUI LIND [PL. – SP]. – Sim.", "O SR. RUI LIND", "PL. – SP", "Sim.", Dash, transcript.NoTime},
		{"Mr. LIND. I thank the member.", "Mr. LIND", "", "I thank the member.", Stop, transcript.NoTime},
		{"Mr. LIND (standing). I thank the member.", "Mr. LIND", "standing", "I thank the member.", Stop, transcript.NoTime},
		{"Mr. LIND of Norland. Madam Speaker, I rise.", "Mr. LIND of Norland", "", "Madam Speaker, I rise.", Stop, transcript.NoTime},
		{"The SPEAKER pro tempore. The gentleman yields.", "The SPEAKER pro tempore", "", "The gentleman yields.", Stop, transcript.NoTime},
		{"Karel Oduya, on behalf of the Pilots and Keepers Group. – I thank the rapporteur.", "Karel Oduya, on behalf of the Pilots and Keepers Group", "", "I thank the rapporteur.", Dash, transcript.NoTime},
		{"Q. And then?", "Q", "", "And then?", Stop, transcript.NoTime},
		{"A   I went home.", "A", "", "I went home.", Stop, transcript.NoTime},
		{"ANA LIND", "ANA LIND", "", "", Alone, transcript.NoTime},
		{"CONS. LIND", "CONS. LIND", "", "", Alone, transcript.NoTime},
		{"Ana Lind -- Chief Pilot", "Ana Lind", "", "Chief Pilot", Dash, transcript.NoTime},
		{"Ana Lind - Yes, I do.", "Ana Lind", "", "Yes, I do.", Dash, transcript.NoTime},
		{"Хольм А. Б., фракция \"МОРЕ\".", "Хольм А. Б.", "фракция \"МОРЕ\"", "", Stop, transcript.NoTime},
		{"Хольм А. Б. Спасибо.", "Хольм А. Б.", "", "Спасибо.", Stop, transcript.NoTime},
		{"A. Holms (GDM).", "A. Holms", "GDM", "", Stop, transcript.NoTime},
		{"De voorzitter. Dank u.", "De voorzitter", "", "Dank u.", Stop, transcript.NoTime},
		{"MR LIND\tThere is one thing more: the pier.", "MR LIND", "", "There is one thing more: the pier.", Gap, transcript.NoTime},
		{"Ana Lind 00:12", "Ana Lind", "", "", Alone, 12000},
		{"[1:00:05] Ana Lind", "Ana Lind", "", "", Alone, 3605000},
		{"林女士 00:12", "林女士", "", "", Alone, 12000},
		{"○議長（堀内静江君）　これより本日の会議を開きます。", "議長", "堀内静江君", "これより本日の会議を開きます。", Circle, transcript.NoTime},
		{"〇尾形清一君　お答えします。", "尾形清一君", "", "お答えします。", Circle, transcript.NoTime},
		{"〇７番（真鍋大樹君）　二点伺います。", "７番", "真鍋大樹君", "二点伺います。", Circle, transcript.NoTime},
		{"◯ 건설과장 표지훈  알겠습니다.", "건설과장 표지훈", "", "알겠습니다.", Circle, transcript.NoTime},
		{">> and so we went", "", "", "and so we went", Chevron, transcript.NoTime},
	} {
		c, ok := FindMarked(test.line)
		if !ok || c.Mark != test.mark || c.Name != test.name || c.Role != test.role || c.After != test.after || c.At != test.at {
			t.Errorf("%q: %v, mark %d, name %q, role %q, then %q, at %d", test.line, ok, c.Mark, c.Name, c.Role, c.After, c.At)
		}
	}
	for _, line := range []string{"A meeting was held.", "We went home and slept.", "laughter", "- a point of a list", "12:30", "○ 예산 현황은 다음과 같다.", "○", "〇九年　桥梁动工。"} {
		if c, ok := FindMarked(line); ok {
			t.Errorf("%q: a label is found: %q", line, c.Name)
		}
	}
}

// TestACircleIsTakenOff is of labels with a colon, of which a circle is no part where
// it stands for nothing.
func TestACircleIsTakenOff(t *testing.T) {
	for line, want := range map[string]string{
		"○田中委員：はい。":     "田中委員",
		"〇田中委員：はい。":     "田中委員",
		"●司会：では次の方。":    "司会",
		"○○委員：はい。":      "○○委員",
		"〇〇さん：はい。":      "〇〇さん",
		"●●さん：はい。":      "●●さん",
		"○△商店：はい。":      "○△商店",
		"〇一番：はい。":       "〇一番",
		"○ 委員長：次の項目です。": "委員長",
		"〇九年：桥梁动工。":     "",
		"一〇年：桥梁完工。":     "",
		"●时间：下午三点":      "",
		"○日時：三月五日":      "",
	} {
		if c, ok := FindLabel(line); ok != (want != "") || ok && c.Name != want {
			t.Errorf("%q: %v, name %q, want %q", line, ok, c.Name, want)
		}
	}
}

func TestLabelsOfNobody(t *testing.T) {
	for _, name := range []string{"UNIDENTIFIED SPEAKER", "Orador sin identificar", "Orateur non identifié", "Orador não identificado", "НЕИЗВЕСТНЫЙ ВЫСТУПАЮЩИЙ", "متحدث غير محدد", "未识别发言人", "身份不明的与会者", "Nicht identifizierter Redner"} {
		if !unnamed(lang.Fold(name)) {
			t.Errorf("%q is somebody", name)
		}
	}
	for _, name := range []string{"Ana Lind", "Председатель", "林女士", "The results of the unidentified object study"} {
		if unnamed(lang.Fold(name)) {
			t.Errorf("%q is nobody", name)
		}
	}
	for _, name := range []string{"Note", "NOTA", "Примечание", "例如", "Item 2"} {
		if !isAside(lang.Fold(name)) {
			t.Errorf("%q is no aside", name)
		}
	}
}

// labelsOf judges the lines of a text, each a paragraph, and gives the names
// that are accepted.
func labelsOf(lines ...string) string {
	var labels []Label
	for i, l := range lines {
		c, ok := FindLabel(l)
		if !ok {
			if c, ok = FindMarked(l); !ok {
				continue
			}
		}
		c.Line = i + 1
		labels = append(labels, Label{Candidate: c})
	}
	var names []string
	Weigh(labels, lines)
	for _, l := range labels {
		if l.Accepted {
			names = append(names, l.Name)
		}
	}
	return strings.Join(names, "|")
}

func TestALabelIsSetAsTheOthersOfItsFile(t *testing.T) {
	turns := func(sep string) []string {
		var out []string
		for range 6 {
			out = append(out, "林女士"+sep+"谢谢主席。", "王先生"+sep+"请讲。", "赵主席"+sep+"好的。")
		}
		return out
	}
	all := strings.Repeat("|林女士|王先生|赵主席", 6)[len("|"):]
	if got := labelsOf(append(turns("： "), "覺察力：真正傾聽人民的聲音。")...); got != all {
		t.Errorf("a term without a blank after its colon is a speaker: %q", got)
	}
	if got := labelsOf(append(turns("："), "孙老师：真正傾聽人民的聲音。")...); got != all+"|孙老师" {
		t.Errorf("a speaker whose label is set as all are is none: %q", got)
	}
}

func TestAnItemBehindABulletIsNobody(t *testing.T) {
	var lines []string
	for range 4 {
		lines = append(lines, "林女士：谢谢主席。", "王先生：请讲。", "赵主席：好的。")
	}
	if got := labelsOf(append(lines, "●桥梁：三百万。")...); strings.Contains(got, "桥梁") || strings.Count(got, "|") != 11 {
		t.Errorf("%q", got)
	}
}

func TestAFileHasOneMark(t *testing.T) {
	var dashes, colons []string
	for range 4 {
		dashes = append(dashes, "M. Lind. – Merci.", "Mme Oduya. – Je vous en prie.", "M. Marsh. – Bien.")
		colons = append(colons, "Ana Lind: Yes.", "Karel Oduya: No.", "The boats - all of them - came.")
	}
	if got := labelsOf(append(dashes, "Une chose reste: la digue.")...); strings.Contains(got, "chose") || strings.Count(got, "|") != 11 {
		t.Errorf("dashes: %q", got)
	}
	if got := labelsOf(colons...); strings.Contains(got, "boats") || strings.Count(got, "|") != 7 {
		t.Errorf("colons: %q", got)
	}
}

func TestNicknamesAreOfNamesAndQuotationsAreSaid(t *testing.T) {
	got := labelsOf("Ana Marsh: Please.", `Walter "Bo" Lind: Thank you.`, "Ana Marsh: Go on.", `He said "no": it was late.`, `Walter "Bo" Lind: Yes.`)
	if want := `Ana Marsh|Walter "Bo" Lind|Ana Marsh|Walter "Bo" Lind`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	got = labelsOf(`היו"ר דן לינד: בוקר טוב.`, `ח"כ רות מרש: תודה.`, `היו"ר דן לינד: בבקשה.`, `ח"כ רות מרש: הנמל סגור.`)
	if want := `היו"ר דן לינד|ח"כ רות מרש|היו"ר דן לינד|ח"כ רות מרש`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
