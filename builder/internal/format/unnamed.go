package format

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// folded gives a function for a table of words, which are folded once.
func folded(words ...string) func() []string {
	return sync.OnceValue(func() []string {
		for i, w := range words {
			words[i] = lang.Fold(w)
		}
		return words
	})
}

// nameless are the words by which transcribers say that they do not know who
// speaks, in the languages of records.
var nameless = folded(
	"unidentified", "unknown speaker", "unknown male", "unknown female", "unnamed speaker", "male speaker", "female speaker", "audience member", "voice from the floor", "several speakers", "multiple speakers", "hon. member", "hon. members", "honourable member", "honourable members",
	"non identifié", "non identifiée", "inconnu", "inconnue", "une voix", "des voix", "plusieurs voix", "voix dans la salle", "voix de la salle",
	"sin identificar", "no identificado", "no identificada", "desconocido", "desconocida", "una voz", "voz del público", "voces",
	"não identificado", "não identificada", "desconhecido", "desconhecida", "uma voz", "voz da sala", "vozes",
	"неизвестный", "неизвестная", "неустановленный", "неустановленная", "неопознанный", "не установлен", "голос из зала", "голоса из зала", "с места", "из зала",
	"غير محدد", "غير محددة", "غير معروف", "غير معروفة", "مجهول", "مجهولة", "صوت من القاعة",
	"未识别", "未識別", "身份不明", "姓名不详", "未知发言", "未知發言", "不明发言", "不明發言",
	"不明な話者", "話者不明", "発言者不明", "unbekannter", "unbekannte", "nicht identifiziert", "zwischenruf",
)

// maxBeside is how many letters a label has besides the words that say that its
// speaker is unknown: "Unidentified speaker", "Оратор (женщина) неизвестный".
const maxBeside = 16

// unnamed tells whether a label, folded, says that nobody knows who speaks.
func unnamed(name string) bool {
	table := namelessAt()
	for i := range len(name) {
		for _, w := range table[name[i]] {
			if strings.HasPrefix(name[i:], w) && utf8.RuneCountInString(name)-utf8.RuneCountInString(w) <= maxBeside {
				return true
			}
		}
	}
	return false
}

// namelessAt has the words of nameless by their first byte.
var namelessAt = sync.OnceValue(func() *[256][]string {
	var t [256][]string
	for _, w := range nameless() {
		t[w[0]] = append(t[w[0]], w)
	}
	return &t
})

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
func isAside(name string) bool {
	name = strings.TrimRight(lang.Fold(name), " .0123456789")
	if lang.Unspaced(firstLetter(name)) {
		name = strings.ReplaceAll(name, " ", "") // which is set wide
	}
	return slices.Contains(asides(), name)
}

// tallies are the words before the names of those who are there, or who vote, and before
// their number. No speaker is called so, however often they come. Those by which the sides
// of a debate are told, as "Pour" and "Contre", are not among them.
var tallies = folded(
	"present", "absent", "members present", "members absent", "staff present", "ayes", "noes", "nays", "yeas", "abstain", "abstained", "abstaining", "abstentions", "recused", "excused", "motion", "moved by", "seconded by", "motion by", "second by", "votes for", "votes against",
	"ont voté pour", "ont voté contre", "votos a favor", "votos en contra", "abstenciones", "votos contra", "abstenções", "favorevoli", "contrari", "astenuti",
	"enthaltungen", "ja-stimmen", "nein-stimmen", "воздержались", "воздержалось", "ممتنعون", "弃权", "棄權", "棄権", "기권",
)

// isTally tells whether a label, folded, is one of these.
func isTally(folded string) bool { return slices.Contains(tallies(), folded) }

// buttons are what pages have beneath the names of those who speak, for readers to click on.
var buttons = folded(
	"share", "reply", "like", "follow", "quote", "report", "permalink", "copy link", "view in context", "in context",
	"partager", "répondre", "teilen", "antworten", "compartir", "compartilhar", "responder", "condividi", "rispondi", "delen", "поделиться", "ответить", "مشاركة", "رد", "分享", "回复", "回覆", "返信", "共有", "공유", "답글",
)

// isButton tells whether a line, folded, is one of these, or one with what it is for:
// "Share this contribution".
func isButton(folded string) bool {
	button, _, _ := strings.Cut(folded, " this")
	return slices.Contains(buttons(), button)
}
