package archive

import (
	"slices"
	"testing"

	"dixit/builder/internal/archive/people"
	"dixit/builder/internal/archive/topic"
	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

func facts(t *testing.T, tr *transcript.Transcript) *Facts {
	t.Helper()
	return FactsOf([32]byte{1}, tr, Asked{Vocabulary: topic.None()})
}

func TestHashOfATurnIsOfItsWordsAlone(t *testing.T) {
	turn := func(label, text string, spans ...transcript.Span) transcript.WordsHash {
		tr := &transcript.Transcript{Turns: []transcript.Turn{{Label: label, Segments: []transcript.Segment{{Text: text, Spans: spans}}}}}
		return facts(t, tr).Turns[0].Hash
	}
	base := turn("Speaker 1", "The tide, it turned.")
	for about, same := range map[string]transcript.WordsHash{
		"the label":      turn("Ana Ruiz", "The tide, it turned."),
		"punctuation":    turn("", "The tide it turned!"),
		"line breaks":    turn("", "The tide,\nit   turned."),
		"case and width": turn("", "THE ＴＩＤＥ it turned"),
		"formatting":     turn("", "The tide, it turned.", transcript.Span{Start: 4, End: 8, Kind: transcript.Strong}),
		"what was noted": turn("", "The tide, [laughter] it turned.", transcript.Span{Start: 10, End: 20, Kind: transcript.Event, Value: "laughter"}),
	} {
		if same != base {
			t.Errorf("%s moves the address of a turn", about)
		}
	}
	if turn("", "The tide, it turns.") == base {
		t.Error("other words have the same hash")
	}
	laughter, applause := turn("", "[laughter]", transcript.Span{End: 10, Kind: transcript.Event}), turn("", "[applause]", transcript.Span{End: 10, Kind: transcript.Event})
	if laughter == applause {
		t.Error("turns of nothing but notes are not told apart by these")
	}
	if got := turn("", "[laughter]"); got == 0 || turn("", "…") == turn("", "?!") {
		t.Error("turns of nothing but marks are not told apart by these")
	}
	split := facts(t, &transcript.Transcript{Turns: []transcript.Turn{{Segments: []transcript.Segment{{Text: "The tide,"}, {Text: "—"}, {Text: "it turned."}}}}})
	if split.Turns[0].Hash != base {
		t.Error("a paragraph that is begun moves the address of a turn")
	}
}

func TestFactsOfATranscript(t *testing.T) {
	v, _ := topic.NewVocabulary("", []topic.Entry{{ID: "tide", Labels: people.Text{"en": "tide"}}})
	tr := say("a.md", transcript.Meta{Title: "The tide and the harbour"}, "Ana Ruiz: The vice-chair's tide is here.", "Bo (Clerk): 潮水 turns.", "Ana Ruiz (Chair): And that is all that there is to say.", "Nobody says this.")
	f := FactsOf([32]byte{1}, tr, Asked{Vocabulary: v, Languages: tags("en fr")})
	if want := []Label{{Printed: "Ana Ruiz", Role: "Chair"}, {Printed: "Bo", Role: "Clerk"}}; !slices.Equal(f.Labels, labelsOf(want...)) {
		t.Errorf("labels %v", f.Labels)
	}
	var words, labels []int32
	for _, turn := range f.Turns {
		words, labels = append(words, turn.Words), append(labels, turn.Label)
	}
	if !slices.Equal(words, []int32{5, 3, 9, 3}) || !slices.Equal(labels, []int32{0, 1, 0, -1}) {
		t.Errorf("words %v labels %v", words, labels)
	}
	if len(f.Hits) != 1 || f.Hits[0].Turn != 0 {
		t.Errorf("hits %v", f.Hits)
	}
	if f.Detected != lang.Tag("en") || f.Sure < 0.5 {
		t.Errorf("the text is in %q, sure %v", f.Detected, f.Sure)
	}
}
