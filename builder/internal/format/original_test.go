package format

import (
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

func TestMarkOriginals(t *testing.T) {
	for note, want := range map[string]lang.Tag{
		"[Interpretation from French]": "fr", "(interpretation from Russian)": "ru", "(spoke in Spanish)": "es", "(Interpreted from Arabic)": "ar", "(in Chinese)": "zh",
		"[en français]": "fr", "(L'orateur poursuit en anglais)": "en", "(interprétation de l’espagnol)": "es", "(parle en russe)": "ru",
		"(interpretación del inglés)": "en", "(habla en francés)": "fr",
		"（以法语发言）": "fr", "（发言人以西班牙语发言）": "es", "（以英文講話）": "en",
		"(تكلم بالفرنسية)": "fr", "(ترجمة شفوية عن الإنكليزية)": "en", "(ترجمة شفوية عن الروسية)": "ru",
		"(говорит по-французски)": "fr", "(перевод с английского)": "en", "(говорит на испанском языке)": "es",
		"(em francês)": "fr", "(fala em inglês)": "en",
		"(from the French delegation)": "", "(interpretation from the French delegation)": "", "(French)": "", "(the Russian interpreter)": "",
		"(in France)": "", "(en Francia)": "", "(interpretation)": "", "(laughter)": "", "(法语)": "", "(法国代表团)": "", "(на английском судне)": "",
		"(spoke in French and English)": "", "(في فرنسا)": "", "(de l'anglais)": "", "()": "", "(": "",
	} {
		tr := &transcript.Transcript{Turns: []transcript.Turn{{Segments: []transcript.Segment{{Text: note + " Good morning."}}}, {Role: leadingNote(note)}, {Segments: []transcript.Segment{{Text: "Yes. " + note}}}}}
		MarkOriginals(tr)
		if a, b := tr.Turns[0].Original, tr.Turns[1].Original; a != want || b != want {
			t.Errorf("%s: %q at the start, %q after the label; want %q", note, a, b, want)
		}
		if got := tr.Turns[2].Original; got != "" {
			t.Errorf("%s within speech: %q", note, got)
		}
	}
}
