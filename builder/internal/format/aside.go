package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// asides are the words that introduce a remark of the recorder's or a part of
// the record, in the languages of records. None is a speaker for being printed
// once.
var asides = folded(
	"note", "warning", "tip", "caution", "important", "pros", "cons", "nb", "n.b", "notes", "agenda", "item", "present", "in attendance", "attendees", "participants", "apologies", "absent", "slide", "slides", "link", "source", "date", "time", "place", "venue", "subject", "decision", "action", "summary", "example", "for example",
	"remarque", "ordre du jour", "point", "présents", "excusés", "absents", "lieu", "objet", "décision", "résumé", "exemple", "par exemple",
	"nota", "observación", "orden del día", "punto", "presentes", "ausentes", "asistentes", "fecha", "hora", "lugar", "asunto", "decisión", "acuerdo", "resumen", "ejemplo", "por ejemplo",
	"observação", "ordem do dia", "ponto", "data", "local", "assunto", "decisão", "resumo", "exemplo", "por exemplo",
	"примечание", "повестка дня", "пункт", "присутствовали", "отсутствовали", "дата", "время", "место", "тема", "решение", "например",
	"ملاحظة", "جدول الأعمال", "البند", "الحاضرون", "الغائبون", "التاريخ", "المكان", "الموضوع", "القرار", "مثلا", "مثال",
	"注", "备注", "備註", "附注", "议程", "議程", "出席", "列席", "缺席", "日期", "时间", "時間", "地点", "地點", "主题", "主題", "决定", "決定", "例如", "比如", "比如说", "譬如",
	"those present", "members present", "also present", "present were", "attending", "étaient présents", "présents", "participants", "asistieron", "participantes", "estiveram presentes", "presenças", "участники", "присутствующие", "المشاركون", "与会者", "與會者", "参会人员", "參會人員", "出席人员", "anwesende", "teilnehmer", "teilnehmende",
	"hinweis", "anmerkung", "tagesordnung", "top", "anwesend", "entschuldigt", "datum", "ort", "beispiel", "zum beispiel",
	"注記", "議題", "出席者", "日時", "場所", "例えば", "注意点", "持ち物", "集合場所",
	"主持", "记录", "記錄", "参加人员", "參加人員", "出席人員", "会议名称", "會議名稱",
	"장소", "일시", "의제", "안건", // whoever takes part is what services call a speaker whom they do not know
)

// isAside tells whether a label is one of these, with a number or without.
func isAside(name string) bool { return slices.Contains(asides(), withoutFigures(name)) }

// withoutFigures gives a label, folded, without a number at its end.
func withoutFigures(name string) string {
	name = strings.TrimRight(lang.Fold(name), " .0123456789")
	if lang.Unspaced(firstLetter(name)) {
		name = strings.ReplaceAll(name, " ", "") // which is set wide
	}
	return name
}

// tallies are the words before the names of those who are there, who vote or who have a vote
// taken, and before their number. No speaker is called so, however often they come. Those by
// which the sides of a debate are told, as "Pour" and "Contre", are not among them.
var tallies = folded(
	"present", "absent", "members present", "members absent", "staff present", "ayes", "noes", "nays", "yeas", "abstain", "abstained", "abstaining", "abstentions", "recused", "excused", "motion", "moved by", "seconded by", "motion by", "second by", "votes for", "votes against",
	"présents", "absents", "excusés", "ont voté pour", "ont voté contre", "presentes", "ausentes", "votos a favor", "votos en contra", "abstenciones", "votos contra", "abstenções", "favorevoli", "contrari", "astenuti",
	"anwesend", "entschuldigt", "enthaltungen", "ja-stimmen", "nein-stimmen", "присутствовали", "отсутствовали", "воздержались", "воздержалось", "الحاضرون", "الغائبون", "ممتنعون",
	"出席", "列席", "缺席", "弃权", "棄權", "棄権", "欠席", "기권",
)

// isTally tells whether a label is one of these, with a number or without.
func isTally(name string) bool { return slices.Contains(tallies(), withoutFigures(name)) }

// counts tells whether what stands behind a tally may be names, a number or none of them, and
// not what some call out, or a sentence.
func (c *Candidate) counts() bool {
	last, _ := utf8.DecodeLastRuneInString(c.After)
	return c.Mark == Colon && !strings.ContainsRune("!?！？", last) &&
		!(lang.IsLower(firstLetter(c.After)) && strings.Count(c.After, " ") >= leastOfSentence)
}

// leastOfSentence is how many blanks stand in what begins with a small letter and is a
// sentence rather than "two" or "none of them".
const leastOfSentence = 3

// unlabelTallies makes turns of nobody of the tallies in a file that has labels: whoever spoke
// before does not say them.
func (w *weighing) unlabelTallies(labels []Label) {
	if !slices.ContainsFunc(labels, func(l Label) bool { return l.Accepted }) {
		return
	}
	for _, i := range w.tallies {
		if l := &labels[i]; l.Style != Headings {
			l.Name, l.Role, l.Size, l.Lead, l.At, l.Set = "", "", 0, 0, transcript.NoTime, nil
			l.Accepted, l.Confidence = true, 1
		}
	}
}
