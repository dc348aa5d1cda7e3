package format

import "strings"

// eventWords names each kind in the languages of records, folded. A bracketed
// note is an event when one of these begins or ends it.
var eventWords = map[string][]string{
	End: {
		"end of transcript", "end of transcription", "end of recording", "end of audio", "transcript ends", "recording ends", "recording ended", "fin de la transcription", "fin de transcription", "fin de l'enregistrement", "fin de la transcripción", "fin de transcripción", "fin de la grabación",
		"fim da transcrição", "fim da gravação", "конец стенограммы", "конец расшифровки", "конец записи", "نهاية النص", "نهاية النص المدون", "نهاية التسجيل", "نهاية التدوين", "听写文稿结束", "聽寫文稿結束", "会议记录结束", "會議記錄結束", "记录结束", "录音结束", "錄音結束", "逐字稿結束", "逐字稿结束", "ende der aufnahme", "ende der niederschrift", "録音終了",
	},
	Inaudible: {
		"inaudible", "unclear", "indiscernible", "unintelligible", "audio unclear", "no audio", "audio lost", "audio cuts out", "audio cut out", "audio drops", "audio missing", "poor audio", "sound lost", "off mic", "off-mic", "off microphone", "off-microphone", "microphone off", "mic off",
		"inaudibles", "inintelligible", "incompréhensible", "pas de son", "sans son", "hors micro", "micro coupé", "micro fermé",
		"ininteligible", "no se entiende", "no se escucha", "no se oye", "sin audio", "sin sonido", "audio no claro", "fuera de micrófono", "sin micrófono", "micrófono apagado",
		"inaudível", "ininteligível", "incompreensível", "sem áudio", "sem som", "fora do microfone", "microfone desligado",
		"неразборчиво", "нрзб", "неразб", "не слышно", "нет звука", "без звука", "звук пропал", "плохо слышно", "без микрофона", "микрофон выключен", "микрофон отключен",
		"غير مسموع", "غير مسموعة", "غير واضح", "غير واضحة", "غير مفهوم", "لا يوجد صوت", "انقطاع الصوت", "بدون ميكروفون", "بعيدا عن الميكروفون",
		"听不清", "聽不清", "听不清楚", "聽不清楚", "听不到", "聽不到", "音频不清晰", "音訊不清晰", "音频不清", "音訊不清", "无法听清", "無法聽清", "无法辨识", "無法辨識", "声音不清", "聲音不清", "录音不清", "錄音不清", "没有声音", "沒有聲音", "无声音", "麦克风未开", "麥克風未開", "未开麦克风", "未開麥克風",
		"unverständlich", "nicht verständlich", "undeutlich", "kein ton", "ohne mikrofon", "聞き取れず", "聞き取れない", "聞き取り不能", "聴取不能", "聴き取り不能", "音声なし", "不明瞭",
	},
	// Records in Russian note a lively hall, where others note that it laughs.
	Laughter: {
		"laughter", "laughs", "laughing", "laugh", "chuckles", "chuckle", "chuckling", "giggles", "giggling", "rires", "rire", "rit", "rient", "risas", "risa", "ríe", "ríen", "se ríe", "se ríen", "risos", "riso", "risadas",
		"смех", "смеется", "смеётся", "смеются", "смешок", "оживление", "ضحك", "ضحكات", "ضحكة", "يضحك", "تضحك", "يضحكون", "笑声", "笑聲", "笑", "大笑", "众人笑", "眾人笑", "哄笑", "轻笑", "輕笑", "gelächter", "lacht", "lachen", "heiterkeit", "笑い", "笑い声", "爆笑",
	},
	Applause: {
		"applause", "applauds", "applauding", "clapping", "claps", "ovation", "applaudissements", "applaudissement", "applaudit", "aplausos", "aplauso", "aplaude", "palmas", "аплодисменты", "аплодирует", "аплодируют", "овация", "تصفيق", "يصفق", "يصفقون",
		"掌声", "掌聲", "鼓掌", "拍手", "喝彩", "beifall", "applaus",
	},
	Crosstalk: {
		"crosstalk", "cross-talk", "cross talk", "overlapping", "overlapping conversation", "talking over each other", "speaking over each other", "speaking simultaneously", "simultaneous speech", "simultaneous conversation", "multiple speakers", "conversations croisées", "propos croisés", "brouhaha",
		"hablan a la vez", "hablan todos a la vez", "conversaciones cruzadas", "voces superpuestas", "vozes sobrepostas", "falam ao mesmo tempo", "conversas cruzadas", "говорят одновременно", "одновременный разговор", "разговоры в зале",
		"حديث متداخل", "أحاديث جانبية", "أصوات متداخلة", "تداخل في الأصوات", "交谈", "交談", "插话", "插話", "同时说话", "同時說話", "多人同时发言", "多人同時發言", "声音重叠", "聲音重疊", "durcheinander", "zwischenruf", "zwischenrufe", "発言重複", "ざわめき",
	},
	Language: {
		"foreign language", "speaking foreign language", "non-english", "langue étrangère", "idioma extranjero", "lengua extranjera", "língua estrangeira", "idioma estrangeiro", "иностранном языке", "иностранный язык", "لغة أجنبية", "بلغة أجنبية",
		"外语", "外語", "讲外语", "講外語", "说外语", "說外語", "外国语", "外國語", "外国語", "fremdsprache", "fremdsprachig",
	},
	Noise:   {"interference", "audio interference", "noise", "background noise", "static", "feedback", "echo", "audio interruption", "audio break", "interférences", "bruit", "grésillements", "interferencias", "ruido", "interferências", "ruído", "шум", "помехи", "تشويش", "ضوضاء", "ضجيج", "音频干扰", "音訊干擾", "杂音", "雜音", "噪音", "störung", "störgeräusche", "雑音"},
	Reading: {"reading", "reads", "lecture", "lectura", "leitura", "phonetic", "читает", "зачитывает", "يقرأ", "朗读", "朗讀", "宣读", "宣讀", "liest", "朗読"},
	Pause:   {"pause", "silence", "long pause", "pausa", "silencio", "silêncio", "пауза", "молчание", "صمت", "停顿", "停頓", "沉默", "stille", "schweigen", "沈黙"},
	Music:   {"music", "music playing", "musique", "música", "музыка", "موسيقى", "音乐", "音樂", "musik", "音楽"},
	Break: {
		"break", "recess", "coffee break", "lunch break", "lunch recess", "meeting suspended", "session suspended", "pause café", "pause déjeuner", "suspension de séance", "suspension de la séance", "séance suspendue", "la séance est suspendue", "receso", "pausa para el café", "pausa para almorzar", "se suspende la sesión", "sesión suspendida", "intervalo", "pausa para café", "pausa para o café", "sessão suspensa",
		"перерыв", "объявляется перерыв", "кофе-брейк", "استراحة", "استراحة القهوة", "تعليق الجلسة", "علقت الجلسة", "休息", "茶歇", "午休", "中场休息", "中場休息", "会间休息", "會間休息", "休会", "休會", "会议暂停", "會議暫停", "kaffeepause", "mittagspause", "unterbrechung", "休憩", "暫時休憩",
	},
}

