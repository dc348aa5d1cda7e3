package format

import (
	"testing"

	"dixit/builder/internal/lang"
	"dixit/builder/internal/transcript"
)

func TestMarkLanguages(t *testing.T) {
	const (
		english = "Good morning, everybody. We shall take the harbour dues first, and then the timetable of the ferry, which many of you have asked for."
		french  = "Merci, Madame la Présidente. Je voudrais revenir sur les droits de port, parce que nous n'avons pas encore les chiffres de l'année dernière."
		chinese = "谢谢主席。我想回到刚才关于浮标的发言，因为我们还没有去年的数据，这个问题应该先解决，然后再讨论渡轮的时刻表。"
	)
	for _, c := range []struct {
		name, text string
		own, want  lang.Tag
	}{
		{"its own language", english, "en", ""},
		{"another", french, "en", "fr"},
		{"another script", chinese, "en", "zh-Hans"},
		{"too short", "Merci beaucoup, Madame la Présidente.", "en", ""},
		{"a region of its own language", english, "en-GB", ""},
		{"what front matter says first", english, "fr", "en"},
		{"a quotation", english + " As they say, « c'est la vie ».", "en", ""},
	} {
		tr := &transcript.Transcript{Meta: transcript.Meta{Lang: c.own}, Turns: []transcript.Turn{{Segments: []transcript.Segment{{Text: c.text}}}}}
		MarkLanguages(tr)
		if got := tr.Turns[0].Lang; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// Without front matter, what most of the turns are in.
	tr := &transcript.Transcript{}
	for _, s := range []string{english, english, french, english} {
		tr.Turns = append(tr.Turns, transcript.Turn{Segments: []transcript.Segment{{Text: s}}})
	}
	MarkLanguages(tr)
	if tr.Turns[0].Lang != "" || tr.Turns[2].Lang != "fr" {
		t.Errorf("got %q and %q", tr.Turns[0].Lang, tr.Turns[2].Lang)
	}
}
