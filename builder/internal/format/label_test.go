package format

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

func TestFindLabel(t *testing.T) {
	long := strings.Repeat("very ", 20)
	for _, test := range []struct {
		line, name, role, after string
	}{
		// Names in many scripts and shapes.
		{"Ana Lind: Good morning.", "Ana Lind", "", "Good morning."},
		{"DR. J. K. O’NEILL-SMITH: Yes.", "DR. J. K. O’NEILL-SMITH", "", "Yes."},
		{"Ms. Ortiz (Chair): Order, please.", "Ms. Ortiz", "Chair", "Order, please."},
		{"[Chair] Ana Lind : bonjour", "Ana Lind", "Chair", "bonjour"},
		{"M. Lefèvre (France) (vice-président) : Merci.", "M. Lefèvre", "France, vice-président", "Merci."},
		{"Señora del Río: Buenos días.", "Señora del Río", "", "Buenos días."},
		{"Г-жа Линд: Спасибо.", "Г-жа Линд", "", "Спасибо."},
		{"ПРЕДСЕДАТЕЛЬ (говорит по-французски): Слово имеет…", "ПРЕДСЕДАТЕЛЬ", "говорит по-французски", "Слово имеет…"},
		{"السيدة حداد (الرئيسة): شكرا.", "السيدة حداد", "الرئيسة", "شكرا."},
		{"林女士：谢谢主席。", "林女士", "", "谢谢主席。"},
		{"德文·理德（主席，GAC）：早上好。", "德文·理德", "主席, GAC", "早上好。"},
		{"議長： 皆さん", "議長", "", "皆さん"},
		{"अध्यक्ष: धन्यवाद।", "अध्यक्ष", "", "धन्यवाद।"},
		{"ประธาน: ขอบคุณครับ", "ประธาน", "", "ขอบคุณครับ"},
		{"יושבת הראש: בוקר טוב.", "יושבת הראש", "", "בוקר טוב."},
		{"의장: 감사합니다.", "의장", "", "감사합니다."},
		{"Speaker 12: hello", "Speaker 12", "", "hello"},
		{"Q: And then?", "Q", "", "And then?"},
		{"A：然后呢？", "A", "", "然后呢？"},
		{"Ana Lind:", "Ana Lind", "", ""},
		{">>Ana Lind: hi", "Ana Lind", "", "hi"},
		{">> 林女士：好", "林女士", "", "好"},
		{"Ana Lind:\tGood morning.", "Ana Lind", "", "Good morning."},
		// A quotation mark in an abbreviation, and a nickname between names.
		{"היו\"ר דן לינד: בוקר טוב.", "היו\"ר דן לינד", "", "בוקר טוב."},
		{"היו״ר דן לינד: בוקר טוב.", "היו״ר דן לינד", "", "בוקר טוב."},
		{"ח”כ מ\"מ היו\"ר (הליכוד): תודה.", "ח”כ מ\"מ היו\"ר", "הליכוד", "תודה."},
		{"דן \"בוגי\" לינד: תודה.", "דן \"בוגי\" לינד", "", "תודה."},
		{"Walter \"Bo\" Lind: Thank you.", "Walter \"Bo\" Lind", "", "Thank you."},
		{"Mr. Walter “The Oar” Lind (Chair): Thank you.", "Mr. Walter “The Oar” Lind", "Chair", "Thank you."},
		{"Walter ‘Bo’ Lind: Thank you.", "Walter ‘Bo’ Lind", "", "Thank you."},
		{"Walter „Bo“ von Lind: Danke.", "Walter „Bo“ von Lind", "", "Danke."},
		{"Иван «Ваня» Линд: Спасибо.", "Иван «Ваня» Линд", "", "Спасибо."},
		// Blanks as they are set, and marks of direction, which a label has none of.
		{"Ana Lind:\u00a0Good morning.", "Ana Lind", "", "Good morning."},
		{"Mme\u00a0Lind\u202f:\u2003Bonjour\u202f!", "Mme Lind", "", "Bonjour\u202f!"},
		{"יעל כהן:\u200f בוקר טוב.", "יעל כהן", "", "בוקר טוב."},
		{"\u200fיעל כהן\u200f:בוקר טוב.", "", "", ""},
		{"\u2067ليلى حداد\u2069:\u061c شكرا.", "ليلى حداد", "", "شكرا."},
		{">>\u00a0Ana\u00a0Lind: hi", "Ana Lind", "", "hi"},
		// A bracket may hold a colon, and be longer than a name.
		{"Ana Lind (Item 3: dues): Yes.", "Ana Lind", "Item 3: dues", "Yes."},
		{"Ana Lind (Permanent Representative of the Republic of Kelvara to the Strait Commission and its subsidiary bodies): Yes.", "Ana Lind",
			"Permanent Representative of the Republic of Kelvara to the Strait Commission and its subsidiary bodies", "Yes."},
		// Brackets that lost their letters.
		{"德文·理德（ ，）：好", "德文·理德", "", "好"},

		// What is none.
		{"", "", "", ""},
		{": no name", "", "", ""},
		{"12:30 we meet again", "", "", ""},
		{"12: thirty", "", "", ""},
		{"3.1: Harbour dues", "", "", ""},
		{"https://example.org/a", "", "", ""},
		{"http: is a scheme", "", "", ""},
		{"mailto: someone", "", "", ""},
		{"ratio of a:b", "", "", ""},
		{"We met yesterday. And then: nothing", "", "", ""},
		{"We met yesterday; the agenda: dues", "", "", ""},
		{"他说，最重要的是：安全", "", "", ""},
		{"这一段话实在太长了所以它无论如何也不可能是一个人的名字：好", "", "", ""},
		{"I would like to tell you all this: no", "", "", ""},
		{long + ": no", "", "", ""},
		{"\"Ana\": no", "", "", ""},
		{"He said \"no\": it was late.", "", "", ""},
		{"He said \"No\" Twice: it was late.", "", "", ""},
		{"The Chair “once more” Said: no", "", "", ""},
		{"\"Yes,\" she said: it was late.", "", "", ""},
		{"Ana \"Yes, All\" Lind: no", "", "", ""},
		{"Ana \"One Two Three\" Lind: no", "", "", ""},
		{"Ana \"Nina: no", "", "", ""},
		{"Ana\"Nina\"Lind: no", "", "", ""},
		{"Walter “Bo\" Lind: no", "", "", ""},
		{"ב\"הארץ\" נכתב: לא", "", "", ""},
		{"他说“好” 人：是", "", "", ""},
		{"他 “好” 人：是", "", "", ""},
		{"그는 \"네\"라고: 예", "", "", ""},
		{"{name: x}", "", "", ""},
		{"( : ) : ) : )", "", "", ""},
	} {
		c, ok := FindLabel(test.line)
		if ok != (test.name != "") {
			t.Errorf("%q: a label is found: %v (%q)", test.line, ok, c.Name)
			continue
		}
		if !ok {
			continue
		}
		if c.Name != test.name || c.Role != test.role || c.After != test.after {
			t.Errorf("%q: name %q, role %q, then %q", test.line, c.Name, c.Role, c.After)
		}
		if head := strings.TrimRightFunc(test.line[:c.Size], isDirection); !strings.HasSuffix(head, ":") && !strings.HasSuffix(head, "：") {
			t.Errorf("%q: the label takes %q", test.line, head)
		}
	}
}

