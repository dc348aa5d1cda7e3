package format

import (
	"strings"
	"sync"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// MarkOriginals gives the turns of which the transcript says in which language
// they were spoken that language (transcript.Turn.Original): "(interpretation
// from Russian)", "(spoke in Spanish)", "（以法语发言）", as the bracket after the label
// or at the start of the words. What is printed stays where it is.
func MarkOriginals(t *transcript.Transcript) {
	for i := range t.Turns {
		turn := &t.Turns[i]
		if turn.Original = SpokenIn(turn.Role); turn.Original == "" && len(turn.Segments) > 0 {
			turn.Original = SpokenIn(leadingNote(turn.Segments[0].Text))
		}
	}
}

// leadingNote is what stands in the bracket that begins a text, "" for none.
func leadingNote(text string) string {
	text = strings.TrimSpace(text)
	open, size := utf8.DecodeRuneInString(text)
	closing, known := closerOf(open)
	if !known {
		return ""
	}
	rest := text[size:]
	end := strings.IndexRune(rest[:min(len(rest), maxNote)], closing)
	if end < 0 {
		return ""
	}
	return rest[:end]
}

// SpokenIn is the language that a note names as the one spoken, "" for other
// notes. Such a note is the name of one language, and words of speaking or
// interpreting or a preposition that says as much; any other word makes it a
// note about something else, such as a delegation.
func SpokenIn(note string) lang.Tag {
	if note == "" || len(note) > maxNote {
		return ""
	}
	note = lang.Fold(strings.Trim(note, " .:"))
	r, _ := utf8.DecodeRuneInString(note)
	if lang.Unspaced(r) {
		return spokenUnspaced(note)
	}
	names := spokenNames()
	var found lang.Tag
	told := false
	for _, w := range strings.FieldsFunc(note, func(r rune) bool { return r == ' ' || r == '\'' || r == '’' || r == ',' }) {
		if l, ok := names[w]; ok {
			if found != "" {
				return ""
			}
			found = l.tag
			told = told || l.told
			continue
		}
		tells, known := spokenWords()[w]
		if !known {
			return ""
		}
		told = told || tells
	}
	if !told {
		return ""
	}
	return found
}

// spokenUnspaced is SpokenIn for Chinese.
func spokenUnspaced(note string) lang.Tag {
	rest, told := note, false
	for _, w := range spokenPieces {
		if cut := strings.ReplaceAll(rest, w, ""); cut != rest {
			rest, told = cut, true
		}
	}
	if !told {
		return ""
	}
	return spokenNames()[strings.TrimSpace(rest)].tag
}

// spokenName is a form of a language's name; told says that the form alone says
// that it is spoken: по-французски, بالفرنسية.
type spokenName struct {
	tag  lang.Tag
	told bool
}

// spokenNames are the names of languages in those of records, folded, in the
// forms that follow a word of speaking.
var spokenNames = sync.OnceValue(func() map[string]spokenName {
	out := map[string]spokenName{}
	add := func(name string, tag lang.Tag, told bool) {
		name = lang.Fold(name)
		if _, ok := out[name]; !ok && !strings.Contains(name, " ") {
			out[name] = spokenName{tag, told}
		}
	}
	for _, tag := range spokenLanguages {
		for _, in := range []lang.Tag{"en", "fr", "es", "pt", "ru", "ar", "zh-Hans", "zh-Hant"} {
			name := tag.Name(in)
			add(name, tag, false)
			switch in {
			case "ru": // an adjective: французский, на французском, с французского
				if stem, ok := strings.CutSuffix(name, "ий"); ok {
					add(stem+"ом", tag, false)
					add(stem+"ого", tag, false)
					add("по-"+stem+"и", tag, true)
				}
			case "ar": // with its article, after prepositions that are written with it
				if bare, ok := strings.CutPrefix(name, "ال"); ok {
					add("بال"+bare, tag, true)
					add("لل"+bare, tag, false)
				}
			case "zh-Hans", "zh-Hant":
				for _, ending := range []string{"语", "語"} {
					if stem, ok := strings.CutSuffix(name, ending); ok {
						add(stem+"文", tag, false)
					}
				}
			}
		}
	}
	add("汉语", "zh", false)
	add("漢語", "zh", false)
	add("castellano", "es", false)
	add("الإنكليزية", "en", false)
	add("بالإنكليزية", "en", true)
	return out
})

// spokenLanguages are the languages that records name.
var spokenLanguages = []lang.Tag{
	"en", "fr", "es", "pt", "ru", "ar", "zh", "de", "it", "ja", "ko", "nl", "pl", "uk", "tr", "fa", "hi", "ur", "bn", "id", "vi", "th", "sw", "el", "he", "cs", "sk", "hu", "ro", "bg", "sr", "hr", "sl", "da", "sv", "fi", "nb", "et", "lv", "lt", "ca", "eu", "gl", "ga", "mt", "sq", "hy", "ka", "am", "so", "mn",
}

// spokenWords are the words of such notes beside the name of a language; true
// for those that tell what it names. A preposition tells where nothing else is
// said: "en français". "From" does not.
var spokenWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for list, tells := range map[string]bool{
		"spoke|speaks|speaking|spoken|continued|continues|continuing|interpretation|interpreted|translation|translated|in|" +
			"parle|parlant|exprime|exprimant|poursuit|poursuivant|interprétation|interprété|interprétée|traduction|traduit|en|" +
			"habla|hablando|continúa|interpretación|interpretado|traducción|traducido|" +
			"fala|falando|continua|discursa|interpretação|interpretado|tradução|traduzido|em|" +
			"говорит|выступает|продолжает|перевод|перевода|устный|на|" +
			"تكلم|تكلمت|يتكلم|تتكلم|يتحدث|تتحدث|تحدث|تحدثت|ترجمة|مترجم|متحدثا": true,
		"from|the|speaker|original|language|simultaneous|through|interpreter|l|s|de|du|d|depuis|orateur|oratrice|le|la|à|partir|langue|simultanée|" +
			"del|desde|el|orador|oradora|idioma|simultánea|do|da|o|a|língua|simultânea|с|языка|языке|оратор|синхронный|شفوية|عن|من|اللغة|باللغة|المتكلم": false,
	} {
		for w := range strings.SplitSeq(list, "|") {
			out[lang.Fold(w)] = tells
		}
	}
	return out
})

// spokenPieces are what Chinese notes say beside the name, the longest first.
var spokenPieces = []string{"发言人", "發言人", "同声传译", "同聲傳譯", "口译", "口譯", "发言", "發言", "讲话", "講話", "译自", "譯自", "以", "用", "讲", "講", "说", "說"}
