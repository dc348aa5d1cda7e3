package format

import (
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// Column is what a column of a table of speech holds.
type Column string

// The columns that headings name.
const (
	ColumnSaid     Column = "text"
	ColumnSpeaker  Column = "speaker"
	ColumnRole     Column = "role"
	ColumnSession  Column = "session"
	ColumnTitle    Column = "title"
	ColumnDate     Column = "date"
	ColumnLanguage Column = "language"
	ColumnSection  Column = "section"
	ColumnStart    Column = "start"
	ColumnEnd      Column = "end"
	ColumnOriginal Column = "original"
)

// columnNames are headings, folded, as people and programs write them in seven
// languages and those of their neighbours.
var columnNames = map[Column]string{
	ColumnSaid: `text|speech|utterance|content|transcript|said|words|intervention|statement|remarks|body
		texte|discours|propos|contenu|texto|discurso|intervención|contenido|contenido del turno|conteúdo|intervenção|fala
		文本|内容|文字|发言|发言内容|正文|原文|النص|الكلمة|المداخلة|المحتوى|текст|речь|выступление|содержание|text der rede|rede`,
	ColumnSpeaker: `speaker|name|speaker name|speaker_name|who|person|member|participant|label|voice
		orateur|oratrice|intervenant|intervenante|nom|locuteur|orador|oradora|interviniente|nombre|hablante|participante|nome|falante|interlocutor
		发言人|发言者|姓名|讲者|说话人|المتحدث|المتكلم|الاسم|оратор|спикер|имя|докладчик|выступающий|redner|rednerin|sprecher|sprecherin`,
	ColumnRole: `role|function|position|affiliation|party|organisation|organization|delegation
		rôle|fonction|qualité|parti|organisme|délégation|cargo|función|partido|organización|delegación|função|organização|delegação
		职务|角色|单位|机构|代表团|الصفة|المنصب|الجهة|الوفد|роль|должность|организация|делегация`,
	ColumnSession: `session|meeting|session id|session_id|meeting id|meeting_id|sitting|debate|episode|hearing
		séance|réunion|débat|sesión|reunión|debate id|sessão|reunião|会议|会次|الجلسة|الاجتماع|сессия|заседание|sitzung`,
	ColumnTitle:    `title|titre|título|标题|题目|العنوان|название|заголовок|titel|subject`,
	ColumnDate:     `date|day|fecha|data|日期|التاريخ|дата|datum`,
	ColumnLanguage: `language|lang|langue|idioma|lengua|língua|语言|语种|اللغة|язык|sprache`,
	ColumnSection:  `section|agenda item|agenda_item|item|topic|heading|chapter|point|point de l'ordre du jour|sujet|punto|tema|sección|seção|ponto|议题|议程|章节|البند|القسم|раздел|пункт|тема|tagesordnungspunkt`,
	ColumnStart:    `start|start time|start_time|starttime|begin|from|time|timestamp|timecode|début|heure|inicio|hora|tiempo|início|tempo|开始|开始时间|时间|البداية|الوقت|начало|время|beginn|zeit`,
	ColumnEnd:      `end|end time|end_time|endtime|to|fin|fim|结束|结束时间|النهاية|конец|ende`,
	ColumnOriginal: `original language|original_language|spoken language|langue originale|idioma original|原语言|اللغة الأصلية|язык оригинала`,
}

// bareHeading is a heading without what parts its words, as programs and people write
// them apart, with a hyphen, with a line below, or together.
func bareHeading(heading string) string {
	return lang.Fold(headingPartings.Replace(strings.Join(strings.Fields(heading), "")))
}

var headingPartings = strings.NewReplacer("_", "", "-", "", ":", "")

// knownColumns are the columns by their headings, bare.
var knownColumns = sync.OnceValue(func() map[string]Column {
	out := map[string]Column{}
	for c, list := range columnNames {
		for _, line := range strings.Split(list, "\n") {
			for _, name := range strings.Split(line, "|") {
				out[bareHeading(name)] = c
			}
		}
	}
	return out
})

// Columns tells which column stands where, by the row of headings. Of two that
// mean the same the first counts.
func Columns(cells []string) map[Column]int {
	out := map[Column]int{}
	for i, cell := range cells {
		c, ok := knownColumns()[bareHeading(cell)]
		if _, taken := out[c]; ok && !taken {
			out[c] = i
		}
	}
	return out
}
