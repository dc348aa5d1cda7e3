package format

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// asides are the words that introduce a remark of the recorder's or a part of
// the record, in the languages of records, besides those of attendance. None is a speaker
// for being printed once.
var asides = folded(
	"note", "warning", "tip", "caution", "important", "pros", "cons", "nb", "n.b", "notes", "agenda", "item", "in attendance", "attendees", "participants", "apologies", "slide", "slides", "link", "source", "date", "time", "place", "venue", "subject", "decision", "action", "summary", "example", "for example",
	"remarque", "ordre du jour", "point", "lieu", "objet", "décision", "résumé", "exemple", "par exemple",
	"nota", "observación", "orden del día", "punto", "asistentes", "fecha", "hora", "lugar", "asunto", "decisión", "acuerdo", "resumen", "ejemplo", "por ejemplo",
	"observação", "ordem do dia", "ponto", "data", "local", "assunto", "decisão", "resumo", "exemplo", "por exemplo",
	"примечание", "повестка дня", "пункт", "дата", "время", "место", "тема", "решение", "например",
	"ملاحظة", "جدول الأعمال", "البند", "التاريخ", "المكان", "الموضوع", "القرار", "مثلا", "مثال",
	"注", "备注", "備註", "附注", "议程", "議程", "日期", "时间", "時間", "地点", "地點", "主题", "主題", "决定", "決定", "例如", "比如", "比如说", "譬如",
	"those present", "also present", "present were", "attending", "étaient présents", "asistieron", "participantes", "estiveram presentes", "presenças", "участники", "присутствующие", "المشاركون", "与会者", "與會者", "参会人员", "參會人員", "出席人员", "anwesende", "teilnehmer", "teilnehmende",
	"hinweis", "anmerkung", "tagesordnung", "top", "datum", "ort", "beispiel", "zum beispiel",
	"注記", "議題", "出席者", "日時", "場所", "例えば", "注意点", "持ち物", "集合場所",
	"主持", "记录", "記錄", "参加人员", "參加人員", "出席人員", "会议名称", "會議名稱",
	"장소", "일시", "의제", "안건", // whoever takes part is what services call a speaker whom they do not know
)

// attendance are the words before the names of those who are there, or are not.
var attendance = folded(
	"present", "absent", "présents", "excusés", "absents", "presentes", "ausentes", "присутствовали", "отсутствовали", "الحاضرون", "الغائبون", "出席", "列席", "缺席", "members present", "anwesend", "entschuldigt",
)

// votes are the words before the names of those who vote or have a vote taken, and more of
// attendance that introduces no remark. Those by which the sides of a debate are told, as
// "Pour" and "Contre", are not among them.
var votes = folded(
	"members absent", "staff present", "ayes", "noes", "nays", "yeas", "abstain", "abstained", "abstaining", "abstentions", "recused", "excused", "motion", "moved by", "seconded by", "motion by", "second by", "votes for", "votes against",
	"ont voté pour", "ont voté contre", "votos a favor", "votos en contra", "abstenciones", "votos contra", "abstenções", "favorevoli", "contrari", "astenuti",
	"enthaltungen", "ja-stimmen", "nein-stimmen", "воздержались", "воздержалось", "ممتنعون",
	"弃权", "棄權", "棄権", "欠席", "기권",
)

// isAside tells whether a label, folded, introduces a remark, with a number or without.
func isAside(folded string) bool {
	name := withoutFigures(folded)
	return slices.Contains(asides(), name) || slices.Contains(attendance(), name)
}

// headsTally tells whether a label, folded, is the head of a count of votes or of who is there,
// with a number or without. Hardly a speaker is called so, however often it comes.
func headsTally(folded string) bool {
	name := withoutFigures(folded)
	return slices.Contains(votes(), name) || slices.Contains(attendance(), name)
}

// withoutFigures gives a label, folded, without a number at its end.
func withoutFigures(folded string) string {
	name := strings.TrimRight(folded, " .0123456789")
	if lang.Unspaced(firstLetter(name)) {
		name = strings.ReplaceAll(name, " ", "") // which is set wide
	}
	return name
}

// leastOfSentence is how many blanks stand in what begins with a small letter and is a
// sentence rather than "two" or "none of them".
const leastOfSentence = 3

// findTallies notes the tallies of a file in which somebody comes again before a colon. They are
// not judged; nothing that one of those who come again says goes on from one.
func (w *weighing) findTallies(labels []Label) {
	times := make([]int, w.keys)
	talk := false
	for i := range labels {
		if labels[i].Mark != Colon {
			continue
		}
		n := &w.names[labels[i].name]
		times[n.key]++
		n.again = times[n.key] > 1
		talk = talk || n.again && !n.tally
	}
	if !talk {
		return
	}
	for i := range labels {
		c := &labels[i].Candidate
		switch t := len(w.tallies) - 1; {
		case w.isTally(c):
			w.tallies = append(w.tallies, i)
		case t >= 0 && w.tallies[t] == i-1 && times[c.key] > 1 && strings.HasPrefix(c.Before, labels[i-1].Name):
			c.Before, c.BeforeFull = "", false
		}
	}
}

// isTally tells whether a candidate is a tally: what stands behind it may be names, a number
// or none of them, and is not what some call out, or a sentence.
func (w *weighing) isTally(c *Candidate) bool {
	last, _ := utf8.DecodeLastRuneInString(c.After)
	return c.Mark == Colon && w.names[c.name].tally && !strings.ContainsRune("!?！？", last) &&
		!(lang.IsLower(firstLetter(c.After)) && strings.Count(c.After, " ") >= leastOfSentence)
}

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
