package format

import (
	"strings"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// nameless are the words by which transcribers say that they do not know who
// speaks, in the languages of records.
var nameless = []string{
	"unidentified", "unknown speaker", "unknown male", "unknown female", "unnamed speaker", "male speaker", "female speaker", "audience member", "voice from the floor", "several speakers", "multiple speakers",
	"non identifié", "non identifiée", "inconnu", "inconnue", "une voix", "voix dans la salle", "voix de la salle",
	"sin identificar", "no identificado", "no identificada", "desconocido", "desconocida", "una voz", "voz del público", "voces",
	"não identificado", "não identificada", "desconhecido", "desconhecida", "uma voz", "voz da sala", "vozes",
	"неизвестный", "неизвестная", "неустановленный", "неустановленная", "неопознанный", "не установлен", "голос из зала", "голоса из зала", "с места", "из зала",
	"غير محدد", "غير محددة", "غير معروف", "غير معروفة", "مجهول", "مجهولة", "صوت من القاعة",
	"未识别", "未識別", "身份不明", "姓名不详", "未知发言", "未知發言", "不明发言", "不明發言",
	"不明な話者", "話者不明", "発言者不明", "unbekannter", "unbekannte", "zwischenruf",
}

// maxBeside is how many letters a label has besides the words that say that its
// speaker is unknown: "Unidentified speaker", "Оратор (женщина) неизвестный".
const maxBeside = 16

// unnamed tells whether a label says that nobody knows who speaks.
func unnamed(name string) bool {
	folded := lang.Fold(name)
	for _, w := range nameless {
		if w = lang.Fold(w); strings.Contains(folded, w) && utf8.RuneCountInString(folded)-utf8.RuneCountInString(w) <= maxBeside {
			return true
		}
	}
	return false
}