func TestTimesAtLabels(t *testing.T) {
	for _, test := range []struct {
		line, name, role string
		at               transcript.Time
	}{
		{"[00:12:03] Ana Lind: hi", "Ana Lind", "", 723000},
		{"(12:03) Ana Lind: hi", "Ana Lind", "", 723000},
		{"Ana Lind [1:00:00.5]: hi", "Ana Lind", "", 3600500},
		{"Ana Lind (Chair) (0:07): hi", "Ana Lind", "Chair", 7000},
		{"Ana Lind (Chair): hi", "Ana Lind", "Chair", transcript.NoTime},
		{"Ana Lind (from 12:03): hi", "Ana Lind", "from 12:03", transcript.NoTime},
	} {
		c, ok := FindLabel(test.line)
		if !ok || c.Name != test.name || c.Role != test.role || c.At != test.at {
			t.Errorf("%q: %q, %q, %d", test.line, c.Name, c.Role, c.At)
		}
	}
}

func TestLeadingTime(t *testing.T) {
	for _, test := range []struct {
		text string
		at   transcript.Time
		rest string
	}{
		{"12:03", 723000, ""},
		{"1:02:03", 3723000, ""},
		{"[00:00:01.250] Hello", 1250, "Hello"},
		{"(0:05) Hello", 5000, "Hello"},
		{"[00:00:01,5]", 1500, ""},
		{"0:05\nHello", 5000, "Hello"},
		{"12:30 is when we meet", transcript.NoTime, "12:30 is when we meet"},
		{"(12:30 is when we meet)", transcript.NoTime, "(12:30 is when we meet)"},
		{"12:30) or later", transcript.NoTime, "12:30) or later"},
		{"Hello", transcript.NoTime, "Hello"},
		{"", transcript.NoTime, ""},
		{"1:2", transcript.NoTime, "1:2"},
	} {
		at, rest := LeadingTime(test.text)
		if at != test.at || rest != test.rest {
			t.Errorf("%q: %d, %q; want %d, %q", test.text, at, rest, test.at, test.rest)
		}
	}
}

