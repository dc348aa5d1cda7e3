package format

import (
	"math/bits"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

// Kinds of events, as `inspect` and the pages name them.
const (
	Inaudible = transcript.Inaudible
	Laughter  = "laughter"
	Applause  = "applause"
	Crosstalk = "crosstalk"
	Noise     = "interference"
	Reading   = "reading"
	Pause     = "pause"
	Music     = "music"
	Break     = "break"
	Language  = "language" // speech in a language that was not written down
	End       = "end"      // of the record
	Other     = "note"     // bracketed by the transcriber, of no kind known here
)

// EventKind gives the kind of a note, without its brackets; "" for words that
// name none.
func EventKind(note string) string {
	if asked := strings.Trim(note, " ?？"); asked == "" && strings.Count(note, "?")+strings.Count(note, "？") > 1 {
		return Inaudible
	}
	note = lang.Fold(strings.Trim(note, " .…!?。*-–—_"))
	size := utf8.RuneCountInString(note)
	if note == "" || size > 60 {
		return ""
	}
	best := len(eventKinds)
	index := eventIndex()
	for _, w := range index.heads[note[0]] {
		if w.kind < best && strings.HasPrefix(note, w.word) && (len(note) == len(w.word) || boundary(note[len(w.word):]) || size <= shortNote && w.close) {
			best = w.kind
		}
	}
	for _, w := range index.tails[note[len(note)-1]] {
		if w.kind < best && strings.HasSuffix(note, w.word) && (boundaryEnd(note[:len(note)-len(w.word)]) || size <= shortNote && w.close) {
			best = w.kind
		}
	}
	if best < len(eventKinds) {
		return eventKinds[best]
	}
	if speaksLanguage(note) {
		return Language
	}
	return ""
}

// eventIndex holds the words of events by the byte that begins them, and by the
// one that ends them.
var eventIndex = sync.OnceValue(func() *eventTable {
	t := new(eventTable)
	for i, kind := range eventKinds {
		for _, w := range eventWords[kind] {
			e := eventWord{word: w, kind: i, close: standsClose(kind, w)}
			t.heads[w[0]] = append(t.heads[w[0]], e)
			t.tails[w[len(w)-1]] = append(t.tails[w[len(w)-1]], e)
		}
	}
	return t
})

type eventTable struct{ heads, tails [256][]eventWord }

type eventWord struct {
	word  string
	kind  int // index in eventKinds
	close bool
}

// shortNote is how long, in characters, a note may be in which a word of a
// script without blanks is found although others stand close to it.
const shortNote = 8

// EndsRecord tells whether a text is what transcribers close a record with, and
// nothing more.
func EndsRecord(text string) bool {
	return slices.Contains(eventWords[End], lang.Fold(text))
}

// SaysWhenItEnded tells whether a text is a recorder's sentence on when the
// meeting ended, and nothing more.
func SaysWhenItEnded(text string) bool {
	return len(text) <= maxClosing && closing.MatchString(lang.Fold(text))
}

// maxClosing is, in bytes, the longest sentence that says when a meeting ended.
const maxClosing = 160

// closing is what recorders write of a meeting's end, and nobody says in it: it
// is in the past, or says at what hour.
var closing = regexp.MustCompile(`^(?:` +
	`the (?:meeting|session|hearing|sitting|committee|council|board|assembly|house) (?:rose|adjourned|closed|ended|was adjourned|was closed|concluded) at .*\d.*` +
	`|la (?:séance|réunion) (?:est levée|est close|a été levée|fut levée|a pris fin) à .*\d.*` +
	`|(?:se levanta|se levantó|se clausura) la (?:sesión|reunión) a las? .*\d.*` +
	`|(?:encerra-se|encerrou-se|levantou-se) a (?:sessão|reunião) às? .*\d.*|a (?:sessão|reunião) (?:foi encerrada|terminou|encerrou-se) às? .*\d.*` +
	`|(?:заседание|совещание|собрание) (?:закрывается|закрыто|было закрыто|закончилось|завершилось) в .*\d.*` +
	`|(?:رفعت|اختتمت|انتهت) الجلسة (?:في )?(?:تمام )?الساعة .*|(?:اختتم|انتهى) الاجتماع (?:في )?(?:تمام )?الساعة .*` +
	`|(?:schluss|ende) der sitzung:? .*\d.*|die sitzung (?:wurde|wird) um .*\d.* uhr geschlossen` +
	`|(?:会议|會議|大会|大會|委员会|委員會)?(?:于|於|在)?(?:上午|中午|下午|晚上|晚)?[\d一二三四五六七八九十]{1,3} ?[时時点點:：].{0,8}(?:散会|散會|休会|休會|闭会|閉會|结束|結束)` +
	`)$`)

// standsClose tells whether a word of a kind is looked for close to others: 全场大笑.
// Words of the other kinds are spoken of in brackets too.
func standsClose(kind, w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return (kind == Laughter || kind == Applause || kind == Inaudible) && size < len(w) && lang.Unspaced(r)
}

// speaksLanguage tells whether a folded note says in which language somebody
// speaks: a verb and the name of a language.
func speaksLanguage(note string) bool {
	for _, verb := range speakVerbs {
		rest, ok := strings.CutPrefix(note, verb)
		if !ok {
			continue
		}
		for _, after := range afterLanguage {
			rest = strings.TrimSuffix(rest, after)
		}
		if languageNames[strings.TrimSpace(rest)] {
			return true
		}
	}
	return false
}

// eventKinds fixes the order in which kinds are tried.
var eventKinds = []string{End, Inaudible, Laughter, Applause, Crosstalk, Language, Noise, Music, Break, Pause, Reading}

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

// closerOf pairs the marks that transcribers put around notes; known is false
// for a character that opens none.
func closerOf(open rune) (closing rune, known bool) {
	switch open {
	case '[':
		return ']', true
	case '(':
		return ')', true
	case '<':
		return '>', true
	case '{':
		return '}', true
	case '（':
		return '）', true
	case '［':
		return '］', true
	case '【':
		return '】', true
	case '〈':
		return '〉', true
	case '〔':
		return '〕', true
	}
	return 0, false
}

// marks are the characters at which a note may begin, beyond those of ASCII.
const marks = "（［【〈〔—–"

// beginsNote has the first bytes of the characters at which a note may begin.
var beginsNote = func() (t [256]bool) {
	for _, open := range "[(<{*" + marks {
		t[string(open)[0]] = true
	}
	return t
}()

// nextMark is the first place from i on at which a note may begin, the length of
// the text, which is UTF-8, where there is none. Of Han it takes one character
// after the other, of what else there is eight bytes at a time.
func nextMark(text string, i int) int {
	for i+8 <= len(text) {
		switch c := text[i]; {
		case c < 0x80 || c >= 0xC0 && c < 0xE3:
		case c < 0xC0: // within a character
			i++
			continue
		case c == "（"[0] || c == "【"[0]:
			if isMark(text[i:]) {
				return i
			}
			i += 3
			continue
		default:
			if han := lang.Han(text[i:]); han > 0 {
				i += han
				continue
			}
		}
		for open := lang.Opens(text, i); open != 0; open &= open - 1 {
			if j := i + bits.TrailingZeros64(open)/8; isMark(text[j:]) {
				return j
			}
		}
		i += 8
	}
	for ; i < len(text); i++ {
		if beginsNote[text[i]] && isMark(text[i:]) {
			return i
		}
	}
	return i
}

// isMark tells of a text whose first byte may begin a mark, whether one does.
func isMark(text string) bool {
	if text[0] < utf8.RuneSelf {
		return true
	}
	if len(text) < 3 {
		return false
	}
	switch text[0] {
	case "—"[0]:
		return text[1] == "—"[1] && (text[2] == "—"[2] || text[2] == "–"[2])
	case "（"[0]:
		return text[1] == "（"[1] && (text[2] == "（"[2] || text[2] == "［"[2])
	}
	return text[1] == "【"[1] && (text[2] == "【"[2] || text[2] == "〈"[2] || text[2] == "〔"[2])
}

// IsNote tells whether the whole of a text is one bracketed note.
func IsNote(text string) (kind string, ok bool) {
	text = strings.TrimSpace(text)
	if kind, ok := markedNote(text); ok {
		return kind, true
	}
	open, size := utf8.DecodeRuneInString(text)
	closing, known := closerOf(open)
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

// maxMarked is how many bytes may stand between two stars or dashes that mark a
// note.
const maxMarked = 40

// markedNote tells whether a text is a note between stars or dashes. Emphasis
// and asides are written so too, so only words that name a sound and nothing
// else count.
func markedNote(text string) (kind string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	if r != '*' && r != '—' && r != '–' || len(text) <= 2*size || !strings.HasSuffix(text, string(r)) {
		return "", false
	}
	kind, ok = markedWords[lang.Fold(strings.Trim(text[size:len(text)-size], " ."))]
	return kind, ok
}

// markedAt gives the end of the note between stars or dashes that begins at
// text[i:], 0 for none.
func markedAt(text string, i int, r rune) int {
	if r != '*' && r != '—' && r != '–' {
		return 0
	}
	from := i + utf8.RuneLen(r)
	n := strings.IndexRune(text[from:min(len(text), from+maxMarked)], r)
	if n < 0 {
		return 0
	}
	if end := from + n + utf8.RuneLen(r); end <= len(text) {
		if _, ok := markedNote(text[i:end]); ok {
			return end
		}
	}
	return 0
}

// EventSpans finds the events within a text, as spans in order. holes says
// that brackets were lost, so that bare words between blanks count too.
func EventSpans(text string, holes bool) []transcript.Span {
	var spans []transcript.Span
	for i := nextMark(text, 0); i < len(text); i = nextMark(text, i+1) {
		r, _ := utf8.DecodeRuneInString(text[i:])
		closing, known := closerOf(r)
		if !known {
			if end := markedAt(text, i, r); end > 0 {
				kind, _ := markedNote(text[i:end])
				spans = append(spans, transcript.Span{Start: i, End: end, Kind: transcript.Event, Value: kind})
			}
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
	if len(spans) < 2 {
		return spans
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
