package people

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
)

// generic are the voices that anybody may be, beside those of roles.
var generic = set(`speaker unknown|unknown speaker|unidentified|unidentified speaker|unidentified male|unidentified female|speaker|voice|
	participant|participants|attendee|co-host|facilitator|the president|president|clerk|the clerk|
	operator|announcer|teacher|guest|caller|man|woman|male speaker|female speaker|both|staff|remote participant|a member|several members|the witness|the court|
	unknown|unidentified person|unknown male|unknown female|male voice|female voice|new speaker|multiple speakers|several speakers|mr president|mr. president|madam president|person in the audience|
	orateur|oratrice|orateur non identifié|intervenant|
	orador|orador no identificado|orador sin identificar|
	orador não identificado|
	неизвестный|неизвестный докладчик|неустановленный выступающий|
	متحدث غير معروف|متحدث مجهول|
	主席（代）|司仪|司儀|与会者|與會者|参会者|出席者|未识别发言人|未知发言人|發言人|发言人|民眾|讲者|講者|
	参加者|참석자|
	spk|person|respondent|panelist|panellist|male|female|
	intervenante|locuteur|locutrice|hablante|ponente|voz|oradora|falante|sprecher|sprecherin|teilnehmer|teilnehmerin|
	спикер|участник|участница|говорящий|оратор|голос|المتحدث|متحدث|المتحدثة|مشارك|说话人|話者|화자|發言者|发言者`)

func set(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		out := map[string]bool{}
		for s := range strings.SplitSeq(list, "|") {
			out[lang.Fold(s)] = true
		}
		return out
	})
}

// numbered finds the number or letter that tells voices apart: "Speaker 1",
// "SPEAKER_00", "Sprecher B", "记者甲". A letter stands apart from the word, for
// "Manu" is no man named u.
var numbered = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.*?)(?:[\s_\-#.]*(?:no\.?|n°|nº|№)?\s*\p{N}{1,4}[a-z]?|[\s_\-#.]+[\p{Latin}\p{Cyrillic}\p{Arabic}\p{Greek}]|[\s_\-#.]*[一二三四五六七八九十甲乙丙丁戊己]{1,3})$`)
})

func withoutNumber(k string) string {
	if m := numbered().FindStringSubmatch(k); m != nil {
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

// initials tells whether a label is up to three capitals, with stops or without: whose
// they are, only the session knows.
func initials(label string) bool {
	n := 0
	for _, r := range label {
		switch {
		case unicode.IsUpper(r):
			n++
		case r != '.':
			return false
		}
	}
	return n > 0 && n <= 3
}

// Nobody tells whether a label names no person by itself: one of diarisation,
// of a role, or initials, which are somebody else in another session.
func Nobody(label string) bool {
	k := lang.Fold(label)
	voice := withoutNumber(k)
	return generic()[k] || generic()[voice] || roles()[k] != "" || roles()[voice] != "" || initials(label) || !strings.ContainsFunc(k, unicode.IsLetter)
}
