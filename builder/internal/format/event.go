package format

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Kinds of events, as `inspect` and the pages name them.
const (
	Inaudible = "inaudible"
	Laughter  = "laughter"
	Applause  = "applause"
	Crosstalk = "crosstalk"
	Noise     = "interference"
	Reading   = "reading"
	Pause     = "pause"
	Music     = "music"
	Break     = "break"
	Other     = "note" // bracketed by the transcriber, of no kind known here
)

// eventWords names each kind in the languages of records. A bracketed note is
// an event when one of these begins or ends it.
var eventWords = map[string][]string{
	Inaudible: {"inaudible", "unclear", "indiscernible", "unintelligible", "audio unclear", "inaudible audio", "inintelligible", "inaudible", "ininteligible", "inaudível", "неразборчиво", "нет звука", "غير مسموع", "غير واضح", "听不清", "聽不清", "听不清楚", "聽不清楚", "音频不清晰", "音訊不清晰", "音频不清", "无法听清"},
	Laughter:  {"laughter", "laughs", "laughing", "laugh", "chuckles", "rires", "rire", "risas", "risa", "ríe", "risos", "смех", "ضحك", "笑声", "笑聲", "笑", "大笑", "众人笑"},
	Applause:  {"applause", "applauds", "clapping", "applaudissements", "aplausos", "aplauso", "аплодисменты", "تصفيق", "掌声", "掌聲", "鼓掌"},
	Crosstalk: {"crosstalk", "cross-talk", "overlapping", "talking over each other", "conversations croisées", "hablan a la vez", "حديث متداخل", "交谈", "插话", "插話"},
	Noise:     {"interference", "audio interference", "noise", "audio interruption", "audio break", "interférences", "interferencias", "шум", "تشويش", "音频干扰", "音訊干擾", "杂音"},
	Reading:   {"reading", "reads", "lecture", "lectura", "phonetic", "朗读", "朗讀"},
	Pause:     {"pause", "silence", "long pause", "pausa", "silencio", "пауза", "صمت", "停顿", "停頓", "沉默"},
	Music:     {"music", "music playing", "musique", "música", "музыка", "موسيقى", "音乐", "音樂"},
	Break:     {"break", "recess", "coffee break", "pause café", "suspension de séance", "receso", "перерыв", "استراحة", "休息", "茶歇"},
}

// bareWords are the notes that are told from speech even when their brackets
// were lost, provided that blanks stand around them. Words that speech uses
// too are not among them.
var bareWords = []struct{ word, kind string }{
	{"音频不清晰", Inaudible}, {"音訊不清晰", Inaudible}, {"音频干扰", Noise}, {"音訊干擾", Noise}, {"笑声", Laughter}, {"笑聲", Laughter}, {"掌声", Applause}, {"掌聲", Applause}, {"朗读", Reading}, {"听不清", Inaudible},
}

// EventKind gives the kind of a note, without its brackets; "" for words that
// name none.
func EventKind(note string) string {
	note = lang.Fold(strings.Trim(note, " .…!?。"))
	if note == "" || utf8.RuneCountInString(note) > 60 {
		return ""
	}
	for _, kind := range eventKinds {
		for _, w := range eventWords[kind] {
			if note == w || strings.HasPrefix(note, w) && boundary(note[len(w):]) || strings.HasSuffix(note, w) && boundaryEnd(note[:len(note)-len(w)]) {
				return kind
			}
		}
	}
	return ""
}

// eventKinds fixes the order in which kinds are tried.
var eventKinds = []string{Inaudible, Laughter, Applause, Crosstalk, Noise, Music, Break, Pause, Reading}

func boundary(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return r == ' ' || unicode.IsDigit(r) || unicode.IsPunct(r)
}

func boundaryEnd(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return r == ' ' || unicode.IsPunct(r)
}

// maxNote is the longest note, in bytes. What is longer between brackets is
// somebody's aside.
const maxNote = 200

// brackets pairs the marks that transcribers put around notes.
var brackets = map[rune]rune{'[': ']', '(': ')', '（': '）', '［': '］', '【': '】', '<': '>', '〈': '〉'}

// IsNote tells whether the whole of a text is one bracketed note.
func IsNote(text string) (kind string, ok bool) {
	text = strings.TrimSpace(text)
	open, size := utf8.DecodeRuneInString(text)
	closing, known := brackets[open]
	if !known || !strings.HasSuffix(text, string(closing)) {
		return "", false
	}
	inner := text[size : len(text)-utf8.RuneLen(closing)]
	if len(inner) > maxNote || strings.ContainsRune(inner, closing) || strings.TrimSpace(inner) == "" {
		return "", false
	}
	if kind = EventKind(inner); kind == "" {
		kind = Other
	}
	return kind, true
}

// EventSpans finds the events within a text, as spans in order. holes says
// that brackets were lost, so that bare words between blanks count too.
func EventSpans(text string, holes bool) []transcript.Span {
	var spans []transcript.Span
	for i, r := range text {
		closing, known := brackets[r]
		if !known {
			continue
		}
		inner := text[i+utf8.RuneLen(r):]
		end := strings.IndexRune(inner[:min(len(inner), maxNote)], closing)
		if end < 0 {
			continue
		}
		if kind := EventKind(inner[:end]); kind != "" {
			spans = append(spans, transcript.Span{Start: i, End: i + utf8.RuneLen(r) + end + utf8.RuneLen(closing), Kind: transcript.Event, Value: kind})
		}
	}
	if holes {
		for _, b := range bareWords {
			for i := 0; ; {
				n := strings.Index(text[i:], b.word)
				if n < 0 {
					break
				}
				start, end := i+n, i+n+len(b.word)
				if apart(text, start, end, utf8.RuneCountInString(b.word) >= unmistakable) {
					spans = append(spans, transcript.Span{Start: start, End: end, Kind: transcript.Event, Value: b.kind})
				}
				i = end
			}
		}
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	return apartSpans(spans)
}

// unmistakable is the length, in characters, from which a bare word needs a
// blank on one side only: the other may have been lost at the end of a line,
// and nobody says so much by chance.
const unmistakable = 4

// apart tells whether blanks, stops or the ends of the text stand around
// text[start:end], and a blank on one side at least; with long on one side
// only.
func apart(text string, start, end int, long bool) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	blankBefore, blankAfter := start == 0 || unicode.IsSpace(before), end == len(text) || unicode.IsSpace(after)
	if long && (blankBefore || blankAfter) {
		return true
	}
	return (blankBefore || unicode.IsPunct(before)) && (blankAfter || unicode.IsPunct(after)) && (blankBefore || blankAfter)
}

// apartSpans drops spans that overlap an earlier one.
func apartSpans(spans []transcript.Span) []transcript.Span {
	out := spans[:0]
	end := 0
	for _, s := range spans {
		if s.Start >= end {
			out = append(out, s)
			end = s.End
		}
	}
	return out
}
