package format

import (
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