// markedWords are the notes that stars or dashes mark as brackets do.
var markedWords = kindOf(map[string][]string{
	Laughter:  {"laughter", "laughs", "chuckles", "giggles", "rires", "rit", "risas", "ríe", "risos", "смех", "смеется", "смеётся", "ضحك", "يضحك", "笑声", "笑聲", "笑", "大笑", "gelächter", "lacht", "笑い"},
	Applause:  {"applause", "applaudissements", "aplausos", "аплодисменты", "تصفيق", "掌声", "掌聲", "鼓掌", "拍手", "beifall"},
	Crosstalk: {"crosstalk", "cross-talk"},
	Inaudible: {"inaudible", "indiscernible", "unintelligible", "ininteligible", "inaudível", "неразборчиво", "غير مسموع", "听不清", "聽不清", "unverständlich"},
})

func kindOf(words map[string][]string) map[string]string {
	out := map[string]string{}
	for kind, list := range words {
		for _, w := range list {
			out[w] = kind
		}
	}
	return out
}

// speakVerbs begin a note that says in which language somebody speaks; the name
// of the language follows.
var speakVerbs = []string{
	"speaking in ", "speaking ", "speaks in ", "speaks ", "spoke in ", "spoken in ", "continues in ", "parle en ", "parlant en ", "s'exprime en ", "en parlant ", "habla en ", "hablando en ", "habla ", "fala em ", "falando em ",
	"говорит на ", "говорит ", "выступает на ", "يتحدث ", "تتحدث ", "يتكلم ", "متحدثا ", "讲", "講", "说", "說", "以", "用", "spricht auf ", "spricht ",
}

// afterLanguage may follow the name of a language.
var afterLanguage = []string{"发言", "發言", "讲话", "講話", "で発言", " language", " языке"}

// languageNames are the languages of meetings as such notes have them.
var languageNames = setOf(
	"english|french|spanish|portuguese|russian|arabic|chinese|mandarin|cantonese|german|japanese|korean|italian|hindi|turkish|persian|ukrainian|polish|" +
		"anglais|français|espagnol|portugais|russe|arabe|chinois|allemand|japonais|coréen|italien|" +
		"inglés|francés|español|portugués|ruso|árabe|chino|alemán|japonés|coreano|italiano|inglês|francês|espanhol|português|russo|chinês|alemão|japonês|" +
		"по-английски|по-французски|по-испански|по-арабски|по-китайски|по-русски|по-немецки|английском|французском|испанском|арабском|китайском|русском|немецком|" +
		"بالإنجليزية|بالفرنسية|بالإسبانية|بالروسية|بالصينية|بالعربية|باللغة الإنجليزية|باللغة الفرنسية|باللغة الإسبانية|باللغة الروسية|باللغة الصينية|" +
		"英语|法语|西班牙语|葡萄牙语|俄语|阿拉伯语|中文|汉语|德语|日语|韩语|英語|法語|西班牙語|葡萄牙語|俄語|阿拉伯語|漢語|德語|日語|韓語|英文|法文|日文|" +
		"englisch|französisch|spanisch|portugiesisch|russisch|arabisch|chinesisch|deutsch|japanisch",
)

func setOf(list string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.SplitSeq(list, "|") {
		out[name] = true
	}
	return out
}

// bareWords are the notes that are told from speech even when their brackets
// were lost, provided that blanks stand around them. Words that speech uses
// too are not among them.
var bareWords = []struct{ word, kind string }{
	{"音频不清晰", Inaudible}, {"音訊不清晰", Inaudible}, {"音频干扰", Noise}, {"音訊干擾", Noise}, {"笑声", Laughter}, {"笑聲", Laughter}, {"掌声", Applause}, {"掌聲", Applause}, {"朗读", Reading}, {"听不清", Inaudible},
}
