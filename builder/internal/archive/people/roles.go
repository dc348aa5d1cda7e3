package people

import (
	"strings"
	"sync"

	"dixit/builder/internal/lang"
)

// roles are labels that name whoever holds a role, by what the role is called
// here. Words that one language has two of, and another one for, are in one row
// only where both mean who does the same at a table: a host moderates.
var roles = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for row := range strings.SplitSeq(`chair: the chair|chairman|chairwoman|chairperson|the chairman|mr chairman|mr. chairman|madam chair|madam chairperson|président|présidente|le président|la présidente|madame la présidente|monsieur le président|presidente|presidenta|el presidente|la presidenta|señor presidente|señora presidenta|председатель|председательствующий|الرئيس|الرئيسة|السيد الرئيس|السيدة الرئيسة|主席|会议主席|會議主席|議長|의장|die vorsitzende|der vorsitzende|vorsitzende|vorsitzender|herr vorsitzender|frau vorsitzende|präsident|präsidentin|der präsident|die präsidentin|herr präsident|frau präsidentin|sitzungsleitung|o presidente|a presidente|senhor presidente|senhora presidente|il presidente|la presidente|signor presidente|signora presidente|voorzitter|de voorzitter|mijnheer de voorzitter|mevrouw de voorzitter|przewodniczący|przewodnicząca|головуючий|головуюча|başkan|πρόεδρος|ο πρόεδρος|η πρόεδρος|היו"ר|יושב ראש|יושבת ראש|अध्यक्ष|主席女士|主席先生|議長代理|위원장|ประธาน|chủ tọa
moderator: host|animateur|animatrice|modérateur|modératrice|le modérateur|la modératrice|moderador|moderadora|el moderador|la moderadora|presentador|presentadora|ведущий|ведущая|модератор|مدير الجلسة|主持人|主持|司会|司会者|사회자|진행자|moderatorin|moderatore|moderatrice|conduttore|conduttrice|gespreksleider|prowadzący|prowadząca|ведучий|ведуча|moderatör|ファシリテーター|مقدم البرنامج
interviewer: intervieweur|entrevistador|entrevistadora|採訪者|采访者|採訪人|訪談者|المحاور|المحاورة|interviewerin|intervistatore|intervistatrice|インタビュアー|聞き手|интервьюер|면접관
interviewee: 受訪者
journalist: reporter|journaliste|periodista|jornalista|журналист|صحفي|記者|记者|기자|journalistin|reporterin|giornalista|dziennikarz|gazeteci|صحفية|журналистка
questioner: 提问者|提問者|提問人|提问人|質問者|질문자|fragesteller|fragestellerin
question: q|frage|pregunta|pergunta|вопрос|سؤال|問|问|問題|domanda|vraag|pytanie|питання|soru|질문
answer: a|réponse|respuesta|resposta|antwort|ответ|جواب|答|risposta|antwoord|odpowiedź|відповідь|cevap|답변
narrator: 旁白|erzähler|erzählerin|narrateur|narratrice|narrador|narradora|narratore|ナレーター|диктор|الراوي|내레이터
audience: audience member|member of the audience|public|público|plateia|publikum|из зала|الحضور|观众|觀眾|听众|聽眾|聴衆|会場|청중|zuschauer|zuhörer|zuhörerin|pubblico|publiek
interpreter: translator|interprète|intérprete|المترجم|翻译|翻譯|口译员|口譯員|通訳|dolmetscher|dolmetscherin|übersetzer|übersetzerin|tolk|tłumacz|переводчик|переводчица|通訳者|통역|통역사
secretary: the secretary|secrétaire|secretario|secretaria|sekretär|sekretärin|schriftführer|schriftführerin|segretario|segretaria|secretaris|секретарь|امين السر|أمين السر|秘书|秘書|서기
student: 学员|學員|学生|學生
all: everyone|tous|todos|todas|众人|眾人|全体|全體|alle|tutti|allen|все|الجميع|一同|모두`, "\n") {
		id, words, _ := strings.Cut(row, ": ")
		out[lang.Fold(id)] = id
		for w := range strings.SplitSeq(words, "|") {
			out[lang.Fold(w)] = id
		}
	}
	return out
})

// RoleOf gives the role that a label names, by its English name, in whatever
// language: "chair" for 主席; "" for any other label, and for one that has a number,
// which tells voices apart and not roles. A Hebrew abbreviation may have the sign of
// one or either quotation mark.
func RoleOf(label string) string { return roles()[gershayim.Replace(lang.Fold(label))] }

var gershayim = strings.NewReplacer("״", `"`, "”", `"`)
