package table

import (
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// column is what a column holds.
type column string

// The columns that are read.
const (
	said     column = "text"
	speaker  column = "speaker"
	role     column = "role"
	session  column = "session"
	title    column = "title"
	date     column = "date"
	language column = "language"
	section  column = "section"
	start    column = "start"
	end      column = "end"
	original column = "original"
)

// names are headings, folded, as people and programs write them in seven
// languages and those of their neighbours.
var names = map[column]string{
	said: `text|speech|utterance|content|transcript|said|words|intervention|statement|remarks|body
		texte|discours|propos|contenu|texto|discurso|intervención|contenido|contenido del turno|conteúdo|intervenção|fala
		文本|内容|文字|发言|发言内容|正文|原文|النص|الكلمة|المداخلة|المحتوى|текст|речь|выступление|содержание|text der rede|rede`,
	speaker: `speaker|name|speaker name|speaker_name|who|person|member|participant|label|voice
		orateur|oratrice|intervenant|intervenante|nom|locuteur|orador|oradora|interviniente|nombre|hablante|participante|nome|falante|interlocutor
		发言人|发言者|姓名|讲者|说话人|المتحدث|المتكلم|الاسم|оратор|спикер|имя|докладчик|выступающий|redner|rednerin|sprecher|sprecherin`,
	role: `role|function|position|affiliation|party|organisation|organization|delegation
		rôle|fonction|qualité|parti|organisme|délégation|cargo|función|partido|organización|delegación|função|organização|delegação
		职务|角色|单位|机构|代表团|الصفة|المنصب|الجهة|الوفد|роль|должность|организация|делегация`,
	session: `session|meeting|session id|session_id|meeting id|meeting_id|sitting|debate|episode|hearing
		séance|réunion|débat|sesión|reunión|debate id|sessão|reunião|会议|会次|الجلسة|الاجتماع|сессия|заседание|sitzung`,
	title:    `title|titre|título|标题|题目|العنوان|название|заголовок|titel|subject`,
	date:     `date|day|fecha|data|日期|التاريخ|дата|datum`,
	language: `language|lang|langue|idioma|lengua|língua|语言|语种|اللغة|язык|sprache`,
	section:  `section|agenda item|agenda_item|item|topic|heading|chapter|point|point de l'ordre du jour|sujet|punto|tema|sección|seção|ponto|议题|议程|章节|البند|القسم|раздел|пункт|тема|tagesordnungspunkt`,
	start:    `start|start time|start_time|starttime|begin|from|time|timestamp|timecode|début|heure|inicio|hora|tiempo|início|tempo|开始|开始时间|时间|البداية|الوقت|начало|время|beginn|zeit`,
	end:      `end|end time|end_time|endtime|to|fin|fim|结束|结束时间|النهاية|конец|ende`,
	original: `original language|original_language|spoken language|langue originale|idioma original|原语言|اللغة الأصلية|язык оригинала`,
}

// bare is a heading without what parts its words, as programs and people write
// them apart, with a hyphen, with a line below, or together.
func bare(heading string) string {
	return lang.Fold(partings.Replace(strings.Join(strings.Fields(heading), "")))
}

var partings = strings.NewReplacer("_", "", "-", "", ":", "")

// known are the columns by their headings, bare.
var known = sync.OnceValue(func() map[string]column {
	out := map[string]column{}
	for c, list := range names {
		for _, line := range strings.Split(list, "\n") {
			for _, name := range strings.Split(line, "|") {
				out[bare(name)] = c
			}
		}
	}
	return out
})

// headings tells which column stands where, by the row of headings. Of two that
// mean the same the first counts.
func headings(cells []string) map[column]int {
	out := map[column]int{}
	for i, cell := range cells {
		c, ok := known()[bare(cell)]
		if _, taken := out[c]; ok && !taken {
			out[c] = i
		}
	}
	return out
}

// isHead tells whether cells are headings: of what was said and of something
// more, so that no word of a title is one.
func isHead(cells []string) bool {
	heads := headings(cells)
	_, ok := heads[said]
	return ok && len(heads) > 1
}
