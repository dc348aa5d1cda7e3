package format

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

func TestEventSpans(t *testing.T) {
	for _, test := range []struct {
		text  string
		holes bool
		want  []string // kind: text
	}{
		{"So [laughter] we agreed. (Applause.)", false, []string{"laughter: [laughter]", "applause: (Applause.)"}},
		{"[inaudible 00:12:03] and (crosstalk)", false, []string{"inaudible: [inaudible 00:12:03]", "crosstalk: (crosstalk)"}},
		{"（笑声）谢谢。【掌声】", false, []string{"laughter: （笑声）", "applause: 【掌声】"}},
		{"Merci (rires). Gracias (risas).", false, []string{"laughter: (rires)", "laughter: (risas)"}},
		{"Да (смех в зале), да [неразборчиво]", false, []string{"laughter: (смех в зале)", "inaudible: [неразборчиво]"}},
		{"شكرا (تصفيق)", false, []string{"applause: (تصفيق)"}},
		{"<laughs> yes", false, []string{"laughter: <laughs>"}},
		{"the dues (see paper 3) and [sic]", false, nil},
		{"an open (bracket", false, nil},
		{"没有括号 笑声 在这里", true, []string{"laughter: 笑声"}},
		{"没有括号 笑声 在这里", false, nil},
		{"他的笑声很大", true, nil},
		{"这里音频不清晰 谢谢", true, []string{"inaudible: 音频不清晰"}},
		{"", true, nil},
		{"So *laughs* yes — laughter — and (笑) no", false, []string{"laughter: *laughs*", "laughter: — laughter —", "laughter: (笑)"}},
		{"Nous—rires—partons", false, []string{"laughter: —rires—"}},
		{"I love *reading* — most of all — and *the sea*", false, nil},
		{"a * laughs", false, nil},
		{"「（笑）」", false, []string{"laughter: （笑）"}},
		{"【掌声】 〔休憩〕 {applause}", false, []string{"applause: 【掌声】", "break: 〔休憩〕", "applause: {applause}"}},
	} {
		var got []string
		for _, s := range EventSpans(test.text, test.holes) {
			if s.Kind != transcript.Event {
				t.Errorf("%q: a span of another kind", test.text)
			}
			got = append(got, s.Value+": "+test.text[s.Start:s.End])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: %q; want %q", test.text, got, test.want)
		}
	}
}

func TestEventKind(t *testing.T) {
	for note, want := range map[string]string{
		"Laughter": Laughter, "laughter.": Laughter, "general laughter": Laughter, "笑": Laughter, "掌声": Applause, "long pause": Pause,
		"音频干扰": Noise, "coffee break": Break, "inaudible 12:03": Inaudible, "music playing": Music,
		"SEÑAL INAUDIBLE": Inaudible, "no audio": Inaudible, "Off-mic": Inaudible, "00:12:03 inaudible": Inaudible, "inaudible@00:12:03": Inaudible, "???": Inaudible,
		"propos inaudibles": Inaudible, "hors micro": Inaudible, "sin audio": Inaudible, "inaudível": Inaudible, "нрзб.": Inaudible, "Без микрофона": Inaudible, "صوت غير واضح": Inaudible,
		"此处听不清": Inaudible, "无法辨识": Inaudible, "unverständlich": Inaudible, "聞き取れず": Inaudible,
		"Rires": Laughter, "Rires dans la salle.": Laughter, "Risas en la sala": Laughter, "Смех в зале": Laughter, "Оживление в зале": Laughter, "يضحك": Laughter, "全场大笑": Laughter, "Heiterkeit": Laughter,
		"Applaudissements": Applause, "Бурные аплодисменты": Applause, "تصفيق": Applause, "热烈的掌声": Applause, "拍手": Applause, "Beifall": Applause, "standing ovation": Applause,
		"crosstalk 00:16:48": Crosstalk, "Propos croisés": Crosstalk, "Говорят одновременно": Crosstalk, "أصوات متداخلة": Crosstalk, "多人同時發言": Crosstalk,
		"speaking foreign language": Language, "speaks in French": Language, "Speaking Spanish": Language, "parle en anglais": Language, "habla en inglés": Language, "говорит по-французски": Language,
		"говорит на иностранном языке": Language, "يتحدث بالفرنسية": Language, "讲法语": Language, "用英语发言": Language, "spricht Französisch": Language,
		"End of transcript": End, "Fin de la transcripción": End, "конец записи": End, "听写文稿结束": End, "نهاية التسجيل": End,
		"Lunch break": Break, "La séance est suspendue à 12 h 30": Break, "Объявляется перерыв": Break, "中场休息": Break, "休憩": Break,
		"speaks in favour": "", "speaking plainly": "", "?": "", "用这个办法": "", "没有休息的日子": "", "rite": "",
		"": "", "...": "", "slaughter": "", "breakfast": "", strings.Repeat("laughter ", 20): "",
	} {
		if got := EventKind(note); got != want {
			t.Errorf("%q: %q; want %q", note, got, want)
		}
	}
}

func TestIsNote(t *testing.T) {
	for _, test := range []struct {
		text, kind string
		ok         bool
	}{
		{"[laughter]", Laughter, true},
		{"  （掌声）  ", Applause, true},
		{"(The Chair leaves the room.)", Other, true},
		{"[a] and [b]", "", false},
		{"()", "", false},
		{"( )", "", false},
		{"(", "", false},
		{"", "", false},
		{"[laughter] yes", "", false},
		{"(" + strings.Repeat("an aside that is speech ", 30) + ")", "", false},
	} {
		if kind, ok := IsNote(test.text); kind != test.kind || ok != test.ok {
			t.Errorf("%.40q: %q, %v", test.text, kind, ok)
		}
	}
}