// judge weighs the lines of a text, one paragraph each, and gives the names
// that were taken for speakers, in order.
func judge(text string, declared ...string) []string {
	var labels []Label
	before := ""
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if c, ok := FindLabel(line); ok {
			c.Line, c.Before = i+1, before
			for _, d := range declared {
				c.Declared = c.Declared || d == c.Name
			}
			labels = append(labels, Label{Candidate: c})
		}
		before = line
	}
	var names []string
	Weigh(labels, strings.Split(text, "\n"))
	for _, l := range labels {
		if l.Confidence < 0 || l.Confidence > 1 || l.Accepted != (l.Confidence >= 0.5) && l.Confidence != 0.5 {
			names = append(names, "BAD CONFIDENCE")
		}
		if l.Accepted {
			names = append(names, l.Name)
		}
	}
	return names
}

func TestWeighByEvidence(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       string
	}{
		{"a dialogue", `
Ana Lind: Good morning.
Karel Oduya: Good morning.
Ana Lind: Shall we begin?
Karel Oduya: Let us.`, "Ana Lind, Karel Oduya, Ana Lind, Karel Oduya"},
		{"questions and answers", `
Q: Where were you born?
A: On the island.
Q: And when did you leave?
A: In the year of the flood.`, "Q, A, Q, A"},
		{"quotations that somebody introduces", `
Ana Lind: Good morning.
I have one thing to say: we cannot go on like this.
The ferryman told me: come back tomorrow.
Karel Oduya: I heard the same.
Ana Lind: My question is: who pays?
Karel Oduya: Nobody.`, "Ana Lind, Karel Oduya, Ana Lind, Karel Oduya"},
		{"notes with addresses", `
Ana Lind: See the slides.
Slides: https://example.org/slides
Karel Oduya: I have them.
Ana Lind: Good.
Karel Oduya: Go on.
Ana Lind: Then I shall.`, "Ana Lind, Karel Oduya, Ana Lind, Karel Oduya, Ana Lind"},
		{"Chinese, with what is quoted", `
林女士：谢谢主席。
主席：请讲。
林女士：我的看法是这样的。
有一位老先生曾经这样问我：为什么？
主席：请继续。`, "林女士, 主席, 林女士, 主席"},
		{"Arabic", `
الرئيسة: صباح الخير.
السيد حداد: شكرا سيدتي.
الرئيسة: تفضل يا سيد حداد.
السيد حداد: أود أن أقول شيئا واحدا.`, "الرئيسة, السيد حداد, الرئيسة, السيد حداد"},
		{"Russian", `
Председатель: Доброе утро.
Г-жа Линд: Спасибо.
Она мне сказала тогда: не надо.
Председатель: Слово имеет г-жа Линд.
Г-жа Линд: Ещё раз спасибо.`, "Председатель, Г-жа Линд, Председатель, Г-жа Линд"},
		{"Hindi", `
अध्यक्ष: धन्यवाद।
श्री वर्मा: नमस्ते।
अध्यक्ष: कृपया बोलिए।
श्री वर्मा: मैं सहमत हूँ।`, "अध्यक्ष, श्री वर्मा, अध्यक्ष, श्री वर्मा"},
		{"Thai", `
ประธาน: สวัสดีครับ
คุณสมชาย: สวัสดีครับท่าน
ประธาน: เชิญครับ
คุณสมชาย: ขอบคุณครับ
ผมขอพูดเรื่องเดียว: ค่าท่าเรือ`, "ประธาน, คุณสมชาย, ประธาน, คุณสมชาย"},
		{"one colon in prose is nobody", `
We went down to the shore.
The rule is simple: never sail alone.
Nobody listened to us then.`, ""},
	} {
		if got := strings.Join(judge(test.text), ", "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestTheEditorsWordCounts(t *testing.T) {
	text := "We went down to the shore\nthe keeper: who goes there?\nand nobody answered."
	if got := judge(text); len(got) != 0 {
		t.Errorf("without it: %q", got)
	}
	if got := judge(text, "the keeper"); len(got) != 1 {
		t.Errorf("with it: %q", got)
	}
}

// A dictionary has as many labels as lines; reading it takes a moment, not an
// hour.
func TestWeighManyNames(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		b.WriteString("word")
		for n := i; ; n /= 26 {
			b.WriteByte('a' + byte(n%26))
			if n < 26 {
				break
			}
		}
		b.WriteString(": what it means, in a sentence that is about as long as those of dictionaries are, so that there is something to look through for names\n")
	}
	judge(b.String())
}

func TestEndsSentence(t *testing.T) {
	for text, want := range map[string]bool{
		"Yes.": true, "Yes?": true, "“Yes.”": true, "是的。": true, "نعم؟": true, "हाँ।": true, "(applause)": true, "**Done.**": true, "so —": true,
		"yes": false, "yes,": false, "": false, "是的": false, "и": false,
	} {
		if got := EndsSentence(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
