package format

import (
	"strings"
	"testing"

	"dixit/builder/internal/transcript"
)

func said(label, role, text string) transcript.Turn {
	seg := WithEvents(transcript.Segment{Text: text}, false)
	return transcript.Turn{Label: label, Role: role, Segments: []transcript.Segment{seg}}
}

func TestMarkProcedural(t *testing.T) {
	// Each stands between a turn of its own and one of Hanne Voss.
	for _, test := range []struct {
		label, role, text string
		want              bool
	}{
		// Of those who run the meeting.
		{"Chair", "", "Thank you very much, Arne. Hanne, you have the floor.", true},
		{"Chair", "", "Hanne?", true},
		{"Mira Lund", "Chair", "Thank you, Arne. I see a hand from Westmark. Please go ahead.", true},
		{"Chair", "", "I now give the floor to the distinguished representative of the Republic of Azuria.", true},
		{"Chair", "", "We move on to item 4, the report of the harbour master.", true},
		{"Chair", "", "Any objections? Seeing none. It is so decided.", true},
		{"Chair", "", "All those in favour? Any opposed? The motion carries.", true},
		{"Chair", "", "Good morning, everyone, and welcome. The meeting is called to order.", true},
		{"Chair", "", "We will take a short break and we resume at 11:15.", true},
		{"Operator", "", "Your next question comes from the line of Hanne Voss with Voss and Sons. Your line is open.", true},
		{"Clerk", "", "Roll call. Hanne Voss.", true},
		{"PRÉSIDENTE", "", "Merci beaucoup, Monsieur Fisk. Je donne la parole à la représentante de la Lusanie.", true},
		{"Le Président", "", "La séance est ouverte.", true},
		{"Presidenta", "", "Muchas gracias, señor Fisk. Tiene la palabra la delegada de Azuria.", true},
		{"Moderador", "", "Obrigado. Tem a palavra, Hanne, por favor.", true},
		{"Председатель", "", "Спасибо большое. Слово предоставляется представителю Азурии.", true},
		{"Председатель", "", "Заседание закрывается.", true},
		{"الرئيسة", "", "شكرًا جزيلًا. أُعطي الكلمة الآن إلى ممثل أزوريا. تفضل.", true},
		{"主席", "", "谢谢。下面请阿祖里亚代表发言。", true},
		{"主持人", "", "謝謝您。沒有異議。休會。", true},
		{"Vorsitzende", "", "Vielen Dank. Ich erteile das Wort Frau Voss.", true},
		{"議長", "", "ありがとうございました。どうぞ。", true},
		// Of anybody.
		{"Arne Fisk", "", "Thank you.", true},
		{"Arne Fisk", "", "Thank you, Madam Chair.", true},
		{"Arne Fisk", "", "Hanne, please go ahead.", true},
		{"Arne Fisk", "", "Seconded.", true},
		{"Arne Fisk", "", "Present.", true},
		{"Arne Fisk", "", "Merci, Madame la Présidente.", true},
		{"Arne Fisk", "", "[laughter] Thanks.", true},
		{"Arne Fisk", "", "谢谢主席。", true},
		{"Arne Fisk", "", "شكرا سيدي الرئيس.", true},
		{"", "", "Спасибо.", true},
		// What has substance.
		{"Chair", "", "Thank you, Arne. I believe that the dues are too high.", false},
		{"Chair", "", "Arne, what do you think of the dues?", false},
		{"Chair", "", "No.", false},
		{"Chair", "", "Okay.", false},
		{"Chair", "", "The ferries are late.", false},
		{"Chair", "", "Thank you. The report is wrong on three counts, and the dredging has not begun.", false},
		{"Chair", "", "Thank you. We have [inaudible].", false},
		{"Arne Fisk", "", "Yes.", false},
		{"Arne Fisk", "", "Aye.", true},
		{"Arne Fisk", "", "Thank you. Forty-one.", false},
		{"Arne Fisk", "", "Thank you, Chair. We support the motion.", false},
		{"Arne Fisk", "", "We move on to item 4, the report of the harbour master.", false},
		{"Arne Fisk", "", "I second the view that the piles are sound.", false},
		{"Arne Fisk", "", "The present dues.", false},
		{"Arne Fisk", "", "Merci. Nous soutenons le projet.", false},
		{"Arne Fisk", "", "谢谢主席。我们支持这项提案。", false},
		{"主席", "", "谢谢。港口费太高了。", false},
		{"Председатель", "", "Спасибо. Сборы слишком высоки.", false},
		{"الرئيسة", "", "شكرا. الرسوم مرتفعة جدا.", false},
		{"Arne Fisk", "", "[laughter]", false},
		{"Arne Fisk", "", "", false},
		{"Secretary of State", "", "We move on to item 4, the report of the harbour master.", false},
		{"Speaker 1", "", "I now give the floor to the distinguished representative of the Republic of Azuria.", false},
	} {
		tr := &transcript.Transcript{Turns: []transcript.Turn{
			said("Arne Fisk", "", "The piles are sound, all forty of them, and nobody has looked at the crane."),
			said(test.label, test.role, test.text), said("Hanne Voss", "", "I walked on them at low water."),
		}}
		MarkProcedural(tr)
		if got := tr.Turns[1].Procedural; got != test.want {
			j := chairing{known: meetingWords()}
			t.Errorf("%s: %q: %v; %+v", test.label, test.text, got, j.tally(cutWords(test.text)))
		}
		if tr.Turns[0].Procedural || tr.Turns[2].Procedural {
			t.Errorf("%q: a turn that says something beside it is marked", test.text)
		}
	}
}

// What runs a meeting at length says something else too.
func TestProceduralIsShort(t *testing.T) {
	for _, test := range []struct {
		label, text string
		n           int
		want        bool
	}{
		{"Chair", "Thank you very much. ", 3, true},
		{"Chair", "Thank you very much. ", 100, false},
		{"Arne Fisk", "Thank you very much. ", 3, true},
		{"Arne Fisk", "Thank you very much. ", 8, false},
		{"Chair", "谢谢。", 200_000, false},
	} {
		tr := &transcript.Transcript{Turns: []transcript.Turn{said(test.label, "", strings.Repeat(test.text, test.n))}}
		MarkProcedural(tr)
		if got := tr.Turns[0].Procedural; got != test.want {
			t.Errorf("%s: %q %d times: %v", test.label, test.text, test.n, got)
		}
	}
	for _, kind := range []transcript.Kind{transcript.Code, transcript.Row, transcript.Item, transcript.Heading} {
		turn := said("Chair", "", "Thank you.")
		turn.Segments[0].Kind = kind
		tr := &transcript.Transcript{Turns: []transcript.Turn{turn}}
		if MarkProcedural(tr); tr.Turns[0].Procedural {
			t.Errorf("a segment of kind %d is only procedure", kind)
		}
	}
}

// No negation and no answer is among the words that mean nothing.
func TestAnswersAreContent(t *testing.T) {
	for _, w := range strings.Fields("no not yes never nay aye non oui ne pas sí não sim не нет да لا نعم nein ja nicht kein") {
		if s, _ := meetingWords().at(cutWords(w)); s != isContent && s != isRunning {
			t.Errorf("%q is taken for nothing", w)
		}
	}
}
