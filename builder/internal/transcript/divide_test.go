package transcript

import (
	"strings"
	"testing"
	"unicode"

	"dixit/builder/internal/lang"
)

func dividable(text string, spans ...Span) *Transcript {
	return &Transcript{Turns: []Turn{{Segments: []Segment{{Text: text, Spans: spans}}}}}
}

func TestLongParagraphsAreDividedWhereSpeechPauses(t *testing.T) {
	long := strings.Repeat("The ferry waits for nobody who has not paid, and nobody has paid. ", 30)
	for _, test := range []struct{ name, text, ends string }{
		{"at stops", strings.TrimSpace(long), "."},
		{"at stops in Chinese", strings.Repeat("渡船不等没有付钱的人，也没有人付钱。", 40), "。"},
		{"at stops in Arabic", strings.TrimSpace(strings.Repeat("العبارة لا تنتظر من لم يدفع، ولم يدفع أحد. ", 40)), "."},
		{"at stops in Hindi", strings.TrimSpace(strings.Repeat("नाव किसी का इंतज़ार नहीं करती और किसी ने दिया नहीं। ", 30)), "।"},
		{"at commas where there are no stops", strings.TrimSpace(strings.Repeat("we went to the pier and saw the boat, ", 40)), ","},
		{"between words of what a machine heard", strings.TrimSpace(strings.Repeat("we went to the pier and saw the boat ", 60)), ""},
		{"at blanks in Thai", strings.TrimSpace(strings.Repeat("เรือข้ามฟากไม่รอใครที่ยังไม่จ่ายเงิน ", 30)), ""},
		{"somewhere, where nothing rests", strings.Repeat("ฟ", 3000), ""},
		{"somewhere in Chinese without stops", strings.Repeat("船", 3000), ""},
	} {
		tr := dividable(test.text)
		want := tr.Turns[0].Text()
		Divide(tr)
		segs := tr.Turns[0].Segments
		if got := tr.Turns[0].Text(); got != want {
			t.Errorf("%s: the text has changed", test.name)
		}
		if len(segs) < 3 {
			t.Errorf("%s: %d pieces", test.name, len(segs))
		}
		for i, s := range segs {
			if n := lang.CountPassage(s.Text); n > maxPassage {
				t.Errorf("%s: a piece of %d half-words", test.name, n)
			}
			if s.Text != strings.TrimFunc(s.Text, unicode.IsSpace) || s.Text == "" {
				t.Errorf("%s: piece %q", test.name, s.Text)
			}
			if (i == 0) != (s.Going == Anew) {
				t.Errorf("%s: piece %d goes %d", test.name, i, s.Going)
			}
			if !strings.HasSuffix(s.Text, test.ends) {
				t.Errorf("%s: a piece ends in %q", test.name, s.Text[max(0, len(s.Text)-20):])
			}
		}
		for i, n := range Passages(segs) {
			if n == 0 && lang.CountPassage(segs[i].Text) > maxPassage/2 {
				t.Errorf("%s: piece %d begins no passage", test.name, i)
			}
		}
	}
}

// TestPlacesCountWhatIsBefore holds that the size at each place is that of the text
// before, though words are counted one by one.
func TestPlacesCountWhatIsBefore(t *testing.T) {
	for _, text := range []string{
		"The ferry, at 10:15, waits for nobody's vice-chair — who hasn't paid (twice)!  \tNobody has.",
		"L'été où la présidente n'a rien\u00a0dit : « trois » mots, dont « un » à l'écart.",
		"العبارة لا تنتظر من لم يدفع، ولم يدفع أحد (٢٠٢٤). شكراً سيدتي الرئيسة؛ نعم.",
		"渡船不等没有付钱的人，“也没有人付钱。” 使用 GAC 会议2024年3月；渡船" + strings.Repeat("不等没有付钱的人", 40),
		"Паром не ждёт никого… никто не заплатил! नाव किसी का इंतज़ार नहीं करती। ที่ประชุม 5 คน",
	} {
		for _, p := range (Segment{Text: text}).places(nil) {
			if want := lang.CountPassage(text[:p.end]); int(p.size) != want {
				t.Errorf("%q: %d half-words, want %d", text[:p.end], p.size, want)
			}
		}
	}
}

func TestWhatIsShortOrNoSpeechStaysWhole(t *testing.T) {
	long := strings.Repeat("word ", 400)
	tr := &Transcript{Turns: []Turn{{Segments: []Segment{{Text: "Short."}, {Kind: Code, Text: long}, {Kind: Row, Text: long}, {Kind: Item, Text: long}}}}}
	Divide(tr)
	if n := len(tr.Turns[0].Segments); n != 4 {
		t.Errorf("%d segments", n)
	}
}

func TestSpansMoveWithTheirPieces(t *testing.T) {
	head := strings.Repeat("One two three four five. ", 40)
	text := head + "here is a link to it. " + strings.TrimSpace(head)
	at := len(head) + len("here is ")
	tr := dividable(text, Span{Start: at, End: at + len("a link"), Kind: Link, Value: "x"}, Span{Start: len(text) - 5, End: len(text), Kind: Emphasis})
	Divide(tr)
	var found []string
	for _, s := range tr.Turns[0].Segments {
		for _, span := range s.Spans {
			found = append(found, s.Text[span.Start:span.End])
		}
	}
	if strings.Join(found, "|") != "a link|five." {
		t.Errorf("spans over %q", found)
	}
}

func FuzzDivide(f *testing.F) {
	f.Add(strings.Repeat("a b. ", 300), 3, 40)
	f.Add(strings.Repeat("船。", 300), 0, 600)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(strings.TrimSpace(text), "")
		start, end = min(max(start, 0), len(text)), min(max(end, 0), len(text))
		var spans []Span
		if start < end {
			spans = []Span{{Start: start, End: end, Kind: Strong}}
		}
		tr := dividable(text, spans...)
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		want := bare(tr.Turns[0].Text())
		Divide(tr)
		if bare(tr.Turns[0].Text()) != want {
			t.Fatal("words have changed")
		}
		for _, s := range tr.Turns[0].Segments {
			for _, span := range s.Spans {
				if span.Start < 0 || span.End > len(s.Text) || span.Start >= span.End {
					t.Fatalf("span %v in %d bytes", span, len(s.Text))
				}
			}
		}
	})
}