// A line of nothing but brackets costs what its length costs.
func TestManyBrackets(t *testing.T) {
	for _, piece := range []string{"(", "[laughter]", "(笑", "（", "<<"} {
		text := strings.Repeat(piece, 1_000_000/len(piece))
		seg := WithEvents(transcript.Segment{Text: text}, true)
		want := 0
		if piece == "[laughter]" {
			want = 100_000
		}
		if len(seg.Spans) != want {
			t.Errorf("%q repeated: %d events", piece, len(seg.Spans))
		}
	}
}

func TestWithEvents(t *testing.T) {
	link := transcript.Span{Start: 0, End: 10, Kind: transcript.Link, Value: "x"}
	for _, test := range []struct {
		name  string
		seg   transcript.Segment
		kind  transcript.Kind
		spans int
	}{
		{"a note alone", transcript.Segment{Text: "[laughter]"}, transcript.Note, 1},
		{"a note in speech", transcript.Segment{Text: "so [laughter] yes"}, transcript.Speech, 1},
		{"code says what it says", transcript.Segment{Kind: transcript.Code, Text: "[laughter]"}, transcript.Code, 0},
		{"an item stays one", transcript.Segment{Kind: transcript.Item, Text: "[laughter]"}, transcript.Item, 1},
		{"emphasis alone", transcript.Segment{Text: "laughs", Spans: []transcript.Span{{Start: 0, End: 6, Kind: transcript.Emphasis}}}, transcript.Note, 2},
		{"emphasis that names a sound", transcript.Segment{Text: "so laughs yes", Spans: []transcript.Span{{Start: 3, End: 9, Kind: transcript.Emphasis}}}, transcript.Speech, 2},
		{"emphasis", transcript.Segment{Text: "so reading yes", Spans: []transcript.Span{{Start: 3, End: 10, Kind: transcript.Emphasis}}}, transcript.Speech, 1},
		{"stars alone", transcript.Segment{Text: "*laughter*"}, transcript.Note, 1},
		{"a link in brackets is no note", transcript.Segment{Text: "[a report]", Spans: []transcript.Span{link}}, transcript.Speech, 1},
	} {
		if got := WithEvents(test.seg, false); got.Kind != test.kind || len(got.Spans) != test.spans {
			t.Errorf("%s: kind %d, spans %v", test.name, got.Kind, got.Spans)
		}
	}
}

func nests(text string, spans []transcript.Span) bool {
	for i, a := range spans {
		if a.Start < 0 || a.Start >= a.End || a.End > len(text) {
			return false
		}
		for _, b := range spans[i+1:] {
			if b.Start < a.Start || b.Start == a.Start && b.End > a.End || b.Start < a.End && b.End > a.End {
				return false
			}
		}
	}
	return true
}

func TestAddSpansNests(t *testing.T) {
	rng := rand.New(rand.NewSource(5))
	text := strings.Repeat("x", 40)
	added := 0
	for range 20_000 {
		var spans, more []transcript.Span
		for range rng.Intn(6) {
			a, b := rng.Intn(40), rng.Intn(41)
			if a < b {
				try := AddSpans(spans, []transcript.Span{{Start: a, End: b}})
				if nests(text, try) {
					spans = try
				}
			}
		}
		for at := rng.Intn(10); at < 38; at += rng.Intn(10) {
			end := at + 1 + rng.Intn(6)
			if end > 40 {
				break
			}
			more = append(more, transcript.Span{Start: at, End: end, Kind: transcript.Event})
			at = end
		}
		before := slices.Clone(spans)
		got := AddSpans(spans, more)
		if !nests(text, got) {
			t.Fatalf("%v and %v give %v", before, more, got)
		}
		if !slices.Equal(spans, before) {
			t.Fatalf("%v was changed to %v", before, spans)
		}
		// None is left out that would have nested.
		for _, m := range more {
			fits := nests(text, slices.SortedStableFunc(slices.Values(append(slices.Clone(before), m)), func(a, b transcript.Span) int {
				if a.Start != b.Start {
					return a.Start - b.Start
				}
				return b.End - a.End
			}))
			if fits != slices.Contains(got, m) {
				t.Fatalf("%v among %v: fits %v, is there %v", m, before, fits, !fits)
			}
			added++
		}
	}
	if added < 1000 {
		t.Error("hardly anything was tried")
	}
}

// What is compared with folded notes is folded.
func TestEventWordsAreFolded(t *testing.T) {
	check := func(w string) {
		if lang.Fold(w) != w {
			t.Errorf("%q is not folded", w)
		}
	}
	for kind, list := range eventWords {
		if !slices.Contains(eventKinds, kind) {
			t.Errorf("%q is never tried", kind)
		}
		for _, w := range list {
			check(w)
		}
	}
	for w := range markedWords {
		check(w)
	}
	for w := range languageNames {
		check(w)
	}
}

func TestSaysWhenItEnded(t *testing.T) {
	for text, want := range map[string]bool{
		"The meeting rose at 1.05 p.m": true, "The hearing was adjourned at 12:30": true, "La séance est levée à 18 h 10": true,
		"Se levanta la sesión a las 13.05 horas": true, "A sessão foi encerrada às 12h30": true, "Заседание закрывается в 18 ч. 10 м": true,
		"رفعت الجلسة الساعة 13:05": true, "会议于下午6时10分散会": true, "下午六时散会": true, "Schluss der Sitzung: 18:10 Uhr": true,
		"": false, "The meeting rose": false, "The meeting is adjourned": false, "The river rose at 5": false, "We adjourned at 5": false,
		"The meeting rose at once to its feet": false, "La séance est levée": false, "会议六点开始": false,
	} {
		if got := SaysWhenItEnded(text); got != want {
			t.Errorf("%q says when it ended: %v", text, got)
		}
	}
}
