package people

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// generic are the voices and roles that anybody may fill.
var generic = set(`speaker unknown|unknown speaker|unidentified|unidentified speaker|unidentified male|unidentified female|speaker|voice|audience|audience member|member of the audience|
	participant|participants|attendee|question|answer|questioner|q|a|interviewer|interviewee|host|co-host|moderator|facilitator|chair|the chair|chairman|chairwoman|chairperson|the chairman|mr chairman|the president|president|secretary|the secretary|clerk|the clerk|
	operator|narrator|announcer|interpreter|translator|reporter|journalist|student|teacher|guest|caller|man|woman|male speaker|female speaker|all|everyone|both|staff|remote participant|a member|several members|the witness|the court|
	unknown|unidentified person|unknown male|unknown female|male voice|female voice|new speaker|multiple speakers|several speakers|mr. chairman|madam chair|madam chairperson|mr president|mr. president|madam president|person in the audience|
	madame la présidente|monsieur le président|le modérateur|la modératrice|señor presidente|señora presidenta|el moderador|la moderadora|председательствующий|السيد الرئيس|السيدة الرئيسة|问|主持|
	intervieweur|interviewer|animateur|animatrice|modérateur|modératrice|président|présidente|le président|la présidente|orateur|oratrice|orateur non identifié|intervenant|public|question|réponse|journaliste|interprète|secrétaire|tous|
	entrevistador|entrevistadora|moderador|moderadora|presidente|presidenta|el presidente|la presidenta|orador|orador no identificado|orador sin identificar|público|pregunta|respuesta|periodista|intérprete|secretario|secretaria|todos|presentador|presentadora|
	entrevistador|moderador|orador não identificado|plateia|pergunta|resposta|jornalista|interviewer|moderator|publikum|frage|antwort|
	ведущий|ведущая|модератор|председатель|неизвестный|неизвестный докладчик|неустановленный выступающий|вопрос|ответ|журналист|из зала|
	الرئيس|الرئيسة|المحاور|المحاورة|مدير الجلسة|متحدث غير معروف|متحدث مجهول|سؤال|جواب|صحفي|المترجم|الحضور|
	主持人|主席|会议主席|會議主席|主席（代）|司仪|司儀|记者|記者|提问者|提問者|提問人|提问人|观众|觀眾|听众|聽眾|与会者|與會者|参会者|出席者|未识别发言人|未知发言人|發言人|发言人|翻译|翻譯|口译员|口譯員|学员|學員|学生|學生|民眾|众人|眾人|全體|全体|旁白|讲者|講者|訪談者|受訪者|采访者|採訪者|採訪人|問|答|問題|
	司会|司会者|記者|質問者|会場|聴衆|参加者|通訳|사회자|진행자|기자|질문자|참석자|청중|의장|議長|todas|
	speaker|spk|voice|participant|person|interviewee|respondent|caller|panelist|panellist|guest|student|man|woman|male|female|
	orateur|oratrice|intervenant|intervenante|locuteur|locutrice|hablante|ponente|voz|oradora|falante|sprecher|sprecherin|teilnehmer|teilnehmerin|
	спикер|участник|участница|говорящий|оратор|голос|المتحدث|متحدث|المتحدثة|مشارك|说话人|話者|화자|發言者|发言者`)

func set(list string) map[string]bool {
	out := map[string]bool{}
	for s := range strings.SplitSeq(list, "|") {
		out[lang.Fold(s)] = true
	}
	return out
}

// numbered finds the number or letter that tells voices apart: "Speaker 1",
// "SPEAKER_00", "Sprecher B", "记者甲". A letter stands apart from the word, for
// "Manu" is no man named u.
var numbered = regexp.MustCompile(`^(.*?)(?:[\s_\-#.]*(?:no\.?|n°|nº|№)?\s*\p{N}{1,4}[a-z]?|[\s_\-#.]+[\p{Latin}\p{Cyrillic}\p{Arabic}\p{Greek}]|[\s_\-#.]*[一二三四五六七八九十甲乙丙丁戊己]{1,3})$`)

func withoutNumber(k string) string {
	if m := numbered.FindStringSubmatch(k); m != nil {
		return m[1]
	}
	// In scripts without blanks nothing stands between: 发言人a.
	if n := len(k) - 1; n > 0 && k[n] >= 'a' && k[n] <= 'z' {
		if r, _ := utf8.DecodeLastRuneInString(k[:n]); lang.Unspaced(r) {
			return k[:n]
		}
	}
	return k
}

// initials are up to three capitals: whose they are, only the session knows.
var initials = regexp.MustCompile(`^\p{Lu}{1,3}$`)

// Nobody tells whether a label names no person by itself: one of diarisation,
// of a role, or initials, which are somebody else in another session.
func Nobody(label string) bool {
	k := lang.Fold(label)
	return generic[k] || generic[withoutNumber(k)] || initials.MatchString(strings.ReplaceAll(label, ".", "")) || !strings.ContainsFunc(k, unicode.IsLetter)
}
